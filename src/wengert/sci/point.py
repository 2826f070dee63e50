"""Points: a structure of numbers, and the vector of them that SciPy works with.

Legend: n numbers; x a vector of them; T times; form how they lie in the structure.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from typing import Any

import numpy

from wengert.compiler.arguments.forms import Array, Form, Number, read, said
from wengert.compiler.arguments.matching import matching
from wengert.core import number
from wengert.core.value import Value

Floats = numpy.ndarray[Any, numpy.dtype[numpy.float64]]


class Point:
    """Where a solver begins.

    Args:
        tree: a number, or a list, tuple, dict, dataclass or array of such.  What is no number in it stays as it is.
        name: what it is called in messages.

    Attributes:
        form: how its numbers lie.
        start: its numbers, a vector.

    Raises:
        TypeError: there is no number in it, or there is a model.
        ValueError: a number in it is not finite.

    >>> point = Point({"a": 1.0, "b": [2.0, 3.0]}, "x0")
    >>> point.start.tolist(), point.tree([4.0, 5.0, 6.0])
    ([1.0, 2.0, 3.0], {'a': 4.0, 'b': [5.0, 6.0]})
    """

    def __init__(self, tree: Any, name: str) -> None:
        leaves: list[Any] = []
        self.form: Form = read(tree, name, leaves)
        self.name = name
        self._like = tree
        if any(self.form.owned()):
            raise TypeError(
                f"{name} holds a model, {number.what(tree)}, whose parameters stay where they are; give their numbers, "
                "and let the function compute with these"
            )
        if not self.form.count:
            raise TypeError(f"{name} holds no number to solve for, got {number.what(tree)}")
        plain = [leaf._data if isinstance(leaf, Value) else leaf for leaf in leaves]
        self.start: Floats = numpy.concatenate([numpy.atleast_1d(leaf) for leaf in plain]).astype(float)
        odd = numpy.flatnonzero(~numpy.isfinite(self.start))
        if len(odd):
            raise ValueError(f"{self.names[odd[0]]} is {self.start[odd[0]]}; a solver begins at finite numbers")

    @property
    def names(self) -> list[str]:
        """How one gets to each number: `x0['b'][1]`."""
        return [*self.form.named(self.name)]

    @property
    def is_vector(self) -> bool:
        """Whether it is what SciPy takes: an array in one dimension."""
        return isinstance(self.form, Array) and len(self.form.dimensions) == 1

    def tree(self, x: Any) -> Any:
        """The structure with other numbers."""
        if isinstance(self.form, Array):
            return numpy.array(x, dtype=float).reshape(self.form.dimensions)
        return self.form.fill(self._like, iter(numpy.asarray(x).tolist()))

    def vector(self, tree: Any, name: str) -> Floats:
        """The numbers of a structure of the same form.

        Raises:
            TypeError: there is something in it that is no real number.
            ValueError: it has another form.
        """
        if isinstance(tree, numpy.ndarray) and isinstance(self.form, Array) and tree.shape == self.form.dimensions:
            return tree.ravel()
        return numpy.array(matching(self.form, tree, name), dtype=float)

    def series(self, rows: Floats) -> Any:
        """The structure with an array over times in place of each number, times last: of rows (n, T)."""
        if isinstance(self.form, Array):
            return rows.reshape(*self.form.dimensions, rows.shape[-1])
        blocks, at = [], 0
        for shape in _shapes(self.form):
            count = int(numpy.prod(shape, dtype=int))
            blocks.append(rows[at : at + count].reshape(*shape, rows.shape[-1]))
            at += count
        return _whole(self.form).fill(self._like, iter(blocks))

    def order(self, tree: Any, name: str) -> list[int] | None:
        """For each number of the point its place in a structure of the same form; None if they lie alike.

        Keys of a dict may come in another order, and a list of numbers will do for an array of them.

        Raises:
            ValueError: it has another form.
        """
        form = read(tree, name, [])
        own, others = [*self.form.named("")], [*form.named("")]
        if own == others:
            return None
        if sorted(own) != sorted(others):
            raise ValueError(f"{name} must have the form of {self.name}: {said(self.form)}, got {said(form)}")
        places = {way: i for i, way in enumerate(others)}
        return [places[way] for way in own]


def _shapes(form: Form) -> Iterator[tuple[int, ...]]:
    """The shape of each array and () for each number, in order."""
    parts: Sequence[Form] | None = getattr(form, "parts", None)
    if parts is not None:
        for part in parts:
            yield from _shapes(part)
    elif isinstance(form, Array):
        yield form.dimensions
    else:
        yield from [()] * form.count


def _whole(form: Form) -> Any:
    """The same form with arrays as single leaves."""
    if isinstance(form, Array):
        return Number()
    parts: Sequence[Form] | None = getattr(form, "parts", None)
    return form if parts is None else dataclasses.replace(form, parts=tuple(map(_whole, parts)))  # type: ignore[type-var]
