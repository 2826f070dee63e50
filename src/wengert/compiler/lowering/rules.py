"""A row's value and partials as expressions in atoms: what every language writes in its own signs.

Legend: x an argument; out the result; an atom is a row with code of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import cast

from wengert.core import ops
from wengert.core.row import Row
from wengert.core.symbol import Expression, Symbol, derive, topological


class Recipe:
    """How to write some expressions of a rule.

    Args:
        wanted: the expressions.
        args: the arguments of the rule.
        out: its result.
        partials: whether they are partials, for which a zero's sign does not count.

    Attributes:
        order: the operations in them, operands first.
        uses: how often each is read.
        exact: those that are read by something to which a zero's sign counts.
        reads: the arguments that are read: place, and how often.
        reads_out: how often the result is read.
    """

    __slots__ = ("exact", "order", "reads", "reads_out", "uses", "wanted")

    def __init__(self, wanted: Sequence[Expression], args: Sequence[Symbol], out: Symbol, partials: bool) -> None:
        order = topological(wanted)
        self.wanted = wanted
        self.order = [symbol for symbol in order if symbol.row is not None]
        self.uses = Counter(root for root in wanted if isinstance(root, Symbol))
        for symbol in order:
            self.uses.update(arg for arg in symbol.args if isinstance(arg, Symbol))
        self.exact: set[Expression] = set() if partials else set(wanted)
        for symbol in reversed(self.order):
            row = cast(Row, symbol.row)
            passes = symbol not in self.exact and (row.conditional or row is ops.scale)
            self.exact.update(symbol.args[:1] if passes and row.conditional else () if passes else symbol.args)
        self.reads = [(i, self.uses[arg]) for i, arg in enumerate(args) if self.uses[arg]]
        self.reads_out = self.uses[out]


class Rule:
    """A row at some number of arguments.

    Attributes:
        args: the arguments, as they stand in the expressions.
        out: the result, as it stands in the partials.
        value: how the result is written.
        moving: the places of the arguments with which the result changes at all.
    """

    __slots__ = ("_partials", "_recipes", "args", "moving", "out", "value")

    def __init__(
        self, args: tuple[Symbol, ...], out: Symbol, value: Expression, partials: Sequence[Expression]
    ) -> None:
        self.args, self.out, self._partials = args, out, partials
        self.value = Recipe([value], args, out, partials=False)
        self.moving = [i for i, partial in enumerate(partials) if isinstance(partial, Symbol) or partial != 0]
        self._recipes: dict[tuple[int, ...], Recipe] = {}

    def partials(self, which: tuple[int, ...]) -> Recipe:
        """How the partials by some arguments are written."""
        if which not in self._recipes:
            self._recipes[which] = Recipe([self._partials[i] for i in which], self.args, self.out, partials=True)
        return self._recipes[which]

    def passes_on(self) -> int | None:
        """The place of the argument that is the result, which other steps computed; None if none is."""
        (value,) = self.value.wanted
        return next((i for i, arg in enumerate(self.args) if arg is value), None)


@lru_cache(maxsize=4096)
def rule(row: Row, count: int) -> Rule:
    """The rule of a row at `count` arguments.

    Raises:
        TypeError: the row is a user's own, and is not written in arithmetic and wengert's functions alone; or it is a
            step that was taken elsewhere.
    """
    args = tuple(Symbol(f"x{i}") for i in range(count))
    out = Symbol("out")
    try:
        value: Expression = Symbol("", row, args) if row.print_as else row.value(*args)
        known: dict[Expression, Expression] = {}
        if row.inside is not None:
            partials = derive(value, args)
            known |= {value: out} if value not in args else {}
        else:
            partials = list(row.partials_at(args, out))
        written = _opened([value], {}), _opened(partials, known)
    except (TypeError, ValueError, AttributeError) as error:
        written_in = "its rule is not written in arithmetic and wengert's functions alone"
        raise TypeError(f"{row.name} cannot be exported: {written_in} ({error})") from error
    return Rule(args, out, written[0][0], written[1])


def _opened(expressions: list[Expression], made: dict[Expression, Expression]) -> list[Expression]:
    """The same in atoms alone; `made` has what stands for a Symbol, and gets what was found."""
    for symbol in topological(expressions):
        if symbol not in made:
            row, args = symbol.row, [made.get(arg, arg) for arg in symbol.args]
            if row is None or (row.print_as and args == list(symbol.args)):
                made[symbol] = symbol
            elif row.print_as:
                made[symbol] = whole = Symbol("", row, tuple(args))
                made[whole] = whole
            else:
                made[symbol] = _opened([row.value(*args)], made)[0]
    return [made.get(expression, expression) for expression in expressions]
