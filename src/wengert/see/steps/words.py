"""Steps of a computation and of its sweep in words and numbers."""

from __future__ import annotations

from wengert.core.notation import shortened
from wengert.core.value import Value
from wengert.see.names import MOST_OPERANDS, Names, abridged, factor, figure, infix, printable


def count(arrived: int, expected: int) -> str:
    """How much of a gradient of several contributions is there: ` (1 of 2)`; empty where one is all."""
    return f" ({arrived} of {expected})" if expected > 1 else ""


def computed(node: Value) -> str:
    """An operation at its numbers: `2·(−3) = −6`, `tanh(0.8814) = 0.7071`."""
    row = node.row
    if row is None:
        return figure(node.data)
    numbers = [arg.data for arg in node.args]
    if row.symbol and len(numbers) == 2:
        first = factor(numbers[0]) if row.symbol == "**" else figure(numbers[0])
        spelled = infix(row, "·" if row.symbol == "*" else row.symbol, [first, factor(numbers[1])])
    elif row.symbol:
        spelled = infix(row, row.symbol.replace("-", "−"), [factor(numbers[0])])
    else:
        spelled = f"{row.name}({', '.join(abridged([figure(x) for x in numbers], MOST_OPERANDS))})"
    return f"{spelled} = {figure(node.data)}"


def forward(node: Value, names: Names) -> str:
    """`n = x*w + b: −6 + 6.881 = 0.8814`."""
    name, made_by = names[node], names.step(node)
    return f"{name}: {computed(node)}" if name == made_by else f"{name} = {made_by}: {computed(node)}"


def mistakes(order: str, accumulate: str) -> str:
    """What a sweep does wrong on purpose."""
    wrong_order = "" if order == "topological" else f"{order} order"
    return ", ".join(filter(None, [wrong_order, "" if accumulate == "add" else "gradients overwritten, not added"]))


def tally(wrong: int, of: int) -> str:
    """How much of it matters."""
    if not wrong:
        return "no gradient is wrong, by luck"
    return f"{wrong} of {of} gradients {'is' if wrong == 1 else 'are'} wrong"


def named(node: Value, longest: int = 40) -> str:
    """A node on its own in a few characters: its label or its expression."""
    return printable(shortened(node.label or node.expression, longest))
