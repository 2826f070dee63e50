"""A batch: the function is written for one lane, and runs for all."""

from __future__ import annotations

import math
from collections import namedtuple

import numpy
import pytest

import wengert as wg
from wengert.compiler.flat.blocks import CHUNK, CLASSES
from wengert.compiler.machine import summed

Pair = namedtuple("Pair", "a b")


def error(w, x, y):
    """For one lane: numbers, of a shared list w."""
    return (wg.tanh(w[0] * x) + w[1] - y) ** 2


def in_order(numbers):
    """A sum as machines do it: chunks, classes of lanes in each, and these folded; from scratch."""
    total = 0.0
    for begin in range(0, len(numbers), CHUNK):
        c = [0.0] * CLASSES
        for lane, x in enumerate(numbers[begin : begin + CHUNK]):
            c[lane % CLASSES] += x
        total += ((c[0] + c[4]) + (c[2] + c[6])) + ((c[1] + c[5]) + (c[3] + c[7]))
    return total


def data(count):
    random = numpy.random.default_rng(count)
    return random.normal(size=count), random.normal(size=count)


def bits(numbers):
    return [float(x).hex() for x in numpy.ravel(numbers)]


@pytest.mark.parametrize("count", [0, 1, 7, 8, 9, 1000])
@pytest.mark.parametrize("reduce", [None, "sum", "mean"])
def test_values_and_gradients(count, reduce):
    """Lane by lane they are those of eager evaluation; reduced, its sums and means, in the order that is fixed."""
    w, (x, y) = [0.7, -0.2], data(count)
    f = wg.compile(error, batch=("x", "y"), reduce=reduce)
    if count == 0 and reduce == "mean":
        with pytest.raises(ValueError, match="the mean over a batch of no lanes"):
            f(w, x, y)
        return
    lanes = [wg.value_and_grad(error, ("w", "x"))(w, *lane) for lane in zip(x.tolist(), y.tolist(), strict=True)]
    values, by_w, by_x = [v for v, _ in lanes], [s[0] for _, s in lanes], [s[1] for _, s in lanes]
    value, (slopes, along_x) = f.value_and_grad(w, x, y, wrt=("w", "x"))
    divisor = count if reduce == "mean" else 1
    if reduce is None:
        numpy.testing.assert_allclose(value, values, rtol=1e-13)
        numpy.testing.assert_allclose(numpy.transpose(slopes).reshape(-1, 2), numpy.reshape(by_w, (-1, 2)), rtol=1e-12)
        numpy.testing.assert_allclose(along_x, by_x, rtol=1e-12)
        assert bits(value) == bits(f(w, x, y))
        return
    assert bits(in_order(values) / divisor) == bits(value) == bits(f(w, x, y))
    assert bits([in_order([s[k] for s in by_w]) / divisor for k in range(2)]) == bits(slopes)
    numpy.testing.assert_allclose(along_x, numpy.array(by_x) / divisor, rtol=1e-12)


@pytest.mark.parametrize("count", [8191, 8192, 8193, 100_000])
def test_large_batches(count):
    """Sums over many lanes are in the order that is fixed, bit for bit, of values and of slopes."""
    x, y = data(count)
    f = wg.compile(lambda w, x, y: w * x - y, batch=("x", "y"), reduce="sum")
    value, slope = f.value_and_grad(0.7, x, y)
    assert bits([in_order((0.7 * x - y).tolist()), in_order(x.tolist())]) == bits([value, slope])
    free = wg.compile(lambda w, x, y: w * x - y, batch=("x", "y"))
    assert bits(value) == bits(summed(free(0.7, x, y)))
    assert bits(x) == bits(free.grad(0.7, x, y))


LAYOUTS = {
    "strided": lambda a: numpy.repeat(a, 2)[::2],
    "backwards": lambda a: a[::-1].copy()[::-1],
    "of float32": lambda a: a.astype("f4"),
    "big-endian": lambda a: a.astype(">f8"),
    "a list": lambda a: a.tolist(),
    "a tuple's array": lambda a: numpy.array(tuple(a)),
    "of ints": lambda a: a.astype(int),
    "of unsigned bytes": lambda a: a.astype("u1"),
}


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_layouts(layout):
    """Whatever an array's layout and type, its numbers are the lanes; it may be read-only, and stays as it was."""
    plain = numpy.arange(11.0)
    given = layout(plain)
    if isinstance(given, numpy.ndarray):
        given.flags.writeable = False
    f = wg.compile(lambda w, x: w * x * x, batch="x")
    assert (2.0 * plain**2).tolist() == f(2.0, given).tolist()
    assert (4.0 * plain).tolist() == f.grad(2.0, given, wrt="x").tolist()


