"""The heaviest paths from a node to the output, where there are too many paths to list.

A path weighs |product of its partials|.  The k heaviest from a node are found among those of its users, each
made longer by one edge, which keeps their order; so the lists of the users, sorted already, are merged lazily
until there are k.  From the output down this takes k steps per node, however many paths there are.

Products are kept as mantissa and exponent, so that long paths neither overflow nor vanish on the way.

Legend: a the node asked about; y the output; k how many paths.

Source: the recurrence of Jiménez & Marzal, Computing the K shortest paths, WAE 1999, in topological order.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from heapq import merge
from itertools import islice
from typing import NamedTuple

from wengert.core.graph import Edge, Graph
from wengert.core.value import Value
from wengert.see import chain


class _Weight(NamedTuple):
    """mantissa · 2**exponent, at least 0; compared as a number.

    inf has the mantissa 1, and nan 2: it counts as the heaviest, since it has to be seen.
    """

    exponent: float
    mantissa: float

    def times(self, factor: float) -> _Weight:
        """A zero contributes nothing, whatever it meets."""
        mantissa, exponent = math.frexp(abs(factor))
        if not self.mantissa or not mantissa:
            return _ZERO
        if not math.isfinite(mantissa):
            return _Weight(math.inf, max(self.mantissa, 1.0 if mantissa == mantissa else 2.0))
        if self.exponent == math.inf:
            return self
        mantissa, carry = math.frexp(self.mantissa * mantissa)
        return _Weight(self.exponent + exponent + carry, mantissa)


_ZERO = _Weight(-math.inf, 0.0)
_ONE = _Weight(1.0, 0.5)


class _Way(NamedTuple):
    """A path by its weight, its first edge, how often that stands there, and which of the user's ways goes on."""

    weight: _Weight
    edge: Edge | None
    times: int
    rest: _Way | None


def heaviest(graph: Graph, a: Value, y: Value, k: int) -> list[chain.Path]:
    """The k different paths from a to y of the largest |product|, heaviest first; all if they are fewer.

    Those through the same nodes with the same partials are one Path, with their count.  Of equal weights those
    come first that begin with the earlier use.

    Cost: k steps per node and use between a and y; iterative.

    >>> x = Value(3.0)
    >>> y = x * x * x + 2 * x
    >>> [(path.product, path.times) for path in heaviest(Graph(y), x, y, 9)]
    [(9.0, 2), (9.0, 1), (2.0, 1)]
    """
    ways: dict[int, list[_Way]] = {id(y): [_Way(_ONE, None, 1, None)]}
    reached = _above(graph, a)
    for node in reversed(graph.nodes):
        if id(node) not in reached or node is y:
            continue
        longer = (_longer(edge, count, ways[id(edge.user)]) for edge, count in chain.bundles(graph, node))
        ways[id(node)] = list(islice(merge(*longer, key=_by_weight, reverse=True), k))
    return [_path(way) for way in ways[id(a)]]


def _above(graph: Graph, a: Value) -> set[int]:
    """The nodes made from a, and a itself, by `id`."""
    above = {id(a)}
    for node in graph.nodes:
        if any(id(arg) in above for arg in node.args):
            above.add(id(node))
    return above


def _longer(edge: Edge, count: int, ways: list[_Way]) -> Iterator[_Way]:
    return (_Way(way.weight.times(edge.partial), edge, count, way) for way in ways)


def _by_weight(way: _Way) -> _Weight:
    return way.weight


def _path(way: _Way) -> chain.Path:
    edges: list[Edge] = []
    count = 1
    rest: _Way | None = way
    while rest is not None and rest.edge is not None:
        edges.append(rest.edge)
        count *= rest.times
        rest = rest.rest
    return chain.Path(tuple(edges), chain.product(edges), count)
