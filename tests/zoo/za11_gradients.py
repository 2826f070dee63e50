"""Gradients as return values: gradients(y, [a, b]) gives [dy/da, dy/db] and leaves the graph alone."""

import math


class Expr:
    def __init__(self, value, operands=(), derivs=()):
        self.value = value
        self.operands = operands
        self.derivs = derivs

    def __add__(self, other):
        other = constant(other)
        return Expr(self.value + other.value, (self, other), (1, 1))

    def __sub__(self, other):
        other = constant(other)
        return Expr(self.value - other.value, (self, other), (1, -1))

    def __mul__(self, other):
        other = constant(other)
        return Expr(self.value * other.value, (self, other), (other.value, self.value))

    def __truediv__(self, other):
        other = constant(other)
        ratio = self.value / other.value
        return Expr(ratio, (self, other), (1 / other.value, -ratio / other.value))

    def __radd__(self, other):
        return constant(other) + self

    def __rsub__(self, other):
        return constant(other) - self

    def __rmul__(self, other):
        return constant(other) * self

    def __rtruediv__(self, other):
        return constant(other) / self

    def __neg__(self):
        return Expr(-self.value, (self,), (-1,))


def constant(x):
    if isinstance(x, Expr):
        return x
    return Expr(x)


def elementary(f, df):
    """Make a function of expressions out of a function of numbers and its derivative."""

    def on_expr(x):
        x = constant(x)
        return Expr(f(x.value), (x,), (df(x.value),))

    return on_expr


sin = elementary(math.sin, math.cos)
cos = elementary(math.cos, lambda x: -math.sin(x))
exp = elementary(math.exp, math.exp)
tanh = elementary(math.tanh, lambda x: 1 - math.tanh(x) ** 2)
relu = elementary(lambda x: x if x > 0 else 0.0, lambda x: 1.0 if x > 0 else 0.0)


def gradients(y, wrt):
    order = []
    seen = set()
    stack = [(y, False)]
    while stack:
        expr, expanded = stack.pop()
        if not expanded and expr not in seen:
            seen.add(expr)
            stack.append((expr, True))
            for operand in expr.operands:
                stack.append((operand, False))
            continue
        order.append(expr)  # defect: visited-twice

    bar = dict.fromkeys(order, 0.0)
    bar[y] = 1.0
    for expr in reversed(order):
        for operand, d in zip(expr.operands, expr.derivs):
            bar[operand] += bar[expr] * d
    return [bar.get(x, 0.0) for x in wrt]


def newton(f, start, steps=20):
    """A zero of f, near start."""
    x = start
    for _ in range(steps):
        v = Expr(x)
        y = f(v)
        (slope,) = gradients(y, [v])
        x -= y.value / slope
    return x


if __name__ == "__main__":
    root = newton(lambda x: cos(x) - 0.5, 1.0)
    print(root, math.acos(0.5))
