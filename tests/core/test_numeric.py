"""Derivatives by differences."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wengert.core import numeric

SMOOTH = [
    (math.exp, math.exp), (math.sin, math.cos), (math.tanh, lambda x: 1 - math.tanh(x) ** 2),
    (lambda x: x**3, lambda x: 3 * x * x),
    (lambda x: 1 / x, lambda x: -1 / x**2), (lambda x: 7.0, lambda x: 0.0), (lambda x: x, lambda x: 1.0),
    (lambda x: 1e200 * x, lambda x: 1e200), (lambda x: math.sin(40 * x), lambda x: 40 * math.cos(40 * x)),
    (lambda x: math.atan(1e4 * (x - 0.3)), lambda x: 1e4 / (1 + 1e8 * (x - 0.3) ** 2)),
]  # fmt: skip


@pytest.mark.parametrize("x", [0.3, 1.0, -2.5, 40.0])
@pytest.mark.parametrize(("f", "slope"), SMOOTH, ids=range(len(SMOOTH)))
def test_the_error_estimate_covers_the_error(f, slope, x: float) -> None:
    """The derivative of a smooth function is right to some ten digits, and the estimate of the error is honest."""
    value, error, step = numeric.derivative(f, x)
    assert abs(value - slope(x)) <= 20 * error + 1e-13 * abs(slope(x))
    assert abs(value - slope(x)) <= 1e-7 * max(1.0, abs(slope(x)))
    assert step > 0.0


@given(st.floats(-1e3, 1e3), st.floats(-1e3, 1e3), st.floats(-10.0, 10.0))
def test_a_parabola_is_exact(a: float, b: float, x: float) -> None:
    """Central differences of a parabola have no error but rounding."""
    estimate = numeric.derivative(lambda x: a * x * x + b * x, x)
    assert 2 * a * x + b == pytest.approx(estimate.value, rel=1e-8, abs=1e-8)


@pytest.mark.parametrize("x", [0.0, 1e-9, 1e12, -1e200])
def test_any_scale(x: float) -> None:
    """The step follows the point, small or large."""
    scale = abs(x) or 1.0
    estimate = numeric.derivative(lambda t: math.sin(t / scale), x)
    assert math.cos(x / scale) == pytest.approx(estimate.value * scale, rel=1e-8)


def test_a_step_can_be_given() -> None:
    """With a first step given, no point further off is looked at."""
    seen: list[float] = []

    def f(x: float) -> float:
        seen.append(x)
        return x * x

    estimate = numeric.derivative(f, 1.0, step=0.25)
    assert (2.0, 0.25) == (pytest.approx(estimate.value, rel=1e-12), estimate.step)
    assert (0.75, 1.25) == (min(seen), max(seen))


@pytest.mark.parametrize("bad", [math.nan, math.inf])
def test_where_no_difference_is_finite(bad: float) -> None:
    """Where f is not finite there is no derivative: nan, with an error of inf."""
    estimate = numeric.derivative(lambda x: bad, 1.0)
    assert (True, math.inf) == (math.isnan(estimate.value), estimate.error)


def test_a_domain_is_respected_by_small_steps() -> None:
    """Where large steps leave the domain, small ones give the derivative."""
    log = lambda x: math.log(x) if x > 0.0 else math.nan  # noqa: E731
    assert 20.0 == pytest.approx(numeric.derivative(log, 0.05).value, rel=1e-8)


@pytest.mark.parametrize(("x", "step"), [(1e16, 1e-3), (5e-324, 0.0), (math.inf, None), (math.nan, None)])
def test_a_step_that_rounds_away(x: float, step: float | None) -> None:
    """Where x plus the step is x there is no difference: nan, with an error of inf."""
    estimate = numeric.derivative(lambda x: x, x, step)
    assert (True, math.inf) == (math.isnan(estimate.value), estimate.error)


def test_at_the_smallest_float() -> None:
    """A step that would underflow is left out; larger ones give the derivative."""
    assert 3.0 == pytest.approx(numeric.derivative(lambda x: 3 * x, 5e-324).value, rel=1e-12)
    assert (3.0, 3.0) == pytest.approx(numeric.one_sided(lambda x: 3 * x, 5e-324), rel=1e-12)


@pytest.mark.parametrize("x", [0.0, 1.0, -3.0, 1e-9])
def test_one_sided_slopes(x: float) -> None:
    """At a kink the slopes of both sides, to some four digits."""
    left, right = numeric.one_sided(lambda t: 2 * t if t > x else -3 * t + 5 * x, x)
    assert (-3.0, 2.0) == (pytest.approx(left, rel=1e-4), pytest.approx(right, rel=1e-4))
