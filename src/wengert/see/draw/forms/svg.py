"""A placed picture as SVG: one self-contained, deterministic text without scripts.

Colours are CSS variables, so that a drawing follows the reader's light or dark mode, with plain colours
beside them for readers of SVG that know no variables.  The style sheet of each drawing is bound to a class
made of a hash of its content: several drawings in one page do not restyle each other.

Legend: x, y the upper left corner of an item; cx, cy the middle of its circle.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator
from html import escape

from wengert.see.draw import options
from wengert.see.draw.cards import (
    CAPTION_BASE,
    CHIP,
    CIRCLE,
    DETAIL_BASE,
    DETAIL_LINE,
    GAP,
    LABEL,
    LEAD,
    LINE,
    NAME_BASE,
    NAME_LINE,
    NUMBER_BASE,
    PAD,
    SIGN,
    STACK,
    TOP,
    Card,
    Placed,
)  # fmt: skip
from wengert.see.draw.forms.style import FONTS, THINNEST, style
from wengert.see.draw.layout import Point, curve
from wengert.see.draw.measure import px, width
from wengert.see.draw.picture import Item, Link
from wengert.see.draw.theme import strength
from wengert.see.draw.wording import at_length

UNTITLED = "computation graph"
WIDEST = 5.0  # of a link, in px


def svg(placed: Placed, theme: str = "auto", more: str = "") -> str:
    """The drawing as SVG.

    Args:
        placed: what to draw, and where.
        theme: "light", "dark", or "auto" for what the reader's system prefers.
        more: further rules of style, for this drawing only.

    Returns:
        One `<svg>` element; the same text for the same picture.

    Raises:
        ValueError: there is no such theme.

    Cost: some 40 µs per item.
    """
    options.theme(theme)
    body = "\n".join([*drawn_links(placed), *drawn_items(placed), *drawn_labels(placed)])
    title, size = placed.picture.title or UNTITLED, (placed.layout.width, placed.layout.height)
    name = class_of(theme, title, body, more)
    shrinks = ' style="max-width:100%;height:auto"'
    return document(name, size, title, summary(placed), style(name, theme, more), body, shrinks)


def class_of(*content: object) -> str:
    """A class for a drawing, made of a hash of its content."""
    return "w" + hashlib.sha256("".join(map(str, content)).encode()).hexdigest()[:10]


def document(
    name: str, size: tuple[float, float], title: str, words: str, rules: str, body: str, attributes: str = ""
) -> str:
    """One `<svg>` element.

    Args:
        name: its class.
        size: width and height, in px.
        title: what it is of.
        words: what there is to see.
        rules: its style sheet, bound to the class.
        body: what is drawn, as markup.
        attributes: further ones of the element, as markup.
    """
    wide, high = map(px, size)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}" viewBox="0 0 {wide} {high}"'
        f'{attributes} class="{name}" role="img" aria-labelledby="{name}-t {name}-d" font-family="{FONTS}">\n'
        f'<title id="{name}-t">{escape(title)}</title>\n<desc id="{name}-d">{escape(words)}</desc>\n'
        f"<style>\n{rules}</style>\n{body}\n</svg>\n"
    )


def summary(placed: Placed) -> str:
    """What there is to see, in words, for those who do not see it."""
    items = placed.picture.items
    words = {"leaf": "leaves", "constant": "constants", "value": "results of operations", "box": "boxes"}
    counts = [(sum(item.kind == kind for item in items), word) for kind, word in words.items()]
    return f"A graph of {', '.join(f'{count} {word}' for count, word in counts if count)}."


# --- links -----------------------------------------------------------------------------------------


def drawn_links(placed: Placed) -> Iterator[str]:
    """The links, one element each, and then the short ones from circles to cards."""
    layout, cards, items, largest = placed.layout, placed.cards, placed.picture.items, placed.picture.largest_flow
    yield '<g fill="none">'
    for link, route in zip(placed.picture.links, layout.routes, strict=True):
        there = cards[link.target]
        way = "".join([f"M{px(route[0][0])} {px(route[0][1])}", *_curves(route, placed.rankdir)])
        x, y = route[-1]
        if placed.across:
            way += _down(there, layout.x[link.target], x, y)
        else:
            way += f"H{px(x + there.room + _inset(there, y - layout.y[link.target]))}"
        yield f"<path {_stroke(link.flow, largest)} d=\"{way}\">{_link_tip(link, items)}</path>"
    for i, item in enumerate(items):
        if item.sign:
            yield f'<path {_stroke(item.grad, largest)} d="{_stub(placed, i)}"/>'
    yield "</g>"


def _curves(route: list[Point], rankdir: str) -> Iterator[str]:
    for _, (ax, ay), (bx, by), (x, y) in curve(route, rankdir):
        if ay == y and by == y:
            yield f"H{px(x)}"
        else:
            yield f"C{px(ax)} {px(ay)} {px(bx)} {px(by)} {px(x)} {px(y)}"


def _inset(card: Card, offset: float) -> float:
    """How far behind the circle's foremost point its border is, at a distance from its middle."""
    wide, tall = card.pill
    if not wide:
        return 0.0
    radius = CIRCLE / 2.0
    beyond = min(radius, max(0.0, abs(offset) - (tall / 2.0 - radius)))
    return radius - math.sqrt(radius * radius - beyond * beyond)


