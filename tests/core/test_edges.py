"""The edge conventions: kinks, poles, bounds, inf, nan, -0.0 and empty arguments."""

from __future__ import annotations

import math
from math import inf, nan
from random import Random

import pytest
import rowchecks
from rowchecks import KINKS, NAMES, REFUSED, SMOOTH
from rowedges import EDGES
from rowpoints import INTERIOR, WIDE
from rowreference import REFERENCE, exact, exact_partials, mp

import wengert as wg
from wengert.core.row import find, rows
from wengert.core.value import Value


@pytest.mark.parametrize("name", NAMES)
def test_edges(name: str) -> None:
    """Value and partials at a row's edges are those of the convention table."""
    rowchecks.edges(name)


@pytest.mark.parametrize("name", NAMES)
def test_constants(name: str) -> None:
    """A constant argument has the partial 0.0, whatever its partial would be, and the others theirs."""
    rowchecks.constants(name)


@pytest.mark.parametrize("name", [name for name in NAMES if find(name).kink])
def test_kinks(name: str) -> None:
    """What vanishes at a row's kinks does so there, and at no ordinary point."""
    rowchecks.kinks(name)


def test_every_row_is_asked() -> None:
    """Each row has a reference, points, edges and, if it has kinks, points at them."""
    names = {row.name for row in rows()}
    assert names == set(REFERENCE) == set(WIDE) == set(INTERIOR) == set(EDGES)
    assert {name for name in names if find(name).kinks} == set(KINKS)
    assert set(SMOOTH) <= set(KINKS)


@pytest.mark.parametrize("name", ["add", "mul", "max", "min", "sum", "prod", "norm", "hypot", "logsumexp"])
def test_order_of_arguments_does_not_matter(name: str) -> None:
    """A symmetric row has the same value, and the partials swapped, for swapped arguments."""
    for xs, value, partials in EDGES[name]:
        if len(xs) == 2 and xs[0] != xs[1]:
            out, found = rowchecks.at(name, xs[::-1])
            assert rowchecks.same(out, value)
            assert all(map(rowchecks.same, found, partials[::-1]))


def _after_backward(y: Value, *leaves: Value) -> list[float]:
    y.backward()
    return [leaf.grad for leaf in leaves]


@pytest.mark.parametrize(("taken", "expected"), [(1.0, [1.0, 0.0]), (0.0, [0.0, 1.0])])
def test_arm_not_taken(taken: float, expected: list[float]) -> None:
    """The arm of a `where` that is not taken contributes exactly 0, though it is inf or nan itself."""
    for bad in (0.0, -1.0):  # sqrt and log: inf or nan as partials, -inf or nan as values
        x = Value(bad)
        arms = (x, wg.log(x) * wg.sqrt(x)) if taken else (wg.log(x) * wg.sqrt(x), x)
        assert _after_backward(wg.where(taken, *arms), x) == [1.0]
    a, b = Value(inf), Value(nan)
    assert expected == _after_backward(wg.where(taken, a, b), a, b)


def test_condition_may_be_a_comparison() -> None:
    """A bool, a comparison of numbers and a comparison row serve as the condition of a `where`."""
    x = Value(2.0)
    for condition in (True, x > 1, wg.gt(x, 1)):
        assert wg.where(condition, x * x, -x).data == 4.0
    assert _after_backward(wg.where(x > 1, x * x, -x), x) == [4.0]


@pytest.mark.parametrize(
    ("x", "y", "dx"), [(-3.0, 2, -6.0), (-3.0, 3.0, 27.0), (-3.0, -1, -1 / 9), (0.0, 0, 0.0), (0.0, 2, 0.0)]
)
def test_constant_exponent(x: float, y: float, dx: float) -> None:
    """With a constant exponent the partial by it, nan for x < 0, is never computed."""
    base = Value(x)
    power = base**y
    assert (dx, 0.0) == power.partials
    assert [dx] == _after_backward(power, base)


