"""The graphs whose drawings are measured: of the seeds, of small nets, and random ones."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import NamedTuple

import wengert as wg
from wengert import Value

LEAF, RESULT, MOUTH = (96.0, 46.0), (132.0, 46.0), 26.0  # px: a card, a circle and a card, a circle


class Diagram(NamedTuple):
    """What `arrange` and `dot` are given."""

    sizes: list[tuple[float, float]]
    links: list[tuple[int, int, int, int]]
    mouths: list[float]
    free: list[bool]


def diagram(outputs: Value | Sequence[Value]) -> Diagram:
    """Items and links of a graph of Values."""
    graph = wg.Graph(outputs)
    links = [
        (graph.places[id(arg)], place, port, len(node.args))
        for place, node in enumerate(graph.nodes)
        for port, arg in enumerate(node.args)
    ]
    sizes = [LEAF if node.is_leaf else RESULT for node in graph.nodes]
    mouths = [LEAF[1] if node.is_leaf else MOUTH for node in graph.nodes]
    return Diagram(sizes, links, mouths, [node.op in ("add", "mul") for node in graph.nodes])


def leaves(count: int) -> list[Value]:
    return [Value(0.1 * i + 0.3) for i in range(count)]


def neuron() -> Value:
    """S1's, and S3's with one more product."""
    x1, x2, w1, w2, b = leaves(5)
    return (x1 * w1 + x2 * w2 + b).tanh()


def neuron_of_three() -> Value:
    w0, x0, w1, x1, w2, x2, b = leaves(7)
    return (w0 * x0 + w1 * x1 + w2 * x2 + b).tanh()


def mlp(*widths: int) -> list[Value]:
    """A net whose neurons add one product after the other to their bias."""
    layer = leaves(widths[0])
    for i, width in enumerate(widths[1:]):
        outs = []
        for _ in range(width):
            total = Value(0.1)
            for x in layer:
                total = total + Value(0.2) * x
            outs.append(total if i == len(widths) - 2 else total.tanh())
        layer = outs
    return layer


def residual() -> list[Value]:
    """x + f(x), where f has two layers of two neurons."""
    xs = leaves(2)
    hidden = [(Value(0.5) * xs[0] + Value(0.4) * xs[1] + Value(0.1)).relu() for _ in range(2)]
    return [x + (Value(0.5) * hidden[0] + Value(0.4) * hidden[1] + Value(0.1)) for x in xs]


def node_s0() -> Value:
    a, b, c = leaves(3)
    return (a + b) * c


def diamond() -> Value:
    a, b = leaves(2)
    return (a * b) * (a + b)


def parameter() -> Value:
    x1, x2, w1, w2 = leaves(4)
    return ((x1 * w1).relu() + (x2 * w2).relu()).gelu()


def loss() -> Value:
    a, b, c, d = leaves(4)
    return (a * b + c) * d


def two_steps(kind: int) -> Value:
    """S4's six diagrams."""
    a, b, d = leaves(3)
    return [lambda: (a + b) * d, lambda: a * b + d, lambda: a * b * d, lambda: a + b + d, lambda: (a + b) + b,
            lambda: (a + b) * b][kind]()  # fmt: skip


def random_graph(seed: int, nodes: int = 60, inputs: int = 12) -> list[Value]:
    """Operations on any two earlier values."""
    chance = random.Random(seed)
    values = leaves(inputs)
    while len(values) < nodes:
        values.append(chance.choice(values) * chance.choice(values))
    used = {id(arg) for value in values for arg in value.args}
    return [value for value in values if id(value) not in used]


DIAGRAMS: dict[str, Callable[[], Value | list[Value]]] = {
    "S0": node_s0,
    "S1 neuron": neuron,
    "S1 diamond": diamond,
    "S2 loss": loss,
    "S2 net": parameter,
    "S3 neuron": neuron_of_three,
    **{f"S4 {kind}": lambda kind=kind: two_steps(kind) for kind in range(6)},
    "MLP 2-4-4-1": lambda: mlp(2, 4, 4, 1),
    "residual": residual,
    **{f"random {seed}": lambda seed=seed: random_graph(seed) for seed in (1, 2, 3)},
}
