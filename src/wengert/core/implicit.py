"""`wg.root` and `wg.fixed_point`: numbers that are known only by an equation they solve.

What g does is recorded where the search starts, and becomes rows of the table (`equations.py`).  The result is
a node of such a row: its operands are the start, every Value that g used, given or from outside, and the numbers in g.

Legend: x the unknowns; tape the operations of g, in the order in which it made them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from math import isfinite
from typing import Any, NamedTuple

from wengert.core import context, extra, number, structure, value
from wengert.core.equations import Equation, Search, System, system
from wengert.core.errors import ConvergenceError, TracingError
from wengert.core.row import STATED
from wengert.core.value import Value, apply, constant

_MOST_TRIES = 8  # how often g may turn out to do other operations at the root than where the search began


def root(g: Callable[..., Any], x0: Any, *params: Any, tol: float = 1e-8, max_iterations: int = 50) -> Any:
    """The x that solves `g(x, *params) = 0`, differentiable by all that g depends on.

    Found by damped Newton from x0 on.  One node for each unknown stands for the whole search; its derivative is that
    of the implicit function theorem, dx/dp = -(dg/dx)^-1 dg/dp, right at every order.  In a function that is being
    compiled every lane searches for itself, for max_iterations rounds; where none finds a root it is nan.

    Args:
        g: from x and the parameters to as many numbers as x has; of arithmetic and wengert's functions.  Values from
            outside that it uses are parameters too.  Compiled, it must not decide by a number: choose by `wg.where`.
        x0: where to start: a number, or a list, tuple or array of numbers; no derivative goes there.
        params: what else g takes.
        tol: how long Newton's next step may be where x counts as a root, relative to `1 + |x|`.  The search goes on
            until nothing changes any more: this says what is refused, not how exact a root is.
        max_iterations: how often g is evaluated, at most.

    Returns:
        x in the structure of x0: Values, or floats if nothing in it is a Value.

    Raises:
        ConvergenceError: no root was found, or x has no derivative there because dg/dx has no inverse.
        TypeError: g is no function, or an operation in it has no derivative; x0 or what g returns is no structure of
            numbers.
        ValueError: g returns more or fewer numbers than x has; tol or max_iterations is no positive number.
        TracingError: in a function that is being compiled, g decides by a number, or has a long `wg.loop` in it.

    Cost: g twice on Values, some µs for each operation of g and round, n^3 operations a round for n unknowns.

    Source: Griewank & Walther, Evaluating Derivatives, 2nd ed., chapter 15.

    >>> import wengert as wg
    >>> p = wg.Value(2.0)
    >>> x = wg.root(lambda x: x**2 - p, 1.0)
    >>> x.backward()
    >>> round(x.data, 9), round(p.grad, 9)
    (1.414213562, 0.353553391)
    >>> x, y = wg.root(lambda v: [v[0] + v[1] - 3, v[0] * v[1] - 2], [0.0, 5.0])
    >>> round(x, 9), round(y, 9)
    (1.0, 2.0)
    """
    if not callable(g):
        raise TypeError(f"g must be a function of x, got {number.what(g)}")

    def residuals(x: Any) -> list[Any]:
        return structure.flatten(g(x, *params), "what g returns")

    return _solved(residuals, x0, tol, max_iterations, "wg.root", "g(x)")


def fixed_point(step: Callable[..., Any], x0: Any, *params: Any, tol: float = 1e-8, max_iterations: int = 50) -> Any:
    """The x that step leaves as it is: `x = step(x, *params)`, differentiable by all that step depends on.

    It is `wg.root` of step(x) - x, so that Newton's method finds it, whether or not step after step would lead there.

    Args:
        step: from x and the parameters to the next x; as g for `wg.root`.
        x0: where to start; as for `wg.root`.
        params: what else step takes.
        tol: as for `wg.root`.
        max_iterations: as for `wg.root`.

    Returns:
        x in the structure of x0: Values, or floats if nothing in it is a Value.

    Raises:
        ConvergenceError: none was found, or x has no derivative there because d step/dx has the eigenvalue 1.
        TypeError: as for `wg.root`.
        ValueError: as for `wg.root`.
        TracingError: as for `wg.root`.

    Cost: that of `wg.root`.

    >>> import wengert as wg
    >>> grad = wg.grad(lambda p: wg.fixed_point(lambda x: wg.cos(p * x), 1.0))
    >>> round(grad(1.0), 9)
    -0.297474342
    """
    if not callable(step):
        raise TypeError(f"step must be a function of x, got {number.what(step)}")

    def residuals(x: Any) -> list[Any]:
        before = structure.flatten(x)
        after = structure.flatten(step(x, *params), "what step returns")
        _same_count(len(after), len(before), "step")
        return [new - old for new, old in zip(after, before, strict=True)]

    return _solved(residuals, x0, tol, max_iterations, "wg.fixed_point", "step(x) - x")


def _solved(residuals: Callable[[Any], list[Any]], x0: Any, tol: Any, most: Any, name: str, what: str) -> Any:
    """The unknowns in the structure of x0."""
    tol = number.real(tol, "tol")
    if not 0.0 < tol < 1.0:
        raise ValueError(f"tol is a number between 0 and 1, got {tol!r}")
    if not isinstance(most, int) or isinstance(most, bool) or most < 1:
        raise ValueError(f"max_iterations is a whole number from 1, got {most!r}")
    start = structure.flatten(x0, "x0")
    if not start:
        raise ValueError("x0 has no numbers in it, so there is nothing to solve for")
    posed = _posed(residuals, x0, start, tol, most)
    still = all(isinstance(x, float) or x.is_constant for x in posed.operands)
    if extra.tracer() is None or still:
        posed = _settled(posed, residuals, x0, tol, most, name, what)
    operands = [x if isinstance(x, Value) else constant(x) for x in posed.operands]
    found = [apply(row, operands) for row in posed.system.rows]
    return structure.rebuild(x0, [x._data for x in found] if still else found)


# --- what g does -----------------------------------------------------------------------------------------


class _Posed(NamedTuple):
    """A system and its operands: where to start, Values, and numbers in g."""

    system: System
    operands: list[Any]

    @property
    def numbers(self) -> list[float]:
        return [x._data if isinstance(x, Value) else x for x in self.operands]

    def is_same(self, other: _Posed) -> bool:
        """Whether g did the same both times; where it started does not matter."""
        m = self.system.unknowns
        return self.system is other.system and all(map(_is_same, self.operands[m:], other.operands[m:]))


def _posed(residuals: Callable[[Any], list[Any]], x0: Any, start: Sequence[Any], tol: float, most: int) -> _Posed:
    """What g does at some x."""
    xs = [Value(x._data if isinstance(x, Value) else x) for x in start]
    tracer = extra.tracer()
    before = (len(tracer.decisions), len(tracer.repeats)) if tracer is not None else (0, 0)
    with _recorded(tracer) as tape:
        outputs = residuals(structure.rebuild(x0, xs))
    _same_count(len(outputs), len(xs), "g")
    if tracer is not None and (len(tracer.decisions), len(tracer.repeats)) != before:
        _refuse_traced(tracer, *before)
    return _equation(tape, xs, outputs, list(start), tol, most)


@contextmanager
def _recorded(tracer: Any) -> Iterator[list[Value]]:
    """The operations made meanwhile, of which no one else hears; a tracer still answers what is asked of Values."""
    tape: list[Value] = []
    outer = None if tracer is None else tracer.tape
    with context.unwatched():
        extra.set_tracer(tracer)
        extra.set_tape(tape)
        value.watch(1, False)
        if tracer is not None:
            tracer.tape = tape
        try:
            yield tape
        finally:
            value.watch(-1, False)
            if tracer is not None:
                tracer.tape = outer


def _refuse_traced(tracer: Any, decisions: int, repeats: int) -> None:
    """Say what g did that a compiled search cannot."""
    if len(tracer.decisions) > decisions:
        place = tracer.decisions[decisions].place
        raise TracingError(
            f"what wg.root or wg.fixed_point solves decides by a number, at {place}, so that its operations may change "
            "on the way to the root; choose with wg.where"
        )
    del tracer.repeats[repeats:]
    raise TracingError("what wg.root or wg.fixed_point solves has a wg.loop in it; write a plain `for` loop there")


def _equation(tape: list[Value], xs: list[Value], outputs: list[Any], start: list[Any], tol: float,
              most: int) -> _Posed:  # fmt: skip
    """A recording as an equation; operations that no residual needs are left out."""
    made = {id(node) for node in tape if not node.is_leaf}
    needed = {id(output) for output in outputs}
    for node in reversed(tape):
        if id(node) in needed and id(node) in made:
            needed.update(map(id, node.args))
    steps = [node for node in tape if id(node) in needed and id(node) in made]
    for node in steps:
        if node._code == STATED.code:
            raise TypeError(f"the step {node.op!r} in g was taken by hand, so it has no rule; build g of operations")
    inside = made.union(id(node) for node in tape).union(map(id, xs))
    used = [arg for node in steps for arg in node.args] + [x for x in outputs if isinstance(x, Value)]
    known = {id(x): i for i, x in enumerate(xs)}
    # Values from outside come first, and then numbers: those that g lifted, and leaves that it made.
    outside = list({id(x): x for x in used if id(x) not in inside and not x.is_constant}.values())
    own = list({id(x): x for x in used if x.is_leaf and id(x) not in known and (x.is_constant or id(x) in inside)}
               .values())  # fmt: skip
    plain = [x for x in outputs if not isinstance(x, Value)]
    operands = [*start, *outside, *[x._data for x in own], *plain]
    slots = {**known, **{id(x): len(xs) + i for i, x in enumerate([*outside, *own])}}
    slots.update({id(node): len(operands) + i for i, node in enumerate(steps)})
    rest = iter(range(len(xs) + len(outside) + len(own), len(operands)))
    residuals = tuple([slots[id(x)] if isinstance(x, Value) else next(rest) for x in outputs])
    program = tuple([(node._code, tuple([slots[id(arg)] for arg in node.args])) for node in steps])
    return _Posed(system(Equation(len(xs), len(operands) - len(xs), program, residuals), tol, most), operands)


# --- whether it has a root -------------------------------------------------------------------------------


def _settled(posed: _Posed, residuals: Callable[[Any], list[Any]], x0: Any, tol: float, most: int, name: str,
             what: str) -> _Posed:  # fmt: skip
    """The equation whose root is regular, and at which g does what the equation says.

    Where g decides by its numbers, it may do other things at the root than where the search began: then that is the
    equation, and the search goes on from there.

    Raises:
        ConvergenceError: there is none.
    """
    for _ in range(_MOST_TRIES):
        numbers = posed.numbers
        found = posed.system.search(numbers)
        there = _posed(residuals, x0, found.x, tol, most)
        if there.is_same(posed):
            break
        posed = there
    else:
        raise _failure(found, name, what, "which branches it takes changes from try to try; choose with wg.where")
    if not found.good:
        raise _failure(found, name, what, _advice(found, numbers))
    if posed.system.is_singular(found.x, numbers):
        why = "its derivative by x has no inverse there, as at a double root, so that x has no derivative"
        raise _failure(found, name, what, why, f"{name} found a root that is singular")
    return posed


def _advice(found: Search, numbers: Sequence[float]) -> str:
    if not all(map(isfinite, numbers)):
        return "x0 or a parameter is not finite"
    if not isfinite(found.size):
        return "start with x0 where it is defined"
    return "start nearer to a root with x0, see that there is one, or allow more rounds with max_iterations="


def _failure(found: Search, name: str, what: str, advice: str, said: str = "") -> ConvergenceError:
    x = found.x[0] if len(found.x) == 1 else list(found.x)
    return ConvergenceError(said or f"{name} found no root", what, found.size, found.rounds, x, advice)


def _same_count(found: int, expected: int, name: str) -> None:
    if found != expected:
        raise ValueError(f"{name} must return as many numbers as x0 has, {expected}, got {found}")


def _is_same(a: Any, b: Any) -> bool:
    """Whether two operands are one: the same Value, or the same number, -0.0 not being 0.0."""
    return a is b or (isinstance(a, float) and isinstance(b, float) and repr(a) == repr(b))
