"""What lives longer than one program: tapes, tables of nodes, caches, lists that are a parameter's default.

Programs must not see each other: a tape of two thousand of them would be long, and a table of nodes by number would
hand a program the leaf that another one has changed.
"""

from __future__ import annotations

import operator
import os
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from types import FunctionType, ModuleType
from typing import Any
from weakref import WeakKeyDictionary, WeakSet, WeakValueDictionary

#: Containers that are restored, and how each is filled again; by the base's own methods, whatever a subclass does.
_FILLED_BY: dict[type, Callable[[Any, Any], None]] = {
    list: list.extend, deque: deque.extend, dict: dict.update, set: set.update,
    WeakValueDictionary: WeakValueDictionary.update, WeakKeyDictionary: WeakKeyDictionary.update,
    WeakSet: WeakSet.update,
}  # fmt: skip

#: The folder of the examiner itself, which may lie below the user's.
_OURS = os.path.join(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))), "")

#: Containers that Python itself puts into modules and classes.
_PYTHONS = {"__builtins__", "__annotations__", "__path__", "__all__", "__slots__"}

_KINDS: Any = tuple(_FILLED_BY)

#: Containers with more items at the start are data, not records; of a list only the length is restored.
_MOST = 10_000

#: Containers are looked for within containers, so many deep.
_DEEP = 3


class State:
    """The containers and caches of a class's module, of those beside it, of their classes and objects.

    Args:
        cls: the class.
        namespace: the names of its module.
    """

    def __init__(self, cls: type, namespace: dict[str, Any]) -> None:
        modules = {cls.__module__: namespace, **_beside(cls.__module__)}
        things = [thing for names in modules.values() for thing in _held(names, modules)]
        self._caches = [thing.cache_clear for thing in things if callable(getattr(thing, "cache_clear", None))]
        found = {id(each): each for thing in things for each in _containers(thing, _DEEP)}
        self._kept = [_Kept(each) for each in found.values()]

    def restore(self) -> None:
        """Put everything back as it was."""
        for kept in self._kept:
            kept.restore()
        for clear in self._caches:
            clear()


class _Kept:
    """A container with the items that it had."""

    def __init__(self, held: Any) -> None:
        self._held = held
        self._kind = next(kind for kind in _FILLED_BY if isinstance(held, kind))
        self._large = len(held) if len(held) > _MOST else 0
        mapping = isinstance(held, (dict, WeakValueDictionary, WeakKeyDictionary))
        self._items: Any = () if self._large else dict(held.items()) if mapping else list(held)
        self._parts = [] if self._large else _parts(held)

    def restore(self) -> None:
        held: Any = self._held
        if self._large:
            if isinstance(held, list):
                del held[self._large :]
            return
        parts = _parts(held)
        # by identity: to compare nodes may be something of their own
        if len(parts) != len(self._parts) or not all(map(operator.is_, parts, self._parts)):
            kind: Any = self._kind
            kind.clear(held)
            _FILLED_BY[kind](held, self._items)


def _parts(held: Any) -> list[Any]:
    if isinstance(held, (dict, WeakValueDictionary, WeakKeyDictionary)):
        return [part for pair in list(held.items()) for part in pair]
    return list(held)


def _beside(name: str) -> dict[str, dict[str, Any]]:
    """The modules in the folder of one and below: those that somebody's class is spread over."""
    file = getattr(sys.modules.get(name), "__file__", None)
    if not file:
        return {}
    folder = os.path.join(os.path.dirname(os.path.abspath(file)), "")
    found = {}
    for key, module in list(sys.modules.items()):
        path = getattr(module, "__file__", None)
        if key == name or not isinstance(path, str) or not path.startswith(folder) or path.startswith(_OURS):
            continue
        if "site-packages" not in path[len(folder) :]:
            found[key] = vars(module)
    return found


def _held(names: dict[str, Any], modules: Iterable[str]) -> Iterator[Any]:
    """What a module holds itself, and what its classes and objects hold."""
    for thing in [thing for name, thing in names.items() if name not in _PYTHONS]:
        inner = thing if isinstance(thing, type) else type(thing)
        if isinstance(thing, ModuleType):
            continue
        if isinstance(thing, FunctionType):
            yield from defaults(thing)
        elif type(thing) in _FILLED_BY:
            yield thing
        elif callable(getattr(thing, "cache_clear", None)):
            if getattr(thing, "__module__", "") in modules:
                yield thing
        elif inner.__module__ in modules:
            yield thing
            inside = dict(getattr(thing, "__dict__", {}))
            for member in [getattr(each, "__func__", each) for name, each in inside.items() if name not in _PYTHONS]:
                yield member
                yield from defaults(member)


def _containers(thing: Any, deep: int) -> Iterator[Any]:
    if not isinstance(thing, _KINDS) or not deep:
        return
    yield thing
    if len(thing) <= _MOST:
        for part in _parts(thing):
            yield from _containers(part, deep - 1)


def defaults(function: Any) -> list[Any]:
    """What a function's parameters are if they are not given: the same objects in every call."""
    named = getattr(function, "__kwdefaults__", None) or {}
    return [*(getattr(function, "__defaults__", None) or ()), *named.values()]
