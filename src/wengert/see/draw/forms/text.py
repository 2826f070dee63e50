"""Drawings in characters.

Cards with names in their borders, signs of operations in parentheses, local derivatives on the lines:

    ╭─ a ─────╮
    │ data  3 ├─ ×−5 ──╮
    ╰─────────╯        ▼   ╭─ c ──────╮
                      (×)──┤ data −15 │
    ╭─ b ─────╮        ▲   ╰──────────╯
    │ data −5 ├─ ×3 ───╯
    ╰─────────╯

A line that carries exactly 0 is dashed.  Lines join at `├ ┤ ┬ ┴ ┼`; where two cross without touching, the
vertical one passes over the other, `─│─`.  The first operand is above the second, or left of it; where it
is not, the lines say `1st` and `2nd`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rich.cells import cell_len

from wengert.see.draw import options, wording
from wengert.see.draw.forms.characters.canvas import Canvas, cut
from wengert.see.draw.forms.characters.lanes import DOWNWARDS, SIDEWAYS, Grid, Places, place
from wengert.see.draw.forms.characters.order import Blocks, Card, Use
from wengert.see.draw.forms.tree import outline
from wengert.see.draw.picture import Item, Link, Picture
from wengert.see.names import figure, printable

MOST_ITEMS = 25  # of a drawing; more become a tree
WIDEST_NAME = 24  # cells
ORDINALS = ("1st", "2nd", "3rd")


@dataclass(frozen=True, slots=True)
class _Face:
    """What is written on an item: a title, lines of a left and a right part, the sign before the card."""

    title: str
    lines: tuple[tuple[str, str], ...]
    sign: str = ""
    bare: bool = False  # lines without a border

    @property
    def width(self) -> int:
        inside = max(cell_len(left) + cell_len(right) + bool(left and right) for left, right in self.lines)
        return inside if self.bare else max(inside + 4, cell_len(self.title) + 6 if self.title else 0)

    @property
    def height(self) -> int:
        return len(self.lines) + (0 if self.bare else 2)


def text(picture: Picture, width: int = 80, rankdir: str = "LR") -> str:
    """A picture in characters: in the direction asked for if that fits, else in the other one, else as a tree.

    Args:
        picture: up to 25 items are drawn; more become a tree.
        width: of the page, in cells of a terminal.
        rankdir: "LR" tries from left to right first, "TB" downwards.

    Returns:
        Lines that end in no blanks.  A gradient that no sweep has computed is `–`, or left out where that
        holds for all of them; never 0.

    Cost: some 10 ms for a neuron, at most half a second for 25 items.

    >>> import wengert as wg
    >>> x = wg.Value(2.0, label="x")
    >>> print(x.exp().draw().text(60), end="")
    ╭─ x ────╮                 ╭─ y ────────╮
    │ data 2 ├─ ×7.389 ▶(exp)──┤ data 7.389 │
    ╰────────╯                 ╰────────────╯
    """
    if 0 < len(picture.items) <= MOST_ITEMS:
        with_grad = picture.is_swept
        faces = [_face(item, with_grad) for item in picture.items]
        small = [_small(face, item) for face, item in zip(faces, picture.items, strict=True)]
        order = _order(picture)
        ways = [(faces, True), (faces, False), (small, False)]
        if options.rankdir(rankdir) == "TB":
            ways = [*ways[1:], ways[0]]
        for those, sideways in ways:
            page = _drawn(picture, those, sideways, order)
            if max(map(cell_len, page.splitlines()), default=0) <= width:
                return page
    return outline(picture, width)


# --- what stands on an item ----------------------------------------------------------------------------


def _face(item: Item, with_grad: bool) -> _Face:
    name = cut(wording.title(item), WIDEST_NAME * (1 + (item.kind == "box")))
    sign = f"({cut(printable(item.sign), WIDEST_NAME)})" if item.sign else ""
    if item.kind == "constant":
        return _Face("", (("", name or figure(item.data or 0.0)),), bare=True)
    if item.kind == "box":
        holds = [(part, "") for part in _wrapped(printable(item.detail))]
        return _Face(name, (*wording.numbers(item, with_grad), *holds), sign)
    return _Face(name, tuple(wording.numbers(item, with_grad)) or (("", ""),), sign)


def _small(face: _Face, item: Item) -> _Face:
    """A leaf without its border: `x = 2` above `grad` above its number."""
    if item.kind != "leaf":
        return face
    heads = [part for part in (face.title, *(number for what, number in face.lines if what == "data")) if part]
    lines = [" = ".join(heads)] if heads else []
    lines += [part for what, number in face.lines if what == "grad" for part in (what, number)]
    return _Face("", tuple(("", line) for line in lines or [""]), bare=True)


def _wrapped(detail: str) -> list[str]:
    """Lines of what a box holds, broken behind commas and colons where that is possible."""
    lines = [""]
    clauses = re.split(r"(?<=[,;:]) ", detail)
    for word in [part for each in clauses for part in ([each] if cell_len(each) <= WIDEST_NAME else each.split())]:
        if lines[-1] and cell_len(lines[-1]) + cell_len(word) + 1 > WIDEST_NAME:
            lines.append("")
        lines[-1] = cut(f"{lines[-1]} {word}".strip(), WIDEST_NAME)
    return lines


# --- the drawing ---------------------------------------------------------------------------------------


def _order(picture: Picture) -> list[int]:
    """The order of cards and lines, which is the same for every size and direction of a drawing."""
    return Blocks([Card(1, 0, 0)] * len(picture.items), [Use(u.source, u.target) for u in _links(picture)]).order()


def _links(picture: Picture) -> list[Link]:
    return sorted(picture.links, key=lambda link: (link.target, link.port))


def _drawn(picture: Picture, faces: Sequence[_Face], sideways: bool, order: Sequence[int]) -> str:
    links = _links(picture)
    labels = [wording.label(link) for link in links]
    cards = [_beside(face) if sideways else _below(face) for face in faces]
    places = _placed(cards, links, labels, sideways, order)
    if disordered := _disordered(links, places):
        for u, link in enumerate(links):
            if link.target in disordered:
                ordinal = ORDINALS[link.port] if link.port < len(ORDINALS) else f"{link.port + 1}th"
                labels[u] = f"{ordinal} {labels[u]}".rstrip()
        places = _placed(cards, links, labels, sideways, order)
    page = Canvas()
    pen = _Pen(page, places, faces, sideways)
    for u, link in enumerate(links):
        pen.link(u, link, labels[u])
    for i in range(len(faces)):
        pen.card(i)
    for link in links:
        pen.leave(link.source)
    return page.text()


def _beside(face: _Face) -> Card:
    if face.bare:
        return Card(face.width + 1, 0, 0)
    return Card(face.width, 1, face.height - 2, cell_len(face.sign))


def _below(face: _Face) -> Card:
    before, sign = (face.width - 1) // 2, cell_len(face.sign)
    return Card(face.height, before, face.width - 1 - before, int(sign > 0), sign // 2)


def _placed(
    cards: Sequence[Card], links: Sequence[Link], labels: Sequence[str], sideways: bool, order: Sequence[int]
) -> Places:
    grid: Grid = SIDEWAYS if sideways else DOWNWARDS
    uses = [Use(link.source, link.target) for link in links]
    for u, label in enumerate(labels):
        cells = cell_len(label)
        uses[u] = replace(uses[u], label=cells) if sideways else replace(uses[u], label=min(1, cells), half=cells // 2)
    return place(cards, uses, grid, order)


def _disordered(links: Sequence[Link], places: Places) -> set[int]:
    """The operations whose operands do not come in their order."""
    last: dict[int, int] = {}
    found = set()
    for u, link in enumerate(links):
        if places.lanes[u] < last.get(link.target, places.lanes[u]):
            found.add(link.target)
        last[link.target] = places.lanes[u]
    return found


class _Pen:
    """Puts a picture's parts on a page; knows which way main and cross are."""

    def __init__(self, page: Canvas, places: Places, faces: Sequence[_Face], sideways: bool) -> None:
        self.page, self.places, self.faces, self.sideways = page, places, faces, sideways

    def _turned(self, main: int, cross: int) -> tuple[int, int]:
        return (main, cross) if self.sideways else (cross, main)

    def card(self, i: int) -> None:
        """A card, the sign before it and the line between them."""
        face, page, places = self.faces[i], self.page, self.places
        hook, start, end, entry = places.hooks[i], places.starts[i], places.ends[i], places.entries[i]
        if face.bare:
            for row, (_, line) in enumerate(face.lines, start=end + 1 - face.height):
                if self.sideways:
                    page.write(end - cell_len(line), hook, f"{line} ")
                else:
                    page.write(hook - (cell_len(line) - 1) // 2, row, line)
            return
        width = end - start + 1 if self.sideways else face.width
        x, y = (start, hook - 1) if self.sideways else (hook - (width - 1) // 2, start)
        _border(page, x, y, width, face)
        if face.sign:
            page.line([self._turned(entry, hook), self._turned(start, hook)], ("card", i))
            page.write(*self._turned(entry, hook - (0 if self.sideways else (cell_len(face.sign) - 1) // 2)), face.sign)
            if self.sideways or not face.title:
                page.write(*self._turned(start, hook), "┤" if self.sideways else "┴")

    def leave(self, i: int) -> None:
        """Open the border of a card where its lines leave."""
        if not self.faces[i].bare:
            self.page.write(*self._turned(self._last(i), self.places.hooks[i]), "├" if self.sideways else "┬")

    def _last(self, i: int) -> int:
        """The main position at which lines leave a card."""
        face = self.faces[i]
        return self.places.ends[i] if self.sideways or face.bare else self.places.starts[i] + face.height - 1

    def link(self, u: int, link: Link, label: str) -> None:
        """The line of a use, with arrow and label."""
        places, s, t = self.places, link.source, link.target
        hook, goal, lane = places.hooks[s], places.hooks[t], places.lanes[u]
        trunk, entry, fork = places.trunks[u], places.entries[t], places.forks[u]
        way = [(self._last(s), hook)]
        if fork >= 0:
            way += [(fork, hook), (fork, lane)]
        arrow, head = (entry - 1, goal), "▶" if self.sideways else "▼"
        end: list[tuple[int, int]] = []
        if lane == goal:
            way.append(arrow)
        else:
            way.append((trunk, lane))
            end = [(trunk, lane), (trunk, goal), arrow]
            if trunk >= entry and self.faces[t].sign:  # the trunk runs through the sign
                arrow, head = self._beside_sign(t, lane < goal)
                end = [(trunk, lane), (trunk, arrow[1])]
        dashed = link.flow == 0.0
        self.page.line([self._turned(*point) for point in way], ("from", s), dashed)
        self.page.line([self._turned(*point) for point in end], ("into", t), dashed)
        self.page.write(*self._turned(*arrow), head)
        if label and self.sideways:
            self.page.write(places.labels[u] - 1, lane, f" {label} ")
        elif label:
            self.page.write(lane - (cell_len(label) - 1) // 2, places.labels[u], label)

    def _beside_sign(self, t: int, before: bool) -> tuple[tuple[int, int], str]:
        """Where an arrow that comes along the trunk stands, and which it is."""
        sign = 1 if self.sideways else cell_len(self.faces[t].sign)
        goal, trunk = self.places.hooks[t], self.places.entries[t]
        if self.sideways:
            trunk += (cell_len(self.faces[t].sign) - 1) // 2
        if before:
            return (trunk, goal - (sign - 1) // 2 - 1), "▼" if self.sideways else "▶"
        return (trunk, goal + sign // 2 + 1), "▲" if self.sideways else "◀"


def _border(page: Canvas, x: int, y: int, width: int, face: _Face) -> None:
    title = f"╭─ {face.title} " if face.title else "╭"
    page.write(x, y, title + "─" * (width - 1 - cell_len(title)) + "╮")
    for row, (left, right) in enumerate(face.lines, start=1):
        page.write(x, y + row, f"│ {left}{' ' * (width - 4 - cell_len(left) - cell_len(right))}{right} │")
    page.write(x, y + face.height - 1, "╰" + "─" * (width - 2) + "╯")
