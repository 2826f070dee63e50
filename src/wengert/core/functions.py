"""One function for each row of the table, over numbers, Values, lists and arrays.

Generated from the table by tools/generate.py: do not edit.

Functions of one or more numbers go elementwise over lists, tuples and NumPy arrays; functions of any
number of numbers take them one by one or as one sequence.  A Value anywhere makes the result a Value:
one node.  What is no real number raises TypeError, sequences of different length ValueError.
"""

from __future__ import annotations

from typing import Any, TypeVar

from wengert.core import ops
from wengert.core.elementwise import dot, elementwise, over_all, softmax
from wengert.core.value import Value

X = TypeVar("X")


def add(x: Any, y: Any) -> Any:
    """Sum of two numbers.

    Domain: all real numbers.

    >>> print(f'{add(1.0, 0.5):.9g}')
    1.5
    """
    return elementwise(ops.add, x, y)


def sub(x: Any, y: Any) -> Any:
    """Difference of two numbers.

    Domain: all real numbers.

    >>> print(f'{sub(1.0, 0.5):.9g}')
    0.5
    """
    return elementwise(ops.sub, x, y)


def mul(x: Any, y: Any) -> Any:
    """Product of two numbers.

    Domain: all real numbers.

    >>> print(f'{mul(1.0, 0.5):.9g}')
    0.5
    """
    return elementwise(ops.mul, x, y)


def div(x: Any, y: Any) -> Any:
    """Quotient of two numbers; x/0 is ±inf, 0/0 is nan.

    Domain: y != 0.

    >>> print(f'{div(1.0, 0.5):.9g}')
    2
    """
    return elementwise(ops.div, x, y)


def neg(x: X) -> X:
    """Minus x.

    Domain: all real numbers.

    >>> print(f'{neg(0.5):.9g}')
    -0.5
    """
    return elementwise(ops.neg, x)  # type: ignore[no-any-return, attr-defined, unused-ignore]


def scale(x: Any, y: Any) -> Any:
    """x*y, but exactly 0 where x or y is 0, be the other inf or nan.

    Domain: all real numbers.

    >>> print(f'{scale(1.0, 0.5):.9g}')
    0.5
    """
    return elementwise(ops.scale, x, y)


def where(c: Any, x: Any, y: Any) -> Any:
    """x where the condition c is true (not 0), else y.

    Domain: all real numbers.

    >>> print(f'{where(1.0, 2.0, 3.0):.9g}')
    2
    """
    return elementwise(ops.where, c, x, y)


def lt(x: Any, y: Any) -> Any:
    """1 where x < y, else 0.

    Domain: all real numbers.

    Derivative at kinks and edges: x = y: 0.

    >>> print(f'{lt(1.0, 0.5):.9g}')
    0
    """
    return elementwise(ops.lt, x, y)


def le(x: Any, y: Any) -> Any:
    """1 where x <= y, else 0.

    Domain: all real numbers.

    Derivative at kinks and edges: x = y: 0.

    >>> print(f'{le(1.0, 0.5):.9g}')
    0
    """
    return elementwise(ops.le, x, y)


def gt(x: Any, y: Any) -> Any:
    """1 where x > y, else 0.

    Domain: all real numbers.

    Derivative at kinks and edges: x = y: 0.

    >>> print(f'{gt(1.0, 0.5):.9g}')
    1
    """
    return elementwise(ops.gt, x, y)


def ge(x: Any, y: Any) -> Any:
    """1 where x >= y, else 0.

    Domain: all real numbers.

    Derivative at kinks and edges: x = y: 0.

    >>> print(f'{ge(1.0, 0.5):.9g}')
    1
    """
    return elementwise(ops.ge, x, y)


def eq(x: Any, y: Any) -> Any:
    """1 where x = y, else 0.

    Domain: all real numbers.

    Derivative at kinks and edges: x = y: 0.

    >>> print(f'{eq(1.0, 0.5):.9g}')
    0
    """
    return elementwise(ops.eq, x, y)


