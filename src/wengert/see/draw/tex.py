"""A placed picture as LaTeX: a document of its own, with TikZ and nothing else, that any TeX compiles.

The geometry is that of the SVG; one px is 0.75 bp.  Names and numbers are set in TeX's fonts.

Legend: x, y the upper left corner of a card; cx, cy the middle of an item.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from wengert.see.draw import texwords
from wengert.see.draw.cards import CHIP, GAP, LEAD, LINE, NAME_LINE, PAD, STACK, Card, Placed
from wengert.see.draw.layout import Point, curve
from wengert.see.draw.picture import Item
from wengert.see.draw.theme import LIGHT
from wengert.see.draw.wording import figure

WIDEST = 4.0  # of a link, in bp
COLOURS = ("card", "leaf", "constant", "ink", "quiet", "line", "edge", "rim", "plus", "minus", "odd")

_STYLES = r"""  wg edge/.style={draw=wgedge, line width=0.9bp},
  wg none/.style={draw=wgedge, line width=0.8bp, dash pattern=on 2.3bp off 2.3bp},
  wg odd/.style={draw=wgodd, line width=0.9bp, dash pattern=on 4.5bp off 2.3bp},
  wg plus/.style={draw=wgplus}, wg minus/.style={draw=wgminus},
  wg value/.style={draw=wgline, fill=wgcard, rounded corners=4.5bp, line width=0.75bp},
  wg leaf/.style={wg value, fill=wgleaf}, wg constant/.style={wg value, fill=wgconstant},
  wg box/.style={wg constant}, wg output/.style={draw=wgrim, line width=1.5bp},
  wg sign/.style={wg value, rounded corners=10.4bp},
  wg text/.style={inner sep=0pt, outer sep=0pt, text=wgink, font=\sffamily\fontsize{9}{11}\selectfont},
  wg name/.style={wg text, font=\sffamily\bfseries\fontsize{10}{12}\selectfont},
  wg small/.style={wg text, text=wgquiet, font=\sffamily\fontsize{8}{10}\selectfont},
  wg chip/.style={wg text, fill=white, inner sep=1.5pt, font=\fontsize{9}{11}\selectfont}"""


def tex(placed: Placed) -> str:
    r"""The drawing as LaTeX.

    Args:
        placed: what to draw, and where.

    Returns:
        A document of class `standalone`; the same text for the same picture.  Everything in a label is
        escaped.  Characters that pdfTeX's fonts lack it prints by their codes; LuaTeX and XeTeX as they are.

    Cost: some 40 µs per item.

    >>> import wengert as wg
    >>> document = tex(wg.Value(2.0, label="50%").draw().placed)
    >>> print(document.splitlines()[0], r"{50\%}" in document)
    \documentclass[border=4pt]{standalone} True
    """
    colours = "\n".join(f"\\definecolor{{wg{name}}}{{HTML}}{{{getattr(LIGHT, name)[1:].upper()}}}" for name in COLOURS)
    body = "\n".join(f"  {line}" for line in (*_links(placed), *_items(placed), *_labels(placed)))
    return (
        f"\\documentclass[border=4pt]{{standalone}}\n\\usepackage{{tikz}}\n{colours}\n{texwords.OTHER}\n"
        f"\\begin{{document}}\n\\begin{{tikzpicture}}[x=0.75bp, y=-0.75bp,\n{_STYLES}]\n{body}\n"
        f"\\end{{tikzpicture}}\n\\end{{document}}\n"
    )


# --- links ---------------------------------------------------------------------------------------------


def _links(placed: Placed) -> Iterator[str]:
    """Links end below the circles and cards that are drawn over them."""
    layout, across = placed.layout, placed.rankdir == "TB"
    flows = [abs(link.flow) for link in placed.picture.links if link.flow is not None]
    largest = max(filter(math.isfinite, flows), default=0.0)
    for link, route in zip(placed.picture.links, layout.routes, strict=True):
        card = placed.cards[link.target]
        way = _at(*route[0]) + "".join(
            f" .. controls {_at(*a)} and {_at(*b)} .. {_at(*end)}" for _, a, b, end in curve(route, placed.rankdir)
        )
        x, y = route[-1]
        inside = _at(x + card.room + card.pill[0] / 2.0, y)
        way += _down(card, layout.x[link.target], x, y) if across else f" -- {inside}"
        yield f"\\draw[{_style(link.flow, largest)}] {way};"
    for i, (item, card) in enumerate(zip(placed.picture.items, placed.cards, strict=True)):
        if item.sign:
            (px, py), (x, y) = _corners(card, layout.x[i], layout.y[i], across)
            start = (px + card.pill[0] / 2.0, py + card.pill[1] / 2.0)
            end = (start[0], y + 2.0) if across else (x + 2.0, start[1])
            yield f"\\draw[{_style(item.grad, largest)}] {_at(*start)} -- {_at(*end)};"


def _down(card: Card, cx: float, x: float, y: float) -> str:
    """In TB, from a port down past its label and together with the others into the circle."""
    wide, tall = card.pill if card.pill[0] else card.box
    half = card.mouth / 2.0
    ex = cx + (x - cx) * min(1.0, max(0.0, wide / 2.0 - 6.0) / half if half else 1.0)
    ey = y + card.room + (tall / 2.0 if card.pill[0] else 0.0)
    if not card.room:
        return f" -- {_at(ex, ey)}"
    start = y + LEAD + CHIP
    middle = (start + y + card.room) / 2.0
    return f" -- {_at(x, start)} .. controls {_at(x, middle)} and {_at(ex, middle)} .. {_at(ex, ey)}"


def _style(flow: float | None, largest: float) -> str:
    """Hue for sign, width for size, dashes for exactly nothing; plain until a gradient has arrived."""
    if flow is None:
        return "wg edge"
    if flow == 0.0:
        return "wg none"
    if flow != flow:
        return "wg odd"
    part = math.sqrt(min(1.0, abs(flow) / largest)) if largest and math.isfinite(flow) else 1.0
    return f"wg {'plus' if flow > 0.0 else 'minus'}, line width={_n(max(0.8, WIDEST * part))}bp"


# --- items ---------------------------------------------------------------------------------------------


def _items(placed: Placed) -> Iterator[str]:
    across = placed.rankdir == "TB"
    for item, card, cx, cy in zip(placed.picture.items, placed.cards, placed.layout.x, placed.layout.y, strict=True):
        (px, py), (x, y) = _corners(card, cx, cy, across)
        if item.sign:
            wide, tall = card.pill
            sign = texwords.words(item.sign)
            yield f"\\draw[wg sign] {_rectangle(px, py, wide, tall)};"
            yield f"\\node[wg text] at {_at(px + wide / 2.0, py + tall / 2.0)} {{{sign}}};"
        yield from _card(item, card, x, y)


def _corners(card: Card, cx: float, cy: float, across: bool) -> tuple[Point, Point]:
    """The upper left corners of an item's circle and card."""
    (wide, tall), (box_wide, box_tall) = card.pill, card.box
    if across:
        top = cy - card.height / 2.0 + card.room
        return (cx - wide / 2.0, top), (cx - box_wide / 2.0, top + (tall + GAP if wide else 0.0))
    left = cx - card.width / 2.0 + card.room
    return (left, cy - tall / 2.0), (left + (wide + GAP if wide else 0.0), cy - box_tall / 2.0)


