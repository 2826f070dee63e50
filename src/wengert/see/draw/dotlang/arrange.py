"""Where the nodes of a text in the dot language stand, and how its edges run.

Edges that close cycles are turned round for the layout.  Before each node is a strip for the labels of the
edges that end there.

Legend: a way is a pair of places in the list of nodes, from the lower rank to the higher.
"""

from __future__ import annotations

import math

from wengert.see.draw.dotlang.read import DotGraph
from wengert.see.draw.dotlang.shapes import ROUND, Box, Label, Node
from wengert.see.draw.layout import Layout, Point, arrange

LEAD, FUNNEL = 8.0, 16.0  # px of bare edge before a label, and after it
LOOP = 6.0  # px of an edge from a node to itself


def ways(graph: DotGraph, place: dict[str, int], backwards: bool) -> tuple[list[tuple[int, int]], list[bool]]:
    """Edges as pairs of places without cycles, and which of them were turned round for that."""
    pairs = [(place[edge.source], place[edge.target]) for edge in graph.edges]
    users: list[list[int]] = [[] for _ in place]
    for source, target in pairs:
        users[source].append(target)
    done, finished = [0] * len(users), [0] * len(users)  # 1 while it is walked from; when that ended
    clock = 0
    for start in range(len(users)):
        stack = [] if done[start] else [(start, iter(users[start]))]
        done[start] = 1
        while stack:
            node, rest = stack[-1]
            for user in rest:
                if not done[user]:
                    done[user] = 1
                    stack.append((user, iter(users[user])))
                    break
            else:
                clock += 1
                finished[node] = clock
                stack.pop()
    turned = [(finished[target] > finished[source]) != backwards for source, target in pairs]
    return [(t, s) if back else (s, t) for (s, t), back in zip(pairs, turned, strict=True)], turned


def arranged(nodes: list[Node], pairs: list[tuple[int, int]], labels: list[Label], across: bool) -> Layout:
    """Places and ways; before each node is a strip in which the labels of its edges stand."""
    ports, rooms, pitch = [0] * len(nodes), [0.0] * len(nodes), [12.0] * len(nodes)
    links = []
    for (source, target), label in zip(pairs, labels, strict=True):
        links.append((source, target, ports[target]))
        ports[target] += source != target
        if label.lines and source != target:
            deep, broad = (label.height, label.width + 10.0) if across else (label.width, label.height + 3.0)
            rooms[target] = max(rooms[target], deep + LEAD + FUNNEL)
            pitch[target] = max(pitch[target], broad)
    sizes, mouths = [], []
    for node, room, count, step in zip(nodes, rooms, ports, pitch, strict=True):
        side = node.box.width if across else node.box.height
        mouths.append(step * count if room else side * 0.5)
        broad = max(side, mouths[-1])
        sizes.append((broad, node.box.height + room) if across else (node.box.width + room, broad))
    layout = arrange(
        sizes, [(s, t, port, ports[t]) for s, t, port in links if s != t], "TB" if across else "LR", mouths
    )
    x = layout.x if across else [at + room / 2.0 for at, room in zip(layout.x, rooms, strict=True)]
    y = [at + room / 2.0 for at, room in zip(layout.y, rooms, strict=True)] if across else layout.y
    routes = iter(layout.routes)
    whole = [next(routes) if s != t else _loop(nodes[s].box, x[s], y[s]) for s, t, _ in links]
    return layout._replace(x=x, y=y, routes=whole)


def landed(route: list[Point], node: Node, x: float, y: float, across: bool) -> list[Point]:
    """A route led on from its port, past its label, to the border of its node."""
    main, cross = (1, 0) if across else (0, 1)
    middle = (x, y)
    size = (node.box.width, node.box.height)
    port = route[-1]
    edge = middle[main] - size[main] / 2.0
    if port[main] > edge:  # a loop
        return list(route)
    reach = size[cross] * (0.3 if node.shape in ROUND else 0.4)
    offset = max(-reach, min(reach, port[cross] - middle[cross]))
    if node.shape in ROUND and size[cross]:
        edge += size[main] / 2.0 * (1.0 - math.sqrt(max(0.0, 1.0 - (2.0 * offset / size[cross]) ** 2)))
    ends = [(edge - FUNNEL, port[cross]), (edge, middle[cross] + offset)]
    if ends[0][0] <= port[main]:
        del ends[0]
    return [*route, *((b, a) if across else (a, b) for a, b in ends)]


def _loop(box: Box, x: float, y: float) -> list[Point]:
    """From a node to itself, within the margin: up from its middle and back."""
    top = y - box.height / 2.0
    return [(x - LOOP, top), (x - LOOP, top - LOOP), (x + LOOP, top - LOOP), (x + LOOP, top)]
