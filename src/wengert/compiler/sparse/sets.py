# cython: boundscheck=False, wraparound=False, initializedcheck=False
"""Sets: which inputs flow into an operation.

Sets are found for the operations that are asked about, and for those that several of their users read; a result
that is read once has no set of its own, what flows into it is gathered where it is read.  So a sum of n numbers is
one set of n, and not the n sets of its parts.  Equal sets are one: what a long loop does to one state is one set.

Legend: column the place of an input among those asked for, or -1; set the number of a set: that of its column if
it has one member alone, NONE if it has none; keep 1 for operations that have a set; stamp who last took a column.
"""

from __future__ import annotations

from array import array
from typing import Any

try:
    import cython
except ImportError:
    from wengert.core import _cython as cython  # type: ignore[no-redef]

from wengert.compiler.columns import ALIKE, Columns, stretches
from wengert.compiler.spaces import INPUT, RESULT
from wengert.compiler.sparse.flow import NONE

ONCE, SEVERAL = 0, 1  # how often a result is read, while that is counted
_MIX, _LOW = 0x5BD1E995, (1 << 31) - 1  # odd and large: a product with it spreads bits upwards; bits of a key


def alive(columns: Columns, passes: bytearray, results: int) -> bytearray:
    """For each operation whether something passes from it to one of the first outputs."""
    marks = bytearray(len(columns) + 1)
    for space, place in columns.outputs[:results]:
        if space == RESULT:
            marks[place] = 1
    _live(columns.starts, columns.spaces, columns.places, passes, marks)
    return marks


def _live(starts: array[int], spaces: bytearray, places: array[int], passes: bytearray, marks: bytearray) -> None:
    """Mark the operands, of what is marked, through which something passes; backwards."""
    start_at, space_at, place_at, pass_at, mark_at = starts, spaces, places, passes, marks
    for i in range(len(starts) - 2, -1, -1):
        if mark_at[i]:
            for k in range(start_at[i], start_at[i + 1]):
                if pass_at[k] and space_at[k] == RESULT:
                    mark_at[place_at[k]] = 1


