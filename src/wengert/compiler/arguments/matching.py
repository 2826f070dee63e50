"""Matching: the numbers of a structure that has to have the form of another: a cotangent, a direction."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy

from wengert.compiler.arguments.forms import Fixed, Form, Line, Mapping, Module, Number, Record, Sequence_, numbers
from wengert.core import number
from wengert.core.value import Value


def matching(form: Form, tree: Any, way: str, shape: tuple[int, ...] = ()) -> list[Any]:
    """The numbers of a structure, in the order of a form's leaves.

    Args:
        form: what it has to match; of an object with parameters, a dict of numbers by their names does too.
        tree: the structure; in place of an array one number may stand for all.
        way: what it is called.
        shape: that of the lanes, which each number has one of.

    Returns:
        For each leaf a float, or an array of one number for each lane.

    Raises:
        TypeError: there is something in it that is no real number.
        ValueError: it has another form.

    >>> from wengert.compiler.arguments.forms import read
    >>> form = read({"a": 1.0, "b": [2.0, 3.0]}, "x", [])
    >>> matching(form, {"b": [5.0, 6.0], "a": 4.0}, "the direction")
    [4.0, 5.0, 6.0]
    """
    found: list[Any] = []
    _collect(form, tree, way, shape, found)
    return found


def _collect(form: Form, tree: Any, way: str, shape: tuple[int, ...], found: list[Any]) -> None:
    if isinstance(form, Fixed):
        return
    if isinstance(form, (Mapping, Module)):
        keys, parts = (form.keys, form.parts) if isinstance(form, Mapping) else (form.names, (Number(),) * form.count)
        is_object = isinstance(form, Module) and hasattr(tree, "named_parameters")
        given = dict(tree.named_parameters()) if is_object else tree
        if not isinstance(given, dict) or set(given) != set(keys):
            raise ValueError(f"{way} must be a dict with the keys {list(keys)}, got {number.what(tree)}")
        pairs = [(part, given[key], f"{way}[{key!r}]") for key, part in zip(keys, parts, strict=True)]
    elif isinstance(form, Record):
        if not all(hasattr(tree, name) for name in form.names):
            raise ValueError(f"{way} must have the fields {', '.join(form.names)}, got {number.what(tree)}")
        named = zip(form.names, form.parts, strict=True)
        pairs = [(part, getattr(tree, name), f"{way}.{name}") for name, part in named]
    elif isinstance(form, (Line, Sequence_)):
        forms: Sequence[Form] = form.parts if isinstance(form, Sequence_) else (Number(),) * form.count
        if not (isinstance(tree, (list, tuple)) or numpy.ndim(tree)) or len(tree) != len(forms):
            raise ValueError(f"{way} must have {len(forms)} parts, got {number.what(tree)}")
        pairs = [(part, one, f"{way}[{i}]") for i, (part, one) in enumerate(zip(forms, tree, strict=True))]
    elif type(form) is Number and shape == ():
        found.append(tree._data if isinstance(tree, Value) else number.real(tree, way))
        return
    else:
        whole = (*shape, *form.shape)
        array = numbers(tree, way)
        if array.shape not in (whole, ()):
            raise ValueError(f"{way} must have the shape {whole} or be one number, got the shape {array.shape}")
        rows = numpy.broadcast_to(array, whole).reshape(*shape, form.count)
        found += [rows[..., i].ravel() if shape else float(rows[i]) for i in range(form.count)]
        return
    for part, one, below in pairs:
        _collect(part, one, below, shape, found)
