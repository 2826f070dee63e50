"""Simplification: the same numbers of fewer operations, in the same loops."""

from __future__ import annotations

from array import array
from math import inf, isfinite, nan
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nests import INPUTS, nests, run
from workloads import WORKLOADS, bits, digits, listed, rosenbrock, spread, three_bodies, traced

import wengert as wg
from builds import run_python
from wengert.compiler.columns import ALIKE, Columns, stretches
from wengert.compiler.passes.simplify import simplified
from wengert.compiler.program.build import rolled, straight
from wengert.compiler.program.oracle import evaluate, gradient
from wengert.compiler.program.verify import verify
from wengert.compiler.spaces import CONST, INPUT, RESULT
from wengert.compiler.tracing.trace import Trace, recording
from wengert.core.real import scale
from wengert.core.row import LINEAR, find
from wengert.core.value import Value, apply, constant

SPECIAL = st.sampled_from([0.0, -0.0, 1.0, -1.0, inf, -inf, nan, 5e-324, 1.7e308, 0.5, -2.5])
NUMBERS = (0.0, -0.0, 1.0, -1.0, 2.0, inf, nan, 0.5)


def text(function, count=1):
    """The program of a function, simplified."""
    return rolled(simplified(traced(function, spread(count))[0])).text()


def names(columns):
    return [row.name for row, _ in straight(columns).unrolled()]


def tangle(picks):
    """A function of few operations on few numbers: full of what can be simplified."""

    def run(xs):
        numbers = [*xs, *map(constant, NUMBERS)]
        for kind, i, j, k in picks:
            a, b, c = (numbers[n % len(numbers)] for n in (i, j, k))
            numbers.append(
                (a + b, a - b, a * b, a / b, -a, abs(a), wg.where(a, b, c), wg.sum(a, b), wg.prod(a, b, c, a), a**b,
                 wg.where(wg.less(a, b), 1.0, 0.0), wg.max(a, b, c, a), wg.square(a), wg.relu(a))[kind]
            )  # fmt: skip
        return numbers[-3:]

    return run


PICKS = st.lists(st.tuples(st.integers(0, 13), *[st.integers(0, 30)] * 3), max_size=30)


@given(PICKS, st.lists(SPECIAL, min_size=3, max_size=3))
def test_values_are_the_same_bit_for_bit(picks, numbers):
    """At zeros of both signs, infinities and nan, whatever is folded, rewritten, shared and left out."""
    trace, _, _ = traced(tangle(picks), [0.5, 1.5, -0.75])
    columns = simplified(trace)
    verify(straight(columns))
    expected, found = (evaluate(straight(c), numbers) for c in (trace, columns))
    assert [nan if x != x else x for x in map(repr, expected)] == [nan if x != x else x for x in map(repr, found)]


@given(PICKS)
def test_gradients_are_the_same_but_for_rounding(picks):
    """What was the same twice is summed in another order; nothing else changes."""
    numbers = [0.5, 1.5, -0.75]
    trace, _, _ = traced(tangle(picks), numbers)
    assert_close(trace, simplified(trace), numbers)


@given(nests)
def test_loops_are_simplified_like_anything_else(nest):
    """Random programs of loops have the same values and gradients."""
    trace, _, outputs = traced(lambda xs: run(nest, xs)[-3:], spread(INPUTS))
    columns = simplified(trace)
    program = rolled(columns)
    verify(program)
    assert bits([y.data for y in outputs]) == bits(evaluate(program, spread(INPUTS)))
    assert_close(trace, columns, spread(INPUTS))


def assert_close(before, after, numbers):
    """Gradients agree to rounding, measured by what is added on the way; where that is no number, they may differ."""
    expected, found = (gradient(straight(columns), numbers) for columns in (before, after))
    for x, y, size in zip(expected, found, added(straight(before), numbers), strict=True):
        assert not isfinite(size) or abs(x - y) <= 1e-12 * size


def added(program, numbers):
    """For each input the sum of the absolute values of all that is added to its adjoint."""
    spaces = list(numbers), [], program.constants.tolist()
    steps = []
    for row, operands in program.unrolled():
        y = apply(row, [(constant if space == CONST else Value)(spaces[space][place]) for space, place in operands])
        spaces[RESULT].append(y.data)
        steps.append((operands, y.partials))
    sums = [[0.0] * len(space) for space in spaces]
    for output in program.outputs:
        sums[output.space][output.place.base] += 1.0
    for position in range(len(steps) - 1, -1, -1):
        for (space, place), partial in zip(*steps[position], strict=True):
            sums[space][place] += scale(sums[RESULT][position], abs(partial))
    return sums[INPUT]


@given(PICKS)
def test_what_is_simplified_has_nothing_left_to_simplify(picks):
    """A second time, it stays as it is."""
    once = simplified(traced(tangle(picks), [0.5, 1.5, -0.75])[0])
    assert straight(once).text() == straight(simplified(once)).text()


