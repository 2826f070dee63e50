"""What is kept of compiled code: where, how much, and why perhaps nothing."""

from __future__ import annotations

import os
import stat
from typing import Any

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from wengert.compiler.native.cache import MIB, MOST_MIB, ObjectCache, distrust, size_in


def examine() -> dict[str, Any]:
    """All that can be said, as data."""
    cache = ObjectCache()
    sizes = cache.sizes()
    return {
        "folder": cache.folder,
        "files": len(sizes),
        "size": sum(sizes),
        "most_bytes": cache.most_bytes,
        "trouble": _trouble(cache) or None,
    }


def clear() -> dict[str, int]:
    """Remove what is kept; how many files are gone, and how many could not be removed."""
    removed, left = ObjectCache().clear()
    return {"removed": removed, "left": left}


def _trouble(cache: ObjectCache) -> str:
    """Why nothing is kept or found, or what else should be known; empty if all is well."""
    if cache.off:
        return f"WENGERT_CACHE={os.environ['WENGERT_CACHE']} switches it off"
    own = "set WENGERT_CACHE_DIR to a folder of your own"
    if cache.folder is None:
        return f"there is no folder for it; {own}"
    why = _obstacle(cache.folder)
    if why:
        return f"the folder {why}; {own}"
    said = os.environ.get("WENGERT_CACHE_MB", "")
    if said and size_in(said) is None:
        return f"WENGERT_CACHE_MB={said} is no size in MiB; {MOST_MIB} is taken"
    return "" if cache.most_bytes else "nothing may be kept: WENGERT_CACHE_MB is 0"


def _obstacle(folder: str) -> str:
    """What speaks against keeping code in a folder; empty if nothing does."""
    try:
        status = os.stat(folder)
    except FileNotFoundError:
        parent = os.path.dirname(folder)
        while not os.path.lexists(parent) and parent != os.path.dirname(parent):
            parent = os.path.dirname(parent)
        return "" if _is_writable(parent) else f"cannot be made, as {parent} is not writable"
    except (OSError, ValueError) as error:
        return f"cannot be used ({error})"
    if not stat.S_ISDIR(status.st_mode):
        return "is a file"
    return distrust(status) or ("" if _is_writable(folder) else "is only read, as it is not writable")


def _is_writable(folder: str) -> bool:
    return os.path.isdir(folder) and os.access(folder, os.W_OK | os.X_OK)


def report(found: dict[str, Any]) -> RenderableType:
    """The findings for a person."""
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    table.add_row("folder", found["folder"] or "none")
    table.add_row("kept", told(found))
    if "removed" in found:
        table.add_row("removed", files(found["removed"]))
    if found["trouble"]:
        table.add_row("note", Text(found["trouble"], "yellow"))
    return table


def told(found: dict[str, Any]) -> str:
    """What is kept, in one line."""
    return f"{files(found['files'])}, {_mib(found['size'])} of at most {_mib(found['most_bytes'])}"


def files(count: int) -> str:
    """A number of files in words."""
    return "1 file" if count == 1 else f"{count} files"


def _mib(size: int) -> str:
    return f"{size / MIB:.1f} MiB"
