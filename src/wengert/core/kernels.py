"""Value and partials of every row of the table, as typed code.

Generated from the table by tools/generate.py: do not edit.

A partial is computed only where its `need_…` is true.  Compiled, `unary`, `binary` and `ternary`
are C switches over a row's code; interpreted, the tables at the end name the functions.
"""

from collections.abc import Callable

try:
    import cython
except ImportError:
    from wengert.core import _cython as cython  # type: ignore[no-redef]

if not cython.compiled:
    from math import inf, nan

    from wengert.core.real import (
        acos,
        acosh,
        asin,
        asinh,
        atan,
        atan2,
        atanh,
        cbrt,
        ceil,
        cos,
        cosh,
        div,
        erf,
        erfc,
        exp,
        expm1,
        fabs,
        floor,
        floordiv,
        fmod,
        hypot,
        lgamma,
        log,
        log10,
        log1p,
        log2,
        mod,
        polygamma,
        pow,
        rint,
        scale,
        sin,
        sinh,
        sqrt,
        tan,
        tanh,
    )

#: Rows with a code below this have kernels.
COUNT: int = 78


def neg_(x: float) -> tuple[float, float]:
    out = -x
    return out, -1.0


def exp_(x: float) -> tuple[float, float]:
    out = exp(x)
    return out, out


def expm1_(x: float) -> tuple[float, float]:
    out = expm1(x)
    return out, out + 1.0


def log_(x: float) -> tuple[float, float]:
    out = log(x)
    return out, (nan if x < 0.0 else div(1.0, x + 0.0))


def log2_(x: float) -> tuple[float, float]:
    out = log2(x)
    return out, (nan if x < 0.0 else div(1.0, (x + 0.0) * 0.6931471805599453))


def log10_(x: float) -> tuple[float, float]:
    out = log10(x)
    return out, (nan if x < 0.0 else div(1.0, (x + 0.0) * 2.302585092994046))


def log1p_(x: float) -> tuple[float, float]:
    out = log1p(x)
    return out, (nan if x < (-1.0) else div(1.0, 1.0 + x))


def sqrt_(x: float) -> tuple[float, float]:
    out = sqrt(x)
    return out, div(0.5, out + 0.0)


def cbrt_(x: float) -> tuple[float, float]:
    out = cbrt(x)
    return out, div(1.0, (3.0 * out) * out)


def square_(x: float) -> tuple[float, float]:
    out = x * x
    return out, 2.0 * x


def reciprocal_(x: float) -> tuple[float, float]:
    out = div(1.0, x)
    return out, (-out) * out


def exp2_(x: float) -> tuple[float, float]:
    out = pow(2.0, x)
    return out, out * 0.6931471805599453


def sin_(x: float) -> tuple[float, float]:
    out = sin(x)
    return out, cos(x)


def cos_(x: float) -> tuple[float, float]:
    out = cos(x)
    return out, -sin(x)


def tan_(x: float) -> tuple[float, float]:
    out = tan(x)
    return out, 1.0 + (out * out)


def asin_(x: float) -> tuple[float, float]:
    out = asin(x)
    return out, div(1.0, sqrt(1.0 - x) * sqrt(1.0 + x))


def acos_(x: float) -> tuple[float, float]:
    out = acos(x)
    return out, div(-1.0, sqrt(1.0 - x) * sqrt(1.0 + x))


def atan_(x: float) -> tuple[float, float]:
    out = atan(x)
    return out, div(1.0, 1.0 + (x * x))


def sinh_(x: float) -> tuple[float, float]:
    out = sinh(x)
    return out, cosh(x)


def cosh_(x: float) -> tuple[float, float]:
    out = cosh(x)
    return out, sinh(x)


def tanh_(x: float) -> tuple[float, float]:
    out = tanh(x)
    return out, 1.0 - (out * out)


def asinh_(x: float) -> tuple[float, float]:
    out = asinh(x)
    return out, div(1.0, hypot(1.0, x))


def acosh_(x: float) -> tuple[float, float]:
    out = acosh(x)
    return out, div(1.0, sqrt(x - 1.0) * sqrt(x + 1.0))