def _card(item: Item, card: Card, x: float, y: float) -> Iterator[str]:
    wide, tall = card.box
    style = f"wg {item.kind}{', wg output' if item.is_output else ''}"
    if item.count > 1:
        wide, tall = wide - 2 * STACK, tall - 2 * STACK
        for k in (2, 1):
            yield f"\\draw[{style}] {_rectangle(x + k * STACK, y + k * STACK, wide, tall)};"
    yield f"\\draw[{style}] {_rectangle(x, y, wide, tall)};"
    left, right, line = x + PAD, x + wide - PAD, y + 4.5
    if card.title:
        alone = not (card.rows or card.lines)
        name = texwords.words(card.title) + (f" $\\times{item.count}$" if item.count > 1 else "")
        if item.kind == "constant":
            name = texwords.number(figure(item.data or 0.0))
        style = f"wg {'text' if item.kind == 'constant' else 'name'}, anchor=base{'' if alone else ' west'}"
        yield f"\\node[{style}] at {_at(x + wide / 2.0 if alone else left, line + 14.7)} {{{name}}};"
        line += NAME_LINE
    for row in card.rows:
        hue = _ink(row.number) if row.caption == "grad" else "wgink"
        yield f"\\node[wg small, anchor=base west] at {_at(left, line + 13.0)} {{{row.caption}}};"
        number = texwords.number(row.text)
        yield f"\\node[wg text, text={hue}, anchor=base east] at {_at(right, line + 13.2)} {{{number}}};"
        line += LINE
    for text in card.lines:
        yield f"\\node[wg small, anchor=base west] at {_at(left, line + 11.0)} {{{texwords.words(text)}}};"
        line += 15.0


def _ink(x: float | None) -> str:
    """The colour of a number that has a sign."""
    if x is None or x == 0.0:
        return "wgquiet"
    return "wgplus" if x > 0.0 else "wgminus" if x < 0.0 else "wgodd"


def _labels(placed: Placed) -> Iterator[str]:
    across = placed.rankdir == "TB"
    for link, label, route in zip(placed.picture.links, placed.labels, placed.layout.routes, strict=True):
        if not label:
            continue
        x, y = route[-1]
        x, y = (x, y + LEAD + CHIP / 2.0) if across else (x + placed.cards[link.target].room / 2.0, y)
        ink = "wgquiet" if link.flow is None else _ink(link.partial)
        text = texwords.words(label)
        if link.partial is not None:
            text = f"$\\times{{}}${texwords.number(figure(link.partial))}"
        yield f"\\node[wg chip, text={ink}] at {_at(x, y)} {{{text}}};"


# --- coordinates ---------------------------------------------------------------------------------------


def _rectangle(x: float, y: float, wide: float, tall: float) -> str:
    return f"{_at(x, y)} rectangle {_at(x + wide, y + tall)}"


def _at(x: float, y: float) -> str:
    return f"({_n(x)},{_n(y)})"


def _n(x: float) -> str:
    """A coordinate to a tenth of a px."""
    return f"{x:.1f}".removesuffix(".0")
