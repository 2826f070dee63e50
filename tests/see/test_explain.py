"""explain: the steps and the chain rule in numbers."""

import json

import pytest

import wengert as wg
from wengert import Value
from wengert.see.explain import Explanation, explain


@pytest.fixture
def neuron():
    """The neuron of the second seed, labelled."""
    data = {"x1": 2.0, "x2": 0.0, "w1": -3.0, "w2": 1.0, "b": 6.8813735870195432}
    leaves = {name: Value(x, label=name) for name, x in data.items()}
    x1, x2, w1, w2, b = leaves.values()
    return wg.tanh(x1 * w1 + x2 * w2 + b), leaves


def test_every_node_stands_once_with_value_gradient_and_partials(neuron):
    """The list has every node, operands first, in exact numbers."""
    o, _ = neuron
    nodes = explain(o).to_json()["nodes"]
    assert ["x1", "w1", "x1*w1", "x2", "w2", "x2*w2", "x1*w1 + x2*w2", "b", "v8", "y"] == [n["name"] for n in nodes]
    gradients = {n["name"]: round(n["gradient"], 3) for n in nodes}
    assert {"x1": -1.5, "w1": 1.0, "x2": 0.5, "w2": 0.0, "b": 0.5, "x1*w1": 0.5, "x2*w2": 0.5, "v8": 0.5, "y": 1.0} == {
        name: gradients[name] for name in gradients if name != "x1*w1 + x2*w2"
    }
    assert [8] == nodes[9]["args"]
    assert [0, 1] == nodes[2]["args"]
    assert [-3.0, 2.0] == nodes[2]["partials"]


def test_gradients_of_an_explanation_are_those_of_backward(neuron):
    """The numbers shown are the ones a sweep would set."""
    o, leaves = neuron
    shown = {n["label"]: n["gradient"] for n in explain(o).to_json()["nodes"] if n["label"]}
    o.backward()
    assert {name: leaf.grad for name, leaf in leaves.items()} == shown


def test_explaining_changes_nothing(neuron):
    """Neither data nor gradients move, whatever stood there."""
    o, leaves = neuron
    for i, node in enumerate(wg.Graph(o).nodes):
        node.grad = float(i)
    before = [(node.data, node.grad) for node in wg.Graph(o).nodes]
    explain(o, leaves["w1"]).text()
    assert before == [(node.data, node.grad) for node in wg.Graph(o).nodes]


def test_two_uses_and_two_paths_are_summed():
    """(a+b)*b has two paths from b: both are shown with their products, and their sum."""
    a, b = Value(3.0, label="a"), Value(-5.0, label="b")
    explanation = explain((a + b) * b, b)
    derivative = explanation.to_json()["derivative"]
    assert -7.0 == explanation.derivative == derivative["value"]
    assert [-5.0, -2.0] == [use["adjoint"] * use["partial"] for use in derivative["uses"]]
    assert [-5.0, -2.0] == [path["product"] for path in derivative["paths"]]
    text = explanation.text()
    assert "By its 2 uses" in text
    assert "By the 2 paths" in text
    assert "(−5) · 1 = −5" in text or "1 · (−5) = −5" in text


def test_an_operand_that_stands_twice_counts_twice():
    """a*a is two uses and two paths."""
    a = Value(3.0, label="a")
    derivative = explain(a * a, a).to_json()["derivative"]
    assert [3.0, 3.0] == [path["product"] for path in derivative["paths"]]
    assert 6.0 == derivative["value"]


@pytest.mark.parametrize(("steps", "listed"), [(6, True), (7, False)])
def test_paths_are_listed_up_to_64(steps, listed):
    """Each x = x + x doubles the paths; beyond 64 they are counted as too many, at once."""
    a = x = Value(1.0, label="a")
    for _ in range(steps):
        x = x + x
    explanation = explain(x, a)
    assert float(2**steps) == explanation.derivative
    assert listed == (explanation.to_json()["derivative"]["paths"] is not None)
    assert listed == ("too many to list" not in explanation.text())


def test_a_graph_with_exponentially_many_paths_is_explained_quickly():
    """Counting paths does not walk them."""
    a = x = Value(1e-30, label="a")
    for _ in range(200):
        x = x + x
    assert 2.0**200 == explain(x, a).derivative


def test_a_deep_graph_is_explained_without_recursion():
    """10 000 nodes in a chain; the middle of the printed table is left out and counted."""
    a = x = Value(1.0, label="a")
    for _ in range(10_000):
        x = x + 1.0
    text = explain(x, a).text()
    assert "… 19801 more" in text
    assert len(text.splitlines()) < 800


def test_kinks_are_named_with_their_convention():
    """relu at 0 says which slope is used."""
    assert "relu: x = 0: 0, the left slope" in explain(wg.relu(Value(0.0, label="z"))).text(width=200)


def test_constants_have_no_gradient():
    """A lifted number is shown as constant, not with gradient 0."""
    report = explain(Value(2.0, label="x") * 3.0)
    assert [None] == [n["gradient"] for n in report.to_json()["nodes"] if n["constant"]]
    assert "constant" in report.text()


def test_labels_cannot_reach_the_terminal():
    """Markup stays text, and control characters are spelled out."""
    hostile = Value(1.0, label="[red]\x1b[31m\n") * 2.0
    text = explain(hostile).text()
    assert "\x1b" not in text
    assert "[red]" in text


def test_equal_labels_are_told_apart():
    """Two nodes of one label keep it; unlabelled ones never take a label's name."""
    report = explain(Value(1.0, label="v2") + Value(2.0, label="b") * 3.0 + 4.0).to_json()
    names = [n["name"] for n in report["nodes"] if not n["constant"]]
    assert len(names) == len(set(names))


def test_json_is_json(neuron):
    """The report can be dumped as it is."""
    o, leaves = neuron
    assert json.loads(json.dumps(explain(o, leaves["b"]).to_json()))["derivative"]["wrt"] == 7


def test_the_method_is_the_function(neuron):
    """y.explain(a) and wg.explain(y, a) are one."""
    o, leaves = neuron
    assert isinstance(o.explain(leaves["b"]), Explanation)
    assert o.explain(leaves["b"]).text() == wg.explain(o, leaves["b"]).text() == str(wg.explain(o, leaves["b"]))
    assert "10 nodes" in repr(o.explain())


def test_the_output_itself_and_an_unused_node_are_said():
    """dy/dy is 1 by definition."""
    a = Value(2.0, label="a")
    assert "a is the output itself" in explain(a, a).text()


@pytest.mark.parametrize("wrong", [1.0, "a", None])
def test_what_is_no_value_is_refused(wrong):
    """explain needs a Value."""
    with pytest.raises(TypeError, match="Value"):
        explain(wrong)
    if wrong is not None:
        with pytest.raises(TypeError, match="Value"):
            explain(Value(1.0), wrong)


def test_a_stranger_is_refused():
    """A node that the output was not made from has no derivative to explain."""
    with pytest.raises(ValueError, match="not made from"):
        explain(Value(1.0) * 2.0, Value(3.0))
