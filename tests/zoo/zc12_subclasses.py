"""Expressions as trees of objects: every kind of operation is a class of its own.

    >>> x, y = Value(2.0, "x"), Value(5.0, "y")
    >>> z = x * y + x
    >>> z.backward()
    >>> x.grad, y.grad
    (6.0, 2.0)
"""
import math
from abc import ABC, abstractmethod


class Value:
    operands = ()

    def __init__(self, data, label=""):
        self.data = float(data)
        self.grad = 0.0
        self.label = label

    def __repr__(self):
        return f"{type(self).__name__}({self.label + ' ' if self.label else ''}{self.data}, grad={self.grad})"

    def __add__(self, other):
        return Sum(self, other)

    def __radd__(self, other):
        return Sum(other, self)

    def __sub__(self, other):
        return Difference(self, other)

    def __rsub__(self, other):
        return Difference(other, self)

    def __mul__(self, other):
        return Product(self, other)

    def __rmul__(self, other):
        return Product(other, self)

    def __truediv__(self, other):
        return Quotient(self, other)

    def __rtruediv__(self, other):
        return Quotient(other, self)

    def __neg__(self):
        return Difference(0.0, self)

    def exp(self):
        return Exponential(self)

    def log(self):
        return Logarithm(self)

    def sin(self):
        return Sine(self)

    def relu(self):
        return Rectified(self)

    def push(self):
        """Adds this node's share to the gradients of its operands: a leaf has none."""

    def backward(self):
        order = self.order()
        for node in order:
            node.grad = 0.0
        self.grad = 1.0
        for node in order:
            node.push()

    def order(self):
        post, seen, stack = [], set(), [(False, self)]
        while stack:
            leaving, node = stack.pop()
            if leaving:
                post.append(node)
            elif id(node) not in seen:
                seen.add(id(node))
                stack.append((True, node))
                for operand in node.operands:
                    stack.append((False, operand))
        post.reverse()
        return post


class Operation(Value, ABC):
    def __init__(self, *operands):
        self.operands = tuple(o if isinstance(o, Value) else Value(o) for o in operands)
        self.at = tuple(o.data for o in self.operands)
        super().__init__(self.compute(*self.at), self.operands[-1].label)  # defect: label-from-operand

    @abstractmethod
    def compute(self, *numbers):
        ...

    @abstractmethod
    def derivatives(self, *numbers):
        ...

    def push(self):
        for operand, derivative in zip(self.operands, self.derivatives(*self.at)):
            operand.grad += self.grad * derivative


class Sum(Operation):
    def compute(self, a, b): return a + b
    def derivatives(self, a, b): return 1.0, 1.0


class Difference(Operation):
    def compute(self, a, b): return a - b
    def derivatives(self, a, b): return 1.0, -1.0


class Product(Operation):
    def compute(self, a, b): return a * b
    def derivatives(self, a, b): return b, a


class Quotient(Operation):
    def compute(self, a, b): return a / b
    def derivatives(self, a, b): return 1.0 / b, -a / (b * b)


class Exponential(Operation):
    def compute(self, x): return math.exp(x)
    def derivatives(self, x): return (math.exp(x),)


class Logarithm(Operation):
    def compute(self, x): return math.log(x)
    def derivatives(self, x): return (1.0 / x,)


class Sine(Operation):
    def compute(self, x): return math.sin(x)
    def derivatives(self, x): return (math.cos(x),)


class Rectified(Operation):
    def compute(self, x): return max(x, 0.0)
    def derivatives(self, x): return (float(x > 0.0),)


if __name__ == "__main__":
    a, b, c = Value(2, "a"), Value(-3, "b"), Value(10, "c")
    f = a * b + c
    f.backward()
    for node in f.order():
        print(node)
