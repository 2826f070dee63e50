"""what_if and nudge: the promise of a gradient against what comes of it."""

import json
import math
import re

import pytest
import seeds
from hypothesis import assume, given
from hypothesis import strategies as st

import wengert as wg
from strategies import programs
from wengert import Value


def test_a_leaf_is_moved_and_the_change_is_as_predicted():
    """a·b is linear in a: the gradient's promise is kept."""
    a, b = seeds.leaves(a=2, b=3)
    answer = wg.what_if(a * b, {a: 2.5})
    assert (6.0, 7.5, 1.5, 1.5, 0.0) == (
        answer.before, answer.after, answer.predicted, answer.true, answer.error,
    )  # fmt: skip
    assert {a: 2.5} == answer.leaves


def test_rounding_is_not_shown_as_an_error():
    """0, but for rounding, where a move is linear; a small error that is real is shown."""
    a, b, c = seeds.leaves(a=2, b=3.1, c=-0.7)
    answer = wg.what_if(a * b + c, {a: 2.01})
    assert 0.0 < abs(answer.error) < 1e-14
    assert re.search("error of the prediction +0 +but for rounding\n", answer.text())
    assert answer.error == answer.to_json()["error"]
    assert re.search("error of the prediction +0 *\n", wg.what_if(a + a, {a: 2.5}).text())
    real = wg.what_if(a * a, {a: 2.0 + 2.0**-20})
    assert not real.is_rounding
    assert re.search("error of the prediction +−9.095e−13 +0.00% of the change", real.text())


def test_several_leaves_move_at_once():
    """The promises add up; what they do together is the error."""
    a, b = seeds.leaves(a=2, b=3)
    answer = wg.what_if(a * b, {a: 2.5, "b": 5})
    assert [1.5, 4.0] == [line.predicted for line in answer.lines]
    assert (5.5, 6.5, -1.0) == (answer.predicted, answer.true, answer.error)
    assert [("a", 2.0, 2.5, 0.5, 3.0), ("b", 3.0, 5.0, 2.0, 2.0)] == [
        (line.name, line.at, line.to, line.step, line.gradient) for line in answer.lines
    ]


def test_the_seeds_nudge():
    """S4: a·b·d at (3.008, −4.992, 2.004) is −30.0919; a step of 0.01 along the gradient raises it to −26.6."""
    y = seeds.product()
    answer = wg.nudge(y, step=0.01)
    assert "−26.59" in answer.text()
    assert (-30.0919, -26.6, -26.47) == (
        round(answer.before, 4), round(answer.after, 1), round(answer.before + answer.predicted, 2),
    )  # fmt: skip
    y.backward()
    assert {leaf: leaf.data + 0.01 * leaf.grad for leaf in wg.Graph(y).leaves} == answer.leaves


def test_nudges_may_be_of_some_leaves_and_downhill():
    """The others stay; a negative step goes the other way."""
    y = seeds.product()
    a, b, d = wg.Graph(y).leaves
    assert [a] == list(wg.nudge(y, wrt=a).leaves) == list(wg.nudge(y, wrt="a").leaves)
    assert [d, b] == list(wg.nudge(y, wrt=["d", b]).leaves)
    assert wg.nudge(y, step=-0.01).true < 0.0 < wg.nudge(y, step=0.01).true
    still = wg.nudge(y, wrt=[])
    assert (0.0, 0.0, ()) == (still.predicted, still.true, still.lines)


@given(programs(), st.floats(-1.0, 1.0))
def test_the_true_change_is_that_of_a_graph_built_anew(program, move):
    """To the last bit, with every leaf moved; and the prediction is the gradient's."""
    leaves, values = program.on_values()
    y = values[-1]
    ours = [leaf for leaf in leaves if leaf in wg.Graph(y)]
    assume(ours and not y.is_leaf)
    answer = wg.what_if(y, {leaf: leaf.data + move for leaf in ours})
    for leaf in ours:
        leaf.data += move
    before = y.data
    y.backward()
    predicted = sum(leaf.grad * (leaf.data - answer.lines[i].at) for i, leaf in enumerate(ours))
    y.refresh()
    assert repr(y.data) == repr(answer.after)
    assert repr(y.data - before) == repr(answer.true)
    assert predicted == pytest.approx(answer.predicted, rel=1e-9, abs=1e-12)


@given(programs())
def test_the_error_is_of_second_order(program):
    """A step half as long leaves a smaller error: the promise is the derivative."""
    _, values = program.on_values()
    y = values[-1]
    errors = [abs(wg.nudge(y, step).error) for step in (1e-3, 1e-4)]
    size = sum(abs(line.gradient) ** 2 for line in wg.nudge(y).lines)
    assert errors[1] <= errors[0] * 0.2 + 1e-9 * (1.0 + abs(y.data) + size)


@pytest.mark.parametrize("ask", [lambda y: wg.what_if(y, {"a": 2.5, "b": math.inf}), wg.nudge])
def test_asking_changes_nothing(untouched, ask):
    """Neither data, gradients, partials nor labels; and gradients that stand there are not used."""
    y = seeds.diamond()
    fresh = ask(seeds.diamond()).text()
    with untouched(y):
        answer = ask(y)
        assert fresh == answer.text()
        assert answer.to_json() and repr(answer)


def test_the_tables(golden):
    """Leaf by leaf, then the sum beside the true change and the error."""
    y = seeds.product()
    golden("what_if.txt", wg.what_if(y, {"a": 3.1, "b": -5}).text())
    golden("nudge.txt", wg.nudge(y, step=0.01).text())