def atanh_(x: float) -> tuple[float, float]:
    out = atanh(x)
    return out, (nan if fabs(x) > 1.0 else div(1.0, (1.0 - x) * (1.0 + x)))


def sign_(x: float) -> tuple[float, float]:
    out = (1.0 if x > 0.0 else (-1.0 if x < 0.0 else x))
    return out, 0.0


def abs_(x: float) -> tuple[float, float]:
    out = fabs(x)
    return out, (1.0 if x > 0.0 else (-1.0 if x < 0.0 else x))


def floor_(x: float) -> tuple[float, float]:
    out = floor(x)
    return out, 0.0


def ceil_(x: float) -> tuple[float, float]:
    out = ceil(x)
    return out, 0.0


def round_(x: float) -> tuple[float, float]:
    out = rint(x)
    return out, 0.0


def sum_1(x0: float) -> tuple[float, float]:
    out = x0
    return out, 1.0


def prod_1(x0: float) -> tuple[float, float]:
    out = x0
    return out, 1.0


def max_1(x0: float) -> tuple[float, float]:
    out = x0
    t0 = (1.0 if x0 == out else 0.0)
    return out, div(t0, t0)


def min_1(x0: float) -> tuple[float, float]:
    out = x0
    t0 = (1.0 if x0 == out else 0.0)
    return out, div(t0, t0)


def norm_1(x0: float) -> tuple[float, float]:
    out = hypot(0.0, x0)
    return out, (0.0 if out == 0.0 else div(x0, out))


def erf_(x: float) -> tuple[float, float]:
    out = erf(x)
    return out, 1.1283791670955126 * exp(-(x * x))


def erfc_(x: float) -> tuple[float, float]:
    out = erfc(x)
    return out, (-1.1283791670955126) * exp(-(x * x))


def lgamma_(x: float) -> tuple[float, float]:
    out = lgamma(x)
    return out, polygamma(0.0, x)


def digamma_(x: float) -> tuple[float, float]:
    out = polygamma(0.0, x)
    return out, (nan if 0.0 else polygamma(1.0, x))


def mean_1(x0: float) -> tuple[float, float]:
    out = div(x0, 1.0)
    return out, 1.0


def relu_(x: float) -> tuple[float, float]:
    out = (0.0 if x <= 0.0 else x)
    return out, (0.0 if x <= 0.0 else 1.0)


def sigmoid_(x: float) -> tuple[float, float]:
    t0 = exp((x if x < 0.0 else -x))
    t1 = 1.0 + t0
    out = div((t0 if x < 0.0 else 1.0), t1)
    t3 = (1.0 if x < 0.0 else 0.0)
    t4 = scale(div(-out, t1) + scale(div(1.0, t1), t3), t0)
    return out, scale(t4, t3) + (-scale(t4, (0.0 if x < 0.0 else 1.0)))


def softplus_(x: float) -> tuple[float, float]:
    t0 = exp((x if x < 0.0 else -x))
    out = (0.0 if x < 0.0 else x) + log1p(t0)
    t2 = scale((nan if t0 < (-1.0) else div(1.0, 1.0 + t0)), t0)
    t3 = (0.0 if x < 0.0 else 1.0)
    return out, (scale(t2, (1.0 if x < 0.0 else 0.0)) + (-scale(t2, t3))) + t3


def log_sigmoid_(x: float) -> tuple[float, float]:
    t0 = exp((x if x < 0.0 else -x))
    out = (x if x < 0.0 else 0.0) - log1p(t0)
    t2 = scale(-(nan if t0 < (-1.0) else div(1.0, 1.0 + t0)), t0)
    t3 = (1.0 if x < 0.0 else 0.0)
    return out, (scale(t2, t3) + (-scale(t2, (0.0 if x < 0.0 else 1.0)))) + t3


def silu_(x: float) -> tuple[float, float]:
    t0 = exp((x if x < 0.0 else -x))
    t1 = 1.0 + t0
    t2 = div((t0 if x < 0.0 else 1.0), t1)
    out = x * t2
    t4 = (1.0 if x < 0.0 else 0.0)
    t5 = scale(scale(x, div(-t2, t1)) + scale(scale(x, div(1.0, t1)), t4), t0)
    return out, (t2 + scale(t5, t4)) + (-scale(t5, (0.0 if x < 0.0 else 1.0)))


