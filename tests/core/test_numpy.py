"""NumPy arrays of Values: unchanged NumPy code builds the scalar graph."""

from __future__ import annotations

import math

import numpy as np
import pytest

import wengert as wg
from wengert import Value
from wengert.core.row import Row, rows

ROWS = [row for row in rows() if row.arity in (1, 2)]


def ufuncs(row: Row) -> list[np.ufunc]:
    """NumPy's functions of the row's name or aliases, of as many arguments."""
    found = [getattr(np, name, None) for name in (row.name, *row.numpy)]
    return [ufunc for ufunc in found if isinstance(ufunc, np.ufunc) and ufunc.nin == row.arity]


COVERED = [pytest.param(row, ufunc, id=ufunc.__name__) for row in ROWS for ufunc in ufuncs(row)]
UNARY = [case for case in COVERED if case.values[1].nin == 1 and case.values[0].method]
BINARY = [case for case in COVERED if case.values[1].nin == 2]
POINTS = [1.3, 2.7, 0.4, -0.6, 0.0, -1.5]


def vector(*data: float) -> np.ndarray:
    """An array of Values."""
    return np.array([Value(x) for x in data])


def test_every_elementary_ufunc_is_covered() -> None:
    """The table covers NumPy's elementary functions."""
    names = {case.id for case in UNARY}
    assert {
        "exp", "exp2", "expm1", "log", "log2", "log10", "log1p", "sqrt", "cbrt", "square", "reciprocal", "sin", "cos",
        "tan", "arcsin", "arccos", "arctan", "sinh", "cosh", "tanh", "arcsinh", "arccosh", "arctanh", "absolute",
        "fabs", "floor", "ceil", "rint", "sign", "negative",
    } <= names | {"sign"}  # fmt: skip


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize(("row", "ufunc"), [case for case in UNARY if case.id != "sign"])
def test_a_unary_ufunc_on_an_array_of_values(row: Row, ufunc: np.ufunc) -> None:
    """`np.f(array)` makes a node of the row for each element, with NumPy's value to a few ulp.

    NumPy itself takes the square of objects as x*x and the reciprocal as 1/x.
    """
    array = vector(*POINTS)
    result = ufunc(array)
    name = {"square": "mul", "reciprocal": "div"}.get(row.name, row.name)
    assert [name] * len(POINTS) == [node.op for node in result]
    assert [True] * len(POINTS) == [node.args[-1] is x for node, x in zip(result, array, strict=True)]
    expected = ufunc(np.array(POINTS))
    np.testing.assert_allclose([node.data for node in result], expected, rtol=1e-14, atol=1e-300)
    assert name == ufunc(Value(0.5)).op


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize(
    ("row", "ufunc"), [case for case in BINARY if case.values[0].symbol or case.values[0].method]
)
def test_a_binary_ufunc_on_arrays(row: Row, ufunc: np.ufunc) -> None:
    """Arithmetic ufuncs work on arrays of Values, on either side; comparisons give plain truth."""
    floats = np.array(POINTS)
    other = np.array([2.0, -0.5, 3.0, 1.5, -2.0, 0.5])
    values, others = vector(*POINTS), vector(*other)
    expected = ufunc(floats, other)
    pairs = [(values, others), (values, other)]
    if row.symbol:  # with a number on the left, NumPy asks for a method of float, which has the operators alone
        pairs.append((floats, others))
    for left, right in pairs:
        result = ufunc(left, right)
        if row.boolean:
            if row.name not in ("eq", "ne") or right is other:
                assert list(expected) == [bool(x) for x in result]
        else:
            assert [row.name] * len(POINTS) == [node.op for node in result]
            np.testing.assert_allclose([node.data for node in result], expected, rtol=1e-14)


def test_what_maximum_minimum_and_sign_do() -> None:
    """np.maximum, np.minimum and np.clip pick one of what they are given; np.sign compares with 0 and gives ints."""
    a, b = vector(1.0, 5.0), vector(3.0, 2.0)
    assert [b[0], a[1]] == list(np.maximum(a, b))
    assert [a[0], b[1]] == list(np.minimum(a, b))
    assert np.max(a) is a[1]
    assert a.min() is a[0]
    assert [a[0], 4.0] == list(np.clip(a, 0.0, 4.0))
    assert [1, -1, 0] == list(np.sign(vector(2.0, -3.0, 0.0)))
    with pytest.raises(TypeError):
        np.sign(vector(math.nan))