def ne(x: Any, y: Any) -> Any:
    """1 where x and y differ, else 0.

    Domain: all real numbers.

    Derivative at kinks and edges: x = y: 0.

    >>> print(f'{ne(1.0, 0.5):.9g}')
    1
    """
    return elementwise(ops.ne, x, y)


def exp(x: X) -> X:
    """e to the power x.

    Domain: all real numbers.

    >>> print(f'{exp(0.5):.9g}')
    1.64872127
    """
    return x.exp() if type(x) is Value else elementwise(ops.exp, x)  # type: ignore[no-any-return, attr-defined, unused-ignore]


def expm1(x: X) -> X:
    """exp(x) - 1, without cancellation near 0.

    Domain: all real numbers.

    >>> print(f'{expm1(0.5):.9g}')
    0.648721271
    """
    return x.expm1() if type(x) is Value else elementwise(ops.expm1, x)  # type: ignore[no-any-return, attr-defined, unused-ignore]


def log(x: X) -> X:
    """Natural logarithm.

    Domain: x > 0.

    Derivative at kinks and edges: x = 0: +inf.

    >>> print(f'{log(0.5):.9g}')
    -0.693147181
    """
    return x.log() if type(x) is Value else elementwise(ops.log, x)  # type: ignore[no-any-return, attr-defined, unused-ignore]


def log2(x: X) -> X:
    """Logarithm to base 2.

    Domain: x > 0.

    Derivative at kinks and edges: x = 0: +inf.

    >>> print(f'{log2(0.5):.9g}')
    -1
    """
    return x.log2() if type(x) is Value else elementwise(ops.log2, x)  # type: ignore[no-any-return, attr-defined, unused-ignore]


def log10(x: X) -> X:
    """Logarithm to base 10.

    Domain: x > 0.

    Derivative at kinks and edges: x = 0: +inf.

    >>> print(f'{log10(0.5):.9g}')
    -0.301029996
    """
    return x.log10() if type(x) is Value else elementwise(ops.log10, x)  # type: ignore[no-any-return, attr-defined, unused-ignore]


def log1p(x: X) -> X:
    """log(1 + x), without cancellation near 0.

    Domain: x > -1.

    Derivative at kinks and edges: x = -1: +inf.

    >>> print(f'{log1p(0.5):.9g}')
    0.405465108
    """
    return x.log1p() if type(x) is Value else elementwise(ops.log1p, x)  # type: ignore[no-any-return, attr-defined, unused-ignore]


def sqrt(x: X) -> X:
    """Square root.

    Domain: x >= 0.

    Derivative at kinks and edges: x = 0: +inf.

    >>> print(f'{sqrt(0.5):.9g}')
    0.707106781
    """
    return x.sqrt() if type(x) is Value else elementwise(ops.sqrt, x)  # type: ignore[no-any-return, attr-defined, unused-ignore]


def cbrt(x: X) -> X:
    """Real cube root.

    Domain: all real numbers.

    Derivative at kinks and edges: x = 0: +inf.

    >>> print(f'{cbrt(0.5):.9g}')
    0.793700526
    """
    return x.cbrt() if type(x) is Value else elementwise(ops.cbrt, x)  # type: ignore[no-any-return, attr-defined, unused-ignore]


def square(x: X) -> X:
    """x times x.

    Domain: all real numbers.

    >>> print(f'{square(0.5):.9g}')
    0.25
    """
    return x.square() if type(x) is Value else elementwise(ops.square, x)  # type: ignore[no-any-return, attr-defined, unused-ignore]


def reciprocal(x: X) -> X:
    """1/x.

    Domain: x != 0.

    >>> print(f'{reciprocal(0.5):.9g}')
    2
    """
    return x.reciprocal() if type(x) is Value else elementwise(ops.reciprocal, x)  # type: ignore[no-any-return, attr-defined, unused-ignore]


def pow(x: Any, y: Any) -> Any:
    """x to the power y; real for x < 0 only where y is integral.

    Domain: x > 0, or y integral, or x = 0 and y > 0.

    Derivative at kinks and edges: x = 0: in x 0, 1, +inf as y > 1, = 1, < 1, but ±inf for y < 0; in y 0, or
    -inf for y < 0.

    >>> print(f'{pow(1.0, 0.5):.9g}')
    1
    """
    return elementwise(ops.pow, x, y)


