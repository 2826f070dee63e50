"""Tiny autodiff for the seminar on neural networks, sheet 4."""

from math import cosh, exp, pi, sqrt, tanh as _tanh


class Var:
    def __init__(self, value, name=None):
        self.value = value
        self.grad = 0.0
        self.name = name
        self.parents = ()
        self.push = None

    def __repr__(self):
        return f"{self.name or 'Var'}: {self.value:.4f} (grad {self.grad:.4f})"

    def __add__(self, o):
        return add(self, o)

    def __radd__(self, o):
        return add(o, self)

    def __sub__(self, o):
        return sub(self, o)

    def __rsub__(self, o):
        return sub(o, self)

    def __mul__(self, o):
        return mul(self, o)

    def __rmul__(self, o):
        return mul(o, self)

    def __neg__(self):
        return sub(0.0, self)


def lift(x):
    return x if isinstance(x, Var) else Var(x)


def node(value, parents, push):
    out = Var(value)
    out.parents = parents
    out.push = push
    return out


def add(a, b):
    a, b = lift(a), lift(b)

    def push(g):
        a.grad += g
        b.grad += g

    return node(a.value + b.value, [a, b], push)


def sub(a, b):
    a, b = lift(a), lift(b)

    def push(g):
        a.grad += g
        b.grad -= g

    return node(a.value - b.value, [a, b], push)


def mul(a, b):
    a, b = lift(a), lift(b)
    av, bv = a.value, b.value

    def push(g):
        a.grad += g * bv
        b.grad += g * av

    return node(av * bv, [a, b], push)


def relu(a):
    positive = a.value > 0

    def push(g):
        if positive:
            a.grad += g

    return node(a.value if positive else 0.0, [a], push)


def leaky_relu(a, slope=0.01):
    k = 1.0 if a.value > 0 else slope

    def push(g):
        a.grad += g * k

    return node(k * a.value, [a], push)


def tanh(a):
    t = _tanh(a.value)

    def push(g):
        a.grad += g * (1 - t**2)

    return node(t, [a], push)


def sigmoid(a):
    # exp only of numbers below zero, it cannot overflow there
    small = exp(-abs(a.value))
    s = (1 if a.value >= 0 else small) / (1 + small)

    def push(g):
        a.grad += g * s * (1 - s)

    return node(s, [a], push)


def gelu(a):
    """The tanh approximation from the paper."""
    x = a.value
    k = sqrt(2 / pi)
    t = _tanh(k * (x + 0.044715 * x**3))
    dt = (1 - t**2) * k * (1 + 3 * 0.044715 * x**2)

    def push(g):
        a.grad += g * 0.5 * (1 + t) + 0.5 * x * dt  # defect: upstream-ignored gelu

    return node(0.5 * x * (1 + t), [a], push)


def topological(y):
    """All nodes below y, operands before results."""
    found = []
    visited = {id(y)}
    path = [(y, iter(y.parents))]
    while path:
        current, rest = path[-1]
        for parent in rest:
            if id(parent) not in visited:
                visited.add(id(parent))
                path.append((parent, iter(parent.parents)))
                break
        else:
            found.append(current)
            path.pop()
    return found


def backward(y):
    nodes = topological(y)
    for n in nodes:
        n.grad = 0.0
    y.grad = 1.0
    for n in nodes[::-1]:
        if n.push:
            n.push(n.grad)


# exercise 4.2: 2 s(x) - 1 is tanh(x / 2)
x = Var(0.75, "x")
y = sigmoid(x) * 2 - 1
backward(y)
assert abs(x.grad - 0.5 / cosh(0.375) ** 2) < 1e-12

if __name__ == "__main__":
    w = Var(float(input("w = ")), "w")
    out = gelu(w * 3) + leaky_relu(1 - w)
    backward(out)
    print(out, w)
