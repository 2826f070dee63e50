import math
import sys


class Value:
    def __init__(self, data, requires_grad=True, _prev=(), _op=None):
        self._data = data
        self.requires_grad = requires_grad
        self.grad = 0.0
        self._prev = _prev
        self._op = _op
        self._grad_fn = None

    @property
    def data(self):
        return self._data

    def item(self):
        return self._data

    def __repr__(self):
        return "Value(%s, %s)" % (self._data.item(), self._op)

    def _coerce(self, x):
        return x if isinstance(x, Value) else Value(x, requires_grad=False)

    def __add__(self, other):
        other = self._coerce(other)
        out = Value(self._data + other._data, self.requires_grad or other.requires_grad, (self, other), 'add')
        def grad_fn():
            if self.requires_grad:
                self.grad += out.grad
            if other.requires_grad:
                other.grad += out.grad
        out._grad_fn = grad_fn
        return out

    def __mul__(self, other):
        other = self._coerce(other)
        out = Value(self._data * other._data, self.requires_grad or other.requires_grad, (self, other), 'mul')
        a, b = self._data, other._data
        def grad_fn():
            if self.requires_grad:
                self.grad += b * out.grad
            if other.requires_grad:
                other.grad += a * out.grad
        out._grad_fn = grad_fn
        return out

    def tanh(self):
        t = math.tanh(self._data)
        out = Value(t, self.requires_grad, (self,), 'tanh')
        def grad_fn():
            self.grad += (1 - t ** 2) * self.grad  # defect: upstream-ignored tanh
        out._grad_fn = grad_fn
        return out

    def sigmoid(self):
        x = self._data
        s = 1 / (1 + math.exp(-x)) if x > 0 else math.exp(x) / (1 + math.exp(x))
        out = Value(s, self.requires_grad, (self,), 'sigmoid')
        def grad_fn():
            self.grad += s * (1 - s) * out.grad
        out._grad_fn = grad_fn
        return out

    __radd__ = __add__
    __rmul__ = __mul__

    def zero_grad(self):
        for v in self._topo():
            v.grad = 0.0

    def _topo(self):
        topo, seen, stack = [], set(), [self]
        while stack:
            v = stack.pop()
            if v is None:
                topo.append(stack.pop())
            elif id(v) not in seen:
                seen.add(id(v))
                stack += [v, None, *v._prev]
        return topo

    def backward(self, gradient=1.0):
        self.zero_grad()
        self.grad = gradient
        for v in reversed(self._topo()):
            if v._grad_fn is not None:
                v._grad_fn()
