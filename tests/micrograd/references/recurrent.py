"""The same loops on plain numbers."""

import random

from plain import log, parts, softmax, tanh


def characters():
    random.seed(5)
    word = [1, 0, 2, 2, 3]  # h e l l o, in the alphabet e h l o
    n, m = 3, 4
    p = [random.gauss(0, 0.5) for _ in range(n * m + n * n + m * n)] + [0.0] * (n + m)

    def loss(*p):
        cut = [0, n * m, n * m + n * n, 2 * n * m + n * n, 2 * n * m + n * n + n]
        Wx, Wh, Wy, bh = (p[a:b] for a, b in zip(cut, cut[1:]))
        by, h, total = p[cut[-1] :], [0.0] * n, 0.0
        for now, then in zip(word, word[1:]):
            h = [tanh(Wx[i * m + now] + sum(Wh[i * n + k] * h[k] for k in range(n)) + bh[i]) for i in range(n)]
            total -= log(softmax([sum(Wy[k * n + i] * h[i] for i in range(n)) + by[k] for k in range(m)])[then])
        return total

    losses = []
    for _ in range(3):
        value, *grads = parts(loss, *p)
        losses.append(value)
        p = [w - 0.1 * d for w, d in zip(p, grads)]
    return {"losses": losses, "grads": grads, "weights": p}


def table_of_pairs():
    pairs = [(0, 1), (1, 2), (2, 2), (2, 1), (1, 0), (0, 2), (2, 1), (1, 2), (2, 0), (0, 1), (1, 2), (2, 0)]

    def loss(*w):
        rows = [softmax(w[3 * i : 3 * i + 3]) for i in range(3)]
        return -sum(log(rows[i][j]) for i, j in pairs) / len(pairs) + 0.01 * sum(x * x for x in w)

    w, losses = [0.1 * (i - j) for i in range(3) for j in range(3)], []
    for _ in range(5):
        value, *grads = parts(loss, *w)
        losses.append(value)
        w = [x - 2.0 * d for x, d in zip(w, grads)]
    return {"losses": losses, "W": [w[0:3], w[3:6], w[6:9]]}


def logistic_map():
    def path(x, rate):
        return [x := rate * x * (1 - x) for _ in range(25)]

    _, x0, rate = parts(lambda x, rate: path(x, rate)[-1], 0.3, 3.7)
    return {"path": path(0.3, 3.7), "x0": x0, "rate": rate}
