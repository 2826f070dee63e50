"""autograd.Function for scalars, after the interface of the big frameworks.

Each operation is a class with two static methods. `forward(ctx, ...)` gets plain floats and may keep what it likes in
ctx; `backward(ctx, grad_output)` returns one gradient per argument of forward (None for what is not differentiable).
"""
from __future__ import annotations

import math
from types import SimpleNamespace


class Function:
    @classmethod
    def apply(cls, *args):
        ctx = SimpleNamespace()
        floats = [arg.data if isinstance(arg, Tensor) else float(arg) for arg in args]
        out = Tensor(cls.forward(ctx, *floats))
        out.grad_fn = cls
        out.ctx = ctx
        out.inputs = args
        return out


class Add(Function):
    @staticmethod
    def forward(ctx, a, b):
        return a + b

    @staticmethod
    def backward(ctx, grad_output):
        return grad_output, grad_output


class Sub(Function):
    @staticmethod
    def forward(ctx, a, b):
        return a - b

    @staticmethod
    def backward(ctx, grad_output):
        return grad_output, -grad_output


class Mul(Function):
    @staticmethod
    def forward(ctx, a, b):
        ctx.saved = a, b
        return a * b

    @staticmethod
    def backward(ctx, grad_output):
        a, b = ctx.saved
        return grad_output * b, grad_output * a


class Div(Function):
    @staticmethod
    def forward(ctx, a, b):
        ctx.saved = a, b
        return a / b

    @staticmethod
    def backward(ctx, grad_output):
        a, b = ctx.saved
        return grad_output / b, -grad_output * a / b**2


class Pow(Function):
    @staticmethod
    def forward(ctx, base, n):
        ctx.saved = base, n
        return math.pow(base, n)

    @staticmethod
    def backward(ctx, grad_output):
        base, n = ctx.saved
        return (grad_output * n * math.pow(base, n - 1) if n else 0.0), None


class Exponential(Function):
    """A number to the power of a tensor."""

    @staticmethod
    def forward(ctx, base, x):
        out = math.pow(base, x)
        ctx.saved = out * math.log(base) if base > 0 else 0.0
        return out

    @staticmethod
    def backward(ctx, grad_output):
        return None, grad_output * ctx.saved


class Tanh(Function):
    @staticmethod
    def forward(ctx, x):
        ctx.out = math.tanh(x)
        return ctx.out

    @staticmethod
    def backward(ctx, grad_output):
        return (grad_output * (1 - ctx.out**2),)


class Sigmoid(Function):
    @staticmethod
    def forward(ctx, x):
        small = math.exp(-abs(x))
        ctx.out = 1 / (1 + small) if x >= 0 else small / (1 + small)
        return ctx.out

    @staticmethod
    def backward(ctx, grad_output):
        return (grad_output * ctx.out * (1 - ctx.out),)


class LeakyReLU(Function):
    @staticmethod
    def forward(ctx, x, slope):
        ctx.factor = 1.0 if x > 0 else slope
        return ctx.factor * x

    @staticmethod
    def backward(ctx, grad_output):
        return grad_output * ctx.factor, None


class Tensor:
    """A zero-dimensional one."""

    def __init__(self, data: float):
        self.data = float(data)
        self.grad = 0.0
        self.grad_fn = None
        self.ctx = None
        self.inputs = ()

    def __repr__(self):
        fn = f", grad_fn={self.grad_fn.__name__}" if self.grad_fn else ""
        return f"tensor({self.data}{fn})"

    __add__ = lambda self, other: Add.apply(self, other)
    __radd__ = lambda self, other: Add.apply(other, self)
    __sub__ = lambda self, other: Sub.apply(self, other)
    __rsub__ = lambda self, other: Sub.apply(other, self)
    __mul__ = lambda self, other: Mul.apply(self, other)
    __rmul__ = lambda self, other: Mul.apply(other, self)
    __truediv__ = lambda self, other: Div.apply(self, other)
    __rtruediv__ = lambda self, other: Div.apply(other, self)
    __neg__ = lambda self: Mul.apply(self, -1.0)

    def __pow__(self, exponent):
        assert isinstance(exponent, (int, float)), "only int and float exponents"  # defect: pow-value-exponent
        return Pow.apply(self, exponent)

    def __rpow__(self, base):
        return Exponential.apply(base, self)

    def tanh(self):
        return Tanh.apply(self)

    def sigmoid(self):
        return Sigmoid.apply(self)

    def leaky_relu(self, negative_slope=0.01):
        return LeakyReLU.apply(self, negative_slope)

    def zero_grad(self):
        self.grad = 0.0

    def backward(self):
        remaining, stack = {id(self): 0}, [self]
        while stack:
            node = stack.pop()
            if node.grad_fn:
                node.grad = 0.0
            for arg in node.inputs:
                if isinstance(arg, Tensor):
                    if id(arg) not in remaining:
                        remaining[id(arg)] = 0
                        stack.append(arg)
                    remaining[id(arg)] += 1

        self.grad = 1.0
        ready = [self]
        while ready:
            node = ready.pop()
            if node.grad_fn is None:
                continue
            for arg, grad in zip(node.inputs, node.grad_fn.backward(node.ctx, node.grad)):
                if isinstance(arg, Tensor):
                    arg.grad += grad
                    remaining[id(arg)] -= 1
                    if remaining[id(arg)] == 0:
                        ready.append(arg)


if __name__ == "__main__":
    w, b = Tensor(0.3), Tensor(-0.1)
    for epoch in range(100):
        loss = sum(((w * x + b).tanh() - y) ** 2 for x, y in [(-1, -0.9), (0, 0.2), (1, 0.95)])
        w.zero_grad()
        b.zero_grad()
        loss.backward()
        w.data -= 0.1 * w.grad
        b.data -= 0.1 * b.grad
    print(f"{loss=} {w=} {b=}")
