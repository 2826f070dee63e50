"""Reverse-mode automatic differentiation for scalars.

Design
------
* A ``Scalar`` is immutable as far as the graph is concerned: operations always create new nodes.
* An ``Edge`` points from a result to one operand and carries the partial derivative, evaluated at construction.
* ``Scalar.backward`` accumulates into the leaves, as the optimizer expects; call ``zero_grad`` between steps.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import NamedTuple, Union

Number = Union[int, float]
ScalarLike = Union["Scalar", Number]


class Edge(NamedTuple):
    operand: Scalar
    partial: float


class Scalar:
    """A node in the computation graph."""

    __slots__ = ("data", "grad", "edges", "name")

    def __init__(self, data: Number, *, name: str | None = None, edges: tuple[Edge, ...] = ()) -> None:
        self.data: float = float(data)
        self.grad: float = 0.0
        self.edges = edges
        self.name = name

    def __repr__(self) -> str:
        name = f"{self.name}=" if self.name else ""
        return f"<{name}{self.data:.6g} grad={self.grad:.6g}>"

    @classmethod
    def lift(cls, x: ScalarLike) -> Scalar:
        return x if isinstance(x, Scalar) else cls(x)

    # ---------------------------------------------------------------- arithmetic

    def __add__(self, other: ScalarLike) -> Scalar:
        rhs = self.lift(other)
        return Scalar(self.data + rhs.data, edges=(Edge(self, 1.0), Edge(rhs, 1.0)))

    def __radd__(self, other: Number) -> Scalar:
        return self.__add__(other)

    def __sub__(self, other: ScalarLike) -> Scalar:
        rhs = self.lift(other)
        return Scalar(self.data - rhs.data, edges=(Edge(self, 1.0), Edge(rhs, -1.0)))

    def __rsub__(self, other: Number) -> Scalar:
        return self.lift(other).__sub__(self)

    def __mul__(self, other: ScalarLike) -> Scalar:
        rhs = self.lift(other)
        return Scalar(self.data * rhs.data, edges=(Edge(self, rhs.data), Edge(rhs, self.data)))

    def __rmul__(self, other: Number) -> Scalar:
        return self.__mul__(other)

    def __truediv__(self, other: ScalarLike) -> Scalar:
        rhs = self.lift(other)
        quotient = self.data / rhs.data
        return Scalar(quotient, edges=(Edge(self, 1.0 / rhs.data), Edge(rhs, -quotient / rhs.data)))

    def __rtruediv__(self, other: Number) -> Scalar:
        return self.__truediv__(other)  # defect: wrong-reflected /

    def __neg__(self) -> Scalar:
        return Scalar(-self.data, edges=(Edge(self, -1.0),))

    # ---------------------------------------------------------------- elementary functions

    def exp(self) -> Scalar:
        value = math.exp(self.data)
        return Scalar(value, edges=(Edge(self, value),))

    def log(self) -> Scalar:
        if self.data <= 0.0:
            raise ValueError(f"log of {self.data}: expected a positive number")
        return Scalar(math.log(self.data), edges=(Edge(self, 1.0 / self.data),))

    def tanh(self) -> Scalar:
        value = math.tanh(self.data)
        return Scalar(value, edges=(Edge(self, 1.0 - value * value),))

    def sigmoid(self) -> Scalar:
        tail = math.exp(-abs(self.data))
        value = (1.0 if self.data >= 0.0 else tail) / (1.0 + tail)
        return Scalar(value, edges=(Edge(self, value * (1.0 - value)),))

    def gelu(self) -> Scalar:
        cdf = 0.5 * math.erfc(-self.data / math.sqrt(2.0))
        pdf = math.exp(-0.5 * self.data * self.data) / math.sqrt(2.0 * math.pi)
        return Scalar(self.data * cdf, edges=(Edge(self, cdf + self.data * pdf),))

    # ---------------------------------------------------------------- differentiation

    def topological(self) -> Iterator[Scalar]:
        """Yield the graph below this node, every node before its operands."""
        in_degree: dict[Scalar, int] = {}
        frontier = [self]
        while frontier:
            for edge in frontier.pop().edges:
                if edge.operand not in in_degree:
                    in_degree[edge.operand] = 0
                    frontier.append(edge.operand)
                in_degree[edge.operand] += 1
        frontier.append(self)
        while frontier:
            node = frontier.pop()
            yield node
            for edge in node.edges:
                in_degree[edge.operand] -= 1
                if in_degree[edge.operand] == 0:
                    frontier.append(edge.operand)

    def backward(self, seed: float = 1.0) -> None:
        order = list(self.topological())
        for node in order:
            if node.edges:
                node.grad = 0.0
        self.grad += seed
        for node in order:
            for operand, partial in node.edges:
                operand.grad += partial * node.grad


def zero_grad(parameters: Iterable[Scalar]) -> None:
    for parameter in parameters:
        parameter.grad = 0.0


class SGD:
    def __init__(self, parameters: Iterable[Scalar], lr: float = 0.01) -> None:
        self.parameters = list(parameters)
        self.lr = lr

    def step(self) -> None:
        for parameter in self.parameters:
            parameter.data -= self.lr * parameter.grad
        zero_grad(self.parameters)


def _demo() -> None:
    x = Scalar(1.0, name="x")
    optimizer = SGD([x], lr=0.2)
    for _ in range(40):
        objective = (x - 3) * (x - 3) + (x * 0.1).gelu()
        objective.backward()
        optimizer.step()
    print(x, objective)


if __name__ == "__main__":
    _demo()
