"""The same networks as loops over plain numbers."""

import math
import random

from plain import log, parts, relu, sigmoid, softmax, tanh


def _mlp(p, x, widths):
    at = 0
    for width in widths:
        n = len(x) + 1
        x = [sum(w * a for w, a in zip(p[at + n * k :], x)) + p[at + n * k + n - 1] for k in range(width)]
        x = x if width == widths[-1] and at + n * width == len(p) else [relu(a) for a in x]
        at += n * width
    return x


def _weights(nin, widths):
    p = []
    for n, width in zip([nin, *widths], widths):
        for _ in range(width):
            p += [random.uniform(-1, 1) for _ in range(n)] + [0.0]
    return p


def moons_with_hinge():
    random.seed(1337)
    turns = [math.pi * k / 5 for k in range(6)]
    X = [[math.cos(t), math.sin(t)] for t in turns] + [[1 - math.cos(t), 0.5 - math.sin(t)] for t in turns]
    y, p = [1] * 6 + [-1] * 6, _weights(2, [6, 6, 1])

    def score(p, x):
        return _mlp(p, x, [6, 6, 1])[0]

    def loss(*p):
        return sum(relu(1 - t * score(p, x)) for x, t in zip(X, y)) / 12 + 1e-4 * sum(w * w for w in p)

    losses, accuracies = [], []
    for k in range(5):
        value, *grads = parts(loss, *p)
        losses.append(value)
        accuracies.append(sum((t > 0) == (score(p, x) > 0) for x, t in zip(X, y)) / 12)
        p = [w - (0.5 - 0.45 * k / 5) * d for w, d in zip(p, grads)]
    return {"losses": losses, "accuracies": accuracies, "grads": grads}


def inside_of_a_net():
    random.seed(7)
    p, x = _weights(3, [2, 1]), [1.0, -2.0, 0.5]
    h = [relu(sum(w * a for w, a in zip(p[4 * k :], x))) for k in range(2)]
    out, *grads = parts(lambda *p: _mlp(p, x, [2, 1])[0], *p)
    return {
        "text": "MLP of [Layer of [ReLUNeuron(3), ReLUNeuron(3)], Layer of [LinearNeuron(2)]]",
        "widths": [2, 1],
        "weights": p[0:3] + p[4:7] + p[8:10],
        "biases": [0, 0, 0],
        "nonlin": [True, True, False, False],
        "count": [11, 8, 3],
        "list": [True, True],
        "out": [*h, out],
        "grads": grads,
        "cleared": 0,
    }


def exclusive_or():
    random.seed(3)
    p = [random.uniform(-1, 1) for _ in range(9)]

    def out(p, a, b):
        return p[6] * tanh(p[0] * a + p[1] * b + p[2]) + p[7] * tanh(p[3] * a + p[4] * b + p[5]) + p[8]

    def loss(*p):
        return sum((out(p, a, b) - (a != b)) ** 2 for a in (0, 1) for b in (0, 1)) / 4

    losses = []
    for _ in range(12):
        value, *grads = parts(loss, *p)
        losses.append(value)
        p = [w - 0.5 * d for w, d in zip(p, grads)]
    return {"losses": losses, "params": p}


def logistic_regression():
    rows = [(-2.0, 0.5, 0), (-1.0, -1.0, 0), (-0.5, 1.5, 0), (0.5, -0.5, 1), (1.0, 1.0, 1), (2.0, 0.0, 1)]
    w, losses, right = [0.1, -0.2, 0.0], [], []
    for _ in range(6):
        ps = [sigmoid(w[0] * x1 + w[1] * x2 + w[2]).real for x1, x2, _ in rows]
        losses.append(-sum(log(p if t else 1 - p).real for p, (_, _, t) in zip(ps, rows)) / 6)
        right.append(sum((p > 0.5) == t for p, (_, _, t) in zip(ps, rows)))
        off = [(p - t, x1, x2) for p, (x1, x2, t) in zip(ps, rows)]
        steps = [sum(d * x1 for d, x1, _ in off), sum(d * x2 for d, _, x2 in off), sum(d for d, _, _ in off)]
        w = [a - s / 6 for a, s in zip(w, steps)]
    return {"losses": losses, "right": right, "params": w}


def pixels_to_digits():
    random.seed(9)
    p = [random.gauss(0, 0.3) for _ in range(3 * 26 + 2 * 4)]
    zero, one = ".###.#...##...##...#.###.", "..#...##....#....#...###."
    losses, guesses = [], []
    for digit in (0, 1, 0, 1):
        x = [1.0 if c == "#" else 16 / 255 for c in (zero, one)[digit]]

        def probs(*p, x=x):
            h = [relu(sum(w * a for w, a in zip(p[26 * k :], x)) + p[26 * k + 25]) for k in range(3)]
            return softmax([sum(w * a for w, a in zip(p[78 + 4 * k :], h)) + p[81 + 4 * k] for k in range(2)])

        value, *grads = parts(lambda *p, probs=probs, digit=digit: -log(probs(*p)[digit]), *p)
        losses.append(value)
        guesses.append(probs(*p)[1].real)
        p = [w - 0.1 * d for w, d in zip(p, grads)]
    return {"losses": losses, "guesses": guesses, "grads": grads, "params": p}


def gradients_accumulated():
    w, b, dw, db, after = 0.5, -0.25, 0.0, 0.0, []
    for half in ([(1.0, 2.0), (2.0, 3.5)], [(3.0, 5.5), (-1.0, -2.0)]):
        dw += sum(2 * (w * x + b - y) * x for x, y in half)
        db += sum(2 * (w * x + b - y) for x, y in half)
        after.append([dw, db])
    return {"after": after}
