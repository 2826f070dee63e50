"""Programs that copy, pickle, subclass, save and restore."""

import copy
import pickle
import random


def model_copied(MLP):
    """A deep copy of a model trains by itself; the original keeps its weights and gradients."""
    random.seed(12)
    model = MLP(2, [3, 1])
    twin = copy.deepcopy(model)
    loss = (twin([1.0, -1.0]) - 2.0) ** 2
    loss.backward()
    for p in twin.parameters():
        p.data -= 0.1 * p.grad
    return {
        "original": [p.data for p in model.parameters()],
        "untouched": sum(abs(p.grad) for p in model.parameters()),
        "twin": [p.data for p in twin.parameters()],
        "outputs": [model([1.0, -1.0]).data, twin([1.0, -1.0]).data],
    }


def graph_pickled(Value):
    """A graph comes back from a pickle with its labels and its own attributes, and goes on."""
    a, b = Value(2.0, label="a"), Value(-3.0, label="b")
    a.m = 0.25
    y = (a * b + a).tanh() * b + 4 * a
    a2, b2, y2 = pickle.loads(pickle.dumps((a, b, y)))
    y2.backward()
    z = y2 * a2
    return {
        "words": [a2.label, b2.label],
        "m": a2.m,
        "y": y2.data,
        "z": z.data,
        "new": [a2.grad, b2.grad],
        "old": a.grad,
    }


def own_subclass(Value):
    """A subclass with its own method and text; results, and numbers lifted on the way, are of it too."""

    class Scalar(Value):
        def squared(self):
            return self * self

        def __repr__(self):
            return f"<{self.data:g}>"

    a, b = Scalar(3.0), Scalar(-2.0)
    y = (a + 1).squared() * b + 2 * (a - b).relu().squared()
    y.backward()
    kinds = [type(v) is Scalar for v in (y, a + b, 2 * a, a.tanh(), -a, 1 / a, sum([a, b]))]
    lifted = [type(v) is Scalar for v in (5 * a)._prev]
    return {"text": repr(y), "kinds": kinds, "lifted": lifted, "grads": [a.grad, b.grad]}


def subclass_that_counts(Value):
    """A subclass overrides two operators, calls the inherited ones and counts what it makes."""

    class Counting(Value):
        made = 0

        def __add__(self, other):
            Counting.made += 1
            return super().__add__(other)

        def __mul__(self, other):
            Counting.made += 1
            return super().__mul__(other)

    xs = [Counting(float(k)) for k in range(1, 4)]
    total = xs[0]
    for x in xs[1:]:
        total = total * x + xs[0]
    total.backward()
    return {"total": total.data, "made": Counting.made, "grads": [x.grad for x in xs]}


def weights_saved(Value, MLP):
    """Weights go out as plain numbers and come back by setting `.data`."""
    random.seed(31)
    model = MLP(2, [2, 1])
    saved = [p.data for p in model.parameters()]
    before = model([0.5, 0.25]).data
    for p in model.parameters():
        p.data = p.data * 0 + 1
    ones = model([Value(0.5), Value(0.25)]).data
    for p, number in zip(model.parameters(), saved):
        p.data = number
    return {"before": before, "ones": ones, "after": model([0.5, 0.25]).data}


def best_kept(Value):
    """The best parameters so far are kept as numbers and put back at the end of a bouncing descent."""
    x = Value(0.0)
    best, at, losses = float("inf"), None, []
    for _ in range(8):
        loss = (x - 1.5) ** 2 * (0.6 + (x * 3).tanh() ** 2)
        if loss.data < best:
            best, at = loss.data, x.data
        x.grad = 0.0
        loss.backward()
        x.data -= 0.7 * x.grad
        losses.append(loss.data)
    x.data = at
    return {"losses": losses, "best": best, "x": x.data}