def test_equal_operations_are_one():
    """The same row at the same operands, in the same order; constants are compared bit for bit."""
    assert text(lambda x: (x[0] * 0.5 + x[1]) * (x[0] * 0.5 + x[1]), 2) == (
        "inputs 2\nt[0] = mul x[0] 0.5\nt[1] = add t[0] x[1]\nt[2] = mul t[1] t[1]\nreturn t[2]\n"
    )
    assert 3 == text(lambda x: x[0] * x[1] + x[1] * x[0], 2).count("] = ")
    assert 3 == text(lambda x: (x[0] + 0.0) * (x[0] * -0.0)).count("] = ")


@pytest.mark.parametrize(
    ("function", "expected"),
    [
        (lambda c: wg.sqrt(c(4.0)) + c(1.0), 3.0),
        (lambda c: -c(0.0), -0.0),
        (lambda c: c(0.0) / c(0.0), nan),
        (lambda c: wg.where(c(1.0), c(2.0), c(3.0)), 2.0),
        (lambda c: wg.max(c(1.0), c(5.0), c(2.0), c(4.0)), 5.0),
        (lambda c: wg.lgamma(c(3.0)) * c(0.0), 0.0),
    ],
)
def test_operations_on_constants_are_numbers(function, expected):
    """By the kernels that would compute them."""
    with recording() as made:
        y = function(constant)
    columns = simplified(Trace(made, [], [y]))
    assert (0, [CONST]) == (len(columns), [space for space, _ in columns.outputs])
    assert repr(expected) == repr(columns.constants[columns.outputs[0][1]])


def test_what_no_output_needs_is_left_out():
    """What was needed before identities and folding, and is not any more."""
    columns = simplified(traced(lambda x: wg.where(constant(0.0), wg.exp(x[0]), x[1]) - 0.0, [1.0, 2.0])[0])
    assert (0, [(INPUT, 1)], 0, 2) == (len(columns), columns.outputs, len(columns.constants), columns.count)


def test_outputs_may_meet():
    """Two that are equal are one result; each is still there."""
    columns = simplified(traced(lambda x: [x[0] * 2.0, x[0] * 2.0, 1.0 * x[0], x[0] ** 0], [3.0])[0])
    assert ([(RESULT, 0), (RESULT, 0), (INPUT, 0)], 1) == (columns.outputs[:3], len(columns))
    assert [6.0, 6.0, 3.0, 1.0] == evaluate(straight(columns), [3.0])


def test_a_step_with_its_partials_computed_is_shared_too():
    """LINEAR is an operation like others."""
    columns = simplified(traced(lambda x: wg.norm(*x) * wg.norm(*x), spread(5))[0])
    assert ("mul", 1) == (names(columns)[-1], names(columns).count(LINEAR.name))


def test_nothing_is_left_of_nothing():
    """Columns without operations."""
    columns = simplified(Trace([], [], []))
    assert (0, [0], []) == (len(columns), columns.starts.tolist(), columns.outputs)


@pytest.mark.parametrize("name", WORKLOADS)
def test_a_workload_is_simplified_in_its_loops(name):
    """No more steps are left in its program than there were, and not much fewer operations are taken without reason."""
    function, inputs, static = WORKLOADS[name]
    if name != "many_operands":  # whose rows are opened
        assert rolled(simplified(traced(function, spread(inputs))[0])).static <= static


@pytest.mark.parametrize(
    ("few", "many", "bar"),
    [
        ((three_bodies(20), 9), (three_bodies(400), 9), 400),
        ((rosenbrock, 20), (rosenbrock, 1000), 40),
        ((digits(8, 6, 5), 8 * 6 + 6 + 30 + 5), (digits(), 64 * 32 + 32 + 320 + 10), 40),
        ((WORKLOADS["many_operands"].function, 40), (WORKLOADS["many_operands"].function, 400), 150),
    ],
    ids=["three bodies", "Rosenbrock", "digits", "many operands"],
)
def test_simplified_programs_are_as_long_as_their_source(few, many, bar):
    """How many steps are left does not depend on the number of rounds."""
    statics = [rolled(simplified(traced(function, spread(count))[0])).static for function, count in (few, many)]
    assert statics[0] == statics[1] <= bar


def pixels(sample):
    """A function that goes through numbers of which some are 0 and 1."""

    def run(x):
        total = wg.exp(x[0])
        for i, number in enumerate(sample):
            total = total + x[i % len(x)] * number - number
        return total

    return run


def test_nothing_is_concluded_from_data():
    """Numbers that change from round to round stay numbers that are read; else every round would be another."""
    sample = [(0.0, 1.0, 0.5, -1.0, 1.0)[i * i % 7 % 5] for i in range(60)]
    program = rolled(simplified(traced(pixels(sample), spread(1))[0]))
    assert (4, 1 + 3 * 60) == (program.static, program.steps)


def test_data_are_known_only_where_it_matters():
    """Loops are looked for twice only if something was concluded from a number that may be one of data."""
    trace, _, _ = traced(pixels([1.0] * 60), spread(1))
    assert (1 + 2 * 60, 3) == ((program := rolled(simplified(trace))).steps, program.static)


