"""Forms: how numbers lie in a structure, apart from the numbers.

A form is what a compiled function is specialised by.  It takes the numbers out of an argument, puts Values in
their place, and puts numbers back: a gradient has the form of its argument.

    Number              a float, an int, a NumPy scalar, a 0-d array, or a Value
    Line                a list or tuple of plain numbers
    Array               a NumPy array of numbers, or of Values
    Sequence            a list, tuple or named tuple of forms
    Mapping             a dict of forms
    Record              a dataclass, its fields of forms
    Module              an object with `parameters()`: its Values are the leaves, everything else is fixed
    Fixed               anything else: a bool, a str, None, a function; another one is another specialisation

Legend: leaf a number, or a Value that stands for it; way how one gets to a part, for messages: `net['w'][3]`.
"""

from __future__ import annotations

import copy
import math
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from itertools import chain, repeat
from types import FunctionType, ModuleType
from typing import Any

import numpy

from wengert.core import number
from wengert.core.value import Value

_PLAIN = (bool, str, bytes, type(None))
_KNOWN = (int, float, *_PLAIN, list, tuple, set, frozenset, dict, numpy.ndarray)  # what is compared part by part
_ARRAYS = (numpy.ndarray, numpy.memmap)  # of other subclasses, masked arrays and matrices, arithmetic is not NumPy's
Leaves = Iterator[Any]


class Form(ABC):
    """What all forms can do."""

    __slots__ = ()

    count = 0  # leaves

    @abstractmethod
    def fill(self, like: Any, leaves: Leaves) -> Any:
        """A structure of this form with other leaves; what is fixed is as in `like`."""

    @abstractmethod
    def named(self, way: str) -> Iterator[str]:
        """How one gets to each leaf."""

    def owned(self) -> Iterator[bool]:
        """For each leaf whether it stays where it is: the Value of an object that is called as it is."""
        return repeat(False, self.count)

    @property
    def shape(self) -> tuple[int, ...]:
        """Its shape in a Jacobian: an array's own, () of a number, else (count,)."""
        return (self.count,)


@dataclass(frozen=True, slots=True)
class Number(Form):
    """One leaf."""

    @property
    def count(self) -> int:  # type: ignore[override]
        return 1

    @property
    def shape(self) -> tuple[int, ...]:
        return ()

    def fill(self, like: Any, leaves: Leaves) -> Any:
        return next(leaves)

    def named(self, way: str) -> Iterator[str]:
        yield way


@dataclass(frozen=True, slots=True)
class Line(Form):
    """A list or tuple of numbers: the same as a Sequence of Numbers, but quick."""

    kind: type
    count: int

    def fill(self, like: Any, leaves: Leaves) -> Any:
        return self.kind([next(leaves) for _ in range(self.count)])

    def named(self, way: str) -> Iterator[str]:
        return (f"{way}[{i}]" for i in range(self.count))


@dataclass(frozen=True, slots=True)
class Array(Form):
    """An array."""

    dimensions: tuple[int, ...]
    count: int = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "count", math.prod(self.dimensions))

    @property
    def shape(self) -> tuple[int, ...]:
        return self.dimensions

    def fill(self, like: Any, leaves: Leaves) -> Any:
        found = [next(leaves) for _ in range(self.count)]
        if not any(isinstance(leaf, (Value, numpy.ndarray)) for leaf in found):
            return numpy.array(found, dtype=float).reshape(self.dimensions)
        if isinstance(found[0], numpy.ndarray):  # an array for each lane of a batch: lanes come first
            return numpy.stack(found, axis=-1).reshape(*found[0].shape, *self.dimensions)
        array = numpy.empty(self.count, dtype=object)
        array[:] = found
        return array.reshape(self.dimensions)

    def named(self, way: str) -> Iterator[str]:
        return (f"{way}[{', '.join(map(str, index))}]" for index in numpy.ndindex(*self.dimensions))


