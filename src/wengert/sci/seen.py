"""Functions as SciPy sees them: of a vector, with their derivatives, each computed once at a point.

Legend: n numbers of the point, k of the result; x a vector of n; before what stands before the point among the
arguments (the time, for an equation of motion), args what stands after it.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from typing import Any

import numpy

from wengert.compiler.arguments.forms import Number, read
from wengert.compiler.decorators import compile
from wengert.compiler.function import Compiled
from wengert.core import functions, number
from wengert.core.value import Value
from wengert.sci.point import Floats, Point

Job = Callable[[], Any]


class Seen:
    """A function of a structure as one of a vector.

    Args:
        f: an ordinary function, which is compiled, or a compiled one.
        point: where it begins.
        args: what it is called with besides; shared, and not differentiated.
        kwargs: the same by name.

    Raises:
        TypeError: f cannot be compiled, or is vectorized and the point is no number.
    """

    def __init__(self, f: Any, point: Point, args: Any = (), kwargs: Any = None) -> None:
        self.compiled: Compiled = f if isinstance(f, Compiled) else compile(f)
        self.name = self.compiled.__name__
        self.point = point
        self._args = tuple(map(_plain, args if isinstance(args, tuple) else (args,)))
        self._kwargs = {name: _plain(arg) for name, arg in (kwargs or {}).items()}
        if self.compiled._stretch and type(point.form) is not Number:
            raise TypeError(f"{self.name} is vectorized, so each number is a lane of its own; use wg.compile here")
        self._at: Any = None
        self._known: dict[str, Any] = {}

    @property
    def is_plain(self) -> bool:
        """Whether calling it does the same inside another compiled function: without a batch or what is static."""
        return not (self.compiled._batch or self.compiled._static)

    def result(self, x: Floats, *before: Any) -> Any:
        """What the function returns."""
        return self.compiled(*before, self.point.tree(x), *self._args, **self._kwargs)

    def _derivative(self, way: Callable[..., Any], x: Floats, before: tuple[Any, ...], **options: Any) -> Any:
        """One of the compiled function's derivatives by the point."""
        arguments = *before, self.point.tree(x), *self._args
        return way(*arguments, wrt=len(before), **options, **self._kwargs)

    def _once(self, what: str, job: Job, x: Floats, before: tuple[Any, ...] = ()) -> Any:
        """What a job finds at a point, done anew only at another one; a copy, since solvers write on what they get."""
        at = before, x.tobytes()
        if at != self._at:
            self._at, self._known = at, {}
        if what not in self._known:
            self._known[what] = job()
        return copy.copy(self._known[what])


class Scalar(Seen):
    """A function that returns one number.

    Raises:
        TypeError: it returns something else.
    """

    def __init__(self, f: Any, point: Point, args: Any = (), kwargs: Any = None) -> None:
        super().__init__(f, point, args, kwargs)
        got = self.result(point.start)
        if not isinstance(got, (float, numpy.ndarray)) or numpy.ndim(got):
            advice = "say reduce='sum' or 'mean' when it is compiled" if self.compiled._batch else _ADVICE
            raise TypeError(f"minimize needs one number, but {self.name} returned {_what(got)}; {advice}")

    def value(self, x: Floats) -> float:
        """The value alone."""
        return float(self._once("value", lambda: self.result(x), x))

    def gradient(self, x: Floats) -> Floats:
        """The gradient, a vector; the value is found with it."""

        def job() -> Floats:
            value, slopes = self._derivative(self.compiled.value_and_grad, x, ())
            self._known["value"] = float(value)
            return self.point.vector(slopes, "the gradient")

        found: Floats = self._once("gradient", job, x)
        return found

    def value_on_the_way(self, x: Floats) -> float:
        """The value, where the gradient will be wanted too."""
        self.gradient(x)
        return self.value(x)

    def hessian(self, x: Floats, sparse: bool = False) -> Any:
        """The matrix of second derivatives: an array, or one of SciPy's sparse ones."""
        n = len(x)

        def job() -> Any:
            if sparse:
                return self._derivative(self.compiled.hessian, x, (), sparse=True)
            return self._derivative(self.compiled.hessian, x, ()).reshape(n, n)

        return self._once("hessian", job, x)

    def product(self, x: Floats, p: Floats) -> Floats:
        """The Hessian times a vector."""
        primals = self.point.tree(x), *self._args
        directions = self.point.tree(p), *[None] * len(self._args)
        return self.point.vector(self.compiled.hvp(primals, directions)[0], "the product")


