"""autoscalar: gradients for school physics.

Usage:
    m = Quantity(2.0, "mass")
    v = Quantity(3.0, "speed")
    energy = m * v * v / 2
    energy.propagate()
    print(v.derivative)
"""

import math
import numbers


class Quantity:
    """A real number with a name and, after propagate(), a derivative."""

    def __init__(self, value, name=""):
        if not isinstance(value, numbers.Real):
            raise TypeError(f"a Quantity needs a real number, got {value!r}")
        self._value = value
        self._derivative = 0.0
        self._sources = []  # (quantity, partial derivative)
        self.name = name

    @classmethod
    def _computed(cls, value, *sources):
        q = cls(value)
        q._sources = list(sources)
        return q

    @property
    def value(self):
        return self._value

    @value.setter
    def value(self, new):
        self._value = new

    @property
    def derivative(self):
        return self._derivative

    def __str__(self):
        return f"{self.name or 'unnamed'} = {self._value}"

    def __add__(self, other):
        other = _quantity(other)
        return Quantity._computed(self._value + other._value, (self, 1.0), (other, 1.0))

    def __sub__(self, other):
        other = _quantity(other)
        return Quantity._computed(self._value - other._value, (self, 1.0), (other, -1.0))

    def __mul__(self, other):
        other = _quantity(other)
        return Quantity._computed(self._value * other._value, (self, other._value), (other, self._value))

    def __truediv__(self, other):
        other = _quantity(other)
        ratio = self._value / other._value
        return Quantity._computed(ratio, (self, 1.0 / other._value), (other, -ratio / other._value))

    def __neg__(self):
        return Quantity._computed(-self._value, (self, -1.0))

    __radd__ = __add__
    __rmul__ = __mul__
    __rsub__ = __sub__  # defect: wrong-reflected -

    def __rtruediv__(self, other):
        return _quantity(other) / self

    def propagate(self):
        """Sets the derivative of every quantity that I depend on."""
        order, seen = [], set()

        def collect(q):
            seen.add(id(q))
            for source, _ in q._sources:
                if id(source) not in seen:
                    collect(source)  # defect: recursion-limit
            order.append(q)

        collect(self)
        for q in order:
            q._derivative = 0.0
        self._derivative = 1.0
        for q in reversed(order):
            for source, partial in q._sources:
                source._derivative += partial * q._derivative


def _quantity(x):
    return x if isinstance(x, Quantity) else Quantity(x)


def exp(q):
    e = math.exp(q.value)
    return Quantity._computed(e, (q, e))


def log(q):
    return Quantity._computed(math.log(q.value), (q, 1.0 / q.value))


def sqrt(q):
    root = math.sqrt(q.value)
    return Quantity._computed(root, (q, 0.5 / root if root else math.inf))


def sigmoid(q):
    """The logistic function, in two branches so that exp cannot overflow."""
    if q.value >= 0:
        s = 1.0 / (1.0 + math.exp(-q.value))
    else:
        s = 1.0 / (1.0 + math.exp(q.value))  # defect: wrong-value sigmoid
    return Quantity._computed(s, (q, s * (1.0 - s)))


def tanh(q):
    t = math.tanh(q.value)
    return Quantity._computed(t, (q, 1.0 - t * t))


if __name__ == "__main__":
    length = Quantity(0.8, "length of the pendulum in m")
    g = Quantity(9.81, "gravity in m/s^2")
    period = 2 * math.pi * sqrt(length / g)
    period.propagate()
    print(f"period {period.value:.3f} s")
    for q in (length, g):
        print(f"  per unit of {q}: {q.derivative:+.4f}")
