"""Expression trees that can differentiate themselves.

Each kind of expression is a class. It computes its value when it is built, and its method `push` hands its adjoint
on to its operands.
"""

import math
from collections import Counter


class Expr:
    def __init__(self, val, *operands):
        self.val = val
        self.adj = 0.0
        self.operands = operands

    def push(self):
        pass

    def __str__(self):
        return f"{type(self).__name__}({self.val:.6g})"

    def __add__(self, other):
        return Sum(self, wrap(other))

    def __radd__(self, other):
        return Sum(wrap(other), self)

    def __sub__(self, other):
        return Difference(self, wrap(other))

    def __rsub__(self, other):
        return Difference(wrap(other), self)

    def __mul__(self, other):
        return Product(self, wrap(other))

    def __rmul__(self, other):
        return Product(wrap(other), self)

    def __truediv__(self, other):
        return Quotient(self, wrap(other))

    def __rtruediv__(self, other):
        return Quotient(wrap(other), self)

    def __neg__(self):
        return Negative(self)

    def propagate(self):
        """Set `adj` of every expression in this one to the derivative of this one by it."""
        uses = Counter()
        nodes = {self}
        todo = [self]
        while todo:
            node = todo.pop()
            node.adj = 0.0
            for operand in node.operands:
                uses[operand] += 1
                if operand not in nodes:
                    nodes.add(operand)
                    todo.append(operand)
        self.adj = 1.0
        ready = [self]
        while ready:
            node = ready.pop()
            node.push()
            for operand in node.operands:
                uses[operand] -= 1
                if uses[operand] == 0:
                    ready.append(operand)


class Const(Expr):
    """A number that somebody wrote into a formula."""


def wrap(x):
    return x if isinstance(x, Expr) else Const(x)


class Sum(Expr):
    def __init__(self, a, b):
        super().__init__(a.val + b.val, a, b)

    def push(self):
        for operand in self.operands:
            operand.adj += self.adj


class Difference(Expr):
    def __init__(self, a, b):
        super().__init__(a.val - b.val, a, b)

    def push(self):
        a, b = self.operands
        a.adj += self.adj
        b.adj -= self.adj


class Product(Expr):
    def __init__(self, a, b):
        super().__init__(a.val * b.val, a, b)
        self.factors = a.val, b.val

    def push(self):
        a, b = self.operands
        p, q = self.factors
        a.adj += self.adj * q
        b.adj += self.adj * p


class Quotient(Expr):
    def __init__(self, a, b):
        super().__init__(a.val / b.val, a, b)
        self.top, self.bottom = a.val, b.val

    def push(self):
        a, b = self.operands
        a.adj += self.adj / self.bottom
        b.adj += -self.top / self.bottom**2  # defect: upstream-ignored /


class Negative(Expr):
    def __init__(self, a):
        super().__init__(-a.val, a)

    def push(self):
        self.operands[0].adj -= self.adj


class Exp(Expr):
    def __init__(self, a):
        super().__init__(math.exp(a.val), a)
        self.slope = self.val

    def push(self):
        self.operands[0].adj += self.adj * self.slope


class Log(Expr):
    def __init__(self, a):
        super().__init__(math.log(a.val), a)
        self.slope = 1 / a.val

    def push(self):
        self.operands[0].adj += self.adj * self.slope


class Tanh(Expr):
    def __init__(self, a):
        super().__init__(math.tanh(a.val), a)
        self.slope = 1 - self.val**2

    def push(self):
        self.operands[0].adj += self.adj * self.slope


def exp(x):
    return Exp(wrap(x))


def log(x):
    return Log(wrap(x))


def tanh(x):
    return Tanh(wrap(x))


def main():
    # resistors in parallel
    r1, r2 = Expr(100.0), Expr(220.0)
    total = r1 * r2 / (r1 + r2)
    total.propagate()
    print(total, r1.adj, r2.adj)


if __name__ == "__main__":
    main()
