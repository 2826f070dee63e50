"""Every row as machine code: the bits of instructions, at every edge, in every width, whatever stands beside."""

from __future__ import annotations

from itertools import product
from math import inf, nan

import numpy as np
import pytest
import rowpoints
from nativecases import WIDTHS, Pair, bits, columns, set_width, t, x
from rowedges import EDGES

from builds import COMPILED
from wengert.core import ops
from wengert.core.row import rows

SPECIAL = (0.0, -0.0, 1.0, -1.0, 0.5, -2.5, 3.0, 5e-324, 1e300, -1e-300, inf, -inf, nan)
FEW = (0.0, -0.0, 1.5, -1.0, inf, nan)
COUNTS = (1, 2, 3)


def takes(row, count):
    """Whether a row is run with some operands."""
    if row.arity is not None:
        return row.arity == count
    return count >= max(row.least, 1) and not (row is ops.dot and count % 2)


def allowed(row, point):
    try:
        if row.require is not None:
            row.require(*point)
    except ValueError:
        return False
    return True


def points_of(row, count):
    """Special numbers in all combinations, all edges, and some points of all sizes."""
    points = list(product(SPECIAL if count < 3 else FEW, repeat=count))
    points += [point for point, _, _ in EDGES[row.name] if len(point) == count]
    points += [point for point in rowpoints.wide(row.name, 2) if len(point) == count]
    return [point for point in points if allowed(row, point)]


class Together:
    """All rows of some operands in one program, each at points of its own; lane by lane the next.

    Args:
        count: of how many operands.
        regular: whether only points are taken at which no derivative is nan.
    """

    def __init__(self, count, regular):
        chosen = [(row, points_of(row, count)) for row in rows() if takes(row, count)]
        self._begin(count, chosen)
        if regular:
            odd = np.isnan(self.parts(self.run)[:, 1:]).any(axis=1)
            kept = [
                (row, [point for point, bad in zip(own, flags.tolist(), strict=False) if not bad])
                for (row, own), flags in zip(chosen, odd, strict=True)
            ]
            self._begin(count, [(row, points) for row, points in kept if points])  # polygamma's order has no derivative
            assert not np.isnan(self.run.slopes).any()

    def _begin(self, count, chosen):
        self.rows, points = [row for row, _ in chosen], [own for _, own in chosen]
        steps = [(row, *map(x, range(i * count, (i + 1) * count))) for i, row in enumerate(self.rows)]
        self.inputs, self.count = count * len(steps), max(map(len, points))
        self.columns = columns(self.inputs, *steps, outputs=list(map(t, range(len(steps)))))
        side_by_side = [np.array([own[i % len(own)] for i in range(self.count)]).T for own in points]
        self.lanes = np.ascontiguousarray(np.concatenate(side_by_side))
        self.numbers, self.seeds = np.zeros(self.inputs), np.ones(len(steps))
        self.run = self.pair().by_flat(self.numbers, self.lanes, self.count, self.seeds)

    def pair(self):
        """The program, with machine code that is to be made."""
        return Pair(self.columns, [True] * self.inputs, [True] * self.inputs)

    def parts(self, run):
        """Of each row its value and its partials in each lane."""
        slopes = run.slopes.reshape(len(self.rows), -1, run.values.shape[1])
        return np.concatenate([run.values[:, None], slopes], axis=1)

    def wrong(self, run, lanes):
        """Of which rows values or slopes in some lanes are not the bits of instructions."""
        expected, found = self.parts(self.run)[:, :, lanes], self.parts(run)
        return {row.name for row, a, b in zip(self.rows, expected, found, strict=True) if bits(a) != bits(b)}


TOGETHER = [(count, regular) for count in COUNTS for regular in (True, False)]


@pytest.fixture(scope="module", params=TOGETHER, ids=lambda case: f"{case[0]} {'regular' if case[1] else 'all'}")
def together(request):
    """All rows of one, two or three operands, at points where derivatives are numbers, or at all."""
    return Together(*request.param)


@pytest.mark.parametrize("width", WIDTHS if COMPILED else (8,))
def test_every_row_in_lanes(together, width, monkeypatch):
    """Values and partials have the bits of instructions in every lane, whatever its place and whoever is beside it."""
    set_width(monkeypatch, width)
    pair, order = together.pair(), np.arange(together.count)
    for lanes in (order, order[::-1], np.roll(order, 3)[: len(order) - 1], order[-width - 1 :]):
        some = np.ascontiguousarray(together.lanes[:, lanes])
        assert set() == together.wrong(pair.by_native(together.numbers, some, len(lanes), together.seeds), lanes)


def test_every_row_at_a_point(together):
    """A point alone has the bits that it has as a lane."""
    pair = together.pair()
    for lane in range(together.count):
        point = np.ascontiguousarray(together.lanes[:, [lane]])
        assert set() == together.wrong(pair.by_native(together.numbers, point, 1, together.seeds), [lane])
