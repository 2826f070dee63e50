"""Composite rows: one node each, with partials that are derived from what is inside."""

from __future__ import annotations

import math

import pytest
import rowchecks
import rowpoints
from rowchecks import COMPOSITES
from rowedges import SECOND_DERIVATIVES_AT_0

import wengert as wg
from wengert.core.row import find
from wengert.core.symbol import Symbol, derive
from wengert.core.value import Value

SMOOTH = sorted(SECOND_DERIVATIVES_AT_0)


@pytest.mark.parametrize("name", SMOOTH)
def test_derivatives_at_0(name: str) -> None:
    """At 0 and at ±1e-9 the partial is what differences say, and at 0 its own derivative is right too."""
    rowchecks.composite(name)


def test_smooth_composites_are_all_asked() -> None:
    """Every composite of one argument without kinks has a known second derivative at 0, but for poles."""
    rows = [find(name) for name in COMPOSITES]
    assert {row.name for row in rows if row.arity == 1 and not row.kinks} - {"digamma"} == set(SMOOTH)


@pytest.mark.parametrize("name", SMOOTH)
@pytest.mark.parametrize("x", [1000.0, -1000.0, 1e5, -1e5, 1e300, -1e300])
def test_no_overflow(name: str, x: float) -> None:
    """Far out value and partial are finite."""
    value, (partial,) = rowchecks.at(name, (x,))
    assert math.isfinite(value)
    assert math.isfinite(partial)


@pytest.mark.parametrize("name", SMOOTH)
def test_no_jump(name: str) -> None:
    """Value and partial do not jump at 0, where the arms of stable forms meet."""
    (below, (left,)), (above, (right,)) = rowchecks.at(name, (-5e-324,)), rowchecks.at(name, (0.0,))
    assert abs(above - below) <= 1e-15
    assert abs(right - left) <= 1e-15


@pytest.mark.parametrize("name", COMPOSITES)
def test_partials_cannot_be_asked_of_the_row(name: str) -> None:
    """A composite states no partials: asking the row for them says to derive them."""
    with pytest.raises(TypeError, match=f"{name} is composite"):
        find(name).partials_at((1.0,), 1.0)


@pytest.mark.parametrize("name", COMPOSITES)
def test_one_node(name: str) -> None:
    """A composite stands as one node, and what is inside computes the same, value and gradient."""
    row = find(name)
    for xs in rowpoints.interior(name, 8):
        args, leaves = [Value(x) for x in xs], [Value(x) for x in xs]
        node, opened = row(*args), row.inside(*leaves)
        assert (name, tuple(args)) == (node.op, node.args)
        opened.backward()
        assert rowchecks.same(node.data, opened.data)
        assert all(abs(p - leaf.grad) <= 1e-14 * (1 + abs(p)) for p, leaf in zip(node.partials, leaves, strict=True))


def test_an_unused_argument_has_no_derivative() -> None:
    """Derived by an argument that an expression lacks, it is 0."""
    x, y = Symbol("x"), Symbol("y")
    assert derive(find("add")(x, 2.0), [x, y]) == [1.0, 0.0]


def test_softmax_is_logsumexp_shared() -> None:
    """A softmax of n numbers sums to 1, and its nodes share one logsumexp."""
    xs = [Value(x) for x in (1.0, -2.0, 1000.0, 999.0)]
    shares = wg.softmax(xs)
    assert pytest.approx(sum(share.data for share in shares), abs=1e-12) == 1.0
    assert len({id(share.args[1]) for share in shares}) == 1
    shares[2].backward()
    third = shares[2].data
    expected = [third * ((i == 2) - share.data) for i, share in enumerate(shares)]
    assert expected == pytest.approx([x.grad for x in xs], abs=1e-12)
