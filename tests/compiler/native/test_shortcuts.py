"""Calls that take a shortcut: what comes back, and what is refused, is what it was the first time."""

from __future__ import annotations

import math
import threading

import numpy as np
import pytest
from nativecases import bits

import wengert as wg


def point(a, v):
    return a * v[0] + wg.sin(v[1]) if a > 0 else v[0] / v[1]


def batch(w, x):
    return wg.tanh(w[0] * x + w[1]) * x


def said(ask, f):
    """What a call returns or raises, as text; nan is nan."""
    try:
        found = ask(f)
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return repr(found)


V = [0.5, 2.0]
POINTS = {
    "floats": (1.5, V), "the other path": (-1.0, V), "whole numbers": (2, [1, 2]), "a tuple": (1.0, (0.5, 2.0)),
    "an array": (1.0, np.array(V)), "a strided array": (1.0, np.array([*V, *V])[::2]), "numpy": (np.float64(1), V),
    "narrow": (np.float32(1), np.array(V, dtype=np.float32)), "0-d": (np.array(1.0), V), "longer": (1.0, [*V, 1.0]),
    "shorter": (1.0, V[:1]), "empty": (1.0, []), "nan": (math.nan, V), "inf": (math.inf, [0.0, math.inf]),
    "zero": (-1.0, [0.0, 0.0]), "text": ("a", V), "text inside": (1.0, ["a", 1.0]), "nothing": (None, V),
    "nothing inside": (1.0, [None, 1.0]), "bool": (True, V), "bool inside": (1.0, [True, 1.0]), "complex": (1j, V),
    "nested": (1.0, [[0.5], 2.0]), "2-d": (1.0, np.ones((2, 2))), "dict": (1.0, {0: 0.5, 1: 2.0}), "few": (1.0,),
    "many": (1.0, V, 3.0), "value": (wg.Value(1.0), V), "value inside": (1.0, [wg.Value(0.5), 2.0]),
    "objects": (1.0, np.array(V, dtype=object)), "whole array": (1.0, np.array([1, 2])), "huge": (10**400, V),
    "a subclass": (1.0, np.array(V).view(np.recarray)), "read-only": (1.0, np.broadcast_to(0.5, (2,))),
    "another byte order": (1.0, np.array(V).astype(">f8")), "an array for one": (np.ones(2), V),
}  # fmt: skip


@pytest.mark.parametrize("kind", [list, tuple, np.array])
@pytest.mark.parametrize("name", POINTS)
def test_points(name, kind):
    """After many calls any other is answered, or refused, as the other tier does it."""
    slow, fast = (wg.compile(point, tier=tier, vector_math=False) for tier in ("flat", "native"))
    for f in (slow, fast):
        for a in (1.0, -1.0, 1.0, 1.0):
            f(a, kind(V)), f.value_and_grad(a, kind(V)), f.grad(a, kind(V), wrt=("v", "a"))
    args = POINTS[name]
    for ask in (lambda f: f(*args), lambda f: f.value_and_grad(*args), lambda f: f.value_and_grad(*args, wrt="v"),
                lambda f: f.grad(*args, wrt=("v", "a")), lambda f: f.value_and_grad(1.0, kind(V))):  # fmt: skip
        for _ in range(2):
            assert said(ask, slow) == said(ask, fast)


X, W = np.linspace(-1, 2, 40), [0.7, 0.1]
BATCHES = {
    "the same": (W, X), "fewer": (W, X[:3]), "one": (W, X[:1]), "none": (W, X[:0]), "strided": (W, X[::-3]),
    "a list": (W, X.tolist()), "narrow": (W, X.astype(np.float32)), "a number": (W, 3.0), "nothing": (W, None),
    "2-d": (W, np.ones((4, 2))), "0-d": (W, np.array(1.0)), "text": (W, "abc"), "texts": (W, np.array(["a", "b"])),
    "nan": (W, np.where(X > 1, np.nan, X)), "inf": (W, np.where(X > 1, np.inf, X)), "an array": (np.array(W), X),
    "inf w": ([math.inf, 0.0], X), "more lanes": (W, np.resize(X, 9000)), "a number for w": (1.0, X),
    "ints": ([1, 2], X),
    "value": ([wg.Value(0.7), 0.1], X), "read-only": (W, np.broadcast_to(0.3, (9,))), "a dict": (W, {"x": X}),
    "no array": (W, object()), "longer w": ([*W, 1.0], X), "shorter w": ([1.0], X),
}  # fmt: skip


@pytest.mark.parametrize("reduce", ["sum", "mean"])
@pytest.mark.parametrize("name", BATCHES)
def test_batches(name, reduce):
    """The same over batches: sums have the same bits, and what is wrong is refused in the same words."""
    slow, fast = (wg.compile(batch, batch="x", reduce=reduce, tier=t, vector_math=False) for t in ("flat", "native"))
    for f in (slow, fast):
        for _ in range(3):
            f(W, X), f.value_and_grad(W, X), f.value_and_grad(W, X, wrt="w")
    args = BATCHES[name]
    for ask in (lambda f: f(*args), lambda f: f.value_and_grad(*args), lambda f: f.grad(*args, wrt=("w",)),
                lambda f: f.value_and_grad(W, X)):  # fmt: skip
        for _ in range(2):
            assert said(ask, slow) == said(ask, fast)


def test_results_are_new():
    """What a call returned does not change with the next."""
    f = wg.compile(point, tier="native")
    v = np.array(V)
    for _ in range(4):
        before = f.grad(1.0, v, wrt="v")
    kept = bits(before)
    before_two = f.grad(3.0, v * 2, wrt="v")
    assert kept == bits(before)
    before[:] = 7.0
    assert bits(before_two) == bits(f.grad(3.0, v * 2, wrt="v"))
    g = wg.compile(batch, batch="x", reduce="sum", tier="native")
    many = [g.value_and_grad([0.1 * i, 0.2], X) for i in range(5)]
    assert 5 == len({repr(each) for each in many})
    assert many == [g.value_and_grad([0.1 * i, 0.2], X) for i in range(5)]


def test_a_call_within_a_call():
    """Arguments whose numbers call the function themselves, and threads, get each what is its own."""
    f = wg.compile(lambda a, v: a * v[0] * v[1], tier="native")
    for _ in range(4):
        f.value_and_grad(2.0, [3.0, 5.0])

    class Number(float):
        def __float__(self):
            f.value_and_grad(100.0, [100.0, 100.0])
            return 3.0

    assert f.value_and_grad(2.0, [Number(3.0), 5.0]) == (30.0, 15.0)
    wrong = []

    def work(k):
        for i in range(300):
            if f.value_and_grad(float(k), [float(i), 2.0]) != (2.0 * k * i, 2.0 * i):
                wrong.append((k, i))

    threads = [threading.Thread(target=work, args=(k,)) for k in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [] == wrong


def test_values_from_outside():
    """A Value that the function takes from outside is read anew at every call, and gets its gradient."""
    c = wg.Value(2.0, label="c")
    f = wg.compile(lambda x: x * c, tier="native")
    assert [6.0, 6.0, 6.0] == [f(3.0) for _ in range(3)]
    c.data = 5.0
    assert (15.0, (15.0, 5.0)) == (f(3.0), f.value_and_grad(3.0))
