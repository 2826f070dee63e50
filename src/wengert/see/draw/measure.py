"""Measures in px: how wide a text is in the font of drawings, how it is cut to fit, how a length is written.

The widths are those of the font itself (`widths.py`), so boxes fit their text without a browser's help.
Characters that the font lacks are taken as wide as they get.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from wengert.see.draw import widths

#: What a character that the font lacks may take, in parts of the font's size.
UNKNOWN = 1.3


class _Advances(dict[str, float]):
    """Width of each character at size 1."""

    def __missing__(self, character: str) -> float:
        wide = UNKNOWN if not unicodedata.combining(character) else 0.0
        self[character] = wide
        return wide


def _advances(runs: tuple[tuple[int, tuple[int, ...]], ...]) -> _Advances:
    return _Advances(
        (chr(start + i), width / widths.EM) for start, run in runs for i, width in enumerate(run)
    )


_REGULAR, _BOLD = _advances(widths.REGULAR), _advances(widths.BOLD)
_KNOWN = frozenset(_REGULAR)


@lru_cache(maxsize=4096)
def width(text: str, size: float, bold: bool = False) -> float:
    """The width of a line of text.

    Args:
        text: without line breaks.
        size: of the font, in px.
        bold: whether it is set in bold.

    Returns:
        The sum of the advances, in px.

    >>> round(width("0.7071", 12), 2)
    41.99
    """
    return size * sum(map((_BOLD if bold else _REGULAR).__getitem__, text))


def fitted(text: str, size: float, most: float, bold: bool = False) -> str:
    """The text, or as much of its beginning and end as fits, with `…` between.

    Args:
        text: without line breaks.
        size: of the font, in px.
        most: how wide it may be, in px.
        bold: whether it is set in bold.

    >>> fitted("a label that is much too long", 12, 100)
    'a label th…long'
    """
    if len(text) * 0.2 * size <= most and width(text, size, bold) <= most:
        return text
    advances = _BOLD if bold else _REGULAR
    left = most / size - advances["…"]
    head, tail = 0, len(text)
    while head < tail:  # two from the front, then one from the back
        forwards = (head + len(text) - tail) % 3 != 2
        character = text[head] if forwards else text[tail - 1]
        left -= advances[character]
        if left < 0.0:
            break
        head, tail = (head + 1, tail) if forwards else (head, tail - 1)
    return f"{text[:head].rstrip()}…{text[tail:].lstrip()}"


def px(x: float) -> str:
    """A length or a coordinate, to a tenth."""
    return f"{x:.1f}".removesuffix(".0")


def is_known(text: str) -> bool:
    """Whether the font has every character of a text."""
    return _KNOWN.issuperset(text)