def norm_pdf_(x: float) -> tuple[float, float]:
    t0 = exp((-0.5) * (x * x))
    out = div(t0, 2.5066282746310002)
    t2 = scale(scale(scale(0.3989422804014327, t0), -0.5), x)
    return out, t2 + t2


def norm_cdf_(x: float) -> tuple[float, float]:
    t0 = div(-x, 1.4142135623730951)
    out = 0.5 * erfc(t0)
    return out, -scale(scale(0.5, (-1.1283791670955126) * exp(-(t0 * t0))), 0.7071067811865475)


def gelu_(x: float) -> tuple[float, float]:
    t0 = div(-x, 1.4142135623730951)
    t1 = 0.5 * erfc(t0)
    out = x * t1
    return out, t1 + (-scale(scale(scale(x, 0.5), (-1.1283791670955126) * exp(-(t0 * t0))), 0.7071067811865475))


def gelu_tanh_(x: float) -> tuple[float, float]:
    t0 = x * x
    t1 = 1.5957691216057308 * (x + (0.044715 * (t0 * x)))
    t2 = exp((t1 if t1 < 0.0 else -t1))
    t3 = 1.0 + t2
    t4 = div((t2 if t1 < 0.0 else 1.0), t3)
    out = x * t4
    t6 = (1.0 if t1 < 0.0 else 0.0)
    t7 = scale(scale(x, div(-t4, t3)) + scale(scale(x, div(1.0, t3)), t6), t2)
    t8 = scale(scale(t7, t6) + (-scale(t7, (0.0 if t1 < 0.0 else 1.0))), 1.5957691216057308)
    t9 = scale(t8, 0.044715)
    t10 = scale(scale(t9, x), x)
    return out, (((t4 + t8) + scale(t9, t0)) + t10) + t10


def mish_(x: float) -> tuple[float, float]:
    t0 = exp((x if x < 0.0 else -x))
    t1 = tanh((0.0 if x < 0.0 else x) + log1p(t0))
    out = x * t1
    t3 = scale(x, 1.0 - (t1 * t1))
    t4 = scale(scale(t3, (nan if t0 < (-1.0) else div(1.0, 1.0 + t0))), t0)
    t5 = (0.0 if x < 0.0 else 1.0)
    return out, ((t1 + scale(t4, (1.0 if x < 0.0 else 0.0))) + (-scale(t4, t5))) + scale(t3, t5)


def logsumexp_1(x0: float) -> tuple[float, float]:
    t0 = (x0 if fabs(x0) < inf else 0.0)
    t1 = exp(x0 - t0)
    out = t0 + log(t1)
    t3 = scale((nan if t1 < 0.0 else div(1.0, t1 + 0.0)), t1)
    t4 = (1.0 if x0 == x0 else 0.0)
    return out, t3 + scale(scale(1.0 + (-t3), (1.0 if fabs(x0) < inf else 0.0)), div(t4, t4))


def add_(x: float, y: float, need_x: bool, need_y: bool) -> tuple[float, float, float]:
    out = x + y
    return out, 1.0 if need_x else 0.0, 1.0 if need_y else 0.0


def sub_(x: float, y: float, need_x: bool, need_y: bool) -> tuple[float, float, float]:
    out = x - y
    return out, 1.0 if need_x else 0.0, -1.0 if need_y else 0.0


def mul_(x: float, y: float, need_x: bool, need_y: bool) -> tuple[float, float, float]:
    out = x * y
    return out, y if need_x else 0.0, x if need_y else 0.0


def div_(x: float, y: float, need_x: bool, need_y: bool) -> tuple[float, float, float]:
    out = div(x, y)
    return out, div(1.0, y) if need_x else 0.0, div(-out, y) if need_y else 0.0


def scale_(x: float, y: float, need_x: bool, need_y: bool) -> tuple[float, float, float]:
    out = scale(x, y)
    return out, y if need_x else 0.0, x if need_y else 0.0


def lt_(x: float, y: float, need_x: bool, need_y: bool) -> tuple[float, float, float]:
    out = (1.0 if x < y else 0.0)
    return out, 0.0, 0.0


