"""Penalties with kinks, by branches and by Conditions."""

from math import inf, nan

import wengert as wg
from branching.case import branching, span


@branching(2, error=span(-3.0, 3.0, 0.0, inf, nan), width=span(0.5, 1.5), also=[(1.0, 1.0), (-1.0, 1.0)])
def huber(error, width):
    """Square near zero, straight beyond."""
    if abs(error) <= width:
        return 0.5 * error * error
    return width * (abs(error) - 0.5 * width)


@branching(2, error=span(-2.0, 2.0, 0.0, -0.0), level=span(0.1, 0.9))
def quantile_loss(error, level):
    """The larger of two lines."""
    return max(level * error, (level - 1.0) * error)


@branching(2, error=span(-6.0, 6.0, 0.0, 4.685, nan))
def biweight(error):
    """Tukey's loss; outliers count a plain number."""
    c = 4.685
    if not abs(error) < c:
        return c * c / 6.0
    return c * c / 6.0 * (1.0 - (1.0 - (error / c) ** 2) ** 3)


@branching(1, x=span(-3.0, 3.0, 1.0, 0.0), y=span(-3.0, 3.0, 1.0), also=[(1.0, 1.0)])
def tube_and_corner(x, y):
    """Conditions joined by & and |: nothing forks."""
    inside = (abs(x) < 1.0) & (abs(y) <= 1.0)
    far = (x > 2.0) | (y > 2.0) | (x + y < -3.0)
    return wg.where(inside, x * y, wg.where(far, x - y, x * x + y))


def _ring(x, y):
    square = x * x + y * y
    return wg.log(square) if not (square < 1.0) and (square < 4.0 or y > 0) else square * x


@branching(1, x=span(-2.5, 2.5, 0.0), y=span(-2.5, 2.5, 0.0), also=[(1.0, 0.0), (2.0, 0.0), (nan, 1.0)], twin=_ring)
def ring(x, y):
    """Conditions turned round by ~: nothing forks."""
    square = x * x + y * y
    return wg.where(~(square < 1.0) & ((square < 4.0) | (y > 0)), wg.log(square), square * x)


def _both_ways(a, b, c, d):
    return a * d if ((a < b) and not (c > d)) or (a == 0) else b - c


@branching(2, a=span(-1.0, 1.0, 0.0), b=span(-1.0, 1.0), c=span(-1.0, 1.0), d=span(-1.0, 1.0),
           also=[(0.5, 0.5, 0.5, 0.5)], twin=_both_ways)  # fmt: skip
def joined_then_asked(a, b, c, d):
    """A joined Condition decides an `if`: it is one decision."""
    if (a < b) & ~(c > d) | (a == 0):
        return a * d
    return b - c


@branching(2, x=span(-2.0, 3.0, 0.0, 1.0, -1e-300, inf), weight=span(0.1, 1.0))
def log_barrier(x, weight):
    """Infeasible points return a plain inf at once."""
    if x <= 0:
        return inf
    return (x - 1.0) ** 2 - weight * wg.log(x)


@branching(3, x=span(-1.0, 2.0, 0.0, 1.0, 0.5, nan, -inf, inf))
def smooth_step(x):
    """A cubic between two ends, clamped by `min` and `max`."""
    t = min(max(x, 0.0), 1.0)
    return t * t * (3.0 - 2.0 * t)


@branching(4, a=span(-30.0, 30.0, 0.0, -inf), b=span(-30.0, 30.0, 0.0), also=[(1.0, 1.0), (800.0, -800.0)])
def log_add_exp(a, b):
    """The larger is taken out; what cannot be seen any more is left out."""
    if a < b:
        a, b = b, a
    if b - a < -40.0:
        return a
    return a + wg.log1p(wg.exp(b - a))


@branching(3, x=span(-2.0, 2.0, 0.0, -1.0, 1.0), lo=span(-1.5, 0.0), hi=span(0.0, 1.5))
def clipped(x, lo, hi):
    """`wg.clip` beside a clip by hand."""
    by_hand = lo if x < lo else hi if x > hi else x
    return wg.clip(x, -1.0, 1.0) * by_hand + by_hand


@branching(2, x=span(-2.0, 2.0, 0.0, nan), y=span(-2.0, 2.0, 0.0))
def guarded_arms(x, y):
    """An arm of `wg.where` may be nan or inf where it is not taken."""
    root = wg.where(x > 0, wg.sqrt(x), 0.0)
    ratio = wg.where(y != 0, x / y, 1.0)
    return root + ratio if x < y else root * y
