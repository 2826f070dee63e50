"""Rules that people wrote: taxes, tariffs, contracts."""

from itertools import pairwise
from math import inf, nan

import wengert as wg
from branching.case import branching, span

BRACKETS = ((10_000.0, 0.0), (30_000.0, 0.2), (80_000.0, 0.35), (inf, 0.45))


@branching(5, income=span(0.0, 120_000.0, 0.0, 10_000.0, 30_000.0, 80_000.0, inf, nan, -5.0))
def income_tax(income):
    """Brackets, each taxed at its own rate."""
    tax, below = 0.0 * income, 0.0
    for bound, rate in BRACKETS:
        if income <= bound:
            return tax + rate * (income - below)
        tax = tax + rate * (bound - below)
        below = bound
    return tax


@branching(7, use=span(0.0, 1500.0, 100.0, 500.0, 0.0), peak=span(0.0, 1.0, 0.5))
def electricity(use, peak):
    """A tariff in steps, dearer at peak hours, with a minimum charge."""
    if use <= 100:
        cost = 0.10 * use
    elif use <= 500:
        cost = 10.0 + 0.15 * (use - 100.0)
    else:
        cost = 70.0 + 0.25 * (use - 500.0)
    if peak > 0.5:
        cost = cost * (1.0 + 0.4 * (peak - 0.5))
    return max(cost, 12.0)


def lattice(spot, strike, volatility, rate, steps, larger):
    """An American put on a binomial lattice; `larger` takes the better of waiting and exercising."""
    up = wg.exp(volatility * wg.sqrt(1.0 / steps))
    down = 1.0 / up
    discount = wg.exp(-rate / steps)
    p = (1.0 / discount - down) / (up - down)
    prices = [spot * up ** (2 * i - steps) for i in range(steps + 1)]
    values = [larger(strike - price, 0.0) for price in prices]
    for step in range(steps - 1, -1, -1):
        prices = [spot * up ** (2 * i - step) for i in range(step + 1)]
        waiting = [discount * (p * values[i + 1] + (1.0 - p) * values[i]) for i in range(step + 1)]
        values = [larger(strike - price, wait) for price, wait in zip(prices, waiting, strict=True)]
    return values[0]


@branching(1, count=20, spot=span(60.0, 140.0, 100.0), strike=span(80.0, 120.0, 100.0),
           volatility=span(0.1, 0.6), rate=span(0.01, 0.1))  # fmt: skip
def american_put(spot, strike, volatility, rate):
    """The choice is made by `wg.maximum`: one path."""
    return lattice(spot, strike, volatility, rate, 8, wg.maximum)


@branching(15, spot=span(60.0, 140.0, 100.0), strike=span(80.0, 120.0, 100.0),
           volatility=span(0.1, 0.6), rate=span(0.01, 0.1))  # fmt: skip
def american_put_by_comparing(spot, strike, volatility, rate):
    """The choice is made by Python's `max`: a path for each shape of the exercise boundary."""
    return lattice(spot, strike, volatility, rate, 4, max)


@branching(10, spot=span(80.0, 120.0), shock=span(-0.3, 0.3, 0.0))
def barrier_option(spot, shock):
    """Knocked out at the first step beyond the barrier: an early return of a plain number."""
    price = spot
    for weather in (0.1, -0.4, 0.6, 0.2, 0.9):
        price = price * wg.exp(shock * weather + 0.05 * weather)
        if price > 118.0 or price < 82.0:
            return 0.0
    return max(price - 100.0, 0.0)


@branching(5, sales=span(0.0, 300.0, 100.0, 200.0, 250.0), margin=span(-0.2, 0.4, 0.0))
def bonus(sales, margin):
    """Nothing below the target, more beyond it, never above a cap, none at a loss."""
    if margin < 0 or sales < 100:
        return 0.0 * sales
    extra = min(sales, 200.0) - 100.0
    reward = 0.05 * extra + 0.1 * max(0.0, sales - 200.0)
    return min(reward, 12.0) * (1.0 + margin)


@branching(17, loan=span(500.0, 3000.0, 1000.0), payment=span(80.0, 600.0), rate=span(0.0, 0.03, 0.0))
def amortisation(loan, payment, rate):
    """Interest paid until the loan is, or for two years."""
    paid = 0.0
    months = 0
    while loan > payment and months < 24:
        interest = loan * rate
        paid = paid + interest
        loan = loan + interest - payment
        months += 1
    return paid + loan * rate


FEES = {
    "early": lambda bill, days: 0.98 * bill,
    "due": lambda bill, days: 1.0 * bill,
    "late": lambda bill, days: bill * (1.0 + 0.001 * (days - 30.0)),
    "dunned": lambda bill, days: 1.1 * bill + 15.0,
}


@branching(4, bill=span(10.0, 900.0), days=span(0.0, 100.0, 10.0, 30.0, 60.0, nan))
def payment_terms(bill, days):
    """Buckets of days under string keys."""
    key = "early" if days < 10 else "due" if days <= 30 else "late" if days <= 60 else "dunned"
    return FEES[key](bill, days)


QUANTILES = ((0.0, -3.0), (0.1, -1.0), (0.5, 0.0), (0.8, 0.7), (1.0, 4.0))


@branching(5, u=span(0.0, 1.0, 0.0, 0.1, 0.5, 0.8, 1.0), scale=span(0.5, 2.0))
def inverse_distribution(u, scale):
    """A sample by the segments of a piecewise linear distribution, nothing rejected."""
    for (p, x), (q, y) in pairwise(QUANTILES):
        if p <= u < q:
            return scale * (x + (y - x) * (u - p) / (q - p))
    return scale * QUANTILES[-1][1]


@branching(15, refill=span(5.0, 12.0), level=span(12.0, 20.0), demand=span(2.0, 9.0))
def stock_keeping(refill, level, demand):
    """Six days of a policy (s, S): order up to the level when the stock is below the refill point; lost sales cost."""
    stock, cost = level, 0.0
    for busy in (1.0, 0.4, 1.5, 0.9, 2.0, 0.2):
        wanted = demand * busy
        if wanted > stock:
            cost = cost + 3.0 * (wanted - stock)
            stock = 0.0 * stock
        else:
            stock = stock - wanted
        cost = cost + 0.1 * stock
        if stock < refill:
            cost = cost + 1.0 + 0.5 * (level - stock)
            stock = level
    return cost
