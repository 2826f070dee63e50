"""The rules that a program keeps.

A program that a trace rolled into keeps them; one that breaks them was damaged, or never was one.
"""

from __future__ import annotations

from collections.abc import Iterable

from wengert.compiler.program.program import Loop, Program, Step, follows, spelled
from wengert.compiler.spaces import CONST, INPUT, RESULT
from wengert.core.errors import GraphError
from wengert.core.row import STATED


def verify(program: Program) -> None:
    """Make sure that every operand is there when it is used, and that rows have as many as they take.

    Raises:
        GraphError: not so; the message says where.

    Cost: that of going through all rounds, some µs for each step that is taken.
    """
    _verify_counters(program.items(), 0)
    _verify_rounds(program.items(), ())
    sizes = {INPUT: program.inputs, RESULT: 0, CONST: len(program.constants)}
    for position, (row, operands) in enumerate(program.unrolled()):
        sizes[RESULT] = position
        if not (max(row.least, 1) <= len(operands) if row.variadic else len(operands) == len(row.args)):
            raise GraphError(f"step {position}: {row.signature} cannot have {len(operands)} operands")
        if row is STATED:
            raise GraphError(f"step {position}: a step that was taken elsewhere cannot be taken again")
        for i, (space, place) in enumerate(operands):
            if not 0 <= place < sizes.get(space, 0):
                missing = spelled(space, place)
                raise GraphError(f"step {position}: operand {i} of {row.name} is not there: {missing}")
    sizes[RESULT] = program.steps
    for i, output in enumerate(program.outputs):
        if output.back or output.place.steps:
            raise GraphError(f"output {i} must have a fixed place, for it is outside of all loops")
        if not 0 <= output.place.base < sizes.get(output.space, 0):
            raise GraphError(f"output {i} is not there: {spelled(output.space, output.place.base)}")


def _verify_counters(body: Iterable[Step | Loop], depth: int) -> None:
    """Make sure that whatever is affine knows of as many counters as there are."""
    for item in body:
        for affine in [item.rounds] if isinstance(item, Loop) else [operand.place for operand in item.operands]:
            if len(affine.steps) != depth:
                raise GraphError(f"{affine} knows of {len(affine.steps)} counters, but there are {depth}")
        if isinstance(item, Loop):
            _verify_counters(item.body, depth + 1)


def _verify_rounds(body: Iterable[Step | Loop], counters: tuple[int, ...]) -> None:
    """Make sure that no loop has fewer than no rounds."""
    for item in body:
        if isinstance(item, Loop):
            rounds = item.rounds.at(counters)
            if rounds < 0:
                raise GraphError(f"a loop has {rounds} rounds where the counters around it are {counters}")
            changing = any(follows(part, len(counters)) for part in item.body)
            for i in range(rounds if changing else min(rounds, 1)):
                _verify_rounds(item.body, (*counters, i))