def test_columns_without_loops_are_known_not_to_roll():
    """If they were looked for in vain, nobody looks again."""

    def run(x):
        y = wg.exp(x[0]) * 2.0 + x[0] * 2.0
        return y * 1.0 + y * 1.0 - 3.0 * y

    columns = simplified(traced(run, [0.5])[0])
    assert columns.rolls or rolled(columns) == straight(columns)


def test_numbers_of_a_loop_advance_as_before():
    """A data set in the code is a table still, whatever else is folded."""

    def run(x):
        total = wg.exp(x[0])
        for i in range(40):
            total = (total * 1.0 + x[0] * (0.25 * (i * i % 11))) - 0.0
        return total

    assert "t = mul x[0] c[i + " in text(run)
    assert "add" in text(run)


def looped(first=2):
    """Columns of a loop of which ALIKE rounds stand for nine, behind some plain rounds: as wg.loop makes them."""
    trace, _, _ = traced(lambda x: around(x[0], x[1], first + ALIKE), [0.5, 0.25])
    size = len(trace) // (first + ALIKE)
    trace.repeats = [(first * size, (first + ALIKE) * size, 9)]
    return trace, size


def around(state, rate, rounds):
    for _ in range(rounds):
        state = state * 1.0 + (rate * rate) * (rate * rate) - 0.0
    return state


def test_what_is_repeated_stays_as_it_is():
    """Its operations, and those before it that its first round reads by distance, stay together and in order."""
    trace, size = looped()
    columns = simplified(trace)
    ((begin, end, rounds),) = columns.repeats
    assert (ALIKE * size, 9) == (end - begin, rounds)
    assert names(trace)[2 * size : 5 * size] == names(columns)[begin:end]
    ((first, behind),) = stretches(columns)
    assert (begin - first, end) == (1, behind)  # the state alone is carried
    assert bits(evaluate(straight(trace), [0.3, 0.7])) == bits(evaluate(straight(columns), [0.3, 0.7]))


def test_nothing_is_merged_into_what_is_repeated_nor_out_of_it():
    """What is the same beside it is computed beside it."""
    trace, _, _ = traced(lambda x: [around(x[0], x[1], 4), x[1] * x[1], x[0] * 1.0], [0.5, 0.25])
    size = (len(trace) - 2) // 4
    trace.repeats = [(size, 4 * size, 9)]
    columns = simplified(trace)
    ((_, end, _),) = columns.repeats
    assert columns.outputs == [(RESULT, end - 1), (RESULT, columns.outputs[1][1]), (INPUT, 0)]
    assert columns.outputs[1][1] < stretches(columns)[0][0]


def test_what_is_repeated_goes_as_a_whole():
    """If no output needs it."""
    trace, _, _ = traced(lambda x: [around(x[0], x[1], 4), x[1] * 2.0], [0.5, 0.25])
    size = (len(trace) - 1) // 4
    trace.repeats = [(size, 4 * size, 9)]
    trace.outputs = trace.outputs[1:]
    columns = simplified(trace)
    assert ([], ["mul"]) == (columns.repeats, names(columns))


def test_stretches_that_overlap_are_one():
    """A repeat right behind another reads what that one leaves."""
    add = find("add").code
    places = array("i", [place for i in range(20) for place in (max(i - 3, 0), max(i - 1, 0))])
    columns = Columns(
        array("i", [add] * 20), array("i", range(0, 42, 2)), bytearray([RESULT] * 40), places, array("d"), 1, [],
        [(4, 10, 5), (11, 17, 5)],
    )  # fmt: skip
    assert [(1, 17)] == stretches(columns)


def test_the_trace_is_left_alone():
    """Passes make new columns."""
    trace, _, _ = traced(tangle([(1, 0, 3, 0), (2, 5, 11, 0), (7, 1, 1, 0), (8, 0, 1, 2)] * 5), [0.5, 1.5, -0.75])
    before = listed(trace), trace.outputs[:]
    simplified(trace)
    assert before == (listed(trace), trace.outputs)


def test_both_builds_simplify_alike():
    """Interpreted and compiled, texts agree."""
    code = """
import sys
sys.path[:0] = sys.argv[1:]
from workloads import WORKLOADS, spread, traced
from test_simplify import tangle
from wengert.compiler.program.build import rolled
from wengert.compiler.passes.simplify import simplified
for name in ("dot", "rosenbrock", "many_operands", "triangular_product", "network"):
    function, count, _ = WORKLOADS[name]
    print(rolled(simplified(traced(function, spread(count))[0])).text())
for seed in range(40):
    picks = [((seed * 7 + i * i) % 14, i * 5 + seed, i * 3, i * i) for i in range(40)]
    print(rolled(simplified(traced(tangle(picks), [0.5, 1.5, -0.75])[0])).text())
"""
    here = Path(__file__).parent
    texts = [run_python(code, str(here), str(here.parent), pure=pure) for pure in (False, True)]
    assert texts[0] == texts[1]
