"""Draws a text in the dot language as SVG, where no Graphviz is there to do it.

It draws what Graphviz draws of such graphs: records with their fields, ellipses, circles and boxes, edges
with labels, colours, widths and dashes, from left to right or downwards, on our own layout.  Clusters,
ports of records, images and positions are left out, and fonts are our own.

Legend: x, y the middle of a node; `across` whether the drawing runs downwards; `drawn` attributes.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from wengert.see.draw.dotlang.arrange import LEAD, arranged, landed, ways
from wengert.see.draw.dotlang.read import read
from wengert.see.draw.dotlang.shapes import BARE, ROUND, Box, Label, Node, colour, edge_label, node, number
from wengert.see.draw.forms.style import FONTS
from wengert.see.draw.layout import Point, curve
from wengert.see.draw.measure import px
from wengert.see.names import printable

ARROW = 9.0  # px of an arrow's head


def svg(source: str) -> str:
    """A text in the dot language as SVG.

    Args:
        source: the text.

    Returns:
        One `<svg>` element without scripts; the same for the same text.

    Raises:
        DotError: it is not in that language.

    Cost: some 0.3 ms per node.

    >>> svg("digraph { a -> b }").count("<ellipse")
    2
    """
    graph = read(source)
    rankdir = graph.attributes.get("rankdir", "TB").upper()
    across = rankdir not in ("LR", "RL")
    nodes = [node(name, drawn, across) for name, drawn in graph.nodes.items()]
    place = {name: i for i, name in enumerate(graph.nodes)}
    pairs, turned = ways(graph, place, rankdir in ("RL", "BT"))
    labels = [edge_label(edge.attributes) for edge in graph.edges]
    layout = arranged(nodes, pairs, labels, across)
    parts: list[str] = []
    for edge, label, (_, target), back, route in zip(graph.edges, labels, pairs, turned, layout.routes, strict=True):
        points = landed(route, nodes[target], layout.x[target], layout.y[target], across)
        parts += _edge(edge.attributes, points, across, back, graph.directed)
        parts += _labelled(edge.attributes, label, route, across)
    for each, x, y in zip(nodes, layout.x, layout.y, strict=True):
        parts += _drawn(each, x, y)
    wide, high = px(layout.width), px(layout.height)
    body = "\n".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}" viewBox="0 0 {wide} {high}" '
        f'font-family="{FONTS}">\n<rect width="{wide}" height="{high}" fill="white"/>\n{body}\n</svg>\n'
    )


# --- what is drawn -------------------------------------------------------------------------------------


def _drawn(of: Node, x: float, y: float) -> Iterator[str]:
    drawn, box = of.drawn, of.box
    styles = drawn.get("style", "")
    yield f"<g><title>{escape(printable(of.name))}</title>"
    if "invis" not in styles:
        if of.shape not in BARE:
            fill = colour(drawn, "fillcolor", colour(drawn, "color", "lightgrey")) if "filled" in styles else "none"
            line = f'fill="{fill}" {_stroke(drawn)}'
            if of.shape in ROUND:
                yield f'<ellipse cx="{px(x)}" cy="{px(y)}" rx="{px(box.width / 2)}" ry="{px(box.height / 2)}" {line}/>'
            else:
                corner = 8 if of.shape == "mrecord" or "rounded" in styles else 0
                left, top = px(x - box.width / 2), px(y - box.height / 2)
                yield (
                    f'<rect x="{left}" y="{top}" width="{px(box.width)}" height="{px(box.height)}" '
                    f'rx="{corner}" {line}/>'
                )
        yield from _inside(of, box, x - box.width / 2, y - box.height / 2)
    yield "</g>"


def _inside(of: Node, box: Box, x: float, y: float) -> Iterator[str]:
    first = y + box.height / 2 - (len(box.lines) - 1) * of.size * 0.625 + of.size * 0.36
    for k, line in enumerate(box.lines):
        if line:
            yield _words(line, x + box.width / 2, first + k * of.size * 1.25, of.size, of.drawn)
    for k, part in enumerate(box.parts):
        if k:
            end = (x, y + box.height) if box.beside else (x + box.width, y)
            yield f'<path d="M{px(x)} {px(y)}L{px(end[0])} {px(end[1])}" {_stroke(of.drawn)}/>'
        yield from _inside(of, part, x, y)
        x, y = (x + part.width, y) if box.beside else (x, y + part.height)


def _edge(drawn: dict[str, str], points: list[Point], across: bool, back: bool, directed: bool) -> Iterator[str]:
    if "invis" in drawn.get("style", ""):
        return
    way = drawn.get("dir", "forward" if directed else "none")
    size = ARROW * number(drawn, "arrowsize", 1.0)
    heads = {"forward": (False, True), "back": (True, False), "both": (True, True)}.get(way, (False, False))
    heads = heads if drawn.get("arrowhead") != "none" else (heads[0], False)
    at_start, at_end = heads[::-1] if back else heads
    ink = colour(drawn, "color", "black")
    tips = []
    if at_end:
        tips.append(_tip(points[-1], size, across, 1.0, ink))
        points[-1] = _behind(points[-1], -size, across)
    if at_start:
        tips.append(_tip(points[0], size, across, -1.0, ink))
        points[0] = _behind(points[0], size, across)
    path = f"M{px(points[0][0])} {px(points[0][1])}"
    for _, (ax, ay), (bx, by), (x, y) in curve(points, "TB" if across else "LR"):
        path += f"C{px(ax)} {px(ay)} {px(bx)} {px(by)} {px(x)} {px(y)}"
    yield f'<path d="{path}" fill="none" {_stroke(drawn)}/>'
    yield from tips


def _labelled(drawn: dict[str, str], label: Label, route: list[Point], across: bool) -> Iterator[str]:
    """A label beside its edge, in the strip before the target; beside a loop."""
    x, y = route[-1]
    below = across and len(route) > 1 and route[0][1] != y
    x, y = (x + 4.0 + label.width / 2.0, y + LEAD) if below else (x + LEAD + label.width / 2.0, y - label.height - 1.0)
    for k, line in enumerate(label.lines):
        yield _words(line, x, y + label.size * (1.0 + 1.25 * k), label.size, drawn)


def _behind(point: Point, by: float, across: bool) -> Point:
    return (point[0], point[1] + by) if across else (point[0] + by, point[1])


def _tip(point: Point, size: float, across: bool, way: float, ink: str) -> str:
    (x, y), half, back = point, size * 0.38, size * way
    others = [(x - half, y - back), (x + half, y - back)] if across else [(x - back, y - half), (x - back, y + half)]
    corners = " ".join(f"{px(a)},{px(b)}" for a, b in (point, *others))
    return f'<polygon points="{corners}" fill="{ink}"/>'


def _words(line: str, x: float, y: float, size: float, drawn: dict[str, str]) -> str:
    fill = colour(drawn, "fontcolor", "black")
    where = f'x="{px(x)}" y="{px(y)}" font-size="{px(size)}" text-anchor="middle" fill="{fill}"'
    return f"<text {where}>{escape(line)}</text>"


def _stroke(drawn: dict[str, str]) -> str:
    style = drawn.get("style", "")
    dash = ' stroke-dasharray="5 2"' if "dashed" in style else ' stroke-dasharray="1 4"' if "dotted" in style else ""
    thick = number(drawn, "penwidth", 2.0 if "bold" in style else 1.0)
    return f'stroke="{colour(drawn, "color", "black")}" stroke-width="{px(thick)}"{dash}'
