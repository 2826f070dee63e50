"""A state that moves by a differential equation: SciPy's `solve_ivp`.

Legend: t time; y the state, n numbers in one vector; T times.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import numpy

from wengert.sci import scipys
from wengert.sci.point import Floats, Point
from wengert.sci.seen import Several

#: Whether a method uses the Jacobian.
METHODS = {"RK45": False, "RK23": False, "DOP853": False, "Radau": True, "BDF": True, "LSODA": True}
SPARSE = ("Radau", "BDF")


def solve_ivp(
    f: Callable[..., Any], t_span: Any, y0: Any, method: str = "RK45", *, args: Any = (), events: Any = None,
    dense_output: bool = False, sparse: bool = False, **given: Any,
) -> Any:  # fmt: skip
    """The way of a state whose velocity is given, by SciPy's `solve_ivp`; implicit methods get exact Jacobians.

    Args:
        f: a function of the time and the state that returns the state's derivative, in the form of the state;
            ordinary, or compiled.
        t_span: the first and the last time.
        y0: the state at the first: a number, an array, or a list, tuple, dict or dataclass of such.
        method: "RK45", "RK23", "DOP853"; for stiff equations "Radau", "BDF", "LSODA", which use Jacobians.
        args: a tuple of what f is called with besides.
        events: a function of the time, the state and args, or a list of them, as SciPy's.
        dense_output: whether the answer has `sol`, the state as a function of time.
        sparse: whether Jacobians are to be sparse.
        given: every other keyword of SciPy's, as it is: t_eval, rtol, atol, max_step, …

    Returns:
        SciPy's OdeResult.  Its y has the form of y0 with an array over times in place of each number: of an array
        one with times along its last axis.  `sol(t)` is a state, or such a y of several times; y_events has for each
        event a list of states.  Where y0 is an array in one dimension, all are as SciPy has them.

    Raises:
        TypeError: y0 holds no number, or a derivative is given that is known already.
        ValueError: there is no such method; f returns another form than y0's; the method takes no sparse Jacobian.
        ModuleNotFoundError: SciPy is not installed.

    >>> import wengert as wg
    >>> def spring(t, state):
    ...     return {"place": state["speed"], "speed": -state["place"]}
    >>> way = wg.sci.solve_ivp(spring, (0.0, 3.14159), {"place": 1.0, "speed": 0.0}, method="Radau", rtol=1e-6)
    >>> way.y["place"].round(3)[[0, -1]].tolist()
    [1.0, -1.0]
    """
    integrate = scipys.fetched("integrate")
    scipys.refuse(given, "solve_ivp", "jac", "jac_sparsity", "vectorized")
    method = scipys.method_of(method, METHODS, "solve_ivp")
    if sparse:
        scipys.refuse_sparse(method, SPARSE, "solve_ivp")
    point = Point(y0, "y0")
    args = args if isinstance(args, tuple) else (args,)
    t_first = float(t_span[0])
    seen = Several(f, point, args, before=(t_first,), alike=True)
    known: dict[str, Any] = {}
    if METHODS[method]:
        known["jac"] = lambda t, y: seen.jacobian(y, float(t), sparse=sparse)
    if events is not None:
        several = [events] if callable(events) else list(events)
        known["events"] = [_event(event, point, args) for event in several]
    found = integrate.solve_ivp(
        lambda t, y: seen.values(y, float(t)), t_span, point.start.copy(), method=method, dense_output=dense_output,
        **known, **given,
    )  # fmt: skip
    if not point.is_vector:
        found.y = point.series(found.y)
        if found.sol is not None:
            found.sol = Way(found.sol, point)
        if found.y_events is not None:
            found.y_events = [[point.tree(y) for y in states] for states in found.y_events]
    return found


class Way:
    """The state as a function of time, in the form of the first.

    Args:
        solution: SciPy's OdeSolution, which gives vectors.
        point: the first state.
    """

    def __init__(self, solution: Any, point: Point) -> None:
        self.solution = solution
        self._point = point

    def __call__(self, t: Any) -> Any:
        """The state at a time; of an array of times an array in place of each number."""
        y = self.solution(t)
        return self._point.series(y) if numpy.ndim(t) else self._point.tree(y)


def _event(event: Callable[..., Any], point: Point, args: tuple[Any, ...]) -> Callable[..., Any]:
    """An event as a function of a vector; whether it ends the way, and in which direction, as before."""

    @functools.wraps(event)
    def seen(t: float, y: Floats) -> float:
        return float(event(t, point.tree(y), *args))

    return seen
