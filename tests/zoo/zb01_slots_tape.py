"""Reverse-mode differentiation with one global tape.

Whenever two numbers meet in an operation, a line is appended to the tape: the result, what went in, and the
partial derivatives at that moment. Going backward is reading the tape from the end to the start.
"""

import math

_tape = []


class Num:
    """A float that writes down what happens to it."""

    __slots__ = ("_v", "_d", "_line")

    def __init__(self, v):
        self._v = float(v)
        self._d = 0.0
        self._line = -1

    @property
    def data(self):
        return self._v

    @data.setter
    def data(self, v):
        self._v = float(v)

    @property
    def grad(self):
        return self._d

    @grad.setter
    def grad(self, d):
        self._d = float(d)

    def __repr__(self):
        return f"Num({self._v:g}, grad={self._d:g})"

    # -- arithmetic

    def __add__(self, other):
        other = _num(other)
        return _record(self._v + other._v, (self, 1.0), (other, 1.0))

    def __sub__(self, other):
        other = _num(other)
        return _record(self._v - other._v, (self, 1.0), (other, -1.0))

    def __mul__(self, other):
        other = _num(other)
        return _record(self._v * other._v, (self, other._v), (other, self._v))

    def __truediv__(self, other):
        other = _num(other)
        q = self._v / other._v
        return _record(q, (self, 1.0 / other._v), (other, -q / other._v))

    def __pow__(self, other):
        other = _num(other)
        x, n = self._v, other._v
        y = math.pow(x, n)
        if n == 0.0:
            slope = 0.0
        elif x == 0.0 and n < 1.0:
            slope = math.inf
        else:
            slope = n * math.pow(x, n - 1.0)
        return _record(y, (self, slope), (other, y * math.log(x) if x > 0.0 else 0.0))

    def __neg__(self):
        return _record(-self._v, (self, -1.0))

    __radd__ = __add__
    __rmul__ = __mul__

    def __rsub__(self, other):
        return _num(other) - self

    def __rtruediv__(self, other):
        return _num(other) / self

    def __rpow__(self, other):
        return _num(other) ** self

    # -- functions

    def exp(self):
        e = math.exp(self._v)
        return _record(e, (self, e))

    def log(self):
        return _record(math.log(self._v), (self, 1.0 / self._v))

    def tanh(self):
        t = math.tanh(self._v)
        return _record(t, (self, 1.0 - t * t))

    def sigmoid(self):
        s = _logistic(self._v)
        return _record(s, (self, s * (1.0 - s)))

    def softplus(self):
        x = self._v
        return _record(max(x, 0.0) + math.log1p(math.exp(-abs(x))), (self, _logistic(x)))

    def relu(self):
        return _record(self._v, (self, 1.0)) if self._v > 0.0 else _record(0.0, (self, 0.0))

    # -- backward

    def backward(self):
        """Fill in `grad` of everything that this number was made from."""
        lines, seen, missing = [], {id(self)}, int(self._line >= 0)
        at = self._line
        self._d = 0.0
        while missing:
            result, inputs = _tape[at]
            at -= 1
            if id(result) not in seen:
                continue
            missing -= 1
            lines.append((result, inputs))
            for operand, _ in inputs:
                if id(operand) not in seen:
                    seen.add(id(operand))
                    operand._d = 0.0
                    missing += operand._line >= 0
        self._d = 1.0
        for result, inputs in lines:
            d = result._d
            for operand, partial in inputs:
                operand._d += d * partial


def _num(x):
    return x if isinstance(x, Num) else Num(x)


def _logistic(x):
    if x >= 0.0:
        return 1.0 / (1.0 + math.exp(-x))
    e = math.exp(x)
    return e / (1.0 + e)


def _record(v, *inputs):
    result = Num(v)
    result._line = len(_tape)
    _tape.append((result, inputs))
    return result


def wipe():
    """Forget everything on the tape; the results on it become plain numbers."""
    for result, _ in _tape:
        result._line = -1
    _tape.clear()


if __name__ == "__main__":
    a, b = Num(0.2), Num(-0.1)
    for step in range(50):
        wipe()
        loss = sum((a * x + b - (3 * x - 1)) ** 2 for x in (-1, 0, 1, 2))
        loss.backward()
        a.data -= 0.03 * a.grad
        b.data -= 0.03 * b.grad
        if step % 10 == 0:
            print(step, loss.data)
    print(a, b)
