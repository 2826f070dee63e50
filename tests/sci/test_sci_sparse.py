"""Sparse derivatives in SciPy's solvers: the same answers as with dense ones."""

import numpy as np
import pytest
from scipy import optimize, sparse

import wengert as wg


def valley(x):
    """Rosenbrock (1960), of many numbers."""
    return (100 * (x[1:] - x[:-1] ** 2) ** 2 + (1 - x[:-1]) ** 2).sum()


@pytest.mark.parametrize("method", ["Newton-CG", "trust-ncg", "trust-krylov", "trust-constr"])
def test_minimize_takes_sparse_hessians(method):
    """A narrow band of them leads to the least."""
    start = np.full(30, 0.8)
    found = wg.sci.minimize(valley, start, method=method, sparse=True, tol=1e-7)
    assert np.ones(30) == pytest.approx(found.x, abs=1e-4)


def test_the_hessian_that_scipy_gets_is_sparse():
    """And is SciPy's own Hessian of Rosenbrock's function."""
    point = wg.sci.point.Point(np.linspace(0.5, 1.5, 20), "x0")
    found = wg.sci.seen.Scalar(valley, point).hessian(point.start, sparse=True)
    assert sparse.issparse(found)
    assert optimize.rosen_hess(point.start) == pytest.approx(found.toarray())


@pytest.mark.parametrize("method", ["trf", "dogbox"])
def test_least_squares_takes_sparse_jacobians(method):
    """Broyden's tridiagonal function (1965), by lsmr."""

    def broyden(x):
        y = [0.0, *x, 0.0]
        return [(3 - 2 * b) * b - a - 2 * c + 1 for a, b, c in zip(y, y[1:], y[2:], strict=False)]

    dense, thin = (wg.sci.least_squares(broyden, np.full(40, -1.0), method=method, sparse=s) for s in (False, True))
    assert sparse.issparse(thin.jac)
    assert 0.0 == pytest.approx(thin.cost, abs=1e-12)
    assert dense.x == pytest.approx(thin.x, abs=1e-6)


@pytest.mark.parametrize("method", ["Radau", "BDF"])
def test_stiff_equations_take_sparse_jacobians(method):
    """Heat in a rod whose hump is an eigenvector: it decays at its eigenvalue."""
    n = 40
    places = np.arange(1, n + 1) / (n + 1)
    rate = 4 * (n + 1) ** 2 * np.sin(np.pi / (2 * (n + 1))) ** 2

    def heat(t, y):
        left, right = np.concatenate([[0.0], y["rod"][:-1]]), np.concatenate([y["rod"][1:], [0.0]])
        return {"rod": (left - 2 * y["rod"] + right) * (n + 1) ** 2}

    start = {"rod": np.sin(np.pi * places)}
    way = wg.sci.solve_ivp(heat, (0, 0.2), start, method=method, sparse=True, rtol=1e-7, atol=1e-9)
    assert np.exp(-0.2 * rate) * start["rod"] == pytest.approx(way.y["rod"][:, -1], rel=1e-4)


def test_rows_are_in_the_states_order_though_the_function_names_them_otherwise():
    """The sparse Jacobian as the dense one."""
    point = wg.sci.point.Point({"a": 2.0, "b": 3.0}, "y0")
    seen = wg.sci.seen.Several(lambda t, y: {"b": t * y["b"], "a": y["a"] * y["b"]}, point, before=(5.0,), alike=True)
    assert [[3.0, 2.0], [0.0, 5.0]] == seen.jacobian(point.start, 5.0).tolist()
    assert [[3.0, 2.0], [0.0, 6.0]] == seen.jacobian(point.start, 6.0, sparse=True).toarray().tolist()


def test_constraints_have_sparse_derivatives_too():
    """The nearest point to all ones whose neighbours have the product 2."""
    products = optimize.NonlinearConstraint(lambda x: x[1:] * x[:-1], 2.0, 2.0)
    found = wg.sci.minimize(
        lambda x: ((x - 1) ** 2).sum(), np.full(8, 1.2), method="trust-constr", constraints=products, sparse=True,
        options={"gtol": 1e-9, "xtol": 1e-10},
    )  # fmt: skip
    assert all(sparse.issparse(jac) for jac in found.jac)
    assert np.full(8, 2**0.5) == pytest.approx(found.x, abs=1e-5)