def le_(x: float, y: float, need_x: bool, need_y: bool) -> tuple[float, float, float]:
    out = (1.0 if x <= y else 0.0)
    return out, 0.0, 0.0


def gt_(x: float, y: float, need_x: bool, need_y: bool) -> tuple[float, float, float]:
    out = (1.0 if x > y else 0.0)
    return out, 0.0, 0.0


def ge_(x: float, y: float, need_x: bool, need_y: bool) -> tuple[float, float, float]:
    out = (1.0 if x >= y else 0.0)
    return out, 0.0, 0.0


def eq_(x: float, y: float, need_x: bool, need_y: bool) -> tuple[float, float, float]:
    out = (1.0 if x == y else 0.0)
    return out, 0.0, 0.0


def ne_(x: float, y: float, need_x: bool, need_y: bool) -> tuple[float, float, float]:
    out = (1.0 if x != y else 0.0)
    return out, 0.0, 0.0


def pow_(x: float, y: float, need_x: bool, need_y: bool) -> tuple[float, float, float]:
    out = pow(x, y)
    return out, (0.0 if y == 0.0 else scale(y, pow(x, y - 1.0))) if need_x else 0.0, (scale(out, log(x)) if x > 0.0 else ((0.0 if y >= 0.0 else y * inf) if x == 0.0 else nan)) if need_y else 0.0


def atan2_(y: float, x: float, need_y: bool, need_x: bool) -> tuple[float, float, float]:
    out = atan2(y, x)
    t1 = hypot(x, y)
    return out, (0.0 if t1 == 0.0 else div(div(x, t1), t1)) if need_y else 0.0, (0.0 if t1 == 0.0 else div(div(-y, t1), t1)) if need_x else 0.0


def fmod_(x: float, y: float, need_x: bool, need_y: bool) -> tuple[float, float, float]:
    out = fmod(x, y)
    return out, (nan if out != out else 1.0) if need_x else 0.0, rint(div(out - x, y)) if need_y else 0.0


def mod_(x: float, y: float, need_x: bool, need_y: bool) -> tuple[float, float, float]:
    out = mod(x, y)
    return out, (nan if out != out else 1.0) if need_x else 0.0, rint(div(out - x, y)) if need_y else 0.0


def floordiv_(x: float, y: float, need_x: bool, need_y: bool) -> tuple[float, float, float]:
    out = floordiv(x, y)
    t1 = (nan if out != out else 0.0)
    return out, t1 if need_x else 0.0, t1 if need_y else 0.0


def sum_2(x0: float, x1: float, need_x0: bool, need_x1: bool) -> tuple[float, float, float]:
    out = x0 + x1
    return out, 1.0 if need_x0 else 0.0, 1.0 if need_x1 else 0.0


def prod_2(x0: float, x1: float, need_x0: bool, need_x1: bool) -> tuple[float, float, float]:
    out = x0 * x1
    return out, 1.0 * (1.0 * x1) if need_x0 else 0.0, (1.0 * x0) * 1.0 if need_x1 else 0.0


def dot_2(x0: float, x1: float, need_x0: bool, need_x1: bool) -> tuple[float, float, float]:
    out = x0 * x1
    return out, x1 if need_x0 else 0.0, x0 if need_x1 else 0.0


def max_2(x0: float, x1: float, need_x0: bool, need_x1: bool) -> tuple[float, float, float]:
    out = (x0 if x0 >= x1 else (x1 if x0 == x0 else x0))
    t1 = (1.0 if x0 == out else 0.0)
    t2 = (1.0 if x1 == out else 0.0)
    t3 = t1 + t2
    return out, div(t1, t3) if need_x0 else 0.0, div(t2, t3) if need_x1 else 0.0


def min_2(x0: float, x1: float, need_x0: bool, need_x1: bool) -> tuple[float, float, float]:
    out = (x0 if x0 <= x1 else (x1 if x0 == x0 else x0))
    t1 = (1.0 if x0 == out else 0.0)
    t2 = (1.0 if x1 == out else 0.0)
    t3 = t1 + t2
    return out, div(t1, t3) if need_x0 else 0.0, div(t2, t3) if need_x1 else 0.0


