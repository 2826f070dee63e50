"""Extra: what only some nodes have; and what surrounds a thread's nodes now: a scope, a tape, a tracer.

The nodes made in one scope share a `Here` in place of an Extra each, so that a scope costs a node one
pointer that it has anyway.
"""

from __future__ import annotations

import threading
from typing import Any

try:
    import cython
except ImportError:
    from wengert.core import _cython as cython  # type: ignore[no-redef]


@cython.no_gc
@cython.cclass
class Extra:
    """A label, a scope, a place in a file, more than two operands."""

    __slots__ = ("args", "label", "partials", "place", "scope")

    def __init__(self) -> None:
        self.label = ""
        self.scope = ""
        self.place = ""
        self.args: tuple[Any, ...] = ()
        self.partials: tuple[float, ...] = ()


@cython.no_gc
@cython.cclass
class Here(Extra):
    """A scope, as the nodes made in it share it: never changed, and copied by a node that needs more."""

    __slots__ = ("outer",)

    def __init__(self, scope: str, outer: Here | None) -> None:
        super().__init__()
        self.scope = scope
        self.outer = outer


def owned(shared: Extra | None) -> Extra:
    """An Extra of a node's own, in place of none or of one that it shares."""
    extra = Extra()
    if shared is not None:
        extra.scope = shared.scope
    return extra


if not cython.compiled:  # compiled, a variable of each thread in extra.pxd

    class _Thread(threading.local):
        here: Here | None = None
        tape: list[Any] | None = None
        tracer: Any = None

    _thread = _Thread()

    def _get_here() -> Here | None:
        return _thread.here

    def _put_here(there: Here | None) -> None:
        _thread.here = there

    def _get_tape() -> list[Any] | None:
        return _thread.tape

    def _put_tape(tape: list[Any] | None) -> None:
        _thread.tape = tape

    def _get_tracer() -> Any:
        return _thread.tracer

    def _put_tracer(tracer: Any) -> None:
        _thread.tracer = tracer


def here() -> Here | None:
    """The scope in which this thread makes nodes now; None outside of any."""
    return _get_here()


def set_here(there: Here | None) -> None:
    """Let this thread make nodes in another scope."""
    _put_here(there)


def tape() -> list[Any] | None:
    """The list to which this thread appends the nodes that it makes; None as a rule."""
    return _get_tape()


def set_tape(tape: list[Any] | None) -> None:
    """Let this thread append the nodes that it makes to another list, or to none."""
    _put_tape(tape)


def tracer() -> Any:
    """Who answers for this thread what a Value is asked: its comparisons, its truth; None as a rule.

    It has `compare(name, value, other)`, `same(value, other)`, `truth(value)`, `integer(value)`,
    `text(value, spec)`, `convert(value, what)`, `read(value, what)` and `sweep(value)`.
    """
    return _get_tracer()


def set_tracer(tracer: Any) -> None:
    """Let another answer, or none."""
    _put_tracer(tracer)
