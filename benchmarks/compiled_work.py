"""The workloads of compiled.py, and the systems that compute their value and gradient.

A system is started with nothing, and is then a function without arguments that returns numbers: the value and the
derivatives, or the derivatives alone.  C is that of by_hand.c; ddx-ad's interpreter is used where it is installed.

Legend: p parameters; x, y, t a point and its side; n how many operations.
"""

from __future__ import annotations

import ctypes
import math
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

import wengert as wg
from common import HERE
from wengert import Value

sys.path.insert(0, str(HERE.parent / "tests" / "compiler"))
from workloads import three_bodies

Run = Callable[[], Any]


class Missing(Exception):
    """A system that is not there, or that does not compute this."""


class Work(NamedTuple):
    """A workload: each system by name, and the reference."""

    systems: dict[str, Callable[[], Run]]
    reference: Callable[[], list[float]]


@cache
def library() -> Any:
    """by_hand.c, compiled."""
    flags = ["-std=c99", "-O3", "-march=native", "-shared", "-fPIC"]
    with tempfile.TemporaryDirectory() as folder:
        made = str(Path(folder) / "by_hand.so")
        try:
            subprocess.run(["gcc", *flags, "-o", made, str(HERE / "by_hand.c"), "-lm"], check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError) as error:
            raise Missing("gcc") from error
        loaded = ctypes.CDLL(made)
    for name in ("moons", "bodies", "listed"):
        getattr(loaded, name).restype = ctypes.c_double
    return loaded


def at(array: Any) -> ctypes.c_void_p:
    """An array as a pointer; the array has to outlive it."""
    return ctypes.c_void_p(array.ctypes.data)


def peer() -> Any:
    """ddx-ad."""
    try:
        import ddx
    except ImportError as error:
        raise Missing("ddx-ad") from error
    return ddx


def warm() -> None:
    """Load what is loaded once in a process, so that no first answer pays for it."""
    wg.compile(lambda x: x * wg.sin(x)).value_and_grad(1.0)
    for load in (library, lambda: peer().equation("sin(x) * x").jacobian([1.0])):
        with suppress(Missing):
            load()


def eager(function: Callable[..., Any], numbers: list[float]) -> list[float]:
    """Value and gradient by eager evaluation and one sweep."""
    leaves = [Value(x) for x in numbers]
    out = function(leaves)
    out.backward()
    return [out.data, *(leaf.grad for leaf in leaves)]


# --- two moons: a network 2-16-16-1, 100 points, hinge loss and the squares of 337 weights ---------------------------

LAYERS = ((2, 16), (16, 16), (16, 1))
DECAY = 1e-4


def moons() -> Work:
    """One step's gradient of the loss of 100 points; points are lanes, weights are shared."""
    chance = random.Random(1337)
    turns = [math.pi * i / 49 for i in range(50)]
    upper = [(math.cos(a), math.sin(a), 1.0) for a in turns]
    lower = [(1.0 - math.cos(a), 0.5 - math.sin(a), -1.0) for a in turns]
    points = np.array([(x + chance.gauss(0, 0.1), y + chance.gauss(0, 0.1), t) for x, y, t in upper + lower])
    weights = np.array([chance.uniform(-1, 1) for _ in range(sum(m * n + n for m, n in LAYERS))])
    places, sides = np.ascontiguousarray(points[:, :2]), np.ascontiguousarray(points[:, 2])

    def score(p, x, relu):
        begin = 0
        for m, n in LAYERS:
            end, out = begin + m * n, []
            for j in range(n):
                a = p[end + j]
                for i in range(m):
                    a = a + p[begin + j * m + i] * x[i]
                out.append(relu(a) if n > 1 else a)
            x, begin = out, end + n
        return x[0]

    def loss(p, x, t):
        return wg.relu(1.0 - t * score(p, x, wg.relu)) + DECAY * sum(w * w for w in p)

    def ours() -> Run:
        f = wg.compile(loss, batch=("x", "t"), reduce="mean")

        def run() -> Any:
            return f.value_and_grad(weights, places, sides)[1]

        return run

    def in_c() -> Run:
        compute, slopes = library().moons, np.empty(len(weights))
        columns = np.ascontiguousarray(places.T)
        given = at(weights), at(columns), at(sides), ctypes.c_double(DECAY), at(slopes)

        def run() -> Any:
            compute(*given)
            return slopes

        run.__dict__["columns"] = columns  # `given` points at them
        return run

    def ddx_interpreter() -> Run:
        ddx = peer()

        def relu(v):
            return ddx.max(v, ddx.Expression(0.0))

        def model():
            p = [ddx.var(f"p{i}") for i in range(len(weights))]
            return relu(1.0 - ddx.param("t") * score(p, [ddx.param("x0"), ddx.param("x1")], relu))

        numbers = np.empty((len(weights) + 3, len(points)))
        call = ddx.equation(model).buffer(numbers, want=ddx.Want.GRADIENT)
        call.x[len(weights) :] = np.stack([sides, *places.T])  # in the order of their first use

        def run() -> Any:
            call.x[: len(weights)] = weights[:, None]
            call()
            return np.asarray(call.jacobian).mean(-1) + 2 * DECAY * weights

        return run

    def reference() -> list[float]:
        def whole(p):
            return wg.mean([loss(p, x, t) for x, t in zip(places.tolist(), sides.tolist(), strict=True)])

        return eager(whole, weights.tolist())[1:]

    return Work({"wengert": ours, "C": in_c, "ddx": ddx_interpreter}, reference)


