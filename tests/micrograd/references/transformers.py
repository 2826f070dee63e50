"""Forward passes on plain numbers, derivatives by a complex step."""

import math
import random

from plain import exp, log, parts, relu, slopes, softmax


def attention_head():
    random.seed(21)
    p = [random.uniform(-1, 1) for _ in range(18)]

    def outs(p):
        xs = [p[0:2], p[2:4], p[4:6]]
        q, k, v = ([[W[0] * a + W[1] * b, W[2] * a + W[3] * b] for a, b in xs] for W in (p[6:10], p[10:14], p[14:18]))
        rows = []
        for t in range(3):
            ws = softmax([(q[t][0] * k[s][0] + q[t][1] * k[s][1]) / math.sqrt(2) for s in range(t + 1)])
            rows.append([sum(w * v[s][j] for s, w in enumerate(ws)) for j in range(2)])
        return rows

    loss, *grads = parts(lambda *p: sum((o - 0.5) ** 2 for row in outs(p) for o in row), *p)
    return {"loss": loss, "out": [[o.real for o in row] for row in outs(p)], "grads": grads}


def layer_norm():
    xs = [0.5, -1.0, 2.0, 0.25]

    def ys(x, gain, shift, var=None):
        mean = sum(x) / 4
        var = sum((a - mean) ** 2 for a in x) / 4 if var is None else var
        return [(a - mean) * (var + 1e-5) ** -0.5 * gain + shift for a in x]

    def loss(*p):
        return sum(y**3 for y in ys(p[:4], *p[4:]))

    mean = sum(xs) / 4
    var = sum((a - mean) ** 2 for a in xs) / 4
    by_var = slopes(lambda v: sum(y**3 for y in ys(xs, 1.5, 0.1, v)), var)[0]
    *grads, gain, shift = slopes(loss, *xs, 1.5, 0.1)
    return {
        "ys": ys(xs, 1.5, 0.1),
        "grads": grads,
        "gain": gain,
        "shift": shift,
        "mean": mean,
        "variance": [var, by_var],
    }


def local_gradients_given():
    def y(a, b, c, e):
        return log(e + a + c + a) + 3 * e * e

    value, *grads = parts(lambda a, b, c: y(a, b, c, exp(a * b)), 0.5, -1.5, 2.0)
    by_e = slopes(lambda e: y(0.5, -1.5, 2.0, e), math.exp(-0.75))[0]
    return {"y": value, "grads": grads, "e": by_e, "local": [-1.5, 0.5]}


def tiny_gpt_step():
    random.seed(42)
    p = [random.gauss(0, 0.5) for _ in range(33)]
    m, v, losses = [0.0] * 33, [0.0] * 33, []

    def loss(p, tokens):
        total = 0
        for pos, (token, target) in enumerate(zip(tokens, tokens[1:])):
            x = [p[3 * token + j] + p[12 + 3 * pos + j] for j in range(3)]
            rms = (sum(a * a for a in x) / 3 + 1e-5) ** 0.5
            total -= log(softmax([sum(p[21 + 3 * k + j] * x[j] for j in range(3)) / rms for k in range(4)])[target])
        return total / 3

    for step in range(4):
        tokens = ([0, 1, 2, 3], [0, 2, 1, 3])[step % 2]
        value, *grads = parts(lambda *p, tokens=tokens: loss(p, tokens), *p)
        losses.append(value)
        m = [0.85 * a + 0.15 * d for a, d in zip(m, grads)]
        v = [0.99 * a + 0.01 * d * d for a, d in zip(v, grads)]
        rate, c, s = 0.05 * (1 - step / 4), 1 - 0.85 ** (step + 1), 1 - 0.99 ** (step + 1)
        p = [x - rate * (a / c) / ((b / s) ** 0.5 + 1e-8) for x, a, b in zip(p, m, v)]
    return {"losses": losses, "params": p, "m": m}


def convolution():
    signal = [0.0, 1.0, -2.0, 3.0, 0.5, 4.0]

    def outs(w):
        return [relu(sum(w[j] * signal[i + j] for j in range(3))) for i in range(4)]

    def y(*w):
        a, b, c, d = outs(w)
        return (a if a.real >= b.real else b) * (c if c.real >= d.real else d) + a + b + c + d

    value, *grads = parts(y, 0.25, -0.5, 1.0)
    return {"out": [v.real for v in outs([0.25, -0.5, 1.0])], "y": value, "kernel": grads}
