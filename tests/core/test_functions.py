"""The public functions, over numbers, Values, lists and arrays."""

from __future__ import annotations

import math
from collections import namedtuple

import numpy as np
import pytest

import wengert as wg
from wengert import Value
from wengert.core import functions, number, ops
from wengert.core.elementwise import evaluate
from wengert.core.row import rows


def test_every_row_has_its_function() -> None:
    """Each row that wants a function has one, under its name and NumPy's."""
    for row in rows():
        if row is None or not row.function:
            continue
        for name in (row.name, *row.numpy):
            assert callable(getattr(functions, name))
            assert name in functions.__all__


def test_what_comes_in_goes_out() -> None:
    """A number gives a float, a Value a Value, a list a list, a tuple a tuple, an array an array."""
    v = Value(0.5)
    assert (float, math.tanh(0.5)) == (type(wg.tanh(0.5)), wg.tanh(0.5))
    assert float is type(wg.tanh(np.float32(0.5))) is type(wg.tanh(1)) is type(wg.tanh(np.array(0.5)))
    assert Value is type(wg.tanh(v))
    assert [math.tanh(0.5), math.tanh(1)] == wg.tanh([0.5, 1])
    assert (1.0, (math.exp(1), [])) == wg.exp((0.0, (1.0, [])))
    mixed = wg.tanh([0.5, v, [v]])
    assert [float, Value, list] == [type(x) for x in mixed]
    assert mixed[2][0].args[0] is v
    array = wg.tanh(np.array([[0.5, 1.0]]))
    assert ((1, 2), np.float64) == (array.shape, array.dtype)
    assert ((2,), object) == (wg.tanh(np.array([v, 0.5])).shape, wg.tanh(np.array([v, 0.5])).dtype)
    assert [] == wg.tanh([])
    assert (0,) == wg.tanh(np.array([])).shape


def test_a_named_tuple_becomes_a_tuple() -> None:
    """The result of a subclass of list or tuple is a plain one."""
    point = namedtuple("point", "x y")
    assert (1.0, math.e) == wg.exp(point(0, 1))


def test_several_arguments_go_together() -> None:
    """Sequences of one length go element by element; a single number goes with each."""
    assert [4.0, 6.0] == wg.add([1, 2], [3, 4])
    assert (5.0, 13.0) == wg.hypot((3, 5), [4, 12]) == tuple(wg.hypot([3, 5], (4, 12)))
    assert [11.0, 12.0] == wg.add([1, 2], 10)
    assert [11.0, 12.0] == wg.add(10, [1, 2])
    assert [[2.0, 3.0], [4.0]] == wg.add([[1, 2], [3]], 1)
    assert [0.0, 0.5, 1.0] == wg.clip([-1, 0.5, 7], 0, 1)
    assert [11.0, 22.0] == list(wg.add(np.array([1, 2]), [10, 20]))
    assert [[2.0, 3.0], [3.0, 4.0]] == wg.add(np.array([1, 2]), np.array([[1], [2]])).tolist()
    v = Value(2.0)
    assert [2.0, 4.0] == [node.data for node in wg.mul([1, 2], v)]


def test_different_lengths_are_refused() -> None:
    """Sequences of different length are a ValueError that says the lengths."""
    with pytest.raises(ValueError, match=r"^add needs sequences of one length, got \[2, 3\]$"):
        wg.add([1, 2], [1, 2, 3])
    with pytest.raises(ValueError, match="shape"):
        wg.add(np.zeros(2), np.zeros(3))


@pytest.mark.parametrize("wrong", [True, 1j, "2", b"2", None, {}, {1.0}, object(), np.array(True), np.array(["2"])])
def test_functions_refuse_what_is_no_number(wrong: object) -> None:
    """A wrong type, by itself or in a list or an array, is a TypeError that names the function."""
    for act in (wg.exp, lambda x: wg.exp([1.0, x]), lambda x: wg.sum(1.0, x), lambda x: wg.sum([x, Value(1.0)])):
        with pytest.raises(TypeError, match=r"^(exp|sum)\(\) needs a real number, got "):
            act(wrong)


@pytest.mark.parametrize("text", ["abc", b"abc", bytearray(b"abc")])
def test_text_is_no_sequence_of_numbers(text: object) -> None:
    """sum and its kin do not take the characters of a text for numbers."""
    with pytest.raises(TypeError, match=r"^sum\(\) needs a real number, got "):
        wg.sum(text)


ALL = [
    (wg.sum, 10.0, [1.0] * 4), (wg.prod, 24.0, [24.0, 12.0, 8.0, 6.0]), (wg.mean, 2.5, [0.25] * 4),
    (wg.max, 4.0, [0.0, 0.0, 0.0, 1.0]), (wg.min, 1.0, [1.0, 0.0, 0.0, 0.0]), (wg.norm, math.sqrt(30), None),
    (wg.logsumexp, 4.440189698561196, None),
]  # fmt: skip


