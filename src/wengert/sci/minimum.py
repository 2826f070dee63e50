"""The least value of a function: SciPy's `minimize`."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

from wengert.sci import scipys
from wengert.sci.bounds import bounds_of, constraints_of
from wengert.sci.point import Floats, Point
from wengert.sci.seen import Scalar

VALUE, GRADIENT, PRODUCTS, HESSIAN = range(4)  # what a method uses of a function at most

METHODS = {
    "Nelder-Mead": VALUE, "Powell": VALUE, "COBYLA": VALUE, "COBYQA": VALUE,
    "CG": GRADIENT, "BFGS": GRADIENT, "L-BFGS-B": GRADIENT, "TNC": GRADIENT, "SLSQP": GRADIENT,
    "Newton-CG": PRODUCTS, "trust-ncg": PRODUCTS, "trust-krylov": PRODUCTS, "trust-constr": PRODUCTS,
    "dogleg": HESSIAN, "trust-exact": HESSIAN,
}  # fmt: skip
SPARSE = ("Newton-CG", "trust-ncg", "trust-krylov", "trust-constr")


def minimize(
    f: Callable[..., Any], x0: Any, args: Any = (), method: str | None = None, *, bounds: Any = None,
    constraints: Any = (), sparse: bool = False, **given: Any,
) -> Any:  # fmt: skip
    """The point at which a function is least, by SciPy's `minimize` with exact derivatives.

    The method gets what it can use: gradients (CG, BFGS, L-BFGS-B, TNC, SLSQP), products of the Hessian with vectors
    (Newton-CG, trust-ncg, trust-krylov, trust-constr) or the Hessian (dogleg, trust-exact).  Value and gradient are
    found together, once at a point.

    Args:
        f: a function of the point that returns one number; ordinary, or compiled, for a batch with
            reduce='sum' or 'mean'.  An ordinary one is traced anew in each call of minimize.
        x0: where to begin: a number, an array, or a list, tuple, dict or dataclass of such.  The function gets what
            this is: an array if it is an array, a list if it is a list.
        args: a tuple of what f is called with besides; it is not differentiated by.
        method: as SciPy's; without it BFGS, L-BFGS-B with bounds, SLSQP with constraints.
        bounds: as SciPy's, over the numbers of x0 in their order; of a dict also a dict of pairs (lower, upper).
        constraints: as SciPy's, with ordinary functions of the point, of which Jacobians are found likewise,
            and for trust-constr Hessians, but for a function of a batch, whose Hessian SciPy approximates.
        sparse: whether the Hessian is to be found as a sparse matrix, once at a point, and multiplied by that; and
            likewise the derivatives of constraints.
        given: every other keyword of SciPy's, as it is: tol, options, callback; and hess, for an approximation such
            as SciPy's `BFGS()` in place of ours.  A callback gets the point in the form of x0.

    Returns:
        SciPy's OptimizeResult.  Its x has the form of x0; jac and hess are SciPy's arrays over its numbers.

    Raises:
        TypeError: f does not return one number, x0 holds none, or a derivative is given that is known already.
        ValueError: there is no such method; or it does not take sparse derivatives.
        ModuleNotFoundError: SciPy is not installed.

    Cost: a gradient is some three to four values, a product some six to eight; a Hessian of n numbers n products.

    Source: Nocedal & Wright, Numerical Optimization (2006), for the methods.

    >>> import wengert as wg
    >>> found = wg.sci.minimize(lambda x: (x[0] - 1) ** 2 + (x[1] - x[0] ** 2) ** 2, [3.0, -1.0], method="trust-exact")
    >>> [round(x, 6) for x in found.x], found.success
    ([1.0, 1.0], True)
    """
    optimize = scipys.fetched("optimize")
    scipys.refuse(given, "minimize", "jac", "hessp", *(["hess"] if callable(given.get("hess")) else []))
    chosen = method
    if method is None:
        chosen = "SLSQP" if not _is_empty(constraints) else "L-BFGS-B" if bounds is not None else "BFGS"
    chosen = scipys.method_of(chosen, METHODS, "minimize")
    if sparse:
        scipys.refuse_sparse(chosen, SPARSE, "minimize")
    point = Point(x0, "x0")
    limits = bounds_of(point, bounds)
    seen = Scalar(f, point, args)
    known = _derivatives(seen, METHODS[chosen], sparse, "hess" in given)
    if given.get("callback") is not None:
        given["callback"] = _told(given["callback"], point)
    found = optimize.minimize(
        x0=point.start.copy(), method=chosen, bounds=limits,
        constraints=constraints_of(point, constraints, chosen == "trust-constr", sparse), **known, **given,
    )  # fmt: skip
    found.x = point.tree(found.x)
    return found


def _derivatives(seen: Scalar, uses: int, sparse: bool, approximated: bool) -> dict[str, Any]:
    """What SciPy is given: the function, and of its derivatives those that a method uses."""
    if uses == VALUE:
        return {"fun": seen.value}
    known: dict[str, Any] = {"fun": seen.value_on_the_way, "jac": seen.gradient}
    if uses == GRADIENT or approximated:
        return known
    if uses == HESSIAN:
        return known | {"hess": seen.hessian}
    if sparse:  # not all methods take a sparse matrix, but all take its products
        return known | {"hessp": lambda x, p: seen.hessian(x, sparse=True) @ p}
    return known | {"hessp": seen.product}


def _is_empty(constraints: Any) -> bool:
    return isinstance(constraints, (tuple, list)) and not constraints


def _told(callback: Callable[..., Any], point: Point) -> Callable[..., Any]:
    """A callback that is told points in the form in which they were given."""
    if [*inspect.signature(callback).parameters] == ["intermediate_result"]:  # SciPy goes by this name

        def with_result(intermediate_result: Any) -> Any:
            told = type(intermediate_result)(intermediate_result)
            told.x = point.tree(told.x)
            return callback(intermediate_result=told)

        return with_result

    def with_point(x: Floats, *state: Any) -> Any:
        return callback(point.tree(x), *state)

    return with_point
