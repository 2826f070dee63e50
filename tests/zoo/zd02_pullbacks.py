"""Reverse mode without any .grad: `gradients(y, [a, b])` gives the numbers back."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from typing import Callable, Optional, Sequence, Tuple, Union

Pullback = Callable[[float], Tuple[float, ...]]


@dataclass(eq=False)
class Num:
    val: float
    args: Tuple[Num, ...] = ()
    pullback: Optional[Pullback] = None

    def __repr__(self) -> str:
        return f"Num({self.val!r})"

    def __add__(self, other: Numeric) -> Num:
        b = num(other)
        return Num(self.val + b.val, (self, b), lambda g: (g, g))

    def __mul__(self, other: Numeric) -> Num:
        b = num(other)
        x, y = self.val, b.val
        return Num(x * y, (self, b), lambda g: (g * y, g * x))

    def __truediv__(self, other: Numeric) -> Num:
        b = num(other)
        y = b.val
        q = self.val / y
        return Num(q, (self, b), lambda g: (g / y, -g * q / y))

    def __neg__(self) -> Num:
        return Num(-self.val, (self,), lambda g: (-1.0,))  # defect: upstream-ignored neg

    # the rest can be said with the operators above

    def __sub__(self, other: Numeric) -> Num:
        return self + -num(other)

    def __radd__(self, other: float) -> Num:
        return num(other) + self

    def __rsub__(self, other: float) -> Num:
        return num(other) + -self

    def __rmul__(self, other: float) -> Num:
        return num(other) * self

    def __rtruediv__(self, other: float) -> Num:
        return num(other) / self


Numeric = Union[Num, float, int]


def num(x: Numeric) -> Num:
    return x if isinstance(x, Num) else Num(x)


def sin(a: Num) -> Num:
    s, c = math.sin(a.val), math.cos(a.val)
    return Num(s, (a,), lambda g: (g * c,))


def cos(a: Num) -> Num:
    s, c = math.sin(a.val), math.cos(a.val)
    return Num(c, (a,), lambda g: (g * s,))  # defect: wrong-derivative cos


def exp(a: Num) -> Num:
    e = math.exp(a.val)
    return Num(e, (a,), lambda g: (g * e,))


def log(a: Num) -> Num:
    x = a.val
    return Num(math.log(x), (a,), lambda g: (g / x,))


def relu(a: Num) -> Num:
    on = 1.0 if a.val > 0 else 0.0
    return Num(max(a.val, 0.0), (a,), lambda g: (g * on,))


def gradients(y: Num, wrt: Sequence[Num]) -> list[float]:
    """dy/dx for every x in `wrt`. A number is finished when all its uses have reported."""
    uses: dict[int, int] = defaultdict(int)
    uses[id(y)] = 0
    todo = [y]
    while todo:
        for a in todo.pop().args:
            if id(a) not in uses:
                todo.append(a)
            uses[id(a)] += 1

    adjoint: dict[int, float] = defaultdict(float)
    adjoint[id(y)] = 1.0
    finished = [y]
    while finished:
        n = finished.pop()
        if n.pullback is None:
            continue
        for a, g in zip(n.args, n.pullback(adjoint[id(n)])):
            adjoint[id(a)] += g
            uses[id(a)] -= 1
            if uses[id(a)] == 0:
                finished.append(a)
    return [adjoint[id(x)] for x in wrt]


def main() -> None:
    # where does a projectile land, and how does that depend on angle and speed?
    angle, speed = Num(0.7), Num(20.0)
    distance = 2 * speed * speed * sin(angle) * cos(angle) / 9.81
    print(distance, gradients(distance, [angle, speed]))


if __name__ == "__main__":
    main()