def exp2(x: X) -> X:
    """2 to the power x.

    Domain: all real numbers.

    >>> print(f'{exp2(0.5):.9g}')
    1.41421356
    """
    return x.exp2() if type(x) is Value else elementwise(ops.exp2, x)  # type: ignore[no-any-return, attr-defined, unused-ignore]


def sin(x: X) -> X:
    """Sine of x radians.

    Domain: all real numbers.

    >>> print(f'{sin(0.5):.9g}')
    0.479425539
    """
    return x.sin() if type(x) is Value else elementwise(ops.sin, x)  # type: ignore[no-any-return, attr-defined, unused-ignore]


def cos(x: X) -> X:
    """Cosine of x radians.

    Domain: all real numbers.

    >>> print(f'{cos(0.5):.9g}')
    0.877582562
    """
    return x.cos() if type(x) is Value else elementwise(ops.cos, x)  # type: ignore[no-any-return, attr-defined, unused-ignore]


def tan(x: X) -> X:
    """Tangent of x radians.

    Domain: all real numbers.

    >>> print(f'{tan(0.5):.9g}')
    0.54630249
    """
    return x.tan() if type(x) is Value else elementwise(ops.tan, x)  # type: ignore[no-any-return, attr-defined, unused-ignore]


def asin(x: X) -> X:
    """Inverse sine, in radians.

    Domain: -1 <= x <= 1.

    Derivative at kinks and edges: x = ±1: +inf.

    >>> print(f'{asin(0.5):.9g}')
    0.523598776
    """
    return x.asin() if type(x) is Value else elementwise(ops.asin, x)  # type: ignore[no-any-return, attr-defined, unused-ignore]


def acos(x: X) -> X:
    """Inverse cosine, in radians.

    Domain: -1 <= x <= 1.

    Derivative at kinks and edges: x = ±1: -inf.

    >>> print(f'{acos(0.5):.9g}')
    1.04719755
    """
    return x.acos() if type(x) is Value else elementwise(ops.acos, x)  # type: ignore[no-any-return, attr-defined, unused-ignore]


def atan(x: X) -> X:
    """Inverse tangent, in radians.

    Domain: all real numbers.

    >>> print(f'{atan(0.5):.9g}')
    0.463647609
    """
    return x.atan() if type(x) is Value else elementwise(ops.atan, x)  # type: ignore[no-any-return, attr-defined, unused-ignore]


def atan2(y: Any, x: Any) -> Any:
    """Angle of the point with abscissa x and ordinate y, in radians.

    Domain: all real numbers.

    Derivative at kinks and edges: y = x = 0: 0; a jump of the value, not of the partials, on y = 0, x < 0.

    >>> print(f'{atan2(1.0, 0.5):.9g}')
    1.10714872
    """
    return elementwise(ops.atan2, y, x)


def sinh(x: X) -> X:
    """Hyperbolic sine.

    Domain: all real numbers.

    >>> print(f'{sinh(0.5):.9g}')
    0.521095305
    """
    return x.sinh() if type(x) is Value else elementwise(ops.sinh, x)  # type: ignore[no-any-return, attr-defined, unused-ignore]


def cosh(x: X) -> X:
    """Hyperbolic cosine.

    Domain: all real numbers.

    >>> print(f'{cosh(0.5):.9g}')
    1.12762597
    """
    return x.cosh() if type(x) is Value else elementwise(ops.cosh, x)  # type: ignore[no-any-return, attr-defined, unused-ignore]


def tanh(x: X) -> X:
    """Hyperbolic tangent.

    Domain: all real numbers.

    >>> print(f'{tanh(0.5):.9g}')
    0.462117157
    """
    return x.tanh() if type(x) is Value else elementwise(ops.tanh, x)  # type: ignore[no-any-return, attr-defined, unused-ignore]


