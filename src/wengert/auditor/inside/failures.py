"""What is said of an exception that somebody's code has raised."""

from __future__ import annotations

import inspect
import traceback
from collections.abc import Callable
from typing import Any

from wengert.auditor.inside import limits

Frame = tuple[str, int, int]


class ReturnsNothing(TypeError):
    """An operation that returns None: its last line is missing.

    Args:
        name: of the method or function.
        function: itself, as its first line is where to look.
    """

    def __init__(self, name: str, function: Any) -> None:
        super().__init__(f"{name}() returns None; its `return` seems to be missing")
        code = getattr(inspect.unwrap(function), "__code__", None)
        self.frames: list[Frame] = [(code.co_filename, code.co_firstlineno, code.co_firstlineno)] if code else []


def kind(error: BaseException) -> str:
    """The name of its class; what is raised here in their place counts as a TypeError."""
    return "TypeError" if isinstance(error, ReturnsNothing) else type(error).__name__


def message(error: BaseException) -> str:
    """What it says of itself, in words that are never empty; somebody's own exception may fail even in that."""
    if isinstance(error, MemoryError):
        return limits.MEMORY
    try:
        text = str(error)
    except Exception:
        text = ""
    return (text if len(text) < 200 else text[:200] + " …") or "without a message"


def frames(error: BaseException, is_theirs: Callable[[str], bool]) -> list[Frame]:
    """The calls of theirs that led to it, the outermost first: file, line, and the function's first line."""
    if isinstance(error, ReturnsNothing):
        return [frame for frame in error.frames if is_theirs(frame[0])]
    return [
        (frame.f_code.co_filename, line, frame.f_code.co_firstlineno)
        for frame, line in traceback.walk_tb(error.__traceback__)
        if is_theirs(frame.f_code.co_filename)
    ]


def said(error: BaseException, is_theirs: Callable[[str], bool] = lambda file: False) -> str:
    """An exception in one line, with the line of theirs that raised it."""
    led = frames(error, is_theirs)
    return f"{kind(error)}: {message(error)}" + (f" (line {led[-1][1]})" if led else "")


def files_of(cls: type) -> Callable[[str], bool]:
    """Tells whether a file is one in which methods of a class are written."""
    members = [member for kind in cls.__mro__ for member in vars(kind).values()]
    codes = [getattr(getattr(member, "__func__", member), "__code__", None) for member in members]
    files = {code.co_filename for code in codes if code is not None}
    return lambda file: file in files and not file.startswith("<string")  # those of a dataclass are made, not written
