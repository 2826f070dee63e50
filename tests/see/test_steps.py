"""steps: every local step of both passes, and the classic mistakes."""

import json
import math
from itertools import islice

import pytest
import seeds
from hypothesis import given
from hypothesis import strategies as st

import wengert as wg
from strategies import FLOATS, programs
from wengert import Value
from wengert.see.steps.steps import Steps

MISTAKES = [("breadth-first", "add"), ("topological", "overwrite"), ("breadth-first", "overwrite")]


def leaf_gradients(steps):
    return {node.label: x for node, x in steps.gradients().items() if node.is_leaf}


# --- a right sweep -------------------------------------------------------------------------------


def test_the_seeds_neuron_step_by_step(golden):
    """Five operations forward; backward a start and nine payments, each a sentence."""
    steps = wg.steps(seeds.neuron())
    assert ["forward"] * 5 + ["backward"] * 10 == [step.phase for step in steps]
    golden("steps_neuron.txt", steps.text() + "\n".join(map(str, steps)) + "\n")


def test_a_step_has_all_its_numbers():
    """tanh passes 1 × 0.5 to n, which has nothing before and all of its gradient after."""
    o = seeds.neuron()
    step = wg.steps(o)[6]
    assert (o, o.args[0], 0) == (step.node, step.argument, step.position)
    assert (1.0, None, 1, 1, 0) == (step.adjoint, step.before, step.arrived, step.expected, step.to_come)
    assert pytest.approx((0.5, 0.5, 0.5)) == (step.partial, step.contribution, step.after)
    assert "tanh passes 1 × 0.5 = 0.5 to n" == step.sentence == str(step)


def test_a_gradient_that_is_under_way_says_so():
    """The first of two contributions is `1 (1 of 2)`, and the second is added to it."""
    steps = wg.steps(seeds.used_again())
    first, second = (step for step in steps if step.argument is not None and step.argument.label == "a")
    assert (None, 1.0, 1) == (first.before, first.after, first.to_come)
    assert (1.0, 5.0, 0) == (second.before, second.after, second.to_come)
    assert "a*b passes 1 × 4 = 4 to a, 2 of 2: 1 + 4 = 5" == str(second)
    assert "1 (1 of 2)" in steps.text()
    assert "1 + 4 = 5 (2 of 2)" in steps.text()


@given(programs(), st.sampled_from([1.0, -2.5, 0.0, 1e-300]))
def test_the_gradients_are_those_of_backward(program, seed):
    """To the last bit, at every node."""
    _, values = program.on_values()
    y = values[-1]
    if y.is_constant:
        return
    found = wg.steps(y, seed=seed).gradients()
    y.backward(seed)
    nodes = [node for node in wg.Graph(y).nodes if not node.is_constant]
    assert [(node, repr(node.grad)) for node in nodes] == [(node, repr(x)) for node, x in found.items()]


@given(programs(), st.sampled_from(["topological", "breadth-first"]), st.sampled_from(["add", "overwrite"]))
def test_the_books_are_kept(program, order, accumulate):
    """Every payment finds what the one before left; each node gets as many as it has uses; the last one counts."""
    _, values = program.on_values()
    steps = wg.steps(values[-1], order=order, accumulate=accumulate)
    assert len(steps) == len(list(steps)) == len(steps[:])
    gradient, arrived = {}, {}
    for step in steps:
        if step.phase == "backward":
            assert gradient.get(step.argument) == step.before
            kept = (step.before or 0.0) if accumulate == "add" else 0.0
            assert kept + step.contribution == step.after
            gradient[step.argument] = step.after
            arrived[step.argument] = arrived.get(step.argument, 0) + 1
            assert (arrived[step.argument], 0) <= (step.arrived, step.to_come)
    graph = wg.Graph(values[-1])
    assert gradient == steps.gradients()
    assert arrived == {node: len(graph.users(node)) or 1 for node in graph.nodes if not node.is_constant}


@given(programs())
def test_in_a_right_sweep_nobody_pays_before_all_has_arrived(program):
    """A node pays with the gradient that it has at the end, and nothing is wrong."""
    _, values = program.on_values()
    steps = wg.steps(values[-1])
    final = steps.gradients()
    paid = [(final[step.node], step.adjoint) for step in steps if step.position is not None]
    assert [mine for mine, _ in paid] == [adjoint for _, adjoint in paid]
    assert {""} >= {step.mistake for step in steps}
    assert () == steps.wrong


@pytest.mark.parametrize("options", [{}, {"order": "breadth-first"}, {"accumulate": "overwrite"}], ids=str)
def test_looking_at_steps_changes_nothing(untouched, options):
    """Neither data, gradients, partials nor labels; and gradients that stand there are not mixed in."""
    y = seeds.diamond()
    clean = wg.steps(seeds.diamond(), **options)
    with untouched(y):
        steps = wg.steps(y, **options)
        assert clean.text() == steps.text()
        assert leaf_gradients(clean) == leaf_gradients(steps)
        assert steps._repr_html_() and steps.to_json() and repr(steps) and steps.wrong is not None


