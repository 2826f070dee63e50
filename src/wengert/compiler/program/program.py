"""Program: a Wengert list with loops.

    program     = "inputs" count [ "constants" count ":" { number } ] { step | loop } "return" { operand }
    step        = destination "=" row { operand }
    destination = "t" inside of loops, else "t[" position "]"
    loop        = "for" counter "<" rounds ":" { step | loop }, indented
    operand     = "x[" place "]" | "t[" place "]" | "t[-" distance "]" | "c[" place "]" | number
    place, distance, rounds = affine in the counters around: "64*i + j + 3"

Steps are numbered as they are taken, loops unrolled: `t[5]` is the result of the sixth step, and `t[-1]` that
of the step before.  Operands come before their users, so that a program has no cycle.

Legend: counters the rounds of the loops around, outermost first; position how many steps were taken; depth how
many loops are around.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from wengert.compiler.spaces import CONST, INPUT, RESULT
from wengert.core.row import TABLE, Row

_COUNTERS = "ijklmnopq"
_SPACES = {INPUT: "x", RESULT: "t", CONST: "c"}
_SHOWN = 8  # constants in the text


class Affine(NamedTuple):
    """`base + steps[0]*counters[0] + …`: a whole number that advances evenly with the loops around.

    >>> str(Affine(3, (64, 0, 1))), Affine(3, (64, 0, 1)).at((2, 5, 7))
    ('64*i + k + 3', 138)
    """

    base: int
    steps: tuple[int, ...] = ()

    def at(self, counters: Sequence[int]) -> int:
        """The number in one round."""
        return self.base + sum(step * counter for step, counter in zip(self.steps, counters, strict=True))

    @property
    def moves(self) -> int:
        """With how many counters it changes."""
        return sum(step != 0 for step in self.steps)

    def __str__(self) -> str:
        terms = [
            f"{'' if step == 1 else '-' if step == -1 else f'{step}*'}{_counter(depth)}"
            for depth, step in enumerate(self.steps)
            if step
        ]
        if self.base or not terms:
            terms.append(str(self.base))
        return " + ".join(sorted(terms, key=_is_negative)).replace("+ -", "- ")


class Operand(NamedTuple):
    """Where an operand is: `space` INPUT, RESULT or CONST; `back` if a result is counted back from here."""

    space: int
    place: Affine
    back: bool = False

    def at(self, counters: Sequence[int], position: int) -> int:
        """Its place in its space, in one round."""
        place = self.place.at(counters)
        return position - place if self.back else place


@dataclass(frozen=True, slots=True)
class Step:
    """One operation: a row at some operands."""

    row: Row
    operands: tuple[Operand, ...]


@dataclass(frozen=True, slots=True)
class Loop:
    """A body that is gone through some number of times."""

    rounds: Affine
    body: tuple[Step | Loop, ...]


@dataclass(frozen=True, slots=True)
class Straight:
    """Operations of a trace that are in no loop, as they stand there: of irregular code there may be millions.

    Args:
        codes: the trace's rows.
        starts: where their operands begin.
        spaces: those of the operands.
        places: theirs in these.
        ranks: for each number of the trace its place among the program's constants.
        begin: the first of these operations.
        end: the one behind the last.
    """

    codes: array[int]
    starts: array[int]
    spaces: bytearray
    places: array[int]
    ranks: array[int]
    begin: int
    end: int

    def steps(self) -> Iterator[Step]:
        """The same as steps, one after the other."""
        for i in range(self.begin, self.end):
            row = TABLE[self.codes[i]]
            assert row is not None  # no operation has the code of a leaf
            operands = []
            for k in range(self.starts[i], self.starts[i + 1]):
                space, place = self.spaces[k], self.places[k]
                operands.append(Operand(space, Affine(self.ranks[place] if space == CONST else place)))
            yield Step(row, tuple(operands))


@dataclass(frozen=True)
class Program:
    """What a computation does, in few steps and loops around them.

    Args:
        inputs: how many inputs there are.
        constants: the numbers that operands of the space CONST stand for.
        body: steps and loops; steps may stand in columns.
        outputs: the operands that are wanted, when all steps were taken.

    >>> from wengert.core.row import find
    >>> here = Operand(INPUT, Affine(0, (1,)))
    >>> square = Step(find("mul"), (here, here))
    >>> program = Program(5, array("d"), (Loop(Affine(5), (square,)),), (Operand(RESULT, Affine(4)),))
    >>> print(program.text(), end="")
    inputs 5
    for i < 5:  # t[0] to t[4]
        t = mul x[i] x[i]
    return t[4]
    >>> program.steps, program.static
    (5, 1)
    """

    inputs: int
    constants: array[float]
    body: tuple[Step | Loop | Straight, ...]
    outputs: tuple[Operand, ...]

    @property
    def steps(self) -> int:
        """How many steps are taken."""
        return sum(item.end - item.begin if isinstance(item, Straight) else taken(item) for item in self.body)

    @property
    def static(self) -> int:
        """How many steps the program has, loops not unrolled."""
        return sum(item.end - item.begin if isinstance(item, Straight) else _static(item) for item in self.body)

    def items(self) -> Iterator[Step | Loop]:
        """Steps and loops, one after the other."""
        for item in self.body:
            if isinstance(item, Straight):
                yield from item.steps()
            else:
                yield item

    def unrolled(self) -> Iterator[tuple[Row, list[tuple[int, int]]]]:
        """Each step as it is taken: its row, and space and place of each operand."""
        for position, (step, counters) in enumerate(_rounds(self.items(), ())):
            yield step.row, [(operand.space, operand.at(counters, position)) for operand in step.operands]

    def text(self) -> str:
        """The program as text; the module has its grammar.  Of long constants only the beginning is shown."""
        lines = [f"inputs {self.inputs}"]
        if any(_is_table(operand) for item in self.items() for operand in _operands(item)):
            shown = [*map(repr, self.constants[:_SHOWN]), *["…"] * (len(self.constants) > _SHOWN)]
            lines.append(f"constants {len(self.constants)}: {' '.join(shown)}")
        position = 0
        for item in self.items():
            begin, position = position, position + taken(item)
            if isinstance(item, Loop):
                head, *rest = self._lines(item, 0)
                lines += [f"{head}  # t[{begin}] to t[{position - 1}]", *rest]
            else:
                lines.append(f"t[{begin}] = {self._call(item)}")
        lines.append(" ".join(["return", *map(self._operand, self.outputs)]))
        return "\n".join(lines) + "\n"

    def _lines(self, item: Step | Loop, depth: int) -> Iterator[str]:
        if isinstance(item, Loop):
            yield f"{'    ' * depth}for {_counter(depth)} < {item.rounds}:"
            for part in item.body:
                yield from self._lines(part, depth + 1)
        else:
            yield f"{'    ' * depth}t = {self._call(item)}"

    def _call(self, step: Step) -> str:
        return " ".join([step.row.name, *map(self._operand, step.operands)])

    def _operand(self, operand: Operand) -> str:
        space, place, back = operand
        if back:
            return f"t[-({place})]" if place.moves else f"t[-{place}]"
        return spelled(space, place) if space != CONST or _is_table(operand) else repr(self.constants[place.base])


def spelled(space: int, place: Affine | int) -> str:
    """An operand as text: `x[3]`."""
    return f"{_SPACES.get(space, '?')}[{place}]"


def _counter(depth: int) -> str:
    return _COUNTERS[depth] if depth < len(_COUNTERS) else f"i{depth}"


def _is_negative(term: str) -> bool:
    return term.startswith("-")


def _is_table(operand: Operand) -> bool:
    return operand.space == CONST and operand.place.moves > 0


def _operands(item: Step | Loop) -> Iterator[Operand]:
    if isinstance(item, Loop):
        for part in item.body:
            yield from _operands(part)
    else:
        yield from item.operands


def _rounds(body: Iterable[Step | Loop], counters: tuple[int, ...]) -> Iterator[tuple[Step, tuple[int, ...]]]:
    """The steps as they are taken."""
    for item in body:
        if isinstance(item, Loop):
            for i in range(item.rounds.at(counters)):
                yield from _rounds(item.body, (*counters, i))
        else:
            yield item, counters


def taken(item: Step | Loop, counters: tuple[int, ...] = ()) -> int:
    """How many steps are taken in one round of the loops around."""
    if isinstance(item, Step):
        return 1
    rounds = item.rounds.at(counters)
    if not any(follows(part, len(counters)) for part in item.body):
        return rounds * sum(taken(part, (*counters, 0)) for part in item.body)
    return sum(taken(part, (*counters, i)) for i in range(rounds) for part in item.body)


def follows(item: Step | Loop, depth: int) -> bool:
    """Whether the rounds of a loop, or of one in it, change with the counter of a depth."""
    return isinstance(item, Loop) and (
        item.rounds.steps[depth] != 0 or any(follows(part, depth) for part in item.body)
    )


def _static(item: Step | Loop) -> int:
    return sum(map(_static, item.body)) if isinstance(item, Loop) else 1
