"""The orbits of three bodies, found from noisy observations: `python examples/three_body_orbit.py [FOLDER]`.

Three bodies attract each other and chase each other on a figure of eight (Chenciner & Montgomery, 2000).  They are
seen now and then, not quite where they are.  Fitted are their masses, and where they were at first, and how fast:
`least_squares` gets the residuals' exact derivatives through every step of the integration, which is written as an
ordinary loop.  One picture goes to FOLDER, or to out.  Needs "wengert[sci,train]".
"""

import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np

import wengert as wg

PERIOD, SIGHTINGS, STEPS, NOISE = 6.32591398, 10, 9, 0.02  # steps from one sighting to the next
SHARES = np.array([1.0, -(2 ** (1 / 3)), 1.0]) / (2 - 2 ** (1 / 3))  # of a step, for fourth order (Yoshida, 1990)


@dataclass
class System:
    """Three bodies in a plane, in units in which the gravitational constant is 1.

    Attributes:
        masses: of each.
        places: x and y of each at first.
        speeds: likewise.
    """

    masses: np.ndarray
    places: np.ndarray
    speeds: np.ndarray


EIGHT = System(
    masses=np.ones(3),
    places=np.array([[0.97000436, -0.24308753], [-0.97000436, 0.24308753], [0.0, 0.0]]),
    speeds=np.array([[0.466203685, 0.43236573], [0.466203685, 0.43236573], [-0.93240737, -0.86473146]]),
)


def pull(masses, places, i):
    """The acceleration of a body by the others."""
    found = 0.0
    for j in range(len(masses)):
        if j != i:
            way = places[j] - places[i]
            found = found + masses[j] * way / (way @ way) ** 1.5
    return found


def orbit(system, sightings=SIGHTINGS, steps=STEPS, h=PERIOD / (SIGHTINGS * STEPS)):
    """The bodies' places at each sighting, leapfrog by leapfrog."""
    places, speeds = system.places, system.speeds
    seen = []
    for _ in range(sightings):
        for share in [*SHARES] * steps:
            places = places + share * h / 2 * speeds
            speeds = speeds + share * h * np.array([pull(system.masses, places, i) for i in range(3)])
            places = places + share * h / 2 * speeds
        seen.append(places)
    return np.array(seen)


def misfit(system, sighted):
    """How far the orbit is from what was seen, in units of the noise."""
    return (orbit(system) - sighted) / NOISE


def observed(seed=3):
    """Where the bodies of the figure of eight are seen."""
    return orbit(EIGHT) + np.random.default_rng(seed).normal(0.0, NOISE, (SIGHTINGS, 3, 2))


def guess():
    """Where the search begins: masses up to five, speeds four per cent off."""
    return System(np.array([1.05, 0.975, 0.95]), EIGHT.places, 0.96 * EIGHT.speeds)


def fitted(sighted):
    """The system that explains what was seen, and the standard error of each of its numbers."""
    found = wg.sci.least_squares(misfit, guess(), args=(sighted,))
    return found, np.sqrt(np.diag(np.linalg.inv(found.jac.T @ found.jac)))


def picture(plt, folder, sighted, system):
    """What was seen, beside the orbits guessed and found."""
    figure, axes = plt.subplots(1, 2, figsize=(10, 4), sharex=True, sharey=True, layout="constrained")
    colours = "#0072B2", "#D55E00", "#009E73"
    for ax, one, title in zip(axes, (guess(), system), ("first guess", "found"), strict=True):
        way = np.array([one.places, *orbit(one, sightings=900, steps=1, h=PERIOD / 900)])
        for body, colour in enumerate(colours):
            ax.plot(*way[:, body].T, color=colour, lw=1.5, alpha=0.7)
            ax.plot(*sighted[:, body].T, "o", color=colour, ms=6, mec="white", mew=0.8)
            ax.plot(*way[0, body], "s", color=colour, ms=9, mec="black")
        ax.set(title=title, xlabel="x", aspect="equal")
        ax.spines[["top", "right"]].set_visible(False)
    axes[0].set_ylabel("y")
    figure.suptitle("Three bodies in one period: squares at first, points seen, lines computed (units in which G = 1)")
    figure.savefig(folder / "three_body_orbit.png", dpi=150)


def main(folder):
    """The masses found, with their errors."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot as plt

    sighted = observed()
    found, errors = fitted(sighted)
    print(f"{len(found.fun)} numbers seen, {len(errors)} fitted in {found.nfev} steps, each with its exact Jacobian")
    print(f"squares of the misfits in units of the noise: {2 * found.cost:.1f}")
    for body, (mass, error) in enumerate(zip(found.x.masses, errors, strict=False), 1):
        print(f"mass {body}: {mass:.4f} ± {error:.4f}, in truth 1")
    folder.mkdir(parents=True, exist_ok=True)
    picture(plt, folder, sighted, found.x)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "out"))
