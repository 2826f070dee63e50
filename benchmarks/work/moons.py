"""W2: micrograd's demo, one step of a network 2-16-16-1 on 100 points of two moons; hinge loss, squared weights.

Legend: p parameters; x, t a point and its side.
"""

from __future__ import annotations

import ctypes
import math
import random
from functools import cache
from typing import Any

import numpy as np

import wengert as wg
from work.base import Bar, Run, System, Work, at, by_hand, compiled, function, library, own

LAYERS = ((2, 16), (16, 16), (16, 1))
DECAY, RATE = 1e-4, 0.1


@cache
def data() -> tuple[Any, Any, Any]:
    """Weights, places and sides."""
    chance = random.Random(1337)
    turns = [math.pi * i / 49 for i in range(50)]
    upper = [(math.cos(a), math.sin(a), 1.0) for a in turns]
    lower = [(1.0 - math.cos(a), 0.5 - math.sin(a), -1.0) for a in turns]
    points = np.array([(x + chance.gauss(0, 0.1), y + chance.gauss(0, 0.1), t) for x, y, t in upper + lower])
    weights = np.array([chance.uniform(-1, 1) for _ in range(sum(m * n + n for m, n in LAYERS))])
    return weights, np.ascontiguousarray(points[:, :2]), np.ascontiguousarray(points[:, 2])


def score(p, x, relu):
    """The network at one point, in scalars."""
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


def split(p):
    """Matrix and bias of each layer."""
    found, begin = [], 0
    for m, n in LAYERS:
        found.append((p[begin : begin + m * n].reshape(n, m), p[begin + m * n : begin + m * n + n]))
        begin += m * n + n
    return found


def ours(tier: str) -> Run:
    weights, places, sides = data()

    def loss(p, x, t):
        return wg.relu(1.0 - t * score(p, x, wg.relu)) + DECAY * sum(w * w for w in p)

    f = compiled(loss, tier, batch=("x", "t"), reduce="mean")
    return lambda: weights - RATE * f.value_and_grad(weights, places, sides)[1]


def in_c(flags: Any) -> Run:
    weights, places, sides = data()
    pointer, number = ctypes.c_void_p, ctypes.c_double
    step = function(library("networks.c", flags, ("LANES=100",)).moons,
                    pointer, pointer, pointer, number, number, pointer, result=None)  # fmt: skip
    columns, after = np.ascontiguousarray(places.T), np.empty(len(weights))
    given = at(weights), at(columns), at(sides), DECAY, RATE, at(after)

    def run() -> Any:
        step(*given)
        return after

    run.__dict__["kept"] = columns  # `given` points at it
    return run


def in_numpy() -> Run:
    weights, places, sides = data()

    def run() -> Any:
        layers = split(weights)
        seen, signal = [], places
        for k, (matrix, bias) in enumerate(layers):
            seen.append(signal)
            signal = signal @ matrix.T + bias
            signal = signal if k == len(layers) - 1 else np.maximum(signal, 0.0)
        bar = np.where(sides * signal[:, 0] < 1.0, -sides / len(sides), 0.0)[:, None]
        slopes = np.empty_like(weights)
        for k, (matrix_bar, bias_bar) in reversed([*enumerate(split(slopes))]):
            matrix_bar[:], bias_bar[:] = bar.T @ seen[k], bar.sum(0)
            bar = (bar @ layers[k][0]) * (seen[k] > 0)
        return weights - RATE * (slopes + 2 * DECAY * weights)

    return run


def in_jax() -> Run:
    import jax
    import jax.numpy as jnp

    weights, places, sides = (jnp.asarray(part) for part in data())

    def loss(p):
        signal = places
        for k, (matrix, bias) in enumerate(split(p)):
            signal = signal @ matrix.T + bias
            signal = signal if k == len(LAYERS) - 1 else jax.nn.relu(signal)
        return jax.nn.relu(1.0 - sides * signal[:, 0]).mean() + DECAY * (p * p).sum()

    step = jax.jit(lambda p: p - RATE * jax.grad(loss)(p))
    return lambda: jax.block_until_ready(step(weights))


def in_torch() -> Run:
    import torch

    weights, places, sides = (torch.tensor(part) for part in data())
    layers = [torch.tensor(part.numpy(), requires_grad=True) for pair in split(weights) for part in pair]

    def run() -> Any:
        signal = places
        for k in range(0, len(layers), 2):
            signal = torch.nn.functional.linear(signal, layers[k], layers[k + 1])
            signal = signal if k == len(layers) - 2 else torch.relu(signal)
        squares = sum((part * part).sum() for part in layers)
        loss = torch.relu(1.0 - sides * signal[:, 0]).mean() + DECAY * squares
        with torch.no_grad():
            return [part - RATE * bar for part, bar in zip(layers, torch.autograd.grad(loss, layers), strict=True)]

    return run


def in_ddx(native: bool) -> Run:
    import ddx

    weights, places, sides = data()

    def relu(v):
        return ddx.max(v, ddx.Expression(0.0))

    def model():
        p = [ddx.var(f"p{i}") for i in range(len(weights))]
        return relu(1.0 - ddx.param("t") * score(p, [ddx.param("x0"), ddx.param("x1")], relu))

    found = ddx.equation(model)
    if native:
        found.compile(points=len(sides), veclib=ddx.VecLib.AUTO)
    call = found.buffer(np.empty((len(weights) + 3, len(sides))), want=ddx.Want.GRADIENT)
    call.x[len(weights) :] = np.stack([sides, *places.T])  # in the order of their first use

    def run() -> Any:
        call.x[: len(weights)] = weights[:, None]
        call()
        return weights - RATE * (np.asarray(call.jacobian).mean(-1) + 2 * DECAY * weights)

    return run


def reference() -> Any:
    """By eager evaluation, point by point."""
    weights, places, sides = data()

    def whole(p):
        hinges = [wg.relu(1.0 - t * score(p, x, wg.relu)) for x, t in zip(places.tolist(), sides.tolist(), strict=True)]
        return wg.mean(hinges) + DECAY * sum(w * w for w in p)

    return weights - RATE * np.array(wg.grad(whole)(weights.tolist()))


WORK = {
    "w2": Work(
        "W2: two moons, a step of a network 2-16-16-1, 100 points", "µs", 1e6,
        own(ours) | by_hand(in_c, "C", "C fast") | {
            "NumPy": System(in_numpy),
            "JAX": System(in_jax, ("jax",)),
            "torch": System(in_torch, ("torch",)),
            "ddx, LLVM": System(lambda: in_ddx(True), ("ddx-ad",)),
            "ddx": System(lambda: in_ddx(False), ("ddx-ad",)),
        },
        reference, (Bar(1.5, "C"), Bar(1.0, "JAX"), Bar(120.0, system="wengert, flat")), data=data,
    )
}  # fmt: skip
