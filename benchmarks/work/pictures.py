"""W6: an epoch of Adam on 8x8 digits, 64-32-10; and a step of a network in the shape of MNIST's, 784-64-10.

One hidden layer with tanh, softmax and cross-entropy, batches of 64.  The gradient is compiled from the loss of one
picture in scalars; Adam is NumPy's.

Legend: p parameters, layer by layer a matrix row by row and then its biases; x a picture, t its class among zeros.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from functools import cache, partial
from typing import Any, NamedTuple

import numpy as np

import wengert as wg
from work.base import Bar, Run, System, Work, at, by_hand, compiled, function, library, own

LANES, CLASSES = 64, 10
RATE = 1e-3
Gradient = Callable[[Any, int], Any]  # of parameters and the number of a batch


class Shape(NamedTuple):
    """A network and how many batches there are."""

    inputs: int
    hidden: int
    batches: int

    def split(self, p):
        """Matrix and bias of both layers."""
        inner = self.inputs * self.hidden
        outer = inner + self.hidden
        end = outer + self.hidden * CLASSES
        return p[:inner].reshape(self.hidden, -1), p[inner:outer], p[outer:end].reshape(CLASSES, -1), p[end:]


DIGITS, MNIST = Shape(64, 32, 28), Shape(784, 64, 1)


@cache
def data(shape: Shape) -> tuple[Any, Any, Any]:
    """First parameters, pictures of numbers from 0 to 1, and their classes.

    The digits are those of scikit-learn where it is installed; else drawn, as MNIST's are.
    """
    chance = np.random.default_rng(3)
    count = shape.batches * LANES
    p = chance.normal(size=shape.inputs * shape.hidden + shape.hidden + shape.hidden * CLASSES + CLASSES)
    for part, inputs in zip(shape.split(p), (shape.inputs, 0, shape.hidden, 0), strict=True):
        part[:] = part / inputs**0.5 if inputs else 0.0
    pictures = np.round(16 * np.clip(chance.normal(0.1, 0.4, (count, shape.inputs)), 0, 1)) / 16
    right = chance.integers(0, CLASSES, count)
    if shape is DIGITS:
        try:
            from sklearn.datasets import load_digits
        except ImportError:
            pass
        else:
            pictures, right = load_digits(return_X_y=True)
            pictures, right = pictures[:count] / 16.0, right[:count]
    return p, np.ascontiguousarray(pictures), right.astype(np.int64)


def batch(b: int) -> slice:
    """Which pictures a batch has."""
    return slice(b * LANES, (b + 1) * LANES)


def epoch(shape: Shape, gradient: Gradient) -> Run:
    """An epoch of Adam in NumPy, always from the first parameters."""

    def run() -> Any:
        p = data(shape)[0]
        mean, square = np.zeros_like(p), np.zeros_like(p)
        for b in range(shape.batches):
            g = gradient(p, b)
            mean += (1 - 0.9) * (g - mean)
            square += (1 - 0.999) * (g * g - square)
            first, second = 1 - 0.9 ** (b + 1), 1 - 0.999 ** (b + 1)
            p = p - RATE * (mean / first) / (np.sqrt(square / second) + 1e-8)
        return p

    return run


def one_step(shape: Shape, gradient: Gradient) -> Run:
    """A step along the gradient of the first batch."""
    p = data(shape)[0]
    return lambda: p - RATE * np.asarray(gradient(p, 0))


Make = Callable[[Shape, Gradient], Run]


def scalar_loss(shape: Shape, p, x, t, tanh, logsumexp):
    """Of one picture, in scalars."""
    begin, signal = 0, x
    for inputs, outputs in ((shape.inputs, shape.hidden), (shape.hidden, CLASSES)):
        bias, out = begin + inputs * outputs, []
        for j in range(outputs):
            a = p[bias + j]
            for i in range(inputs):
                a = a + p[begin + j * inputs + i] * signal[i]
            out.append(tanh(a) if outputs == shape.hidden else a)
        begin, signal = bias + outputs, out
    total = t[0] * signal[0]
    for k in range(1, CLASSES):
        total = total + t[k] * signal[k]
    return logsumexp(signal) - total


def ours(shape: Shape, make: Make, tier: str) -> Run:
    _, pictures, right = data(shape)
    sides = np.eye(CLASSES)[right]

    def loss(p, x, t):
        return scalar_loss(shape, p, x, t, wg.tanh, wg.logsumexp)

    f = compiled(loss, tier, batch=("x", "t"), reduce="mean")
    return make(shape, lambda p, b: f.value_and_grad(p, pictures[batch(b)], sides[batch(b)])[1])


def in_c(shape: Shape, make: Make, flags: Any) -> Run:
    p, pictures, right = data(shape)
    names = f"LANES={LANES}", f"INPUTS={shape.inputs}", f"HIDDEN={shape.hidden}", f"CLASSES={CLASSES}"
    made, pointer = library("networks.c", flags, names), ctypes.c_void_p
    if make is epoch:
        whole = function(made.epoch, *[pointer] * 3, ctypes.c_long, ctypes.c_double, pointer, pointer, result=None)

        def run() -> Any:
            after, mean, square = p.copy(), np.zeros_like(p), np.zeros_like(p)
            whole(at(after), at(pictures), at(right), shape.batches, RATE, at(mean), at(square))
            return after

        return run
    compute, slopes = function(made.classify, *[pointer] * 4, result=None), np.empty_like(p)

    def gradient(p, b):
        compute(at(p), at(pictures), at(right), at(slopes))
        return slopes

    return make(shape, gradient)


def in_numpy(shape: Shape, make: Make) -> Run:
    _, pictures, right = data(shape)

    def gradient(p, b):
        x, c = pictures[batch(b)], right[batch(b)]
        inner, inner_bias, outer, outer_bias = shape.split(p)
        hidden = np.tanh(x @ inner.T + inner_bias)
        score = hidden @ outer.T + outer_bias
        bar = np.exp(score - score.max(1, keepdims=True))
        bar /= bar.sum(1, keepdims=True)
        bar[np.arange(LANES), c] -= 1
        bar /= LANES
        slopes = np.empty_like(p)
        by = shape.split(slopes)
        hidden_bar = (bar @ outer) * (1 - hidden * hidden)
        by[0][:], by[1][:] = hidden_bar.T @ x, hidden_bar.sum(0)
        by[2][:], by[3][:] = bar.T @ hidden, bar.sum(0)
        return slopes

    return make(shape, gradient)


def in_jax(shape: Shape, make: Make) -> Run:
    """All of a step is compiled, Adam too."""
    import jax
    import jax.numpy as jnp

    start, pictures, right = (jnp.asarray(part) for part in data(shape))

    def loss(p, x, c):
        inner, inner_bias, outer, outer_bias = shape.split(p)
        score = jnp.tanh(x @ inner.T + inner_bias) @ outer.T + outer_bias
        return -jax.nn.log_softmax(score)[jnp.arange(LANES), c].mean()

    slope = jax.grad(loss)
    if make is one_step:
        step = jax.jit(lambda p, x, c: p - RATE * slope(p, x, c))
        return lambda: jax.block_until_ready(step(start, pictures, right))

    @jax.jit
    def adam(p, mean, square, b, x, c):
        g = slope(p, x, c)
        mean, square = mean + (1 - 0.9) * (g - mean), square + (1 - 0.999) * (g * g - square)
        first, second = 1 - 0.9 ** (b + 1.0), 1 - 0.999 ** (b + 1.0)
        return p - RATE * (mean / first) / (jnp.sqrt(square / second) + 1e-8), mean, square

    def run() -> Any:
        state = start, jnp.zeros_like(start), jnp.zeros_like(start)
        for b in range(shape.batches):
            state = adam(*state, b, pictures[batch(b)], right[batch(b)])
        return jax.block_until_ready(state[0])

    return run


def in_torch(shape: Shape, make: Make) -> Run:
    import torch

    start, pictures, right = (torch.tensor(part) for part in data(shape))
    linear, entropy = torch.nn.functional.linear, torch.nn.functional.cross_entropy

    def run() -> Any:
        layers = [part.clone().requires_grad_() for part in shape.split(start)]
        optimiser = torch.optim.Adam(layers, lr=RATE) if make is epoch else torch.optim.SGD(layers, lr=RATE)
        for b in range(shape.batches):
            optimiser.zero_grad()
            hidden = torch.tanh(linear(pictures[batch(b)], *layers[:2]))
            entropy(linear(hidden, *layers[2:]), right[batch(b)]).backward()
            optimiser.step()
        return [part.detach() for part in layers]

    return run


def in_ddx(shape: Shape, make: Make) -> Run:
    import ddx

    p, pictures, right = data(shape)
    sides = np.eye(CLASSES)[right]

    def logsumexp(scores):
        return ddx.log(sum((ddx.exp(score) for score in scores[1:]), ddx.exp(scores[0])))

    def model():
        names = ((ddx.var, "p", len(p)), (ddx.param, "x", shape.inputs), (ddx.param, "t", CLASSES))
        return scalar_loss(shape, *([kind(f"{n}{i}") for i in range(m)] for kind, n, m in names), ddx.tanh, logsumexp)

    found = ddx.equation(model)
    found.compile(points=LANES, veclib=ddx.VecLib.AUTO)
    call = found.buffer(np.zeros((len(p) + shape.inputs + CLASSES, LANES)), want=ddx.Want.GRADIENT)

    def gradient(p, b):
        call.x[: len(p)] = p[:, None]
        call.x[len(p) : -CLASSES] = pictures[batch(b)].T
        call.x[-CLASSES:] = sides[batch(b)].T
        call()
        return np.asarray(call.jacobian).mean(-1)

    return make(shape, gradient)


def work(shape: Shape, make: Make, title: str, *bars: Bar, ddx: bool) -> Work:
    peers = {"JAX": (in_jax, "jax"), "torch": (in_torch, "torch")} | ({"ddx, LLVM": (in_ddx, "ddx-ad")} if ddx else {})
    return Work(
        title, "ms", 1e3,
        own(partial(ours, shape, make)) | by_hand(partial(in_c, shape, make), "C", "C fast")
        | {"NumPy": System(partial(in_numpy, shape, make))}
        | {name: System(partial(start, shape, make), (need,)) for name, (start, need) in peers.items()},
        lambda: in_numpy(shape, make)(), bars, tolerance=1e-6, data=lambda: data(shape),
    )  # fmt: skip


WORK = {
    "w6": work(DIGITS, epoch, "W6: digits, an epoch of Adam, 64-32-10, 28 batches of 64",
               Bar(2.0, "NumPy"), Bar(1.0, "JAX"), Bar(0.3, figure="first"), ddx=True),
    "mnist": work(MNIST, one_step, "MNIST's shape, a step, 784-64-10, a batch of 64",
                  Bar(3.0, figure="first"), Bar(1.0, figure="memory"), Bar(3.0, "torch"), ddx=False),
}  # fmt: skip
