# cython: boundscheck=False, wraparound=False, initializedcheck=False
"""Rolling: the loops of a program, found again in its trace.

A trace is long because loops were unrolled into it; but it repeats, and where it repeats, the addresses
that it reads advance by equal steps.  The trace is pushed, operation by operation, on a stack.  When the
last three blocks of some length have the same shape and their addresses form arithmetic progressions, they
become one element, a loop of three rounds; when the block after a loop is its next round, it is swallowed.
Loops are elements too, so that they nest; and the number of rounds is an address like the others, so that
it may advance from round to round of the loop around: triangles.

An element is its shape, a number that stands for everything but addresses, and its addresses.  Addresses
of neighbours lie side by side in one array: a block is a stretch of it, and blocks are compared there.

An operation that reads another's result says so twice: by that one's place in the trace, and by how far
back that is.  A round of a triangle is longer than the one before, so that places do not advance by equal
steps there; but what was computed just before is still just before.  And a number says twice which it is: by
what equal ones share, which stands still where all are equal, and by its own place, which advances where new
ones come from round to round.  One of the two must fit, and a loop forgets the one that does not.

Source: Ketterlin & Clauss, Prediction and trace compression of data access addresses through nested loop
recognition, CGO 2008.

Legend: width how many elements a block has; p, q, x, top places on the stack; a, b, c where three blocks'
addresses begin; e the place of an element in a round; step what an address gains from round to round; gram a
number for the shapes of some neighbours.
"""

from __future__ import annotations

from array import array

try:
    import cython
except ImportError:
    from wengert.core import _cython as cython  # type: ignore[no-redef]

from wengert.compiler.spaces import CONST, FIRST, IDLE, INPUT, PLAIN, RESULT, SECOND, STILL

ROUNDS = 3  # alike blocks that make a loop
WIDEST = 4096  # elements of a block
NEAR = 12  # earlier elements of the same shape that are tried
FAR = 32  # earlier elements with the same neighbours that are tried
NEIGHBOURS = 4
_BUCKETS = 1 << 14
_LONG = 16  # elements that match: worth remembering


@cython.cclass
class Shapes:
    """What elements are apart from their addresses; equal shapes have equal numbers.

    Attributes:
        bodies: for a loop the shapes of its body's elements; for anything else none.
        steps: for a loop what each address of its body gains from round to round; else none.
        modes: what each address of an element is: PLAIN, FIRST, SECOND, STILL or IDLE.
    """

    def __init__(self) -> None:
        self.bodies: list[tuple[int, ...]] = []
        self.steps: list[tuple[int, ...]] = []
        self.modes: list[bytes] = []
        self._known: dict[tuple[tuple[int, ...], tuple[int, ...], bytes], int] = {}

    def simple(self, modes: bytes) -> int:
        """A new shape that is no loop."""
        self.bodies.append(())
        self.steps.append(())
        self.modes.append(modes)
        return len(self.modes) - 1

    def loop(self, body: tuple[int, ...], steps: tuple[int, ...], modes: bytes) -> int:
        """The shape of a loop; its addresses are the number of rounds and those of its first round."""
        key = body, steps, modes
        shape = self._known.get(key)
        if shape is None:
            shape = self.simple(b"\0" + modes)
            self.bodies[shape] = body
            self.steps[shape] = steps
            self._known[key] = shape
        return shape


