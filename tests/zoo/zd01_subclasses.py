"""A tiny expression engine: one class per operation.

>>> a, b = Node(2.0, "a"), Node(-3.0, "b")
>>> y = (a * b).tanh() + a
>>> y.backprop()
>>> y
Node(tanh(a*b) + a = 1.0000122883)
"""

import math


class Node:
    """A number. The subclasses below are numbers that were computed."""

    def __init__(self, data, name=None):
        self.data = data
        self.adjoint = 0.0
        self.name = name
        self.inputs = ()

    def push(self):
        """Give the inputs their share of my adjoint. A plain number has none."""

    def __repr__(self):
        return f"Node({text(self)} = {self.data:.10f})"

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

    def exp(self):
        return Exp(self)

    def sin(self):
        return Sin(self)

    def tanh(self):
        return Tanh(self)

    def plan(self):
        """Lists what has to be pushed, starting with me."""
        todo, known, steps = [self], set(), []
        while todo:
            node = todo.pop()
            if id(node) not in known:
                known.add(id(node))
                steps.append(node)  # defect: wrong-order
                todo.extend(node.inputs)
        return steps

    def backprop(self):
        steps = self.plan()
        for node in steps:
            node.adjoint = 0.0
        self.adjoint = 1.0
        for node in steps:
            node.push()


class Binary(Node):
    def __init__(self, left, right):
        self.x, self.y = left.data, right.data
        super().__init__(self.compute())
        self.inputs = (left, right)


class Add(Binary):
    def compute(self):
        return self.x + self.y

    def push(self):
        left, right = self.inputs
        left.adjoint += self.adjoint
        right.adjoint += self.adjoint


class Sub(Binary):
    def compute(self):
        return self.x - self.y

    def push(self):
        left, right = self.inputs
        left.adjoint += self.adjoint
        right.adjoint -= self.adjoint


class Mul(Binary):
    def compute(self):
        return self.x * self.y

    def push(self):
        left, right = self.inputs
        left.adjoint += self.y * self.adjoint
        right.adjoint = self.x * self.adjoint  # defect: overwritten-gradient *


class Div(Binary):
    def compute(self):
        return self.x / self.y

    def push(self):
        left, right = self.inputs
        left.adjoint += self.adjoint / self.y
        right.adjoint -= self.adjoint * self.x / (self.y * self.y)


class Unary(Node):
    def __init__(self, arg):
        self.x = arg.data
        self.result = self.compute()
        super().__init__(self.result)
        self.inputs = (arg,)

    def push(self):
        self.inputs[0].adjoint += self.slope() * self.adjoint


class Neg(Unary):
    def compute(self):
        return -self.x

    def slope(self):
        return -1.0


class Exp(Unary):
    def compute(self):
        return math.exp(self.x)

    def slope(self):
        return self.result


class Sin(Unary):
    def compute(self):
        return math.sin(self.x)

    def slope(self):
        return math.cos(self.x)


class Tanh(Unary):
    def compute(self):
        return math.tanh(self.x)

    def slope(self):
        return 1.0 - self.result * self.result


def lift(x):
    return x if isinstance(x, Node) else Node(x)


SIGNS = {Add: "{} + {}", Sub: "{} - {}", Mul: "{}*{}", Div: "{}/{}", Neg: "-{}"}


def text(node, depth=4):
    """The formula in words, to a certain depth."""
    if not node.inputs:
        return node.name or f"{node.data:g}"
    if depth == 0:
        return "..."
    pattern = SIGNS.get(type(node), type(node).__name__.lower() + "({})")
    return pattern.format(*(text(i, depth - 1) for i in node.inputs))


if __name__ == "__main__":
    import doctest

    doctest.testmod()
