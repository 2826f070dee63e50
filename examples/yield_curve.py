"""A yield curve that explains quotes, and what a bond owes to each: `python examples/yield_curve.py [FOLDER]`.

The quotes are par rates: the fixed rates at which swaps of some years are worth nothing.  The curve has one zero
rate for each, and straight lines between.  `least_squares` finds the rates; the Jacobian that it ends with tells how
they move with the quotes, and so does every price (the implicit function theorem).  One picture goes to FOLDER, or
to out.  Needs "wengert[sci,train]".
"""

import sys
from pathlib import Path

import numpy as np

import wengert as wg

QUOTES = {1: 0.0471, 2: 0.0432, 3: 0.0411, 5: 0.0396, 7: 0.0394, 10: 0.0399, 15: 0.0408, 20: 0.0406, 30: 0.0389}
MILLION, POINT = 1e6, 1e-4  # a notional in $, and a basis point


def zero_rate(rates, t):
    """The rate, continuously compounded, between those of a dict by years; level before the first."""
    years = list(rates)
    if t <= years[0]:
        return rates[years[0]]
    after = next(i for i, year in enumerate(years) if year >= t)
    left, right = years[after - 1], years[after]
    share = (t - left) / (right - left)
    return (1 - share) * rates[left] + share * rates[right]


def discount(rates, t):
    """What a dollar in t years is worth."""
    return wg.exp(-zero_rate(rates, t) * t)


def par_rate(rates, years):
    """The fixed rate, paid once a year, at which a swap is worth nothing."""
    return (1 - discount(rates, years)) / sum(discount(rates, t) for t in range(1, years + 1))


def misfit(rates, quotes):
    """How far the curve's par rates are from those quoted."""
    return {years: par_rate(rates, years) - quote for years, quote in quotes.items()}


@wg.compile
def bond(rates):
    """A million of twelve years that pays 5 % a year."""
    return MILLION * (sum(0.05 * discount(rates, t) for t in range(1, 13)) + discount(rates, 12))


def calibrated(quotes):
    """The zero rates that explain some quotes, and their derivatives by these: a row for each rate."""
    found = wg.sci.least_squares(misfit, dict(quotes), args=(quotes,), xtol=1e-15, ftol=1e-15, gtol=1e-15)
    return found.x, np.linalg.inv(found.jac)


def by_quotes(rates, moves):
    """The bond's price, and what a basis point more of each quote does to it, in $."""
    value, slopes = bond.value_and_grad(rates)
    return value, POINT * np.array([*slopes.values()]) @ moves


def picture(plt, folder, quotes, rates, by_quote):
    """The curves, and the bond's exposures."""
    figure, (left, right) = plt.subplots(1, 2, figsize=(10, 4.2), layout="constrained")
    t = np.linspace(1, 30, 59)
    left.plot(t, [100 * zero_rate(rates, x) for x in t], color="#0072B2", label="zero rates, found")
    left.plot([*quotes], [100 * quote for quote in quotes.values()], "o", color="#D55E00", label="par rates, quoted")
    left.set(xlabel="years", ylabel="rate (% a year)", title="the curve that explains the quotes")
    left.legend(frameon=False)
    bars = right.bar([str(year) for year in quotes], by_quote, color="#0072B2")
    right.bar_label(bars, [f"{x:.0f}" if x < -0.5 else "" for x in by_quote], padding=2, fontsize=9)
    right.set(xlabel="swap quoted (years)", ylabel="change of the price ($ per basis point)",
              title="a bond of 12 years, $1 million")  # fmt: skip
    right.set_ylim(1.12 * min(by_quote), 0)
    for ax in (left, right):
        ax.spines[["top", "right"]].set_visible(False)
    figure.savefig(folder / "yield_curve.png", dpi=150)


def main(folder):
    """The curve, the bond's price and its exposures, which calibrating once more confirms."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot as plt

    rates, moves = calibrated(QUOTES)
    print("years  quoted %    zero %")
    for years, quote in QUOTES.items():
        print(f"{years:5} {100 * quote:9.3f} {100 * rates[years]:9.4f}")
    value, by_quote = by_quotes(rates, moves)
    bumped, _ = calibrated({**QUOTES, 10: QUOTES[10] + POINT})
    print(f"the bond is worth ${value:,.2f}; with the quote of 10 years a basis point higher")
    print(f"  by the Jacobian       ${by_quote[5]:+,.4f}")
    print(f"  calibrated once more  ${bond(bumped) - value:+,.4f}")
    folder.mkdir(parents=True, exist_ok=True)
    picture(plt, folder, QUOTES, rates, by_quote)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "out"))
