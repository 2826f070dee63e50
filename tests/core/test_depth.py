"""Depth: no recursion anywhere, and memory is given back.

Each test is a process of its own, with the default stack of 8 MB.
"""

from __future__ import annotations

import pytest

from builds import COMPILED, run_python

PREAMBLE = """
import gc, resource, sys, time
import wengert as wg
from wengert import Value
depth = int(sys.argv[1])
soft, hard = resource.getrlimit(resource.RLIMIT_STACK)
resource.setrlimit(resource.RLIMIT_STACK, (min(8 << 20, hard) if hard > 0 else 8 << 20, hard))
pages = lambda: int(open("/proc/self/statm").read().split()[1]) * resource.getpagesize() >> 20
before = pages()
"""

CHAIN = """
x = y = Value(1.0)
for _ in range(depth):
    y = y + 1.0
built = pages()
y.backward()
y.backward()
print(y.data == depth + 1.0, x.grad == 2.0, y.args[0].grad == 1.0)
y.zero_grad()
print(x.grad == 0.0, len(y.expression) < 300, len(repr(y)) < 300)
del y, x
gc.collect()
print(pages() - before < 0.2 * (built - before) + 20)
"""

SHAPES = """
class Tagged(Value):
    pass

steps = {
    "one": lambda y, x: -y,
    "two": lambda y, x: y * 1.0,
    "left": lambda y, x: x + y,
    "many": lambda y, x: wg.sum(y, x, 0.0, y),
    "labelled": lambda y, x: wg.sum(y, label(x), 1),
    "class": lambda y, x: y + x,
}

def label(x):
    x.label = "x"
    return x

for name, step in steps.items():
    x = (Tagged if name == "class" else Value)(1.0)
    y = x
    for _ in range(depth):
        y = step(y, x)
    y.backward(0.0)
    if name in ("two", "many"):
        x.data = 0.0
        y.refresh()
        with wg.strict():
            y.backward(0.0)
    y.zero_grad()
    print(name, x.grad, len(y.expression) < 300)
    gc.disable()
    del y, x
    gc.enable()
print("freed")
"""


@pytest.mark.parametrize("depth", [10**6, *([pytest.param(10**7, marks=pytest.mark.slow)] if COMPILED else [])])
def test_a_chain_is_built_swept_and_freed(depth: int) -> None:
    """10^6 additions in a row, and 10^7 compiled: right gradients, bounded text, and the memory comes back."""
    assert ["True True True"] * 2 + ["True"] == run_python(PREAMBLE + CHAIN, str(depth)).splitlines()


def test_other_deep_graphs() -> None:
    """Chains of 10^5 (interpreted 3·10^4) through one, two and many operands, labels, subclasses: no walk recurses."""
    lines = run_python(PREAMBLE + SHAPES, "100000" if COMPILED else "30000").splitlines()
    names = ["one", "two", "left", "many", "labelled", "class"]
    assert [*(f"{name} 0.0 True" for name in names), "freed"] == lines


WIDE = """
xs = [Value(1.0) for _ in range(depth)]
y = wg.sum(xs)
y.backward()
print(y.data == depth, sum(x.grad for x in xs) == depth, len(y.expression) < 300)
z = wg.sum(y, y, y, *xs)
del xs, y
z.refresh()
print(z.data == 4.0 * depth)
del z
print("freed")
"""


def test_a_node_of_many_operands() -> None:
    """Width is no matter either."""
    assert ["True True True", "True", "freed"] == run_python(PREAMBLE + WIDE, "200000").splitlines()


FROM_THREADS = """
import threading
sys.setswitchinterval(1e-5)
class Tagged(Value):
    def __del__(self):
        for _ in range(10):
            pass
def job():
    for _ in range(20):
        y = Value(1.0)
        for i in range(depth):
            y = y * 1.0 if i % 100 else y + Tagged(1.0)
        del y
threads = [threading.Thread(target=job) for _ in range(4)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print("freed")
"""


def test_freeing_from_several_threads() -> None:
    """Deep graphs whose nodes run Python code when they die are freed by several threads at once."""
    assert "freed\n" == run_python(PREAMBLE + FROM_THREADS, "2000")
