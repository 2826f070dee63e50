import math


class Value:
    def __init__(self, data, children=(), rule=None, name=''):
        self.data = float(data)
        self.children = children
        self.rule = rule
        self.name = name
        self.grad = 0.0

    def __add__(self, other):
        other = Value.make(other)
        def rule(g):
            self.grad += g
            other.grad += g
        return Value(self.data + other.data, (self, other), rule)

    def __mul__(self, other):
        other = Value.make(other)
        x, y = self.data, other.data
        def rule(g):
            self.grad += g * y
            other.grad += g * x
        return Value(x * y, (self, other), rule)

    def __sub__(self, other):
        other = Value.make(other)
        def rule(g):
            self.grad += g
            other.grad = -g  # defect: overwritten-gradient -
        return Value(self.data - other.data, (self, other), rule)

    def __truediv__(self, other):
        return self * Value.make(other).inverse()

    def inverse(self):
        y = 1 / self.data
        def rule(g):
            self.grad -= g * y  # defect: wrong-derivative reciprocal
        return Value(y, (self,), rule)

    __radd__ = __add__
    __rmul__ = __mul__
    __rsub__ = __sub__  # defect: wrong-reflected -

    def __rtruediv__(self, other):
        return Value.make(other) / self

    def exp(self):
        e = math.exp(self.data)
        def rule(g):
            self.grad += g * e
        return Value(e, (self,), rule)

    @staticmethod
    def make(x):
        return x if isinstance(x, Value) else Value(x)

    def backward(self):
        order, seen = [], {self}
        stack = [(self, list(self.children))]
        while stack:
            v, rest = stack[-1]
            if rest:
                c = rest.pop()
                if c not in seen:
                    seen.add(c)
                    stack.append((c, list(c.children)))
            else:
                order.append(v)
                stack.pop()
        for v in order:
            v.grad = 0.0
        self.grad = 1.0
        for v in order[::-1]:
            if v.rule is not None:
                v.rule(v.grad)
