"""The parts of an item and their sizes in px: a strip for edge labels, the operation's circle, the card.

    LR   | labels |( + )| card |          TB   labels, circle and card below each other

A layout is given the whole as one box.  Links enter it on the side of the labels, each at a port of its
own, and the ports are as far apart as labels are large: so that no label can touch another one, a card or
a circle, however the rest is placed.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import NamedTuple

from wengert.see.draw.layout import Layout, Point, arrange
from wengert.see.draw.measure import fitted, width
from wengert.see.draw.picture import Item, Picture
from wengert.see.draw.wording import label, typeset
from wengert.see.names import figure

NAME, TEXT, CAPTION, SIGN, LABEL = 13.0, 12.5, 10.5, 13.0, 11.5  # sizes of type
LONGEST = 190.0  # of a name
EVEN = 80.0  # the least width of a card's inside, so that most cards are of one width
PAD = 10.0  # between a card's border and its text
TOP = 4.5  # between a card's border and its first line
NAME_LINE, LINE, DETAIL_LINE = 20.0, 18.0, 15.0
NAME_BASE, CAPTION_BASE, NUMBER_BASE, DETAIL_BASE = 14.7, 13.0, 13.2, 11.0  # of type, below the top of its line
CHIP = 16.0  # the height of a label
STEP = 20.0  # room for labels in LR grows in steps, so that circles stand below each other
PITCH = 19.0  # between ports in LR
CIRCLE = 28.0  # and what is longer has ends as round
GAP = 9.0  # between circle and card
LEAD = 7.0  # of bare link before and after a label
FUNNEL = 15.0  # in TB, for the links to come together
STACK = 4.0  # by how much boxes that stand for several show behind each other


class Row(NamedTuple):
    """A line of a card: `grad  −1.5`.  `number` is its exact value, None if it is not known yet."""

    caption: str
    text: str
    number: float | None


class Card(NamedTuple):
    """An item's parts.

    Attributes:
        width, height: of the whole, in drawing orientation.
        room: depth of the strip for labels; 0 if there are none.
        mouth: over how many px the ports are spread.
        fan: by how much links come together between ports and circle: 1 if they run straight on.
        pill: width and height of the circle; 0, 0 if there is none.
        box: width and height of the card.
        title: as printed.
        rows: the numbers.
        lines: what a box holds.
    """

    width: float
    height: float
    room: float
    mouth: float
    fan: float
    pill: tuple[float, float]
    box: tuple[float, float]
    title: str
    rows: tuple[Row, ...]
    lines: tuple[str, ...]


class Placed(NamedTuple):
    """A picture with its geometry: all that a writer needs."""

    picture: Picture
    cards: list[Card]
    labels: list[str]  # of the links; empty where there is none
    layout: Layout
    rankdir: str

    @property
    def across(self) -> bool:
        """Whether it runs from top to bottom."""
        return self.rankdir == "TB"

    def corners(self, i: int) -> tuple[Point, Point]:
        """The upper left corners of an item's circle and of its card."""
        card, x, y = self.cards[i], self.layout.x[i], self.layout.y[i]
        (wide, tall), (box_wide, box_tall) = card.pill, card.box
        gap = GAP if wide else 0.0
        if self.across:
            top = y - card.height / 2.0 + card.room
            return (x - wide / 2.0, top), (x - box_wide / 2.0, top + (tall + gap))
        left = x - card.width / 2.0 + card.room
        return (left, y - tall / 2.0), (left + (wide + gap), y - box_tall / 2.0)


def place(picture: Picture, rankdir: str = "LR") -> Placed:
    """Give every item of a picture its size and its place.

    Args:
        picture: what to draw.
        rankdir: "LR" or "TB".

    Raises:
        ValueError: rankdir is neither.
    """
    labels = [label(link) for link in picture.links]
    widest = [0.0] * len(picture.items)
    ports = [0] * len(picture.items)
    for link, text in zip(picture.links, labels, strict=True):
        ports[link.target] = max(ports[link.target], link.ports)
        if text:
            widest[link.target] = max(widest[link.target], width(text, LABEL) + 8.0)
    contents = [_rows(item, picture.show) for item in picture.items]
    # one width for the numbers of all cards, so that cards are as alike as their names allow
    figures = max([_width_of(rows) for rows in contents if len(rows) > 1], default=0.0)
    cards = [
        card(item, rows, figures, count, most, rankdir)
        for item, rows, count, most in zip(picture.items, contents, ports, widest, strict=True)
    ]
    return Placed(picture, cards, labels, arranged(picture, cards, rankdir), rankdir)


