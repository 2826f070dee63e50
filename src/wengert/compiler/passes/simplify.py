# cython: boundscheck=False, wraparound=False, initializedcheck=False
"""Simplification: the same results, bit for bit, of fewer operations.

One pass forwards.  An operation is written at the end of the new columns.  If its operands are constants it is their
value; if an identity fits, it is written anew as what that says; if the same operation at the same operands
stands there already, it is that one; else it stays.  What no output needs is left out in the end.

Numbers that change from round to round of a loop are data and not the program's text: nothing may be concluded from
them, be it that this pixel happens to be 0 and that one 1.  Or every round would be another, and no loop be found.
To find them takes longer than the pass; so it is done, and the pass repeated, only if something was concluded from
a number where others stand too, after the same operations.

Legend: number what stands for an operand meanwhile: space + 4 * place; rank the first place of a constant's equals,
bit for bit; key what an operation is looked up by; bound the numbers that the letters of an identity stand for; past
the rows and spaces of the last operations; post where a constant stands: a past, and which operand.
"""

from __future__ import annotations

from array import array
from typing import Any

try:
    import cython
except ImportError:
    from wengert.core import _cython as cython  # type: ignore[no-redef]

from wengert.compiler.columns import Columns, stretches
from wengert.compiler.passes.identities import LETTER, MOST_LETTERS, NUMBER, PATTERNS
from wengert.compiler.passes.opening import opened
from wengert.compiler.passes.parts import needed, selected
from wengert.compiler.program.build import data
from wengert.compiler.spaces import CONST, RESULT
from wengert.core import kernels

_ROOM = 3  # the most operands of an operation that is written anew
_SEVERAL = -1  # ranks stand at a post
_FORGET, _PAST = 4, (1 << 58) - 1  # bits of a past: how many each operation drives out, and all
_CROWD = 7  # slots that are tried near an operand
_KERNELS = kernels.COUNT
_LOW, _KEY = (1 << 32) - 1, (1 << 31) - 1  # the lower half of 64 bits; the bits of a key
_MIX = 0x5BD1E995  # odd and large: a product with it spreads bits upwards


def simplified(columns: Columns) -> Columns:
    """The same outputs of fewer operations, all of which have kernels, or are LINEAR.

    Values are the same bit for bit.  Derivatives are, but for the order in which contributions to one adjoint
    are added: operations that were the same are one, and its users pay into one adjoint.

    Args:
        columns: the operations; what they repeat is kept as it is.

    Raises:
        TypeError: a row has no kernel, and is not written in arithmetic and wengert's functions alone.

    Cost: some 100 ns for an operation, compiled; three times as much where data have to be told from text.  Linear.

    >>> from wengert.compiler.program.build import rolled
    >>> from wengert.compiler.tracing.trace import Trace, recording
    >>> from wengert.core.value import Value
    >>> x = Value(3.0)
    >>> with recording() as made:
    ...     y = (x * x - 0.0) * 1.0 / (x * x + -x)
    >>> print(rolled(simplified(Trace(made, [x], [y]))).text(), end="")
    inputs 1
    t[0] = mul x[0] x[0]
    t[1] = sub t[0] x[0]
    t[2] = div t[0] t[1]
    return t[2]
    """
    columns = opened(columns)
    first = _Pass(columns, None)
    written = first.columns()
    if first.is_doubtful():
        changing = data(columns)
        if changing is None:
            written.rolls = False
        elif any(changing):
            written = _Pass(columns, changing).columns()
    return selected(written, needed(written), written.outputs, array("i"), written.count)


