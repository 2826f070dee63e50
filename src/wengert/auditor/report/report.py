"""An audit: what was found in one class, to be printed, asked, and saved in several forms."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from rich.console import Console, ConsoleOptions, RenderableType

from wengert.auditor.findings import Audited, Finding, Trouble
from wengert.auditor.report import page, terminal
from wengert.auditor.report.wording import counts, plain
from wengert.core import files
from wengert.see.draw import options as forms
from wengert.see.shown import Shown

SCHEMA = 1  # of the JSON; it rises when a field is taken away or means something else


class Audit(Shown):
    """What `audit` found in one class; printed, it is a score card with every defect.

    Attributes:
        audited: all of it, as data.
    """

    def __init__(self, audited: Audited) -> None:
        self.audited = audited

    @property
    def target(self) -> str:
        """What was asked for: `engine.py:Value`."""
        return self.audited.target

    @property
    def name(self) -> str:
        """The class; empty if there was none."""
        return self.audited.name

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The defects, the worst first."""
        return self.audited.findings

    @property
    def trouble(self) -> Trouble | None:
        """Why the class could not be examined; None if it was."""
        return self.audited.trouble

    @property
    def score(self) -> int:
        """100, less 20 for each defect that makes numbers wrong, 5 for each limit, 1 for each note; 0 at least."""
        return self.audited.score

    @property
    def ok(self) -> bool:
        """Whether the class could be examined and no number was wrong."""
        return self.audited.ok

    def to_json(self) -> dict[str, Any]:
        """The report as JSON can hold it; inf and nan as strings."""
        return self.audited.to_json()

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the report into a file, in the form that its suffix names; it appears whole or not at all.

        Args:
            path: ends with .html (a page with drawings, which needs no network), .txt or .json.

        Raises:
            ValueError: it ends with something else.
            OSError: the file cannot be written.
        """
        form = forms.form(path, FORMS, "an audit is")
        files.write(path, FORMS[form](self).encode("utf-8"))

    def __repr__(self) -> str:
        said = "not examined" if self.trouble else f"{self.score} of 100, {counts(self.findings)}"
        return f"<audit of {plain(self.target)}: {said}>"

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        return terminal.report(self.audited, console, options)


def to_json(audits: Sequence[Audited], skipped: Sequence[str] = ()) -> dict[str, Any]:
    """Reports as JSON can hold them, in the form that `schema.json` describes.

    >>> to_json([], ["notes.py"])
    {'schema': 1, 'audits': [], 'skipped': ['notes.py']}
    """
    return {"schema": SCHEMA, "audits": [audited.to_json() for audited in audits], "skipped": list(skipped)}


#: How each form is written; the suffix of its files.
FORMS: dict[str, Callable[[Audit], str]] = {
    "html": lambda audit: page.page([audit.audited]),
    "txt": lambda audit: audit.text(100),
    "json": lambda audit: json.dumps(to_json([audit.audited]), indent=2, allow_nan=False) + "\n",
}
