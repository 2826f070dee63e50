"""theme: colours that can be told from what they stand on."""

from __future__ import annotations

from itertools import product

import pytest

from wengert.see.draw.theme import DARK, LIGHT, Colours


def contrast(first: str, second: str) -> float:
    """The contrast ratio of two colours, 1 to 21.

    Source: WCAG 2.1, definitions of contrast ratio and relative luminance.
    """
    brighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255.0 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_contrast(colours: Colours) -> None:
    """Every colour of text stands out from every ground that it may stand on, by at least 4.5 to 1."""
    for text, ground in product(("ink", "quiet", "plus", "minus", "odd"), ("card", "leaf", "constant", "page")):
        assert contrast(getattr(colours, text), getattr(colours, ground)) >= 4.5


def test_contrast_of_known_pairs() -> None:
    """The measure is that of WCAG: 21 for black on white, 4.54 for #767676 on white, 1 for equal colours."""
    pairs = (("#000000", "#ffffff"), ("#767676", "#ffffff"), ("#123456", "#123456"))
    assert (21.0, 4.54, 1.0) == tuple(round(contrast(*pair), 2) for pair in pairs)
