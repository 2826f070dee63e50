"""Functions to be compiled, each with a point: what the tests of the front share, and other processes import."""

from __future__ import annotations

from itertools import pairwise

import numpy

import wengert as wg

CONSTANT = wg.Value(1.5, label="outside")


def rosenbrock(x):
    return sum(100 * (b - a**2) ** 2 + (1 - a) ** 2 for a, b in pairwise(x))


def mixed(x, y):
    return wg.exp(x * y) - wg.log(x + 2) * wg.tanh(y) / (1 + x**2)


def softmax_entropy(v):
    shares = [wg.exp(a - wg.logsumexp(v)) for a in v]
    return -sum(p * wg.log(p) for p in shares)


def of_everything(v):
    return wg.sum(v) * wg.mean(v) + wg.prod(v) - wg.norm(v) + wg.max(v) * wg.min(v) + wg.dot(v, v[::-1])


def chosen(x, y):
    return wg.where(x > y, x * y, wg.sqrt(y)) + abs(x - y)


def branched(x, y):
    if x > y:
        return x**3 * y
    return wg.sin(x) * y


def of_a_dict(p):
    return p["w"][0] * p["b"] + wg.exp(p["w"][1])


def of_an_array(a):
    return (a * a[::-1]).sum() + wg.log(a[0, 0])


def still(x):
    return 3.0


def itself(x):
    return x


def unused(x, y):
    return y * y


def many_results(x, y):
    return {"product": x * y, "both": [x, y], "number": 2.0, "again": x * y, "array": numpy.array([x + y, 1.0])}


#: name, function, arguments: each returns one number.
SCALAR = {
    "rosenbrock": (rosenbrock, ([0.5, -1.0, 2.0, 1.5],)),
    "rosenbrock of an array": (rosenbrock, (numpy.array([0.5, -1.0, 2.0]),)),
    "mixed": (mixed, (0.7, -0.3)),
    "softmax": (softmax_entropy, ([0.1, 2.0, -1.0, 0.5, 0.3],)),
    "softmax, far out": (softmax_entropy, ([3.0, 2.0, -30.0, 0.5],)),
    "of everything": (of_everything, ([1.0, 2.0, -3.0, 0.5, 4.0],)),
    "with a tie": (lambda v: wg.max(v) * wg.min(v), ([2.0, 1.0, 2.0, 1.0],)),
    "norm at 0": (lambda v: wg.norm(v), ([0.0, 0.0, 0.0],)),
    "chosen": (chosen, (3.0, 2.0)),
    "chosen, the other": (chosen, (1.0, 2.0)),
    "branched": (branched, (3.0, 2.0)),
    "branched, the other": (branched, (1.0, 2.0)),
    "a dict": (of_a_dict, ({"w": [1.0, 0.5], "b": 3.0},)),
    "an array": (of_an_array, (numpy.array([[1.0, 2.0], [3.0, 4.0]]),)),
    "constant": (still, (1.0,)),
    "itself": (itself, (4.0,)),
    "unused": (unused, (1.0, 2.0)),
    "a power": (lambda x: x**0 + x**2 + x**-1.5, (2.0,)),
    "a long sum": (lambda v: wg.sum([a * b for a, b in pairwise(v)]), ([float(i) for i in range(40)],)),
    "gelu": (lambda x: wg.gelu(x) * wg.softplus(-x) + wg.mish(x), (0.3,)),
}

#: name, function, arguments: each returns a structure of numbers.
STRUCTURED = {
    "many results": (many_results, (3.0, 2.0)),
    "a list": (lambda v: [v[0] * v[1], v[0] + v[1], v[1], 7.0], ([3.0, 2.0],)),
    "the same twice": (lambda x: [x * x] * 2, (3.0,)),
    "arguments": (lambda x, y: (y, x, y), (3.0, 2.0)),
    "an array": (lambda a: a @ a.T, (numpy.array([[1.0, 2.0], [3.0, 4.0]]),)),
    "constants": (lambda x: [1.0, 2.0], (3.0,)),
}


@wg.compile
def compiled_rosenbrock(x):
    return rosenbrock(x)


@wg.vectorize
def tariff(x, k):
    if x < 10:
        return x * k
    if x < 20:
        return 10 * k + (x - 10) * k * 2
    return 30 * k + (x - 20) ** 2


also_mixed = wg.compile(mixed)


def asked(n):
    """What another process computes: bits."""
    value, slope = compiled_rosenbrock.value_and_grad([0.1 * n, 2.0, -1.0])
    prices = tariff(numpy.linspace(0.0, 30.0, 7), float(n))
    return [x.hex() for x in (value, *slope, *prices.tolist(), also_mixed(0.5, 0.1 * n))]
