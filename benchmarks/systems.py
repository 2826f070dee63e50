"""W1, one program for every system: eager scalar arithmetic, forward and then backward.

One iteration is six operations, `x = tanh(x*a + b); total = total + (x - b)/c`; operations are counted
as they stand in the source, whatever nodes a system makes of them.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

ITERATIONS = 16_667
OPERATIONS = 6 * ITERATIONS
POINT = (0.3, 1.1, 0.05, 1.7)  # x, a, b, c


class System(NamedTuple):
    """What a library calls the five things that the program needs."""

    leaves: Callable[[Iterable[float]], list[Any]]
    tanh: Callable[[Any], Any]
    backward: Callable[[Any], object]
    data: Callable[[Any], float]
    grad: Callable[[Any], float]


def program(x: Any, a: Any, b: Any, c: Any, tanh: Callable[[Any], Any], iterations: int = ITERATIONS) -> Any:
    """The program, for whatever has arithmetic."""
    total = x
    for _ in range(iterations):
        x = tanh(x * a + b)
        total = total + (x - b) / c
    return total


def reference() -> list[float]:
    """Value and the four derivatives, by tangents in plain floats: no reverse sweep in it."""
    x, a, b, c = POINT
    value, slopes = x, [1.0, 0.0, 0.0, 0.0]  # of total, by x, a, b, c
    tangents = [1.0, 0.0, 0.0, 0.0]  # of x
    for _ in range(ITERATIONS):
        inner = [t * a + x * (i == 1) + (i == 2) for i, t in enumerate(tangents)]
        x = math.tanh(x * a + b)
        tangents = [(1.0 - x * x) * t for t in inner]
        value += (x - b) / c
        slopes = [
            s + (t - (i == 2)) / c - (x - b) / (c * c) * (i == 3)
            for i, (s, t) in enumerate(zip(slopes, tangents, strict=True))
        ]
    return [value, *slopes]


def wengert() -> System:
    """This library."""
    from wengert import Value

    return System(
        leaves=lambda numbers: [Value(x) for x in numbers],
        tanh=lambda v: v.tanh(),
        backward=lambda v: v.backward(),
        data=lambda v: v.data,
        grad=lambda v: v.grad,
    )


def micrograd() -> System:
    """micrograd, which has no tanh: one is added in the way of its other operations.

    Its backward() recurses once per node of a path; its nodes are reference cycles.
    """
    from micrograd.engine import Value

    sys.setrecursionlimit(10**7)

    def tanh(x: Any) -> Any:
        out = Value(math.tanh(x.data), (x,), "tanh")

        def push() -> None:
            x.grad += (1.0 - out.data * out.data) * out.grad

        out._backward = push
        return out

    return System(
        leaves=lambda numbers: [Value(x) for x in numbers],
        tanh=tanh,
        backward=lambda v: v.backward(),
        data=lambda v: v.data,
        grad=lambda v: v.grad,
    )


def xad() -> System:
    """XAD's tape.  A recording starts with the leaves."""
    import xad.adj_1st as adjoint
    from xad.math import tanh

    tape = adjoint.Tape()
    tape.activate()

    def leaves(numbers: Iterable[float]) -> list[Any]:
        made = [adjoint.Real(x) for x in numbers]
        tape.registerInputs(made)
        tape.newRecording()
        return made

    def backward(out: Any) -> None:
        tape.registerOutput(out)
        out.setDerivative(1.0)
        tape.computeAdjoints()

    return System(leaves, tanh, backward, data=lambda v: v.getValue(), grad=lambda v: v.getDerivative())


SYSTEMS: dict[str, Callable[[], System]] = {"wengert": wengert, "micrograd": micrograd, "xad": xad}
