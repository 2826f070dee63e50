"""Someone's class, brought to life: read, sliced, executed, found."""

from __future__ import annotations
import __future__

import ast
import difflib
import functools
import importlib
import itertools
import os
import sys
from dataclasses import dataclass, field
from typing import Any

from wengert.auditor.inside import limits, notebook, reading
from wengert.auditor.inside.candidates import Outline, dormant, living
from wengert.auditor.inside.execution import Execution, explained
from wengert.auditor.inside.modules import new
from wengert.auditor.inside.slicing import Piece, Slice, imported
from wengert.auditor.inside.source import Source, Unit
from wengert.auditor.inside.trouble import Trouble as Trouble

#: What makes classes of which the syntax shows nothing.
_HIDDEN = ("exec(", "globals(", "__dict__", "import *")

#: Seconds for the execution of what a class needs.
SECONDS = 10.0


@dataclass(frozen=True)
class Loaded:
    """A class, and what stands around it.

    Attributes:
        namespace: of the module in which it was found.
        cls: the class.
        name: under which it stands there.
        module: the namespace's `__name__`.
        imports: the packages that are imported anywhere in the file.
        source: the file's text.
        left_out: by each name that the file should have made and did not, why; the class may miss it.
    """

    namespace: dict[str, Any]
    cls: type
    name: str
    module: str
    imports: list[str]
    source: Source
    left_out: dict[str, Trouble] = field(default_factory=dict)


def load(target: dict[str, Any], seconds: float = SECONDS) -> Loaded:
    """Execute what a class needs, and find it.

    Args:
        target: {"kind": "file", "notebook", "module" or "cells", "path": of the file, or the module's name,
            "shown": as the user typed it, "class": its name, or "" for the one that looks most like an engine,
            "cells": the texts of an interactive session}.
        seconds: for the execution, in all.

    Raises:
        Trouble: there is no such class, or it cannot be made.
    """
    kind, path, shown = target["kind"], target.get("path", ""), target.get("shown") or target.get("path", "")
    wanted = target.get("class") or ""
    if kind == "module":
        return _module(path, wanted, seconds)
    if kind == "file":
        units = reading.file(path, shown)
    elif kind == "notebook":
        texts = notebook.cells(reading.content(path, shown, kind), shown)
        units = reading.cells(texts, shown, os.path.abspath(path))
    else:
        units = reading.cells(target["cells"], shown, "session")
    folder = os.path.dirname(os.path.abspath(path)) if path else ""
    return _Script(units, Source(units, folder, os.path.dirname(shown)), shown, folder).loaded(wanted, seconds)


class _Script:
    """A file, a notebook or a session, in statements."""

    def __init__(self, units: list[Unit], source: Source, shown: str, folder: str) -> None:
        self.source, self.shown, self.folder = source, shown, folder
        self.trees = [unit.tree for unit in units]
        self.text = "\n".join(unit.text for unit in units)
        self.pieces: list[Piece] = []
        flags = 0
        for unit in units:
            for node in itertools.chain.from_iterable(map(_single, unit.tree.body)):
                piece = Piece(node, unit.filename, flags)
                if piece.modules == {"__future__"}:
                    for feature in piece.scope.binds:
                        flags |= getattr(__future__, feature).compiler_flag
                self.pieces.append(piece)
        self.outline = Outline([piece.node for piece in self.pieces])
        self.path = units[0].filename if units else folder

    def _is_beside(self, module: str) -> bool:
        """Whether a module lies in the file's folder."""
        found = os.path.join(self.folder, module)
        return bool(self.folder) and (os.path.isfile(found + ".py") or os.path.isdir(found))

    def loaded(self, wanted: str, seconds: float) -> Loaded:
        """Execute the slice of the class; everything, if that does not make it."""
        name = wanted.partition(".")[0] or self.outline.best() or ""
        hidden = any(word in self.text for word in _HIDDEN)
        if name and not hidden and not any(name in piece.scope.binds for piece in self.pieces):
            raise self._none(wanted)
        chosen = Slice(self.pieces, name, self._is_beside)
        borrows = any(piece.is_import and self._is_near(piece) for piece in self.pieces)
        if not name and not (borrows or hidden or "__add__" in self.text or "__mul__" in self.text):
            raise self._none(wanted)

        first: Trouble | None = None
        for everything in (False, True):
            namespace = new(self.path, self.folder, self.trees)
            run = Execution(namespace, self.source, self.shown, seconds)
            if everything:
                run.everything(self.pieces)
            elif name:
                run.chosen(self.pieces, chosen)
            else:
                run.imports([piece for piece in self.pieces if self._is_near(piece)])
            found = name or living(namespace, self.source.is_theirs) or ""
            if found in namespace and (everything or not run.failure):
                return self._made(run, wanted or found)
            first = first or run.failure
            if isinstance(run.error, (ImportError, limits.TimeUp)):
                break
        raise first or self._none(wanted)

    def _is_near(self, piece: Piece) -> bool:
        """Whether a statement imports from the file's folder."""
        level = getattr(piece.node, "level", 0)
        return piece.is_import and bool(level or any(self._is_beside(module) for module in piece.modules))

    def _made(self, run: Execution, name: str) -> Loaded:
        """The class of a name, if it is one."""
        namespace = run.namespace
        try:
            thing = functools.reduce(getattr, name.split(".")[1:], namespace[name.partition(".")[0]])
        except AttributeError:
            raise self._none(name) from None
        if not isinstance(thing, type):
            said = f"{name} of {self.shown} is no class, but of type {type(thing).__name__}."
            raise Trouble("no-class", f"{said} {_offer(self.shown, list(self.outline.classes))}")
        packages = sorted(imported(self.trees))
        left_out = {name: why for name, why in run.left_out.items() if name not in namespace}
        return Loaded(namespace, thing, name, namespace["__name__"], packages, self.source, left_out)

    def _none(self, wanted: str) -> Trouble:
        """That there is no such class, or none that looks like an engine, or only where nothing is executed."""
        asleep = {node.name: (node, where) for node, where in dormant(piece.node for piece in self.pieces)}
        name = wanted or Outline([node for node, _ in asleep.values()]).best()
        if name in asleep:
            node, where = asleep[name]
            said = f"{name} stands {where} in {self.shown}, which is not executed."
            piece = next(piece for piece in self.pieces if any(inner is node for inner in ast.walk(piece.node)))
            place = self.source.place(piece.filename, node.lineno)
            return Trouble("no-class", f"{said} Move it to the top level of the file.", place)
        return _no_class(self.shown, wanted, [name for name in self.outline.classes if name not in asleep])