def test_the_report_is_json_too():
    """In exact numbers."""
    report = json.loads(json.dumps(wg.what_if(seeds.square(), {"a": 4}).to_json()))
    line = {"name": "a", "at": 3.0, "to": 4.0, "step": 1.0, "gradient": 6.0, "predicted": 6.0}
    numbers = {"before": 9.0, "after": 16.0, "predicted": 6.0, "true": 7.0, "error": -1.0}
    assert {"output": "y", "leaves": [line], **numbers} == report


def test_numbers_that_are_none_are_shown():
    """inf and nan are no reason to fail."""
    (x,) = seeds.leaves(x=1.0)
    answer = wg.what_if(wg.log(x), {x: -1.0})
    assert math.isnan(answer.true)
    assert "nan" in answer.text()
    assert -math.inf == wg.what_if(wg.log(x), {x: 0}).after
    assert "inf" in wg.nudge(wg.sqrt(Value(0.0))).text()


def test_long_tables_are_bounded():
    """The first and the last leaves, and how many are left out; `lines` has them all."""
    answer = wg.nudge(wg.sum([Value(float(i), label=f"x{i}") for i in range(1000)]))
    assert 1000 == len(answer.lines)
    assert "… 940 more" in answer.text()
    assert len(answer.text().splitlines()) < 80
    assert repr(answer) == "<what if: 1000 leaves moved, y predicted +10, true +10>"


def test_a_leaf_itself_may_be_asked_about():
    """It changes by as much as it is moved."""
    (x,) = seeds.leaves(x=1.0)
    assert (0.5, 0.5) == (wg.what_if(x, {x: 1.5}).predicted, wg.what_if(x, {x: 1.5}).true)


def test_data_set_since_is_refused():
    """The gradient would be of the old numbers, the change of the new; refresh() puts it right."""
    a, b = seeds.leaves(a=2, b=3)
    y = a * b
    a.data = 4.0
    for ask in (wg.nudge, lambda y: wg.what_if(y, {b: 5})):
        with pytest.raises(ValueError, match=r"since y was computed; call refresh\(\)"):
            ask(y)
    y.refresh()
    assert 8.0 == wg.what_if(y, {b: 5}).true


A, B = seeds.leaves(a=2, b=3)
C = A * B
C.label = "c"
Y = C + 2.0


@pytest.mark.parametrize(
    ("changes", "error", "says"),
    [
        ({C: 1.0}, ValueError, "c is computed from others; the leaves are: a, b"),
        ({"c": 1.0}, ValueError, "'c' is computed from others"),
        ({Y.args[1]: 1.0}, ValueError, "2 is a constant"),
        ({Value(7.0): 1.0}, ValueError, "7 has no part in the output"),
        ({"q": 1.0}, ValueError, "no node is labelled 'q'; the leaves are: a, b"),
        ({A: 1.0, "a": 2.0}, ValueError, "'a' is given twice"),
        ({}, ValueError, "got no leaf to change"),
        ({A: "1"}, TypeError, "for a, needs a real number, got str"),
        ({A: None}, TypeError, "for a, needs a real number, got NoneType"),
        ({A: True}, TypeError, "for a, needs a real number, got bool"),
        ({A: A}, TypeError, "for a, needs a real number, got Value"),
        ({3: 1.0}, TypeError, "a leaf is given by itself or its label, got int"),
        (2.0, TypeError, "needs a dict of leaves and numbers"),
        ([(A, 1.0)], TypeError, "needs a dict of leaves and numbers"),
    ],
)
def test_what_cannot_be_changed_is_refused(changes, error, says):
    """With what was got and what there is."""
    with pytest.raises(error, match=says):
        wg.what_if(Y, changes)


@pytest.mark.parametrize(
    ("options", "error", "says"),
    [
        ({"step": "far"}, TypeError, "nudge's step needs a real number"),
        ({"wrt": C}, ValueError, "c is computed from others"),
        ({"wrt": [A, A]}, ValueError, "a is given twice"),
        ({"wrt": [None]}, TypeError, "a leaf is given by itself or its label"),
        ({"wrt": "q"}, ValueError, "no node is labelled 'q'"),
        ({"wrt": 3}, TypeError, "wrt needs leaves or their labels, got int"),
    ],
)
def test_what_cannot_be_nudged_is_refused(options, error, says):
    """With what was got and what there is."""
    with pytest.raises(error, match=says):
        wg.nudge(Y, **options)


def test_a_label_that_stands_twice_is_refused():
    """The Value itself says which is meant."""
    x, other = Value(1.0, label="x"), Value(2.0, label="x")
    with pytest.raises(ValueError, match="2 nodes are labelled 'x'"):
        wg.what_if(x * other, {"x": 3.0})
    assert 2.0 == wg.what_if(x * other, {x: 2.0}).true


def test_errors_name_few_leaves():
    """Of a thousand, eight; and of a graph of constants none."""
    y = wg.sum([Value(float(i), label=f"x{i}") for i in range(1000)])
    with pytest.raises(ValueError, match=r"x7 and 992 more$"):
        wg.what_if(y, {"q": 1.0})
    with pytest.raises(ValueError, match="no leaf but constants"):
        wg.what_if(Y.args[1], {"q": 1.0})


@pytest.mark.parametrize("wrong", [1.0, "y", None])
def test_what_is_no_value_is_refused(wrong):
    """Both need a Value."""
    with pytest.raises(TypeError, match="what_if needs a Value"):
        wg.what_if(wrong, {A: 1.0})
    with pytest.raises(TypeError, match="nudge needs a Value"):
        wg.nudge(wrong)
