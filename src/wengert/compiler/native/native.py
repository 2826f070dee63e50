"""Native: a program run by machine code, as `Flat` runs it by instructions.

Legend: N lanes; x numbers of the inputs.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy

from wengert.compiler.columns import Columns
from wengert.compiler.flat.blocks import CHUNK
from wengert.compiler.flat.flat import Numbers, Rows, Run
from wengert.compiler.memory import empty
from wengert.compiler.native.kernel import ODD, Function, Room, Task, run_chunks, run_point
from wengert.compiler.native.places import Unfit
from wengert.compiler.program.build import rolled, straight
from wengert.compiler.threads import later, making, spread
from wengert.compiler.tuning import Tuning

if TYPE_CHECKING:
    from wengert.compiler.native.engine import Loaded
    from wengert.compiler.native.kernels import Source

MOST_IMPROVED = 30_000  # operations: LLVM takes some 0.1 ms for each
_MADE = ("_program", "_kernels", "_asked", "_refused")  # what is no part of a pickle
_NOTHING = numpy.zeros(1)
_NOWHERE = numpy.full(1, -1, dtype=numpy.int32)
_NO_SLOPES, _NO_SUMS = numpy.empty((0, 1)), numpy.empty(0)


class Kind(NamedTuple):
    """Which kernel of a program.

    Args:
        point: whether it is for one point.
        back: whether it computes derivatives.
        per_lane: whether those by shared inputs are wanted for each lane.
        pace: whether each lane has seeds of its own.
        exact: whether a zero contributes nothing, even times inf.
    """

    point: bool
    back: bool
    per_lane: bool = False
    pace: bool = False
    exact: bool = False


class Native:
    """A program's machine code, made when it is needed.

    Args:
        columns: the operations; the last of their outputs are guards.
        varying: for each input whether it has a number of its own in every lane.
        wanted: for each input whether its derivative is wanted.
        expected: what each guard has to be.
        tuning: how it is to be run.

    Attributes:
        unfit: why there is no machine code, or not all of it; empty without a reason.

    Cost: some 50 ms to load LLVM; then some 20 ms for a small kernel, and about 0.3 ms for each step of its text.
    """

    def __init__(
        self, columns: Columns, varying: Sequence[bool], wanted: Sequence[bool], expected: Sequence[float],
        tuning: Tuning,
    ) -> None:  # fmt: skip
        self._columns = columns
        self._flags = list(varying), list(wanted)
        self._expected = list(expected)
        self._tuning = tuning
        self.unfit = ""
        self._results = len(columns.outputs) - len(self._expected)
        flags = numpy.array([*varying], dtype=bool), numpy.array([*wanted], dtype=bool)
        self._varying = numpy.flatnonzero(flags[0])
        self._sloped = numpy.flatnonzero(flags[0] & flags[1])
        self._summed = numpy.flatnonzero(~flags[0] & flags[1])
        self._forget()

    def _forget(self) -> None:
        self._program: Any = None
        self._kernels: dict[Kind, Kernel] = {}
        self._asked: set[tuple[Kind, int]] = set()
        self._refused: set[Kind] = set()

    # --- kernels

    @property
    def is_made(self) -> bool:
        """Whether there is a kernel."""
        return bool(self._kernels)

    def has(self, kind: Kind) -> bool:
        """Whether a kernel is there."""
        return kind in self._kernels

    def kernel(self, kind: Kind) -> Kernel | None:
        """A kernel, if it is there."""
        return self._kernels.get(kind)

    def ask(self, kind: Kind) -> None:
        """Let a kernel be made in the background."""
        asked = kind, os.getpid()  # of a child that is forked nobody asked it yet
        if asked not in self._asked:
            self._asked.add(asked)
            later(lambda: self._try(kind))

    def _try(self, kind: Kind) -> None:
        try:
            self.make(kind)
        except Exception as error:  # without machine code all goes on as before; the report says why there is none
            self.unfit = f"{type(error).__name__}: {error}"

    def make(self, kind: Kind) -> None:
        """Make a kernel now; or learn that there is none."""
        with making:
            if kind in self._kernels or kind in self._refused:
                return
            try:
                self._kernels[kind] = self._made(kind)
            except Unfit as error:
                self._refused.add(kind)
                self.unfit = str(error)

    def _made(self, kind: Kind) -> Kernel:
        from wengert.compiler.native import engine, kernels, lanes  # LLVM is not loaded before
        from wengert.compiler.native.long import is_long, long_point

        if self._program is None:
            self._program = rolled(self._columns)
        is_straight = kind.point and is_long(self._program)
        program = straight(self._columns) if is_straight else self._program
        of = kernels.Wanted(program, *self._flags, self._expected, kind.back, kind.exact, self._tuning.fast)
        inputs, sums = len(self._flags[0]), len(self._summed)
        if is_straight:
            return self._long(long_point(of))
        if kind.point:
            made = engine.load(kernels.point(of))
            return Kernel(Function(made.address, made), lambda: Room(made.slots, 0, 0, 1))
        width, vectors = engine.lanes(self._tuning.takes_vectors)
        made = engine.load(lanes.lanes(of, width, vectors, kind.per_lane, kind.pace))
        return Kernel(Function(made.address, made), lambda: Room(made.slots, inputs, sums, width))

    def _long(self, source: Source) -> Kernel:
        """The kernel of a long program: as soon as can be; and, if that is not too much, a quicker one later."""
        from wengert.compiler.native import engine

        made = engine.load(source, 0)
        code = Function(made.address, made)
        if source.slots <= MOST_IMPROVED:
            later(lambda: code.become(*_loaded(engine.load(source, 1))))
        return Kernel(code, lambda: Room(made.slots, 0, 0, 1))

    def _exact(self, kind: Kind) -> Kind:
        """The kernel that is exact: that it would be needed nobody foresaw, so it is made at once."""
        kind = kind._replace(exact=True)
        self.make(kind)
        return kind

    # --- running

    def kind(self, count: int, seeds: Numbers | None, per_lane: bool) -> Kind:
        """The kernel that some lanes need; as for `run`."""
        back = seeds is not None
        if count == 1:
            return Kind(True, back)
        shape = () if seeds is None else numpy.shape(seeds)
        return Kind(False, back, back and per_lane, len(shape) > 1 and shape[1] > 1)

    def run(
        self, kind: Kind, numbers: Numbers, lanes: Rows, count: int, seeds: Numbers | None, per_lane: bool
    ) -> Run:
        """As `Flat.run`, by a kernel that is there."""
        found = self._kernels[kind]
        values = empty((self._results, count))
        left, missed = _NOWHERE, _NOTHING
        if self._expected:
            left, missed = numpy.full(count, -1, dtype=numpy.int32), numpy.zeros(count)
        room = found.take()
        if kind.point:
            run = self._at_point(found, kind, numbers, lanes, seeds, values, left, missed, room, per_lane)
        else:
            run = self._in_lanes(found, kind, numbers, lanes, count, seeds, values, left, missed, room)
        found.rooms.append(room)
        return run or self.run(self._exact(kind), numbers, lanes, count, seeds, per_lane)

    def _at_point(
        self, found: Kernel, kind: Kind, numbers: Numbers, lanes: Rows, seeds: Numbers | None, values: Numbers,
        left: Any, missed: Numbers, room: Room, per_lane: bool,
    ) -> Run | None:  # fmt: skip
        x, slopes = numpy.append(numbers, 0.0), numpy.zeros(len(numbers) + 1)
        x[self._varying] = [row[0] for row in lanes]
        status = run_point(found.code, x, _line(seeds), _line(values), slopes, missed, room)
        if status == ODD and not kind.exact:
            return None
        sums = slopes[self._summed]
        if status >= 0:
            left[0] = status
            values.fill(numpy.nan)
            slopes.fill(numpy.nan)
            sums = numpy.zeros(len(sums))
        if seeds is None:
            return Run(values, left, missed, _NO_SLOPES, _NO_SUMS, None, None)
        each = slopes[self._summed][:, None] if per_lane else None
        return Run(values, left, missed, slopes[self._sloped][:, None], sums, each, None)

    def _in_lanes(
        self, found: Kernel, kind: Kind, numbers: Numbers, lanes: Rows, count: int, seeds: Numbers | None,
        values: Numbers, left: Any, missed: Numbers, room: Room,
    ) -> Run | None:  # fmt: skip
        chunks = -(-count // CHUNK)
        lanes = lanes if isinstance(lanes, list) else numpy.ascontiguousarray(lanes, dtype=numpy.float64)
        slopes = empty((len(self._sloped) if kind.back else 0, count))
        each = empty((len(self._summed), count)) if kind.per_lane else None
        sums = numpy.zeros((chunks, len(self._summed) if kind.back else 0))
        task = Task(
            count, sums.shape[1], _line(numbers), _addresses(lanes), _line(seeds), _line(values), left, missed,
            _line(slopes), _line(each), _line(sums),
        )  # fmt: skip
        parts = min(self._tuning.chosen_threads, chunks)
        rooms = [room, *(found.take() for _ in range(1, parts))]
        odd = [0] * parts

        def work(part: int) -> None:
            odd[part] = run_chunks(found.code, task, rooms[part], part, parts)

        spread(work, parts)
        found.rooms += rooms[1:]
        if any(odd) and not kind.exact:
            return None
        total = sums[0] if chunks == 1 else numpy.add.accumulate(sums)[-1]
        return Run(values, left, missed, slopes, total if kind.back else _NO_SUMS, each, None)

    def __getstate__(self) -> dict[str, Any]:
        return {name: part for name, part in vars(self).items() if name not in _MADE}

    def __setstate__(self, state: dict[str, Any]) -> None:
        vars(self).update(state)
        self._forget()


def _loaded(made: Loaded) -> tuple[int, Loaded]:
    return made.address, made


class Kernel:
    """A kernel and the rooms in which it is not at work."""

    def __init__(self, code: Any, room: Callable[[], Room]) -> None:
        self.code, self._room = code, room
        self.rooms: list[Room] = []

    def take(self) -> Room:
        """A room for it alone; one that an interrupt met halfway is not given again."""
        try:
            return self.rooms.pop()
        except IndexError:
            return self._room()


def _addresses(rows: Rows) -> Any:
    """Where each of some rows is; at least one."""
    if isinstance(rows, list):
        return numpy.array([row.__array_interface__["data"][0] for row in rows] or [0], dtype=numpy.intp)
    begin, step = rows.__array_interface__["data"][0], rows.itemsize * rows.shape[-1]
    return begin + step * numpy.arange(max(1, len(rows)), dtype=numpy.intp)


def _line(numbers: Numbers | None) -> Numbers:
    """Numbers one behind the other, in the same memory; at least one."""
    if numbers is None or not numpy.size(numbers):
        return _NOTHING
    return numpy.ascontiguousarray(numbers, dtype=numpy.float64).reshape(-1)
