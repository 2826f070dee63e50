"""A function as formulas in LaTeX: one `align*`, for any document that has amsmath.

Legend: code a formula; binds how tightly its loosest sign binds.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from wengert.compiler.export.dialect import Code, Dialect
from wengert.compiler.export.frame import Exported, Frame, Outputs, Parameter, plain
from wengert.compiler.export.layout import Layout
from wengert.compiler.export.statements import Add, Call, For, Index, Leave, Let, Set, Statement
from wengert.compiler.export.walk import Walk
from wengert.compiler.lowering.outline import Read, Site, Slot
from wengert.compiler.lowering.rules import Recipe
from wengert.compiler.program.program import Affine
from wengert.compiler.spaces import CONST
from wengert.core.row import ATOM, Row

MOST_LINES = 60
MOST_OPERANDS = 8

_NOTHING = Dialect({}, {}, "", "", "", "", "", "", "", "", "", "", "", 0, frozenset())  # rows have their own notation
_LETTERS = """
    alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi chi psi omega
    Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega
"""
_GREEK = frozenset(_LETTERS.split())
_SIMPLE = re.compile(r"(\\?[A-Za-z]+|\\math\w+\{[^{}]*\})(_\{[^{}]*\})?|[0-9.]+")


def to_latex(name: str, params: Sequence[Parameter], outputs: Outputs, paths: Sequence[Exported]) -> str:
    r"""The value of a function as formulas: one `align*`; what is used twice has a name, loops have counters.

    Args:
        name: of the function.
        params: its parameters.
        outputs: what it returns.
        paths: what it does, each with the guards that have to hold.

    Returns:
        LaTeX that needs amsmath; of long functions the beginning and the results.

    Raises:
        TypeError: an operation is a user's own, not written in wengert's functions.
        ValueError: there are no paths.
    """
    if not paths:
        raise ValueError("there is nothing to export: no path is known yet; call the function once")
    layouts = [Layout(path.program) for path in paths]
    frame = _Symbols(params, _NOTHING, layouts, plain(name))
    left = f"{symbol(name)}({', '.join(symbol(param.name) for param in params)})"
    lines: list[str] = []
    for i, (path, layout) in enumerate(zip(paths, layouts, strict=True)):
        walk = _Formulas(path, layout, frame, _NOTHING, i)
        steps = list(_lines(walk.value(), []))
        results = [Set(left, walk.result())] if outputs.single else walk.results()
        if len(steps) > MOST_LINES:
            steps[MOST_LINES:] = [rf"&\quad \text{{and {len(steps) - MOST_LINES:,} more lines}}"]
        lines += [rf"&\text{{path {i + 1}:}}"] * (len(paths) > 1) + steps + list(_lines(results, []))
    return "\\begin{align*}\n" + " \\\\\n".join(lines) + "\n\\end{align*}\n"


def symbol(name: str, index: str = "") -> str:
    r"""A name as a symbol, maybe with an index.

    >>> symbol("x"), symbol("x1", "i"), symbol("θ"), symbol("learning_rate", "3")
    ('x', 'x_{1, i}', '\\theta', '\\mathit{learning\\_rate}_{3}')
    """
    found = re.fullmatch(r"(.*?)_?([0-9]*)", name)
    assert found is not None  # it matches anything
    word, own = found.groups()
    if len(word) == 1 and not word.isascii():
        words = unicodedata.name(word, "").split()
        if words[:1] == ["GREEK"]:
            word = words[-1].capitalize() if "CAPITAL" in words else words[-1].lower().replace("lamda", "lambda")
    if not word or word == "_":
        word, own = name, ""
    if word in _GREEK:
        word = f"\\{word}"
    elif len(word) != 1 or not word.isascii() or word == "_":
        word = rf"\mathit{{{word.translate(_ESCAPED)}}}"
    indices = ", ".join(filter(None, [own, index]))
    return f"{word}_{{{indices}}}" if indices else word


_ESCAPED = {ord(c): f"\\{c}" for c in "_&%$#{}"} | {ord(c): None for c in "\\^~<>"}


def figure(x: float) -> Code:
    r"""A number: `0.5`, `-3`, `10^{-8}`, `\infty`.

    >>> figure(-2.5e-9), figure(3.0), figure(float("inf"))
    ('-2.5 \\times 10^{-9}', '3', '\\infty')
    """
    if x != x:
        return Code(r"\mathrm{nan}")
    text = r"\infty" if abs(x) == float("inf") else repr(abs(x)).removesuffix(".0")
    mantissa, _, power = text.partition("e")
    if power:
        tens = f"10^{{{int(power)}}}"
        text = tens if mantissa == "1" else rf"{mantissa} \times {tens}"
    minus = repr(x).startswith("-")
    return Code("-" * minus + text, 20 if power else 25 if minus else ATOM)


class _Symbols(Frame):
    """Names as symbols."""

    def __init__(self, params: Sequence[Parameter], dialect: Dialect, layouts: Sequence[Layout], name: str) -> None:
        super().__init__(params, dialect, layouts, name)
        self.at = self.fresh("s")

    def input(self, read: Read, adjoint: bool = False) -> str:
        place = read.operand.place
        if self.flat:
            return symbol(self.flat, self.affine(place))
        owner = self._owner(read)
        shifted = self.affine(Affine(place.base - self.begins[owner], place.steps))
        return symbol(self.originals[owner], "" if self.params[owner].scalar else shifted)

    def affine(self, place: Affine) -> str:
        return super().affine(place).replace("*", " ")

    def slot(self, slot: Slot, adjoint: bool = False) -> Code:
        text = str(super().slot(slot))
        return Code(symbol(*text.removesuffix("]").split("[")))

    def result(self, place: str) -> str:
        return symbol(self.results, place)

    def name(self, site: Site) -> str:
        counters = [self.counter(depth) for depth in range(site.scope.depth)]
        return symbol(self.value, ", ".join([str(site.number), *counters]))


class _Formulas(Walk):
    """Rows as the table writes them in LaTeX."""

    most = 240

    def _reads(self, site: Site) -> list[tuple[Read, int]]:
        passed = site.rule.passes_on()
        return [(read, 1) for read in (site.reads if passed is None else [site.reads[passed]])]

    def _spell(self, recipe: Recipe, site: Site) -> list[Code]:
        operands = [self._operand(read) for read, _ in self._reads(site)]
        return operands if site.rule.passes_on() is not None else [filled(site.step.row, operands)]

    def _operand(self, read: Read) -> Code:
        space, place, _ = read.operand
        if space == CONST:
            return symbol_code(super()._operand(read)) if place.moves else figure(self.constants[place.base])
        return super()._operand(read)

    def _unlike(self, code: Code, expected: float) -> str:
        if code.truth and expected in (0.0, 1.0):
            return code.truth if expected else rf"\neg\left({code.truth}\right)"
        return f"{code} = {figure(expected)}"


def symbol_code(code: Code) -> Code:
    """`c[i + 1]` as a symbol."""
    return Code(symbol(*code.removesuffix("]").split("[")))


def filled(row: Row, args: Sequence[Code]) -> Code:
    """A row's notation with its operands put in, in parentheses where they need them."""
    if row.variadic:
        half = MOST_OPERANDS // 2
        shown = args if len(args) <= MOST_OPERANDS else [*args[:half], r"\ldots", *args[-half:]]
        return Code(row.latex.format(", ".join(shown)))
    operands = [_operand(row, arg, i) for i, arg in enumerate(args)]
    if row.conditional:
        operands[0] = args[0].truth or rf"{args[0]} \ne 0"
    text = row.latex.format(*operands)
    if row.boolean:
        return Code(rf"\left[{text}\right]", truth=text)
    loose = " " in re.sub(r"\\left.*\\right|\\begin.*\\end|\{.*\}", "", row.latex.replace("{0}", "").replace("{1}", ""))
    return Code(text, row.precedence if row.symbol and not row.latex.startswith("\\") else 10 if loose else ATOM)


