"""Random programs as machine code: loops within loops, branches, whatever varies: the bits of instructions.

WENGERT_LONG=1 tries forty times as many.
"""

from __future__ import annotations

from unittest.mock import patch

import nests
import numpy as np
import test_random_branches as branches
from hypothesis import assume, event, given, settings
from hypothesis import strategies as st
from nativecases import WIDTHS, Pair, bits
from workloads import spread, traced

import wengert as wg
from builds import COMPILED, LONG
from wengert.compiler.native import engine

FEW = 60  # operations, so that LLVM is soon done
flags = st.sampled_from([True, True, False])


@settings(max_examples=(16_000 if LONG else 400) if COMPILED else 10, deadline=None)
@given(nests.nests, st.data())
def test_programs_with_loops(nest, data):
    """Any mixture of loops, reuse, guards, shared, varying and unwanted inputs, in any width and number of lanes."""
    with patch.object(nests, "MOST", FEW):
        trace, _, _ = traced(lambda xs: nests.run(nest, xs)[-3:], spread(nests.INPUTS))
    varying = data.draw(st.lists(flags, min_size=trace.count, max_size=trace.count))
    wanted = data.draw(st.lists(flags, min_size=trace.count, max_size=trace.count))
    count, width = data.draw(st.sampled_from([1, 1, 2, 5, 8, 9, 17])), data.draw(st.sampled_from(WIDTHS))
    base = np.array([value.data for value in trace.inputs])
    lanes = np.array([number * (1 + 0.1 * np.arange(count)) for number in base])[np.array(varying, dtype=bool)]
    guarded = len(trace.outputs) > 1 and data.draw(st.booleans())
    pair = Pair(trace, varying, wanted)
    if guarded:  # some lanes have the number that the last output has in the middle one
        middle = pair.by_flat(base, lanes.reshape(-1, count), count, None).values[-1, count // 2]
        assume(not np.isnan(middle))
        pair = Pair(trace, varying, wanted, [float(middle)])
    seeds = data.draw(st.sampled_from(["none", "shared", "shared", "each", "zero"]))
    given = {"none": None, "shared": pair.seeds(), "zero": 0.0 * pair.seeds(),
             "each": pair.seeds()[:, None] * np.linspace(-1, 1, count)}[seeds]  # fmt: skip
    with patch.object(engine, "lanes", lambda vector_math: (width, {})):
        pair.native.make(pair.native.kind(count, given, False))
        event(pair.native.unfit or "machine code")
        if not pair.native.unfit:
            pair.check(base, lanes.reshape(-1, count), count, given, given is not None and data.draw(st.booleans()))


@settings(max_examples=(4000 if LONG else 100) if COMPILED else 4, deadline=None)
@given(branches.programs, branches.points)
def test_every_lane_goes_its_own_way(program, lanes):
    """A function that branches has the values and the gradients that instructions have, lane by lane and alone."""
    fast, slow = (
        wg.compile(lambda xs: branches.run(program, xs), batch="xs", max_paths=1000, tier=tier, vector_math=False)
        for tier in ("native", "flat")
    )
    points = np.array(lanes)
    for some in (points, points[:1]):
        for a, b in zip(slow.value_and_grad(some), fast.value_and_grad(some), strict=True):
            assert bits(a) == bits(b)
    assert bits(slow(points)) == bits(fast(points))
