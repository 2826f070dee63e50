"""Scalar: the numbers of a Value, and what can be asked of them without doing arithmetic.

Value adds what a node was made from, and the arithmetic.

Legend: pa, pb the partials by the first two operands; code that of a row in the table; n how many operands
there are, 3 standing for 3 or more; uses how many uses a running sweep has yet to see.
"""

from __future__ import annotations

import threading
from typing import Any

try:
    import cython
except ImportError:
    from wengert.core import _cython as cython  # type: ignore[no-redef]

from wengert.core import extra, number
from wengert.core.row import CONSTANT, TABLE, Row


@cython.no_gc
@cython.cclass
class Scalar:
    """A number with a gradient, as it compares and converts."""

    __slots__ = ("_code", "_data", "_grad", "_n", "_pa", "_pb", "_uses")

    _data: float
    _grad: float
    _pa: float
    _pb: float
    _code: int
    _n: int
    _uses: int

    @property
    def data(self) -> float:
        """The number itself.  Settable; `refresh()` then recomputes what was made from it."""
        if _traced:
            _refuse(self, "read")
        return self._data

    @data.setter
    def data(self, data: Any) -> None:
        if _traced:
            _refuse(self, "set")
        self._data = number.real(data, "data")

    @property
    def grad(self) -> float:
        """The adjoint, as the last sweep left it.  Settable; of a constant always 0."""
        return self._grad

    @grad.setter
    def grad(self, grad: Any) -> None:
        if self._code == CONSTANT:
            raise AttributeError("a constant has no gradient; make it a leaf with Value(number)")
        self._grad = number.real(grad, "grad")

    @property
    def row(self) -> Row | None:
        """The row of the table that made this node; None for a leaf."""
        return TABLE[self._code]

    @property
    def op(self) -> str:
        """The name of the operation that made this node; empty for a leaf."""
        row = TABLE[self._code]
        return "" if row is None else row.name

    @property
    def is_leaf(self) -> bool:
        """Whether the node was made by no operation."""
        return self._n == 0

    @property
    def is_constant(self) -> bool:
        """Whether the node is a number that an operator lifted: `2` in `2*x`.  It has no gradient."""
        return self._code == CONSTANT

    def __format__(self, spec: str) -> str:
        """The number in a format; without one the repr."""
        if _traced and extra.tracer() is not None:
            return _text(self, spec)
        return format(self._data, spec) if spec else repr(self)

    # --- comparison: of data with numbers; `==` of two Values is identity -------------------------

    def __lt__(self, other: Any) -> bool:
        if _traced and extra.tracer() is not None:
            return _compared("lt", self, other)
        y = _against(other)
        return NotImplemented if y is None else self._data < y

    def __le__(self, other: Any) -> bool:
        if _traced and extra.tracer() is not None:
            return _compared("le", self, other)
        y = _against(other)
        return NotImplemented if y is None else self._data <= y

    def __gt__(self, other: Any) -> bool:
        if _traced and extra.tracer() is not None:
            return _compared("gt", self, other)
        y = _against(other)
        return NotImplemented if y is None else self._data > y

    def __ge__(self, other: Any) -> bool:
        if _traced and extra.tracer() is not None:
            return _compared("ge", self, other)
        y = _against(other)
        return NotImplemented if y is None else self._data >= y

    def __eq__(self, other: object) -> bool:
        if _traced and extra.tracer() is not None:
            return _compared("eq", self, other)
        if isinstance(other, Scalar):
            return self is other
        y = number.comparable(other)
        return NotImplemented if y is None else self._data == y

    def __ne__(self, other: object) -> bool:
        if _traced and extra.tracer() is not None:
            return _compared("ne", self, other)
        if isinstance(other, Scalar):
            return self is not other
        y = number.comparable(other)
        return NotImplemented if y is None else self._data != y

    def __hash__(self) -> int:
        return id(self) >> 4

    def __bool__(self) -> bool:
        if _traced and extra.tracer() is not None:
            return _truth(self)
        return self._data != 0.0

    # --- conversions that would drop the gradient -------------------------------------------------

    def __float__(self) -> float:
        if _traced:
            _convert(self, "float")
        raise TypeError("float(v) would drop the gradient: use v.data for the number, or wg.exp(v), … for functions")

    def __int__(self) -> int:
        if _traced and extra.tracer() is not None:
            return _integer(self)
        raise TypeError("int(v) would drop the gradient: use int(v.data), or round(v) or math.floor(v) for Values")

    def __index__(self) -> int:
        if _traced:
            _convert(self, "index")
        raise TypeError("a Value is no whole number: use int(v.data) for the number alone")

    def __trunc__(self) -> int:
        raise TypeError("truncation is no operation of the table: use math.floor(v) or math.ceil(v)")


# --- tracing: in a function that is compiled, whoever traces it answers ----------------------------

_traced = 0  # how many functions are traced in all threads together; 0 as a rule


def count_traced(change: int) -> None:
    """Count the functions that are traced in any thread, each under `extra.set_tracer`."""
    global _traced
    with _counting:
        _traced += change


_counting = threading.Lock()


def _compared(name: str, x: Scalar, y: Any) -> bool:
    if isinstance(y, Scalar):
        if name in ("eq", "ne"):
            return bool(extra.tracer().same(x, y) == (name == "eq"))
    elif number.comparable(y) is None:
        return NotImplemented  # type: ignore[no-any-return]
    return extra.tracer().compare(name, x, y)  # type: ignore[no-any-return]


def _truth(x: Scalar) -> bool:
    return extra.tracer().truth(x)  # type: ignore[no-any-return]


def _integer(x: Scalar) -> int:
    return extra.tracer().integer(x)  # type: ignore[no-any-return]


def _text(x: Scalar, spec: str) -> str:
    return extra.tracer().text(x, spec)  # type: ignore[no-any-return]


def _convert(x: Scalar, what: str) -> None:
    tracer = extra.tracer()
    if tracer is not None:
        tracer.convert(x, what)


def _refuse(x: Scalar, what: str) -> None:
    tracer = extra.tracer()
    if tracer is not None:
        tracer.read(x, what)


def _against(other: Any) -> float | None:
    """The number that a Value is compared with; None if it is not ours to compare."""
    if isinstance(other, Scalar):
        return other._data
    return other if type(other) is int else number.operand(other)  # an int as it is, to be exact
