"""Graph: the Wengert list of some outputs."""

from __future__ import annotations

import math

import pytest
from graphcases import chain, graphs, same
from hypothesis import given

import wengert as wg
from strategies import Program, programs
from wengert import Graph, Value
from wengert.core.row import find


@given(programs())
def test_nodes_are_in_topological_order(program: Program) -> None:
    """Every node below the outputs once, operands before their users, and nothing else."""
    _, nodes = program.on_values()
    outputs = [nodes[-1], nodes[len(nodes) // 2], nodes[-1]]
    listed = Graph(outputs).nodes
    places = {id(node): i for i, node in enumerate(listed)}
    assert len(listed) == len(places)
    assert all(places[id(arg)] < places[id(node)] for node in listed for arg in node.args)
    needed, stack = set(), list(outputs)
    while stack:
        node = stack.pop()
        needed.add(id(node))
        stack += [arg for arg in node.args if id(arg) not in needed]
    assert needed == set(places)


@given(programs())
def test_users_are_the_reverse_of_operands(program: Program) -> None:
    """Each use of a node appears once among its users, with its position."""
    _, nodes = program.on_values()
    graph = Graph(nodes[-1])
    uses = [(id(arg), id(node), i) for node in graph.nodes for i, arg in enumerate(node.args)]
    users = [(id(node), id(user), i) for node in graph.nodes for user, i in graph.users(node)]
    assert sorted(uses) == sorted(users)


@given(programs())
def test_breadth_first_lists_by_distance(program: Program) -> None:
    """The same nodes, nearest to the output first."""
    _, nodes = program.on_values()
    graph = Graph(nodes[-1])
    distance = {id(node): math.inf for node in graph.nodes} | {id(nodes[-1]): 0}
    for node in reversed(graph.nodes):  # users before operands
        for arg in node.args:
            distance[id(arg)] = min(distance[id(arg)], distance[id(node)] + 1)
    listed = graph.breadth_first()
    assert {id(node) for node in graph.nodes} == {id(node) for node in listed}
    assert len(graph) == len(listed)
    assert sorted(distance[id(node)] for node in listed) == [distance[id(node)] for node in listed]


def test_an_example() -> None:
    """Nodes, leaves, constants, users and length of a small graph."""
    a, b = Value(2.0, label="a"), Value(3.0, label="b")
    out = a * b * 2 + a
    graph = Graph(out)
    assert ["a", "b", "a*b", "2", "a*b*2", "a*b*2 + a"] == [node.expression for node in graph.nodes]
    assert (("a", "b"), ("2",)) == (
        tuple(node.expression for node in graph.leaves), tuple(node.expression for node in graph.constants),
    )  # fmt: skip
    assert [("a*b", 0), ("a*b*2 + a", 1)] == [(user.expression, i) for user, i in graph.users(a)]
    assert ((), ()) == (graph.users(out), graph.users(Value(1.0)))
    assert (6, "Graph(6 nodes, 2 leaves, 1 outputs)") == (len(graph), repr(graph))
    assert (True, True, False, False) == (a in graph, out in graph, Value(2.0) in graph, 2.0 in graph)
    assert ["a*b*2 + a", "a*b*2", "a", "a*b", "2", "b"] == [node.expression for node in graph.breadth_first()]


def test_a_repeated_operand_is_two_uses() -> None:
    """a*a has two uses of a, at both positions."""
    a = Value(2.0)
    square = a * a
    assert [(square, 0), (square, 1)] == list(Graph(square).users(a))


def test_several_outputs() -> None:
    """Any iterable of Values; shared nodes once; the outputs as given."""
    a = Value(2.0)
    y, z = a * 3, a.exp()
    for outputs in ([y, z, y], (y, z, y), iter([y, z, y])):
        graph = Graph(outputs)
        assert (y, z, y) == graph.outputs
        assert 4 == len(graph)
    assert [y, z, a] == [node for node in Graph([y, z]).breadth_first() if not node.is_constant]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [(3.0, "float (3.0)"), (None, "NoneType"), ("y", "str ('y')"), ([Value(1.0), 2], "int (2)")],
)
def test_a_graph_is_of_values(wrong: object, said: str) -> None:
    """Anything but Values is a TypeError that says what was got."""
    with pytest.raises(TypeError) as caught:
        Graph(wrong)
    assert f"a Graph is of Values, got {said}" == str(caught.value)


def test_a_graph_has_an_output() -> None:
    """A graph of nothing is a ValueError."""
    with pytest.raises(ValueError, match=r"^a Graph needs at least one output, got none$"):
        Graph([])


def test_a_leaf_is_a_graph() -> None:
    """A leaf alone, and an n-ary node of repeated operands."""
    a = Value(2.0)
    assert ((a,), (a,), 1) == (Graph(a).nodes, Graph(a).leaves, len(Graph(a)))
    assert 2 == len(Graph(wg.sum(a, a, a, a)))


# --- columns, levels, scopes, edges -----------------------------------------------------------------


@given(graphs())
def test_arrays_are_the_graph_in_columns(graph: Graph) -> None:
    """Codes, operands as places below their users, data and outputs, node for node."""
    ops, starts, operands, data, outputs = graph.arrays
    assert [find(node.op).code if node.op else node.is_constant for node in graph.nodes] == list(ops)
    assert [0, len(operands)] == [starts[0], starts[-1]]
    for i, node in enumerate(graph.nodes):
        places = operands[starts[i] : starts[i + 1]]
        assert list(map(id, node.args)) == [id(graph.nodes[place]) for place in places]
        assert all(place < i for place in places)
        assert same(node.data, data[i])
    assert [id(output) for output in graph.outputs] == [id(graph.nodes[place]) for place in outputs]
    assert "iiidi" == "".join(column.typecode for column in graph.arrays)


@given(graphs())
def test_levels_are_longest_distances_from_the_leaves(graph: Graph) -> None:
    """A node is one level above the highest of its operands; leaves are at level 0; every node is there once."""
    level_of = {id(node): level for level, nodes in enumerate(graph.levels) for node in nodes}
    assert len(graph) == len(level_of) == sum(map(len, graph.levels))
    for node in graph.nodes:
        assert 1 + max((level_of[id(arg)] for arg in node.args), default=-1) == level_of[id(node)]
    assert all(graph.levels)


@given(graphs())
def test_edges_are_all_uses(graph: Graph) -> None:
    """One edge for each operand of each node, with the partial; those of a node are its users."""
    expected = [(id(user), i, repr(user.partials[i])) for user in graph.nodes for i in range(len(user.args))]
    assert expected == [(id(edge.user), edge.position, repr(edge.partial)) for edge in graph.edges]


def test_scopes_group_nodes() -> None:
    """Each scope's nodes in order; those outside of any under the empty path."""
    x = Value(2.0)
    with wg.scope("net"):
        h = x * 3
        with wg.scope("out"):
            y = h + x
        z = y.exp()
    w = z - x
    scopes = Graph(w).scopes
    assert {"": [x, h.args[1], w], "net": [h, z], "net.out": [y]} == scopes
    assert ["", "net", "net.out"] == list(scopes)


def test_membership_is_a_look_up() -> None:
    """Whether a node is in the graph does not need a walk down the list; equal numbers are not the same node."""
    y = chain(1000)
    graph = Graph(y)
    assert graph.nodes == tuple(node for node in graph.nodes if node in graph)
    assert set(map(id, graph.nodes)) == set(graph.places)
    assert not any(thing in graph for thing in (Value(y.data), y + 0, y.data, None, "y"))


def test_a_long_chain() -> None:
    """Nothing recurses: 20 000 nodes on top of each other."""
    graph = Graph(chain(20_000))
    graph.verify()
    assert len(graph) == len(graph.places) == sum(map(len, graph.levels)) == len(graph.breadth_first())
    assert len(graph.levels) == len(graph)
    assert len(graph.edges) == graph.arrays.starts[-1] == sum(len(graph.users(node)) for node in graph.nodes)
    assert graph.text() == Graph.parse(graph.text()).text()