def hypot_(x: float, y: float, need_x: bool, need_y: bool) -> tuple[float, float, float]:
    out = hypot(x, y)
    return out, (0.0 if out == 0.0 else div(x, out)) if need_x else 0.0, (0.0 if out == 0.0 else div(y, out)) if need_y else 0.0


def norm_2(x0: float, x1: float, need_x0: bool, need_x1: bool) -> tuple[float, float, float]:
    out = hypot(hypot(0.0, x0), x1)
    return out, (0.0 if out == 0.0 else div(x0, out)) if need_x0 else 0.0, (0.0 if out == 0.0 else div(x1, out)) if need_x1 else 0.0


def polygamma_(n: float, x: float, need_n: bool, need_x: bool) -> tuple[float, float, float]:
    out = polygamma(n, x)
    return out, nan if need_n else 0.0, (nan if n < 0.0 else polygamma(n + 1.0, x)) if need_x else 0.0


def mean_2(x0: float, x1: float, need_x0: bool, need_x1: bool) -> tuple[float, float, float]:
    out = div(x0 + x1, 2.0)
    return out, 0.5 if need_x0 else 0.0, 0.5 if need_x1 else 0.0


def leaky_relu_(x: float, slope: float, need_x: bool, need_slope: bool) -> tuple[float, float, float]:
    out = (slope * x if x <= 0.0 else x)
    t1 = (1.0 if x <= 0.0 else 0.0)
    return out, (0.0 if x <= 0.0 else 1.0) + scale(t1, slope) if need_x else 0.0, scale(t1, x) if need_slope else 0.0


def elu_(x: float, alpha: float, need_x: bool, need_alpha: bool) -> tuple[float, float, float]:
    t0 = expm1(x)
    out = (alpha * t0 if x <= 0.0 else x)
    t2 = (1.0 if x <= 0.0 else 0.0)
    return out, (0.0 if x <= 0.0 else 1.0) + scale(scale(t2, alpha), t0 + 1.0) if need_x else 0.0, scale(t2, t0) if need_alpha else 0.0


def logsumexp_2(x0: float, x1: float, need_x0: bool, need_x1: bool) -> tuple[float, float, float]:
    t0 = (x0 if x0 >= x1 else (x1 if x0 == x0 else x0))
    t1 = (t0 if fabs(t0) < inf else 0.0)
    t2 = exp(x0 - t1)
    t3 = exp(x1 - t1)
    t4 = t2 + t3
    out = t1 + log(t4)
    t6 = (nan if t4 < 0.0 else div(1.0, t4 + 0.0))
    t7 = scale(t6, t2)
    t8 = scale(t6, t3)
    t9 = scale((1.0 + (-t8)) + (-t7), (1.0 if fabs(t0) < inf else 0.0))
    t10 = (1.0 if x0 == t0 else 0.0)
    t11 = (1.0 if x1 == t0 else 0.0)
    t12 = t10 + t11
    return out, t7 + scale(t9, div(t10, t12)) if need_x0 else 0.0, t8 + scale(t9, div(t11, t12)) if need_x1 else 0.0


def softmax_(x: float, total: float, need_x: bool, need_total: bool) -> tuple[float, float, float]:
    out = exp(x - total)
    return out, out if need_x else 0.0, -out if need_total else 0.0


def linear_3(x0: float, x1: float, x2: float, need_x0: bool, need_x1: bool, need_x2: bool) -> tuple[float, float, float, float]:
    out = x0
    return out, 0.0, x2 if need_x1 else 0.0, 0.0


def where_(c: float, x: float, y: float, need_c: bool, need_x: bool, need_y: bool) -> tuple[float, float, float, float]:
    out = (x if c else y)
    return out, 0.0, (1.0 if c else 0.0) if need_x else 0.0, (0.0 if c else 1.0) if need_y else 0.0


def clip_(x: float, lo: float, hi: float, need_x: bool, need_lo: bool, need_hi: bool) -> tuple[float, float, float, float]:
    out = (lo if x < lo else (hi if x > hi else x))
    return out, (0.0 if x < lo else (0.0 if x > hi else 1.0)) if need_x else 0.0, (1.0 if x < lo else 0.0) if need_lo else 0.0, (1.0 if x > hi else 0.0) if need_hi else 0.0


