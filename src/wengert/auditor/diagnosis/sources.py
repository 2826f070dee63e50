"""The source of somebody's engine, as text and as syntax."""

from __future__ import annotations

import ast
import functools
import re
from collections.abc import Callable, Iterator
from typing import Any

from wengert.auditor.findings import Place

Line = tuple[str, int]
Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


class Unit:
    """One file, or one cell of a notebook."""

    def __init__(self, file: str, cell: int | None, text: str) -> None:
        self.file, self.cell = file, cell
        self.lines = text.split("\n")
        self.tree = ast.parse(text)

    @functools.cached_property
    def functions(self) -> list[Function]:
        """All functions, those around before those within."""
        return [
            node
            for node in ast.walk(self.tree)
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))
        ]


class Sources:
    """What the child has loaded, by the names under which Python knows it."""

    def __init__(self, told: dict[str, dict[str, Any]]) -> None:
        self._units: dict[str, Unit] = {}
        for filename, unit in told.items():
            try:
                self._units[filename] = Unit(unit["file"], unit["cell"], unit["text"])
            except SyntaxError:  # it was executed nevertheless, as with magics
                continue

    def place(self, line: Line | None) -> Place | None:
        """A line for people."""
        if line is None or line[0] not in self._units:
            return None
        unit = self._units[line[0]]
        return Place(unit.file, line[1], unit.cell, self.text(line).strip())

    def text(self, line: Line) -> str:
        """What stands in a line."""
        unit = self._units.get(line[0])
        return unit.lines[line[1] - 1] if unit and 0 < line[1] <= len(unit.lines) else ""

    def around(self, line: Line) -> Iterator[Function]:
        """The functions in which a line stands, the innermost first."""
        unit = self._units.get(line[0])
        found = [f for f in (unit.functions if unit else ()) if first_line(f) <= line[1] <= (f.end_lineno or f.lineno)]
        return iter(sorted(found, key=lambda f: (f.end_lineno or 0) - f.lineno))

    def span(self, place: Line) -> tuple[int, int] | None:
        """From which line to which the function goes that begins at a line, decorators included."""
        unit = self._units.get(place[0])
        for f in unit.functions if unit else ():
            if place[1] in (f.lineno, first_line(f)):
                return first_line(f), f.end_lineno or f.lineno
        return None

    def contains(self, function: Line, line: Line) -> bool:
        """Whether a line stands in the function that begins at another."""
        span = self.span(function)
        return bool(span and function[0] == line[0] and span[0] <= line[1] <= span[1])

    def search(
        self, pattern: str, within: Callable[[Line], bool] = lambda line: True, last: bool = False
    ) -> Line | None:
        """The first line that a pattern matches, or the last one."""
        compiled = re.compile(pattern)
        found = None
        for filename, unit in self._units.items():
            for number, text in enumerate(unit.lines, 1):
                if compiled.search(text.split("#")[0]) and within((filename, number)):
                    found = filename, number
                    if not last:
                        return found
        return found

    def growing_loop(self, within: Callable[[Line], bool]) -> Line | None:
        """A `for` over a list that grows in it."""
        for filename, unit in self._units.items():
            for node in ast.walk(unit.tree):
                if isinstance(node, ast.For) and isinstance(node.iter, ast.Name) and within((filename, node.lineno)):
                    for inner in ast.walk(node):
                        if (
                            isinstance(inner, ast.Call)
                            and isinstance(inner.func, ast.Attribute)
                            and inner.func.attr in ("append", "extend")
                            and isinstance(inner.func.value, ast.Name)
                            and inner.func.value.id == node.iter.id
                        ):
                            return filename, node.lineno
        return None

    def methods(self, name: str) -> list[Line]:
        """Where functions of a name are defined, and where something is assigned to that name."""
        found = []
        for filename, unit in self._units.items():
            for node in ast.walk(unit.tree):
                if (isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.name == name) or (
                    isinstance(node, ast.Assign) and any(_names(target) == name for target in node.targets)
                ):
                    found.append((filename, node.lineno))
        return found


def first_line(function: Function) -> int:
    """Where a function begins, with its decorators."""
    decorators: list[ast.expr] = getattr(function, "decorator_list", [])
    return min([function.lineno, *(decorator.lineno for decorator in decorators)])


def _names(target: ast.expr) -> str:
    """What an assignment assigns to: `x = ` or `Value.x = `."""
    return target.attr if isinstance(target, ast.Attribute) else target.id if isinstance(target, ast.Name) else ""
