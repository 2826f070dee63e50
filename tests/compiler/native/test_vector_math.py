"""Vector functions of the system: near the right number, and at edges what the scalar ones are.

Of other systems than Linux none are known; there these tests see to it that the scalar ones are taken.
"""

from __future__ import annotations

import math
from itertools import product
from math import inf, nan

import numpy as np
import pytest
import rowpoints
from nativecases import LETTERS, Pair, bits, columns, set_width, t, widths, x
from rowreference import exact

from wengert.compiler.native import engine, symbols
from wengert.compiler.tuning import NATIVE, Tuning
from wengert.core import ops
from wengert.core.row import find

ULPS = 4
EDGES = (0.0, -0.0, 1.0, -1.0, inf, -inf, nan)
NAMES = sorted(symbols._OF_VECTORS)
VECTORS = Tuning(NATIVE, 1, False, True)
WIDTHS = widths()


def made(name):
    """A row alone."""
    count = len(find(name).args)
    return Pair(columns(count, (find(name), *map(x, range(count)))), [True] * count, [True] * count, (), VECTORS)


def values(pair, points):
    """Its value at each point, by machine code and by instructions."""
    lanes = np.ascontiguousarray(np.array(points, dtype=float).T)
    numbers = np.zeros(len(lanes))
    runs = [run(numbers, lanes, len(points), None) for run in (pair.by_native, pair.by_flat)]
    return [run.values[0].tolist() for run in runs]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", NAMES)
def test_values_are_near(name, width, monkeypatch):
    """A vector function is within 4 ulp of the right number, of all sizes; whoever is beside it changes nothing."""
    set_width(monkeypatch, width)
    pair, points = made(name), rowpoints.wide(name, 40)
    found, _ = values(pair, points)
    for point, number in zip(points, found, strict=True):
        right = exact(name, point)
        if math.isfinite(float(right)) and abs(right) > 2.3e-308:
            assert abs(number - right) <= ULPS * math.ulp(float(right)), (point, number)
    for begin in (1, 5):
        assert bits(found[begin:]) == bits(values(pair, points[begin:])[0])


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", NAMES)
def test_edges_are_those_of_scalar_functions(name, width, monkeypatch):
    """0, poles, inf and nan give what they give else, signs of 0 and all, and beside them no lane changes."""
    set_width(monkeypatch, width)
    pair, count = made(name), len(find(name).args)
    edges = list(product(EDGES, repeat=count))
    found, scalar = values(pair, edges)
    pairs = [(a, b) for a, b in zip(scalar, found, strict=True) if not math.isfinite(a) or a in (0.0, 1.0, -1.0)]
    assert bits([a for a, _ in pairs]) == bits([b for _, b in pairs])
    ordinary = rowpoints.interior(name, 16)
    alone, _ = values(pair, ordinary)
    beside = [point for both in zip(ordinary, (edges * 3)[: len(ordinary)], strict=True) for point in both]
    assert bits(alone) == bits(values(pair, beside)[0][::2])


def test_all_that_is_there_is_used():
    """There are vector functions of every width or of none, the same of each, and each is somewhere."""
    known = [symbols.vectors(LETTERS[width], width) for width in (2, 4, 8)]
    assert set(known[0]) == set(known[1]) == set(known[2]) <= set(NAMES)
    assert ("exp" in known[0]) == (symbols._vector_library() is not None)
    assert all(symbols.address(name) for each in known for name in each.values())


def test_without_a_vector_library(monkeypatch):
    """Where there is none, or it is not wanted, lanes have the bits of scalar functions."""
    assert {} == engine.lanes(False)[1]
    monkeypatch.setattr(symbols, "_vector_library", lambda: None)
    assert {} == symbols.vectors("e", 8)
    monkeypatch.setattr(engine, "lanes", lambda vector_math: (8, symbols.vectors("e", 8)))
    found, scalar = values(made("exp"), rowpoints.wide("exp", 9))
    assert bits(scalar) == bits(found)


def test_functions_of_functions():
    """What is computed from vector functions is off by no more than their conditions say; slopes likewise."""
    steps = [(ops.exp, x(0)), (ops.sin, t(0)), (ops.mul, t(1), x(0)), (ops.tanh, t(2))]
    pair = Pair(columns(1, *steps), [True], [True], (), VECTORS)
    lanes = np.linspace(0.1, 2, 100)[None]
    near, far = (run(np.zeros(1), lanes, 100, np.ones(1)) for run in (pair.by_flat, pair.by_native))
    assert np.allclose(near.values, far.values, rtol=1e-13, atol=1e-14)
    assert np.allclose(near.slopes, far.slopes, rtol=1e-12, atol=1e-13)


def test_a_point_takes_scalar_functions():
    """At one point the bits are those of instructions, vector math or not."""
    made("tanh").check(np.zeros(1), np.array([[0.7]]), 1, np.ones(1))
