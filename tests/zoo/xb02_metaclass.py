"""Operators register themselves: a metaclass turns every subclass of Op into a method of Number."""

import math


class OpMeta(type):
    def __new__(meta, name, bases, space):
        cls = super().__new__(meta, name, bases, space)
        method = space.get("method")
        if method:
            def call(*args):
                return cls()(*args)
            setattr(Number, method, call)
            if space.get("reflected"):
                setattr(Number, space["reflected"], lambda self, other: cls()(other, self))
        return cls


class NumberMeta(type):
    instances = 0

    def __call__(cls, *args, **kwargs):
        NumberMeta.instances += 1
        return super().__call__(*args, **kwargs)


class Number(metaclass=NumberMeta):
    def __init__(self, value, op=None, operands=()):
        self.value = value
        self.op = op
        self.operands = operands
        self.grad = 0.0

    def __repr__(self):
        return f"Number({self.value})"

    def topological(self):
        out, seen, stack = [], set(), [(self, False)]
        while stack:
            node, done = stack.pop()
            if done:
                out.append(node)
                continue
            if id(node) in seen:
                continue
            seen.add(id(node))
            stack.append((node, True))
            stack.extend((o, False) for o in node.operands)
        return out[::-1]

    def backward(self):
        order = self.topological()
        for node in order:
            node.grad = 0.0
        self.grad = 1.0
        for node in order:
            if node.op is not None:
                for operand, share in zip(node.operands, node.op.backward(node.grad)):
                    operand.grad += share


class Op(metaclass=OpMeta):
    def __call__(self, *args):
        operands = tuple(a if isinstance(a, Number) else Number(a) for a in args)
        return Number(self.forward(*(o.value for o in operands)), self, operands)


class Add(Op):
    method, reflected = "__add__", "__radd__"

    def forward(self, a, b):
        return a + b

    def backward(self, g):
        return g, g


class Sub(Op):
    method, reflected = "__sub__", "__rsub__"

    def forward(self, a, b):
        return a - b

    def backward(self, g):
        return g, -g


class Mul(Op):
    method, reflected = "__mul__", "__rmul__"

    def forward(self, a, b):
        self.a, self.b = a, b
        return a * b

    def backward(self, g):
        return g * self.b, g * self.a


class Div(Op):
    method, reflected = "__truediv__", "__rtruediv__"

    def forward(self, a, b):
        self.a, self.b = a, b
        return a / b

    def backward(self, g):
        return g / self.b, -g * self.a / (self.b * self.b)


class Exp(Op):
    method = "exp"

    def forward(self, a):
        self.y = math.exp(a)
        return self.y

    def backward(self, g):
        return (g * self.y,)


class Sigmoid(Op):
    method = "sigmoid"

    def forward(self, a):
        if a >= 0:
            self.s = 1 / (1 + math.exp(-a))
        else:
            e = math.exp(a)
            self.s = e / (1 + e)
        return self.s

    def backward(self, g):
        return (g * self.s * (1 - self.s),)
