"""Functions with forward and backward, and variables that are moved through them."""

import math


class Function:
    """Subclasses say how to compute forward(*numbers) -> (result, saved) and backward(saved, g) -> gradients."""

    @classmethod
    def apply(cls, *inputs):
        inputs = [i if isinstance(i, Variable) else Variable(i) for i in inputs]
        result, saved = cls.forward(*[i.data for i in inputs])
        return Variable(result, Origin(cls, inputs, saved))


class Origin:
    """Where a variable came from."""

    def __init__(self, function, inputs, saved):
        self.function = function
        self.inputs = inputs
        self.saved = saved


class Variable:
    def __init__(self, data, origin=None):
        self.data = data
        self.grad = 0.0
        self.origin = origin

    def __repr__(self):
        name = self.origin.function.__name__ if self.origin else "input"
        return f"Variable({self.data}, {name})"

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

    def __neg__(self):
        return Neg.apply(self)

    def log(self):
        return Log.apply(self)

    def tanh(self):
        return Tanh.apply(self)

    def leaky_relu(self):
        return LeakyReLU.apply(self)

    def softplus(self):
        return Softplus.apply(self)

    def history(self):
        """Inputs first, self last."""
        order, seen = [], set()
        work = [(self, False)]
        while work:
            var, expanded = work.pop()
            if not expanded and id(var) not in seen:
                seen.add(id(var))
                work.append((var, True))
                if var.origin is not None:
                    work += [(i, False) for i in var.origin.inputs]
            else:
                order.append(var)  # defect: visited-twice
        return order

    def zero_grad(self):
        """Clear the gradients of everything that went into me."""
        for var in self.history():
            var.grad = 0.0

    def backward(self):
        history = self.history()

        self.grad = 1.0  # defect: stale-gradients

        for var in reversed(history):
            if var.origin is None:
                continue
            gradients = var.origin.function.backward(var.origin.saved, var.grad)
            for i, g in zip(var.origin.inputs, gradients):
                i.grad += g


class Add(Function):
    forward = staticmethod(lambda x, y: (x + y, None))
    backward = staticmethod(lambda _, g: (g, g))


class Sub(Function):
    forward = staticmethod(lambda x, y: (x - y, None))
    backward = staticmethod(lambda _, g: (g, -g))


class Neg(Function):
    forward = staticmethod(lambda x: (-x, None))
    backward = staticmethod(lambda _, g: (-g,))


class Mul(Function):
    @staticmethod
    def forward(x, y):
        return x * y, (x, y)

    @staticmethod
    def backward(saved, g):
        x, y = saved
        return g * y, g * x


class Div(Function):
    @staticmethod
    def forward(x, y):
        return x / y, (x, y)

    @staticmethod
    def backward(saved, g):
        x, y = saved
        return g / y, -g * x / y / y


class Log(Function):
    @staticmethod
    def forward(x):
        return math.log(x), x

    @staticmethod
    def backward(x, g):
        return (g / x,)


class Tanh(Function):
    @staticmethod
    def forward(x):
        t = math.tanh(x)
        return t, t

    @staticmethod
    def backward(t, g):
        return (g * (1 - t * t),)


class LeakyReLU(Function):
    slope = 0.01

    @staticmethod
    def forward(x):
        return (x if x > 0 else LeakyReLU.slope * x), x

    @staticmethod
    def backward(x, g):
        return (g if x > 0 else LeakyReLU.slope * g,)


class Softplus(Function):
    """log(1 + e^x), without ever computing a large e^x."""

    @staticmethod
    def forward(x):
        return max(x, 0.0) + math.log1p(math.exp(-abs(x))), x

    @staticmethod
    def backward(x, g):
        small = math.exp(-abs(x))
        return (g / (1 + small) if x > 0 else g * small / (1 + small),)


def fit(xs, ys, rate=0.05, rounds=20):
    k, c = Variable(0.0), Variable(0.0)
    for _ in range(rounds):
        loss = 0
        for x, y in zip(xs, ys):
            error = k * x + c - y
            loss = loss + error * error
        loss.zero_grad()
        loss.backward()
        k.data -= rate * k.grad / len(xs)
        c.data -= rate * c.grad / len(xs)
    return k.data, c.data


if __name__ == "__main__":
    print("line through three points:", fit([0, 1, 2], [1, 3, 5]))
