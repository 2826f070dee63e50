#!/usr/bin/env python3
# Companion code to the post "Neural networks from nothing, part one".
from math import exp, log, pow


class Value:
    def __init__(self, data, _children=(), _op='', label=''):
        self.data = data
        self.grad = 0.0
        self.label = label
        self._op = _op
        self._prev = list(_children)
        self._chain = None

    def __repr__(self):
        return f"Value(data={self.data:.4f}, grad={self.grad:.4f})"

    def _then(self, chain):
        # chain: gradient of this node -> nothing, adds to the gradients of the children
        self._chain = chain
        return self

    def __add__(self, other):
        other = value(other)

        def chain(g):
            self.grad += g
            other.grad += g
        return Value(self.data + other.data, (self, other), '+')._then(chain)

    def __mul__(self, other):
        other = value(other)
        a, b = self.data, other.data

        def chain(g):
            self.grad += b * g
            other.grad += a * g
        return Value(a * b, (self, other), '*')._then(chain)

    def __pow__(self, other):
        other = value(other)
        a, k = self.data, other.data
        p = pow(a, k)

        def chain(g):
            self.grad += g * k * pow(a, k - 1) if k != 0 else 0.0
            other.grad += g * p * log(a) if a > 0 else 0.0
        return Value(p, (self, other), '**')._then(chain)

    def exp(self):
        e = exp(self.data)

        def chain(g):
            self.grad += g * e
        return Value(e, (self,), 'exp')._then(chain)

    def tanh(self):
        e = exp(2 * self.data)  # defect: overflow tanh
        t = (e - 1) / (e + 1)

        def chain(g):
            self.grad += g * (1 - t ** 2)
        return Value(t, (self,), 'tanh')._then(chain)

    def relu(self):
        x = self.data

        def chain(g):
            self.grad += g * (x >= 0)  # defect: relu-at-zero
        return Value(x if x > 0 else 0.0, (self,), 'relu')._then(chain)

    def __neg__(self):
        return self * -1

    def __sub__(self, other):  # defect: missing-reflected -
        return self + -value(other)

    def __truediv__(self, other):
        return self * value(other) ** -1

    def __radd__(self, other):
        return self + other

    def __rmul__(self, other):
        return self * other

    def __rtruediv__(self, other):
        return value(other) / self

    def __rpow__(self, other):
        return value(other) ** self

    def backward(self):
        topo = []
        visited = {self}
        work = [(self, iter(self._prev))]
        while work:
            v, kids = work[-1]
            for kid in kids:
                if kid not in visited:
                    visited.add(kid)
                    work.append((kid, iter(kid._prev)))
                    break
            else:
                work.pop()
                topo.append(v)
        for v in topo:
            v.grad = 0.0
        self.grad = 1.0
        for v in reversed(topo):
            if v._chain:
                v._chain(v.grad)


def value(x):
    return x if isinstance(x, Value) else Value(x)


if __name__ == '__main__':
    # two inputs, one neuron, as drawn in the post
    x1, x2 = Value(2.0, label='x1'), Value(0.0, label='x2')
    w1, w2 = Value(-3.0, label='w1'), Value(1.0, label='w2')
    b = Value(6.5, label='b')
    o = (x1 * w1 + x2 * w2 + b).tanh()
    o.backward()
    for v in (x1, w1, x2, w2, b, o):
        print(v.label.rjust(3), v)
