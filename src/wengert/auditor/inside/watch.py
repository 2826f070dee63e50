"""Which lines of someone's source run, and which of them write what into the leaves.

A trace function looks at the watched objects after each line of theirs; what has changed since the line
before, that line has written.  This needs no idea of how an engine is built: closures, tables of rules and
loops over pairs are all the same to it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import CodeType, FrameType
from typing import Any

#: Lines of theirs that are remembered for one program; more run, but are only counted.
MOST = 20_000

Line = tuple[str, int]


class Write:
    """A change of one attribute of a watched object, by one line."""

    def __init__(self, name: str, attribute: str, line: Line, function: tuple[str, int]) -> None:
        self.name, self.attribute, self.line, self.function = name, attribute, line, function

    def told(self) -> dict[str, Any]:
        """As the parent gets it."""
        return {"of": self.name, "what": self.attribute, "line": self.line, "in": self.function}


class Watch:
    """Watches some objects while a piece of someone's code runs."""

    def __init__(self, is_theirs: Callable[[str], bool], look: Callable[[Any], dict[str, Any]]) -> None:
        self._is_theirs = is_theirs
        self._look = look
        self._watched: dict[str, Any] = {}
        self._seen: dict[str, dict[str, Any]] = {}
        self._stack: list[list[Any]] = []  # [code, line] of each running frame of theirs
        self.lines: dict[Line, int] = {}  # with how often each ran
        self.functions: dict[tuple[str, int], str] = {}
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
            "functions": [[*place, name] for place, name in self.functions.items()],
            "writes": [write.told() for write in self.writes[:400]],
            "count": self.count,
        }
        self.lines, self.functions, self.writes, self.count = {}, {}, [], 0
        return told

    def _called(self, frame: FrameType, event: str, arg: Any) -> Any:
        code = frame.f_code
        if not self._is_theirs(code.co_filename):
            return None  # of their files alone; what these call in other files is not looked at
        self._notice()
        self.functions.setdefault((code.co_filename, code.co_firstlineno), qualified(code))
        self._stack.append([code, frame.f_lineno])
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
            code, line = self._stack[-1]
            for attribute, held in seen.items():
                if attribute not in before or not _same(before[attribute], held):
                    place = (code.co_filename, code.co_firstlineno)
                    self.writes.append(Write(name, attribute, (code.co_filename, line), place))


def qualified(code: CodeType) -> str:
    """A function's name with those around it, as far as this Python knows it."""
    return getattr(code, "co_qualname", code.co_name)


def _same(one: Any, other: Any) -> bool:
    return one is other or bool(one == other) or (one != one and other != other)
