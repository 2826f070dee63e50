"""Optimisers written by hand: state kept on the Values, beside them, or in a dict keyed by them."""

import random


def _bowl(params):
    x, y, z = params
    return (x - 1) ** 2 + 10 * (y - x * x) ** 2 + (z * y + 0.5).tanh() ** 2


def momentum_on_values(Value):
    """`p.v` is a number hung on each parameter."""
    params = [Value(-0.5), Value(0.75), Value(0.3)]
    for p in params:
        p.v = 0.0
    losses = []
    for _ in range(10):
        loss = _bowl(params)
        for p in params:
            p.grad = 0
        loss.backward()
        for p in params:
            p.v = 0.9 * p.v - 0.005 * p.grad
            p.data += p.v
        losses.append(loss.data)
    return {"losses": losses, "params": [p.data for p in params], "v": [p.v for p in params]}


def adamw_on_values(Value):
    """`p.m` and `p.v` hold the moments; the decay acts on the data, apart from the gradient."""
    params = [Value(-0.5), Value(0.75), Value(0.3)]
    rate, beta1, beta2, eps, decay = 0.05, 0.9, 0.99, 1e-8, 0.01
    losses = []
    for t in range(1, 9):
        loss = _bowl(params)
        for p in params:
            p.grad = 0.0
        loss.backward()
        for p in params:
            if not hasattr(p, "m"):
                p.m = p.v = 0.0
            p.m = beta1 * p.m + (1 - beta1) * p.grad
            p.v = beta2 * p.v + (1 - beta2) * p.grad**2
            m_hat = p.m / (1 - beta1**t)
            v_hat = p.v / (1 - beta2**t)
            p.data -= rate * (m_hat / (v_hat**0.5 + eps) + decay * p.data)
        losses.append(loss.data)
    return {"losses": losses, "params": [p.data for p in params], "m": [p.m for p in params]}


def rmsprop_in_a_dict(Value):
    """Values are keys by identity: equal numbers are different keys."""
    params = [Value(0.5), Value(0.5), Value(0.5)]
    cache = {p: 0.0 for p in params}
    losses = []
    for _ in range(8):
        loss = _bowl(params)
        for p in params:
            p.grad = 0.0
        loss.backward()
        for p in params:
            cache[p] = 0.9 * cache[p] + 0.1 * p.grad * p.grad
            p.data -= 0.02 * p.grad / (cache[p] + 1e-6) ** 0.5
        losses.append(loss.data)
    return {"losses": losses, "keys": len(cache), "params": [p.data for p in params]}


def minibatches_with_decay(Value):
    """Random minibatches, and a rate that falls from step to step."""
    random.seed(11)
    data = [(x / 10, 1.5 * x / 10 - 0.4 + random.uniform(-0.1, 0.1)) for x in range(20)]
    w, b = Value(0.0), Value(0.0)
    losses = []
    for k in range(12):
        batch = random.sample(data, 5)
        loss = sum((w * x + b - y) ** 2 for x, y in batch) * (1.0 / len(batch))
        for p in (w, b):
            p.grad = 0.0
        loss.backward()
        rate = 0.3 * (1.0 - 0.9 * k / 12)
        for p in (w, b):
            p.data -= rate * p.grad
        losses.append(loss.data)
    return {"losses": losses, "w": w.data, "b": b.data}


def clipped_by_norm(Value):
    """Gradients are scaled in place to a longest length before the step."""
    params = [Value(3.0), Value(-2.0), Value(1.0)]
    norms = []
    for _ in range(6):
        loss = _bowl(params)
        for p in params:
            p.grad = 0.0
        loss.backward()
        norm = sum(p.grad**2 for p in params) ** 0.5
        for p in params:
            p.grad *= min(1.0, 1.0 / norm)
            p.data -= 0.5 * p.grad
        norms.append(norm)
    return {"norms": norms, "params": [p.data for p in params], "grads": [p.grad for p in params]}
