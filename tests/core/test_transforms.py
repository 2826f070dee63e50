"""reverse and forward: derivatives as graphs."""

import math

import pytest

import wengert as wg
from wengert import Value
from wengert.core import numeric, rules


def second(f, x):
    """The second derivative, reverse over reverse."""
    v = Value(x)
    (slope,) = wg.gradients(f(v), [v])
    (curvature,) = wg.gradients(slope, [v])
    return curvature.data


def test_a_gradient_is_a_graph():
    """It can be explained, checked and refreshed like any other."""
    x = Value(0.5, label="x")
    (slope,) = wg.gradients(wg.sin(x) * x, [x])
    assert math.cos(0.5) * 0.5 + math.sin(0.5) == slope.data
    assert wg.check(slope).ok
    x.data = 0.25
    slope.refresh()
    assert math.cos(0.25) * 0.25 + math.sin(0.25) == slope.data


def test_conditions_stay_in_the_gradient():
    """After a refresh on the other side of a kink the slope is that of the other side."""
    x = Value(2.0)
    (slope,) = wg.gradients(wg.relu(x) + wg.max(x, 0.5, 1.0, 1.5), [x])
    assert 2.0 == slope.data
    x.data = -2.0
    slope.refresh()
    assert 0.0 == slope.data


def test_reverse_and_backward_give_the_same_bits():
    """The transformation adds in another order only where a node has three uses or more."""
    a, b = Value(0.3), Value(-1.7)
    y = wg.tanh(a * b) / wg.exp(b) - wg.hypot(a, b)
    found = wg.gradients(y, [a, b])
    y.backward()
    assert [a.grad, b.grad] == [node.data for node in found]


def test_tangents_equal_adjoints():
    """Forward and reverse meet."""
    a, b = Value(0.3), Value(-1.7)
    y = wg.norm([a, b, a * b, 2.0]) * wg.mean([a, b]) + wg.prod([a, b, a, b])
    found = [node.data for node in wg.gradients(y, [a, b])]
    forward = [wg.tangents([y], {leaf: 1.0})[0].data for leaf in (a, b)]
    assert found == pytest.approx(forward, rel=1e-14)


@pytest.mark.parametrize(
    ("f", "x", "expected"),
    [
        (lambda x: wg.sin(x) ** 2, 0.0, 2.0),
        (lambda x: x * abs(x), 0.0, 0.0),
        (lambda x: x * abs(x), 1.5, 2.0),
        (wg.sigmoid, 0.0, 0.0),
        (wg.softplus, 0.0, 0.25),
        (wg.relu, 0.0, 0.0),
        (lambda x: x**2, 0.0, 2.0),
        (lambda x: x**2, -3.0, 2.0),
        (lambda x: x**0, 0.0, 0.0),
        (lambda x: wg.where(x > 0, wg.sqrt(x), x * x), 0.0, 2.0),
    ],
)
def test_second_derivatives_at_special_points(f, x, expected):
    """A zero that contributes nothing does not take its own derivative with it."""
    assert expected == second(f, x)


def test_gradient_by_an_inner_node_stops_there():
    """By an inner node means: as if it were free."""
    x = Value(3.0)
    y = x * x
    z = y * y + x
    by_y, by_x = wg.gradients(z, [y, x])
    assert (18.0, 109.0) == (by_y.data, by_x.data)


def test_an_independent_node_has_a_constant_zero():
    """No dependence, no node."""
    x, y = Value(3.0), Value(4.0)
    (found,) = wg.gradients(x * x, [y])
    assert (0.0, True) == (found.data, found.is_constant)
    (dot,) = wg.tangents([x * x], {y: 1.0})
    assert (0.0, True) == (dot.data, dot.is_constant)


def test_the_output_by_itself_is_one():
    """dy/dy."""
    x = Value(3.0)
    assert 1.0 == wg.gradients(x, [x])[0].data


def test_a_seed_scales_and_may_be_a_value():
    """So that adjoints from elsewhere can be fed in."""
    x, s = Value(3.0), Value(10.0)
    (found,) = wg.gradients(x * x, [x], s)
    assert 60.0 == found.data
    assert 6.0 == wg.gradients(found, [s])[0].data


def test_no_partial_of_a_constant_is_written():
    """x**2 asks for no logarithm."""
    x = Value(-3.0)
    (slope,) = wg.gradients(x**2, [x])
    assert "log" not in {node.op for node in wg.Graph(slope).nodes}


def test_deep_graphs_need_no_recursion():
    """20 000 operations in a chain, differentiated as a graph."""
    x = y = Value(0.5)
    for _ in range(10_000):
        y = y * 0.999 + 0.001
    (slope,) = wg.gradients(y, [x])
    (dot,) = wg.tangents([y], {x: 1.0})
    assert 0.999**10_000 == pytest.approx(slope.data, rel=1e-10)
    assert slope.data == pytest.approx(dot.data, rel=1e-12)


def test_sums_of_every_length_do_not_fill_the_memory(monkeypatch):
    """The rules that are kept are bounded."""
    monkeypatch.setattr(rules, "_MOST_RULES", 8)
    for count in range(4, 40):
        xs = [Value(float(i)) for i in range(count)]
        assert [1.0] * count == [node.data for node in wg.gradients(wg.sum(xs), xs)]
    assert len(rules._rules) <= 8


def test_third_derivative_of_an_n_ary_row():
    """logsumexp of five by differences of its second derivative."""

    def f(x):
        return wg.logsumexp([x, x * x, 1.0, 2 * x, -x])

    third = wg.grad(wg.grad(wg.grad(f)))(0.4)
    assert third == pytest.approx(numeric.derivative(lambda x: second(f, x), 0.4).value, rel=1e-9)
