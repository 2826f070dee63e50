"""what_if and nudge: what a gradient promises for a small move, against what really happens.

Legend: y the output; step how far a leaf is moved; predicted the first-order change, gradient × step.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from rich.console import Console, ConsoleOptions, RenderableType
from rich.table import Table
from rich.text import Text

from wengert.core import number
from wengert.core.elementwise import combine
from wengert.core.graph import Graph
from wengert.core.notation import shown
from wengert.core.real import scale
from wengert.core.value import Value
from wengert.see import chain
from wengert.see.names import Names, figure
from wengert.see.shown import Shown, bounded

MOST_ROWS = 60  # of the table, in print; `lines` has them all
MOST_NAMES = 8  # in an error
#: How large a difference may be that rounding explains: in parts of the numbers that it is between, and of the change.
ROUNDING, OF_THE_CHANGE = 2.0**-47, 1e-12


class Line(NamedTuple):
    """One leaf that is moved: from where to where, and the gradient of y by it."""

    leaf: Value
    name: str
    at: float
    to: float
    gradient: float

    @property
    def step(self) -> float:
        """How far it is moved."""
        return self.to - self.at

    @property
    def predicted(self) -> float:
        """The change of y that the gradient promises for it."""
        return scale(self.gradient, self.step)


class WhatIf(Shown):
    """What a move of some leaves would do to the output; print it.

    Attributes:
        name: of the output.
        lines: one for each leaf that is moved.
        before: the output where it is.
        after: the output at the new numbers.
    """

    def __init__(self, name: str, lines: Sequence[Line], before: float, after: float) -> None:
        self.name = name
        self.lines = tuple(lines)
        self.before = before
        self.after = after

    @property
    def predicted(self) -> float:
        """The change to first order: gradient × step, summed over the leaves."""
        total = 0.0
        for line in self.lines:  # plain additions: what `sum` makes of floats depends on the version of Python
            total += line.predicted
        return total

    @property
    def true(self) -> float:
        """The change that comes of it."""
        return self.after - self.before

    @property
    def error(self) -> float:
        """How far the prediction is from the true change."""
        return self.predicted - self.true

    @property
    def is_rounding(self) -> bool:
        """Whether the error is no more than rounding makes: then the move is linear as far as numbers can tell."""
        size = ROUNDING * max(abs(self.before), abs(self.after))
        return abs(self.error) <= max(size, OF_THE_CHANGE * abs(self.true)) < float("inf") or self.error == 0.0

    @property
    def leaves(self) -> dict[Value, float]:
        """The new numbers of the leaves."""
        return {line.leaf: line.to for line in self.lines}

    def __repr__(self) -> str:
        change = f"predicted {_signed(self.predicted)}, true {_signed(self.true)}"
        return f"<what if: {len(self.lines)} leaves moved, {self.name} {change}>"

    def to_json(self) -> dict[str, Any]:
        """The report in exact numbers; inf and nan as they are."""
        fields = ("before", "after", "predicted", "true", "error")
        lines = [
            {name: getattr(line, name) for name in ("name", "at", "to", "step", "gradient", "predicted")}
            for line in self.lines
        ]
        return {"output": self.name, "leaves": lines, **{name: getattr(self, name) for name in fields}}

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        table = _table("leaf", "from", "to", "step", "gradient", "gradient × step")
        for _, line in bounded(self.lines, len(self.lines), MOST_ROWS):
            if isinstance(line, int):
                table.add_row(f"… {line} more")
                continue
            numbers = [figure(line.at), figure(line.to), _signed(line.step), figure(line.gradient)]
            table.add_row(Text(line.name), *numbers, _signed(line.predicted))
        yield table
        yield Text()
        table = _table("", f"change of {self.name}", "new value")
        table.add_row("predicted, to first order", _signed(self.predicted), figure(self.before + self.predicted))
        table.add_row("true, computed anew", _signed(self.true), figure(self.after))
        if self.is_rounding:
            table.add_row("error of the prediction", figure(0.0), "but for rounding" if self.error else "")
        else:
            table.add_row("error of the prediction", _signed(self.error), _part(self.error, self.true))
        yield table


def _table(*heads: str) -> Table:
    table = Table(box=None, header_style="dim", pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(Text(heads[0]), overflow="fold")
    for head in heads[1:]:
        table.add_column(Text(head), justify="right", no_wrap=True)
    return table


def _signed(x: float) -> str:
    """A change: with its sign."""
    return f"+{figure(x)}" if x > 0.0 else figure(x)


def _part(error: float, true: float) -> str:
    """An error in parts of what it is an error of."""
    return f"{abs(error / true):.2%} of the change" if true and abs(true) < float("inf") and error == error else ""


def what_if(y: Value, changes: Mapping[Value | str, Any]) -> WhatIf:
    """What would become of an output if some leaves had other numbers.

    The gradient predicts the change to first order: gradient × step, summed over the leaves.  The graph
    that made y is then computed anew at the new numbers, beside it, for the true change.

    Args:
        y: the output.
        changes: new numbers, by leaf or by its label; several at once.

    Returns:
        A WhatIf; print it, or ask `.predicted`, `.true`, `.error`.  Nothing is changed.

    Raises:
        TypeError: y is no Value, changes no mapping, a key neither Value nor label, or a number none.
        ValueError: a key is no leaf of the graph or a constant, a label is not there, or there twice; changes
            is empty; or a `data` was set since y was computed.

    Cost: two evaluations and one sweep, in Python; some microseconds per node.

    >>> a, b = Value(2.0, label="a"), Value(3.0, label="b")
    >>> answer = what_if(a * a * b, {a: 2.5})
    >>> answer.predicted, answer.true, answer.error
    (6.0, 6.75, -0.75)
    """
    graph = _graph(y, "what_if")
    if not isinstance(changes, Mapping):
        raise TypeError(f"what_if needs a dict of leaves and numbers, as {{a: 2.01}}, got {number.what(changes)}")
    found = _find(graph, list(changes))
    numbers = [number.real(x, f"what_if, for {shown(_called(key))},") for key, x in changes.items()]
    if not found:
        raise ValueError("what_if got no leaf to change; give one, as {a: 2.01}")
    return _answer(graph, found, dict(zip(map(id, found), numbers, strict=True)))


def nudge(y: Value, step: float = 0.01, wrt: Value | str | Iterable[Value | str] | None = None) -> WhatIf:
    """What would become of an output if its leaves moved a step along their gradients, all at once.

    The new number of each leaf is data + step × gradient: for a small positive step the way up, for a
    negative one the way down.

    Args:
        y: the output.
        step: how far, in units of the gradient.
        wrt: the leaves that move, or their labels; all of them without it.

    Returns:
        A WhatIf; print it, or ask `.leaves` for the new numbers, `.after` for the output there.  Nothing is changed.

    Raises:
        TypeError: y is no Value, step no number, or something in wrt neither Value nor label.
        ValueError: something in wrt is no leaf of the graph or a constant, or a label is not there, or there
            twice; or a `data` was set since y was computed.

    Cost: two evaluations and one sweep, in Python; some microseconds per node.

    >>> a, b = Value(2.0, label="a"), Value(3.0, label="b")
    >>> answer = nudge(a * b, step=0.1)
    >>> round(answer.predicted, 9), round(answer.true, 9)
    (1.3, 1.36)
    """
    graph = _graph(y, "nudge")
    length = number.real(step, "nudge's step")
    if isinstance(wrt, (Value, str)):
        wrt = [wrt]
    if wrt is not None and not isinstance(wrt, Iterable):
        raise TypeError(f"wrt needs leaves or their labels, got {number.what(wrt)}")
    found = list(graph.leaves) if wrt is None else _find(graph, list(wrt))
    adjoints = chain.adjoints(graph, y)
    moved = {id(leaf): leaf.data + scale(length, adjoints[id(leaf)]) for leaf in found}
    return _answer(graph, found, moved)


def _answer(graph: Graph, leaves: Sequence[Value], moved: dict[int, float]) -> WhatIf:
    y, names = graph.outputs[0], Names(graph)
    before = _replay(graph, {})
    for node, x in zip(graph.nodes, before, strict=True):
        if x != node.data and (x == x or node.data == node.data):
            raise ValueError(f"a data was set since {names[node]} was computed; call refresh() on the output first")
    after = _replay(graph, moved)
    adjoints = chain.adjoints(graph, y)
    lines = [Line(leaf, names[leaf], leaf.data, moved[id(leaf)], adjoints[id(leaf)]) for leaf in leaves]
    return WhatIf(names[y], lines, before[-1], after[-1])


def _replay(graph: Graph, moved: Mapping[int, float]) -> list[float]:
    """The numbers of all nodes with some leaves moved, computed beside the graph."""
    numbers: dict[int, float] = {}
    for node in graph.nodes:
        if node.row is None:
            numbers[id(node)] = moved.get(id(node), node.data)
        else:
            numbers[id(node)] = combine(node.row, [numbers[id(arg)] for arg in node.args])
    return list(numbers.values())


def _graph(y: Value, of: str) -> Graph:
    if not isinstance(y, Value):
        raise TypeError(f"{of} needs a Value, got {number.what(y)}")
    return Graph(y)


def _find(graph: Graph, keys: Sequence[Value | str]) -> list[Value]:
    """The leaves of some keys."""
    ours = {id(leaf) for leaf in graph.leaves}
    labelled: dict[str, list[Value]] = {}
    for node in graph.nodes:
        if node.label:
            labelled.setdefault(node.label, []).append(node)
    found: list[Value] = []
    for key in keys:
        if not isinstance(key, (Value, str)):
            raise TypeError(f"a leaf is given by itself or its label, got {number.what(key)}")
        nodes = [key] if isinstance(key, Value) else labelled.get(key, [])
        if len(nodes) != 1:
            count = f"{len(nodes)} nodes are" if nodes else "no node is"
            raise ValueError(f"{count} labelled {shown(_called(key))}; {_there_are(graph)}")
        leaf = nodes[0]
        if id(leaf) not in ours:
            raise ValueError(f"{shown(_called(key))} {_why_not(graph, leaf)}; {_there_are(graph)}")
        if any(leaf is other for other in found):
            raise ValueError(f"{shown(_called(key))} is given twice")
        found.append(leaf)
    return found


def _called(key: Value | str) -> str:
    return repr(key) if isinstance(key, str) else key.label or key.expression


def _why_not(graph: Graph, node: Value) -> str:
    if node not in graph:
        return "has no part in the output"
    return "is a constant" if node.is_constant else "is computed from others"


def _there_are(graph: Graph) -> str:
    leaves = graph.leaves
    names = [shown(leaf.label or repr(leaf)) for leaf in leaves[:MOST_NAMES]]
    more = f" and {len(leaves) - MOST_NAMES} more" if len(leaves) > MOST_NAMES else ""
    return f"the leaves are: {', '.join(names)}{more}" if names else "the graph has no leaf but constants"
