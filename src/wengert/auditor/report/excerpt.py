"""The lines of someone's source around a place."""

from __future__ import annotations

import json
import os
import tokenize

from wengert.auditor.findings import Place

REACH = 3  # lines before and after


def around(place: Place, reach: int = REACH) -> list[tuple[int, str]]:
    """Numbered lines around a place, without the indentation that they share.

    Where the file cannot be read any more, or has another line there now, only the line that was seen.

    >>> around(Place("gone.py", 7, text="self.grad = 1"))
    [(7, 'self.grad = 1')]
    """
    lines = _lines(place)
    at = place.line - 1
    if not 0 <= at < len(lines) or (place.text and lines[at].strip() != place.text.strip()):
        return [(place.line, place.text.strip())]
    start = max(0, at - reach)
    some = [line.expandtabs(4).rstrip() for line in lines[start : at + reach + 1]]
    while not some[-1]:
        some.pop()
    indent = min((len(line) - len(line.lstrip()) for line in some if line), default=0)
    return [(start + k + 1, line[indent:]) for k, line in enumerate(some)]


def _lines(place: Place) -> list[str]:
    """All lines of a file, or of a notebook's cell; none if there is no such file, cell or encoding."""
    if not os.path.isfile(place.file):
        return []
    try:
        if place.cell is None:
            with tokenize.open(place.file) as file:
                return file.read().split("\n")
        with open(place.file, encoding="utf-8") as file:
            return _cells(json.load(file))[place.cell - 1].split("\n")
    except (OSError, ValueError, SyntaxError, LookupError, TypeError, AttributeError, RecursionError):
        return []  # it was readable when the class was loaded, and is not any more


def _cells(notebook: dict[str, list[dict[str, object]]]) -> list[str]:
    """The cells of code of a notebook, of format 4 or 3."""
    cells = notebook["cells"] if "cells" in notebook else notebook["worksheets"][0]["cells"]
    sources = [cell.get("source", cell.get("input", "")) for cell in cells if cell.get("cell_type") == "code"]  # type: ignore[attr-defined]
    return ["".join(source) for source in sources]