def asinh(x: X) -> X:
    """Inverse hyperbolic sine.

    Domain: all real numbers.

    >>> print(f'{asinh(0.5):.9g}')
    0.481211825
    """
    return x.asinh() if type(x) is Value else elementwise(ops.asinh, x)  # type: ignore[no-any-return, attr-defined, unused-ignore]


def acosh(x: X) -> X:
    """Inverse hyperbolic cosine.

    Domain: x >= 1.

    Derivative at kinks and edges: x = 1: +inf.

    >>> print(f'{acosh(1.5):.9g}')
    0.96242365
    """
    return x.acosh() if type(x) is Value else elementwise(ops.acosh, x)  # type: ignore[no-any-return, attr-defined, unused-ignore]


def atanh(x: X) -> X:
    """Inverse hyperbolic tangent.

    Domain: -1 < x < 1.

    Derivative at kinks and edges: x = ±1: +inf.

    >>> print(f'{atanh(0.5):.9g}')
    0.549306144
    """
    return x.atanh() if type(x) is Value else elementwise(ops.atanh, x)  # type: ignore[no-any-return, attr-defined, unused-ignore]


def sign(x: X) -> X:
    """-1, 0 or 1 by the sign of x.

    Domain: all real numbers.

    Derivative at kinks and edges: x = 0: 0.

    >>> print(f'{sign(0.5):.9g}')
    1
    """
    return x.sign() if type(x) is Value else elementwise(ops.sign, x)  # type: ignore[no-any-return, attr-defined, unused-ignore]


def abs(x: X) -> X:
    """Absolute value.

    Domain: all real numbers.

    Derivative at kinks and edges: x = 0: 0.

    >>> print(f'{abs(0.5):.9g}')
    0.5
    """
    return x.__abs__() if type(x) is Value else elementwise(ops.abs, x)  # type: ignore[no-any-return, attr-defined, unused-ignore]


def floor(x: X) -> X:
    """Largest integer not above x.

    Domain: all real numbers.

    Derivative at kinks and edges: x integral: 0.

    >>> print(f'{floor(0.5):.9g}')
    0
    """
    return x.__floor__() if type(x) is Value else elementwise(ops.floor, x)  # type: ignore[no-any-return, attr-defined, unused-ignore]


def ceil(x: X) -> X:
    """Smallest integer not below x.

    Domain: all real numbers.

    Derivative at kinks and edges: x integral: 0.

    >>> print(f'{ceil(0.5):.9g}')
    1
    """
    return x.__ceil__() if type(x) is Value else elementwise(ops.ceil, x)  # type: ignore[no-any-return, attr-defined, unused-ignore]


def round(x: X) -> X:
    """Nearest integer, halves to the even one.

    Domain: all real numbers.

    Derivative at kinks and edges: x half-integral: 0.

    >>> print(f'{round(0.5):.9g}')
    0
    """
    return x.__round__() if type(x) is Value else elementwise(ops.round, x)  # type: ignore[no-any-return, attr-defined, unused-ignore]


def clip(x: Any, lo: Any, hi: Any) -> Any:
    """x moved into lo … hi.

    Domain: lo <= hi, else a ValueError.

    Derivative at kinks and edges: x = lo or x = hi: 1 in x, 0 in the bounds.

    Raises ValueError where lo > hi.

    >>> print(f'{clip(1.0, 2.0, 3.0):.9g}')
    2
    """
    return elementwise(ops.clip, x, lo, hi)


def fmod(x: Any, y: Any) -> Any:
    """Remainder of x/y with the sign of x, as in C.

    Domain: y != 0.

    Derivative at kinks and edges: x/y integral: 1 in x.

    >>> print(f'{fmod(1.0, 0.5):.9g}')
    0
    """
    return elementwise(ops.fmod, x, y)


def mod(x: Any, y: Any) -> Any:
    """Remainder of x/y with the sign of y, as Python's %.

    Domain: y != 0.

    Derivative at kinks and edges: x/y integral: 1 in x.

    >>> print(f'{mod(1.0, 0.5):.9g}')
    0
    """
    return elementwise(ops.mod, x, y)


