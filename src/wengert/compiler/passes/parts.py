# cython: boundscheck=False, wraparound=False, initializedcheck=False
"""Parts of columns: the operations that some outputs need, those that some inputs reach, and any of them alone."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from wengert.compiler.columns import Columns, stretches
from wengert.compiler.spaces import CONST, INPUT, RESULT


def needed(columns: Columns) -> bytearray:
    """For each operation whether an output needs it; a stretch is needed as a whole or not at all."""
    marks = bytearray(len(columns) + 1)
    for space, place in columns.outputs:
        if space == RESULT:
            marks[place] = 1
    end = len(columns)
    for first, behind in reversed(stretches(columns)):
        _need(columns.starts, columns.spaces, columns.places, behind, end, marks)
        if any(marks[first:behind]):
            marks[first:behind] = bytes([1]) * (behind - first)
        end = behind
    _need(columns.starts, columns.spaces, columns.places, 0, end, marks)
    return marks


def reached(columns: Columns, varying: bytes) -> bytearray:
    """For each operation whether it depends on an input that varies; a stretch does as a whole or not at all.

    Args:
        columns: the operations.
        varying: for each input 1 if it varies, else 0.
    """
    marks = bytearray(len(columns) + 1)
    begin = 0
    for first, behind in stretches(columns):
        _reach(columns.starts, columns.spaces, columns.places, begin, behind, varying, marks)
        if any(marks[first:behind]):
            marks[first:behind] = bytes([1]) * (behind - first)
        begin = behind
    _reach(columns.starts, columns.spaces, columns.places, begin, len(columns), varying, marks)
    return marks


def edge(columns: Columns, marks: bytearray) -> array[int]:
    """Operations that are not marked but that one which is reads, or an output, in order."""
    read = bytearray(len(columns) + 1)
    for space, place in columns.outputs:
        if space == RESULT:
            read[place] = 1
    places = array("i", bytes(4 * len(columns)))
    return places[: _edge(columns.starts, columns.spaces, columns.places, marks, read, places)]


def selected(columns: Columns, marks: bytearray, outputs: Sequence[tuple[int, int]], stands_in: array[int],
             count: int) -> Columns:
    """Some operations alone.

    Args:
        columns: all of them.
        marks: for each whether it is wanted; one more mark than operations.
        outputs: space and place of each output, among all operations.
        stands_in: for each that is not, but is read by one that is or by an output, the place of an input.
        count: how many inputs there are, those included.
    """
    size, operands = _counted(columns.starts, marks)
    codes, starts = array("i", bytes(4 * size)), array("i", bytes(4 * (size + 1)))
    spaces, places = bytearray(operands), array("i", bytes(4 * operands))
    moved = array("i", bytes(4 * (len(columns) + 1)))  # to where: 1 + an input's place, or minus that of a result
    kept = array("i", bytes(4 * (len(columns.constants) + 1)))
    for space, place in outputs:
        if space == CONST:
            kept[place] = 1
    _keep(columns.starts, columns.spaces, columns.places, marks, kept)
    constants = _numbered(columns.constants, kept)
    _select(columns.codes, columns.starts, columns.spaces, columns.places, marks, stands_in, moved, kept,
            codes, starts, spaces, places)
    found = []
    for space, place in outputs:
        if space == CONST:
            found.append((CONST, kept[place]))
        elif space == RESULT and not marks[place]:
            found.append((INPUT, stands_in[place]))
        else:
            found.append((space, moved[place] if space == RESULT else place))
    repeats = []
    for begin, behind, rounds in columns.repeats:
        if marks[begin]:
            repeats.append((moved[begin], moved[behind - 1] + 1, rounds))
    return Columns(codes, starts, spaces, places, constants, count, found, repeats, columns.rolls)


def _need(starts: array[int], spaces: bytearray, places: array[int], begin: int, end: int, marks: bytearray) -> None:
    """Mark the operands of what is marked, backwards."""
    start_at, space_at, place_at, mark_at = starts, spaces, places, marks
    for i in range(end - 1, begin - 1, -1):
        if mark_at[i]:
            for k in range(start_at[i], start_at[i + 1]):
                if space_at[k] == RESULT:
                    mark_at[place_at[k]] = 1


def _reach(starts: array[int], spaces: bytearray, places: array[int], begin: int, end: int, varying: bytes,
           marks: bytearray) -> None:
    """Mark the users of what varies, forwards."""
    start_at, space_at, place_at, vary_at, mark_at = starts, spaces, places, varying, marks
    for i in range(begin, end):
        for k in range(start_at[i], start_at[i + 1]):
            if (space_at[k] == RESULT and mark_at[place_at[k]]) or (space_at[k] == INPUT and vary_at[place_at[k]]):
                mark_at[i] = 1
                break


def _edge(starts: array[int], spaces: bytearray, places: array[int], marks: bytearray, read: bytearray,
          found: array[int]) -> int:
    """Find what is read across the edge, and count it."""
    start_at, space_at, place_at, mark_at, read_at, found_at = starts, spaces, places, marks, read, found
    for i in range(len(starts) - 1):
        if mark_at[i]:
            for k in range(start_at[i], start_at[i + 1]):
                if space_at[k] == RESULT:
                    read_at[place_at[k]] = 1
    count = 0
    for i in range(len(starts) - 1):
        if read_at[i] and not mark_at[i]:
            found_at[count] = i
            count += 1
    return count


def _counted(starts: array[int], marks: bytearray) -> tuple[int, int]:
    """How many operations are marked, and how many operands they have."""
    start_at, mark_at = starts, marks
    size = operands = 0
    for i in range(len(starts) - 1):
        if mark_at[i]:
            size += 1
            operands += start_at[i + 1] - start_at[i]
    return size, operands


def _keep(starts: array[int], spaces: bytearray, places: array[int], marks: bytearray, kept: array[int]) -> None:
    """Note the constants that marked operations read."""
    start_at, space_at, place_at, mark_at, keep_at = starts, spaces, places, marks, kept
    for i in range(len(starts) - 1):
        if mark_at[i]:
            for k in range(start_at[i], start_at[i + 1]):
                if space_at[k] == CONST:
                    keep_at[place_at[k]] = 1


def _numbered(constants: array[float], kept: array[int]) -> array[float]:
    """The constants that are kept, in their order; `kept` then has their new places."""
    keep_at = kept
    chosen = array("d", bytes(8 * len(constants)))
    number_at, chosen_at = constants, chosen
    size = 0
    for i in range(len(constants)):
        if keep_at[i]:
            chosen_at[size] = number_at[i]
            keep_at[i] = size
            size += 1
    return chosen[:size]


def _select(codes: array[int], starts: array[int], spaces: bytearray, places: array[int], marks: bytearray,
            stands_in: array[int], moved: array[int], kept: array[int], new_codes: array[int],
            new_starts: array[int], new_spaces: bytearray, new_places: array[int]) -> None:
    """Copy what is marked, places renumbered."""
    code_at, start_at, space_at, place_at, mark_at = codes, starts, spaces, places, marks
    input_at, moved_at, keep_at = stands_in, moved, kept
    new_code_at, new_start_at, new_space_at, new_place_at = new_codes, new_starts, new_spaces, new_places
    size = end = 0
    for i in range(len(codes)):
        if not mark_at[i]:
            continue
        for k in range(start_at[i], start_at[i + 1]):
            space = space_at[k]
            place = place_at[k]
            if space == CONST:
                place = keep_at[place]
            elif space == RESULT:
                if mark_at[place]:
                    place = moved_at[place]
                else:
                    space = INPUT
                    place = input_at[place]
            new_space_at[end] = space
            new_place_at[end] = place
            end += 1
        moved_at[i] = size
        new_code_at[size] = code_at[i]
        size += 1
        new_start_at[size] = end
