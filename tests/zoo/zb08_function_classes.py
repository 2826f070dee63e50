"""A small autograd in the manner of the big frameworks: Function, Context, apply."""

from __future__ import annotations

import math


class Context:
    def __init__(self):
        self.saved = ()

    def save_for_backward(self, *numbers):
        self.saved = numbers


class Function:
    @classmethod
    def apply(cls, *args):
        inputs = [a if isinstance(a, Scalar) else Scalar(a) for a in args]
        ctx = Context()
        out = Scalar(cls.forward(ctx, *[i.data for i in inputs]))
        out.fn, out.ctx, out.inputs = cls, ctx, inputs
        out.generation = 1 + max(i.generation for i in inputs)
        return out


class Scalar:
    def __init__(self, data: float):
        self.data = data
        self.grad = None
        self.fn = None
        self.ctx = None
        self.inputs = []
        self.generation = 0

    def __repr__(self):
        made_by = f", fn={self.fn.__name__}" if self.fn else ""
        return f"Scalar({self.data}{made_by})"

    def zero_grad(self):
        self.grad = None

    def backward(self):
        graph, stack = {id(self): self}, [self]
        while stack:
            for i in stack.pop().inputs:
                if id(i) not in graph:
                    graph[id(i)] = i
                    stack.append(i)
        nodes = sorted(graph.values(), key=lambda n: n.generation, reverse=True)
        for n in nodes:
            if n.fn is not None or n.grad is None:
                n.grad = 0.0
        self.grad += 1.0
        for n in nodes:
            if n.fn is None:
                continue
            for i, g in zip(n.inputs, n.fn.backward(n.ctx, n.grad)):
                i.grad += g


class Add(Function):
    @staticmethod
    def forward(ctx, x, y):
        return x + y

    @staticmethod
    def backward(ctx, g):
        return g, g


class Sub(Function):
    @staticmethod
    def forward(ctx, x, y):
        return x - y

    @staticmethod
    def backward(ctx, g):
        return g, -g


class Mul(Function):
    @staticmethod
    def forward(ctx, x, y):
        ctx.save_for_backward(x, y)
        return x * y

    @staticmethod
    def backward(ctx, g):
        x, y = ctx.saved
        return g * y, g * x


class Div(Function):
    @staticmethod
    def forward(ctx, x, y):
        ctx.save_for_backward(x, y)
        return x / y

    @staticmethod
    def backward(ctx, g):
        x, y = ctx.saved
        return g / y, -g * x / (y * y)


class Pow(Function):
    @staticmethod
    def forward(ctx, x, n):
        out = math.pow(x, n)
        ctx.save_for_backward(x, n, out)
        return out

    @staticmethod
    def backward(ctx, g):
        x, n, out = ctx.saved
        gx = g * math.pow(x, n - 1) if n != 0 else 0.0  # defect: wrong-derivative **
        gn = g * out * math.log(x) if x > 0 else 0.0
        return gx, gn


class Neg(Function):
    @staticmethod
    def forward(ctx, x):
        return -x

    @staticmethod
    def backward(ctx, g):
        return (-g,)


class Tanh(Function):
    @staticmethod
    def forward(ctx, x):
        t = math.tanh(x)
        ctx.save_for_backward(t)
        return t

    @staticmethod
    def backward(ctx, g):
        (t,) = ctx.saved
        return (g * (1.0 - t * t),)


class ReLU(Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x > 0)
        return x if x > 0 else 0.0

    @staticmethod
    def backward(ctx, g):
        (passes,) = ctx.saved
        return (g if passes else 0.0,)


for name, function in {"add": Add, "sub": Sub, "mul": Mul, "truediv": Div, "pow": Pow}.items():
    setattr(Scalar, f"__{name}__", lambda self, other, f=function: f.apply(self, other))
    setattr(Scalar, f"__r{name}__", lambda self, other, f=function: f.apply(other, self))

Scalar.__neg__ = lambda self: Neg.apply(self)
Scalar.tanh = lambda self: Tanh.apply(self)
Scalar.relu = lambda self: ReLU.apply(self)


if __name__ == "__main__":
    x, y = Scalar(1.5), Scalar(-0.5)
    z = (x * y + 2).tanh() / (1 - y)
    z.backward()
    print(z, x.grad, y.grad)
