"""Traces: what is recorded, in which order, and what is left out."""

from __future__ import annotations

import copy
import threading
from pathlib import Path

import pytest
from workloads import check, traced

import wengert as wg
from builds import run_python
from wengert import Value
from wengert.compiler.program.build import rolled
from wengert.compiler.spaces import CONST, INPUT, RESULT
from wengert.compiler.tracing import trace as trace_module
from wengert.compiler.tracing.trace import Trace, recording
from wengert.core import sweep
from wengert.core.errors import GraphError
from wengert.core.value import constant, stated, topological


def names(made):
    return [node.op for node in made]


def test_operations_are_recorded_as_they_are_made():
    """In the order of the program, not in that of the graph."""
    x = Value(2.0)
    with recording() as made:
        a = x * 2
        b = wg.sin(x)
        y = b + a
    assert ["mul", "sin", "add"] == names(made)
    assert [a, b, y] == made


def test_leaves_are_recorded_and_constants_are_not():
    """A leaf was made here, and not captured; a constant belongs to the operation that lifted it."""
    with recording() as made:
        leaf = Value(3.0)
        constant(4.0)
    assert [leaf] == made


def test_an_inner_recording_has_its_operations_to_itself():
    """And the outer one goes on behind it."""
    x = Value(1.0)
    with recording() as outer:
        x = x + 1
        with recording() as inner:
            x = x * 2
        x = wg.sin(x)
    assert (["add", "sin"], ["mul"]) == (names(outer), names(inner))


def test_an_exception_ends_a_recording():
    """What was made before it is there, and nothing is recorded after it."""
    x = Value(1.0)
    with pytest.raises(ZeroDivisionError), recording() as made:
        y = x + 1
        raise ZeroDivisionError
    _ = y * 2
    assert ["add"] == names(made)


def test_each_thread_has_its_own_recording():
    """What other threads make meanwhile is not in it."""
    barrier = threading.Barrier(4)
    found = {}

    def work(i):
        x = Value(float(i))
        barrier.wait()
        with recording() as made:
            for _ in range(50 * (i + 1)):
                x = x * 0.5
        found[i] = made

    threads = [threading.Thread(target=work, args=(i,)) for i in range(4)]
    with recording() as ours:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert ({0: 50, 1: 100, 2: 150, 3: 200}, []) == ({i: len(made) for i, made in found.items()}, ours)


def test_the_inside_of_a_composite_is_not_recorded():
    """It is one operation, whether of the table or the user's own."""
    twice = wg.custom("twice_for_a_trace", lambda x: wg.sin(x) + wg.sin(x))
    x = Value(0.5)
    with recording() as made:
        _ = wg.silu(x), wg.logsumexp(x, x, 1.0), twice(x)
    assert ["silu", "logsumexp", "twice_for_a_trace"] == names(made)


def test_a_row_of_the_users_own_is_a_step():
    """With its own rule, with which both oracles compute too."""
    cube = wg.custom("cube_for_a_trace", lambda x: x * x * x, lambda x, out: 3 * x * x)
    trace, _, outputs = traced(lambda x: cube(x[0]) + cube(x[1]), [2.0, -1.0])
    check(trace, outputs)


def test_scopes_and_strictness_leave_a_trace_alone():
    """They mark nodes, not operations."""

    def f(x):
        with wg.scope("outer"), wg.strict():
            return wg.sum(x[0], x[1] * 2, 1.0)

    trace, _, outputs = traced(f, [1.0, 2.0])
    assert "inputs 2\nt[0] = mul x[1] 2.0\nt[1] = sum x[0] t[0] 1.0\nreturn t[1]\n" == check(trace, outputs).text()


def test_subclasses_are_traced_as_values():
    """Their operators make nodes of the same rows."""

    class Mine(Value):
        pass

    xs = [Mine(2.0), Value(3.0)]
    with recording() as made:
        y = xs[0] * xs[1] + 1
    trace = Trace(made, xs, [y])
    assert (2, Mine) == (len(trace), type(y))
    check(trace, [y])


def test_what_no_output_needs_is_left_out():
    """Operations, and what only they used."""
    x, unused = Value(2.0), Value(5.0)
    with recording() as made:
        _ = wg.exp(unused) + 3.5
        y = x * x
        _ = y * 7.5
    trace = Trace(made, [x], [y])
    assert (1, [x], []) == (len(trace), trace.inputs, trace.constants.tolist())


def test_unused_inputs_keep_their_places():
    """The gradient by them is 0."""
    trace, _, outputs = traced(lambda x: x[1] * x[3], [1.0, 2.0, 3.0, 4.0])
    assert [(INPUT, 1), (INPUT, 3)] == list(zip(trace.spaces, trace.places, strict=True))
    check(trace, outputs)


def test_captured_values_become_inputs_in_the_order_of_their_first_use():
    """After those that were given."""
    x, a, b, c = Value(2.0), Value(3.0), Value(4.0), Value(5.0) * 2
    with recording() as made:
        y = a * x + b
        y = y * a - c
    trace = Trace(made, [x], [y])
    assert (1, [x, a, b, c]) == (trace.given, trace.inputs)
    check(trace, [y])


