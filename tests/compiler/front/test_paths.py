"""Paths: every way through a function has a program, and every lane takes its own."""

from __future__ import annotations

import random
import re

import numpy
import pytest

import wengert as wg


def stairs(x, k):
    """Five ways."""
    if x < 1:
        return k * x
    if x < 2:
        return k + x * x
    if x < 3:
        return wg.exp(-x) * k
    return x / k if x < 4 else k * k * x


X = numpy.random.default_rng(1).uniform(-1.0, 6.0, size=67)


def bits(*arrays):
    return [float(x).hex() for array in arrays for x in numpy.ravel(array)]


def everything(f, x=X):
    value, by_k = f.value_and_grad(x, 2.5, wrt="k")
    return bits(value, by_k, f.grad(x, 2.5, wrt="x"))


@pytest.mark.parametrize("reduce", [None, "sum", "mean"])
def test_the_order_of_discovery_changes_nothing(reduce):
    """Values, sums over lanes and the list of paths are the same whichever lanes came first, bit for bit."""
    expected, paths = None, None
    for seed in range(6):
        f = wg.compile(stairs, batch="x", reduce=reduce)
        order = numpy.random.default_rng(seed).permutation(len(X))
        for i in order[: 3 * seed]:
            f(X[i : i + 1], 2.5)
        found = everything(f)
        assert found == everything(f)
        expected, paths = expected or found, paths or [path.outcomes for path in f.paths]
        assert (expected, paths) == (found, [path.outcomes for path in f.paths])
    assert 5 == len(paths)


@pytest.mark.parametrize("most", [1, 2, 3, 4])
def test_more_paths_than_may_be(most):
    """Lanes beyond the limit are still right, once with a warning that names the line that forks most."""
    f, free = (wg.compile(stairs, batch="x", reduce="sum", max_paths=n) for n in (most, 64))
    with pytest.warns(RuntimeWarning, match=rf"stairs has more than {most} paths.*wg\.where.*max_paths=") as seen:
        found = everything(f)
    assert (1, __file__) == (len(seen), seen[0].filename)
    if most > 1:
        assert re.search(r"test_paths.py:(\d+)", str(seen[0].message))
    assert everything(free) == found == everything(f)
    assert most == len(f.paths)


def test_the_line_that_forks_most():
    """The warning names the line where most paths part, not the one that is asked first."""

    def f(x):
        if x < 0:
            return x
        for i in range(9):
            if x < i:
                return i * x
        return x * x

    line = f.__code__.co_firstlineno + 4
    with pytest.warns(RuntimeWarning, match=rf"forks most at .*test_paths.py:{line}:"):
        wg.vectorize(f, max_paths=5)(numpy.linspace(-2.0, 11.0, 40))


def test_lanes_leave_and_come_back():
    """A lane that takes one path today takes another tomorrow, without a path being made anew."""
    f = wg.compile(stairs, batch="x")
    expected = everything(f)
    counts = [path.lanes for path in f.paths]
    for seed in range(3):
        order = numpy.random.default_rng(seed).permutation(len(X))
        found = f(X[order], 2.5)
        assert bits(f(X, 2.5)[order]) == bits(found)
    assert expected == everything(f)
    assert len(counts) == len(f.paths)
    assert all(after > before for before, after in zip(counts, [path.lanes for path in f.paths], strict=True))


def test_nan_takes_the_path_on_which_nothing_holds():
    """Comparisons with nan are false, and the outcome that was taken is kept, never its opposite."""
    f = wg.vectorize(lambda x: x * 1 if x < 1 else (x * 2 if x >= 1 else wg.exp(x) * 0 + 3.0))
    x = numpy.array([0.0, numpy.nan, 2.0, numpy.nan])
    value, slope = f.value_and_grad(x)[0], f.grad(x)[0]
    numpy.testing.assert_array_equal(value, [0.0, numpy.nan, 4.0, numpy.nan])
    assert [1.0, 2.0] == slope[[0, 2]].tolist()
    assert 3 == len(f.paths)
    opposite = wg.vectorize(lambda x: 1.0 * (x * 0 == x * 0) if False else (5.0 if not x < 1 else 7.0))
    assert [7.0, 5.0, 5.0, 5.0] == opposite(x).tolist()


def test_a_loop_of_as_many_rounds_as_it_takes():
    """Newton's method until it is exact: lanes stop after different counts of rounds, values and slopes are eager's."""

    def root(a):
        x = a
        while abs(x * x - a) > 1e-9:
            x = 0.5 * (x + a / x)
        return x

    a = numpy.array([1.0, 2.0, 3.0, 4.0, 100.0, 1e6])
    f = wg.vectorize(root)
    value, (slope,) = f.value_and_grad(a)
    eager = [wg.value_and_grad(root)(x) for x in a.tolist()]
    assert bits([v for v, _ in eager]) == bits(value)
    numpy.testing.assert_allclose(slope, [s for _, s in eager], rtol=1e-12)
    assert 5 <= len(f.paths) <= 6


