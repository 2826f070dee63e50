"""Random graphs with hostile labels and scopes, and what two equal graphs have in common."""

from __future__ import annotations

import math
from typing import Any

from hypothesis import strategies as st

import wengert as wg
from strategies import FLOATS, programs
from wengert import Graph, Value

#: Any text, lone surrogates and control characters included.
TEXTS = st.one_of(st.text(st.characters(exclude_categories=()), max_size=12), st.sampled_from(HOSTILE := (
    "", '"', "\\", "\\\"", "a\nb", "a\r\nb\x85\u2028", "\x00", "\ud800", "[[[{{{", "NaN", "return", "# x", "@net", "v0",
    "}" * 40, "{" * 40, "<b>", "'", "é\u0301", "x" * 300,
)))  # fmt: skip


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    """A graph of one output or several, with labels, scopes, gradients and any floats at its leaves."""
    program = draw(programs(most=12))
    with wg.scope(draw(TEXTS) or "net.layer1"):
        leaves, nodes = program.on_values()
    for leaf in leaves:
        leaf.data = draw(st.one_of(FLOATS, st.floats(-2.0, 2.0)))
    with wg.scope(draw(TEXTS) or "loss"):
        nodes.append(nodes[-1] * nodes[0] + draw(FLOATS))
    nodes[-1].refresh()
    for node in draw(st.lists(st.sampled_from(nodes), max_size=4)):
        node.label = draw(TEXTS)
    outputs = draw(st.lists(st.sampled_from(nodes), min_size=1, max_size=3))
    for output in outputs:
        output.refresh()
    if draw(st.booleans()):
        outputs[0].backward(draw(FLOATS))
    return Graph(outputs)


def facts(graph: Graph, grads: bool = True) -> dict[str, Any]:
    """Everything that a graph is; equal for equal graphs.  Numbers as text, for nan is not equal to nan."""
    ops, starts, operands, data, outputs = graph.arrays
    return {
        "ops": ops,
        "starts": starts,
        "operands": operands,
        "outputs": outputs,
        "data": list(map(repr, data)),
        "partials": [list(map(repr, node.partials)) for node in graph.nodes],
        "labels": [node.label for node in graph.nodes],
        "scopes": [node.scope for node in graph.nodes],
        "grads": [repr(node.grad) for node in graph.nodes] if grads else [],
    }


def chain(length: int) -> Value:
    """A graph as deep as it is long, with sharing."""
    x = y = Value(0.5)
    for i in range(length):
        y = y * x if i % 2 else (y + x).tanh()
    return y


def same(x: float, y: float) -> bool:
    """Whether two floats are the same, bit for bit, but for a nan's."""
    return (x == y and math.copysign(1.0, x) == math.copysign(1.0, y)) or (x != x and y != y)
