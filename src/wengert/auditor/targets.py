"""What can be audited: files, notebooks, modules, folders, and classes that are there already."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import Any, NamedTuple

from wengert.auditor.inside import notebook, reading
from wengert.auditor.inside.candidates import Outline
from wengert.auditor.inside.trouble import Trouble as Unreadable

SUFFIXES = (".py", ".ipynb")

#: Folders whose files nobody means when they name a folder.
_NOT_MEANT = {"node_modules", "site-packages", "__pycache__", "venv", "build", "dist"}

# The place has a drive letter, perhaps.
_WRITTEN = re.compile(r"(?P<place>[^:]+(?::[\\/][^:]*)?)(?::(?P<name>[\w.]+))?")


class Target(NamedTuple):
    """A class to examine.

    Attributes:
        shown: as reports call it.
        job: the same for the child; what `load` of the child takes.
    """

    shown: str
    job: dict[str, Any]


def written(text: str) -> Target:
    """A target in words: `engine.py`, `engine.py:Value`, `notes.ipynb:Value`, `package.module:Value`.

    Raises:
        ValueError: it is none of these, or a folder.
    """
    if os.path.isfile(text):
        place, name = text, ""
    elif found := _WRITTEN.fullmatch(text):
        place, name = found["place"], found["name"] or ""
    else:
        raise ValueError(f"a target is FILE.py, FILE.py:Class, FILE.ipynb or module:Class, got {text!r}")
    if os.path.isdir(place):
        raise ValueError(f"{place} is a folder; name a file in it, or run `wengert audit {place}`")
    if place.endswith(SUFFIXES) or os.path.isfile(place):
        kind = "notebook" if place.endswith(".ipynb") else "file"
        return Target(text, {"kind": kind, "path": os.path.abspath(place), "shown": place, "class": name})
    return Target(text, {"kind": "module", "path": place, "shown": place, "class": name})


def of_class(cls: type) -> Target:
    """The target of a class that is there: its file, its module, or the cells of the session that it was written in.

    Raises:
        ValueError: its source cannot be found.
    """
    name, module = cls.__qualname__, sys.modules.get(cls.__module__)
    if "<locals>" in name:
        raise ValueError(
            f"{cls.__name__} is defined within a function, and cannot be made anew without it; define it at the top "
            "level of a file or cell"
        )
    namespace = vars(module) if module else {}
    cells = namespace.get("In")
    if cls.__module__ == "__main__" and isinstance(cells, list) and "get_ipython" in namespace:
        job = {"kind": "cells", "path": "", "shown": "this session", "class": name, "cells": list(cells[1:])}
        return Target(f"this session:{name}", job)
    path = namespace.get("__file__")
    if not path or not os.path.isfile(path):
        raise ValueError(
            f"the source of {cls.__name__} was not found, as it is in no file and no notebook; save it in a file and "
            f"audit FILE.py:{name}"
        )
    shown = os.path.basename(path)
    if cls.__module__ != "__main__" and (namespace.get("__package__") or not path.endswith(".py")):
        return Target(
            f"{cls.__module__}:{name}", {"kind": "module", "path": cls.__module__, "shown": shown, "class": name}
        )
    return Target(f"{shown}:{name}", {"kind": "file", "path": path, "shown": shown, "class": name})


def targets_in(folder: str | os.PathLike[str]) -> tuple[list[str], list[str]]:
    """The files of a folder, and of those in it, that have a class to audit; and those that have none.

    Nothing is executed: files are read.  One that does not parse counts as one that has a class, and is reported.
    """
    found: list[str] = []
    others: list[str] = []
    for place, inner, names in os.walk(folder):
        inner[:] = sorted(name for name in inner if not name.startswith(".") and name not in _NOT_MEANT)
        for name in sorted(names):
            path = Path(place, name)
            if path.suffix in SUFFIXES and not name.startswith(".") and path.is_file():
                (found if _has_class(path) else others).append(str(path))
    return found, others


def _has_class(path: Path) -> bool:
    try:
        if path.suffix == ".ipynb":
            texts = notebook.cells(reading.content(str(path), str(path), "notebook"), str(path))
            units = reading.cells(texts, str(path), str(path))
        else:
            units = reading.file(str(path), str(path))
        return bool(Outline([node for unit in units for node in unit.tree.body]).best())
    except (OSError, Unreadable):
        return True
