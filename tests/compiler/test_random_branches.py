"""Random programs that branch, loop and use results again: every lane on its own path, bit for bit.

WENGERT_LONG=1 tries ten times as many.
"""

from __future__ import annotations

import math
import operator
from typing import Any

import numpy
from hypothesis import given, settings
from hypothesis import strategies as st

import wengert as wg
from builds import COMPILED, LONG
from wengert import Value
from wengert.compiler.program.build import straight
from wengert.compiler.program.oracle import evaluate, gradient
from wengert.compiler.tracing.paths import PLAIN

INPUTS = 3
NUMBERS = [0.0, -0.0, 1.0, -1.0, 0.5, 2.0, -3.0, 1e-3, math.inf, -math.inf, math.nan]
ONE = [wg.sin, wg.tanh, abs, lambda x: wg.exp(-x * x), lambda x: wg.sqrt(abs(x)), lambda x: wg.relu(x) + 0.5 * x]
TWO = [operator.add, operator.sub, operator.mul, operator.truediv, wg.maximum, wg.hypot, max, min]
COMPARE = [operator.lt, operator.le, operator.gt, operator.ge]

pick = st.integers(0, 40)
step = st.one_of(
    st.tuples(st.just("one"), st.integers(0, len(ONE) - 1), pick),
    st.tuples(st.just("two"), st.integers(0, len(TWO) - 1), pick, pick),
    st.tuples(st.just("where"), st.integers(0, 3), pick, pick, pick, pick),
)
block = st.lists(step, min_size=1, max_size=3)
statement = st.one_of(
    step,
    st.tuples(st.just("if"), st.integers(0, 3), pick, pick, block, block),
    st.tuples(st.just("for"), st.integers(1, 5), block),
    st.tuples(st.just("while"), pick, st.integers(1, 4), block),
    st.tuples(st.just("sort"), pick),
    st.tuples(st.just("stop"), st.integers(0, 3), pick, pick),
)
programs = st.lists(statement, min_size=1, max_size=7)
points = st.lists(st.lists(st.one_of(st.sampled_from(NUMBERS), st.floats(-3, 3)), min_size=INPUTS, max_size=INPUTS),
                  min_size=1, max_size=12)  # fmt: skip


def run(program: list[Any], xs: Any) -> Any:
    """The last result of a program, or an earlier one where it stops."""
    known = list(xs)

    def at(i: int) -> Any:
        return known[-1 - i % len(known)]

    def take(one: Any) -> None:
        kind, *rest = one
        if kind == "one":
            known.append(ONE[rest[0]](at(rest[1])))
        elif kind == "two":
            known.append(TWO[rest[0]](at(rest[1]), at(rest[2])))
        else:
            known.append(wg.where(COMPARE[rest[0]](at(rest[1]), at(rest[2])), at(rest[3]), at(rest[4])))

    for kind, *rest in program:
        if kind == "if":
            for one in rest[3] if COMPARE[rest[0]](at(rest[1]), at(rest[2])) else rest[4]:
                take(one)
        elif kind == "for":
            for _ in range(rest[0]):
                for one in rest[1]:
                    take(one)
        elif kind == "while":
            rounds = 0
            while abs(at(rest[0])) > 0.3 and rounds < rest[1]:
                rounds += 1
                for one in rest[2]:
                    take(one)
                known.append(at(rest[0]) * 0.5)
        elif kind == "sort":
            known.append(sorted([at(rest[0]), at(rest[0] + 1), at(rest[0] + 2)])[1] * 1.0)
        elif kind == "stop":
            if COMPARE[rest[0]](at(rest[1]), at(rest[2])):
                return at(0) * 2.0
        else:
            take((kind, *rest))
    return known[-1] + 0.0


@settings(max_examples=(10_000 if LONG else 1000) if COMPILED else 25, deadline=None)
@given(programs, points)
def test_every_lane_goes_its_own_way(program: list[Any], lanes: list[list[float]]) -> None:
    """Values are eager evaluation's bit for bit; gradients are those of the path's program, by the slow evaluator."""
    f = wg.compile(lambda xs: run(program, xs), batch="xs", max_paths=1000)
    values, slopes = f.value_and_grad(numpy.array(lanes))
    eager = [float(run(program, [Value(x) for x in lane]).data) for lane in lanes]
    assert _same(eager, values)
    settled = 0
    for path in f.paths:
        columns, expected = path.variant(PLAIN).columns, path.variant(PLAIN).expected
        program_ = straight(columns)
        seeds = [1.0] + [0.0] * len(expected)
        for lane, slope in zip(lanes, slopes, strict=True):
            found = evaluate(program_, lane)
            if found[1:] == list(expected):
                settled += 1
                assert _same(gradient(program_, lane, seeds), slope)
    assert settled == len(lanes)


def _same(expected: Any, found: Any) -> bool:
    """Bit for bit, but that any nan is a nan."""
    a, b = numpy.array(expected, dtype=float), numpy.array(found, dtype=float)
    return bool(numpy.all((a.view(numpy.int64) == b.view(numpy.int64)) | (numpy.isnan(a) & numpy.isnan(b))))
