"""A program and its tangents: the same operations, and beside them how its outputs move along a direction.

The trace is done again on Values, `core/forward.py` makes the tangents of it, and what both made is a trace in
turn.  Its reverse is a Hessian times a vector.
"""

from __future__ import annotations

from wengert.compiler.spaces import CONST, INPUT, RESULT
from wengert.compiler.tracing.trace import Trace, recording
from wengert.core import context
from wengert.core.errors import TracingError
from wengert.core.forward import tangents
from wengert.core.row import TABLE
from wengert.core.value import Value, apply, constant


def with_tangents(trace: Trace, results: int) -> Trace:
    """The trace of a function's results and of their derivatives along a direction.

    Args:
        trace: the function's; its first `results` outputs are results, the others guards.
        results: how many.

    Returns:
        A trace whose inputs are the given ones, a tangent for each, and those captured; its outputs are the results,
        a tangent for each, and the guards.

    Raises:
        TracingError: there is a `wg.loop` in it, of which only some rounds are there.

    Cost: some 5 µs for an operation that moves.
    """
    refuse_repeats(trace, "derivatives along a direction, and second ones, do not go through wg.loop")
    xs = [Value(x._data) for x in trace.inputs]
    given = xs[: trace.given]
    dots = [Value(1.0) for _ in given]
    with context.unwatched(), recording() as made:
        outputs = replayed(trace, xs)
        moved = tangents(outputs[:results], dict(zip(given, dots, strict=True)))
    return Trace(made, [*given, *dots, *xs[trace.given :]], [*outputs[:results], *moved, *outputs[results:]])


def refuse_repeats(trace: Trace, said: str) -> None:
    """Refuse what needs every operation of a trace of which only some rounds are there.

    Raises:
        TracingError: there is a `wg.loop` in it.
    """
    if trace.repeats:
        raise TracingError(f"{said}; write a plain `for` loop, or take values and gradients alone")


def replayed(trace: Trace, xs: list[Value]) -> list[Value]:
    """The outputs of a trace at other inputs, operation by operation."""
    spaces: dict[int, list[Value]] = {INPUT: xs, RESULT: [], CONST: [constant(x) for x in trace.constants]}
    made = spaces[RESULT]
    for i in range(len(trace)):
        row = TABLE[trace.codes[i]]
        assert row is not None  # no operation has the code of a leaf
        operands = range(trace.starts[i], trace.starts[i + 1])
        made.append(apply(row, [spaces[trace.spaces[k]][trace.places[k]] for k in operands]))
    return [spaces[space][place] for space, place in trace.outputs]