def test_a_leaf_made_while_recording_is_a_constant():
    """The program's text makes it, the same at every call; unless it is given as an input."""
    x = Value(2.0)
    with recording() as made:
        start = Value(0.5)
        total = start + x
    trace = Trace(made, [x], [total])
    assert ([x], [0.5]) == (trace.inputs, trace.constants.tolist())
    assert [start, x] == Trace(made, [start, x], [total]).inputs
    check(trace, [total])


def test_an_input_hides_how_it_was_computed():
    """A result may be an input: the trace begins there."""
    x = Value(2.0)
    with recording() as made:
        middle = x * x
        y = wg.sin(middle)
    trace = Trace(made, [middle], [y])
    assert ["sin"] == [row.name for row, _ in rolled(trace).unrolled()]
    assert [middle] == trace.inputs


def test_an_input_may_be_a_constant():
    """It is then an input, and no number of the program."""
    x = constant(2.0)
    with recording() as made:
        y = wg.sin(x)
    trace = Trace(made, [x], [y])
    assert ([INPUT], []) == (list(trace.spaces), trace.constants.tolist())


@pytest.mark.parametrize(("output", "expected"), [(0, (INPUT, 0)), (1, (CONST, 0)), (2, (INPUT, 1)), (3, (RESULT, 0))])
def test_an_output_may_be_anything(output, expected):
    """An input, a number, a Value from outside, a result."""
    x, outside = Value(2.0), Value(3.0)
    with recording() as made:
        y = x * x
    assert [expected] * 2 == Trace(made, [x], [[x, constant(4.0), outside, y][output]] * 2).outputs


def test_nothing_recorded_is_a_trace_too():
    """Without operations and outputs."""
    trace = Trace([], [], [])
    assert (0, [0], "inputs 0\nreturn\n") == (len(trace), trace.starts.tolist(), rolled(trace).text())


def test_an_input_given_twice_is_refused():
    """Two places for one Value would leave one of them without its gradient."""
    x = Value(1.0)
    with pytest.raises(ValueError, match="twice"):
        Trace([], [x, x], [x])


@pytest.mark.parametrize(("inputs", "outputs"), [([1.0], []), ([], [2]), ([], [None])])
def test_numbers_are_no_inputs_and_no_outputs(inputs, outputs):
    """A function that returns a number has none that varies."""
    with pytest.raises(TypeError, match="are Values, got"):
        Trace([], inputs, outputs)


def test_a_trace_that_fails_leaves_nothing_behind(monkeypatch):
    """Not on what was recorded, and not on what is from outside."""

    def fail(*_):
        raise MemoryError

    x, outside, output = Value(2.0), Value(3.0) * 2, Value(4.0) * 2
    with recording() as made:
        y = x * outside
    with monkeypatch.context() as patch, pytest.raises(MemoryError):
        patch.setattr(trace_module, "array", fail)
        Trace(made, [x], [y, output])
    assert [0] * 4 == [node._uses for node in (x, outside, y, output)]
    y.backward()
    assert (6.0, 0.0) == (x.grad, output.grad)


def test_no_trace_is_made_within_a_sweep(monkeypatch):
    """Both would count in the same nodes."""
    monkeypatch.setattr(sweep, "_running", True)
    with sweep.one_at_a_time, pytest.raises(RuntimeError, match="within a sweep"):
        Trace([], [], [])


def copied(x):
    return copy.copy(x * x)


def taken_elsewhere(x):
    node = Value(9.0)
    stated(node, [x * 3], [1.0])
    return node * 2


def taken_of_an_input(x):
    node = Value(9.0)
    stated(node, [x], [1.0])
    return node * 2


@pytest.mark.parametrize("f", [copied, taken_elsewhere, taken_of_an_input])
def test_what_was_not_recorded_but_depends_on_inputs_is_refused(f):
    """Taken for an input, it would stand still: a wrong number and a wrong gradient."""
    with pytest.raises(GraphError, match="depends on an input, but how was not recorded"):
        traced(lambda x: f(x[0]), [3.0])


def test_a_step_taken_elsewhere_may_be_captured():
    """If it depends on nothing that varies."""
    node = Value(9.0)
    stated(node, [Value(1.0)], [1.0])
    trace, _, outputs = traced(lambda x: x[0] * node, [3.0])
    assert [node] == trace.inputs[1:]
    assert 27.0 == outputs[0].data


def test_traces_leave_nothing_behind():
    """A sweep, an order and another trace find the nodes as they were."""
    x = Value(2.0)
    with recording() as made:
        y = wg.sum(x, x * x, 3.0)
    first, second = Trace(made, [x], [y]), Trace(made, [x], [y])
    assert (first.places, first.spaces) == (second.places, second.spaces)
    assert 4 == len(topological([y]))
    y.backward()
    assert 5.0 == x.grad


def test_both_builds_have_the_same_programs():
    """Interpreted and compiled, texts agree."""
    code = """
import sys
sys.path[:0] = sys.argv[1:]
from workloads import WORKLOADS, program_of
for name in ("dot", "matrix_vector_relu", "triangular_product", "digits", "network"):
    print(program_of(*WORKLOADS[name][:2]).text())
"""
    here = Path(__file__).parent
    texts = [run_python(code, str(here), str(here.parent), pure=pure) for pure in (False, True)]
    assert texts[0] == texts[1]
