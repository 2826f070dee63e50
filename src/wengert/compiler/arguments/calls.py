"""Calls: the arguments of one call, as numbers and lanes.

A number is shared by all lanes or varies with them.  Arguments lie one after the other, in the order of the
function's parameters, each as the leaves of its form.

Legend: n inputs; N lanes; count how many lanes; row a varying input's place among the varying.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from typing import Any

import numpy

from wengert.compiler.arguments.forms import Fixed, Form, Number, is_number, numbers, read, read_lanes
from wengert.compiler.arguments.matching import matching
from wengert.core import number
from wengert.core.value import Value

Floats = numpy.ndarray[Any, numpy.dtype[numpy.float64]]


class Signature:
    """A function's parameters.

    Args:
        f: the function.

    Raises:
        TypeError: f cannot be called, or does not say what its parameters are.
    """

    def __init__(self, f: Callable[..., Any]) -> None:
        if not callable(f):
            raise TypeError(f"only a function can be compiled, got {number.what(f)}")
        self.f = f
        try:
            self.inspected = inspect.signature(f)
        except ValueError:  # some functions written in C
            raise TypeError(
                f"{name_of(f)} does not say what its parameters are; compile a function that calls it"
            ) from None
        parameters = self.inspected.parameters.values()
        self.names = tuple([parameter.name for parameter in parameters])
        self._plain = all(
            parameter.kind in (parameter.POSITIONAL_OR_KEYWORD, parameter.POSITIONAL_ONLY) for parameter in parameters
        )

    def bind(self, args: Sequence[Any], kwargs: dict[str, Any]) -> list[Any]:
        """One argument for each parameter, defaults filled in.

        Raises:
            TypeError: arguments are missing, or there are more than the function takes.
        """
        if self._plain and not kwargs and len(args) == len(self.names):
            return list(args)
        try:
            bound = self.inspected.bind(*args, **kwargs)
        except TypeError as error:
            raise TypeError(f"{name_of(self.f)}{self.inspected}: {error}") from None
        bound.apply_defaults()
        return [bound.arguments[name] for name in self.names]

    def call(self, arguments: Sequence[Any]) -> Any:
        """The function at one argument for each parameter."""
        if self._plain:
            return self.f(*arguments)
        bound = inspect.BoundArguments(self.inspected, dict(zip(self.names, arguments, strict=True)))  # type: ignore[arg-type]
        return self.f(*bound.args, **bound.kwargs)

    def directions(self, given: Sequence[Any], count: int) -> list[Any]:
        """One direction for each parameter, of those of `count` arguments; None where an argument is the default.

        Raises:
            ValueError: there are more or fewer.
        """
        if len(given) != count:
            raise ValueError(f"a direction has one part for each of {count} arguments, got {len(given)}")
        bound = self.inspected.bind(*given).arguments
        return [bound.get(name) for name in self.names]

    def positional(self, parts: Sequence[Any], count: int) -> tuple[Any, ...]:
        """One part for each of `count` arguments, of those for each parameter."""
        found: list[Any] = []
        for parameter, part in zip(self.inspected.parameters.values(), parts, strict=True):
            found += part if parameter.kind is parameter.VAR_POSITIONAL else [part]
        return tuple(found[:count])

    def refuse_any_count(self) -> None:
        """Refuse a function of any number of arguments.

        Raises:
            TypeError: it has a parameter `*args` or `**kwargs`.
        """
        for parameter in self.inspected.parameters.values():
            if parameter.kind in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD):
                raise TypeError(
                    f"{name_of(self.f)} takes any number of arguments, {parameter}; a vectorized function names each"
                )

    def chosen(self, wrt: Any) -> list[int]:
        """The places of parameters that are named by position or name.

        Raises:
            TypeError: one is named by neither.
            ValueError: there is none of that name or at that position.
        """
        return [self._place(which) for which in (wrt if isinstance(wrt, tuple) else (wrt,))]

    def _place(self, which: Any) -> int:
        if isinstance(which, str):
            if which not in self.names:
                raise ValueError(
                    f"{name_of(self.f)} has no parameter {which!r}; it has: {', '.join(self.names) or 'none'}"
                )
            return self.names.index(which)
        if not isinstance(which, int) or isinstance(which, bool):
            raise TypeError(f"a parameter is named by its name or position, got {number.what(which)}")
        if not -len(self.names) <= which < len(self.names):
            raise ValueError(f"{name_of(self.f)} has {len(self.names)} parameters, so there is no parameter {which}")
        return which % len(self.names)


class Call:
    """The arguments of a call.

    Attributes:
        arguments: one for each parameter.
        forms: theirs; of one that is of the batch, the form of one lane.
        starts: where each argument's inputs begin; one more than there are parameters.
        varying: for each input whether it varies.
        numbers: of each input; 0 of one that varies.
        rows: of each input that varies, its numbers.
        count: how many lanes.
        shape: the shape of a result's number: () for one, (N,) for a batch, the broadcast shape.
        values: the Values among the arguments, by their inputs.
        primal: the call without the direction that lies beside it; itself, if there is none.
    """

    def __init__(
        self, arguments: list[Any], forms: tuple[Form, ...], numbers: Floats, rows: Floats | list[Floats], count: int,
        shape: tuple[int, ...], varying: bytes, values: dict[int, Value],
    ) -> None:  # fmt: skip
        self.arguments = arguments
        self.forms = forms
        self.numbers = numbers
        self.rows = rows
        self.count = count
        self.shape = shape
        self.varying = varying
        self.values = values
        self.primal = self
        self.starts = [0]
        for form in forms:
            self.starts.append(self.starts[-1] + form.count)

    @property
    def lanes(self) -> Floats:
        """The rows as one array."""
        if isinstance(self.rows, list):
            self.rows = numpy.array(self.rows) if self.rows else numpy.empty((0, self.count))
        return self.rows

    def wanted(self, places: Sequence[int]) -> bytes:
        """For each input whether it belongs to one of some parameters."""
        chosen = bytearray(len(self.varying))
        for place in places:
            chosen[self.starts[place] : self.starts[place + 1]] = b"\1" * self.forms[place].count
        return bytes(chosen)

    def sample(self, lane: int, names: Sequence[str] | None = None) -> tuple[list[Value], list[Any]]:
        """Values with the numbers of one lane, and the arguments with these in their places.

        An object with parameters is called as it is, so these stand for themselves.

        Args:
            lane: which.
            names: labels of the Values, for what is said of them; None without, where there are many.
        """
        owned = self.owned()
        inputs: list[Value] = []
        seen: set[int] = set()
        for i, x in enumerate(self.at(lane)):
            own = self.values[i] if owned[i] else None
            if own is None or id(own) in seen:
                inputs.append(Value(x) if names is None else Value(x, label=names[i]))
            else:
                seen.add(id(own))
                inputs.append(own)
        leaves = iter(inputs)
        pairs = zip(self.forms, self.arguments, strict=True)
        return inputs, [form.fill(argument, leaves) for form, argument in pairs]

    def owned(self) -> list[bool]:
        """For each input whether it is an object's parameter, which stands for itself."""
        return [stays for form in self.forms for stays in form.owned()]

    def has_loose_values(self) -> bool:
        """Whether there is a Value among the arguments that is no object's parameter."""
        owned = self.owned()
        return not all(owned[i] for i in self.values)

    def at(self, lane: int) -> list[float]:
        """Every input's number in one lane."""
        found = self.numbers.copy()
        found[numpy.frombuffer(self.varying, dtype=bool)] = self.lanes[:, lane]
        return found.tolist()  # type: ignore[no-any-return]

    def beside(self, other: Call) -> Call:
        """Both calls in one: this one's inputs, then the other's."""
        both = Call(
            [*self.arguments, *other.arguments], (*self.forms, *other.forms),
            numpy.concatenate([self.numbers, other.numbers]), numpy.concatenate([self.lanes, other.lanes]),
            self.count, self.shape, self.varying + other.varying, self.values,
        )  # fmt: skip
        both.primal = self
        return both

    def along(self, directions: Sequence[Any], names: Sequence[str]) -> Call:
        """The same call with a direction beside it: in each argument's form, one for each lane of what varies, or None.

        Raises:
            TypeError: there is something in it that is no real number.
            ValueError: it has another form than the arguments.
        """
        numbers: list[float] = []
        lanes: list[Floats] = []
        for place, (form, tree, name) in enumerate(zip(self.forms, directions, names, strict=True)):
            varies = bool(form.count and self.varying[self.starts[place]])
            if tree is None and form.count:  # it stands still
                found: list[Any] = [numpy.zeros(self.count) if varies else 0.0] * form.count
            else:
                found = matching(form, tree, f"the direction of {name}", self.shape if varies else ())
            lanes += found if varies else []
            numbers += [0.0] * form.count if varies else found
        columns = numpy.array(lanes) if lanes else numpy.empty((0, self.count))
        return self.beside(
            Call(self.arguments, self.forms, numpy.array(numbers), columns, self.count, self.shape, self.varying, {})
        )

    def repeated(self, count: int) -> Call:
        """The same call in as many lanes, alike; of one whose arguments are all shared."""
        nobody = numpy.empty((0, count))
        return Call(self.arguments, self.forms, self.numbers, nobody, count, (count,), self.varying, self.values)

    def in_all_directions(self, wanted: bytes) -> Call:
        """The same in as many lanes as inputs are wanted, in each the direction of one beside it."""
        return self.in_directions(wanted, numpy.eye(sum(wanted)))

    def in_directions(self, wanted: bytes, directions: Floats) -> Call:
        """The same with a direction beside it in each lane; of a call whose arguments are all shared.

        Args:
            wanted: for each input whether it moves.
            directions: a row for each that does, a column for each lane.
        """
        count = directions.shape[1]
        beside = Call(self.arguments, self.forms, numpy.zeros(len(wanted)), directions, count, (count,), wanted, {})
        return self.repeated(count).beside(beside)

    def moved(self, i: int) -> Call:
        """The same call with the direction of one input beside it, alike in every lane."""
        direction = numpy.zeros(len(self.varying))
        direction[i] = 1.0
        still = Call(self.arguments, self.forms, direction, self.lanes[:0], self.count, self.shape,
                     bytes(len(direction)), {})  # fmt: skip
        return self.beside(still)


