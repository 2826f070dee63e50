"""Total arithmetic on floats: IEEE 754 results everywhere, an exception nowhere.

Python's own floats raise where the standard has an answer (`1/0`, `math.exp(1000)`,
`math.log(-1)`).  Here `div(1, 0)` is inf and `log(-1)` is nan, so that one rule serves ordinary
points and edges alike.  These are the atoms of the table in `ops.py`: everything else there is
written in them.

Two builds, the same bits.  Interpreted, the first half wraps Python's `math`; compiled, `real.pxd`
names the C library's functions instead, which `math` itself calls.  The second half is one
algorithm for both.

Legend: x, y arguments; n an order; s a running sum; c a cotangent; p, q coefficients.
"""

import math

try:
    import cython
except ImportError:
    from wengert.core import _cython as cython  # type: ignore[no-redef]

inf = math.inf
nan = math.nan

if not cython.compiled:
    from math import asinh as asinh
    from math import atan as atan
    from math import atan2 as atan2
    from math import erf as erf
    from math import erfc as erfc
    from math import fabs as fabs
    from math import tanh as tanh  # total as they are

    def div(x: float, y: float) -> float:
        """x / y, with x/0 = ±inf and 0/0 = nan."""
        try:
            return x / y
        except ZeroDivisionError:
            if x != x or x == 0.0:
                return nan
            return math.copysign(inf, x) * math.copysign(1.0, y)

    def library_pow(x: float, y: float) -> float:
        """x to the power y: C's pow.  nan for x < 0 and y not integral."""
        try:
            return math.pow(x, y)
        except OverflowError:
            return -inf if x < 0 and math.fmod(y, 2.0) != 0.0 else inf
        except ValueError:
            if x == 0.0:  # and y < 0
                odd = math.isfinite(y) and math.fmod(y, 2.0) in (1.0, -1.0)  # y = -inf raises in Python 3.10
                return math.copysign(inf, x) if odd else inf
            return nan

    def exp(x: float) -> float:
        """e to the power x."""
        try:
            return math.exp(x)
        except OverflowError:
            return inf

    def expm1(x: float) -> float:
        """exp(x) - 1 without cancellation near 0."""
        try:
            return math.expm1(x)
        except OverflowError:
            return inf

    def log(x: float) -> float:
        """Natural logarithm."""
        return math.log(x) if x > 0.0 else _log_edge(x)

    def log2(x: float) -> float:
        """Logarithm to base 2."""
        return math.log2(x) if x > 0.0 else _log_edge(x)

    def log10(x: float) -> float:
        """Logarithm to base 10."""
        return math.log10(x) if x > 0.0 else _log_edge(x)

    def log1p(x: float) -> float:
        """log(1 + x) without cancellation near 0."""
        return math.log1p(x) if x > -1.0 else _log_edge(x + 1.0)

    def _log_edge(x: float) -> float:
        return -inf if x == 0.0 else nan

    def sqrt(x: float) -> float:
        """Square root; of -0.0 it is -0.0."""
        return nan if x < 0.0 else math.sqrt(x)

    def sin(x: float) -> float:
        """Sine of x radians."""
        return nan if math.isinf(x) else math.sin(x)

    def cos(x: float) -> float:
        """Cosine of x radians."""
        return nan if math.isinf(x) else math.cos(x)

    def tan(x: float) -> float:
        """Tangent of x radians."""
        return nan if math.isinf(x) else math.tan(x)

    def asin(x: float) -> float:
        """Inverse sine, in radians."""
        return nan if abs(x) > 1.0 else math.asin(x)

    def acos(x: float) -> float:
        """Inverse cosine, in radians."""
        return nan if abs(x) > 1.0 else math.acos(x)

    def sinh(x: float) -> float:
        """Hyperbolic sine."""
        try:
            return math.sinh(x)
        except OverflowError:
            return math.copysign(inf, x)

    def cosh(x: float) -> float:
        """Hyperbolic cosine."""
        try:
            return math.cosh(x)
        except OverflowError:
            return inf

    def acosh(x: float) -> float:
        """Inverse hyperbolic cosine."""
        return nan if x < 1.0 else math.acosh(x)

    def atanh(x: float) -> float:
        """Inverse hyperbolic tangent."""
        if abs(x) >= 1.0:
            return math.copysign(inf, x) if abs(x) == 1.0 else nan
        return math.atanh(x)

    def fmod(x: float, y: float) -> float:
        """Remainder of x / y with the sign of x, exact."""
        if x != x or y != y or math.isinf(x) or y == 0.0:
            return nan
        return math.fmod(x, y)

    def floor(x: float) -> float:
        """Largest integer <= x."""
        return float(math.floor(x)) if math.isfinite(x) and x != 0.0 else x

    def ceil(x: float) -> float:
        """Smallest integer >= x."""
        return math.copysign(float(math.ceil(x)), x) if math.isfinite(x) else x

    def rint(x: float) -> float:
        """Nearest integer, ties to the even one."""
        return math.copysign(float(round(x)), x) if math.isfinite(x) else x


def pow(x: float, y: float) -> float:
    """x to the power y: C's pow, but for exponents at which one operation is quicker and rounds better."""
    if y == 2.0:
        return x * x
    if y == 1.0:
        return x
    if y == -1.0:
        return div(1.0, x)
    return library_pow(x, y)


def scale(x: float, y: float) -> float:
    """x * y, but exactly 0 where either factor is 0: a zero contributes nothing."""
    if x == 0.0 or y == 0.0:
        return 0.0
    return x * y


def mod(x: float, y: float) -> float:
    """Python's x % y: the remainder with the sign of y."""
    r = fmod(x, y)
    if r == 0.0:
        return -0.0 if y < 0.0 else 0.0
    return r + y if (r < 0.0) != (y < 0.0) else r