def sum_3(x0: float, x1: float, x2: float, need_x0: bool, need_x1: bool, need_x2: bool) -> tuple[float, float, float, float]:
    out = (x0 + x1) + x2
    return out, 1.0 if need_x0 else 0.0, 1.0 if need_x1 else 0.0, 1.0 if need_x2 else 0.0


def prod_3(x0: float, x1: float, x2: float, need_x0: bool, need_x1: bool, need_x2: bool) -> tuple[float, float, float, float]:
    out = (x0 * x1) * x2
    t1 = 1.0 * x2
    t2 = 1.0 * x0
    return out, 1.0 * (t1 * x1) if need_x0 else 0.0, t2 * t1 if need_x1 else 0.0, (t2 * x1) * 1.0 if need_x2 else 0.0


def max_3(x0: float, x1: float, x2: float, need_x0: bool, need_x1: bool, need_x2: bool) -> tuple[float, float, float, float]:
    t0 = (x0 if x0 >= x1 else (x1 if x0 == x0 else x0))
    out = (t0 if t0 >= x2 else (x2 if t0 == t0 else t0))
    t2 = (1.0 if x0 == out else 0.0)
    t3 = (1.0 if x1 == out else 0.0)
    t4 = (1.0 if x2 == out else 0.0)
    t5 = (t2 + t3) + t4
    return out, div(t2, t5) if need_x0 else 0.0, div(t3, t5) if need_x1 else 0.0, div(t4, t5) if need_x2 else 0.0


def min_3(x0: float, x1: float, x2: float, need_x0: bool, need_x1: bool, need_x2: bool) -> tuple[float, float, float, float]:
    t0 = (x0 if x0 <= x1 else (x1 if x0 == x0 else x0))
    out = (t0 if t0 <= x2 else (x2 if t0 == t0 else t0))
    t2 = (1.0 if x0 == out else 0.0)
    t3 = (1.0 if x1 == out else 0.0)
    t4 = (1.0 if x2 == out else 0.0)
    t5 = (t2 + t3) + t4
    return out, div(t2, t5) if need_x0 else 0.0, div(t3, t5) if need_x1 else 0.0, div(t4, t5) if need_x2 else 0.0


def norm_3(x0: float, x1: float, x2: float, need_x0: bool, need_x1: bool, need_x2: bool) -> tuple[float, float, float, float]:
    out = hypot(hypot(hypot(0.0, x0), x1), x2)
    return out, (0.0 if out == 0.0 else div(x0, out)) if need_x0 else 0.0, (0.0 if out == 0.0 else div(x1, out)) if need_x1 else 0.0, (0.0 if out == 0.0 else div(x2, out)) if need_x2 else 0.0


def mean_3(x0: float, x1: float, x2: float, need_x0: bool, need_x1: bool, need_x2: bool) -> tuple[float, float, float, float]:
    out = div((x0 + x1) + x2, 3.0)
    return out, 0.3333333333333333 if need_x0 else 0.0, 0.3333333333333333 if need_x1 else 0.0, 0.3333333333333333 if need_x2 else 0.0


def logsumexp_3(x0: float, x1: float, x2: float, need_x0: bool, need_x1: bool, need_x2: bool) -> tuple[float, float, float, float]:
    t0 = (x0 if x0 >= x1 else (x1 if x0 == x0 else x0))
    t1 = (t0 if t0 >= x2 else (x2 if t0 == t0 else t0))
    t2 = (t1 if fabs(t1) < inf else 0.0)
    t3 = exp(x0 - t2)
    t4 = exp(x1 - t2)
    t5 = exp(x2 - t2)
    t6 = (t3 + t4) + t5
    out = t2 + log(t6)
    t8 = (nan if t6 < 0.0 else div(1.0, t6 + 0.0))
    t9 = scale(t8, t3)
    t10 = scale(t8, t5)
    t11 = scale(t8, t4)
    t12 = scale(((1.0 + (-t10)) + (-t11)) + (-t9), (1.0 if fabs(t1) < inf else 0.0))
    t13 = (1.0 if x0 == t1 else 0.0)
    t14 = (1.0 if x1 == t1 else 0.0)
    t15 = (1.0 if x2 == t1 else 0.0)
    t16 = (t13 + t14) + t15
    return out, t9 + scale(t12, div(t13, t16)) if need_x0 else 0.0, t11 + scale(t12, div(t14, t16)) if need_x1 else 0.0, t10 + scale(t12, div(t15, t16)) if need_x2 else 0.0


