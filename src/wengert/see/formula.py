"""Nodes and numbers in LaTeX, for amsmath and for MathJax.

Nothing in a label is a command.  A character that has none in TeX is left as it is: MathJax, LuaTeX and XeTeX show it.
"""

from __future__ import annotations

import re

from wengert.core.notation import shortened
from wengert.core.row import Row
from wengert.core.value import Value
from wengert.see import texwords
from wengert.see.names import LONGEST, MOST_OPERANDS, Names, figure

_INDEXED = re.compile(
    rf"(?P<word>[A-Za-z]{{2,}}|{texwords.MARKED})(?:_?(?P<index>[0-9]+)|(?P<lowered>[{''.join(texwords.LOWERED)}]+))?"
    rf"(?P<raised>[{''.join(texwords.RAISED)}]+)?"
)
_EXPONENT = re.compile(r"(.*)e([+-]?)0*(\d+)")
_LETTERS = "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau phi chi psi omega"
_GREEK = set(_LETTERS.split())


def tex_number(x: float) -> str:
    r"""A number in four significant digits: `-0.7071`, `10^{-8}`, `\infty`."""
    if x != x:
        return r"\mathrm{nan}"
    if abs(x) == float("inf"):
        return r"\infty" if x > 0 else r"-\infty"
    text = f"{x + 0.0:.4g}"
    found = _EXPONENT.fullmatch(text)
    if not found:
        return text
    mantissa, sign, power = found.groups()
    return rf"{mantissa} \times 10^{{{sign.replace('+', '')}{power}}}"


def tex_factor(x: float) -> str:
    """The same after an operator: negative ones in parentheses."""
    return rf"\left({tex_number(x)}\right)" if tex_number(x).startswith("-") else tex_number(x)


def tex_label(label: str) -> str:
    r"""A label as a symbol: `x_{1}`, `\alpha`, `\hat{y}`, `\mathrm{loss}`; any other text as text.

    >>> tex_label("x1"), tex_label("alpha"), tex_label("loss"), tex_label("the loss")
    ('x_{1}', '\\alpha', '\\mathrm{loss}', '\\text{the loss}')
    >>> tex_label("ŷ"), tex_label("β₁"), tex_label("x→y")
    ('\\hat{y}', '\\beta_{1}', '\\text{x$\\to$y}')
    """
    text = shortened(label)
    found = _INDEXED.fullmatch(text)
    word = "" if found is None else found["word"]
    plain = len(word) > 1 and word.isascii()
    symbol = (rf"\{word}" if word in _GREEK else rf"\mathrm{{{word}}}") if plain else texwords.symbol(word)
    if found is None or not symbol:
        return rf"\text{{{texwords.words(text, as_it_is=True)}}}"
    index = found["index"] or "".join(texwords.LOWERED[c] for c in found["lowered"] or "")
    power = "".join(texwords.RAISED[c] for c in found["raised"] or "")
    symbol += f"_{{{index}}}" if index else ""
    return f"{{{symbol}^{{{power}}}}}" if power else symbol


class Formulas:
    """Names and formulas of the nodes of a graph, as `Names` has them, in LaTeX."""

    def __init__(self, names: Names) -> None:
        self._names = names

    def name(self, node: Value) -> str:
        """A node's label, number or short expression, else `v_{7}`."""
        if node.label and len(node.label) <= LONGEST:
            return tex_label(node.label)
        if self._names.is_spelled(node):
            return self.made_by(node)
        return tex_number(node.data) if self._names[node] == figure(node.data) else tex_label(self._names[node])

    def made_by(self, node: Value) -> str:
        """An operation in the names of its operands."""
        assert node.row is not None
        return _filled(node.row, [self._operand(node.row, arg, i) for i, arg in enumerate(node.args)])

    def at_numbers(self, node: Value) -> str:
        """An operation with the numbers of its operands put in."""
        row = node.row
        assert row is not None
        numbers = [tex_number(arg.data) for arg in node.args]
        return _filled(row, [_braced(x) if _sticks(row, i) and x.startswith("-") else x for i, x in enumerate(numbers)])

    def derivative(self, y: Value, a: Value) -> str:
        r"""`\frac{\partial y}{\partial x}`."""
        top, bottom = (_braced(self.name(n)) if self._names.is_spelled(n) else self.name(n) for n in (y, a))
        return rf"\frac{{\partial {top}}}{{\partial {bottom}}}"

    def _operand(self, row: Row, arg: Value, i: int) -> str:
        name, inner = self.name(arg), arg.row
        if name.startswith("-") and _sticks(row, i):
            return _braced(name)
        if not self._names.is_spelled(arg) or inner is None:
            return name
        if not _is_open(row, i):
            return name
        if inner.symbol and row.symbol:
            loose = inner.precedence < row.precedence + (i > 0)
        else:
            loose = " " in inner.latex.partition(r"\left")[0]
        return _braced(name) if loose or f"{{{i}}}^" in row.latex else name


def _is_open(row: Row, i: int) -> bool:
    """Whether nothing in a row's notation encloses its operand i: no bracket, root, bar or exponent."""
    closed = (rf"{{{{{{{i}}}}}}}", r"\left", r"\begin")
    return not row.variadic and not any(mark in row.latex for mark in closed)


def _sticks(row: Row, i: int) -> bool:
    """Whether a minus sign of operand i would stand beside an operator, or under a power."""
    return _is_open(row, i) and (i > 0 or not row.latex.startswith("{0} "))


def _braced(text: str) -> str:
    return rf"\left({text}\right)"


def _filled(row: Row, operands: list[str]) -> str:
    if not row.variadic:
        return row.latex.format(*operands)
    half = MOST_OPERANDS // 2
    shown = operands if len(operands) <= MOST_OPERANDS else [*operands[:half], r"\ldots", *operands[-half:]]
    return row.latex.format(", ".join(shown))
