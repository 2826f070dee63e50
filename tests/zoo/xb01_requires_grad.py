"""Parameters want a gradient, data do not; what comes of data alone records nothing."""
import math


class Scalar:
    def __init__(self, value, requires_grad=False):
        self.value = float(value)
        self.requires_grad = requires_grad
        self.grad = None
        self._inputs = ()

    def __repr__(self):
        return f"Scalar({self.value}, requires_grad={self.requires_grad})"

    def _node(self, value, *inputs):
        inputs = tuple((s, w) for s, w in inputs if s.requires_grad)
        out = Scalar(value, bool(inputs))
        out._inputs = inputs
        return out

    def __add__(self, o):
        o = o if isinstance(o, Scalar) else Scalar(o)
        return self._node(self.value + o.value, (self, 1.0), (o, 1.0))

    def __mul__(self, o):
        o = o if isinstance(o, Scalar) else Scalar(o)
        return self._node(self.value * o.value, (self, o.value), (o, self.value))

    def __sub__(self, o):
        o = o if isinstance(o, Scalar) else Scalar(o)
        return self._node(self.value - o.value, (self, 1.0), (o, -1.0))

    def __radd__(self, o): return Scalar(o) + self
    def __rmul__(self, o): return Scalar(o) * self
    def __rsub__(self, o): return Scalar(o) - self
    def tanh(self):
        t = math.tanh(self.value)
        return self._node(t, (self, 1 - t * t))

    def backward(self):
        if not self.requires_grad:
            raise RuntimeError("nothing here requires a gradient")
        order, seen, stack = [], set(), [(self, False)]
        while stack:
            s, after = stack.pop()
            if after:
                order.append(s)
            elif id(s) not in seen:
                seen.add(id(s))
                stack.append((s, True))
                stack.extend((i, False) for i, _ in s._inputs)
        for s in order:
            if s._inputs:
                s.grad = 0.0
            elif s.grad is None:
                s.grad = 0.0
        self.grad = 1.0
        for s in reversed(order):
            for i, w in s._inputs:
                i.grad += w * s.grad

    def zero_grad(self):
        self.grad = None
