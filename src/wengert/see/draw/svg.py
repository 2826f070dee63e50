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

from wengert.see.draw import theme as themes
from wengert.see.draw.cards import CHIP, CIRCLE, GAP, LABEL, LEAD, LINE, NAME_LINE, PAD, SIGN, STACK, Card, Placed
from wengert.see.draw.layout import curve
from wengert.see.draw.measure import width
from wengert.see.draw.picture import Item, Link
from wengert.see.draw.style import FONTS, THINNEST, style
from wengert.see.draw.wording import at_length

WIDEST = 5.0  # of a link, in px


def svg(placed: Placed, theme: str = "auto") -> str:
    """The drawing as SVG.

    Args:
        placed: what to draw, and where.
        theme: "light", "dark", or "auto" for what the reader's system prefers.

    Returns:
        One `<svg>` element; the same text for the same picture.

    Raises:
        ValueError: there is no such theme.

    Cost: some 40 µs per item.
    """
    if theme not in themes.THEMES:
        raise ValueError(f"theme is one of {', '.join(map(repr, themes.THEMES))}; got {theme!r}")
    parts = [*drawn_links(placed), *drawn_items(placed), *drawn_labels(placed)]
    body = "\n".join(parts)
    title, desc = escaped(placed.picture.title or "computation graph"), escaped(summary(placed))
    name = "w" + hashlib.sha256(f"{theme}{title}{body}".encode()).hexdigest()[:10]
    wide, high = _n(placed.layout.width), _n(placed.layout.height)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}" viewBox="0 0 {wide} {high}" '
        f'style="max-width:100%;height:auto" class="{name}" role="img" aria-labelledby="{name}-t {name}-d" '
        f'font-family="{FONTS}">\n'
        f'<title id="{name}-t">{title}</title>\n<desc id="{name}-d">{desc}</desc>\n'
        f"<style>\n{style(name, theme)}</style>\n{body}\n</svg>\n"
    )


