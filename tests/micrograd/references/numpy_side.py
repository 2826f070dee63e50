"""NumPy on plain arrays, with derivatives by matrix calculus or a complex step."""

import numpy as np
from plain import parts, slopes


def scalars_on_both_sides():
    def made(x):
        return [2 * x, x * 0.5, 3 - x, x - 3, 3 / x, x / 4, 1 + x, x + 8]

    x = slopes(lambda x: sum(v * v for v in made(x)), 1.5)[0]
    return {"values": [True] * 8, "data": made(1.5), "x": x}


def layer_of_objects():
    W, b = np.array([[0.5, -0.25], [1.0, 0.75], [-1.5, 0.1]]), np.array([0.1, -0.2, 0.3])
    x, t = np.array([1.0, -2.0]), np.array([1.0, 0.0, -1.0])
    h = np.tanh(W @ x + b)
    db = 2 * (h - t) * (1 - h * h)
    dW = np.outer(db, x)
    after = np.sum((np.tanh((W - 0.1 * dW) @ x + b) - t) ** 2)
    return {
        "loss": float(np.sum((h - t) ** 2)),
        "W": dW.tolist(),
        "b": db.tolist(),
        "shape": [3],
        "after": float(after),
    }


def softmax_of_an_array():
    z = np.array([0.2, -0.4, 1.1])
    p = np.exp(z) / np.exp(z).sum()
    loss = -np.log(p[2]) + 0.5 * np.mean(z * z)
    return {"p": p.tolist(), "loss": float(loss), "grads": (p - np.array([0, 0, 1]) + z / 3).tolist()}


def sums_of_all_kinds():
    def y(b, *xs):
        return sum(xs) * (b + sum(x * x for x in xs)) + (sum(xs) / 3) ** 2 - sum(xs) - 0.5

    _, b, *grads = parts(y, 10.0, 1.0, 2.0, 4.0)
    return {"data": [7, 31, 7 / 3, 7.5], "grads": grads, "b": b, "nothing": 0}


def data_from_arrays():
    rng = np.random.RandomState(4)
    X, true = rng.uniform(-1, 1, size=(8, 3)), np.array([0.5, -1.0, 2.0])
    y, w, b = X @ true + 0.3, np.zeros(3), 0.0
    for _ in range(5):
        off = X @ w + b - y
        loss, dw, db = np.mean(off**2), 2 * X.T @ off / 8, 2 * np.mean(off)
        w, b = w - 0.4 * dw, b - 0.4 * db
    return {"loss": float(loss), "w": w.tolist(), "grad": dw.tolist(), "b": float(b)}
