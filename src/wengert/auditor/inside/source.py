"""The user's source: which code is theirs, and what stands in its lines."""

from __future__ import annotations

import ast
import os
import sys
from dataclasses import dataclass, field
from typing import Any

#: The auditor's folder, and wengert's: the child has loaded both, also where the user's folder is above them.
_AUDITOR = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "")
_WENGERT = os.path.join(os.path.dirname(os.path.dirname(_AUDITOR)), "")

#: Folders of what was installed, not written, by the user.
_INSTALLED = {"site-packages", "dist-packages", ".venv", "venv", "node_modules"}


@dataclass
class Unit:
    r"""One text that is compiled as a whole: a file, or a cell.

    Attributes:
        filename: under which it is compiled.
        shown: its name for people.
        text: with `\n` at the ends of lines.
        tree: its syntax.
        cell: its number, from 1; None for a file.
    """

    filename: str
    shown: str
    text: str
    tree: ast.Module
    cell: int | None = None
    lines: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self.lines = self.text.split("\n")


class Source:
    """The units that were loaded, and the modules that they import from their own folder.

    Args:
        units: the file, or the cells.
        root: the folder whose modules are theirs, too; "" for none.
        shown: how that folder is called before the names of its files.
    """

    def __init__(self, units: list[Unit], root: str = "", shown: str = "") -> None:
        self._units: dict[str, Unit | None] = {unit.filename: unit for unit in units}
        self._root, self._shown = os.path.join(root, "") if root else "", shown
        self._theirs = dict.fromkeys(self._units, True)

    def is_theirs(self, filename: str) -> bool:
        """Whether code of this `co_filename` was written by the user."""
        try:
            return self._theirs[filename]
        except KeyError:
            theirs = self._theirs[filename] = self._beside(filename)
            return theirs

    def _beside(self, filename: str) -> bool:
        """Whether a file lies in the user's folder, and neither in an environment's there nor in ours."""
        ours = _AUDITOR if self._root.startswith(_WENGERT) else _WENGERT
        if not self._root or not filename.startswith(self._root) or filename.startswith(ours):
            return False
        return not _INSTALLED & set(filename[len(self._root) :].split(os.sep)) and os.path.isfile(filename)

    def unit(self, filename: str) -> Unit | None:
        """The text of a file or cell of theirs; None for what is not theirs or cannot be read."""
        if filename not in self._units:
            self._units[filename] = self._read(filename) if self.is_theirs(filename) else None
        return self._units[filename]

    def _read(self, filename: str) -> Unit | None:
        from wengert.auditor.inside.reading import decoded

        shown = os.path.join(self._shown, filename[len(self._root) :])
        try:
            with open(filename, "rb") as file:
                text = decoded(file.read())
            return Unit(filename, shown, text, ast.parse(text))
        except (OSError, ValueError, SyntaxError):
            return None

    def tree(self, filename: str) -> ast.Module | None:
        """The syntax of a file or cell of theirs."""
        unit = self.unit(filename)
        return unit.tree if unit else None

    def place(self, filename: str, line: int) -> dict[str, Any] | None:
        """A line for people; None where it is not the user's.

        Args:
            filename: a code object's `co_filename`.
            line: counted from 1.
        """
        unit = self.unit(filename)
        if unit is None:
            return None
        text = unit.lines[line - 1].strip() if 0 < line <= len(unit.lines) else ""
        return {"file": unit.shown, "line": line, "cell": unit.cell, "text": text}

    def last(self, error: BaseException) -> dict[str, Any] | None:
        """The last line of theirs that an exception came through."""
        found, trace = None, error.__traceback__
        while trace is not None:
            found = self.place(trace.tb_frame.f_code.co_filename, trace.tb_lineno) or found
            trace = trace.tb_next
        return found

    def files(self) -> list[str]:
        """The filenames of all that was loaded of theirs."""
        loaded = [getattr(module, "__file__", None) for module in list(sys.modules.values())]
        beside = sorted({name for name in loaded if isinstance(name, str) and self.is_theirs(name)})
        return list(dict.fromkeys([*(name for name, unit in self._units.items() if unit), *beside]))

    def told(self) -> dict[str, dict[str, Any]]:
        """The units for the parent: by filename their name for people, the cell's number and the text."""
        units = [unit for name in self.files() if (unit := self.unit(name))]
        return {unit.filename: {"file": unit.shown, "cell": unit.cell, "text": unit.text} for unit in units}
