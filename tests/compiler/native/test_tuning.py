"""How a function is run: what a user says, what the environment says, and what neither may say."""

from __future__ import annotations

import math

import numpy as np
import pytest
from nativecases import bits

import wengert as wg
from builds import run_python
from wengert.compiler.tuning import Tuning

X = np.linspace(0.1, 3, 30)
MAKE = [wg.compile, wg.vectorize]


def wave(x, y):
    return wg.sin(x) * y + wg.exp(-x * y)


BAD = {
    "tier": [("fast", ValueError), ("", ValueError), ("Native", ValueError), (1, (TypeError, ValueError)),
             (["flat"], (TypeError, ValueError))],
    "threads": [(0, ValueError), (-3, ValueError), (1.0, TypeError), ("2", TypeError), (True, TypeError)],
    "fast": [("yes", TypeError), (1, TypeError), (0.0, TypeError), (np.ones(2), TypeError)],
    "vector_math": [("1", TypeError), (1, TypeError), (2, TypeError), (np.ones(2), TypeError)],
}  # fmt: skip


@pytest.mark.parametrize("make", MAKE)
@pytest.mark.parametrize(("name", "bad"), [(name, bad) for name, many in BAD.items() for bad, _ in many], ids=repr)
def test_wrong_options(make, name, bad):
    """An option that makes no sense is refused at once, by its name and with what was given."""
    (error,) = [error for said, error in BAD[name] if said is bad]
    with pytest.raises(error, match=name) as caught:
        make(wave, **{name: bad})
    assert repr(bad) in str(caught.value)


ENVIRONMENT = """
import os, sys
name, text = sys.argv[1:]
os.environ[name] = text
import numpy as np
import wengert as wg
try:
    f = wg.vectorize(lambda x: wg.sin(x) * x)
    f(np.linspace(0, 1, 20_000))
    f(np.linspace(0, 1, 20_000))
    print("llvmlite" in sys.modules)
except ValueError as error:
    print(error)
"""


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("WENGERT_TIER", "native", "True"), ("WENGERT_TIER", "flat", "False"), ("WENGERT_TIER", "", None),
        ("WENGERT_TIER", "fast", "WENGERT_TIER must be one of auto, flat, native, got 'fast'"),
        ("WENGERT_THREADS", "3", None), ("WENGERT_THREADS", "", None),
        ("WENGERT_THREADS", "0", "WENGERT_THREADS must be a whole number from 1 on, got '0'"),
        ("WENGERT_THREADS", "many", "WENGERT_THREADS must be a whole number from 1 on, got 'many'"),
        ("WENGERT_THREADS", "-1", "WENGERT_THREADS must be a whole number from 1 on, got '-1'"),
    ],
)  # fmt: skip
def test_the_environment(name, text, said):
    """What the environment says is heeded, or refused by its name."""
    found = run_python(ENVIRONMENT, name, text).rstrip("\n")
    assert found in ([said] if said else ["True", "False"])


@pytest.mark.parametrize(("text", "takes"), [("0", False), ("1", True), ("", True)])
def test_vector_math_in_the_environment(text, takes, monkeypatch):
    """WENGERT_VECTOR_MATH says 0 or 1; what the user says counts more."""
    monkeypatch.setenv("WENGERT_VECTOR_MATH", text)
    assert takes == Tuning().takes_vectors
    assert [True, False] == [Tuning(vector_math=said).takes_vectors for said in (True, False)]


def test_what_vector_math_may_not_be(monkeypatch):
    """Another word is refused."""
    monkeypatch.setenv("WENGERT_VECTOR_MATH", "yes")
    with pytest.raises(ValueError, match="WENGERT_VECTOR_MATH must be one of 0, 1, got 'yes'"):
        wg.vectorize(wave, tier="native")(X, X)


def test_what_the_user_says_counts_more(monkeypatch):
    """An option comes before the environment."""
    monkeypatch.setenv("WENGERT_TIER", "nonsense")
    monkeypatch.setenv("WENGERT_THREADS", "nonsense")
    assert ("flat", 3) == (Tuning("flat", 3).chosen_tier, Tuning("flat", 3).chosen_threads)
    assert bits(wg.vectorize(wave, tier="flat", threads=1)(X, X)) == bits([float(wave(x, x)) for x in X])


