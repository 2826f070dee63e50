"""Partials as short programs over nodes: what a transformation of graphs writes beside an operation.

A row's rule runs on Symbols, once for each number of operands and choice of partials, and is kept here
as a list of steps.  Applied to nodes, the steps make new nodes: a derivative is a graph again, its
conditions included.

Legend: slot a place in the list that steps read from and append to; wanted the operands that move.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import Any

try:
    import cython
except ImportError:
    from wengert.core import _cython as cython  # type: ignore[no-redef]

from wengert.core import ops
from wengert.core.row import TABLE, Row
from wengert.core.symbol import Expression, Symbol, derive, topological

if not cython.compiled:
    from wengert.core.value import Value, _binary, _constant, _many, _unary

_SCALE = ops.scale.code
_ADD = ops.add.code
_NEG = ops.neg.code


@cython.cclass
class Rule:
    """The steps to some partials of a row.

    Attributes:
        constants: numbers that the steps use; their slots follow those of the operands and the result.
        steps: codes of rows and the slots of their operands; each makes the next slot.
        partials: for each operand a slot; or a number, where the partial is the same everywhere; or
            None, where it is not wanted.
    """

    __slots__ = ("constants", "partials", "steps")

    def __init__(self, row: Row, wanted: tuple[bool, ...]) -> None:
        args = [Symbol(f"x{i}") for i in range(len(wanted))]
        out = Symbol("out")
        try:
            found = derive(row.inside(*args), args) if row.inside is not None else row.partials_at(args, out)
        except TypeError as error:
            raise TypeError(
                f"{row.name} cannot be differentiated as a graph: its rule is not written in arithmetic and "
                f"wengert's functions alone ({error})"
            ) from error
        asked = [partial for partial, want in zip(found, wanted) if want]  # noqa: B905 (of one length)
        made = [symbol for symbol in topological(asked) if symbol.row is not None]
        numbers = {repr(float(x)): float(x) for symbol in made for x in symbol.args if not isinstance(x, Symbol)}
        slots = {id(symbol): i for i, symbol in enumerate([*args, out])}
        places = {key: len(slots) + i for i, key in enumerate(numbers)}
        first = len(slots) + len(numbers)
        slots.update({id(symbol): first + i for i, symbol in enumerate(made)})

        def place(expression: Expression) -> int:
            return slots[id(expression)] if isinstance(expression, Symbol) else places[repr(float(expression))]

        self.constants = list(numbers.values())
        self.steps = [(_code(symbol), [place(x) for x in symbol.args]) for symbol in made]
        self.partials = [
            None if not want else place(partial) if isinstance(partial, Symbol) else float(partial)
            for partial, want in zip(found, wanted)  # noqa: B905
        ]


def _code(symbol: Symbol) -> int:
    assert symbol.row is not None
    return symbol.row.code


_rules: dict[tuple[int, tuple[bool, ...]], Rule] = {}
_MOST_RULES = 4096


def partials(node: Value, wanted: tuple[bool, ...]) -> list[Any]:
    """The partials of a node by the operands that are wanted, as nodes.

    Where a partial is the same everywhere it is a float; where it is not wanted, None.
    """
    key = (node._code, wanted)
    rule = _rules.get(key)
    if rule is None:
        row = TABLE[node._code]
        assert row is not None
        if len(_rules) >= _MOST_RULES:  # long sums of every length: begin anew
            _rules.clear()
        rule = _rules[key] = Rule(row, wanted)
    slots = [*node.args, node]
    if rule.steps:
        slots += [_constant(x) for x in rule.constants]
        for code, operands in rule.steps:
            slots.append(_make(code, [slots[i] for i in operands]))
    return [slots[p] if type(p) is int else p for p in rule.partials]


def moving(order: list[Value], free: Iterable[Value]) -> set[int]:
    """The ids of all nodes in a topological order that depend on the free ones, and of those."""
    found = {id(node) for node in free}
    for node in order:
        if node._n and id(node) not in found and wanted(node, found) is not None:
            found.add(id(node))
    return found


_ONE = (True,)
_OF_TWO = (None, (True, False), (False, True), (True, True))


def wanted(node: Value, moving: Container[int]) -> tuple[bool, ...] | None:
    """Which operands of a node move, given the ids of what does; None if none of them."""
    if node._n == 2:
        return _OF_TWO[(id(node._a) in moving) + 2 * (id(node._b) in moving)]
    if node._n == 1:
        return _ONE if id(node._a) in moving else None
    several = tuple([id(arg) in moving for arg in node.args])
    return several if True in several else None


def _make(code: int, operands: list[Any]) -> Value:
    if len(operands) > 2:
        return _many(code, tuple(operands))
    node: Value = _binary(code, operands[0], operands[1]) if len(operands) == 2 else _unary(code, operands[0])
    return node


def product(x: Any, y: Any) -> Any:
    """`scale(x, y)` of nodes and floats, without a node where a factor is the number 0, 1 or -1."""
    if type(x) is float:
        x, y = y, x
    if type(y) is not float:
        return _binary(_SCALE, x, y)
    if y == 0.0:
        return 0.0
    if y == 1.0:
        return x
    if type(x) is float:
        return x * y
    return _unary(_NEG, x) if y == -1.0 else _binary(_SCALE, x, _constant(y))


def total(x: Any, y: Any) -> Any:
    """x + y of nodes and floats, without a node where a summand is the number 0."""
    if type(x) is float:
        x, y = y, x
    if type(y) is not float:
        return _binary(_ADD, x, y)
    if y == 0.0:
        return x
    return x + y if type(x) is float else _binary(_ADD, x, _constant(y))
