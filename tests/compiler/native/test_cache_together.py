"""A cache that several processes and threads use at once."""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from random import Random

import pytest

from builds import run_python
from wengert.compiler.native import cache as module
from wengert.compiler.native.cache import ObjectCache, make_key


def code_of(key: bytes) -> bytes:
    """What every process keeps under a key: 0 to 5 kB."""
    r = Random(key)
    return r.randbytes(r.randint(0, 5000))


def hammer(folder: str, seed: int, rounds: int) -> tuple[int, int]:
    """Search and keep at random, and clear now and then; how much was found, and how much of that was wrong."""
    r, found, wrong = Random(seed), 0, 0
    cache = ObjectCache(folder, 60_000)
    for _ in range(rounds):
        key = make_key(str(r.randint(0, 30)))
        code = cache.get(key)
        if code is None:
            cache.put(key, code_of(key))
        else:
            found += 1
            wrong += code != code_of(key)
        if r.random() < 0.005:
            cache.clear()
    return found, wrong


def settled(folder: str, results: list[tuple[int, int]]) -> None:
    """Much was found, nothing of it wrong, nothing half written is left, and the bound is not far off."""
    assert all(found > 100 for found, _ in results)
    assert [0] * len(results) == [wrong for _, wrong in results]
    assert [] == [name for name in os.listdir(folder) if name.endswith(module.PART)]
    assert sum(ObjectCache(folder).sizes()) <= 60_000 * (1 + len(results) / 16)


@pytest.mark.parametrize("pool", ["processes", "threads"])
def test_several_at_once_find_all_or_nothing(folder, pool):
    """While each writes, makes room and clears, in the same folder."""
    if pool == "processes":
        with ProcessPoolExecutor(3, mp_context=get_context("spawn")) as workers:
            results = list(workers.map(hammer, [str(folder)] * 3, range(3), [600] * 3))
    else:
        with ThreadPoolExecutor(4) as workers:
            results = list(workers.map(hammer, [str(folder)] * 4, range(4), [300] * 4))
    settled(str(folder), results)


def test_one_cache_serves_many_threads(folder):
    """The object itself, too."""
    cache = ObjectCache(folder)
    keys = [make_key(str(i)) for i in range(40)]

    def use(key):
        cache.put(key, code_of(key))
        return cache.get(key) == code_of(key)

    with ThreadPoolExecutor(4) as workers:
        assert [True] * 160 == list(workers.map(use, keys * 4))


FORK = """
import os, sys
from wengert.compiler.native.cache import ObjectCache
cache = ObjectCache(sys.argv[1])
cache.put(b"before", b"parent")
child = os.fork()
for i in range(50):
    cache.put(b"both", b"code")
    cache.put(b"%d" % (child > 0), b"own")
if not child:
    os._exit(cache.get(b"before") != b"parent")
assert 0 == os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
print([cache.get(key) for key in (b"before", b"both", b"0", b"1")], len(os.listdir(sys.argv[1])))
"""


def test_a_fork_goes_on_with_the_same_cache(folder):
    """Parent and child, under names of their own while they write."""
    assert "[b'parent', b'code', b'own', b'own'] 4\n" == run_python(FORK, str(folder))


def test_a_cache_needs_no_compiler():
    """Whoever shows or clears it imports neither LLVM nor NumPy."""
    code = "import sys, wengert.compiler.native.cache; print(sorted({'llvmlite', 'numpy'} & set(sys.modules)))"
    assert "[]\n" == run_python(code)
