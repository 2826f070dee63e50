"""`wg.sci.least_squares`: residuals in any structure, exact Jacobians, batches of observations."""

import numpy as np
import pytest
from scipy import optimize

import wengert as wg

T = np.linspace(0.0, 4.0, 9)
Y = 3 * np.exp(-0.5 * T) + 0.1 * np.cos(9 * T)


def misfits(p, t, y):
    return [p[0] * wg.exp(-p[1] * a) - b for a, b in zip(t, y, strict=True)]


@pytest.mark.parametrize("method", ["trf", "dogbox", "lm", "LM"])
def test_every_method_fits_as_scipy_does_with_differences(method):
    """The same least squares."""
    by_scipy = optimize.least_squares(lambda p: p[0] * np.exp(-p[1] * T) - Y, [1.0, 1.0], xtol=1e-14, gtol=1e-14)
    found = wg.sci.least_squares(misfits, [1.0, 1.0], args=(T, Y), method=method)
    assert by_scipy.x.tolist() == pytest.approx(found.x, rel=1e-6)
    assert by_scipy.cost == pytest.approx(found.cost, rel=1e-12)


def test_a_batch_is_a_vector_of_residuals_lane_by_lane():
    """Two numbers for each lane, one of them in an array: rows of values and Jacobian agree."""
    one = wg.compile(lambda p, t, y: {"a": p[0] * t - y, "b": np.array([p[1] * t * t])}, batch=("t", "y"))
    point = wg.sci.point.Point([2.0, 5.0], "x0")
    seen = wg.sci.seen.Several(one, point, (T[:3], Y[:3]))
    assert np.stack([2 * T[:3] - Y[:3], 5 * T[:3] ** 2], -1).ravel().tolist() == seen.first.tolist()
    zero = np.zeros(3)
    rows = np.stack([np.stack([T[:3], zero], -1), np.stack([zero, T[:3] ** 2], -1)], 1).reshape(-1, 2)
    assert rows.tolist() == seen.jacobian(point.start).tolist()


def test_a_batch_and_a_loop_fit_alike():
    """A function of one observation, compiled for a batch, and one of all."""
    one = wg.compile(lambda p, t, y: p[0] * wg.exp(-p[1] * t) - y, batch=("t", "y"))
    by_batch, by_loop = (wg.sci.least_squares(f, [1.0, 1.0], args=(T, Y)) for f in (one, misfits))
    assert by_loop.x == pytest.approx(by_batch.x, rel=1e-12)
    assert (by_loop.nfev, by_loop.fun.shape) == (by_batch.nfev, by_batch.fun.shape)


def test_scipys_other_keywords_pass():
    """A robust loss forgives one wild observation; bounds, and arguments by name."""
    wild = Y.copy()
    wild[4] += 50.0
    given = {"kwargs": {"t": T, "y": wild}, "loss": "soft_l1", "f_scale": 0.1, "bounds": {"rate": (0.0, None)}}
    f = lambda p, t, y: misfits((p["height"], p["rate"]), t, y)  # noqa: E731
    found = wg.sci.least_squares(f, {"height": 1.0, "rate": 1.0}, **given)
    assert {"height": 3.0, "rate": 0.5} == pytest.approx(found.x, abs=0.1)


@pytest.mark.parametrize("method", ["trf", "dogbox"])
def test_solvers_that_write_on_what_they_get_do_no_harm(method):
    """With a robust loss SciPy scales residuals and Jacobian in place; it goes the way that it goes with its own."""
    given = {"loss": "cauchy", "f_scale": 0.05, "method": method}
    by_hand = optimize.least_squares(
        lambda p: p[0] * np.exp(-p[1] * T) - Y, [1.0, 1.0],
        lambda p: np.stack([np.exp(-p[1] * T), -p[0] * T * np.exp(-p[1] * T)], -1), **given,
    )  # fmt: skip
    found = wg.sci.least_squares(misfits, np.ones(2), args=(T, Y), **given)
    assert (by_hand.nfev, by_hand.njev) == (found.nfev, found.njev)
    assert by_hand.x == pytest.approx(found.x, rel=1e-9)
    seen = wg.sci.seen.Several(misfits, wg.sci.point.Point([1.0, 1.0], "x0"), (T, Y))
    seen.values(seen.point.start)[:] = np.nan
    seen.jacobian(seen.point.start)[:] = np.nan
    assert np.isfinite(seen.values(seen.point.start)).all() and np.isfinite(seen.jacobian(seen.point.start)).all()


def test_one_residual_is_a_vector_of_one():
    """A function of a number that returns a number."""
    assert 3.0 == pytest.approx(wg.sci.least_squares(lambda x: x**2 - 9, 1.0).x)


@pytest.mark.parametrize(
    ("given", "kind", "said"),
    [
        ({"method": "gn"}, ValueError, "no method 'gn'; it has: trf, dogbox, lm"),
        ({"jac": "2-point"}, TypeError, "leave out jac="),
        ({"jac_sparsity": None}, TypeError, "leave out jac_sparsity="),
        ({"method": "lm", "sparse": True}, ValueError, "'lm' takes no sparse derivatives; these do: trf, dogbox"),
    ],
)
def test_what_is_wrong_is_said(given, kind, said):
    """Before anything is done."""
    with pytest.raises(kind, match=said):
        wg.sci.least_squares(misfits, [1.0, 1.0], args=(T, Y), **given)
