"""W5: from a Python function of irregular scalar operations to its value and ten derivatives, and then again.

No loop is to be found in it: operations on inputs and on what is near, drawn once for a size.
"""

from __future__ import annotations

import ctypes
import math
import random
from functools import cache, partial
from typing import Any

import numpy as np

import wengert as wg
from work.base import Bar, Run, System, Work, at, by_hand, compiled, library, own

POINT = [0.1 * (i + 1) - 0.55 for i in range(10)]


@cache
def data(count: int) -> tuple[list[tuple[int, int, int]], list[int]]:
    """Operations, each a kind and the places of two numbers; and the places of what is summed in the end."""
    chance = random.Random(count)
    steps, wanted = [], []
    for k in range(count):
        last = len(POINT) + k - 1
        one = max(0, last - chance.randrange(8))
        other = chance.randrange(len(POINT)) if chance.random() < 0.2 else max(0, last - chance.randrange(60))
        kind = k % 5 if k % 5 < 4 else 4 + chance.randrange(2)
        if kind == 2:  # by an input, which is small: or the numbers would grow without end
            other = chance.randrange(len(POINT))
        steps.append((kind, one, other))
        if k % max(1, count // 50) == 0 or k == count - 1:
            wanted.append(len(POINT) + k)
    return steps, wanted


def compute(count, x, tanh, sin):
    """The function, for whatever has arithmetic."""
    steps, wanted = data(count)
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


def ours(count: int, tier: str) -> Run:
    f = compiled(lambda x: compute(count, x, wg.tanh, wg.sin), tier)
    return lambda: f.value_and_grad(POINT)


def in_c(count: int, flags: Any) -> Run:
    """A loop over the list of operations: C compiled for this list alone takes gcc seconds to minutes."""
    found = library("irregular.c", flags).listed
    found.restype = ctypes.c_double
    steps, wanted = data(count)
    kinds = np.array([step[0] for step in steps], dtype=np.uint8)
    ones, others = (np.array([step[i] for step in steps], dtype=np.int32) for i in (1, 2))
    which, x, slopes = np.array(wanted, dtype=np.int32), np.array(POINT), np.empty(len(POINT))
    v, bars = np.empty(len(POINT) + count), np.empty(len(POINT) + count)
    many = ctypes.c_long(count), ctypes.c_long(len(wanted))

    def run() -> Any:
        arrays = at(kinds), at(ones), at(others)
        return found(many[0], *arrays, many[1], at(which), at(x), at(v), at(bars), at(slopes)), slopes

    return run


def in_ddx(count: int, level: int | None) -> Run:
    """LLVM with its optimiser at a level; None for the interpreter."""
    import ddx

    found = ddx.equation(lambda: compute(count, [ddx.var(f"x{i}") for i in range(len(POINT))], ddx.tanh, ddx.sin))
    if level is not None:
        found.compile(opt_level=ddx.OptLevel(level), codegen_level=ddx.OptLevel.O0)
    return lambda: found.jacobian(POINT)


def in_casadi(count: int) -> Run:
    import casadi as ca

    x = ca.SX.sym("x", len(POINT))
    value = compute(count, [x[i] for i in range(len(POINT))], ca.tanh, ca.sin)
    f = ca.Function("f", [x], [value, ca.gradient(value, x)])

    def run() -> Any:
        value, slopes = f(POINT)
        return float(value), slopes.full()

    return run


def in_xad(count: int) -> Run:
    import xad.adj_1st as adjoint
    from xad.math import sin, tanh

    tape = adjoint.Tape()
    tape.activate()

    def run() -> Any:
        x = [adjoint.Real(number) for number in POINT]
        tape.registerInputs(x)
        tape.newRecording()
        out = compute(count, x, tanh, sin)
        tape.registerOutput(out)
        out.setDerivative(1.0)
        tape.computeAdjoints()
        found = [out.getValue(), *(number.getDerivative() for number in x)]
        del x, out
        tape.clearAll()  # or every recording is slower than the last
        return found

    return run


def reference(count: int) -> Any:
    """A reverse sweep over the list, in plain Python."""
    steps, wanted = data(count)
    v: list[float] = list(POINT)
    for kind, i, j in steps:
        a, b = v[i], v[j]
        v.append((a + b, a - b, a * b, a / 1.7, math.tanh(a), math.sin(a))[kind])
    bar = [0.0] * len(v)
    for place in wanted:
        bar[place] += 1.0
    for k in range(len(steps) - 1, -1, -1):
        (kind, i, j), out = steps[k], v[len(POINT) + k]
        by_one = (1.0, 1.0, v[j], 1 / 1.7, 1.0 - out * out, math.cos(v[i]))[kind]
        by_other = (1.0, -1.0, v[i], 0.0, 0.0, 0.0)[kind]
        bar[i] += bar[len(POINT) + k] * by_one
        bar[j] += bar[len(POINT) + k] * by_other
    return [sum(v[place] for place in wanted), *bar[: len(POINT)]]


def work(count: int, words: str, *bars: Bar, peers: tuple[str, ...]) -> Work:
    systems = {
        "ddx": System(lambda: in_ddx(count, None), ("ddx-ad",)),
        "ddx, LLVM O0": System(lambda: in_ddx(count, 0), ("ddx-ad",)),
        "casadi": System(lambda: in_casadi(count), ("casadi",)),
        "xad": System(lambda: in_xad(count), ("xad",)),
    }
    return Work(
        f"W5: {words} irregular operations, value and 10 derivatives", "µs", 1e6,
        own(partial(ours, count), "auto") | by_hand(partial(in_c, count)) | {name: systems[name] for name in peers},
        lambda: reference(count), bars, settle=5.0, tolerance=1e-7, data=lambda: data(count),
    )  # fmt: skip


FLAT = Bar(1250.0, system="wengert, flat")
FEW = ("ddx", "ddx, LLVM O0", "casadi", "xad")
WORK = {
    "w5-10^4": work(10**4, "10^4", Bar(0.008, figure="first"), Bar(25.0), peers=FEW),
    "w5-10^5": work(10**5, "10^5", Bar(0.05, figure="first"), Bar(300.0), FLAT, peers=FEW),
    "w5-10^6": work(10**6, "10^6", Bar(1.0, figure="first"), peers=()),
}
