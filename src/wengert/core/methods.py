"""Operators and methods of Value, one for each row of the table.

Generated from the table by tools/generate.py: do not edit.

`value.py` says what they do: it sets the functions below when it is imported.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

try:
    import cython
except ImportError:
    from wengert.core import _cython as cython  # type: ignore[no-redef]

if not cython.compiled:
    from wengert.core.scalar import Scalar

if not cython.compiled:
    # What value.py sets when it is imported; `methods.pxd` has them as pointers to C functions.
    unary: Callable[[int, Any], Any]
    binary: Callable[[int, Any, Any], Any]
    power: Callable[[int, Any, Any, Any], Any]
    several: Callable[[int, tuple[Any, ...]], Any]
    rounded: Callable[[int, Any, Any], Any]


@cython.no_gc
@cython.cclass
class Methods(Scalar):
    """What a Value can do, apart from being one."""

    __slots__ = ()

    def __add__(self, other: Any) -> Any:
        return binary(4, self, other)

    def __radd__(self, other: Any) -> Any:
        return binary(4, other, self)

    def __sub__(self, other: Any) -> Any:
        return binary(5, self, other)

    def __rsub__(self, other: Any) -> Any:
        return binary(5, other, self)

    def __mul__(self, other: Any) -> Any:
        return binary(6, self, other)

    def __rmul__(self, other: Any) -> Any:
        return binary(6, other, self)

    def __truediv__(self, other: Any) -> Any:
        return binary(7, self, other)

    def __rtruediv__(self, other: Any) -> Any:
        return binary(7, other, self)

    def __neg__(self) -> Any:
        return unary(8, self)

    def exp(self) -> Any:
        """e to the power x."""
        return unary(17, self)

    def expm1(self) -> Any:
        """exp(x) - 1, without cancellation near 0."""
        return unary(18, self)

    def log(self) -> Any:
        """Natural logarithm."""
        return unary(19, self)

    def log2(self) -> Any:
        """Logarithm to base 2."""
        return unary(20, self)

    def log10(self) -> Any:
        """Logarithm to base 10."""
        return unary(21, self)

    def log1p(self) -> Any:
        """log(1 + x), without cancellation near 0."""
        return unary(22, self)

    def sqrt(self) -> Any:
        """Square root."""
        return unary(23, self)

    def cbrt(self) -> Any:
        """Real cube root."""
        return unary(24, self)

    def square(self) -> Any:
        """x times x."""
        return unary(25, self)

    def reciprocal(self) -> Any:
        """1/x."""
        return unary(26, self)

    def __pow__(self, other: Any, modulus: Any = None) -> Any:
        return power(27, self, other, modulus)

    def __rpow__(self, other: Any, modulus: Any = None) -> Any:
        return power(27, other, self, modulus)

    def exp2(self) -> Any:
        """2 to the power x."""
        return unary(28, self)

    def sin(self) -> Any:
        """Sine of x radians."""
        return unary(29, self)

    def cos(self) -> Any:
        """Cosine of x radians."""
        return unary(30, self)

    def tan(self) -> Any:
        """Tangent of x radians."""
        return unary(31, self)

    def asin(self) -> Any:
        """Inverse sine, in radians."""
        return unary(32, self)

    def arcsin(self) -> Any:
        """NumPy's name for `asin`."""
        return unary(32, self)

    def acos(self) -> Any:
        """Inverse cosine, in radians."""
        return unary(33, self)

    def arccos(self) -> Any:
        """NumPy's name for `acos`."""
        return unary(33, self)

    def atan(self) -> Any:
        """Inverse tangent, in radians."""
        return unary(34, self)

    def arctan(self) -> Any:
        """NumPy's name for `atan`."""
        return unary(34, self)

    def atan2(self, x: Any) -> Any:
        """Angle of the point with abscissa x and ordinate y, in radians."""
        return several(35, (self, x))

    def arctan2(self, x: Any) -> Any:
        """NumPy's name for `atan2`."""
        return several(35, (self, x))

    def sinh(self) -> Any:
        """Hyperbolic sine."""
        return unary(36, self)

    def cosh(self) -> Any:
        """Hyperbolic cosine."""
        return unary(37, self)

    def tanh(self) -> Any:
        """Hyperbolic tangent."""
        return unary(38, self)

    def asinh(self) -> Any:
        """Inverse hyperbolic sine."""
        return unary(39, self)

    def arcsinh(self) -> Any:
        """NumPy's name for `asinh`."""
        return unary(39, self)

    def acosh(self) -> Any:
        """Inverse hyperbolic cosine."""
        return unary(40, self)

    def arccosh(self) -> Any:
        """NumPy's name for `acosh`."""
        return unary(40, self)

    def atanh(self) -> Any:
        """Inverse hyperbolic tangent."""
        return unary(41, self)

    def arctanh(self) -> Any:
        """NumPy's name for `atanh`."""
        return unary(41, self)

    def sign(self) -> Any:
        """-1, 0 or 1 by the sign of x."""
        return unary(42, self)

    def abs(self) -> Any:
        """Absolute value."""
        return unary(43, self)

    def absolute(self) -> Any:
        """NumPy's name for `abs`."""
        return unary(43, self)

    def fabs(self) -> Any:
        """NumPy's name for `abs`."""
        return unary(43, self)

    def __abs__(self) -> Any:
        return unary(43, self)

    def floor(self) -> Any:
        """Largest integer not above x."""
        return unary(44, self)

    def __floor__(self) -> Any:
        return unary(44, self)

    def ceil(self) -> Any:
        """Smallest integer not below x."""
        return unary(45, self)

    def __ceil__(self) -> Any:
        return unary(45, self)

    def round(self) -> Any:
        """Nearest integer, halves to the even one."""
        return unary(46, self)

    def rint(self) -> Any:
        """NumPy's name for `round`."""
        return unary(46, self)

    def __round__(self, digits: Any = None) -> Any:
        return rounded(46, self, digits)

    def clip(self, lo: Any, hi: Any) -> Any:
        """x moved into lo … hi."""
        return several(47, (self, lo, hi))

    def fmod(self, y: Any) -> Any:
        """Remainder of x/y with the sign of x, as in C."""
        return several(48, (self, y))

    def __mod__(self, other: Any) -> Any:
        return binary(49, self, other)

    def __rmod__(self, other: Any) -> Any:
        return binary(49, other, self)

    def __floordiv__(self, other: Any) -> Any:
        return binary(50, self, other)

    def __rfloordiv__(self, other: Any) -> Any:
        return binary(50, other, self)

    def hypot(self, y: Any) -> Any:
        """sqrt(x*x + y*y), without overflow on the way."""
        return several(56, (self, y))

    def erf(self) -> Any:
        """Error function."""
        return unary(58, self)

    def erfc(self) -> Any:
        """1 - erf(x), without cancellation for large x."""
        return unary(59, self)

    def lgamma(self) -> Any:
        """Logarithm of the absolute value of gamma(x)."""
        return unary(61, self)

    def digamma(self) -> Any:
        """Derivative of lgamma."""
        return unary(62, self)

    def relu(self) -> Any:
        """x where it is positive, else 0."""
        return unary(64, self)

    def leaky_relu(self, slope: Any = 0.01) -> Any:
        """x where it is positive, else slope*x."""
        return several(65, (self, slope))

    def elu(self, alpha: Any = 1.0) -> Any:
        """x where it is positive, else alpha*(exp(x) - 1)."""
        return several(66, (self, alpha))

    def sigmoid(self) -> Any:
        """Logistic function 1/(1 + exp(-x))."""
        return unary(67, self)

    def softplus(self) -> Any:
        """log(1 + exp(x))."""
        return unary(68, self)

    def log_sigmoid(self) -> Any:
        """log(sigmoid(x)), exact where sigmoid underflows."""
        return unary(69, self)

    def silu(self) -> Any:
        """x*sigmoid(x), also called swish."""
        return unary(70, self)

    def norm_pdf(self) -> Any:
        """Density of the standard normal distribution."""
        return unary(71, self)

    def norm_cdf(self) -> Any:
        """Distribution function of the standard normal distribution."""
        return unary(72, self)

    def gelu(self) -> Any:
        """x*norm_cdf(x)."""
        return unary(73, self)

    def gelu_tanh(self) -> Any:
        """gelu by its tanh approximation."""
        return unary(74, self)

    def mish(self) -> Any:
        """x*tanh(softplus(x))."""
        return unary(75, self)
