"""Symbols: rules run without numbers, to be derived and printed as code.

Calling a row's rule with Symbols in place of floats records its arithmetic as an expression.  From
such expressions come the partials of composite rows (`derive`) and typed code (`printer.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Union

from wengert.core import ops
from wengert.core.row import Row

Expression = Union["Symbol", float]


class Symbol:
    """An expression: the name of an argument, or a row applied to expressions."""

    __slots__ = ("args", "name", "row")

    def __init__(self, name: str, row: Row | None = None, args: tuple[Expression, ...] = ()) -> None:
        self.name = name
        self.row = row
        self.args = args

    def _apply(self, row: Row, args: tuple[Expression, ...]) -> Any:
        """What `row(*args)` means when an argument is a Symbol; a composite opens."""
        return row.inside(*args) if row.inside is not None else node(row, args)

    def __add__(self, other: Any) -> Any:
        return ops.add(self, other)

    def __radd__(self, other: Any) -> Any:
        return ops.add(other, self)

    def __sub__(self, other: Any) -> Any:
        return ops.sub(self, other)

    def __rsub__(self, other: Any) -> Any:
        return ops.sub(other, self)

    def __mul__(self, other: Any) -> Any:
        return ops.mul(self, other)

    def __rmul__(self, other: Any) -> Any:
        return ops.mul(other, self)

    def __truediv__(self, other: Any) -> Any:
        return ops.div(self, other)

    def __rtruediv__(self, other: Any) -> Any:
        return ops.div(other, self)

    def __pow__(self, other: Any) -> Any:
        return ops.pow(self, other)

    def __rpow__(self, other: Any) -> Any:
        return ops.pow(other, self)

    def __mod__(self, other: Any) -> Any:
        return ops.mod(self, other)

    def __rmod__(self, other: Any) -> Any:
        return ops.mod(other, self)

    def __floordiv__(self, other: Any) -> Any:
        return ops.floordiv(self, other)

    def __rfloordiv__(self, other: Any) -> Any:
        return ops.floordiv(other, self)

    def __neg__(self) -> Any:
        return ops.neg(self)

    def __pos__(self) -> Any:
        return self

    def __abs__(self) -> Any:
        return ops.abs(self)

    def __lt__(self, other: Any) -> Any:
        return ops.lt(self, other)

    def __le__(self, other: Any) -> Any:
        return ops.le(self, other)

    def __gt__(self, other: Any) -> Any:
        return ops.gt(self, other)

    def __ge__(self, other: Any) -> Any:
        return ops.ge(self, other)

    def __bool__(self) -> bool:
        raise TypeError("a Symbol has no truth value: write where(condition, x, y) in place of `if`")

    def __repr__(self) -> str:
        return f"{self.row.name}({', '.join(map(repr, self.args))})" if self.row else self.name


_nodes: dict[tuple[object, ...], Symbol] = {}


def node(row: Row, args: tuple[Expression, ...]) -> Symbol:
    """The Symbol of a row at some arguments; the same one whenever it is asked for again."""
    key = (row.name, *(arg if isinstance(arg, Symbol) else repr(float(arg)) for arg in args))
    if key not in _nodes:
        _nodes[key] = Symbol("", row, args)
    return _nodes[key]


def topological(outputs: Iterable[Expression]) -> list[Symbol]:
    """Every Symbol below some outputs, arguments before their users."""
    order: list[Symbol] = []
    seen: set[int] = set()
    for output in outputs:
        stack = [(output, iter(output.args))] if isinstance(output, Symbol) and id(output) not in seen else []
        seen.add(id(output))
        while stack:
            symbol, args = stack[-1]
            for arg in args:
                if isinstance(arg, Symbol) and id(arg) not in seen:
                    seen.add(id(arg))
                    stack.append((arg, iter(arg.args)))
                    break
            else:
                order.append(symbol)
                stack.pop()
    return order


def derive(
    out: Expression,
    args: Sequence[Symbol],
    users: Iterable[Symbol] | None = None,
    slopes: Callable[[Row, Sequence[Expression], Symbol], Sequence[Expression]] = Row.partials_at,
) -> list[Expression]:
    """Partial derivatives of an expression by one reverse sweep over it.

    Args:
        out: the expression.
        args: the arguments to differentiate by.
        users: all Symbols below out, users before their arguments; in an order of its own if left out.
        slopes: the partials of a row at some arguments with some result.

    Returns:
        One expression for each argument; 0.0 where out does not depend on it.
    """
    adjoints: dict[int, Expression] = {id(out): 1.0}
    for user in reversed(topological([out])) if users is None else users:
        if user.row is None:
            continue
        adjoint = adjoints[id(user)]
        for arg, partial in zip(user.args, slopes(user.row, user.args, user), strict=True):
            if isinstance(arg, Symbol):
                adjoints[id(arg)] = _sum(adjoints.get(id(arg), 0.0), _product(adjoint, partial))
    return [adjoints.get(id(arg), 0.0) for arg in args]


def _sum(x: Expression, y: Expression) -> Expression:
    if not isinstance(x, Symbol) and x == 0:
        return y
    return x if not isinstance(y, Symbol) and y == 0 else ops.add(x, y)  # type: ignore[no-any-return]


def _product(x: Expression, y: Expression) -> Expression:
    """scale(x, y), but for the factors 0, 1 and -1."""
    for factor, other in ((x, y), (y, x)):
        if not isinstance(factor, Symbol):
            if factor == 0:
                return 0.0
            if factor == 1:
                return other
            if factor == -1:
                return ops.neg(other)  # type: ignore[no-any-return]
    return ops.scale(x, y)  # type: ignore[no-any-return]
