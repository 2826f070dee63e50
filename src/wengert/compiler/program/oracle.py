"""Slow, obvious evaluators of programs: what every fast one is tested against.

Legend: spaces the numbers of inputs, results and constants, by their space; xs the operands of a step.
"""

from __future__ import annotations

from collections.abc import Sequence

from wengert.compiler.program.program import Program
from wengert.compiler.spaces import CONST, INPUT, RESULT
from wengert.core import context, real
from wengert.core.value import Value, apply, constant


def evaluate(program: Program, inputs: Sequence[float]) -> list[float]:
    """The outputs at some inputs: one step after the other.

    Raises:
        ValueError: there are more or fewer inputs than the program has, or a row refuses its operands.
    """
    spaces = _run(program, inputs)
    return [spaces[output.space][output.place.base] for output in program.outputs]


def gradient(program: Program, inputs: Sequence[float], seeds: Sequence[float] | None = None) -> list[float]:
    """The derivative by each input of the outputs' sum: the same steps backwards.

    Args:
        program: what to differentiate.
        inputs: where.
        seeds: what each output counts in the sum; 1 if left out.

    Raises:
        ValueError: there are more or fewer inputs or seeds than the program has, or a row refuses its operands.
    """
    weights = [1.0] * len(program.outputs) if seeds is None else list(seeds)
    if len(weights) != len(program.outputs):
        raise ValueError(f"the program has {len(program.outputs)} outputs, got {len(weights)} seeds")
    spaces = _run(program, inputs)
    adjoints = [[0.0] * len(space) for space in spaces]
    for output, weight in zip(program.outputs, weights, strict=True):
        adjoints[output.space][output.place.base] += weight
    taken = list(program.unrolled())
    for position in range(len(taken) - 1, -1, -1):
        row, operands = taken[position]
        with context.unwatched():
            xs = [(constant if space == CONST else Value)(spaces[space][place]) for space, place in operands]
            partials = apply(row, xs).partials
        for (space, place), partial in zip(operands, partials, strict=True):
            adjoints[space][place] += real.scale(adjoints[RESULT][position], partial)
    return adjoints[INPUT]


def _run(program: Program, inputs: Sequence[float]) -> tuple[list[float], list[float], list[float]]:
    if len(inputs) != program.inputs:
        raise ValueError(f"the program has {program.inputs} inputs, got {len(inputs)}")
    results: list[float] = []
    spaces = list(map(float, inputs)), results, program.constants.tolist()
    with context.unwatched():
        for row, operands in program.unrolled():
            results.append(apply(row, [constant(spaces[space][place]) for space, place in operands]).data)
    return spaces