def structured(signature: Signature, arguments: list[Any], batch: Sequence[int], static: Sequence[int] = ()) -> Call:
    """A call whose arguments are structures of numbers; those of the batch have lanes along their first axis.

    Args:
        signature: the function's.
        arguments: one for each parameter.
        batch: the places of parameters that are of the batch.
        static: the places of those that are fixed, whatever they are.

    Raises:
        TypeError: an argument holds what is no number.
        ValueError: arguments of the batch have different counts of lanes, or there is none.
    """
    leaves: list[Any] = []
    columns: list[Floats] = []
    forms: list[Form] = []
    varying = bytearray()
    counts: dict[str, int] = {}
    for place, (name, argument) in enumerate(zip(signature.names, arguments, strict=True)):
        if place in batch:
            begin = len(columns)
            form = read_lanes(argument, name, columns)
            lengths = {len(column) for column in columns[begin:]}
            if len(lengths) > 1:
                raise ValueError(f"the arrays in {name} have different counts of lanes along their first axes")
            if lengths:
                counts[name] = lengths.pop()
            leaves.append(numpy.zeros(form.count))
            varying += b"\1" * form.count
        else:
            form = Fixed(argument) if place in static else read(argument, name, leaves)
            varying += bytes(form.count)
        forms.append(form)
    if len(set(counts.values())) > 1:
        said = ", ".join(f"{name} has {count}" for name, count in counts.items())
        raise ValueError(f"arguments of the batch need as many lanes along their first axes: {said}")
    if batch and not counts:
        raise ValueError("no argument of the batch holds a number, so there is nothing to say how many lanes there are")
    count = next(iter(counts.values()), 1)
    lanes = numpy.array(columns, dtype=float) if columns else numpy.empty((0, count))
    found, values = _gathered(leaves)
    shape = (count,) if batch else ()
    return Call(arguments, tuple(forms), found, lanes, count, shape, bytes(varying), values)


