"""Exported functions: in C and Python the bits of the reference, in JavaScript its numbers."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nests import INPUTS, nests, run, triangles
from running import C, JavaScript, Python, bits, near, subject
from workloads import WORKLOADS, program_of, spread, traced

import wengert as wg
from builds import LONG
from wengert.compiler.export import layout
from wengert.compiler.program.build import rolled
from wengert.compiler.program.oracle import evaluate, gradient
from wengert.compiler.program.program import Program


def seeds_of(program: Program) -> list[float]:
    """What each output counts: 1 for the only one."""
    return [1.0 + 0.25 * i for i in range(len(program.outputs))]


def holds(language: type[C] | type[Python], program: Program, numbers: list[float]) -> None:
    """The bits of the reference, values and derivatives."""
    exported = language(subject(program))
    expected, slopes = evaluate(program, numbers), gradient(program, numbers, seeds_of(program))
    assert bits(expected) == bits(exported.value(numbers))
    y, dx = exported.slopes(numbers, seeds_of(program))
    assert (bits(expected), bits(slopes)) == (bits(y), bits(dx))


@given(nests, st.integers(0, 3))
def test_a_random_program_in_python(nest, wanted):
    """Loops within loops have the bits of the reference."""
    trace, _, _ = traced(lambda xs: run(nest, xs)[-1 - wanted :], spread(INPUTS))
    holds(Python, rolled(trace), spread(INPUTS))


@given(triangles, st.integers(0, 3))
def test_a_random_triangle_in_python(nest, wanted):
    """Loops that grow and fall with the loop around have the bits of the reference."""
    trace, _, _ = traced(lambda xs: run(nest, xs)[-1 - wanted :], spread(INPUTS))
    holds(Python, rolled(trace), spread(INPUTS))


@settings(max_examples=2000 if LONG else 12)
@given(st.one_of(nests, triangles))
def test_a_random_program_in_c(nest):
    """The same, compiled without a warning."""
    trace, _, _ = traced(lambda xs: run(nest, xs)[-2:], spread(INPUTS))
    holds(C, rolled(trace), spread(INPUTS))


@pytest.mark.parametrize("language", [C, Python])
@pytest.mark.parametrize("name", WORKLOADS)
def test_a_workload(name, language):
    """It has the bits of the reference; three bodies' slots are asked of malloc."""
    function, count, _ = WORKLOADS[name]
    trace, _, _ = traced(function, spread(count))
    holds(language, rolled(trace), [x.data for x in trace.inputs])


@pytest.mark.parametrize("name", WORKLOADS)
def test_a_workload_in_javascript(name):
    """It has the reference's numbers."""
    function, count, _ = WORKLOADS[name]
    trace, _, _ = traced(function, spread(count))
    program, numbers = rolled(trace), [x.data for x in trace.inputs]
    ((y, again, dx),) = JavaScript(subject(program)).all([numbers], seeds_of(program))
    assert y == again
    assert near(y, evaluate(program, numbers), 1e-11)
    assert near(dx, gradient(program, numbers, seeds_of(program)), 1e-9)


def tangle(count):
    """Straight code in which everything reads what is near and far."""

    def function(x):
        numbers = list(x)
        for i in range(count):
            a, b = numbers[-1 - i * i % 7], numbers[(i * 7919 + 13) % len(numbers)]
            numbers.append((0.5 * a + 0.5 * b, wg.sin(a * b), a - 0.5 * b, wg.tanh(a))[i * i % 5 % 4])
        return numbers[-1] + numbers[-40] * numbers[0]

    return function


def test_long_straight_code_is_in_parts(monkeypatch):
    """Each part is a function of its own; in all languages the numbers are those of the reference."""
    monkeypatch.setattr(layout, "MOST_STRAIGHT", 100)
    monkeypatch.setattr(layout, "PART", 40)
    program, numbers = program_of(tangle(300), 5), spread(5)
    assert 9 < C(subject(program)).text.count("static void f_gradient_part")
    holds(C, program, numbers)
    holds(Python, program, numbers)
    ((y, _, dx),) = JavaScript(subject(program)).all([numbers], [1.0])
    assert near(y, evaluate(program, numbers), 1e-9)
    assert near(dx, gradient(program, numbers), 1e-6)


def uneven(x):
    """The first round reads past sums that nothing else reads."""
    sums = [x[0] + x[0]]
    for i in (1, 2):
        sums.append(x[i] + sums[-1])
    for _ in range(3):
        sums.append(sums[-1] + sums[-3])
        for j in range(3):
            sums.append(x[j] + sums[-1])
    return [sums[-1], sums[-1] + sums[-3]]


def growing(x):
    """A triangle whose rounds hand on two numbers."""
    sums = []
    for i in range(2, 8):
        a, b = x[i] * x[0], wg.sin(x[i])
        for j in range(i):
            a, b = a * x[j] + wg.sin(b), b - x[j] * wg.tanh(a)
        sums.append(a * b)
    return sums


def loyal(x):
    """Every round reads what the first made, itself included."""
    doubles, products = [], []
    for number in x:
        doubles.append(number * 2.0)
        products.append(wg.sin(doubles[0]) * doubles[-1])
    return products


WAYS = {"dot": layout.RELAXED, "triangular_product": layout.COUNTED, "uneven": layout.ALL, "growing": layout.COUNTED,
        "loyal": layout.RELAXED}  # fmt: skip


@pytest.mark.parametrize("language", [C, Python])
@pytest.mark.parametrize("name", WAYS)
def test_numbers_are_found_in_three_ways(name, language):
    """By an index, by counting on, or with a slot for every number: the first that there is."""
    function, count, _ = WORKLOADS[name] if name in WORKLOADS else (globals()[name], 8, 0)
    program = program_of(function, count)
    assert WAYS[name] == layout.Layout(program).way
    holds(language, program, spread(count))
