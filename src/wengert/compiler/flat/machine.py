"""A path's program, ready to run: what no lane changes is computed once for a call, the rest for every lane.

Legend: bridges results of the part that is computed once which the lanes read; n inputs, N lanes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy

from wengert.compiler.columns import Columns
from wengert.compiler.flat.blocks import CHUNK, CLASSES
from wengert.compiler.flat.flat import Flat
from wengert.compiler.passes.hoist import hoisted
from wengert.compiler.program.build import straight
from wengert.core.value import Value

Numbers = numpy.ndarray[Any, numpy.dtype[numpy.float64]]

_NO_LANES = numpy.empty((0, 1))


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


class Machine:
    """Columns laid out to be run.

    Args:
        columns: the operations; the last `guards` of their outputs are guards.
        varying: for each input whether it has a number of its own in every lane.
        wanted: for each input whether its derivative may be asked for.
        guards: how many there are.
    """

    def __init__(self, columns: Columns, varying: Sequence[bool], wanted: Sequence[bool], guards: int) -> None:
        split = hoisted(columns, varying) if any(varying) else None
        self._once: Flat | None = None
        self._bridges = 0
        lanes = columns
        if split is not None and split.shared is not None:
            self._bridges = len(split.shared.outputs)
            self._asked = [want and not varies for want, varies in zip(wanted, varying, strict=True)]
            self._once = Flat(straight(split.shared), [False] * columns.count, self._asked)
            lanes = split.lanes
            varying = [*varying, *[False] * self._bridges]
            wanted = [*wanted, *[any(self._asked)] * self._bridges]
        self._flat = Flat(straight(lanes), list(varying), list(wanted), guards)

    def run(
        self, numbers: Numbers, lanes: Numbers, count: int, seeds: Numbers | None = None,
        expected: Numbers | Sequence[float] = (), per_lane: bool = False, watch: bool = False,
    ) -> Answers:  # fmt: skip
        """Values, guards and derivatives of some lanes.

        Args:
            numbers: of each input; of one that varies it does not matter.
            lanes: of each input that varies, one number for each lane.
            count: how many lanes.
            seeds: the adjoint of each output that is no guard, for all lanes alike or for each; None for values alone.
            expected: what the guards have to be.
            per_lane: whether `each` is wanted.
            watch: whether `odd` is wanted.
        """
        if self._once is None:
            return _answers(self._flat.run(numbers, lanes, count, seeds, expected, per_lane, watch))
        before = self._once.run(numbers, _NO_LANES, 1, None, (), False, watch)
        bridges = before.values[:, 0]
        run = self._flat.run(
            numpy.concatenate([numbers, bridges]), lanes, count, seeds, expected, per_lane, watch
        )  # fmt: skip
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
            back = self._once.run(numbers, nobody, count, numpy.ascontiguousarray(found.each[own:]), (), True)
            assert back.each is not None  # it was asked for
            found = found._replace(each=found.each[:own] + back.each)
        return found


def _answers(run: Any) -> Answers:
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
