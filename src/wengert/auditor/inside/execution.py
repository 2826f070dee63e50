"""Statements of the user's file, executed one by one, with what went wrong in words."""

from __future__ import annotations

import ast
import re
import time
from collections.abc import Sequence
from typing import Any

from wengert.auditor.inside import limits
from wengert.auditor.inside.slicing import Grade, Piece, Slice
from wengert.auditor.inside.source import Source
from wengert.auditor.inside.trouble import Trouble

#: Seconds for one statement that is useful only.
_USEFUL = 1.0

#: Under which name a package is installed, where that is another than it is imported by.
_INSTALLED_AS = {
    "PIL": "pillow", "cv2": "opencv-python", "sklearn": "scikit-learn", "yaml": "pyyaml", "bs4": "beautifulsoup4",
}  # fmt: skip


class Execution:
    """A namespace that is being filled.

    Args:
        namespace: of the module.
        source: to name lines.
        shown: the file's name for people.
        seconds: for all statements together.

    Attributes:
        error: the first thing that was raised by what is needed; None so far.
        failure: the same in words.
        left_out: by each name that a statement should have made and did not, why.
    """

    def __init__(self, namespace: dict[str, Any], source: Source, shown: str, seconds: float) -> None:
        self.namespace, self.source, self.shown = namespace, source, shown
        self.seconds, self._end = seconds, time.monotonic() + seconds
        self.error: BaseException | None = None
        self.failure: Trouble | None = None
        self.left_out: dict[str, Trouble] = {}

    def chosen(self, pieces: Sequence[Piece], choice: Slice) -> None:
        """Execute a slice; what is useful only, and fails, is left out, and so is what reads it."""
        for at in sorted(choice.grades):
            piece, needed = pieces[at], choice.grades[at] is Grade.NEEDED
            reads = piece.scope.reads | piece.scope.later if at not in choice.simplified else piece.bare.reads
            missing = (reads & self.left_out.keys()) - self.namespace.keys()
            if missing and not needed:
                self._leave_out(piece, self.left_out[min(missing)])
                continue
            node = piece.without_annotations() if at in choice.simplified else piece.node
            error = self._execute(piece, node, self.seconds if needed else _USEFUL)
            if error is None:
                continue
            if needed:
                self._fail(error)
                return
            self._leave_out(piece, error)

    def imports(self, pieces: Sequence[Piece]) -> None:
        """Execute some imports, and remember the first failure."""
        for piece in pieces:
            self._go_on(piece)

    def everything(self, pieces: Sequence[Piece]) -> None:
        """Execute a file as Python would, but go on after an error: what is looked for may come later."""
        ended: BaseException | None = None
        for piece in pieces:
            if ended is not None:
                self._leave_out(piece, ended)
            elif not _deepens(piece.node):
                error = self._go_on(piece)
                ended = error if isinstance(error, (SystemExit, limits.TimeUp)) else None

    def _go_on(self, piece: Piece) -> BaseException | None:
        """Execute a statement whatever comes of it."""
        error = self._execute(piece, piece.node, self.seconds)
        if error is not None:
            self._leave_out(piece, error)
            if self.error is None:
                self._fail(error)
        return error

    def _leave_out(self, piece: Piece, why: BaseException | Trouble) -> None:
        """Remember why what a statement binds is not there; the first reason counts, also for what misses it."""
        if isinstance(why, NameError) and why.name in self.left_out:
            why = self.left_out[why.name]
        for name in sorted(piece.scope.binds):
            told = why if isinstance(why, Trouble) else explained(why, self.source, self.shown, self.seconds, name)
            self.left_out.setdefault(name, told)

    def _fail(self, error: BaseException) -> None:
        """Remember why it goes no further."""
        self.error, self.failure = error, explained(error, self.source, self.shown, self.seconds)

    def _execute(self, piece: Piece, node: ast.stmt, most: float) -> BaseException | None:
        """Execute one statement, and return what it raised."""
        try:
            module = ast.Module([node], [])
            code = compile(module, piece.filename, "exec", flags=piece.flags, dont_inherit=True)
            with limits.seconds(min(most, self._end - time.monotonic())):
                exec(code, self.namespace)
        except BaseException as error:  # exit() and KeyboardInterrupt are theirs as well
            return error
        return None


def _deepens(node: ast.stmt) -> bool:
    """Whether a statement changes the recursion limit; how deep an engine can go is to be found out."""
    call = node.value if isinstance(node, ast.Expr) else None
    name = call.func if isinstance(call, ast.Call) else None
    return getattr(name, "attr", getattr(name, "id", "")) in ("setrecursionlimit", "stack_size")


def explained(error: BaseException, source: Source, shown: str, seconds: float, made: str = "its class") -> Trouble:
    """What was raised while a file was executed, as a reason to stop.

    Args:
        error: what was raised.
        source: to name the line.
        shown: the file's name for people.
        seconds: how long it was allowed to take.
        made: what it was to make.
    """
    place = source.last(error)
    where = f" (line {place['line']})" if place else ""
    if isinstance(error, ModuleNotFoundError) and error.name:
        package = error.name.partition(".")[0]
        command = f"pip install {_INSTALLED_AS.get(package, package)}"
        said = f"{shown} needs the package {package}, which is not installed, nor does {package}.py lie beside it."
        text = f"{said} Install it ({command}), or move the class into a file that does without it."
        return Trouble("missing-package", text, place)
    if isinstance(error, limits.TimeUp):
        said = f"{shown} did not get as far as {made} within {seconds:g} s{where}."
        return Trouble("time", f'{said} Put what takes long under `if __name__ == "__main__":`.', place)
    if isinstance(error, SystemExit):
        said = f"{shown} ends the program before {made} is made{where}."
        advice = _instead(error, place) or 'Put exit() under `if __name__ == "__main__":`, or remove it.'
        return Trouble("exit", f"{said} {advice}", place)
    if isinstance(error, MemoryError):
        return Trouble("memory", f"{shown} needs more memory than it is given{where}.", place)
    said = f"{shown} raises {type(error).__name__}{_message(error)}{where} before {made} is made."
    return Trouble("raised", f"{said} {_instead(error, place) or 'Repair this first.'}", place)


def _instead(error: BaseException, place: dict[str, Any] | None) -> str:
    """What to do where something is asked for that an audit does not have; empty where nothing is."""
    why = ""
    if isinstance(error, EOFError):
        why = "Nobody answers input() in an audit"
    elif isinstance(error, FileNotFoundError):
        why = "An audit runs in an empty folder"
    elif isinstance(error, (IndexError, SystemExit)) and place and re.search("argv|parse_args", place["text"]):
        why = "An audit gives no arguments"
    return why and f"{why}: write into the file what the class needs of it."


def _message(error: BaseException) -> str:
    """What an exception says of itself; the user's own may fail even in that."""
    try:
        text = str(error)
    except Exception:
        return ""
    return f": {text[:300]}" if text else ""
