"""Whether some nodes are a Wengert list: the rules, one function for each kind."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from math import copysign

from wengert.core import context
from wengert.core.errors import GraphError
from wengert.core.row import CONSTANT, LEAF, STATED, TABLE
from wengert.core.value import Value, again, apply


def verify(nodes: Sequence[Value], outputs: Sequence[Value], data: bool) -> None:
    """Make sure that some nodes are a Wengert list of some outputs; see `Graph.verify`.

    Raises:
        GraphError: they are not; the message says what is wrong and where.
    """
    seen: set[int] = set()
    shapes: set[tuple[int, int]] = set()  # codes and numbers of operands that fit each other
    with context.unwatched():
        for place, node in enumerate(nodes):
            args = node.args
            shape = node._code, len(args)
            in_order = seen.issuperset(map(id, args)) and id(node) not in seen
            if not (data and in_order and shape in shapes and _surely_computed(node)):
                wrong = _out_of_order(node, seen) or _malformed(node) or (_miscomputed(node) if data else "")
                if wrong:
                    raise GraphError(f"node {place}, {node!r}: {wrong}")
                shapes.add(shape)
            seen.add(id(node))
    for i, output in enumerate(outputs):
        if id(output) not in seen:
            raise GraphError(f"output {i}, {output!r}, is not among the nodes")


def _surely_computed(node: Value) -> bool:
    """Whether a node has the bits that its row makes: a shortcut, which may say no of a sound node."""
    row = TABLE[node._code]
    if row is None or row is STATED:
        return True
    if row.require is not None:
        return False
    twin = again(node)
    data, partials = node.data, node.partials
    if data == twin.data != 0.0 and partials == twin.partials and 0.0 not in partials:  # no nan, no zero of any sign
        return True
    return _bits(data, partials) == _bits(twin.data, twin.partials)


def _bits(data: float, partials: tuple[float, ...]) -> bytes:
    return array("d", (data, *partials)).tobytes()


def _out_of_order(node: Value, seen: set[int]) -> str:
    """What is wrong with a node's place, given the nodes before it."""
    if id(node) in seen:
        return "is in the list twice"
    if not seen.issuperset(map(id, node.args)):
        position, arg = next((i, arg) for i, arg in enumerate(node.args) if id(arg) not in seen)
        return f"its operand {position}, {arg!r}, is not in the list before it"
    return ""


def _malformed(node: Value) -> str:
    """What is wrong with a node, its numbers apart."""
    code, args, partials = node._code, node.args, node.partials
    if code in (LEAF, CONSTANT):
        return f"a leaf has no operands, but it has {len(args)}" if args else ""
    row = TABLE[code] if 0 <= code < len(TABLE) else None
    if row is None:
        return f"its operation, of code {code}, is not in the table"
    if not args or (len(args) < row.least if row.variadic else len(args) != len(row.args)):
        return f"{row.signature} cannot have {len(args)} operands"
    if len(partials) != len(args):
        return f"it has {len(args)} operands, but {len(partials)} partials"
    for position, partial in enumerate(partials):
        if partial != 0.0 and args[position].is_constant:
            return f"its partial by operand {position}, a constant, is {partial!r} and not 0"
    return ""


def _miscomputed(node: Value) -> str:
    """What is wrong with a node's numbers, given its operands' data."""
    row = node.row
    if row is None or row.code == STATED.code:
        return ""
    try:
        twin = apply(row, node.args)
    except ValueError as refused:
        return str(refused)
    old, new = (node.data, *node.partials), (twin.data, *twin.partials)
    for position, (x, y) in enumerate(zip(old, new, strict=True), start=-1):
        if not _same(x, y):
            if position < 0:
                return f"its data is {x!r}, but {row.name} makes {y!r} of its operands"
            return f"its partial by operand {position} is {x!r}, but that of {row.name} is {y!r}"
    return ""


def _same(x: float, y: float) -> bool:
    """Whether two floats are the same number: bit for bit, but for a nan's."""
    return (x == y and copysign(1.0, x) == copysign(1.0, y)) or (x != x and y != y)
