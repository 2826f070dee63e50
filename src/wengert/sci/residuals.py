"""The least sum of squares: SciPy's `least_squares`."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import Any

from wengert.sci import scipys
from wengert.sci.bounds import bounds_of
from wengert.sci.point import Point
from wengert.sci.seen import Several

METHODS = ("trf", "dogbox", "lm")
SPARSE = ("trf", "dogbox")


def least_squares(
    f: Callable[..., Any], x0: Any, args: Any = (), kwargs: Mapping[str, Any] | None = None, *, method: str = "trf",
    bounds: Any = None, sparse: bool = False, **given: Any,
) -> Any:  # fmt: skip
    """The point at which the squares of a function's numbers have the least sum, by SciPy with exact Jacobians.

    Args:
        f: a function of the point that returns the residuals in some structure; ordinary, or compiled.  Compiled for
            a batch that is not reduced, it is written for one observation, and returns the residuals of it.
        x0: where to begin: a number, an array, or a list, tuple, dict or dataclass of such.
        args: a tuple of what f is called with besides; it is not differentiated by.
        kwargs: the same by name.
        method: "trf", "dogbox" or "lm".
        bounds: as SciPy's, over the numbers of x0 in their order; of a dict also a dict of pairs (lower, upper).
        sparse: whether Jacobians are to be sparse; steps are then found by lsmr.
        given: every other keyword of SciPy's, as it is: loss, f_scale, x_scale, ftol, max_nfev, …

    Returns:
        SciPy's OptimizeResult.  Its x has the form of x0; fun has the residuals in one vector, jac their Jacobian.

    Raises:
        TypeError: x0 holds no number, or a derivative is given that is known already.
        ValueError: there is no such method; or it does not take sparse derivatives.
        ModuleNotFoundError: SciPy is not installed.

    >>> import numpy as np
    >>> import wengert as wg
    >>> @wg.compile(batch=("t", "y"))
    ... def misfit(p, t, y):
    ...     return p["height"] * wg.exp(-p["rate"] * t) - y
    >>> t = np.linspace(0.0, 4.0, 9)
    >>> found = wg.sci.least_squares(misfit, {"height": 1.0, "rate": 1.0}, args=(t, 3 * np.exp(-0.5 * t)))
    >>> {name: round(x, 6) for name, x in found.x.items()}
    {'height': 3.0, 'rate': 0.5}
    """
    optimize = scipys.fetched("optimize")
    scipys.refuse(given, "least_squares", "jac", "jac_sparsity")
    method = scipys.method_of(method, METHODS, "least_squares")
    if sparse:
        scipys.refuse_sparse(method, SPARSE, "least_squares")
    point = Point(x0, "x0")
    limits = {} if bounds is None else {"bounds": bounds_of(point, bounds)}
    seen = Several(f, point, args, kwargs)
    found = optimize.least_squares(
        seen.values, point.start.copy(), jac=functools.partial(seen.jacobian, sparse=sparse), method=method,
        **limits, **given,
    )  # fmt: skip
    found.x = point.tree(found.x)
    return found