def unary(op: int, x: float) -> tuple[float, float]:
    """The row of code `op` at 1 argument."""
    if op == 8:
        return neg_(x)
    elif op == 17:
        return exp_(x)
    elif op == 18:
        return expm1_(x)
    elif op == 19:
        return log_(x)
    elif op == 20:
        return log2_(x)
    elif op == 21:
        return log10_(x)
    elif op == 22:
        return log1p_(x)
    elif op == 23:
        return sqrt_(x)
    elif op == 24:
        return cbrt_(x)
    elif op == 25:
        return square_(x)
    elif op == 26:
        return reciprocal_(x)
    elif op == 28:
        return exp2_(x)
    elif op == 29:
        return sin_(x)
    elif op == 30:
        return cos_(x)
    elif op == 31:
        return tan_(x)
    elif op == 32:
        return asin_(x)
    elif op == 33:
        return acos_(x)
    elif op == 34:
        return atan_(x)
    elif op == 36:
        return sinh_(x)
    elif op == 37:
        return cosh_(x)
    elif op == 38:
        return tanh_(x)
    elif op == 39:
        return asinh_(x)
    elif op == 40:
        return acosh_(x)
    elif op == 41:
        return atanh_(x)
    elif op == 42:
        return sign_(x)
    elif op == 43:
        return abs_(x)
    elif op == 44:
        return floor_(x)
    elif op == 45:
        return ceil_(x)
    elif op == 46:
        return round_(x)
    elif op == 51:
        return sum_1(x)
    elif op == 52:
        return prod_1(x)
    elif op == 54:
        return max_1(x)
    elif op == 55:
        return min_1(x)
    elif op == 57:
        return norm_1(x)
    elif op == 58:
        return erf_(x)
    elif op == 59:
        return erfc_(x)
    elif op == 61:
        return lgamma_(x)
    elif op == 62:
        return digamma_(x)
    elif op == 63:
        return mean_1(x)
    elif op == 64:
        return relu_(x)
    elif op == 67:
        return sigmoid_(x)
    elif op == 68:
        return softplus_(x)
    elif op == 69:
        return log_sigmoid_(x)
    elif op == 70:
        return silu_(x)
    elif op == 71:
        return norm_pdf_(x)
    elif op == 72:
        return norm_cdf_(x)
    elif op == 73:
        return gelu_(x)
    elif op == 74:
        return gelu_tanh_(x)
    elif op == 75:
        return mish_(x)
    elif op == 76:
        return logsumexp_1(x)
    return nan, nan


def binary(op: int, x: float, y: float, need_x: bool, need_y: bool) -> tuple[float, float, float]:
    """The row of code `op` at 2 arguments."""
    if op == 4:
        return add_(x, y, need_x, need_y)
    elif op == 5:
        return sub_(x, y, need_x, need_y)
    elif op == 6:
        return mul_(x, y, need_x, need_y)
    elif op == 7:
        return div_(x, y, need_x, need_y)
    elif op == 9:
        return scale_(x, y, need_x, need_y)
    elif op == 11:
        return lt_(x, y, need_x, need_y)
    elif op == 12:
        return le_(x, y, need_x, need_y)
    elif op == 13:
        return gt_(x, y, need_x, need_y)
    elif op == 14:
        return ge_(x, y, need_x, need_y)
    elif op == 15:
        return eq_(x, y, need_x, need_y)
    elif op == 16:
        return ne_(x, y, need_x, need_y)
    elif op == 27:
        return pow_(x, y, need_x, need_y)
    elif op == 35:
        return atan2_(x, y, need_x, need_y)
    elif op == 48:
        return fmod_(x, y, need_x, need_y)
    elif op == 49:
        return mod_(x, y, need_x, need_y)
    elif op == 50:
        return floordiv_(x, y, need_x, need_y)
    elif op == 51:
        return sum_2(x, y, need_x, need_y)
    elif op == 52:
        return prod_2(x, y, need_x, need_y)
    elif op == 53:
        return dot_2(x, y, need_x, need_y)
    elif op == 54:
        return max_2(x, y, need_x, need_y)
    elif op == 55:
        return min_2(x, y, need_x, need_y)
    elif op == 56:
        return hypot_(x, y, need_x, need_y)
    elif op == 57:
        return norm_2(x, y, need_x, need_y)
    elif op == 60:
        return polygamma_(x, y, need_x, need_y)
    elif op == 63:
        return mean_2(x, y, need_x, need_y)
    elif op == 65:
        return leaky_relu_(x, y, need_x, need_y)
    elif op == 66:
        return elu_(x, y, need_x, need_y)
    elif op == 76:
        return logsumexp_2(x, y, need_x, need_y)
    elif op == 77:
        return softmax_(x, y, need_x, need_y)
    return nan, nan, nan