def arranged(picture: Picture, cards: Sequence[Card], rankdir: str) -> Layout:
    """The layout of a picture's cards; where the order of operands does not matter, links take any port."""
    rows_of = [None if item.node is None else item.node.row for item in picture.items]
    return arrange(
        [(card.width, card.height) for card in cards],
        [(link.source, link.target, link.port, link.ports) for link in picture.links],
        rankdir,
        [card.mouth for card in cards],
        [row is None or row.commutative for row in rows_of],
    )


def card(item: Item, rows: tuple[Row, ...], figures: float, ports: int, widest: float, rankdir: str) -> Card:
    """The parts of one item.

    Args:
        item: what is shown.
        rows: its numbers.
        figures: the least width of the lines with numbers.
        ports: how many links enter.
        widest: the width of the widest label on these; 0 if there is none.
        rankdir: "LR" or "TB".
    """
    across = rankdir == "TB"
    title = fitted(typeset(item.name, item.is_formula), NAME, LONGEST, bold=True)
    lines = _wrapped(item.detail) if item.detail else ()
    wide = width(title, NAME, bold=True) + (width(f"×{item.count}", NAME) + 7.0 if item.count > 1 else 0.0)
    wide = max(wide, 14.0 if item.kind == "constant" else EVEN, figures if rows else 0.0)
    wide = max([wide, _width_of(rows), *(width(line, CAPTION) for line in lines)])
    high = (NAME_LINE if title else 0.0) + LINE * len(rows) + DETAIL_LINE * len(lines)
    behind = STACK * 2 if item.count > 1 else 0.0
    box = (round(wide + 2 * PAD + 1.5) + behind, (high or NAME_LINE) + 2 * TOP + behind)
    pitch = max(PITCH, widest + 6.0) if across else PITCH
    spread = pitch * ports
    if item.sign:
        long = max(CIRCLE, width(item.sign, SIGN) + 15.0 if len(item.sign) > 1 else 0.0)
        many = spread - pitch + 16.0 if ports > 2 else 0.0
        pill = (float(round(max(long, many))), CIRCLE) if across else (float(round(long)), max(CIRCLE, many))
    else:
        pill = (0.0, 0.0)
        spread = spread if widest else min(spread, box[not across])
    reach = (pill if item.sign else box)[not across] / 2.0 - 5.5
    furthest = spread / 2.0 * (ports - 1) / ports if ports else 0.0
    fan = min(1.0, reach / furthest) if across and furthest else 1.0
    room = 0.0
    if widest:
        room = LEAD + CHIP + (FUNNEL if fan < 1.0 else LEAD) if across else math.ceil(widest / STEP) * STEP + 2 * LEAD
    gap = GAP if item.sign else 0.0
    if across:
        whole = max(box[0], pill[0], spread), room + pill[1] + gap + box[1]
    else:
        whole = room + pill[0] + gap + box[0], max(box[1], pill[1], spread)
    return Card(*whole, room, spread, fan, pill, box, title, rows, lines)


def _width_of(rows: tuple[Row, ...]) -> float:
    """How wide captions and numbers are, with what is between them."""
    captions = max([width(row.caption, CAPTION) for row in rows], default=0.0)
    return captions + 12.0 + max([width(row.text, TEXT, bold=row.caption == "grad") for row in rows], default=0.0)


def _rows(item: Item, show: Sequence[str]) -> tuple[Row, ...]:
    if item.kind == "box" and item.data is None and item.grad is None:
        return ()
    if item.kind == "constant":
        number = "" if item.data is None else figure(item.data)
        return () if item.name == number else (Row("data", number, item.data),)
    rows = []
    if "data" in show and item.data is not None:
        rows.append(Row("data", figure(item.data), item.data))
    if "grad" in show:
        rows.append(Row("grad", figure(item.grad), item.grad))
    return tuple(rows)


def _wrapped(text: str, most: float = 170.0) -> tuple[str, ...]:
    """A text in lines that are no wider than a box should be, broken behind commas and colons."""
    lines = [""]
    for word in re.split(r"(?<=[,;:]) ", text):
        longer = f"{lines[-1]} {word}".lstrip()
        if lines[-1] and width(longer, CAPTION) > most:
            lines.append(word)
        else:
            lines[-1] = longer
    return tuple(lines)
