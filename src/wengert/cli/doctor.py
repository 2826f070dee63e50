"""What runs here: builds, versions, extras."""

from __future__ import annotations

import os
import platform
import shlex
import shutil
import sys
import sysconfig
from importlib import metadata
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

import wengert
from wengert import _build
from wengert.cli import cache

#: What each extra installs.
EXTRAS = {
    "sci": ("scipy",),
    "train": ("matplotlib", "scikit-learn", "safetensors"),
    "notebook": ("anywidget",),
    "graphviz": ("graphviz", "graphviz-pure"),
    "png": ("resvg-py",),
    "cluster": ("dask", "distributed"),
}
NEEDED = ("llvmlite", "numpy", "rich", "click")


def version(package: str) -> str | None:
    """The version of an installed package; None if it is not installed."""
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


def compiler() -> str | None:
    """The path of the C compiler that an installation would use; None if there is none."""
    commands = [os.environ.get("CC"), sysconfig.get_config_var("CC"), "cc", "gcc", "clang", "cl"]
    for command in commands:
        words = shlex.split(command) if isinstance(command, str) else []
        found = shutil.which(words[0]) if words else None
        if found:
            return found
    return None


def machine_code() -> dict[str, Any]:
    """What machine code is made for here, and by what."""
    try:
        from wengert.compiler.native import engine
    except ImportError as error:  # a damaged installation: functions run by instructions
        return {"trouble": f"there is none: {error}"}
    width, vectors = engine.lanes(True)
    return {
        "llvm": engine.llvm_version(), "cpu": engine.host().cpu, "lanes": width, "vector functions": len(vectors),
        "trouble": "",
    }  # fmt: skip


def examine() -> dict[str, Any]:
    """All that doctor says, as data."""
    return {
        "wengert": wengert.__version__,
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "executable": sys.executable,
        "platform": platform.platform(),
        "compiled": _build.compiled(),
        "WENGERT_PURE": _build.forced_pure,
        "compiler": compiler(),
        "machine code": machine_code(),
        "cache": cache.examine(),
        "needed": {package: version(package) for package in NEEDED},
        "extras": {extra: {package: version(package) for package in packages} for extra, packages in EXTRAS.items()},
    }


def all_compiled(found: dict[str, Any]) -> bool:
    """Whether every module that can be compiled is."""
    return all(found["compiled"].values())


def report(found: dict[str, Any]) -> RenderableType:
    """The findings for a person."""
    here = _table()
    here.add_row("wengert", found["wengert"])
    here.add_row("Python", f"{found['python']} ({found['executable']})")
    here.add_row("platform", found["platform"])
    here.add_row("C compiler", found["compiler"] or "none found")
    here.add_row("machine code", _about_code(found["machine code"]))
    here.add_row("code kept", f"{cache.told(found['cache'])} ({found['cache']['folder'] or 'no folder'})")
    if found["cache"]["trouble"]:
        here.add_row("", Text(found["cache"]["trouble"], "yellow"))
    for package, number in found["needed"].items():
        here.add_row(package, number or Text("missing", "red"))

    builds = _table()
    for module, is_compiled in found["compiled"].items():
        builds.add_row(module, Text("compiled", "green") if is_compiled else Text("interpreted", "yellow"))

    extras = _table()
    for extra, packages in found["extras"].items():
        missing = [package for package, number in packages.items() if number is None]
        have = ", ".join(f"{package} {number}" for package, number in packages.items() if number is not None)
        lines = [Text(have, "green")] if have else []
        if missing:
            lines.append(Text(f"missing: {', '.join(missing)}"))
            lines.append(Text(f'  pip install "wengert[{extra}]"', "dim"))
        extras.add_row(extra, Text("\n").join(lines))

    return Group(here, _head("Builds"), builds, Text(_about_builds(found)), _head("Extras"), extras)


def _table() -> Table:
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    return table


def _head(text: str) -> Text:
    return Text(f"\n{text}", "bold underline")


def _about_code(found: dict[str, Any]) -> Text:
    if found["trouble"]:
        return Text(found["trouble"], "yellow")
    vectors = f"{found['vector functions']} vector functions" if found["vector functions"] else "no vector functions"
    return Text(f"LLVM {found['llvm']} for {found['cpu']}, {found['lanes']} lanes side by side, {vectors}")


def _about_builds(found: dict[str, Any]) -> str:
    if all_compiled(found):
        return "The core runs compiled."
    if found["WENGERT_PURE"]:
        return "WENGERT_PURE=1 is set: the core runs interpreted, with the same results, several times slower."
    build = "pip install --force-reinstall --no-cache-dir --no-binary wengert wengert"
    how = f"To build it: {build}" if found["compiler"] else "Install a C compiler, then reinstall wengert."
    return f"The core runs interpreted: the same results, several times slower. {how}"
