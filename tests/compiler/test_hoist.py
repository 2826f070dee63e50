"""Hoisting: what is the same in all lanes is computed once."""

from __future__ import annotations

from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nests import INPUTS, nests, run
from workloads import WORKLOADS, bits, spread, traced

import wengert as wg
from wengert.compiler.passes.hoist import hoisted
from wengert.compiler.passes.simplify import simplified
from wengert.compiler.program.build import rolled, straight
from wengert.compiler.program.oracle import evaluate, gradient
from wengert.compiler.program.verify import verify
from wengert.compiler.spaces import CONST, INPUT, RESULT
from wengert.core.value import constant


def split(function, varying):
    """The two parts of a function of some numbers."""
    return hoisted(traced(function, spread(len(varying)))[0], varying)


def texts(function, varying):
    return tuple(rolled(part).text() if part is not None else None for part in split(function, varying))


def values(parts, numbers):
    """The outputs, by way of both parts."""
    shared, lanes = parts
    bridges = evaluate(straight(shared), numbers) if shared is not None else []
    return evaluate(straight(lanes), [*numbers, *bridges])


def slopes(parts, numbers):
    """The derivatives of the outputs' sum: through the lanes, and from the bridges on through the shared part."""
    shared, lanes = parts
    bridges = evaluate(straight(shared), numbers) if shared is not None else []
    found = gradient(straight(lanes), [*numbers, *bridges])
    own, seeds = found[: len(numbers)], found[len(numbers) :]
    more = gradient(straight(shared), numbers, seeds) if shared is not None else [0.0] * len(numbers)
    return [x + y for x, y in zip(own, more, strict=True)]


def test_what_no_lane_changes_is_a_part_of_its_own():
    """Its results that the other part reads are inputs there, behind the original ones."""
    assert texts(lambda x: wg.exp(x[0]) * x[1] + wg.sin(x[0]), [False, True]) == (
        "inputs 2\nt[0] = exp x[0]\nt[1] = sin x[0]\nreturn t[0] t[1]\n",
        "inputs 4\nt[0] = mul x[2] x[1]\nt[1] = add t[0] x[3]\nreturn t[1]\n",
    )


@pytest.mark.parametrize("varying", [[True, True], [True, False]])
def test_where_nothing_is_shared_nothing_is_copied(varying):
    """The lanes are the columns themselves."""
    trace, _, _ = traced(lambda x: wg.sin(x[0]) * x[1], [1.0, 2.0])
    assert hoisted(trace, varying) == (None, trace)


def test_where_nothing_varies_everything_is_shared():
    """The lanes hand the bridges through."""
    assert texts(lambda x: [wg.sin(x[0]), x[0]], [False]) == (
        "inputs 1\nt[0] = sin x[0]\nreturn t[0]\n",
        "inputs 2\nreturn x[1] x[0]\n",
    )


def test_an_output_may_be_anything():
    """An input, a constant, a result of either part."""
    shared, lanes = split(lambda x: [x[0], x[1], constant(2.5), x[0] * 2.0, x[1] * 3.0], [False, True])
    assert [(INPUT, 0), (INPUT, 1), (CONST, 1), (INPUT, 2), (RESULT, 0)] == lanes.outputs
    assert ([3.0, 2.5], [2.0]) == (lanes.constants.tolist(), shared.constants.tolist())


def test_only_results_on_the_edge_are_bridges():
    """Each once, in the order in which they are computed."""

    def run(x):
        a = wg.exp(x[0])
        b = wg.sin(a * a)
        return (x[1] - b) * b + x[1] * a

    shared, lanes = split(run, [False, True])
    assert [(RESULT, 0), (RESULT, 2)] == shared.outputs
    assert 4 == lanes.count


def test_loops_stay_loops():
    """A loop over weights in the one part, and one that reads what it made in the other."""

    def run(x):
        weights = [wg.tanh(w) for w in x[1:]]
        total = wg.exp(x[0])
        for w in weights:
            total = total + w * x[0]
        return total

    shared, lanes = texts(run, [True, *[False] * 50])
    assert shared.startswith("inputs 51\nfor i < 50:  # t[0] to t[49]\n    t = tanh x[i + 1]\nreturn t[0] ")
    assert "for i < 50:  # t[1] to t[100]\n    t = mul x[i + 51] x[0]\n    t = add t[-2] t[-1]\n" in lanes