def test_variable_exponent_of_a_negative_base() -> None:
    """With a variable exponent the partial by it is nan for x < 0."""
    base, exponent = Value(-3.0), Value(2.0)
    dx, dy = (base**exponent).partials
    assert dx == -6.0
    assert math.isnan(dy)


@pytest.mark.parametrize("name", REFUSED)
def test_refusals(name: str) -> None:
    """Bounds that are not lo <= hi, factors without a partner, a mean of nothing: an error that says so."""
    rowchecks.refusals(name)


@pytest.mark.parametrize("x", [0.5, Value(0.5), [0.5, Value(0.5)]])
def test_clip_refuses_everywhere(x: object) -> None:
    """The public function refuses the same bounds, for numbers, Values and lists."""
    with pytest.raises(ValueError, match=r"lo=2\.0, hi=1\.0"):
        wg.clip(x, 2.0, 1.0)


def test_zeros_in_a_product() -> None:
    """The gradient of a product with one zero is the product of the others; with two it is 0."""
    for zeros in ([3], [0, 6], [0, 1, 2]):
        xs = [Value(0.0 if i in zeros else i + 2.0) for i in range(7)]
        others = [math.prod(x.data for x in xs[:i] + xs[i + 1 :]) for i in range(7)]
        assert others == _after_backward(wg.prod(xs), *xs)


@pytest.mark.parametrize("name", ["sum", "prod", "dot", "max", "min", "norm", "mean", "logsumexp"])
def test_many_arguments_are_as_good_as_few(name: str) -> None:
    """A row at seven or eight arguments, of which no kernel exists, follows the same rule."""
    r = Random(name)
    count = 8 if name == "dot" else 7
    for _ in range(20):
        xs = tuple(r.uniform(-3, 3) for _ in range(count))
        found = rowchecks.at(name, xs)[1]
        for p, q in zip(found, exact_partials(name, xs), strict=True):
            assert abs(p - q) <= 1e-13 * max(1, abs(q))


@pytest.mark.parametrize("name", ["mod", "floordiv"])
def test_python_agrees(name: str) -> None:
    """`%` and `//` of Values are Python's of floats, bit for bit, signs of zeros and infinite divisors too."""
    python = {"mod": lambda x, y: x % y, "floordiv": lambda x, y: x // y}[name]
    r = Random(name)
    special = [0.0, -0.0, 0.5, -0.5, 1.0, -1.0, 3.0, -7.0, 1e300, -5e-324]
    points = [(x, y) for x in special for y in [*special[2:], inf, -inf]]
    points += [(r.uniform(-50, 50), r.uniform(-5, 5)) for _ in range(2000)]
    points += [(float(r.randint(-50, 50)), r.choice((-1, 1)) * r.randint(1, 9) / 4) for _ in range(500)]
    for x, y in points:
        assert python(x, y).hex() == rowchecks.at(name, (x, y))[0].hex(), (x, y)


def test_cbrt_of_extremes() -> None:
    """A cube root is right to the last places for the largest and the smallest numbers."""
    for x in (1.7976931348623157e308, 8e306, 1e-300, 5e-324):
        out = rowchecks.at("cbrt", (x,))[0]
        assert rowchecks.ulps(out, REFERENCE["cbrt"](mp.mpf(x))) <= 1


def test_polygamma_beside_a_pole() -> None:
    """Just below a pole digamma keeps its digits: x - rint(x) is exact, x - floor(x) is not."""
    for x in (-1e-10, -1e-5 - 3.0, 1e-9 - 2.0):
        out = rowchecks.at("digamma", (x,))[0]
        assert rowchecks.ulps(out, exact("digamma", (x,))) <= 4


def test_polygamma_of_high_order() -> None:
    """Orders near 99 neither overflow on the way nor raise where a power underflows."""
    for xs in ((98.0, 1e4), (50.0, 3e5), (98.0, 0.5), (20.0, 100.0)):
        assert rowchecks.ulps(rowchecks.at("polygamma", xs)[0], exact("polygamma", xs)) <= 16
    assert inf == rowchecks.at("polygamma", (1.0, 1e-200))[0]
    assert -inf == rowchecks.at("polygamma", (2.0, 1e-200))[0]
