"""Rows of a user's own."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from typing import Any

from wengert.core import number
from wengert.core.elementwise import elementwise, over_all
from wengert.core.row import BY_NAME, Row, register

_NOT_OPERATIONS = ("leaf", "constant")  # what files and pickles call a node that no row made
_MOST_ROWS = 32_767  # a node keeps its row's code in 16 bits


class CustomRow(Row):
    """A row that a user added; another of the same name may take its place."""

    __slots__ = ()

    def partials_at(self, args: Sequence[Any], out: Any) -> Sequence[Any]:
        """As of any row; a wrong count is the user's mistake and is said here."""
        partials = super().partials_at(args, out)
        if len(partials) != len(args):
            raise ValueError(f"{self.name} has {len(args)} arguments, but its rule gave {len(partials)} partials")
        return partials


def custom(
    name: str, value: Callable[..., Any], partials: Callable[..., Any] | None = None, *, doc: str = ""
) -> Callable[..., Any]:
    """Add an operation: one node in a graph, with a derivative that you state or that is derived.

    If value and partials are written in arithmetic and in wengert's functions, with `wg.where` in
    place of `if`, the operation can be differentiated any number of times.  If they use `math`, NumPy
    or anything else, it works once: a second derivative raises TypeError.

    Args:
        name: how it is called in graphs; a Python name that no row of the table has.  Defining a
            custom operation anew replaces it; nodes that exist keep the old one.
        value: a function of one number or more; with `*xs` of any number of numbers.
        partials: a function of the same numbers and the result: `lambda x, out: …`.  It returns the
            partial derivative, or for several numbers a tuple of one for each.  With `*xs` it gets
            the numbers as one sequence: `lambda xs, out: [...]`.  Without it, the partials are derived
            from value, which must then be written in wengert's functions.
        doc: a line that says what it computes.

    Returns:
        The operation, for numbers, Values, lists and arrays of either.

    Raises:
        TypeError: name is no str, or value or partials cannot be called or have odd parameters.
        ValueError: name is no Python name, or is taken by the table.

    >>> import wengert as wg
    >>> softsign = wg.custom("softsign", lambda x: x / (1 + abs(x)), lambda x, out: 1 / (1 + abs(x)) ** 2)
    >>> x = wg.Value(1.0)
    >>> y = softsign(x)
    >>> y.backward()
    >>> y.op, y.data, x.grad
    ('softsign', 0.5, 0.25)
    >>> wg.grad(wg.grad(softsign))(1.0)
    -0.25
    """
    if not isinstance(name, str):
        raise TypeError(f"the name of an operation is a str, got {number.what(name)}")
    if not name.isidentifier() or name in _NOT_OPERATIONS:
        raise ValueError(f"the name of an operation is a Python name but {_NOT_OPERATIONS}, got {name!r}")
    known = BY_NAME.get(name)
    if known is not None and not isinstance(known, CustomRow):
        raise ValueError(f"the table has {name!r} already; choose another name")
    for role, function in (("value", value), ("partials", partials)):
        if not callable(function) and not (role == "partials" and function is None):
            raise TypeError(f"{role} must be a function, got {number.what(function)}")
    args = _arguments(value)
    row = CustomRow(
        name,
        args,
        doc or f"Custom operation {name}.",
        value=None if partials is None else value,
        inside=value if partials is None else None,
        partials=partials,
        function=False,
        method=False,
    )
    register(row, replace=True, most=_MOST_ROWS)

    def operation(*xs: Any) -> Any:
        return over_all(row, xs) if row.variadic else elementwise(row, *xs)

    operation.__name__ = operation.__qualname__ = name
    operation.__doc__ = row.doc
    return operation


def _arguments(value: Callable[..., Any]) -> str:
    """The names of a function's arguments, as a row states them."""
    parameters = list(inspect.signature(value).parameters.values())
    kinds = {parameter.kind for parameter in parameters}
    if kinds == {inspect.Parameter.VAR_POSITIONAL} and len(parameters) == 1:
        return f"*{parameters[0].name}"
    if not parameters or not kinds <= {inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.POSITIONAL_ONLY}:
        raise TypeError("value must take one number or more by position, or just *xs")
    return ", ".join(parameter.name for parameter in parameters)
