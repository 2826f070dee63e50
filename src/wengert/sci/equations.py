"""Where a function is zero: SciPy's `root`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from wengert.sci import scipys
from wengert.sci.point import Floats, Point
from wengert.sci.seen import Several

#: Whether a method uses the Jacobian.
METHODS = {
    "hybr": True, "lm": True, "broyden1": False, "broyden2": False, "anderson": False, "linearmixing": False,
    "diagbroyden": False, "excitingmixing": False, "krylov": False, "df-sane": False,
}  # fmt: skip


def root(f: Callable[..., Any], x0: Any, args: Any = (), method: str = "hybr", **given: Any) -> Any:
    """A point at which all numbers that a function returns are zero, by SciPy's `root` with exact Jacobians.

    Args:
        f: a function of the point that returns as many numbers, in whatever structure; ordinary, or compiled.
        x0: where to begin: a number, an array, or a list, tuple, dict or dataclass of such.
        args: a tuple of what f is called with besides; it is not differentiated by.
        method: as SciPy's; "hybr" and "lm" use Jacobians.
        given: every other keyword of SciPy's, as it is: tol, options, callback.

    Returns:
        SciPy's OptimizeResult.  Its x has the form of x0; fun has the numbers in one vector.

    Raises:
        TypeError: x0 holds no number, or a derivative is given that is known already.
        ValueError: there is no such method; or f returns another count of numbers than x0 holds.
        ModuleNotFoundError: SciPy is not installed.

    >>> import wengert as wg
    >>> def circle_and_line(p):
    ...     return p["x"] ** 2 + p["y"] ** 2 - 25, p["y"] - p["x"] - 1
    >>> found = wg.sci.root(circle_and_line, {"x": 1.0, "y": 1.0})
    >>> {name: round(at, 6) for name, at in found.x.items()}
    {'x': 3.0, 'y': 4.0}
    """
    optimize = scipys.fetched("optimize")
    scipys.refuse(given, "root", "jac")
    method = scipys.method_of(method, METHODS, "root")
    point = Point(x0, "x0")
    seen = Several(f, point, args)
    n, k = len(point.start), len(seen.first)
    if k != n and (method != "lm" or k < n):
        raise ValueError(
            f"root needs as many equations as unknowns: {seen.name} returned {k} numbers, and x0 holds {n}"
        )
    if given.get("callback") is not None:
        told = given["callback"]

        def callback(x: Floats, values: Floats) -> Any:
            return told(point.tree(x), values)

        given["callback"] = callback
    known = {"jac": seen.jacobian} if METHODS[method] else {}
    found = optimize.root(seen.values, point.start.copy(), method=method, **known, **given)
    found.x = point.tree(found.x)
    return found
