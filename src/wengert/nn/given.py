"""What layers are given: sizes, names of activations, inputs; checked, in the form that is quick to use."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Set
from difflib import get_close_matches
from typing import Any

from wengert.core import number, ops
from wengert.core.row import BY_NAME
from wengert.core.value import Value


def activation(name: str) -> Callable[[Any], Any]:
    """A function of one argument of the table by its name; "linear" is the argument itself.

    Raises:
        TypeError: name is no str.
        ValueError: there is no such function, or it takes more arguments.
    """
    if number.text(name, "activation") == "linear":
        return operator.pos
    row = BY_NAME.get(name)
    if row is None or row.arity != 1:
        known = [*(row.name for row in BY_NAME.values() if row.arity == 1), "linear"]
        near = get_close_matches(name, known, n=3) or ["relu", "tanh", "linear"]
        wrong = "there is no activation" if row is None else "an activation takes one argument, unlike"
        raise ValueError(f"{wrong} {name!r}; near it: {', '.join(near)} (`wengert functions` lists all)")
    is_method = row is getattr(ops, name, None) and hasattr(Value, name)  # `custom` may have replaced the row
    return operator.methodcaller(name) if is_method else row  # the method is quicker, and a subclass's own


def listed(x: Any) -> list[Any]:
    """The inputs of a neuron as a list; a number or Value alone is one input.

    Raises:
        TypeError: x is neither a sequence nor a number.
        ValueError: x is an array of several dimensions.
    """
    if isinstance(x, (list, tuple)):
        return list(x)
    if isinstance(x, (Mapping, Set)):
        raise TypeError(f"inputs are a list, a tuple or a row of an array, got {number.what(x)}")
    shape = getattr(x, "shape", None)
    if isinstance(x, Value) or shape == ():
        return [x]
    if shape is not None:
        if len(shape) > 1:
            raise ValueError(f"a network takes one row at a time, got an array of the shape {tuple(shape)}")
        return x.tolist()  # type: ignore[no-any-return]
    try:
        return list(x)
    except TypeError:
        return [number.real(x, "an input")]


def positive(count: Any, of: str) -> int:
    """A positive int.

    Raises:
        TypeError: it is no int.
        ValueError: it is not positive.
    """
    try:
        whole = operator.index(count)
    except TypeError:
        whole = None
    if whole is None or isinstance(count, bool):
        raise TypeError(f"{of} must be an int, got {number.what(count)}")
    if whole < 1:
        raise ValueError(f"{of} must be at least 1, got {whole}")
    return whole
