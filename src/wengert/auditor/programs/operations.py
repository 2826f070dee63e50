"""The operations that are examined: at which points, their derivatives, and mistakes that are made in these.

All formulas are text in a and b, the operands, and are evaluated by wengert: those of derivatives in a test, those
of mistakes where a derivative is wrong.
"""

from __future__ import annotations

from typing import NamedTuple

Points = tuple[tuple[float, ...], ...]


class Operation(NamedTuple):
    """An operation, as programs write it.

    Attributes:
        name: what findings call it: "+", "tanh", "**".
        text: with {0} and {1} for the operands.
        points: numbers for the operands, none of them special, at which it is examined.
        slopes: the derivative by each operand; a formula, or words where there are cases.
        mistakes: for each operand, what engines compute in its place.
        far: numbers far out, at which an exponential overflows while the operation itself is an ordinary number.
    """

    name: str
    text: str
    points: Points
    slopes: tuple[str, ...]
    mistakes: tuple[tuple[str, ...], ...] = ((), ())
    far: tuple[float, ...] = ()

    @property
    def arity(self) -> int:
        """How many operands are Values."""
        return len(self.points[0])


_TWO = ((2.0, -3.0), (-1.5, 0.625), (0.75, 4.0))
_BASES = ((2.0, -1.5), (0.625, 3.0), (3.5, 0.75))
_ONE = ((0.5,), (-0.75,), (1.625,))
_ABOVE = ((0.5,), (2.25,), (1.625,))
_WITHIN = ((0.5,), (-0.75,), (0.125,))
_FAR = (400.0, -400.0, 800.0, -800.0)


def _power(n: str, slope: str, *mistakes: str) -> Operation:
    return Operation("**", f"{{0}}**{n}", ((2.0,), (0.625,), (3.5,)), (slope,), (mistakes,))


def _one(
    name: str, slope: str, *mistakes: str, points: Points = _ONE, far: tuple[float, ...] = ()
) -> Operation:
    return Operation(name, f"{name}({{0}})", points, (slope,), (mistakes,), far)


#: Operators of two Values, and `**` with plain exponents and with a Value as exponent.
BINARY = (
    Operation("+", "{0} + {1}", _TWO, ("1", "1")),
    Operation("-", "{0} - {1}", _TWO, ("1", "-1"), (("-1",), ("1",))),
    Operation("*", "{0}*{1}", _TWO, ("b", "a"), (("a", "a*b"), ("b", "a*b"))),
    Operation("/", "{0}/{1}", _TWO, ("1/b", "-a/b**2"), (
        ("b", "1", "1/a", "1/b**2"), ("a/b**2", "-1/b**2", "1/b**2", "-a/b", "a/b", "-a", "a", "-b/a**2", "-a*b"),
    )),
)  # fmt: skip
OPERATORS = {operation.name: operation for operation in BINARY}
POWERS = (
    _power("2", "2*a", "a", "2*a**2", "2", "a**2"),
    _power("3", "3*a**2", "a**2", "3*a**3", "2*a**2", "3*a"),
    _power("(-1)", "-1/a**2", "1/a**2", "-1/a", "-2/a**2", "-1"),
    _power("0.5", "0.5*a**(-0.5)", "a**(-0.5)", "0.5*a**0.5", "-0.5*a**(-0.5)"),
)
POWER = Operation("**", "{0}**{1}", _BASES, ("b*a**(b - 1)", "a**b*log(a)"))

UNARY = (
    Operation("neg", "-{0}", _ONE, ("-1",), (("1",),)),
    _one("exp", "exp(a)", "a*exp(a - 1)", "a", "a*exp(a)", "1"),
    _one("log", "1/a", "a", "1/log(a)", "-1/a**2", "1/a**2", "log(a)", "1/(a*log(10))", "1/(a*log(2))", points=_ABOVE),
    _one(
        "tanh", "1 - tanh(a)**2", "1 - tanh(a)", "1 - a**2", "1 + tanh(a)**2", "tanh(a)**2", "tanh(a)**2 - 1",
        "(1 - tanh(a))**2", "tanh(a)*(1 - tanh(a))", "1 - tanh(tanh(a))**2", far=_FAR,
    ),
    _one(
        "sigmoid", "sigmoid(a)*(1 - sigmoid(a))", "sigmoid(a)*(1 + sigmoid(a))", "a*(1 - a)", "1 - sigmoid(a)",
        "1 - sigmoid(a)**2", "sigmoid(a)", "sigmoid(a)*(1 - a)", "sigmoid(a) - 1", "sigmoid(a)**2", far=_FAR,
    ),
    _one("relu", "1 where a > 0, else 0", "relu(a)", "1", "a"),
    _one("leaky_relu", "1 where a > 0, else the slope", "1"),
    _one("gelu", "(1 + erf(a/sqrt(2)))/2 + a*exp(-a**2/2)/sqrt(2*pi), or of the form with tanh", "gelu(a)/a", far=_FAR),
    _one("silu", "sigmoid(a) + a*sigmoid(a)*(1 - sigmoid(a))", "sigmoid(a)", "a*sigmoid(a)*(1 - sigmoid(a))", far=_FAR),
    _one("elu", "1 where a > 0, else exp(a)", far=(800.0,)),
    _one("softplus", "sigmoid(a)", "1 - sigmoid(a)", "exp(a)", far=_FAR),
    _one("sin", "cos(a)", "-cos(a)", "sin(a)"),
    _one("cos", "-sin(a)", "sin(a)", "cos(a)"),
    _one("tan", "1/cos(a)**2", "1/cos(a)", "1 - tan(a)**2"),
    _one("arcsin", "1/sqrt(1 - a**2)", "1/sqrt(1 + a**2)", points=_WITHIN),
    _one("arccos", "-1/sqrt(1 - a**2)", "1/sqrt(1 - a**2)", points=_WITHIN),
    _one("arctan", "1/(1 + a**2)", "1/(1 - a**2)", "1/sqrt(1 + a**2)"),
    _one("sinh", "cosh(a)", "-cosh(a)"),
    _one("cosh", "sinh(a)", "-sinh(a)"),
    _one("sqrt", "1/(2*sqrt(a))", "1/sqrt(a)", "sqrt(a)/2", "1/(2*a)", "-1/(2*sqrt(a))", points=_ABOVE),
    _one("square", "2*a", "a", "2"),
    _one("cube", "3*a**2", "a**2", "3*a"),
    _one("reciprocal", "-1/a**2", "1/a**2", "-1/a"),
    _one("abs", "1 where a > 0, -1 where a < 0", "1", "a"),
    _one("log10", "1/(a*log(10))", "1/a", points=_ABOVE),
    _one("log2", "1/(a*log(2))", "1/a", points=_ABOVE),
    _one("log1p", "1/(1 + a)", "1/a", points=_ABOVE),
    _one("expm1", "exp(a)", "exp(a) - 1"),
    _one("erf", "2*exp(-a**2)/sqrt(3.141592653589793)", "exp(-a**2)"),
    Operation("maximum", "maximum({0}, {1})", _TWO, ("1 where a > b, else 0", "1 where b > a, else 0")),
    Operation("minimum", "minimum({0}, {1})", _TWO, ("1 where a < b, else 0", "1 where b < a, else 0")),
)  # fmt: skip

OPERATIONS = (*BINARY, *POWERS, POWER, *UNARY)
