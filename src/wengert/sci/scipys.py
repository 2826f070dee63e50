"""SciPy, fetched when it is first used, and what its functions are asked and not asked."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from importlib import import_module
from typing import Any


def fetched(part: str) -> Any:
    """A part of SciPy, such as `optimize`.

    Raises:
        ModuleNotFoundError: SciPy is not installed.
    """
    try:
        return import_module(f"scipy.{part}")
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "scipy":
            raise
        raise ModuleNotFoundError("wg.sci needs SciPy: pip install 'wengert[sci]'", name="scipy") from None


def method_of(method: Any, known: Collection[str], solver: str) -> str:
    """A method's name as SciPy compares it.

    Raises:
        TypeError: it is no name.
        ValueError: there is no such method.
    """
    if not isinstance(method, str):
        raise TypeError(f"{solver} takes its method by name, got {type(method).__name__}")
    for name in known:
        if name.lower() == method.lower():
            return name
    raise ValueError(f"{solver} has no method {method!r}; it has: {', '.join(known)}")


def refuse(given: Mapping[str, Any], solver: str, *names: str) -> None:
    """Refuse keywords that say what is known already.

    Raises:
        TypeError: one of some names is among them.
    """
    for name in names:
        if name in given:
            raise TypeError(f"leave out {name}=: {solver} takes derivatives from the function itself, and exactly")


def refuse_sparse(method: str, known: Collection[str], solver: str) -> None:
    """Refuse sparse derivatives for a method that has no use for them.

    Raises:
        ValueError: the method is none of those known to take them.
    """
    if method not in known:
        raise ValueError(f"{solver} with method {method!r} takes no sparse derivatives; these do: {', '.join(known)}")
