"""Conditions: what a function may ask of the numbers that it is compiled for."""

from __future__ import annotations

import operator
import random

import numpy
import pytest

import wengert as wg

LINE = numpy.array([-2.5, -1.0, -0.5, -0.0, 0.0, 0.5, 1.0, 1.5, 2.0, 3.0, numpy.nan, numpy.inf, -numpy.inf])


def joined_by_two(x):
    return wg.where((x > 0) & (x < 2), x * x, -x)


def joined_by_either(x):
    return wg.where((x < 0) | (x > 2), x * x, -x)


def turned(x):
    return wg.where(~(x >= 1), x * x, -x)


def one_of_both(x):
    return wg.where((x > 0) ^ (x > 2), x * x, -x)


def beside_bools(x):
    y = wg.where((x > 0) & True, 1 * x, 2 * x) + wg.where(False | (x > 0), 3 * x, 5 * x)
    return y + wg.where((x > 0) ^ True, 7 * x, 11 * x)


def alike(x):
    return wg.where((x > 0) == (x > 1), x, 2 * x) + wg.where((x > 0) != (x > 1), 4 * x, 8 * x)


def against_bools(x):
    yes = bool(1)
    return wg.where((x > 0) == yes, x, 2 * x) + wg.where((x > 0) != yes, 4 * x, 8 * x)


#: function of a Value, the same of a float.
JOINED = {
    "and": (joined_by_two, lambda x: x * x if 0 < x < 2 else -x),
    "or": (joined_by_either, lambda x: x * x if x < 0 or x > 2 else -x),
    "not": (turned, lambda x: x * x if not x >= 1 else -x),
    "xor": (one_of_both, lambda x: x * x if (x > 0) ^ (x > 2) else -x),
    "bools": (beside_bools, lambda x: (x if x > 0 else 2 * x) + (3 * x if x > 0 else 5 * x)
              + (11 * x if x > 0 else 7 * x)),
    "equal": (alike, lambda x: (x if (x > 0) == (x > 1) else 2 * x) + (4 * x if (x > 0) != (x > 1) else 8 * x)),
    "equal to bools": (against_bools, lambda x: (x if x > 0 else 2 * x) + (8 * x if x > 0 else 4 * x)),
}  # fmt: skip


@pytest.mark.parametrize(("f", "plain"), JOINED.values(), ids=JOINED)
def test_conditions_are_joined_without_forking(f, plain):
    """Comparisons joined by & | ^ ~ == != and given to wg.where leave one path."""
    g = wg.vectorize(f)
    numpy.testing.assert_array_equal(g(LINE), [plain(x) for x in LINE.tolist()])
    assert 1 == len(g.paths)


def chain(x):
    return x * 2 if -1 < x < 2 else x * 3


def truth(x):
    return x + 1 if x else x * 0 + 7


def falsehood(x):
    if not x:
        return x * 3
    return x


def equal_to_a_number(x):
    return x * 5 if x == 0.5 or x == 3 else (x if x != 1 else x * 9)


def among_numbers(x):
    return x * 5 if x in (0.5, 1.0, 3) else x


def both_and_either(x):
    return x * 5 if (x > 0 and x < 2) or x == 3 else x


def largest(x):
    return max(x, 1.0, -x) + min([x * 2, 0.5])


def distance(x):
    return abs(x - 1)


def middle(x):
    return sorted([x, 1.0 - x, 0.25])[1]


def any_and_all(x):
    return x * 2 if any([x > 2, x < -2]) else (x * 3 if all([x > 0, x < 1]) else x)


def bool_of(x):
    return x * bool(x > 1).real + x


def numpys_number(x):
    return x * 2 if numpy.float64(1.0) < x else x


def counted(x):
    count = 0
    while x > 0.75 and count < 4:
        x, count = x / 2, count + 1
    return x + count


FORKING = [chain, truth, falsehood, equal_to_a_number, among_numbers, both_and_either, largest, distance, middle,
           any_and_all, bool_of, numpys_number, counted]  # fmt: skip


@pytest.mark.parametrize("f", FORKING, ids=lambda f: f.__name__)
def test_python_asks(f):
    """What Python asks by if, while, and, or, not, in, sorted, max, … is asked again in every lane."""
    g = wg.vectorize(f)
    expected = [f(x) for x in LINE.tolist()]
    numpy.testing.assert_array_equal(g(LINE), expected)
    one_by_one = wg.vectorize(f)
    order = list(range(len(LINE)))
    random.Random(5).shuffle(order)
    for i in order:
        numpy.testing.assert_array_equal(one_by_one(LINE[i]), expected[i])
    assert repr(one_by_one.paths) == repr(g.paths)


@pytest.mark.parametrize(("whole", "plain"), [
    (int, int), (lambda x: int(wg.floor(x)), int), (lambda x: int(x.round()), round),
], ids=["int", "floor", "round"])  # fmt: skip
def test_whole_numbers(whole, plain):
    """int(v) is a number of the path: it indexes, counts, and is looked at again in every lane."""
    table = [1.0, 10.0, 100.0, 1000.0]
    f = wg.vectorize(lambda x: x * table[whole(x)] + sum(x for _ in range(whole(x))))
    x = [0.2, 1.7, 2.4, 0.9, 3.0, 1.2]
    assert [a * table[plain(a)] + sum(a for _ in range(plain(a))) for a in x] == f(x).tolist()
    assert len({plain(a) for a in x}) == len(f.paths)


