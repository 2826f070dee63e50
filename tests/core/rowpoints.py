"""Points to ask the rows of the table at, and how exact they must be there.

WIDE holds points of all sizes for a row's value, INTERIOR ordinary points for its partials.

Legend: r a random generator; xs the arguments of a row.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from random import Random
from typing import NamedTuple

from rowreference import Point, condition, exact

Spread = Callable[[Random], float]
Region = Callable[[Random], Point]

EPS = 2.0**-52
SEVERAL = (1, 2, 3, 7)  # numbers of arguments for rows that take any: three with kernels, one without


def near(low: float, high: float) -> Spread:
    """A number between two bounds, all alike."""
    return lambda r: r.uniform(low, high)


def decades(low: float, high: float) -> Spread:
    """A positive number whose size may be anything from 10**low to 10**high."""
    return lambda r: 10 ** r.uniform(low, high)


def signed(spread: Spread) -> Spread:
    """The same with either sign."""
    return lambda r: r.choice((-1, 1)) * spread(r)


def whole(low: int, high: int) -> Spread:
    """An integer as a float."""
    return lambda r: float(r.randint(low, high))


def beside(center: float, spread: Spread) -> Spread:
    """A number close to a center, on either side."""
    return lambda r: center + r.choice((-1, 1)) * spread(r)


def over(center: float, spread: Spread) -> Spread:
    """A number above a center."""
    return lambda r: center + spread(r)


def each(*spreads: Spread) -> Region:
    """Arguments drawn independently."""
    return lambda r: tuple(spread(r) for spread in spreads)


def several(spread: Spread, counts: tuple[int, ...] = SEVERAL) -> Region:
    """Any of several numbers of arguments, all of one spread."""
    return lambda r: tuple(spread(r) for _ in range(r.choice(counts)))


def _bounds(x: Spread, bound: Spread, width: Spread) -> Region:
    def draw(r: Random) -> Point:
        low = bound(r)
        return x(r), low, low + width(r)

    return draw


def _apart(counts: tuple[int, ...]) -> Region:
    """Numbers of which no two are closer than 0.3."""
    return lambda r: tuple(float(i) + r.uniform(0.0, 0.7) for i in r.sample(range(-9, 9), r.choice(counts)))


def _quotient(r: Random) -> Point:
    """Two numbers whose quotient is at least 0.1 from an integer."""
    y = r.choice((-1, 1)) * r.uniform(0.5, 4.0)
    return (r.randint(-9, 8) + r.uniform(0.1, 0.9)) * y, y


def _clipped(r: Random) -> Point:
    low, high = r.uniform(-2, -1), r.uniform(1, 2)
    return r.choice((r.uniform(-4, -2.2), r.uniform(-0.8, 0.8), r.uniform(2.2, 4))), low, high


LINE = signed(decades(-300, 300))
UNIT = signed(decades(-12, 0))
SOME = signed(decades(-8, 3))
HALF = signed(decades(-140, 140))  # squares and products stay finite
BRIEF = near(-6, 6)
TENTHS = near(0.1, 5)  # a side of a kink
SIDES = signed(TENTHS)
EVEN = (2, 4, 8)

_WHOLE_LINE = [each(LINE), each(SOME)]
_PAIRS = [each(SOME, SOME), each(HALF, HALF)]
_COMPARED = [each(SOME, SOME), each(whole(-2, 2), whole(-2, 2))]
_EXPONENTS = [each(near(-745, 709)), each(UNIT), each(BRIEF)]
_ANGLES = [each(BRIEF), each(signed(decades(-300, 2))), each(signed(decades(2, 300)))]
_STEPS = [each(near(-20, 20)), each(signed(decades(-300, 300))), each(lambda r: r.randint(-9, 9) + 0.5)]
_DIVISIONS = [each(SIDES, SIDES), each(SOME, SOME), each(whole(-9, 9), signed(whole(1, 4)))]
_LOGARITHMS = [each(decades(-307, 308)), each(near(0.5, 2))]
_CHOSEN = [several(SOME), several(whole(-2, 2))]
_SMOOTH = [each(BRIEF), each(near(-40, 40)), each(signed(decades(-8, 2.8)))]  # no exp(x) below the normal numbers

#: Where values are compared: all sizes that a row is meant for.
WIDE: dict[str, list[Region]] = {
    "add": [each(SOME, SOME), each(LINE, LINE)],
    "sub": [each(SOME, SOME), each(LINE, LINE)],
    "mul": _PAIRS,
    "div": _PAIRS,
    "neg": _WHOLE_LINE,
    "scale": _PAIRS,
    "where": [each(whole(-1, 1), SOME, SOME)],
    **dict.fromkeys(("lt", "le", "gt", "ge", "eq", "ne"), _COMPARED),
    "exp": _EXPONENTS,
    "expm1": _EXPONENTS,
    "log": _LOGARITHMS,
    "log2": _LOGARITHMS,
    "log10": _LOGARITHMS,
    "log1p": [each(decades(-300, 300)), each(over(-1, decades(-15, 0))), each(UNIT)],
    "sqrt": [each(decades(-307, 308))],
    "cbrt": [each(signed(decades(-323, 308))), each(BRIEF)],
    "square": [each(HALF)],
    "reciprocal": _WHOLE_LINE,
    "pow": [
        each(decades(-2, 2), near(-100, 100)),
        each(BRIEF, whole(-9, 9)),
        each(over(1, UNIT), signed(decades(0, 8))),
    ],
    "exp2": [each(near(-1070, 1020)), each(UNIT)],
    **dict.fromkeys(("sin", "cos", "tan"), _ANGLES),
    "asin": [each(near(-1, 1)), each(UNIT)],
    "acos": [each(near(-1, 1)), each(UNIT)],
    "atan": _WHOLE_LINE,
    "atan2": [each(SOME, SOME), each(HALF, HALF), each(BRIEF, BRIEF)],
    "sinh": [each(near(-705, 705)), each(UNIT), each(BRIEF)],
    "cosh": [each(near(-705, 705)), each(UNIT), each(BRIEF)],
    "tanh": _SMOOTH,
    "asinh": _WHOLE_LINE,
    "acosh": [each(over(1, decades(-15, 2))), each(decades(1, 300))],
    "atanh": [each(near(-1, 1)), each(UNIT)],
    "sign": _WHOLE_LINE,
    "abs": _WHOLE_LINE,
    "floor": _STEPS,
    "ceil": _STEPS,
    "round": _STEPS,
    "clip": [_bounds(SOME, SOME, decades(-3, 3)), _bounds(whole(-3, 3), whole(-3, 3), whole(0, 2))],
    **dict.fromkeys(("fmod", "mod", "floordiv"), _DIVISIONS),
    "sum": [several(SOME), several(near(0, 1))],
    "prod": [several(SIDES), several(signed(decades(-40, 40)))],
    "dot": [several(SOME, EVEN), several(near(0, 1), EVEN)],
    "max": _CHOSEN,
    "min": _CHOSEN,
    "hypot": [each(LINE, LINE), each(SIDES, SIDES)],
    "norm": [several(SIDES), several(signed(decades(150, 300))), several(signed(decades(-300, -150)))],
    "erf": _SMOOTH,
    "erfc": [each(BRIEF), each(near(-26, 26)), each(UNIT)],
    "polygamma": [
        each(whole(0, 5), decades(-3, 3)),
        each(whole(6, 98), decades(-1, 4)),
        each(whole(0, 4), near(-9.9, 0)),
        each(whole(0, 4), beside(-2, decades(-12, -1))),
    ],
    "lgamma": [each(decades(-300, 300)), each(near(0, 20)), each(near(-30, 0)), each(beside(2, decades(-6, 0)))],
    "digamma": [each(decades(-100, 100)), each(near(0, 20)), each(near(-30, 0)), each(beside(-1, decades(-12, -1)))],
    "mean": [several(SOME), several(near(0, 1))],
    "relu": _WHOLE_LINE,
    "leaky_relu": [each(SOME, SOME)],
    "elu": [each(SOME, SOME)],
    "sigmoid": [*_SMOOTH, each(near(-700, 700))],
    "softplus": [*_SMOOTH, each(near(-700, 700))],
    "log_sigmoid": [*_SMOOTH, each(near(-700, 700))],
    "silu": [*_SMOOTH, each(near(-700, 700))],
    "norm_pdf": [each(BRIEF), each(near(-38, 38)), each(UNIT)],
    "norm_cdf": [each(BRIEF), each(near(-37, 8)), each(UNIT)],
    "gelu": [each(BRIEF), each(near(-37, 37)), each(UNIT)],
    "gelu_tanh": [each(BRIEF), each(near(-21, 21)), each(UNIT)],
    "mish": [*_SMOOTH, each(near(-700, 700))],
    "logsumexp": [several(BRIEF), several(near(-900, 900)), several(decades(0, 300))],
    "softmax": [each(BRIEF, near(3, 9)), each(near(-300, 300), near(300, 320))],
}

_GENERAL = each(BRIEF)
_SIDE = each(SIDES)
_BOTH = each(SIDES, SIDES)
_BETWEEN = each(lambda r: r.randint(-9, 8) + r.uniform(0.1, 0.9))  # 0.1 from integers

#: Where partials are compared: of ordinary size, and nowhere closer than 0.1 to a kink or an edge.
INTERIOR: dict[str, Region] = {
    **dict.fromkeys(("add", "sub", "mul", "div", "scale", "hypot", "atan2"), _BOTH),
    **dict.fromkeys(
        (
            *("neg", "exp", "expm1", "square", "exp2", "sin", "cos", "atan", "sinh", "cosh", "tanh", "asinh", "erf"),
            *("erfc", "sigmoid", "softplus", "log_sigmoid", "silu", "norm_pdf", "norm_cdf", "gelu", "gelu_tanh"),
            "mish",
        ),
        _GENERAL,
    ),
    **dict.fromkeys(("log", "log2", "log10", "sqrt"), each(TENTHS)),
    **dict.fromkeys(("cbrt", "reciprocal", "sign", "abs", "relu"), _SIDE),
    "where": lambda r: (r.choice((-2.0, 0.0, 1.0)), r.uniform(-6, 6), r.uniform(-6, 6)),
    **dict.fromkeys(("lt", "le", "gt", "ge", "eq", "ne"), _apart((2,))),
    "log1p": each(near(-0.9, 5)),
    "pow": each(TENTHS, near(-4, 4)),
    "tan": each(near(-1.4, 1.4)),
    **dict.fromkeys(("asin", "acos", "atanh"), each(near(-0.85, 0.85))),
    "acosh": each(near(1.15, 6)),
    **dict.fromkeys(("floor", "ceil"), _BETWEEN),
    "round": each(lambda r: r.randint(-9, 8) + r.uniform(-0.4, 0.4)),
    "clip": _clipped,
    **dict.fromkeys(("fmod", "mod", "floordiv"), _quotient),
    **dict.fromkeys(("sum", "prod", "norm", "mean"), several(SIDES)),
    "dot": several(SIDES, EVEN),
    **dict.fromkeys(("max", "min"), _apart(SEVERAL)),
    "polygamma": each(whole(0, 6), near(0.3, 8)),
    "lgamma": lambda r: (r.choice((r.uniform(0.3, 8), -r.randint(1, 5) + r.uniform(0.2, 0.8))),),
    "digamma": lambda r: (r.choice((r.uniform(0.3, 8), -r.randint(1, 5) + r.uniform(0.2, 0.8))),),
    "leaky_relu": _BOTH,
    "elu": _BOTH,
    "logsumexp": several(near(-3, 3)),
    "softmax": each(BRIEF, near(3, 9)),
}


class Bound(NamedTuple):
    """How far a value may be off: units of its last place, more where ill-conditioned, and a plain number."""

    ulps: float = 4.0
    per_condition: float = 0.0
    absolute: float = 0.0
    reason: str = ""


_INNER = "each rounding on the way counts as often as the result feels its argument there"
_ORDINARY = Bound()

#: Rows that cannot be held to 4 units in the last place everywhere.
BOUNDS: dict[str, Bound] = {
    **dict.fromkeys(("sum", "dot", "mean"), Bound(4, 1, 0, "terms of both signs cancel")),
    **dict.fromkeys(("norm_pdf", "norm_cdf", "gelu", "gelu_tanh", "softmax", "logsumexp"), Bound(4, 1.5, 0, _INNER)),
    "polygamma": Bound(4, 1, 8 * EPS, "a sum of some n + 10 terms; zeros of order 0, and for x < 0"),
    "digamma": Bound(4, 1, 8 * EPS, "a zero at 1.46163..., and between the poles"),
    "lgamma": Bound(4, 1, 8 * EPS, "zeros at 1 and 2, where Lanczos' formula is exact absolutely; zeros for x < 0"),
}

#: Rows whose partial is a difference from 1, exact to the last place of 1 but not of itself.
FROM_ONE = {"tanh", "expm1", "elu", "mish"}


def bound(name: str) -> Bound:
    """What a row's value is held to."""
    return BOUNDS.get(name, _ORDINARY)


def wide(name: str, count: int) -> list[Point]:
    """Points for a row's value: `count` from each of its regions, the same in every run."""
    r = Random(f"value of {name}")
    return [region(r) for region in WIDE[name] for _ in range(count)]


def interior(name: str, count: int) -> list[Point]:
    """Points for a row's partials."""
    r = Random(f"partials of {name}")
    return [INTERIOR[name](r) for _ in range(count)]


def allowance(name: str, xs: Point, off: float) -> float:
    """How many units in the last place a value may be off; `off` says whether a closer look is needed."""
    ulps, per_condition, absolute, _ = bound(name)
    if off > ulps and per_condition:
        ulps += per_condition * float(condition(name, xs))
        ulps += absolute / math.ulp(float(exact(name, xs)))
    return ulps