@pytest.mark.parametrize(("function", "out", "slopes"), ALL, ids=lambda case: getattr(case, "__name__", ""))
def test_functions_of_any_number_of_numbers(function, out: float, slopes: list[float] | None) -> None:
    """One by one, as a list, tuple, iterator or array; floats give a float, one Value among them a node."""
    data = [1.0, 2.0, 3.0, 4.0]
    for args in ([*data], [data], [tuple(data)], [iter(data)], [np.array(data)], [np.array(data).reshape(2, 2)]):
        result = function(*args)
        assert (float, pytest.approx(out, rel=1e-15)) == (type(result), result)
    xs = [Value(x) for x in data]
    for args in ([*xs], [xs], [iter(xs)], [np.array(xs)]):
        node = function(*args)
        assert out == pytest.approx(node.data, rel=1e-15)
        assert all(p is q for p, q in zip(xs, node.args, strict=True))
    if slopes:
        node.backward()
        assert slopes == [x.grad for x in xs]
    assert data[1:] == [arg.data for arg in function(xs[0], *data[1:]).args[1:]]
    assert function(2.0) == function(Value(2.0)).data == function([2.0])


@pytest.mark.parametrize("none", [[], (), iter(()), np.array([])], ids=range(4))
def test_of_no_numbers(none: object) -> None:
    """sum, prod and dot of none are 0, 1 and 0; mean, min, max, norm and softmax of none are errors."""
    none = list(none)
    assert (0.0, 1.0, 0.0) == (wg.sum(none), wg.prod(none), wg.dot(none, none))
    assert [float] * 3 == [type(x) for x in (wg.sum(), wg.prod(none), wg.dot(none, none))]
    for function in (wg.mean, wg.min, wg.max, wg.norm, wg.logsumexp, wg.softmax):
        with pytest.raises(ValueError, match=r"^(mean|min|max|norm|logsumexp) of no numbers is not defined; give it"):
            function(none)


def test_dot() -> None:
    """dot is one node with both sequences as operands; lists, iterators and arrays of one dimension."""
    xs, ys = [Value(1.0), Value(2.0)], [Value(3.0), Value(5.0)]
    node = wg.dot(xs, ys)
    node.backward()
    assert ("dot", 13.0, 4) == (node.op, node.data, len(node.args))
    assert [3.0, 5.0, 1.0, 2.0] == [v.grad for v in xs + ys]
    assert 13.0 == wg.dot(iter([1, 2]), np.array([3, 5])) == wg.dot(xs, [3, 5]).data
    assert 6.0 == wg.dot([2], [3])


def test_dot_refuses() -> None:
    """Different lengths and arrays of two dimensions are ValueErrors."""
    with pytest.raises(ValueError, match=r"^dot needs two sequences of one length, got 2 and 3$"):
        wg.dot([1, 2], [1, 2, 3])
    with pytest.raises(ValueError, match=r"^dot needs one dimension, got an array of shape \(2, 2\)$"):
        wg.dot(np.eye(2), np.eye(2))
    with pytest.raises(ValueError, match="dot needs as many left as right factors, got 3"):
        ops.dot(Value(1.0), 2.0, 3.0)


def test_softmax() -> None:
    """softmax gives shares that sum to 1, sharing one logsumexp, also for huge numbers."""
    xs = [Value(1000.0), Value(1000.0), Value(-1000.0)]
    shares = wg.softmax(xs)
    assert [0.5, 0.5, 0.0] == pytest.approx([share.data for share in shares], rel=1e-12)
    assert {"softmax"} == {share.op for share in shares}
    assert shares[0].args[1] is shares[1].args[1] is shares[2].args[1]
    shares[0].backward()
    assert [0.25, -0.25, 0.0] == pytest.approx([x.grad for x in xs], abs=1e-12)
    for even in ([3.0, 3.0], np.array([1, 1]), iter([0, 0])):
        assert [0.5, 0.5] == pytest.approx(wg.softmax(even), rel=1e-15)
    with pytest.raises(ValueError, match="softmax needs one dimension"):
        wg.softmax(np.eye(2))


def test_where_takes_truth() -> None:
    """The condition may be a bool, NumPy's too, a number or a Value; the other arguments not."""
    x, y = Value(2.0), Value(3.0)
    for truth in (True, np.True_, np.array(True), 1, 0.5, Value(1.0), math.nan):
        assert wg.where(truth, x, y).data == 2.0
    for lie in (False, np.False_, 0, -0.0, Value(0.0)):
        node = wg.where(lie, x, y)
        assert (3.0, (0.0, 1.0)) == (node.data, node.partials[1:])
    assert [1.0, 20.0] == list(wg.where(np.array([True, False]), np.array([1.0, 2.0]), [10.0, 20.0]))
    assert [1.0, 20.0] == wg.where([True, False], [1, 2], [10, 20])
    with pytest.raises(TypeError, match=r"^where\(\) needs a real number, got bool"):
        wg.where(1.0, True, 2.0)


def test_floats_go_the_same_way_as_values() -> None:
    """`evaluate` of a row has the bits that Values have."""
    assert ops.gelu(0.7).hex() == evaluate(ops.gelu, [0.7]).hex() == wg.gelu(Value(0.7)).data.hex()


def test_a_foreign_node_is_no_number() -> None:
    """An object that answers to rows itself is no real number, and the message says what to do."""

    class Foreign:
        _apply = None

    with pytest.raises(TypeError, match=r"got Foreign.*; use the Value itself"):
        number.real(Foreign(), "Value")
