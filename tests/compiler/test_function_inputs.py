"""What a compiled function is given: wrong calls are refused in words, odd arrays do, impure functions are as said."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any

import numpy
import pytest

import wengert as wg
from wengert import Value
from wengert.core.errors import TracingError

LOG: list[str] = []
SLOPE = Value(3.0, label="slope")


@dataclass
class Line:
    """A dataclass of numbers."""

    slope: Any
    offset: Any


def two(x, y):
    return x * y + y


def of_list(v):
    return v[0] * v[1]


def of_batch(w, x, y):
    error = w * x - y
    return error * error


def several(x):
    return x, 2.0 * x


def nothing(x):
    x * x


def text(x):
    return "x" if x > 0 else "y"


def truth(x):
    return x > 0


def another_structure(x):
    return [x, x] if x > 0 else x


def longer(x):
    return [x, x] if x > 0 else [x, x, x]


def reads_data(x):
    return x * x.data


def sets_data(x):
    x.data = 2.0
    return x


def to_float(x):
    return x * float(x)


def sweeps(x):
    y = x * x
    y.backward()
    return y


def endless(x):
    while x > 0:
        x = x + 1.0
    return x


def raises(x):
    if x < 0:
        raise LookupError("no such x")
    return wg.sqrt(x)


compiled, vectorized = wg.compile(two), wg.vectorize(two)
listed = wg.compile(of_list)
batched = wg.compile(of_batch, batch=("x", "y"), reduce="sum")
lanes = wg.compile(of_batch, batch=("x", "y"))
LANES = numpy.array([1.0, 2.0])

#: What was done, what is raised, and words of the message.
WRONG: dict[str, tuple[Any, type[Exception], str]] = {
    "a missing argument": (lambda: compiled(1.0), TypeError, "missing a required argument: 'y'"),
    "an argument too many": (lambda: compiled(1.0, 2.0, 3.0), TypeError, "too many positional arguments"),
    "an unknown keyword": (lambda: compiled(1.0, 2.0, z=3.0), TypeError, "unexpected keyword argument 'z'"),
    "an argument twice": (lambda: compiled(1.0, 2.0, x=3.0), TypeError, "multiple values for argument 'x'"),
    "a missing argument, vectorized": (lambda: vectorized(LANES), TypeError, "missing a required argument: 'y'"),
    "an unknown wrt": (lambda: compiled.grad(1.0, 2.0, wrt="z"), ValueError, "no parameter 'z'; it has: x, y"),
    "one unknown wrt of two": (lambda: compiled.grad(1.0, 2.0, wrt=("x", "z")), ValueError, "no parameter 'z'"),
    "a wrt out of range": (lambda: compiled.grad(1.0, 2.0, wrt=2), ValueError, "2 parameters"),
    "a wrt of another type": (lambda: compiled.grad(1.0, 2.0, wrt=1.5), TypeError, "name or position"),
    "a wrt that is a bool": (lambda: compiled.grad(1.0, 2.0, wrt=True), TypeError, "name or position"),
    "a str for a number": (lambda: vectorized("a", 2.0), TypeError, "real number"),
    "a complex number": (lambda: vectorized(1j, 2.0), TypeError, "real numbers"),
    "an array of complex numbers": (lambda: vectorized(LANES * 1j, 2.0), TypeError, "real numbers"),
    "an array of strings": (lambda: compiled(numpy.array(["a"]), 2.0), TypeError, "real numbers"),
    "None for a number": (lambda: vectorized(None, 2.0), TypeError, "real number"),
    "shapes that do not go together": (
        lambda: vectorized([1.0, 2.0], [1.0, 2.0, 3.0]), ValueError, r"x \(2,\), y \(3,\)"),
    "ragged lanes": (lambda: batched(1.0, [[1.0], [1.0, 2.0]], LANES), TypeError, "x must be an array"),
    "other counts of lanes": (lambda: batched(1.0, LANES, [1.0, 2.0, 3.0]), ValueError, "x has 2, y has 3"),
    "a number for a batch": (lambda: batched(1.0, 2.0, LANES), ValueError, "x is of the batch"),
    "a mean over nothing": (
        lambda: wg.compile(of_batch, batch=("x", "y"), reduce="mean")(1.0, [], []), ValueError, "no lanes"),
    "a batch that names no parameter": (lambda: wg.compile(two, batch="z"), ValueError, "no parameter 'z'"),
    "an unknown reduction": (lambda: wg.compile(two, batch="x", reduce="max"), ValueError, "'max'"),
    "a reduction without a batch": (lambda: wg.compile(two, reduce="sum"), ValueError, "needs a batch"),
    "a parameter of the batch and static": (lambda: wg.compile(two, batch="x", static="x"), ValueError, "static: x"),
    "no function": (lambda: wg.compile(3.0), TypeError, "only a function can be compiled"),
    "a compiled function": (lambda: wg.compile(compiled), TypeError, "compiled already"),
    "a gradient of several numbers": (lambda: wg.compile(several).grad(1.0), TypeError, "one number"),
    "backward without a reduction": (lambda: lanes.backward(1.0, LANES, LANES), ValueError, "reduce='sum' or 'mean'"),
    "backward to a result": (lambda: batched.backward(Value(1.0) * 2.0, LANES, LANES), ValueError, "result"),
    "a tangent of another form": (lambda: listed.jvp([1.0, 2.0], [1.0]), ValueError, "must have 2 parts"),
    "a cotangent of another form": (lambda: wg.compile(several).vjp(1.0)[1]([1.0]), ValueError, "2 parts"),
    "a function that returns nothing": (lambda: wg.compile(nothing)(1.0), TracingError, "without `return`"),
    "a function that returns a str": (lambda: wg.compile(text)(1.0), TracingError, "got str"),
    "a function that returns a comparison": (lambda: wg.compile(truth)(1.0), TracingError, "wg.where"),
    "another structure on another path": (
        lambda: wg.compile(another_structure, batch="x")([1.0, -1.0]), TracingError, "the same structure on all"),
    "a longer list on another path": (
        lambda: wg.compile(longer, batch="x")([1.0, -1.0]), TracingError, "the same structure on all"),
    "a function that reads data": (lambda: wg.compile(reads_data)(1.0), TracingError, "was read in a function"),
    "a function that sets data": (lambda: wg.compile(sets_data)(1.0), TracingError, "was set in a function"),
    "a function that makes a float": (lambda: wg.compile(to_float)(1.0), TypeError, "plain number was asked"),
    "a function that sweeps": (lambda: wg.compile(sweeps)(1.0), TracingError, "backward"),
    "a function without an end": (
        lambda: wg.compile(endless, max_operations=1000)(1.0), TracingError, "test_function_inputs.py:"),
    "an error of the function's own": (lambda: wg.vectorize(raises)([1.0, -1.0]), LookupError, "no such x"),
    "a whole number of nan": (lambda: wg.vectorize(lambda x: x * int(x))([1.0, numpy.nan]), ValueError, "NaN"),
    "a whole number of infinity": (lambda: wg.vectorize(lambda x: x * int(x))([1.0, numpy.inf]), OverflowError, "inf"),
    "a limit of no paths": (lambda: wg.vectorize(two, max_paths=0), ValueError, "max_paths"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_call_is_refused_in_words(name):
    """The error says what was wrong, and is of the type that Python uses for it."""
    call, error, words = WRONG[name]
    with pytest.raises(error, match=words):
        call()


def test_a_refused_call_leaves_the_function_as_it_was():
    """After errors of the call, of the function and in the middle of a batch, good lanes give what they give."""
    f = wg.vectorize(raises)
    for bad in ([-1.0], [4.0, -1.0], ["a"]):
        with pytest.raises((LookupError, TypeError)):
            f(bad)
    assert [2.0, 3.0] == f([4.0, 9.0]).tolist()
    assert 1 == len(f.paths)


ODD = {
    "strided": lambda x: numpy.repeat(x, 2)[::2],
    "backwards": lambda x: x[::-1].copy()[::-1],
    "of Fortran's order": lambda x: numpy.asfortranarray(numpy.stack([x, x]))[0],
    "read-only": lambda x: numpy.frombuffer(x.tobytes()),
    "of ints": lambda x: x.astype(int),
    "of small ints": lambda x: x.astype(numpy.int8),
    "of float32": lambda x: x.astype(numpy.float32),
    "of big-endian numbers": lambda x: x.astype(">f8"),
    "of a list": lambda x: x.tolist(),
    "of objects of a list": lambda x: [numpy.float64(number) for number in x],
}


@pytest.mark.parametrize("name", ODD)
def test_an_odd_array_is_as_good_as_any(name):
    """However numbers lie in memory, the answers are the same, and the array is as it was."""
    plain = numpy.array([1.0, -2.0, 3.0, 4.0, 0.0])
    odd = ODD[name](plain)
    before = numpy.array(odd)
    expected = vectorized.value_and_grad(plain, 2.0 * plain)
    found = vectorized.value_and_grad(odd, 2.0 * plain)
    assert expected[0].tolist() == found[0].tolist()
    assert [slope.tolist() for slope in expected[1]] == [slope.tolist() for slope in found[1]]
    assert batched.grad(2.0, plain, plain) == batched.grad(2.0, odd, plain)
    assert before.tolist() == numpy.array(odd).tolist()


@pytest.mark.parametrize("count", [0, 1, 7, 8, 9, 100, 8191, 8193, 100_000])
def test_a_batch_may_have_any_count_of_lanes(count):
    """Each lane is what it is alone, and a sum over them is the sum, 0 over none."""
    x, y = numpy.linspace(-2.0, 2.0, count), numpy.cos(numpy.arange(count))
    value, (by_w, by_x) = batched.value_and_grad(1.5, x, y, wrt=("w", "x"))
    assert numpy.isclose(numpy.sum((1.5 * x - y) ** 2), value, rtol=1e-12)
    assert numpy.isclose(numpy.sum(2.0 * (1.5 * x - y) * x), by_w, rtol=1e-12)
    assert (2.0 * (1.5 * x - y) * 1.5).tolist() == by_x.tolist()
    assert numpy.square(1.5 * x - y).tolist() == lanes(1.5, x, y).tolist()


def test_shapes_are_stretched_as_numpy_does():
    """Rows and columns make a table; one number goes with all; nothing in, nothing out."""
    column, row = numpy.array([[1.0], [2.0]]), numpy.array([3.0, 4.0, 5.0])
    value, (by_x, by_y) = vectorized.value_and_grad(column, row)
    assert (column * row + row).tolist() == value.tolist()
    assert (numpy.broadcast_to(row, (2, 3)).tolist(), (2, 3)) == (by_x.tolist(), by_y.shape)
    assert (0, 3) == vectorized(numpy.empty((0, 1)), row).shape
    assert 8.0 == vectorized(3.0, numpy.array(2.0))


def test_a_bad_lane_leaves_its_neighbours_alone():
    """nan and inf stay in their lanes, in values and derivatives."""
    x = numpy.linspace(0.5, 1.5, 17)
    good = vectorized.value_and_grad(x, x)
    for bad in (numpy.nan, numpy.inf, -numpy.inf):
        spoiled = x.copy()
        spoiled[8] = bad
        value, slopes = vectorized.value_and_grad(spoiled, x)
        for expected, found in zip([good[0], *good[1]], [value, *slopes], strict=True):
            assert numpy.delete(expected, 8).tolist() == numpy.delete(found, 8).tolist()


# --- functions that do more than compute -------------------------------------------------------------------------


def test_what_a_function_does_besides_it_does_when_it_is_traced():
    """A line is logged once for each path, not for each call or lane."""
    LOG.clear()

    @wg.vectorize
    def logging(x):
        LOG.append("above" if x > 0 else "below")
        return x * x

    for _ in range(3):
        logging([1.0, -1.0, 2.0])
    assert ["above", "below"] == LOG


def test_a_random_number_is_drawn_once():
    """It is a constant of the path."""
    chance = random.Random(1)
    f = wg.vectorize(lambda x: x + chance.random())
    found = f(numpy.zeros(3)).tolist() + f(numpy.zeros(2)).tolist()
    assert [random.Random(1).random()] * 5 == found


def test_arguments_are_never_changed():
    """A function that changes its argument changes a structure of its own."""

    @wg.compile
    def changing(v, line):
        v.append(v[0] * 2.0)
        v[0] = v[1]
        line.slope = line.slope * 3.0
        return v[0] * v[2] + line.slope

    numbers, line = [2.0, 5.0], Line(1.0, 0.0)
    assert (23.0, [10.0, 4.0]) == changing.value_and_grad(numbers, line)
    assert ([2.0, 5.0], Line(1.0, 0.0)) == (numbers, line)


def test_a_value_from_outside_is_read_at_every_call():
    """A captured Value is a parameter: its number of the moment counts, and backward() pays into it."""
    SLOPE.data, SLOPE.grad = 3.0, 0.0
    f = wg.compile(lambda x: SLOPE * x)
    assert (6.0, 3.0) == f.value_and_grad(2.0)
    SLOPE.data = 4.0
    assert (8.0, 4.0) == f.value_and_grad(2.0)
    assert (8.0, 2.0) == (f.backward(2.0), SLOPE.grad)


def test_a_number_from_outside_is_a_constant():
    """A captured float is read when the function is traced."""
    outside = {"factor": 2.0}
    f = wg.compile(lambda x: outside["factor"] * x)
    assert 6.0 == f(3.0)
    outside["factor"] = 5.0
    assert 6.0 == f(3.0)


def test_a_function_may_return_plain_numbers():
    """A number that depends on nothing is a result: its derivative is 0, in every lane."""
    f = wg.vectorize(lambda x: 7.0)
    value, (slope,) = f.value_and_grad([1.0, 2.0])
    assert ([7.0, 7.0], [0.0, 0.0]) == (value.tolist(), slope.tolist())
    assert (7, 0.0) == wg.compile(lambda x: 7).value_and_grad(1.0)


def test_comparing_values_for_equality_warns_and_says_where():
    """`==` of two Values asks whether they are one node."""
    with pytest.warns(RuntimeWarning, match="one node.*test_function_inputs.py:.*wg.eq"):
        wg.compile(lambda x, y: x if x == y else y)(1.0, 1.0)


def test_too_many_paths_warn_where_they_fork_and_stay_right():
    """Lanes beyond the limit are evaluated all the same; the line that forks is named, and what to write there."""

    @wg.vectorize(max_paths=4)
    def forking(x):
        while x > 1.0:
            x = x - 1.0
        return x * x

    x = numpy.arange(0.5, 20.0, 1.0)
    with pytest.warns(RuntimeWarning, match="more than 4 paths.*test_function_inputs.py:.*wg.where"):
        value, (slope,) = forking.value_and_grad(x)
    assert ([0.25] * 20, [1.0] * 20) == (value.tolist(), slope.tolist())
    assert 4 == len(forking.paths)
