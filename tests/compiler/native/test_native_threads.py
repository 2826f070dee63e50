"""Machine code in threads: the same bits for every count, from several at once, and while one tier takes over."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from nativecases import bits

import wengert as wg
from builds import COMPILED, run_python
from wengert.compiler import machine, threads

COUNT = 30_000 if COMPILED else 17_000
X = np.sin(np.arange(COUNT) * 0.7) * 2


def model(w, x):
    inner = wg.tanh(w[0] * x + w[1]) * w[2]
    return inner * inner if inner > 0.5 else wg.exp(inner) - x


W = [0.7, -0.2, 1.3]


def compiled(**options):
    return wg.compile(model, batch="x", reduce="mean", **options)


def each(**options):
    return wg.compile(model, batch="x", **options)


@pytest.mark.parametrize("vector_math", [False, True])
@pytest.mark.parametrize("threads", [2, 3, 5])
def test_the_bits_do_not_depend_on_how_many(threads, vector_math):
    """One thread or more: values, sums over lanes and derivatives for each lane are the same."""
    for make in (compiled, each):
        one, more = (make(tier="native", threads=n, vector_math=vector_math) for n in (1, threads))
        for expected, found in zip(one.value_and_grad(W, X), more.value_and_grad(W, X), strict=True):
            assert bits(expected) == bits(found)


@pytest.mark.parametrize("threads", [1, 3])
def test_flat_says_the_same(threads):
    """Without vector math the bits are those of the other tier, whose threads do not count either."""
    for make in (compiled, each):
        fast = make(tier="native", threads=threads, vector_math=False)
        slow = make(tier="flat", threads=4 - threads)
        for expected, found in zip(slow.value_and_grad(W, X), fast.value_and_grad(W, X), strict=True):
            assert bits(expected) == bits(found)


def together(work, count):
    """What several threads find that begin at once."""
    gate = threading.Barrier(count)

    def run(i):
        gate.wait()
        return work(i)

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))


def test_calls_at_once():
    """Threads that call one function, lanes over threads or not and at points, get each what is its own."""
    function = compiled(tier="native", threads=2, vector_math=False)
    single = wg.compile(lambda w, a: model(w, a) * w[0], tier="native", vector_math=False)

    def work(i):
        w = [0.1 * i, -0.2, 1.3]
        few = X[: 9000 + i]
        return [
            (bits(function.value_and_grad(w, few)[1]), bits(single.value_and_grad(w, 0.3 * i)[1]))
            for _ in range(4)
        ]  # fmt: skip

    expected = [work(i) for i in range(6)]
    assert expected == together(work, 6)
    function = compiled(tier="native", threads=2, vector_math=False)
    single = wg.compile(lambda w, a: model(w, a) * w[0], tier="native", vector_math=False)
    assert expected == together(work, 6)


@pytest.mark.parametrize("reduce", [None, "sum"])
def test_the_tier_changes_while_calls_run(reduce, monkeypatch):
    """Every answer is that of one tier or of the other, and in the end that of machine code."""
    monkeypatch.setattr(machine, "_PAYS", 1)
    few, w = X[:999], [0.3, 0.5]

    def smooth(w, x):
        return wg.tanh(w[0] * x) * wg.exp(-w[1] * x * x)

    def make(tier):
        return wg.compile(smooth, batch="x", reduce=reduce, tier=tier)

    either = [bits(make(tier).value_and_grad(w, few)[1]) for tier in ("flat", "native")]
    function = make("auto")

    def work(_):
        return [bits(function.value_and_grad(w, few)[1]) for _ in range(20)]

    for found in together(work, 4):
        assert all(each in either for each in found)
    threads.settle()
    assert either[1] == bits(function.value_and_grad(w, few)[1])


FAILS = """
import threading
from wengert.compiler import threads
threads.later(lambda: 1 // 0)
threads.later(lambda: print("done"))
waiting = threading.Thread(target=threads.settle, daemon=True)
waiting.start()
waiting.join(10)
print(waiting.is_alive())
"""


def test_a_job_that_fails_is_not_the_last():
    """What raises in the background ends nothing: what is asked for after it is done."""
    assert "done\nFalse\n" == run_python(FAILS)


def test_what_fails_in_a_thread_is_raised():
    """An error in one part is the error of all, when all are done; whichever part it is."""
    for bad in range(3):
        done = []

        def work(part, bad=bad, done=done):
            if part == bad:
                raise OSError(f"part {bad}")
            done.append(part)

        with pytest.raises(OSError, match=f"part {bad}"):
            threads.spread(work, 3)
        assert sorted({0, 1, 2} - {bad}) == sorted(done)
