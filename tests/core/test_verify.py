"""Graph.verify: what is no Wengert list is found, and named with its place."""

from __future__ import annotations

import math
import re
from pathlib import Path

import pytest
from graphcases import facts, graphs
from hypothesis import given

import wengert as wg
from wengert import Graph, Value
from wengert.core.errors import GraphError
from wengert.core.row import BY_NAME, Row, find
from wengert.core.save import save


@given(graphs())
def test_a_graph_of_values_is_a_wengert_list(graph: Graph) -> None:
    """What Values remember is a Wengert list with the table's numbers."""
    graph.verify()


def broken(data: float, row: str | int, args: tuple[Value, ...], partials: tuple[float, ...]) -> Value:
    """A node as no operation makes it."""
    code = row if isinstance(row, int) else find(row).code
    return Value._restored(data, 0.0, code, args, partials, ("", "", ""))


A, B, TWO = Value(2.0, label="a"), Value(3.0, label="b"), (Value(1.0) * 2).args[1]
BROKEN = {
    "its data is 7.0, but mul makes 6.0 of its operands": broken(7.0, "mul", (A, B), (3.0, 2.0)),
    "its data is 0.0, but neg makes -0.0 of its operands": broken(0.0, "neg", (Value(0.0),), (-1.0,)),
    "its data is nan, but mul makes 6.0 of its operands": broken(math.nan, "mul", (A, B), (3.0, 2.0)),
    "its partial by operand 1 is 2.5, but that of mul is 2.0": broken(6.0, "mul", (A, B), (3.0, 2.5)),
    "its partial by operand 1, a constant, is 2.0 and not 0": broken(4.0, "mul", (A, TWO), (2.0, 2.0)),
    "its partial by operand 1, a constant, is nan and not 0": broken(4.0, "mul", (A, TWO), (2.0, math.nan)),
    "it has 3 operands, but 2 partials": broken(7.0, "sum", (A, A, B), (1.0, 1.0)),
    "it has 4 operands, but 5 partials": broken(9.0, "sum", (A, A, A, B), (1.0, 1.0, 1.0, 1.0, 1.0)),
    "add(x, y) cannot have 1 operands": broken(2.0, "add", (A,), (1.0,)),
    "exp(x) cannot have 2 operands": broken(2.0, "exp", (A, A), (1.0, 1.0)),
    "add(x, y) cannot have 3 operands": broken(2.0, "add", (A, A, A), (1.0, 1.0, 1.0)),
    "max(xs...) cannot have 0 operands": broken(2.0, "max", (), ()),
    "sum(xs...) cannot have 0 operands": broken(0.0, "sum", (), ()),
    "a leaf has no operands, but it has 1": broken(2.0, 0, (A,), (1.0,)),
    "a leaf has no operands, but it has 2": broken(2.0, 1, (A, B), (1.0, 1.0)),
    "its operation, of code 31000, is not in the table": broken(2.0, 31000, (A,), (1.0,)),
    "its operation, of code -1, is not in the table": broken(2.0, -1, (A,), (1.0,)),
    "clip needs lo <= hi, got lo=3.0, hi=2.0; swap the bounds or drop one with -inf or inf":
        broken(2.0, "clip", (A, B, A), (1.0, 0.0, 0.0)),
}  # fmt: skip


@pytest.mark.parametrize("wrong", BROKEN)
def test_a_broken_node_is_found(wrong: str) -> None:
    """A node that the table does not make is named with its place and what is wrong."""
    node = BROKEN[wrong]
    place = len(Graph(node)) - 1
    for outputs in (node, [node, Value(1.0)], A + node if node._code != 31000 else node):
        with pytest.raises(GraphError) as caught:
            Graph(outputs).verify()
        assert wrong == str(caught.value)[-len(wrong) :]
        assert str(caught.value).startswith(f"node {place}, Value(data=") or outputs is not node


@pytest.mark.parametrize("wrong", [said for said in BROKEN if re.search("makes|that of|clip", said)])
def test_numbers_can_be_left_out_of_it(wrong: str) -> None:
    """With data=False only the shape of the list counts."""
    Graph(BROKEN[wrong]).verify(data=False)


@pytest.mark.parametrize("wrong", [said for said in BROKEN if re.search("makes|that of|clip|and not 0", said)])
def test_a_broken_node_after_sound_ones_of_its_kind(wrong: str) -> None:
    """That the same operation is right elsewhere does not hide a broken node."""
    node = BROKEN[wrong]
    sound = [node.row(*args) for args in ((A, B, B), (B, B, B), (A, A, B))] if len(node.args) == 3 else [
        node.row(*args[: len(node.args)]) for args in ((A, B), (B, B), (A, TWO))
    ]  # fmt: skip
    Graph(sound).verify()
    with pytest.raises(GraphError) as caught:
        Graph([*sound, node]).verify()
    assert wrong == str(caught.value)[-len(wrong) :]


def test_data_that_was_set_differs_until_refresh() -> None:
    """A leaf set afterwards does not fit what was made from it; refresh() mends that."""
    x = Value(3.0)
    y = x * x
    x.data = 4.0
    with pytest.raises(GraphError, match=r"node 1, .*: its data is 9\.0, but mul makes 16\.0 of its operands"):
        Graph(y).verify()
    Graph(y).verify(data=False)
    y.refresh()
    Graph(y).verify()


def test_the_order_of_the_list_is_verified() -> None:
    """Operands before users, every node once, every output there."""
    x = Value(3.0, label="x")
    y = x * x
    z = y.exp()
    for nodes, said in {
        (y, x, z): "node 0, Value(data=9.0, grad=0.0): its operand 0, Value(data=3.0, grad=0.0, label='x'), "
        "is not in the list before it",
        (x, z, y): f"node 1, {z!r}: its operand 0, {y!r}, is not in the list before it",
        (x, y, x, z): f"node 2, {x!r}: is in the list twice",
        (x, y): f"output 1, {z!r}, is not among the nodes",
        (): f"output 0, {x!r}, is not among the nodes",
    }.items():
        graph = Graph([x, z])
        graph.nodes = nodes
        with pytest.raises(GraphError) as caught:
            graph.verify()
        assert said == str(caught.value)


def test_a_row_whose_name_means_another(tmp_path: Path) -> None:
    """What an earlier row made stays a Wengert list; but it cannot be written, for the name finds the later row."""
    x = Value(3.0)
    y = x.exp()
    row = BY_NAME["exp"]
    BY_NAME["exp"] = Row("exp", "x", "Another.", value=float, partials=lambda x, out: 1)
    try:
        Graph(y).verify()
        for write in (Graph(y).text, lambda: save(tmp_path / "y.json", y)):
            with pytest.raises(GraphError, match=r"^the name of the row 'exp' means another row by now; build the gr"):
                write()
    finally:
        BY_NAME["exp"] = row
    assert [] == list(tmp_path.iterdir())
    save(tmp_path / "y.json", y)


def test_verify_watches_nothing() -> None:
    """Under strict() and in a scope a graph is verified as elsewhere, and stays as it is."""
    x = Value(0.0)
    y = 1 / x
    before = facts(Graph(y))
    with wg.strict(), wg.scope("net"):
        Graph(y).verify()
    assert before == facts(Graph(y))
