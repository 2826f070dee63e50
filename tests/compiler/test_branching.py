"""Branching programs: compiled over a batch they are what eager evaluation is, lane by lane."""

from __future__ import annotations

import math
import struct

import numpy
import pytest
from branching import CASES
from branching.deciding import evaluated

import wengert as wg
from wengert import Value

EACH = pytest.mark.parametrize("case", CASES.values(), ids=list(CASES))
JOINED = [case for case in CASES.values() if case.twin]
WHOLE = [case for case in CASES.values() if case.whole]
PLAIN = [case for case in CASES.values() if not case.twin and not case.whole]


def bits(numbers):
    """Numbers to be compared exactly; one nan is as good as another."""
    return [math.nan if x != x else struct.pack("d", x) for x in map(float, numbers)]


def same(x, y, size):
    """Whether two derivatives differ by nothing but the order of their additions, of numbers of some size."""
    return x == y or (x != x and y != y) or abs(x - y) <= 1e-12 * max(abs(x), size)


def ids(case):
    return case.name


@EACH
def test_the_compiled_function_is_the_eager_one_lane_by_lane(case):
    """Values bit for bit, gradients but for the order of additions, infinities and nan where eager has them."""
    f = wg.vectorize(case.function)
    columns = [numpy.array(column) for column in case.columns.values()]
    values, slopes = f.value_and_grad(*columns)
    found = [evaluated(case.function, lane) for lane in case.lanes]
    assert bits(each.value for each in found) == bits(values)
    assert bits(values) == bits(f(*columns))
    for i, each in enumerate(found):
        size = max(map(abs, filter(math.isfinite, each.slopes)), default=0.0)
        got = [float(slope[i]) for slope in slopes]
        assert all(map(same, each.slopes, got, [size] * len(got))), (case.lanes[i], each.slopes, got)


@EACH
def test_a_path_is_a_sequence_of_decisions(case):
    """There are as many paths as the lanes decide differently, no more and no fewer, in whatever order they come."""
    ways = len({evaluated(case.function, lane).decisions for lane in case.lanes})
    assert case.paths in (ways, None)
    f = wg.vectorize(case.function)
    columns = [numpy.array(column) for column in case.columns.values()]
    backwards = f(*[column[::-1] for column in columns])
    assert ways == len(f.paths)
    assert bits(backwards[::-1]) == bits(wg.vectorize(case.function)(*columns))
    assert len(case.lanes) == sum(path.lanes for path in f.paths)


@EACH
def test_one_lane_alone_is_what_it_is_in_a_batch(case):
    """A lane's neighbours change no bit of its value and of its derivatives."""
    f = wg.vectorize(case.function)
    values, slopes = f.value_and_grad(*[numpy.array(column) for column in case.columns.values()])
    for i in range(0, len(case.lanes), 7):
        value, own = f.value_and_grad(*case.lanes[i])
        assert bits([values[i], *(slope[i] for slope in slopes)]) == bits([value, *own])


@EACH
def test_tangents_take_the_same_paths(case):
    """Forward mode agrees with reverse mode in every lane whose derivatives are finite, on as many paths."""
    f = wg.vectorize(case.function)
    columns = tuple(numpy.array(column) for column in case.columns.values())
    directions = tuple(numpy.full(len(columns[0]), 1.0 + 0.5 * i) for i in range(len(columns)))
    values, dots = f.jvp(columns, directions)
    found = [evaluated(case.function, lane) for lane in case.lanes]
    assert bits(each.value for each in found) == bits(values)
    assert len({each.decisions for each in found}) == len(f.paths)
    for each, dot in zip(found, dots, strict=True):
        parts = [slope * (1.0 + 0.5 * i) for i, slope in enumerate(each.slopes)]
        if all(map(math.isfinite, parts)):
            assert math.isclose(math.fsum(parts), dot, rel_tol=1e-9, abs_tol=1e-11 * max(map(abs, parts)))


@pytest.mark.parametrize("case", PLAIN, ids=ids)
def test_second_derivatives_are_those_of_eager_evaluation(case):
    """The Hessian of a lane, wherever it is finite."""
    columns = [numpy.array(column)[::6] for column in case.columns.values()]
    found = wg.vectorize(case.function).hessian(*columns)
    for i, lane in enumerate(case.lanes[::6]):
        expected = numpy.array(wg.hessian(lambda v: case.function(*v))(list(lane)))
        if numpy.isfinite(expected).all():
            size = numpy.max(numpy.abs(expected))
            assert numpy.allclose(expected, found[i], rtol=1e-9, atol=1e-10 * size)


@pytest.mark.parametrize("case", PLAIN, ids=ids)
def test_noting_decisions_changes_nothing(case):
    """The reference is plain eager evaluation: an ordinary Value gives the same numbers."""
    for lane in case.lanes:
        noting, plain = evaluated(case.function, lane), evaluated(case.function, lane, Value)
        assert bits([noting.value, *noting.slopes]) == bits([plain.value, *plain.slopes])


@pytest.mark.parametrize("case", JOINED + WHOLE, ids=ids)
def test_what_an_ordinary_value_refuses_is_that_of_floats(case):
    """Where comparisons are turned round by ~, or numbers become ints, plain floats give the reference's values."""
    function = case.twin or case.function
    for lane in case.lanes:
        assert bits([evaluated(case.function, lane).value]) == bits([function(*lane)])


def collatz_slope(x):
    """Each halving halves the slope, each tripling triples it."""
    slope = 1.0
    for _ in range(9):
        if int(x) <= 1:
            break
        x, slope = (x / 2.0, slope / 2.0) if int(x) % 2 == 0 else (3.0 * x + 1.0, 3.0 * slope)
    return slope


SLOPES = {
    "collatz": lambda x: [collatz_slope(x)],
    "sawtooth": lambda x: [1.0 + int(x)],
    "bucket": lambda x: [[2.0, 1.0, 0.5, 0.25, 0.125, 3.9 - 3.875][int(x)]],
    "repeated": lambda step: [
        math.fsum(math.sin(step * i) + math.cos(step * i) * i * step for i in range(int(2.0 / step)))
    ],
    "power_by_squaring": lambda x, power: [
        int(power) * x ** (int(power) - 1) * (1.0 + power - int(power)), x ** int(power)],
}  # fmt: skip


@pytest.mark.parametrize("case", WHOLE, ids=ids)
def test_a_whole_number_has_no_slope(case):
    """What depends on a number through int() has the derivative that is known with that number held."""
    for lane in case.lanes:
        for known, found in zip(SLOPES[case.name](*lane), evaluated(case.function, lane).slopes, strict=True):
            assert math.isclose(known, found, rel_tol=1e-12, abs_tol=1e-13)


def test_there_are_programs_of_many_kinds():
    """At least 60 programs, of which most fork, some by conditions alone, and some make whole numbers."""
    assert len(CASES) >= 60
    assert sum(case.paths != 1 for case in CASES.values()) >= 50
    assert len(JOINED) >= 2
    assert len(WHOLE) >= 4
