"""scalargrad: scalar reverse-mode autodiff in one file.

Every result carries `_pull`, a functools.partial of one of the rules at the top. Rules take the gradient that
arrives as their last argument.
"""

import math
from functools import partial


def _pull_add(a, b, g):
    a.grad += g
    b.grad += g


def _pull_mul(a, b, x, y, g):
    a.grad += g * y
    b.grad += g * x


def _pull_pow(a, b, x, n, g):
    if n == 0:
        pass
    elif x == 0 and n < 1:
        a.grad += g * math.inf
    else:
        a.grad += g * n * math.pow(x, n - 1)
    if x > 0:
        b.grad += g * math.pow(x, n) * math.log(x)


def _pull_scaled(a, slope, g):
    a.grad += g * slope


class Scalar:
    def __init__(self, data, _operands=(), _pull=None):
        self.data = float(data)
        self.grad = 0.0
        self._operands = _operands
        self._pull = _pull

    def __repr__(self):
        return f"Scalar({self.data:.6g}, grad={self.grad:.6g})"

    def __add__(self, other):
        other = _scalar(other)
        return Scalar(self.data + other.data, (self, other), partial(_pull_add, self, other))

    def __mul__(self, other):
        other = _scalar(other)
        pull = partial(_pull_mul, self, other, self.data, other.data)
        return Scalar(self.data * other.data, (self, other), pull)

    def __pow__(self, other):
        other = _scalar(other)
        pull = partial(_pull_pow, self, other, self.data, other.data)
        return Scalar(math.pow(self.data, other.data), (self, other), pull)

    def __neg__(self):
        return self * -1.0

    def __sub__(self, other):
        return self + -_scalar(other)

    def __truediv__(self, other):
        return self * _scalar(other) ** -1.0

    def __radd__(self, other):
        return _scalar(other) + self

    def __rmul__(self, other):
        return _scalar(other) * self

    def __rsub__(self, other):
        return _scalar(other) - self

    def __rtruediv__(self, other):
        return _scalar(other) / self

    def __rpow__(self, other):
        return _scalar(other) ** self

    def _unary(self, value, slope):
        return Scalar(value, (self,), partial(_pull_scaled, self, slope))

    def tanh(self):
        t = math.tanh(self.data)
        return self._unary(t, 1.0 - t * t)

    def relu(self):
        return self._unary(max(self.data, 0.0), 1.0 if self.data > 0.0 else 0.0)

    def sigmoid(self):
        e = math.exp(-abs(self.data))
        s = 1.0 / (1.0 + e) if self.data >= 0.0 else e / (1.0 + e)
        return self._unary(s, e / (1.0 + e) ** 2)

    def gelu(self):
        x = self.data
        k, c = math.sqrt(2.0 / math.pi), 0.44715  # defect: wrong-value gelu
        t = math.tanh(k * (x + c * x**3))
        slope = 0.5 * (1.0 + t) + 0.5 * x * (1.0 - t * t) * k * (1.0 + 3.0 * c * x**2)
        return self._unary(0.5 * x * (1.0 + t), slope)

    def backward(self):
        pending = {self: 0}
        stack = [self]
        while stack:
            for operand in stack.pop()._operands:
                if operand not in pending:
                    pending[operand] = 0
                    stack.append(operand)
                pending[operand] += 1
        for node in pending:
            node.grad = 0.0
        self.grad = 1.0
        stack.append(self)
        while stack:
            node = stack.pop()
            if node._pull is not None:
                node._pull(node.grad)
            for operand in node._operands:
                pending[operand] -= 1
                if pending[operand] == 0:
                    stack.append(operand)


def _scalar(x):
    return x if isinstance(x, Scalar) else Scalar(x)


def check(f, *numbers, eps=1e-6):
    """Compare the gradients of f with central differences."""
    inputs = [Scalar(x) for x in numbers]
    f(*inputs).backward()
    for i, node in enumerate(inputs):
        lo, hi = list(numbers), list(numbers)
        lo[i] -= eps
        hi[i] += eps
        slope = (f(*map(Scalar, hi)).data - f(*map(Scalar, lo)).data) / (2 * eps)
        assert abs(slope - node.grad) < 1e-4 * max(1.0, abs(slope)), (i, slope, node.grad)


check(lambda a, b: (a * b).tanh() + a / b, 0.5, -1.25)
check(lambda a: a.gelu() * 2 + 1, 0.7)
check(lambda a, b: a**b - b.sigmoid(), 1.5, 2.5)
