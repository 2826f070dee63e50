"""What turns a text in the dot language into a picture.

Three can: the `dot` of a Graphviz on this machine, `graphviz-pure` (the same as a Python package without a
system library), and our own renderer, which draws on any machine; the first that knows the format does.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator

SOURCES = ("dot", "gv", "canon")  # formats that are the source itself
OWN = ("svg", "png", *SOURCES)  # formats that need no Graphviz
PURE = ("jpg", "jpeg", "jpe", "json", "plain", "xdot", "dot_json", "xdot_json")  # what graphviz-pure adds to them


class RenderError(RuntimeError):
    """A picture could not be made; the message says what to install or to mend."""


def commands() -> Iterator[str]:
    """The paths of the Graphviz commands that are there, the system's first."""
    if system := shutil.which("dot"):
        yield system
    beside = os.pathsep.join([sysconfig.get_path("scripts"), os.path.dirname(sys.executable)])
    if pure := shutil.which("graphviz-pure") or shutil.which("graphviz-pure", path=beside):
        yield pure


def rendered(source: str, form: str = "svg", engine: str = "dot", folder: str | None = None) -> bytes:
    """A text in the dot language as a picture.

    Args:
        source: the text.
        form: "svg", "png", "pdf", …; "png:cairo" names a renderer, as Graphviz does.
        engine: Graphviz's layout: "dot", "neato", …; our own renderer has "dot" only.
        folder: what relative paths in the source are relative to.

    Returns:
        The content of the file.

    Raises:
        RenderError: nobody can; the message has each one's reason.

    Cost: a neuron takes Graphviz some 10 ms, and our own renderer 2 ms.

    >>> rendered("digraph { a -> b }", "svg").count(b"<ellipse")
    2
    """
    reasons = []
    for command in commands():
        try:
            done = subprocess.run(
                [command, f"-K{engine}", f"-T{form}"],
                input=source.encode(),
                capture_output=True,
                cwd=folder if folder and os.path.isdir(folder) else None,
                check=False,
            )
        except OSError as error:
            reasons.append(f"{command}: {error}")
            continue
        if done.returncode == 0 and done.stdout:
            return done.stdout
        said = done.stderr.decode(errors="replace").strip().splitlines()
        reasons.append(f"{command}: {said[-1] if said else f'exit status {done.returncode}'}")
    try:
        return _own(source, form.split(":")[0], engine)
    except (ValueError, ImportError) as error:
        raise RenderError("; ".join([*reasons, str(error)])) from None


def _own(source: str, form: str, engine: str) -> bytes:
    from wengert.see.draw.dotlang import svg
    from wengert.see.draw.forms.png import png

    if form not in OWN:
        more = ", or pip install 'wengert[graphviz]'" if form in PURE else ""
        raise ValueError(
            f"format {form!r} needs Graphviz: install it from https://graphviz.org/download/{more}; "
            f"without it there are {', '.join(OWN)}"
        )
    if engine != "dot":
        raise ValueError(f"layout engine {engine!r} needs Graphviz; our own renderer has 'dot'")
    if form in SOURCES:
        return source.encode()
    drawing = svg.svg(source)
    return drawing.encode() if form == "svg" else png(drawing)
