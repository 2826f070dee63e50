"""The reverse sweep payment by payment: done right, or with one of the classic mistakes.

A node pays: it passes its adjoint times the local partial to each of its operands.  A right sweep lets a
node pay when its last user has paid it, and adds what arrives.  The two mistakes that most hand-made
systems have can be made on purpose:

- order "breadth-first": a node pays when its turn comes in breadth-first order from the output, though
  one of its users may not have paid it yet;
- accumulate "overwrite": what arrives replaces what was there (`=` where `+=` is meant).

Nothing here touches a node: gradients are kept beside the graph.

Legend: node a Value; adjoint the derivative of the output by a node; None where nothing arrived yet.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from wengert.core.graph import Graph
from wengert.core.real import scale
from wengert.core.value import Value

Order = Literal["topological", "breadth-first"]
Accumulate = Literal["add", "overwrite"]

ORDERS: tuple[Order, ...] = ("topological", "breadth-first")
ACCUMULATIONS: tuple[Accumulate, ...] = ("add", "overwrite")

#: How far a gradient may be from the true one, as a part of the sum of all |shares| in it, before it is called wrong.
ROUNDING = 1e-9


class Payment(NamedTuple):
    """One operand of a node, whose gradient is `adjoint`, gets its share of it.

    `arrived` of `expected` contributions to the operand are there after this one; `complete` says whether
    the node itself had all of its own when it paid.
    """

    node: Value
    position: int
    adjoint: float
    share: float
    before: float | None
    after: float
    arrived: int
    expected: int
    complete: bool


class Wrong(NamedTuple):
    """A node whose gradient a mistaken sweep gets wrong."""

    node: Value
    gradient: float
    true: float


def payments(graph: Graph, order: Order, accumulate: Accumulate, seed: float) -> Iterator[Payment]:
    """Every payment of a sweep over the graph of one output, one by one.

    In topological order the sums are those of `backward()` to the last bit: nodes pay in the same order.
    """
    expected = count_uses(graph)
    arrived: dict[int, int] = {}
    adjoint: dict[int, float] = {id(graph.outputs[0]): seed + 0.0}
    payers = _when_complete(graph, expected) if order == "topological" else graph.breadth_first()
    for node in payers:
        complete = arrived.get(id(node), 0) == expected[id(node)]
        for position, (arg, partial) in enumerate(zip(node.args, node.partials, strict=True)):
            if arg.is_constant:
                continue
            key = id(arg)
            share = scale(adjoint[id(node)], partial)
            before = adjoint.get(key)
            kept = 0.0 if before is None or accumulate == "overwrite" else before
            adjoint[key] = kept + share
            arrived[key] = arrived.get(key, 0) + 1
            yield Payment(
                node, position, adjoint[id(node)], share, before, adjoint[key], arrived[key], expected[key], complete
            )


def _when_complete(graph: Graph, expected: dict[int, int]) -> Iterator[Value]:
    """The nodes that pay, each after its last user."""
    due = dict(expected)
    ready = [graph.outputs[0]]
    while ready:
        node = ready.pop()
        yield node
        for arg in node.args:
            due[id(arg)] -= 1
            if not due[id(arg)] and arg.args:
                ready.append(arg)


def count_uses(graph: Graph) -> dict[int, int]:
    """How often each node is an operand, by its `id()`."""
    uses = {id(node): 0 for node in graph.nodes}
    for node in graph.nodes:
        for arg in node.args:
            uses[id(arg)] += 1
    return uses


def gradients(graph: Graph, order: Order, accumulate: Accumulate, seed: float) -> dict[int, float]:
    """The gradients that a sweep leaves, by the `id()` of the nodes at which something arrived."""
    output = graph.outputs[0]
    found = {} if output.is_constant else {id(output): seed + 0.0}
    for payment in payments(graph, order, accumulate, seed):
        found[id(payment.node.args[payment.position])] = payment.after
    return found


def wrong(graph: Graph, order: Order, accumulate: Accumulate, seed: float) -> list[Wrong]:
    """The nodes at which a sweep leaves another gradient than the true one, operands before users.

    A difference that rounding explains, since another order adds the same numbers in another order, is none.
    """
    true = gradients(graph, "topological", "add", seed)
    found = gradients(graph, order, accumulate, seed)
    sizes = {id(graph.outputs[0]): abs(seed)}  # the sum over all paths of |product|: what rounding can scale with
    for node in reversed(graph.nodes):
        for arg, partial in zip(node.args, node.partials, strict=True):
            sizes[id(arg)] = sizes.get(id(arg), 0.0) + abs(scale(sizes[id(node)], partial))
    return [
        Wrong(node, found[id(node)], true[id(node)])
        for node in graph.nodes
        if id(node) in true and not _close(found[id(node)], true[id(node)], sizes[id(node)])
    ]


def _close(found: float, true: float, size: float) -> bool:
    return found == true or (found != found and true != true) or abs(found - true) <= ROUNDING * size < float("inf")
