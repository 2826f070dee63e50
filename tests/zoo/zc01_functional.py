"""Derivatives of scalar expressions without any state in the nodes.

A number that takes part in a computation is a `Num`. Functions make new ones, which remember their inputs and the
partial derivatives at that place. `gradients(y, [a, b])` walks back from y and returns plain numbers.
"""

from __future__ import annotations

import math
from typing import Sequence, Union


class Num:
    __slots__ = ("value", "inputs", "partials")

    def __init__(self, value: float, inputs: tuple = (), partials: tuple = ()):
        self.value = value
        self.inputs = inputs
        self.partials = partials

    def __repr__(self) -> str:
        return f"Num({self.value:g})"

    def __add__(self, other: Operand) -> Num:
        return add(self, other)

    def __radd__(self, other: Operand) -> Num:
        return add(other, self)

    def __sub__(self, other: Operand) -> Num:
        return sub(self, other)

    def __rsub__(self, other: Operand) -> Num:
        return sub(other, self)

    def __mul__(self, other: Operand) -> Num:
        return mul(self, other)

    def __rmul__(self, other: Operand) -> Num:
        return mul(other, self)

    def __truediv__(self, other: Operand) -> Num:
        return div(self, other)

    def __rtruediv__(self, other: Operand) -> Num:
        return div(other, self)

    def __pow__(self, other: Operand) -> Num:
        return power(self, other)

    def __rpow__(self, other: Operand) -> Num:
        return power(other, self)

    def __neg__(self) -> Num:
        return sub(0.0, self)


Operand = Union[Num, float, int]


def lift(x: Operand) -> Num:
    return x if isinstance(x, Num) else Num(x)


def add(a: Operand, b: Operand) -> Num:
    a, b = lift(a), lift(b)
    return Num(a.value + b.value, (a, b), (1.0, 1.0))


def sub(a: Operand, b: Operand) -> Num:
    a, b = lift(a), lift(b)
    return Num(a.value - b.value, (a, b), (1.0, -1.0))


def mul(a: Operand, b: Operand) -> Num:
    a, b = lift(a), lift(b)
    return Num(a.value * b.value, (a, b), (b.value, a.value))


def div(a: Operand, b: Operand) -> Num:
    a, b = lift(a), lift(b)
    quotient = a.value / b.value
    return Num(quotient, (a, b), (1.0 / b.value, -quotient / b.value))


def power(a: Operand, b: Operand) -> Num:
    a, b = lift(a), lift(b)
    x, n = float(a.value), float(b.value)
    y = math.pow(x, n)
    if n == 0.0:
        by_base = 0.0
    elif x == 0.0 and n < 1.0:
        by_base = math.inf
    else:
        by_base = n * math.pow(x, n - 1.0)
    by_exponent = y * math.log(x) if x > 0.0 else 0.0
    return Num(y, (a, b), (by_base, by_exponent))


def exp(a: Operand) -> Num:
    a = lift(a)
    y = math.exp(a.value)
    return Num(y, (a,), (y,))


def log(a: Operand) -> Num:
    a = lift(a)
    return Num(math.log(a.value), (a,), (1.0 / a.value,))


def tanh(a: Operand) -> Num:
    a = lift(a)
    y = math.tanh(a.value)
    return Num(y, (a,), (1.0 - y * y,))


def sin(a: Operand) -> Num:
    a = lift(a)
    return Num(math.sin(a.value), (a,), (math.cos(a.value),))


def cos(a: Operand) -> Num:
    a = lift(a)
    return Num(math.cos(a.value), (a,), (-math.sin(a.value),))


def gradients(y: Num, wrt: Sequence[Num]) -> list[float]:
    """The derivatives of y by each of `wrt`; 0.0 for what y does not depend on."""
    # how many arrows of this graph leave each node; a node is ready when all of them have been followed
    arrows: dict[int, int] = {id(y): 0}
    todo = [y]
    while todo:
        for source in todo.pop().inputs:
            if id(source) not in arrows:
                arrows[id(source)] = 0
                todo.append(source)
            arrows[id(source)] += 1

    sensitivity: dict[int, float] = dict.fromkeys(arrows, 0.0)
    sensitivity[id(y)] = 1.0
    ready = [y]
    while ready:
        node = ready.pop()
        for source, partial in zip(node.inputs, node.partials):
            sensitivity[id(source)] += sensitivity[id(node)] * partial
            arrows[id(source)] -= 1
            if arrows[id(source)] == 0:
                ready.append(source)
    return [sensitivity.get(id(x), 0.0) for x in wrt]


if __name__ == "__main__":
    a, b = Num(2.0), Num(-3.0)
    y = tanh(a * b + 1.5) * a + exp(b / 2)
    print(y, gradients(y, [a, b]))

    # Newton's method: x*x = 2
    x = 1.0
    for _ in range(6):
        v = Num(x)
        f = v * v - 2
        (slope,) = gradients(f, [v])
        x -= f.value / slope
    print(x, math.sqrt(2))
