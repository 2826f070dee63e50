"""Scalar reverse mode for fitting curves.

A result carries `shares`: given the gradient of the result, the gradients that its inputs get from it.
"""
import math


class Param:

    def __init__(self, value, inputs=(), shares=None):
        self.value = float(value)
        self.grad = 0.0
        self.inputs = inputs
        self.shares = shares

    def __repr__(self):
        return 'Param(%.6g, grad=%.6g)' % (self.value, self.grad)

    def __float__(self):
        return self.value

    def __add__(self, other):
        other = _param(other)
        return Param(self.value + other.value, (self, other), lambda g: (g, g))

    __radd__ = __add__

    def __iadd__(self, other):
        # so that w += step is possible
        self.value += float(other)  # defect: in-place-operator +
        return self

    def __mul__(self, other):
        other = _param(other)
        p, q = self.value, other.value
        return Param(p * q, (self, other), lambda g: (q * g, p * g))

    __rmul__ = __mul__

    def __neg__(self):
        return Param(-self.value, (self,), lambda g: (-g,))

    def __sub__(self, other):
        other = _param(other)
        return Param(self.value - other.value, (self, other), lambda g: (g, -g))

    def __rsub__(self, other):
        return _param(other) - self

    def __truediv__(self, other):
        other = _param(other)
        p, q = self.value, other.value
        return Param(p / q, (self, other), lambda g: (g / q, -g * p / q ** 2))

    def __rtruediv__(self, other):
        return _param(other) / self

    def __pow__(self, other):
        other = _param(other)
        p, q = self.value, other.value
        r = math.pow(p, q)

        def shares(g):
            base = q * math.pow(p, q - 1) * g if q != 0 else 0.0
            exponent = math.log(p) * r * g if p > 0 else 0.0
            return base, exponent

        return Param(r, (self, other), shares)

    def __rpow__(self, other):
        return _param(other) ** self

    def exp(self):
        r = math.exp(self.value)
        return Param(r, (self,), lambda g: (r * g,))

    def sqrt(self):
        r = math.sqrt(self.value)
        return Param(r, (self,), lambda g: (g / (2 * r),))

    def tanh(self):
        r = math.tanh(self.value)
        return Param(r, (self,), lambda g: (g - g * r * r,))

    def backward(self):
        order, seen, stack = [], set(), [self]
        while stack:
            node = stack.pop()
            if node is None:
                order.append(stack.pop())
            elif id(node) not in seen:
                seen.add(id(node))
                stack += [node, None]
                stack += [p for p in node.inputs if id(p) not in seen]
        for node in order:
            node.grad = 0.0
        self.grad = 1.0
        while order:
            node = order.pop()
            if node.inputs:
                for p, share in zip(node.inputs, node.shares(node.grad)):
                    p.grad = p.grad + share


def _param(x):
    return x if isinstance(x, Param) else Param(x)


def fit(xs, ys, rounds=200, rate=0.02):
    """Fits a * exp(-k*x) to points."""
    a, k = Param(1.0), Param(0.1)
    for _ in range(rounds):
        loss = Param(0.0)
        for x, y in zip(xs, ys):
            loss = loss + (a * (-k * x).exp() - y) ** 2
        loss.backward()
        a += -rate * a.grad
        k += -rate * k.grad
    return a, k


if __name__ == '__main__':
    print(*fit([0, 1, 2, 3], [2.0, 1.2, 0.75, 0.45]))