@pytest.mark.parametrize("order", ["C", "F"])
@pytest.mark.parametrize("shape", [(5, 3), (0, 3), (4, 2, 2), (0, 2, 2)])
def test_rows(shape, order):
    """A lane of a matrix is its row, an array; so is a gradient's."""
    x = numpy.array(numpy.arange(math.prod(shape)).reshape(shape) + 1.0, order=order)
    f = wg.compile(lambda w, row: w * (row * row).sum(), batch="row")
    assert (2.0 * (x * x).reshape(len(x), math.prod(shape[1:])).sum(axis=1)).tolist() == f(2.0, x).tolist()
    slopes = f.grad(2.0, x, wrt="row")
    assert (shape, (4.0 * x).tolist()) == (slopes.shape, slopes.tolist())


@pytest.mark.parametrize("batch", [
    {"a": [1.0, 2.0], "b": [[1.0, 2.0], [3.0, 4.0]]}, ([1.0, 2.0], [[1.0, 2.0], [3.0, 4.0]]),
    Pair([1.0, 2.0], [[1.0, 2.0], [3.0, 4.0]]),
], ids=["dict", "tuple", "named tuple"])  # fmt: skip
def test_structures_of_arrays(batch):
    """An argument of the batch may be a structure of arrays: the function gets one lane's, and so do gradients."""

    def f(w, row):
        a, b = row.values() if isinstance(row, dict) else row
        assert type(row) is type(batch)
        return w * a * b[1]

    value, slopes = wg.compile(f, batch="row").value_and_grad(3.0, batch, wrt="row")
    by_a, by_b = slopes.values() if isinstance(slopes, dict) else slopes
    assert [6.0, 24.0] == value.tolist()
    assert ([6.0, 12.0], [[0.0, 3.0], [0.0, 6.0]], type(batch)) == (by_a.tolist(), by_b.tolist(), type(slopes))


def test_results_are_structures_too():
    """Each number of the result becomes an array, or is reduced."""
    x = numpy.array([1.0, 2.0, 3.0])

    def f(x):
        return {"a": x, "b": [x * x, 1.0], "c": numpy.array([x, -x])}

    found = wg.compile(f, batch="x")(x)
    assert [1.0, 2.0, 3.0] == found["a"].tolist()
    assert [[1.0, 4.0, 9.0], [1.0, 1.0, 1.0]] == [part.tolist() for part in found["b"]]
    assert [[1.0, -1.0], [2.0, -2.0], [3.0, -3.0]] == found["c"].tolist()
    found = wg.compile(f, batch="x", reduce="mean")(x)
    assert (2.0, [14.0 / 3.0, 1.0], [2.0, -2.0]) == (found["a"], found["b"], found["c"].tolist())


@pytest.mark.parametrize("reduce", [None, "sum", "mean"])
def test_along_directions(reduce):
    """jvp, hvp and vjp of a batch are those of its lanes, or of their sum or mean."""
    (x, y), w = data(5), [0.7, -0.2]
    lanes = list(zip(x.tolist(), y.tolist(), strict=True))
    f = wg.compile(error, batch=("x", "y"), reduce=reduce)
    direction = ([1.0, -0.5], 0.3, numpy.arange(5.0))
    each = [wg.jvp(error, (w, *lane), ([1.0, -0.5], 0.3, float(i))) for i, lane in enumerate(lanes)]
    products = [wg.hvp(error, (w, *lane), ([1.0, -0.5], 0.3, float(i))) for i, lane in enumerate(lanes)]
    pulled = [wg.vjp(error, w, *lane)[1](2.0) for lane in lanes]
    divisor = 5 if reduce == "mean" else 1
    value, dot = f.jvp((w, x, y), direction)
    by_w, by_x, by_y = f.hvp((w, x, y), direction)
    back = f.vjp(w, x, y)[1](2.0)
    close = numpy.testing.assert_allclose
    if reduce is None:
        close([value, dot], numpy.transpose(each), rtol=1e-12)
        close(by_w, numpy.transpose([p[0] for p in products]), rtol=1e-12)
    else:
        close([value, dot], numpy.sum(each, axis=0) / divisor, rtol=1e-12)
        close(by_w, numpy.sum([p[0] for p in products], axis=0) / divisor, rtol=1e-12)
    close([by_x, by_y], numpy.transpose([p[1:] for p in products]) / divisor, rtol=1e-12)
    close(back[0], numpy.sum([p[0] for p in pulled], axis=0) / divisor, rtol=1e-12)
    close(back[1:], numpy.transpose([p[1:] for p in pulled]) / divisor, rtol=1e-12)


