"""Conditions: what a comparison gives in a function that is being compiled, and what its program decides by them.

A comparison of floats is True or False.  One of Values that stand for a whole batch is neither yet: it is a
Condition, an operation of the program like any other.  `wg.where`, `&`, `|` and `~` keep it so.  Python's `if`,
`while`, `and`, `sorted`, … ask for its truth; then the sample that is traced decides, and what was decided is
a guard: the trace is good for those lanes whose guards turn out the same.

Legend: number what a decision came out as: 1.0 or 0.0 of a condition, a whole number of `int(v)`.
"""

from __future__ import annotations

import sys
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from wengert.compiler.tracing.trace import Repeat, recording
from wengert.core import context, extra, notation, number, ops
from wengert.core.errors import TracingError
from wengert.core.scalar import count_traced
from wengert.core.value import Value, apply

#: Operations that a function may have made at a decision before it counts as one that never ends.
MOST_OPERATIONS = 5_000_000


class Decision(NamedTuple):
    """A question that a function asked: the node that says how it comes out, how it did, and where in which file."""

    node: Value
    number: float
    place: str


class Condition:
    """A comparison of Values in a function that is being compiled.

    `wg.where(condition, a, b)` chooses by it in every lane of a batch; `&`, `|` and `~` combine conditions.
    Its truth, as in `if`, follows the sample that is traced and becomes a guard of the path.
    """

    __slots__ = ("_tracer", "node")

    def __init__(self, node: Value, tracer: Tracer) -> None:
        self.node = node
        self._tracer = tracer

    def __bool__(self) -> bool:
        return self._tracer.decide(self.node, self.node._data) != 0.0

    def __int__(self) -> int:
        """As of a bool, so that conditions can be counted and be an index."""
        return int(bool(self))

    __index__ = __int__

    def __add__(self, other: Any) -> Any:
        return int(self) + other

    __radd__ = __add__

    def __mul__(self, other: Any) -> Any:
        raise TypeError("a condition is no number: choose by wg.where(condition, x, 0.0)")

    __rmul__ = __sub__ = __rsub__ = __truediv__ = __rtruediv__ = __mul__

    def __and__(self, other: Any) -> Any:
        if number.is_truth(other):
            return self if other else False
        return self._joined(ops.mul, other)

    def __or__(self, other: Any) -> Any:
        if number.is_truth(other):
            return True if other else self
        return self._joined(ops.max, other)

    def __xor__(self, other: Any) -> Any:
        if number.is_truth(other):
            return ~self if other else self
        return self._joined(ops.ne, other)

    __rand__, __ror__, __rxor__ = __and__, __or__, __xor__

    def __invert__(self) -> Condition:
        return Condition(apply(ops.eq, (self.node, 0.0)), self._tracer)

    def __eq__(self, other: object) -> Any:
        if number.is_truth(other):
            return self if other else ~self
        return self._joined(ops.eq, other) if isinstance(other, Condition) else NotImplemented

    def __ne__(self, other: object) -> Any:
        same = self.__eq__(other)
        return same if same is NotImplemented else ~same

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Condition({self.node.expression})"

    def _joined(self, row: Any, other: Any) -> Any:
        return Condition(apply(row, (self.node, other.node)), self._tracer) if isinstance(other, Condition) else (
            NotImplemented
        )  # fmt: skip

    def _apply(self, row: Any, args: Sequence[Any]) -> Any:
        """A row of which this is an operand: what `wg.where` calls."""
        return apply(row, [arg.node if isinstance(arg, Condition) else arg for arg in args])


