"""
mini autograd
=============

>>> x = Value(3.0)
>>> y = x ** 2 + 2 * x
>>> y.backward()
>>> x.grad
8.0
"""
import math


def as_value(x):
    return x if isinstance(x, Value) else Value(x)


class Value:
    """One number of a computation."""

    def __init__(self, data, _children=(), _op="", label=""):
        self.data = float(data)
        self.grad = 0.0
        self._children = _children
        self._op = _op
        self.label = label
        self._backward = None

    def __repr__(self):
        return f"Value(data={self.data}, grad={self.grad})"

    def __add__(self, other):
        other = as_value(other)
        out = Value(self.data + other.data, (self, other), "+")

        def _backward(g):
            self.grad += g
            other.grad += g

        out._backward = _backward
        return out

    def __mul__(self, other):
        other = as_value(other)
        x, y = self.data, other.data
        out = Value(x * y, (self, other), "*")

        def _backward(g):
            self.grad += y * g
            other.grad += x * g

        out._backward = _backward
        return out

    def __pow__(self, other):
        other = as_value(other)
        x, n = self.data, other.data
        if x < 0 and n != int(n):
            raise ValueError(f"{x} ** {n} is not a real number")
        y = x ** n
        out = Value(y, (self, other), "**")

        def _backward(g):
            self.grad += n * x ** (n - 1) * g  # defect: pow-zero
            if x > 0:  # below, nothing can be said about the exponent
                other.grad += y * math.log(x) * g

        out._backward = _backward
        return out

    def __truediv__(self, other):
        other = as_value(other)
        x, y = self.data, other.data
        out = Value(x / y, (self, other), "/")

        def _backward(g):
            self.grad += g / y
            other.grad += -x / y ** 2 * g

        out._backward = _backward
        return out

    def relu(self):
        on = self.data > 0
        out = Value(self.data if on else 0.0, (self,), "relu")

        def _backward(g):
            if on:
                self.grad += g

        out._backward = _backward
        return out

    def tanh(self):
        t = math.tanh(self.data)
        out = Value(t, (self,), "tanh")

        def _backward(g):
            self.grad += (1 - t * t) * g

        out._backward = _backward
        return out

    def backward(self):
        topo, visited, stack = [], {self}, [(self, iter(self._children))]
        while stack:
            node, rest = stack[-1]
            for child in rest:
                if child not in visited:
                    visited.add(child)
                    stack.append((child, iter(child._children)))
                    break
            else:
                topo.append(node)
                stack.pop()

        for node in topo:
            if node._backward is not None:
                node.grad = 0.0
        self.grad = 1.0
        for node in reversed(topo):
            if node._backward is not None:
                node._backward(node.grad)

    def zero_grad(self):
        self.grad = 0.0

    def __neg__(self): return self * -1.0
    def __sub__(self, other): return self + -as_value(other)
    def __radd__(self, other): return as_value(other) + self
    def __rsub__(self, other): return as_value(other) - self
    def __rmul__(self, other): return as_value(other) * self
    def __rtruediv__(self, other): return as_value(other) / self
    def __rpow__(self, other): return as_value(other) ** self


if __name__ == "__main__":
    import doctest
    print(doctest.testmod())

    # a polynomial and its slope
    for k in range(-4, 5):
        x = Value(k / 2)
        y = x ** 3 - 2 * x ** 2 + 1
        y.backward()
        print(f"{x.data:5.1f} {y.data:8.3f} {x.grad:8.3f}")
