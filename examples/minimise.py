"""Rosenbrock's valley with SciPy's minimisers and wengert's derivatives: `python examples/minimise.py`.

The function is ordinary Python on a list of numbers.  Its gradient, Hessian and Hessian products come from
the same lines.  Needs scipy: pip install "wengert[sci]".
"""

from scipy.optimize import minimize

import wengert as wg


def rosenbrock(x):
    """Rosenbrock (1960): a bent valley whose floor leads to all ones, where it is 0."""
    return sum(100 * (x[i + 1] - x[i] ** 2) ** 2 + (1 - x[i]) ** 2 for i in range(len(x) - 1))


START = [-1.2, 1.0]
WAYS = {
    "Nelder-Mead": {"fun": lambda x: rosenbrock(list(x))},
    "BFGS": {"fun": wg.value_and_grad(rosenbrock), "jac": True},
    "trust-exact": {"fun": wg.value_and_grad(rosenbrock), "jac": True, "hess": wg.hessian(rosenbrock)},
    "trust-ncg": {
        "fun": wg.value_and_grad(rosenbrock),
        "jac": True,
        "hessp": lambda x, v: wg.hvp(rosenbrock, x, v),
    },
}

NAMES = {"fun": "values", "jac": "gradient", "hess": "Hessian", "hessp": "products"}

print(f"{'method':12} {'uses':28} {'calls':>6} {'least':>10}   furthest from 1")
for method, way in WAYS.items():
    found = minimize(x0=START, method=method, tol=1e-9, options={"maxiter": 5000}, **way)
    uses = ", ".join(name for key, name in NAMES.items() if key in way)
    print(f"{method:12} {uses:28} {found.nfev:6} {found.fun:10.1e}   {max(abs(found.x - 1)):.1e}")
