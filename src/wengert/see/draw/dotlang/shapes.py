"""Nodes and labels of the dot language with their sizes in px.

Legend: `across` whether the drawing runs downwards, so that a record's fields stand beside each other.
"""

from __future__ import annotations

import math
import re
from typing import NamedTuple

from wengert.see.draw.dotlang import label as labels
from wengert.see.draw.dotlang.label import Field
from wengert.see.draw.measure import fitted, width

SIZE = 14.0  # of type, where nothing is said
LONGEST = 400.0  # px of a line of text
ROUND = ("ellipse", "oval", "circle", "doublecircle", "point")
BARE = ("plaintext", "plain", "none")
INCH = 72.0  # px; Graphviz gives sizes of nodes in inches
_COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}|[a-zA-Z][a-zA-Z0-9]*")


class Box(NamedTuple):
    """A rectangle with text, or with boxes in it; sizes in px."""

    width: float
    height: float
    lines: tuple[str, ...] = ()
    parts: tuple[Box, ...] = ()
    beside: bool = False  # whether the parts stand beside each other


class Node(NamedTuple):
    """A node: its name, its attributes, and what follows from them."""

    name: str
    drawn: dict[str, str]
    shape: str
    box: Box
    size: float  # of type


class Label(NamedTuple):
    """The label of an edge; without lines if it has none."""

    lines: tuple[str, ...]
    size: float  # of type
    width: float
    height: float


def node(name: str, drawn: dict[str, str], across: bool) -> Node:
    """A node with the size that its label and its attributes give it."""
    shape, size = drawn.get("shape", "ellipse").lower(), number(drawn, "fontsize", SIZE)
    label = drawn.get("label", "\\N")
    if shape in ("record", "mrecord"):
        box = _record(labels.record(label), size, across, name)
    else:
        box = _text(label, size, name)
    grow = math.sqrt(2.0) if shape in ROUND else 1.0
    tight = "margin" in drawn and shape in ROUND
    wide = (box.width if not tight else box.width - 8.0) * grow
    wide = max(wide, INCH * number(drawn, "width", 0.75 if shape not in BARE else 0.3))
    high = max((box.height if not tight else box.height - 4.0) * grow, INCH * number(drawn, "height", 0.5))
    if shape in ("circle", "doublecircle", "point"):
        wide = high = max(wide, high) if not tight else max(box.width + 6.0, box.height + 2.0)
    return Node(name, drawn, shape, _stretched(box, wide, high), size)


def _text(label: str, size: float, name: str) -> Box:
    lines = tuple(fitted(line, size, LONGEST) for line in labels.lines(label, name))
    return Box(max(width(line, size) for line in lines) + 14.0, len(lines) * size * 1.25 + 8.0, lines)


def _record(field: Field, size: float, beside: bool, name: str) -> Box:
    if not field.fields:
        return _text(field.text, size, name)
    parts = tuple(_record(part, size, not beside, name) for part in field.fields)
    wides, highs = [part.width for part in parts], [part.height for part in parts]
    if beside:
        return Box(sum(wides), max(highs), (), parts, True)
    return Box(max(wides), sum(highs), (), parts, False)


def _stretched(box: Box, wide: float, high: float) -> Box:
    """A box of that size, its parts as wide or as high as it is."""
    if not box.parts:
        return box._replace(width=wide, height=high)
    more_wide = (wide - box.width) / len(box.parts) if box.beside else 0.0
    more_high = 0.0 if box.beside else (high - box.height) / len(box.parts)
    parts = tuple(
        _stretched(
            part,
            part.width + more_wide if box.beside else wide,
            high if box.beside else part.height + more_high,
        )
        for part in box.parts
    )
    return Box(wide, high, (), parts, box.beside)


def edge_label(drawn: dict[str, str]) -> Label:
    """The label of an edge with its size."""
    size, text = number(drawn, "fontsize", SIZE), drawn.get("label") or drawn.get("xlabel", "")
    if not text:
        return Label((), size, 0.0, 0.0)
    lines = tuple(fitted(line, size, LONGEST) for line in labels.lines(text))
    return Label(lines, size, max(width(line, size) for line in lines), 1.25 * size * len(lines))


def colour(drawn: dict[str, str], of: str, default: str) -> str:
    """The colour that an attribute names, the first of several; the default for anything else."""
    colour = drawn.get(of, "").split(":")[0].split(";")[0]
    return colour if _COLOUR.fullmatch(colour) else default


def number(drawn: dict[str, str], of: str, default: float) -> float:
    """The number that an attribute gives, if it is one that a drawing can have."""
    try:
        number = float(drawn.get(of, default))
    except ValueError:
        return default
    return number if 0.0 <= number < 1000.0 else default
