"""The same updates on lists of plain numbers."""

import random

from plain import parts, tanh


def _bowl(x, y, z):
    return (x - 1) ** 2 + 10 * (y - x * x) ** 2 + tanh(z * y + 0.5) ** 2


def momentum_on_values():
    p, v, losses = [-0.5, 0.75, 0.3], [0.0] * 3, []
    for _ in range(10):
        value, *grads = parts(_bowl, *p)
        v = [0.9 * a - 0.005 * d for a, d in zip(v, grads)]
        p = [x + a for x, a in zip(p, v)]
        losses.append(value)
    return {"losses": losses, "params": p, "v": v}


def adamw_on_values():
    p, m, v, losses = [-0.5, 0.75, 0.3], [0.0] * 3, [0.0] * 3, []
    for t in range(1, 9):
        value, *grads = parts(_bowl, *p)
        m = [0.9 * a + 0.1 * d for a, d in zip(m, grads)]
        v = [0.99 * a + 0.01 * d * d for a, d in zip(v, grads)]
        steps = [(a / (1 - 0.9**t)) / ((b / (1 - 0.99**t)) ** 0.5 + 1e-8) for a, b in zip(m, v)]
        p = [x - 0.05 * (s + 0.01 * x) for x, s in zip(p, steps)]
        losses.append(value)
    return {"losses": losses, "params": p, "m": m}


def rmsprop_in_a_dict():
    p, cache, losses = [0.5] * 3, [0.0] * 3, []
    for _ in range(8):
        value, *grads = parts(_bowl, *p)
        cache = [0.9 * c + 0.1 * d * d for c, d in zip(cache, grads)]
        p = [x - 0.02 * d / (c + 1e-6) ** 0.5 for x, d, c in zip(p, grads, cache)]
        losses.append(value)
    return {"losses": losses, "keys": 3, "params": p}


def minibatches_with_decay():
    random.seed(11)
    data = [(x / 10, 1.5 * x / 10 - 0.4 + random.uniform(-0.1, 0.1)) for x in range(20)]
    w = b = 0.0
    losses = []
    for k in range(12):
        batch = random.sample(data, 5)
        off = [(w * x + b - y, x) for x, y in batch]
        losses.append(sum(r * r for r, _ in off) / 5)
        rate = 0.3 * (1.0 - 0.9 * k / 12)
        w, b = w - rate * sum(2 * r * x for r, x in off) / 5, b - rate * sum(2 * r for r, _ in off) / 5
    return {"losses": losses, "w": w, "b": b}


def clipped_by_norm():
    p, norms = [3.0, -2.0, 1.0], []
    for _ in range(6):
        _, *grads = parts(_bowl, *p)
        norms.append(sum(d * d for d in grads) ** 0.5)
        grads = [d * min(1.0, 1.0 / norms[-1]) for d in grads]
        p = [x - 0.5 * d for x, d in zip(p, grads)]
    return {"norms": norms, "params": p, "grads": grads}