@pytest.mark.parametrize("x", [-2.5, -0.5, -0.0, 0.0, 0.5, 2.5, 1e15])
def test_int_goes_towards_zero(x):
    """As it does with floats."""
    seen = []

    def f(v):
        seen.append(int(v))
        return v

    wg.vectorize(f)(x)
    assert [int(x)] == seen


@pytest.mark.parametrize(("x", "error"), [(numpy.nan, ValueError), (numpy.inf, OverflowError)])
def test_int_of_what_is_none(x, error):
    """Int of nan and of infinity is the error that it is with floats, also in a lane that comes later."""
    f = wg.vectorize(lambda v: v * int(v))
    f(1.0)
    with pytest.raises(error, match="cannot convert float"):
        f(numpy.array([1.0, x]))
    assert [1.0, 4.0] == f(numpy.array([1.0, 2.0])).tolist()


def test_decisions_on_constants():
    """What is decided by numbers of the function's own makes no guard."""
    f = wg.vectorize(lambda x: x if wg.Value(2.0) * 3 > 5 and wg.exp(1.0) > 2 else -x)
    assert [1.0, 2.0] == f([1.0, 2.0]).tolist()
    assert 0 == len(f.paths[0]._variants["plain"].guards)


def test_two_values_are_compared_by_identity():
    """Value == Value is as outside, and warns with the line that asks."""

    def f(x, y):
        return x if x == y else y * 2

    with pytest.warns(RuntimeWarning, match=r"asks whether they are one node.*test_conditions.py:\d+.*wg\.eq") as seen:
        assert 4.0 == wg.compile(f)(2.0, 2.0)
    assert __file__ == seen[0].filename


def test_numbers_of_values_are_compared_by_eq():
    """wg.eq compares the numbers, without a fork."""
    f = wg.vectorize(lambda x, y: wg.where(wg.eq(x, y), x, 10 * x))
    assert [1.0, 20.0] == f([1.0, 2.0], [1.0, 3.0]).tolist()


def reads(x):
    return x * x.data


def sets(x):
    y = x * 2
    y.data = 3.0
    return y


def sweeps(x):
    y = x * x
    y.backward()
    return x.grad


@pytest.mark.parametrize(("f", "text"), [
    (reads, r"data of .* was read .*test_conditions.py:\d+"),
    (sets, r"data of .* was set .*test_conditions.py:\d+"),
    (sweeps, r"backward\(\) was called .*test_conditions.py:\d+"),
    (lambda x: x > 1, "must return numbers or a structure of numbers, got Condition"),
    (lambda x: [x, x > 1], "got Condition in its result; return Values in lists.*wg.where"),
    (lambda x: None, "got NoneType in its result; does it end without `return`"),
    (lambda x: "text", "got str in its result"),
    (lambda x: True, "got bool in its result"),
    (lambda x: 1j, "got complex in its result"),
    (lambda x: {"a": [x, None]}, "got NoneType in its result"),
], ids=["reads", "sets", "sweeps", "condition", "in a list", "None", "str", "bool", "complex", "nested"])  # fmt: skip
def test_what_cannot_be_compiled(f, text):
    """It is refused where it is done, and the function can be called no better the next time."""
    g = wg.compile(f)
    for _ in range(2):
        with pytest.raises(wg.TracingError, match=text):
            g(2.0)
    assert wg.Value(2.0).data == 2.0  # outside, nothing is traced any more
    assert [] == g.paths


@pytest.mark.parametrize("convert", [float, numpy.sqrt, operator.index, lambda v: [1, 2][v]])
def test_what_would_drop_the_gradient(convert):
    """Conversions to plain numbers raise as they do outside; NumPy's functions are those of Values."""
    if convert is numpy.sqrt:
        assert (2.0, 0.25) == wg.compile(lambda x: convert(x)).value_and_grad(4.0)
        return
    with pytest.raises(TypeError):
        wg.compile(lambda x: x * convert(x))(1.0)


def test_a_condition_is_no_number():
    """Arithmetic with a condition is a TypeError, as it is with a bool."""
    with pytest.raises(TypeError):
        wg.compile(lambda x: (x > 0) * x)(1.0)
    with pytest.raises(TypeError):
        wg.compile(lambda x: (x > 0) & x)(1.0)


def test_a_structure_for_each_path():
    """A function has to return the same structure on all its paths."""

    def f(x):
        return x if x > 0 else [x]

    g = wg.vectorize(f)
    assert 1.0 == g(1.0)
    with pytest.raises(wg.TracingError, match="one structure on one path and another on another"):
        g(numpy.array([1.0, -1.0]))
    assert 2.0 == g(2.0)


def test_conditions_show_themselves():
    """A condition prints what it asks, and a path what it decided and where."""
    seen = []

    def f(x, y):
        seen.append(repr(x < y))
        return x if x * y > 3 else y

    g = wg.vectorize(f)
    g(2.0, 5.0)
    assert "Condition(" == seen[0][:10]
    (path,) = g.paths
    assert [("x*y > 3", 1.0)] == path.decisions()
    assert "<path: x*y > 3 is true; 2 operations; 1 lanes>" == repr(path)
    assert f"{__file__}:" in path.places[0]
