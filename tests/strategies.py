"""Random graphs with sharing, and a reference that knows nothing of wengert.

A Program is a list of steps on numbers: some inputs, then operations on any earlier numbers.  The
same Program runs on Values, on floats, and on pairs of value and tangent (forward mode with the
derivatives written out here), so that the sweep meets two independent answers.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from hypothesis import strategies as st

import wengert as wg


class Step(NamedTuple):
    """One operation on the numbers at some places; a float among them stands for itself."""

    name: str
    args: tuple[int | float, ...]


class Program(NamedTuple):
    """Inputs, and steps on inputs and earlier steps; the last step is the result."""

    inputs: tuple[float, ...]
    steps: tuple[Step, ...]

    def on_values(self) -> tuple[list[wg.Value], list[wg.Value]]:
        """The inputs as leaves, and every number of the program as a Value."""
        leaves = [wg.Value(x, label=f"x{i}") for i, x in enumerate(self.inputs)]
        return leaves, self._run(leaves, lambda name, args: KNOWN[name].build(*args))

    def on_floats(self, inputs: Sequence[float]) -> list[float]:
        """Every number of the program."""
        return self._run(inputs, lambda name, args: KNOWN[name].value(*args))

    def tangent(self, i: int) -> float:
        """The derivative of the result by input i: the sum over all paths, pushed forward."""
        duals = [(x, 1.0 if j == i else 0.0) for j, x in enumerate(self.inputs)]

        def apply(name: str, args: Sequence[Any]) -> tuple[float, float]:
            pairs = [arg if isinstance(arg, tuple) else (arg, 0.0) for arg in args]
            xs = [x for x, _ in pairs]
            partials = KNOWN[name].partials(*xs)
            return KNOWN[name].value(*xs), math.fsum(p * x_dot for p, (_, x_dot) in zip(partials, pairs, strict=True))

        return self._run(duals, apply)[-1][1]

    def _run(self, inputs: Sequence[Any], apply: Callable[[str, Sequence[Any]], Any]) -> list[Any]:
        numbers = list(inputs)
        for step in self.steps:
            numbers.append(apply(step.name, [arg if isinstance(arg, float) else numbers[arg] for arg in step.args]))
        return numbers


class Known(NamedTuple):
    """An operation three times: on Values, on floats, and its partial derivatives by hand."""

    arity: int
    build: Callable[..., Any]
    value: Callable[..., float]
    partials: Callable[..., Sequence[float]]


def _others(*xs: float) -> list[float]:
    return [math.prod(xs[:i] + xs[i + 1 :]) for i in range(len(xs))]


KNOWN = {
    "+": Known(2, lambda x, y: x + y, lambda x, y: x + y, lambda x, y: (1.0, 1.0)),
    "-": Known(2, lambda x, y: x - y, lambda x, y: x - y, lambda x, y: (1.0, -1.0)),
    "*": Known(2, lambda x, y: x * y, lambda x, y: x * y, lambda x, y: (y, x)),
    "/": Known(2, lambda x, y: x / (y * y + 1), lambda x, y: x / (y * y + 1),
               lambda x, y: (1 / (y * y + 1), -2 * x * y / (y * y + 1) ** 2)),
    "**": Known(1, lambda x: x**3, lambda x: x**3, lambda x: (3 * x * x,)),
    "neg": Known(1, lambda x: -x, lambda x: -x, lambda x: (-1.0,)),
    "sin": Known(1, lambda x: x.sin(), math.sin, lambda x: (math.cos(x),)),
    "tanh": Known(1, lambda x: x.tanh(), math.tanh, lambda x: (1 / math.cosh(x) ** 2 if abs(x) < 300 else 0.0,)),
    "sigmoid": Known(1, lambda x: x.sigmoid(), lambda x: (1 + math.tanh(x / 2)) / 2,
                     lambda x: (0.25 / math.cosh(x / 2) ** 2 if abs(x) < 600 else 0.0,)),
    "hypot": Known(2, lambda x, y: wg.hypot(x, wg.square(y) + 1), lambda x, y: math.hypot(x, y * y + 1),
                   lambda x, y: (x / math.hypot(x, y * y + 1), 2 * y * (y * y + 1) / math.hypot(x, y * y + 1))),
    "sum": Known(4, lambda *xs: wg.sum(*xs), lambda *xs: sum(xs), lambda *xs: [1.0] * 4),
    "mean": Known(5, lambda *xs: wg.mean(*xs), lambda *xs: sum(xs) / 5, lambda *xs: [0.2] * 5),
    "prod": Known(3, lambda *xs: wg.prod(*xs), lambda *xs: math.prod(xs), _others),
    "dot": Known(4, lambda *xs: wg.dot(xs[:2], xs[2:]), lambda a, b, c, d: a * c + b * d,
                 lambda a, b, c, d: (c, d, a, b)),
}  # fmt: skip

SMALL = st.floats(-2.0, 2.0).filter(lambda x: x == 0.0 or abs(x) > 1e-3)


@st.composite
def programs(draw: st.DrawFn, most: int = 20) -> Program:
    """Programs in which every operand may be any earlier number: shared, repeated or left unused."""
    inputs = draw(st.lists(SMALL, min_size=1, max_size=4))
    steps = []
    for place in range(len(inputs), len(inputs) + draw(st.integers(1, most))):
        name = draw(st.sampled_from(sorted(KNOWN)))
        arity = KNOWN[name].arity
        earlier = st.integers(0, place - 1)
        args = [draw(earlier)]  # one Value at least, or it would be no graph
        args += [draw(st.one_of(earlier, earlier, earlier, SMALL)) for _ in range(arity - 1)]
        steps.append(Step(name, tuple(draw(st.permutations(args)) if arity > 1 else args)))
    program = Program(tuple(inputs), tuple(steps))
    if not all(abs(x) < 1e3 for x in _safely(program)):  # a tower of powers: nothing to compare with
        return Program(program.inputs, program.steps[:1])
    return program


def _safely(program: Program) -> list[float]:
    try:
        return program.on_floats(program.inputs)
    except OverflowError:
        return [math.inf]


#: Every float, nan, inf and -0.0 included.
FLOATS = st.floats(allow_nan=True, allow_infinity=True)