def broadcast(
    signature: Signature, arguments: list[Any], static: Sequence[int] = (), shape: tuple[int, ...] | None = None
) -> Call:  # fmt: skip
    """A call whose arguments are numbers or arrays, stretched to one shape as NumPy's functions do, or to a given one.

    Args:
        signature: the function's.
        arguments: one for each parameter; what is no number and no array, as a bool or a str, is fixed.
        static: the places of those that are fixed, whatever they are.
        shape: the shape to stretch to.

    Raises:
        TypeError: an array is none of numbers.
        ValueError: the shapes do not go together.
    """
    columns: list[Any] = []
    forms: list[Form] = []
    values: dict[int, Value] = {}
    for place, (name, argument) in enumerate(zip(signature.names, arguments, strict=True)):
        if isinstance(argument, Value):
            values[len(columns)] = argument
            argument = argument._data
        if place in static or not (isinstance(argument, (list, tuple)) or is_number(argument)):
            forms.append(Fixed(argument))
        else:
            forms.append(Number())
            columns.append(argument if type(argument) is float else numbers(argument, name))
    try:
        common = numpy.broadcast_shapes(*map(numpy.shape, columns), *([] if shape is None else [shape]))
        if shape is not None and common != shape:
            raise ValueError
        shape = common
    except ValueError:
        names = [name for name, form in zip(signature.names, forms, strict=True) if form.count]
        said = ", ".join(f"{name} {numpy.shape(x)}" for name, x in zip(names, columns, strict=True))
        into = "" if shape is None else f" into {shape}"
        raise ValueError(f"the shapes of the arguments do not go together{into}: {said}") from None
    count = int(numpy.prod(shape, dtype=int))
    n = len(columns)
    rows = [_row(column, shape) for column in columns]
    return Call(arguments, tuple(forms), numpy.zeros(n), rows, count, shape, b"\1" * n, values)