def _operand(row: Row, arg: Code, i: int) -> str:
    hole = f"{{{i}}}"
    closed = f"{{{{{hole}}}}}" in row.latex or any(mark in row.latex for mark in (r"\left", r"\begin"))
    if f"{hole}^" in row.latex:
        return arg if _SIMPLE.fullmatch(arg) else _braced(arg)
    if closed:
        return arg
    least = (row.precedence if row.symbol else 20) + (i > 0)
    if arg.binds < least or (arg.startswith("-") and (i > 0 or not row.latex.startswith("{0} "))):
        return _braced(arg)
    return arg


def _braced(text: str) -> str:
    return rf"\left({text}\right)"


def _lines(statements: Sequence[Statement], counters: list[str]) -> Iterator[str]:
    """Statements as lines of `align*`."""
    rounds = "".join(rf",\quad {counter}" for counter in counters)
    for statement in statements:
        if isinstance(statement, For):
            last = rf"{statement.counter} = 0, \ldots, {statement.last}"
            yield from _lines(statement.body, [*counters, last])
        elif isinstance(statement, (Let, Set, Index)):
            yield f"{statement[0]} &= {statement[1]}{rounds}"
        elif isinstance(statement, Add):
            yield rf"{statement.place} &\leftarrow {statement.place} + {statement.code}{rounds}"
        elif isinstance(statement, Leave):
            yield rf"&\text{{where }} {statement.condition}{rounds}"
        elif isinstance(statement, Call):
            yield from _lines(statement.body, counters)
