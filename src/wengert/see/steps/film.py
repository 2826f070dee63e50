"""A drawing that changes: what stands where while a computation and its sweep go on step by step.

The drawing is laid out once, with room for the widest number that a card will ever show.  Each part of it,
a card, a link or a link's label, then has one look or several, each for a run of frames.  What is not computed
yet is not shown: a local derivative comes with the value of its user.  A link is grey until something is paid
along it, a gradient until all of its contributions have arrived.  One card and one link are marked in each frame.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from wengert.see.draw.cards import CAPTION, PAD, TEXT, Card, Placed, Row, arranged, place
from wengert.see.draw.forms import svg
from wengert.see.draw.layout import Layout
from wengert.see.draw.measure import px, width
from wengert.see.draw.picture import Picture
from wengert.see.names import UNKNOWN, figure

_WAY = re.compile(r' d="([^"]*)"')


class Look(NamedTuple):
    """Markup that is shown in the frames from `start` up to but without `stop`."""

    markup: str
    start: int
    stop: int


class Reading(NamedTuple):
    """What a card says from a frame on.

    Attributes:
        start: the frame.
        data: None if it is not computed yet.
        grad: None if nothing or not all of it has arrived.
        words: the gradient as it is written.
    """

    start: int
    data: float | None
    grad: float | None = None
    words: str = UNKNOWN


class Mark(NamedTuple):
    """What a frame points at: cards and links, by their places; and whether as a mistake."""

    cards: tuple[int, ...]
    links: tuple[int, ...] = ()
    mistaken: bool = False


class Film(NamedTuple):
    """A drawing in frames.

    Attributes:
        placed: the drawing at the end.
        looks: its parts, from the back to the front; some with one look for all frames.
        marks: a look for each frame that points at something.
        frames: how many there are.
    """

    placed: Placed
    looks: list[Look]
    marks: list[Look]
    frames: int


def film(
    picture: Picture,
    readings: Sequence[Sequence[Reading]],
    paid: Mapping[int, int],
    marks: Sequence[Mark | None],
    rankdir: str = "LR",
) -> Film:
    """Lay out a picture for all its frames, and give every part its looks.

    Args:
        picture: as it is at the end.
        readings: for each item what its card says, in order; the first from frame 0 on.
        paid: for each link that carries something, the frame in which it begins to.
        marks: for each frame what it points at.
        rankdir: "LR" or "TB".
    """
    placed = _with_room(place(picture, rankdir), readings)
    bare = replace(picture, items=tuple(replace(item, grad=None) for item in picture.items))
    unpaid = replace(bare, links=tuple(replace(link, flow=None) for link in picture.links))
    unknown = replace(bare, links=tuple(replace(link, flow=None, partial=None) for link in picture.links))
    stages = [placed._replace(picture=unknown), placed._replace(picture=unpaid), placed]
    known = [_first(readings[link.target], "data") for link in picture.links]
    end = len(marks)
    drawn = [list(svg.drawn_links(stage)) for stage in stages]
    ways = [_WAY.findall(line)[0] for line in drawn[-1][1 : 1 + len(picture.links)]]
    looks = [Look(drawn[-1][0], 0, end)]
    for i, (none, before, now) in enumerate(zip(*(lines[1:-1] for lines in drawn), strict=True)):
        stub = i - len(picture.links)
        if stub < 0:
            looks += _turning([(0, none), (known[i], before), (paid.get(i), now)], end)
        else:
            looks += _turning([(0, before), (_first(readings[_signed(picture)[stub]], "grad"), now)], end)
    looks.append(Look(drawn[-1][-1], 0, end))
    looks += _cards(placed, readings, end)
    labelled = [i for i, text in enumerate(placed.labels) if text]
    for i, before, now in zip(labelled, *map(svg.drawn_labels, stages[1:]), strict=True):
        looks += _turning([(known[i], before), (paid.get(i), now)], end)
    pointed = [Look(_mark(placed, mark, ways), k, k + 1) for k, mark in enumerate(marks) if mark is not None]
    return Film(placed, looks, pointed, end)


def _turning(stages: Sequence[tuple[int | None, str]], end: int) -> list[Look]:
    """A look for each stage from its frame on, up to the next one; none for what never comes or changes nothing."""
    there: list[tuple[int, str]] = []
    for start, markup in stages:
        if start is not None and start < end and not (there and there[-1][1] == markup):
            there.append((start, markup))
    stops = [*(start for start, _ in there[1:]), end]
    return [Look(markup, start, stop) for (start, markup), stop in zip(there, stops, strict=True)]


def _signed(picture: Picture) -> list[int]:
    """The items that have a circle, and a line from it to the card."""
    return [i for i, item in enumerate(picture.items) if item.sign]


def _first(readings: Sequence[Reading], number: str) -> int | None:
    """The frame from which on a card's data or its gradient is there in full."""
    return next((reading.start for reading in readings if getattr(reading, number) is not None), None)


