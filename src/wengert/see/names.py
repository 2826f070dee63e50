"""How nodes and numbers are called where a person reads them."""

from __future__ import annotations

from wengert.core.graph import Graph
from wengert.core.notation import expression
from wengert.core.value import Value

LONGEST = 16  # characters of a name


def figure(x: float) -> str:
    """A number in four significant digits, with a true minus sign: `−0.7071`."""
    return f"{x:.4g}".replace("-", "−")


class Names:
    """A short, unambiguous name for each node of a graph.

    Its label if no other node has that; the number of a constant or of a leaf; its expression if
    that is short; else `v7`, its place in the Wengert list.  An unlabelled output is `y`.
    """

    def __init__(self, graph: Graph) -> None:
        self._names: dict[int, str] = {}
        self._spelled: set[int] = set()  # nodes named by their expression
        taken: set[str] = {node.label for node in graph.nodes}
        for place, node in enumerate(graph.nodes):
            name = printable(node.label) if node.label else expression(node, 2 * LONGEST)
            if node.is_leaf and not node.label:
                name = figure(node.data)
            if node is graph.outputs[0] and not node.label and not node.is_leaf and "y" not in taken:
                name = "y"
            elif len(name) > LONGEST or (name in taken and not node.label and not node.is_constant):
                name = f"v{place}"
            elif not node.is_leaf and not node.label:
                self._spelled.add(id(node))
            taken.add(name)
            self._names[id(node)] = name

    def __getitem__(self, node: Value) -> str:
        return self._names[id(node)]

    def step(self, node: Value) -> str:
        """How a node was made, in the names of its operands: `v3 + b`; empty for a leaf."""
        row = node.row
        if row is None:
            return ""
        if not row.symbol:
            return f"{row.name}({', '.join(self[arg] for arg in node.args)})"
        operands = [self._operand(arg, row.precedence + (i > 0)) for i, arg in enumerate(node.args)]
        if len(operands) == 1:
            return row.symbol + operands[0]
        return (f" {row.symbol} " if row.precedence < 20 else row.symbol).join(operands)

    def derivative(self, y: Value, a: Value) -> str:
        """`dy/dx`, with parentheses around what is no single name."""
        return "/".join(f"d{self[node]}" if self[node].isidentifier() else f"d({self[node]})" for node in (y, a))

    def _operand(self, arg: Value, tightness: int) -> str:
        loose = id(arg) in self._spelled and arg.row is not None and arg.row.precedence < tightness
        return f"({self[arg]})" if loose else self[arg]


def printable(text: str) -> str:
    """A label with its control characters spelled out, so that it can do nothing to a terminal."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
