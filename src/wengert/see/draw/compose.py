"""From a graph to a Picture: which items there are, what is written on them, and how they are linked.

"Not computed yet" is never 0.  The core keeps no flag that a sweep has been, so this is the rule: a sweep
has arrived at a node if its gradient is not 0, or if it has arrived at one of its users.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from wengert.core.graph import Graph
from wengert.core.real import scale
from wengert.core.row import Row
from wengert.core.value import Value
from wengert.see.draw import inside, wording
from wengert.see.draw.fold import folding, holds, stem
from wengert.see.draw.picture import SHOW, Item, Kind, Link, Picture
from wengert.see.draw.units import Unit, units
from wengert.see.names import figure, printable

LARGE = 300  # nodes: of a larger graph long expressions are not written out, to be quick
LONGEST = 60  # characters of an expression in a title


def compose(
    graph: Graph,
    show: Sequence[str] = SHOW,
    fold: str | None = None,
    opened: bool | Collection[str] = False,
    adjoints: dict[int, float] | None = None,
    title: str = "",
) -> Picture:
    """The picture of a graph.

    Args:
        graph: what to show.
        show: which numbers: of "data", "grad", "partials".
        fold: as for `draw`.
        opened: the composite operations whose inside is shown: all, or by name.
        adjoints: gradients by `id` of the node, to be shown in place of those that the nodes have.
        title: what it is called; by default the outputs' names and how they were made.

    Returns:
        A Picture: items in an order in which operands come before users.

    Raises:
        TypeError: fold is neither a str nor None.
        ValueError: fold names no scope, or the picture would be too large.

    Cost: some 20 µs per item, and 1 µs per node.
    """
    if adjoints is None:
        there = arrived(graph) if "grad" in show else set()
        adjoints = {id(node): node.grad for node in graph.nodes if id(node) in there}
    elif "grad" not in show:
        adjoints = {}
    found = folding(graph, fold)
    maker = Maker(graph, show, adjoints, opened)
    if found is None:
        for i in range(len(graph)):
            maker.node(i)
    else:
        listed, maker.unit_of = units(graph, found)
        for unit in listed:
            if unit.box is None:
                maker.node(unit.nodes[0])
            else:
                maker.box(unit)
    return Picture(tuple(maker.items), tuple(maker.links), title or _title(graph), tuple(show))


def arrived(graph: Graph) -> set[int]:
    """The nodes, by `id`, at which a sweep has arrived."""
    there: set[int] = set()
    for node in reversed(graph.nodes):
        if node.grad != 0.0:
            there.add(id(node))
        if id(node) in there:
            there.update(map(id, node.args))
    return there


def _title(graph: Graph) -> str:
    """`o = tanh(n)`, or only `o` if that would be long; of several outputs their names."""
    names = [(_name(graph, output), wording.name(output)[1]) for output in graph.outputs[:4]]
    if len(graph.outputs) > 1:
        return ", ".join(name or made for name, made in names) + ", …" * (len(graph.outputs) > 4)
    name, _ = names[0]
    made = graph.outputs[0].expression
    return name if name == made or graph.outputs[0].is_leaf or len(made) > LONGEST else f"{name} = {made}"


def _name(graph: Graph, node: Value) -> str:
    """A node's title: `y` for the only output, if it has no label and no other node has this one."""
    if node is graph.outputs[0] and len(graph.outputs) == 1 and not node.label and not node.is_leaf:
        return "y" if all(other.label != "y" for other in graph.nodes) else wording.name(node)[0]
    return wording.name(node)[0]


