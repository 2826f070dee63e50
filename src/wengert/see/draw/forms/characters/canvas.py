"""Canvas: a page of characters on which lines meet, cross and turn.

Each cell remembers which of its four sides lines leave it by, so that corners and junctions come out by
themselves.  Lines of one net join; where two nets cross, the vertical one passes over: `─│─`.

Legend: x column, y row, from the upper left; a mask is a sum of UP, RIGHT, DOWN, LEFT.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from rich.cells import cell_len, chop_cells

UP, RIGHT, DOWN, LEFT = 1, 2, 4, 8

_GLYPHS = " │─╰││╭├─╯─┴╮┤┬┼"  # by mask
_DASHED = {UP | DOWN: "╎", RIGHT | LEFT: "╌"}
_SIDES = {(0, -1): UP, (1, 0): RIGHT, (0, 1): DOWN, (-1, 0): LEFT}
_OPPOSITE = {UP: DOWN, DOWN: UP, RIGHT: LEFT, LEFT: RIGHT}


class Canvas:
    """A page that grows as one writes on it."""

    def __init__(self) -> None:
        self._letters: dict[tuple[int, int], str] = {}
        self._lines: dict[tuple[int, int], dict[object, int]] = {}
        self._solid: set[tuple[int, int]] = set()

    def write(self, x: int, y: int, text: str) -> None:
        """Put text over whatever is there; a wide letter covers two cells."""
        for letter in _letters(text):
            self._letters[x, y] = letter
            width = cell_len(letter)
            for covered in range(x + 1, x + width):
                self._letters[covered, y] = ""
            x += width

    def line(self, points: Sequence[tuple[int, int]], net: object, dashed: bool = False) -> None:
        """Draw along way points, each straight beside or below the one before."""
        for (x0, y0), (x1, y1) in pairwise(points):
            dx, dy = (x1 > x0) - (x1 < x0), (y1 > y0) - (y1 < y0)
            side = _SIDES.get((dx, dy), 0)
            while (x0, y0) != (x1, y1):
                self._mark(x0, y0, net, side, dashed)
                x0, y0 = x0 + dx, y0 + dy
                self._mark(x0, y0, net, _OPPOSITE[side], dashed)

    def _mark(self, x: int, y: int, net: object, side: int, dashed: bool) -> None:
        masks = self._lines.setdefault((x, y), {})
        masks[net] = masks.get(net, 0) | side
        if not dashed:
            self._solid.add((x, y))

    def _glyph(self, cell: tuple[int, int]) -> str:
        masks = self._lines[cell]
        if len(masks) > 1 and UP | DOWN in masks.values() and RIGHT | LEFT in masks.values():
            return "│"
        mask = 0
        for part in masks.values():
            mask |= part
        return _GLYPHS[mask] if cell in self._solid else _DASHED.get(mask, _GLYPHS[mask])

    def crossings(self) -> int:
        """How often one net passes over another."""
        return sum(
            len(masks) > 1 and UP | DOWN in masks.values() and RIGHT | LEFT in masks.values()
            for cell, masks in self._lines.items()
            if cell not in self._letters
        )

    def text(self) -> str:
        """The page, without blanks at the ends of lines, each line ended."""
        cells = {cell: self._glyph(cell) for cell in self._lines}
        cells.update(self._letters)
        rows: dict[int, dict[int, str]] = {}
        for (x, y), letter in cells.items():
            rows.setdefault(y, {})[x] = letter
        lines = []
        for y in range(max(rows, default=-1) + 1):
            row = rows.get(y, {})
            lines.append("".join(row.get(x, " ") for x in range(max(row, default=-1) + 1)).rstrip() + "\n")
        return "".join(lines)


def _letters(text: str) -> list[str]:
    """The text cut into what takes at least one cell: a letter with the marks that stand on it."""
    letters: list[str] = []
    for letter in text:
        if letters and cell_len(letters[-1] + letter) == cell_len(letters[-1]):
            letters[-1] += letter
        else:
            letters.append(letter)
    return letters


def cut(text: str, width: int) -> str:
    """The text if it fits in so many cells, else its beginning and `…`."""
    if cell_len(text) <= width:
        return text
    return (chop_cells(text, width - 1)[0] if width > 1 else "") + "…"
