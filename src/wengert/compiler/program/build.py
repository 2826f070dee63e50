"""From a trace to its program: the elements that it rolls into become steps and loops.

Legend: modes what the addresses of an element are worth, seen from all loops around; bounds the rounds of the
loops around, outermost first.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from itertools import product
from typing import Protocol

from wengert.compiler.columns import Columns
from wengert.compiler.program.program import Affine, Loop, Operand, Program, Step, Straight, taken
from wengert.compiler.program.repeats import stretched
from wengert.compiler.program.roll import Roller, Shapes
from wengert.compiler.spaces import CONST, IDLE, INPUT, RESULT
from wengert.core.row import TABLE


def straight(columns: Columns) -> Program:
    """The program of some columns as they are, no loops looked for.

    Cost: some 50 ns for an operation that reads a constant; nothing for others.
    """
    numbers, ranks = _ranked(columns.constants)
    if columns.repeats:
        return stretched(columns, ranks, numbers, _outputs(columns, ranks))
    item = Straight(columns.codes, columns.starts, columns.spaces, columns.places, ranks, 0, len(columns))
    return Program(columns.count, numbers, (item,) if len(columns) else (), _outputs(columns, ranks))


def rolled(trace: Columns) -> Program:
    """The program of a trace, its loops recovered.

    Cost: some 0.3 µs for an operation, compiled, and some 10 µs for each step that is left in a loop; linear.

    >>> from wengert.compiler.tracing.trace import Trace, recording
    >>> from wengert.core.value import Value
    >>> xs = [Value(float(i)) for i in range(100)]
    >>> with recording() as made:
    ...     total = xs[0] * 0.5
    ...     for x in xs[1:]:
    ...         total = total + x * 0.5
    >>> program = rolled(Trace(made, xs, [total]))
    >>> print(program.text(), end="")
    inputs 100
    t[0] = mul x[0] 0.5
    for i < 99:  # t[1] to t[198]
        t = mul x[i + 1] 0.5
        t = add t[-2] t[-1]
    return t[198]
    """
    if trace.repeats or not trace.rolls:
        return straight(trace)
    numbers, ranks = _ranked(trace.constants)
    columns = trace.codes, trace.starts, trace.spaces, trace.places, ranks
    roller = Roller(Shapes(), len(trace), len(trace.places))
    roller.push(*columns)
    constants = _Constants(numbers, trace.constants)
    builder = _Builder(roller, constants)
    body: list[Step | Loop | Straight] = []
    begin = 0
    for before, shape, addresses in roller.loops():
        if before:
            body.append(Straight(*columns, begin, begin + before))
        loop = builder.loop(shape, addresses)
        begin += before + taken(loop)
        body.append(loop)
    if begin < len(trace):
        body.append(Straight(*columns, begin, len(trace)))
    return Program(trace.count, constants.made, tuple(body), _outputs(trace, ranks))


def data(columns: Columns) -> bytearray | None:
    """For each constant 1 if it changes from round to round of a loop that reads it; None if there are no loops.

    Cost: that of rolling, and some 10 ns for each such constant.

    >>> from wengert.compiler.tracing.trace import Trace, recording
    >>> from wengert.core.value import Value
    >>> x = Value(2.0)
    >>> with recording() as made:
    ...     y = x
    ...     for number in (3.0, 4.0, 4.0, 5.0):
    ...         y = y * number + 0.5
    >>> list(data(Trace(made, [x], [y])))
    [0, 0, 1, 0, 1, 0, 1, 0]
    """
    _, ranks = _ranked(columns.constants)
    roller = Roller(Shapes(), len(columns), len(columns.places))
    roller.push(columns.codes, columns.starts, columns.spaces, columns.places, ranks)
    loops = roller.loops()
    changing = _Changing(bytearray(len(columns.constants)))
    builder = _Builder(roller, changing)
    for _, shape, addresses in loops:
        builder.loop(shape, addresses)
    return changing.marks if loops else None


def _outputs(columns: Columns, ranks: array[int]) -> tuple[Operand, ...]:
    places = ((space, ranks[place] if space == CONST else place) for space, place in columns.outputs)
    return tuple([Operand(space, Affine(place)) for space, place in places])


def _ranked(numbers: array[float]) -> tuple[array[float], array[int]]:
    """Numbers, each once, and for each given one its place there.  Bit for bit: -0.0 is not 0.0, and nan is nan."""
    places: dict[int, int] = {}
    ranks = array("i", [places.setdefault(pattern, len(places)) for pattern in array("q", numbers.tobytes())])
    return array("d", array("q", places).tobytes()), ranks


class _Builder:
    """Makes steps and loops of elements."""

    def __init__(self, roller: Roller, constants: _Reads) -> None:
        self.shapes = roller.shapes
        self.kinds = {shape: kind for kind, shape in roller.kinds.items()}
        self.constants = constants

    def loop(self, shape: int, addresses: Sequence[int]) -> Loop:
        """A loop that stands in no other."""
        return self._loop(shape, [Affine(address) for address in addresses], list(self.shapes.modes[shape]), [])

    def _loop(self, shape: int, addresses: list[Affine], modes: list[int], bounds: list[Affine]) -> Loop:
        parts, steps = self.shapes.bodies[shape], self.shapes.steps[shape]
        rounds = addresses[0]
        inner = [Affine(at.base, (*at.steps, step)) for at, step in zip(addresses[1:], steps, strict=True)]
        body: list[Step | Loop] = []
        begin = 1
        for part in parts:
            own = self.shapes.modes[part]
            end = begin + len(own)
            seen = [IDLE if mode == IDLE else mine for mode, mine in zip(modes[begin:end], own, strict=True)]
            make = self._loop if self.shapes.bodies[part] else self._step
            body.append(make(part, inner[begin - 1 : end - 1], seen, [*bounds, rounds]))
            begin = end
        return Loop(rounds, tuple(body))

    def _step(self, shape: int, addresses: list[Affine], modes: list[int], bounds: list[Affine]) -> Step:
        code, spaces = self.kinds[shape]
        row = TABLE[code]
        assert row is not None  # no operation has the code of a leaf
        operands = []
        i = 0
        for space in spaces:
            if space == INPUT:
                operands.append(Operand(INPUT, addresses[i]))
                i += 1
                continue
            first = None if modes[i] == IDLE else addresses[i]
            second = None if modes[i + 1] == IDLE else addresses[i + 1]
            operands.append(_result(first, second) if space == RESULT else self._number(first, second, bounds))
            i += 2
        return Step(row, tuple(operands))

    def _number(self, rank: Affine | None, place: Affine | None, bounds: list[Affine]) -> Operand:
        """A number by its rank, which stands still, or by its place in the trace."""
        if rank is not None:
            return Operand(CONST, rank)
        assert place is not None  # one of the two advances evenly
        return Operand(CONST, self.constants.read(place, bounds))


def _result(place: Affine | None, distance: Affine | None) -> Operand:
    """A result by its place or by how far back it is: by what moves less."""
    if place is None or (distance is not None and distance.moves < place.moves):
        assert distance is not None  # one of the two advances evenly
        return Operand(RESULT, distance, back=True)
    return Operand(RESULT, place)


class _Reads(Protocol):
    """What is told of the numbers that change."""

    def read(self, at: Affine, bounds: list[Affine]) -> Affine:
        """Told where loops read them in the trace, it says where they are in the program."""


class _Changing:
    """Marks the numbers of the trace that change.

    Args:
        marks: one for each number.
    """

    def __init__(self, marks: bytearray) -> None:
        self.marks = marks

    def read(self, at: Affine, bounds: list[Affine]) -> Affine:
        """Mark those that the innermost loop reads, once for each round of the loops around."""
        step = at.steps[-1]
        for counters in _rounds(bounds[:-1]):
            rounds = bounds[-1].at(counters)
            if rounds > 0:
                ends = at.at((*counters, 0)), at.at((*counters, rounds - 1))
                read = slice(min(ends), max(ends) + 1, abs(step) or None)
                self.marks[read] = bytes([1]) * len(range(*read.indices(len(self.marks))))
        return at


class _Constants:
    """The numbers of a program: all of the trace, each once, and then tables of those that loops go through.

    Args:
        each: all, each once.
        numbers: those of the trace.
    """

    def __init__(self, each: array[float], numbers: array[float]) -> None:
        self.made = each
        self.numbers = numbers
        self._begins: dict[bytes, int] = {}

    def read(self, at: Affine, bounds: list[Affine]) -> Affine:
        """The place in the program of numbers that change, by their place in the trace."""
        if any(bound.moves for bound in bounds):
            return self._stretch(at, bounds)
        counts = [bound.base for bound in bounds]
        table, steps = _thinned(_read(self.numbers, at.base, counts, at.steps), counts)
        return Affine(self._table(table), tuple(steps))

    def _stretch(self, at: Affine, bounds: list[Affine]) -> Affine:
        """All numbers between the first and the last that is read, where rounds are not all alike."""
        ends = []
        for counters in _rounds(bounds[:-1]):
            rounds = bounds[-1].at(counters)
            if rounds > 0:
                ends += [at.at((*counters, 0)), at.at((*counters, rounds - 1))]
        low, high = min(ends, default=0), max(ends, default=0)
        return Affine(self._table(self.numbers[low : high + 1]) + at.base - low, at.steps)

    def _table(self, numbers: array[float]) -> int:
        """Where some numbers stand in the program."""
        begin = self._begins.setdefault(numbers.tobytes(), len(self.made))
        if begin == len(self.made):
            self.made.extend(numbers)
        return begin


def _read(numbers: array[float], base: int, counts: Sequence[int], steps: Sequence[int]) -> array[float]:
    """What loops read that are alike in all rounds, in order."""
    if not counts:
        return numbers[base : base + 1]
    *outer, count = counts
    *outer_steps, step = steps
    read: array[float] = array("d")
    for counters in product(*map(range, outer)):
        begin = Affine(base, tuple(outer_steps)).at(counters)
        if step > 0:
            read.extend(numbers[begin : begin + step * (count - 1) + 1 : step])
        else:
            read.extend(array("d", [numbers[begin + step * i] for i in range(count)]))
    return read


def _thinned(table: array[float], counts: Sequence[int]) -> tuple[array[float], list[int]]:
    """A table without the counters that change nothing in it, and its steps: 0 for these."""
    steps: list[int] = []
    size = 1  # of what the inner counters go through
    for count in reversed(counts):
        block = size * count
        rows = [table[begin : begin + block] for begin in range(0, len(table), block)]
        if _repeat(rows, size, count):
            table = array("d")
            for row in rows:
                table.extend(row[:size])
            steps.append(0)
        else:
            steps.append(size)
            size = block
    return table, steps[::-1]


def _repeat(rows: list[array[float]], size: int, count: int) -> bool:
    """Whether every row is its beginning again and again, bit for bit."""
    return all(row.tobytes() == row[:size].tobytes() * count for row in rows)


def _rounds(bounds: list[Affine]) -> Iterator[tuple[int, ...]]:
    """All rounds of some loops within each other."""
    if not bounds:
        yield ()
        return
    for outer in _rounds(bounds[:-1]):
        yield from ((*outer, i) for i in range(bounds[-1].at(outer)))
