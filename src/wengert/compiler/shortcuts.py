"""When a call may take a shortcut, and which."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wengert.compiler.arguments.calls import Call
from wengert.compiler.arguments.forms import Array, Form, Line, Number
from wengert.compiler.machine import Machine
from wengert.compiler.native.shortcut import (
    ARRAY,
    COLUMN,
    COMPILED,
    FLOAT,
    LIST,
    TABLE,
    TUPLE,
    AtPoint,
    InLanes,
    Reader,
    Ways,
)
from wengert.compiler.tracing.paths import PLAIN, Path

MOST = 4  # shortcuts for arguments of several forms
VALUE = object()


class Shortcuts:
    """Those of a compiled function.

    Args:
        reduce: what becomes of a batch's values.
        batch: the parameters that are of the batch.

    Attributes:
        ways: those that are there.
    """

    def __init__(self, reduce: str | None, batch: Sequence[int]) -> None:
        self._reduce, self._batch = reduce, batch
        self.ways = Ways(MOST)
        self._found: set[Any] = set()

    def look(self, which: Any, path: Path, call: Call, places: Sequence[int] | None, several: bool) -> None:
        """Let calls like one that was made take a shortcut from now on, if there is one.

        Args:
            which: as for `Ways.answer`.
            path: what the call took.
            call: it.
            places: the arguments by which the gradient is wanted; None for the value alone.
            several: whether that is a tuple of parts.
        """
        if not COMPILED or (call.forms, which) in self._found:
            return
        way = self._way(path, call, places, several)
        if way is not None:
            path.ways.append(way)
            self._found.add((call.forms, which))
            self.ways.add(which, way)

    def _way(
        self, path: Path, call: Call, places: Sequence[int] | None, several: bool
    ) -> AtPoint | InLanes | None:
        if path.captured or call.values or type(path.form) is not Number:
            return None
        machine = path.machine(PLAIN, call.varying, call.wanted(places or ()))
        if call.shape == ():
            return _at_point(machine, call, places, several)
        if self._reduce is None or path.variant(PLAIN).guards or set(places or ()) & set(self._batch):
            return None
        return _in_lanes(machine, call, places, several, self._reduce, self._batch)


def _at_point(machine: Machine, call: Call, places: Sequence[int] | None, several: bool) -> AtPoint | None:
    kinds = [_kind(form) for form in call.forms]
    kernel = machine.at_point(places is not None)
    if kernel is None or None in kinds:
        return None
    reader = Reader(kinds, _sizes(call.forms), call.starts[:-1])
    return AtPoint(kernel.code, kernel.take(), reader, len(call.varying), _parts(call, places, kinds), several)


def _in_lanes(
    machine: Machine, call: Call, places: Sequence[int] | None, several: bool, reduce: str, batch: Sequence[int]
) -> InLanes | None:
    kernels = machine.in_lanes(places is not None)
    kinds: list[Any] = []
    begins, row = [], 0
    for place, form in enumerate(call.forms):
        varies = place in batch
        kinds.append(_lanes_kind(form, call.arguments[place]) if varies else _kind(form))
        begins.append(row if varies else call.starts[place])
        row += form.count if varies else 0
    if kernels is None or None in kinds:
        return None
    wanted = call.wanted(places or ())
    own = [i for i, (varies, want) in enumerate(zip(call.varying, wanted, strict=True)) if want and not varies]
    inputs, bridges = len(call.varying), kernels.bridges
    sums = len(own) + bridges if own else 0
    found = (kernels.before, kernels.lanes, kernels.after)
    codes = [None if kernel is None else kernel.code for kernel in found]
    rooms = [None if kernel is None else kernel.take() for kernel in found]
    return InLanes(
        codes, rooms, Reader(kinds, _sizes(call.forms), begins), inputs, bridges, row, sums, own,
        _parts(call, places, kinds), several, reduce == "mean",
    )  # fmt: skip


def _kind(form: Form) -> int | None:
    if type(form) is Number:
        return FLOAT
    if type(form) is Line:
        return LIST if form.kind is list else TUPLE if form.kind is tuple else None
    return ARRAY if type(form) is Array and len(form.dimensions) == 1 else None


def _lanes_kind(form: Form, argument: Any) -> int | None:
    """Of a batch's argument the kind; None unless it is an array of one number or one row for each lane."""
    if type(form) is Number:
        return COLUMN
    return TABLE if type(form) is Array and len(form.dimensions) == 1 and getattr(argument, "ndim", 0) == 2 else None


def _sizes(forms: Sequence[Form]) -> list[int]:
    return [form.count for form in forms]


def _parts(call: Call, places: Sequence[int] | None, kinds: Sequence[Any]) -> Any:
    """The parts of a gradient."""
    if places is None:
        return None
    return [(kinds[place], call.starts[place], call.forms[place].count) for place in places]
