"""Derivatives of Python functions: `grad` and its kin.

Each calls the function on fresh Values and reads the derivative off the graph that comes out.  With
plain numbers all around, numbers come back, by sweeps.  Where an argument is a Value, or the function
uses a Value from outside, the derivative is a function of that too, so Values come back: graphs that can
be differentiated again.  So `grad(grad(f))` is the second derivative.

Legend: x_dot a tangent, y_bar a cotangent.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from typing import Any

from wengert.core import context, number, ops, structure
from wengert.core.forward import tangents as graph_tangents
from wengert.core.reverse import gradients
from wengert.core.value import Value, constant, topological

Which = int | str | tuple[int | str, ...]


class _Call:
    """One call of a function on fresh Values in place of some of its arguments.

    Attributes:
        inputs: for each chosen argument, its fresh Values.
        result: what the function returned.
        outputs: the Values in it.
        numeric: whether nothing but the fresh Values went in, so that sweeps may set their gradients.
    """

    def __init__(self, f: Callable[..., Any], args: Sequence[Any], kwargs: dict[str, Any], wrt: Which) -> None:
        self.chosen = [wrt] if isinstance(wrt, (int, str)) else list(wrt)
        given: dict[Any, Any] = {**dict(enumerate(args)), **kwargs}
        self.keys = [_key(f, which, args, kwargs) for which in self.chosen]
        self.arguments = [given[key] for key in self.keys]
        self.inputs = []
        for key, argument in zip(self.keys, self.arguments, strict=True):
            fresh = [_fresh(leaf) for leaf in structure.flatten(argument, _spoken(key))]
            self.inputs.append(fresh)
            given[key] = structure.rebuild(argument, fresh)
        self.flat = [node for nodes in self.inputs for node in nodes]
        self.result = f(*[given[i] for i in range(len(args))], **{name: given[name] for name in kwargs})
        self.outputs = [_output(leaf) for leaf in _outputs(self.result)]
        ours = {id(node) for node in self.flat if node.is_leaf}
        graph = topological([*self.outputs, *self.flat])
        self.numeric = all(id(node) in ours or node.is_constant for node in graph if node.is_leaf)

    def scalar(self) -> Value:
        """The output, if it is one number.

        Raises:
            TypeError: the function returned several numbers.
        """
        if structure.shape_of(self.result) != () or isinstance(self.result, dict):
            raise TypeError(
                f"the function must return one number, got {number.what(self.result)}; "
                "use wg.jacobian or wg.vjp for several"
            )
        return self.outputs[0]

    def pull_back(self, outputs: Sequence[Value], bars: Sequence[Any]) -> list[Any]:
        """The cotangents of all inputs for those of some outputs: numbers, or Values."""
        if not self.numeric or any(isinstance(bar, Value) for bar in bars):
            return self._pull_back_graph(outputs, bars)
        for node in self.flat:
            node.grad = 0.0
        with context.unwatched():  # within a function that is compiled, these are numbers of its text
            for output, bar in zip(outputs, bars, strict=True):
                output.backward(bar)
        return [node.grad for node in self.flat]

    def _pull_back_graph(self, outputs: Sequence[Value], bars: Sequence[Any]) -> list[Any]:
        sums: list[Any] = [0.0] * len(self.flat)
        for output, bar in zip(outputs, bars, strict=True):
            sums = [old + new for old, new in zip(sums, gradients(output, self.flat, bar), strict=True)]
        return sums

    def number(self, node: Value) -> Any:
        """A node as it is handed back: a float, or the Value where Values come back."""
        return node._data if self.numeric else node

    def split(self, flat: Sequence[Any]) -> list[list[Any]]:
        """What belongs to each chosen argument, of a list of one for each input."""
        rest = iter(flat)
        return [[next(rest) for _ in nodes] for nodes in self.inputs]


def grad(f: Callable[..., Any], wrt: Which = 0) -> Callable[..., Any]:
    """A function that returns the gradient of f.

    Args:
        f: a function of numbers, lists, tuples, dicts and arrays of such, that returns one number.
        wrt: which argument, by position or by name; or a tuple of several.

    Returns:
        A function of the same arguments.  It returns the gradient in the structure of the argument;
        for a tuple, a tuple of those.

    Raises:
        TypeError: at the call: an argument is no number or structure of numbers, or f does not
            return one number.

    Cost: one call of f on Values and one reverse sweep, whatever the number of inputs.

    >>> grad(lambda x, y: x * y**2)(3.0, 2.0)
    4.0
    >>> grad(lambda v: v[0] * v[1], wrt=0)([3.0, 2.0])
    [2.0, 3.0]
    >>> grad(grad(lambda x: x**3))(2.0)
    12.0
    """
    both = value_and_grad(f, wrt)

    def gradient(*args: Any, **kwargs: Any) -> Any:
        return both(*args, **kwargs)[1]

    return _named(gradient, f, "gradient")


def value_and_grad(f: Callable[..., Any], wrt: Which = 0) -> Callable[..., tuple[Any, Any]]:
    """A function that returns f's value and its gradient, as `grad` gives it.

    Args:
        f: as for `grad`.
        wrt: as for `grad`.

    Returns:
        A function of the same arguments, to a pair.

    Raises:
        TypeError: as for `grad`.

    >>> value_and_grad(lambda x: x**3)(2.0)
    (8.0, 12.0)
    """

    def value_and_gradient(*args: Any, **kwargs: Any) -> tuple[Any, Any]:
        call = _Call(f, args, kwargs, wrt)
        y = call.scalar()
        parts = call.split(call.pull_back([y], [1.0]))
        found = [structure.rebuild(argument, part) for argument, part in zip(call.arguments, parts, strict=True)]
        return call.number(y), tuple(found) if isinstance(wrt, tuple) else found[0]

    return _named(value_and_gradient, f, "value and gradient")


def vjp(f: Callable[..., Any], *primals: Any) -> tuple[Any, Callable[[Any], tuple[Any, ...]]]:
    """f at a point, and the function that pulls cotangents of its result back to its arguments.

    Args:
        f: a function of structures of numbers, to a structure of numbers.
        primals: its arguments.

    Returns:
        The result, and a function from a cotangent (in the structure of the result) to a tuple of
        one cotangent for each argument: the vector-Jacobian product.

    Raises:
        TypeError: something is no number or structure of numbers.
        ValueError: a cotangent has another count of numbers than the result.

    Cost: one call of f on Values; each pull-back one sweep for each output.

    >>> y, pullback = vjp(lambda x, y: [x * y, x + y], 3.0, 2.0)
    >>> y, pullback([1.0, 10.0])
    ([6.0, 5.0], (12.0, 13.0))
    """
    call = _Call(f, primals, {}, tuple(range(len(primals))))

    def pullback(y_bar: Any) -> tuple[Any, ...]:
        bars = structure.flatten(y_bar, "the cotangent")
        _same_count("the cotangent", len(bars), "the result", len(call.outputs))
        parts = call.split(call.pull_back(call.outputs, bars))
        return tuple(structure.rebuild(argument, part) for argument, part in zip(primals, parts, strict=True))

    return structure.rebuild(call.result, [call.number(node) for node in call.outputs]), pullback


def jvp(f: Callable[..., Any], primals: Any, tangents: Any) -> tuple[Any, Any]:
    """f at a point, and its derivative along a direction: the Jacobian-vector product.

    Args:
        f: a function of structures of numbers, to a structure of numbers.
        primals: a tuple of its arguments; what is no tuple is its one argument.
        tangents: the direction, in the structure of primals.

    Returns:
        The result, and its tangent in the same structure.

    Raises:
        TypeError: something is no number or structure of numbers.
        ValueError: tangents has another count of numbers than primals.

    Cost: one call of f on Values, and one pass over its graph that makes the tangents.

    >>> jvp(lambda x, y: x * y, (3.0, 2.0), (1.0, 10.0))
    (6.0, 32.0)
    """
    arguments, directions = _arguments(primals, tangents)
    call = _Call(f, arguments, {}, tuple(range(len(arguments))))
    dots = structure.flatten(directions, "tangents")
    _same_count("tangents", len(dots), "primals", len(call.flat))
    found = graph_tangents(call.outputs, dict(zip(call.flat, dots, strict=True)))
    plain = call.numeric and not any(isinstance(dot, Value) for dot in dots)
    y = structure.rebuild(call.result, [call.number(node) for node in call.outputs])
    return y, structure.rebuild(call.result, [dot._data if plain else dot for dot in found])


def hvp(f: Callable[..., Any], primals: Any, v: Any) -> Any:
    """The Hessian of f times a vector, without the Hessian: forward over reverse.

    Args:
        f: a function of structures of numbers that returns one number.
        primals: a tuple of its arguments; what is no tuple is its one argument.
        v: the vector, in the structure of primals.

    Returns:
        The product, in the structure of primals.

    Raises:
        TypeError: something is no number or structure of numbers, or f returns several.
        ValueError: v has another count of numbers than primals.

    Cost: one call of f on Values, its gradient as a graph, and one pass over that.

    >>> hvp(lambda x: x[0] ** 2 * x[1], [3.0, 2.0], [1.0, 0.0])
    [4.0, 6.0]
    """
    arguments, directions = _arguments(primals, v)
    call = _Call(f, arguments, {}, tuple(range(len(arguments))))
    dots = structure.flatten(directions, "v")
    _same_count("v", len(dots), "primals", len(call.flat))
    slopes = gradients(call.scalar(), call.flat)
    found: list[Any] = list(graph_tangents(slopes, dict(zip(call.flat, dots, strict=True))))
    if call.numeric and not any(isinstance(dot, Value) for dot in dots):
        found = [node._data for node in found]
    parts = zip(arguments, call.split(found), strict=True)
    products = tuple(structure.rebuild(argument, part) for argument, part in parts)
    return products if isinstance(primals, tuple) else products[0]


def jacobian(f: Callable[..., Any], wrt: Which = 0) -> Callable[..., Any]:
    """A function that returns the matrix of all derivatives of f's outputs by its inputs.

    Args:
        f: a function of structures of numbers, to a structure of numbers.
        wrt: which argument, by position or by name; or a tuple of several.

    Returns:
        A function of the same arguments.  It returns a NumPy array whose shape is that of the result
        followed by that of the argument: () for a number, (count,) for a list, an array's own.  For a
        tuple, a tuple of arrays.

    Raises:
        TypeError: at the call: something is no number or structure of numbers.

    Cost: one call of f on Values, and one reverse sweep for each output.

    >>> jacobian(lambda v: [v[0] * v[1], v[0] + v[1], v[1]])([3.0, 2.0]).tolist()
    [[2.0, 3.0], [1.0, 1.0], [0.0, 1.0]]
    """

    def jacobian_matrix(*args: Any, **kwargs: Any) -> Any:
        call = _Call(f, args, kwargs, wrt)
        rows = [call.split(call.pull_back([output], [1.0])) for output in call.outputs]
        return _blocks(rows, structure.shape_of(call.result), call, wrt)

    return _named(jacobian_matrix, f, "Jacobian")


def hessian(f: Callable[..., Any], wrt: Which = 0) -> Callable[..., Any]:
    """A function that returns the matrix of f's second derivatives.

    Args:
        f: a function of structures of numbers that returns one number.
        wrt: which argument, by position or by name; or a tuple of several.

    Returns:
        A function of the same arguments.  It returns a NumPy array whose shape is that of the argument
        twice.  For a tuple, a tuple of tuples of arrays: the blocks.

    Raises:
        TypeError: at the call: something is no number or structure of numbers, or f returns several.

    Cost: one call of f on Values, its gradient as a graph, and one sweep over that for each input.

    >>> hessian(lambda v: v[0] ** 2 * v[1])([3.0, 2.0]).tolist()
    [[4.0, 6.0], [6.0, 0.0]]
    """

    def hessian_matrix(*args: Any, **kwargs: Any) -> Any:
        call = _Call(f, args, kwargs, wrt)
        slopes = gradients(call.scalar(), call.flat)
        blocks = []
        for argument, part in zip(call.arguments, call.split(slopes), strict=True):
            rows = [call.split(call.pull_back([slope], [1.0])) for slope in part]
            blocks.append(_blocks(rows, structure.shape_of(argument), call, wrt))
        return tuple(blocks) if isinstance(wrt, tuple) else blocks[0]

    return _named(hessian_matrix, f, "Hessian")


# --- helpers -----------------------------------------------------------------------------------------


def _fresh(leaf: Any) -> Value:
    """A node that is an input of its own: a leaf for a number, a copy that remembers for a Value."""
    return ops.sum(leaf) if isinstance(leaf, Value) else Value(leaf)


def _outputs(result: Any) -> list[Any]:
    return structure.flatten(result, "the function's result")


def _output(leaf: Any) -> Value:
    return leaf if isinstance(leaf, Value) else constant(leaf)


def _blocks(rows: list[list[list[Any]]], shape: tuple[int, ...], call: _Call, wrt: Which) -> Any:
    """Arrays, one for each chosen argument, from rows of one for each output."""
    found = []
    for k, argument in enumerate(call.arguments):
        entries = [entry for row in rows for entry in row[k]]
        found.append(structure.array(entries, (*shape, *structure.shape_of(argument))))
    return tuple(found) if isinstance(wrt, tuple) else found[0]


def _arguments(primals: Any, directions: Any) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    return (primals, directions) if isinstance(primals, tuple) else ((primals,), (directions,))


def _same_count(name: str, count: int, other: str, expected: int) -> None:
    if count != expected:
        raise ValueError(f"{name} has {count} numbers, but {other} has {expected}")


def _key(f: Callable[..., Any], which: int | str, args: Sequence[Any], kwargs: dict[str, Any]) -> int | str:
    """Where an argument stands in a call: its position, or its keyword."""
    if which in kwargs:
        return which
    if isinstance(which, str):
        names = list(inspect.signature(f).parameters)
        position = names.index(which) if which in names else len(args)
    else:
        position = which + len(args) if which < 0 else which
    if not 0 <= position < len(args):
        raise TypeError(f"wrt names {_spoken(which)}, but the call has {len(args)} positional arguments")
    return position


def _spoken(which: int | str) -> str:
    return f"argument {which}" if isinstance(which, int) else f"argument {which!r}"


def _named(made: Callable[..., Any], f: Callable[..., Any], what: str) -> Callable[..., Any]:
    made.__name__ = getattr(f, "__name__", "f")
    made.__doc__ = f"The {what} of {made.__name__}."
    return made
