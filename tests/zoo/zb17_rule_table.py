"""Backprop from a table: operation -> (function, derivatives)."""

import math
from functools import reduce

# name: (value, derivatives by each argument; y is the value itself)
RULES = {
    "add": (lambda a, b: a + b, lambda a, b, y: (1, 1)),
    "sub": (lambda a, b: a - b, lambda a, b, y: (1, -1)),
    "mul": (lambda a, b: a * b, lambda a, b, y: (b, a)),
    "div": (lambda a, b: a / b, lambda a, b, y: (1 / b, -y / b)),
    "neg": (lambda a: -a, lambda a, y: (-1,)),
    "exp": (math.exp, lambda a, y: (y,)),
    "log": (math.log, lambda a, y: (1 / a,)),
    "sqrt": (math.sqrt, lambda a, y: (0.5 / y if y else math.inf,)),
    "tanh": (math.tanh, lambda a, y: (1 - y * y,)),
    "relu": (lambda a: max(a, 0.0), lambda a, y: (1.0 if a > 0 else 0.0,)),
}


class V:
    def __init__(self, v):
        self.v = v
        self.g = 0.0
        self.rule = None
        self.args = []
        self.slopes = ()

    def __add__(self, other):  # defect: missing-reflected +
        return call("add", self, other)

    def __sub__(self, other):
        return call("sub", self, other)

    def __rsub__(self, other):
        return call("sub", other, self)

    def __mul__(self, other):
        return call("mul", self, other)

    def __rmul__(self, other):
        return call("mul", other, self)

    def __truediv__(self, other):
        return call("div", self, other)

    def __rtruediv__(self, other):
        return call("div", other, self)

    def __neg__(self):
        return call("neg", self)

    def exp(self):
        return call("exp", self)

    def log(self):
        return call("log", self)

    def sqrt(self):
        return call("sqrt", self)

    def tanh(self):
        return call("tanh", self)

    def relu(self):
        return call("relu", self)

    def backward(self):
        order, visited = [], set()
        stack = [(self, 0)]
        while stack:
            node, i = stack.pop()
            if i == 0:
                if node in visited:
                    continue
                visited.add(node)
            if i < len(node.args):
                stack.append((node, i + 1))
                stack.append((node.args[i], 0))
            else:
                order.append(node)
        for node in order:
            if node.args:
                node.g = 0.0
        self.g += 1.0
        for node in reversed(order):
            for arg, slope in zip(node.args, node.slopes):
                arg.g += slope * node.g

    def clear(self):
        self.g = 0.0

    def __repr__(self):
        return f"{self.rule or 'input'} {self.v:.5g} (g {self.g:.5g})"


def call(name, *args):
    args = [a if isinstance(a, V) else V(a) for a in args]
    numbers = [a.v for a in args]
    value, slopes = RULES[name]
    out = V(value(*numbers))
    out.rule, out.args, out.slopes = name, args, slopes(*numbers, out.v)
    return out


def total(values):
    return reduce(lambda a, b: a + b, values)


def dot(xs, ys):
    return total([x * y for x, y in zip(xs, ys)])


if __name__ == "__main__":
    w = [V(0.1), V(-0.2), V(0.3)]
    rows = [([1, 2, 3], 4), ([0, 1, -1], 0), ([2, 0, 1], 2)]
    for epoch in range(200):
        losses = [dot(w, x) - y for x, y in rows]
        loss = total([e * e for e in losses])
        for p in w:
            p.clear()
        loss.backward()
        for p in w:
            p.v -= 0.02 * p.g
    print(loss, w)