def floordiv(x: Any, y: Any) -> Any:
    """Largest integer not above x/y, as Python's //.

    Domain: y != 0.

    Derivative at kinks and edges: x/y integral: 0.

    >>> print(f'{floordiv(1.0, 0.5):.9g}')
    2
    """
    return elementwise(ops.floordiv, x, y)


def sum(*xs: Any) -> Any:
    """Sum of numbers; 0 of none.

    Domain: all real numbers.

    >>> print(f'{sum(1.0, 2.0, 3.0):.9g}')
    6
    """
    return over_all(ops.sum, xs)


def prod(*xs: Any) -> Any:
    """Product of numbers; 1 of none.

    Domain: all real numbers.

    >>> print(f'{prod(1.0, 2.0, 3.0):.9g}')
    6
    """
    return over_all(ops.prod, xs)


def max(*xs: Any) -> Any:
    """Largest of some numbers.

    Domain: all real numbers.

    Derivative at kinks and edges: a tie of k: 1/k each.

    Raises ValueError for no numbers.

    >>> print(f'{max(1.0, 2.0, 3.0):.9g}')
    3
    """
    return over_all(ops.max, xs)


def maximum(x: Any, y: Any) -> Any:
    """NumPy's elementwise `max` of two."""
    return elementwise(ops.max, x, y)


def min(*xs: Any) -> Any:
    """Smallest of some numbers.

    Domain: all real numbers.

    Derivative at kinks and edges: a tie of k: 1/k each.

    Raises ValueError for no numbers.

    >>> print(f'{min(1.0, 2.0, 3.0):.9g}')
    1
    """
    return over_all(ops.min, xs)


def minimum(x: Any, y: Any) -> Any:
    """NumPy's elementwise `min` of two."""
    return elementwise(ops.min, x, y)


def hypot(x: Any, y: Any) -> Any:
    """sqrt(x*x + y*y), without overflow on the way.

    Domain: all real numbers.

    Derivative at kinks and edges: x = y = 0: 0.

    >>> print(f'{hypot(1.0, 0.5):.9g}')
    1.11803399
    """
    return elementwise(ops.hypot, x, y)


def norm(*xs: Any) -> Any:
    """Euclidean length: square root of the sum of squares.

    Domain: all real numbers.

    Derivative at kinks and edges: all x = 0: 0.

    Raises ValueError for no numbers.

    >>> print(f'{norm(1.0, 2.0, 3.0):.9g}')
    3.74165739
    """
    return over_all(ops.norm, xs)


def erf(x: X) -> X:
    """Error function.

    Domain: all real numbers.

    Source: Abramowitz & Stegun 7.1.1.

    >>> print(f'{erf(0.5):.9g}')
    0.520499878
    """
    return x.erf() if type(x) is Value else elementwise(ops.erf, x)  # type: ignore[no-any-return, attr-defined, unused-ignore]


def erfc(x: X) -> X:
    """1 - erf(x), without cancellation for large x.

    Domain: all real numbers.

    Source: Abramowitz & Stegun 7.1.2.

    >>> print(f'{erfc(0.5):.9g}')
    0.479500122
    """
    return x.erfc() if type(x) is Value else elementwise(ops.erfc, x)  # type: ignore[no-any-return, attr-defined, unused-ignore]


def polygamma(n: Any, x: Any) -> Any:
    """n-th derivative of digamma; n is 0, 1, 2 and so on.

    Domain: n = 0, 1, …, 99; x not 0, -1, -2, ….

    Source: Abramowitz & Stegun 6.4.

    >>> print(f'{polygamma(1.0, 0.5):.9g}')
    4.9348022
    """
    return elementwise(ops.polygamma, n, x)


def lgamma(x: X) -> X:
    """Logarithm of the absolute value of gamma(x).

    Domain: x not 0, -1, -2, …, where it is +inf.

    Source: Abramowitz & Stegun 6.1.

    >>> print(f'{lgamma(0.5):.9g}')
    0.572364943
    """
    return x.lgamma() if type(x) is Value else elementwise(ops.lgamma, x)  # type: ignore[no-any-return, attr-defined, unused-ignore]


