"""check: derivatives held against differences."""

import math

import numpy as np
import pytest

import wengert as wg
from wengert import Value
from wengert.core import ops
from wengert.see.check import Check, check


def only(report):
    """The single line of a report."""
    (line,) = report.lines
    return line


def test_a_right_gradient_agrees():
    """Every leaf is a line, in exact numbers."""
    a, b = Value(0.5, label="a"), Value(-2.0, label="b")
    report = check(wg.tanh(a * b) + a**3)
    assert ["a", "b"] == [line.name for line in report.lines]
    assert ["agrees", "agrees"] == [line.verdict for line in report.lines]
    assert report.ok
    assert all(line.error < 1e-9 for line in report.lines)


def test_reverse_forward_and_differences_stand_side_by_side():
    """Three ways to one number."""
    line = only(check(lambda x: wg.exp(wg.sin(x)), 0.7))
    assert line.reverse == pytest.approx(line.forward, rel=1e-14)
    assert line.reverse == pytest.approx(line.numeric, rel=1e-10)


def test_forward_mode_finds_what_differences_cannot():
    """A wrong stored partial where no difference is exact enough."""
    a = Value(0.5, label="a")
    y = wg.sin(a * 1e9) * 3.0
    y.args[0]._pa *= 1.01
    assert "wrong" == only(check(y)).verdict
    assert "forward mode gives" in only(check(y)).note


@pytest.mark.parametrize("f", [lambda x, y: wg.exp(x * y) + x**3, lambda x, y: wg.hypot(x, y) * wg.gelu(y)])
def test_second_order_checks_every_pair(f):
    """Each slope is checked as a function of each input."""
    report = check(f, 0.7, -0.3, order=2)
    assert ["x, x", "x, y", "y, x", "y, y"] == [line.name for line in report.lines]
    assert ["agrees"] * 4 == [line.verdict for line in report.lines]
    assert report.lines[1].reverse == pytest.approx(report.lines[2].reverse, rel=1e-14)


def test_second_order_of_a_graph():
    """Of a Value too; a slope that does not depend on a leaf has derivative 0."""
    a, b = Value(0.5, label="a"), Value(-2.0, label="b")
    report = check(a**2 * 3.0 + b, order=2)
    assert [6.0, 0.0, 0.0, 0.0] == [line.reverse for line in report.lines]
    assert report.ok


def test_a_notebook_shows_the_report():
    """As HTML without anything active in it."""
    page = check(Value(1.0, label="<script>alert(1)</script>") * 2.0)._repr_html_()
    assert "<script>" not in page
    assert "agrees" in page


def test_nothing_is_changed():
    """Data, gradients and partials are as before."""
    a, b = Value(0.5), Value(-2.0)
    y = wg.exp(a * b) / b
    a.grad, y.grad = 7.0, 8.0
    before = [(node.data, node.grad, node.partials) for node in wg.Graph(y).nodes]
    assert check(y).ok
    assert before == [(node.data, node.grad, node.partials) for node in wg.Graph(y).nodes]


@pytest.mark.parametrize("factor", [0.0, 0.99, 1.001, -1.0])
def test_a_planted_mistake_is_wrong(monkeypatch, factor):
    """A partial that is off by a factor turns the report red, and the exit from `ok`."""
    a = Value(0.5, label="a")
    y = wg.sin(a) * 3.0
    original = ops.exp.partials
    monkeypatch.setattr(ops.sin, "value", math.sin)
    assert original is ops.exp.partials
    y.args[0]._pa *= factor  # the stored partial of sin
    assert "wrong" == only(check(y)).verdict
    assert not check(y).ok
    assert "1 wrong" in check(y).text()


@pytest.mark.parametrize("step", [1e-2, 1e-4])
def test_a_mistake_beside_a_kink_is_still_wrong(step):
    """A kink nearby is stepped around, not taken as an excuse."""
    a = Value(step, label="a")
    y = wg.relu(a) * 3.0
    assert "agrees" == only(check(y)).verdict
    y.args[0]._pa = 0.5
    assert "wrong" == only(check(y)).verdict


@pytest.mark.parametrize(
    ("f", "x", "name"),
    [
        (wg.relu, 0.0, "relu"),
        (lambda x: wg.clip(x, 0.0, 1.0), 1.0, "clip"),
        (wg.sqrt, 0.0, "sqrt"),
        (wg.floor, 2.0, "floor"),
        (wg.cbrt, 0.0, "cbrt"),
    ],
)
def test_a_kink_is_named_and_no_failure(f, x, name):
    """At a kink the report says which row and which convention."""
    report = check(f(Value(x, label="x")))
    assert "kink" == only(report).verdict
    assert f"kink or edge of {name}" in only(report).note
    assert report.ok