def escaped(text: str) -> str:
    """Text as it may stand in SVG, in an element or in an attribute."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def summary(placed: Placed) -> str:
    """What there is to see, in words, for those who do not see it."""
    items = placed.picture.items
    words = {"leaf": "leaves", "constant": "constants", "value": "results of operations", "box": "boxes"}
    counts = [(sum(item.kind == kind for item in items), word) for kind, word in words.items()]
    return f"A graph of {', '.join(f'{count} {word}' for count, word in counts if count)}."


# --- links -----------------------------------------------------------------------------------------


def drawn_links(placed: Placed) -> Iterator[str]:
    """The links, one element each, and then the short ones from circles to cards."""
    layout, cards, across = placed.layout, placed.cards, placed.rankdir == "TB"
    items = placed.picture.items
    flows = (abs(link.flow) for link in placed.picture.links if link.flow is not None)
    largest = max(filter(math.isfinite, flows), default=0.0)
    yield '<g fill="none">'
    for link, route in zip(placed.picture.links, layout.routes, strict=True):
        there = cards[link.target]
        way = "".join([f"M{_n(route[0][0])} {_n(route[0][1])}", *_curves(route, placed.rankdir)])
        x, y = route[-1]
        if across:
            way += _down(there, layout.x[link.target], x, y)
        else:
            way += f"H{_n(x + there.room + _inset(there, y - layout.y[link.target]))}"
        yield f"<path {_stroke(link.flow, largest)} d=\"{way}\">{_link_tip(link, items)}</path>"
    for i, item in enumerate(items):
        if item.sign:
            yield f'<path {_stroke(item.grad, largest)} d="{_stub(cards[i], layout.x[i], layout.y[i], across)}"/>'
    yield "</g>"


def _curves(route: list[tuple[float, float]], rankdir: str) -> Iterator[str]:
    for _, (ax, ay), (bx, by), (x, y) in curve(route, rankdir):
        if ay == y and by == y:
            yield f"H{_n(x)}"
        else:
            yield f"C{_n(ax)} {_n(ay)} {_n(bx)} {_n(by)} {_n(x)} {_n(y)}"


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
        return f"V{_n(ey)}"
    start = y + min(card.room, LEAD + CHIP)
    middle = (start + ey) / 2.0
    return f"V{_n(start)}C{_n(x)} {_n(middle)} {_n(ex)} {_n(middle)} {_n(ex)} {_n(ey)}"


def _stub(card: Card, cx: float, cy: float, across: bool) -> str:
    """The short line from a circle to its card."""
    if across:
        y = cy - card.height / 2.0 + card.room + card.pill[1]
        return f"M{_n(cx)} {_n(y)}V{_n(y + GAP)}"
    x = cx - card.width / 2.0 + card.room + card.pill[0]
    return f"M{_n(x)} {_n(cy)}H{_n(x + GAP)}"


def _stroke(flow: float | None, largest: float) -> str:
    """The class and the width of a link: hue for sign, width for size, dashes for exactly nothing."""
    if flow is None:
        return 'class="e"'
    if flow == 0.0:
        return 'class="ez"'
    if flow != flow:
        return 'class="ex"'
    part = 1.0 if math.isinf(flow) or not largest else math.sqrt(min(1.0, abs(flow) / largest))
    return f'class="e{_hue(flow)}" stroke-width="{_n(max(THINNEST, WIDEST * part))}"'


def _link_tip(link: Link, items: tuple[Item, ...]) -> str:
    if link.partial is None:
        return ""
    names = [items[i].full or items[i].name or "…" for i in (link.target, link.source)]
    tops = "/".join(f"∂{name}" if name.isidentifier() else f"∂({name})" for name in names)
    flow = "" if link.flow is None else f"; carries {at_length(link.flow)}"
    return f"<title>{escaped(f'{tops} = {at_length(link.partial)}{flow}')}</title>"


# --- items -----------------------------------------------------------------------------------------


def drawn_items(placed: Placed) -> Iterator[str]:
    """The cards and circles, one group each."""
    across = placed.rankdir == "TB"
    for item, card, cx, cy in zip(placed.picture.items, placed.cards, placed.layout.x, placed.layout.y, strict=True):
        kind = f"{item.kind} output" if item.is_output else item.kind
        yield f'<g class="{kind}" data-key="{escaped(item.key)}"><title>{escaped(_tip(item))}</title>'
        (wide, tall), (box_wide, box_tall) = card.pill, card.box
        if across:
            top = cy - card.height / 2.0 + card.room
            yield from _pill(item, cx - wide / 2.0, top, wide, tall)
            x, y = cx - box_wide / 2.0, top + (tall + GAP if wide else 0.0)
        else:
            left = cx - card.width / 2.0 + card.room
            yield from _pill(item, left, cy - tall / 2.0, wide, tall)
            x, y = left + (wide + GAP if wide else 0.0), cy - box_tall / 2.0
        yield from _card(item, card, x, y)
        yield "</g>"


def _pill(item: Item, x: float, y: float, wide: float, tall: float) -> Iterator[str]:
    if item.sign:
        yield (
            f'<rect class="op" x="{_n(x)}" y="{_n(y)}" width="{_n(wide)}" height="{_n(tall)}" '
            f'rx="{_n(CIRCLE / 2.0)}"/>'
            f'<text class="s" x="{_n(x + wide / 2.0)}" y="{_n(y + tall / 2.0 + 0.36 * SIGN)}">'
            f"{escaped(item.sign)}</text>"
        )


def _card(item: Item, card: Card, x: float, y: float) -> Iterator[str]:
    wide, tall = card.box
    if item.count > 1:
        wide, tall = wide - 2 * STACK, tall - 2 * STACK
        for k in (2, 1):
            yield _rect(x + k * STACK, y + k * STACK, wide, tall)
    yield _rect(x, y, wide, tall)
    left, right, line = _n(x + PAD), _n(x + wide - PAD), y + 4.5
    if card.title:
        where = f'x="{left}"' if card.rows or card.lines else f'x="{_n(x + wide / 2.0)}" text-anchor="middle"'
        more = f'<tspan class="t" dx="6">×{item.count}</tspan>' if item.count > 1 else ""
        yield f'<text class="n" {where} y="{_n(line + 14.7)}">{escaped(card.title)}{more}</text>'
        line += NAME_LINE
    for row in card.rows:
        hue = "d" if row.caption == "data" else "gz" if row.number is None else f"g{_hue(row.number)}"
        yield (
            f'<text class="q" x="{left}" y="{_n(line + 13.0)}">{row.caption}</text>'
            f'<text class="{hue}" x="{right}" y="{_n(line + 13.2)}">{row.text}</text>'
        )
        line += LINE
    for text in card.lines:
        yield f'<text class="q" x="{left}" y="{_n(line + 11.0)}">{escaped(text)}</text>'
        line += 15.0


def _rect(x: float, y: float, wide: float, tall: float) -> str:
    return f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(wide)}" height="{_n(tall)}" rx="6"/>'


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
    across = placed.rankdir == "TB"
    for link, text, route in zip(placed.picture.links, placed.labels, placed.layout.routes, strict=True):
        if not text:
            continue
        x, y = route[-1]
        room, wide = placed.cards[link.target].room, width(text, LABEL) + 6.0
        x, y = (x, y + LEAD + CHIP / 2.0) if across else (x + room / 2.0, y)
        hue = "q" if link.flow is None or link.partial is None else f"p{_hue(link.partial)}"
        yield (
            f'<rect class="h" x="{_n(x - wide / 2.0)}" y="{_n(y - CHIP / 2.0)}" width="{_n(wide)}" '
            f'height="{_n(CHIP)}" rx="4"/>'
            f'<text class="{hue} w" x="{_n(x)}" y="{_n(y + 0.36 * LABEL)}">{text}</text>'
        )


def _hue(x: float) -> str:
    return "p" if x > 0.0 else "m" if x < 0.0 else "z" if x == 0.0 else "x"


def _n(x: float) -> str:
    """A coordinate to a tenth of a px."""
    return f"{x:.1f}".removesuffix(".0")
