"""What the examples find is what is known: closed forms, published figures, other ways to the same numbers."""

import importlib.util
import math
from pathlib import Path

import numpy as np
import pytest
from scipy import integrate, stats

EXAMPLES = Path(__file__).parent.parent.parent / "examples"


def example(name):
    """An example as a module."""
    spec = importlib.util.spec_from_file_location(name, EXAMPLES / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def options():
    return example("black_scholes")


@pytest.fixture(scope="module")
def curve():
    return example("yield_curve")


@pytest.fixture(scope="module")
def bodies():
    return example("three_body_orbit")


@pytest.fixture(scope="module")
def arm():
    return example("robot_arm")


@pytest.fixture(scope="module")
def rings():
    return example("logistic_regression")


@pytest.mark.parametrize("spot", [80.0, 100.0, 125.0])
def test_greeks_are_those_of_the_textbook(options, spot):
    """Hull, Options, Futures, and Other Derivatives (2018), chapter 19, in closed form."""
    K, T, r, sigma = 100.0, 1.5, 0.03, 0.25
    d1 = (math.log(spot / K) + (r + sigma**2 / 2) * T) / (sigma * math.sqrt(T))
    d2 = d1 - sigma * math.sqrt(T)
    density, bond = stats.norm.pdf(d1), K * math.exp(-r * T)
    vega = spot * density * math.sqrt(T)
    expected = {
        "price": spot * stats.norm.cdf(d1) - bond * stats.norm.cdf(d2),
        "delta": stats.norm.cdf(d1),
        "gamma": density / (spot * sigma * math.sqrt(T)),
        "vega": vega,
        "theta": -spot * density * sigma / (2 * math.sqrt(T)) - r * bond * stats.norm.cdf(d2),
        "rho": T * bond * stats.norm.cdf(d2),
        "vanna": -density * d2 / sigma,
        "volga": vega * d1 * d2 / sigma,
    }
    found = {name: float(value) for name, value in options.greeks(spot, K, T, r, sigma).items()}
    assert expected == pytest.approx(found, rel=1e-10)


def test_volatilities_are_implied_far_from_the_money_too(options):
    """From 10 to 90 %, an eighth of a year to three, strikes from half to twice the spot."""
    sigma = np.array([0.1, 0.3, 0.9])[:, None, None]
    T, K = np.array([0.125, 1.0, 3.0])[:, None], 100 * np.exp(np.linspace(-0.25, 0.25, 7))
    quotes = options.price(100.0, K, T, 0.03, sigma)
    seen = quotes - np.maximum(100 - K * np.exp(-0.03 * T), 0) > 1e-6  # what is left but rounding below
    found = options.implied(quotes, 100.0, K, T, 0.03)
    assert np.broadcast_to(sigma, found.shape)[seen] == pytest.approx(found[seen], abs=1e-7)
    assert seen.mean() > 0.8


def test_a_level_market_has_a_level_curve(curve):
    """Where all par rates are 3 %, all zero rates are log 1.03, and a bond that pays so is worth its notional."""
    rates, _ = curve.calibrated(dict.fromkeys(curve.QUOTES, 0.03))
    assert dict.fromkeys(curve.QUOTES, math.log(1.03)) == pytest.approx(rates, rel=1e-12)
    assert curve.MILLION * (1 + 0.02 * (1 - 1.03**-12) / 0.03) == pytest.approx(curve.bond(rates), rel=1e-12)


def test_the_curve_explains_its_quotes_and_the_exposures_are_those_of_calibrating_again(curve):
    """Central differences over whole calibrations, for every quote."""
    rates, moves = curve.calibrated(curve.QUOTES)
    assert [0.0] * 9 == pytest.approx([*curve.misfit(rates, curve.QUOTES).values()], abs=1e-14)
    _, by_quote = curve.by_quotes(rates, moves)
    worth = lambda year, h: curve.bond(curve.calibrated({**curve.QUOTES, year: curve.QUOTES[year] + h})[0])  # noqa: E731
    again = [(worth(year, curve.POINT) - worth(year, -curve.POINT)) / 2 for year in curve.QUOTES]
    assert again == pytest.approx(by_quote, rel=1e-5, abs=1e-6)


def test_the_integrator_follows_the_figure_of_eight(bodies):
    """As SciPy's does in steps of its own; after a period the bodies are back."""

    def motion(t, y):
        places, speeds = y.reshape(2, 3, 2)
        return np.concatenate([speeds.ravel(), *(bodies.pull(bodies.EIGHT.masses, places, i) for i in range(3))])

    start = np.concatenate([np.ravel(bodies.EIGHT.places), np.ravel(bodies.EIGHT.speeds)])
    times = np.arange(1, bodies.SIGHTINGS + 1) * bodies.PERIOD / bodies.SIGHTINGS
    way = integrate.solve_ivp(motion, (0, times[-1]), start, "DOP853", times, rtol=1e-11, atol=1e-12)
    orbit = bodies.orbit(bodies.EIGHT)
    assert way.y[:6].T.ravel() == pytest.approx(orbit.ravel(), abs=2e-3)
    assert np.ravel(bodies.EIGHT.places) == pytest.approx(orbit[-1].ravel(), abs=2e-3)


def test_orbits_are_found(bodies):
    """Without noise the true system; with it the misfits are as large as the noise, and the truth is within errors."""
    exact, _ = bodies.fitted(bodies.orbit(bodies.EIGHT))
    assert bodies.EIGHT.masses == pytest.approx(exact.x.masses, abs=1e-6)
    found, errors = bodies.fitted(bodies.observed())
    freedom = len(found.fun) - len(errors)
    assert stats.chi2(freedom).cdf(2 * found.cost) == pytest.approx(0.5, abs=0.49)
    numbers = lambda s: [*s.masses, *np.ravel(s.places), *np.ravel(s.speeds)]  # noqa: E731
    assert np.abs((np.array(numbers(found.x)) - numbers(bodies.EIGHT)) / errors).max() < 3.5


def test_an_arm_of_two_links_bends_by_the_law_of_cosines(arm, monkeypatch):
    """Where there is one way to reach a point, elbow up, it is found."""
    monkeypatch.setattr(arm, "LENGTHS", {"shoulder": 1.0, "elbow": 0.8})
    monkeypatch.setattr(arm, "LIMITS", {"elbow": (0.0, math.pi)})
    x, y = 0.9, 0.7
    found = arm.reached((x, y), {"shoulder": 0.3, "elbow": 0.9})
    bend = math.acos((x * x + y * y - 1.0 - 0.64) / (2 * 1.0 * 0.8))
    lift = math.atan2(y, x) - math.atan2(0.8 * math.sin(bend), 1.0 + 0.8 * math.cos(bend))
    assert {"shoulder": lift, "elbow": bend} == pytest.approx(found, abs=1e-8)


def test_the_hand_writes_within_the_joints_limits(arm):
    """Every point is reached, and one limit is."""
    path = arm.heart(33)
    way = arm.written(path)
    assert max(math.dist(arm.hand(angles), target) for angles, target in zip(way, path, strict=True)) < 1e-8
    for name, (lower, upper) in arm.LIMITS.items():
        assert all(lower - 1e-9 <= angles[name] <= upper + 1e-9 for angles in way)
    assert arm.LIMITS["elbow"][1] == pytest.approx(max(angles["elbow"] for angles in way))


def test_the_arms_way_is_the_nearest(arm):
    """Lagrange's condition: where no limit is reached, the joints' movement is a combination of the Jacobian's rows."""
    target = arm.heart(33)[0]
    found = arm.reached(target, arm.REST)
    movement = np.array([found[name] - arm.REST[name] for name in found])
    jacobian = arm.hand.jacobian(found)
    multipliers, *_ = np.linalg.lstsq(jacobian.T, movement, rcond=None)
    assert movement == pytest.approx(jacobian.T @ multipliers, abs=1e-6)


@pytest.mark.parametrize("method", ["Newton", "BFGS", "trust-ncg", "trust-exact"])
def test_the_regression_is_the_published_one(rings, method):
    """R's glm, on Challeng of its package alr4: 15.0429 − 0.2322 t, errors 7.3786 and 0.1082, deviance 20.315."""
    best = rings.newton(rings.START)[-1] if method == "Newton" else rings.fitted(method)[0].x
    slope = best["slope"] / 10
    assert (15.0429, -0.2322) == (pytest.approx(best["level"] - 70 * slope, abs=5e-5), pytest.approx(slope, abs=5e-5))
    spread = np.linalg.inv(rings.loss.hessian(best, rings.TEMPERATURES, rings.DAMAGED))
    level = np.array([1.0, -7.0])
    assert 7.3786 == pytest.approx(math.sqrt(level @ spread @ level), abs=5e-5)
    assert 0.1082 == pytest.approx(math.sqrt(spread[1, 1]) / 10, abs=5e-5)
    assert 20.315 == pytest.approx(2 * rings.loss(best, rings.TEMPERATURES, rings.DAMAGED), abs=5e-4)
