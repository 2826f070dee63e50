"""Scalar autograd in one class: every result keeps a small function that sends its gradient one step back."""

import math


def as_value(x):
    return x if isinstance(x, Value) else Value(x)


class Value:
    def __init__(self, data, _children=(), _op="", label=""):
        self.data = data
        self.grad = 0.0
        self.label = label
        self._op = _op
        self._prev = tuple(_children)
        self._backward = lambda: None

    def __repr__(self):
        return f"Value(data={self.data}, grad={self.grad})"

    # ---- arithmetic -------------------------------------------------------------------------------------------

    def __add__(self, other):
        other = as_value(other)
        out = Value(self.data + other.data, (self, other), "+")

        def _backward():
            self.grad += out.grad
            other.grad += out.grad

        out._backward = _backward
        return out

    def __mul__(self, other):
        other = as_value(other)
        x, y = self.data, other.data
        out = Value(x * y, (self, other), "*")

        def _backward():
            self.grad += y * out.grad
            other.grad += x * out.grad

        out._backward = _backward
        return out

    def __truediv__(self, other):
        other = as_value(other)
        y = other.data
        q = self.data / y
        out = Value(q, (self, other), "/")

        def _backward():
            self.grad += out.grad / y
            other.grad -= out.grad * q / y

        out._backward = _backward
        return out

    def __pow__(self, other):
        other = as_value(other)
        x, n = self.data, other.data
        if x < 0 and not float(n).is_integer():
            raise ValueError(f"{x} ** {n} is not a real number")
        p = x**n
        out = Value(p, (self, other), "**")

        def _backward():
            if n == 0:
                slope = 0.0
            elif x == 0 and n < 1:
                slope = math.inf
            else:
                slope = n * x ** (n - 1)
            self.grad += slope * out.grad
            # how the power changes with its exponent only makes sense for a positive base
            if x > 0:
                other.grad += p * math.log(x) * out.grad

        out._backward = _backward
        return out

    def __neg__(self):
        return self * -1

    def __sub__(self, other):
        return self + (-as_value(other))

    def __radd__(self, other):
        return as_value(other) + self

    def __rsub__(self, other):
        return as_value(other) - self

    def __rmul__(self, other):
        return as_value(other) * self

    def __rtruediv__(self, other):
        return as_value(other) / self

    def __rpow__(self, other):
        return as_value(other) ** self

    # ---- functions --------------------------------------------------------------------------------------------

    def exp(self):
        e = math.exp(self.data)
        out = Value(e, (self,), "exp")

        def _backward():
            self.grad += e * out.grad

        out._backward = _backward
        return out

    def tanh(self):
        t = math.tanh(self.data)
        out = Value(t, (self,), "tanh")

        def _backward():
            self.grad += (1 - t * t) * out.grad

        out._backward = _backward
        return out

    def relu(self):
        positive = self.data > 0
        out = Value(self.data if positive else 0.0, (self,), "relu")

        def _backward():
            self.grad += out.grad if positive else 0.0

        out._backward = _backward
        return out

    # ---- gradients --------------------------------------------------------------------------------------------

    def _graph(self):
        """All nodes below this one, operands always before the results made from them."""
        order, seen = [], {id(self)}
        stack = [(self, iter(self._prev))]
        while stack:
            node, rest = stack[-1]
            for child in rest:
                if id(child) not in seen:
                    seen.add(id(child))
                    stack.append((child, iter(child._prev)))
                    break
            else:
                order.append(node)
                stack.pop()
        return order

    def backward(self):
        """Add d(self)/d(leaf) to the grad of every leaf; grads of results in between belong to this call only."""
        order = self._graph()
        for node in order:
            if node._prev:
                node.grad = 0.0
        self.grad = 1.0
        for node in reversed(order):
            node._backward()

    def zero_grad(self):
        for node in self._graph():
            node.grad = 0.0


if __name__ == "__main__":
    w = [Value(0.4, label="w1"), Value(-1.1, label="w2")]
    b = Value(0.3, label="b")
    data = [((1.0, 2.0), -1.0), ((2.0, -1.0), 1.0), ((0.5, 0.5), -0.5)]
    for epoch in range(20):
        loss = sum(((w[0] * x1 + w[1] * x2 + b).tanh() - target) ** 2 for (x1, x2), target in data)
        loss.zero_grad()
        loss.backward()
        for p in (*w, b):
            p.data -= 0.1 * p.grad
        print(epoch, loss.data)
