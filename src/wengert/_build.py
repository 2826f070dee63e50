"""Which build of the core runs: compiled, or the same files interpreted.

`WENGERT_PURE=1` in the environment forces the interpreted one, where a compiled module lies beside
its source.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_file_location
from pathlib import Path
from types import ModuleType

#: The modules that are compiled too; setup.py reads this.
COMPILED = tuple(
    f"wengert.{folder}.{name}"
    for folder, names in {
        "core": "real kernels extra scalar methods value open scope weighted rules reverse verify",
        "compiler.program": "roll",
        "compiler.passes": "parts opening simplify",
        "compiler.flat": "lanes layout blocks",
        "compiler.native": "kernel shortcut",
        "compiler.sparse": "colouring sets",
        "compiler.tracing": "trace",
        "see.draw.layered": "coordinates orders ranks weave",
    }.items()
    for name in names.split()
)

forced_pure = os.environ.get("WENGERT_PURE") == "1"


class _SourceFinder:  # not of importlib.abc's MetaPathFinder, whose import takes 28 ms
    """Finds the source of the modules that may also be compiled."""

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name not in COMPILED:
            return None
        return spec_from_file_location(name, Path(__file__).parent.joinpath(*name.split(".")[1:]).with_suffix(".py"))


def choose() -> None:
    """Make the imports that follow take the build that is asked for."""
    if forced_pure:
        sys.meta_path.insert(0, _SourceFinder())  # type: ignore[arg-type]


def compiled() -> dict[str, bool]:
    """For each module that can be compiled, whether the compiled one is loaded."""
    return {name: not (import_module(name).__file__ or "").endswith(".py") for name in COMPILED}


def __getattr__(name: str) -> str:
    if name != "__version__":
        raise AttributeError(f"module 'wengert._build' has no attribute {name!r}")
    from importlib.metadata import PackageNotFoundError, version  # 30 ms, so not before it is asked for

    try:
        return version("wengert")
    except PackageNotFoundError:  # a source tree that was not installed
        return "0+unknown"