@pytest.mark.parametrize(
    ("f", "x", "name"),
    [(abs, 0.0, "abs"), (lambda x: wg.max(x, 1.0) * 2, 1.0, "max"), (lambda x: wg.norm(x, 0.0), 0.0, "norm")],
)
def test_a_kink_where_the_convention_is_the_mean_agrees_and_is_named(f, x, name):
    """Where both sides' mean is used differences give it as well; the kink is told all the same."""
    line = only(check(f(Value(x, label="x"))))
    assert ("agrees", True) == (line.verdict, f"kink or edge of {name}" in line.note)


@pytest.mark.parametrize("x", [1e-8, -1e-8, 1e-3, 1.0, 1e8])
def test_the_step_fits_the_scale(x):
    """1/x near its pole and far from it."""
    assert "agrees" == only(check(1.0 / Value(x))).verdict


@pytest.mark.parametrize("x", [0.0, math.nan, math.inf])
def test_what_is_not_finite_is_undecided(x):
    """No difference can speak for 1/0."""
    report = check(1.0 / Value(x, label="x"))
    assert "undecided" == only(report).verdict
    assert not report.ok
    assert only(report).note


def test_a_function_is_called_anew_at_each_step():
    """A branch of the function counts as part of it."""

    def tariff(use, rates):
        return use * rates[0] if use < 10.0 else 10.0 * rates[0] + (use - 10.0) * rates[1]

    report = check(tariff, 12.0, [0.3, 0.2])
    assert ["use", "rates[0]", "rates[1]"] == [line.name for line in report.lines]
    assert report.ok
    at_the_jump = check(tariff, 10.0, [0.3, 0.2])
    assert "kink" == at_the_jump.lines[0].verdict
    assert "slope jumps" in at_the_jump.lines[0].note


def test_a_function_of_arrays():
    """An array of numbers arrives as an array of Values."""
    report = check(lambda w, x: np.tanh(w @ x).sum(), np.array([[0.1, 0.2], [0.3, -0.4]]), np.array([1.0, 2.0]))
    assert ["w[0][0]", "w[0][1]", "w[1][0]", "w[1][1]", "x[0]", "x[1]"] == [line.name for line in report.lines]
    assert report.ok


def test_a_constant_function_agrees_with_slope_zero():
    """A function may ignore its argument."""
    line = only(check(lambda x: 3.0, 2.0))
    assert ("agrees", 0.0, 0.0) == (line.verdict, line.reverse, line.numeric)


def test_chosen_leaves_alone_are_checked():
    """wrt picks."""
    a, b = Value(1.0, label="a"), Value(2.0, label="b")
    assert ["b"] == [line.name for line in check(a * b, wrt=[b]).lines]


def test_n_ary_rows_are_replayed():
    """Sums, norms and the like are evaluated anew with the moved input."""
    xs = [Value(x) for x in (0.3, -1.2, 2.5, 0.7)]
    assert check(wg.logsumexp(xs) * wg.norm(xs) + wg.prod(xs) + wg.max(xs) + wg.mean(xs)).ok


def test_a_graph_without_leaves_has_nothing_to_check():
    """The report says so and is ok."""
    report = check(Value(1.0), wrt=[])
    assert report.ok
    assert "nothing to check" in report.text()


def test_the_report_in_json():
    """Lines as dictionaries."""
    report = check(lambda x: x * x, 3.0).to_json()
    assert report["ok"] is True
    assert ["name", "at", "reverse", "forward", "numeric", "error", "verdict", "note"] == list(report["lines"][0])


def test_the_report_in_words():
    """Counts of each verdict, and a repr on one line."""
    report = check(lambda x, y: wg.relu(x) * y, 0.0, 2.0)
    assert isinstance(report, Check)
    assert "2 derivatives: 1 agree, 1 at a kink" in report.text()
    assert "<check of 2 derivatives: ok>" == repr(report)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((3.0,), "needs a Value or a function"),
        ((Value(1.0), 2.0), "a point goes with a function"),
        ((lambda x: "no", 2.0), "the function's result needs a real number, got str"),
        ((lambda x: x, "2"), "x needs a real number"),
    ],
)
def test_wrong_arguments_are_refused(arguments, message):
    """With words that say what was got."""
    with pytest.raises(TypeError, match=message):
        check(*arguments)


def test_order_is_one_or_two():
    """No other is offered."""
    with pytest.raises(ValueError, match="order must be 1 or 2, got 3"):
        check(lambda x: x, 1.0, order=3)


def test_wrt_must_be_leaves_of_the_graph():
    """An inner node cannot be moved by itself, a stranger not at all."""
    a = Value(1.0)
    y = a * 2.0
    with pytest.raises(ValueError, match="leaves"):
        check(y * y, wrt=[y])
    with pytest.raises(ValueError, match="leaves"):
        check(y, wrt=[Value(1.0)])
    with pytest.raises(TypeError, match="wrt"):
        check(lambda x: x, 1.0, wrt=[a])
