"""What a drawing may be asked for; of anything else an error says what there is."""

from __future__ import annotations

import operator
import os
from collections.abc import Iterable, Sequence
from typing import SupportsIndex

from wengert.core import number
from wengert.core.row import BY_NAME
from wengert.see.draw.picture import SHOW
from wengert.see.draw.theme import THEMES

RANKDIRS = ("LR", "TB")


def rankdir(asked: str) -> str:
    """A direction: "LR" from left to right, "TB" from top to bottom."""
    if asked not in RANKDIRS:
        raise ValueError(f"rankdir is 'LR' or 'TB', got {asked!r}")
    return asked


def theme(asked: str) -> str:
    """A theme: "auto", "light" or "dark"."""
    if asked not in THEMES:
        raise ValueError(f"theme is one of {', '.join(map(repr, THEMES))}; got {asked!r}")
    return asked


def show(asked: Sequence[str]) -> tuple[str, ...]:
    """Which numbers are shown, one or several of "data", "grad", "partials", in this order."""
    if not isinstance(asked, (str, Iterable)):
        raise TypeError(f"show takes {', '.join(map(repr, SHOW))}, one or several; got {number.what(asked)}")
    words = (asked,) if isinstance(asked, str) else tuple(asked)
    if unknown := [word for word in words if word not in SHOW]:
        raise ValueError(f"show takes {', '.join(map(repr, SHOW))}; got {unknown[0]!r}")
    return tuple(word for word in SHOW if word in words)


def opened(asked: bool | str | Iterable[str]) -> bool | frozenset[str]:
    """The composite operations whose inside is shown: all, none, or some by name."""
    if isinstance(asked, bool):
        return asked
    if not isinstance(asked, (str, Iterable)):
        raise TypeError(f"opened takes True, False, or names of composite operations; got {number.what(asked)}")
    names = (asked,) if isinstance(asked, str) else tuple(asked)
    for name in names:
        if not isinstance(name, str) or name not in BY_NAME or not BY_NAME[name].composite:
            there = ", ".join(sorted(name for name, row in BY_NAME.items() if row.composite))
            raise ValueError(f"{name!r} is no composite operation to be opened; there are: {there}")
    return frozenset(names)


def width(asked: int) -> int:
    """The width of a page, in characters: 1 or more."""
    if isinstance(asked, bool) or not isinstance(asked, SupportsIndex):
        raise TypeError(f"width is an int, a number of characters; got {number.what(asked)}")
    if (whole := operator.index(asked)) < 1:
        raise ValueError(f"width is at least 1 character, got {whole}")
    return whole


def form(path: str | os.PathLike[str], forms: Iterable[str], what: str) -> str:
    """The form that a file's suffix names, without its dot.

    Args:
        path: of the file.
        forms: those that there are.
        what: is to be written, for the message: "a drawing is".
    """
    name = os.fsdecode(path)
    suffix = os.path.splitext(name)[1]
    if suffix[1:].lower() not in forms:
        there = ", ".join(f".{each}" for each in forms)
        raise ValueError(f"{what} saved as {there}; got {suffix or 'no suffix'!r} in {name!r}")
    return suffix[1:].lower()
