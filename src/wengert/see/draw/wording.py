"""What a drawing says of nodes, numbers and links: `x₁·w₁`, `…·w + b`, `data 2`, `×−3`."""

from __future__ import annotations

import re

from wengert.core.notation import expression, shortened
from wengert.core.row import BY_NAME, Row
from wengert.core.value import Value
from wengert.see.draw.picture import Item, Link
from wengert.see.names import figure, infix, printable

NAME = 24  # characters of a title
FULL = 240  # characters of a name at length
SHORT = 12  # characters of an operand's name in a step
LONGEST = 60  # characters of any name that is not measured in px

#: How signs of operators are set in print.
_SIGNS = {"*": "×", "-": "−", "/": "÷", "**": "^", "<=": "≤", ">=": "≥", "!=": "≠", "==": "="}

_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_TOKEN = re.compile(r"[^\W\d]\w*|\*\*(\d+)(?![\d.eE])|\d\S*?(?=[^\w.+-]|$)|\*\*|\*|-")
_INDEXED = re.compile(r"(?:[^\W\d_]{1,4}_?\d{1,3})+")  # short stems only: `layer1` stays as it is
_INDEX = re.compile(r"_?(\d+)")


def at_length(x: float) -> str:
    """A number in twelve digits: more than one reads, fewer than differ between two mathematical libraries."""
    return f"{x:.12g}".replace("-", "−")


def sign(row: Row) -> str:
    """What stands in the circle of an operation: `×`, `tanh`."""
    return _SIGNS.get(row.symbol, row.symbol) or row.name


def name(node: Value, at_length: bool = True) -> tuple[str, str]:
    """A node's title, short enough to read, and the same at length; both in Python's notation.

    Args:
        node: what is called.
        at_length: whether a long expression is written at length, too, which takes some time.

    >>> import wengert as wg
    >>> a, b = Value(2.0, label="a"), Value(3.0, label="b")
    >>> name(a * b)
    ('a*b', 'a*b')
    >>> name(wg.tanh(a * b + a / b) * wg.exp(a - b) + b)
    ('… + b', 'tanh(a*b + a/b)*exp(a - b) + b')
    """
    if node.label:
        full = printable(node.label[:FULL])
        return _cut(full, 2 * NAME), full
    if node.is_leaf:
        return (figure(node.data) if node.is_constant else ""), ""
    full = expression(node, FULL // 3) if at_length or _may_fit(node, NAME) else ""
    return (full if full and len(full) <= NAME and "…" not in full else _step(node)), full


def typeset(text: str, formula: bool) -> str:
    """A name as it is printed: indices as subscripts, and in a formula proper signs and powers.

    Args:
        text: a label or an expression.
        formula: whether it is an expression; of a label only a plain identifier is changed.

    >>> typeset("x1*w1 - atan2(y, x)**2", True), typeset("x_12", False), typeset("step-1", False)
    ('x₁·w₁ − atan2(y, x)²', 'x₁₂', 'step-1')
    """
    if not formula:
        return _indexed(text) if text.isidentifier() else text
    return _TOKEN.sub(_token, text)


def title(item: Item) -> str:
    """An item's name as it is printed, its control characters spelled out; empty if its number says it all."""
    name = typeset(printable(shortened(item.name, LONGEST)), item.is_formula)
    if item.count > 1:
        return f"{name} ×{item.count}"
    return "" if item.data is not None and name == figure(item.data) else name


def numbers(item: Item, with_grad: bool) -> list[tuple[str, str]]:
    """`data` and `grad` with their figures; a gradient that is not computed yet is `–`.

    A box has them if it has a single result.
    """
    if item.kind == "constant" or (item.kind == "box" and item.data is None and item.grad is None):
        return []
    rows = [] if item.data is None else [("data", figure(item.data))]
    return [*rows, ("grad", figure(item.grad))] if with_grad else rows


def label(link: Link) -> str:
    """What stands on a link: the local derivative `×−3`, or between boxes how many uses it is."""
    if link.partial is not None:
        return f"×{figure(link.partial)}"
    return f"{link.count:,} links" if link.count > 1 else ""


def _token(found: re.Match[str]) -> str:
    token = found.group()
    if found.group(1):
        return found.group(1).translate(_SUPERSCRIPTS)
    if token in ("**", "*", "-"):
        return {"**": "^", "*": "·", "-": "−"}[token]
    return token.replace("-", "−") if token[0].isdigit() else _indexed(token)


def _indexed(word: str) -> str:
    if word in BY_NAME or not _INDEXED.fullmatch(word):
        return word
    return _INDEX.sub(lambda found: found.group(1).translate(_SUBSCRIPTS), word)


def _step(node: Value) -> str:
    """How a node was made, with `…` for operands that are long: `… + b`; nothing if they all are."""
    row = node.row
    assert row is not None
    operands = [_operand(arg, row.precedence + (i > 0)) for i, arg in enumerate(node.args[:NAME])]
    if all(operand == "…" for operand in operands):
        return ""
    if not row.symbol:
        step = f"{row.name}({', '.join(operands)})"
        return step if len(step) <= NAME else f"{row.name}({operands[0]}, …)" if operands[0] != "…" else ""
    return infix(row, row.symbol, operands)


def _may_fit(node: Value, most: int) -> bool:
    """Whether an expression may have at most so many characters; quick, where most have more."""
    waiting = [node]
    while waiting:
        part = waiting.pop()
        operands = () if part.label and part is not node else part.args
        most -= len(part.label) if part.label and not operands else 1
        if most < 0 or len(operands) > most:
            return False
        waiting += operands
    return True


def _operand(arg: Value, tightness: int) -> str:
    """An operand in few characters: as it is, `relu(…)`, or `…`."""
    if arg.label and len(arg.label) > SHORT:
        return "…"
    row, text = arg.row, printable(arg.label)
    if not text and _may_fit(arg, SHORT):
        text = expression(arg, SHORT + 1)
    if 0 < len(text) <= SHORT:
        return f"({text})" if not arg.label and row is not None and row.precedence < tightness else text
    return f"{row.name}(…)" if row is not None and not row.symbol and len(row.name) <= SHORT else "…"


def _cut(text: str, most: int) -> str:
    """A text with its middle cut out, since names differ at their ends."""
    return text if len(text) <= most else f"{text[: most // 2]}…{text[-(most // 2 - 1) :]}"
