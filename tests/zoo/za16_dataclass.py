from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Callable


@dataclass(eq=False)
class Value:
    data: float
    grad: float = 0.0
    op: str = ""
    operands: tuple[Value, ...] = field(default=(), repr=False)
    local: tuple[float, ...] = field(default=(), repr=False)

    def __add__(self, other: Value | float) -> Value:
        other = as_value(other)
        return Value(self.data + other.data, op="+", operands=(self, other), local=(1.0, 1.0))

    def __mul__(self, other: Value | float) -> Value:
        other = as_value(other)
        return Value(self.data * other.data, op="*", operands=(self, other), local=(other.data, self.data))

    def __truediv__(self, other: Value | float) -> Value:
        other = as_value(other)
        ratio = self.data / other.data
        return Value(ratio, op="/", operands=(self, other), local=(1.0 / other.data, -ratio / other.data))

    def __pow__(self, other: Value | float) -> Value:
        other = as_value(other)
        x, n = float(self.data), float(other.data)
        if x < 0.0 and not n.is_integer():
            # no real number there
            return Value(math.nan, op="**", operands=(self, other), local=(math.nan, math.nan))
        result = x**n
        by_base = 0.0 if n == 0.0 else math.inf if x == 0.0 and n < 1.0 else n * x ** (n - 1.0)
        by_exponent = result * math.log(x) if x > 0.0 else 0.0
        return Value(result, op="**", operands=(self, other), local=(by_base, by_exponent))

    def __neg__(self) -> Value:
        return Value(-self.data, op="neg", operands=(self,), local=(-1.0,))

    def __sub__(self, other: Value | float) -> Value:
        return self + -as_value(other)

    def __radd__(self, other: float) -> Value:
        return as_value(other) + self

    def __rsub__(self, other: float) -> Value:
        return as_value(other) - self

    def __rmul__(self, other: float) -> Value:
        return as_value(other) * self

    def __rtruediv__(self, other: float) -> Value:
        return as_value(other) / self

    def __rpow__(self, other: float) -> Value:
        return as_value(other) ** self

    def _function(self, op: str, result: float, slope: float) -> Value:
        return Value(result, op=op, operands=(self,), local=(slope,))

    def tanh(self) -> Value:
        t = math.tanh(self.data)
        return self._function("tanh", t, 1.0 - t * t)

    def relu(self) -> Value:
        return self._function("relu", max(0.0, self.data), float(self.data > 0.0))

    def exp(self) -> Value:
        e = math.exp(self.data)
        return self._function("exp", e, e)

    def backward(self) -> None:
        order = topological_order(self)
        for value in order:
            value.grad = 0.0
        self.grad = 1.0
        for value in reversed(order):
            for operand, slope in zip(value.operands, value.local):
                operand.grad += slope * value.grad


def as_value(x: Value | float) -> Value:
    return x if isinstance(x, Value) else Value(x)


def topological_order(last: Value) -> list[Value]:
    order: list[Value] = []
    done: set[Value] = set()

    def visit(value: Value) -> None:
        if value in done:
            return
        done.add(value)
        for operand in value.operands:
            visit(operand)  # defect: recursion-limit
        order.append(value)

    visit(last)
    return order


def slope_of(f: Callable[[Value], Value], x: float) -> float:
    v = Value(x)
    f(v).backward()
    return v.grad


if __name__ == "__main__":
    assert slope_of(lambda v: v**3 - 2 * v, 2.0) == 10.0
    assert slope_of(lambda v: 1 / v, 2.0) == -0.25
    print(slope_of(lambda v: (v * v).tanh(), 0.5))
