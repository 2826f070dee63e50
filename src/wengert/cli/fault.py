"""What is wrong with something typed, and the column where."""

from __future__ import annotations

import difflib

from rich.cells import cell_len

from wengert.core.notation import shortened

WIDEST = 72  # columns of the excerpt
LONGEST_MESSAGE = 400  # characters


class Fault(ValueError):
    """Something typed is wrong; its text shows the place with a caret under it.

    Args:
        message: what is wrong, and what to write instead.
        source: the text as it was typed.
        at: where in it, in characters from 0.
    """

    def __init__(self, message: str, source: str, at: int) -> None:
        self.message = message = shortened(_printable(message), LONGEST_MESSAGE)
        self.at = max(0, min(at, len(source)))
        excerpt, caret = _excerpt(source, self.at)
        shown = f"{message} (column {self.at + 1})\n  {excerpt}\n  {' ' * caret}^" if source.strip() else message
        super().__init__(shown)


def _excerpt(source: str, at: int) -> tuple[str, int]:
    """At most `WIDEST` columns of the source around a place, and the column of the place in them."""
    start = max(0, at - WIDEST // 2) if len(source) > WIDEST else 0
    end = start + WIDEST
    shown = _printable(source[start:end])
    before = ("…" if start else "") + shown[: at - start]
    return ("…" if start else "") + shown + ("…" if end < len(source) else ""), cell_len(before)


def _printable(text: str) -> str:
    """The same text, character for character, unable to do anything to a terminal."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)


def listed(names: list[str], most: int = 12) -> str:
    """Names in a row, the first few of many."""
    rest = len(names) - most
    return ", ".join(names[:most]) + (f" and {rest} more" if rest > 0 else "")


def suggestion(name: str, among: list[str]) -> str:
    """`; did you mean tanh?`, or nothing."""
    swapped = [other for other in among if sorted(other.lower()) == sorted(name.lower())]
    close = swapped or difflib.get_close_matches(name[:60], among, n=1, cutoff=0.6)
    return f"; did you mean {close[0]}?" if close else ""