def digamma(x: X) -> X:
    """Derivative of lgamma.

    Domain: x not 0, -1, -2, ….

    >>> print(f'{digamma(0.5):.9g}')
    -1.96351003
    """
    return x.digamma() if type(x) is Value else elementwise(ops.digamma, x)  # type: ignore[no-any-return, attr-defined, unused-ignore]


def mean(*xs: Any) -> Any:
    """Arithmetic mean.

    Domain: all real numbers.

    Raises ValueError for no numbers.

    >>> print(f'{mean(1.0, 2.0, 3.0):.9g}')
    2
    """
    return over_all(ops.mean, xs)


def relu(x: X) -> X:
    """x where it is positive, else 0.

    Domain: all real numbers.

    Derivative at kinks and edges: x = 0: 0, the left slope.

    >>> print(f'{relu(0.5):.9g}')
    0.5
    """
    return x.relu() if type(x) is Value else elementwise(ops.relu, x)  # type: ignore[no-any-return, attr-defined, unused-ignore]


def leaky_relu(x: Any, slope: Any = 0.01) -> Any:
    """x where it is positive, else slope*x.

    Domain: all real numbers.

    Derivative at kinks and edges: x = 0: slope, the left slope.

    >>> print(f'{leaky_relu(1.0, 0.5):.9g}')
    1
    """
    return elementwise(ops.leaky_relu, x, slope)


def elu(x: Any, alpha: Any = 1.0) -> Any:
    """x where it is positive, else alpha*(exp(x) - 1).

    Domain: all real numbers.

    Derivative at kinks and edges: x = 0: alpha, the left slope.

    Source: Clevert et al., 2016, arXiv:1511.07289.

    >>> print(f'{elu(1.0, 0.5):.9g}')
    1
    """
    return elementwise(ops.elu, x, alpha)


def sigmoid(x: X) -> X:
    """Logistic function 1/(1 + exp(-x)).

    Domain: all real numbers.

    >>> print(f'{sigmoid(0.5):.9g}')
    0.622459331
    """
    return x.sigmoid() if type(x) is Value else elementwise(ops.sigmoid, x)  # type: ignore[no-any-return, attr-defined, unused-ignore]


def softplus(x: X) -> X:
    """log(1 + exp(x)).

    Domain: all real numbers.

    >>> print(f'{softplus(0.5):.9g}')
    0.974076984
    """
    return x.softplus() if type(x) is Value else elementwise(ops.softplus, x)  # type: ignore[no-any-return, attr-defined, unused-ignore]


def log_sigmoid(x: X) -> X:
    """log(sigmoid(x)), exact where sigmoid underflows.

    Domain: all real numbers.

    >>> print(f'{log_sigmoid(0.5):.9g}')
    -0.474076984
    """
    return x.log_sigmoid() if type(x) is Value else elementwise(ops.log_sigmoid, x)  # type: ignore[no-any-return, attr-defined, unused-ignore]


def silu(x: X) -> X:
    """x*sigmoid(x), also called swish.

    Domain: all real numbers.

    Source: Hendrycks & Gimpel, 2016, arXiv:1606.08415.

    >>> print(f'{silu(0.5):.9g}')
    0.311229666
    """
    return x.silu() if type(x) is Value else elementwise(ops.silu, x)  # type: ignore[no-any-return, attr-defined, unused-ignore]


def norm_pdf(x: X) -> X:
    """Density of the standard normal distribution.

    Domain: all real numbers.

    Source: Abramowitz & Stegun 26.2.1.

    >>> print(f'{norm_pdf(0.5):.9g}')
    0.352065327
    """
    return x.norm_pdf() if type(x) is Value else elementwise(ops.norm_pdf, x)  # type: ignore[no-any-return, attr-defined, unused-ignore]


