"""Patterns: where a Jacobian or a Hessian can be other than 0.

Legend: starts where each row's columns begin, one more than rows; n columns; key row * n + column.
"""

from __future__ import annotations

from array import array

import numpy

from wengert.compiler.columns import Columns
from wengert.compiler.spaces import INPUT, RESULT
from wengert.compiler.sparse.flow import NONE, Ints, flow
from wengert.compiler.sparse.sets import Sets, alive

_MOST_KEYS = 1 << 24  # that are made before equal ones become one


class Pattern:
    """Places of a matrix, row by row, in the order of their columns.

    Args:
        shape: that of the matrix.
        starts: where the columns of each row begin, and the end.
        columns: those of all rows.
    """

    def __init__(self, shape: tuple[int, int], starts: Ints, columns: Ints) -> None:
        self.shape = shape
        self.starts = starts
        self.columns = columns

    @staticmethod
    def of_keys(shape: tuple[int, int], keys: Ints) -> Pattern:
        """That of places given as keys, each once and in order."""
        rows, columns = numpy.divmod(keys, max(shape[1], 1))
        starts = numpy.searchsorted(rows, numpy.arange(shape[0] + 1))
        return Pattern(shape, starts.astype(numpy.int64), columns.astype(numpy.int32))

    @property
    def rows(self) -> Ints:
        """The row of each place."""
        return numpy.repeat(numpy.arange(self.shape[0], dtype=numpy.int32), numpy.diff(self.starts))

    def __len__(self) -> int:
        return len(self.columns)

    def transposed(self) -> Pattern:
        """The same, columns for rows."""
        order = numpy.argsort(self.columns, kind="stable")
        counts = numpy.bincount(self.columns, minlength=self.shape[1])
        starts = numpy.concatenate([[0], numpy.cumsum(counts)]).astype(numpy.int64)
        return Pattern(self.shape[::-1], starts, self.rows[order])

    def __str__(self) -> str:
        filled = numpy.full(self.shape, "·")
        filled[self.rows, self.columns] = "×"
        return "\n".join([" ".join(row) for row in filled])


def jacobian_pattern(columns: Columns, results: int, column: array[int], width: int) -> Pattern:
    """Which inputs each of the first outputs depends on.

    Args:
        columns: the operations.
        results: how many outputs count.
        column: for each input its column in the matrix, or -1.
        width: how many columns there are.

    Cost: some 200 ns for an operation, compiled.
    """
    outputs = columns.outputs[:results]
    asked = bytearray(len(columns) + 1)
    for space, place in outputs:
        if space == RESULT:
            asked[place] = 1
    sets = Sets(columns, flow(columns).passes, column, width, asked)
    of = {INPUT: column, RESULT: sets.of}
    found = [of[space][place] if space in of else NONE for space, place in outputs]
    starts, members = _expanded(sets, numpy.array(found, dtype=numpy.int64))
    rows = numpy.repeat(numpy.arange(results, dtype=numpy.int64), numpy.diff(starts))
    return Pattern.of_keys((results, width), numpy.sort(rows * width + members))


def hessian_pattern(columns: Columns, results: int, column: array[int], width: int) -> Pattern:
    """By which pairs of inputs the first outputs can have a second derivative; as for `jacobian_pattern`."""
    flows = flow(columns)
    marks = numpy.frombuffer(alive(columns, flows.passes, results), dtype=numpy.uint8)
    lives = numpy.flatnonzero(marks[flows.users])
    left, right = flows.left[lives], flows.right[lives]
    spaces, places = numpy.array(columns.spaces, dtype=numpy.uint8), numpy.array(columns.places)
    asked = bytearray(len(columns) + 1)
    for operands in (left, right):
        flags = numpy.frombuffer(asked, dtype=numpy.uint8)
        flags[places[operands[spaces[operands] == RESULT]]] = 1
    sets = Sets(columns, flows.passes, column, width, asked)
    of, at = numpy.array(sets.of, dtype=numpy.int64), numpy.array(column, dtype=numpy.int64)

    def found(operands: Ints) -> Ints:
        """The set that flows into each operand."""
        sets = numpy.full(len(operands), NONE, dtype=numpy.int64)
        for space, known in ((INPUT, at), (RESULT, of)):
            here = spaces[operands] == space
            sets[here] = known[places[operands[here]]]
        return sets

    return Pattern.of_keys((width, width), _products(sets, found(left), found(right), width))


def _products(sets: Sets, left: Ints, right: Ints, width: int) -> Ints:
    """The keys of all pairs of a member of a set with one of another, both ways, in order."""
    both = (left != NONE) & (right != NONE)
    count = len(sets.members()[0])
    pairs = _distinct(numpy.minimum(left, right)[both] * count + numpy.maximum(left, right)[both])
    left, right = numpy.divmod(pairs, count)
    begins, members = (numpy.array(part, dtype=numpy.int64) for part in sets.members())
    lengths = numpy.diff(begins)
    ends = numpy.cumsum(lengths[left] * lengths[right])
    keys, at = numpy.empty(0, dtype=numpy.int64), 0
    while at < len(pairs):
        behind = max(at + 1, int(numpy.searchsorted(ends, (ends[at - 1] if at else 0) + _MOST_KEYS)))
        one, other = left[at:behind], right[at:behind]
        sizes = lengths[one] * lengths[other]
        which = numpy.repeat(numpy.arange(len(one)), sizes)
        i = numpy.arange(len(which)) - numpy.repeat(numpy.cumsum(sizes) - sizes, sizes)
        across = lengths[other][which]
        rows, columns = members[begins[one][which] + i // across], members[begins[other][which] + i % across]
        keys = _distinct(numpy.concatenate([keys, rows * width + columns, columns * width + rows]))
        at = behind
    return keys


def _distinct(keys: Ints) -> Ints:
    """Each once, in order."""
    keys = numpy.sort(keys)  # some of NumPy's versions hash in `unique`, which takes five times as long
    found: Ints = numpy.concatenate([keys[:1], keys[1:][keys[1:] != keys[:-1]]])
    return found


def _expanded(sets: Sets, chosen: Ints) -> tuple[Ints, Ints]:
    """The members of some sets, one after the other, and where each begins."""
    begins, members = (numpy.array(part, dtype=numpy.int64) for part in sets.members())
    # NONE chooses the last set's end, and no length.
    lengths = numpy.append(numpy.diff(begins), 0)[chosen]
    starts = numpy.concatenate([[0], numpy.cumsum(lengths)])
    shift = numpy.repeat(begins[chosen] - starts[:-1], lengths)
    return starts, members[numpy.arange(starts[-1]) + shift]
