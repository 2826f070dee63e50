"""A compiled function called on Values is part of a greater computation."""

from __future__ import annotations

import numpy
import pytest

import wengert as wg


@wg.compile
def cube(x):
    return x**3 if x > 0 else -(x**3)


@pytest.mark.parametrize("x", [2.0, -2.0])
def test_it_is_differentiated_with_the_rest(x):
    """By wg.grad, twice too, and by backward()."""
    assert 24.0 * (1 if x > 0 else -1) == wg.grad(lambda x: 2 * cube(x))(x)
    assert 12.0 == wg.grad(wg.grad(cube))(x)
    leaf = wg.Value(x)
    (2 * cube(leaf)).backward()
    assert leaf.grad == 24.0 * (1 if x > 0 else -1)


def test_a_vectorized_function_of_one_point_too():
    """With no array beside it, it is a plain function."""
    root = wg.vectorize(lambda x: wg.sqrt(x))
    assert wg.grad(root)(4.0) == 0.25


def test_beside_a_batch_a_value_is_refused():
    """The gradient would be dropped without a word."""
    with pytest.raises(TypeError, match="would drop the gradient"):
        wg.vectorize(lambda x, y: x * y)(numpy.ones(3), wg.Value(2.0))
    with pytest.raises(TypeError, match="would drop the gradient"):
        wg.compile(lambda w, x: w * x, batch="x", reduce="sum")(wg.Value(2.0), [1.0, 2.0])


def test_a_networks_parameters_are_no_values_in_this_sense():
    """A loss of a model gives a number."""
    net = wg.nn.MLP(2, [3, 1], seed=1)
    loss = wg.compile(lambda net, x: net(x) ** 2, batch="x", reduce="mean")
    assert isinstance(loss(net, numpy.ones((4, 2))), float)