# --- three bodies: a loop of 1,000 steps ------------------------------------------------------------------------------

START = [1.0, 0.8, 0.6, 1.0, 0.1, -0.8, 0.3, 0.1, -0.9]
SPEEDS = [0.1, 0.5, -0.2, -0.6, 0.5, 0.1]


def bodies(rounds: int = 1000) -> Work:
    """Value and gradient by three masses and six coordinates."""
    simulate = three_bodies(rounds)

    def ours() -> Run:
        f = wg.compile(simulate)
        start = np.array(START)

        def run() -> Any:
            value, slopes = f.value_and_grad(start)
            return [value, *slopes]

        return run

    def in_c() -> Run:
        compute = library().bodies
        start, speeds, seen, slopes = np.array(START), np.array(SPEEDS), np.empty(6 * rounds), np.empty(9)
        numbers = ctypes.c_long(rounds), ctypes.c_double(0.004), ctypes.c_double(0.01)

        def run() -> Any:
            value = compute(at(start), at(speeds), *numbers, at(seen), at(slopes))
            return [value, *slopes]

        return run

    return Work({"wengert": ours, "C": in_c}, lambda: eager(simulate, START))


# --- irregular operations: no loop to be found -----------------------------------------------------------------------

KINDS = ("add", "sub", "mul", "scale", "tanh", "sin")
POINT = [0.1 * (i + 1) - 0.55 for i in range(10)]


def listed(n: int) -> Work:
    """A list of random operations on ten inputs and on what is near; value and ten derivatives."""
    chance = random.Random(n)
    steps, wanted = [], []
    for k in range(n):
        last = len(POINT) + k - 1
        one = max(0, last - chance.randrange(8))
        other = chance.randrange(len(POINT)) if chance.random() < 0.2 else max(0, last - chance.randrange(60))
        kind = k % 5 if k % 5 < 4 else 4 + chance.randrange(2)
        if kind == 2:  # by an input, which is small: or the numbers would grow without end
            other = chance.randrange(len(POINT))
        steps.append((kind, one, other))
        if k % max(1, n // 50) == 0 or k == n - 1:
            wanted.append(len(POINT) + k)

    def on(tanh, sin):
        def compute(x):
            v = list(x)
            for kind, i, j in steps:
                if kind == 0:
                    v.append(v[i] + v[j])
                elif kind == 1:
                    v.append(v[i] - v[j])
                elif kind == 2:
                    v.append(v[i] * v[j])
                elif kind == 3:
                    v.append(v[i] / 1.7)
                elif kind == 4:
                    v.append(tanh(v[i]))
                else:
                    v.append(sin(v[i]))
            total = v[wanted[0]]
            for place in wanted[1:]:
                total = total + v[place]
            return total

        return compute

    def ours() -> Run:
        f = wg.compile(on(wg.tanh, wg.sin))

        def run() -> Any:
            value, slopes = f.value_and_grad(POINT)
            return [value, *slopes]

        return run

    def in_c() -> Run:
        compute = library().listed
        kinds = np.array([step[0] for step in steps], dtype=np.uint8)
        ones, others = (np.array([step[i] for step in steps], dtype=np.int32) for i in (1, 2))
        which, x, slopes = np.array(wanted, dtype=np.int32), np.array(POINT), np.empty(len(POINT))
        v, bars = np.empty(len(POINT) + n), np.empty(len(POINT) + n)
        sizes = ctypes.c_long(n), ctypes.c_long(len(wanted))

        def run() -> Any:
            arrays = at(kinds), at(ones), at(others)
            value = compute(sizes[0], *arrays, sizes[1], at(which), at(x), at(v), at(bars), at(slopes))
            return [value, *slopes]

        return run

    def ddx_interpreter() -> Run:
        ddx = peer()
        if n > 100_000:
            raise Missing("ddx-ad at this size")
        found = ddx.equation(lambda: on(ddx.tanh, ddx.sin)([ddx.var(f"x{i}") for i in range(len(POINT))]))

        def run() -> Any:
            value, slopes = found.jacobian(POINT)
            return [value, *slopes]

        return run

    def reference() -> list[float]:
        return eager(on(wg.tanh, wg.sin), POINT)

    return Work({"wengert": ours, "C": in_c, "ddx": ddx_interpreter}, reference)


WORK = {
    "two moons": moons,
    "three bodies": bodies,
    "irregular, 10^4": lambda: listed(10**4),
    "irregular, 10^5": lambda: listed(10**5),
    "irregular, 10^6": lambda: listed(10**6),
}
