"""Execute the lessons and keep their outputs: `python tools/lessons.py [--check] [NAME ...]`.

Each notebook in docs/lessons runs from top to bottom in a fresh kernel of this Python.  What is kept is what
a reader should see and what every run gives again: no times, no versions, nothing about the machine.  With
`--check` nothing is written; the outputs are compared with the kept ones.
"""

from __future__ import annotations

import argparse
import copy
import difflib
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from zlib import crc32

import nbformat
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "lessons"
VERSION = 4  # of the notebook format
Node: Any = nbformat.NotebookNode  # untyped there
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"file_extension": ".py", "mimetype": "text/x-python", "name": "python"},
}
#: What a kernel inherits changes no output: the width of a terminal, colours, someone's own start-up files.
LEFT_OUT = ("COLUMNS", "LINES", "FORCE_COLOR", "NO_COLOR", "PYTHONSTARTUP")


def lessons(folder: Path, names: list[str]) -> list[Path]:
    """The notebooks of a folder in their order; of some names, those whose file name begins with one of them.

    Args:
        folder: where they are.
        names: beginnings of file names, such as "3"; all lessons without any.

    Raises:
        FileNotFoundError: a name fits no notebook.
    """
    paths = sorted(folder.glob("[0-9]*.ipynb"))
    for name in names:
        if not any(path.name.startswith(name) for path in paths):
            known = ", ".join(path.stem for path in paths)
            raise FileNotFoundError(f"no lesson begins with {name!r}; there are: {known}")
    return [path for path in paths if not names or path.name.startswith(tuple(names))]


def read(path: Path) -> Any:
    """The notebook in a file."""
    return nbformat.read(path, as_version=VERSION)  # type: ignore[no-untyped-call]


def executed(notebook: Any) -> Any:
    """A copy of a notebook with fresh outputs.

    Args:
        notebook: what `read` gave.

    Raises:
        CellExecutionError: a cell failed; the message has the cell and its traceback.
    """
    fresh = copy.deepcopy(notebook)
    with _own_settings() as environment:
        # No folders of kernels: "python3" is then this Python, whatever is installed for the user.
        specs = KernelSpecManager(kernel_dirs=[])
        folder = environment["IPYTHONDIR"]
        manager = AsyncKernelManager(kernel_name="python3", kernel_spec_manager=specs, **_talk(folder))
        resources = {"metadata": {"path": folder}}
        client = NotebookClient(
            fresh, km=manager, timeout=None, record_timing=False, coalesce_streams=True, resources=resources
        )
        client.execute(cleanup_kc=True, env=environment)
    return cleaned(fresh)


def cleaned(notebook: Any) -> Any:
    """The same notebook without what differs from run to run; it is changed in place."""
    notebook.metadata = Node(copy.deepcopy(METADATA))
    for cell in notebook.cells:
        cell.metadata = Node()
        for output in cell.get("outputs", ()):
            if "metadata" in output:
                output.metadata = Node()
            if output.get("name") == "stderr":
                raise ValueError(f"cell {cell.id} writes to stderr, which no lesson should: {output.text}")
    nbformat.validate(notebook)
    return notebook


def differences(kept: Any, fresh: Any) -> list[str]:
    """Where the outputs of two runs of one notebook differ, cell by cell, as lines to read.

    Args:
        kept: the notebook as it is in its file.
        fresh: what `executed` made of it.

    Returns:
        Nothing if they are equal.
    """
    lines: list[str] = []
    for was, now in zip(kept.cells, fresh.cells, strict=True):
        if was.get("execution_count") != now.get("execution_count"):
            lines.append(f"cell {now.id}: ran as number {now.execution_count}, kept is {was.execution_count}")
        difference = list(
            difflib.unified_diff(shown(was), shown(now), f"cell {now.id}, kept", f"cell {now.id}, now", lineterm="")
        )
        lines += difference
    return lines


def shown(cell: Any) -> list[str]:
    """All that stands below a cell, as lines; of a picture its size and a checksum, which are enough to differ."""
    lines: list[str] = []
    for output in cell.get("outputs", ()):
        for kind, text in sorted(output.get("data", {"": output.get("text", "")}).items()):
            if kind.startswith("image/"):
                lines.append(f"[{kind}] {len(text)} characters, checksum {crc32(text.encode()):08x}")
            else:
                lines += [f"[{kind}]"] * bool(kind) + str(text).splitlines()
    return lines


def write(path: Path, notebook: Any) -> None:
    """Put a notebook into its file, whole or not at all."""
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=path.stem, suffix=".draft")
    try:
        with open(handle, "w", encoding="utf-8") as file:
            file.write(nbformat.writes(notebook, version=VERSION) + "\n")  # type: ignore[no-untyped-call]
        os.chmod(draft, 0o644)
        os.replace(draft, path)
    except BaseException:
        os.unlink(draft)
        raise


def _talk(folder: str) -> dict[str, str]:
    """How to reach a kernel: through files in a folder of our own where the system has such, not through ports."""
    if sys.platform == "win32":
        return {}
    return {"transport": "ipc", "ip": f"{folder}/kernel", "connection_file": f"{folder}/kernel.json"}


@contextmanager
def _own_settings() -> Iterator[dict[str, str]]:
    """What a kernel inherits, with an empty folder for its settings and its files."""
    with tempfile.TemporaryDirectory() as empty:
        environment = {name: text for name, text in os.environ.items() if name not in LEFT_OUT}
        yield {**environment, "IPYTHONDIR": empty, "PYTHONHASHSEED": "0"}


def main(arguments: list[str] | None = None) -> int:
    """The command; 1 if `--check` finds a difference."""
    parser = argparse.ArgumentParser(description="Execute the lessons and keep their outputs.")
    parser.add_argument("names", nargs="*", help="beginnings of file names, such as 3; all without")
    parser.add_argument("--check", action="store_true", help="write nothing; fail if an output differs")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where the notebooks are; docs/lessons without")
    options = parser.parse_args(arguments)
    try:
        paths = lessons(options.folder, options.names)
    except FileNotFoundError as error:
        parser.error(str(error))
    different = False
    for path in paths:
        kept = read(path)
        fresh = executed(kept)
        lines = differences(kept, fresh)
        print(f"{path.name}: {'different' if lines else 'as kept'}")
        if options.check:
            print("\n".join(lines), end="\n" if lines else "")
            different = different or bool(lines)
        elif fresh != kept:
            write(path, fresh)
    return int(different)


if __name__ == "__main__":
    sys.exit(main())
