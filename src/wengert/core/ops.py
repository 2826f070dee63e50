"""The table: every operation of wengert, stated once.

A row gives a function's value and its local partial derivatives as ordinary arithmetic in the
arguments and the result `out`.  See `row.py` for the columns, `real.py` for the atoms, and
`docs/adr/0003-edge-conventions.md` for what is used at kinks and edges.

Outside its domain a row is nan and so are its partials.  `x + 0` in a rule turns -0.0 into 0.0, so
that 1/(x + 0) is +inf at both zeros.

Legend: x, y arguments; out the result; lo, hi bounds; c a condition; n an order, k a count.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Sequence
from functools import reduce
from math import inf, nan
from typing import Any

from wengert.core import real
from wengert.core.row import Row, register

LN2 = math.log(2.0)
LN10 = math.log(10.0)
SQRT2 = math.sqrt(2.0)


def row(name: str, args: str, doc: str, **columns: Any) -> Row:
    """Make a row and put it into the table."""
    return register(Row(name, args, doc, **columns))


# --- arithmetic ----------------------------------------------------------------------------------


def _off_integer(x: float, y: float) -> tuple[float, ...]:
    quotient = real.div(x, y)
    return (quotient - real.rint(quotient),)


add = row("add", "x, y", "Sum of two numbers.", commutative=True,
    value=operator.add, print_as="{0} + {1}", symbol="+", precedence=10,
    partials=lambda x, y, out: (1, 1),
    latex="{0} + {1}")

sub = row("sub", "x, y", "Difference of two numbers.",
    value=operator.sub, print_as="{0} - {1}", symbol="-", precedence=10, numpy=["subtract"],
    partials=lambda x, y, out: (1, -1),
    latex="{0} - {1}")

mul = row("mul", "x, y", "Product of two numbers.", commutative=True,
    value=operator.mul, print_as="{0} * {1}", symbol="*", precedence=20, numpy=["multiply"],
    partials=lambda x, y, out: (y, x),
    latex=r"{0} \cdot {1}")

div = row("div", "x, y", "Quotient of two numbers; x/0 is ±inf, 0/0 is nan.",
    value=real.div, print_as="div({0}, {1})", symbol="/", precedence=20, numpy=["divide", "true_divide"],
    partials=lambda x, y, out: (1/y, -out/y),
    domain="y != 0", latex=r"\frac{{{0}}}{{{1}}}")

neg = row("neg", "x", "Minus x.",
    value=operator.neg, print_as="-{0}", symbol="-", precedence=25, numpy=["negative"],
    partials=lambda x, out: -1,
    latex="-{0}")

# scale: adjoint times partial, wherever derivatives are multiplied.  Its own partials are plain, so
# that second derivatives stay right: (sin x)^2 at 0 has second derivative 2.
scale = row("scale", "x, y", "x*y, but exactly 0 where x or y is 0, be the other inf or nan.", commutative=True,
    value=real.scale, print_as="scale({0}, {1})",
    partials=lambda x, y, out: (y, x), method=False,
    latex=r"{0} \cdot {1}")

# --- choice --------------------------------------------------------------------------------------

# where: both arms are computed, but the one not taken has partial 0, and a zero contributes nothing.
where: Row = row("where", "c, x, y", "x where the condition c is true (not 0), else y.",
    value=lambda c, x, y: x if c else y, print_as="({1} if {0:truth} else {2})",
    partials=lambda c, x, y, out: (0, where(c, 1, 0), where(c, 0, 1)),
    latex=r"\begin{{cases}}{1} & {0} \\ {2} & \text{{otherwise}}\end{{cases}}", method=False)


def comparison(name: str, symbol: str, doc: str, numpy: str, latex: str, commutative: bool = False) -> Row:
    """A row that is 1 where the comparison holds, else 0."""
    compare = getattr(operator, name)
    return row(name, "x, y", doc,
        value=lambda x, y: 1.0 if compare(x, y) else 0.0, print_as=f"{{0}} {symbol} {{1}}", boolean=True,
        partials=lambda x, y, out: (0, 0),
        kinks="x = y: 0", kink=lambda x, y: (x - y,),
        symbol=symbol, precedence=5, latex=f"{{0}} {latex} {{1}}", numpy=[numpy], method=False,
        commutative=commutative)


lt = comparison("lt", "<", "1 where x < y, else 0.", "less", "<")
le = comparison("le", "<=", "1 where x <= y, else 0.", "less_equal", r"\le")
gt = comparison("gt", ">", "1 where x > y, else 0.", "greater", ">")
ge = comparison("ge", ">=", "1 where x >= y, else 0.", "greater_equal", r"\ge")
eq = comparison("eq", "==", "1 where x = y, else 0.", "equal", "=", commutative=True)
ne = comparison("ne", "!=", "1 where x and y differ, else 0.", "not_equal", r"\ne", commutative=True)

# --- powers and logarithms -----------------------------------------------------------------------

exp = row("exp", "x", "e to the power x.",
    value=real.exp, print_as="exp({0})",
    partials=lambda x, out: out,
    latex="e^{{{0}}}")

expm1 = row("expm1", "x", "exp(x) - 1, without cancellation near 0.",
    value=real.expm1, print_as="expm1({0})",
    partials=lambda x, out: out + 1,
    latex="e^{{{0}}} - 1")

log = row("log", "x", "Natural logarithm.",
    value=real.log, print_as="log({0})",
    partials=lambda x, out: where(x < 0, nan, 1/(x + 0)),
    domain="x > 0", kinks="x = 0: +inf", kink=lambda x: (x,), latex=r"\ln\left({0}\right)")

log2 = row("log2", "x", "Logarithm to base 2.",
    value=real.log2, print_as="log2({0})",
    partials=lambda x, out: where(x < 0, nan, 1/((x + 0)*LN2)),
    domain="x > 0", kinks="x = 0: +inf", kink=lambda x: (x,), latex=r"\log_2\left({0}\right)")

log10 = row("log10", "x", "Logarithm to base 10.",
    value=real.log10, print_as="log10({0})",
    partials=lambda x, out: where(x < 0, nan, 1/((x + 0)*LN10)),
    domain="x > 0", kinks="x = 0: +inf", kink=lambda x: (x,), latex=r"\log_{{10}}\left({0}\right)")

log1p = row("log1p", "x", "log(1 + x), without cancellation near 0.",
    value=real.log1p, print_as="log1p({0})",
    partials=lambda x, out: where(x < -1, nan, 1/(1 + x)),
    domain="x > -1", kinks="x = -1: +inf", kink=lambda x: (x + 1,), latex=r"\ln\left(1 + {0}\right)")

sqrt = row("sqrt", "x", "Square root.",
    value=real.sqrt, print_as="sqrt({0})",
    partials=lambda x, out: 0.5/(out + 0),
    domain="x >= 0", kinks="x = 0: +inf", kink=lambda x: (x,), latex=r"\sqrt{{{0}}}")

cbrt = row("cbrt", "x", "Real cube root.",
    value=real.cbrt, print_as="cbrt({0})",
    partials=lambda x, out: 1/(3*out*out),
    kinks="x = 0: +inf", kink=lambda x: (x,), latex=r"\sqrt[3]{{{0}}}")

square = row("square", "x", "x times x.",
    value=lambda x: x*x,
    partials=lambda x, out: 2*x,
    latex=r"\left({0}\right)^2")

reciprocal = row("reciprocal", "x", "1/x.",
    value=lambda x: div(1.0, x),
    partials=lambda x, out: -out*out,
    domain="x != 0", latex=r"\frac{{1}}{{{0}}}")

# pow: for a negative base the exponent must be integral, so the derivative in y does not exist.
# At x = 0 the derivative in y is 0 for y >= 0 and -inf below; a constant exponent never asks.
pow: Row = row("pow", "x, y", "x to the power y; real for x < 0 only where y is integral.",
    value=real.pow, print_as="pow({0}, {1})", symbol="**", precedence=30, numpy=["power"],
    partials=lambda x, y, out: (
        where(eq(y, 0), 0, scale(y, pow(x, y - 1))),
        where(x > 0, scale(out, log(x)), where(eq(x, 0), where(y >= 0, 0, y*inf), nan))),
    domain="x > 0, or y integral, or x = 0 and y > 0",
    kinks="x = 0: in x 0, 1, +inf as y > 1, = 1, < 1, but ±inf for y < 0; in y 0, or -inf for y < 0",
    kink=lambda x, y: () if y >= 0 and y == real.floor(y) else (x,),
    latex="{0}^{{{1}}}")

exp2 = row("exp2", "x", "2 to the power x.",
    value=lambda x: pow(2.0, x),
    partials=lambda x, out: out*LN2,
    latex="2^{{{0}}}")

# --- trigonometric functions ---------------------------------------------------------------------

sin: Row = row("sin", "x", "Sine of x radians.",
    value=real.sin, print_as="sin({0})",
    partials=lambda x, out: cos(x),
    latex=r"\sin\left({0}\right)")

cos: Row = row("cos", "x", "Cosine of x radians.",
    value=real.cos, print_as="cos({0})",
    partials=lambda x, out: -sin(x),
    latex=r"\cos\left({0}\right)")

tan = row("tan", "x", "Tangent of x radians.",
    value=real.tan, print_as="tan({0})",
    partials=lambda x, out: 1 + out*out,
    latex=r"\tan\left({0}\right)")

asin = row("asin", "x", "Inverse sine, in radians.",
    value=real.asin, print_as="asin({0})", numpy=["arcsin"],
    partials=lambda x, out: 1/(sqrt(1 - x)*sqrt(1 + x)),
    domain="-1 <= x <= 1", kinks="x = ±1: +inf", kink=lambda x: (x - 1, x + 1), latex=r"\arcsin\left({0}\right)")

acos = row("acos", "x", "Inverse cosine, in radians.",
    value=real.acos, print_as="acos({0})", numpy=["arccos"],
    partials=lambda x, out: -1/(sqrt(1 - x)*sqrt(1 + x)),
    domain="-1 <= x <= 1", kinks="x = ±1: -inf", kink=lambda x: (x - 1, x + 1), latex=r"\arccos\left({0}\right)")

atan = row("atan", "x", "Inverse tangent, in radians.",
    value=real.atan, print_as="atan({0})", numpy=["arctan"],
    partials=lambda x, out: 1/(1 + x*x),
    latex=r"\arctan\left({0}\right)")

# hypot, not the sum of squares, in the denominator: it neither overflows nor underflows.
atan2 = row("atan2", "y, x", "Angle of the point with abscissa x and ordinate y, in radians.",
    value=real.atan2, print_as="atan2({0}, {1})", numpy=["arctan2"],
    partials=lambda y, x, out: (
        where(eq(hypot(x, y), 0), 0, x/hypot(x, y)/hypot(x, y)),
        where(eq(hypot(x, y), 0), 0, -y/hypot(x, y)/hypot(x, y))),
    kinks="y = x = 0: 0; a jump of the value, not of the partials, on y = 0, x < 0",
    kink=lambda y, x: (real.hypot(x, y), y) if x < 0 else (real.hypot(x, y),),
    latex=r"\operatorname{{atan2}}\left({0}, {1}\right)")

sinh = row("sinh", "x", "Hyperbolic sine.",
    value=real.sinh, print_as="sinh({0})",
    partials=lambda x, out: cosh(x),
    latex=r"\sinh\left({0}\right)")

cosh: Row = row("cosh", "x", "Hyperbolic cosine.",
    value=real.cosh, print_as="cosh({0})",
    partials=lambda x, out: sinh(x),
    latex=r"\cosh\left({0}\right)")

tanh = row("tanh", "x", "Hyperbolic tangent.",
    value=real.tanh, print_as="tanh({0})",
    partials=lambda x, out: 1 - out*out,
    latex=r"\tanh\left({0}\right)")

asinh = row("asinh", "x", "Inverse hyperbolic sine.",
    value=real.asinh, print_as="asinh({0})", numpy=["arcsinh"],
    partials=lambda x, out: 1/hypot(1, x),
    latex=r"\operatorname{{arsinh}}\left({0}\right)")

acosh = row("acosh", "x", "Inverse hyperbolic cosine.",
    value=real.acosh, print_as="acosh({0})", numpy=["arccosh"],
    partials=lambda x, out: 1/(sqrt(x - 1)*sqrt(x + 1)),
    domain="x >= 1", kinks="x = 1: +inf", kink=lambda x: (x - 1,), latex=r"\operatorname{{arcosh}}\left({0}\right)")

atanh = row("atanh", "x", "Inverse hyperbolic tangent.",
    value=real.atanh, print_as="atanh({0})", numpy=["arctanh"],
    partials=lambda x, out: where(abs(x) > 1, nan, 1/((1 - x)*(1 + x))),
    domain="-1 < x < 1", kinks="x = ±1: +inf", kink=lambda x: (x - 1, x + 1),
    latex=r"\operatorname{{artanh}}\left({0}\right)")

# --- kinked functions ----------------------------------------------------------------------------

sign = row("sign", "x", "-1, 0 or 1 by the sign of x.",
    value=lambda x: where(x > 0, 1.0, where(x < 0, -1.0, x)),
    partials=lambda x, out: 0,
    kinks="x = 0: 0", kink=lambda x: (x,), latex=r"\operatorname{{sgn}}\left({0}\right)")

abs: Row = row("abs", "x", "Absolute value.",
    value=real.fabs, print_as="fabs({0})", numpy=["absolute", "fabs"], dunder="__abs__",
    partials=lambda x, out: sign(x),
    kinks="x = 0: 0", kink=lambda x: (x,), latex=r"\left|{0}\right|")

floor = row("floor", "x", "Largest integer not above x.",
    value=real.floor, print_as="floor({0})", dunder="__floor__",
    partials=lambda x, out: 0,
    kinks="x integral: 0", kink=lambda x: (x - real.rint(x),), latex=r"\left\lfloor {0} \right\rfloor")

ceil = row("ceil", "x", "Smallest integer not below x.",
    value=real.ceil, print_as="ceil({0})", dunder="__ceil__",
    partials=lambda x, out: 0,
    kinks="x integral: 0", kink=lambda x: (x - real.rint(x),), latex=r"\left\lceil {0} \right\rceil")

round = row("round", "x", "Nearest integer, halves to the even one.",
    value=real.rint, print_as="rint({0})", numpy=["rint"], dunder="__round__",
    partials=lambda x, out: 0,
    kinks="x half-integral: 0", kink=lambda x: (x - real.floor(x) - 0.5,))

clip_needs = "clip needs lo <= hi, got lo={0!r}, hi={1!r}; swap the bounds or drop one with -inf or inf"


def _ordered(x: float, lo: float, hi: float) -> None:
    if not lo <= hi:
        raise ValueError(clip_needs.format(lo, hi))


clip = row("clip", "x, lo, hi", "x moved into lo … hi.",
    value=lambda x, lo, hi: where(x < lo, lo, where(x > hi, hi, x)),
    partials=lambda x, lo, hi, out: (
        where(x < lo, 0, where(x > hi, 0, 1)), where(x < lo, 1, 0), where(x > hi, 1, 0)),
    require=_ordered, domain="lo <= hi, else a ValueError",
    kinks="x = lo or x = hi: 1 in x, 0 in the bounds", kink=lambda x, lo, hi: (x - lo, x - hi),
    latex=r"\operatorname{{clip}}\left({0}, {1}, {2}\right)")

fmod = row("fmod", "x, y", "Remainder of x/y with the sign of x, as in C.",
    value=real.fmod, print_as="fmod({0}, {1})",
    partials=lambda x, y, out: (where(ne(out, out), nan, 1), round((out - x)/y)),
    domain="y != 0", kinks="x/y integral: 1 in x", kink=_off_integer,
    latex=r"\operatorname{{fmod}}\left({0}, {1}\right)")

mod = row("mod", "x, y", "Remainder of x/y with the sign of y, as Python's %.",
    value=real.mod, print_as="mod({0}, {1})", symbol="%", precedence=20, numpy=["remainder"],
    partials=lambda x, y, out: (where(ne(out, out), nan, 1), round((out - x)/y)),
    domain="y != 0", kinks="x/y integral: 1 in x", kink=_off_integer, latex=r"{0} \bmod {1}")

floordiv = row("floordiv", "x, y", "Largest integer not above x/y, as Python's //.",
    value=real.floordiv, print_as="floordiv({0}, {1})", symbol="//", precedence=20, numpy=["floor_divide"],
    partials=lambda x, y, out: (where(ne(out, out), nan, 0), where(ne(out, out), nan, 0)),
    domain="y != 0", kinks="x/y integral: 0", kink=_off_integer,
    latex=r"\left\lfloor \frac{{{0}}}{{{1}}} \right\rfloor")

# --- many arguments ------------------------------------------------------------------------------
# Folds from the left: the order of a sum is part of its meaning in floating point.


def _fold(step: Callable[[Any, Any], Any], xs: Sequence[Any], of_none: float) -> Any:
    return reduce(step, xs) if xs else of_none


def _gap(xs: Sequence[float]) -> tuple[float, ...]:
    """How far the two largest are apart."""
    first, second = sorted(xs)[:-3:-1] if len(xs) > 1 else (inf, 0.0)
    return (first - second,)


def _shares(xs: Sequence[Any], out: Any) -> list[Any]:
    """1/k for each of the k arguments that equal the result, 0 for the rest."""
    ties = [where(eq(x, out), 1.0, 0.0) for x in xs]
    k = reduce(operator.add, ties)
    return [div(tie, k) for tie in ties]


def _product_of_others(xs: Sequence[Any]) -> list[Any]:
    """Prefix times suffix: no division, so zeros are no special case."""
    before: list[Any] = [1.0]
    for x in xs[:-1]:
        before.append(before[-1]*x)
    after: Any = 1.0
    products: list[Any] = []
    for x, product in zip(reversed(xs), reversed(before), strict=True):
        products.append(product*after)
        after = after*x
    return products[::-1]


def _halves(xys: Sequence[Any]) -> tuple[Sequence[Any], Sequence[Any]]:
    half = len(xys)//2
    return xys[:half], xys[half:]


def _paired(*xys: float) -> None:
    if len(xys) % 2:
        raise ValueError(f"dot needs as many left as right factors, got {len(xys)} numbers in all")


sum = row("sum", "*xs", "Sum of numbers; 0 of none.", commutative=True,
    value=lambda *xs: _fold(operator.add, xs, 0.0),
    partials=lambda xs, out: [1.0]*len(xs),
    latex=r"\sum\left({0}\right)")

prod = row("prod", "*xs", "Product of numbers; 1 of none.", commutative=True,
    value=lambda *xs: _fold(operator.mul, xs, 1.0),
    partials=lambda xs, out: _product_of_others(xs),
    latex=r"\prod\left({0}\right)")

dot = row("dot", "*xys", "Sum of products: the first half of the arguments times the second.",
    value=lambda *xys: _fold(operator.add, list(map(operator.mul, *_halves(xys))), 0.0),
    partials=lambda xys, out: [*_halves(xys)[1], *_halves(xys)[0]],
    require=_paired, function=False, latex=r"\left\langle {0} \right\rangle")

# max, min: a nan anywhere is the result, and the partials are then nan.
max = row("max", "*xs", "Largest of some numbers.", commutative=True,
    value=lambda *xs: reduce(lambda m, x: where(m >= x, m, where(eq(m, m), x, m)), xs),
    partials=lambda xs, out: _shares(xs, out),
    least=1, numpy=["maximum"], kinks="a tie of k: 1/k each", kink=lambda *xs: _gap(xs),
    latex=r"\max\left({0}\right)")

min = row("min", "*xs", "Smallest of some numbers.", commutative=True,
    value=lambda *xs: reduce(lambda m, x: where(m <= x, m, where(eq(m, m), x, m)), xs),
    partials=lambda xs, out: _shares(xs, out),
    least=1, numpy=["minimum"], kinks="a tie of k: 1/k each", kink=lambda *xs: _gap([-x for x in xs]),
    latex=r"\min\left({0}\right)")

hypot: Row = row("hypot", "x, y", "sqrt(x*x + y*y), without overflow on the way.", commutative=True,
    value=real.hypot, print_as="hypot({0}, {1})",
    partials=lambda x, y, out: (where(eq(out, 0), 0, x/out), where(eq(out, 0), 0, y/out)),
    kinks="x = y = 0: 0", kink=lambda x, y: (real.hypot(x, y),),
    latex=r"\operatorname{{hypot}}\left({0}, {1}\right)")

norm = row("norm", "*xs", "Euclidean length: square root of the sum of squares.", commutative=True,
    value=lambda *xs: reduce(hypot, xs, 0.0),
    partials=lambda xs, out: [where(eq(out, 0), 0.0, div(x, out)) for x in xs],
    least=1, kinks="all x = 0: 0", kink=lambda *xs: (reduce(real.hypot, xs, 0.0),),
    latex=r"\left\|{0}\right\|")

# --- special functions ---------------------------------------------------------------------------

erf = row("erf", "x", "Error function.",
    value=real.erf, print_as="erf({0})",
    partials=lambda x, out: 2/math.sqrt(math.pi)*exp(-(x*x)),
    latex=r"\operatorname{{erf}}\left({0}\right)", source="Abramowitz & Stegun 7.1.1")

erfc = row("erfc", "x", "1 - erf(x), without cancellation for large x.",
    value=real.erfc, print_as="erfc({0})",
    partials=lambda x, out: -2/math.sqrt(math.pi)*exp(-(x*x)),
    latex=r"\operatorname{{erfc}}\left({0}\right)", source="Abramowitz & Stegun 7.1.2")

# polygamma: the order counts derivatives; nothing is between two orders, so no partial in n.
polygamma: Row = row("polygamma", "n, x", "n-th derivative of digamma; n is 0, 1, 2 and so on.",
    value=real.polygamma, print_as="polygamma({0}, {1})",
    partials=lambda n, x, out: (nan, where(n < 0, nan, polygamma(n + 1, x))),
    domain="n = 0, 1, …, 99; x not 0, -1, -2, …", method=False,
    latex=r"\psi^{{({0})}}\left({1}\right)", source="Abramowitz & Stegun 6.4")

lgamma = row("lgamma", "x", "Logarithm of the absolute value of gamma(x).",
    value=real.lgamma, print_as="lgamma({0})",
    partials=lambda x, out: polygamma(0, x),
    domain="x not 0, -1, -2, …, where it is +inf", latex=r"\ln\left|\Gamma\left({0}\right)\right|",
    source="Abramowitz & Stegun 6.1")

# --- composites: defined by what is inside; their partials are derived -----------------------------
# Where a form has two arms, the split is by one condition, `x < 0`, in every place: each arm is
# smooth, so that derivatives of any order are right at 0 too.

digamma = row("digamma", "x", "Derivative of lgamma.",
    inside=lambda x: polygamma(0, x),
    domain="x not 0, -1, -2, …", latex=r"\psi\left({0}\right)")

mean = row("mean", "*xs", "Arithmetic mean.", commutative=True,
    inside=lambda *xs: sum(*xs)/len(xs),
    least=1, latex=r"\operatorname{{mean}}\left({0}\right)")

relu = row("relu", "x", "x where it is positive, else 0.",
    inside=lambda x: where(x <= 0, 0.0, x),
    kinks="x = 0: 0, the left slope", kink=lambda x: (x,))

leaky_relu = row("leaky_relu", "x, slope", "x where it is positive, else slope*x.",
    inside=lambda x, slope: where(x <= 0, slope*x, x),
    kinks="x = 0: slope, the left slope", kink=lambda x, slope: (x,), defaults=[0.01])

elu = row("elu", "x, alpha", "x where it is positive, else alpha*(exp(x) - 1).",
    inside=lambda x, alpha: where(x <= 0, alpha*expm1(x), x),
    kinks="x = 0: alpha, the left slope", kink=lambda x, alpha: () if alpha == 1 else (x,), defaults=[1.0],
    source="Clevert et al., 2016, arXiv:1511.07289")


def _fall(x: Any) -> Any:
    """exp(-|x|), smooth in each arm."""
    return exp(where(x < 0, x, -x))


sigmoid = row("sigmoid", "x", "Logistic function 1/(1 + exp(-x)).",
    inside=lambda x: where(x < 0, _fall(x), 1.0)/(1 + _fall(x)),
    latex=r"\sigma\left({0}\right)")

softplus = row("softplus", "x", "log(1 + exp(x)).",
    inside=lambda x: where(x < 0, 0.0, x) + log1p(_fall(x)))

log_sigmoid = row("log_sigmoid", "x", "log(sigmoid(x)), exact where sigmoid underflows.",
    inside=lambda x: where(x < 0, x, 0.0) - log1p(_fall(x)),
    latex=r"\ln\sigma\left({0}\right)")

silu = row("silu", "x", "x*sigmoid(x), also called swish.",
    inside=lambda x: x*sigmoid(x), source="Hendrycks & Gimpel, 2016, arXiv:1606.08415")

norm_pdf = row("norm_pdf", "x", "Density of the standard normal distribution.",
    inside=lambda x: exp(-0.5*(x*x))/math.sqrt(2*math.pi),
    latex=r"\varphi\left({0}\right)", source="Abramowitz & Stegun 26.2.1")

norm_cdf = row("norm_cdf", "x", "Distribution function of the standard normal distribution.",
    inside=lambda x: 0.5*erfc(-x/SQRT2),
    latex=r"\Phi\left({0}\right)", source="Abramowitz & Stegun 26.2.2")

gelu = row("gelu", "x", "x*norm_cdf(x).",
    inside=lambda x: x*norm_cdf(x), source="Hendrycks & Gimpel, 2016, arXiv:1606.08415")

# gelu_tanh: (1 + tanh(u))/2 is sigmoid(2u), which keeps its digits in the left tail.
gelu_tanh = row("gelu_tanh", "x", "gelu by its tanh approximation.",
    inside=lambda x: x*sigmoid(2*math.sqrt(2/math.pi)*(x + 0.044715*(x*x*x))),
    source="Hendrycks & Gimpel, 2016, arXiv:1606.08415")

mish = row("mish", "x", "x*tanh(softplus(x)).",
    inside=lambda x: x*tanh(softplus(x)), source="Misra, 2019, arXiv:1908.08681")


def _logsumexp(*xs: Any) -> Any:
    largest = max(*xs)
    shift = where(abs(largest) < inf, largest, 0.0)  # inf - inf would be nan
    return shift + log(sum(*[exp(x - shift) for x in xs]))


logsumexp = row("logsumexp", "*xs", "log(exp(x1) + exp(x2) + …), without overflow.", commutative=True,
    inside=_logsumexp, least=1)

softmax = row("softmax", "x, total", "exp(x - total): a share, total being the logsumexp of all.",
    inside=lambda x, total: exp(x - total), function=False, method=False,
    latex=r"e^{{{0} - {1}}}")
