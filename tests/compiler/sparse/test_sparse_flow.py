"""What passes through operands and what bends, as the table says it."""

from __future__ import annotations

import numpy
import pytest
from sparsecases import ROWS

import wengert as wg
from wengert.compiler.sparse.flow import bending, passing
from wengert.core import ops
from wengert.core.row import LINEAR, Row

STRAIGHT = ["add", "sub", "neg", "sum", "mean", "max", "min", "abs", "sign", "floor", "where", "relu", "fmod", "lt"]
BENT = {
    "mul": {(0, 1)}, "scale": {(0, 1)}, "div": {(0, 1), (1, 1)}, "square": {(0, 0)}, "sin": {(0, 0)},
    "leaky_relu": {(0, 1)}, "dot": {(0, 2), (1, 3)}, "prod": {(i, j) for j in range(4) for i in range(j)},
    "hypot": {(0, 0), (0, 1), (1, 1)}, "pow": {(0, 0), (0, 1), (1, 1)}, "softmax": {(0, 0), (0, 1), (1, 1)},
    "logsumexp": {(i, j) for j in range(4) for i in range(j + 1)}, "clip": set(), "norm_cdf": {(0, 0)},
}  # fmt: skip


def count_of(row):
    return row.arity or 4


@pytest.mark.parametrize("name", STRAIGHT)
def test_rows_that_are_linear_piece_by_piece_bend_nothing(name):
    """Of these no pair of operands bends the result."""
    row = getattr(ops, name)
    assert () == bending(row, count_of(row))


@pytest.mark.parametrize("name", BENT)
def test_pairs_that_bend(name):
    """Of these exactly the pairs that calculus names do."""
    row = getattr(ops, name)
    assert BENT[name] == set(bending(row, count_of(row)))


@pytest.mark.parametrize(
    ("name", "expected"),
    [("where", (False, True, True)), ("floor", (False,)), ("lt", (False, False)), ("mul", (True, True))],
)
def test_operands_that_pass_something_on(name, expected):
    """A condition, a step and a comparison pass nothing on."""
    assert expected == passing(getattr(ops, name), len(expected))


def test_a_joined_result_passes_to_its_operands_and_bends_with_their_partials():
    """LINEAR has the partials beside the operands: it passes nothing to them, and bends in each such pair."""
    assert (False, True, False, True, False) == passing(LINEAR, 5)
    assert ((1, 2), (3, 4)) == bending(LINEAR, 5)


def test_a_result_bends_in_what_flows_into_it_alone():
    """A partial that is written with the result depends on those operands that pass something on."""
    row = Row("risen", "x, n", "n steps of x' = x*x.", value=lambda x, n: x, partials=lambda x, n, out: (out * out, 0))
    assert ((True, False), ((0, 0),)) == (passing(row, 2), bending(row, 2))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_no_derivative_of_any_row_is_elsewhere(row):
    """At random points, first and second derivatives that are not 0 are where the table was found to allow them."""
    count = count_of(row)
    pairs = {pair for i, j in bending(row, count) for pair in ((i, j), (j, i))}
    passes = passing(row, count)
    for x in numpy.random.default_rng(1).uniform(0.1, 0.9, (5, count)) + 1.0 * (row.name == "acosh"):
        slopes = wg.grad(lambda x: row(*x))(list(x))
        assert all(flows or slope == 0 for flows, slope in zip(passes, slopes, strict=True))
        bent = wg.hessian(lambda x: row(*x))(list(x))
        assert pairs.issuperset(zip(*numpy.nonzero(bent), strict=True))
