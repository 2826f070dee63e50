"""Rules printed as typed code: the source of `kernels.py` and of `lanes.py`.

Straight-line functions, one per row and number of arguments or one for each value and partial, in the part
of Python that Cython turns into plain C.  A subexpression that is used twice gets a name.
"""

from __future__ import annotations

from typing import NamedTuple

from wengert.core.row import Row
from wengert.core.symbol import Expression, Symbol, derive, node


class Kernel(NamedTuple):
    """The body of a function that returns a row's value and its partials."""

    args: list[str]
    locals: list[str]
    body: list[str]


def kernel(row: Row, count: int) -> Kernel:
    """The code of a row at `count` arguments.

    With several arguments a partial is computed only where its parameter, `need_x` for x, is true:
    a constant has none.
    """
    names, value, partials = _rule(row, count)
    listing = _Listing()
    codes = listing.write(value, partials)
    if count > 1:
        named = zip(names, codes, strict=True)
        codes = [code if code == "0.0" else f"{code} if need_{name} else 0.0" for name, code in named]
    return listing.kernel(names, ["out", *codes])


def value(row: Row, count: int) -> Kernel:
    """The code of a row's value alone."""
    names, value, _ = _rule(row, count)
    listing = _Listing()
    return listing.kernel(names, listing.codes_of([value]))


def partial(row: Row, count: int, i: int) -> Kernel:
    """The code of one partial alone, whose last argument `out` is the value."""
    names, value, partials = _rule(row, count)
    listing = _Listing(value)
    return listing.kernel([*names, "out"], listing.codes_of([partials[i]]))


def _rule(row: Row, count: int) -> tuple[list[str], Expression, list[Expression]]:
    """The names of a row's arguments, its value and its partials, written in atoms."""
    names = [f"x{i}" for i in range(count)] if row.variadic else list(row.args)
    args = [Symbol(name) for name in names]
    if row.inside is not None:
        value = row.inside(*args)
        partials = derive(value, args)
    else:
        value = node(row, tuple(args))
        partials = list(row.partials_at(args, Symbol("out")))
    return names, _opened(value), [_opened(partial) for partial in partials]


def _opened(expression: Expression) -> Expression:
    """The expression written in atoms alone: rows with code of their own."""
    if not isinstance(expression, Symbol) or expression.row is None:
        return expression
    args = tuple(_opened(arg) for arg in expression.args)
    row = expression.row
    return node(row, args) if row.print_as else _opened(row.value(*args))


class _Listing:
    """Statements so far, and the code by which each expression seen is now known."""

    def __init__(self, out: Expression = 0.0) -> None:
        self.lines: list[str] = []
        self.names: list[str] = []
        self.codes: dict[Symbol, str] = {}  # expression -> the name that holds it
        self._name_out(out)

    def kernel(self, args: list[str], results: list[str]) -> Kernel:
        """The statements so far as the body of a function."""
        return Kernel(args, self.names, [*self.lines, f"return {', '.join(results)}"])

    def write(self, value: Expression, partials: list[Expression]) -> list[str]:
        """Assign the value to `out`, and return the code of each partial."""
        uses = self._uses([value, *partials])
        self._assign("out", self._code(value, uses, keep=False))
        self._name_out(value)
        return [self._code(partial, uses) for partial in partials]

    def codes_of(self, expressions: list[Expression]) -> list[str]:
        """The code of each of some expressions."""
        uses = self._uses(expressions)
        return [self._code(expression, uses, keep=False) for expression in expressions]

    def _uses(self, expressions: list[Expression]) -> dict[Symbol, int]:
        uses: dict[Symbol, int] = {}
        for expression in expressions:
            self._count(expression, uses)
        return uses

    def _name_out(self, value: Expression) -> None:
        if isinstance(value, Symbol) and value.row is not None:
            self.codes[value] = "out"

    def _assign(self, name: str, code: str) -> None:
        self.names.append(name)
        self.lines.append(f"{name} = {code}")

    def _count(self, expression: Expression, uses: dict[Symbol, int]) -> None:
        if not isinstance(expression, Symbol) or expression.row is None:
            return
        uses[expression] = uses.get(expression, 0) + 1
        if uses[expression] == 1 and expression not in self.codes:
            for arg in expression.args:
                self._count(arg, uses)

    def _code(self, expression: Expression, uses: dict[Symbol, int], keep: bool = True) -> str:
        if not isinstance(expression, Symbol):
            return repr(float(expression))
        row = expression.row
        if row is None:
            return expression.name
        if expression in self.codes:
            return self.codes[expression]
        code = row.print_as.format(*self._operands(row, expression.args, uses))
        if row.boolean:
            return f"(1.0 if {code} else 0.0)"
        if keep and uses[expression] > 1:
            name = f"t{len(self.codes)}"
            self._assign(name, code)
            self.codes[expression] = code = name
        return code

    def _operands(self, row: Row, args: tuple[Expression, ...], uses: dict[Symbol, int]) -> list[_Code]:
        codes = []
        for arg in args:
            truth = ""
            if isinstance(arg, Symbol) and arg.row is not None and arg.row.boolean:
                truth = arg.row.print_as.format(*self._operands(arg.row, arg.args, uses))
            code = self._code(arg, uses)
            codes.append(_Code(f"({code})" if _infix(row) and not _stands_alone(arg, code) else code, truth or code))
        return codes


class _Code(str):
    """The code of an operand; `{0:truth}` in a row's `print_as` asks for it as a truth value."""

    truth: str

    def __new__(cls, code: str, truth: str) -> _Code:
        self = super().__new__(cls, code)
        self.truth = truth
        return self

    def __format__(self, spec: str) -> str:
        return self.truth if spec == "truth" else str(self)


def _stands_alone(expression: Expression, code: str) -> bool:
    """Whether code needs no parentheses beside an infix operator: a name, a call, a number >= 0."""
    if not isinstance(expression, Symbol):
        return expression >= 0
    row = expression.row
    return code.isidentifier() or (row is not None and (row.boolean or not _infix(row)))


def _infix(row: Row) -> bool:
    return not row.print_as.endswith(")")
