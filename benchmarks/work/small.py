"""One point at a time: Rosenbrock's function of 1,000 numbers, and what a call of a gradient of two floats costs."""

from __future__ import annotations

import ctypes
import math
from functools import partial
from typing import Any

import numpy as np

import wengert as wg
from work.base import Bar, Run, System, Work, at, by_hand, compiled, function, library, own

# --- Rosenbrock -----------------------------------------------------------------------------------------------------

VALLEY = np.array([0.3 + 0.9 * (i * 0.6180339887 % 1) for i in range(1000)])


def rosenbrock(x):
    return sum(100.0 * (x[i + 1] - x[i] ** 2) ** 2 + (1.0 - x[i]) ** 2 for i in range(len(VALLEY) - 1))


def our_valley(tier: str) -> Run:
    f = compiled(rosenbrock, tier)
    return lambda: f.value_and_grad(VALLEY)


def valley_in_c(flags: Any) -> Run:
    slopes = np.empty(len(VALLEY))
    compute = function(library("rosenbrock.c", flags).rosenbrock, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p)
    given = len(VALLEY), at(VALLEY), at(slopes)
    return lambda: (compute(*given), slopes)


def valley_in_numpy() -> Run:
    x, slopes = VALLEY, np.empty(len(VALLEY))

    def run() -> Any:
        bend, away = x[1:] - x[:-1] ** 2, 1.0 - x[:-1]
        slopes[0], slopes[1:] = 0.0, 200.0 * bend
        slopes[:-1] -= 400.0 * bend * x[:-1] + 2.0 * away
        return 100.0 * (bend @ bend) + away @ away, slopes

    return run


def valley_in_jax() -> Run:
    import jax
    import jax.numpy as jnp

    f = jax.jit(jax.value_and_grad(lambda x: jnp.sum(100.0 * (x[1:] - x[:-1] ** 2) ** 2 + (1.0 - x[:-1]) ** 2)))
    x = jnp.asarray(VALLEY)
    return lambda: jax.block_until_ready(f(x))


def valley_in_casadi() -> Run:
    import casadi as ca

    x = ca.SX.sym("x", len(VALLEY))
    value = rosenbrock([x[i] for i in range(len(VALLEY))])
    f = ca.Function("f", [x], [value, ca.gradient(value, x)])

    def run() -> Any:
        value, slopes = f(VALLEY)
        return float(value), slopes.full()

    return run


def valley_in_ddx(native: bool) -> Run:
    import ddx

    found = ddx.equation(lambda: rosenbrock([ddx.var(f"x{i}") for i in range(len(VALLEY))]))
    if native:
        found.compile()
    call = found.buffer(VALLEY, want=ddx.Want.JACOBIAN)

    def run() -> Any:
        call()
        return call.value, call.jacobian

    return run


# --- a call ---------------------------------------------------------------------------------------------------------

X, Y = 0.3, 0.7


def our_floats(tier: str) -> Run:
    f = compiled(lambda x, y: x * y + wg.sin(x), tier)
    f.grad(X, Y, wrt=(0, 1))
    return lambda: f.grad(X, Y, wrt=(0, 1))


def our_list(tier: str) -> Run:
    f, given = compiled(lambda v: v[0] * v[1] + wg.sin(v[0]), tier), [X, Y]
    return lambda: f.grad(given)


def our_array(tier: str) -> Run:
    f, given = compiled(lambda v: v[0] * v[1] + wg.sin(v[0]), tier), np.array([X, Y])
    return lambda: f.grad(given)


def call_of_ddx(form: str) -> Run:
    import ddx

    found = ddx.equation("x * y + sin(x)")
    found.compile()
    if form == "list":
        return lambda: found.jacobian([X, Y])[1]
    call = found.buffer(np.array([X, Y]), want=ddx.Want.GRADIENT)

    def run() -> Any:
        call()
        return call.jacobian

    return run


def call_of_jax() -> Run:
    import jax
    import jax.numpy as jnp

    f = jax.jit(jax.grad(lambda x, y: x * y + jnp.sin(x), argnums=(0, 1)))
    x, y = jnp.float64(X), jnp.float64(Y)
    return lambda: jax.block_until_ready(f(x, y))


def call_of_casadi() -> Run:
    import casadi as ca

    x, y = ca.SX.sym("x"), ca.SX.sym("y")
    f = ca.Function("f", [x, y], [ca.gradient(x * y + ca.sin(x), ca.vertcat(x, y))])
    return lambda: f(X, Y).full()


def call_of_numba() -> Run:
    import numba

    f = numba.njit(lambda x, y: (y + math.cos(x), x))
    return lambda: f(X, Y)


def call_of_xad() -> Run:
    import xad.adj_1st as adjoint
    from xad.math import sin

    tape = adjoint.Tape()
    tape.activate()

    def run() -> Any:
        x, y = adjoint.Real(X), adjoint.Real(Y)
        tape.registerInput(x)
        tape.registerInput(y)
        tape.newRecording()
        out = x * y + sin(x)
        tape.registerOutput(out)
        out.setDerivative(1.0)
        tape.computeAdjoints()
        return x.getDerivative(), y.getDerivative()

    return run


WORK = {
    "rosenbrock": Work(
        "Rosenbrock, n = 1,000, value and gradient at one point", "µs", 1e6,
        own(our_valley) | by_hand(valley_in_c, "C", "C fast") | {
            "NumPy": System(valley_in_numpy),
            "JAX": System(valley_in_jax, ("jax",)),
            "ddx": System(partial(valley_in_ddx, False), ("ddx-ad",)),
            "ddx, LLVM": System(partial(valley_in_ddx, True), ("ddx-ad",)),
            "casadi": System(valley_in_casadi, ("casadi",)),
        },
        lambda: valley_in_numpy()(), (Bar(0.1, figure="first"), Bar(9.0)),
    ),
    "call": Work(
        "A call: the gradient of a function of two floats", "µs", 1e6,
        own(our_floats) | {
            "wengert, a list": System(partial(our_list, "native"), ("wengert",)),
            "wengert, an ndarray": System(partial(our_array, "native"), ("wengert",)),
            "ddx, a buffer": System(partial(call_of_ddx, "buffer"), ("ddx-ad",)),
            "ddx, a list": System(partial(call_of_ddx, "list"), ("ddx-ad",)),
            "numba, by hand": System(call_of_numba, ("numba",)),
            "JAX": System(call_of_jax, ("jax",)),
            "casadi": System(call_of_casadi, ("casadi",)),
            "xad": System(call_of_xad, ("xad",)),
        },
        lambda: [Y + math.cos(X), X], (Bar(1.0), Bar(1.5, system="wengert, an ndarray")),
    ),
}  # fmt: skip
