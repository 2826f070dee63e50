"""Networks that learn: the second seed's, and two moons."""

import math
import random

import pytest

from wengert import Value
from wengert.nn import MLP, SGD, Adam, Module, Neuron


class Seed(Module):
    """gelu(relu(w1*3) + relu(w2*4)), from w1 = 1 and w2 = 2."""

    def __init__(self):
        self.first = Neuron(1, "relu", bias=False)
        self.second = Neuron(1, "relu", bias=False)
        self.load_state({"first.w0": 1.0, "second.w0": 2.0})

    def __call__(self):
        return (self.first([3.0]) + self.second([4.0])).gelu_tanh()


def rounded(parameters):
    return [(round(p.data, 9), round(p.grad, 9)) for p in parameters]


def test_the_network_of_the_seeds_and_one_step():
    """Output 11, gradients 3 and 4; a rate of 0.001 gives 0.997 and 1.996, and 10.975."""
    net = Seed()
    optimiser = SGD(net.parameters(), lr=0.001)
    out = net()
    out.backward()
    assert 11.0 == pytest.approx(out.data, abs=1e-12)
    assert [(1.0, 3.0), (2.0, 4.0)] == rounded(net.parameters())
    optimiser.step()
    assert [(0.997, 3.0), (1.996, 4.0)] == rounded(net.parameters())
    assert 10.975 == pytest.approx(net().data, abs=1e-12)


def test_without_clearing_the_steps_of_the_seeds_grow():
    """A second backward leaves 6 and 8; ten rounds from there give the seeds' ten numbers."""
    net = Seed()
    optimiser = SGD(net.parameters(), lr=0.001)
    net().backward()
    optimiser.step()
    net().backward()
    assert [(0.997, 6.0), (1.996, 8.0)] == rounded(net.parameters())
    printed = []
    for _ in range(10):
        out = net()
        printed.append(round(out.data, 9))
        out.backward()
        optimiser.step()
    assert [10.975, 10.9, 10.8, 10.675, 10.525, 10.35, 10.15, 9.925, 9.675, 9.4] == printed


def test_with_clearing_each_step_of_the_seeds_lowers_by_the_same():
    """By 0.025 = 0.001 * (3² + 4²)."""
    net = Seed()
    optimiser = SGD(net.parameters(), lr=0.001)
    for i in range(10):
        out = net()
        assert 11.0 - 0.025 * i == pytest.approx(out.data, abs=1e-9)
        optimiser.zero_grad()
        out.backward()
        optimiser.step()


def moons(count, chance):
    """Points on two half circles that reach into each other, and 1 or -1 for each."""
    for i in range(count):
        angle, side = math.pi * chance.random(), 1 if i % 2 else -1
        x, y = side * math.cos(angle) + (side < 0), side * math.sin(angle) + 0.25 - 0.25 * side
        yield [x + chance.gauss(0, 0.05), y + chance.gauss(0, 0.05)], side


@pytest.mark.parametrize(
    ("make", "activation"),
    [
        (lambda ps: SGD(ps, lr=0.2, momentum=0.9), "relu"),
        (lambda ps: SGD(ps, lr=0.1, momentum=0.9, nesterov=True), "tanh"),
        (lambda ps: Adam(ps, lr=0.05), "gelu"),
    ],
    ids=["momentum", "nesterov", "adam"],
)
def test_a_net_learns_two_moons(make, activation):
    """All points on the right side, from a fixed seed."""
    points = list(moons(60, random.Random(1)))
    net = MLP(2, [8, 8, 1], activation, seed=2)
    optimiser = make(net.parameters())

    def right():
        return sum((net(x).data > 0) == (side > 0) for x, side in points)

    assert right() < 60
    for _ in range(80):
        loss = sum((1 - side * net(x)).relu() for x, side in points) / 60
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    assert 60 == right()


def test_inputs_may_have_gradients():
    """A Value given to a net gets its own."""
    net = MLP(2, [3, 1], "tanh", seed=0)
    x = [Value(0.5), Value(-0.5)]
    net(x).backward()
    assert all(v.grad != 0.0 for v in x)
