"""What a row of the table must pass: each check takes a row's name and asserts.

The tests call these row by row, and so does `tools/mutate_table.py`, which plants mistakes in the table
and expects one of them to fail.

Legend: xs arguments; p a partial; q what it should be.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from math import inf, nan
from pathlib import Path
from typing import Any

import rowpoints
from rowedges import EDGES, SECOND_DERIVATIVES_AT_0
from rowreference import REFERENCE, Point, exact, exact_partials, mp

from wengert.core.elementwise import combine
from wengert.core.numeric import derivative
from wengert.core.row import Row, find, rows
from wengert.core.value import Value, apply, evaluate

GOLDEN = Path(__file__).with_name("table.txt")
MARKS = ("boolean", "composite", "conditional", "function", "method")
NAMES = list(REFERENCE)
COMPOSITES = [row.name for row in rows() if row.composite]



def at(name: str, xs: Point) -> tuple[float, tuple[float, ...]]:
    """Value and partials of a row, eagerly, by every argument."""
    if not xs:
        return combine(find(name), []), ()
    node = apply(find(name), [Value(x) for x in xs])
    return node.data, node.partials


def ulps(actual: float, expected: Any) -> float:
    """How far a float is from an exact number, in units of that number's last place."""
    try:
        nearest = float(expected)
    except OverflowError:
        nearest = math.inf
    if actual == nearest:
        return 0.0
    if not (math.isfinite(actual) and math.isfinite(nearest)):
        return math.inf
    return float(abs(mp.mpf(actual) - expected) / math.ulp(nearest))


def same(actual: float, expected: float, slack: float = 0.0) -> bool:
    """Whether two floats agree to 4 units in the last place or to `slack`, and nan with nan."""
    if math.isnan(actual) or math.isnan(expected):
        return math.isnan(actual) and math.isnan(expected)
    return ulps(actual, mp.mpf(expected)) <= 4 or abs(actual - expected) <= slack


def same_sign(actual: float, expected: float) -> bool:
    """Whether two floats have one sign, zeros too; a nan has none."""
    return math.isnan(expected) or math.copysign(1.0, actual) == math.copysign(1.0, expected)


# --- checks ----------------------------------------------------------------------------------------


def values(name: str, count: int = 60) -> None:
    """The value is the exact one to the row's bound, over all sizes of its arguments."""
    for xs in rowpoints.wide(name, count):
        out = at(name, xs)[0]
        off = ulps(out, exact(name, xs))
        assert off <= rowpoints.allowance(name, xs, off), f"{name}{xs} is {out!r}, off by {off:.3g} ulps"


def partials(name: str, count: int = 12) -> None:
    """Every partial is the exact one to rounding, at ordinary points."""
    floor = 1.0 if name in rowpoints.FROM_ONE else 1e-3
    for xs in rowpoints.interior(name, count):
        found = at(name, xs)[1]
        for i, (p, q) in enumerate(zip(found, exact_partials(name, xs), strict=True)):
            near = p != p if mp.isnan(q) else abs(mp.mpf(p) - q) <= 32 * rowpoints.EPS * max(abs(q), floor)
            assert near, f"partial {i} of {name}{xs} is {p!r}, not {mp.nstr(q, 17)}"


def differences(name: str, count: int = 4) -> None:
    """Every partial is what extrapolated differences of the value say, within their error."""
    row = find(name)
    step = 0.004 if row.kinks else None  # the points keep that far from kinks
    for xs in rowpoints.interior(name, count):
        for i, p in enumerate(at(name, xs)[1]):
            if name != "polygamma" or i != 0:  # its order is no continuous argument
                _agree(f"partial {i} of {name}{xs}", p, _along(row, xs, i), xs[i], step)


def _along(row: Row, xs: Point, i: int) -> Callable[[float], float]:
    return lambda x: evaluate(row, [*xs[:i], x, *xs[i + 1 :]])


def _agree(what: str, p: float, f: Callable[[float], float], x: float, step: float | None = None) -> None:
    value, error, _ = derivative(f, x, step)
    size = max(1.0, abs(p))
    assert error <= 1e-6 * size, f"{what}: the differences are too inexact to compare with"
    assert abs(p - value) <= 4 * error + 1e-9 * size, f"{what} is {p!r}, by differences {value!r} ± {error!r}"


