"""Looking at objects of unknown classes: their attributes, and the numbers in them."""

from __future__ import annotations

import numbers
from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

from wengert.auditor.inside.names import bare


def attributes(thing: Any) -> dict[str, Any]:
    """What an object holds, by name: of its dict, of its slots, and of its properties that can be read."""
    held = dict(getattr(thing, "__dict__", {}))
    for kind in type(thing).__mro__:
        for name, member in vars(kind).items():
            if name in held or name.startswith("__") or not hasattr(type(member), "__get__"):
                continue
            if callable(member) or isinstance(member, (classmethod, staticmethod)):
                continue
            try:
                held[name] = getattr(thing, name)
            except Exception:  # a slot without a value, a property that fails
                continue
    return held


def public(names: Iterable[str]) -> list[str]:
    """Names in their order, but those that begin with an underscore last: a descriptor's before where it keeps it."""
    return sorted(names, key=lambda name: name.startswith("_"))


def number(thing: Any) -> float | None:
    """A number as a float; None for what is none.  Arrays of one number count, as NumPy's own scalars are such."""
    if isinstance(thing, bool) or thing is None or isinstance(thing, (str, bytes)):
        return None
    if isinstance(thing, (float, int)):
        return _float(thing)
    if isinstance(thing, (numbers.Real, Decimal)):
        return _float(thing)
    if type(thing).__module__ == "numpy" and getattr(thing, "ndim", 1) == 0:
        return _float(thing)
    return None


def _float(thing: Any) -> float | None:
    try:
        return float(thing)
    except OverflowError:
        return float("inf") if thing > 0 else float("-inf")
    except (TypeError, ValueError):
        return None


def like(x: float, held: Any) -> Any:
    """A number of the kind that is held already: Decimals and floats do not mix."""
    return type(held)(x) if isinstance(held, (Decimal, Fraction)) else x


def is_array(thing: Any) -> bool:
    """Whether something is a tensor, or a list of numbers, rather than a number."""
    if type(thing).__module__.partition(".")[0] in ("numpy", "torch", "jax", "jaxlib", "tensorflow", "cupy"):
        return number(thing) is None
    if not isinstance(thing, (list, tuple)) or not thing:
        return False
    return all(number(item) is not None or is_array(item) for item in thing)


def numbers_in(thing: Any) -> dict[str, float]:
    """The attributes that are numbers."""
    return {name: x for name, held in attributes(thing).items() if (x := number(held)) is not None}


def holding(thing: Any, part: Any, known: list[str]) -> Iterator[str]:
    """The attributes in which a container has another object as an item, known names first."""
    found = [name for name, held in attributes(thing).items() if _has(held, part, 2)]
    yield from sorted(found, key=lambda name: bare(name) not in known)


def _has(held: Any, part: Any, deep: int) -> bool:
    if held is part:
        return deep < 2  # an item, not the attribute itself
    if not deep or not isinstance(held, (list, tuple, set, frozenset, dict)):
        return False
    if isinstance(held, dict):
        return any(key is part for key in held) or any(_has(item, part, deep - 1) for item in held.values())
    return any(_has(item, part, deep - 1) for item in held)
