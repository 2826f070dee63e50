"""What is inside of an operation that has no kernel: steps that have one.

A row of many operands, or one of the user's own, is run on Symbols: steps that compute its value, and steps that
compute its partials.  One last step, LINEAR, is the value and has these partials.  Where the steps to the value
have them anyway, product by product, as those of a sum have, it is left out.

What comes of it is what the eager row computes, bit for bit: a composite is swept backwards in the order in
which `backward()` sweeps, and nothing is shared that is not shared there.

Legend: slot where a step finds an operand: 4*i + ARGUMENT, CONST or RESULT for the operation's own operand i, a
constant or a step.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from wengert.compiler.spaces import CONST, RESULT
from wengert.core import kernels
from wengert.core.row import LINEAR, Row
from wengert.core.symbol import Expression, Symbol, derive, topological

ARGUMENT = 3

_TABLES: tuple[dict[int, Callable[..., Any]], ...] = ({}, kernels.UNARY, kernels.BINARY, kernels.TERNARY)


def has_kernel(row: Row, count: int) -> bool:
    """Whether a row has one at so many operands."""
    return count < len(_TABLES) and row.code in _TABLES[count]


class Inside:
    """The steps of a row at some operands.

    Args:
        row: the row.
        moving: for each operand whether a partial by it is wanted.

    Attributes:
        constants: numbers that the steps use.
        steps: code and operands' slots of each.
        result: the slot of the value.

    Raises:
        TypeError: the row is not written in arithmetic and wengert's functions alone.

    Cost: some µs for each step.
    """

    def __init__(self, row: Row, moving: Sequence[bool]) -> None:
        args = [_Fresh(f"x{i}") for i in range(len(moving))]
        self.constants: list[float] = []
        self.steps: list[tuple[int, list[int]]] = []
        self._places: dict[str, int] = {}
        slots = {id(arg): 4 * i + ARGUMENT for i, arg in enumerate(args)}
        try:
            value = row.value(*args)
            out = value if row.inside is not None else Symbol("out")
            partials: Sequence[Expression] = _slopes(row, args, out) if any(moving) else []
        except (TypeError, AttributeError) as error:
            raise TypeError(
                f"{row.name} cannot be compiled: it is not written in arithmetic and wengert's functions alone, "
                f"with wg.where in place of `if` ({error})"
            ) from error
        (self.result,) = self._written([value], slots)
        if any(moving) and not _says(value, args, partials):
            slots[id(out)] = self.result
            wanted = [i for i, partial in enumerate(partials) if moving[i] and not _is_zero(partial)]
            wanted = wanted or [moving.index(True)]
            found = self._written([partials[i] for i in wanted], slots)
            pairs = zip([4 * i + ARGUMENT for i in wanted], found, strict=True)
            self.result = self._step(LINEAR.code, [self.result, *[slot for pair in pairs for slot in pair]])

    @property
    def operands(self) -> int:
        """How many operands the steps have together."""
        return sum(len(operands) for _, operands in self.steps)

    def _written(self, expressions: Sequence[Expression], slots: dict[int, int]) -> list[int]:
        """The slots of expressions, whose steps are written; those of all Symbols below are noted."""
        for symbol in topological(expressions):
            if id(symbol) not in slots:
                slots[id(symbol)] = self._made(symbol, slots)
        return [self._operand(expression, slots) for expression in expressions]

    def _made(self, symbol: Symbol, slots: dict[int, int]) -> int:
        row = symbol.row
        assert row is not None  # names have their slots from the beginning
        operands = [self._operand(arg, slots) for arg in symbol.args]
        if has_kernel(row, len(operands)):
            return self._step(row.code, operands)
        args = [_Fresh("") for _ in operands]
        (slot,) = self._written([row.value(*args)], {id(arg): slot for arg, slot in zip(args, operands, strict=True)})
        return slot

    def _operand(self, expression: Expression, slots: dict[int, int]) -> int:
        return slots[id(expression)] if isinstance(expression, Symbol) else self._constant(float(expression))

    def _step(self, code: int, operands: list[int]) -> int:
        self.steps.append((code, operands))
        return 4 * (len(self.steps) - 1) + RESULT

    def _constant(self, number: float) -> int:
        place = self._places.setdefault(repr(number), len(self.constants))
        if place == len(self.constants):
            self.constants.append(number)
        return 4 * place + CONST


class _Fresh(Symbol):
    """An argument whose expressions are new each time, and in which composites stay closed: as nodes are."""

    __slots__ = ()

    def _apply(self, row: Row, args: tuple[Expression, ...]) -> Any:
        return _Fresh("", row, args)


def _slopes(row: Row, args: Sequence[Expression], out: Symbol) -> Sequence[Expression]:
    """The partials of a row, as the eager row computes them."""
    if row.inside is None:
        return row.partials_at(args, out)
    if has_kernel(row, len(args)):
        names = [Symbol(f"x{i}") for i in range(len(args))]
        found = derive(row.inside(*names), names)
    else:
        names = [_Fresh(f"x{i}") for i in range(len(args))]
        inside = row.inside(*names)
        found = derive(inside, names, _paying(inside), _slopes)
    given = {id(name): arg for name, arg in zip(names, args, strict=True)}
    for symbol in topological(found):
        if id(symbol) not in given:
            assert symbol.row is not None  # the names were given
            given[id(symbol)] = _Fresh("", symbol.row, tuple([given.get(id(arg), arg) for arg in symbol.args]))
    return [given.get(id(partial), partial) for partial in found]


def _paying(out: Expression) -> list[Symbol]:
    """The operations below an expression in the order of a sweep: one pays when its last use has paid it."""
    uses: dict[int, int] = {}
    for symbol in topological([out]):
        for arg in symbol.args:
            uses[id(arg)] = uses.get(id(arg), 0) + 1
    order = []
    ready = [out] if isinstance(out, Symbol) and out.row is not None else []
    while ready:
        symbol = ready.pop()
        order.append(symbol)
        for arg in symbol.args:
            uses[id(arg)] -= 1
            if isinstance(arg, Symbol) and arg.row is not None and not uses[id(arg)]:
                ready.append(arg)
    return order


def _says(value: Expression, args: Sequence[Symbol], partials: Sequence[Expression]) -> bool:
    """Whether the chain rule through a value has the partials stated, with no sum and one factor that is not ±1."""
    if not isinstance(value, Symbol):
        return False
    found: dict[int, Expression] = {id(value): 1.0}
    for user in reversed(topological([value])):
        if user.row is None:
            continue
        adjoint = found.pop(id(user))
        for arg, slope in zip(user.args, _slopes(user.row, user.args, user), strict=True):
            if not isinstance(arg, Symbol):
                continue
            if id(arg) in found or not (_is_unit(adjoint) or _is_unit(slope)):
                return False
            if not isinstance(adjoint, Symbol) and not isinstance(slope, Symbol):
                found[id(arg)] = float(adjoint) * float(slope)
            elif adjoint == 1.0 or slope == 1.0:
                found[id(arg)] = slope if adjoint == 1.0 else adjoint
            else:
                return False
    return all(_are_same(found.get(id(arg), 0.0), partial) for arg, partial in zip(args, partials, strict=True))


def _is_unit(expression: Expression) -> bool:
    return not isinstance(expression, Symbol) and abs(expression) == 1.0


def _is_zero(expression: Expression) -> bool:
    return not isinstance(expression, Symbol) and expression == 0.0


def _are_same(x: Expression, y: Expression) -> bool:
    """Whether two expressions are written alike."""
    if not isinstance(x, Symbol) or not isinstance(y, Symbol):
        return not isinstance(x, Symbol) and not isinstance(y, Symbol) and float(x) == float(y)
    return x is y or (
        x.row is not None and x.row is y.row and len(x.args) == len(y.args) and all(map(_are_same, x.args, y.args))
    )
