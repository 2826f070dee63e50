"""Flat: a program run by one compiled loop over its instructions, for a block of lanes at a time."""

from __future__ import annotations

import threading
from array import array
from collections.abc import Sequence
from typing import Any, NamedTuple, TypeAlias

import numpy

from wengert.compiler.flat.blocks import CHUNK, CLASSES, Space, Task, run_chunk, share
from wengert.compiler.flat.layout import Layout
from wengert.compiler.program.program import Program
from wengert.compiler.threads import spread

Numbers = numpy.ndarray[Any, numpy.dtype[numpy.float64]]
Rows: TypeAlias = "Numbers | list[Numbers]"

_WIDEST = 32  # lanes side by side: with more, deciding what to do is no cost any more
_CACHED = 1 << 16  # values that stay in the cache, and as many adjoints
_NO_SUMS = numpy.empty((1, 0))


class Run(NamedTuple):
    """What came of a run.

    Attributes:
        values: of each output, one number for each lane; nan where a lane left.
        left: for each lane the first guard that did not hold, or -1.
        found: for each lane that left the number of that guard, else 0.
        slopes: of each input that varies and is wanted, one derivative for each lane; nan where a lane left.
        sums: of each input that is shared and wanted, the sum of its derivatives over all lanes that held.
        each: the same, one for each lane; None unless asked for.
        odd: for each lane whether a step made inf or nan; None unless asked for.
    """

    values: Numbers
    left: numpy.ndarray[Any, numpy.dtype[numpy.int32]]
    found: Numbers
    slopes: Numbers
    sums: Numbers
    each: Numbers | None
    odd: numpy.ndarray[Any, numpy.dtype[numpy.uint8]] | None


