"""In-place operators that are right: a variable is a name for its latest version."""
import math


class Version:
    __slots__ = ("value", "edges", "grad")

    def __init__(self, value, edges=()):
        self.value, self.edges, self.grad = value, edges, 0.0


class Var:
    """A name. `x += y` gives the name a new version; what was computed from the old one keeps that."""

    def __init__(self, value):
        self._first = self._now = value if isinstance(value, Version) else Version(value)

    @property
    def value(self): return self._now.value

    @property
    def grad(self): return self._first.grad

    @staticmethod
    def _get(x): return x._now if isinstance(x, Var) else Version(x)

    @staticmethod
    def _sum(a, b): return Version(a.value + b.value, ((a, 1.0), (b, 1.0)))

    @staticmethod
    def _product(a, b): return Version(a.value * b.value, ((a, b.value), (b, a.value)))

    def __add__(self, o): return Var(Var._sum(self._now, Var._get(o)))
    def __mul__(self, o): return Var(Var._product(self._now, Var._get(o)))
    __radd__, __rmul__ = __add__, __mul__

    def __iadd__(self, o):
        self._now = Var._sum(self._now, Var._get(o))
        return self

    def __imul__(self, o):
        self._now = Var._product(self._now, Var._get(o))
        return self

    def tanh(self):
        t = math.tanh(self.value)
        return Var(Version(t, ((self._now, 1 - t * t),)))

    def backward(self):
        order, seen, stack = [], set(), [(self._now, False)]
        while stack:
            v, after = stack.pop()
            if after:
                order.append(v)
            elif id(v) not in seen:
                seen.add(id(v))
                stack.append((v, True))
                stack.extend((p, False) for p, _ in v.edges)
        for v in order:
            v.grad = 0.0
        self._now.grad = 1.0
        for v in reversed(order):
            for p, w in v.edges:
                p.grad += w * v.grad
