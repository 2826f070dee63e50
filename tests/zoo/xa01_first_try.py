"""My first autograd, written after a video. Week 1 notes at the bottom."""
import math
import random


class Value:
    def __init__(self, data, _children=(), _op='', label=''):
        self.data = data
        self.grad = 0.0
        self._backward = lambda: None
        self._prev = set(_children)  # defect: operands-in-set
        self._op = _op
        self.label = label

    def __repr__(self):
        return f"Value(data={self.data}, grad={self.grad})"

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data + other.data, (self, other), '+')

        def _backward():
            self.grad += out.grad
            other.grad += out.grad
        out._backward = _backward
        return out

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data * other.data, (self, other), '*')

        def _backward():
            self.grad += other.data * out.grad  # defect: data-read-late
            other.grad += self.data * out.grad
        out._backward = _backward
        return out

    def __pow__(self, k):
        assert isinstance(k, (int, float)), "only numbers"  # defect: pow-value-exponent **
        out = Value(self.data ** k, (self,), f'**{k}')  # defect: pow-negative-base **

        def _backward():
            self.grad += k * self.data ** (k - 1) * out.grad  # defect: pow-zero **
        out._backward = _backward
        return out

    def exp(self):
        out = Value(math.exp(self.data), (self,), 'exp')

        def _backward():
            self.grad = out.data * out.grad  # defect: overwritten-gradient exp
        out._backward = _backward
        return out

    def relu(self):
        out = Value(self.data if self.data > 0 else 0, (self,), 'relu')

        def _backward():
            if out.data > 0:
                self.grad = out.grad  # defect: overwritten-gradient relu
        out._backward = _backward
        return out

    def backward(self):
        topo = []
        visited = set()

        def build(v):
            if v not in visited:
                visited.add(v)
                for child in v._prev:
                    build(child)  # defect: recursion-limit
                topo.append(v)
        build(self)
        self.grad = 1.0  # defect: stale-gradients
        for v in reversed(topo):
            v._backward()

    def __radd__(self, other): return self + other
    def __rmul__(self, other): return self * other
    def __neg__(self): return self * -1
    def __sub__(self, other): return self + (-other)
    def __rsub__(self, other): return (-self) + other
    def __truediv__(self, other): return self * other ** -1
    def __rtruediv__(self, other): return other * self ** -1

    def zero_grad(self):
        self.grad = 0.0


x = Value(2.0, label='x')
y = (x * 3 + 1).relu()
y.backward()
print(x)
# pow breaks for 0 ** 0 ? ask in the forum
