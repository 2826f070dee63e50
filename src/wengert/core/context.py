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

from wengert.core import notation, number

if TYPE_CHECKING:
    from wengert.core.value import Value


class NonFiniteError(ArithmeticError):
    """An operation made inf or nan out of finite numbers, under `wg.strict()`."""


class _Marks(threading.local):
    scope = ""
    strict = 0


_marks = _Marks()
_watchers: list[Callable[[int], None]] = []  # told how many contexts opened or closed
_telling = threading.Lock()


def on_change(tell: Callable[[int], None]) -> None:
    """Let `tell` know of every context that opens (1) or closes (-1) in any thread."""
    _watchers.append(tell)


@contextmanager
def _open() -> Iterator[None]:
    _tell(1)
    try:
        yield
    finally:
        _tell(-1)


def _tell(change: int) -> None:
    with _telling:
        for tell in _watchers:
            tell(change)


@contextmanager
def unwatched() -> Iterator[None]:
    """Neither scope nor strictness, in this thread: for nodes that the user never sees."""
    outer = _marks.scope, _marks.strict
    _marks.scope, _marks.strict = "", 0
    try:
        yield
    finally:
        _marks.scope, _marks.strict = outer


@contextmanager
def scope(name: str) -> Iterator[None]:
    """Give the nodes made meanwhile, in this thread, a scope: `layer1.neuron3`.  Scopes nest.

    Args:
        name: what to add to the scope around; not empty.

    Raises:
        TypeError: name is no str.
        ValueError: name is empty.

    >>> import wengert as wg
    >>> a = wg.Value(2.0)
    >>> with wg.scope("layer1"), wg.scope("neuron3"):
    ...     y = a * a
    >>> y.scope
    'layer1.neuron3'
    """
    inner = number.text(name, "a scope's name")
    if not inner:
        raise ValueError("a scope's name is empty; give it one, as in wg.scope('layer1')")
    outer = _marks.scope
    _marks.scope = f"{outer}.{inner}" if outer else inner
    try:
        with _open():
            yield
    finally:
        _marks.scope = outer


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
    try:
        with _open():
            yield
    finally:
        _marks.strict -= 1


def is_strict() -> bool:
    """Whether this thread is under `strict()`."""
    return _marks.strict > 0


def marks() -> tuple[str, str]:
    """The scope of a node made now, and, under `strict()`, its place; empty if there is none."""
    return _marks.scope, _place() if _marks.strict else ""


def _place() -> str:
    """`file:line` of the nearest caller outside of this package and of NumPy."""
    frame = sys._getframe(1)
    while frame.f_back is not None and frame.f_globals.get("__name__", "").startswith(("wengert.", "numpy.")):
        frame = frame.f_back
    return f"{frame.f_code.co_filename}:{frame.f_lineno}"


def check(node: Value) -> None:
    """Under `strict()`: raise if a node is inf or nan though its operands are finite."""
    if not _marks.strict or math.isfinite(node.data):
        return
    numbers = [arg.data for arg in node.args]
    if numbers and all(map(math.isfinite, numbers)):
        call = f"{node.op}({', '.join(map(repr, numbers))})"
        raise NonFiniteError(f"{call} made {node.data!r}, in {_name(node)}, at {node.place or _place()}")


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
        numbers = ", ".join(repr(arg.data) for arg in node.args)
        raise NonFiniteError(
            f"the sweep through {node.op}({numbers}) made {after!r} of the adjoint {node._grad!r}: the partial by "
            f"operand {i + 1} is {node.partials[i]!r}, the gradient there was {there[-1]!r}, in {_name(node)}, "
            f"at {node.place or _place()}"
        )


def _name(node: Value) -> str:
    return notation.shown(node.label) or node.expression
