"""What surrounds an operation: the scope it is made in, and whether inf and nan are errors.

Both are of one thread: a graph built in another thread does not see them.
"""

from __future__ import annotations

import math
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from wengert.core import extra, notation

if TYPE_CHECKING:
    from wengert.core.value import Value


class NonFiniteError(ArithmeticError):
    """An operation made inf or nan out of finite numbers, under `wg.strict()`."""


class _Marks(threading.local):
    strict = 0


_marks = _Marks()
_watchers: list[Callable[[int], None]] = []  # told how many contexts opened or closed


def on_change(tell: Callable[[int], None]) -> None:
    """Let `tell` know of every `strict()` that opens (1) or closes (-1) in any thread."""
    _watchers.append(tell)


def _tell(change: int) -> None:
    for tell in _watchers:
        tell(change)


@contextmanager
def unwatched() -> Iterator[None]:
    """Neither scope nor tape, tracer nor strictness, in this thread: for nodes that the user never sees."""
    here, tape, tracer, strictness = extra.here(), extra.tape(), extra.tracer(), _marks.strict
    extra.set_here(None)
    extra.set_tape(None)
    extra.set_tracer(None)
    _marks.strict = 0
    try:
        yield
    finally:
        extra.set_here(here)
        extra.set_tape(tape)
        extra.set_tracer(tracer)
        _marks.strict = strictness


@contextmanager
def strict() -> Iterator[None]:
    """Raise NonFiniteError where an operation makes inf or nan out of finite numbers.

    Of the operations of this thread, forward, in `refresh()` and in `backward()`.  Each new node
    also remembers its `place`, the file and line that made it.

    Raises:
        NonFiniteError: at the first such operation; nothing is changed then.

    >>> import wengert as wg
    >>> x = wg.Value(0.0, label="x")
    >>> with wg.strict():
    ...     y = 1 / x
    Traceback (most recent call last):
    wengert.core.context.NonFiniteError: div(1.0, 0.0) made inf, in 1/x, at <doctest ...>:2
    """
    _marks.strict += 1
    _tell(1)
    try:
        yield
    finally:
        _tell(-1)
        _marks.strict -= 1


def is_strict() -> bool:
    """Whether this thread is under `strict()`."""
    return _marks.strict > 0


def place() -> str:
    """Under `strict()`: `file:line` of who makes a node now; else empty."""
    return caller() if _marks.strict else ""


def caller() -> str:
    """`file:line` of the nearest caller outside of this package and of NumPy."""
    frame = sys._getframe(1)
    while frame.f_back is not None and frame.f_globals.get("__name__", "").startswith(("wengert.", "numpy.")):
        frame = frame.f_back
    return f"{frame.f_code.co_filename}:{frame.f_lineno}"


def check(node: Value) -> None:
    """Under `strict()`: raise if a node is inf or nan though its operands are finite."""
    if not _marks.strict or math.isfinite(node._data):
        return
    numbers = [arg._data for arg in node.args]
    if numbers and all(map(math.isfinite, numbers)):
        call = f"{node.op}({', '.join(map(repr, numbers))})"
        raise NonFiniteError(f"{call} made {node._data!r}, in {_name(node)}, at {node.place or caller()}")


def check_sweep(node: Value, i: int, contribution: float) -> None:
    """Under `strict()`: raise if a finite adjoint is about to become inf or nan at operand i."""
    arg = node.args[i]
    if arg.is_constant or not math.isfinite(node._grad):
        return
    there = [arg._pa if arg.is_leaf else arg._grad]
    after = there[0] + contribution
    if arg.is_leaf and arg._uses == 1:  # its last use in this sweep: now it is added to what was there before
        there.append(arg._grad)
        after += arg._grad
    if not math.isfinite(after) and all(map(math.isfinite, there)):
        numbers = ", ".join(repr(arg._data) for arg in node.args)
        raise NonFiniteError(
            f"the sweep through {node.op}({numbers}) made {after!r} of the adjoint {node._grad!r}: the partial by "
            f"operand {i + 1} is {node.partials[i]!r}, the gradient there was {there[-1]!r}, in {_name(node)}, "
            f"at {node.place or caller()}"
        )


def _name(node: Value) -> str:
    return notation.shown(node.label) or node.expression