def floordiv(x: float, y: float) -> float:
    """Python's x // y: the largest integer not above the exact quotient.  x // 0 is ±inf or nan."""
    if y == 0.0:
        return div(x, y)
    r = fmod(x, y)
    q = div(x - r, y)
    if r != 0.0 and (r < 0.0) != (y < 0.0):
        q = q - 1.0
    return rint(q) if q != 0.0 else 0.0 * div(x, y)  # a zero with the sign of the quotient


def cbrt(x: float) -> float:
    """Real cube root, of negative numbers too.

    A power and one Newton step, the same in both builds (Python has `math.cbrt` from 3.11 only).
    """
    a = fabs(x)
    if not 0.0 < a < inf:
        return x
    r = pow(a, 1.0 / 3.0)
    r = r - (r - a / (r * r)) / 3.0  # in this form nothing overflows for any a
    return r if x > 0.0 else -r


def hypot(x: float, y: float) -> float:
    """sqrt(x*x + y*y) without overflow or underflow on the way; inf if either is infinite."""
    a = fabs(x)
    b = fabs(y)
    if a < b:
        a, b = b, a
    if a == inf or b == inf:
        return inf
    if a == 0.0:
        return b  # 0, or nan in b
    r = b / a
    return a * sqrt(1.0 + r * r)


def lgamma(x: float) -> float:
    """Logarithm of |gamma(x)|; +inf at 0, -1, -2, ….

    Python's own function in both builds: C libraries differ in theirs.
    """
    if x <= 0.0 and x == floor(x):  # the poles, and -inf
        return inf
    return _lgamma_of_float(x)


def _lgamma_of_float(x: float) -> float:
    try:
        return math.lgamma(x)
    except OverflowError:
        return inf


def polygamma(n: float, x: float) -> float:
    """The n-th derivative of digamma at x; the 0-th is digamma itself.

    Upward recurrence to x >= 10 + n, then the asymptotic series; for x <= 0 the reflection
    formula.  nan at the poles 0, -1, -2, … and for n that is not one of 0, 1, 2, ….

    Source: Abramowitz & Stegun, Handbook of Mathematical Functions, 6.4.6, 6.4.7, 6.4.11.
    """
    if not (n >= 0.0 and n == floor(n) and n < 100.0) or x != x:
        return nan
    if x <= 0.0:
        return _polygamma_reflected(n, x)
    if x == inf:
        return inf if n == 0.0 else 0.0
    sign = 1.0 if fmod(n, 2.0) == 1.0 else -1.0  # of the n-th derivative, n = 0 included
    fact = 1.0  # n!
    k = 2.0
    while k <= n:
        fact = fact * k
        k = k + 1.0
    s = 0.0
    while x < 10.0 + n:
        s = s + div(fact, pow(x, n + 1.0))
        x = x + 1.0
    tail = _bernoulli_tail(n, x)
    if n == 0.0:
        return log(x) - 0.5 / x - tail - s
    half = pow(x, 0.5 * n)  # x^n itself may overflow though the quotient is a number
    return sign * (fact / n / half * (1.0 + 0.5 * n / x + tail) / half + s)


def _bernoulli_tail(n: float, x: float) -> float:
    """Sum over k of B_2k (2k+n-1)! / ((2k)! (n-1)! x^(2k)), to k = 10, without (n-1)! for n = 0.

    A&S 6.4.11 over (n-1)!/x^n; for n = 0, 6.3.18.
    """
    term = (n * (n + 1.0) if n > 0.0 else 1.0) / (2.0 * x * x)
    s = 0.0
    k = 1.0
    while k <= 10.0:
        s = s + _bernoulli(k) * term
        m = 2.0 * k + n
        term = term * m * (m + 1.0) / ((2.0 * k + 1.0) * (2.0 * k + 2.0) * x * x)
        k = k + 1.0
    return s


def _bernoulli(k: float) -> float:
    """B_2k for k = 1 … 10."""
    if k < 4.0:
        return 1.0 / 6.0 if k == 1.0 else (-1.0 / 30.0 if k == 2.0 else 1.0 / 42.0)
    if k < 7.0:
        return -1.0 / 30.0 if k == 4.0 else (5.0 / 66.0 if k == 5.0 else -691.0 / 2730.0)
    if k == 7.0:
        return 7.0 / 6.0
    return -3617.0 / 510.0 if k == 8.0 else (43867.0 / 798.0 if k == 9.0 else -174611.0 / 330.0)


def _polygamma_reflected(n: float, x: float) -> float:
    """polygamma(n, x) for x <= 0: (-1)^n polygamma(n, 1-x) - d^n/dx^n (pi cot(pi x)).

    A derivative of a polynomial p(c) in c = cot(pi x) is -pi (1 + c^2) p'(c).
    """
    if x == floor(x):  # a pole, or -inf
        return nan
    sign = -1.0 if fmod(n, 2.0) == 1.0 else 1.0
    return sign * polygamma(n, 1.0 - x) - _cot_derivative(n, x - rint(x))  # an exact difference


def _cot_derivative(n: float, x: float) -> float:
    c = 1.0 / math.tan(math.pi * x) if fabs(x) != 0.5 else 0.0
    p = [0.0, math.pi]  # coefficients of pi * c, lowest power first
    for _ in range(int(n)):
        q = [0.0] * (len(p) + 1)
        for i in range(1, len(p)):
            q[i - 1] -= math.pi * i * p[i]
            q[i + 1] -= math.pi * i * p[i]
        p = q
    s = 0.0
    for coefficient in reversed(p):
        s = s * c + coefficient
    return s
