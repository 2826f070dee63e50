"""Cells of notebooks and of interactive sessions, without what only IPython understands."""

from __future__ import annotations

import ast
import json
import re
from typing import Any

from wengert.auditor.inside.trouble import Trouble

#: Cell magics whose body is Python and is run here; a cell with any other is for another program.
_RUN_HERE = {"%%time", "%%timeit", "%%capture", "%%prun", "%%debug"}

#: %matplotlib inline, !pip install, ?name, name?, files = !ls, t = %timeit …
_MAGIC = re.compile(r"\s*[%!?]|.*\?\s*$|\s*[\w, ]+=\s*[%!]")


def cells(content: bytes, shown: str) -> list[str]:
    r"""The texts of a notebook's cells of code, in order.

    Args:
        content: of the file.
        shown: its name, for messages.

    Raises:
        Trouble: it is no notebook of format 4 in Python.

    >>> cells(b'{"nbformat": 4, "cells": [{"cell_type": "code", "source": ["x = 1\\n", "y = 2"]}]}', "a.ipynb")
    ['x = 1\ny = 2']
    """
    try:
        notebook: Any = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise Trouble("file", f"{shown} is not a notebook: its JSON is broken ({error}). Save it anew.") from None
    if not isinstance(notebook, dict) or not isinstance(notebook.get("cells", []), list):
        raise Trouble("file", f"{shown} is JSON, but not a notebook: there is no list of cells in it.")
    if "worksheets" in notebook or "cells" not in notebook:
        version = notebook.get("nbformat", "unknown")
        raise Trouble(
            "file",
            f"{shown} is a notebook of format {version}; format 4 is needed. "
            "Open it in Jupyter and save it, or: jupyter nbconvert --to notebook --inplace FILE",
        )
    about = notebook.get("metadata")
    kernel = about.get("language_info") or about.get("kernelspec") or {} if isinstance(about, dict) else {}
    language = (kernel.get("name") if "codemirror_mode" in kernel else kernel.get("language")) or "python"
    if "python" not in str(language).lower():
        raise Trouble("file", f"{shown} is a notebook in {language}; only Python is examined.")
    code = [cell for cell in notebook["cells"] if isinstance(cell, dict) and cell.get("cell_type") == "code"]
    return [_text(cell.get("source", "")) for cell in code]


def _text(source: Any) -> str:
    """A cell's text: a notebook keeps it as a list of lines, or whole."""
    return source if isinstance(source, str) else "".join(str(line) for line in source)


def python(cell: str) -> str:
    r"""A cell as Python reads it: magics and shell lines are emptied, all other lines keep their numbers.

    Only a line at which Python stumbles is taken for a magic, so `%` that begins a line within brackets stays.

    Raises:
        SyntaxError: what stands there is neither Python nor a magic.

    >>> python("%matplotlib inline\nx = (7\n  % 4)\n!ls")
    '\nx = (7\n  % 4)\n'
    >>> python("%%bash\nls")
    ''
    """
    lines = cell.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    if lines[first].startswith("%%"):
        if lines[first].split()[0] not in _RUN_HERE:
            return ""
        lines[first] = ""
    while True:
        try:
            ast.parse("\n".join(lines))
        except SyntaxError as error:
            at = (error.lineno or 0) - 1
            if not 0 <= at < len(lines) or not _MAGIC.match(lines[at]):
                raise
            going_on = lines[at].endswith("\\")
            indent = lines[at][: len(lines[at]) - len(lines[at].lstrip())]
            lines[at] = f"{indent}pass" if indent else ""
            while going_on and at + 1 < len(lines):  # a shell line that goes on
                at += 1
                going_on = lines[at].endswith("\\")
                lines[at] = ""
        else:
            return "\n".join(lines)
