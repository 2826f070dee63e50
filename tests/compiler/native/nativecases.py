"""Programs run by machine code and by instructions, side by side.

Legend: x an input, t a result, c a constant, each as an operand: a space and a place.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from math import nan
from typing import Any

import numpy as np

from wengert.compiler.columns import Columns
from wengert.compiler.flat.flat import Flat, Run
from wengert.compiler.native import engine, symbols
from wengert.compiler.native.native import Native
from wengert.compiler.program.build import straight
from wengert.compiler.spaces import CONST, INPUT, RESULT
from wengert.compiler.tuning import NATIVE, Tuning
from wengert.core.row import Row

#: Machine code that has to have the bits of instructions.
EXACTLY = Tuning(NATIVE, 1, False, False)
LETTERS = {8: "e", 4: "d", 2: "b"}  # of instruction sets, by how many numbers stand side by side
WIDTHS = (1, 2, 4, 8)

Operand = tuple[int, int]


def x(place: int) -> Operand:
    return INPUT, place


def t(place: int) -> Operand:
    return RESULT, place


def c(place: int) -> Operand:
    return CONST, place


def columns(inputs: int, *steps: tuple[Any, ...], constants: Sequence[float] = (), outputs: Sequence[Operand] = ()):
    """Operations, each a row and its operands; the output is the last result, if nothing else is said."""
    starts, operands = [0], [operand for _, *own in steps for operand in own]
    for _, *own in steps:
        starts.append(starts[-1] + len(own))
    rows: list[Row] = [row for row, *_ in steps]
    return Columns(
        array("i", [row.code for row in rows]), array("i", starts), bytearray(space for space, _ in operands),
        array("i", [place for _, place in operands]), array("d", constants), inputs,
        list(outputs) or [t(len(steps) - 1)],
    )  # fmt: skip


def bits(numbers: Any) -> Any:
    """Numbers as they are in memory, but every nan the same."""
    numbers = np.array(numbers, dtype=float)
    numbers[np.isnan(numbers)] = nan
    return numbers.view(np.int64).tolist()


def seen(run: Run, guarded: bool) -> dict[str, Any]:
    """All that a run says, as bits; where there are no guards nobody asks who left."""
    found = {"values": run.values, "slopes": run.slopes, "sums": run.sums}
    if run.each is not None:
        found["each"] = run.each
    if guarded:
        found |= {"left": run.left, "found": run.found}
    return {name: bits(numbers) for name, numbers in found.items()}


class Pair:
    """A program, by instructions and by machine code.

    Args:
        made: its operations.
        varying: for each input whether it has a number of its own in every lane.
        wanted: for each input whether its derivative is wanted.
        expected: what the last outputs, the guards, have to be.
        tuning: how machine code is run.
    """

    def __init__(
        self, made: Columns, varying: Sequence[bool], wanted: Sequence[bool], expected: Sequence[float] = (),
        tuning: Tuning = EXACTLY,
    ) -> None:  # fmt: skip
        self.varying = np.array(varying, dtype=bool)
        self.expected = list(expected)
        self.results = len(made.outputs) - len(self.expected)
        self.flat = Flat(straight(made), varying, wanted, len(self.expected))
        self.native = Native(made, varying, wanted, self.expected, tuning)

    def seeds(self) -> np.ndarray:
        """Some seeds."""
        return 1.0 + 0.25 * np.arange(self.results)

    def by_flat(self, numbers: Any, lanes: Any, count: int, seeds: Any, per_lane: bool = False) -> Run:
        """What instructions find."""
        return self.flat.run(numbers, lanes, count, seeds, self.expected, per_lane)

    def by_native(self, numbers: Any, lanes: Any, count: int, seeds: Any, per_lane: bool = False) -> Run:
        """What machine code finds, which is made first."""
        kind = self.native.kind(count, seeds, per_lane)
        self.native.make(kind)
        assert not self.native.unfit
        return self.native.run(kind, numbers, lanes, count, seeds, per_lane)

    def check(self, numbers: Any, lanes: Any, count: int, seeds: Any, per_lane: bool = False) -> None:
        """Hold the one against the other, bit for bit."""
        guarded = bool(self.expected)
        expected = seen(self.by_flat(numbers, lanes, count, seeds, per_lane), guarded)
        assert expected == seen(self.by_native(numbers, lanes, count, seeds, per_lane), guarded)

    def check_points(self, points: Any, kinds: bool = True) -> None:
        """The same at points that differ only in what varies: values alone, slopes, all lanes and one.

        Args:
            points: a row for each.
            kinds: whether with derivatives for each lane, and with seeds for each lane too.
        """
        points = np.array(points, dtype=float).T
        numbers, lanes, count = points[:, 0], np.ascontiguousarray(points[self.varying]), points.shape[1]
        seeds = self.seeds()
        for size in {1, count}:
            some = np.ascontiguousarray(lanes[:, :size])
            self.check(numbers, some, size, None)
            self.check(numbers, some, size, seeds)
            if kinds:
                self.check(numbers, some, size, seeds, per_lane=True)
                own = seeds[:, None] * np.linspace(-1, 2, size)
                self.check(numbers, some, size, own)
                self.check(numbers, some, size, own, per_lane=True)


def set_width(monkeypatch: Any, width: int) -> None:
    """Let machine code be for some numbers side by side; the processor need not have it for scalar functions."""
    vectors = symbols.vectors(LETTERS[width], width) if width > 1 else {}
    monkeypatch.setattr(engine, "lanes", lambda vector_math: (width, vectors if vector_math else {}))


def widths() -> list[int]:
    """How many numbers the processor has registers for, with vector functions."""
    host = engine.host()
    features = (("avx512f", 8), ("avx2", 4), ("sse2", 2), ("neon", 2))
    return [width for feature, width in features if host.has(feature)]
