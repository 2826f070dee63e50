"""Every operation is a class of its own; a Var is just a number one can differentiate by."""

from __future__ import annotations

import math


class Var:
    operands: tuple[Var, ...] = ()

    def __init__(self, value: float) -> None:
        self.value = value
        self.grad = 0.0

    def _backward(self) -> None:
        """An input has nothing to pass on."""

    def __add__(self, other):
        return Add(self, lift(other))

    def __radd__(self, other):
        return Add(lift(other), self)

    def __sub__(self, other):
        return Sub(self, lift(other))

    def __rsub__(self, other):
        return Sub(lift(other), self)

    def __mul__(self, other):
        return Mul(self, lift(other))

    def __rmul__(self, other):
        return Mul(lift(other), self)

    def __truediv__(self, other):
        return Div(self, lift(other))

    def __rtruediv__(self, other):
        return Div(lift(other), self)

    def __neg__(self):
        return Neg(self)

    def tanh(self):
        return Tanh(self)

    def sigmoid(self):
        return Sigmoid(self)

    def leaky_relu(self):
        return LeakyRelu(self)

    def backward(self) -> None:
        order = list(toposort(self))
        for var in order:
            var.grad = 0.0
        self.grad = 1.0
        for var in reversed(order):
            var._backward()

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.value:g}, grad={self.grad:g})"


def lift(x) -> Var:
    return x if isinstance(x, Var) else Var(float(x))


class Binary(Var):
    def __init__(self, left: Var, right: Var) -> None:
        self.left, self.right = self.operands = (left, right)
        self.x, self.y = left.value, right.value
        super().__init__(self.compute(self.x, self.y))


class Add(Binary):
    def compute(self, x, y):
        return x + y

    def _backward(self):
        self.left.grad += self.grad
        self.right.grad += self.grad


class Sub(Binary):
    def compute(self, x, y):
        return x - y

    def _backward(self):
        self.left.grad += self.grad
        self.right.grad -= self.grad


class Mul(Binary):
    def compute(self, x, y):
        return x * y

    def _backward(self):
        self.left.grad, self.right.grad = self.grad * self.y, self.grad * self.x  # defect: overwritten-gradient *


class Div(Binary):
    def compute(self, x, y):
        return x / y

    def _backward(self):
        self.left.grad += self.grad / self.y
        self.right.grad -= self.grad * (self.x / self.y) / self.y


class Unary(Var):
    def __init__(self, operand: Var) -> None:
        self.operand = operand
        self.operands = (operand,)
        self.x = operand.value
        self.result = self.compute(self.x)
        super().__init__(self.result)


class Neg(Unary):
    def compute(self, x):
        return -x

    def _backward(self):
        self.operand.grad -= self.grad


class Tanh(Unary):
    def compute(self, x):
        return math.tanh(x)

    def _backward(self):
        self.operand.grad += self.grad * (1 - self.result**2)


class Sigmoid(Unary):
    def compute(self, x):
        z = math.exp(-abs(x))
        return 1 / (1 + z) if x >= 0 else z / (1 + z)

    def _backward(self):
        self.operand.grad += self.grad * self.result * (1 - self.result)


class LeakyRelu(Unary):
    slope = 0.01

    def compute(self, x):
        return x if x > 0 else self.slope * x

    def _backward(self):
        self.operand.grad += self.grad * (1.0 if self.x > 0 else self.slope)


def toposort(last: Var):
    """Yield the operands of everything before the thing itself."""
    seen: set[int] = {id(last)}
    path = [(last, iter(last.operands))]
    while path:
        var, pending = path[-1]
        following = next((operand for operand in pending if id(operand) not in seen), None)
        if following is None:
            path.pop()
            yield var
        else:
            seen.add(id(following))
            path.append((following, iter(following.operands)))


if __name__ == "__main__":
    x, w, b = Var(1.5), Var(-0.8), Var(0.1)
    y = (x * w + b).sigmoid()
    y.backward()
    print(y, x, w, b)
