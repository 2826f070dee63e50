"""Closed forms, and one plain training loop."""

import math
import random

from plain import parts, slopes, tanh


def neuron_step_by_step():
    n = 6.8813735870195432 - 6.0
    o = math.tanh(n)
    d = 1 - o * o
    data = {
        "x1": 2,
        "x2": 0,
        "w1": -3,
        "w2": 1,
        "b": n + 6,
        "x1*w1": -6,
        "x2*w2": 0,
        "x1*w1 + x2*w2": -6,
        "n": n,
        "o": o,
    }
    grad = dict.fromkeys(data, d) | {"x1": -3 * d, "x2": d, "w1": 2 * d, "w2": 0, "o": 1}
    return {name: [data[name], grad[name]] for name in data}


def neuron_sorted_by_hand():
    xs, ws, b = [1.6, 0.8, 0.5], [1.3, -1.2, 1.1], 0.2

    def o(x0, x1, x2, w0, w1, w2, b):
        return tanh(x0 * w0 + x1 * w1 + x2 * w2 + b)

    value, *d = parts(o, *xs, *ws, b)
    return {"o": value, "nodes": 14, "last": True, "xs": d[:3], "ws": d[3:6], "b": d[6], "z": 1 - value**2}


def tanh_taken_apart():
    n = 0.8813735870195432
    e = math.exp(2 * n)
    return {"o": math.tanh(n), "n": 1 - math.tanh(n) ** 2, "e": [e, 2 / (e + 1) ** 2]}


def branches_meet():
    # out = x^2 + x^4; by y it is 1 + 2y, by z 1
    return {"f": [1, -6, 1, -3, -8], "twice": 2, "diamond": [20, 36, 9, 1]}


def nudge_the_leaves():
    def L(a, b, c, f):
        return (a * b + c) * f

    leaves = [2.0, -3.0, 10.0, -2.0]
    moved = [x + 0.01 * d for x, d in zip(leaves, slopes(L, *leaves))]
    return {"before": L(*leaves), "after": L(*moved), "leaves": moved}


def four_examples():
    random.seed(2023)
    p = [random.uniform(-1, 1) for _ in range(4 * 4 + 4 * 5 + 5)]
    xs = [[2.0, -1.5, 0.5], [-1.0, 0.25, 1.0], [0.5, 2.0, -1.0], [1.0, 1.0, 1.5]]
    ys = [1.0, -1.0, -1.0, 1.0]

    def net(p, x):
        at = 0
        for width in (4, 4, 1):
            n = len(x) + 1
            rows = [p[at + n * k : at + n * k + n] for k in range(width)]
            x = [tanh(sum(w * a for w, a in zip(row, x)) + row[-1]) for row in rows]
            at += n * width
        return x[0]

    def loss(*p):
        return sum((net(p, x) - y) ** 2 for x, y in zip(xs, ys))

    losses = []
    for _ in range(6):
        value, *grads = parts(loss, *p)
        losses.append(value)
        p = [w - 0.05 * d for w, d in zip(p, grads)]
    return {"losses": losses, "weights": p, "grads": grads}