def norm_cdf(x: X) -> X:
    """Distribution function of the standard normal distribution.

    Domain: all real numbers.

    Source: Abramowitz & Stegun 26.2.2.

    >>> print(f'{norm_cdf(0.5):.9g}')
    0.691462461
    """
    return x.norm_cdf() if type(x) is Value else elementwise(ops.norm_cdf, x)  # type: ignore[no-any-return, attr-defined, unused-ignore]


def gelu(x: X) -> X:
    """x*norm_cdf(x).

    Domain: all real numbers.

    Source: Hendrycks & Gimpel, 2016, arXiv:1606.08415.

    >>> print(f'{gelu(0.5):.9g}')
    0.345731231
    """
    return x.gelu() if type(x) is Value else elementwise(ops.gelu, x)  # type: ignore[no-any-return, attr-defined, unused-ignore]


def gelu_tanh(x: X) -> X:
    """gelu by its tanh approximation.

    Domain: all real numbers.

    Source: Hendrycks & Gimpel, 2016, arXiv:1606.08415.

    >>> print(f'{gelu_tanh(0.5):.9g}')
    0.34571401
    """
    return x.gelu_tanh() if type(x) is Value else elementwise(ops.gelu_tanh, x)  # type: ignore[no-any-return, attr-defined, unused-ignore]


def mish(x: X) -> X:
    """x*tanh(softplus(x)).

    Domain: all real numbers.

    Source: Misra, 2019, arXiv:1908.08681.

    >>> print(f'{mish(0.5):.9g}')
    0.375245211
    """
    return x.mish() if type(x) is Value else elementwise(ops.mish, x)  # type: ignore[no-any-return, attr-defined, unused-ignore]


def logsumexp(*xs: Any) -> Any:
    """log(exp(x1) + exp(x2) + …), without overflow.

    Domain: all real numbers.

    Raises ValueError for no numbers.

    >>> print(f'{logsumexp(1.0, 2.0, 3.0):.9g}')
    3.40760596
    """
    return over_all(ops.logsumexp, xs)


# NumPy's names
subtract = sub
multiply = mul
divide = div
true_divide = div
negative = neg
less = lt
less_equal = le
greater = gt
greater_equal = ge
equal = eq
not_equal = ne
power = pow
arcsin = asin
arccos = acos
arctan = atan
arctan2 = atan2
arcsinh = asinh
arccosh = acosh
arctanh = atanh
absolute = abs
fabs = abs
rint = round
remainder = mod
floor_divide = floordiv

__all__ = [
    "abs",
    "absolute",
    "acos",
    "acosh",
    "add",
    "arccos",
    "arccosh",
    "arcsin",
    "arcsinh",
    "arctan",
    "arctan2",
    "arctanh",
    "asin",
    "asinh",
    "atan",
    "atan2",
    "atanh",
    "cbrt",
    "ceil",
    "clip",
    "cos",
    "cosh",
    "digamma",
    "div",
    "divide",
    "dot",
    "elu",
    "eq",
    "equal",
    "erf",
    "erfc",
    "exp",
    "exp2",
    "expm1",
    "fabs",
    "floor",
    "floor_divide",
    "floordiv",
    "fmod",
    "ge",
    "gelu",
    "gelu_tanh",
    "greater",
    "greater_equal",
    "gt",
    "hypot",
    "le",
    "leaky_relu",
    "less",
    "less_equal",
    "lgamma",
    "log",
    "log10",
    "log1p",
    "log2",
    "log_sigmoid",
    "logsumexp",
    "lt",
    "max",
    "maximum",
    "mean",
    "min",
    "minimum",
    "mish",
    "mod",
    "mul",
    "multiply",
    "ne",
    "neg",
    "negative",
    "norm",
    "norm_cdf",
    "norm_pdf",
    "not_equal",
    "polygamma",
    "pow",
    "power",
    "prod",
    "reciprocal",
    "relu",
    "remainder",
    "rint",
    "round",
    "scale",
    "sigmoid",
    "sign",
    "silu",
    "sin",
    "sinh",
    "softmax",
    "softplus",
    "sqrt",
    "square",
    "sub",
    "subtract",
    "sum",
    "tan",
    "tanh",
    "true_divide",
    "where",
]