class Tracer:
    """Answers what a function asks of Values while it is traced, and keeps how each decision came out.

    Args:
        forced: how the first decisions are to come out, whatever the sample says: the path so far of a lane
            that left another trace there.
        most: how many operations there may be at a decision.

    Attributes:
        tape: the operations so far.
        decisions: what was decided.
        repeats: stretches of the tape that stand for more rounds of a `wg.loop`.
    """

    def __init__(self, forced: Sequence[float] = (), most: int = MOST_OPERATIONS) -> None:
        self.forced = forced
        self.most = most
        self.tape: list[Value] = []
        self.decisions: list[Decision] = []
        self.repeats: list[Repeat] = []

    @contextmanager
    def tracing(self) -> Iterator[None]:
        """Let this thread's Values ask here, and record what it makes."""
        outer = extra.tracer()
        with recording() as self.tape:
            extra.set_tracer(self)
            count_traced(1)
            try:
                yield
            finally:
                count_traced(-1)
                extra.set_tracer(outer)

    def decide(self, node: Value, found: float) -> float:
        """How a decision comes out."""
        at = len(self.decisions)
        if at < len(self.forced):
            found = self.forced[at]
        self.decisions.append(Decision(node, found, context.caller()))
        if len(self.tape) > self.most:
            raise TracingError(
                f"after {len(self.tape)} operations the function still has not returned, at {context.caller()}; "
                "write a long loop as wg.loop(step, state, n), or raise the limit with max_operations="
            )
        return found

    # --- what scalar.py asks ---------------------------------------------------------------------

    def compare(self, name: str, x: Value, y: Any) -> Condition:
        """`x < y` and its kin."""
        return Condition(apply(getattr(ops, name), (x, y)), self)

    def same(self, x: Value, y: Value) -> bool:
        """`x == y` of two Values, which asks whether they are one node."""
        warn(
            f"== of two Values asks whether they are one node, not whether their numbers are equal, at "
            f"{context.caller()}; for the numbers use wg.eq(a, b), or abs(a - b) < tolerance"
        )
        return x is y

    def truth(self, x: Value) -> bool:
        """`bool(x)`: whether it is not 0."""
        return bool(self.compare("ne", x, 0.0))

    def integer(self, x: Value) -> int:
        """`int(x)`, towards 0."""
        found = int(x._data)  # of nan and inf it raises, as for a float
        whole = ops.where(apply(ops.lt, (x, 0.0)), apply(ops.ceil, (x,)), apply(ops.floor, (x,)))
        return int(self.decide(whole, float(found)))

    def convert(self, x: Value, what: str) -> None:
        """`float(x)`, `range(x)`: a number where a Value is no number."""
        instead = {
            "float": "use wg.exp, wg.sqrt, … in place of math's; put Values into lists or arrays of dtype=object",
            "index": "use int(x), which guards on the whole number, or name the parameter in static=",
        }[what]
        raise TracingError(
            f"a plain number was asked of {x.expression} in a function that is being compiled, at {context.caller()}; "
            f"{instead}"
        )

    def read(self, x: Value, what: str) -> None:
        """`x.data`, or `x.data = …`."""
        name = notation.shown(x.label) or x.expression
        raise TracingError(
            f"the data of {name} was {what} in a function that is being compiled, at {context.caller()}: the number "
            "of one sample would stand for all; compute with the Value itself, or take numbers before the call"
        )

    def text(self, x: Value, spec: str = "") -> str:
        """`repr(x)`: no number, of which text could be made that decides; `f"{x:.3f}"` asks for one.

        Raises:
            TracingError: there is a format.
        """
        if spec:
            raise TracingError(
                f"a format, {spec!r}, was asked of {x.expression} in a function that is being compiled, at "
                f"{context.caller()}: the text would be that of one sample; print outside, or without a format"
            )
        return f"<traced {x.expression}>"

    def sweep(self, x: Value) -> None:
        """`x.backward()`."""
        raise TracingError(
            f"backward() was called in a function that is being compiled, at {context.caller()}; "
            "return the Value and call f.backward(...), or use wg.grad inside"
        )


def warn(text: str) -> None:
    """Warn at the line of the user's that led here, from however deep."""
    frame, depth = sys._getframe(1), 2
    while frame.f_back is not None and frame.f_globals.get("__name__", "").startswith("wengert."):
        frame, depth = frame.f_back, depth + 1
    warnings.warn(text, RuntimeWarning, stacklevel=depth)
