"""Pictures in Graphviz's language.

Values are records `{ name | data … | grad … }`, operations small circles before them: the picture that
micrograd's readers know, with local derivatives on the edges.  A node is called by its item's key, `v3`,
and the circle of its operation `v3_op`, so that one can add edges to them.

Source: Graphviz, "The DOT Language" and "Node Shapes" (record-based nodes).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from wengert.see.draw import options, wording
from wengert.see.draw.picture import Item, Link, Picture
from wengert.see.draw.theme import LIGHT, strength, tone
from wengert.see.names import figure, printable

FONT = "Helvetica"
GRAPH = {"nodesep": "0.3", "ranksep": "0.6"}
NODES = {"shape": "record", "fontname": FONT, "fontsize": "11", "height": "0.3", "color": LIGHT.line}
EDGES = {"fontname": FONT, "fontsize": "10", "fontcolor": LIGHT.quiet, "color": LIGHT.edge, "arrowsize": "0.6"}
WIDEST = 3.0  # of an edge, in points


def dot(picture: Picture, rankdir: str = "LR") -> str:
    """A picture as a digraph in the dot language.

    Args:
        picture: what to draw.
        rankdir: "LR" or "TB".

    Returns:
        The same text for the same picture.  A gradient that no sweep has computed is `–`, or left out where
        that holds for all of them; never 0.

    Raises:
        ValueError: rankdir is neither.

    >>> print(dot(Picture((Item("v0", "leaf", "x", data=2.0),), ())).splitlines()[4].strip())
    "v0" [label="{ x | data 2 }" style="filled" fillcolor="#eaf5ec"]
    """
    lines = [f"\tgraph {attributes({'rankdir': options.rankdir(rankdir), **GRAPH})}"]
    lines += [f"\tnode {attributes(NODES)}", f"\tedge {attributes(EDGES)}"]
    return "digraph {\n" + "\n".join([*lines, *statements(picture)]) + "\n}\n"


def statements(picture: Picture) -> Iterator[str]:
    """The lines of the digraph, without its head: nodes, then edges."""
    with_grad, largest = picture.is_swept, picture.largest_flow
    for item in picture.items:
        yield f"\t{called(item.key)} {attributes(_node(item, with_grad))}"
        if item.sign:
            yield f"\t{called(_entry(item))} {attributes(_sign(item))}"
            yield f"\t{called(_entry(item))} -> {called(item.key)}"
    for link in picture.links:
        source, target = picture.items[link.source], picture.items[link.target]
        drawn = attributes(_edge(link, largest))
        yield f"\t{called(source.key)} -> {called(_entry(target))} {drawn}".rstrip()


def quoted(text: str) -> str:
    """A text as a string of the dot language; backslashes keep the meaning that they have in labels."""
    return '"' + text.replace('"', '\\"') + '"'


def called(key: str) -> str:
    """An item's key as the name of a node."""
    return quoted(printable(key).replace("\\", "\\\\"))


def attributes(of: Mapping[str, str]) -> str:
    """`[color="#aab2bd" label="{ a | data 2 }"]`; empty for none."""
    return "[" + " ".join(f"{name}={quoted(value)}" for name, value in of.items()) + "]" if of else ""


def escaped(text: str) -> str:
    r"""A text as it may stand in a label, with a backslash before what means something there.

    >>> escaped("{a|b} & <c>")
    '\\{a\\|b\\} &amp; \\<c\\>'
    """
    for special in "\\{}|<>":
        text = text.replace(special, "\\" + special)
    return text.replace("&", "&amp;")


def _entry(item: Item) -> str:
    """The node that an item's operands point to."""
    return f"{item.key}_op" if item.sign else item.key


def _node(item: Item, with_grad: bool) -> dict[str, str]:
    if item.kind == "constant":
        name = wording.title(item) or figure(item.data or 0.0)
        return {"label": escaped(name), "shape": "plaintext", "fontcolor": LIGHT.quiet}
    rows = [wording.title(item), *(f"{what} {number}" for what, number in wording.numbers(item, with_grad))]
    rows.append(printable(item.detail))
    drawn = {"label": "{ " + " | ".join(escaped(row) for row in rows if row) + " }"}
    if item.kind != "value":
        drawn |= {"style": "filled", "fillcolor": LIGHT.leaf if item.kind == "leaf" else LIGHT.constant}
    if item.is_output:
        drawn["color"] = LIGHT.rim
    return drawn


def _sign(item: Item) -> dict[str, str]:
    wide = len(item.sign) > 1
    label = printable(item.sign).replace("\\", "\\\\").replace("&", "&amp;")
    return {"label": label, "shape": "ellipse" if wide else "circle", "width": "0.3", "margin": "0.04"}


def _edge(link: Link, largest: float) -> dict[str, str]:
    """Hue for sign, width for size, dashes for exactly nothing; plain until a gradient has arrived."""
    drawn = {"label": label} if (label := wording.label(link)) else {}
    if link.flow is None:
        return drawn
    if link.flow == 0.0:
        return {**drawn, "style": "dashed"}
    hue = getattr(LIGHT, tone(link.flow))
    return {**drawn, "color": hue, "penwidth": f"{max(1.0, WIDEST * strength(link.flow, largest)):.2f}"}
