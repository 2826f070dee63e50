"""Written for my students: every path from the result to an input is one product of slopes.

The gradient of an input is the sum over all paths. So we start with the share 1 at the result, and whoever
receives a share adds it to his own gradient and passes it on, times the slope, to those he was computed from.
"""

import math


class Value:
    def __init__(self, number, name="", sources=()):
        self.number = number
        self.name = name
        self.sources = sources          # pairs (value, slope)
        self.gradient = 0.0

    def __add__(self, other):
        other = value_of(other)
        return Value(self.number + other.number, sources=((self, 1), (other, 1)))

    def __sub__(self, other):
        other = value_of(other)
        return Value(self.number - other.number, sources=((self, 1), (other, -1)))

    def __mul__(self, other):
        other = value_of(other)
        return Value(self.number * other.number, sources=((self, other.number), (other, self.number)))

    def __truediv__(self, other):
        other = value_of(other)
        q = self.number / other.number
        return Value(q, sources=((self, 1 / other.number), (other, -q / other.number)))

    def __pow__(self, other):
        other = value_of(other)
        x, n = self.number, other.number
        if x < 0 and n % 1 != 0:
            raise ValueError("%r ** %r: root of a negative number" % (x, n))
        p = x ** n
        if n == 0:
            slope = 0
        elif x == 0 and n < 1:
            slope = math.inf
        else:
            slope = n * x ** (n - 1)
        return Value(p, sources=((self, slope), (other, p * math.log(x) if x > 0 else 0)))

    def __neg__(self):
        return Value(-self.number, sources=((self, -1),))

    def __radd__(self, other):
        return value_of(other) + self

    def __rsub__(self, other):
        return value_of(other) - self

    def __rmul__(self, other):
        return value_of(other) * self

    def __rtruediv__(self, other):
        return value_of(other) / self

    def __rpow__(self, other):
        return value_of(other) ** self

    def zero_grad(self):
        """Set the gradient of everything below (and of this) to zero."""
        seen = {self}
        todo = [self]
        while todo:
            value = todo.pop()
            value.gradient = 0.0
            for source, _ in value.sources:
                if source not in seen:
                    seen.add(source)
                    todo.append(source)

    def backward(self, share=1.0):
        self.zero_grad()
        mail = [(self, share)]
        while mail:
            value, share = mail.pop()
            value.gradient += share
            for source, slope in value.sources:
                mail.append((source, share * slope))  # defect: exponential-time

    def __repr__(self):
        return "%s=%g (gradient %g)" % (self.name or "value", self.number, self.gradient)


def value_of(x):
    return x if isinstance(x, Value) else Value(x)


def sigmoid(v):
    x = v.number
    s = 1 / (1 + math.exp(-x)) if x > 0 else math.exp(x) / (1 + math.exp(x))
    return Value(s, sources=((v, s * (1 - s)),))


def sqrt(v):
    return v ** 0.5


def log(v):
    return Value(math.log(v.number), sources=((v, 1 / v.number),))


if __name__ == "__main__":
    a = Value(2.0, "a")
    b = Value(-3.0, "b")
    c = a * b
    d = c + a
    (c * d).backward()
    # four paths lead to a
    print(a, b, c, d, sep="\n")
    assert a.gradient == (b.number + 1) * c.number + d.number * b.number
