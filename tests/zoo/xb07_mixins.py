"""Mixins: arithmetic, functions and bookkeeping are three classes; Scalar puts them together."""
import math


class Bookkeeping:
    __slots__ = ()

    def backward(self):
        tape = self._collect()
        for node in tape:
            node.adj = 0.0
        self.adj = 1.0
        for node in tape:
            for operand, d in node.arcs:
                operand.adj += d * node.adj

    def _collect(self):
        order, seen, stack = [], set(), [(self, False)]
        while stack:
            node, after = stack.pop()
            if after:
                order.append(node)
            elif id(node) not in seen:
                seen.add(id(node))
                stack.append((node, True))
                stack.extend((operand, False) for operand, _ in node.arcs)
        order.reverse()
        return order


class Arithmetic:
    __slots__ = ()

    def __add__(self, other):
        other = self.cast(other)
        return self.result(self.num + other.num, (self, 1.0), (other, 1.0))

    def __sub__(self, other):
        other = self.cast(other)
        return self.result(self.num - other.num, (self, 1.0), (other, -1.0))

    def __mul__(self, other):
        other = self.cast(other)
        return self.result(self.num * other.num, (self, other.num), (other, self.num))

    def __truediv__(self, other):
        other = self.cast(other)
        q = self.num / other.num
        return self.result(q, (self, 1 / other.num), (other, -q / other.num))

    def __neg__(self):
        return self.result(-self.num, (self, -1.0))

    def __radd__(self, other): return self.cast(other) + self
    def __rsub__(self, other): return self.cast(other) + self  # defect: wrong-reflected -
    def __rmul__(self, other): return self.cast(other) * self
    def __rtruediv__(self, other): return self.cast(other) / self


class Functions:
    __slots__ = ()

    def exp(self):
        e = math.exp(self.num)
        return self.result(e, (self, e))

    def tanh(self):
        t = math.tanh(self.num)
        return self.result(t, (self, 1 - t * t))

    def softplus(self):
        x = self.num
        s = 1 / (1 + math.exp(-x)) if x >= 0 else math.exp(x) / (1 + math.exp(x))
        return self.result(max(x, 0.0) + math.log1p(math.exp(-abs(x))), (self, s))


class Scalar(Arithmetic, Functions, Bookkeeping):
    __slots__ = ("num", "adj", "arcs")

    def __init__(self, num):
        self.num, self.adj, self.arcs = num, 0.0, ()

    @classmethod
    def cast(cls, x):
        return x if isinstance(x, cls) else cls(x)

    @classmethod
    def result(cls, num, *arcs):
        out = cls(num)
        out.arcs = arcs
        return out
