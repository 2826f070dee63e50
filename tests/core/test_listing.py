"""The text form: it prints and parses back, and refuses anything else with line and column."""

from __future__ import annotations

import math
from random import Random

import pytest
from graphcases import HOSTILE, facts, graphs, same
from hypothesis import given
from hypothesis import strategies as st

import wengert as wg
from strategies import FLOATS
from wengert import Graph, Value
from wengert.core.errors import GraphError, GraphFormatError
from wengert.core.row import BY_NAME, TABLE, Row, register, rows

EXAMPLE = """\
v0 = leaf 2.0 "a"
v1 = leaf -0.0 "say \\"b\\"\\n"
v2 = mul v0 v1 @net.layer1
v3 = constant 0.5
v4 = sum v2 v0 v3 v0 "total" @"my net"
v5 = tanh v4
return v5 v2
"""


def example() -> Graph:
    """The graph of EXAMPLE."""
    a, b = Value(2.0, label="a"), Value(-0.0, label='say "b"\n')
    with wg.scope("net.layer1"):
        product = a * b
    with wg.scope("my net"):
        total = wg.sum(product, a, 0.5, a)
    total.label = "total"
    return Graph([total.tanh(), product])


def test_the_text_of_an_example() -> None:
    """One line for each node: name, operation, operands; numbers of leaves; label and scope; outputs."""
    assert EXAMPLE == example().text()
    assert facts(example()) == facts(Graph.parse(EXAMPLE))


@given(graphs())
def test_random_graphs_through_text(graph: Graph) -> None:
    """A graph parsed from its text is equal to it: operations, sharing, data, partials, labels, scopes."""
    text = graph.text()
    parsed = Graph.parse(text)
    assert facts(graph, grads=False) == facts(parsed, grads=False)
    assert text == parsed.text()
    assert text.isascii()
    assert len(graph) + 1 == text.count("\n") == len(text.splitlines())
    parsed.verify()
    assert not any(node in graph for node in parsed.nodes)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_labels_and_scopes(text: str) -> None:
    """Any str is a label or a scope, and comes back as it was."""
    x = Value(1.0, label=text)
    with wg.scope(text or "net"):
        y = x * 2
    parsed = Graph.parse(Graph(y).text()).outputs[0]
    assert (text, text or "net", "") == (parsed.args[0].label, parsed.scope, parsed.args[0].scope)


@given(FLOATS)
def test_numbers_are_exact(x: float) -> None:
    """Every float comes back bit for bit."""
    assert same(x, Graph.parse(Graph(Value(x)).text()).outputs[0].data)


@pytest.mark.parametrize("row", [row for row in rows() if row.arity], ids=repr)
def test_every_row_has_a_name_in_the_text(row: Row) -> None:
    """Each row is written by its name and read back."""
    graph = Graph(row(*[Value(0.5) for _ in row.args]))
    assert f" = {row.name} " in graph.text()
    assert facts(graph) == facts(Graph.parse(graph.text()))


def test_a_text_written_by_hand() -> None:
    """Any names, blank lines, comments, spaces, tabs and Windows' line ends; no line end at the end."""
    parsed = Graph.parse(
        '# a neuron\r\n\r\nx=leaf 3 "x\\u0041"@a_1.b  # here\r\n'
        " \t w = constant -1e2 # w\n  y = mul  x\tw\nreturn y"
    )
    assert [-300.0] == [output.data for output in parsed.outputs]
    assert ["xA", "", ""] == [node.label for node in parsed.nodes]
    assert ["a_1.b", "", ""] == [node.scope for node in parsed.nodes]
    assert [False, True, False] == [node.is_constant for node in parsed.nodes]


def test_lines_that_no_output_needs_are_left_out() -> None:
    """A graph is what its outputs were made from."""
    assert 1 == len(Graph.parse("x = leaf 1\ny = exp x\nreturn x"))


def test_parsing_watches_nothing() -> None:
    """The scope around and strict() are not the text's."""
    with wg.strict(), wg.scope("around"):
        parsed = Graph.parse("x = leaf 0\ny = reciprocal x\nz = neg y @net\nreturn z")
    assert (["", "", "net"], ["", "", ""]) == (
        [node.scope for node in parsed.nodes], [node.place for node in parsed.nodes],
    )  # fmt: skip


