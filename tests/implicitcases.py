"""Equations whose roots are known: in closed form, or to many digits.

Legend: p the parameters; S spot, T years, v volatility.
"""

from __future__ import annotations

import mpmath

import wengert as wg


def black(S, T, v, lib=wg):
    """The price of a call at strike 100 and rate 3%: with wengert's functions, or with mpmath's."""
    K, r = 100.0, 0.03
    ncdf = wg.norm_cdf if lib is wg else mpmath.ncdf
    d1 = (lib.log(S / K) + (r + v * v / 2) * T) / (v * lib.sqrt(T))
    return S * ncdf(d1) - K * lib.exp(-r * T) * ncdf(d1 - v * lib.sqrt(T))


def cubic(p):
    """The real root of x**3 + x = p."""
    return wg.sinh(wg.asinh(p * (27**0.5 / 2)) / 3) * (2 / 3**0.5)


#: What solves an equation, and the same in closed form, at some points.
CLOSED = {
    "square root": (lambda p: wg.root(lambda x: x**2 - p, 1.0), lambda p: p**0.5, (0.3, 2.0, 1e4)),
    "negative root": (lambda p: wg.root(lambda x: x**2 - p, -1.0), lambda p: -(p**0.5), (0.3, 2.0)),
    "logarithm": (lambda p: wg.root(lambda x: wg.exp(x) - p, 0.0), wg.log, (0.2, 7.0)),
    "cubic": (lambda p: wg.root(lambda x: x**3 + x - p, 0.0), cubic, (-3.0, 0.0, 0.4, 30.0)),
    "quotient": (lambda p: wg.root(lambda x: p * x - 3, 5.0), lambda p: 3 / p, (-2.0, 0.7)),
    "fixed point": (lambda p: wg.fixed_point(lambda x: (x + p / x) / 2, 1.0), lambda p: p**0.5, (0.3, 2.0)),
    "parameter twice": (lambda p: wg.root(lambda x, a, b: a * x - b * b, 0.0, p, p), lambda p: p, (0.5, 3.0)),
    "root of a root": (
        lambda p: wg.root(lambda x: wg.root(lambda y: y**3 - x, 1.0, max_iterations=12) - p, 1.0, max_iterations=12),
        lambda p: p**3,
        (0.7, 1.5),
    ),
    "kinks that are not met": (lambda p: wg.root(lambda x: abs(x) * x - p, 2.0), lambda p: p**0.5, (0.6, 3.0)),
    "chosen by where": (
        lambda p: wg.root(lambda x: wg.where(x > 1, x * x, 2 * x - 1) - p, 0.0),
        lambda p: p**0.5 if p > 1 else (p + 1) / 2,
        (0.4, 4.0),
    ),
}

#: The same of functions known by their own equations: what mpmath finds of them.
NUMERIC = {
    "Kepler": (
        lambda M: wg.root(lambda E: E - 0.3 * wg.sin(E) - M, M),
        lambda M: mpmath.findroot(lambda E: E - mpmath.mpf(0.3) * mpmath.sin(E) - M, M),
        1.2,
    ),
    "eccentricity": (
        lambda e: wg.root(lambda E: E - e * wg.sin(E) - 0.7, 0.7),
        lambda e: mpmath.findroot(lambda E: E - e * mpmath.sin(E) - mpmath.mpf(0.7), 0.7),
        0.4,
    ),
    "cosine": (
        lambda p: wg.fixed_point(lambda x: wg.cos(p * x), 1.0),
        lambda p: mpmath.findroot(lambda x: x - mpmath.cos(p * x), 0.7),
        1.1,
    ),
    "implied volatility": (
        lambda price: wg.root(lambda v: black(105.0, 0.5, v) - price, 0.5),
        lambda price: mpmath.findroot(lambda v: black(mpmath.mpf(105), mpmath.mpf(0.5), v, mpmath) - price, 0.3),
        12.5,
    ),
}


def two(p):
    """x + y and x*y are given."""
    return wg.root(lambda v, s, t: [v[0] + v[1] - s, v[0] * v[1] - t], [0.0, 5.0], p[0], p[1])


def two_closed(p):
    """The same by the formula for quadratic equations."""
    half = wg.sqrt(p[0] ** 2 / 4 - p[1])
    return [p[0] / 2 - half, p[0] / 2 + half]


def three(p):
    """A ladder, its rungs written in an order that needs pivots."""
    return wg.root(lambda v: (v[1] * v[2] - p[1], v[0] ** 2 - p[0], v[0] * v[2] - p[2]), (1.0, 1.0, 1.0))


def three_closed(p):
    """The same, solved."""
    x = wg.sqrt(p[0])
    return (x, p[1] * x / p[2], p[2] / x)


SYSTEMS = {"two": (two, two_closed, [3.0, 2.0]), "three": (three, three_closed, [4.0, 3.0, 1.5])}
