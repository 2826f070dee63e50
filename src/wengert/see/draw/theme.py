"""The colours of drawings, light and dark.

Sign is hue: blue where the output rises with a number, orange where it falls; grey until a gradient has
arrived.  Every text has a contrast of at least 4.5 to 1 to what it stands on (WCAG 2.1, 1.4.3).
"""

from __future__ import annotations

from typing import Literal, NamedTuple

Theme = Literal["auto", "light", "dark"]
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


LIGHT = Colours(
    page="#ffffff", card="#ffffff", leaf="#eaf5ec", constant="#f4f5f7", ink="#1f2430", quiet="#59616e",
    line="#aab2bd", edge="#9aa3af", rim="#1f2430", plus="#2166ac", minus="#c2410c", odd="#a21caf",
)  # fmt: skip
DARK = Colours(
    page="#0f1319", card="#1b212b", leaf="#182b21", constant="#171c24", ink="#e8ecf2", quiet="#a3adba",
    line="#5a6472", edge="#77818f", rim="#e8ecf2", plus="#6db3f2", minus="#ff9a62", odd="#f0a2f5",
)  # fmt: skip


def contrast(first: str, second: str) -> float:
    """The contrast ratio of two colours, 1 to 21.

    Source: WCAG 2.1, definitions of contrast ratio and relative luminance.

    >>> round(contrast("#000000", "#ffffff"))
    21
    """
    brighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255.0 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
