"""OpenValue: the base of Value classes that are written in Python and take attributes of any name.

A Python subclass of Value has a `__dict__` too, but Python makes room for its attributes in each object,
which costs more than the rest of an operation.  Here it is made when the first attribute is set.
"""

from __future__ import annotations

from typing import Any

try:
    import cython
except ImportError:
    from wengert.core import _cython as cython  # type: ignore[no-redef]

from wengert.core.value import Value

if not cython.compiled:

    def _raw_attributes(value: OpenValue) -> dict[str, Any] | None:
        return vars(value) or None

    def _raw_install(kind: type[OpenValue]) -> None:
        pass

    def _raw_keep(kind: type[OpenValue]) -> None:
        pass


@cython.no_gc
@cython.cclass
class OpenValue(Value):
    """A Value with a `__dict__`.

    Subclass it with `__slots__ = ()`: objects of a Python class are seen by the garbage collector, which
    finds cycles through their attributes; those of this class itself are not.
    """

    __slots__ = ("__dict__",)

    @property
    def attributes(self) -> dict[str, Any] | None:
        """The `__dict__`, if anything was ever set; else None, and none is made."""
        return _raw_attributes(self)


_kept: list[type[OpenValue]] = []


def keep(kind: type[OpenValue]) -> None:
    """Keep freed objects of a subclass for reuse, as Value does; of one class in a program.

    Args:
        kind: a subclass with `__slots__ = ()`.

    Raises:
        ValueError: objects of another class are kept, or the class has slots.
    """
    if kind.__basicsize__ != OpenValue.__basicsize__ or kind.__weakrefoffset__:  # which is not in the size since 3.12
        raise ValueError(f"{kind.__name__} has slots of its own; give it __slots__ = ()")
    if _kept:
        raise ValueError(f"objects of {_kept[0].__name__} are kept already")
    _raw_keep(kind)
    _kept.append(kind)


_raw_install(OpenValue)
