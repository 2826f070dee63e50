"""Random programs made of loops within loops.

A nest is a list of items: an operation, or a loop with a body.  Its operands are near and far results, inputs at
places that advance with the loops, numbers that are always the same or new from round to round, and a state that
is carried from one operation to the next.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from hypothesis import strategies as st

import wengert as wg
from wengert import Value

INPUTS = 60
MOST = 400  # operations

OPERATIONS: dict[str, tuple[int, Callable[..., Any]]] = {
    "add": (2, lambda a, b: a + b),
    "sub": (2, lambda a, b: a - b),
    "mul": (2, lambda a, b: wg.sin(a * b)),
    "sin": (1, lambda a: wg.sin(a)),
    "maximum": (2, lambda a, b: wg.maximum(a, b)),
    "sum": (3, lambda a, b, c: wg.sum(a, b, c)),
}


class Operand(NamedTuple):
    """What an operation reads: a kind, and two numbers that it uses as it likes."""

    kind: str
    base: int
    step: int


class Operation(NamedTuple):
    """An operation; `keeps` if its result becomes the state."""

    name: str
    operands: tuple[Operand, ...]
    keeps: bool


class Loop(NamedTuple):
    """Some rounds: as many as `base`, and `slope` more for each round of the loop around."""

    base: int
    slope: int
    body: tuple[Any, ...]


_operands = st.builds(
    Operand,
    st.sampled_from(["input", "near", "near", "far", "state", "state", "same", "same", "new", "repeated"]),
    st.integers(0, 7),
    st.integers(-2, 3),
)


@st.composite
def _operations(draw: st.DrawFn) -> Operation:
    name = draw(st.sampled_from(sorted(OPERATIONS)))
    operands = draw(st.tuples(*[_operands] * OPERATIONS[name][0]))
    return Operation(name, operands, draw(st.booleans()))


def _loops(body: st.SearchStrategy[Any]) -> st.SearchStrategy[Loop]:
    counts = st.one_of(st.integers(0, 9), st.sampled_from([1, 2, 3, 6]))
    return st.builds(Loop, counts, st.sampled_from([0, 0, 1, -1, 2]), st.lists(body, min_size=1, max_size=6).map(tuple))


_long = st.lists(_operations(), min_size=1, max_size=3).map(tuple)
_inner = st.builds(Loop, st.integers(3, 7), st.sampled_from([0, 1, -1, 2]), _long)
_triangles = st.builds(
    lambda count, before, inner, after: Loop(count, 0, (*before, inner, *after)),
    st.integers(4, 8),
    st.lists(_operations(), max_size=2),
    st.one_of(_inner, st.builds(lambda inner, after: Loop(3, 1, (inner, after)), _inner, _operations())),
    st.lists(_operations(), max_size=2),
)

_items = st.recursive(_operations(), _loops, max_leaves=12)
nests = st.lists(st.one_of(_items, _loops(_items), _triangles, _triangles), min_size=1, max_size=4)

triangles = st.lists(_triangles, min_size=1, max_size=3)


def run(nest: Sequence[Any], xs: Sequence[Value]) -> list[Value]:
    """The results of all operations, at most MOST."""
    results: list[Value] = []
    state = [xs[0]]

    def read(operand: Operand, counters: tuple[int, ...]) -> Any:
        kind, base, step = operand
        advance = base + sum((step + depth) * counter for depth, counter in enumerate(counters))
        if kind == "input":
            return xs[min(max(advance, 0), INPUTS - 1)]
        if kind == "state":
            return state[0]
        if kind == "near":
            return results[-1 - base] if len(results) > base else xs[base]
        if kind == "far":
            return results[advance] if 0 <= advance < len(results) else xs[base]
        if kind == "same":
            return (0.5, 0.0, -0.0, 0.5, 1.0, 0.25, -0.5, 0.75)[base]
        return 0.125 * (advance % 5) if kind == "repeated" else 0.01 * len(results) - 0.3

    def go(item: Any, counters: tuple[int, ...]) -> None:
        if isinstance(item, Loop):
            for i in range(item.base + item.slope * (counters[-1] if counters else 0)):
                for part in item.body:
                    go(part, (*counters, i))
        elif len(results) < MOST:
            args = [read(operand, counters) for operand in item.operands]
            if not any(isinstance(arg, Value) for arg in args):
                args[0] = state[0]
            result = OPERATIONS[item.name][1](*args)
            results.append(result)
            if item.keeps:
                state[0] = results[-1]

    for item in nest:
        go(item, ())
    return results or [state[0]]
