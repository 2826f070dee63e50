"""Where `y.explain()` finds its implementation, so that the core knows no screen.

A view is named by `module:function` and imported when it is first shown.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

_views: dict[str, str] = {}


def register(**views: str) -> None:
    """Say where views are: `register(explain="wengert.see.explain:explain")`."""
    _views.update(views)


def show(name: str, *args: Any, **options: Any) -> Any:
    """Call a view.

    Raises:
        LookupError: nobody registered a view of that name.
    """
    if name not in _views:
        raise LookupError(f"no view {name!r} is registered; there are: {', '.join(sorted(_views)) or 'none'}")
    module, function = _views[name].split(":")
    return getattr(import_module(module), function)(*args, **options)
