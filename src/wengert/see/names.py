"""How nodes and numbers are called where a person reads them."""

from __future__ import annotations

import inspect
from collections import Counter
from collections.abc import Callable
from typing import Any

from wengert.core.graph import Graph
from wengert.core.notation import expression
from wengert.core.notation import figure as in_formula
from wengert.core.row import Row
from wengert.core.value import Value

LONGEST = 16  # characters of a name
MOST_OPERANDS = 6  # of one operation, in a line of text


UNKNOWN = "–"


def figure(x: float | None) -> str:
    """A number in four significant digits, with a true minus sign: `−0.7071`; None, what is not known yet, as `–`.

    Zeros keep their sign, which decides to what side 1/x is infinite: `−0`.
    """
    return UNKNOWN if x is None else f"{x:.4g}".replace("-", "−")


def factor(x: float) -> str:
    """A number after an operator: negative ones in parentheses."""
    text = figure(x)
    return f"({text})" if text.startswith("−") else text


class Names:
    """A short, unambiguous name for each node of a graph.

    Its label, after its scope if other nodes have the same label; the number of a constant or of a
    leaf; its expression if that is short; else `v7`, its place in the Wengert list.  An unlabelled
    output is `y`.
    """

    def __init__(self, graph: Graph) -> None:
        self._names: dict[int, str] = {}
        self._spelled: set[int] = set()  # nodes named by their expression
        labels = Counter(node.label for node in graph.nodes)
        taken: set[str] = set(labels)
        least: dict[int, int] = {}  # characters of an expression, so that what is too long need not be written
        for place, node in enumerate(graph.nodes):
            least[id(node)] = min(sum([1 if arg.label else least[id(arg)] for arg in node.args], 1), LONGEST + 1)
            within = f"{node.scope}." if labels[node.label] > 1 and node.scope and node.label else ""
            if node.label:
                name = printable(within + node.label)
            elif node.is_leaf:
                name = in_formula(node.data).replace("-", "−")
            else:
                name = expression(node, 2 * LONGEST) if least[id(node)] <= LONGEST else "…" * least[id(node)]
            if node is graph.outputs[0] and not node.label and not node.is_leaf and "y" not in taken:
                name = "y"
            elif len(name) > LONGEST + len(within) or (name in taken and not node.label and not node.is_constant):
                name = f"v{place}"
            elif not node.is_leaf and not node.label:
                self._spelled.add(id(node))
            taken.add(name)
            self._names[id(node)] = name

    def __getitem__(self, node: Value) -> str:
        return self._names[id(node)]

    def is_spelled(self, node: Value) -> bool:
        """Whether a node is called by its expression."""
        return id(node) in self._spelled

    def step(self, node: Value) -> str:
        """How a node was made, in the names of its operands: `v3 + b`; empty for a leaf."""
        row = node.row
        if row is None:
            return ""
        if not row.symbol:
            return f"{row.name}({', '.join(abridged([self[arg] for arg in node.args], MOST_OPERANDS))})"
        operands = [self._operand(arg, row.precedence + (i > 0)) for i, arg in enumerate(node.args)]
        return infix(row, row.symbol, operands)

    def derivative(self, y: Value, a: Value) -> str:
        """`dy/dx`, with parentheses around what is no single name."""
        return "/".join(f"d{self[node]}" if self[node].isidentifier() else f"d({self[node]})" for node in (y, a))

    def _operand(self, arg: Value, tightness: int) -> str:
        loose = id(arg) in self._spelled and arg.row is not None and arg.row.precedence < tightness
        return f"({self[arg]})" if loose else self[arg]


def infix(row: Row, sign: str, operands: list[str]) -> str:
    """One or two operands with an operator: `-a`, `a*b`, `a + b`; one that binds loosely stands apart."""
    return sign + operands[0] if len(operands) == 1 else (f" {sign} " if row.precedence < 20 else sign).join(operands)


def argument_names(f: Callable[..., Any], count: int) -> list[str]:
    """What the first parameters of a function are called; `arg0`, … where that cannot be known."""
    try:
        parameters = list(inspect.signature(f).parameters.values())
    except (TypeError, ValueError):
        parameters = []
    names = [p.name for p in parameters if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)]
    return [names[i] if i < len(names) else f"arg{i}" for i in range(count)]


def abridged(words: list[str], most: int = 12) -> list[str]:
    """The words, or the first and last few of very many."""
    return words if len(words) <= most else [*words[: most // 2], "…", *words[-(most // 2) :]]


def printable(text: str) -> str:
    """A label with its control characters spelled out, so that it can do nothing to a terminal."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
