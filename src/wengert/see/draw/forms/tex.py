"""A placed picture as LaTeX: a document of its own, with TikZ and nothing else, that any TeX compiles.

The geometry is that of the SVG; one px is 0.75 bp.  Names and numbers are set in TeX's fonts.

Legend: x, y the upper left corner of a card; cx, cy the middle of an item.
"""

from __future__ import annotations

from collections.abc import Iterator

from wengert.see import texwords
from wengert.see.draw.cards import (
    CAPTION_BASE,
    CHIP,
    DETAIL_BASE,
    DETAIL_LINE,
    LEAD,
    LINE,
    NAME_BASE,
    NAME_LINE,
    NUMBER_BASE,
    PAD,
    STACK,
    TOP,
    Card,
    Placed,
)  # fmt: skip
from wengert.see.draw.layout import curve
from wengert.see.draw.measure import px
from wengert.see.draw.picture import Item
from wengert.see.draw.theme import LIGHT, strength, tone
from wengert.see.names import figure

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
        escaped; signs of mathematics are set as such.  Other characters that its fonts lack pdfTeX prints by their
        codes, LuaTeX and XeTeX as they are.

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
    layout, across, largest = placed.layout, placed.across, placed.picture.largest_flow
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
            (left, top), (x, y) = placed.corners(i)
            start = (left + card.pill[0] / 2.0, top + card.pill[1] / 2.0)
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
    return f"wg {tone(flow)}, line width={px(max(0.8, WIDEST * strength(flow, largest)))}bp"


# --- items ---------------------------------------------------------------------------------------------


def _items(placed: Placed) -> Iterator[str]:
    for i, (item, card) in enumerate(zip(placed.picture.items, placed.cards, strict=True)):
        (left, top), (x, y) = placed.corners(i)
        if item.sign:
            wide, tall = card.pill
            sign = texwords.words(item.sign)
            yield f"\\draw[wg sign] {_rectangle(left, top, wide, tall)};"
            yield f"\\node[wg text] at {_at(left + wide / 2.0, top + tall / 2.0)} {{{sign}}};"
        yield from _card(item, card, x, y)


def _card(item: Item, card: Card, x: float, y: float) -> Iterator[str]:
    wide, tall = card.box
    style = f"wg {item.kind}{', wg output' if item.is_output else ''}"
    if item.count > 1:
        wide, tall = wide - 2 * STACK, tall - 2 * STACK
        for k in (2, 1):
            yield f"\\draw[{style}] {_rectangle(x + k * STACK, y + k * STACK, wide, tall)};"
    yield f"\\draw[{style}] {_rectangle(x, y, wide, tall)};"
    left, right, line = x + PAD, x + wide - PAD, y + TOP
    if card.title:
        alone = not (card.rows or card.lines)
        name = texwords.words(card.title) + (f" $\\times{item.count}$" if item.count > 1 else "")
        if item.kind == "constant":
            name = texwords.number(figure(item.data or 0.0))
        style = f"wg {'text' if item.kind == 'constant' else 'name'}, anchor=base{'' if alone else ' west'}"
        yield f"\\node[{style}] at {_at(x + wide / 2.0 if alone else left, line + NAME_BASE)} {{{name}}};"
        line += NAME_LINE
    for row in card.rows:
        hue = _ink(row.number) if row.caption == "grad" else "wgink"
        yield f"\\node[wg small, anchor=base west] at {_at(left, line + CAPTION_BASE)} {{{row.caption}}};"
        number = texwords.number(row.text)
        yield f"\\node[wg text, text={hue}, anchor=base east] at {_at(right, line + NUMBER_BASE)} {{{number}}};"
        line += LINE
    for text in card.lines:
        yield f"\\node[wg small, anchor=base west] at {_at(left, line + DETAIL_BASE)} {{{texwords.words(text)}}};"
        line += DETAIL_LINE


def _ink(x: float | None) -> str:
    """The colour of a number that has a sign."""
    return "wgquiet" if x is None else f"wg{tone(x)}"


def _labels(placed: Placed) -> Iterator[str]:
    for link, label, route in zip(placed.picture.links, placed.labels, placed.layout.routes, strict=True):
        if not label:
            continue
        x, y = route[-1]
        x, y = (x, y + LEAD + CHIP / 2.0) if placed.across else (x + placed.cards[link.target].room / 2.0, y)
        ink = "wgquiet" if link.flow is None else _ink(link.partial)
        text = texwords.words(label)
        if link.partial is not None:
            text = f"$\\times{{}}${texwords.number(figure(link.partial))}"
        yield f"\\node[wg chip, text={ink}] at {_at(x, y)} {{{text}}};"


# --- coordinates ---------------------------------------------------------------------------------------


def _rectangle(x: float, y: float, wide: float, tall: float) -> str:
    return f"{_at(x, y)} rectangle {_at(x + wide, y + tall)}"


def _at(x: float, y: float) -> str:
    return f"({px(x)},{px(y)})"
