"""The chain rule on a graph, as numbers to be looked at.  Nothing here changes a node.

Legend: y the output; a the node asked about; adjoint dy/dnode.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from wengert.core.graph import Edge, Graph
from wengert.core.real import scale
from wengert.core.value import Value

MOST_PATHS = 64  # that are listed
MANY = 10**15  # that are counted


class Path(NamedTuple):
    """A way from a node up to the output, and the product of the partials along it."""

    edges: tuple[Edge, ...]
    product: float


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


def count_paths(graph: Graph, a: Value, y: Value, most: int = MOST_PATHS + 1) -> int:
    """How many ways lead from a to y; `most` if there are that many or more."""
    ways = {id(node): 0 for node in graph.nodes}
    ways[id(y)] = 1
    for node in reversed(graph.nodes):
        for arg in node.args:
            ways[id(arg)] = min(most, ways[id(arg)] + ways[id(node)])
    return ways[id(a)]


def paths(graph: Graph, a: Value, y: Value) -> Iterator[Path]:
    """The ways from a up to y, one by one; iterative."""
    way: list[Edge] = []
    stack: list[tuple[Value, Iterator[Edge]]] = [(a, iter(edges(graph, a)))]
    if a is y:
        yield Path((), 1.0)
    while stack:
        _, rest = stack[-1]
        edge = next(rest, None)
        if edge is None:
            stack.pop()
            if way:
                way.pop()
            continue
        if edge.user is y:
            yield Path((*way, edge), product([*way, edge]))
        else:
            way.append(edge)
            stack.append((edge.user, iter(edges(graph, edge.user))))


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