def _with_room(placed: Placed, readings: Sequence[Sequence[Reading]]) -> Placed:
    """The same, with cards as wide as the widest number in all frames."""
    cards = [_widened(card, seen, placed.rankdir) for card, seen in zip(placed.cards, readings, strict=True)]
    if cards == placed.cards:
        return placed
    return placed._replace(cards=cards, layout=arranged(placed.picture, cards, placed.rankdir))


def _widened(card: Card, readings: Sequence[Reading], rankdir: str) -> Card:
    if not card.rows:
        return card
    texts = max(width(reading.words, TEXT, bold=reading.grad is not None) for reading in readings)
    captions = max(width(row.caption, CAPTION) for row in card.rows)
    wide, tall = card.box
    more = max(0.0, round(captions + 12.0 + texts + 2 * PAD + 1.5) - wide)
    whole = max(card.width, wide + more) if rankdir == "TB" else card.width + more
    return card._replace(width=whole, box=(wide + more, tall))


def _cards(placed: Placed, readings: Sequence[Sequence[Reading]], end: int) -> Iterator[Look]:
    """Each card with each of its readings, drawn as any card is."""
    seen = [(i, reading) for i, several in enumerate(readings) for reading in several]
    items = [placed.picture.items[i] for i, _ in seen]
    layout = placed.layout
    there = Layout([layout.x[i] for i, _ in seen], [layout.y[i] for i, _ in seen], [], layout.width, layout.height)
    every = placed._replace(
        picture=replace(
            placed.picture,
            items=tuple(
                replace(item, data=item.data if item.kind == "constant" else reading.data, grad=reading.grad)
                for item, (_, reading) in zip(items, seen, strict=True)
            ),
        ),
        cards=[_reads(placed.cards[i], reading) for i, reading in seen],
        layout=there,
    )
    for k, (markup, (i, reading)) in enumerate(zip(svg.drawn_items(every), seen, strict=True)):
        last = k + 1 == len(seen) or seen[k + 1][0] != i
        yield Look(markup, reading.start, end if last else seen[k + 1][1].start)


def _reads(card: Card, reading: Reading) -> Card:
    """A card with the numbers of one reading."""
    said = {
        "data": Row("data", figure(reading.data), reading.data),
        "grad": Row("grad", reading.words, reading.grad),
    }
    return card._replace(rows=tuple(said[row.caption] for row in card.rows))


def _mark(placed: Placed, mark: Mark, ways: Sequence[str]) -> str:
    """A glow along the links, and a ring around the cards."""
    kind = "mark wrong" if mark.mistaken else "mark"
    parts = [f'<path d="{ways[i]}"/>' for i in mark.links]
    for i in mark.cards:
        (_, (x, y)), (wide, tall) = placed.corners(i), placed.cards[i].box
        numbers = map(px, (x - 3.5, y - 3.5, wide + 7.0, tall + 7.0))
        parts.append('<rect x="{}" y="{}" width="{}" height="{}" rx="9"/>'.format(*numbers))
    return f'<g class="{kind}">{"".join(parts)}</g>'
