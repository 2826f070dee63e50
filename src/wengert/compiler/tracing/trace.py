# cython: boundscheck=False, wraparound=False, initializedcheck=False
"""Trace: what a computation did, operation by operation, in the order in which it did it.

A Graph has its nodes in an order found from the outputs.  A trace has them in that of the program, in
which the program's loops can still be seen.

Legend: number what `_uses` holds of a node meanwhile: 1 + space + 4 * place, or the mark of one still to be
numbered; step the place of an operation, at that of an operand.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from wengert.compiler.columns import Columns
from wengert.compiler.spaces import CONST, INPUT, RESULT
from wengert.core import extra, notation, sweep, value
from wengert.core.errors import GraphError
from wengert.core.row import CONSTANT, STATED
from wengert.core.value import Value

_STATED = STATED.code
_NEEDED = (1 << 32) - 1  # the mark
_FRESH = (1 << 32) - 2  # of a leaf that was made while recording: a constant of the program's text


@contextmanager
def recording() -> Iterator[list[Value]]:
    """A list of the operations that this thread makes meanwhile, and of the leaves.

    Within another recording of the same thread, the inner one alone gets them.  What is computed inside of one
    operation, as in a composite row, is no operation of the thread.

    >>> from wengert.core.value import Value
    >>> x = Value(3.0)
    >>> with recording() as made:
    ...     y = x * x + 1
    >>> [node.op for node in made]
    ['mul', 'add']
    """
    tape: list[Value] = []
    outer = extra.tape()
    extra.set_tape(tape)
    value.watch(1, False)
    try:
        yield tape
    finally:
        value.watch(-1, False)
        extra.set_tape(outer)


class Repeat(NamedTuple):
    """A stretch of a recording that is ALIKE rounds of a loop: how many it stands for, and the states between them."""

    begin: int
    end: int
    rounds: int
    kept: list[Value]


class Trace(Columns):
    """Operations in the order in which they were made, without those that no output needs.

    What the operations use, and neither was recorded nor is a constant, is an input too: it was captured.
    A leaf that was recorded, and is not given as an input, is a constant: the program's text makes it.

    Args:
        made: what was recorded.
        inputs: the Values that may vary, each once; one that was recorded hides how it was computed.
        outputs: what is wanted.
        repeats: stretches of the recording that stand for more rounds of a loop.

    Attributes:
        inputs: the given ones, and after them those captured, in the order of their first use.
        given: how many were given.
        constants: the numbers that operators lifted, in the order of their first use.

    Raises:
        TypeError: an input or an output is no Value.
        ValueError: an input is given twice.
        GraphError: something that is used was made from an input or from an operation of the recording, but was
            not recorded itself: a copy, or a step that a class of the user's own took elsewhere.
        RuntimeError: called from within a sweep, by a signal handler or a finaliser.

    Cost: some 30 ns for an operation, compiled.

    >>> from wengert.core.value import Value
    >>> x, a = Value(3.0), Value(2.0)
    >>> with recording() as made:
    ...     y = a * x * x + 1.5
    >>> trace = Trace(made, [x], [y])
    >>> len(trace), len(trace.inputs), trace.constants.tolist(), trace.outputs
    (3, 2, [1.5], [(1, 2)])
    """

    def __init__(
        self, made: Iterable[Value], inputs: Iterable[Value], outputs: Iterable[Value], repeats: Sequence[Repeat] = ()
    ) -> None:
        recorded, wanted = list(made), list(outputs)
        self.inputs = list(inputs)
        self.given = len(self.inputs)
        if len(set(map(id, self.inputs))) < self.given:
            raise ValueError("a Value is given as an input twice; give each once")
        for node in [*self.inputs, *wanted]:
            if not isinstance(node, Value):
                raise TypeError(f"inputs and outputs of a trace are Values, got {node!r}")
        constants: list[Value] = []
        with sweep.numbering("Trace"):
            try:
                kept = [state for repeat in repeats for state in repeat.kept]
                count, operands = _marked(recorded, self.inputs, wanted + kept)
                codes, starts = array("i", bytes(4 * count)), array("i", bytes(4 * (count + 1)))
                spaces, places = bytearray(operands), array("i", bytes(4 * operands))
                _numbered(recorded, self.inputs, constants, codes, starts, spaces, places)
                numbers = [_number(node, self.inputs, constants) - 1 for node in wanted]
                stretches = [
                    (_step_at(recorded, repeat.begin, count), _step_at(recorded, repeat.end, count), repeat.rounds)
                    for repeat in repeats
                ]
            except BaseException:  # an interrupt: what was marked is not numbered yet, and may be from outside
                for node in recorded:
                    _unmark(list(node.args))
                _unmark(wanted + kept)
                raise
            finally:
                _unmark(recorded)
                _unmark(self.inputs)
                _unmark(constants)
        super().__init__(
            codes, starts, spaces, places, array("d", [node._data for node in constants]), len(self.inputs),
            [(number & 3, number >> 2) for number in numbers],
            [(begin, end, rounds) for begin, end, rounds in stretches if begin < end],
        )  # fmt: skip
        _refuse_strays(self.inputs[self.given :], [*recorded, *self.inputs[: self.given]])


def _arity(node: Value) -> int:
    return node._n if node._n < 3 else len(node._extra.args)


def _arg(node: Value, i: int) -> Any:
    if node._n == 3:
        return node._extra.args[i]
    return node._a if i == 0 else node._b


def _marked(made: list[Value], inputs: list[Value], outputs: list[Value]) -> tuple[int, int]:
    """Mark the recorded operations that an output needs, number the inputs; count operations and their operands.

    Backwards from the outputs: in a recording, users come after operands.  Results from outside are marked too.
    """
    count = operands = 0
    for i in range(len(inputs)):
        node = inputs[i]
        node._uses = 1 + INPUT + 4 * i
    for node in outputs:
        if node._uses == 0 and node._n > 0:
            node._uses = _NEEDED
    for i in range(len(made) - 1, -1, -1):
        node = made[i]
        if node._uses == _NEEDED:
            count += 1
            operands += _arity(node)
            for k in range(_arity(node)):
                arg = _arg(node, k)
                if arg._uses == 0 and arg._n > 0:
                    arg._uses = _NEEDED
    return count, operands


def _numbered(made: list[Value], inputs: list[Value], constants: list[Value], codes: array[int], starts: array[int],
              spaces: bytearray, places: array[int]) -> None:
    """Number what is needed, in the order of the recording, and fill the columns."""
    code_at, start_at, space_at, place_at = codes, starts, spaces, places
    step = at = 0
    for i in range(len(made)):
        node = made[i]
        if node._n == 0 and node._uses == 0:
            node._uses = _FRESH
        elif node._uses == _NEEDED and node._code == _STATED:
            _refuse(node)
        elif node._uses == _NEEDED:
            for k in range(_arity(node)):
                number = _number(_arg(node, k), inputs, constants) - 1
                space_at[at] = number & 3
                place_at[at] = number >> 2
                at += 1
            node._uses = 1 + RESULT + 4 * step
            code_at[step] = node._code
            step += 1
            start_at[step] = at


def _number(arg: Value, inputs: list[Value], constants: list[Value]) -> int:
    """The number of an operand; what has none by now is from outside and gets one."""
    if arg._uses == 0 or arg._uses >= _FRESH:
        if arg._code == CONSTANT or arg._uses == _FRESH:
            constants.append(arg)
            arg._uses = 1 + CONST + 4 * (len(constants) - 1)
        else:
            inputs.append(arg)
            arg._uses = 1 + INPUT + 4 * (len(inputs) - 1)
    return arg._uses


def _step_at(made: list[Value], at: int, count: int) -> int:
    """Which operation is the first that was recorded from some place on."""
    for node in made[at:]:
        if node._uses and node._uses < _FRESH and node._n and (node._uses - 1) & 3 == RESULT:
            return int((node._uses - 1) >> 2)
    return count


def _unmark(nodes: list[Value]) -> None:
    for node in nodes:
        node._uses = 0


def _refuse_strays(captured: list[Value], ours: list[Value]) -> None:
    """Refuse a captured Value that depends on what varies: taken for an input, it would stand still."""
    computed = [node for node in captured if node._n]
    if computed:
        known = set(map(id, ours))
        for node in computed:
            if any(id(below) in known for below in value.topological([node])):
                _refuse(node)


def _refuse(node: Value) -> None:
    name = notation.shown(node.label) or node.expression
    raise GraphError(
        f"{name} depends on an input, but how was not recorded: it is a copy, or the result of a step that "
        f"a class of your own took ({node.op}); compute it by operations while recording"
    )
