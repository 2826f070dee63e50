"""Compiled functions in threads and other processes."""

from __future__ import annotations

import pickle
import threading
from pathlib import Path

import frontcases
import numpy
import pytest
from frontcases import also_mixed, asked, compiled_rosenbrock, mixed, tariff

import wengert as wg
from builds import run_python


def together(work, count=8):
    """What each of several threads gets that begin at once."""
    found, gate = [None] * count, threading.Barrier(count)

    def run(i):
        gate.wait()
        try:
            found[i] = work(i)
        except BaseException as error:
            found[i] = error

    threads = [threading.Thread(target=run, args=(i,)) for i in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def ways(x, k):
    total = 0.0 * x
    for i in range(6):
        total = total + (x * i if x > i * k else wg.exp(-x) / k)
    return total


def bits(*arrays):
    return [float(x).hex() for array in arrays for x in numpy.ravel(array)]


def test_one_function_in_many_threads():
    """At its first use and later, each thread gets the bits that it would get alone."""
    x = numpy.random.default_rng(0).uniform(-1.0, 8.0, size=(8, 50))

    def work(f, i):
        value, (by_x, by_k) = f.value_and_grad(x[i], 1.1, wrt=("x", "k"))
        return bits(value, by_x, by_k, f.jvp((x[i], 1.1), (1.0, 0.0))[1])

    alone = wg.compile(ways, batch="x")
    expected = [work(alone, i) for i in range(8)]
    shared = wg.compile(ways, batch="x")
    for _ in range(3):
        assert expected == together(lambda i: work(shared, i))
    assert [path.outcomes for path in alone.paths] == [path.outcomes for path in shared.paths]


def test_forms_of_many_threads():
    """Threads that bring arguments of different forms do not mix them up."""
    f = wg.compile(lambda v: wg.sum([a * a for a in v]))
    found = together(lambda i: f.value_and_grad([float(i)] * (i % 4 + 1)))
    assert [((i % 4 + 1) * i * i, [2.0 * i] * (i % 4 + 1)) for i in range(8)] == found


def test_a_thread_that_traces_and_one_that_does_not():
    """While one thread traces, Values of another answer as ever."""
    entered, leave = threading.Event(), threading.Event()

    def slow(x):
        entered.set()
        leave.wait()
        return x * 2 if x > 0 else x

    f = wg.compile(slow)
    thread = threading.Thread(target=f, args=(1.0,))
    thread.start()
    entered.wait()
    v = wg.Value(3.0)
    try:
        assert (True, False, 3.0, True) == (v > 2, v == 2.0, v.data, bool(v))
        assert 9.0 == wg.compile(lambda x: x * x)(3.0)
        with wg.strict(), pytest.raises(wg.NonFiniteError):
            1.0 / wg.Value(0.0)
    finally:
        leave.set()
        thread.join()
    assert 2.0 == f(1.0)


def test_a_network_shared_by_threads():
    """Threads that trace different functions of one network do not disturb each other."""
    net = wg.nn.MLP(2, [4, 1], seed=1)
    points = [[0.1 * i, 1.0 - 0.2 * i] for i in range(8)]
    found = together(lambda i: wg.compile(lambda model, x: model(x) ** (i % 3 + 1)).grad(net, points[i]))
    expected = [wg.compile(lambda model, x, i=i: model(x) ** (i % 3 + 1)).grad(net, points[i]) for i in range(8)]
    assert expected == found


@pytest.mark.parametrize("f", [compiled_rosenbrock, tariff])
def test_a_decorated_function_is_pickled_by_its_name(f):
    """What comes back is the function itself."""
    assert pickle.loads(pickle.dumps(f)) is f


def test_a_function_compiled_under_another_name():
    """The plain function is pickled with its options, and compiled again."""
    f = wg.compile(mixed, batch=("x", "y"), reduce="sum", max_paths=3)
    g = pickle.loads(pickle.dumps(f))
    assert f.value_and_grad([0.5], [0.2]) == g.value_and_grad([0.5], [0.2])
    assert f._options == g._options
    assert repr(also_mixed) == repr(pickle.loads(pickle.dumps(also_mixed)))
    h = pickle.loads(pickle.dumps(wg.vectorize(frontcases.branched)))
    assert [54.0, 0.0] == h([3.0, 0.0], [2.0, 1.0]).tolist()


@pytest.mark.parametrize("make", [lambda: (lambda x: x), lambda: local()])
def test_what_has_no_name_cannot_be_pickled(make):
    """Functions made inside of others and lambdas are refused as pickle refuses them, by name."""
    with pytest.raises((pickle.PicklingError, AttributeError), match=r"lambda|local"):
        pickle.dumps(wg.compile(make()))


def local():
    def inner(x):
        return x

    return inner


@pytest.mark.parametrize("start", ["fork", "spawn"])
def test_other_processes(start):
    """Processes that are forked, or started anew, compute the same bits."""
    code = """if __name__ == "__main__":
    import multiprocessing, sys
    sys.path.insert(0, sys.argv[1])
    from frontcases import asked, compiled_rosenbrock
    compiled_rosenbrock([1.0, 2.0, 3.0])  # a forked process has the paths that were known
    with multiprocessing.get_context(sys.argv[2]).Pool(2) as pool:
        print(pool.map(asked, range(4)), pool.map(compiled_rosenbrock, [[1.0, 2.0, 3.0]]))
"""
    expected = f"{[asked(n) for n in range(4)]} [201.0]\n"
    assert expected == run_python(code, str(Path(frontcases.__file__).parent), start)
