"""wg.vectorize: functions of numbers over arrays, stretched as NumPy's ufuncs stretch them."""

from __future__ import annotations

import numpy
import pytest
from frontcases import branched, tariff

import wengert as wg


def power(x, n):
    return x**n * wg.exp(-x)


POWER = wg.vectorize(power)
SHAPES = [((), ()), ((3,), ()), ((), (2,)), ((3, 1), (4,)), ((2, 1, 3), (4, 1)), ((1,), (5,)), ((0,), ()),
          ((0, 1), (4,))]  # fmt: skip


def point(shapes):
    return [0.5 + numpy.arange(numpy.prod(shape, dtype=int)).reshape(shape) / 4 for shape in shapes]


def lane_by_lane(function, *arrays):
    """Each of a function's numbers as an array of the broadcast shape."""
    stretched = numpy.broadcast_arrays(*arrays)
    lanes = [function(*map(float, lane)) for lane in zip(*[a.ravel() for a in stretched], strict=True)]
    return [numpy.reshape(numbers, stretched[0].shape) for numbers in zip(*lanes, strict=True)]


@pytest.mark.parametrize("shapes", SHAPES)
def test_values_and_gradients(shapes):
    """They have the broadcast shape; of no dimension they are floats."""
    x, n = point(shapes)
    shape = numpy.broadcast_shapes(*shapes)
    value, slopes = POWER.value_and_grad(x, n)
    assert [shape] * 4 == [numpy.shape(a) for a in (value, *slopes, POWER(x, n))]
    assert (shape == ()) == isinstance(value, float) == isinstance(POWER.grad(x, n, wrt="n"), float)
    if value is not None and numpy.size(value):
        both = lane_by_lane(lambda *lane: (power(*lane), *wg.grad(power, (0, 1))(*lane)), x, n)
        numpy.testing.assert_allclose([value, *slopes], both, rtol=1e-13)


@pytest.mark.parametrize("given", [2.0, 2, [2.0], (2.0, 3.0), [[1, 2], [3, 4]], numpy.float32(2.0), numpy.array(2.0),
                                   wg.Value(2.0)], ids=repr)  # fmt: skip
def test_what_counts_as_an_array(given):
    """Numbers, lists, tuples, NumPy's scalars and arrays of no dimension, and Values."""
    array = numpy.asarray(2.0 if isinstance(given, wg.Value) else given, dtype=float)
    found = wg.vectorize(lambda x: x * x)(given)
    found = found.data if isinstance(given, wg.Value) else found
    assert (array * array).tolist() == (found if array.ndim == 0 else found.tolist())


@pytest.mark.parametrize("wrt", ["n", 1, -1, ("n",), ("n", "x"), (1, 0, 1)])
def test_gradients_by_some(wrt):
    """Wrt takes one, as an array, or a tuple in the order asked."""
    x, n = point([(3,), (2, 1)])
    by = dict(zip("xn", POWER.grad(x, n), strict=True))
    asked = {"n": "n", 1: "n", -1: "n", ("n",): "n", ("n", "x"): "nx", (1, 0, 1): "nxn"}[wrt]
    found = POWER.grad(x, n, wrt=wrt)
    parts = found if isinstance(wrt, tuple) else [found]
    assert [by[name].tolist() for name in asked] == [part.tolist() for part in parts]


def test_keywords_and_defaults():
    """Arguments bind as Python binds them."""
    f = wg.vectorize(lambda x, k=2.0: x * k)
    assert [[2.0, 4.0], [3.0, 6.0], [3.0, 6.0]] == [
        f([1.0, 2.0]).tolist(), f([1.0, 2.0], k=3.0).tolist(), f(k=[1.0, 2.0], x=3.0).tolist()]  # fmt: skip


@pytest.mark.parametrize("shapes", SHAPES)
def test_pullback_sums_along_what_was_stretched(shapes):
    """A cotangent comes back in each argument's own shape."""
    x, n = point(shapes)
    value, pullback = POWER.vjp(x, n)
    y_bar = numpy.cos(numpy.arange(numpy.size(value)).reshape(numpy.shape(value)))
    back = pullback(y_bar)
    assert list(shapes) == [numpy.shape(part) for part in back]
    for part, slope, array in zip(back, POWER.grad(x, n), (x, n), strict=True):
        product = y_bar * slope
        more = product.ndim - array.ndim
        axes = tuple(i for i in range(product.ndim) if i < more or array.shape[i - more] != product.shape[i])
        numpy.testing.assert_allclose(part, product.sum(axis=axes).reshape(array.shape), rtol=1e-12)


