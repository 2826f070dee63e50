"""explain: a computation and the chain rule through it, with the numbers in them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rich.console import Console, ConsoleOptions, RenderableType
from rich.table import Table
from rich.text import Text

from wengert.core import number
from wengert.core.graph import Graph
from wengert.core.real import scale
from wengert.core.value import Value
from wengert.see import chain
from wengert.see.names import Names, figure, printable
from wengert.see.shown import Shown

MOST_ROWS = 200  # of the table of nodes, in print; `to_json()` has them all


class Explanation(Shown):
    """What `explain` found; print it, or take `text()`, `to_json()`.

    Attributes:
        y: the output.
        wrt: the node whose derivative is explained, or None.
        derivative: dy/dwrt, or None.
    """

    def __init__(self, y: Value, wrt: Value | None) -> None:
        self.y = y
        self.wrt = wrt
        self._graph = Graph(y)
        if wrt is not None and wrt not in self._graph:
            raise ValueError(f"the output was not made from {wrt!r}; ask for one of its {len(self._graph)} nodes")
        self._names = Names(self._graph)
        self._adjoints = chain.adjoints(self._graph, y)
        self.derivative = None if wrt is None else self._adjoints[id(wrt)]

    def __repr__(self) -> str:
        return f"<explanation of {self._names[self.y]}: {len(self._graph)} nodes>"

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        name, made_by = self._names[self.y], printable(self.y.expression)
        yield Text(made_by if name == made_by else f"{name} = {made_by}", "bold")
        yield Text()
        yield self._table()
        for node in self._graph.nodes:
            if chain.at_kink(node):
                yield Text(f"{self._names[node]} stands at a kink of {node.op}: {node.row.kinks}", "yellow")  # type: ignore[union-attr]
        if self.wrt is not None:
            yield Text()
            yield from self._local()
            yield from self._paths()

    def _table(self) -> Table:
        table = Table(box=None, header_style="dim", pad_edge=False)
        for head in ("node", "made by"):
            table.add_column(head, overflow="fold")
        for head in ("value", "gradient"):
            table.add_column(head, justify="right", no_wrap=True)
        table.add_column("local partials", overflow="fold")
        nodes = self._graph.nodes
        hidden = len(nodes) - MOST_ROWS
        for i, node in enumerate(nodes):
            if hidden > 0 and MOST_ROWS // 2 <= i < MOST_ROWS // 2 + hidden:
                if i == MOST_ROWS // 2:
                    table.add_row(f"… {hidden} more", "", "", "", "")
                continue
            table.add_row(*self._row(node), style="dim" if node.is_constant else "")
        return table

    def _row(self, node: Value) -> list[RenderableType]:
        name = self._names[node]
        step = self._names.step(node)
        partials = ", ".join(
            f"by {self._names[arg]}: {figure(partial)}"
            for arg, partial in zip(node.args, node.partials, strict=True)
            if not arg.is_constant
        )
        adjoint = self._adjoints[id(node)]
        gradient = Text("constant", "dim") if node.is_constant else Text(figure(adjoint), _hue(adjoint))
        return [Text(name), Text("" if step == name else step), Text(figure(node.data)), gradient, Text(partials)]

    def _local(self) -> Iterator[RenderableType]:
        assert self.wrt is not None and self.derivative is not None
        names, a = self._names, self._names[self.wrt]
        yield Text(f"{names.derivative(self.y, self.wrt)} = {figure(self.derivative)}", "bold")
        yield Text()
        uses = chain.edges(self._graph, self.wrt)
        if not uses:
            yield Text(f"{a} is the output itself." if self.wrt is self.y else f"Nothing uses {a}.")
            return
        yield Text(f"By its {len(uses)} uses: gradient of the user times local partial, summed" if len(uses) > 1
                   else "By its one use: gradient of the user times local partial")
        table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2))
        table.add_column(overflow="fold")
        table.add_column(no_wrap=True)
        for edge in uses[:MOST_ROWS]:
            adjoint = self._adjoints[id(edge.user)]
            product = _product([adjoint, edge.partial], scale(adjoint, edge.partial))
            table.add_row(Text(f"  in {names[edge.user]}"), Text(product))
        if len(uses) > MOST_ROWS:
            table.add_row(Text(f"  … {len(uses) - MOST_ROWS} more"), Text(""))
        if len(uses) > 1:
            table.add_row(Text("  sum"), Text(figure(self.derivative)))
        yield table
        yield Text()

    def _paths(self) -> Iterator[RenderableType]:
        assert self.wrt is not None and self.derivative is not None
        ways = chain.count_paths(self._graph, self.wrt, self.y)
        if ways == 0 or self.wrt is self.y:
            return
        if ways > chain.MOST_PATHS:
            yield Text(f"More than {chain.MOST_PATHS} paths lead to {self._names[self.y]}: too many to list.")
            return
        yield Text(f"By the {ways} paths to {self._names[self.y]}: product of the local partials, summed" if ways > 1
                   else f"By the one path to {self._names[self.y]}: product of the local partials")
        table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2))
        for _ in range(2):
            table.add_column(overflow="fold")
        for path in chain.paths(self._graph, self.wrt, self.y):
            stations = [self._names[self.wrt], *(self._names[edge.user] for edge in path.edges)]
            product = _product([edge.partial for edge in path.edges], path.product)
            table.add_row(Text(f"  {' → '.join(_abridged(stations))}"), Text(product))
        if ways > 1:
            table.add_row(Text("  sum"), Text(figure(self.derivative)))
        yield table

    def to_json(self) -> dict[str, Any]:
        """Everything, in exact numbers.

        Returns:
            `expression`, `nodes` in topological order (`name, label, op, args` as places in the
            list, `value, gradient, partials, constant, scope`), and, if a derivative was asked
            for, `derivative`: `wrt, value, uses, paths` (None if there are too many).
        """
        nodes = self._graph.nodes
        place = {id(node): i for i, node in enumerate(nodes)}
        report: dict[str, Any] = {
            "expression": self.y.expression,
            "nodes": [
                {
                    "name": self._names[node],
                    "label": node.label,
                    "op": node.op,
                    "args": [place[id(arg)] for arg in node.args],
                    "value": node.data,
                    "gradient": None if node.is_constant else self._adjoints[id(node)],
                    "partials": list(node.partials),
                    "constant": node.is_constant,
                    "scope": node.scope,
                }
                for node in nodes
            ],
        }
        if self.wrt is not None:
            few = chain.count_paths(self._graph, self.wrt, self.y) <= chain.MOST_PATHS
            report["derivative"] = {
                "wrt": place[id(self.wrt)],
                "value": self.derivative,
                "uses": [
                    {"user": place[id(edge.user)], "adjoint": self._adjoints[id(edge.user)], "partial": edge.partial}
                    for edge in chain.edges(self._graph, self.wrt)
                ],
                "paths": [
                    {"nodes": [place[id(edge.user)] for edge in path.edges], "product": path.product}
                    for path in chain.paths(self._graph, self.wrt, self.y)
                ]
                if few
                else None,
            }
        return report


def _product(factors: list[float], product: float) -> str:
    """`2 · (−3) = −6`; a single factor stands for itself."""
    spelled = _abridged([f"({figure(x)})" if x < 0 else figure(x) for x in factors])
    return figure(product) if len(factors) == 1 else f"{' · '.join(spelled)} = {figure(product)}"


def _abridged(words: list[str], most: int = 12) -> list[str]:
    """The words, or the first and last few of very many."""
    return words if len(words) <= most else [*words[: most // 2], "…", *words[-most // 2 :]]


def _hue(adjoint: float) -> str:
    """Blue where the output rises with the node, orange where it falls."""
    if adjoint != adjoint or adjoint == 0.0:
        return "dim"
    return "dodger_blue2" if adjoint > 0.0 else "dark_orange3"


def explain(y: Value, wrt: Value | None = None) -> Explanation:
    """The steps of a computation, and the chain rule for one derivative, in numbers.

    Args:
        y: the output.
        wrt: the node to explain dy/dwrt for: over its uses, and over all paths where they are few.

    Returns:
        An Explanation; printing it shows every node in topological order with its value, gradient
        and local partials.  Nothing is changed: the gradients shown are of y, whatever sweep ran last.

    Raises:
        TypeError: y or wrt is no Value.
        ValueError: y was not made from wrt.

    Cost: one sweep in Python, some microseconds per node.

    >>> a, b = Value(2.0, label="a"), Value(4.0, label="b")
    >>> explain(a * b + a, a).derivative
    5.0
    """
    for node in (y, wrt):
        if (node is not None and not isinstance(node, Value)) or y is None:
            raise TypeError(f"explain needs Values, got {number.what(node)}")
    return Explanation(y, wrt)
