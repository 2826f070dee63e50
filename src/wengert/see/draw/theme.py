"""The colours of drawings, light and dark, and how wide links are.

Sign is hue: blue where the output rises with a number, orange where it falls; grey until a gradient has
arrived.  Size is width.  Every text has a contrast of at least 4.5 to 1 to what it stands on (WCAG 2.1, 1.4.3).
"""

from __future__ import annotations

import math
from typing import NamedTuple

THEMES = ("auto", "light", "dark")


class Colours(NamedTuple):
    """One theme; each colour as `#rrggbb`.

    Attributes:
        page: what the drawing expects to stand on; the drawing itself has no background.
        card: a value's card, an operation's circle, and what edge labels stand on.
        leaf: a leaf's card.
        constant: a constant's card, and a box.
        ink: text.
        quiet: captions, constants, and all signs of derivatives before a sweep.
        line: borders of cards.
        edge: links before a sweep.
        rim: the border of an output.
        plus: positive.
        minus: negative.
        odd: nan, which has no sign.
    """

    page: str
    card: str
    leaf: str
    constant: str
    ink: str
    quiet: str
    line: str
    edge: str
    rim: str
    plus: str
    minus: str
    odd: str

    @property
    def variables(self) -> str:
        """All of them as CSS variables."""
        return ";".join(f"--{of}:{colour}" for of, colour in zip(self._fields, self, strict=True))


LIGHT = Colours(
    page="#ffffff", card="#ffffff", leaf="#eaf5ec", constant="#f4f5f7", ink="#1f2430", quiet="#59616e",
    line="#aab2bd", edge="#9aa3af", rim="#1f2430", plus="#2166ac", minus="#c2410c", odd="#a21caf",
)  # fmt: skip
DARK = Colours(
    page="#0f1319", card="#1b212b", leaf="#182b21", constant="#171c24", ink="#e8ecf2", quiet="#a3adba",
    line="#5a6472", edge="#77818f", rim="#e8ecf2", plus="#6db3f2", minus="#ff9a62", odd="#f0a2f5",
)  # fmt: skip


def colours(theme: str) -> Colours:
    """The colours of a theme; of "auto" the light ones, for readers that cannot choose."""
    return DARK if theme == "dark" else LIGHT


def tone(x: float) -> str:
    """Which of the colours a derivative has, by its sign."""
    return "plus" if x > 0.0 else "minus" if x < 0.0 else "quiet" if x == 0.0 else "odd"


def strength(flow: float, largest: float) -> float:
    """The width of a link that carries this, as a part of the widest: by the root, so that small ones can be told.

    Args:
        flow: what it carries; not nan.
        largest: the largest finite flow of the picture.
    """
    return math.sqrt(min(1.0, abs(flow) / largest)) if largest and math.isfinite(flow) else 1.0