class Flat:
    """A program laid out to be run, by any number of threads.

    Args:
        program: what to run; its operations have kernels.
        varying: for each input whether it has a number of its own in every lane.
        wanted: for each input whether its derivative is wanted.
        guards: how many of the last outputs are guards.

    Raises:
        ValueError: the program has another number of inputs, or fewer outputs; or an operation has no kernel.

    Cost: some 15 ns for an operation that is in no loop, compiled, and some µs for a step in one.

    >>> from wengert.compiler.program.program import Affine, Operand, Step
    >>> from wengert.core.row import find
    >>> x, y = Operand(0, Affine(0)), Operand(0, Affine(1))
    >>> program = Program(2, array("d"), (Step(find("mul"), (x, y)),), (Operand(1, Affine(0)),))
    >>> run = Flat(program, [False, True], [True, True]).run(
    ...     numpy.array([3.0, 0.0]), numpy.array([[1.0, 2.0]]), 2, numpy.array([1.0])
    ... )
    >>> run.values.tolist(), run.slopes.tolist(), run.sums.tolist()
    ([[3.0, 6.0]], [[3.0, 3.0]], [3.0])
    """

    def __init__(self, program: Program, varying: Sequence[bool], wanted: Sequence[bool], guards: int = 0) -> None:
        if not len(varying) == len(wanted) == program.inputs:
            raise ValueError(
                f"the program has {program.inputs} inputs, got {len(varying)} flags of what varies and "
                f"{len(wanted)} of what is wanted; give one for each"
            )
        if not 0 <= guards <= len(program.outputs):
            raise ValueError(f"the program has {len(program.outputs)} outputs, of which {guards} cannot be guards")
        self.inputs = program.inputs
        self.layout = Layout(program, wanted)
        flags = list(zip(range(self.layout.inputs, self.layout.results), varying, wanted, strict=True))
        outputs = self.layout.outputs
        self.values, self.guards = outputs[: len(outputs) - guards], outputs[len(outputs) - guards :]
        self.varying = array("i", [slot for slot, varies, _ in flags if varies])
        self.shared = array("i", [slot for slot, varies, _ in flags if not varies])
        self.sloped = array("i", [slot for slot, varies, want in flags if varies and want])
        self.summed = array("i", [slot for slot, varies, want in flags if want and not varies])
        self._free: dict[int, list[Space]] = {}
        self._lock = threading.Lock()

    def run(
        self, numbers: Numbers, lanes: Rows, count: int, seeds: Numbers | None = None,
        expected: Numbers | Sequence[float] = (), per_lane: bool = False, watch: bool = False, threads: int = 1,
    ) -> Run:  # fmt: skip
        """Values, guards and derivatives of some lanes.

        A derivative by a shared input is summed over lanes in an order that is always the same: chunk by chunk, in a
        chunk lane by lane in each of 8 classes, lane l being of class l mod 8, and these folded in halves.

        Args:
            numbers: of each input; that of one that varies does not matter.
            lanes: of each input that varies, one number for each lane.
            count: how many lanes.
            seeds: the adjoint of each output that is no guard, for all lanes alike or for each; None for values alone:
                no derivatives are then computed.
            expected: what each guard has to be.
            per_lane: whether `each` is wanted.
            watch: whether `odd` is wanted.
            threads: over how many threads chunks are spread at most.

        Raises:
            ValueError: something has not the length that it needs.

        Cost: of two-moons' loss and gradient, 650 operations in 100 lanes, some 50 µs; 10 ns for an operation and its
            adjoint at a single point.
        """
        numbers = _shaped("numbers", numbers, (self.inputs,))
        lanes = _shaped("lanes", lanes, (len(self.varying), count))
        expected = _shaped("expected", expected, (len(self.guards),))
        values = numpy.empty((len(self.values), count))
        left = numpy.empty(count, dtype=numpy.int32)
        found = numpy.zeros(count)
        odd = numpy.zeros(count, dtype=numpy.uint8) if watch else None
        slopes, each, sums = numpy.empty((0, count)), None, _NO_SUMS
        if seeds is not None:
            seeds = numpy.asarray(seeds)
            seeds = _shaped("seeds", seeds, (len(self.values), count)[: seeds.ndim or 1])
            seeds = seeds if seeds.ndim > 1 else seeds[:, None]
            slopes = numpy.empty((len(self.sloped), count))
            each = numpy.empty((len(self.summed), count)) if per_lane else None
            sums = numpy.zeros((max(1, -(-count // CHUNK)), len(self.summed)))
        chunks = -(-count // CHUNK)
        parts = min(threads, chunks)

        def work(part: int) -> None:
            space = self._take(self._width(count))
            share(space, self.shared, numbers, self.layout.inputs)
            task = Task(space, count, lanes, seeds, expected, values, left, found, slopes, each, odd, sums)
            for chunk in range(part, chunks, parts):
                run_chunk(task, chunk)
            with self._lock:  # a space that an interrupt met halfway is not used again
                self._free.setdefault(space.width, []).append(space)

        if count:
            spread(work, parts)
        total = sums[0] if len(sums) == 1 else numpy.add.accumulate(sums)[-1]
        return Run(values, left, found, slopes, total, each, odd)

    def _take(self, width: int) -> Space:
        with self._lock:
            free = self._free.get(width)
            if free:
                return free.pop()
        return Space(self.layout, self.varying, self.values, self.guards, self.sloped, self.summed, width)

    def _width(self, count: int) -> int:
        """How many lanes stand side by side: as many as fit into the cache, and no more than there are."""
        if count == 1:
            return 1
        most = _CACHED // self.layout.slots // CLASSES * CLASSES
        return min(max(most, CLASSES), _WIDEST, -(-count // CLASSES) * CLASSES)

    def __getstate__(self) -> dict[str, Any]:
        return {name: part for name, part in vars(self).items() if name not in ("_free", "_lock")}

    def __setstate__(self, state: dict[str, Any]) -> None:
        vars(self).update(state, _free={}, _lock=threading.Lock())


def _shaped(name: str, numbers: Any, shape: tuple[int, ...]) -> Numbers:
    numbers = numpy.ascontiguousarray(numbers, dtype=numpy.float64)
    if numbers.shape != shape:
        raise ValueError(f"{name} must have the shape {shape}, got {numbers.shape}")
    return numbers  # type: ignore[no-any-return]
