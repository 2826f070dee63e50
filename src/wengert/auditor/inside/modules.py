"""A module for code that is executed piece by piece: with a name, a folder and, for relative imports, a package."""

from __future__ import annotations

import ast
import contextlib
import os
import sys
import types
from typing import Any


def new(path: str, folder: str, trees: list[ast.Module]) -> dict[str, Any]:
    """The namespace of a new module that stands for a file, with Python's paths as the file expects them.

    It is not `__main__`, so what stands under `if __name__ == "__main__":` is not executed.

    Args:
        path: of the file; a cell's name for cells.
        folder: of the file, whose modules can be imported; "" for none.
        trees: the syntax, for its relative imports.
    """
    name = _name(path)
    module = types.ModuleType(name)
    namespace = vars(module)
    namespace["__file__"] = path
    namespace["__builtins__"] = __builtins__
    sys.argv = [path]
    if folder:
        _first(folder)
        levels = [node.level for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
        if max(levels, default=0):
            top, namespace["__package__"] = _package(folder, max(levels))
            _first(top)
    sys.modules[name] = module  # dataclasses and pickle look a class's module up
    return namespace


def _first(folder: str) -> None:
    """Let modules of a folder be found before others."""
    with contextlib.suppress(ValueError):
        sys.path.remove(folder)
    sys.path.insert(0, folder)


def _name(path: str) -> str:
    """A module's name from its file's, unless that is taken."""
    stem = os.path.basename(path).partition(".")[0]
    taken = stem in sys.stdlib_module_names or stem in ("wengert", "__main__", "__init__", "")
    used = getattr(sys.modules.get(stem), "__file__", path) != path
    return f"{stem}_" if taken or used or not stem.isidentifier() else stem


def _package(folder: str, levels: int) -> tuple[str, str]:
    """The folder above the outermost package of a folder, and the folder's name as a package.

    Args:
        folder: in which the file lies.
        levels: how many dots its imports begin with at most: at least so many folders are packages.
    """
    names: list[str] = []
    while levels > 0 or os.path.isfile(os.path.join(folder, "__init__.py")):
        folder, name = os.path.split(folder)
        if not name:
            break
        names.insert(0, name)
        levels -= 1
    return folder, ".".join(names)
