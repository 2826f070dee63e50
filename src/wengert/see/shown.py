"""What can be printed: in a terminal, as plain text, and in a notebook."""

from __future__ import annotations

import io
from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import Any

from rich.console import Console, ConsoleOptions, RenderableType

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
        sink = io.StringIO()
        _console(sink, width, color_system=None, force_terminal=False, legacy_windows=False).print(self)
        return "\n".join(line.rstrip() for line in sink.getvalue().split("\n"))

    def __str__(self) -> str:
        return self.text()

    def _repr_html_(self) -> str:
        sink = io.StringIO()
        console = _console(sink, 100, record=True, color_system="truecolor", force_terminal=True)
        console.print(self)
        return console.export_html(code_format=_PAGE, inline_styles=True)