def _single(node: ast.stmt) -> list[ast.stmt]:
    """`import a, b` as two statements: one of them may be missing, and not needed."""
    if not isinstance(node, ast.Import):
        return [node]
    return [ast.copy_location(ast.Import([alias]), node) for alias in node.names]


def _no_class(shown: str, wanted: str, classes: list[str]) -> Trouble:
    """That a class is not there, and which are."""
    if not wanted:
        said = f"{shown} has no class with operators (__add__, __mul__) and gradients."
        return Trouble("no-class", f"{said} {_offer(shown, classes)}")
    close = difflib.get_close_matches(wanted, classes, 1, 0.5)
    close = close or [name for name in classes if name.lower() == wanted.lower()]
    meant = f" Did you mean {shown}:{close[0]}?" if close else ""
    return Trouble("no-class", f"{shown} has no class {wanted}.{meant} {_offer(shown, classes)}")


def _offer(shown: str, classes: list[str]) -> str:
    """The classes that are there."""
    if not classes:
        return "There is no class in it at all."
    some = ", ".join(classes[:8]) + (", …" if len(classes) > 8 else "")
    return f"Its classes: {some}. Name one: {shown}:{classes[0]}"


def _module(path: str, wanted: str, seconds: float) -> Loaded:
    """A class of a module that Python can import."""
    if not all(part.isidentifier() for part in path.split(".")):
        raise Trouble("file", f"{path!r} is neither a file nor the name of a module, such as package.engine.")
    try:
        with limits.seconds(seconds):
            module = importlib.import_module(path)
    except BaseException as error:
        if isinstance(error, ModuleNotFoundError) and error.name and f"{path}.".startswith(f"{error.name}."):
            said = f"There is no module {error.name}: it is neither installed nor in this folder."
            raise Trouble("file", f"{said} A file is named by its path, engine.py.") from None
        raise explained(error, Source([]), path, seconds) from None
    source = _source_of(path)
    namespace = vars(module)
    name = wanted or living(namespace, source.is_theirs) or ""
    classes = [key for key, value in namespace.items() if isinstance(value, type) and value.__module__ == path]
    try:
        thing = functools.reduce(getattr, name.split("."), module) if name else None
    except AttributeError:
        thing = None
    if not isinstance(thing, type):
        raise _no_class(path, wanted, classes)
    tree = source.tree(getattr(module, "__file__", None) or "")
    return Loaded(namespace, thing, name, path, sorted(imported([tree] if tree else [])), source)


def _source_of(path: str) -> Source:
    """The text of a module and of its package; of a module alone that was installed, of this file only."""
    top = sys.modules[path.partition(".")[0]]
    inner = list(getattr(top, "__path__", ()))
    if inner:
        return Source([], inner[0], top.__name__)
    file = getattr(top, "__file__", None) or ""
    if not file.endswith(".py"):
        return Source([])
    try:
        units = reading.file(file, os.path.basename(file))
    except Trouble:
        return Source([])
    folder = os.path.dirname(file)
    return Source(units, "" if os.path.basename(folder).endswith("-packages") else folder)
