"""A path's program, ready to run: what no lane changes is computed once for a call, the rest for every lane.

Legend: bridges results of the part that is computed once which the lanes read; n inputs, N lanes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy

from wengert.compiler.columns import Columns
from wengert.compiler.flat.blocks import CHUNK, CLASSES
from wengert.compiler.flat.flat import Flat, Rows, Run
from wengert.compiler.native.native import Kernel, Kind, Native
from wengert.compiler.passes.hoist import hoisted
from wengert.compiler.program.build import straight
from wengert.compiler.tuning import FLAT, NATIVE, Tuning
from wengert.core.value import Value

Numbers = numpy.ndarray[Any, numpy.dtype[numpy.float64]]

_NO_LANES = numpy.empty((0, 1))
_CALL, _PAYS = 1000, 1_000_000  # operations by which a call is slower, and after which code is made


class Answers(NamedTuple):
    """What a run found.

    Attributes:
        values: of each output, one number for each lane.
        left: for each lane the first guard that did not hold, or -1.
        found: for each lane that left the number of that guard.
        slopes: of each input that varies and is asked about, one derivative for each lane.
        sums: of each input that is shared and asked about, the sum of its derivatives over all lanes that held.
        each: the same, one for each lane; None unless asked for.
        odd: for each lane whether a step made inf or nan; None unless asked for.
        outside: the sums of Values from outside that the function uses; empty unless asked for.
    """

    values: Numbers
    left: Any
    found: Numbers
    slopes: Numbers
    sums: Numbers
    each: Numbers | None
    odd: Any
    outside: Mapping[Value, float] = MappingProxyType({})


class Shared(NamedTuple):
    """Kernels that run a program in lanes.

    Attributes:
        before: computes what all lanes share, the bridges, at one point; None if there is nothing of that.
        lanes: runs the lanes.
        after: goes back from the bridges; None if nobody asks.
        bridges: how many there are.
    """

    before: Kernel | None
    lanes: Kernel
    after: Kernel | None
    bridges: int


class Machine:
    """Columns ready to be run.

    Args:
        columns: the operations; the last of their outputs are guards.
        varying: for each input whether it has a number of its own in every lane.
        wanted: for each input whether its derivative may be asked for.
        expected: what each guard has to be.
        tuning: how they are to be run.
    """

    def __init__(
        self, columns: Columns, varying: Sequence[bool], wanted: Sequence[bool], expected: Sequence[float],
        tuning: Tuning,
    ) -> None:  # fmt: skip
        split = hoisted(columns, varying) if any(varying) else None
        self._once: Part | None = None
        self._bridges = 0
        lanes = columns
        if split is not None and split.shared is not None:
            self._bridges = len(split.shared.outputs)
            self._asked = [want and not varies for want, varies in zip(wanted, varying, strict=True)]
            self._once = Part(split.shared, [False] * columns.count, self._asked, [], tuning)
            lanes = split.lanes
            varying = [*varying, *[False] * self._bridges]
            wanted = [*wanted, *[any(self._asked)] * self._bridges]
        self._lanes = Part(lanes, list(varying), list(wanted), expected, tuning)

    @property
    def tier(self) -> str:
        """What runs the lanes: machine code or instructions, and if need be why."""
        return self._lanes.tier

    def at_point(self, back: bool) -> Kernel | None:
        """The kernel that does all at one point; None if there is none yet."""
        return None if self._once else self._lanes.kernel(Kind(True, back))

    def in_lanes(self, back: bool) -> Shared | None:
        """The kernels that do all in lanes whose values are summed; None if they are not all there yet."""
        before = after = None
        if self._once is not None:
            before = self._once.kernel(Kind(True, False))
            after = self._once.kernel(Kind(True, True)) if back and any(self._asked) else before
            if before is None or after is None:
                return None
        kernel = self._lanes.kernel(Kind(False, back))
        if kernel is None:
            return None
        return Shared(before, kernel, None if after is before else after, self._bridges)

    def run(
        self, numbers: Numbers, lanes: Rows, count: int, seeds: Numbers | None = None, per_lane: bool = False,
        watch: bool = False,
    ) -> Answers:  # fmt: skip
        """Values, guards and derivatives of some lanes.

        Args:
            numbers: of each input; of one that varies it does not matter.
            lanes: of each input that varies, one number for each lane.
            count: how many lanes.
            seeds: the adjoint of each output that is no guard, for all lanes alike or for each; None for values alone.
            per_lane: whether `each` is wanted.
            watch: whether `odd` is wanted.
        """
        if self._once is None:
            return _answers(self._lanes.run(numbers, lanes, count, seeds, per_lane, watch))
        before = self._once.run(numbers, _NO_LANES, 1, None, False, watch)
        bridges = before.values[:, 0]
        run = self._lanes.run(numpy.concatenate([numbers, bridges]), lanes, count, seeds, per_lane, watch)
        found = _answers(run)
        if before.odd is not None and before.odd[0]:
            found = found._replace(odd=numpy.ones(count, dtype=numpy.uint8))
        if seeds is None or not any(self._asked):
            return found
        own = len(found.sums) - self._bridges
        back = self._once.run(numbers, _NO_LANES, 1, found.sums[own:])
        found = found._replace(sums=found.sums[:own] + back.sums)
        if per_lane:
            assert found.each is not None
            nobody = numpy.empty((0, count))
            back = self._once.run(numbers, nobody, count, numpy.ascontiguousarray(found.each[own:]), True)
            assert back.each is not None  # it was asked for
            found = found._replace(each=found.each[:own] + back.each)
        return found


class Part:
    """Operations that are run together, by one tier or another.

    Args:
        as for `Machine`.
    """

    def __init__(
        self, columns: Columns, varying: Sequence[bool], wanted: Sequence[bool], expected: Sequence[float],
        tuning: Tuning,
    ) -> None:  # fmt: skip
        self._tier = tuning.chosen_tier
        self._steps = len(columns)
        self._expected = list(expected)
        self._flat = Flat(straight(columns), varying, wanted, len(expected))
        self._native = None if self._tier == FLAT else Native(columns, varying, wanted, expected, tuning)
        self._threads = tuning.chosen_threads
        self._spent: Counter[Kind] = Counter()

    def run(
        self, numbers: Numbers, lanes: Rows, count: int, seeds: Numbers | None = None, per_lane: bool = False,
        watch: bool = False,
    ) -> Run:  # fmt: skip
        """As `Machine.run`."""
        native = self._native
        if native is not None and count and not watch:
            kind = native.kind(count, seeds, per_lane)
            if not native.has(kind):
                self._want(native, kind, count)
            if native.has(kind):
                return native.run(kind, numbers, lanes, count, seeds, per_lane)
        return self._flat.run(numbers, lanes, count, seeds, self._expected, per_lane, watch, self._threads)

    @property
    def tier(self) -> str:
        """What it is run by, in words."""
        if self._native is None:
            return "instructions"
        if self._native.is_made:
            return "machine code"
        return f"instructions: {self._native.unfit}" if self._native.unfit else "instructions"

    def kernel(self, kind: Kind) -> Kernel | None:
        """A kernel, if it is there."""
        return None if self._native is None else self._native.kernel(kind)

    def _want(self, native: Native, kind: Kind, count: int) -> None:
        """Let a kernel be made: at once, or in the background when what was run without would have paid for it."""
        if self._tier == NATIVE:
            native.make(kind)
            return
        self._spent[kind] += _CALL + self._steps * count
        if self._spent[kind] > _PAYS:
            native.ask(kind)


def _answers(run: Run) -> Answers:
    return Answers(run.values, run.left, run.found, run.slopes, run.sums, run.each, run.odd)


def summed(lanes: Numbers) -> float:
    """The sum of one number for each lane, in the order in which derivatives by shared inputs are summed.

    In chunks of 8192; in a chunk, lane i belongs to class i mod 8, a class is summed in order, and the classes
    are folded in halves.  So the bits do not depend on how lanes are spread over registers and threads.

    >>> summed(numpy.array([1.0, 2.0, 3.0]))
    6.0
    """
    total = 0.0
    for begin in range(0, len(lanes), CHUNK):
        chunk = lanes[begin : begin + CHUNK]
        rows = numpy.zeros((1 + -(-len(chunk) // CLASSES), CLASSES))
        rows[1:].ravel()[: len(chunk)] = chunk
        classes = numpy.add.accumulate(rows, axis=0)[-1]
        while len(classes) > 1:
            half = len(classes) // 2
            classes = classes[:half] + classes[half:]
        total += float(classes[0])
    return total