REFUSED = [
    ("", "line 1, column 1: the line `return` is missing"),
    ("x = leaf 1\n", "line 2, column 1: the line `return` is missing"),
    ("return", "line 1, column 7: expected the name of a node, got the end of the line"),
    ("return x", "line 1, column 8: no line above defines x"),
    ("x = leaf 1\nreturn x\nreturn x", "line 3, column 1: nothing may follow the line `return`"),
    ("x = leaf 1\nreturn x y", "line 2, column 10: no line above defines y"),
    ("x = leaf 1\nreturn x 2", "line 2, column 10: expected the end of the line, got 2"),
    ("x", "line 1, column 2: expected `=`, got the end of the line"),
    ("x =", "line 1, column 4: expected an operation, `leaf` or `constant`, got the end of the line"),
    ("x = 3", "line 1, column 5: expected an operation, `leaf` or `constant`, got 3"),
    ("3 = leaf 1", "line 1, column 1: expected a name, or `return`, got 3"),
    ("é = leaf 1", "line 1, column 1: expected a name, or `return`, got é"),
    ("x = leaf", "line 1, column 9: expected a number, got the end of the line"),
    ("x = leaf y", "line 1, column 10: expected a number, got y"),
    ("x = leaf infinity", "line 1, column 10: expected a number, got infinity"),
    ("x = leaf -infx", "line 1, column 10: expected a number, got -"),
    ("x = leaf NaN", "line 1, column 10: expected a number, got NaN"),
    ("x = leaf 1.", "line 1, column 11: expected the end of the line, got ."),
    ("x = leaf 0x10", "line 1, column 11: expected the end of the line, got x10"),
    ("x = leaf 1_0", "line 1, column 11: expected the end of the line, got _0"),
    ("x = leaf ١", "line 1, column 10: expected a number, got ١"),
    ("x = leaf 1e400", "line 1, column 10: 1e400 is beyond the range of floats; write inf if that is meant"),
    ("x = leaf " + "9" * 41, "line 1, column 10: a number has at most 40 characters, this one 41"),
    ("x = leaf 1\nx = leaf 2", "line 2, column 1: x is defined already"),
    ("x = exp x", "line 1, column 9: no line above defines x"),
    ("x = leaf 1\ny = __import__ x", "line 2, column 5: there is no operation __import__"),
    ("x = leaf 1\ny = exp(x)", "line 2, column 8: expected the name of a node, got ("),
    ("x = leaf 1\ny = exp x x", "line 2, column 5: exp(x) takes 1 arguments, got 2"),
    ("x = leaf 1\ny = max", "line 2, column 8: expected the name of a node, got the end of the line"),
    ("x = leaf 1\nc = leaf 0\ny = clip x x c", "line 3, column 5: clip needs lo <= hi, got lo=1.0, hi=0.0; "
     "swap the bounds or drop one with -inf or inf"),
    ('x = leaf 1 "a', 'line 1, column 12: expected the end of the line, got "'),
    ('x = leaf 1 "\\q"', "line 1, column 12: this is no string of JSON: Invalid \\escape: line 1 column 2 (char 1)"),
    ('x = leaf 1 "\t"', "line 1, column 12: this is no string of JSON: "
     "Invalid control character at: line 1 column 2 (char 1)"),
    ('x = leaf 1 "a" "b"', 'line 1, column 16: expected the end of the line, got "b"'),
    ("x = leaf 1 @", "line 1, column 13: expected a string in quotes, got the end of the line"),
    ("x = leaf 1 @a. ", "line 1, column 14: expected the end of the line, got ."),
    ('x = leaf 1 @a "l"', 'line 1, column 15: expected the end of the line, got "l"'),
    ("x" * 9999, "line 1, column 10000: expected `=`, got the end of the line"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "said"), REFUSED, ids=[said for _, said in REFUSED])
def test_a_wrong_text_is_refused_with_its_place(text: str, said: str) -> None:
    """What is not of the grammar is refused: where, what was expected, what was got."""
    with pytest.raises(GraphFormatError) as caught:
        Graph.parse(text)
    assert said == str(caught.value)
    assert said == f"{caught.value.place}: {caught.value.wrong}"
    assert isinstance(caught.value, GraphError)


@given(st.text(st.sampled_from("vx01= \n\t\"\\@#.e-+\ud800éleafconstantreturnmul")))
def test_any_text_is_a_graph_or_is_refused(text: str) -> None:
    """Nothing else than GraphFormatError comes out of a wrong text."""
    try:
        Graph.parse(text).verify()
    except GraphFormatError as refused:
        assert refused.place.startswith("line ")


def test_mutated_texts() -> None:
    """Of 3 000 texts with a few characters changed, each is a Wengert list or is refused with its place."""
    r = Random(1964)
    refused = 0
    for _ in range(3000):
        text = list(EXAMPLE)
        for _ in range(r.randint(1, 3)):
            text[r.randrange(len(text))] = r.choice(["", "\n", r.choice(EXAMPLE), chr(r.randrange(256))])
        try:
            Graph.parse("".join(text)).verify()
        except GraphFormatError as error:
            assert error.place.startswith("line ")
            refused += 1
    assert 1000 < refused < 3000


@pytest.mark.parametrize("wrong", [b"return", None, 3, ["x = leaf 1"]])
def test_a_text_is_a_str(wrong: object) -> None:
    """Anything but a str is a TypeError."""
    with pytest.raises(TypeError, match=r"^the text of a graph must be a str, got "):
        Graph.parse(wrong)


@pytest.mark.parametrize("name", ["my row", "leaf", "constant", "1st", "", "exp\n"])
def test_a_row_whose_name_cannot_be_written(name: str) -> None:
    """A row of one's own needs a name that stands in a text for it alone."""
    row = register(Row(name, "x", "A row.", value=lambda x: x + 1.0, partials=lambda x, out: 1.0))
    try:
        with pytest.raises(GraphError) as caught:
            Graph(row(Value(1.0))).text()
        assert f"a row named {name!r} cannot be written; name it with letters, digits and _" == str(caught.value)
    finally:
        assert TABLE.pop() is BY_NAME.pop(name)


def test_a_row_of_ones_own_is_written_and_read() -> None:
    """A registered row is an operation like any other."""
    row = register(Row("plus_one", "x", "A row.", value=lambda x: x + 1.0, partials=lambda x, out: 1.0))
    try:
        text = Graph(row(Value(1.0))).text()
        parsed = Graph.parse(text)
        assert (2.0, "plus_one") == (parsed.outputs[0].data, parsed.outputs[0].op)
    finally:
        assert TABLE.pop() is BY_NAME.pop("plus_one")
    with pytest.raises(GraphFormatError, match=r"^line 2, column 6: there is no operation plus_one$"):
        Graph.parse(text)


def test_nan_is_written_as_nan() -> None:
    """A nan's sign and payload are not kept: it is nan."""
    assert math.isnan(Graph.parse(Graph(Value(-math.nan)).text()).outputs[0].data)
