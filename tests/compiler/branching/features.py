"""What Python itself offers to decide by: generators, closures, exceptions, recursion, keys."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate, takewhile
from math import nan
from typing import Any

import wengert as wg
from branching.case import branching, span


@branching(32, count=40, x=span(1.0, 30.0, 1.0, 2.0, 27.0), whole=True)
def collatz(x):
    """The whole part decides, the number itself is halved or tripled; nine rounds at most."""
    for _ in range(9):
        n = int(x)
        if n <= 1:
            break
        x = x / 2.0 if n % 2 == 0 else 3.0 * x + 1.0
    return x


@branching(5, x=span(-3.0, 3.0, 0.0, -0.0, -0.5, 1.0, -1.0), whole=True)
def sawtooth(x):
    """What is behind the point; whole numbers are cut towards 0."""
    return (x - int(x)) * (1 + int(x))


@branching(5, x=span(0.0, 5.0, 0.0, 1.0, 2.0), whole=True)
def bucket(x):
    """A table read at a whole number, linear in between."""
    table = [0.0, 2.0, 3.0, 3.5, 3.75, 3.875, 3.9]
    i = int(x)
    return table[i] + (table[i + 1] - table[i]) * (x - i)


@branching(1, angle=span(-20.0, 20.0, 0.0, 3.14159))
def reduced_angle(angle):
    """The nearest multiple of a turn is taken away by `round`."""
    turns = round(angle / 6.283185307179586)
    rest = angle - 6.283185307179586 * turns
    return rest - rest**3 / 6.0 + rest**5 / 120.0


@branching(12, step=span(0.1, 0.6, 0.5), whole=True)
def repeated(step):
    """How often a loop goes round is a whole number made of an argument."""
    total = 0.0
    for i in range(int(2.0 / step)):
        total = total + wg.sin(step * i) * step
    return total


@branching(5, x=span(0.1, 1.5), limit=span(1.0, 6.0))
def partial_sums(x, limit):
    """A generator and takewhile."""

    def terms():
        term = 1.0
        for n in range(1, 9):
            term = term * x
            yield term * n

    return sum(takewhile(lambda total: total < limit, accumulate(terms())), 0.0)


def _ladder(first, *, steps=(0.5, 1.0, 2.0)):
    def climb(x, gain=first):
        for step in steps:
            if x < step:
                return gain * x
            gain = gain * 0.5 + x / 8.0
        return gain

    return climb


@branching(5, x=span(0.0, 3.0, 0.5, 1.0, 2.0, 0.0), gain=span(0.5, 2.0))
def closure(x, gain):
    """A function made inside, whose default is a traced number."""
    return _ladder(gain)(x) + _ladder(2.0 * gain, steps=(1.5,))(x)


SHAPES = {
    ("low", "low"): lambda x, y: x + y,
    ("low", "high"): lambda x, y: x * y,
    ("high", "low"): lambda x, y: x - y,
    ("high", "high"): lambda x, y: x / (1.0 + y * y),
}


@branching(4, x=span(-1.0, 1.0, 0.0), y=span(-1.0, 1.0, 0.0, nan))
def dispatch(x, y):
    """The truth of comparisons indexes lists, and these make the key of a dict."""
    names = ["low", "high"]
    return SHAPES[names[bool(x > 0)], names[bool(y > 0)]](x, y)


@branching(17, a=span(-2.0, 2.0, 0.0), b=span(-2.0, 2.0), c=span(-2.0, 2.0), d=span(-2.0, 2.0))
def scan(a, b, c, d):
    """continue, break and else."""
    total = 0.0 * a
    for x in (a, b, c, d):
        if x < -1.0:
            continue
        if x > 1.5:
            break
        total = total + x * x
    else:
        total = total + 10.0 * a
    return total


class RefusedError(Exception):
    """Of a number that a helper does not take."""


@branching(3, x=span(-2.0, 2.0, 0.0, nan), y=span(-1.0, 1.0))
def exceptions(x, y):
    """A helper refuses bad numbers, and the caller falls back."""

    def root(z):
        if not z >= 0:
            raise RefusedError
        return wg.sqrt(z + 0.01)

    try:
        return root(x) * root(y)
    except RefusedError:
        return x - y
    finally:
        del y


@branching(9, x=span(0.2, 3.0, 1.0), power=span(0.0, 9.0, 0.0, 1.0, 8.0), whole=True)
def power_by_squaring(x, power):
    """Recursion on a whole number."""

    def raised(base, n):
        if n == 0:
            return 1.0
        half = raised(base, n // 2)
        return half * half * base if n % 2 else half * half

    return raised(x, int(power)) * (1.0 + power - int(power))


@branching(4, x=span(-1.0, 4.0, 0.0, 1.0, 3.0))
def ackermann_like(x):
    """Two functions that call each other until the number is used up."""

    def even(z, depth):
        return z + depth if z < 1.0 else odd(z - 1.0, depth + 1)

    def odd(z, depth):
        return z * depth if z < 1.0 else even(z - 1.0, depth + 1)

    return even(x, 0)


@dataclass
class Tank:
    """A vessel that overflows into another."""

    level: Any
    size: float
    below: Tank | None = None
    lost: Any = 0.0

    def pour(self, amount: Any) -> None:
        """Add what fits and pass on the rest."""
        room = self.size - self.level
        if amount <= room:
            self.level = self.level + amount
            return
        self.level = self.size
        if self.below is None:
            self.lost = self.lost + (amount - room)
        else:
            self.below.pour(amount - room)


@branching(8, rain=span(0.1, 3.0, 1.0), start=span(0.0, 1.0, 0.0))
def cascade(rain, start):
    """Objects with a state that change each other."""
    last = Tank(0.0, 2.0)
    first = Tank(start, 1.0, Tank(0.5 * start, 1.5, last))
    for share in (1.0, 0.5, 1.0):
        first.pour(rain * share)
    return last.lost + 0.1 * last.level


@branching(12, a=span(0.5, 5.0), b=span(0.5, 5.0), c=span(0.5, 5.0), also=[(3.0, 4.0, 5.0), (1.0, 2.0, 3.0)])
def triangle(a, b, c):
    """Heron's area after Kahan: sorted sides; what is no triangle has no area."""
    short, middle, long = sorted((a, b, c))
    if short + middle < long:
        return 0
    inner = (long + (middle + short)) * (short - (long - middle)) * (short + (long - middle))
    return 0.25 * wg.sqrt(inner * (long + (middle - short)))


