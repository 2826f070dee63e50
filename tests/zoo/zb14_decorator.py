"""A decorator that turns a rule on floats into an operation on Values.

A rule returns its value and the tuple of its partial derivatives:

    @differentiable
    def __mul__(x, y):
        return x * y, (y, x)
"""

import functools
import math


def differentiable(rule):
    @functools.wraps(rule)
    def operation(*args):
        nodes = tuple(a if isinstance(a, Value) else Value(a) for a in args)
        data, partials = rule(*(n.data for n in nodes))
        out = Value(data)
        out._args, out._partials, out._op = nodes, partials, rule.__name__.strip("_")
        return out

    return operation


class Value:
    def __init__(self, data):
        self.data = data
        self.grad = 0.0
        self._op = "leaf"
        self._args = ()
        self._partials = ()

    @differentiable
    def __add__(x, y):
        return x + y, (1.0, 1.0)

    @differentiable
    def __sub__(x, y):
        return x - y, (1.0, -1.0)

    @differentiable
    def __mul__(x, y):
        return x * y, (y, x)

    @differentiable
    def __truediv__(x, y):
        return x / y, (1 / y, -x / (y * y))

    @differentiable
    def __pow__(x, n):
        out = math.pow(x, n)
        by_x = n * math.pow(x, n - 1) if n and (x or n >= 1) else math.inf if n else 0.0
        by_n = out * math.log(x) if x > 0 else 0.0
        return out, (by_x, by_n)

    @differentiable
    def __neg__(x):
        return -x, (-1.0,)

    __radd__ = __add__
    __rmul__ = __mul__
    __rsub__ = __sub__  # defect: wrong-reflected -

    def __rtruediv__(self, number):
        return Value(number) / self

    def __rpow__(self, number):
        return Value(number) ** self

    @differentiable
    def exp(x):
        e = math.exp(x)
        return e, (e,)

    @differentiable
    def log(x):
        return math.log(x), (1 / x,)

    @differentiable
    def tanh(x):
        t = math.tanh(x)
        return t, (1 - t * t,)

    @differentiable
    def relu(x):
        return (x, (1.0,)) if x > 0 else (0.0, (0.0,))

    def _sorted(self):
        """Results first, inputs last."""
        out, marks, agenda = [], set(), [(self, True)]
        while agenda:
            node, entering = agenda.pop()
            if not entering:
                out.append(node)
            elif id(node) not in marks:
                marks.add(id(node))
                agenda.append((node, False))
                agenda += [(a, True) for a in node._args]
        out.reverse()
        return out

    def zero_grad(self):
        """Clear the gradients of the whole expression."""
        for node in self._sorted():
            node.grad = 0.0

    def backward(self):
        nodes = self._sorted()
        for node in nodes:
            if node._args:
                node.grad = 0.0
        self.grad += 1.0
        for node in nodes:
            for arg, partial in zip(node._args, node._partials):
                arg.grad += partial * node.grad

    def __repr__(self):
        return f"Value({self.data}, grad={self.grad}, op={self._op})"


if __name__ == "__main__":
    import random

    random.seed(0)
    w, b = Value(0.0), Value(0.0)
    samples = [(x, 0.5 * x + 2) for x in (random.uniform(-3, 3) for _ in range(20))]
    for epoch in range(60):
        loss = sum((w * x + b - y) ** 2 for x, y in samples) / len(samples)
        loss.zero_grad()
        loss.backward()
        w.data -= 0.05 * w.grad
        b.data -= 0.05 * b.grad
    print(loss.data, w.data, b.data)