def _row(column: Any, shape: tuple[int, ...]) -> Floats:
    """Numbers stretched to a shape, one behind the other; in their own memory, if they stand there so."""
    found: Floats = numpy.ascontiguousarray(numpy.broadcast_to(column, shape), dtype=float).reshape(-1)
    return found


def named(forms: Sequence[Form], names: Sequence[str]) -> list[str]:
    """How one gets to each number of some arguments: `x[3]`."""
    return [way for form, name in zip(forms, names, strict=True) for way in form.named(name)]


def name_of(f: Callable[..., Any]) -> str:
    """What a function is called."""
    return getattr(f, "__name__", type(f).__name__)


def _gathered(leaves: Sequence[Any]) -> tuple[Floats, dict[int, Value]]:
    """Leaves as one array, and the Values among them."""
    values: dict[int, Value] = {}
    if len(leaves) == 1 and type(leaves[0]) is numpy.ndarray:
        return leaves[0], values
    if all(type(leaf) is float for leaf in leaves):
        return numpy.array(leaves, dtype=float), values
    parts: list[Any] = []
    run: list[float] = []
    at = 0
    for leaf in leaves:
        if type(leaf) is numpy.ndarray:
            parts += [run, leaf]
            run = []
            at += len(leaf)
            continue
        if isinstance(leaf, Value):
            values[at] = leaf
            leaf = leaf._data
        run.append(leaf)
        at += 1
    return numpy.concatenate([*parts, run]) if parts else numpy.array(run, dtype=float), values
