"""Values from outside that a compiled function uses."""

from __future__ import annotations

import numpy
import pytest

import wengert as wg


def test_a_leaf_is_read_at_every_call():
    """What it holds now counts, in values, slopes and second derivatives."""
    w = wg.Value(2.0)
    f = wg.compile(lambda x: w * x * x)
    assert (18.0, 12.0) == f.value_and_grad(3.0)
    w.data = 5.0
    assert (45.0, 30.0) == f.value_and_grad(3.0)
    assert [10.0, (45.0, 30.0), 10.0] == [f.hessian(3.0), f.jvp(3.0, 1.0), f.hvp(3.0, 1.0)]


def test_a_leaf_decides():
    """A branch that depends on it is asked at every call."""
    w = wg.Value(2.0)
    f = wg.compile(lambda x: x * 2 if w > 1 else x * 3)
    assert 2.0 == f(1.0)
    w.data = 0.5
    assert 3.0 == f(1.0)
    w.data = 1.5
    assert 2.0 == f(1.0)
    assert 2 == len(f.paths)


@pytest.mark.parametrize("reduce", ["sum", "mean"])
def test_backward_adds_to_it(reduce):
    """Backward reaches it beside the arguments, over all lanes and paths."""
    w, b, x = wg.Value(2.0), wg.Value(0.5), numpy.array([1.0, -2.0, 3.0])
    f = wg.compile(lambda scale, x: scale * (w * x + b if x > 0 else w * w * x), batch="x", reduce=reduce)
    scale = wg.Value(10.0)
    divisor = 3 if reduce == "mean" else 1
    assert pytest.approx(10 * (2.5 - 8.0 + 6.5) / divisor) == f.backward(scale, x)
    expected = [1.0, 10 * (1.0 - 8.0 + 3.0), 20.0]
    numpy.testing.assert_allclose([scale.grad, w.grad, b.grad], numpy.array(expected) / divisor)
    f.backward(scale, x)
    numpy.testing.assert_allclose([scale.grad, w.grad, b.grad], 2 * numpy.array(expected) / divisor)
    f.value_and_grad(scale, x)
    numpy.testing.assert_allclose([scale.grad, w.grad, b.grad], 2 * numpy.array(expected) / divisor)


def test_an_argument_is_not_what_stands_outside():
    """The same Value as an argument and from outside is two inputs: the next call may part them."""
    w = wg.Value(5.0)
    f = wg.compile(lambda x: x * w)
    assert (25.0, 5.0) == f.value_and_grad(w)
    assert (15.0, 5.0) == f.value_and_grad(3.0)
    f.backward(w)
    assert 10.0 == w.grad


def test_a_result_of_operations():
    """It is read as a number, but backward() refuses it, before a gradient is changed."""
    w, v = wg.Value(2.0), wg.Value(1.0)
    square = w * w
    f = wg.compile(lambda x: x * square * v)
    assert (12.0, 4.0) == f.value_and_grad(3.0)
    x = wg.Value(3.0)
    with pytest.raises(ValueError, match=r"the result of operations outside .* give it leaves, or compute it inside"):
        f.backward(x)
    assert [0.0] * 4 == [node.grad for node in (w, v, square, x)]
    with pytest.raises(ValueError, match="is the result of operations outside"):
        wg.compile(lambda x: x * v).backward(w * w)
    assert [0.0, 0.0] == [w.grad, v.grad]


def test_a_value_made_inside():
    """A leaf that the function makes is a number of its text."""
    f = wg.compile(lambda x: wg.Value(3.0, label="inside") * x)
    assert (6.0, 3.0) == f.value_and_grad(2.0)
    assert [] == f.paths[0].captured


def test_a_network_outside():
    """Its parameters are all found, and it trains through backward()."""
    net, x, y = wg.nn.MLP(1, [3, 1], seed=2), numpy.linspace(-1.0, 1.0, 9), numpy.linspace(0.0, 1.0, 9)
    f = wg.compile(lambda x, y: (net([x]) - y) ** 2, batch=("x", "y"), reduce="mean")
    first = f.backward(x, y)
    assert all(p.grad != 0.0 for p in net.parameters()[:1])
    for _ in range(20):
        for p in net.parameters():
            p.data -= 0.05 * p.grad
        net.zero_grad()
        last = f.backward(x, y)
    assert last < first
    eager = sum((net([a]) - b) ** 2 for a, b in zip(x.tolist(), y.tolist(), strict=True)) / 9
    assert pytest.approx(eager.data, rel=1e-12) == last


def test_a_plain_number_outside():
    """A number, as opposed to a Value, is read when the function is traced."""
    k = 2.0
    f = wg.compile(lambda x: k * x)
    assert 2.0 == f(1.0)
    k = 3.0
    assert 2.0 == f(1.0)


def test_its_name():
    """In reports and explanations it has its label."""
    w = wg.Value(2.0, label="w")
    f = wg.compile(lambda x: x * w)
    f(3.0)
    assert ["x", "w"] == f.paths[0].names
    assert "x*w" in str(f.explain(3.0))