@cython.cclass
class Roller:
    """The stack of elements.

    Args:
        shapes: where shapes are numbered.
        room: how many operations there are.
        operands: how many operands they have together.
    """

    def __init__(self, shapes: Shapes, room: int, operands: int) -> None:
        addresses = 2 * operands + 1
        self.shapes = shapes
        self.size = 0  # elements on the stack
        self.kinds: dict[tuple[int, bytes], int] = {}
        self._shape_of: dict[int, int] = {}  # the same by a number
        self._room = room
        self._shape = array("i", bytes(4 * (room + 1)))
        self._width = array("i", bytes(4 * (room + 1)))  # of a loop's body; 0 of an operation
        self._start = array("q", bytes(8 * (room + 2)))  # where an element's addresses begin; one more than elements
        self._address = array("q", bytes(8 * (addresses + 1)))
        self._step = array("q", bytes(8 * (addresses + 1)))  # of a loop's addresses
        self._mode = bytearray(addresses + 1)
        # Earlier elements alike: chains through the stack, by an element's own shape and with its neighbours'.
        self._near = array("i", bytes(4 * (room + 1)))
        self._far = array("i", bytes(4 * (room + 1)))
        self._gram = array("i", bytes(4 * (room + 1)))
        self._last_near = array("i", [-1]) * _BUCKETS
        self._last_far = array("i", [-1]) * _BUCKETS
        # Loops by the size that the stack will have when their next round is complete: chains again.
        self._due = array("i", [-1]) * (room + 2)
        self._next_due = array("i", bytes(4 * (room + 1)))
        self._unfit = False  # whether a block that fits does so by one address of two that were to fit
        self._followed = -1  # the loop whose next round the elements on top of it are, as far as they go
        # The longest match that failed last: its width, how many elements it has, the size of the stack then.
        self._tried_width = self._tried_run = self._tried_size = 0

    def push(self, codes: array[int], starts: array[int], spaces: bytearray, places: array[int],
             ranks: array[int]) -> None:
        """Push a trace, and fold what can be folded after each operation.

        Args:
            codes: the rows.
            starts: where their operands begin, and the last ones end.
            spaces: those of the operands.
            places: theirs in these.
            ranks: for each constant a number that equal ones share.
        """
        code_at, start_at, space_at, place_at, rank_at = codes, starts, spaces, places, ranks
        for i in range(len(codes)):
            first = start_at[i]
            count = start_at[i + 1] - first
            key = code_at[i]
            for k in range(count):
                key = key * 3 + space_at[first + k]
            shape = self._shape_of.get(key * 8 + count, -1) if count < 8 else -1
            if shape < 0:
                shape = self._kind(code_at[i], bytes(spaces[first : first + count]))
                if count < 8:
                    self._shape_of[key * 8 + count] = shape
            end = self._start[self.size]
            for k in range(first, first + count):
                space = space_at[k]
                place = place_at[k]
                if space == INPUT:
                    self._address[end] = place
                    self._mode[end] = PLAIN
                else:
                    self._address[end] = place if space == RESULT else rank_at[place]
                    self._mode[end] = FIRST if space == RESULT else STILL
                    end += 1
                    self._address[end] = i - place if space == RESULT else place
                    self._mode[end] = SECOND
                end += 1
            self._add(shape, 0, end)
            self._settle()

    def loops(self) -> list[tuple[int, int, list[int]]]:
        """The loops on the stack, from the bottom: how many operations stand before each, its shape, its addresses."""
        found = []
        before = 0  # since the last loop
        for i in range(self.size):
            before += 1
            if self._width[i] > 0:
                addresses = [self._address[k] for k in range(self._start[i], self._start[i + 1])]
                found.append((before - 1, self._shape[i], addresses))
                before = 0
        return found

    def _kind(self, code: int, spaces: bytes) -> int:
        shape = self.kinds.get((code, spaces))
        if shape is None:
            of_space = {INPUT: (PLAIN,), RESULT: (FIRST, SECOND), CONST: (STILL, SECOND)}
            modes = b"".join([bytes(of_space[space]) for space in spaces])
            shape = self.kinds[code, spaces] = self.shapes.simple(modes)
        return shape

    def _settle(self) -> None:
        """Fold what can be folded at the top."""
        if self._followed >= 0 and not self._goes_on():
            self._followed = -1
        # While a loop is being repeated, nothing else is looked for.
        if self._followed < 0 or self.size - 1 - self._followed == self._width[self._followed]:
            while self._extend() or self._fold():
                self._followed = self.size - 1

    def _add(self, shape: int, width: int, end: int) -> None:
        """An element whose addresses are in place, up to `end`."""
        top = self.size
        self._shape[top] = shape
        self._width[top] = width
        self._start[top + 1] = end
        gram = shape
        for i in range(1, NEIGHBOURS):
            if i <= top:
                gram = (gram * 31 + self._shape[top - i]) & 0x3FFFFFF
        bucket = gram & (_BUCKETS - 1)
        self._gram[top] = bucket
        self._far[top] = self._last_far[bucket]
        self._last_far[bucket] = top
        bucket = shape & (_BUCKETS - 1)
        self._near[top] = self._last_near[bucket]
        self._last_near[bucket] = top
        if width > 0 and top + 1 + width <= self._room:
            self._next_due[top] = self._due[top + 1 + width]
            self._due[top + 1 + width] = top
        self.size = top + 1

    def _drop(self, size: int) -> None:
        """Take elements off until there are `size`."""
        for top in range(self.size - 1, size - 1, -1):
            self._last_far[self._gram[top]] = self._far[top]
            self._last_near[self._shape[top] & (_BUCKETS - 1)] = self._near[top]
            due = top + 1 + self._width[top]
            if due > top + 1 and due <= self._room:
                self._due[due] = self._next_due[top]
        self.size = size
        self._tried_size = -2

    def _goes_on(self) -> bool:
        """Whether the top is what the next round of the loop that is followed has there."""
        p = self._followed
        e = self.size - 2 - p
        body = self.shapes.bodies[self._shape[p]]
        return body[e] == self._shape[p + 1 + e] and self._is_next(p, self._start[p + 1 + e], self._start[p + 2 + e])

    def _extend(self) -> bool:
        """Let a loop swallow the block on top of it, if that is its next round."""
        p = self._due[self.size]
        while p >= 0:
            self._unfit = False
            if self._is_next_round(p):
                if self._unfit:
                    self._forget(p)
                self._drop(p + 1)
                self._address[self._start[p]] += 1
                return True
            p = self._next_due[p]
        return False

    def _is_next_round(self, p: int) -> bool:
        body = self.shapes.bodies[self._shape[p]]
        for i in range(self._width[p]):
            if self._shape[p + 1 + i] != body[i]:
                return False
        return self._is_next(p, self._start[p + 1], self._start[self.size])

    def _is_next(self, p: int, begin: int, end: int) -> bool:
        """Whether some addresses above a loop are those of its next round; one of two will do, and is noted."""
        i = begin
        while i < end:
            if self._fits(p, i):
                if self._mode_in(p, i) != PLAIN:
                    i += 1
                    if self._mode_in(p, i) != IDLE and not self._fits(p, i):
                        self._unfit = True
            else:
                if self._mode_in(p, i) == PLAIN:
                    return False
                if self._mode_in(p, i) != IDLE:
                    self._unfit = True
                i += 1
                if not self._fits(p, i):
                    return False
            i += 1
        return True

    def _mode_in(self, p: int, i: int) -> int:
        """What an address above a loop is in the loop."""
        return self._mode[self._start[p] + 1 + i - self._start[p + 1]]

    def _fits(self, p: int, i: int) -> bool:
        """Whether an address above a loop is what its next round has there."""
        own = self._start[p] + 1 + i - self._start[p + 1]
        rounds = self._address[self._start[p]]
        return self._mode[own] != IDLE and self._address[i] == self._address[own] + rounds * self._step[own]

    def _forget(self, p: int) -> None:
        """Make a loop idle where the block on top of it does not fit."""
        first = self._start[p] + 1
        end = self._start[p + 1]
        for i in range(first, end):
            if not self._fits(p, end + i - first):
                self._mode[i] = IDLE
                self._step[i] = 0
        steps = tuple([self._step[i] for i in range(first, end)])
        modes = bytes([self._mode[i] for i in range(first, end)])
        body = self.shapes.bodies[self._shape[p]]
        width = self._width[p]
        self._drop(p)
        self._add(self.shapes.loop(body, steps, modes), width, end)

    def _fold(self) -> bool:
        """Make a loop of the last three blocks, if they are rounds of one."""
        top = self.size - 1
        q = self._near[top]
        for _ in range(NEAR):
            if q < 0 or top - q > WIDEST or ROUNDS * (top - q) > self.size:
                break
            if self._are_rounds(top - q):
                return self._make_loop(top - q)
            q = self._near[q]
        q = self._far[top]
        for _ in range(FAR):
            if q < 0 or top - q > WIDEST or ROUNDS * (top - q) > self.size:
                break
            if self._are_rounds(top - q):
                return self._make_loop(top - q)
            q = self._far[q]
        return False

    def _are_rounds(self, width: int) -> bool:
        """Whether the last three blocks of a width have one shape, and their addresses equal steps.

        From the top, where they mostly differ if they do.  What matched before the top came is not looked at
        again, or a long body would cost the square of its length.
        """
        size = self.size
        i = 1
        while i <= width:
            top = size - i
            shape = self._shape[top]
            if self._shape[top - width] != shape or self._shape[top - 2 * width] != shape:
                break
            if not self._advance(top, width):
                break
            if i == 1 and width == self._tried_width:
                if size == self._tried_size:
                    return False
                if size == self._tried_size + 1:
                    i += self._tried_run
            i += 1
        if i > width:
            return True
        if i > _LONG and size != self._tried_size:
            self._tried_width = width
            self._tried_run = i - 1
            self._tried_size = size
        return False

    def _advance(self, x: int, width: int) -> bool:
        """Whether the addresses of three elements at equal distances, the last at x, advance evenly."""
        c = self._start[x]
        b = self._start[x - width]
        a = self._start[x - 2 * width]
        end = self._start[x + 1]
        while c < end:
            if self._mode[c] == PLAIN:
                if not self._evenly(a, b, c):
                    return False
            else:  # one of the two must
                if (self._mode[c] == IDLE or not self._evenly(a, b, c)) and (
                    self._mode[c + 1] == IDLE or not self._evenly(a + 1, b + 1, c + 1)
                ):
                    return False
                a += 1
                b += 1
                c += 1
            a += 1
            b += 1
            c += 1
        return True

    def _evenly(self, a: int, b: int, c: int) -> bool:
        step = self._address[b] - self._address[a]
        return self._address[c] - self._address[b] == step and (step == 0 or self._mode[c] != STILL)

    def _make_loop(self, width: int) -> bool:
        """Put a loop of three rounds in place of the last three blocks."""
        first = self.size - 3 * width
        a = self._start[first]
        b = self._start[first + width]
        c = self._start[first + 2 * width]
        length = b - a
        body = tuple([self._shape[first + i] for i in range(width)])
        for i in range(length):
            if not self._evenly(a + i, b + i, c + i):
                self._mode[a + i] = IDLE
        for i in range(length, 0, -1):  # room for the number of rounds in front
            self._mode[a + i] = self._mode[a + i - 1]
            self._step[a + i] = self._address[b + i - 1] - self._address[a + i - 1] if self._mode[a + i] != IDLE else 0
        steps = tuple([self._step[a + i] for i in range(1, length + 1)])
        modes = bytes([self._mode[a + i] for i in range(1, length + 1)])
        for i in range(length, 0, -1):
            self._address[a + i] = self._address[a + i - 1]
        self._drop(first)
        self._address[a] = ROUNDS
        self._mode[a] = PLAIN
        self._add(self.shapes.loop(body, steps, modes), width, a + length + 1)
        return True
