"""Quantities with derivatives.

Each operation leaves a *rule* behind: given the derivative by the result, the rule tells
the derivatives by the arguments, one for each.
"""

import math
from functools import wraps


def with_quantities(method):
    """Let the other operand be an ordinary number, too."""

    @wraps(method)
    def wrapper(self, other):
        if isinstance(other, (int, float)):
            other = Quantity(other)
        elif not isinstance(other, Quantity):
            return NotImplemented
        return method(self, other)

    return wrapper


class Quantity:
    __slots__ = ("_value", "_grad", "_args", "_rule")

    def __init__(self, value, args=(), rule=None):
        self._value = float(value)
        self._grad = 0.0
        self._args = args
        self._rule = rule

    @property
    def value(self):
        return self._value

    @value.setter
    def value(self, number):
        self._value = float(number)

    @property
    def grad(self):
        return self._grad

    @with_quantities
    def __add__(self, other):
        return Quantity(self.value + other.value, (self, other), lambda d: (d, d))

    @with_quantities
    def __sub__(self, other):
        return Quantity(self.value - other.value, (self, other), lambda d: (d, -d))

    @with_quantities
    def __mul__(self, other):
        x, y = self.value, other.value
        return Quantity(x * y, (self, other), lambda d: (d * y, d * x))

    @with_quantities
    def __radd__(self, other):
        return other + self

    @with_quantities
    def __rsub__(self, other):
        return other - self

    @with_quantities
    def __rmul__(self, other):
        return other * self

    def __neg__(self):
        return Quantity(-self.value, (self,), lambda d: (-d,))

    def sin(self):
        slope = math.cos(self.value)
        return Quantity(math.sin(self.value), (self,), lambda d: (d * slope,))

    def cos(self):
        slope = -math.sin(self.value)
        return Quantity(math.cos(self.value), (self,), lambda d: (d * slope,))

    def softplus(self):
        x = self.value
        rest = math.exp(-abs(x))
        slope = 1 / (1 + rest) if x >= 0 else rest / (1 + rest)
        return Quantity(max(x, 0.0) + math.log1p(rest), (self,), lambda d: (d * slope,))

    def _topological(self):
        order = []
        found = set()
        trail = [(self, 0)]
        while trail:
            node, k = trail.pop()
            if k == 0:
                if node in found:
                    continue
                found.add(node)
            if k < len(node._args):
                trail.append((node, k + 1))
                if node._args[k] not in found:
                    trail.append((node._args[k], 0))
            else:
                order.append(node)
        return order

    def propagate(self):
        order = self._topological()
        for node in order:
            node._grad = 0.0
        self._grad = 1.0
        for node in order:  # defect: wrong-order
            if node._rule is None:
                continue
            for arg, part in zip(node._args, node._rule(node._grad)):
                arg._grad += part

    def __repr__(self):
        return f"{self._value:.6g} (grad {self._grad:.6g})"


if __name__ == "__main__":
    width, height = Quantity(float(input("width? "))), Quantity(float(input("height? ")))
    area = width * height
    area.propagate()
    print("area  ", area)
    print("width ", width)
    print("height", height)