def test_a_function_that_does_not_end():
    """After max_operations it is refused, naming the line where it still asks."""

    def f(x):
        while x > 0:
            x = x * 1.5
        return x

    g = wg.vectorize(f, max_operations=1000)
    with pytest.raises(wg.TracingError, match=r"still has not returned, at .*test_paths.py:\d+; .*max_operations="):
        g(1.0)
    assert -1.0 == g(-1.0)


def test_what_a_function_does_besides(capsys):
    """It prints, appends and draws at random when it is traced: once for a path, not at every call."""
    seen, draw = [], random.Random(4)

    def f(x):
        print("traced")
        seen.append(1)
        return x * draw.random() if x > 0 else -x

    g = wg.vectorize(f)
    first = g([1.0, 1.0])
    assert ([first.tolist()] * 3, [1]) == ([g([1.0, 1.0]).tolist() for _ in range(3)], seen)
    assert 2.0 == g(-2.0)
    assert ("traced\ntraced\n", [1, 1]) == (capsys.readouterr().out, seen)


def test_a_function_that_decides_at_random():
    """Decisions that are others when the function is traced again are refused, with the line."""
    draw = random.Random(1)

    def f(x):
        if draw.random() < 0.5 and x > 0:
            return x
        if x > 1:
            return 2 * x
        return 3 * x if x > 2 else 4 * x

    with pytest.raises(wg.TracingError, match=r"decided otherwise when it was traced again, at .*test_paths.py:\d+"):
        for _ in range(20):
            wg.vectorize(f)(numpy.linspace(-3.0, 5.0, 40))


def test_an_error_in_the_function():
    """It comes out as it is, on the path that makes it, and leaves the others as they were."""

    def f(x):
        if x > 3:
            raise KeyError("too large")
        return x * 2

    g = wg.vectorize(f)
    with pytest.raises(KeyError, match="too large"):
        g([1.0, 4.0])
    assert [2.0, 6.0] == g([1.0, 3.0]).tolist()
    assert 2.0 == (wg.Value(1.0) * 2).data and bool(wg.Value(1.0) < 2)


def test_a_report():
    """The report has each path's decisions, in words and with their lines, its lanes and its program."""
    f = wg.compile(stairs, batch="x")
    f(X, 2.5)
    report = f.report()
    assert [len(X), 5] == [sum(path["lanes"] for path in report.paths), len(report.paths)]
    assert "x < 1 is false, at " in report.paths[0]["decisions"][0]
    text = str(report)
    assert ["stairs(x: 1 number, k: 1 number)", "5 paths"] == text.splitlines()[:2]
    assert all(f"path {i}:" in text for i in range(1, 6))


def test_before_the_first_call():
    """There are no paths, and asking for what was traced is refused."""
    f = wg.compile(stairs)
    assert [] == f.paths
    with pytest.raises(RuntimeError, match="stairs was not called yet"):
        f.report()
    with pytest.raises(RuntimeError, match="stairs was not called yet"):
        _ = f.graph


def test_to_look_at():
    """f.graph is the path's graph, and f.explain the chain rule by a number that is named as one writes it."""
    f = wg.compile(lambda p, x: p["w"][0] * wg.exp(p["w"][1] * x))
    f({"w": [2.0, 0.0]}, 3.0)
    assert ["mul", "exp", "mul"] == [node.op for node in f.graph.nodes if node.op]
    said = str(f.explain({"w": [2.0, 0.0]}, 3.0, wrt="p['w'][1]"))
    assert "dy/d(p['w'][1]) = 6" in said


def test_a_network_explained():
    """Parameters of a network are named by the way to them."""
    net = wg.nn.MLP(1, [1], seed=1)
    f = wg.compile(lambda model, x: model([x]))
    assert "model.layer1.neuron1.w0" in str(f.explain(net, 2.0, wrt="model.layer1.neuron1.w0"))
    assert ["w0", "b"] == [p.label for p in net.parameters()]


def test_sums_have_the_same_bits_whichever_path_was_known_first():
    """A lane's place in the sum is that among the lanes of its path."""
    x = numpy.random.default_rng(5).normal(size=1000)

    def loss(w, x):
        return wg.sin(w * x) if x > 0.1 else wg.exp(w * x) * 0.3

    for w in (0.3, 0.7, 1.1, 1.9, 2.3):
        found = set()
        for first in ([1.0], [-1.0], [-1.0, 1.0], x[::-1]):
            f = wg.compile(loss, batch="x", reduce="sum")
            f.grad(w, numpy.array(first))
            found.add(f.grad(w, x))
        assert len(found) == 1
