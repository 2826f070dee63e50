"""SciPy's solvers with derivatives that nobody typed in: `minimize`, `least_squares`, `root`, `solve_ivp`.

They take an ordinary function, or one that is compiled already, and a point that may be any structure of numbers.
SciPy is given what its method can use: the gradient, the Hessian or its products, the Jacobian.  The answer is
SciPy's own, with its point in the form of the one that was given.

>>> import wengert as wg
>>> def valley(p):
...     return 100 * (p["y"] - p["x"] ** 2) ** 2 + (1 - p["x"]) ** 2
>>> found = wg.sci.minimize(valley, {"x": -1.2, "y": 1.0})
>>> {name: round(at, 4) for name, at in found.x.items()}
{'x': 1.0, 'y': 1.0}
"""

from wengert.sci.equations import root
from wengert.sci.flow import solve_ivp
from wengert.sci.minimum import minimize
from wengert.sci.residuals import least_squares

__all__ = ["least_squares", "minimize", "root", "solve_ivp"]
