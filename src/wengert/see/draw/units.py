"""What a picture is put together from: nodes and boxes, in an order, boxes that are alike as one.

Legend: unit a node or a box; depth the longest way from what depends on nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable
from dataclasses import dataclass, field

from wengert.core.graph import Graph
from wengert.see.draw.fold import MANY, Box, Folding, stem


@dataclass(slots=True)
class Unit:
    """A node, or a box and those like it."""

    nodes: list[int]
    box: Box | None = None
    count: int = 1
    sources: set[int] = field(default_factory=set)


def units(graph: Graph, folding: Folding) -> tuple[list[Unit], list[int]]:
    """The units of a folded graph, each below its users, and for each node the place of its unit.

    Args:
        graph: what is drawn.
        folding: where its nodes go; without cycles.
    """
    found: list[Unit] = []
    number: dict[Hashable, int] = {}
    unit_of = []
    for i, box in enumerate(folding):
        key: Hashable = i if box is None else box.key
        if key not in number:
            number[key] = len(found)
            found.append(Unit([i] if box is None else box.nodes, box))
        unit_of.append(number[key])
    _connect(graph, found, unit_of)
    levels = _levels(found)
    kept = list(range(len(found)))  # the unit that stands for each
    for level in levels:
        for alike in _alike(graph, found, level, kept):
            first = found[alike[0]]
            first.count = len(alike)
            first.nodes = [i for k in alike for i in found[k].nodes]
            for k in alike:
                kept[k] = alike[0]
    order = [k for level in levels for k in level if kept[k] == k]
    place = {k: i for i, k in enumerate(order)}
    return [found[k] for k in order], [place[kept[k]] for k in unit_of]


def _connect(graph: Graph, found: list[Unit], unit_of: list[int]) -> None:
    place = graph.places
    for i, node in enumerate(graph.nodes):
        mine = unit_of[i]
        for arg in node.args:
            if (source := unit_of[place[id(arg)]]) != mine:
                found[mine].sources.add(source)


def _levels(found: list[Unit]) -> list[list[int]]:
    """The units by depth, in the order of their first nodes."""
    users: list[list[int]] = [[] for _ in found]
    waiting = [len(unit.sources) for unit in found]
    for k, unit in enumerate(found):
        for source in unit.sources:
            users[source].append(k)
    levels = []
    level = [k for k, count in enumerate(waiting) if not count]
    while level:
        levels.append(level)
        above = []
        for k in level:
            for user in users[k]:
                waiting[user] -= 1
                if not waiting[user]:
                    above.append(user)
        level = sorted(above)
    return levels


def _alike(graph: Graph, found: list[Unit], level: list[int], kept: list[int]) -> list[list[int]]:
    """Boxes of one depth with the same operations inside and the same sources, where they are many."""
    groups: dict[Hashable, list[int]] = {}
    for k in level:
        box = found[k].box
        if box is not None:
            ops = frozenset(Counter(graph.nodes[i].op for i in box.nodes).items())
            groups.setdefault((stem(box.path), ops, frozenset(kept[s] for s in found[k].sources)), []).append(k)
    return [group for group in groups.values() if len(group) > MANY]
