"""What can be printed: in a terminal, as plain text, in a notebook, and as JSON."""

from __future__ import annotations

import io
import math
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from rich.console import Console, ConsoleOptions, RenderableType

T = TypeVar("T")

_PAGE = '<pre style="font-family:monospace;line-height:1.25;background:none">{code}</pre>'


def _console(sink: io.StringIO, width: int, **options: Any) -> Console:
    """A console that writes where we say, in a notebook's kernel too."""
    return Console(file=sink, width=width, force_jupyter=False, **options)


class Shown(ABC):
    """Something that rich prints; the rest follows from that."""

    @abstractmethod
    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        """The parts to print."""

    def text(self, width: int = 80) -> str:
        """The report as plain text.

        Args:
            width: of a line, in characters.
        """
        return printed(self, width)

    def __str__(self) -> str:
        return self.text()

    def _repr_html_(self) -> str:
        sink = io.StringIO()
        console = _console(sink, 100, record=True, color_system="truecolor", force_terminal=True)
        console.print(self)
        return console.export_html(code_format=_PAGE, inline_styles=True)


def printed(what: RenderableType, width: int, **options: Any) -> str:
    """What rich prints of something, without colours and without blanks at the ends of lines.

    Args:
        what: to print.
        width: of a line, in characters.
        options: of `Console.print`.
    """
    sink = io.StringIO()
    _console(sink, width, color_system=None, force_terminal=False, legacy_windows=False).print(what, **options)
    return "\n".join(line.rstrip() for line in sink.getvalue().split("\n"))


def hue(x: float) -> str:
    """The style of a derivative: blue where the output rises, orange where it falls."""
    return "dodger_blue2" if x > 0.0 else "dark_orange3" if x < 0.0 else "dim"


def bounded(items: Iterable[T], count: int, most: int) -> Iterator[tuple[int, T | int]]:
    """Items with their places; of very many the first and last, and between them how many are left out.

    Args:
        items: none of them an int.
        count: how many there are.
        most: how many are wanted; an even number.
    """
    if count <= most:
        yield from enumerate(items)
        return
    half = most // 2
    last: deque[tuple[int, T]] = deque(maxlen=half)
    for place, item in enumerate(items):
        if place < half:
            yield place, item
        else:
            last.append((place, item))
    yield half, count - most
    yield from last


def plain(data: Any) -> Any:
    """Data as JSON can hold it: inf and nan, which it has not, as "inf", "-inf" and "nan"."""
    if isinstance(data, dict):
        return {key: plain(item) for key, item in data.items()}
    if isinstance(data, (list, tuple)):
        return [plain(item) for item in data]
    return str(data) if isinstance(data, float) and not math.isfinite(data) else data
