"""From a file's bytes to units of source, or the reason why not."""

from __future__ import annotations

import ast
import io
import os
import re
import sys
import tokenize

from wengert.auditor.inside import notebook
from wengert.auditor.inside.source import Unit
from wengert.auditor.inside.trouble import Trouble

#: Larger files are data, whatever they are called; notebooks hold pictures.
_MOST = {"file": 4 << 20, "notebook": 64 << 20}

#: What was Python until 2020.
_PYTHON2 = re.compile(
    r"^\s*(print\s+[^\s(=.,:)]|print\s*>>|raise\s+\w+\s*,\s*\S|except\s+[\w.]+\s*,\s*\w+\s*:|exec\s+[\"'\w])|<>",
    re.MULTILINE,
)


#: What git leaves in a file where two versions of it differ.
_CONFLICT = re.compile(r"^(<{7}|>{7}) ", re.MULTILINE)


def content(path: str, shown: str, kind: str) -> bytes:
    """A file's bytes.

    Raises:
        Trouble: it cannot be read, with what to do.
    """
    if os.path.isdir(path):
        raise Trouble("file", f"{shown} is a folder; name a file in it.")
    try:
        if os.path.exists(path) and not os.path.isfile(path):
            raise Trouble("file", f"{shown} is not an ordinary file.")
        with open(path, "rb") as file:
            found = file.read(_MOST[kind] + 1)
    except FileNotFoundError:
        raise Trouble("file", f"There is no file {shown}. Check the name and the folder.") from None
    except (OSError, ValueError) as error:
        raise Trouble("file", f"{shown} cannot be read: {getattr(error, 'strerror', None) or error}.") from None
    if len(found) > _MOST[kind]:
        raise Trouble("file", f"{shown} has more than {_MOST[kind] >> 20} MiB: that is data, not a program.")
    return found


def decoded(found: bytes) -> str:
    r"""A source file's text, as Python decodes it: by its coding line or as UTF-8; lines end with \n.

    Raises:
        SyntaxError: the coding is unknown.
        UnicodeDecodeError: bytes are not of the coding.

    >>> decoded(b"# coding: latin-1\r\nx = '\xe9'\r\n")
    "# coding: latin-1\nx = 'é'\n"
    """
    coding, _ = tokenize.detect_encoding(io.BytesIO(found).readline)
    return found.decode(coding).replace("\r\n", "\n").replace("\r", "\n")


def file(path: str, shown: str) -> list[Unit]:
    """A file of Python.

    Raises:
        Trouble: it cannot be read, decoded or parsed.
    """
    found = content(path, shown, "file")
    try:
        text = decoded(found)
    except (SyntaxError, UnicodeDecodeError) as error:
        raise Trouble(
            "file",
            f"{shown} is not text that Python reads ({error}). Save it as UTF-8, or name its coding in the first line: "
            "# -*- coding: latin-1 -*-",
        ) from None
    path = os.path.abspath(path)
    try:
        tree = ast.parse(text, path)
        compile(tree, path, "exec", dont_inherit=True)  # finds `return` outside a function, too
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        raise syntax(error, shown, text) from None
    return [Unit(path, shown, text, tree)]


def cells(texts: list[str], shown: str, name: str) -> list[Unit]:
    """The cells of a notebook or a session; those that are not Python are left out, as they failed there.

    Args:
        texts: of all cells of code.
        shown: the notebook's name.
        name: before the number of a cell, under which it is compiled.

    Raises:
        Trouble: no cell can be parsed, and one should.
    """
    units, first = [], None
    for number, text in enumerate(texts, 1):
        try:
            text = notebook.python(text)
            units.append(Unit(f"{name}:cell {number}", shown, text, ast.parse(text), number))
        except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
            first = first or syntax(error, shown, text, number)
    if first and not any(unit.tree.body for unit in units):
        raise first
    return units


def syntax(error: Exception, shown: str, text: str, cell: int | None = None) -> Trouble:
    """Why a text could not be parsed."""
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    line = getattr(error, "lineno", None)
    message = getattr(error, "msg", None) or str(error) or "nested too deeply"
    where = shown if cell is None else f"{shown}, cell {cell}"
    said = f"{where} is not Python {version}: {message}" + (f" (line {line})." if line else ".")
    if mark := _CONFLICT.search(text):
        number = text.count("\n", 0, mark.start()) + 1
        said += f" Line {number} is a mark of a merge conflict, left by git: resolve the conflict first."
    elif "Missing parentheses in call to 'print'" in message or (line and _PYTHON2.search(text)):
        said += " It looks like Python 2; convert it first: write print(...) and `except E as e`."
    else:
        said += " Run it by itself and repair this first."
    lines = text.split("\n")
    place = None
    if line:
        shown_text = lines[line - 1].strip() if line <= len(lines) else ""
        place = {"file": shown, "line": line, "cell": cell, "text": shown_text}
    return Trouble("syntax", said, place)
