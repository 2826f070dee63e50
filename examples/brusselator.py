"""A reaction that spreads over a grid, by a stiff solver and a sparse Jacobian: `python examples/brusselator.py`.

Prigogine and Lefever's reaction in two dimensions (Hairer & Wanner, Solving Ordinary Differential Equations II, 2nd
ed., section IV.10, without its source): u and v in each cell react there and spread to the four cells around it.  So
a row of the Jacobian has six numbers, however many cells there are, and the whole of it comes of some ten sweeps.
Needs scipy: pip install "wengert[sci]".
"""

import numpy as np
from scipy.integrate import solve_ivp

import wengert as wg

SIZE, SPREAD, END = 10, 0.1, 1.5


def spreading(w):
    """What flows into each cell of a ring in both directions."""
    return sum(np.roll(w, step, axis) for axis in (0, 1) for step in (1, -1)) - 4 * w


@wg.compile
def change(y):
    """How fast u and v change, y being both in one row."""
    u, v = y.reshape(2, SIZE, SIZE)
    grown = u * u * v
    du = 1.0 + grown - 4.4 * u + SPREAD * SIZE**2 * spreading(u)
    dv = 3.4 * u - grown + SPREAD * SIZE**2 * spreading(v)
    return np.concatenate([du.ravel(), dv.ravel()])


def start():
    """A hill of each, in one direction and in the other."""
    x = np.arange(SIZE) / SIZE
    u, v = np.meshgrid(22 * x * (1 - x) ** 1.5, 27 * x * (1 - x) ** 1.5, indexing="ij")
    return np.concatenate([u.ravel(), v.ravel()])


def solved(method="BDF", **options):
    """SciPy's solution from the start to the end, and how often it asked for a value."""
    points = []

    def changing(t, y):
        points.append(t)
        return change(y)

    return solve_ivp(changing, (0.0, END), start(), method, rtol=1e-6, atol=1e-8, **options), len(points)


if __name__ == "__main__":
    where = change.sparsity(start())
    print(f"{where.shape[0]} numbers, a Jacobian with {len(where)} that can be other than 0, in {where.colours} sweeps")
    ways = {
        "differences": {},
        "differences where it can be other than 0": {"jac_sparsity": where.matrix()},
        "wengert": {"jac": lambda t, y: change.jacobian(y, sparse=True)},
    }
    truth = solved("DOP853")[0].y[:, -1]
    print(f"{'Jacobian by':42} {'values':>7} {'Jacobians':>9} {'steps':>6}   furthest from an explicit solver")
    for name, options in ways.items():
        found, values = solved(**options)
        off = np.abs(found.y[:, -1] - truth).max()
        print(f"{name:42} {values:7} {found.njev:9} {len(found.t) - 1:6}   {off:.1e}")
