"""Graph: the Wengert list of some outputs.

R. E. Wengert's list (1964) states a computation as elementary steps, operands before results.  Here
it is read off the Values that remember it.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from functools import cached_property
from itertools import accumulate, chain
from typing import Any, NamedTuple

from wengert.core import listing, number, verify, views
from wengert.core.errors import GraphError as GraphError
from wengert.core.errors import GraphFormatError as GraphFormatError
from wengert.core.value import Value, topological


class Edge(NamedTuple):
    """One use of a node: the operand `user.args[position]`, and the user's partial derivative by it."""

    user: Value
    position: int
    partial: float


class Arrays(NamedTuple):
    """A graph as flat columns: node i has the operands `operands[starts[i]:starts[i + 1]]`."""

    ops: array[int]  # codes of rows; LEAF and CONSTANT are 0 and 1
    starts: array[int]  # one more than there are nodes
    operands: array[int]  # places of nodes, each below its user's
    data: array[float]
    outputs: array[int]  # places of nodes


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
    >>> print(graph.text(), end="")
    v0 = leaf 2.0 "a"
    v1 = leaf 3.0 "b"
    v2 = mul v0 v1
    v3 = add v2 v0
    return v3
    """

    def __init__(self, outputs: Value | Iterable[Value]) -> None:
        self.outputs: tuple[Value, ...] = tuple(outputs) if isinstance(outputs, Iterable) else (outputs,)
        for output in self.outputs:
            if not isinstance(output, Value):
                raise TypeError(f"a Graph is of Values, got {number.what(output)}")
        if not self.outputs:
            raise ValueError("a Graph needs at least one output, got none")
        self.nodes: tuple[Value, ...] = tuple(topological(self.outputs))

    @cached_property
    def places(self) -> dict[int, int]:
        """Where each node is in the list, by its `id()`."""
        return dict(zip(map(id, self.nodes), range(len(self.nodes)), strict=True))

    @property
    def leaves(self) -> tuple[Value, ...]:
        """The nodes that no operation made and that have a gradient: no constants."""
        return tuple(node for node in self.nodes if node.is_leaf and not node.is_constant)

    @property
    def constants(self) -> tuple[Value, ...]:
        """The numbers that operators lifted."""
        return tuple(node for node in self.nodes if node.is_constant)

    @property
    def scopes(self) -> dict[str, list[Value]]:
        """The nodes of each `wg.scope`, by its path; under the empty path those outside of any."""
        scopes: dict[str, list[Value]] = {}
        for node in self.nodes:
            scopes.setdefault(node.scope, []).append(node)
        return scopes

    @property
    def levels(self) -> list[list[Value]]:
        """The nodes by their longest distance from the leaves; no node has an operand in its own level."""
        levels: list[list[Value]] = []
        level_of: dict[int, int] = {}
        for node in self.nodes:
            level = 1 + max([level_of[id(arg)] for arg in node.args], default=-1)
            level_of[id(node)] = level
            if level == len(levels):
                levels.append([])
            levels[level].append(node)
        return levels

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
        order = list({id(output): output for output in self.outputs}.values())
        seen = set(map(id, order))
        for node in order:  # grows while we walk it
            for arg in node.args:
                if id(arg) not in seen:
                    seen.add(id(arg))
                    order.append(arg)
        return tuple(order)

    def __contains__(self, node: object) -> bool:
        return id(node) in self.places

    def __len__(self) -> int:
        return len(self.nodes)

    def __repr__(self) -> str:
        return f"Graph({len(self.nodes)} nodes, {len(self.leaves)} leaves, {len(self.outputs)} outputs)"

    @cached_property
    def edges(self) -> tuple[Edge, ...]:
        """Every use of every node, users in topological order, repeats included."""
        return tuple(
            Edge(user, position, partial) for user in self.nodes for position, partial in enumerate(user.partials)
        )

    @cached_property
    def _users(self) -> dict[int, list[tuple[Value, int]]]:
        users: dict[int, list[tuple[Value, int]]] = {id(node): [] for node in self.nodes}
        for user in self.nodes:
            for position, arg in enumerate(user.args):
                users[id(arg)].append((user, position))
        return users

    def users(self, node: Value) -> tuple[tuple[Value, int], ...]:
        """Who uses a node: each user with the position among its operands, repeats included."""
        return tuple(self._users.get(id(node), ()))

    @property
    def arrays(self) -> Arrays:
        """The list as flat columns, which is what compilers and files are made from."""
        args = [node.args for node in self.nodes]
        place_of = self.places.__getitem__
        return Arrays(
            ops=array("i", [node._code for node in self.nodes]),
            starts=array("i", accumulate(map(len, args), initial=0)),
            operands=array("i", map(place_of, map(id, chain.from_iterable(args)))),
            data=array("d", [node.data for node in self.nodes]),
            outputs=array("i", map(place_of, map(id, self.outputs))),
        )

    def text(self) -> str:
        """The list as text, one line for each node; `listing.py` has the grammar."""
        return listing.text(self.nodes, self.outputs)

    @classmethod
    def parse(cls, text: str) -> Graph:
        r"""The graph of a text, made of new Values; GraphFormatError, with line and column, if it is none.

        >>> graph = Graph.parse("x = leaf 3.0\ny = mul x x\nreturn y")
        >>> graph.outputs[0].data
        9.0
        """
        return cls(listing.parse(text))

    def verify(self, data: bool = True) -> None:
        """Make sure that this is a Wengert list whose numbers are those of the table.

        Args:
            data: whether to compute every node anew and compare value and partials, bit for bit (any nan
                counts as equal to any other).  After `.data` was set they differ until `refresh()`.

        Raises:
            GraphError: it is not; the message says what is wrong, and at which place of the list.

        Cost: some 2 µs per node.
        """
        verify.verify(self.nodes, self.outputs, data)

    def draw(self, **options: Any) -> Any:
        """A picture of the graph; `wg.draw` has the options."""
        return views.show("draw", self, **options)