@dataclass(frozen=True, slots=True)
class _Tree(Form):
    """Parts in an order."""

    parts: tuple[Form, ...]
    count: int = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "count", sum(part.count for part in self.parts))

    def owned(self) -> Iterator[bool]:
        return chain.from_iterable(part.owned() for part in self.parts)


@dataclass(frozen=True, slots=True)
class Sequence_(_Tree):
    """A list, a tuple, a named tuple."""

    kind: type

    def fill(self, like: Any, leaves: Leaves) -> Any:
        parts = [part.fill(one, leaves) for part, one in zip(self.parts, _or_nones(like, self.parts), strict=True)]
        return self.kind(*parts) if hasattr(self.kind, "_fields") else self.kind(parts)

    def named(self, way: str) -> Iterator[str]:
        for i, part in enumerate(self.parts):
            yield from part.named(f"{way}[{i}]")


@dataclass(frozen=True, slots=True)
class Mapping(_Tree):
    """A dict."""

    keys: tuple[Any, ...]

    def fill(self, like: Any, leaves: Leaves) -> Any:
        given = {} if like is None else like
        return {
            key: part.fill(given.get(key), leaves) for key, part in zip(self.keys, self.parts, strict=True)
        }  # fmt: skip

    def named(self, way: str) -> Iterator[str]:
        for key, part in zip(self.keys, self.parts, strict=True):
            yield from part.named(f"{way}[{key!r}]")


@dataclass(frozen=True, slots=True)
class Record(_Tree):
    """A dataclass."""

    kind: type
    names: tuple[str, ...]

    def fill(self, like: Any, leaves: Leaves) -> Any:
        made = copy.copy(like) if like is not None else object.__new__(self.kind)
        for name, part in zip(self.names, self.parts, strict=True):
            object.__setattr__(made, name, part.fill(getattr(like, name, None), leaves))
        return made

    def named(self, way: str) -> Iterator[str]:
        for name, part in zip(self.names, self.parts, strict=True):
            yield from part.named(f"{way}.{name}")


@dataclass(frozen=True, slots=True)
class Module(Form):
    """An object with parameters: numbers go back as a dict by their names."""

    kind: type
    names: tuple[str, ...]
    rest: Any  # everything about it but the parameters' numbers

    @property
    def count(self) -> int:  # type: ignore[override]
        return len(self.names)

    def fill(self, like: Any, leaves: Leaves) -> Any:
        found = [next(leaves) for _ in self.names]
        if like is not None and any(isinstance(leaf, Value) for leaf in found):
            return like  # its own Values stand in it already
        return dict(zip(self.names, found, strict=True))

    def owned(self) -> Iterator[bool]:
        return repeat(True, self.count)

    def named(self, way: str) -> Iterator[str]:
        return (f"{way}.{name}" for name in self.names)


class Fixed(Form):
    """Something that is no number: compared by value if it can be, else by identity.

    By the value that it has now: a list that grows afterwards is another thing, and so is an object of whose
    attributes one is another number or text.
    """

    __slots__ = ("_hash", "_key", "thing")

    def __init__(self, thing: Any) -> None:
        self.thing = thing
        self._key: Any = _rest(thing, {}, {}) if isinstance(thing, _KNOWN) else (type(thing), thing, _plain(thing))
        try:
            self._hash = hash(self._key)
        except TypeError:  # then it is itself
            self._key = type(thing), id(thing), _plain(thing)
            self._hash = hash(self._key)

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Fixed) and self._hash == other._hash and bool(self._key == other._key)

    def fill(self, like: Any, leaves: Leaves) -> Any:
        return self.thing

    def named(self, way: str) -> Iterator[str]:
        return iter(())


