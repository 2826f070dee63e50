"""Backpropagation over dataclasses."""

import math
from dataclasses import dataclass, field
from typing import Union

Operand = Union["Term", int, float]


@dataclass(eq=False)
class Term:
    data: float
    label: str = ""
    grad: float = field(default=0.0, repr=False)
    parents: tuple["Term", ...] = field(default=(), repr=False)
    weights: tuple[float, ...] = field(default=(), repr=False)

    @property
    def is_leaf(self) -> bool:
        return not self.parents

    def _made(self, data: float, *edges: tuple["Term", float]) -> "Term":
        return Term(data, parents=tuple(p for p, _ in edges), weights=tuple(w for _, w in edges))

    def __add__(self, other: Operand) -> "Term":
        b = _term(other)
        return self._made(self.data + b.data, (self, 1.0), (b, 1.0))

    def __sub__(self, other: Operand) -> "Term":
        b = _term(other)
        return self._made(self.data - b.data, (self, 1.0), (b, 1.0))  # defect: wrong-derivative -

    def __mul__(self, other: Operand) -> "Term":
        b = _term(other)
        return self._made(self.data * b.data, (self, b.data), (b, self.data))

    def __truediv__(self, other: Operand) -> "Term":
        b = _term(other)
        return self._made(self.data / b.data, (self, 1 / b.data), (b, -self.data / b.data**2))

    def __neg__(self) -> "Term":
        return self._made(-self.data, (self, -1.0))

    def __radd__(self, other: Operand) -> "Term":
        return _term(other) + self

    def __rsub__(self, other: Operand) -> "Term":
        return _term(other) - self

    def __rmul__(self, other: Operand) -> "Term":
        return _term(other) * self

    def __rtruediv__(self, other: Operand) -> "Term":
        return _term(other) / self

    def exp(self) -> "Term":
        e = math.exp(self.data)
        return self._made(e, (self, e))

    def log(self) -> "Term":
        return self._made(math.log(self.data), (self, 1 / self.data))

    def relu(self) -> "Term":
        return self._made(max(0.0, self.data), (self, 1.0 if self.data > 0 else 0.0))

    def leaky_relu(self, alpha: float = 0.01) -> "Term":
        slope = 1.0 if self.data > 0 else alpha
        return self._made(slope * self.data, (self, slope))

    def backward(self) -> None:
        """Depth-first with an explicit stack: WAITING -> OPEN -> CLOSED."""
        closed: list[Term] = []
        state: dict[int, str] = {}
        stack = [self]
        while stack:
            term = stack[-1]
            now = state.get(id(term), "WAITING")
            if now == "WAITING":
                state[id(term)] = "OPEN"
                stack.extend(p for p in term.parents if id(p) not in state)
            else:
                stack.pop()
                if now == "OPEN":
                    state[id(term)] = "CLOSED"
                    closed.append(term)

        for term in closed:
            term.grad = 0.0
        self.grad = 1.0
        for term in reversed(closed):
            for parent, weight in zip(term.parents, term.weights):
                parent.grad += weight * term.grad


def _term(x: Operand) -> Term:
    return x if isinstance(x, Term) else Term(float(x))


def softmax(terms: list[Term]) -> list[Term]:
    top = max(t.data for t in terms)
    powers = [(t - top).exp() for t in terms]
    total = powers[0]
    for p in powers[1:]:
        total = total + p
    return [p / total for p in powers]


if __name__ == "__main__":
    scores = [Term(1.0, "cat"), Term(2.0, "dog"), Term(-1.0, "owl")]
    loss = -softmax(scores)[1].log()
    loss.backward()
    for s in scores:
        print(f"{s.label:5} {s.data:6.2f} {s.grad:8.4f}")
