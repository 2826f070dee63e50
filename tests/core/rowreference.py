"""What each row should compute, said by mpmath to 50 digits.

A row added to the table needs an entry here, in `rowpoints.py` and in `rowedges.py`; nothing else in the
tests of the table knows its name.

Legend: xs the arguments of a row.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from functools import cache
from typing import Any

from mpmath import mp

mp.dps = 50

Point = tuple[float, ...]


def _sigmoid(x: Any) -> Any:
    return 1 / (1 + mp.exp(-x))


def _softplus(x: Any) -> Any:
    return mp.log1p(mp.exp(x))


def _gelu_tanh(x: Any) -> Any:
    with mp.workdps(mp.dps + 450):  # the sum with tanh cancels in the left tail
        return x / 2 * (1 + mp.tanh(mp.sqrt(2 / mp.pi) * (x + mp.mpf("0.044715") * x**3)))


def _length(*xs: Any) -> Any:
    return mp.sqrt(mp.fsum(xs, squared=True))


def _cbrt(x: Any) -> Any:
    return mp.sign(x) * mp.cbrt(abs(x))


def _truncated(x: Any) -> Any:
    return mp.sign(x) * mp.floor(abs(x))


REFERENCE: dict[str, Callable[..., Any]] = {
    "add": operator.add,
    "sub": operator.sub,
    "mul": operator.mul,
    "div": operator.truediv,
    "neg": operator.neg,
    "scale": operator.mul,
    "where": lambda c, x, y: x if c != 0 else y,
    "lt": lambda x, y: mp.mpf(x < y),
    "le": lambda x, y: mp.mpf(x <= y),
    "gt": lambda x, y: mp.mpf(x > y),
    "ge": lambda x, y: mp.mpf(x >= y),
    "eq": lambda x, y: mp.mpf(x == y),
    "ne": lambda x, y: mp.mpf(x != y),
    "exp": mp.exp,
    "expm1": mp.expm1,
    "log": mp.log,
    "log2": lambda x: mp.log(x) / mp.log(2),
    "log10": mp.log10,
    "log1p": mp.log1p,
    "sqrt": mp.sqrt,
    "cbrt": _cbrt,
    "square": lambda x: x * x,
    "reciprocal": lambda x: 1 / x,
    "pow": mp.power,
    "exp2": lambda x: mp.power(2, x),
    "sin": mp.sin,
    "cos": mp.cos,
    "tan": mp.tan,
    "asin": mp.asin,
    "acos": mp.acos,
    "atan": mp.atan,
    "atan2": mp.atan2,
    "sinh": mp.sinh,
    "cosh": mp.cosh,
    "tanh": mp.tanh,
    "asinh": mp.asinh,
    "acosh": mp.acosh,
    "atanh": mp.atanh,
    "sign": mp.sign,
    "abs": abs,
    "floor": mp.floor,
    "ceil": mp.ceil,
    "round": mp.nint,
    "clip": lambda x, lo, hi: min(max(x, lo), hi),
    "fmod": lambda x, y: x - y * _truncated(x / y),
    "mod": lambda x, y: x - y * mp.floor(x / y),
    "floordiv": lambda x, y: mp.floor(x / y),
    "sum": lambda *xs: mp.fsum(xs),
    "prod": lambda *xs: mp.fprod(xs),
    "dot": lambda *xys: mp.fdot(xys[: len(xys) // 2], xys[len(xys) // 2 :]),
    "max": lambda *xs: max(xs),
    "min": lambda *xs: min(xs),
    "hypot": _length,
    "norm": _length,
    "erf": mp.erf,
    "erfc": mp.erfc,
    "polygamma": lambda n, x: mp.psi(int(n), x),
    "lgamma": lambda x: mp.log(abs(mp.gamma(x))) if abs(x) < 1e4 else mp.loggamma(x),
    "digamma": mp.digamma,
    "mean": lambda *xs: mp.fsum(xs) / len(xs),
    "relu": lambda x: max(x, mp.mpf(0)),
    "leaky_relu": lambda x, slope: x if x > 0 else slope * x,
    "elu": lambda x, alpha: x if x > 0 else alpha * mp.expm1(x),
    "sigmoid": _sigmoid,
    "softplus": _softplus,
    "log_sigmoid": lambda x: -_softplus(-x),
    "silu": lambda x: x * _sigmoid(x),
    "norm_pdf": lambda x: mp.exp(-x * x / 2) / mp.sqrt(2 * mp.pi),
    "norm_cdf": lambda x: mp.erfc(-x / mp.sqrt(2)) / 2,
    "gelu": lambda x: x * mp.erfc(-x / mp.sqrt(2)) / 2,
    "gelu_tanh": _gelu_tanh,
    "mish": lambda x: x * mp.tanh(_softplus(x)),
    "logsumexp": lambda *xs: mp.log(mp.fsum(map(mp.exp, xs))),
    "softmax": lambda x, total: mp.exp(x - total),
}


@cache
def exact(name: str, xs: Point) -> Any:
    """The value to 50 digits."""
    return mp.mpf(REFERENCE[name](*map(mp.mpf, xs)))


@cache
def exact_partials(name: str, xs: Point) -> list[Any]:
    """The partial derivatives to some 30 digits; of polygamma's order there is none."""
    if name == "polygamma":
        return [mp.nan, mp.psi(int(xs[0]) + 1, mp.mpf(xs[1]))]
    f, places = REFERENCE[name], range(len(xs))
    point = tuple(map(mp.mpf, xs))
    return [mp.diff(f, point, tuple(int(i == j) for j in places)) for i in places]


def condition(name: str, xs: Point) -> Any:
    """How much larger, relatively, a change of the value is than that of an argument."""
    value = exact(name, xs)
    known = [p for p in zip(xs, exact_partials(name, xs), strict=True) if not mp.isnan(p[1])]
    return mp.fsum(abs(x * p) for x, p in known) / abs(value) if value else mp.inf
