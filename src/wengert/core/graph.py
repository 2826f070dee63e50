"""Graph: the Wengert list of some outputs.

R. E. Wengert's list (1964) states a computation as elementary steps, operands before results.  Here
it is read off the Values that remember it.
"""

from __future__ import annotations

from collections.abc import Iterable

from wengert.core import number, sweep
from wengert.core.value import Value


class Graph:
    """Everything that some outputs were made from, in topological order.

    Args:
        outputs: one Value or several.

    Attributes:
        outputs: the given Values.
        nodes: every node once, operands before their users.

    Raises:
        TypeError: something else than Values is given.
        ValueError: nothing is given.

    >>> a, b = Value(2.0, label="a"), Value(3.0, label="b")
    >>> graph = Graph(a * b + a)
    >>> [node.op for node in graph.nodes]
    ['', '', 'mul', 'add']
    >>> [leaf.label for leaf in graph.leaves]
    ['a', 'b']
    """

    def __init__(self, outputs: Value | Iterable[Value]) -> None:
        self.outputs: tuple[Value, ...] = tuple(outputs) if isinstance(outputs, Iterable) else (outputs,)
        for output in self.outputs:
            if not isinstance(output, Value):
                raise TypeError(f"a Graph is of Values, got {number.what(output)}")
        if not self.outputs:
            raise ValueError("a Graph needs at least one output, got none")
        self.nodes: tuple[Value, ...] = tuple(sweep.topological(self.outputs))
        self._users: dict[int, list[tuple[Value, int]]] | None = None

    @property
    def leaves(self) -> tuple[Value, ...]:
        """The nodes that no operation made and that have a gradient: no constants."""
        return tuple(node for node in self.nodes if node.is_leaf and not node.is_constant)

    @property
    def constants(self) -> tuple[Value, ...]:
        """The numbers that operators lifted."""
        return tuple(node for node in self.nodes if node.is_constant)

    def users(self, node: Value) -> tuple[tuple[Value, int], ...]:
        """Who uses a node: each user with the position among its operands, repeats included."""
        if self._users is None:
            self._users = {id(node): [] for node in self.nodes}
            for user in self.nodes:
                for position, arg in enumerate(user.args):
                    self._users[id(arg)].append((user, position))
        return tuple(self._users.get(id(node), ()))

    def breadth_first(self) -> tuple[Value, ...]:
        """The nodes by their distance from the outputs, nearest first.

        Not an order for a sweep: a node may come before one of its users, and would pass on an
        adjoint that is not complete yet.  With y = x*x, z = y*y and out = y + z, y stands beside z
        and pays x before z has paid y.

        >>> x = Value(2.0, label="x")
        >>> y = x * x
        >>> [node.op for node in Graph(y + y * y).breadth_first()]
        ['add', 'mul', 'mul', '']
        """
        seen = {id(output) for output in self.outputs}
        order = list(dict.fromkeys(self.outputs))
        for node in order:  # grows while we walk it
            for arg in node.args:
                if id(arg) not in seen:
                    seen.add(id(arg))
                    order.append(arg)
        return tuple(order)

    def __contains__(self, node: object) -> bool:
        return any(node is other for other in self.nodes)

    def __len__(self) -> int:
        return len(self.nodes)

    def __repr__(self) -> str:
        return f"Graph({len(self.nodes)} nodes, {len(self.leaves)} leaves, {len(self.outputs)} outputs)"