def _down(card: Card, cx: float, x: float, y: float) -> str:
    """In TB, from a port down past its label and together with the others into the circle."""
    wide = card.pill[0]
    ex = cx + (x - cx) * card.fan
    radius = CIRCLE / 2.0 if wide else 0.0
    beyond = min(radius, max(0.0, abs(ex - cx) - (wide / 2.0 - radius)))
    ey = y + card.room + radius - math.sqrt(radius * radius - beyond * beyond)
    if ex == x:
        return f"V{px(ey)}"
    start = y + min(card.room, LEAD + CHIP)
    middle = (start + ey) / 2.0
    return f"V{px(start)}C{px(x)} {px(middle)} {px(ex)} {px(middle)} {px(ex)} {px(ey)}"


def _stub(placed: Placed, i: int) -> str:
    """The short line from a circle to its card."""
    ((left, top), _), (wide, tall) = placed.corners(i), placed.cards[i].pill
    if placed.across:
        return f"M{px(placed.layout.x[i])} {px(top + tall)}V{px(top + tall + GAP)}"
    return f"M{px(left + wide)} {px(placed.layout.y[i])}H{px(left + wide + GAP)}"


def _stroke(flow: float | None, largest: float) -> str:
    """The class and the width of a link: hue for sign, width for size, dashes for exactly nothing."""
    if flow is None:
        return 'class="e"'
    if flow == 0.0:
        return 'class="ez"'
    if flow != flow:
        return 'class="ex"'
    return f'class="e{_hue(flow)}" stroke-width="{px(max(THINNEST, WIDEST * strength(flow, largest)))}"'


def _link_tip(link: Link, items: tuple[Item, ...]) -> str:
    if link.partial is None:
        return ""
    names = [items[i].full or items[i].name or "…" for i in (link.target, link.source)]
    tops = "/".join(f"∂{name}" if name.isidentifier() else f"∂({name})" for name in names)
    flow = "" if link.flow is None else f"; carries {at_length(link.flow)}"
    return f"<title>{escape(f'{tops} = {at_length(link.partial)}{flow}')}</title>"


# --- items -----------------------------------------------------------------------------------------


def drawn_items(placed: Placed) -> Iterator[str]:
    """The cards and circles, one group each."""
    for i, (item, card) in enumerate(zip(placed.picture.items, placed.cards, strict=True)):
        kind = f"{item.kind} output" if item.is_output else item.kind
        pill, box = placed.corners(i)
        parts = [f'<g class="{kind}" data-key="{escape(item.key)}"><title>{escape(_tip(item))}</title>']
        parts += [*_pill(item, *pill, *card.pill), *_card(item, card, *box), "</g>"]
        yield "\n".join(parts)