@cython.cclass
class _Pass:
    """The new columns.

    Args:
        columns: the old ones.
        changing: for each constant whether it is data; None if none is.
    """

    def __init__(self, columns: Columns, changing: bytearray | None) -> None:
        self._old = columns
        size, operands, constants = len(columns), len(columns.places), len(columns.constants)
        self._size = self._end = 0  # operations and operands so far
        self._code = array("i", bytes(4 * (size + 1)))
        self._start = array("i", bytes(4 * (size + 1)))
        self._arg = array("i", bytes(4 * (operands + _ROOM)))
        self._sealed = bytearray(size + 1)  # operations that are kept as they are
        self._image = array("i", bytes(4 * (size + 1)))  # the numbers of the old operations
        # Constants: the old ones, those of the identities, and values of operations.
        numbers = array("d", columns.constants + PATTERNS.constants) + array("d", bytes(8 * size))
        self._constant = numbers
        self._bits = memoryview(numbers).cast("B").cast("q")
        self._constants = 0
        self._known: dict[int, int] = {}  # ranks by bits
        self._rank = array("i", bytes(4 * len(numbers)))
        self._changing = changing or bytearray(constants)
        for _ in range(constants + len(PATTERNS.constants)):
            self._ranked()
        self._named = constants  # where the constants of the identities begin
        # What was concluded from which constants, and what else stands at their posts.
        self._used = bytearray(len(numbers))
        self._post = array("i", bytes(4 * len(numbers)))
        room = 1 << (2 * columns.spaces.count(CONST) + 1).bit_length()
        self._posts = array("q", bytes(8 * room))
        self._only = array("i", bytes(4 * room))
        self._past = 0
        # Operations by their keys: of the key what there is room for, and below it 1 + the place.
        self._width = (size + 1).bit_length()
        self._below = (1 << self._width) - 1
        self._table = array("i", bytes(4 << (2 * size + 1).bit_length()))
        self._heads = PATTERNS.heads
        self._rooted = len(PATTERNS.heads)
        self._pattern = PATTERNS.column
        self._at = 0  # where a pattern is read
        self._bound = array("i", bytes(4 * MOST_LETTERS))

    def columns(self) -> Columns:
        """Write all operations, and hand the new columns over."""
        old = self._old
        begin: int = 0
        for first, behind in stretches(old):
            self._write(old.codes, old.starts, old.spaces, old.places, begin, first, True)
            self._write(old.codes, old.starts, old.spaces, old.places, first, behind, False)
            begin = behind
        self._write(old.codes, old.starts, old.spaces, old.places, begin, len(old), True)
        size, end = self._size, self._end
        spaces, places = bytearray(end), array("i", bytes(4 * end))
        self._split(spaces, places)
        codes, starts = _column("i", self._code[:size]), _column("i", self._start[: size + 1])
        numbers = [self._image[place] if space == RESULT else 4 * place + space for space, place in old.outputs]
        outputs = [(number & 3, number >> 2) for number in numbers]
        repeats = [(self._image[i] >> 2, (self._image[j - 1] >> 2) + 1, rounds) for i, j, rounds in old.repeats]
        constants = _column("d", self._constant[: self._constants])
        return Columns(codes, starts, spaces, places, constants, old.count, outputs, repeats, old.rolls)

    def is_doubtful(self) -> bool:
        """Whether something was concluded from a number that is not the only one at its post."""
        i = 0
        while i < self._named and not (self._used[i] and self._only[self._post[i]] == _SEVERAL):
            i += 1
        return i < self._named

    def _write(self, codes: array[int], starts: array[int], spaces: bytearray, places: array[int], begin: int,
               end: int, free: bool) -> None:
        """Write some operations; as they are, if we are not free to change them."""
        code_at, start_at, space_at, place_at = codes, starts, spaces, places
        for i in range(begin, end):
            count = start_at[i + 1] - start_at[i]
            shape, numbers = code_at[i], 0
            for k in range(count):
                space = space_at[start_at[i] + k]
                place = place_at[start_at[i] + k]
                self._arg[self._end + k] = self._image[place] if space == RESULT else 4 * place + space
                shape = (4 * shape + space) & _KEY
                numbers += space == CONST
            self._past = (self._past << _FORGET ^ _mixed(shape, count)) & _PAST
            if numbers:
                for k in range(count):
                    if space_at[start_at[i] + k] == CONST:
                        self._stands(place_at[start_at[i] + k], k)
            if free:
                self._image[i] = self._made(code_at[i], count)
            else:
                self._sealed[self._size] = 1
                self._image[i] = self._stays(code_at[i], count)

    def _stands(self, place: int, k: int) -> None:
        """Note that a constant is operand k of the last operation."""
        post = 4 * self._past + min(k, 2) + 1
        mask = len(self._posts) - 1
        slot = _mixed(post & _LOW, post >> 32) & mask
        while self._posts[slot] and self._posts[slot] != post:
            slot = (slot + 1) & mask
        if not self._posts[slot]:
            self._posts[slot] = post
            self._only[slot] = self._rank[place]
        elif self._only[slot] != self._rank[place]:
            self._only[slot] = _SEVERAL
        self._post[place] = slot

    def _ranked(self) -> int:
        """The number of the constant behind the last one, which then is one; data equal nothing."""
        place = self._constants
        rank = place
        if place >= len(self._changing) or not self._changing[place]:
            rank = self._known.setdefault(self._bits[place], place)
        self._rank[place] = rank
        self._constants = place + 1
        return 4 * place + CONST

    def _is(self, number: int, other: int) -> bool:
        """Whether two numbers stand for the same."""
        if number == other or number & 3 != CONST or other & 3 != CONST:
            return number == other
        if self._rank[number >> 2] != self._rank[other >> 2]:
            return False
        self._used[number >> 2] = self._used[other >> 2] = 1
        return True

    def _made(self, code: int, count: int) -> int:
        """The number of what an operation is whose operands stand at the end."""
        while True:
            number = self._folded(code, count)
            if number >= 0:
                return number
            if code >= self._rooted or self._heads[code] < 0 or not self._rewritten(self._heads[code], count):
                return self._found(code, count)
            number = self._pattern[self._at]
            if number & 3 == LETTER:
                return self._bound[number >> 2]
            if number & 3 == NUMBER:
                return 4 * (self._named + (number >> 2)) + CONST
            code = number >> 2
            count = self._pattern[self._at + 1]
            for k in range(count):
                number = self._pattern[self._at + 2 + k]
                self._arg[self._end + k] = (
                    self._bound[number >> 2] if number & 3 == LETTER else 4 * (self._named + (number >> 2)) + CONST
                )

    def _folded(self, code: int, count: int) -> int:
        """The number of the constant that an operation on constants is; -1 if it is none."""
        end = self._end
        if count > 3 or code >= _KERNELS or count == 0:
            return -1
        for k in range(count):
            if self._arg[end + k] & 3 != CONST or self._is_data(self._arg[end + k] >> 2):
                return -1
        for k in range(count):
            self._used[self._arg[end + k] >> 2] = 1
        x = self._constant[self._arg[end] >> 2]
        if count == 1:
            out, _ = kernels.unary(code, x)
        else:
            y = self._constant[self._arg[end + 1] >> 2]
            if count == 2:
                out, _, _ = kernels.binary(code, x, y, False, False)
            else:
                z = self._constant[self._arg[end + 2] >> 2]
                out, _, _, _ = kernels.ternary(code, x, y, z, False, False, False)
        self._constant[self._constants] = out
        return self._ranked()

    def _is_data(self, place: int) -> bool:
        return place < self._named and self._changing[place] != 0

    def _rewritten(self, at: int, count: int) -> bool:
        """Whether an identity fits the operation at the end; its right side is then at `_at`, its letters bound."""
        while self._pattern[at]:
            if self._pattern[at] == count:
                self._at = at + 2
                for k in range(MOST_LETTERS):
                    self._bound[k] = -1
                k = 0
                while k < count and self._fits(self._arg[self._end + k]):
                    k += 1
                if k == count:
                    return True
            at += self._pattern[at + 1]
        return False

    def _fits(self, number: int) -> bool:
        """Whether an operand is what the pattern has at `_at`, which is then behind it."""
        wanted = self._pattern[self._at]
        self._at += 1
        if wanted & 3 == LETTER:
            if self._bound[wanted >> 2] < 0:
                self._bound[wanted >> 2] = number
            return self._is(self._bound[wanted >> 2], number)
        if wanted & 3 == NUMBER:
            return self._is(4 * (self._named + (wanted >> 2)) + CONST, number)
        count = self._pattern[self._at]
        self._at += 1
        if number & 3 != RESULT:
            return False
        i = number >> 2
        if self._code[i] != wanted >> 2 or self._start[i + 1] - self._start[i] != count or self._sealed[i]:
            return False
        k = self._start[i]
        while k < self._start[i + 1] and self._fits(self._arg[k]):
            k += 1
        return k == self._start[i + 1]

    def _found(self, code: int, count: int) -> int:
        """The number of an operation that stands at the end, or of one before that is the same.

        It is looked up near its last operand's place, which is in the cache, and elsewhere if that is crowded.
        """
        end = self._end
        key, last = _mixed(code, count), 0
        for k in range(end, end + count):
            number = self._arg[k]
            key = _mixed(key, 4 * self._rank[number >> 2] + CONST if number & 3 == CONST else number)
            if number & 3 == RESULT and number > last:
                last = number
        mask = len(self._table) - 1
        above = (key * _MIX >> 16) & (_KEY >> self._width)  # of other bits than the slot is
        slot = ((last >> 1) + (key & _CROWD) if last else key) & mask
        tries = 0
        while self._table[slot]:
            if self._table[slot] >> self._width == above:
                i = (self._table[slot] & self._below) - 1
                if self._is_same(i, code, count):
                    return 4 * i + RESULT
            tries += 1
            slot = (key if tries == _CROWD else slot + 1) & mask
        self._table[slot] = above << self._width | (self._size + 1)
        return self._stays(code, count)

    def _is_same(self, i: int, code: int, count: int) -> bool:
        """Whether an operation is the same as that at the end."""
        start = self._start[i]
        if self._code[i] != code or self._start[i + 1] - start != count:
            return False
        k = 0
        while k < count and self._is(self._arg[start + k], self._arg[self._end + k]):
            k += 1
        return k == count

    def _stays(self, code: int, count: int) -> int:
        """The number of the operation at the end, which stays there."""
        i = self._size
        self._code[i] = code
        self._start[i] = self._end
        self._end += count
        self._size = i + 1
        self._start[i + 1] = self._end
        return 4 * i + RESULT

    def _split(self, spaces: bytearray, places: array[int]) -> None:
        """Spaces and places of all operands."""
        space_at, place_at = spaces, places
        for k in range(self._end):
            space_at[k] = self._arg[k] & 3
            place_at[k] = self._arg[k] >> 2


def _column(kind: str, numbers: Any) -> array[Any]:
    """A copy of some numbers, by way of their bytes."""
    column = array(kind)
    column.frombytes(memoryview(numbers).tobytes())
    return column


def _mixed(key: int, number: int) -> int:
    """A key of 31 bits, of one and a number."""
    key = ((key ^ number) * _MIX) & _LOW
    return (key ^ (key >> 15)) & _KEY

