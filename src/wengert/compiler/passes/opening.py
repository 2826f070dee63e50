# cython: boundscheck=False, wraparound=False, initializedcheck=False
"""Opening: operations that have no kernel give way to the steps inside of them.

Legend: kind which inside an operation has, counted from 1; 0 for one that stays; begin, first where a kind's steps
and their operands' slots begin in the columns of all insides; number what stands for a result meanwhile:
space + 4 * place.
"""

from __future__ import annotations

from array import array

from wengert.compiler.columns import Columns
from wengert.compiler.passes.inside import ARGUMENT, Inside, has_kernel
from wengert.compiler.spaces import CONST, RESULT
from wengert.core.row import LINEAR, TABLE

_LARGEST = 3  # count of operands with which a row may have a kernel


def opened(columns: Columns) -> Columns:
    """The same computation in operations that have kernels, and LINEAR.

    Raises:
        TypeError: a row has no kernel and is not written in arithmetic and wengert's functions alone.

    Cost: some ns for an operation, compiled, where nothing is to be opened; else some 30 ns for each that comes of it,
    and some µs for each step inside of another row or count of operands.
    """
    known = bytearray(len(TABLE) * (_LARGEST + 1))
    for code, row in enumerate(TABLE):
        for count in range(_LARGEST + 1):
            known[code * (_LARGEST + 1) + count] = row is not None and has_kernel(row, count)
    closed = array("i", bytes(4 * len(columns)))
    closed = closed[: _closed(columns.codes, columns.starts, known, LINEAR.code, closed)]
    return _Opening(columns, closed).columns() if closed else columns


def _closed(codes: array[int], starts: array[int], known: bytearray, linear: int, found: array[int]) -> int:
    """Find the operations without a kernel, and count them."""
    code_at, start_at, known_at, found_at = codes, starts, known, found
    size = 0
    for i in range(len(codes)):
        count = start_at[i + 1] - start_at[i]
        if (count > _LARGEST or not known_at[code_at[i] * (_LARGEST + 1) + count]) and code_at[i] != linear:
            found_at[size] = i
            size += 1
    return size


class _Opening:
    """The insides of some operations.

    Args:
        columns: all operations.
        closed: those to be opened.
    """

    def __init__(self, columns: Columns, closed: array[int]) -> None:
        self._old = columns
        self._kinds = array("i", bytes(4 * len(columns)))
        self._insides: list[Inside] = []
        known: dict[tuple[int, bytes], int] = {}
        size, operands = len(columns), len(columns.places)
        for i in closed:
            spaces = columns.spaces[columns.starts[i] : columns.starts[i + 1]]
            key = columns.codes[i], bytes(spaces.translate(_MOVING))
            if key not in known:
                row = TABLE[key[0]]
                assert row is not None  # no operation has the code of a leaf
                self._insides.append(Inside(row, list(map(bool, key[1]))))
                known[key] = len(self._insides)
            self._kinds[i] = known[key]
            inside = self._insides[known[key] - 1]
            size += len(inside.steps) - 1
            operands += inside.operands - len(spaces)
        self._size, self._operands = size, operands

    def columns(self) -> Columns:
        """All operations, those opened that are to be."""
        old = self._old
        constants = array("d", old.constants)
        begins, firsts, codes, slots, results = (array("i", [0]) for _ in range(5))
        del codes[0], slots[0]
        for inside in self._insides:
            shift = 4 * len(constants)
            constants.extend(inside.constants)
            for code, operands in inside.steps:
                codes.append(code)
                slots.extend([slot + shift if slot & 3 == CONST else slot for slot in operands])
                firsts.append(len(slots))
            begins.append(len(codes))
            results.append(inside.result + shift if inside.result & 3 == CONST else inside.result)
        new_codes, new_starts = array("i", bytes(4 * self._size)), array("i", bytes(4 * (self._size + 1)))
        new_spaces, new_places = bytearray(self._operands), array("i", bytes(4 * self._operands))
        moved, images = array("i", bytes(4 * (len(old) + 1))), array("i", bytes(4 * (len(old) + 1)))
        _fill(old.codes, old.starts, old.spaces, old.places, self._kinds, begins, firsts, codes, slots, results,
              moved, images, new_codes, new_starts, new_spaces, new_places)
        outputs = [(images[place] & 3, images[place] >> 2) if space == RESULT else (space, place)
                   for space, place in old.outputs]  # fmt: skip
        repeats = [(moved[begin], moved[end], rounds) for begin, end, rounds in old.repeats]
        return Columns(new_codes, new_starts, new_spaces, new_places, constants, old.count, outputs, repeats, old.rolls)


_MOVING = bytes([space != CONST for space in range(256)])


def _fill(codes: array[int], starts: array[int], spaces: bytearray, places: array[int], kinds: array[int],
          begins: array[int], firsts: array[int], step_codes: array[int], slots: array[int], results: array[int],
          moved: array[int], images: array[int], new_codes: array[int], new_starts: array[int], new_spaces: bytearray,
          new_places: array[int]) -> None:
    """Write all operations, the steps of an inside in place of one that has one.

    Of each old one, `moved` then has where it begins, and `images` the number of its result.
    """
    code_at, start_at, space_at, place_at, kind_at = codes, starts, spaces, places, kinds
    begin_at, first_at, step_at, slot_at, result_at = begins, firsts, step_codes, slots, results
    moved_at, image_at = moved, images
    new_code_at, new_start_at, new_space_at, new_place_at = new_codes, new_starts, new_spaces, new_places
    size = end = 0
    for i in range(len(codes)):
        kind = kind_at[i]
        moved_at[i] = base = size
        if kind == 0:
            for k in range(start_at[i], start_at[i + 1]):
                number = _number(space_at[k], place_at[k], image_at)
                new_space_at[end] = number & 3
                new_place_at[end] = number >> 2
                end += 1
            new_code_at[size] = code_at[i]
            size += 1
            new_start_at[size] = end
            image_at[i] = 4 * base + RESULT
            continue
        for step in range(begin_at[kind - 1], begin_at[kind]):
            for k in range(first_at[step], first_at[step + 1]):
                number = slot_at[k]
                if number & 3 == ARGUMENT:
                    own = start_at[i] + (number >> 2)
                    number = _number(space_at[own], place_at[own], image_at)
                elif number & 3 == RESULT:
                    number += 4 * base
                new_space_at[end] = number & 3
                new_place_at[end] = number >> 2
                end += 1
            new_code_at[size] = step_at[step]
            size += 1
            new_start_at[size] = end
        number = result_at[kind]
        if number & 3 == ARGUMENT:
            own = start_at[i] + (number >> 2)
            number = _number(space_at[own], place_at[own], image_at)
        elif number & 3 == RESULT:
            number += 4 * base
        image_at[i] = number
    moved_at[len(codes)] = size


def _number(space: int, place: int, images: array[int]) -> int:
    """The number of an old operand."""
    return images[place] if space == RESULT else 4 * place + space