def _pill(item: Item, x: float, y: float, wide: float, tall: float) -> Iterator[str]:
    if item.sign:
        yield (
            f'<rect class="op" x="{px(x)}" y="{px(y)}" width="{px(wide)}" height="{px(tall)}" '
            f'rx="{px(CIRCLE / 2.0)}"/>'
            f'<text class="s" x="{px(x + wide / 2.0)}" y="{px(y + tall / 2.0 + 0.36 * SIGN)}">'
            f"{escape(item.sign)}</text>"
        )


def _card(item: Item, card: Card, x: float, y: float) -> Iterator[str]:
    wide, tall = card.box
    if item.count > 1:
        wide, tall = wide - 2 * STACK, tall - 2 * STACK
        for k in (2, 1):
            yield _rect(x + k * STACK, y + k * STACK, wide, tall)
    yield _rect(x, y, wide, tall)
    left, right, line = px(x + PAD), px(x + wide - PAD), y + TOP
    if card.title:
        where = f'x="{left}"' if card.rows or card.lines else f'x="{px(x + wide / 2.0)}" text-anchor="middle"'
        more = f'<tspan class="t" dx="6">×{item.count}</tspan>' if item.count > 1 else ""
        yield f'<text class="n" {where} y="{px(line + NAME_BASE)}">{escape(card.title)}{more}</text>'
        line += NAME_LINE
    for row in card.rows:
        hue = "d" if row.caption == "data" else "gz" if row.number is None else f"g{_hue(row.number)}"
        yield (
            f'<text class="q" x="{left}" y="{px(line + CAPTION_BASE)}">{row.caption}</text>'
            f'<text class="{hue}" x="{right}" y="{px(line + NUMBER_BASE)}">{row.text}</text>'
        )
        line += LINE
    for text in card.lines:
        yield f'<text class="q" x="{left}" y="{px(line + DETAIL_BASE)}">{escape(text)}</text>'
        line += DETAIL_LINE


def _rect(x: float, y: float, wide: float, tall: float) -> str:
    return f'<rect x="{px(x)}" y="{px(y)}" width="{px(wide)}" height="{px(tall)}" rx="6"/>'


def _tip(item: Item) -> str:
    """What a card says at length: the whole name, and more of the numbers."""
    words = [item.full or item.name]
    words += [f"{word} = {at_length(x)}" for word, x in (("data", item.data), ("grad", item.grad)) if x is not None]
    words += [item.detail] if item.detail else []
    words += [f"scope {item.scope}"] if item.scope else []
    return " · ".join(filter(None, words))


# --- labels ----------------------------------------------------------------------------------------


def drawn_labels(placed: Placed) -> Iterator[str]:
    """The local derivatives on the links."""
    for link, text, route in zip(placed.picture.links, placed.labels, placed.layout.routes, strict=True):
        if not text:
            continue
        x, y = route[-1]
        room, wide = placed.cards[link.target].room, width(text, LABEL) + 6.0
        x, y = (x, y + LEAD + CHIP / 2.0) if placed.across else (x + room / 2.0, y)
        hue = "q" if link.flow is None or link.partial is None else f"p{_hue(link.partial)}"
        yield (
            f'<rect class="h" x="{px(x - wide / 2.0)}" y="{px(y - CHIP / 2.0)}" width="{px(wide)}" '
            f'height="{px(CHIP)}" rx="4"/>'
            f'<text class="{hue} w" x="{px(x)}" y="{px(y + 0.36 * LABEL)}">{text}</text>'
        )


def _hue(x: float) -> str:
    return "p" if x > 0.0 else "m" if x < 0.0 else "z" if x == 0.0 else "x"
