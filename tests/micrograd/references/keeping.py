"""The same in plain numbers."""

import random

from plain import parts, relu, slopes, tanh


def _net(p, x, y, hidden):
    h = [relu(p[3 * k] * x + p[3 * k + 1] * y + p[3 * k + 2]) for k in range(hidden)]
    return sum(w * a for w, a in zip(p[3 * hidden :], h)) + p[-1]


def _weights(hidden):
    p = []
    for n in [2] * hidden + [hidden]:
        p += [random.uniform(-1, 1) for _ in range(n)] + [0.0]
    return p


def model_copied():
    random.seed(12)
    p = _weights(3)
    grads = slopes(lambda *p: (_net(p, 1.0, -1.0, 3) - 2) ** 2, *p)
    q = [w - 0.1 * d for w, d in zip(p, grads)]
    return {"original": p, "untouched": 0, "twin": q, "outputs": [_net(r, 1.0, -1.0, 3) for r in (p, q)]}


def graph_pickled():
    y, a, b = parts(lambda a, b: tanh(a * b + a) * b + 4 * a, 2.0, -3.0)
    return {"words": ["a", "b"], "m": 0.25, "y": y, "z": 2 * y, "new": [a, b], "old": 0}


def own_subclass():
    y, *grads = parts(lambda a, b: (a + 1) ** 2 * b + 2 * relu(a - b) ** 2, 3.0, -2.0)
    return {"text": f"<{y:g}>", "kinds": [True] * 7, "lifted": [True] * 2, "grads": grads}


def subclass_that_counts():
    total, *grads = parts(lambda a, b, c: (a * b + a) * c + a, 1.0, 2.0, 3.0)
    return {"total": total, "made": 4, "grads": grads}


def weights_saved():
    random.seed(31)
    out = _net(_weights(2), 0.5, 0.25, 2)
    return {"before": out, "ones": 2 * 1.75 + 1, "after": out}


def best_kept():
    x, losses, places = 0.0, [], []
    for _ in range(8):
        loss, grad = parts(lambda x: (x - 1.5) ** 2 * (0.6 + tanh(3 * x) ** 2), x)
        losses.append(loss)
        places.append(x)
        x -= 0.7 * grad
    return {"losses": losses, "best": min(losses), "x": places[losses.index(min(losses))]}
