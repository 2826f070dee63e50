"""Functions with few derivatives that are not 0, and random programs of the table's rows."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy
from hypothesis import strategies as st

import wengert as wg
from wengert.core.row import Row, rows

INPUTS = 6
#: Rows that take any numbers: without those that refuse some, or count derivatives.
ROWS = [row for row in rows() if row.require is None and row.name != "polygamma" and row.domain]

_pick = st.integers(0, 30)
programs = st.lists(st.tuples(st.integers(0, len(ROWS) - 1), st.lists(_pick, min_size=4, max_size=4)),
                    min_size=1, max_size=12)  # fmt: skip
points = st.lists(st.floats(0.1, 0.9), min_size=INPUTS, max_size=INPUTS)


def run(program: Sequence[Any], xs: Any) -> list[Any]:
    """The results of all steps: a row at earlier numbers."""
    known = list(xs)
    for which, picks in program:
        row: Row = ROWS[which]
        known.append(row(*[known[-1 - i % len(known)] for i in picks[: row.arity or 4]]))
    return known[len(xs) :]


def is_finite(program, x):
    """Whether all results and local partials are finite: only then have forward and reverse to agree."""
    return all(numpy.isfinite([y.data, *y.partials]).all() for y in run(program, [wg.Value(part) for part in x]))


def rosenbrock(x):
    return sum(100 * (b - a**2) ** 2 + (1 - a) ** 2 for a, b in pairwise(x))


def rosenbrock_hessian(x):
    """The three diagonals, worked out by hand: below, on and above."""
    a, b = x[:-1], x[1:]
    middle = numpy.zeros(len(x))
    middle[:-1] += 1200 * a**2 - 400 * b + 2
    middle[1:] += 200
    return -400 * a, middle, -400 * a


def arrow(x):
    """Everything with the first alone."""
    return sum(wg.sin(x[0] * part) for part in x[1:])


def brusselator(y, size, spread):
    """Prigogine and Lefever's reaction on a ring of cells in two dimensions, u and v in an array (2, size, size)."""
    u, v = y
    grown = u * u * v

    def spreading(w):
        around = sum(numpy.roll(w, step, axis) for axis in (0, 1) for step in (1, -1))
        return spread * (around - 4 * w)

    return numpy.stack([1.0 + grown - 4.4 * u + spreading(u), 3.4 * u - grown + spreading(v)])


def brusselator_jacobian(y, spread):
    """The same worked out by hand, dense."""
    _, size, _ = y.shape
    cells = size * size
    u, v = y.reshape(2, cells)
    places = numpy.arange(cells).reshape(size, size)
    around = -4.0 * numpy.eye(cells)
    for axis in (0, 1):
        for step in (1, -1):
            numpy.add.at(around, (places.ravel(), numpy.roll(places, step, axis).ravel()), 1.0)
    around *= spread
    return numpy.block([
        [numpy.diag(2 * u * v - 4.4) + around, numpy.diag(u * u)],
        [numpy.diag(3.4 - 2 * u * v), numpy.diag(-u * u) + around],
    ])  # fmt: skip
