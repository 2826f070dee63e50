"""Colourings of any pattern, against the definition."""

from __future__ import annotations

import itertools

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wengert.compiler.sparse.colouring import star
from wengert.compiler.sparse.pattern import Pattern
from wengert.compiler.sparse.sparsity import COLUMNS, ROWS, of_hessian, of_jacobian

MOST = 9


def pattern_of(filled):
    """A pattern of an array of truths."""
    rows, columns = numpy.nonzero(filled)
    return Pattern.of_keys(filled.shape, rows * max(filled.shape[1], 1) + columns)


def symmetric(filled):
    filled = filled.astype(bool)
    return filled | filled.T


filled = st.tuples(st.integers(0, MOST), st.integers(0, MOST)).flatmap(
    lambda shape: st.lists(st.booleans(), min_size=shape[0] * shape[1], max_size=shape[0] * shape[1]).map(
        lambda flags: numpy.array(flags, dtype=bool).reshape(shape)
    )
)
squares = st.integers(0, MOST).flatmap(
    lambda n: st.lists(st.tuples(st.integers(0, max(n - 1, 0)), st.integers(0, max(n - 1, 0))), max_size=3 * n).map(
        lambda places: symmetric(numpy.array([[(i, j) in places for j in range(n)] for i in range(n)]).reshape(n, n))
    )
)


def numbers(where):
    """A matrix with other numbers at all places."""
    return numpy.where(where, 1.0 + numpy.arange(where.size).reshape(where.shape), 0.0)


@settings(max_examples=300, deadline=None)
@given(filled)
def test_every_number_of_a_jacobian_is_found(where):
    """Swept by rows or by columns, whichever are fewer, every number comes back in its place."""
    matrix, found = numbers(where), of_jacobian(pattern_of(where), False)
    swept = matrix.T @ found.seeds() if found.by == ROWS else matrix @ found.seeds()
    assert (found.filled(found.gathered(swept)).toarray() == matrix).all()
    assert found.colours <= of_jacobian(pattern_of(where), True).colours


@settings(max_examples=300, deadline=None)
@given(squares)
def test_every_number_of_a_hessian_is_found(where):
    """From products with few vectors every number of a symmetric matrix comes back in its place."""
    matrix = numbers(where)
    matrix = numpy.triu(matrix) + numpy.triu(matrix, 1).T
    found = of_hessian(pattern_of(where))
    assert (found.filled(found.gathered(matrix @ found.seeds())).toarray() == matrix).all()


@settings(max_examples=300, deadline=None)
@given(squares, st.randoms(use_true_random=False))
def test_a_star_colouring_is_one(where, random):
    """Whatever the order: neighbours differ, and no path of four vertices has two colours."""
    pattern = pattern_of(where)
    order = list(range(len(where)))
    random.shuffle(order)
    colour = star(pattern.starts.data, pattern.columns.data, numpy.array(order, dtype=numpy.int32).data)
    edges = {(i, j) for i, j in zip(*numpy.nonzero(where), strict=True) if i != j}
    assert all(colour[i] != colour[j] for i, j in edges)
    for a, b, c in itertools.product(range(len(where)), repeat=3):
        if (a, b) in edges and (b, c) in edges and a != c and colour[a] == colour[c]:
            assert not any((c, d) in edges and d != b and colour[d] == colour[b] for d in range(len(where)))
    assert [bool(row.any()) for row in where] == [number >= 0 for number in colour]


def banded(n, width):
    return numpy.abs(numpy.subtract.outer(numpy.arange(n), numpy.arange(n))) <= width


def arrowhead(n):
    found = numpy.eye(n, dtype=bool)
    found[0] = found[:, 0] = True
    return found


@pytest.mark.parametrize(
    ("where", "by", "colours"),
    [
        (banded(50, 1), ROWS, 3),
        (banded(50, 2), ROWS, 5),
        (numpy.eye(50, dtype=bool), ROWS, 1),
        (numpy.ones((3, 40), dtype=bool), ROWS, 3),
        (numpy.ones((40, 3), dtype=bool), COLUMNS, 3),
        (arrowhead(50)[:1], ROWS, 1),
        (arrowhead(50)[:, :1], COLUMNS, 1),
        (arrowhead(50), ROWS, 50),
        (numpy.zeros((5, 7), dtype=bool), ROWS, 0),
    ],
)
def test_as_few_sweeps_of_a_jacobian_as_can_be(where, by, colours):
    """Of these patterns as many as the fullest row or column has numbers; rows, if as many do."""
    found = of_jacobian(pattern_of(where), False)
    assert (by, colours) == (found.by, found.colours)


@pytest.mark.parametrize(
    ("where", "colours"),
    [(banded(50, 1), 3), (arrowhead(50), 2), (numpy.eye(50, dtype=bool), 1), (numpy.ones((9, 9), dtype=bool), 9)],
)
def test_as_few_products_of_a_hessian_as_can_be(where, colours):
    """A star colouring of a path has three colours, of a star two, of no edge one, of all edges one for each."""
    assert colours == of_hessian(pattern_of(where)).colours


def test_a_transposed_pattern_has_columns_for_rows():
    """And the places of each row stay in order."""
    where = banded(5, 1)[:, :3]
    found = pattern_of(where).transposed()
    assert ((3, 5), [0, 2, 5, 8], [0, 1, 0, 1, 2, 1, 2, 3]) == (
        found.shape, found.starts.tolist(), found.columns.tolist())  # fmt: skip