def test_partials_are_computed_where_their_operands_are():
    """The norm of what is shared is shared; its derivative goes over the bridge."""
    columns = simplified(traced(lambda x: wg.norm(*x[:4]) * x[4], spread(5))[0])
    shared, lanes = hoisted(columns, [False] * 4 + [True])
    assert ["mul"] == [row.name for row, _ in straight(lanes).unrolled()]
    assert "linear" in rolled(shared).text()


@pytest.mark.parametrize("name", ["dot", "matrix_vector_relu", "triangular_product", "triangular_solve", "network"])
@given(st.data())
def test_both_parts_are_the_whole(name, data):
    """Values bit for bit and derivatives to rounding, whatever varies."""
    function, count, _ = WORKLOADS[name]
    trace, _, outputs = traced(function, spread(count))
    numbers = [x.data for x in trace.inputs]
    varying = [data.draw(st.booleans()) for _ in range(3)] * len(numbers)
    parts = hoisted(trace, varying[: len(numbers)])
    assert bits([y.data for y in outputs]) == bits(values(parts, numbers))
    expected = gradient(straight(trace), numbers)
    assert slopes(parts, numbers) == pytest.approx(expected, rel=1e-12, abs=1e-12)


@given(nests, st.lists(st.booleans(), min_size=INPUTS, max_size=INPUTS), st.booleans())
def test_both_parts_of_random_loops_are_the_whole(nest, varying, simple):
    """And each of them is sound, reads nothing that varies where it must not, and has no operation that is not read."""
    trace, _, outputs = traced(lambda xs: run(nest, xs)[-3:], spread(INPUTS))
    columns = simplified(trace) if simple else trace
    parts = hoisted(columns, varying)
    shared, lanes = parts
    for part in parts:
        if part is not None:
            verify(straight(part))
    if shared is not None:
        read = {operand for _, operands in straight(shared).unrolled() for operand in operands}
        assert not any(varying[place] for space, place in read if space == INPUT)
        assert len(columns) == len(shared) + len(lanes)
        bridges = {(INPUT, columns.count + i) for i in range(len(shared.outputs))}
        known = {operand for _, operands in straight(lanes).unrolled() for operand in operands} | set(lanes.outputs)
        assert bridges <= known
    assert bits([y.data for y in outputs]) == bits(values(parts, spread(INPUTS)))


@given(st.lists(st.sampled_from([0.0, -0.0, inf, -inf, nan, 1.0, 5e-324]), min_size=3, max_size=3))
def test_special_numbers_pass_over_bridges(numbers):
    """Bit for bit."""
    trace, _, _ = traced(lambda x: (x[0] / x[1] - x[1]) * x[2] + x[0] * x[1], [1.0, 2.0, 3.0])
    parts = hoisted(trace, [False, False, True])
    assert list(map(repr, evaluate(straight(trace), numbers))) == list(map(repr, values(parts, numbers)))


@pytest.mark.parametrize(("varying", "shared", "lanes"), [
    ([True, False, True], [], [(1, 7, 30)]),  # the product of the round before it, which is not carried, is shared
    ([False, False, True], [(2, 8, 30)], []),
])  # fmt: skip
def test_what_is_repeated_goes_to_one_part(varying, shared, lanes):
    """To the lanes if any of it depends on one, with what it does not; else to the shared part."""

    def run(x):
        state = x[0]
        for _ in range(4):
            state = state + x[1] * x[1]
        return state * x[2]

    trace, _, _ = traced(run, [0.5, 0.25, 2.0])
    trace.repeats = [(2, 8, 30)]
    parts = hoisted(trace, varying)
    assert (shared, lanes) == (parts.shared.repeats, parts.lanes.repeats)
    assert values(parts, [0.5, 0.25, 2.0]) == evaluate(straight(trace), [0.5, 0.25, 2.0])


@pytest.mark.parametrize("varying", [[], [True], [True, False, False]])
def test_each_input_varies_or_does_not(varying):
    """More or fewer are refused, before anything is done."""
    trace, _, _ = traced(lambda x: x[0] * x[1], [1.0, 2.0])
    with pytest.raises(ValueError, match=f"the columns have 2 inputs, got {len(varying)}"):
        hoisted(trace, varying)
