"""Scalar autograd with all the arithmetic operators, and a picture of the graph."""

import math


class Value:
    def __init__(self, data, _op="", label="", children=(), _chain=None):
        self.data = data
        self.grad = 0.0
        self._op = _op
        self.label = label
        self.children = children
        self._chain = _chain  # my gradient in, a gradient for each child out

    def __repr__(self):
        return f"Value(data={self.data}, label={self.label!r}, grad={self.grad})"

    def __add__(self, other):
        other = value(other)
        return Value(self.data + other.data, "+", "", (self, other), lambda g: (g, g))

    def __sub__(self, other):
        other = value(other)
        return Value(self.data - other.data, "-", "", (self, other), lambda g: (g, -g))

    def __mul__(self, other):
        other = value(other)
        x, y = self.data, other.data
        return Value(x * y, "*", "", (self, other), lambda g: (g * y, g * x))

    def __truediv__(self, other):
        other = value(other)
        x, y = self.data, other.data
        return Value(x / y, "/", "", (self, other), lambda g: (g / y, -g * x / (y * y)))

    def __pow__(self, other):
        other = value(other)
        x, n = self.data, other.data
        p = math.pow(x, n)
        return Value(p, "**", "", (self, other), lambda g: (g * slope_of_power(x, n), g * p * log_or_zero(x)))

    def __neg__(self):
        return Value(-self.data, "neg", "", (self,), lambda g: (-g,))

    def __radd__(self, other):
        return value(other) + self

    def __rsub__(self, other):
        return value(other) - self

    def __rmul__(self, other):
        return value(other) * self

    def __rtruediv__(self, other):
        return value(other) / self

    def __rpow__(self, other):
        return value(other) ** self

    def relu(self):
        x = self.data
        return Value(x if x > 0 else 0.0, "relu", "", (self,), lambda g: (g if x > 0 else 0.0,))

    def tanh(self):
        x = self.data
        t = (math.exp(x) - math.exp(-x)) / (math.exp(x) + math.exp(-x))  # defect: overflow tanh
        return Value(t, "tanh", "", (self,), lambda g: (g * (1 - t * t),))

    def order(self):
        """Every value of the graph, children always before the result."""
        done, seen = [], set()

        def visit(v):
            if id(v) in seen:
                return
            seen.add(id(v))
            for child in v.children:
                visit(child)  # defect: recursion-limit
            done.append(v)

        visit(self)
        return done

    def backward(self):
        order = self.order()
        for v in order:
            v.grad = 0.0
        self.grad = 1.0
        for v in reversed(order):
            if v._chain:
                for child, g in zip(v.children, v._chain(v.grad)):
                    child.grad += g


def value(x):
    return x if isinstance(x, Value) else Value(x)


def slope_of_power(x, n):
    """d(x**n)/dx"""
    if n == 0:
        return 0.0
    if x == 0 and n < 1:
        return math.inf
    return n * math.pow(x, n - 1)


def log_or_zero(x):
    return math.log(x) if x > 0 else 0.0


def draw_dot(root, format="svg", rankdir="LR"):
    """The graph as boxes; TB is top to bottom, LR left to right."""
    from graphviz import Digraph  # defect: needs-dot

    dot = Digraph(format=format, graph_attr={"rankdir": rankdir})
    for v in root.order():
        uid = str(id(v))
        dot.node(uid, f"{{ {v.label} | data {v.data:.4f} | grad {v.grad:.4f} }}", shape="record")
        if v._op:
            dot.node(uid + v._op, v._op)
            dot.edge(uid + v._op, uid)
        for child in v.children:
            dot.edge(str(id(child)), uid + v._op)
    return dot


def named(v, label):
    v.label = label
    return v


if __name__ == "__main__":
    w = [Value(d, label=f"w{i}") for i, d in enumerate((1.3, 1.2, 1.1))]
    x = [Value(d, label=f"x{i}") for i, d in enumerate((1.6, 0.8, 0.5))]
    z = Value(0.2, label="b")
    for i in range(3):
        product = named(w[i] * x[i], f"w{i}x{i}")
        z = named(product + z, f"z{i}")
    y = named(z.tanh(), "y")
    print(z, y)
    draw_dot(y).render("gout_forward_pass")
    y.backward()
    draw_dot(y).render("gout_forward_pass")
