"""Columns: what a computation does, operation by operation, each thing it says of them in a column of its own.

A million operations are a few arrays and no objects, and the passes of the compiler go from columns to columns.
Operation i is of the row `codes[i]`; its operands are k from `starts[i]` to `starts[i + 1]`: each a space and a place.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from wengert.compiler.spaces import RESULT

ALIKE = 3  # rounds that are there of what is repeated


class Columns:
    """Operations in an order in which operands come before their users.

    Args:
        codes: the row of each operation.
        starts: where its operands begin; one more than there are operations.
        spaces: INPUT, RESULT or CONST for each operand.
        places: its place there.
        constants: the numbers that operands of the space CONST stand for.
        count: how many inputs there are.
        outputs: space and place of each output.
        repeats: begin and end of operations that are ALIKE rounds of a loop, and how many rounds they stand for.
        rolls: whether loops may be found; False where they were looked for and none was.
    """

    def __init__(self, codes: array[int], starts: array[int], spaces: bytearray, places: array[int],
                 constants: array[float], count: int, outputs: Sequence[tuple[int, int]],
                 repeats: Sequence[tuple[int, int, int]] = (), rolls: bool = True) -> None:  # fmt: skip
        self.codes = codes
        self.starts = starts
        self.spaces = spaces
        self.places = places
        self.constants = constants
        self.count = count
        self.outputs = list(outputs)
        self.repeats = list(repeats)
        self.rolls = rolls

    def __len__(self) -> int:
        return len(self.codes)


def stretches(columns: Columns) -> list[tuple[int, int]]:
    """Begin and end of what has to stay together: what is repeated, and what its first round reads by distance.

    Each round of a repeat reads results of the round before it, all at the same distances; so does the first, of
    operations that stand before the repeat.
    """
    found: list[tuple[int, int]] = []
    for begin, end, _ in sorted(columns.repeats):
        first = columns.starts[begin]
        second = columns.starts[begin + (end - begin) // ALIKE]
        lowest = begin
        for k in range(first, second):
            place = columns.places[k]
            if columns.spaces[k] == RESULT and place != columns.places[k + second - first]:
                lowest = min(lowest, place)
        while found and found[-1][1] > lowest:
            lowest = min(lowest, found.pop()[0])
        found.append((lowest, end))
    return found
