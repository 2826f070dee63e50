"""Derivatives by differences: what a check compares with.  Knows nothing of graphs.

Legend: h a step; d a central difference; r the ratio of two successive steps, squared.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

STEP_RATIO = 1.6
LEVELS = 16


class Estimate(NamedTuple):
    """A derivative by differences, how far off it may be, and the largest step it rests on."""

    value: float
    error: float
    step: float


def derivative(f: Callable[[float], float], x: float, step: float | None = None) -> Estimate:
    """The derivative of f at x by central differences, extrapolated to step 0.

    A difference with a large step is inexact by the function's curvature, with a small one by
    rounding.  So the step is made smaller by and by, Richardson extrapolation removes powers of the
    step from the differences so far, and the estimate with the smallest error is kept.  Several
    first steps are tried, since no one scale fits every function.

    Args:
        f: a function of one float; may return nan outside its domain.
        x: the point.
        step: the first step; without it several, from |x| down.

    Returns:
        The estimate.  Its error is an estimate too, and inf where no difference is finite.

    Cost: at most 32 calls of f for each first step.

    Source: C. J. F. Ridders, Accurate computation of F'(x) and F'(x) F''(x), Advances in
    Engineering Software 4 (1982); Press et al., Numerical Recipes, 3rd ed., section 5.7.

    >>> value, error, step = derivative(math.exp, 1.0)
    >>> abs(value - math.e) < 1e-10, error < 1e-9
    (True, True)
    """
    if step is not None:
        steps = [step]
    else:
        scales = {abs(x) or 1e-3, max(abs(x), 1e-3)}
        steps = [part * scale for scale in sorted(scales) for part in (0.5, 0.05, 0.002)]
    return min((_ridders(f, x, h) for h in steps), key=lambda estimate: estimate.error)


def one_sided(f: Callable[[float], float], x: float) -> tuple[float, float]:
    """The slopes of f at x from the left and from the right, to some four digits.

    >>> one_sided(abs, 0.0)
    (-1.0, 1.0)
    """
    h = 1e-6 * max(abs(x), 1e-300) if x else 1e-6
    here = f(x)
    return (here - f(x - h)) / h, (f(x + h) - here) / h


def _ridders(f: Callable[[float], float], x: float, first: float) -> Estimate:
    best = Estimate(math.nan, math.inf, first)
    previous: list[float] = []
    h = first
    for _ in range(LEVELS):
        high, low = x + h, x - h  # the step that is really taken, after rounding
        if not high > low:
            break
        above, below = f(high), f(low)
        row = [(above - below) / (high - low)]
        noise = (abs(above) + abs(below)) * 1.2e-16 / h  # of rounding in f, which extrapolation hides
        r = STEP_RATIO**2
        for older in previous:
            row.append(row[-1] + (row[-1] - older) / (r - 1.0))
            error = max(abs(row[-1] - row[-2]), abs(row[-1] - older)) + noise
            if error < best.error:
                best = Estimate(row[-1], error, first)
            r *= STEP_RATIO**2
        previous = row
        h /= STEP_RATIO
    return best