def test_constants_get_nothing():
    """A number that an operator lifted is nobody's argument."""
    x = Value(3.0, label="x")
    steps = wg.steps(2 * x + 1)
    assert ["y", "2*x", "x"] == [steps.names[step.argument] for step in steps if step.argument is not None]
    assert 5 == len(steps)


@pytest.mark.parametrize("seed", [1.0, -0.5, 0.0])
def test_a_single_leaf_has_one_step(seed):
    """The start itself."""
    x = Value(3.0, label="x")
    (step,) = wg.steps(x, seed=seed)
    assert (x, None, seed, 0) == (step.argument, step.before, step.after, step.to_come)
    assert {x: seed} == wg.steps(x, seed=seed).gradients()


def test_a_constant_has_no_step_backward():
    """There is nothing to pass on."""
    constant = (Value(1.0) + 2.0).args[1]
    assert 0 == len(wg.steps(constant)) == len(list(wg.steps(constant)))
    assert {} == wg.steps(constant).gradients()


def test_numbers_that_are_none_are_shown():
    """nan and inf stand where they arise; a zero contributes nothing."""
    x = Value(0.0, label="x")
    steps = wg.steps(wg.log(x) * x)
    assert {"x": -math.inf} == leaf_gradients(steps)
    assert "0 × inf = 0" in steps.text()
    assert "nan" in wg.steps(wg.log(Value(-1.0, label="x")) * 2).text()


# --- the classic mistakes ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("graph", "order", "accumulate", "found", "true"),
    [
        (seeds.twice, "breadth-first", "add", {"x": 4.0}, {"x": 36.0}),
        (lambda: seeds.twice(z_first=True), "breadth-first", "add", {"x": 36.0}, {"x": 36.0}),
        (seeds.square, "topological", "overwrite", {"a": 3.0}, {"a": 6.0}),
        (seeds.used_again, "topological", "overwrite", {"a": 4.0, "b": 2.0}, {"a": 5.0, "b": 2.0}),
        (seeds.twice, "topological", "overwrite", {"x": 8.0}, {"x": 36.0}),
        (seeds.twice, "breadth-first", "overwrite", {"x": 2.0}, {"x": 36.0}),
        (seeds.diamond, "topological", "overwrite", {"a": 3.0, "b": -2.0}, {"a": -3.0, "b": -8.0}),
        (seeds.diamond, "breadth-first", "overwrite", {"a": -6.0, "b": -6.0}, {"a": -3.0, "b": -8.0}),
    ],
)
def test_the_mistakes_of_the_seeds(graph, order, accumulate, found, true):
    """A gradient that is passed on too early or overwritten is wrong by just this much, unless luck helps."""
    y = graph()
    steps = wg.steps(y, order=order, accumulate=accumulate)
    assert found == leaf_gradients(steps)
    assert true == leaf_gradients(wg.steps(y))
    wrong = {node.label: (x, right) for node, x, right in steps.wrong if node.is_leaf}
    assert {name: (x, true[name]) for name, x in found.items() if x != true[name]} == wrong


@given(programs(), st.sampled_from(MISTAKES))
def test_what_is_wrong_is_what_backward_would_not_say(program, mistake):
    """Each node listed differs from the true gradient by more than rounding, and no other does."""
    _, values = program.on_values()
    y = values[-1]
    order, accumulate = mistake
    steps = wg.steps(y, order=order, accumulate=accumulate)
    found, true = steps.gradients(), wg.steps(y).gradients()
    wrong = {w.node for w in steps.wrong}
    for node in found:
        if node in wrong:
            assert found[node] != true[node]
        else:
            assert found[node] == pytest.approx(true[node], rel=1e-6, abs=1e-6)


def test_another_order_of_the_same_sum_is_not_wrong():
    """1 + 1e16 − 1e16 depends on the order of the additions; that is rounding."""
    (x,) = seeds.leaves(x=1.0)
    y = x * 1.0 + (x * 1e16 + x * -1e16)
    steps = wg.steps(y, order="breadth-first")
    assert (0.0, 1.0) == (steps.gradients()[x], wg.steps(y).gradients()[x])
    assert () == steps.wrong


def test_the_table_marks_the_mistakes(golden):
    """Who pays too early, what is overwritten, and where the numbers are wrong at the end."""
    early = wg.steps(seeds.twice(), order="breadth-first")
    golden("steps_breadth_first.txt", early.text(100))
    golden("steps_overwrite.txt", wg.steps(seeds.diamond(), accumulate="overwrite").text(100))
    both = wg.steps(seeds.twice(), order="breadth-first", accumulate="overwrite")
    golden("steps_both.txt", both.text(100) + "\n".join(map(str, both)) + "\n")
    assert ["pays before all has arrived"] * 2 == [step.mistake for step in early if step.mistake]


