"""Attention, normalisation, and an engine's nodes built from their local gradients, as in a tiny GPT."""

import math
import random


def attention_head(Value):
    """Queries, keys and values over three positions, each looking back only."""
    random.seed(21)
    d, positions = 2, 3
    xs = [[Value(random.uniform(-1, 1)) for _ in range(d)] for _ in range(positions)]
    Wq, Wk, Wv = ([[Value(random.uniform(-1, 1)) for _ in range(d)] for _ in range(d)] for _ in range(3))

    def linear(x, W):
        return [sum(wi * xi for wi, xi in zip(row, x)) for row in W]

    q, k, v = ([linear(x, W) for x in xs] for W in (Wq, Wk, Wv))
    out = []
    for t in range(positions):
        scores = [sum(a * b for a, b in zip(q[t], k[s])) / math.sqrt(d) for s in range(t + 1)]
        top = max(s.data for s in scores)
        exps = [(s - top).exp() for s in scores]
        weights = [e / sum(exps) for e in exps]
        out.append([sum(w * v[s][j] for s, w in enumerate(weights)) for j in range(d)])
    loss = sum((o - 0.5) ** 2 for row in out for o in row)
    loss.backward()
    leaves = [p for M in (xs, Wq, Wk, Wv) for row in M for p in row]
    return {"loss": loss.data, "out": [[o.data for o in row] for row in out], "grads": [p.grad for p in leaves]}


def layer_norm(Value):
    """Mean and variance of a list of Values, a root of their own, a gain and a shift."""
    xs = [Value(x) for x in (0.5, -1.0, 2.0, 0.25)]
    gain, shift = Value(1.5), Value(0.1)
    mean = sum(xs) / len(xs)
    variance = sum((x - mean) ** 2 for x in xs) / len(xs)
    ys = [(x - mean) * (variance + 1e-5) ** -0.5 * gain + shift for x in xs]
    loss = sum(y**3 for y in ys)
    loss.backward()
    return {
        "ys": [y.data for y in ys],
        "grads": [x.grad for x in xs],
        "gain": gain.grad,
        "shift": shift.grad,
        "mean": mean.data,
        "variance": [variance.data, variance.grad],
    }


def local_gradients_given(Value):
    """`Value(data, children, local_grads)`: numbers instead of a closure."""

    def exp(a):
        e = math.exp(a.data)
        return Value(e, (a,), (e,))

    def log(a):
        return Value(math.log(a.data), (a,), (1 / a.data,))

    def product(a, b):
        return Value(a.data * b.data, (a, b), (b.data, a.data))

    def total(values):
        return Value(sum(v.data for v in values), tuple(values), (1.0,) * len(values))

    a, b, c = Value(0.5), Value(-1.5), Value(2.0)
    e = exp(product(a, b))
    y = log(total([e, a, c, a])) + product(e, e) * 3
    y.backward()
    return {"y": y.data, "grads": [v.grad for v in (a, b, c)], "e": e.grad, "local": list(product(a, b)._local_grads)}


def tiny_gpt_step(Value):
    """Embeddings, a root-mean-square norm, one linear layer, softmax, and Adam with a falling rate."""
    random.seed(42)
    vocab, width = 4, 3
    docs = [[0, 1, 2, 3], [0, 2, 1, 3]]

    def matrix(n, m):
        return [[Value(random.gauss(0, 0.5)) for _ in range(m)] for _ in range(n)]

    state = {"wte": matrix(vocab, width), "wpe": matrix(3, width), "head": matrix(vocab, width)}
    params = [p for mat in state.values() for row in mat for p in row]
    m, v = [0.0] * len(params), [0.0] * len(params)

    def rmsnorm(x):
        ms = sum(xi * xi for xi in x) / len(x)
        scale = (ms + 1e-5) ** -0.5
        return [xi * scale for xi in x]

    def softmax(logits):
        max_val = max(val.data for val in logits)
        exps = [(val - max_val).exp() for val in logits]
        total = sum(exps)
        return [e / total for e in exps]

    losses = []
    for step in range(4):
        tokens = docs[step % len(docs)]
        terms = []
        for pos, (token, target) in enumerate(zip(tokens, tokens[1:])):
            x = rmsnorm([t + p for t, p in zip(state["wte"][token], state["wpe"][pos])])
            logits = [sum(wi * xi for wi, xi in zip(row, x)) for row in state["head"]]
            terms.append(-softmax(logits)[target].log())
        loss = (1 / len(terms)) * sum(terms)
        loss.backward()
        rate = 0.05 * (1 - step / 4)
        for i, p in enumerate(params):
            m[i] = 0.85 * m[i] + 0.15 * p.grad
            v[i] = 0.99 * v[i] + 0.01 * p.grad**2
            p.data -= rate * (m[i] / (1 - 0.85 ** (step + 1))) / ((v[i] / (1 - 0.99 ** (step + 1))) ** 0.5 + 1e-8)
            p.grad = 0
        losses.append(loss.data)
    return {"losses": losses, "params": [p.data for p in params], "m": m}


def convolution(Value):
    """A kernel slides over a signal; every weight is used at every place."""
    signal = [0.0, 1.0, -2.0, 3.0, 0.5, 4.0]
    kernel = [Value(0.25), Value(-0.5), Value(1.0)]
    out = []
    for i in range(len(signal) - 2):
        out.append(sum(kernel[j] * signal[i + j] for j in range(3)).relu())
    pooled = [a if a.data >= b.data else b for a, b in zip(out[::2], out[1::2])]
    y = pooled[0] * pooled[1] + sum(out)
    y.backward()
    return {"out": [v.data for v in out], "y": y.data, "kernel": [w.grad for w in kernel]}