def ternary(op: int, x: float, y: float, z: float, need_x: bool, need_y: bool, need_z: bool) -> tuple[float, float, float, float]:
    """The row of code `op` at 3 arguments."""
    if op == 3:
        return linear_3(x, y, z, need_x, need_y, need_z)
    elif op == 10:
        return where_(x, y, z, need_x, need_y, need_z)
    elif op == 47:
        return clip_(x, y, z, need_x, need_y, need_z)
    elif op == 51:
        return sum_3(x, y, z, need_x, need_y, need_z)
    elif op == 52:
        return prod_3(x, y, z, need_x, need_y, need_z)
    elif op == 54:
        return max_3(x, y, z, need_x, need_y, need_z)
    elif op == 55:
        return min_3(x, y, z, need_x, need_y, need_z)
    elif op == 57:
        return norm_3(x, y, z, need_x, need_y, need_z)
    elif op == 63:
        return mean_3(x, y, z, need_x, need_y, need_z)
    elif op == 76:
        return logsumexp_3(x, y, z, need_x, need_y, need_z)
    return nan, nan, nan, nan


UNARY: dict[int, Callable[..., tuple[float, ...]]] = {
    8: neg_,
    17: exp_,
    18: expm1_,
    19: log_,
    20: log2_,
    21: log10_,
    22: log1p_,
    23: sqrt_,
    24: cbrt_,
    25: square_,
    26: reciprocal_,
    28: exp2_,
    29: sin_,
    30: cos_,
    31: tan_,
    32: asin_,
    33: acos_,
    34: atan_,
    36: sinh_,
    37: cosh_,
    38: tanh_,
    39: asinh_,
    40: acosh_,
    41: atanh_,
    42: sign_,
    43: abs_,
    44: floor_,
    45: ceil_,
    46: round_,
    51: sum_1,
    52: prod_1,
    54: max_1,
    55: min_1,
    57: norm_1,
    58: erf_,
    59: erfc_,
    61: lgamma_,
    62: digamma_,
    63: mean_1,
    64: relu_,
    67: sigmoid_,
    68: softplus_,
    69: log_sigmoid_,
    70: silu_,
    71: norm_pdf_,
    72: norm_cdf_,
    73: gelu_,
    74: gelu_tanh_,
    75: mish_,
    76: logsumexp_1,
}

BINARY: dict[int, Callable[..., tuple[float, ...]]] = {
    4: add_,
    5: sub_,
    6: mul_,
    7: div_,
    9: scale_,
    11: lt_,
    12: le_,
    13: gt_,
    14: ge_,
    15: eq_,
    16: ne_,
    27: pow_,
    35: atan2_,
    48: fmod_,
    49: mod_,
    50: floordiv_,
    51: sum_2,
    52: prod_2,
    53: dot_2,
    54: max_2,
    55: min_2,
    56: hypot_,
    57: norm_2,
    60: polygamma_,
    63: mean_2,
    65: leaky_relu_,
    66: elu_,
    76: logsumexp_2,
    77: softmax_,
}

TERNARY: dict[int, Callable[..., tuple[float, ...]]] = {
    3: linear_3,
    10: where_,
    47: clip_,
    51: sum_3,
    52: prod_3,
    54: max_3,
    55: min_3,
    57: norm_3,
    63: mean_3,
    76: logsumexp_3,
}
