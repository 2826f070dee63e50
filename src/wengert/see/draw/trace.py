"""The nodes and edges of a graph as two sets."""

from __future__ import annotations

from wengert.core.graph import Graph
from wengert.core.value import Value


def trace(root: Value) -> tuple[set[Value], set[tuple[Value, Value]]]:
    """Everything that a Value was made from, constants included.

    Sets forget order and repeats: `x * x` has one edge here, and two in `wg.Graph(root).edges`.

    Args:
        root: the output.

    Returns:
        The nodes, and the edges as pairs of an operand and its user.

    Raises:
        TypeError: root is no Value.

    >>> x = Value(3.0, label="x")
    >>> y = x * x + 1
    >>> nodes, edges = trace(y)
    >>> len(nodes), len(edges)
    (4, 3)
    """
    nodes = Graph([root]).nodes
    return set(nodes), {(arg, node) for node in nodes for arg in node.args}
