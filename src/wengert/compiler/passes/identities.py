"""Identities: operations that some simpler ones equal, in value and derivative, to the last bit.

Only what IEEE 754 itself prescribes: an identity holds for zeros of both signs, for infinities and nan, and the
partial derivatives on both sides are the same numbers.  So `0 + x` is not here (-0.0), nor `x - x` (inf), nor
`max(x, x)` (at nan its partials are nan).  Each line is proved in tests/compiler/test_identities.py, where both
sides are evaluated at all such numbers; a line that fails there has no place here.

On the left stands one operation; its operands are numbers, letters for anything, or operations again.  On the
right stands a letter, a number, or one operation of letters and numbers, with no more operands than on the left.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import NamedTuple

from wengert.core import ops
from wengert.core.row import Row
from wengert.core.symbol import Expression, Symbol, topological

IDENTITIES = """
    x * 1                 -> x
    1 * x                 -> x
    x * -1                -> -x
    -1 * x                -> -x
    -x * -y               -> x * y
    x / 1                 -> x
    x / -1                -> -x
    -x / -y               -> x / y
    x - 0                 -> x
    -0.0 - x              -> -x
    x - -y                -> x + y
    x + -0.0              -> x
    -0.0 + x              -> x
    x + -y                -> x - y
    -x + y                -> y - x
    --x                   -> x
    abs(-x)               -> abs(x)
    abs(abs(x))           -> abs(x)
    square(-x)            -> square(x)
    x ** 1                -> x
    x ** 0                -> 1
    where(1, x, y)        -> x
    where(0, x, y)        -> y
    where(c, x, x)        -> x
    where(eq(c, 0), x, y) -> where(c, y, x)
    where(ne(c, 0), x, y) -> where(c, x, y)
    where(x < y, 1, 0)    -> x < y
    where(x <= y, 1, 0)   -> x <= y
    where(x > y, 1, 0)    -> x > y
    where(x >= y, 1, 0)   -> x >= y
    where(eq(x, y), 1, 0) -> eq(x, y)
    where(ne(x, y), 1, 0) -> ne(x, y)
    x < x                 -> 0
    x > x                 -> 0
    sum(x)                -> x
    prod(x)               -> x
    sum(x, y)             -> x + y
    prod(x, y)            -> x * y
    dot(x, y)             -> x * y
"""

#: What a number in a pattern's column is: a letter, a constant, or a row and its count of operands.
LETTER, NUMBER, ROW = 0, 1, 2

MOST_LETTERS = 4


class Identity(NamedTuple):
    """Two expressions that are equal."""

    text: str
    left: Symbol
    right: Expression


def read(text: str) -> Identity:
    """An identity, out of a line."""
    left, right = (eval(side, {"__builtins__": {}}, _NAMES) for side in text.split("->"))
    return Identity(" ".join(text.split()), left, right if isinstance(right, Symbol) else float(right))


_LETTERS = "cxyz"
_NAMES: dict[str, Row | Symbol] = {name: row for name, row in vars(ops).items() if isinstance(row, Row)}
_NAMES |= {letter: Symbol(letter) for letter in _LETTERS}

ALL = [read(line) for line in IDENTITIES.strip().splitlines()]


class Patterns:
    """Identities as numbers in one column, for a compiled matcher.

    An operation of row `code` is looked up from `heads[code]` on, where there is one.  What stands there of each
    identity: how many operands the operation has, how long this is in all, each operand, and the right side.  A letter
    or a constant is its number there, 4*i + LETTER or NUMBER; an operation is 4*code + ROW, the count of its
    operands, and these.  A count of 0 ends what is known of a row.

    Args:
        identities: in the order in which they are tried.

    Attributes:
        heads: where the identities of a row begin; -1 if it has none.
        column: the numbers.
        constants: those that identities name.

    Raises:
        ValueError: an identity has not the form that the head of this file says.
    """

    def __init__(self, identities: Sequence[Identity]) -> None:
        self.constants: array[float] = array("d")
        self.column = array("i")
        roots = [identity.left.row.code if identity.left.row is not None else 0 for identity in identities]
        self.heads = array("i", [-1]) * (1 + max(roots, default=0))
        for code in dict.fromkeys(roots):
            self.heads[code] = len(self.column)
            for root, identity in zip(roots, identities, strict=True):
                if root == code:
                    self._add(identity)
            self.column.append(0)

    def _add(self, identity: Identity) -> None:
        left, right = identity.left, identity.right
        parts = [arg for arg in right.args if isinstance(arg, Symbol)] if isinstance(right, Symbol) else []
        if left.row is None:
            raise ValueError(f"an identity has one operation on the left, got {identity.text!r}")
        if any(part.row is not None for part in parts):
            raise ValueError(f"an identity has one operation of letters and numbers on the right: {identity.text!r}")
        if isinstance(right, Symbol) and len(right.args) > len(left.args):
            raise ValueError(f"an identity has no more operands on the right than on the left, got {identity.text!r}")
        known = {symbol.name for symbol in topological([left]) if symbol.row is None}
        for symbol in topological([right]):
            if symbol.row is None and symbol.name not in known:
                raise ValueError(f"{symbol.name} stands on the right alone, in {identity.text!r}")
        column = [number for side in (*left.args, right) for number in self._flat(side)]
        self.column.extend([len(left.args), 2 + len(column), *column])

    def _flat(self, expression: Expression) -> list[int]:
        if not isinstance(expression, Symbol):
            return [4 * self._constant(float(expression)) + NUMBER]
        if expression.row is None:
            return [4 * _LETTERS.index(expression.name) + LETTER]
        args = [number for arg in expression.args for number in self._flat(arg)]
        return [4 * expression.row.code + ROW, len(expression.args), *args]

    def _constant(self, number: float) -> int:
        """Its place among the constants, which are told apart by their text, as -0.0 is from 0.0."""
        known = [repr(other) for other in self.constants]
        if repr(number) not in known:
            self.constants.append(number)
            return len(known)
        return known.index(repr(number))


PATTERNS = Patterns(ALL)
