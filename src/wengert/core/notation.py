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


def figure(x: float) -> str:
    """A number as short as it can be read: `2`, `0.7071`, `1e-08`."""
    return f"{x:.4g}"


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
    stack: list[str | tuple[Value, int]] = [(node, -1)]  # text, or a node and how tightly it must bind
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            pieces.append(item)
            length += len(item)
            if length > longest:
                return shortened("".join(pieces), longest)
        else:
            stack.extend(reversed(_parts(*item, top=item[0] is node)))
    return "".join(pieces)


def _parts(node: Value, tightness: int, top: bool) -> list[str | tuple[Value, int]]:
    row = node.row
    if node.label and (not top or row is None):
        return [shortened(node.label)]
    if row is None:
        text = figure(node.data)
        return [f"({text})"] if text.startswith("-") and tightness >= 0 else [text]
    parts: list[str | tuple[Value, int]] = []
    binds = row.precedence
    if binds == ATOM:
        for arg in node.args:
            parts += [", ", (arg, -1)]
        return [f"{row.name}(", *parts[1:], ")"]
    if len(node.args) == 1:
        parts = [row.symbol, (node.args[0], binds)]
    else:
        left, right = node.args
        to_the_right = row.symbol == "**"
        sign = row.symbol if binds >= 20 else f" {row.symbol} "
        parts = [(left, binds + to_the_right), sign, (right, binds + (not to_the_right))]
    return ["(", *parts, ")"] if binds < tightness else parts
