"""How a language writes expressions: a table of templates, and the one reader of them.

Legend: binds how tightly an operator holds its operands; let gives an expression a name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite

from wengert.compiler.lowering.rules import Recipe
from wengert.core import ops
from wengert.core.row import ATOM, Row
from wengert.core.symbol import Expression, Symbol

MOST_CHARACTERS = 80  # of an expression that has no name

_INFIX = re.compile(r"\{0\} (\S+) \{1\}")
_BINDS = {"<": 5, "<=": 5, ">": 5, ">=": 5, "==": 5, "!=": 5, "===": 5, "!==": 5, "+": 10, "-": 10, "*": 20, "/": 20,
          "%": 20}  # fmt: skip
PREFIX = 25


@dataclass(frozen=True)
class Dialect:
    """A language.

    Attributes:
        atoms: what stands for a `print_as` of the table; what is not here is written as it is there.
        numbers: inf and nan.
        choice: the number of a truth value.
        negation: the opposite of a truth value.
        note: a comment.
        let: a name for a number that stays as it is.
        variable: a name for one that does not.
        index: a name for a whole number that does not.
        loop: the head of a loop from 0 up: counter, rounds, rounds - 1.
        back: of one from rounds - 1 down.
        end: the end of a loop.
        leave: what is done where a guard fails.
        statement: how any other statement ends.
        indent: by how much a body stands in.
        reserved: what no name may be.
    """

    atoms: Mapping[str, str]
    numbers: Mapping[str, str]
    choice: str
    negation: str
    note: str
    let: str
    variable: str
    index: str
    loop: str
    back: str
    end: str
    leave: str
    statement: str
    indent: int
    reserved: frozenset[str]


class Code(str):
    """An expression in some language; `{0:truth}` in a template asks for it as a truth value.

    Attributes:
        binds: how tightly its loosest operator binds.
        truth: what it is as a truth value; empty if that is to be made of it.
        number: what it is, if that is known.
    """

    binds: int
    truth: str
    number: float | None

    def __new__(cls, text: str, binds: int = ATOM, truth: str = "", number: float | None = None) -> Code:
        """All that it is."""
        self = super().__new__(cls, text)
        self.binds, self.truth, self.number = binds, truth, number
        return self

    def __format__(self, spec: str) -> str:
        return (self.truth or f"{self.within(6)} != 0.0") if spec == "truth" else str(self)

    def within(self, binds: int) -> str:
        """The same as an operand, in parentheses unless it binds that tightly."""
        return str(self) if self.binds >= binds else f"({self})"


def number(x: float, dialect: Dialect) -> Code:
    """A constant."""
    text = repr(x)
    digits = dialect.numbers.get(text.lstrip("-"), text.lstrip("-"))
    return Code(f"-{digits}", PREFIX, number=x) if text.startswith("-") else Code(digits, number=x)


def spell(
    recipe: Recipe, known: Mapping[Expression, Code], dialect: Dialect, let: Callable[[Code], Code]
) -> list[Code]:
    """The code of expressions.

    What is used twice, or is long, gets a name; what is the same everywhere is computed here.

    Args:
        recipe: what is wanted.
        known: the code of all arguments that are read, and of the result.
        dialect: the language.
        let: gives code a name.
    """
    codes = dict(known)

    def code(expression: Expression) -> Code:
        return codes[expression] if isinstance(expression, Symbol) else number(float(expression), dialect)

    for symbol in recipe.order:
        written = call(symbol.row, [code(arg) for arg in symbol.args], dialect, symbol in recipe.exact)
        is_long = len(written) > MOST_CHARACTERS and symbol not in recipe.wanted
        is_short = written.truth or written.isidentifier() or written.number is not None
        codes[symbol] = let(written) if not is_short and (is_long or recipe.uses[symbol] > 1) else written
    return [code(expression) for expression in recipe.wanted]


def call(row: Row | None, args: Sequence[Code], dialect: Dialect, exact: bool) -> Code:
    """A row with code of its own, at some arguments."""
    assert row is not None  # arguments are known
    numbers = [arg.number for arg in args if arg.number is not None]
    if len(numbers) == len(args):
        return number(float(row.value(*numbers)), dialect)
    if row.conditional and args[0].number is not None:
        return args[1] if args[0].number else args[2]
    if row is ops.scale and not exact:
        return product(args[0], args[1], dialect)
    written = combine(row.print_as, args, dialect)
    return Code(dialect.choice.format(written), truth=str(written)) if row.boolean else written


def product(x: Code, y: Code, dialect: Dialect) -> Code:
    """`scale(x, y)`: a plain product where a factor is a number that is neither 0, inf nor nan."""
    if x.number is not None and y.number is not None:
        return number(ops.scale.value(x.number, y.number), dialect)
    for factor, other in ((y, x), (x, y)):
        known = factor.number
        if known is not None and isfinite(known):
            if known == 0.0:
                return number(0.0, dialect)
            if abs(known) == 1.0:
                return other if known > 0 else combine(ops.neg.print_as, [other], dialect)
            return combine(ops.mul.print_as, [x, y], dialect)
    return combine(ops.scale.print_as, [x, y], dialect)


def combine(print_as: str, args: Sequence[Code], dialect: Dialect) -> Code:
    """An atom at some arguments, with as few parentheses as there can be."""
    template = dialect.atoms.get(print_as, print_as)
    if template == "-{0}":
        return Code(f"-{args[0].within(PREFIX + 1)}", PREFIX)
    found = _INFIX.fullmatch(template)
    if found is None:
        return Code(template.format(*args))
    sign = found.group(1)
    binds = _BINDS[sign]
    left, right = args
    text = f"{left.within(binds + (binds == 5))} {sign} {right.within(binds + 1)}"
    if right.startswith("-"):
        text = f"{left.within(binds)} {sign} ({right})"
    return Code(text, binds)
