"""Structures of numbers: what a function takes and what its gradient comes back in.

A structure is a number or a Value, or a list, tuple, dict or NumPy array of structures.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from wengert.core import number
from wengert.core.value import Value


def flatten(tree: Any, name: str = "argument") -> list[Any]:
    """The numbers and Values of a structure, in order; numbers as floats.

    Raises:
        TypeError: something in it is neither a number nor a structure; the message says where.
    """
    return [leaf for _, leaf in named_leaves(tree, name)]


def named_leaves(tree: Any, name: str) -> Iterator[tuple[str, Any]]:
    """The same with the way to each: `w[0]`, `net['bias']`."""
    if isinstance(tree, Value):
        yield name, tree
    elif isinstance(tree, dict):
        for key, part in tree.items():
            yield from named_leaves(part, f"{name}[{key!r}]")
    elif is_sequence(tree):
        for i, part in enumerate(tree):
            yield from named_leaves(part, f"{name}[{i}]")
    else:
        yield name, number.real(tree, name)


def rebuild(tree: Any, leaves: Sequence[Any]) -> Any:
    """A structure like another with other leaves in it."""
    rest = iter(leaves)
    return map_leaves(lambda _: next(rest), tree)


def map_leaves(f: Callable[[Any], Any], tree: Any) -> Any:
    """A structure like another with f of each leaf.

    An array stays an array: of floats if all its leaves are, else of objects.
    """
    if isinstance(tree, dict):
        return {key: map_leaves(f, part) for key, part in tree.items()}
    if not is_sequence(tree):
        return f(tree)
    parts = [map_leaves(f, part) for part in tree]
    if isinstance(tree, tuple):
        return type(tree)(*parts) if hasattr(tree, "_fields") else tuple(parts)
    return parts if isinstance(tree, list) else array(parts, tree.shape)


def array(leaves: Any, shape: tuple[int, ...]) -> Any:
    """A NumPy array of nested or flat leaves: of floats if all are, else of objects."""
    import numpy

    found = numpy.empty(shape, dtype=object)
    found[...] = numpy.array(leaves, dtype=object).reshape(shape)
    return found if any(isinstance(leaf, Value) for leaf in found.flat) else found.astype(float)


def is_sequence(tree: Any) -> bool:
    """Whether it is a list, a tuple or an array with a dimension."""
    return isinstance(tree, (list, tuple)) or _is_array(tree)


def shape_of(tree: Any) -> tuple[int, ...]:
    """The shape that a structure has in a Jacobian: an array's own, () for a number, else (count,)."""
    if _is_array(tree):
        return tree.shape  # type: ignore[no-any-return]
    return (len(flatten(tree)),) if is_sequence(tree) or isinstance(tree, dict) else ()


def _is_array(tree: Any) -> bool:
    numpy = sys.modules.get("numpy")
    return numpy is not None and isinstance(tree, numpy.ndarray) and tree.ndim > 0