def edges(name: str) -> None:
    """Value and partials follow the table of edges; a value in the sign of a zero too."""
    slack = rowpoints.bound(name).absolute
    for xs, value, expected in EDGES[name]:
        out, found = at(name, xs)
        assert same(out, value, slack) and same_sign(out, value), f"{name}{xs} is {out!r}, not {value!r}"
        for i, (p, q) in enumerate(zip(found, expected, strict=True)):
            assert same(p, q, slack), f"partial {i} of {name}{xs} is {p!r}, not {q!r}"


def constants(name: str, count: int = 6) -> None:
    """An argument that is a constant has the partial 0.0, and the others have what they had."""
    for xs in [*rowpoints.interior(name, count), *(xs for xs, _, _ in EDGES[name])]:
        _, full = at(name, xs)
        for i in range(len(xs)):
            node = apply(find(name), [x if i == j else Value(x) for j, x in enumerate(xs)])
            expected = [0.0 if i == j else p for j, p in enumerate(full)]
            assert list(map(repr, expected)) == list(map(repr, node.partials)), f"{name}{xs} with constant {i}"


def columns(name: str) -> None:
    """A row says what it computes, where, and how it is written."""
    row = find(name)
    assert row.doc.endswith(".") and "\n" not in row.doc
    assert row.domain
    assert (row.kink is None) == (not row.kinks)
    holes = ["a, b"] if row.variadic else [f"argument{i}" for i in range(len(row.args))]
    written = row.latex.format(*holes)
    assert written.count("{") == written.count("}")
    assert all(hole in written for hole in holes), f"{name}: {written} leaves an argument out"


def texts(name: str) -> None:
    """A row's columns read as they do in the golden file."""
    assert listed(find(name)).rstrip() in GOLDEN.read_text(encoding="utf-8").rstrip().split("\n\n")


def listed(row: Row) -> str:
    """A row's columns as text."""
    columns: dict[str, Any] = {
        "doc": row.doc,
        "domain": row.domain,
        "kinks": row.kinks,
        "least": row.least,
        "defaults": row.defaults,
        "symbol": f"{row.symbol} {row.precedence}",
        "code": row.print_as,
        "latex": row.latex,
        "numpy": " ".join(row.numpy),
        "source": row.source,
        "marks": " ".join(mark for mark in MARKS if getattr(row, mark)),
    }
    return f"{row.signature}\n" + "".join(f"    {name}: {text}\n" for name, text in columns.items() if text)


def kinks(name: str, count: int = 12) -> None:
    """What vanishes at a row's kinks does so there and nowhere in the interior."""
    row = find(name)
    if row.kink is not None:
        for xs in rowpoints.interior(name, count):
            assert all(distance != 0.0 for distance in row.kink(*xs)), f"{name}{xs} is no kink"
        for xs in KINKS[name]:
            assert 0.0 in map(float, row.kink(*xs)), f"{name}{xs} is a kink"
        for xs in SMOOTH.get(name, ()):
            assert 0.0 not in map(float, row.kink(*xs)), f"{name}{xs} is no kink"


def composite(name: str) -> None:
    """The derived partials of a smooth composite are right at 0 and beside it, and so are theirs."""
    row = find(name)
    if row.composite and not row.kinks and row.arity == 1 and name != "digamma":
        for x in (0.0, 1e-9, -1e-9):
            _agree(f"the partial of {name}({x})", at(name, (x,))[1][0], _along(row, (x,), 0), x)
        second = SECOND_DERIVATIVES_AT_0[name]
        _agree(f"the second derivative of {name} at 0", second, lambda x: at(name, (x,))[1][0], 0.0)


def floats(name: str, count: int = 8) -> None:
    """A row called with floats computes its value, and its rule its partials, as at Values."""
    row = find(name)
    for xs in rowpoints.interior(name, count):
        out, found = at(name, xs)
        assert row(*xs) == out, f"{name}{xs} is {row(*xs)!r} at floats, {out!r} at Values"
        if not row.composite:
            assert all(map(same, found, row.partials_at(xs, out))), f"partials of {name}{xs} at floats"


def refusals(name: str) -> None:
    """Arguments that a row refuses give an error that says which; as many as it needs do not."""
    row = find(name)
    for xs, said in REFUSED.get(name, ()):
        try:
            combine(row, xs)
        except ValueError as error:
            assert str(error) == said, f"{name}{xs}: {error}"
        else:
            raise AssertionError(f"{name}{xs} is not refused")
    if row.variadic and name != "dot":
        combine(row, (1.0,) * row.least)


