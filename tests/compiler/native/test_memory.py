"""Memory: large results use it again, nobody's is given away, and functions that are dropped leave none behind."""

from __future__ import annotations

import gc
import pickle
import sys

import numpy as np
import pytest

from builds import LONG, run_python
from wengert.compiler import memory

LARGE = memory.LARGE // 8
VIEWS = {
    "itself": lambda a: a,
    "a slice": lambda a: a[5:7],
    "a column": lambda a: a.reshape(-1, 8)[:, 3],
    "another shape": lambda a: a.reshape(2, -1).T,
    "one number": lambda a: a[-1:],
    "other numbers": lambda a: a.view(np.int64),
    "bytes": lambda a: memoryview(a),
    "a view of a view": lambda a: a[1:][1:].reshape(1, -1)[0],
    "a subclass": lambda a: a.view(np.recarray),
    "broadcast": lambda a: np.broadcast_to(a[:1], (9, 1)),
}


@pytest.fixture(autouse=True)
def _nothing_kept():
    memory._kept.clear()
    yield
    memory._kept.clear()


def address(array):
    return np.asarray(array).__array_interface__["data"][0]


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
def test_what_somebody_has_is_not_given_away(view):
    """As long as any view of an array is there its memory is nobody else's; then it is the next one's."""
    first = memory.empty((LARGE,))
    first[:] = 1.0
    place, kept = address(first), view(first)
    content = np.array(kept).tobytes()
    del first
    others = [memory.empty((LARGE,)) for _ in range(3)]
    for other in others:
        other[:] = -1.0
    assert place not in map(address, others)
    assert content == np.array(kept).tobytes()
    del kept
    gc.collect()
    assert place == address(memory.empty((LARGE,)))


@pytest.mark.parametrize("shape", [(), (0,), (3, 0), (0, LARGE), (LARGE - 1,), (1, LARGE), (LARGE, 2), (2, 3, LARGE)])
def test_shapes(shape):
    """Arrays of every shape: of floats, writeable, in one piece."""
    for _ in range(2):
        found = memory.empty(shape)
        assert (shape, np.float64) == (found.shape, found.dtype)
        assert found.flags.writeable and found.flags.c_contiguous and found.flags.aligned
        found[...] = 1.0


def test_what_is_too_small_or_much_too_large_is_not_taken():
    """Memory that is kept is used for what needs half of it or more, and no more than all of it."""
    made = memory.empty((2 * LARGE,))
    place = address(made)
    del made
    more = memory.empty((2 * LARGE + 1,))
    assert place != address(more)
    smaller = memory.empty((LARGE,))
    assert (place, LARGE) == (address(smaller), smaller.size)
    del smaller
    larger = memory.empty((2 * LARGE,))
    assert place == address(larger)


def test_no_more_is_kept_than_said():
    """Beyond the bound what was kept the longest goes."""
    many = [memory.empty((LARGE * (i % 3 + 1),)) for i in range(200)]
    del many
    assert 0 < sum(each.nbytes for each in memory._kept) <= memory.MOST
    huge = memory.empty((memory.MOST // 8 + 1,))
    del huge
    assert sum(each.nbytes for each in memory._kept) <= memory.MOST


@pytest.mark.parametrize("line", range(3, 12))
def test_an_array_thrown_away_while_another_is_asked_for(line, monkeypatch):
    """Memory that comes back in the middle, as the garbage collector may let it, does not change what is found."""
    monkeypatch.setattr(memory, "MOST", 8 * LARGE * 20)
    arrays = [memory.empty((LARGE * size,)) for size in (1, 4, 16)]
    del arrays[:2]  # kept: a small one and a large one; with the third it is too much, and the small one goes
    count = [0]

    def step(frame, event, arg):
        if frame.f_code is memory.empty.__code__:
            count[0] += 1
            if count[0] == line:
                arrays.clear()
        return step

    before = sys.gettrace()
    sys.settrace(step)
    try:
        found = memory.empty((LARGE * 4,))
    finally:
        sys.settrace(before)
    assert LARGE * 4 == found.size
    assert address(found) not in [each.__array_interface__["data"][0] for each in memory._kept]


def test_pickled():
    """A large result is pickled as any array."""
    made = memory.empty((LARGE,))
    made[:] = np.arange(LARGE)
    assert (made == pickle.loads(pickle.dumps(made))).all()


THREADS = """
import threading
import numpy as np
from wengert.compiler import memory
wrong = []
def work(k):
    for i in range(60):
        a = memory.empty((131072 * (i % 3 + 1),))
        a.fill(k)
        b = memory.empty((131072,))
        b.fill(-k)
        if a.min() != k or a.max() != k:
            wrong.append((k, i))
threads = [threading.Thread(target=work, args=(k,)) for k in range(1, 7)]
[t.start() for t in threads]
[t.join() for t in threads]
print(wrong)
"""


def test_threads():
    """Two threads never have the same memory."""
    assert "[]\n" == run_python(THREADS)


DROPPED = """
import gc, os, sys
import numpy as np
import wengert as wg
os.environ["WENGERT_CACHE"] = "0"
X = np.linspace(0.1, 1, 50)
def resident():
    gc.collect()
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20
def one(k):
    f = wg.vectorize(lambda x, y: wg.sin(x * (k % 40)) * y + k % 7, tier="native")
    f.value_and_grad(X, X)
    f.value_and_grad(0.5, 0.5)
    f(X, np.full(50, 0.5))
sizes = []
for k in range(int(sys.argv[1])):
    one(k)
    if k % 20 == 19:
        sizes.append(resident())
print(sizes[-1] - sizes[0])
"""


def test_functions_that_are_dropped():
    """Compiled and dropped again and again, functions leave no code, no rooms and no programs behind."""
    grown = float(run_python(DROPPED, "1000" if LONG else "80"))
    assert grown < (60 if LONG else 6)  # MiB; functions that stayed would be some 240, or 15