class Several(Seen):
    """A function that returns k numbers in some structure; with a batch, k for each of its lanes, lane by lane.

    Args:
        f: as for `Seen`.
        point: as for `Seen`.
        args: as for `Seen`.
        kwargs: as for `Seen`.
        before: what stands before the point at the beginning.
        alike: whether the result has to have the form of the point, and is put into its order.

    Attributes:
        first: its values at the beginning.

    Raises:
        ValueError: the result has not the form that it has to have.
    """

    def __init__(
        self, f: Any, point: Point, args: Any = (), kwargs: Any = None, before: tuple[Any, ...] = (),
        alike: bool = False,
    ) -> None:  # fmt: skip
        super().__init__(f, point, args, kwargs)
        self._order: list[int] | None = None
        result = self.result(point.start, *before)
        if alike:
            self._order = point.order(result, f"the result of {self.name}")
        self.first = self._flat(result)

    def values(self, x: Floats, *before: Any) -> Floats:
        """The values, a vector."""
        found: Floats = self._once("values", lambda: self._flat(self.result(x, *before)), x, before)
        return found

    def jacobian(self, x: Floats, *before: Any, sparse: bool = False) -> Any:
        """The matrix of their derivatives, a row for each: an array, or one of SciPy's sparse ones."""

        def job() -> Any:
            rows = self._derivative(self.compiled.jacobian, x, before, **({"sparse": True} if sparse else {}))
            rows = rows if sparse else rows.reshape(-1, len(x))
            return rows if self._order is None else rows[self._order]

        return self._once("jacobian", job, x, before)

    def weighted(self, sparse: bool = False) -> Callable[[Floats, Floats], Any]:
        """The Hessian of the sum of the values, each times a weight, as a function of the point and the weights."""
        f, point, args = self.compiled, self.point, self._args

        def total(at: Any, weights: Any, *args: Any) -> Any:
            leaves: list[Any] = []
            read(f(at, *args), "the result", leaves)
            return functions.dot(list(weights), numpy.hstack(leaves).tolist())

        compiled = compile(total)
        n = len(point.start)
        if sparse:
            return lambda x, weights: compiled.hessian(point.tree(x), weights, *args, sparse=True)
        return lambda x, weights: numpy.reshape(compiled.hessian(point.tree(x), weights, *args), (n, n))

    def _flat(self, result: Any) -> Floats:
        if type(result) is float:
            return numpy.array([result])
        if self.compiled._batch and self.compiled._reduce is None:  # lane by lane, as a Jacobian has its rows
            return numpy.stack([*_columns(result)], axis=-1).ravel()
        leaves: list[Any] = []
        read(result, "the result", leaves)
        flat: Floats = numpy.hstack(leaves)
        return flat if self._order is None else flat[self._order]


_ADVICE = "for the sum of the squares of several use least_squares"


def _what(tree: Any) -> str:
    """What came back, in words."""
    return f"an array of shape {tree.shape}" if isinstance(tree, numpy.ndarray) else number.what(tree)


def _plain(arg: Any) -> Any:
    """An argument as a number, if it is a Value: a solver has no use for its graph."""
    return arg._data if isinstance(arg, Value) else arg


def _columns(tree: Any) -> Iterator[Floats]:
    """Of a batch's result each number's lanes, in the order of a Jacobian's rows within a lane."""
    if isinstance(tree, numpy.ndarray):
        yield from tree.reshape(len(tree), -1).T
        return
    if is_dataclass(tree):
        tree = [getattr(tree, field.name) for field in fields(tree)]
    for part in tree.values() if isinstance(tree, dict) else tree:
        yield from _columns(part)
