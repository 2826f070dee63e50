"""Machine code and processes: forks at any time, ends at any time, what is loaded when, pickles."""

from __future__ import annotations

import copy
import pickle

import numpy as np
import pytest
from nativecases import bits

import wengert as wg
from builds import run_python

BEGIN = """
import atexit, faulthandler, os, sys, threading, time
os.environ["WENGERT_CACHE"] = "0"
import numpy as np
import wengert as wg
from wengert.compiler import machine, threads
machine._PAYS = 1
X = np.linspace(0.1, 1, 20_000)

def long(x):
    t = x
    for i in range(60):
        t = wg.sin(t) * (1.0 + i * i * 0.37) + (x * x if i % 3 else x / (t + 2.0))
    return t

def loads():
    return "llvmlite" in sys.modules
"""

FORKED = """
expected = wg.vectorize(long, tier="flat").grad(X)[0].tobytes()
function = wg.vectorize(long, vector_math=False, threads=2)
when = sys.argv[1]
if when == "after":
    function.grad(X[:20]); function.grad(X[:20]); threads.settle()
    function.grad(X)
if when.startswith("while"):
    from wengert.compiler.native import engine
    begun, compiled = threading.Event(), engine.compiled
    def slowly(*args):
        begun.set()
        time.sleep(0.2)
        return compiled(*args)
    engine.compiled = slowly
    function.grad(X[:20])
    begun.wait()
    time.sleep(float(when[6:]))
    engine.compiled = compiled
child = os.fork()
if child == 0:
    faulthandler.dump_traceback_later(30, exit=True)  # a child that hangs is none that ends well
    ok = function.grad(X)[0].tobytes() == expected
    anew = wg.vectorize(lambda x: long(x) * 1.0, tier="native", vector_math=False, threads=2)
    ok &= anew.grad(X)[0].tobytes() == expected
    function.grad(X[:20])
    threads.settle()
    ok &= function.grad(X)[0].tobytes() == expected
    os._exit(0 if ok else 3)
print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
print(function.grad(X)[0].tobytes() == expected)
"""


@pytest.mark.parametrize("when", ["before", "after", "while 0.1", "while 0.25"])
def test_forked(when):
    """A child calls what its parent compiled or compiles, compiles anew, in threads too; the parent goes on."""
    assert "0\nTrue\n" == run_python(BEGIN + FORKED, when)


POOL = """
if __name__ == "__main__":
    import multiprocessing
    function = wg.vectorize(long, tier="native", threads=2)
    whole = function(X)
    def run(part):
        return function(part)
    with multiprocessing.get_context("fork").Pool(2) as pool:
        parts = pool.map(run, np.split(X, 4))
    print((np.concatenate(parts) == whole).all())
"""


def test_a_pool_of_forked_processes():
    """Workers that were forked after the code was made run it."""
    assert "True\n" == run_python(BEGIN + POOL)


ENDS = {
    "while it compiles": "f = wg.vectorize(long); f(X[:9]); f.grad(X[:9])",
    "with work that waits": "f = [wg.vectorize(lambda x, k=k: long(x) * k) for k in range(50)]; [g(X[:9]) for g in f]",
    "after it compiled": "f = wg.vectorize(long); f(X[:9]); threads.settle(); f(X)",
    "with large results": "f = wg.vectorize(lambda x: x * x); kept = [f(np.resize(X, 300_000))]; kept.append(kept)",
    "in a thread": "t = threading.Thread(target=lambda: wg.vectorize(long, tier='native').grad(X)); t.start()",
    "with an error": "f = wg.vectorize(long); f(X[:9]); atexit.register(os._exit, 0); raise SystemExit(1)",
    "in a handler": "f = wg.vectorize(long, threads=2); atexit.register(lambda: print(f(X).shape))",
    "in a handler, anew": "atexit.register(lambda: print(wg.vectorize(long, threads=2, tier='native')(X).shape))",
}


@pytest.mark.parametrize("how", ENDS)
def test_python_ends(how):
    """Whatever is at work or waits, the process ends, says nothing, and does not wait for what is not begun."""
    shapes = "(20000,)\n" if "handler" in how else ""
    assert shapes == run_python(BEGIN + "sys.stderr = sys.stdout\n" + ENDS[how])


LAZY = """
import wengert as wg
X = np.linspace(0.1, 1, 20_000)
said = [loads()]
wg.vectorize(long, tier="flat").grad(X)
said.append(loads())
machine._PAYS = 10**9
wg.vectorize(long).grad(X)
wg.compile(lambda a: a * a).value_and_grad(2.0)
said.append(loads())
wg.vectorize(long, tier="native")
said.append(loads())
wg.vectorize(lambda x: x * x, tier="native")(X)
said.append(loads())
print(said)
"""


def test_llvm_is_not_loaded_before_it_is_needed():
    """Neither by importing wengert, nor by the flat tier, nor by what is called too seldom to pay."""
    assert "[False, False, False, False, True]\n" == run_python(BEGIN + LAZY)


def price(s, k):
    return wg.log(s / k) * s if s > k else wg.exp(s - k)


S, K = np.linspace(0.5, 2, 40), np.linspace(1, 1.2, 40)


@pytest.mark.parametrize("twin", [copy.copy, copy.deepcopy, lambda f: pickle.loads(pickle.dumps(f))])
def test_copies(twin):
    """A copy, shallow, deep or from a pickle, of a function that has machine code has its options and its bits."""
    function = wg.vectorize(price, tier="native", threads=3, vector_math=False, fast=False)
    before = function.value_and_grad(S, K)
    again = twin(function)
    assert function._options == again._options
    for a, b in zip(before, again.value_and_grad(S, K), strict=True):
        assert bits(a) == bits(b)


def test_machines_are_pickled_without_their_code():
    """What was made comes back unmade, and is made again."""
    function = wg.vectorize(price, tier="native", vector_math=False)
    before = function.value_and_grad(S, K)
    path = function.paths[0]
    for machine in pickle.loads(pickle.dumps(list(path._machines.values()))):
        native = machine._lanes._native
        assert {} == native._kernels
    assert bits(before[0]) == bits(function.value_and_grad(S, K)[0])