def total(w, x):
    return wg.exp(-(x * w[0] + w[1] * w[1] + 1.5 * x * x * w[2])) * wg.tanh(w[0] + x + w[2])


TIERS = (("flat", False), ("native", True))  # exact, and fast


def test_fast():
    """Contraction and another order change no more than the last digits; of values, slopes, sums and single points."""
    exact, fast = (wg.compile(total, batch="x", reduce="sum", tier=tier, fast=fast) for tier, fast in TIERS)
    single, point = (wg.compile(total, tier=tier, fast=fast) for tier, fast in TIERS)
    w = [0.3, -0.7, 1.1]
    for f, g, at in ((exact, fast, X), (single, point, 0.7)):
        for a, b in zip(f.value_and_grad(w, at), g.value_and_grad(w, at), strict=True):
            assert np.allclose(a, b, rtol=1e-12, atol=0)
    assert "no longer the same to the last bit" in " ".join(wg.compile.__doc__.split())


@pytest.mark.parametrize("at", [math.nan, math.inf, 0.0, -1.0])
def test_fast_at_edges(at):
    """Inf and nan are what they are without it."""
    f, g = (wg.compile(lambda x: wg.log(x) * x + wg.sqrt(x), tier=tier, fast=fast) for tier, fast in TIERS)
    assert bits(f.value_and_grad(at)) == bits(g.value_and_grad(at))


@pytest.mark.parametrize("make", [lambda f: wg.vectorize(f, tier="native"), lambda f: wg.compile(f, tier="native")])
def test_strict(make):
    """Under `wg.strict()` a lane that makes inf or nan is done again, step by step, and named; also one alone."""
    f = make(lambda x: wg.log(x - 1.0) * 2.0)
    for _ in range(3):
        f(2.0)
        f.value_and_grad(2.0)
    for call in (f, f.value_and_grad):
        with wg.strict(), pytest.raises(wg.NonFiniteError, match=r"log\(0\.0\) made -inf.*test_tuning\.py"):
            call(1.0)
        with wg.strict():
            call(3.0)
    g = wg.vectorize(lambda x: wg.sqrt(x), tier="native")
    g.value_and_grad(X)
    with wg.strict(), pytest.raises(wg.NonFiniteError, match="sqrt"):
        g.value_and_grad(np.array([1.0, 0.0, 2.0]))
    with wg.strict():
        assert bits(np.sqrt(X)) == bits(g(X))


STRANGE = {
    "every second": X[::2],
    "backwards": X[::-1],
    "read-only": np.broadcast_to(X, X.shape),
    "one number for all": np.broadcast_to(np.float64(0.7), (9,)),
    "single precision": X.astype(np.float32),
    "whole numbers": np.arange(1, 9),
    "of the other byte order": X.astype(">f8"),
    "not aligned": np.frombuffer(b"\0" + X.tobytes(), dtype=np.uint8)[1:].view(np.float64),
    "by columns": np.asfortranarray(X.reshape(5, 6)),
    "a list": X.tolist(),
    "none": np.zeros(0),
    "one": X[:1],
    "of no dimension": np.array(0.5),
}


@pytest.mark.parametrize("x", STRANGE.values(), ids=STRANGE)
def test_arrays_of_every_kind(x):
    """However arrays are laid out, and however often they were seen before, the bits are those of the other tier."""
    slow, fast = (wg.vectorize(wave, tier=tier, vector_math=False) for tier in ("flat", "native"))
    sums = [wg.compile(wave, batch="x", reduce="sum", tier=tier, vector_math=False) for tier in ("flat", "native")]
    before = np.array(x).tobytes()
    for _ in range(3):
        for f, g, y in ((slow, fast, x), (slow, fast, 0.5), (*sums, 0.5)):
            if g is sums[1] and np.ndim(x) != 1:
                continue
            assert bits(f(x, y)) == bits(g(x, y))
            for a, b in zip(f.value_and_grad(x, y)[1], g.value_and_grad(x, y)[1], strict=True) if g is fast else []:
                assert bits(a) == bits(b)
            if g is sums[1] and len(x):
                assert bits(f.value_and_grad(x, y, wrt="y")[1]) == bits(g.value_and_grad(x, y, wrt="y")[1])
    assert before == np.array(x).tobytes()
