"""Which lines of someone's source run, and which of them write what into the leaves.

A trace function looks at the watched objects after each line of theirs; what has changed since the line
before, that line has written.  This needs no idea of how an engine is built: closures, tables of rules and
loops over pairs are all the same to it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any, NamedTuple

#: Different lines that are remembered for one program, and changes that are told of it.
MOST, TOLD = 20_000, 400

Line = tuple[str, int]


class Write(NamedTuple):
    """A change of one attribute of a watched object, by one line."""

    of: str
    what: str
    line: Line


class Watch:
    """Watches some objects while a piece of someone's code runs."""

    def __init__(self, is_theirs: Callable[[str], bool], look: Callable[[Any], dict[str, Any]]) -> None:
        self._is_theirs = is_theirs
        self._look = look
        self._watched: dict[str, Any] = {}
        self._seen: dict[str, dict[str, Any]] = {}
        self._stack: list[list[Any]] = []  # [file, line] of each running frame of theirs
        self.lines: dict[Line, int] = {}  # with how often each ran
        self.functions: dict[Line, None] = {}  # by their first lines, in the order in which they were entered
        self.writes: list[Write] = []
        self.count = 0

    def add(self, name: str, watched: Any) -> None:
        """Watch an object from now on."""
        self._watched[name] = watched
        self._seen[name] = self._look(watched)

    def run(self, what: Callable[[], Any]) -> Any:
        """Call a function and watch what it does."""
        self._stack.clear()
        before = sys.gettrace()
        sys.settrace(self._called)
        try:
            return what()
        finally:
            sys.settrace(before)
            self._notice()

    def take(self) -> dict[str, Any]:
        """What was seen since the last time, for the parent."""
        told = {
            "lines": list(self.lines),
            "times": list(self.lines.values()),
            "functions": list(self.functions),
            "writes": [write._asdict() for write in self.writes[:TOLD]],
            "count": self.count,
        }
        self.lines, self.functions, self.writes, self.count = {}, {}, [], 0
        return told

    def _called(self, frame: FrameType, event: str, arg: Any) -> Any:
        code = frame.f_code
        if not self._is_theirs(code.co_filename):
            return None  # of their files alone; what these call in other files is not looked at
        self._notice()
        self.functions[code.co_filename, code.co_firstlineno] = None
        self._stack.append([code.co_filename, frame.f_lineno])
        return self._inside

    def _inside(self, frame: FrameType, event: str, arg: Any) -> Any:
        self._notice()
        if event == "return":
            if self._stack:
                self._stack.pop()
        elif event == "line":
            self.count += 1
            if self._stack:
                self._stack[-1][1] = frame.f_lineno
            line = frame.f_code.co_filename, frame.f_lineno
            if line in self.lines or len(self.lines) < MOST:
                self.lines[line] = self.lines.get(line, 0) + 1
        return self._inside

    def _notice(self) -> None:
        """Ascribe what has changed to the line that ran last."""
        for name, watched in self._watched.items():
            seen = self._look(watched)
            before = self._seen[name]
            if seen == before:
                continue
            self._seen[name] = seen
            if not self._stack:
                continue
            file, line = self._stack[-1]
            for attribute, held in seen.items():
                if attribute not in before or not _same(before[attribute], held):
                    self.writes.append(Write(name, attribute, (file, line)))


def _same(one: Any, other: Any) -> bool:
    return one is other or bool(one == other) or (one != one and other != other)