def test_luck_is_called_luck():
    """A mistaken sweep that leaves the right numbers says so."""
    assert "by luck" in wg.steps(seeds.neuron(), order="breadth-first").text()


# --- how it is shown -----------------------------------------------------------------------------


def test_the_page_has_tables(golden):
    """In a notebook: tables with inline styles, nothing active, every text escaped."""
    golden("steps_square.html", wg.steps(seeds.square(), accumulate="overwrite")._repr_html_())
    hostile = Value(2.0, label="<script>&")
    page = wg.steps(hostile * hostile)._repr_html_()
    assert "<script" not in page
    assert "&lt;script&gt;&amp;" in page


def test_labels_cannot_reach_the_terminal():
    """Markup stays text, and control characters are spelled out, in tables, sentences and reprs."""
    steps = wg.steps(Value(1.0, label="[red]\x1b[31m\n") * 2.0)
    for text in (steps.text(), *map(str, steps)):
        assert "\x1b" not in text
        assert "[red]" in text or "y" in text
    assert "\x1b" not in repr(wg.steps(Value(1.0, label="\x1b[31m")))


def test_steps_are_a_sequence():
    """Length, places from either end, slices, iteration as often as one likes."""
    steps = wg.steps(seeds.square())
    assert isinstance(steps, Steps)
    assert 4 == len(steps)
    assert steps[-1] == steps[3] == list(steps)[3] == list(steps)[3]
    assert 3 == len(steps[1:])
    assert steps[2] in steps
    with pytest.raises(IndexError):
        steps[4]
    assert "<steps of a*a>" == repr(steps)
    assert "order='breadth-first'" in repr(wg.steps(seeds.square(), order="breadth-first"))


def test_the_report_is_json_too():
    """Nodes by their places, every number exact, None where there is none."""
    report = json.loads(json.dumps(wg.steps(seeds.used_again(), order="breadth-first").to_json()))
    assert ["a", "b", "a*b", "y"] == report["nodes"]
    assert [5.0, 2.0, 1.0, 1.0] == report["gradients"]
    assert [] == report["wrong"]
    assert {"phase": "forward", "node": 2, "text": "a*b: 2·4 = 8", "value": 8.0} == report["steps"][0]
    started, paid = report["steps"][2], report["steps"][3]
    assert (3, 3, None, 1.0) == (started["node"], started["argument"], started["partial"], started["after"])
    assert (3, 2, 1.0, None, 1.0) == tuple(paid[name] for name in ("node", "argument", "partial", "before", "after"))
    wrong = wg.steps(seeds.square(), accumulate="overwrite").to_json()["wrong"]
    assert [{"node": 0, "gradient": 3.0, "true": 6.0}] == wrong


def test_a_large_graph_costs_nothing_until_it_is_looked_at():
    """Steps are made as they are asked for, and of 300 000 a table shows the first and the last."""
    y = x = Value(1.0, label="x")
    for _ in range(50_000):
        y = y * 1.00001 + x
    steps = wg.steps(y)
    assert "graph" not in vars(steps)
    assert ["forward"] * 3 == [step.phase for step in islice(steps, 3)]
    assert 250_001 == len(steps)
    text = steps.text()
    assert "… 99940 more" in text
    assert "… 149941 more" in text
    assert len(text.splitlines()) < 200


@pytest.mark.parametrize("wrong", [1.0, "y", None, [Value(1.0)]])
def test_what_is_no_value_is_refused(wrong):
    """steps needs a Value."""
    with pytest.raises(TypeError, match="steps needs a Value"):
        wg.steps(wrong)


@pytest.mark.parametrize(
    ("options", "error", "says"),
    [
        ({"order": "depth-first"}, ValueError, "order must be 'topological' or 'breadth-first', got str"),
        ({"accumulate": "="}, ValueError, "accumulate must be 'add' or 'overwrite', got str"),
        ({"order": None}, ValueError, "order must be"),
        ({"accumulate": ["add"]}, ValueError, "accumulate must be"),
        ({"seed": "1"}, TypeError, "seed needs a real number"),
    ],
)
def test_wrong_options_are_refused(options, error, says):
    """With what was got and what there is."""
    with pytest.raises(error, match=says):
        wg.steps(Value(1.0), **options)


@given(FLOATS)
def test_any_seed_is_taken(seed):
    """Also inf and nan: it is the gradient of y, and is passed on as backward would."""
    y = seeds.diamond()
    found = wg.steps(y, seed=seed).gradients()
    y.backward(seed)
    assert [repr(node.grad) for node in wg.Graph(y).nodes] == list(map(repr, found.values()))
