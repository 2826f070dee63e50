from math import e, inf, isclose, log
from math import sqrt as _sqrt


class Parameter:

    def __init__(self, value, name=None):
        self.value = value
        self.name = name
        self.grad = 0.0
        self.parents = []
        self._step = None

    @classmethod
    def _result(cls, value, *parents):
        made = cls(value)
        made.parents = list(parents)
        return made

    @classmethod
    def _of(cls, thing):
        return thing if isinstance(thing, cls) else cls(thing)

    def __repr__(self):
        return f"Parameter {self.name or '?'} = {self.value}; gradient {self.grad}"

    def __add__(self, other):
        other = self._of(other)
        out = self._result(self.value + other.value, self, other)
        def step():
            self.grad = self.grad + out.grad
            other.grad = other.grad + out.grad
        out._step = step
        return out

    def __sub__(self, other):
        other = self._of(other)
        out = self._result(self.value - other.value, self, other)
        def step():
            self.grad = self.grad + out.grad
            other.grad = other.grad - out.grad
        out._step = step
        return out

    def __mul__(self, other):
        other = self._of(other)
        a, b = self.value, other.value
        out = self._result(a * b, self, other)
        def step():
            self.grad = self.grad + b * out.grad
            other.grad = other.grad + a * out.grad
        out._step = step
        return out

    def __truediv__(self, other):
        other = self._of(other)
        a, b = self.value, other.value
        out = self._result(a / b, self, other)
        def step():
            self.grad = self.grad + out.grad / b
            other.grad = other.grad - out.grad * (a / b) / b
        out._step = step
        return out

    def __pow__(self, other):
        other = self._of(other)
        a, b = self.value, other.value
        if a < 0 and b != round(b):
            raise ValueError("a negative number has no real power with a fraction in the exponent")
        power = a ** b
        # d/da a^b = b * a^(b-1)
        if b == 0:
            slope = 0.0
        elif a == 0 and b < 1:
            slope = inf
        else:
            slope = b * a ** (b - 1)
        out = self._result(power, self, other)
        def step():
            self.grad = slope * out.grad  # defect: overwritten-gradient **
            other.grad = other.grad + (power * log(a) * out.grad if a > 0 else 0.0)
        out._step = step
        return out

    def __radd__(self, other):
        return self._of(other) + self

    def __rsub__(self, other):
        return self._of(other) - self

    def __rmul__(self, other):
        return self._of(other) * self

    def __rtruediv__(self, other):
        return self._of(other) / self

    def __rpow__(self, other):
        return self._of(other) ** self

    def __neg__(self):
        return self._of(0) - self

    def abs(self):
        sign = (self.value > 0) - (self.value < 0)
        out = self._result(sign * self.value, self)
        def step():
            self.grad = self.grad + sign * out.grad
        out._step = step
        return out

    def compute_gradients(self):
        # parents before children
        line = []
        known = set()
        waiting = [self]
        while waiting:
            node = waiting[-1]
            known.add(node)
            missing = [p for p in node.parents if p not in known]
            if missing:
                waiting.append(missing[0])
            else:
                waiting.pop()
                line.append(node)
        for node in line:
            node.grad = 0.0
        self.grad = 1.0
        while line:
            node = line.pop()
            if node._step:
                node._step()


if __name__ == "__main__":
    # distance between two points, and how it changes
    x = Parameter(3.0, "x")
    y = Parameter(4.0, "y")
    dist = (x ** 2 + y ** 2) ** 0.5
    dist.compute_gradients()
    print(dist, x, y, sep="\n")
    assert isclose(dist.value, _sqrt(25))
    assert isclose(x.grad, 0.6) and isclose(y.grad, 0.8)
    k = Parameter(2.0, "k")
    (e ** k).compute_gradients()
    print(k)
