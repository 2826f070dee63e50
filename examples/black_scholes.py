"""An option's price, its Greeks, and volatilities implied by prices: `python examples/black_scholes.py [FOLDER]`.

The price of Black & Scholes (1973) is written for one option.  First derivatives are delta, vega, theta and rho;
second ones gamma, vanna and volga.  Newton's method finds for each of a market's prices the volatility that
explains it, for all of them at once.  Two pictures go to FOLDER, or to out.  Needs "wengert[train]" for them.
"""

import sys
from pathlib import Path

import numpy as np

import wengert as wg


@wg.vectorize
def price(S, K, T, r, sigma):
    """A call on S with strike K in T years, at rate r and volatility sigma."""
    d1 = (wg.log(S / K) + (r + sigma**2 / 2) * T) / (sigma * wg.sqrt(T))
    d2 = d1 - sigma * wg.sqrt(T)
    return S * wg.norm_cdf(d1) - K * wg.exp(-r * T) * wg.norm_cdf(d2)


def greeks(S, K, T, r, sigma):
    """Price and derivatives of first and second order: nobody typed in a formula for one."""
    value, (delta, _, by_T, rho, vega) = price.value_and_grad(S, K, T, r, sigma)
    second = price.hessian(S, K, T, r, sigma, wrt=("S", "sigma"))
    return {"price": value, "delta": delta, "gamma": second[..., 0, 0], "vega": vega, "theta": -by_T, "rho": rho,
            "vanna": second[..., 0, 1], "volga": second[..., 1, 1]}  # fmt: skip


def implied(quotes, S, K, T, r, steps=50):
    """The volatilities at which the prices are those quoted.

    From the volatility at which vega is largest, Newton's steps approach the answer from one side (Manaster &
    Koehler, 1982).
    """
    sigma = np.maximum(np.sqrt(2 * np.abs(np.log(S / K) / T + r)), 0.01)
    for _ in range(steps):
        value, vega = price.value_and_grad(S, K, T, r, sigma, wrt="sigma")
        step = (value - quotes) / vega
        sigma = sigma - step
        if np.abs(step).max() < 1e-12:
            break
    return sigma


def smile(moneyness, T):
    """A market that fears falls: volatilities by log-moneyness and time, used to make quotes."""
    x = moneyness / np.sqrt(T)
    return 0.18 + 0.03 * np.exp(-T) - 0.08 * x + 0.25 * x**2 / (1 + 3 * np.abs(x))


def picture_of_greeks(plt, folder):
    """Greeks by spot, for three maturities."""
    spots = np.linspace(60, 140, 161)
    shown = {"delta": "delta", "gamma": "gamma (1/$)", "vega": "vega ($)", "theta": "theta ($ per year)",
             "vanna": "vanna", "volga": "volga ($)"}  # fmt: skip
    figure, axes = plt.subplots(2, 3, figsize=(10, 5.6), sharex=True, layout="constrained")
    for T, colour, line in ((0.25, "#0072B2", "-"), (1.0, "#D55E00", "--"), (2.0, "#009E73", "-.")):
        found = greeks(spots, 100.0, T, 0.03, 0.2)
        for ax, (name, label) in zip(axes.flat, shown.items(), strict=True):
            ax.plot(spots, found[name], line, color=colour, label=f"{T:g}")
            ax.set_ylabel(label)
    for ax in axes.flat:
        ax.axvline(100, color="0.8", lw=1, zorder=0)
        ax.spines[["top", "right"]].set_visible(False)
    for ax in axes[1]:
        ax.set_xlabel("spot ($)")
    axes[0, 0].legend(frameon=False, title="years to maturity")
    figure.suptitle("A call with strike $100: rate 3 %, volatility 20 %")
    figure.savefig(folder / "black_scholes_greeks.png", dpi=150)


def picture_of_volatilities(plt, folder, moneyness, T, sigma):
    """The surface, and the smiles it is made of."""
    figure, (left, right) = plt.subplots(1, 2, figsize=(10, 4.2), layout="constrained")
    surface = moneyness, T, 100 * sigma
    left.contourf(*surface, levels=range(16, 41), cmap="cividis")
    lines = left.contour(*surface, levels=[18, 20, 22, 25, 30, 35], colors="white", linewidths=0.8)
    left.clabel(lines, fmt="%d %%", fontsize=9)
    left.set(yscale="log", xlabel="log-moneyness, log(strike / spot)", ylabel="maturity (years)")
    left.set_yticks([0.1, 0.25, 0.5, 1, 2.5], ["0.1", "0.25", "0.5", "1", "2.5"], minor=False)
    left.minorticks_off()
    left.set_title("the surface that explains the prices")
    for i, colour in zip((0, 8, 16, 24), ("#0072B2", "#D55E00", "#009E73", "#000000"), strict=True):
        right.plot(moneyness, 100 * smile(moneyness, T[i]), color=colour, lw=1.2, alpha=0.6)
        right.plot(moneyness[::4], 100 * sigma[i, ::4], "o", ms=4, color=colour, label=f"{T[i]:.2g}")
    right.set(xlabel="log-moneyness, log(strike / spot)", ylabel="implied volatility (%)")
    right.spines[["top", "right"]].set_visible(False)
    right.legend(frameon=False, title="years to maturity")
    right.set_title("smiles: points implied, lines true")
    figure.savefig(folder / "implied_volatility.png", dpi=150)


def main(folder):
    """The Greeks of one option, a surface of 1,000 volatilities, and pictures of both."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot as plt

    for name, value in greeks(100.0, 100.0, 1.0, 0.05, 0.2).items():
        print(f"{name:6} {float(value):10.4f}")
    moneyness, T = np.linspace(-0.4, 0.4, 41), np.geomspace(0.1, 2.5, 25)
    strikes, true = 100 * np.exp(moneyness), smile(moneyness, T[:, None])
    quotes = price(100.0, strikes, T[:, None], 0.03, true)
    sigma = implied(quotes, 100.0, strikes, T[:, None], 0.03)
    print(f"{sigma.size} volatilities implied, at most {np.abs(sigma - true).max():.0e} off")
    folder.mkdir(parents=True, exist_ok=True)
    picture_of_greeks(plt, folder)
    picture_of_volatilities(plt, folder, moneyness, T, sigma)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "out"))
