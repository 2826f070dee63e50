"""The five systems that this project grew from: every figure of theirs, and the right one where theirs was wrong."""

from __future__ import annotations

import itertools
import math

import pytest

import wengert as wg
from wengert import Graph, Value
from wengert.core import numeric


def leaves(**data: float) -> list[Value]:
    """Labelled leaves."""
    return [Value(x, label=name) for name, x in data.items()]


def test_s0_local_and_global_gradients() -> None:
    """S0: a node has a value, local gradients and a global one; a second use adds, in whatever order."""
    a, b, c = leaves(a=10, b=20, c=-3)
    x1 = a + b
    x2 = x1 * c
    x2.backward()
    assert (30, -90) == (x1.data, x2.data)
    assert ((1, 1), (-3, 30)) == (x1.partials, x2.partials)
    assert (-3, -3, 30) == (a.grad, b.grad, c.grad)
    assert "Value(data=10.0, grad=-3.0, label='a')" == repr(a)

    a = Value(3)
    (a * a).backward()
    assert 6 == a.grad
    a, b = Value(2), Value(4)
    (a * b + a).backward()
    assert 5 == a.grad


def test_s1_a_neuron_by_hand_and_by_itself() -> None:
    """S1: numbers on either side, tanh without overflow, a push at a time, and the right order."""
    a = Value(3)
    assert (6, 6, 4, 4) == ((a * 2).data, (2 * a).data, (1 + a).data, (a + 1).data)

    x1, x2, w1, w2, b = leaves(x1=2, x2=0, w1=-3, w2=1, b=6.8813735870195432)
    x1w1, x2w2 = x1 * w1, x2 * w2
    total = x1w1 + x2w2
    n = total + b
    o = n.tanh()
    assert (-6, 0, -6) == (x1w1.data, x2w2.data, total.data)
    assert (0.881373587019543, 0.7071067811865476) == pytest.approx((n.data, o.data), abs=3e-16)
    wanted = {o: 1, n: 0.5, b: 0.5, total: 0.5, x1w1: 0.5, x2w2: 0.5, x1: -1.5, w1: 1.0, x2: 0.5, w2: 0.0}

    o.grad = 1.0
    for node in (o, n, total, x1w1, x2w2):
        node.push()
    assert list(wanted.values()) == [round(node.grad, 3) for node in wanted]
    assert [o, n, total, b, x1w1, x2w2, x1, w1, x2, w2] == list(Graph(o).breadth_first())
    o.zero_grad()
    o.backward()
    assert list(wanted.values()) == [round(node.grad, 3) for node in wanted]

    a, b = leaves(a=-2, b=3)
    d, e = a * b, a + b
    f = d * e
    f.backward()
    assert (1, 1, -6, -3, -8) == (f.grad, d.grad, e.grad, a.grad, b.grad)

    for swap in (False, True):
        x = Value(2)
        y = x * x
        z = y * y
        (z + y if swap else y + z).backward()
        assert 36 == x.grad
    assert (1.0, 0.0) == (Value(400).tanh().data, Value(400).tanh().partials[0])


def test_s2_names_activations_and_descent() -> None:
    """S2: results name themselves; activations add; steps of descent, with and without clearing."""
    a, b, c, d = leaves(a=9, b=2, c=5, d=5)
    u = a * b
    v = u + c
    loss = v * d
    loss.backward()
    assert "(a*b + c)*d" == loss.expression
    assert (18, 23, 115) == (u.data, v.data, loss.data)
    assert (1, 5, 23, 10, 45, 5, 5) == tuple(node.grad for node in (loss, v, d, a, b, c, u))
    x = Value(4)
    twice = x + x
    twice.backward()
    assert (8, 2) == (twice.data, x.grad)

    x1, x2, w1, w2 = leaves(x1=3, x2=4, w1=1, w2=2)

    def out() -> Value:
        return ((x1 * w1).relu() + (x2 * w2).relu()).gelu_tanh()

    first = out()
    first.backward()
    assert (11.0, 3, 4) == (first.data, w1.grad, w2.grad)

    def step() -> None:
        for w in (w1, w2):
            w.data -= 0.001 * w.grad

    step()
    assert (0.997, 1.996, 10.975) == tuple(pytest.approx(x, abs=1e-12) for x in (w1.data, w2.data, out().data))

    out().backward()
    assert (6, 8) == (pytest.approx(w1.grad, abs=1e-12), pytest.approx(w2.grad, abs=1e-12))
    seen = []
    for _ in range(10):
        result = out()
        result.backward()
        step()
        seen.append(result.data)
    assert [10.975, 10.9, 10.8, 10.675, 10.525, 10.35, 10.15, 9.925, 9.675, 9.4] == pytest.approx(seen, abs=1e-9)

    w1.data, w2.data = 1, 2
    seen = []
    for _ in range(5):
        result = out()
        result.zero_grad()
        result.backward()
        step()
        seen.append(result.data)
    assert [11.0, 10.975, 10.95, 10.925, 10.9] == pytest.approx(seen, abs=1e-9)