CHECKS = (edges, values, partials, constants, floats, kinks, texts, columns, refusals, composite, differences)

_AT_0 = [(0.0,), (-0.0,)]
_TIES = [(2.0, 2.0), (0.0, -0.0), (-1.0, -1.0)]
_AT_INTEGERS = [(0.0,), (3.0,), (-4.0,)]
_WHOLE = [(6.0, 3.0), (-6.0, 3.0), (0.0, 3.0), (1.0, -0.5)]

#: Points where a row's partials jump or end.
KINKS: dict[str, list[Point]] = {
    **dict.fromkeys(("lt", "le", "gt", "ge", "eq", "ne"), _TIES),
    **dict.fromkeys(("log", "log2", "log10", "sqrt", "cbrt", "sign", "abs", "relu"), _AT_0),
    "log1p": [(-1.0,)],
    "pow": [(0.0, 0.5), (0.0, -1.0), (0.0, 1.5), (-0.0, -2.5)],
    "asin": [(1.0,), (-1.0,)],
    "acos": [(1.0,), (-1.0,)],
    "atanh": [(1.0,), (-1.0,)],
    "acosh": [(1.0,)],
    "atan2": [(0.0, 0.0), (0.0, -2.0), (-0.0, -1.0)],
    "floor": _AT_INTEGERS,
    "ceil": _AT_INTEGERS,
    "round": [(0.5,), (-0.5,), (2.5,), (-3.5,)],
    "clip": [(1.0, 1.0, 2.0), (2.0, 1.0, 2.0), (1.0, 1.0, 1.0)],
    "fmod": _WHOLE,
    "mod": _WHOLE,
    "floordiv": _WHOLE,
    "max": [(2.0, 2.0), (1.0, 3.0, 3.0), (5.0, 5.0, 2.0, 1.0)],
    "min": [(2.0, 2.0), (1.0, 1.0, 3.0), (5.0, 2.0, 2.0, 7.0)],
    "hypot": [(0.0, 0.0), (-0.0, 0.0)],
    "norm": [(0.0,), (0.0, -0.0), (0.0,) * 4],
    "leaky_relu": [(0.0, 0.25)],
    "elu": [(0.0, 2.0), (0.0, 0.5)],
}

_CLIP = "clip needs lo <= hi, got lo={0!r}, hi={1!r}; swap the bounds or drop one with -inf or inf"
_DOT = "dot needs as many left as right factors, got {0} numbers in all"
_NONE = "{0} of no numbers is not defined; give it at least 1"

#: Arguments that are an error, and what it says.
REFUSED: dict[str, list[tuple[Point, str]]] = {
    "clip": [((0.5, *bounds), _CLIP.format(*bounds)) for bounds in ((2.0, 1.0), (nan, 1.0), (0.0, nan), (inf, -inf))],
    "dot": [((1.0,) * count, _DOT.format(count)) for count in (1, 3, 5, 7)],
    **{name: [((), _NONE.format(name))] for name in ("mean", "min", "max", "norm", "logsumexp")},
}

#: Points that look like kinks and are none.
SMOOTH: dict[str, list[Point]] = {
    "pow": [(0.0, 2.0), (0.0, 0.0), (0.0, 1.0), (2.0, 0.5)],
    "atan2": [(0.0, 2.0), (0.0, 0.5), (2.0, 0.0), (-2.0, 0.0)],
    "max": [(3.0,), (0.0,), (1.0, 1.0, 3.0)],
    "min": [(3.0,), (0.0,), (1.0, 3.0, 3.0)],
    "round": _AT_INTEGERS,
    "hypot": [(0.0, 1.0), (1.0, 0.0)],
    "norm": [(1.0, 0.0), (0.0, 0.0, 0.0, 1.0)],
    "elu": [(0.0, 1.0)],
    "relu": [(1.0,)],
    "leaky_relu": [(1.0, 0.0)],
    "log1p": [(0.0,), (1.0,)],
    "acosh": [(2.0,)],
    "asin": [(0.0,)],
    "acos": [(0.0,)],
    "atanh": [(0.0,)],
    "cbrt": [(1.0,)],
}


def failures(name: str) -> list[str]:
    """Which checks a row does not pass, with the reason; empty for a right row."""
    failed = []
    for check in CHECKS:
        try:
            check(name)
        except Exception as error:
            failed.append(f"{check.__name__}: {type(error).__name__}: {error}")
    return failed
