"""Automatic differentiation for the optimisation course, exercise sheet 2.

Variables are made with Variable(3.0, "x"); results come from arithmetic. After `y.propagate()` the derivative
of y with respect to x is `x.gradient`.
"""

import math
from numbers import Real


class Variable:
    def __init__(self, value, name=None, parents=()):
        self.value = value
        self.name = name
        self.gradient = 0.0
        self._parents = parents
        self._pull = None

    def __repr__(self):
        return f"{self.name or '?'}: {self.value} (d = {self.gradient})"

    def __add__(self, other):
        other = constant(other)
        result = Variable(self.value + other.value, parents=(self, other))

        def pull():
            self.gradient += result.gradient
            other.gradient += result.gradient

        result._pull = pull
        return result

    def __sub__(self, other):
        other = constant(other)
        result = Variable(self.value - other.value, parents=(self, other))

        def pull():
            self.gradient += result.gradient
            other.gradient -= result.gradient

        result._pull = pull
        return result

    def __mul__(self, other):
        other = constant(other)
        u, v = self.value, other.value
        result = Variable(u * v, parents=(self, other))

        def pull():
            self.gradient += result.gradient * v
            other.gradient += result.gradient * u

        result._pull = pull
        return result

    def __pow__(self, other):
        other = constant(other)
        base, power = self.value, other.value
        result = Variable(math.pow(base, power), parents=(self, other))

        def pull():
            if power != 0:
                self.gradient += result.gradient * power * math.pow(base, power - 1)  # defect: pow-value-exponent

        result._pull = pull
        return result

    def __rpow__(self, base):
        # an exponential function: the base is a plain number
        value = math.pow(base, self.value)
        rate = value * math.log(base) if base > 0 else 0.0
        result = Variable(value, parents=(self,))

        def pull():
            self.gradient += result.gradient * rate

        result._pull = pull
        return result

    def __neg__(self):
        return 0.0 - self

    def __radd__(self, other):
        return constant(other) + self

    def __rsub__(self, other):
        return constant(other) - self

    def __rmul__(self, other):
        return constant(other) * self

    def exp(self):
        value = math.exp(self.value)
        result = Variable(value, parents=(self,))

        def pull():
            self.gradient += result.gradient * value

        result._pull = pull
        return result

    def log(self):
        x = self.value
        result = Variable(math.log(x), parents=(self,))

        def pull():
            self.gradient += result.gradient / x

        result._pull = pull
        return result

    def _topological(self):
        order, visited = [], set()
        stack = [self]
        while stack:
            node = stack[-1]
            if id(node) in visited:
                stack.pop()
                continue
            missing = [p for p in node._parents if id(p) not in visited]
            if missing:
                stack.extend(missing)
            else:
                visited.add(id(node))
                order.append(node)
                stack.pop()
        return order

    def propagate(self):
        order = self._topological()
        for node in order:
            node.gradient = 0.0
        self.gradient = 1.0
        for node in reversed(order):
            if node._pull:
                node._pull()


def constant(x):
    if isinstance(x, Variable):
        return x
    if isinstance(x, Real):
        return Variable(float(x))
    raise TypeError(f"a number or a Variable is needed, not {x!r}")


# Task 2b: gradient of the Rosenbrock function at (-1, 2)
x, y = Variable(-1.0, "x"), Variable(2.0, "y")
f = (1 - x) ** 2 + 100 * (y - x ** 2) ** 2
f.propagate()
assert (x.gradient, y.gradient) == (396.0, 200.0)

# Task 2c: compound interest, 2 percent over t years
t = Variable(5.0, "t")
growth = 1.02 ** t
growth.propagate()

if __name__ == "__main__":
    print(f, x, y, growth, t, sep="\n")
