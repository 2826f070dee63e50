"""The chain rule on a graph, as numbers to be looked at.  Nothing here changes a node.

Legend: y the output; a the node asked about; adjoint dy/dnode.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

from wengert.core.graph import Edge, Graph
from wengert.core.real import scale
from wengert.core.value import Value

MOST_PATHS = 64  # that are listed
MANY = 10**15  # that are counted


class Path(NamedTuple):
    """A way from a node up to the output, and the product of the partials along it.

    Ways through the same nodes with the same partials are one Path; `times` is how many they are.
    """

    edges: tuple[Edge, ...]
    product: float
    times: int = 1

    @property
    def total(self) -> float:
        """What all of them come to; inf where that is more than a float holds."""
        try:
            return scale(self.product, float(self.times))
        except OverflowError:  # of the count
            return scale(self.product, math.inf)


def adjoints(graph: Graph, y: Value) -> dict[int, float]:
    """dy/dnode for each node of a graph, by `id`; 0 where y does not depend on it."""
    found = {id(node): 0.0 for node in graph.nodes}
    found[id(y)] = 1.0
    for node in reversed(graph.nodes):
        for arg, partial in zip(node.args, node.partials, strict=True):
            found[id(arg)] += scale(found[id(node)], partial)
    return found


def edges(graph: Graph, a: Value) -> list[Edge]:
    """Every use of a node, in the order in which the users were made."""
    return [Edge(user, position, user.partials[position]) for user, position in graph.users(a)]


def bundles(graph: Graph, a: Value) -> list[tuple[Edge, int]]:
    """The uses of a node, those by the same user with the same partial as one, with how many they are."""
    found: dict[tuple[int, str], tuple[Edge, int]] = {}
    for edge in edges(graph, a):
        key = id(edge.user), repr(edge.partial)
        first, count = found.get(key, (edge, 0))
        found[key] = first, count + 1
    return list(found.values())


def count_paths(graph: Graph, a: Value, y: Value, most: int = MOST_PATHS + 1) -> int:
    """How many ways lead from a to y, each for itself; `most` if there are that many or more."""
    ways = {id(node): 0 for node in graph.nodes}
    ways[id(y)] = 1
    for node in reversed(graph.nodes):
        for arg in node.args:
            ways[id(arg)] = min(most, ways[id(arg)] + ways[id(node)])
    return ways[id(a)]


def count_different(graph: Graph, a: Value, y: Value, most: int = MOST_PATHS + 1) -> int:
    """How many different ways lead from a to y; `most` if there are that many or more."""
    ways = {id(node): 0 for node in graph.nodes}
    ways[id(y)] = 1
    for node in reversed(graph.nodes):
        for arg, _ in {(id(arg), repr(x)) for arg, x in zip(node.args, node.partials, strict=True)}:
            ways[arg] = min(most, ways[arg] + ways[id(node)])
    return ways[id(a)]


def counted(ways: int) -> str:
    """A number of paths in words, however large: `8,192`."""
    return f"{ways:,}" if ways <= MANY else f"more than {MANY:,}"


def paths(graph: Graph, a: Value, y: Value) -> Iterator[Path]:
    """The ways from a up to y, equal ones together; iterative."""
    way: list[Edge] = []
    counts = [1]
    stack = [iter(bundles(graph, a))]
    if a is y:
        yield Path((), 1.0)
    while stack:
        edge, count = next(stack[-1], (None, 0))
        if edge is None:
            stack.pop()
            counts.pop()
            if way:
                way.pop()
        elif edge.user is y:
            yield Path((*way, edge), product([*way, edge]), counts[-1] * count)
        else:
            way.append(edge)
            counts.append(counts[-1] * count)
            stack.append(iter(bundles(graph, edge.user)))


def product(way: list[Edge]) -> float:
    """The product of the partials along a way, from the output down."""
    weight = 1.0
    for edge in reversed(way):
        weight = scale(weight, edge.partial)
    return weight


def at_kink(node: Value) -> bool:
    """Whether a node's operands stand exactly at a kink or edge of its row."""
    row = node.row
    if row is None or row.kink is None:
        return False
    return any(gap == 0.0 for gap in row.kink(*[arg.data for arg in node.args]))
