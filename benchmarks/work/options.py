"""W3: Black and Scholes, a million calls: price and five first derivatives, from arrays to arrays.

Legend: S spot, K strike, T years, r rate, v volatility.
"""

from __future__ import annotations

import ctypes
from functools import cache, partial
from typing import Any

import numpy as np

import wengert as wg
from work.base import Bar, Run, System, Work, at, by_hand, function, library, own, vectorized

COUNT = 10**6
ROOT_HALF = 0.70710678118654752440


@cache
def data() -> Any:
    """Five rows."""
    least = np.array([50.0, 50.0, 0.1, 0.0, 0.1])[:, None]
    most = np.array([150.0, 150.0, 2.0, 0.08, 0.5])[:, None]
    return least + (most - least) * np.random.default_rng(7).random((5, COUNT))


def price(S, K, T, r, v, log, exp, sqrt, erf):
    """A call, for whatever has these functions."""
    spread = v * sqrt(T)
    up = (log(S / K) + (r + 0.5 * v * v) * T) / spread
    above, below = (0.5 + 0.5 * erf(ROOT_HALF * d) for d in (up, up - spread))
    return S * above - K * exp(-r * T) * below


def ours(tier: str, **options: Any) -> Run:
    given = [*data()]
    f = vectorized(lambda S, K, T, r, v: price(S, K, T, r, v, wg.log, wg.exp, wg.sqrt, wg.erf), tier, **options)
    return lambda: f.value_and_grad(*given)


def in_c(flags: Any) -> Run:
    given, found = data(), np.empty((6, COUNT))
    compute = function(library("options.c", flags).prices, ctypes.c_long, *[ctypes.c_void_p] * 11, result=None)
    pointers = [at(row) for row in [*given, *found]]

    def run() -> Any:
        compute(COUNT, *pointers)
        return found

    return run


def in_numpy() -> Run:
    from scipy.special import ndtr

    S, K, T, r, v = data()

    def run() -> Any:
        spread = v * np.sqrt(T)
        up = (np.log(S / K) + (r + 0.5 * v * v) * T) / spread
        above, below, discount = ndtr(up), ndtr(up - spread), np.exp(-r * T)
        vega = S * np.sqrt(T) * np.exp(-0.5 * up * up) / np.sqrt(2 * np.pi)
        rate = K * discount * below
        return S * above - rate, above, -discount * below, 0.5 * vega * v / T + r * rate, T * rate, vega

    return run


def in_jax() -> Run:
    import jax
    import jax.numpy as jnp

    given = [jnp.asarray(row) for row in data()]

    def one(*numbers):
        return price(*numbers, jnp.log, jnp.exp, jnp.sqrt, jax.scipy.special.erf)

    f = jax.jit(jax.vmap(jax.value_and_grad(one, argnums=(0, 1, 2, 3, 4))))
    return lambda: jax.block_until_ready(f(*given))


def in_torch() -> Run:
    import torch

    given = [torch.tensor(row, requires_grad=True) for row in data()]

    def run() -> Any:
        value = price(*given, torch.log, torch.exp, torch.sqrt, torch.erf)
        return [value.detach(), *torch.autograd.grad(value.sum(), given)]

    return run


def in_numba() -> Run:
    """The derivatives by hand, as in C."""
    import math

    import numba

    given, found = data(), np.empty((6, COUNT))

    @numba.njit(error_model="numpy")
    def compute(S, K, T, r, v, found):
        for i in range(S.size):
            root = math.sqrt(T[i])
            spread = v[i] * root
            up = (math.log(S[i] / K[i]) + (r[i] + 0.5 * v[i] * v[i]) * T[i]) / spread
            above = 0.5 + 0.5 * math.erf(ROOT_HALF * up)
            below = 0.5 + 0.5 * math.erf(ROOT_HALF * (up - spread))
            discount = math.exp(-r[i] * T[i])
            vega = S[i] * root * 0.39894228040143267794 * math.exp(-0.5 * up * up)
            found[0, i] = S[i] * above - K[i] * discount * below
            found[1, i] = above
            found[2, i] = -discount * below
            found[3, i] = 0.5 * vega * v[i] / T[i] + r[i] * K[i] * discount * below
            found[4, i] = T[i] * K[i] * discount * below
            found[5, i] = vega

    def run() -> Any:
        compute(*given, found)
        return found

    return run


def in_drjit() -> Run:
    import drjit as dr
    from drjit.llvm.ad import Float64

    given = [Float64(row) for row in data()]

    def run() -> Any:
        inputs = [Float64(row) for row in given]
        dr.enable_grad(*inputs)
        value = price(*inputs, dr.log, dr.exp, dr.sqrt, dr.erf)
        dr.backward(value)
        found = [dr.detach(value), *(dr.grad(row) for row in inputs)]
        dr.eval(*found)
        dr.sync_thread()
        return found

    return run


def in_ddx() -> Run:
    import ddx

    def one():
        return price(*(ddx.var(name) for name in "SKTrv"), ddx.log, ddx.exp, ddx.sqrt, ddx.erf)

    found = ddx.equation(one)
    found.compile(points=COUNT, veclib=ddx.VecLib.LIBMVEC)
    call = found.buffer(data(), want=ddx.Want.JACOBIAN)

    def run() -> Any:
        call()
        return call.value, call.jacobian

    return run


def two_threads() -> dict[str, System]:
    """Measured beside one thread by the wall clock."""
    return {"wengert, 2 threads": System(partial(ours, "native"), ("wengert",), threads=2)}


WORK = {
    "w3": Work(
        "W3: Black and Scholes, 10^6 calls, price and 5 derivatives", "ns a call", 1e9 / COUNT,
        own(ours) | two_threads() | by_hand(in_c, "C", "C fast") | {
            "NumPy": System(in_numpy, ("scipy",)),
            "drjit": System(in_drjit, ("drjit",)),
            "ddx, LLVM": System(in_ddx, ("ddx-ad",)),
            "JAX": System(in_jax, ("jax",)),
            "torch": System(in_torch, ("torch",)),
            "numba, by hand": System(in_numba, ("numba",)),
        },
        lambda: in_numpy()(),
        (Bar(1.25, "C fast"), Bar(1.0, "drjit"), Bar(1 / 1.7, "wengert", system="wengert, 2 threads", clock="wall")),
        tolerance=1e-7, data=data,
    )
}  # fmt: skip
