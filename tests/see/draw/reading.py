"""Reads a drawing in characters back, knowing nothing of how it was made: who uses whom, by which label.

It follows every line from the arrow at an operation's sign back to a card, as an eye does: never forwards,
straight on under a line that passes over, and past the label that stands on the line.
"""

from __future__ import annotations

import re
from typing import NamedTuple

UP, RIGHT, DOWN, LEFT = (0, -1), (1, 0), (0, 1), (-1, 0)
SIDES = {
    "│": {UP, DOWN}, "╎": {UP, DOWN}, "─": {LEFT, RIGHT}, "╌": {LEFT, RIGHT},
    "╭": {RIGHT, DOWN}, "╮": {LEFT, DOWN}, "╰": {UP, RIGHT}, "╯": {UP, LEFT},
    "├": {UP, RIGHT, DOWN}, "┤": {UP, LEFT, DOWN}, "┬": {LEFT, RIGHT, DOWN}, "┴": {LEFT, RIGHT, UP},
    "┼": {UP, RIGHT, DOWN, LEFT},
}  # fmt: skip
ARROWS = {"▶": LEFT, "◀": RIGHT, "▼": UP, "▲": DOWN}  # and the way back from each


class Seen(NamedTuple):
    """One use, as read: names of operand and user, what stands on the line."""

    source: str
    target: str
    label: str


class Page:
    """A drawing; its cards have titles of small letters, its text is of narrow characters."""

    def __init__(self, text: str) -> None:
        self.rows = text.splitlines()
        self.cards: dict[tuple[int, int], str] = {}  # cells of borders
        self.boxes: dict[str, tuple[int, int, int, int]] = {}
        for y, row in enumerate(self.rows):
            for found in re.finditer(r"╭─ ([a-z]+) ─*╮", row):
                self._card(found.group(1), found.start(), found.end() - 1, y)

    def _card(self, name: str, left: int, right: int, top: int) -> None:
        bottom = next(y for y in range(top + 1, len(self.rows)) if self._at(left, y) == "╰")
        assert self._at(right, bottom) == "╯"
        self.boxes[name] = (left, top, right, bottom)
        for x in range(left, right + 1):
            self.cards[x, top] = self.cards[x, bottom] = name
        for y in range(top, bottom + 1):
            self.cards[left, y] = self.cards[right, y] = name

    def _at(self, x: int, y: int) -> str:
        return self.rows[y][x] if 0 <= y < len(self.rows) and 0 <= x < len(self.rows[y]) else " "

    def uses(self, sideways: bool) -> list[Seen]:
        """Everything that the lines say."""
        found = []
        for target, (left, top, right, _) in self.boxes.items():
            if sideways:
                if self._at(left, top + 1) != "┤":
                    continue
                assert self.rows[top + 1][left - 3 : left] == ")──"
                first, last, y = self.rows[top + 1].rindex("(", 0, left), left - 3, top + 1
                around = [(first - 1, y), *((x, y + dy) for x in range(first, last + 1) for dy in (-1, 1))]
            else:
                if self._at((left + right) // 2, top - 1) != "│":
                    continue
                row = self.rows[top - 2]
                first = row.rindex("(", 0, (left + right) // 2 + 1)
                last, y = row.index(")", first), top - 2
                around = [(first - 1, y), (last + 1, y), *((x, y - 1) for x in range(first, last + 1))]
            for x, y in around:
                arrow = self._at(x, y)
                if arrow in ARROWS and (x + ARROWS[arrow][0], y + ARROWS[arrow][1]) not in self.cards:
                    found += [
                        Seen(source, target, label)
                        for source, label in self._back(x, y, ARROWS[arrow], "", RIGHT if sideways else DOWN)
                    ]
        return found

    def _back(self, x: int, y: int, way: tuple[int, int], label: str, never: tuple[int, int]) -> list[tuple[str, str]]:
        """The cards that one comes to from a cell, going that way, with the label passed on each way."""
        while True:
            x, y = x + way[0], y + way[1]
            glyph = self._at(x, y)
            if (x, y) in self.cards:
                return [(self.cards[x, y], label)]
            if glyph not in SIDES:
                assert not label, f"a second label at {x}, {y}"
                x, y, label = self._label(x, y, way)
                continue
            if glyph == "│" and way in (LEFT, RIGHT):  # under a line that passes over
                continue
            back = (-way[0], -way[1])
            assert back in SIDES[glyph], f"a line ends at {glyph!r} in {x}, {y}"
            ways = [side for side in SIDES[glyph] if side not in (back, never)]
            if not ways:
                return []
            if ways == [way]:
                continue
            return [found for onward in ways for found in self._back(x, y, onward, label, never)]

    def _label(self, x: int, y: int, way: tuple[int, int]) -> tuple[int, int, str]:
        """Past the label that stands at a cell, or beyond the blank there: where it ends, and what it says."""
        along = way in (LEFT, RIGHT)
        at = x + way[0] * (self._at(x, y) == " ") if along else x
        for found in re.finditer(r"(\d(st|nd|rd|th) )?×[\d.]+", self.rows[y] if 0 <= y < len(self.rows) else ""):
            if found.start() <= at < found.end():
                return (found.start() - 1 if along else x), y, found.group()
        raise AssertionError(f"a line ends in the open at {x}, {y}")
