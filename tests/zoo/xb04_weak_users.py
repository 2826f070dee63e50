"""Nodes know their users, not their operands; users are held weakly, so that dead branches vanish."""
import math
import weakref


class Value:
    def __init__(self, data):
        self.data = float(data)
        self._users = []      # (weak reference to a user, slope)
        self._keep = ()       # a user keeps its operands alive
        self._grad = 0.0

    def __repr__(self):
        return f"Value({self.data})"

    def _feed(self, user, slope):
        self._users.append((weakref.ref(user), slope))

    @staticmethod
    def _join(data, *parts):
        out = Value(data)
        out._keep = tuple(v for v, _ in parts)
        for v, slope in parts:
            v._feed(out, slope)
        return out

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value._join(self.data + other.data, (self, 1.0), (other, 1.0))

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value._join(self.data * other.data, (self, other.data), (other, self.data))

    __radd__, __rmul__ = __add__, __mul__

    def __neg__(self):
        return Value._join(-self.data, (self, -1.0))

    def __sub__(self, other):
        return self + (-other if isinstance(other, Value) else -other)

    def __rsub__(self, other):
        return -self + other

    def exp(self):
        e = math.exp(self.data)
        return Value._join(e, (self, e))

    @property
    def grad(self):
        return self._grad

    def backward(self):
        below, order, stack = {}, [], [(self, False)]
        while stack:
            v, done = stack.pop()
            if done:
                order.append(v)
            elif id(v) not in below:
                below[id(v)] = v
                stack.append((v, True))
                stack.extend((k, False) for k in v._keep)
        self._grad = 1.0
        for v in reversed(order):
            if v is self:
                continue
            v._grad = 0.0
            for user, slope in v._users:
                u = user()
                if u is not None and id(u) in below:
                    v._grad += slope * u._grad
