"""Several audits in a table, the details left out."""

from __future__ import annotations

import itertools
import os
import re
from collections.abc import Iterator, Sequence

from rich.cells import cell_len, chop_cells
from rich.console import Console, ConsoleOptions, RenderableType
from rich.table import Table
from rich.text import Text

from wengert.auditor.findings import Audited
from wengert.auditor.report.wording import figures, plain, worst
from wengert.see.shown import Shown

NUMBERS = ("score", "wrong", "limits", "notes")
GAP = 2  # columns between two of the table
NAMED = 8  # files without a class; of more only the number is told

#: After what a path may be broken, the best first: a folder, a word of a name.
BREAKS = (r"/\\", r" _-")


class Overview(Shown):
    """A line for each class: its score, how many defects of each severity, and the worst one.

    Attributes:
        audits: the reports.
        skipped: files without a class to audit.
    """

    def __init__(self, audits: Sequence[Audited], skipped: Sequence[str] = ()) -> None:
        self.audits = tuple(audits)
        self.skipped = tuple(skipped)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        folder = _folder([audited.target for audited in self.audits])
        if folder:
            yield Text(f"in {plain(folder)}", "dim")
        rows = [(plain(audited.target[len(folder) :]), figures(audited), _worst(audited)) for audited in self.audits]
        width = _width([target for target, _, _ in rows], [last for _, _, last in rows], options.max_width)
        table = Table(box=None, header_style="dim", pad_edge=False, padding=(0, GAP, 0, 0))
        table.add_column("class", no_wrap=True)
        for head in NUMBERS:
            table.add_column(head, justify="right", no_wrap=True)
        table.add_column("worst", overflow="fold")
        for audited, (target, (score, *numbers), last) in zip(self.audits, rows, strict=True):
            style = "green" if audited.ok else "red"
            table.add_row(Text("\n".join(broken(target, width))), Text(score, style), *numbers, Text(last))
        yield table
        yield Text()
        yield Text(self.summary, "bold")
        if self.skipped:
            some = ", ".join(self.skipped[:NAMED])
            more = f" and {len(self.skipped) - NAMED} more" if len(self.skipped) > NAMED else ""
            yield Text(f"Skipped, since there is no class to audit: {plain(some)}{more}", "dim")

    @property
    def summary(self) -> str:
        """How many classes are right, how many wrong, and how many could not be examined."""
        unknown = sum(audited.trouble is not None for audited in self.audits)
        right = sum(audited.ok for audited in self.audits)
        counts = {"right": right, "wrong": len(self.audits) - right - unknown, "not examined": unknown}
        said = ", ".join(f"{number} {words}" for words, number in counts.items() if number)
        return f"{len(self.audits)} class{'es' * (len(self.audits) != 1)}: {said or 'nothing to audit'}"


def _folder(targets: Sequence[str]) -> str:
    """The folder that all targets lie in, with what ends it; empty if there is none, or only one of them.

    >>> _folder(["work/ann/a.py", "work/bob/b.py:Value"]), _folder(["work/a.py", "package.engine:Value"])
    ('work/', '')
    """
    if len(targets) < 2:
        return ""
    first, last = min(targets), max(targets)  # what these begin with, all begin with
    pairs = itertools.takewhile(lambda pair: pair[0] == pair[1], zip(first, last, strict=False))
    common = "".join(one for one, _ in pairs)
    return common[: max(common.rfind("/"), common.rfind(os.sep)) + 1]


def _worst(audited: Audited) -> str:
    """As everywhere, but without the file's name, which stands in the same row."""
    return worst(audited).replace(plain(audited.target), "it", 1) if audited.trouble else worst(audited)


def _width(targets: Sequence[str], lasts: Sequence[str], most: int) -> int:
    """Columns for the classes: all that they need, or half of what the numbers leave if the last column needs more."""
    room = most - sum(len(head) + GAP for head in NUMBERS) - GAP
    names, words = (max(map(cell_len, texts)) for texts in (["class", *targets], ["worst", *lasts]))
    return max(1, min(names, max(room // 2, room - words)))


def broken(path: str, width: int, breaks: Sequence[str] = BREAKS) -> list[str]:
    """A path in lines of some width: broken between folders, or else between words, or else anywhere.

    >>> broken("ann/week_1/engine.py", 12), broken("ann/week_1/engine.py", 6)
    (['ann/week_1/', 'engine.py'], ['ann/', 'week_', '1/', 'engine', '.py'])
    """
    if cell_len(path) <= width:
        return [path]
    if not breaks:
        return chop_cells(path, width)
    lines: list[str] = []
    for piece in re.findall(f"[^{breaks[0]}]*[{breaks[0]}]+|[^{breaks[0]}]+", path):
        if lines and cell_len(lines[-1] + piece) <= width:
            lines[-1] += piece
        else:
            lines += broken(piece, width, breaks[1:])
    return lines