@cython.cclass
class Sets:
    """The inputs that flow into some operations.

    Args:
        columns: all operations.  Of a repeat, everything flows into each that flows into any of it.
        passes: for each operand whether something passes through it.
        column: for each input its column, or -1.
        width: how many columns there are.
        asked: for each operation whether its set is wanted; one more flag than operations.

    Attributes:
        of: for each operation that is asked about the number of its set.

    Cost: some 50 ns for an operation, compiled, and some ns for each member of each set that is met.
    """

    def __init__(self, columns: Columns, passes: bytearray, column: array[int], width: int, asked: bytearray) -> None:
        self._columns = columns
        self._start, self._space, self._place = columns.starts, columns.spaces, columns.places
        self._pass, self._column = passes, column
        keep = bytearray(asked)
        self.of = array("i", [NONE]) * (len(columns) + 1)
        self._of = self.of
        self._stack = array("i", bytes(4 * (len(columns) + 1)))
        self._stamps = array("i", bytes(4 * (width + 1)))
        self._stamp = 0
        self._fresh = array("i", bytes(4 * (width + 1)))  # the set that is being gathered
        self._size = self._key = 0
        spans = stretches(columns)
        for begin, end in spans:
            keep[begin:end] = b"\1" * (end - begin)
        self._keep = keep
        most = width + self._choose()
        # All sets: members one after the other, where each begins, its key; and a table of them by key.
        self._count = width
        self._member = array("i", range(width)) + array("i", bytes(4 * width))
        self._begin = array("q", range(width + 1)) + array("q", bytes(8 * (most - width + 1)))
        self._keys = array("i", bytes(4 * (most + 1)))
        self._table = array("i", [NONE]) * (1 << (2 * most + 1).bit_length())
        at = 0
        for begin, end in spans:
            self._fill(at, begin)
            self._gather_all(begin, end, self._turns(begin, end))
            at = end
        self._fill(at, len(columns))

    def members(self) -> tuple[Any, Any]:
        """Where each set begins, and the members of all, in no order: as what NumPy makes arrays of."""
        return self._begin[: self._count + 1], self._member[: self._begin[self._count]]

    def _turns(self, begin: int, end: int) -> array[int]:
        """The columns that a repeat reads in turn, round by round, after those that stand there."""
        columns, found = self._columns, array("i")
        for first, behind, rounds in columns.repeats:
            if begin <= first < end:
                length = (behind - first) // ALIKE
                base, second = columns.starts[first], columns.starts[first + length]
                for k in range(base, second):
                    gain = columns.places[k + second - base] - columns.places[k]
                    if columns.spaces[k] == INPUT and gain:
                        found.extend([self._column[columns.places[k] + gain * i] for i in range(rounds)])
        return found

    def _choose(self) -> int:
        """Keep what is asked about, and what several read that flows into it; count what is kept."""
        kept = 0
        for i in range(len(self._of) - 2, -1, -1):
            if self._of[i] == SEVERAL:
                self._keep[i] = 1
            kept += self._keep[i]
            if self._of[i] != NONE or self._keep[i]:
                for k in range(self._start[i], self._start[i + 1]):
                    if self._pass[k] and self._space[k] == RESULT:
                        place = self._place[k]
                        self._of[place] = ONCE if self._of[place] == NONE else SEVERAL
            self._of[i] = NONE
        return kept

    def _fill(self, begin: int, end: int) -> None:
        for i in range(begin, end):
            if self._keep[i]:
                self._open()
                self._gather(i)
                self._of[i] = self._close()

    def _gather_all(self, begin: int, end: int, turns: array[int]) -> None:
        """One set for all operations of a stretch."""
        self._open()
        for column in turns:
            if column >= 0:
                self._add(column)
        for i in range(begin, end):
            self._gather(i)
        found = self._close()
        for i in range(begin, end):
            self._of[i] = found

    def _gather(self, i: int) -> None:
        """Take what flows into an operation; what is kept has a set, or is of the same stretch and takes its turn."""
        self._stack[0] = i
        size = 1
        last = NONE
        while size:
            size -= 1
            i = self._stack[size]
            for k in range(self._start[i], self._start[i + 1]):
                if not self._pass[k]:
                    continue
                place = self._place[k]
                if self._space[k] == INPUT:
                    if self._column[place] >= 0:
                        self._add(self._column[place])
                elif self._space[k] == RESULT:
                    if not self._keep[place]:
                        self._stack[size] = place
                        size += 1
                    elif self._of[place] != NONE and self._of[place] != last:
                        last = self._of[place]
                        for m in range(self._begin[last], self._begin[last + 1]):
                            self._add(self._member[m])

    def _open(self) -> None:
        self._stamp += 1
        self._size = self._key = 0

    def _add(self, column: int) -> None:
        if self._stamps[column] != self._stamp:
            self._stamps[column] = self._stamp
            self._fresh[self._size] = column
            self._size += 1
            mixed = (column + 1) * _MIX & _LOW
            self._key = (self._key + ((mixed ^ (mixed >> 15)) * _MIX & _LOW)) & _LOW

    def _close(self) -> int:
        """The number of the set that was gathered: that of an equal one, or a new one."""
        if self._size < 2:
            return self._fresh[0] if self._size else NONE
        mask = len(self._table) - 1
        slot = self._key & mask
        while self._table[slot] != NONE:
            if self._is(self._table[slot]):
                return self._table[slot]
            slot = (slot + 1) & mask
        self._table[slot] = self._count
        return self._new()

    def _is(self, other: int) -> bool:
        """Whether the set that was gathered has the members of another."""
        begin, end = self._begin[other], self._begin[other + 1]
        if self._keys[other] != self._key or end - begin != self._size:
            return False
        m = begin
        while m < end and self._stamps[self._member[m]] == self._stamp:
            m += 1
        return m == end

    def _new(self) -> int:
        found = self._count
        begin = self._begin[found]
        if begin + self._size > len(self._member):
            member = array("i", bytes(8 * (begin + self._size)))
            grown = member
            for m in range(begin):
                grown[m] = self._member[m]
            self._member = member
        for m in range(self._size):
            self._member[begin + m] = self._fresh[m]
        self._keys[found] = self._key
        self._begin[found + 1] = begin + self._size
        self._count += 1
        return found
