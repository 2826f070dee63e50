"""W4: three bodies in a plane, leapfrog, 1,000 steps: energy and how far the second is, by masses and places.

Legend: m masses; q places and v speeds, x and y of each body; a accelerations.
"""

from __future__ import annotations

import cmath
import ctypes
import math
from typing import Any

import numpy as np

import wengert as wg
from work.base import Bar, Run, System, Work, at, by_hand, compiled, function, library, own

ROUNDS, DT, SOFT = 1000, 0.004, 0.01
START = [1.0, 0.8, 0.6, 1.0, 0.1, -0.8, 0.3, 0.1, -0.9]
SPEEDS = [0.1, 0.5, -0.2, -0.6, 0.5, 0.1]
PAIRS = ((0, 1), (0, 2), (1, 2))


def gap(q, i, j):
    """From one body to another, and the square of how far that is."""
    x, y = q[2 * j] - q[2 * i], q[2 * j + 1] - q[2 * i + 1]
    return x, y, x * x + y * y + SOFT


def pulls(m, q, sqrt):
    """Six accelerations."""
    a = [0.0] * 6
    for i, j in PAIRS:
        x, y, square = gap(q, i, j)
        weight = 1.0 / (square * sqrt(square))
        for k, by in ((0, x * weight), (1, y * weight)):
            a[2 * i + k] = a[2 * i + k] + m[j] * by
            a[2 * j + k] = a[2 * j + k] - m[i] * by
    return a


def step(m, q, v, a, sqrt):
    """Half a push, a move, half a push."""
    v = [v[k] + 0.5 * DT * a[k] for k in range(6)]
    q = [q[k] + DT * v[k] for k in range(6)]
    a = pulls(m, q, sqrt)
    return q, [v[k] + 0.5 * DT * a[k] for k in range(6)], a


def end(m, q, v, sqrt):
    """Energy, and the square of the second body's distance from the origin."""
    energy = sum(0.5 * m[k // 2] * v[k] * v[k] for k in range(6))
    for i, j in PAIRS:
        energy = energy - m[i] * m[j] / sqrt(gap(q, i, j)[2])
    return energy + q[2] * q[2] + q[3] * q[3]


def simulate(z, sqrt):
    """All of it, for whatever has a root."""
    m, q, v = z[:3], z[3:], SPEEDS
    a = pulls(m, q, sqrt)
    for _ in range(ROUNDS):
        q, v, a = step(m, q, v, a, sqrt)
    return end(m, q, v, sqrt)


def ours(tier: str) -> Run:
    f, start = compiled(lambda z: simulate(z, wg.sqrt), tier), np.array(START)
    return lambda: f.value_and_grad(start)


def in_c(flags: Any) -> Run:
    pointer, number = ctypes.c_void_p, ctypes.c_double
    compute = function(library("bodies.c", flags).bodies,
                       pointer, pointer, ctypes.c_long, number, number, pointer, pointer)  # fmt: skip
    start, speeds, seen, slopes = np.array(START), np.array(SPEEDS), np.empty(6 * ROUNDS), np.empty(9)

    def run() -> Any:
        return compute(at(start), at(speeds), ROUNDS, DT, SOFT, at(seen), at(slopes)), slopes

    return run


def in_ddx(level: int | None) -> Run:
    """LLVM with its optimiser at a level and the quickest code generation; None for the interpreter."""
    import ddx

    found = ddx.equation(lambda: simulate([ddx.var(f"z{i}") for i in range(9)], ddx.sqrt))
    if level is not None:
        found.compile(opt_level=ddx.OptLevel(level), codegen_level=ddx.OptLevel.O0)
    return lambda: found.jacobian(START)


def in_casadi() -> Run:
    """The loop written as a loop, and compiled by gcc."""
    import casadi as ca

    state, m = ca.SX.sym("s", 18), ca.SX.sym("m", 3)
    parts = [[state[i + k] for k in range(6)] for i in (0, 6, 12)]
    q, v, a = step([m[i] for i in range(3)], *parts, ca.sqrt)
    once = ca.Function("once", [state, m], [ca.vertcat(*q, *v, *a)])
    z = ca.MX.sym("z", 9)
    masses, places = [z[i] for i in range(3)], [z[i] for i in range(3, 9)]
    first = ca.vertcat(*places, ca.DM(SPEEDS), *pulls(masses, places, ca.sqrt))
    last = once.mapaccum("all", ROUNDS)(first, ca.repmat(z[:3], 1, ROUNDS))[:, -1]
    value = end(masses, [last[i] for i in range(6)], [last[i] for i in range(6, 12)], ca.sqrt)
    flags = {"jit": True, "compiler": "shell", "jit_options": {"flags": ["-O3", "-march=native"]}, "jit_cleanup": True}
    f = ca.Function("f", [z], [value, ca.gradient(value, z)], flags)

    def run() -> Any:
        value, slopes = f(START)
        return float(value), slopes.full()

    return run


def in_jax() -> Run:
    import jax
    import jax.numpy as jnp

    def whole(z):
        m, q, v = [z[i] for i in range(3)], [z[i] for i in range(3, 9)], [jnp.float64(x) for x in SPEEDS]
        state = q, v, pulls(m, q, jnp.sqrt)
        q, v, _ = jax.lax.scan(lambda s, _: (step(m, *s, jnp.sqrt), None), state, None, length=ROUNDS)[0]
        return end(m, q, v, jnp.sqrt)

    f, start = jax.jit(jax.value_and_grad(whole)), jnp.array(START)
    return lambda: jax.block_until_ready(f(start))


def in_xad() -> Run:
    import xad.adj_1st as adjoint
    from xad.math import sqrt

    tape = adjoint.Tape()
    tape.activate()

    def run() -> Any:
        z = [adjoint.Real(x) for x in START]
        tape.registerInputs(z)
        tape.newRecording()
        out = simulate(z, sqrt)
        tape.registerOutput(out)
        out.setDerivative(1.0)
        tape.computeAdjoints()
        found = [out.getValue(), *(x.getDerivative() for x in z)]
        del z, out
        tape.clearAll()  # or every recording is slower than the last
        return found

    return run


def reference() -> Any:
    """By complex steps: no difference is taken, so nothing cancels."""
    tiny = 1e-30
    found = [simulate(START, math.sqrt)]
    for k in range(9):
        z = [complex(x, tiny * (i == k)) for i, x in enumerate(START)]
        found.append(simulate(z, cmath.sqrt).imag / tiny)
    return found


WORK = {
    "w4": Work(
        "W4: three bodies, 1,000 steps, value and 9 derivatives", "ms", 1e3,
        own(ours, "auto") | by_hand(in_c, "C", "C fast") | {
            "ddx": System(lambda: in_ddx(None), ("ddx-ad",)),
            "ddx, LLVM O0": System(lambda: in_ddx(0), ("ddx-ad",)),
            "ddx, LLVM O3": System(lambda: in_ddx(3), ("ddx-ad",)),
            "casadi, gcc": System(in_casadi, ("casadi", "gcc")),
            "JAX": System(in_jax, ("jax",)),
            "xad": System(in_xad, ("xad",)),
        },
        reference, (Bar(0.1, figure="first"), Bar(3.0, "C")), settle=1.0, tolerance=1e-7,
    )
}  # fmt: skip