def read(tree: Any, way: str, leaves: list[Any]) -> Form:
    """The form of a structure; its leaves are appended to a list.

    Args:
        tree: the structure.
        way: what it is called.
        leaves: where numbers go, as floats; arrays of numbers whole, in one dimension; Values as they are.

    Raises:
        TypeError: an array holds what is no number.

    >>> leaves = []
    >>> form = read({"a": 1, "b": [2.0, 3.0]}, "x", leaves)
    >>> leaves, form.count, list(form.named("x"))
    ([1.0, 2.0, 3.0], 3, ["x['a']", "x['b'][0]", "x['b'][1]"])
    """
    kind = type(tree)
    if kind is float:
        leaves.append(tree)
        return Number()
    if kind is numpy.ndarray and tree.ndim == 0 and tree.dtype == object:  # what np.where makes of Values
        return read(tree.item(), way, leaves)
    if kind in _ARRAYS and tree.ndim:
        return _read_array(tree, way, leaves)
    if kind is list or kind is tuple:
        if tree and all(type(leaf) is float for leaf in tree):
            leaves += tree
            return Line(kind, len(tree))
        parts = tuple([read(part, f"{way}[{i}]", leaves) for i, part in enumerate(tree)])
        if parts and all(type(part) is Number for part in parts):
            return Line(kind, len(parts))
        return Sequence_(parts, kind)
    if isinstance(tree, Value):
        leaves.append(tree)
        return Number()
    if isinstance(tree, (list, tuple)):
        return Sequence_(tuple([read(part, f"{way}[{i}]", leaves) for i, part in enumerate(tree)]), kind)
    if isinstance(tree, dict):
        return Mapping(tuple([read(part, f"{way}[{key!r}]", leaves) for key, part in tree.items()]), tuple(tree))
    if isinstance(tree, (*_PLAIN, type)) or number.is_truth(tree):
        return Fixed(tree)
    found = _number(tree, way)
    if found is not None:
        leaves.append(found)
        return Number()
    if callable(getattr(tree, "parameters", None)):
        return _read_module(tree, way, leaves)
    if is_dataclass(tree):
        names = tuple([field.name for field in fields(tree)])
        return Record(tuple([read(getattr(tree, name), f"{way}.{name}", leaves) for name in names]), kind, names)
    return Fixed(tree)


def _plain(thing: Any) -> Any:
    """Those attributes of an object that are plain numbers and texts, as they are now."""
    if isinstance(thing, (type, ModuleType, FunctionType)) or not hasattr(thing, "__dict__"):
        return None
    return tuple([(name, x) for name, x in vars(thing).items() if type(x) in (int, float, *_PLAIN)])


def said(form: Form) -> str:
    """A form in words: `a list of 3`."""
    if type(form) is Number:
        return "a number"
    if isinstance(form, Fixed):
        return f"a {type(form.thing).__name__}"
    if isinstance(form, Array):
        return f"an array of shape {form.dimensions}"
    kind = "dict" if type(form) is Mapping else getattr(form, "kind", type(form)).__name__
    return f"a {kind} of {form.count}"


def read_lanes(tree: Any, way: str, columns: list[Any]) -> Form:
    """The form of one lane of a batch: of what each array has at one place of its first axis.

    Args:
        tree: an array, or a list that makes one; or a tuple, dict or dataclass of such.
        way: what it is called.
        columns: where for each leaf the array of its numbers goes, one for each lane.

    Raises:
        TypeError: something is no array of numbers.
        ValueError: an array has no axis for the lanes.
    """
    if isinstance(tree, dict):
        parts = tuple([read_lanes(part, f"{way}[{key!r}]", columns) for key, part in tree.items()])
        return Mapping(parts, tuple(tree))
    if isinstance(tree, tuple):
        return Sequence_(tuple([read_lanes(part, f"{way}[{i}]", columns) for i, part in enumerate(tree)]), type(tree))
    if is_dataclass(tree) and not isinstance(tree, type):
        names = tuple([field.name for field in fields(tree)])
        parts = tuple([read_lanes(getattr(tree, name), f"{way}.{name}", columns) for name in names])
        return Record(parts, type(tree), names)
    array = numbers(tree, way)
    if array.ndim == 0:
        raise ValueError(f"{way} is of the batch, so it needs an axis for the lanes; got the one number {array.item()}")
    columns += list(array.reshape(len(array), math.prod(array.shape[1:])).T) if array.ndim > 1 else [array]
    return Array(array.shape[1:]) if array.ndim > 1 else Number()


