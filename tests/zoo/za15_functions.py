"""
Autograd in the manner of the big frameworks: a Function has two static methods, forward and backward,
which share a context.
"""

import math


class Context:
    def __init__(self, *inputs):
        self.inputs = inputs
        self.saved_values = ()

    def save_for_backward(self, *values):
        self.saved_values = values


class Scalar:
    def __init__(self, value):
        self.value = value
        self.grad = 0.0
        self.fn = None
        self.ctx = None

    def __repr__(self):
        made = f", fn={self.fn.__name__}" if self.fn else ""
        return f"Scalar({self.value}{made})"

    def __add__(self, other):
        return Add.apply(self, other)

    def __radd__(self, other):
        return Add.apply(other, self)

    def __sub__(self, other):
        return Sub.apply(self, other)

    def __rsub__(self, other):
        return Sub.apply(other, self)

    def __mul__(self, other):
        return Mul.apply(self, other)

    def __rmul__(self, other):
        return Mul.apply(other, self)

    def __truediv__(self, other):
        return Div.apply(self, other)

    def __rtruediv__(self, other):
        return Div.apply(other, self)

    def __pow__(self, other):
        return Pow.apply(self, other)

    def __rpow__(self, other):
        return Pow.apply(other, self)

    def __neg__(self):
        return Mul.apply(self, -1.0)

    def tanh(self):
        return Tanh.apply(self)

    def exp(self):
        return Exp.apply(self)

    def log(self):
        return Log.apply(self)

    def backward(self):
        schedule = self.schedule()
        self.grad = 1.0  # defect: stale-gradients
        for scalar in schedule:
            grads = scalar.fn.backward(scalar.ctx, scalar.grad)
            for source, grad in zip(scalar.ctx.inputs, grads):
                source.grad += grad

    def schedule(self):
        """All computed scalars under this one, each after everything that was computed from it."""
        finished, entered, path = [], {self}, [self]
        if self.fn is None:
            return finished
        while path:
            for source in path[-1].ctx.inputs:
                if source.fn is not None and source not in entered:
                    entered.add(source)
                    path.append(source)
                    break
            else:
                finished.append(path.pop())
        finished.reverse()
        return finished


class Function:
    @classmethod
    def apply(cls, *args):
        scalars = [a if isinstance(a, Scalar) else Scalar(a) for a in args]
        ctx = Context(*scalars)
        out = Scalar(cls.forward(ctx, *(s.value for s in scalars)))
        out.fn, out.ctx = cls, ctx
        return out


class Add(Function):
    @staticmethod
    def forward(ctx, x, y):
        return x + y

    @staticmethod
    def backward(ctx, grad):
        return grad, grad


class Sub(Function):
    @staticmethod
    def forward(ctx, x, y):
        return x - y

    @staticmethod
    def backward(ctx, grad):
        return grad, -grad


class Mul(Function):
    @staticmethod
    def forward(ctx, x, y):
        ctx.save_for_backward(x, y)
        return x * y

    @staticmethod
    def backward(ctx, grad):
        x, y = ctx.saved_values
        return grad * y, grad * x


class Div(Function):
    @staticmethod
    def forward(ctx, x, y):
        ctx.save_for_backward(x / y, y)
        return x / y

    @staticmethod
    def backward(ctx, grad):
        quotient, y = ctx.saved_values
        return grad / y, -grad * quotient / y


class Pow(Function):
    @staticmethod
    def forward(ctx, x, n):
        result = math.pow(x, n)
        ctx.save_for_backward(x, n, result)
        return result

    @staticmethod
    def backward(ctx, grad):
        x, n, result = ctx.saved_values
        by_base = 0.0 if n == 0 else grad * n * (math.inf if x == 0 and n < 1 else math.pow(x, n - 1))
        by_exponent = grad * result * math.log(x) if x > 0 else 0.0
        return by_base, by_exponent


class Tanh(Function):
    @staticmethod
    def forward(ctx, x):
        t = math.tanh(x)
        ctx.save_for_backward(t)
        return t

    @staticmethod
    def backward(ctx, grad):
        (t,) = ctx.saved_values
        return (grad * (1 - t * t),)


class Exp(Function):
    @staticmethod
    def forward(ctx, x):
        e = math.exp(x)
        ctx.save_for_backward(e)
        return e

    @staticmethod
    def backward(ctx, grad):
        (e,) = ctx.saved_values
        return (grad * e,)


class Log(Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return math.log(x)

    @staticmethod
    def backward(ctx, grad):
        (x,) = ctx.saved_values
        return (grad / x,)


def zero_grad(scalars):
    for scalar in scalars:
        scalar.grad = 0.0


def main():
    xs = [0.0, 1.0, 2.0, 3.0]
    ys = [1.1, 2.9, 5.2, 6.8]
    slope, offset = Scalar(0.0), Scalar(0.0)
    for _ in range(100):
        loss = sum((slope * x + offset - y) ** 2 for x, y in zip(xs, ys)) / len(xs)
        zero_grad([slope, offset])
        loss.backward()
        slope.value -= 0.1 * slope.grad
        offset.value -= 0.1 * offset.grad
    print(f"y = {slope.value:.3f} x + {offset.value:.3f}, loss {loss.value:.4f}")


if __name__ == "__main__":
    main()
