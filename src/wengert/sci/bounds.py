"""Bounds and constraints, said of a structure, as SciPy takes them."""

from __future__ import annotations

import functools
from typing import Any

import numpy

from wengert.compiler.arguments.forms import Form, Mapping
from wengert.core import number
from wengert.sci import scipys
from wengert.sci.point import Point
from wengert.sci.seen import Several

TYPES = {"eq": (0.0, 0.0), "ineq": (0.0, numpy.inf)}


def bounds_of(point: Point, bounds: Any) -> Any:
    """Bounds for SciPy: as they are, or made of a dict of them.

    A dict has (lower, upper) for the keys of the point's dict, each for all numbers there are under its key; None
    and keys that are left out stand for no bound.

    Raises:
        TypeError: the point is no dict.
        ValueError: a key is none of the point's, or something is no pair.

    >>> found = bounds_of(Point({"a": 1.0, "b": [2.0, 3.0]}, "x0"), {"b": (0.0, None)})
    >>> found.lb.tolist(), found.ub.tolist()
    ([-inf, 0.0, 0.0], [inf, inf, inf])
    """
    if not isinstance(bounds, dict):
        return bounds
    pairs = numpy.array(_pairs(point.form, bounds, "bounds"))
    return scipys.fetched("optimize").Bounds(pairs[:, 0], pairs[:, 1])


def _pairs(form: Form, bounds: Any, way: str) -> list[tuple[float, float]]:
    if isinstance(bounds, dict):
        if not isinstance(form, Mapping):
            raise TypeError(f"{way} are a dict where x0 has none; give (lower, upper)")
        strange = [key for key in bounds if key not in form.keys]
        if strange:
            raise ValueError(f"{way} have the key {strange[0]!r}, which x0 has not; it has {list(form.keys)}")
        parts = zip(form.keys, form.parts, strict=True)
        return [pair for key, part in parts for pair in _pairs(part, bounds.get(key), f"{way}[{key!r}]")]
    lower, upper = _pair((None, None) if bounds is None else bounds, way)
    return [(lower, upper)] * form.count


def _pair(bounds: Any, way: str) -> tuple[float, float]:
    if not isinstance(bounds, (tuple, list)) or len(bounds) != 2:
        raise ValueError(f"{way} must be a pair (lower, upper), got {number.what(bounds)}")
    lower, upper = bounds
    pair = (-numpy.inf if lower is None else float(lower), numpy.inf if upper is None else float(upper))
    if not pair[0] <= pair[1]:
        raise ValueError(f"{way} must be a pair (lower, upper) in this order, got {bounds}")
    return pair


def constraints_of(point: Point, constraints: Any, curved: bool, sparse: bool) -> list[Any]:
    """Constraints for SciPy, with derivatives.

    Args:
        point: where the solver begins.
        constraints: one or a sequence, as SciPy's `minimize` takes them: dicts with an ordinary function under "fun",
            NonlinearConstraint of such, LinearConstraint.
        curved: whether the method uses second derivatives of them, which a dict cannot have.
        sparse: whether the derivatives are to be sparse.

    Raises:
        TypeError: something is no constraint, or comes with a derivative of its own.
        ValueError: its type is neither "eq" nor "ineq".
    """
    optimize = scipys.fetched("optimize")
    kinds = dict, optimize.LinearConstraint, optimize.NonlinearConstraint
    several = [constraints] if isinstance(constraints, kinds) else list(constraints)
    found: list[Any] = []
    for one in several:
        if isinstance(one, dict):
            found.append(_of_dict(optimize, point, one, curved, sparse))
        elif isinstance(one, optimize.NonlinearConstraint):
            if callable(one.jac):
                scipys.refuse({"jac": one.jac}, "a constraint", "jac")
            seen = Several(one.fun, point)
            found.append(_nonlinear(optimize, seen, (one.lb, one.ub), curved, sparse, one.keep_feasible))
        elif isinstance(one, kinds):
            found.append(one)
        else:
            raise TypeError(f"a constraint is a dict, a LinearConstraint or a NonlinearConstraint, got {type(one)}")
    return found


def _of_dict(optimize: Any, point: Point, one: dict[str, Any], curved: bool, sparse: bool) -> Any:
    scipys.refuse(one, "a constraint", "jac")
    kind = str(one.get("type", "")).lower()
    if kind not in TYPES or not callable(one.get("fun")):
        raise ValueError(f"a constraint has a type, 'eq' or 'ineq', and a function 'fun', got {one}")
    seen = Several(one["fun"], point, one.get("args", ()))
    if curved:
        return _nonlinear(optimize, seen, TYPES[kind], curved, sparse, False)
    return {"type": kind, "fun": seen.values, "jac": seen.jacobian}


def _nonlinear(optimize: Any, seen: Several, limits: tuple[Any, Any], curved: bool, sparse: bool, keep: Any) -> Any:
    second = {"hess": seen.weighted(sparse)} if curved and seen.is_plain else {}  # else SciPy approximates them
    jac = functools.partial(seen.jacobian, sparse=sparse)
    return optimize.NonlinearConstraint(seen.values, *limits, jac=jac, keep_feasible=keep, **second)
