"""NumPy on the other side of the operator: scalars, arrays of objects, and their functions."""

import numpy as np


def scalars_on_both_sides(Value):
    """NumPy's scalars are numbers like any other, left and right."""
    x = Value(np.float64(1.5))
    k = np.int64(3)
    made = [
        np.float64(2.0) * x,
        x * np.float32(0.5),
        k - x,
        x - k,
        np.float64(3.0) / x,
        x / np.int32(4),
        np.float64(1.0) + x,
        x + np.array([7.0, 8.0])[1],
    ]
    y = sum(v * v for v in made)
    y.backward()
    return {"values": [isinstance(v, Value) for v in made], "data": [v.data for v in made], "x": x.grad}


def layer_of_objects(Value):
    """A matrix of Values times a plain vector, then NumPy's tanh on the objects."""
    W = np.array([[Value(0.5), Value(-0.25)], [Value(1.0), Value(0.75)], [Value(-1.5), Value(0.1)]])
    b = np.array([Value(0.1), Value(-0.2), Value(0.3)])
    x = np.array([1.0, -2.0])
    h = np.tanh(W @ x + b)
    loss = ((h - np.array([1.0, 0.0, -1.0])) ** 2).sum()
    loss.backward()
    grads = np.vectorize(lambda v: float(v.grad))(W)
    for p in W.ravel():
        p.data -= 0.1 * p.grad
    after = ((np.tanh(W @ x + b) - np.array([1.0, 0.0, -1.0])) ** 2).sum()
    return {
        "loss": loss.data,
        "W": grads.tolist(),
        "b": [v.grad for v in b],
        "shape": list((W @ x).shape),
        "after": after.data,
    }


def softmax_of_an_array(Value):
    """`np.exp` on an array of Values, `.sum()`, and a mean by `np.mean`."""
    z = np.array([Value(0.2), Value(-0.4), Value(1.1)])
    e = np.exp(z)
    p = e / e.sum()
    loss = -np.log(p[2:])[0] + 0.5 * np.mean(z * z)
    loss.backward()
    return {"p": [v.data for v in p], "loss": loss.data, "grads": [v.grad for v in z]}


def sums_of_all_kinds(Value):
    """`sum` over a list, over a generator with a start, over nothing, and a mean."""
    xs = [Value(x) for x in (1.0, 2.0, 4.0)]
    b = Value(10.0)
    made = [sum(xs), sum((x * x for x in xs), b), sum(xs, Value(0.0)) / len(xs), sum(xs, 0.5)]
    y = made[0] * made[1] + made[2] ** 2 - made[3]
    y.backward()
    return {"data": [v.data for v in made], "grads": [x.grad for x in xs], "b": b.grad, "nothing": sum([])}


def data_from_arrays(Value):
    """Inputs read from an array row by row, targets from another; the gradient as an array again."""
    rng = np.random.RandomState(4)
    X, true = rng.uniform(-1, 1, size=(8, 3)), np.array([0.5, -1.0, 2.0])
    y = X @ true + 0.3
    w = [Value(0.0) for _ in range(3)]
    b = Value(0.0)
    for _ in range(5):
        loss = Value(0.0)
        for i in range(X.shape[0]):
            out = sum((wj * X[i, j] for j, wj in enumerate(w)), b)
            loss = loss + (out - y[i]) ** 2
        loss = loss / X.shape[0]
        for p in [*w, b]:
            p.grad = 0.0
        loss.backward()
        for p in [*w, b]:
            p.data -= 0.4 * p.grad
    return {"loss": loss.data, "w": [p.data for p in w], "grad": np.array([p.grad for p in w]).tolist(), "b": b.data}
