"""explain: a computation and the chain rule through it, with the numbers in them."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from rich.console import Console, ConsoleOptions, RenderableType
from rich.table import Table
from rich.text import Text

from wengert.core import number
from wengert.core.graph import Graph
from wengert.core.notation import shown
from wengert.core.real import scale
from wengert.core.value import Value
from wengert.see import chain, explain_tex
from wengert.see.heaviest import heaviest
from wengert.see.names import MOST_OPERANDS, Names, abridged, factor, figure, printable
from wengert.see.shown import Shown, bounded, hue

MOST_ROWS = 200  # of the table of nodes, in print; `to_json()` has them all
MOST_KINKS = 8  # named one by one
HEAVIEST = 8  # paths that are shown where there are too many
MOST_NAMES = 8  # in an error


class Explanation(Shown):
    """What `explain` found; print it, or take `text()`, `to_json()`.

    Attributes:
        y: the output.
        wrt: the node whose derivative is explained, or None.
        derivative: dy/dwrt, or None.
        graph: everything that y was made from.
        names: how its nodes are called.
        adjoints: dy/dnode for each of them, by `id()`.
    """

    def __init__(self, y: Value, wrt: Value | str | None) -> None:
        self.y = y
        self.graph = Graph(y)
        self.wrt = wrt = _labelled(self.graph, wrt) if isinstance(wrt, str) else wrt
        if wrt is not None and wrt not in self.graph:
            raise ValueError(f"the output was not made from {wrt!r}; ask for one of its {len(self.graph)} nodes")
        self.names = Names(self.graph)
        self.adjoints = chain.adjoints(self.graph, y)
        self.derivative = None if wrt is None else self.adjoints[id(wrt)]
        self._paths_found: tuple[list[chain.Path], int] | None = None

    def __repr__(self) -> str:
        return f"<explanation of {self.names[self.y]}: {len(self.graph)} nodes>"

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        name, made_by = self.names[self.y], printable(self.y.expression)
        yield Text(made_by if name == made_by else f"{name} = {made_by}", "bold")
        yield Text()
        yield self._table()
        yield from self._kinks()
        if self.wrt is not None:
            yield Text()
            yield from self._local()
            yield from self._paths()

    def _kinks(self) -> Iterator[RenderableType]:
        """Where the slope jumps or is infinite: the convention of the row there, and what it gives."""
        kinks = [node for node in self.graph.nodes if chain.at_kink(node)]
        for node in kinks[:MOST_KINKS]:
            row, name = node.row, self.names[node]
            assert row is not None
            why = f"{name} stands at a kink of {row.name}, where the slope jumps or is infinite."
            used = f"The convention of {row.name}: {row.kinks}. So here its partials are {self._partials(node)}."
            yield Text()
            yield Text(f"{why} {used}", "yellow")
        if len(kinks) > MOST_KINKS:
            yield Text(f"… and {len(kinks) - MOST_KINKS} more nodes at kinks", "yellow")

    def _table(self) -> Table:
        table = Table(box=None, header_style="dim", pad_edge=False)
        for head in ("node", "made by"):
            table.add_column(head, overflow="fold")
        for head in ("value", "gradient"):
            table.add_column(head, justify="right", no_wrap=True)
        table.add_column("local partials", overflow="fold")
        nodes = self.graph.nodes
        for _, node in bounded(nodes, len(nodes), MOST_ROWS):
            if isinstance(node, int):
                table.add_row(f"… {node} more")
            else:
                table.add_row(*self._row(node), style="dim" if node.is_constant else "")
        return table

    def _row(self, node: Value) -> list[RenderableType]:
        name = self.names[node]
        step = self.names.step(node)
        adjoint = self.adjoints[id(node)]
        gradient = Text("constant", "dim") if node.is_constant else Text(figure(adjoint), hue(adjoint))
        made_by, partials = Text("" if step == name else step), Text(self._partials(node))
        return [Text(name), made_by, Text(figure(node.data)), gradient, partials]

    def _partials(self, node: Value) -> str:
        """`by x: 2, by w: −3`."""
        pairs = zip(node.args, node.partials, strict=True)
        spelled = [f"by {self.names[arg]}: {figure(partial)}" for arg, partial in pairs if not arg.is_constant]
        return ", ".join(abridged(spelled, MOST_OPERANDS))

    def _local(self) -> Iterator[RenderableType]:
        assert self.wrt is not None and self.derivative is not None
        names, a = self.names, self.names[self.wrt]
        yield Text(f"{names.derivative(self.y, self.wrt)} = {figure(self.derivative)}", "bold")
        yield Text()
        uses = chain.edges(self.graph, self.wrt)
        if not uses:
            yield Text(f"{a} is the output itself." if self.wrt is self.y else f"Nothing uses {a}.")
            return
        yield Text(f"By its {len(uses)} uses: gradient of the user times local partial, summed" if len(uses) > 1
                   else "By its one use: gradient of the user times local partial")
        table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2))
        table.add_column(overflow="fold")
        table.add_column(no_wrap=True)
        for edge in uses[:MOST_ROWS]:
            adjoint = self.adjoints[id(edge.user)]
            product = _product([adjoint, edge.partial], scale(adjoint, edge.partial))
            table.add_row(Text(f"  in {names[edge.user]}"), Text(product))
        if len(uses) > MOST_ROWS:
            table.add_row(Text(f"  … {len(uses) - MOST_ROWS} more"), Text(""))
        if len(uses) > 1:
            table.add_row(Text("  sum"), Text(figure(self.derivative)))
        yield table
        yield Text()

    def paths(self) -> tuple[list[chain.Path], int]:
        """The paths from `wrt` to y: all if they are few, else the heaviest by `|product|`; and how many are left out.

        Equal paths are one, with their count.  The count of those left out is exact up to 10^15, and 10^15 + 1 beyond.
        """
        if self._paths_found is None:
            assert self.wrt is not None
            if chain.count_different(self.graph, self.wrt, self.y) <= chain.MOST_PATHS:
                self._paths_found = list(chain.paths(self.graph, self.wrt, self.y)), 0
            else:
                found = heaviest(self.graph, self.wrt, self.y, HEAVIEST)
                shown = sum(path.times for path in found)
                ways = chain.count_paths(self.graph, self.wrt, self.y, chain.MANY + shown + 1)
                self._paths_found = found, ways - shown
        return self._paths_found

    def rest(self, found: list[chain.Path]) -> float | None:
        """What the derivative has beyond some of its paths; None where it or they are not finite: nobody knows then."""
        assert self.derivative is not None
        rest = self.derivative
        for path in found:  # plain additions: what `sum` makes of floats depends on the version of Python
            rest -= path.total
        return rest if math.isfinite(rest) else None

    def _paths(self) -> Iterator[RenderableType]:
        assert self.wrt is not None and self.derivative is not None
        found, left_out = self.paths()
        if not found or self.wrt is self.y:
            return
        y, ways = self.names[self.y], sum(path.times for path in found) + left_out
        if left_out:
            count = chain.counted(ways).capitalize()
            yield Text(f"{count} paths lead to {y}: too many to list. The heaviest {len(found)}, by |product|")
        elif len(found) > 1:
            equal = "" if ways == len(found) else f", {len(found)} of them different"
            yield Text(f"By the {chain.counted(ways)} paths to {y}{equal}: product of the local partials, summed")
        elif ways > 1:
            count = chain.counted(ways)
            yield Text(f"By the {count} equal paths to {y}: product of the local partials, times their number")
        else:
            yield Text(f"By the one path to {y}: product of the local partials")
        table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2))
        for _ in range(3 if any(path.times > 1 for path in found) else 2):
            table.add_column(overflow="fold")
        for path in found:
            stations = [self.names[self.wrt], *(self.names[edge.user] for edge in path.edges)]
            product = _product([edge.partial for edge in path.edges], path.product)
            often = [Text(f"×{chain.counted(path.times)}")] if path.times > 1 else []
            table.add_row(Text(f"  {' → '.join(abridged(stations))}"), Text(product), *often)
        if left_out:
            rest = self.rest(found)
            together = [] if rest is None else [Text(figure(rest))]
            table.add_row(Text(f"  … and {chain.counted(left_out)} more{', together' if together else ''}"), *together)
        if ways > 1:
            table.add_row(Text("  sum"), Text(figure(self.derivative)))
        yield table

    def latex(self) -> str:
        r"""The same in LaTeX: an `align*` with the numbers put in; needs `\usepackage{amsmath}` and nothing else.

        Returns:
            The operations at their numbers; then for `wrt` the sum over its uses and that over the paths, or
            without it the derivative by each leaf.  Of very many lines the first and the last.
        """
        return explain_tex.latex(self)

    def to_json(self) -> dict[str, Any]:
        """Everything, in exact numbers.

        Returns:
            `expression`, `nodes` in topological order (`name, label, op, args` as places in the
            list, `value, gradient, partials, constant, scope`), and, if a derivative was asked
            for, `derivative`: `wrt, value, uses, paths` (None if there are too many, and then `heaviest`
            has those of the largest `|product|`, and `left_out` the number of the others, None beyond 10^15).
            Paths through the same nodes with the same partials are one, with its `count`.
        """
        nodes = self.graph.nodes
        place = {id(node): i for i, node in enumerate(nodes)}
        report: dict[str, Any] = {
            "expression": self.y.expression,
            "nodes": [
                {
                    "name": self.names[node],
                    "label": node.label,
                    "op": "" if node.row is None else node.row.name,
                    "args": [place[id(arg)] for arg in node.args],
                    "value": node.data,
                    "gradient": None if node.is_constant else self.adjoints[id(node)],
                    "partials": list(node.partials),
                    "constant": node.is_constant,
                    "scope": node.scope,
                }
                for node in nodes
            ],
        }
        if self.wrt is not None:
            found, left_out = self.paths()
            listed = [
                {"nodes": [place[id(e.user)] for e in path.edges], "product": path.product, "count": path.times}
                for path in found
            ]
            report["derivative"] = {
                "wrt": place[id(self.wrt)],
                "value": self.derivative,
                "uses": [
                    {"user": place[id(edge.user)], "adjoint": self.adjoints[id(edge.user)], "partial": edge.partial}
                    for edge in chain.edges(self.graph, self.wrt)
                ],
                "paths": None if left_out else listed,
                "heaviest": listed if left_out else None,
                "left_out": left_out if left_out <= chain.MANY else None,
            }
        return report


def _product(factors: list[float], product: float) -> str:
    """`2 · (−3) = −6`; a single factor stands for itself."""
    spelled = abridged([factor(x) for x in factors])
    return figure(product) if len(factors) == 1 else f"{' · '.join(spelled)} = {figure(product)}"


def _labelled(graph: Graph, label: str) -> Value:
    """The one node of a label."""
    found = [node for node in graph.nodes if node.label == label]
    if len(found) == 1:
        return found[0]
    count = f"{len(found)} nodes are" if found else "no node is"
    labels = list(dict.fromkeys(shown(node.label) for node in graph.nodes if node.label))
    more = f" and {len(labels) - MOST_NAMES} more" if len(labels) > MOST_NAMES else ""
    there = f"the labels are: {', '.join(labels[:MOST_NAMES])}{more}" if labels else "none has a label"
    raise ValueError(f"{count} labelled {shown(repr(label))}; {'give the Value itself' if found else there}")


def explain(y: Value, wrt: Value | str | None = None) -> Explanation:
    """The steps of a computation, and the chain rule for one derivative, in numbers.

    Args:
        y: the output.
        wrt: the node to explain dy/dwrt for, or its label: over its uses, and over all paths where they are few.

    Returns:
        An Explanation; printing it shows every node in topological order with its value, gradient
        and local partials.  Nothing is changed: the gradients shown are of y, whatever sweep ran last.

    Raises:
        TypeError: y is no Value, or wrt neither Value nor label.
        ValueError: y was not made from wrt, or not exactly one node has that label.

    Cost: one sweep in Python, some microseconds per node.

    >>> a, b = Value(2.0, label="a"), Value(4.0, label="b")
    >>> explain(a * b + a, a).derivative
    5.0
    """
    if not isinstance(y, Value):
        raise TypeError(f"explain needs a Value, got {number.what(y)}")
    if not (wrt is None or isinstance(wrt, (Value, str))):
        raise TypeError(f"wrt needs a Value or its label, got {number.what(wrt)}")
    return Explanation(y, wrt)
