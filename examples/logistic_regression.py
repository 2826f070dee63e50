"""Rings that leaked in the cold, by Newton's method: `python examples/logistic_regression.py [FOLDER]`.

On seven of 23 flights before its last, some of the space shuttle's O-rings were damaged; it was launched at 31 °F
(Dalal, Fowlkes & Hoadley, 1989).  The loss of a logistic regression is written for one flight; the Hessian that leads
Newton's method to its least tells in the end how sure the answer is.  One picture goes to FOLDER, or to out.  Needs
"wengert[sci,train]".
"""

import sys
from pathlib import Path

import numpy as np

import wengert as wg

TEMPERATURES = np.array([66, 70, 69, 68, 67, 72, 73, 70, 57, 63, 70, 78, 67, 53, 67, 75, 70, 81, 76, 79, 75, 76, 58.0])
DAMAGED = np.array([0, 1, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 1.0])
LAUNCH, START = 31.0, {"level": 0.0, "slope": 0.0}


def log_odds(p, t):
    """Of damage, at t °F."""
    return p["level"] + p["slope"] * (t - 70) / 10


@wg.compile(batch=("t", "damaged"), reduce="sum")
def loss(p, t, damaged):
    """The negative logarithm of the chance of what happened on one flight."""
    x = log_odds(p, t)
    return wg.softplus(x) - damaged * x


def newton(p, steps=8):
    """Newton's method in full: each step goes where a parabola like the loss is least."""
    way = [p]
    for _ in range(steps):
        slopes = loss.grad(p, TEMPERATURES, DAMAGED)
        step = np.linalg.solve(loss.hessian(p, TEMPERATURES, DAMAGED), [*slopes.values()])
        p = {name: x - dx for (name, x), dx in zip(p.items(), step, strict=True)}
        way.append(p)
    return way


def fitted(method):
    """SciPy's way to the same point, and the points it passes."""
    way = [START]
    found = wg.sci.minimize(
        loss, START, args=(TEMPERATURES, DAMAGED), method=method, tol=1e-12,
        callback=lambda intermediate_result: way.append(intermediate_result.x),
    )  # fmt: skip
    return found, way


def chance(p, t):
    """The chance of damage at some temperatures, between its bounds of 95 %."""
    spread = np.linalg.inv(loss.hessian(p, TEMPERATURES, DAMAGED))
    by = np.stack([np.ones_like(t), (t - 70) / 10])
    off = 1.96 * np.sqrt(np.einsum("it,ij,jt->t", by, spread, by))
    return [1 / (1 + np.exp(-(log_odds(p, t) + sign * off))) for sign in (-1, 0, 1)]


def picture(plt, folder, best, ways):
    """The chance of damage by temperature, and how fast each method comes near the best point."""
    figure, (left, right) = plt.subplots(1, 2, figsize=(10, 4.2), layout="constrained")
    t = np.linspace(29, 84, 221)
    lower, middle, upper = chance(best, t)
    left.fill_between(t, lower, upper, color="#0072B2", alpha=0.15, lw=0, label="95 % confidence")
    left.plot(t, middle, color="#0072B2", label="chance of damage")
    apart = 0.03 * np.array([np.sum(TEMPERATURES[:i] == x) for i, x in enumerate(TEMPERATURES)])
    left.plot(TEMPERATURES, DAMAGED + np.where(DAMAGED > 0, -apart, apart), "o", color="#D55E00", ms=5, label="flights")
    left.axvline(LAUNCH, color="0.4", lw=1, ls="--")
    left.annotate("the last launch", (LAUNCH, 0.7), (LAUNCH + 1, 0.7), color="0.3")
    left.set(xlabel="temperature at launch (°F)", ylabel="O-rings damaged", title="23 flights")
    left.set_yticks([0, 0.5, 1], ["0 no", "0.5", "1 yes"])
    left.legend(frameon=False, loc=(0.12, 0.02))
    marks = zip(ways.items(), (("#009E73", "o-"), ("#0072B2", "s-"), ("#D55E00", "^-")), strict=True)
    for (name, way), (colour, line) in marks:
        off = [max(abs(p[name] - best[name]) for name in best) for p in way]
        right.semilogy([max(x, 1e-16) for x in off], line, color=colour, ms=4, label=name)
    right.set(xlabel="step", ylabel="distance from the best point", title="the ways there", ylim=(1e-15, 5))
    right.legend(frameon=False)
    for ax in (left, right):
        ax.spines[["top", "right"]].set_visible(False)
    figure.savefig(folder / "logistic_regression.png", dpi=150)


def main(folder):
    """The regression three ways, and what it says of the last launch."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot as plt

    ways = {"Newton": newton(START), "trust-ncg": fitted("trust-ncg")[1], "BFGS": fitted("BFGS")[1]}
    best = ways["Newton"][-1]
    slope = best["slope"] / 10
    error = np.sqrt(np.linalg.inv(loss.hessian(best, TEMPERATURES, DAMAGED))[1, 1]) / 10
    print(f"log-odds of damage: {best['level'] - 70 * slope:.4f} {slope:+.4f} ± {error:.4f} for each °F")
    print(f"chance of damage at {LAUNCH:.0f} °F: {chance(best, np.array([LAUNCH]))[1][0]:.4f}")
    for name, way in ways.items():
        slopes = loss.grad(way[-1], TEMPERATURES, DAMAGED)
        print(f"{name:10} {len(way) - 1:2} steps, slope of the loss {max(map(abs, slopes.values())):.0e}")
    folder.mkdir(parents=True, exist_ok=True)
    picture(plt, folder, best, ways)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "out"))
