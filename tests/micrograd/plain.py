"""Plain numbers for the references: derivatives by a complex step, and functions that take complex numbers.

`f(x + ih)` of an analytic f has the imaginary part `h f'(x)`.  No difference is taken, so nothing cancels:
with h = 1e-30 the quotient is exact to rounding, and it shares no idea with a reverse sweep.
"""

from __future__ import annotations

from cmath import exp, log, sin, tanh
from collections.abc import Callable, Sequence
from typing import Any

__all__ = ["exp", "log", "parts", "relu", "sigmoid", "sin", "slopes", "softmax", "tanh"]

STEP = 1e-30


def slopes(f: Callable[..., Any], *point: float) -> list[float]:
    """The derivative of f by each of its arguments."""
    return [f(*point[:i], complex(x, STEP), *point[i + 1 :]).imag / STEP for i, x in enumerate(point)]


def parts(f: Callable[..., Any], *point: float) -> list[float]:
    """The value of f, then its derivative by each of its arguments."""
    return [f(*point).real, *slopes(f, *point)]


def relu(z: Any) -> Any:
    """The larger of z and 0."""
    return z if z.real > 0 else 0 * z


def sigmoid(z: Any) -> Any:
    """The logistic function."""
    return 1 / (1 + exp(-z))


def softmax(zs: Sequence[Any]) -> list[Any]:
    """Positive numbers with the sum 1."""
    powers = [exp(z) for z in zs]
    return [power / sum(powers) for power in powers]