@pytest.mark.parametrize("reduce", [None, "sum", "mean"])
def test_matrices(reduce):
    """Jacobians and Hessians have lanes first, where they differ from lane to lane; blocks mirror each other."""
    (x, y), w = data(4), [0.7, -0.2]
    lanes = list(zip(x.tolist(), y.tolist(), strict=True))
    f = wg.compile(error, batch=("x", "y"), reduce=reduce)
    divisor = 4 if reduce == "mean" else 1
    (ww, wx), (xw, xx) = f.hessian(w, x, y, wrt=("w", "x"))
    blocks = [wg.hessian(error, ("w", "x"))(w, *lane) for lane in lanes]
    expected = numpy.array([b[0][0] for b in blocks])
    close = numpy.testing.assert_allclose
    close(ww, expected if reduce is None else expected.sum(axis=0) / divisor, rtol=1e-12)
    close(wx, numpy.array([b[0][1] for b in blocks]) / divisor, rtol=1e-12)
    close(xw, wx, rtol=1e-12)
    close(xx, numpy.array([b[1][1] for b in blocks]) / divisor, rtol=1e-12)
    close(f.jacobian(w, x, y), numpy.transpose(f.grad(w, x, y)), rtol=1e-12)
    close(f.jacobian(w, x, y, wrt="x"), f.grad(w, x, y, wrt="x"), rtol=1e-12)


def test_a_network():
    """backward() of a network's mean loss is that of the eager sum."""
    net = wg.nn.MLP(2, [4, 1], seed=1)
    x = numpy.random.default_rng(0).normal(size=(9, 2))
    f = wg.compile(lambda model, x, y: (model(x) - y) ** 2, batch=("x", "y"), reduce="mean")
    value = f.backward(net, x, x[:, 0])
    found = [p.grad for p in net.parameters()]
    net.zero_grad()
    total = sum((net(list(row)) - row[0]) ** 2 for row in x) / 9
    total.backward()
    numpy.testing.assert_allclose(value, total.data, rtol=1e-13)
    numpy.testing.assert_allclose(found, [p.grad for p in net.parameters()], rtol=1e-12)


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf, 0.0, -1.0, 1e308])
@pytest.mark.parametrize("place", [0, 3, 7, 8, 16])
def test_a_bad_lane_alone_is_bad(bad, place):
    """What is nan, infinite or out of a function's domain in one lane changes no bit of another."""

    def f(w, x):
        return w * wg.log(x) / x + wg.exp(x) + (x if x > 3 else wg.sqrt(x))

    x = numpy.linspace(1.0, 5.0, 17)
    good = numpy.delete(numpy.arange(17), place)
    g = wg.compile(f, batch="x")
    value, (by_w, by_x) = g.value_and_grad(2.0, x, wrt=("w", "x"))
    x[place] = bad
    other, (other_w, other_x) = g.value_and_grad(2.0, x, wrt=("w", "x"))
    assert [bits(a[good]) for a in (value, by_w, by_x)] == [bits(a[good]) for a in (other, other_w, other_x)]
    alone = wg.value_and_grad(f, ("w", "x"))(2.0, bad)
    numpy.testing.assert_allclose([other[place], other_w[place], other_x[place]], [alone[0], *alone[1]], rtol=1e-13)


def test_bits_do_not_depend_on_neighbours():
    """A lane's numbers are the same in a batch of any size."""
    w, (x, y) = [0.7, -0.2], data(37)
    f = wg.compile(error, batch=("x", "y"))
    value, slopes = f.value_and_grad(w, x, y)
    for count in (1, 2, 7, 8, 9, 31):
        some, others = f.value_and_grad(w, x[:count], y[:count])
        assert bits(value[:count]) == bits(some)
        assert [bits(s[:count]) for s in slopes] == [bits(s) for s in others]


def test_what_no_lane_changes():
    """Work on shared arguments alone gives each lane's slope by them as well as their sum."""
    f = wg.compile(lambda w, x: wg.exp(w[0]) * wg.sum(w) + x, batch="x")
    value, slopes = f.value_and_grad([0.0, 2.0], [1.0, 2.0, 3.0])
    assert [3.0, 4.0, 5.0] == value.tolist()
    assert [[3.0] * 3, [1.0] * 3] == [slope.tolist() for slope in slopes]
    total = wg.compile(f._signature.f, batch="x", reduce="sum")
    assert (12.0, [9.0, 3.0]) == total.value_and_grad([0.0, 2.0], [1.0, 2.0, 3.0])
