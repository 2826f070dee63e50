"""Compiled: an ordinary function of numbers, with its derivatives, fast.

Legend: x_dot a tangent, y_bar a cotangent; N lanes of a batch; n numbers of an argument, k of a result.
"""

from __future__ import annotations

import functools
import importlib
import sys
import threading
from collections.abc import Callable, Sequence
from typing import Any

import numpy

from wengert.compiler.arguments.calls import Call, Floats, Signature, broadcast, name_of, structured
from wengert.compiler.arguments.forms import Fixed, Number, said
from wengert.compiler.arguments.results import Results, stacked
from wengert.compiler.shortcuts import VALUE, Shortcuts
from wengert.compiler.shown import Shown
from wengert.compiler.sparse import evaluate
from wengert.compiler.sparse.sparsity import Sparsity
from wengert.compiler.tracing.conditions import MOST_OPERATIONS
from wengert.compiler.tracing.paths import PLAIN, TANGENT, Path
from wengert.compiler.tracing.specialised import Specialised
from wengert.compiler.tuning import Tuning
from wengert.core import context, extra, number
from wengert.core.errors import TracingError
from wengert.core.value import Value

MOST_PATHS = 64
_DEFAULT = Tuning()
Which = int | str | tuple[int | str, ...]


class Compiled(Shown):
    """What `wg.compile` and `wg.vectorize` make of a function.

    It is traced on Values once for each form of its arguments and each path through its branches; what was traced
    answers from then on.  A call takes and returns what the function does, in floats.
    """

    def __init__(
        self, f: Callable[..., Any], batch: Sequence[str] = (), reduce: str | None = None, static: Sequence[str] = (),
        max_paths: int = MOST_PATHS, max_operations: int = MOST_OPERATIONS, stretch: bool = False,
        tuning: Tuning = _DEFAULT,
    ) -> None:  # fmt: skip
        if isinstance(f, Compiled):
            raise TypeError(f"{name_of(f)} is compiled already")
        functools.update_wrapper(self, f)  # first: what an object that is called keeps must not hide what is kept here
        vars(self).setdefault("__name__", name_of(f))
        vars(self).setdefault("__qualname__", name_of(f))
        self._options = (tuple(batch), reduce, tuple(static), max_paths, max_operations, stretch, tuning)
        self._signature = Signature(f)
        if stretch:
            self._signature.refuse_any_count()
        self._batch = self._signature.chosen(tuple(batch))
        self._static = self._signature.chosen(tuple(static))
        self._reduce = reduce
        self._stretch = stretch
        self._limits = _limit(max_paths, "max_paths"), _limit(max_operations, "max_operations")
        self._tuning = tuning.checked()
        self._known: dict[Any, Specialised] = {}
        self._last: tuple[Specialised, Call] | None = None
        self._shortcuts = Shortcuts(reduce, self._batch)
        self._answer = self._shortcuts.ways.answer
        self._lock = threading.Lock()

    # --- values and first derivatives ------------------------------------------------------------

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """The function's value.

        Of a batch: an array of one number for each lane in place of each number, or their sum or mean.  Called by a
        function that is being traced itself, or on Values, the function as it was written: so it is part of a
        greater computation, and is differentiated with it.

        Raises:
            TypeError: arguments are wrong; or there is a Value beside a batch or an array.
        """
        known = None if kwargs else self._answer(VALUE, args)
        if known is not None:
            return known
        if extra.tracer() is not None:
            return self._signature.f(*args, **kwargs)
        found, call = self._specialised(args, kwargs)
        if call.values and call.has_loose_values():
            if call.shape != ():
                raise TypeError(
                    f"{self.__name__} was called on a Value, of which a batch would drop the gradient: call "
                    "value_and_grad or backward, or give its .data for the number alone"
                )
            return self._signature.f(*args, **kwargs)
        answers = found.run(call, PLAIN, bytes(len(call.varying)), None)
        path = found.first(call)
        self._shortcuts.look(VALUE, path, call, None, False)
        return self._results(call).value(path.form, answers.values)

    def value_and_grad(self, *args: Any, wrt: Which | None = None, **kwargs: Any) -> tuple[Any, Any]:
        """The value, and the gradient of the one number that the function returns.

        Args:
            args: as for the function.
            wrt: which argument, by name or position, or a tuple of several; without it the first, or all of a
                vectorized function.
            kwargs: as for the function.

        Returns:
            The value, and the gradient in the form of the argument; for a tuple of arguments a tuple.  Of a batch
            that is not reduced: arrays with one number for each lane, first, in place of each number.

        Raises:
            TypeError: arguments are wrong, or the function does not return one number.
            ValueError: wrt names no parameter.

        Cost: some three to four times that of the value.

        >>> import wengert as wg
        >>> f = wg.compile(lambda x, y: x * y**2)
        >>> f.value_and_grad(3.0, 2.0), f.grad(3.0, 2.0, wrt=("x", "y"))
        ((12.0, 4.0), (4.0, 12.0))
        """
        known = None if kwargs else self._answer(wrt, args)
        if known is not None:
            return known  # type: ignore[no-any-return]
        found, call = self._specialised(args, kwargs)
        places, several = self._chosen(wrt, call)
        path = self._scalar(found, call)
        results = self._results(call)
        answers = found.run(call, PLAIN, call.wanted(places), numpy.ones(1), results.per_lane)
        self._shortcuts.look(wrt, path, call, places, several)
        slopes = results.gradient(places, answers)
        return results.value(path.form, answers.values), tuple(slopes) if several else slopes[0]

    def grad(self, *args: Any, wrt: Which | None = None, **kwargs: Any) -> Any:
        """The gradient alone, as `value_and_grad` gives it."""
        return self.value_and_grad(*args, wrt=wrt, **kwargs)[1]

    def backward(self, *args: Any, **kwargs: Any) -> Any:
        """The value; and the gradient is added to the `grad` of every Value that the function used.

        Of Values among the arguments, of the parameters of objects among them, and of Values from outside.

        Returns:
            The value.

        Raises:
            TypeError: the function does not return one number.
            ValueError: of a batch that is not reduced; or a Value is the result of operations.

        >>> import wengert as wg
        >>> w = wg.Value(2.0)
        >>> loss = wg.compile(lambda w, x: (w * x - 1) ** 2, batch="x", reduce="sum")
        >>> loss.backward(w, [1.0, 3.0]), w.grad
        (26.0, 32.0)
        """
        if self._stretch or (self._batch and self._reduce is None):
            raise ValueError("backward() needs one number to go back from: compile with reduce='sum' or 'mean'")
        found, call = self._specialised(args, kwargs)
        path = self._scalar(found, call)
        used = list(call.values.values())
        wanted = bytearray(len(call.varying))
        for place in call.values:
            wanted[place] = 1
        answers = found.run(call, PLAIN, bytes(wanted), numpy.ones(1), outside=True)
        slopes = [*zip(used, answers.sums.tolist(), strict=True), *answers.outside.items()]
        slopes = [(value, slope) for value, slope in slopes if not value.is_constant]
        _refuse_results([value for value, _ in slopes])
        results = self._results(call)
        for value, slope in slopes:
            value.grad = value._grad + slope / results.divisor
        return results.value(path.form, answers.values)

    def vjp(self, *primals: Any) -> tuple[Any, Callable[[Any], tuple[Any, ...]]]:
        """The value, and a function that pulls cotangents of it back to the arguments.

        Returns:
            The value; and a function from a cotangent in its form to a tuple of one for each argument.  By what is
            shared in a batch, and along axes that were stretched, the sum over lanes.

        Raises:
            ValueError: a cotangent has another form than the value.

        >>> import wengert as wg
        >>> y, pullback = wg.compile(lambda x, y: [x * y, x + y]).vjp(3.0, 2.0)
        >>> y, pullback([1.0, 10.0])
        ([6.0, 5.0], (12.0, 13.0))
        """
        found, call = self._specialised(primals, {})
        form, results = found.first(call).form, self._results(call)
        answers = found.run(call, PLAIN, bytes(len(call.varying)), None)

        def pullback(y_bar: Any) -> tuple[Any, ...]:
            seeds = results.cotangent(form, y_bar)
            slopes = results.pulled(found.run(call, PLAIN, b"\1" * len(call.varying), seeds))
            return self._signature.positional(slopes, len(primals))

        return results.value(form, answers.values), pullback

    # --- along directions, and second derivatives ------------------------------------------------

    def jvp(self, primals: Any, tangents: Any) -> tuple[Any, Any]:
        """The value, and its derivative along a direction.

        Args:
            primals: a tuple of the arguments; what is no tuple is the one argument.
            tangents: the direction, in the form of primals.

        Returns:
            The value and its tangent, in the same form.

        Raises:
            ValueError: tangents have another form than primals.

        >>> import wengert as wg
        >>> wg.compile(lambda x, y: x * y).jvp((3.0, 2.0), (1.0, 10.0))
        (6.0, 32.0)
        """
        found, call, both = self._along(primals, tangents)
        path = found.first(call)
        answers = found.run(both, TANGENT, bytes(len(both.varying)), None)
        results = self._results(call)
        value, dot = answers.values[: path.results], answers.values[path.results :]
        return results.value(path.form, value), results.value(path.form, dot)

    def hvp(self, primals: Any, v: Any) -> Any:
        """The Hessian times a vector, without the Hessian: the gradient of the derivative along v.

        Args:
            primals: a tuple of the arguments; what is no tuple is the one argument.
            v: the vector, in the form of primals.

        Returns:
            The product, in the form of primals.

        Raises:
            TypeError: the function does not return one number.
            ValueError: v has another form than primals.

        Cost: some six to eight times that of the value.

        >>> import wengert as wg
        >>> wg.compile(lambda x: x[0] ** 2 * x[1]).hvp([3.0, 2.0], [1.0, 0.0])
        [4.0, 6.0]
        """
        found, call, both = self._along(primals, v)
        self._scalar(found, call)
        results = self._results(call)
        n = len(call.varying)
        answers = found.run(both, TANGENT, b"\1" * n + bytes(n), numpy.array([0.0, 1.0]), results.per_lane)
        several = isinstance(primals, tuple)
        slopes = results.gradient(range(len(call.forms)), answers)
        products = self._signature.positional(slopes, len(primals) if several else 1)
        return products if several else products[0]

    def jacobian(self, *args: Any, wrt: Which | None = None, sparse: bool = False, **kwargs: Any) -> Any:
        """The matrix of all derivatives of the function's numbers by those of an argument.

        Args:
            args: as for the function.
            wrt: as for `value_and_grad`.
            sparse: whether as a `scipy.sparse.csr_array`: a row for each number of the result, a column for each of
                the argument.  Where a number can be other than 0 is found once for each path.
            kwargs: as for the function.

        Returns:
            An array whose shape is that of the result followed by that of the argument: () of a number, (count,) of a
            list, an array's own.  Of a batch, lanes come first.  For a tuple of arguments a tuple of arrays.

        Raises:
            ValueError: wrt names no parameter; or of lanes with sparse=True.
            ImportError: sparse=True without SciPy.

        Cost: one reverse sweep for each number of the result; with sparse=True as many sweeps as `sparsity` says.

        >>> import wengert as wg
        >>> wg.compile(lambda v: [v[0] * v[1], v[0] + v[1], v[1]]).jacobian([3.0, 2.0]).tolist()
        [[2.0, 3.0], [1.0, 1.0], [0.0, 1.0]]
        """
        found, call = self._specialised(args, kwargs)
        places, several = self._chosen(wrt, call)
        if sparse:
            matrices = evaluate.jacobian(found, self._at_one_point(call), places)
            return tuple(matrices) if several else matrices[0]
        form, results, wanted = found.first(call).form, self._results(call), call.wanted(places)
        seeds = numpy.eye(form.count)
        if results.is_one:
            rows = found.run(call.repeated(form.count), PLAIN, wanted, seeds, True).each
            blocks = [part.T for part in results.shared(places, rows)]
        else:
            each = [results.flat(places, found.run(call, PLAIN, wanted, seed, results.per_lane)) for seed in seeds]
            blocks = [stacked([row[k] for row in each], -2, call.forms[place].count) for k, place in enumerate(places)]
        shaped = [
            block.reshape((*results.front(block.shape[:-2]), *form.shape, *call.forms[place].shape))
            for place, block in zip(places, blocks, strict=True)
        ]
        return tuple(shaped) if several else shaped[0]

    def hessian(self, *args: Any, wrt: Which | None = None, sparse: bool = False, **kwargs: Any) -> Any:
        """The matrix of second derivatives of the one number that the function returns.

        Args:
            args: as for the function.
            wrt: as for `value_and_grad`.
            sparse: whether as a `scipy.sparse.csr_array`, as for `jacobian`.
            kwargs: as for the function.

        Returns:
            An array whose shape is that of the argument twice; for a tuple of arguments a tuple of tuples of arrays:
            the blocks.  Of a batch, lanes come first.  Of a vectorized function one array: the broadcast shape, then
            a row and a column for each argument asked for.

        Raises:
            TypeError: the function does not return one number.
            ValueError: wrt names no parameter; or of lanes with sparse=True.
            ImportError: sparse=True without SciPy.

        Cost: one product of the Hessian with a vector for each number of the arguments; with sparse=True as many as
            `sparsity` says.

        >>> import wengert as wg
        >>> wg.compile(lambda v: v[0] ** 2 * v[1]).hessian([3.0, 2.0]).tolist()
        [[4.0, 6.0], [6.0, 0.0]]
        """
        found, call = self._specialised(args, kwargs)
        places, several = self._chosen(wrt, call)
        self._scalar(found, call)
        if sparse:
            matrices = evaluate.hessian(found, self._at_one_point(call), places)
            return tuple(map(tuple, matrices)) if several else matrices[0][0]
        results, wanted = self._results(call), call.wanted(places)
        asked, seeds = wanted + bytes(len(wanted)), numpy.array([0.0, 1.0])
        inputs = numpy.flatnonzero([*wanted]).tolist()
        moved: dict[int, list[Floats]] = {}  # for the direction of each input, the slopes of each argument
        if results.is_one:
            rows = found.run(call.in_all_directions(wanted), TANGENT, asked, seeds, True).each
            parts = results.shared(places, rows)
            moved = {i: [part[:, k] for part in parts] for k, i in enumerate(inputs)}
        else:
            for i in inputs:
                per_lane = results.per_lane or bool(call.varying[i])
                moved[i] = results.flat(places, found.run(call.moved(i), TANGENT, asked, seeds, per_lane))
        matrix = results.matrix(places, moved)
        return matrix if several or self._stretch else matrix[0][0]

    def sparsity(self, *args: Any, wrt: Which | None = None, order: int = 1, **kwargs: Any) -> Sparsity:
        """Where the Jacobian, or with `order=2` the Hessian, can be other than 0, and in how many sweeps it is found.

        By the operations of the path that the arguments take: on another path it may be elsewhere.

        Args:
            args: as for the function.
            wrt: as for `value_and_grad`; the columns of several arguments stand in the order of the parameters.
            order: 1 or 2.
            kwargs: as for the function.

        Raises:
            ValueError: of lanes; or order is neither 1 nor 2.
            TypeError: order is 2 and the function does not return one number.

        >>> import wengert as wg
        >>> f = wg.compile(lambda x: sum((b - a) ** 2 for a, b in zip(x, x[1:])))
        >>> print(f.sparsity([1.0, 2.0, 4.0, 8.0], order=2))
        × × · ·
        × × × ·
        · × × ×
        · · × ×
        """
        if order not in (1, 2):
            raise ValueError(f"order is 1, for the Jacobian, or 2, for the Hessian, got {order!r}")
        found, call = self._specialised(args, kwargs)
        places, _ = self._chosen(wrt, call)
        if order == evaluate.HESSIAN:
            self._scalar(found, call)
        return evaluate.sparsity(found.taken(self._at_one_point(call)), call.wanted(places), order)

    # --- how a call is prepared ------------------------------------------------------------------

    def _call(self, args: Sequence[Any], kwargs: dict[str, Any]) -> Call:
        if extra.tracer() is not None:
            raise TracingError(
                f"a derivative of the compiled {self.__name__} was asked for in a function that is being compiled, at "
                f"{context.caller()}; there it is wg.grad({self.__name__}), wg.value_and_grad({self.__name__}), …"
            )
        arguments = self._signature.bind(args, kwargs)
        if self._stretch:
            return broadcast(self._signature, arguments, self._static)
        return structured(self._signature, arguments, self._batch, self._static)

    def _specialised(self, args: Sequence[Any], kwargs: dict[str, Any]) -> tuple[Specialised, Call]:
        """What answers arguments of this form, and the arguments."""
        call = self._call(args, kwargs)
        if call.count == 0 and self._reduce == "mean":
            raise ValueError("the mean over a batch of no lanes is not defined")
        found = self._known.get(call.forms)
        if found is None:
            with self._lock:
                found = self._known.setdefault(call.forms, Specialised(self._signature, *self._limits, self._tuning))
        self._last = found, call
        return found, call

    def _along(self, primals: Any, directions: Any) -> tuple[Specialised, Call, Call]:
        """The same, and the call with a direction beside it."""
        several = isinstance(primals, tuple)
        found, call = self._specialised(primals if several else (primals,), {})
        given = list(directions) if several and isinstance(directions, (tuple, list)) else [directions]
        given = self._signature.directions(given, len(primals) if several else 1)
        if self._stretch:
            still = [0.0 if direction is None else direction for direction in given]
            fixed = [place for place, form in enumerate(call.forms) if isinstance(form, Fixed)]
            return found, call, call.beside(broadcast(self._signature, still, fixed, call.shape))
        return found, call, call.along(given, self._signature.names)

    def _at_one_point(self, call: Call) -> Call:
        """A call, if it is one of no lanes."""
        if not self._results(call).is_one:
            raise ValueError(
                f"sparse derivatives are those at one point, and {self.__name__} has lanes, whose blocks jacobian and "
                "hessian give as they are; compile a function of all lanes, or leave out sparse="
            )
        return call

    def _scalar(self, found: Specialised, call: Call) -> Path:
        return self._one(found.first(call))

    def _one(self, path: Path) -> Path:
        """A path, if the function returns one number on it."""
        if type(path.form) is not Number:
            got = said(path.form)
            raise TypeError(
                f"{self.__name__} must return one number for this, got {got}; use jacobian or vjp for several"
            )
        return path

    def _chosen(self, wrt: Which | None, call: Call) -> tuple[list[int], bool]:
        """The arguments that are asked for, and whether several may be."""
        names = self._signature.names
        if wrt is None and self._stretch:
            return [place for place, form in enumerate(call.forms) if type(form) is Number], True
        if wrt is None and not names:
            raise TypeError(f"{self.__name__} has no parameters, so there is nothing to differentiate by")
        places = self._signature.chosen(0 if wrt is None else wrt)
        for place in places:
            form = call.forms[place]
            if isinstance(form, Fixed):
                raise TypeError(
                    f"there is no derivative by {names[place]}, which is fixed: {number.what(form.thing)}; "
                    "say by which argument, as wrt='x'"
                )
        return places, isinstance(wrt, tuple)

    def _results(self, call: Call) -> Results:
        return Results(call, self._reduce, self._stretch)

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        return self if instance is None else functools.partial(self, instance)

    def __repr__(self) -> str:
        return f"<compiled {self.__name__}{self._signature.inspected}>"

    def __reduce__(self) -> tuple[Any, ...]:
        module, name = self.__module__, self.__qualname__
        if _named(module, name) is self:
            return _named, (module, name)
        return Compiled, (self._signature.f, *self._options)


def _named(module: str, name: str) -> Any:
    """What a module calls so; None if nothing."""
    found: Any = sys.modules.get(module) or importlib.import_module(module)
    for part in name.split("."):
        found = getattr(found, part, None)
    return found


def _limit(limit: int, name: str) -> int:
    if not isinstance(limit, int) or isinstance(limit, bool) or limit < 1:
        raise ValueError(f"{name} is a whole number from 1, got {limit!r}")
    return limit


def _refuse_results(values: Sequence[Value]) -> None:
    for value in values:
        if not value.is_leaf:
            raise ValueError(
                f"{value.expression} is the result of operations outside of the compiled function, through which "
                "backward() would not go; give it leaves, or compute it inside"
            )
