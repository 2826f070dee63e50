"""The slow, obvious evaluator of a graph: what every other evaluator is tested against.

It goes down the Wengert list and computes each node from the table alone: the row's own `value` for a
primitive row, what is inside for a composite one.  It shares no code with `Value`'s kernels.

Arithmetic is total, as everywhere: 1/0 is inf.  A composite is therefore not run on floats, whose `/`
raises in Python, but on Symbols, which records the expression inside; its primitive rows are then
applied one after the other.

Legend: xs the numbers of a row's operands.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from wengert.core import number
from wengert.core.graph import Graph
from wengert.core.row import Row
from wengert.core.symbol import Expression, Symbol, topological
from wengert.core.value import Value


def evaluate(graph: Graph, at: Mapping[Value, float] | None = None) -> list[float]:
    """The numbers of a graph's outputs.

    Args:
        graph: what to compute.
        at: numbers for some leaves; every other leaf keeps its data.  The graph itself is not changed.

    Raises:
        ValueError: a key of `at` is no leaf of the graph, or a row refuses its operands' numbers.
        TypeError: a number is none.

    >>> x = Value(3.0)
    >>> graph = Graph(x * x + 1)
    >>> evaluate(graph), evaluate(graph, {x: 5.0})
    ([10.0], [26.0])
    """
    numbers = evaluate_all(graph, at)
    return [numbers[graph.places[id(output)]] for output in graph.outputs]


def evaluate_all(graph: Graph, at: Mapping[Value, float] | None = None) -> list[float]:
    """The same of all nodes, in the order of `graph.nodes`."""
    given = _given(graph, at or {})
    number_of: dict[int, float] = {}
    for node in graph.nodes:
        if node.row is None:
            number_of[id(node)] = given.get(id(node), node.data)
        else:
            number_of[id(node)] = row_at(node.row, [number_of[id(arg)] for arg in node.args])
    return list(number_of.values())


def row_at(row: Row, xs: Sequence[float]) -> float:
    """A row of the table at some numbers.

    Raises:
        ValueError: the row refuses these numbers.

    >>> from wengert.core.row import find
    >>> row_at(find("sigmoid"), [0.0])
    0.5
    """
    if row.require is not None:
        row.require(*xs)
    if not row.composite:
        return float(row.value(*xs))
    arguments, expression = _inside(row, len(xs))
    number_of: dict[int, float] = dict(zip(map(id, arguments), xs, strict=True))

    def at(part: Expression) -> float:
        return number_of[id(part)] if isinstance(part, Symbol) else float(part)

    for symbol in topological([expression]):
        if symbol.row is not None:
            number_of[id(symbol)] = row_at(symbol.row, [at(arg) for arg in symbol.args])
    return at(expression)


@lru_cache(maxsize=1024)
def _inside(row: Row, count: int) -> tuple[list[Symbol], Expression]:
    """What is inside a composite row, in terms of `count` arguments."""
    arguments = [Symbol(f"x{i}") for i in range(count)]
    return arguments, row.value(*arguments)


def _given(graph: Graph, at: Mapping[Value, float]) -> dict[int, float]:
    given: dict[int, float] = {}
    for leaf, x in at.items():
        if not isinstance(leaf, Value) or leaf not in graph or not leaf.is_leaf or leaf.is_constant:
            raise ValueError(f"numbers are for leaves of the graph, got one for {leaf!r}")
        given[id(leaf)] = number.real(x, "a leaf's number")
    return given