def test_s2_activations_used_twice_and_upstream() -> None:
    """S2, what was wrong: activations add their share; gelu passes the whole upstream gradient; relu'(0) is 0."""
    for name, slope in {"relu": 2.0, "sigmoid": 0.39322386648296376, "gelu_tanh": 2.165926}.items():
        x = Value(1.0)
        (getattr(x, name)() + getattr(x, name)()).backward()
        assert slope == pytest.approx(x.grad, abs=1e-5)
    x = Value(1.0)
    (3 * x.gelu_tanh()).backward()
    assert 3.249 == round(x.grad, 3)
    x = Value(0.0)
    x.relu().backward()
    assert 0.0 == x.grad


def test_s3_all_operators_and_a_deep_chain() -> None:
    """S3: + - * / ** and neg with numbers on both sides, and the neuron built iteratively."""
    v = Value(4.0)
    results = [v + 2, 2 + v, v - 2, 2 - v, v * 2, 2 * v, v / 2, 2 / v, v**2, 2**v, -v]
    assert [6, 6, 2, -2, 8, 8, 2, 0.5, 16, 16, -4] == [node.data for node in results]

    weights, inputs = leaves(w0=1.3, w1=1.2, w2=1.1), leaves(x0=1.6, x1=0.8, x2=0.5)
    z = Value(0.2, label="b")
    for w, x in zip(weights, inputs, strict=True):
        z = w * x + z
    y = z.tanh()
    assert [2.08, 0.96, 0.55] == [pytest.approx((w * x).data) for w, x in zip(weights, inputs, strict=True)]
    assert (3.79, 0.9989793986334531) == (pytest.approx(z.data), pytest.approx(y.data, rel=1e-14))
    assert "tanh(w2*x2 + (w1*x1 + (w0*x0 + b)))" == y.expression
    assert ["tanh", "add", "mul"] == [y.op, z.op, z.args[0].op]
    y.backward()
    assert 1 - y.data**2 == pytest.approx(z.grad)

    chain = v
    for _ in range(3000):
        chain = chain + 1
    chain.zero_grad()
    chain.backward()
    assert 1.0 == v.grad


DIAGRAMS = [
    (lambda a, b, d: (c := a + b, c * d), [("c", 2), ("d", -2), ("a", 2), ("b", 2)]),
    (lambda a, b, d: (c := a * b, c + d), [("a", -5), ("b", 3), ("d", 1)]),
    (lambda a, b, d: (c := a * b, c * d), [("c", 2), ("d", -15), ("a", -10), ("b", 6)]),
    (lambda a, b, d: (c := a + b, c + d), [("a", 1), ("b", 1), ("d", 1), ("c", 1)]),
    (lambda a, b, d: (c := a + b, c + b), [("a", 1), ("b", 2)]),
    (lambda a, b, d: (c := a + b, c * b), [("c", -5), ("a", -5), ("b", -7)]),
]


@pytest.mark.parametrize(("build", "wanted"), DIAGRAMS, ids=range(len(DIAGRAMS)))
def test_s4_the_chain_rule_by_experiment(build, wanted: list[tuple[str, float]]) -> None:
    """S4: six two-step diagrams at a=3, b=-5, d=2; the gradients are those found by nudging one input."""
    a, b, d = leaves(a=3, b=-5, d=2)
    c, z = build(a, b, d)
    z.backward()
    named = {"a": a, "b": b, "c": c, "d": d}
    assert [slope for _, slope in wanted] == [named[name].grad for name, _ in wanted]
    assert c.label == z.label == ""
    for name in {"a", "b", "d"} & {name for name, _ in wanted}:

        def nudged(x: float, name: str = name) -> float:
            numbers = {"a": 3.0, "b": -5.0, "d": 2.0} | {name: x}
            return build(**numbers)[1]

        estimate = numeric.derivative(nudged, named[name].data)
        assert named[name].grad == pytest.approx(estimate.value, abs=1e-9)
    assert (3, -5, 2) == (a.data, b.data, d.data)


def test_s4_nudging_along_the_gradient() -> None:
    """S4: a·b·d at (3.008, -4.992, 2.004) is -30.0919; one step of 0.01 along the gradient raises it to -26.6."""
    inputs = leaves(a=3.008, b=-4.992, d=2.004)
    z = inputs[0] * inputs[1] * inputs[2]
    assert -30.0919 == round(z.data, 4)
    z.backward()
    predicted = 0.01 * math.fsum(x.grad**2 for x in inputs)
    for x in inputs:
        x.data += 0.01 * x.grad
    before = z.data
    z.refresh()
    assert -26.6 == round(z.data, 1)
    assert predicted == pytest.approx(z.data - before, rel=0.05)


def test_what_many_others_get_wrong() -> None:
    """The ranked causes: each has the right number here."""
    x = Value(3.0)
    y = 1 - x
    y.backward()
    assert (-2.0, -1.0) == (y.data, x.grad)
    x = Value(0.0)
    (x**0).backward()
    assert 0.0 == x.grad
    x = Value(400.0)
    wg.tanh(x).backward()
    assert 0.0 == x.grad
    x = Value(3.0)
    y = x + x
    assert [x, x] == list(y.args)
    for node in itertools.repeat(y, 2):
        node.backward()
    assert 4.0 == x.grad
    x.data = 100.0
    z = x.tanh() + x.tanh()
    z.zero_grad()
    z.backward()
    assert 0.0 == pytest.approx(x.grad, abs=1e-80)