class Maker:
    """Items and links as they come."""

    def __init__(
        self, graph: Graph, show: Sequence[str], adjoints: dict[int, float], opened: bool | Collection[str]
    ) -> None:
        self.graph = graph
        self.items: list[Item] = []
        self.links: list[Link] = []
        self.unit_of: Sequence[int] = range(len(graph))
        self._show = frozenset(show)
        self._at_length = len(graph) <= LARGE
        self._adjoints = adjoints
        self._opened = opened
        self._outputs = {id(output) for output in graph.outputs}
        self._item_of: dict[int, int] = {}  # where a node's card or box is among the items, by the node's id

    def node(self, i: int) -> None:
        """A node of the graph with links from its operands."""
        node = self.graph.nodes[i]
        grad = None if node.is_constant else self._adjoints.get(id(node))
        is_output = id(node) in self._outputs
        name = wording.name(node, self._at_length)
        if is_output:
            name = _name(self.graph, node), name[1]
        self.add(f"v{i}", node, name, grad, [self._item_of[id(arg)] for arg in node.args], is_output)

    def add(
        self,
        key: str,
        node: Value,
        name: tuple[str, str],
        grad: float | None,
        sources: list[int],
        is_output: bool = False,
    ) -> int:
        """A node with links from some items, before it what is inside, if it is to be opened; where it is."""
        row = node.row
        last = None if row is None or not self.opens(row) else inside.last(self, key, node, grad, sources)
        sign, sources, partials, constant = last or (
            "" if row is None else wording.sign(row), sources, node.partials, [arg.is_constant for arg in node.args],
        )  # fmt: skip
        self._card(key, node, name, grad, sign, is_output)
        self._uses(sources, partials, constant, grad)
        return len(self.items) - 1

    def opens(self, row: Row) -> bool:
        """Whether the inside of a row is shown."""
        return row.composite and (self._opened is True or (self._opened is not False and row.name in self._opened))

    def box(self, unit: Unit) -> None:
        """A box with one link from each item that it uses."""
        nodes, box = [self.graph.nodes[i] for i in unit.nodes], unit.box
        assert box is not None
        target = len(self.items)
        path = box.path
        one = nodes if unit.count == 1 else [self.graph.nodes[i] for i in box.nodes]
        name = self._titled(path, nodes) if unit.count == 1 else stem(path)
        result = self._result(nodes)
        self.items.append(
            Item(
                key=box.key,
                kind="box",
                name=name,
                data=None if result is None or "data" not in self._show else result.data,
                grad=None if result is None else self._adjoints.get(id(result)),
                detail=holds(one, path),
                count=unit.count,
                scope=path if box.key.startswith("box:") else "",
                is_output=any(id(node) in self._outputs for node in nodes),
                full=name,
            )
        )
        uses: dict[int, tuple[int, float | None]] = {}
        for node in nodes:
            self._item_of[id(node)] = target
        for node in nodes:
            adjoint = self._adjoints.get(id(node))
            for arg, partial in zip(node.args, node.partials, strict=True):
                source = self._item_of[id(arg)]
                if source != target:
                    flow = None if adjoint is None or arg.is_constant else scale(adjoint, partial)
                    count, most = uses.get(source, (0, None))
                    uses[source] = count + 1, _stronger(most, flow)
        for port, (source, (count, flow)) in enumerate(sorted(uses.items())):
            self.links.append(Link(source, target, port, len(uses), None, flow, count))

    def _titled(self, path: str, nodes: list[Value]) -> str:
        """A box's title: its scope, and the label of the output if it holds one: `out: loss`."""
        labels = [printable(node.label[: wording.NAME]) for node in nodes if id(node) in self._outputs]
        if len(labels) != 1 or not labels[0] or labels[0] == path.split(".")[-1]:
            return path
        return f"{path}: {labels[0]}"

    def _result(self, nodes: list[Value]) -> Value | None:
        """The one node of a box that is an output or used outside, if there is just one."""
        ours = {id(node) for node in nodes}
        outside = [
            node for node in nodes
            if id(node) in self._outputs or any(id(user) not in ours for user, _ in self.graph.users(node))
        ]  # fmt: skip
        return outside[0] if len(outside) == 1 else None

    def _card(
        self, key: str, node: Value, name: tuple[str, str], grad: float | None, sign: str, is_output: bool
    ) -> None:
        constant, leaf = node.is_constant, node.is_leaf
        data = node.data if "data" in self._show or constant else None
        short, full = name
        if leaf and not constant and not short and data is None:
            short = figure(node.data)
        kind: Kind = "constant" if constant else "leaf" if leaf else "value"
        self._item_of[id(node)] = len(self.items)
        item = Item(
            key, kind, short, data, grad, sign, scope=node.scope, is_output=is_output, node=node, full=full
        )
        self.items.append(item)

    def _uses(
        self, sources: Sequence[int], partials: Sequence[float], constant: Sequence[bool], grad: float | None
    ) -> None:
        """Links into the newest item; several from one box are one."""
        target, items = len(self.items) - 1, self.items
        entries: dict[tuple[int, int], tuple[int, float | None, float | None]] = {}
        for port, (source, partial, bare) in enumerate(zip(sources, partials, constant, strict=True)):
            flow = scale(grad, partial) if grad is not None and not bare else None
            shown = None if bare or "partials" not in self._show else partial
            entry = (source, -1 if items[source].kind == "box" else port)
            if entry in entries:
                count, _, most = entries[entry]
                entries[entry] = count + 1, None, _stronger(most, flow)
            else:
                entries[entry] = 1, shown, flow
        for port, ((source, _), (count, shown, flow)) in enumerate(entries.items()):
            self.links.append(Link(source, target, port, len(entries), shown, flow, count))


def _stronger(one: float | None, other: float | None) -> float | None:
    """The flow of larger size; None if neither is known."""
    if one is None or other is None:
        return other if one is None else one
    return other if not abs(one) >= abs(other) else one