def test_a_layer() -> None:
    """`np.tanh(W @ x + b)` builds the scalar graph; gradients are those of the matrix formula."""
    generator = np.random.default_rng(1)
    w, x, b = generator.normal(size=(3, 4)), generator.normal(size=4), generator.normal(size=3)
    weights, inputs, biases = (np.vectorize(Value, otypes=[object])(array) for array in (w, x, b))
    out = np.tanh(weights @ inputs + biases)
    np.testing.assert_allclose([node.data for node in out], np.tanh(w @ x + b), rtol=1e-14)
    np.sum(out).backward()
    slope = 1 - np.tanh(w @ x + b) ** 2
    np.testing.assert_allclose([v.grad for v in biases], slope, rtol=1e-12)
    np.testing.assert_allclose([v.grad for v in inputs], slope @ w, rtol=1e-12)
    np.testing.assert_allclose([[v.grad for v in line] for line in weights], np.outer(slope, x), rtol=1e-12)


@pytest.mark.parametrize(
    ("reduce", "out", "slopes"),
    [
        (sum, 6.0, [1.0, 1.0, 1.0]),
        (np.sum, 6.0, [1.0, 1.0, 1.0]),
        (np.mean, 2.0, [1 / 3, 1 / 3, 1 / 3]),
        (np.prod, 6.0, [6.0, 3.0, 2.0]),
        (lambda x: np.dot(x, x), 14.0, [2.0, 4.0, 6.0]),
        (lambda x: np.dot(x, [3.0, 2.0, 1.0]), 10.0, [3.0, 2.0, 1.0]),
        (lambda x: np.array([3.0, 2.0, 1.0]) @ x, 10.0, [3.0, 2.0, 1.0]),
        (lambda x: np.linalg.multi_dot([x, np.eye(3), x]), 14.0, [2.0, 4.0, 6.0]),
        (lambda x: np.cumsum(x)[1], 3.0, [1.0, 1.0, 0.0]),
        (lambda x: np.outer(x, x).trace(), 14.0, [2.0, 4.0, 6.0]),
        (lambda x: np.var(x) * 3, 2.0, [-2.0, 0.0, 2.0]),
        (lambda x: np.where([True, False, True], x, 2 * x).sum(), 8.0, [1.0, 2.0, 1.0]),
        (lambda x: np.einsum("i,i->", x, x), 14.0, [2.0, 4.0, 6.0]),
        (lambda x: np.vdot(x, x), 14.0, [2.0, 4.0, 6.0]),
        (lambda x: np.std([x[0], x[2]]), 1.0, [-0.5, 0.0, 0.5]),
    ],
    ids=range(15),
)
def test_reductions(reduce, out: float, slopes: list[float]) -> None:
    """sum, mean, prod, dot and others of NumPy give one Value whose gradients are right."""
    x = vector(1.0, 2.0, 3.0)
    result = reduce(x)
    assert (Value, out) == (type(result), pytest.approx(result.data, rel=1e-15))
    result.backward()
    assert slopes == pytest.approx([v.grad for v in x], rel=1e-14, abs=1e-15)


def test_a_value_beside_an_array() -> None:
    """A Value times an array, on either side, goes elementwise."""
    v, array = Value(2.0), np.array([[1.0, 2.0], [3.0, 4.0]])
    for result in (v * array, array * v, wg.mul(v, array), wg.mul(array, v)):
        assert (object, (2, 2), [2.0, 4.0, 6.0, 8.0]) == (result.dtype, result.shape, [x.data for x in result.flat])
    result = array - v
    result.sum().backward()
    assert -4.0 == v.grad


@pytest.mark.parametrize("kind", [np.float32, np.float64, np.int64])
def test_a_0d_array_beside_a_value_gives_a_value(kind: type) -> None:
    """A 0-d array is a number: the result is a Value and no array."""
    v, array = Value(2.0), np.array(3, dtype=kind)
    results = [v + array, array + v, v * array, array - v, array / v, array**v, v**array, np.add(array, v)]
    assert [Value] * len(results) == [type(result) for result in results]
    assert [5.0, 5.0, 6.0, 1.0, 1.5, 9.0, 8.0, 5.0] == [result.data for result in results]


def test_an_array_of_values_is_an_array_of_objects() -> None:
    """NumPy keeps Values as objects, in order, and does not look into them."""
    x, y = Value(1.0), Value(2.0)
    array = np.array([[x, y], [y, x]])
    assert ((2, 2), object) == (array.shape, array.dtype)
    assert array[1, 0] is y
    assert array.T[0, 1] is y