def numbers(tree: Any, way: str) -> numpy.ndarray[Any, Any]:
    """An array of float64 of what is one, or makes one.

    Raises:
        TypeError: there is something in it that is no real number.
    """
    try:
        array = tree if type(tree) is numpy.ndarray else numpy.asarray(tree)
    except ValueError as error:
        raise TypeError(f"{way} must be an array of numbers with lanes along its first axis: {error}") from None
    if array.dtype.kind not in "fiu":
        raise TypeError(f"{way} must be an array of real numbers, got {number.what(tree)} of dtype {array.dtype}")
    return array.astype(float, copy=False)


def _read_array(tree: Any, way: str, leaves: list[Any]) -> Form:
    if tree.dtype.kind in "fiu":
        leaves.append(numpy.array(tree, dtype=float, order="C").ravel())  # its own: a call outlives what is done to it
    elif tree.dtype.kind == "O":
        leaves += [leaf if isinstance(leaf, Value) else number.real(leaf, way) for leaf in tree.flat]
    else:
        raise TypeError(f"{way} must be an array of real numbers, got one of dtype {tree.dtype}")
    return Array(tree.shape)


def is_number(x: Any) -> bool:
    """Whether it is meant as a number, or as an array of what should be numbers."""
    if isinstance(x, (*_PLAIN, type)) or (number.is_truth(x) and numpy.ndim(x) == 0):
        return False
    return isinstance(x, complex) or hasattr(x, "__array__") or hasattr(type(x), "__float__")


def _number(tree: Any, way: str) -> float | None:
    """A leaf as a float; None if it is no number."""
    if type(tree) is int or (hasattr(type(tree), "__float__") and not callable(getattr(tree, "parameters", None))):
        return number.real(tree, way)
    return None


def _read_module(tree: Any, way: str, leaves: list[Any]) -> Form:
    named = getattr(tree, "named_parameters", None)
    found = dict(named()) if callable(named) else {f"parameter{i}": p for i, p in enumerate(tree.parameters())}
    values = {id(value): i for i, value in enumerate(found.values())}
    for name, value in found.items():
        if not isinstance(value, Value):
            raise TypeError(f"{way}.{name} must be a Value, got {number.what(value)}")
    leaves += found.values()
    return Module(type(tree), tuple(found), _rest(tree, values, {}))


def _rest(thing: Any, values: dict[int, int], seen: dict[int, int]) -> Any:
    """All that an object is but the numbers of its parameters: compared when it comes again."""
    if isinstance(thing, Value):
        return values.get(id(thing), thing)
    if type(thing) in (int, float, *_PLAIN):
        return type(thing), repr(thing)
    if id(thing) in seen:
        return seen[id(thing)]
    seen[id(thing)] = len(seen)
    if isinstance(thing, (list, tuple)):
        return type(thing), tuple([_rest(part, values, seen) for part in thing])
    if isinstance(thing, (set, frozenset)):
        return type(thing), frozenset([_rest(part, values, seen) for part in thing])
    if isinstance(thing, dict):
        return tuple([(_rest(key, values, seen), _rest(part, values, seen)) for key, part in thing.items()])
    if isinstance(thing, numpy.ndarray):
        if thing.dtype == object:
            return thing.shape, tuple([_rest(part, values, seen) for part in thing.flat])
        return thing.shape, thing.dtype.str, thing.tobytes()
    if callable(getattr(thing, "parameters", None)) and hasattr(thing, "__dict__"):
        return type(thing), _rest(vars(thing), values, seen)
    return Fixed(thing)


def _or_nones(like: Any, parts: Sequence[Form]) -> Sequence[Any]:
    return [None] * len(parts) if like is None else like
