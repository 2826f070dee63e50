"""wengert beside SymPy and SciPy: derivatives that they state, and minimisers that take ours."""

import numpy as np
import pytest
import sympy
from scipy import optimize, special

import wengert as wg

X, Y = sympy.symbols("x y", real=True)
EXPRESSIONS = [
    sympy.sin(X * Y) * sympy.exp(-X) + Y**3 / X,
    sympy.log(1 + X**2) * sympy.atan2(Y, X),
    sympy.tanh(X) ** 2 - sympy.sqrt(X + Y) * sympy.erf(Y),
    sympy.Max(X * Y, X + Y) + sympy.Abs(X - Y),
    sympy.loggamma(X + 2) * sympy.cosh(Y),
]
OURS = {
    "sin": wg.sin, "exp": wg.exp, "log": wg.log, "atan2": wg.atan2, "tanh": wg.tanh, "sqrt": wg.sqrt, "erf": wg.erf,
    "Max": wg.max, "Abs": wg.abs, "loggamma": wg.lgamma, "cosh": wg.cosh,
}  # fmt: skip


@pytest.mark.parametrize("expression", EXPRESSIONS, ids=str)
def test_sympy_expressions_become_ours_and_have_sympys_derivatives(expression):
    """SymPy prints an expression as Python; on Values it is a graph, with SymPy's derivatives to second order."""
    f = sympy.lambdify([X, Y], expression, modules=[OURS])
    at = {X: 0.7, Y: 1.3}
    point = (0.7, 1.3)
    assert float(expression.subs(at)) == pytest.approx(f(*point), rel=1e-13)
    slopes = [float(sympy.diff(expression, v).subs(at)) for v in (X, Y)]
    assert slopes == pytest.approx(wg.grad(f, wrt=(0, 1))(*point), rel=1e-12)
    if not expression.has(sympy.Abs, sympy.Max):  # SymPy's second derivatives of these hold delta functions
        curvatures = [[float(sympy.diff(expression, v, w).subs(at)) for w in (X, Y)] for v in (X, Y)]
        found = wg.hessian(lambda v: f(*v))(list(point))
        assert np.array(curvatures) == pytest.approx(found, rel=1e-11)


def rosenbrock(x):
    """Rosenbrock (1960); least 0 at all ones."""
    return sum(100 * (x[i + 1] - x[i] ** 2) ** 2 + (1 - x[i]) ** 2 for i in range(len(x) - 1))


def powell(x):
    """Powell's singular function (1962); least 0 at the origin, where the Hessian is singular."""
    a, b, c, d = x
    return (a + 10 * b) ** 2 + 5 * (c - d) ** 2 + (b - 2 * c) ** 4 + 10 * (a - d) ** 4


def beale(x):
    """Beale (1958); least 0 at (3, 0.5)."""
    return sum((t - x[0] * (1 - x[1] ** k)) ** 2 for k, t in ((1, 1.5), (2, 2.25), (3, 2.625)))


def wood(x):
    """Wood's function, in Moré, Garbow & Hillstrom (1981), no. 14; least 0 at all ones."""
    a, b, c, d = x
    return (
        100 * (b - a**2) ** 2 + (1 - a) ** 2 + 90 * (d - c**2) ** 2 + (1 - c) ** 2
        + 10 * (b + d - 2) ** 2 + (b - d) ** 2 / 10
    )  # fmt: skip


PROBLEMS = [
    (rosenbrock, [-1.2, 1.0, -1.2, 1.0], [1.0, 1.0, 1.0, 1.0], 1e-6),
    (powell, [3.0, -1.0, 0.0, 1.0], [0.0, 0.0, 0.0, 0.0], 1e-2),
    (beale, [1.0, 1.0], [3.0, 0.5], 1e-6),
    (wood, [-3.0, -1.0, -3.0, -1.0], [1.0, 1.0, 1.0, 1.0], 1e-6),
]


@pytest.mark.parametrize("method", ["BFGS", "trust-exact", "trust-ncg"])
@pytest.mark.parametrize(("f", "start", "least", "far"), PROBLEMS, ids=lambda x: getattr(x, "__name__", None))
def test_scipy_minimises_with_our_derivatives(f, start, least, far, method):
    """Gradients, Hessians and Hessian products lead to the published minimum."""
    options = {}
    if method == "trust-exact":
        options["hess"] = wg.hessian(f)
    elif method != "BFGS":
        options["hessp"] = lambda x, v: wg.hvp(f, x, v)
    found = optimize.minimize(wg.value_and_grad(f), start, jac=True, method=method, tol=1e-10, **options)
    assert 0.0 == pytest.approx(found.fun, abs=1e-8)
    assert least == pytest.approx(found.x, abs=far)


@pytest.mark.parametrize(
    ("ours", "scipys", "points"),
    [
        (wg.norm_cdf, special.ndtr, [-3.0, 0.5, 2.0]),
        (wg.digamma, special.digamma, [0.3, 2.5, -1.5]),
        (lambda x: wg.polygamma(2, x), lambda x: special.polygamma(2, x), [0.3, 2.5]),
        (lambda x: wg.logsumexp([x, 1.0, 2 * x]), lambda x: special.logsumexp([x, 1.0, 2 * x]), [-700.0, 0.5, 900.0]),
        (wg.log_sigmoid, special.log_expit, [-800.0, -1.0, 30.0]),
    ],
)
def test_special_functions_agree_with_scipys(ours, scipys, points):
    """Two independent implementations."""
    assert [scipys(x) for x in points] == pytest.approx([ours(x) for x in points], rel=1e-12)
