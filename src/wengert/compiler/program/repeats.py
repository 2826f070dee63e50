"""Repeats: a stretch of a trace, three rounds of a loop, that stands for many.

Legend: begin, end the stretch in a tape or in columns; length how many operations a round has; growth how many more
operations are taken than stand there.
"""

from __future__ import annotations

from array import array
from typing import Any

import numpy

from wengert.compiler.columns import ALIKE, Columns
from wengert.compiler.program.program import Affine, Loop, Operand, Program, Step, Straight
from wengert.compiler.spaces import CONST, INPUT, RESULT
from wengert.core.errors import TracingError
from wengert.core.row import TABLE


def stretched(columns: Columns, ranks: array[int], constants: array[float], outputs: tuple[Operand, ...]) -> Program:
    """The program of columns with repeats: these as loops, the rest as it stands.

    Args:
        columns: the operations.
        ranks: for each constant of the columns its place in the program.
        constants: the program's.
        outputs: the program's, as they would be without repeats.

    Raises:
        TracingError: rounds of a repeat differ in more than what they read, or what they read does not advance evenly.
    """
    begins = numpy.array([begin for begin, _, _ in columns.repeats])
    growths = numpy.array([(end - begin) // ALIKE * (rounds - ALIKE) for begin, end, rounds in columns.repeats])
    so_far = numpy.concatenate([[0], numpy.cumsum(growths)])

    def moved(places: Any) -> Any:
        """Where results are, counted as they are taken: those of a repeat are those of its last rounds."""
        return places + so_far[numpy.searchsorted(begins, places, side="right")]

    old = numpy.frombuffer(columns.places, dtype=numpy.int32)
    results = numpy.frombuffer(columns.spaces, dtype=numpy.uint8) == RESULT
    new = old.astype(numpy.int64)
    new[results] = moved(new[results])
    places = array("i", new.astype(numpy.int32).tobytes())
    body: list[Step | Loop | Straight] = []
    at = 0
    for i, (begin, end, rounds) in enumerate(columns.repeats):
        if at < begin:
            body.append(Straight(columns.codes, columns.starts, columns.spaces, places, ranks, at, begin))
        operands = range(columns.starts[begin], columns.starts[end])
        own = [int(new[k]) - int(growths[i]) * bool(results[k] and old[k] >= begin) for k in operands]
        body.append(_loop(columns, own, ranks, begin, end, rounds, begin + int(so_far[i])))
        at = end
    if at < len(columns):
        body.append(Straight(columns.codes, columns.starts, columns.spaces, places, ranks, at, len(columns)))
    ends = [
        Operand(output.space, Affine(int(moved(output.place.base)))) if output.space == RESULT else output
        for output in outputs
    ]
    return Program(columns.count, constants, tuple(body), tuple(ends))


def _loop(
    columns: Columns, places: list[int], ranks: array[int], begin: int, end: int, rounds: int, first: int
) -> Loop:  # fmt: skip
    """The loop of three rounds that stand side by side; `first` is where its first result is."""
    length = (end - begin) // ALIKE
    base = columns.starts[begin]
    steps = []
    for j in range(length):
        ops = [begin + j + r * length for r in range(ALIKE)]
        spans = [range(columns.starts[op], columns.starts[op + 1]) for op in ops]
        alike = len({(columns.codes[op], bytes(columns.spaces[span.start : span.stop]))
                     for op, span in zip(ops, spans, strict=True)}) == 1  # fmt: skip
        if not alike:
            raise _differ(columns.codes[ops[0]])
        row = TABLE[columns.codes[ops[0]]]
        assert row is not None  # no operation has the code of a leaf
        operands = []
        for ks in zip(*spans, strict=True):
            space = columns.spaces[ks[0]]
            at = [ranks[columns.places[k]] if space == CONST else places[k - base] for k in ks]
            heres = [first + j + r * length for r in range(ALIKE)]
            operands.append(_operand(space, at, heres, rounds, columns.count, row.name))
        steps.append(Step(row, tuple(operands)))
    return Loop(Affine(rounds), tuple(steps))


def _operand(space: int, at: list[int], heres: list[int], rounds: int, inputs: int, name: str) -> Operand:
    """An operand by where it is in three rounds."""
    gain = at[1] - at[0]
    even = at[2] - at[1] == gain
    if space == RESULT and not (even and gain == 0):
        back = [here - place for here, place in zip(heres, at, strict=True)]
        if len(set(back)) == 1:
            return Operand(RESULT, Affine(back[0], (0,)), back=True)
    if not even or (space == CONST and gain):
        raise TracingError(
            f"the steps of wg.loop differ in what {name} reads from round to round; what changes belongs into the state"
        )
    if space == INPUT and not 0 <= at[0] + gain * (rounds - 1) < inputs:
        raise TracingError(f"the steps of wg.loop would read {rounds} inputs in turn, which are not there")
    return Operand(space, Affine(at[0], (gain,)))


def _differ(code: int) -> TracingError:
    row = TABLE[code]
    name = row.name if row is not None else "an operation"
    return TracingError(f"the steps of wg.loop do not all do the same operations: they differ at {name}")