@pytest.mark.parametrize("shapes", SHAPES)
def test_directions_are_stretched_too(shapes):
    """jvp and hvp take a direction in each argument's shape, or one number."""
    x, n = point(shapes)
    by_x, by_n = POWER.grad(x, n)
    value, dot = POWER.jvp((x, n), (2.0, numpy.ones(shapes[1])))
    numpy.testing.assert_allclose(value, POWER(x, n), rtol=1e-13)
    numpy.testing.assert_allclose(dot, 2.0 * by_x + by_n, rtol=1e-12)
    products = POWER.hvp((x, n), (2.0, numpy.ones(shapes[1])))
    numpy.testing.assert_allclose(products, numpy.moveaxis(POWER.hessian(x, n) @ [2.0, 1.0], -1, 0), rtol=1e-12)


@pytest.mark.parametrize("shapes", SHAPES)
@pytest.mark.parametrize("wrt", [None, ("n", "x"), ("n",)])
def test_hessian(shapes, wrt):
    """The broadcast shape, then a row and a column for each argument, in the order asked."""
    x, n = point(shapes)
    found = POWER.hessian(x, n, wrt=wrt)
    names = wrt or ("x", "n")
    assert (*numpy.broadcast_shapes(*shapes), len(names), len(names)) == found.shape
    if found.size:
        eager = lane_by_lane(lambda *lane: numpy.ravel(wg.hessian(power, names)(*lane)), x, n)
        numpy.testing.assert_allclose(found, numpy.stack(eager, axis=-1).reshape(found.shape), rtol=1e-12)


def test_several_results():
    """A structure of numbers becomes one of arrays; its Jacobian has the result's shape after that of the lanes."""
    f = wg.vectorize(lambda x, y: {"product": x * y, "sums": (x + y, 1.0)})
    x, y = numpy.array([[1.0], [2.0]]), numpy.array([3.0, 4.0, 5.0])
    found = f(x, y)
    assert ((x * y).tolist(), (x + y).tolist(), numpy.ones((2, 3)).tolist()) == (
        found["product"].tolist(), found["sums"][0].tolist(), found["sums"][1].tolist())  # fmt: skip
    by_x, by_y = f.jacobian(x, y, wrt=("x", "y"))
    assert [(2, 3, 3)] * 2 == [by_x.shape, by_y.shape]
    assert ([4.0, 1.0, 0.0], [2.0, 1.0, 0.0]) == (by_x[1, 1].tolist(), by_y[1, 1].tolist())
    _, pullback = f.vjp(x, y)
    back = pullback({"product": numpy.ones((2, 3)), "sums": (0.0, 5.0)})
    assert ([[12.0], [12.0]], [3.0, 3.0, 3.0]) == (back[0].tolist(), back[1].tolist())


def test_branches_go_lane_by_lane():
    """Each lane takes its own branch, forwards and backwards."""
    x, k = numpy.array([[5.0, 15.0], [25.0, numpy.nan]]), 2.0
    value, (by_x, by_k) = tariff.value_and_grad(x, k)
    numpy.testing.assert_array_equal(value, [[10.0, 40.0], [85.0, numpy.nan]])
    numpy.testing.assert_array_equal(by_x, [[2.0, 4.0], [10.0, numpy.nan]])
    numpy.testing.assert_array_equal(by_k, [[5.0, 20.0], [30.0, 30.0]])


def test_inside_of_another():
    """A function that is traced calls a compiled one as it was written."""
    f = wg.vectorize(lambda x, y: tariff(x, y) + wg.compile(branched)(x, y))
    assert f(5.0, 2.0) == tariff(5.0, 2.0) + branched(5.0, 2.0)


def test_no_arguments():
    """A function without parameters is a number, of no shape."""
    assert 2.0 == wg.vectorize(lambda: 2.0)()


def test_what_is_no_number_is_fixed():
    """A bool, a str or None among the arguments is traced anew when it changes, and is not differentiated by."""

    @wg.vectorize
    def payoff(S, K, call=True, kind="plain"):
        value = S - K if call else K - S
        return wg.relu(value) if kind == "plain" else wg.where(value > 0, 1.0, 0.0)

    S = numpy.array([1.0, 3.0])
    assert ([0.0, 1.0], [1.0, 0.0]) == (payoff(S, 2.0).tolist(), payoff(S, 2.0, False).tolist())
    assert [0.0, 1.0] == payoff(S, 2.0, True, "digital").tolist()
    by_S, by_K = payoff.grad(S, 2.0, call=False)
    assert ([-1.0, 0.0], [1.0, 0.0]) == (by_S.tolist(), by_K.tolist())
    assert [0.0, 1.0] == payoff.jvp((S, 2.0, True), (1.0, 0.0, None))[1].tolist()


def test_static_parameters():
    """A number that is named in static= is fixed too."""
    power = wg.vectorize(lambda x, n: sum(x**i for i in range(n)), static="n")
    assert [3.0, 7.0] == power([1.0, 2.0], 3).tolist()
    assert [1.0, 1.0] == power.grad([1.0, 2.0], 2)[0].tolist()
    assert [3.0, 5.0] == power.grad([1.0, 2.0], 3)[0].tolist()
