"""The oracle: a graph evaluated from the table alone, against what Values computed eagerly."""

from __future__ import annotations

import math

import pytest
import rowpoints
from graphcases import chain, graphs, same
from hypothesis import given
from hypothesis import strategies as st
from rowbits import points

import wengert as wg
from strategies import FLOATS, Program, programs
from wengert import Graph, Value
from wengert.core.interpret import evaluate, evaluate_all, row_at
from wengert.core.row import Row, find, rows
from wengert.core.value import apply

ROWS = rows()


@pytest.mark.parametrize("row", ROWS, ids=repr)
def test_every_row(row: Row) -> None:
    """At interior points, kinks, edges and the special numbers, a row has the bits that a Value has."""
    for xs in points(row):
        try:
            eager = apply(row, [Value(x) for x in xs]).data
        except ValueError as refused:
            with pytest.raises(ValueError, match=r"needs") as caught:
                row_at(row, xs)
            assert str(refused) == str(caught.value)
        else:
            assert same(eager, row_at(row, xs)), (row, xs, eager, row_at(row, xs))


@pytest.mark.parametrize("row", [row for row in ROWS if row.variadic], ids=repr)
@pytest.mark.parametrize("count", [4, 10, 3000])
def test_many_operands(row: Row, count: int) -> None:
    """Rows of any number of operands, beyond those that have typed code."""
    xs = [math.sin(i) for i in range(count)]
    assert apply(row, [Value(x) for x in xs]).data == row_at(row, xs)


@given(graphs())
def test_random_graphs(graph: Graph) -> None:
    """Every node of a random graph, at any floats, has the bits that it has as a Value."""
    pairs = zip(graph.nodes, evaluate_all(graph), strict=True)
    assert [] == [(node, x) for node, x in pairs if not same(node.data, x)]
    assert list(map(repr, (output.data for output in graph.outputs))) == list(map(repr, evaluate(graph)))


@given(programs(), st.data())
def test_other_numbers_for_leaves(program: Program, data: st.DataObject) -> None:
    """Leaves that get other numbers: the outputs are what refresh() would make, and the graph stays as it is."""
    leaves, nodes = program.on_values()
    graph = Graph([nodes[-1], *leaves])
    at = {leaf: data.draw(FLOATS) for leaf in leaves if data.draw(st.booleans())}
    before = [repr(node.data) for node in graph.nodes]
    got = evaluate(graph, at)
    assert before == [repr(node.data) for node in graph.nodes]
    for leaf, x in at.items():
        leaf.data = x
    nodes[-1].refresh()
    assert [repr(output.data) for output in graph.outputs] == list(map(repr, got))


def test_data_that_was_set_is_used() -> None:
    """The leaves' present data count, not what the nodes above remember."""
    x = Value(3.0)
    y = x * x
    x.data = 4.0
    assert ([16.0], [4.0, 16.0], 9.0) == (evaluate(Graph(y)), evaluate_all(Graph(y)), y.data)
    assert [25.0] == evaluate(Graph(y), {x: 5})


def test_only_leaves_of_the_graph_are_given_numbers() -> None:
    """A stranger, an inner node, a constant, and what is no number are refused."""
    x = Value(3.0)
    y = x * 2
    graph = Graph(y)
    for wrong in (Value(3.0), y, y.args[1], "x"):
        with pytest.raises(ValueError, match=r"^numbers are for leaves of the graph, got one for "):
            evaluate(graph, {wrong: 1.0})
    with pytest.raises(TypeError, match=r"^a leaf's number needs a real number, got str"):
        evaluate(graph, {x: "1"})


def test_arithmetic_is_total() -> None:
    """Where Python's floats raise, a graph has IEEE's inf and nan, inside of composites too."""
    x = Value(0.0)
    assert [math.inf] == evaluate(Graph(1 / x))
    assert [math.inf] == evaluate(Graph(wg.exp(x)), {x: 1e9})
    assert [-math.inf] == evaluate(Graph(wg.log(x)))
    assert math.isnan(evaluate(Graph(wg.log(x)), {x: -1.0})[0])
    inverse = Row("inverse", "x", "1/x, a composite.", inside=lambda x: 1 / x)
    assert [math.inf, -math.inf, 0.5] == [row_at(inverse, [x]) for x in (0.0, -0.0, 2.0)]
    assert [1.5, 0.25] == [row_at(Row("flat", "x", "", inside=lambda x: 1.5), [7.0]), row_at(find("square"), [0.5])]


def test_it_uses_no_kernels() -> None:
    """A kernel that went wrong does not go unseen: the oracle has the row's own value."""
    row = find("softplus")
    for xs in rowpoints.interior("softplus", 4):
        node = Value._restored(7.0, 0.0, row.code, (Value(xs[0]),), (0.0,), ("", "", ""))
        assert [pytest.approx(math.log1p(math.exp(xs[0])), rel=1e-14)] == evaluate(Graph(node))


def test_a_long_chain() -> None:
    """Depth does not matter."""
    y = chain(20_000)
    assert [y.data] == evaluate(Graph(y))
