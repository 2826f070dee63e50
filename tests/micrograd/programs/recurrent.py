"""Characters one after the other: a recurrent net with a fused loss, a table of pairs, a sensitive map."""

import math
import random


def characters(Value):
    """A tiny recurrent net over a word; softmax and log are one node of the user's own."""
    random.seed(5)
    text = "hello"
    chars = sorted(set(text))
    ix = {ch: i for i, ch in enumerate(chars)}
    hidden, vocab = 3, len(chars)

    def matrix(rows, cols):
        return [[Value(random.gauss(0, 0.5)) for _ in range(cols)] for _ in range(rows)]

    Wxh, Whh, Why = matrix(hidden, vocab), matrix(hidden, hidden), matrix(vocab, hidden)
    bh, by = [Value(0.0) for _ in range(hidden)], [Value(0.0) for _ in range(vocab)]

    def cross_entropy(logits, target):
        top = max(v.data for v in logits)
        exps = [math.exp(v.data - top) for v in logits]
        probs = [e / sum(exps) for e in exps]
        out = Value(-math.log(probs[target]), tuple(logits), "cross_entropy")

        def _backward():
            for i, v in enumerate(logits):
                v.grad += (probs[i] - (i == target)) * out.grad

        out._backward = _backward
        return out

    params = [p for W in (Wxh, Whh, Why) for row in W for p in row] + bh + by
    losses = []
    for _ in range(3):
        h = [Value(0.0) for _ in range(hidden)]
        loss = Value(0.0)
        for now, then in zip(text, text[1:]):
            x = [1.0 if k == ix[now] else 0.0 for k in range(vocab)]
            h = [
                (sum(w * v for w, v in zip(Wxh[i], x)) + sum(w * v for w, v in zip(Whh[i], h)) + bh[i]).tanh()
                for i in range(hidden)
            ]
            y = [sum((w * v for w, v in zip(Why[k], h)), by[k]) for k in range(vocab)]
            loss = loss + cross_entropy(y, ix[then])
        for p in params:
            p.grad = 0.0
        loss.backward()
        for p in params:
            p.data -= 0.1 * p.grad
        losses.append(loss.data)
    return {"losses": losses, "grads": [p.grad for p in params], "weights": [p.data for p in params]}


def table_of_pairs(Value):
    """Counts of neighbouring letters, learned as logits by gradient descent, with a little decay."""
    words = ["anna", "nan", "an"]
    chars = [".", "a", "n"]
    pairs = [(chars.index(a), chars.index(b)) for w in words for a, b in zip("." + w, w + ".")]
    W = [[Value(0.1 * (i - j)) for j in range(3)] for i in range(3)]
    losses = []
    for _ in range(5):
        loss = 0
        for i, j in pairs:
            counts = [w.exp() for w in W[i]]
            loss += -(counts[j] / sum(counts)).log()
        loss = loss / len(pairs) + 0.01 * sum(w**2 for row in W for w in row)
        for row in W:
            for w in row:
                w.grad = 0
        loss.backward()
        for row in W:
            for w in row:
                w.data += -2.0 * w.grad
        losses.append(loss.data)
    return {"losses": losses, "W": [[w.data for w in row] for row in W]}


def logistic_map(Value):
    """A map applied to its own result: the gradient by the start and by the rate grows and shrinks."""
    x0, rate = Value(0.3), Value(3.7)
    x, path = x0, []
    for _ in range(25):
        x = rate * x * (1 - x)
        path.append(x.data)
    x.backward()
    return {"path": path, "x0": x0.grad, "rate": rate.grad}
