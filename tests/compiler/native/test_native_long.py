"""Long programs without loops, in parts: the bits of instructions, wherever a part ends."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from nativecases import EXACTLY, Pair, bits, columns, t, x

from builds import COMPILED
from wengert.compiler import threads
from wengert.compiler.native import long
from wengert.core import ops
from wengert.core.row import LINEAR

ROWS = [ops.add, ops.sub, ops.mul, ops.sin, ops.tanh, ops.where, ops.max, ops.sqrt, ops.hypot, ops.log, ops.neg, LINEAR]
INPUTS = 6


def irregular(count, seed, near=40):
    """Operations on near and far results, inputs and constants, in no order."""
    rng = np.random.default_rng(seed)

    def operand(i):
        kind = rng.integers(10)
        if i == 0 or kind < 2:
            return x(int(rng.integers(INPUTS)))
        if kind == 2:
            return 2, int(rng.integers(3))
        return t(int(rng.integers(max(0, i - near), i))) if kind < 9 else t(int(rng.integers(i)))

    steps = []
    for i in range(count):
        row = ROWS[rng.integers(len(ROWS))]
        arity = 5 if row is LINEAR else row.arity or 2  # the value, and pairs
        steps.append((row, *(operand(i) for _ in range(arity))))
    outputs = [t(count - 1), t(count // 2), x(1), t(count - 1), (2, 1), t(count - 2)]
    return columns(INPUTS, *steps, constants=[0.0, -0.5, 2.0], outputs=outputs)


@pytest.fixture
def in_parts(monkeypatch):
    """Let every program without loops count as long, and be cut into small parts."""
    monkeypatch.setattr(long, "MOST_STRAIGHT", 0)
    monkeypatch.setattr(long, "PART", 7)


POINTS = [[0.3, -0.7, 1.1, 0.0, 2.0, 0.5], [0.0, -0.0, np.inf, 1.0, np.nan, -1.0], [0.0] * INPUTS, [1.5, 1.0] * 3]


def held(pair, point):
    """What guards have to be so that they hold at a point: the last output, if it is a number."""
    found = pair.by_flat(np.array(point), np.empty((0, 1)), 1, None).values[-1, 0]
    return [] if np.isnan(found) else [float(found)]


@pytest.mark.parametrize("count", [2, 6, 7, 8, 15, 50])
@pytest.mark.parametrize("seed", range(8 if COMPILED else 2))
def test_in_small_parts(in_parts, seed, count):
    """Programs cut into parts of 7, at ordinary points and at edges; some derivatives unwanted, a guard besides."""
    rng = np.random.default_rng([seed, count])
    made = irregular(count, [seed, count], near=9)
    wanted = rng.random(INPUTS) < 0.7
    whole = Pair(made, [False] * INPUTS, wanted)
    for expected in ([], held(whole, POINTS[0])):
        pair = Pair(made, [False] * INPUTS, wanted, expected)
        for point in POINTS:
            for seeds in (None, pair.seeds(), -0.0 * pair.seeds()):
                pair.check(np.array(point), np.empty((0, 1)), 1, seeds)
            pair.check(np.array(point), np.empty((0, 1)), 1, pair.seeds(), per_lane=True)
        assert not pair.native.unfit
    threads.settle()
    pair.check(np.array(POINTS[0]), np.empty((0, 1)), 1, pair.seeds())


def test_a_long_program():
    """What is really long, in its own parts, before and after the quicker code is there; beside calls in threads."""
    made = irregular(5000 if COMPILED else 4100, 1)
    pair = Pair(made, [True] * INPUTS, [True] * INPUTS)
    numbers, lanes, seeds = np.zeros(INPUTS), np.array(POINTS[0])[:, None].copy(), pair.seeds()
    expected = pair.by_flat(numbers, lanes, 1, seeds)

    def work(_):
        runs = [pair.by_native(numbers, lanes, 1, seeds) for _ in range(20)]
        return all(bits(run.slopes) == bits(expected.slopes) for run in runs)

    with ThreadPoolExecutor(3) as pool:
        for _ in range(3):
            assert [True] * 3 == list(pool.map(work, range(3)))
    threads.settle()
    for point in POINTS:
        pair.check(numbers, np.array(point)[:, None].copy(), 1, seeds)
        pair.check(numbers, np.array(point)[:, None].copy(), 1, None)


def test_lanes_of_a_long_program():
    """Over a batch it has no machine code, says why, and is run by instructions."""
    native = Pair(irregular(4500, 2), [True] * INPUTS, [True] * INPUTS, (), EXACTLY).native
    kind = native.kind(9, None, False)
    native.make(kind)
    assert (None, "it is too long outside of loops") == (native._kernels.get(kind), native.unfit)


def test_what_is_too_long_is_left_to_instructions(in_parts, monkeypatch):
    """LLVM would take more memory than it is worth; the report says so."""
    monkeypatch.setattr(long, "MOST", 20)
    pair = Pair(irregular(21, 3), [False] * INPUTS, [True] * INPUTS)
    kind = pair.native.kind(1, pair.seeds(), False)
    pair.native.make(kind)
    assert not pair.native.has(kind)
    assert "it has more than 20 operations outside of loops" == pair.native.unfit
