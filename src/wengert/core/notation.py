"""Nodes as readable text: `(a*b + c)*d`.

The operators and their precedence come from the table.  Iterative, and bounded in length: a graph
with sharing can have an expression exponentially longer than itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wengert.core.row import ATOM

if TYPE_CHECKING:
    from wengert.core.value import Value

LONGEST = 240  # characters of an expression
LONGEST_LABEL = 60


def shortened(text: str, longest: int = LONGEST_LABEL) -> str:
    """A text of at most `longest` characters; `…` stands for what was cut."""
    return text if len(text) <= longest else text[: longest - 1] + "…"


def shown(label: str) -> str:
    """A label as it may stand in a line of text: short, without line breaks and control characters."""
    text = shortened(label)
    return text if text.isprintable() else "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)


def figure(x: float) -> str:
    """A number in a formula: exact if twelve digits are enough, `2`, `1.00001`; else in four, `0.3333`."""
    exact = f"{x:.12g}"
    return exact if float(exact) == x else f"{x:.4g}"


def expression(node: Value, longest: int = LONGEST) -> str:
    """How a node was made, in the notation of the table.

    Labels stand for labelled operands, numbers for leaves without one; few parentheses.

    Args:
        node: any Value.
        longest: where to cut, in characters.

    >>> import wengert as wg
    >>> a, b = wg.Value(2.0, label="a"), wg.Value(3.0, label="b")
    >>> ((a + b) * 2 - wg.exp(a)).expression
    '(a + b)*2 - exp(a)'
    """
    pieces: list[str] = []
    length = 0
    stack: list[str | tuple[Value, int, int]] = [(node, -1, 0)]  # text, or a node, how tightly it must bind, how deep
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            pieces.append(item)
            length += len(item)
            if length > longest:
                return shortened("".join(pieces), longest)
        elif item[2] > longest and not item[0].is_leaf:
            stack.append("…")
        else:
            depth = item[2] + 1
            for part in reversed(_parts(item[0], item[1], depth == 1, longest)):
                stack.append(part if isinstance(part, str) else (*part, depth))
    return "".join(pieces)


def _parts(node: Value, tightness: int, top: bool, longest: int) -> list[str | tuple[Value, int]]:
    """A node as text and operands, each with how tightly it must bind."""
    row = node.row
    if node.label and (not top or row is None):
        return [shown(node.label)]
    if row is None:
        text = figure(node._data)
        return [f"({text})"] if text.startswith("-") and tightness >= 0 else [text]
    parts: list[str | tuple[Value, int]] = []
    binds = row.precedence
    if binds == ATOM:
        for arg in node.args[:longest]:  # each takes one character at least
            parts += [", ", (arg, -1)]
        return [f"{row.name}(", *parts[1:], ")"]
    if len(node.args) == 1:
        parts = [row.symbol, (node.args[0], binds)]
    else:
        left, right = node.args
        to_the_right = row.symbol == "**"
        sign = row.symbol if binds >= 20 else f" {row.symbol} "
        parts = [(left, binds + (to_the_right or row.boolean)), sign, (right, binds + (not to_the_right))]
    return ["(", *parts, ")"] if binds < tightness else parts