@branching(8, a=span(-1.0, 1.0, 0.0), b=span(-2.0, 2.0, 0.0), c=span(-1.0, 1.0), also=[(1.0, 2.0, 1.0), (0, 0, 1)])
def quadratic(a, b, c):
    """The larger real root: linear, double, two in the stable form, or none."""
    match (bool(a != 0), bool(b != 0)):
        case (False, False):
            return nan
        case (False, True):
            return -c / b
    inside = b * b - 4.0 * a * c
    if inside < 0:
        return nan * inside
    q = -0.5 * (b + wg.sqrt(inside) if b >= 0 else b - wg.sqrt(inside))
    return max(q / a, c / q) if q else 0.0 * a


@branching(8, x=span(-1.0, 1.0, 0.0, -0.0, nan), y=span(-1.0, 1.0, 0.0), z=span(-1.0, 1.0),
           also=[(0.0, 0.9, 0.3), (-0.0, 0.1, 0.6)])  # fmt: skip
def truth(x, y, z):
    """Numbers themselves are asked: `or`, `and`, `not`, `any`, `all`, a chained comparison."""
    first = x or y
    if not x and any(v > 0.5 for v in (y, z)):
        return first * z
    if all((y, z)) and -0.5 < y <= z:
        return first + y
    return first - z


@branching(9, a=span(-1.0, 1.0, 0.0), b=span(-1.0, 1.0), c=span(-1.0, 1.0), also=[(-1.0, -1.0, -1.0)])
def filtered(a, b, c):
    """The mean of what is positive; where nothing is, a plain number."""
    good = [x for x in (a, b, c, a * b) if x > 0]
    return sum(x * x for x in good) / len(good) if good else -1.0


@branching(2, x=span(-3.0, 3.0, 0.0, 1.0, nan))
def walrus(x):
    """A number is named, compared and used in one expression."""
    total = x
    while (rest := total - 1.0) > 0:
        total = 0.5 * rest
    return total * total + rest


@branching(4, x=span(-1.0, 1.0), y=span(-1.0, 1.0), also=[(0.3, 0.3), (0.0, -0.0)])
def untouched(x, y):
    """A path may return an argument itself, or leave one out."""
    if x > y:
        return x
    if x == 0 or x * 2.0 < -1.0:
        return y
    return 3.0 + 0.5 * y
