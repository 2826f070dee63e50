"""The programs of an audit: their formulas hold, and the mistakes that are simulated can be told apart."""

from __future__ import annotations

import itertools
import math
import re

import pytest

from wengert.auditor.diagnosis.sweeps import MISTAKES, RIGHT, Habits, small, sweep, topological_orders
from wengert.auditor.findings import Program
from wengert.auditor.programs import spelled
from wengert.auditor.programs.battery import jobs, probes
from wengert.auditor.programs.operations import OPERATIONS
from wengert.auditor.programs.truth import true, value

#: Derivatives that are stated as formulas; where there are cases, in words.
FORMULAS = [
    (operation, slot)
    for operation in OPERATIONS
    for slot in range(operation.arity)
    if not re.search(r"where|or of", operation.slopes[slot])
]
MISTAKEN = [(operation, slot) for operation in OPERATIONS for slot in range(operation.arity)]
GRAPHS = [(probe, small(probe.program)) for probe in probes() if probe.purpose[0] == "sweep"]


def _points(operation):
    return [dict(zip("ab", point, strict=False)) for point in operation.points]


def _slope(operation, slot, inputs):
    text = operation.text.format("a", "b")
    return true(Program(inputs, (f"y = {text}",))).grads["ab"[slot]]


def _name(case):
    operation, slot = case
    return f"{operation.text.format('a', 'b')} by {'ab'[slot]}"


@pytest.mark.parametrize(("operation", "slot"), FORMULAS, ids=map(_name, FORMULAS))
def test_a_derivative_that_is_stated_is_the_tables(operation, slot):
    """A formula that a diagnosis names as right gives what wengert's table gives."""
    for inputs in _points(operation):
        assert value(operation.slopes[slot], inputs) == pytest.approx(_slope(operation, slot, inputs), rel=1e-12)


@pytest.mark.parametrize(("operation", "slot"), MISTAKEN, ids=map(_name, MISTAKEN))
def test_a_mistake_is_no_derivative(operation, slot):
    """No formula of a known mistake gives the right number at all points."""
    for formula in operation.mistakes[slot]:
        assert any(
            not math.isclose(value(formula, inputs), _slope(operation, slot, inputs), rel_tol=1e-3)
            for inputs in _points(operation)
        ), formula


def test_all_formulas_are_of_two_names():
    """Formulas and programs are in the operands' names alone, so that a diagnosis can be read."""
    for operation in OPERATIONS:
        for formula in itertools.chain(*operation.mistakes):
            assert {"a", "b"} >= set(re.findall(r"\b[a-z]\b", formula))


@pytest.mark.parametrize("turned", [False, True])
def test_the_right_sweep_gives_wengerts_gradients(turned):
    """The sweep without a mistake, from whichever side operands are visited, is backward()."""
    for probe, graph in GRAPHS:
        grads = true(probe.program).grads
        assert sweep(graph, RIGHT, Habits(), turned) == pytest.approx({name: grads[name] for name in graph.leaves})


def _signature(mistake):
    """All that a mistake can leave, graph by graph."""
    return [{tuple(sweep(graph, mistake, Habits(), turned).items()) for turned in (False, True)} for _, graph in GRAPHS]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pair
        for pair in itertools.combinations((RIGHT, *MISTAKES), 2)
        if pair[0].code != pair[1].code and {"output last", "one step"} != {each.name for each in pair}
    ],
    ids=lambda mistake: mistake.name,
)
def test_mistakes_of_different_kinds_are_told_apart(one, other):
    """Some graph of the battery gets other gradients by one mistake than by another, whatever the side.

    But for two that leave the same always, and are told apart by how many nodes pay.
    """
    assert any(a.isdisjoint(b) for a, b in zip(_signature(one), _signature(other), strict=True))


def test_topological_orders_are_all_and_only_those():
    """Of u = a*b, v = c*d, y = u*v two orders are right; each node comes after its users in every one."""
    graph = small(Program({"a": 1.0, "b": 2.0, "c": 3.0, "d": 4.0}, ("u = a*b", "v = c*d", "y = u*v")))
    inner = [place for place, node in enumerate(graph.nodes) if node.operands]
    orders = list(topological_orders(graph))
    assert 2 == len(orders) == len({tuple(order) for order in orders})
    for order in orders:
        assert sorted(order) == inner
        assert order[0] == len(graph.nodes) - 1


def test_habits_change_what_a_sweep_leaves():
    """Replacing, keeping on the operand, merging and ignoring each have their own numbers."""
    graph = small(Program({"a": 3.0, "b": 5.0}, ("u = a*b", "y = u*a")))
    plain = sweep(graph, RIGHT, Habits(), False)
    replaced = sweep(graph, RIGHT, Habits(frozenset({("*", 0)})), False)
    kept = sweep(graph, RIGHT, Habits(on_operand=frozenset("*")), False)
    ignoring = sweep(graph, RIGHT, Habits(ignores=True), False)
    square = small(Program({"a": 3.0}, ("y = a*a",)))
    assert {"a": 30.0, "b": 9.0} == plain
    assert {"a": 15.0, "b": 9.0} == replaced
    assert {"a": 15.0 + 3.0 * 15.0, "b": 9.0} == kept
    assert {"a": 20.0, "b": 3.0} == ignoring
    assert {"a": 3.0} == sweep(square, RIGHT, Habits(merges=frozenset("*")), False)


def test_each_probe_has_a_purpose_of_its_own():
    """No answer can be taken for another."""
    purposes = [probe.purpose for probe in probes()]
    assert len(purposes) == len(set(purposes))
    assert len({job["id"] for job in jobs(probes())}) == len(purposes) + 4


ENGINE = {
    "leaf": "Node({number}, name={label!r})", "data": "value", "grad": "d", "backward": "backward({0})",
    "by hand": False, "operators": ["+"], "functions": {"*": "mul({0}, {1})", "tanh": "{0}.tanh()", "neg": "neg({0})"},
}  # fmt: skip


def _probe(first):
    return next(probe for probe in probes() if probe.purpose == first)


@pytest.mark.parametrize(
    ("purpose", "lines"),
    [
        (("partials", "tanh({0})", 0), ("a = Node(0.5, name='a')", "y = a.tanh()", "backward(y)")),
        (("partials", "-{0}", 0), ("a = Node(0.5, name='a')", "y = neg(a)", "backward(y)")),
        (
            ("in place", "+", "a*b"),
            (
                "a = Node(2.5, name='a')", "b = Node(-3.25, name='b')", "c = Node(0.375, name='c')",
                "d = Node(1.375, name='d')", "u = mul(a, b)", "v = mul(u, c)", "u += d", "y = mul(v, u)", "backward(y)",
            ),
        ),
    ],
    ids=["method", "function", "in place"],
)  # fmt: skip
def test_programs_are_written_in_the_engines_words(purpose, lines):
    """What a report shows can be typed as it stands."""
    assert lines == spelled.program(ENGINE, _probe(purpose))
