"""Opening: rows of many operands and rows of the user's own, in steps that have kernels."""

from __future__ import annotations

import math
from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workloads import spread, traced

import wengert as wg
from wengert.compiler.passes.inside import has_kernel
from wengert.compiler.passes.opening import opened
from wengert.compiler.program.build import rolled, straight
from wengert.compiler.program.oracle import evaluate, gradient
from wengert.compiler.program.verify import verify
from wengert.compiler.tracing.trace import Trace, recording
from wengert.core.row import LINEAR, TABLE, find, rows
from wengert.core.value import Value, apply, constant

VARIADIC = [row for row in rows() if row.variadic]
SPECIAL = st.sampled_from([0.0, -0.0, 1.0, -1.0, inf, -inf, nan, 5e-324, 1.7e308, -1.7e308, 0.3, -2.5, 1000.0, 2.5])

OWN = {
    "stated": (lambda a, b, c, d: a * b + c - d, lambda a, b, c, d, out: (b, a, 1, -wg.cos(d))),
    "derived": (lambda a, b, c, d: wg.exp(a * b) * wg.sin(c) + wg.exp(a * b) / d + a * b, None),
    "of one": (lambda a: wg.sin(a) * wg.sin(a) + wg.sigmoid(a) * wg.sin(a), None),
    "of two": (lambda a, b: a * a * b, lambda a, b, out: (2 * a * b, a * a)),
    "of any": (lambda *xs: wg.sum(*[x * x for x in xs]) * wg.max(*xs), None),
    "of means": (lambda a, b, c, d: wg.mean(a, b, c, d) * wg.logsumexp(a, b, c, d, 1.0), None),
    "of composites": (lambda a, b: wg.gelu(a) * wg.silu(b) + wg.softplus(a * b), None),
    "of choices": (lambda a, b: wg.where(a < b, wg.sqrt(a), a * b), None),
    "of a constant": (lambda a, b: 3.0, lambda a, b, out: (0, 0)),
    "of its operand": (lambda a, b: a, lambda a, b, out: (2, wg.cos(b))),
    "flat": (lambda a, b: wg.floor(a) + wg.round(b), None),
}


def own(name):
    """A row of the user's own, with its parameters named as the function's."""
    wg.custom("opened_" + name.replace(" ", "_"), *OWN[name])
    return find("opened_" + name.replace(" ", "_"))


def eager(row, numbers):
    """Value and gradient of a row by itself."""
    xs = [Value(x) for x in numbers]
    y = apply(row, xs)
    y.backward()
    return [repr(x) for x in (y.data, *[x.grad for x in xs])]


def by_steps(row, numbers):
    """The same of the steps inside."""
    trace, _, _ = traced(lambda xs: apply(row, xs), numbers)
    columns = opened(trace)
    for i, code in enumerate(columns.codes):
        assert code == LINEAR.code or has_kernel(TABLE[code], columns.starts[i + 1] - columns.starts[i])
    program = straight(columns)
    verify(program)
    return [repr(x) for x in (*evaluate(program, numbers), *gradient(program, numbers))]


@pytest.mark.parametrize("row", VARIADIC, ids=lambda row: row.name)
@given(st.data())
def test_a_row_of_many_operands_is_what_its_steps_compute(row, data):
    """Value and gradient bit for bit: ties, zeros, infinities and nan included."""
    count = data.draw(st.sampled_from([4, 6, 8]))
    numbers = data.draw(st.lists(SPECIAL, min_size=count, max_size=count))
    assert eager(row, numbers) == by_steps(row, numbers)


@pytest.mark.parametrize("name", OWN)
@given(st.data())
def test_a_row_of_the_users_own_is_what_its_steps_compute(name, data):
    """Stated or derived, of any count of operands."""
    row = own(name)
    count = 5 if row.variadic else len(row.args)
    numbers = data.draw(st.lists(SPECIAL, min_size=count, max_size=count))
    assert eager(row, numbers) == by_steps(row, numbers)


@pytest.mark.parametrize(
    ("function", "expected"),
    [
        (lambda x: wg.sum(x), "add add add"),
        (lambda x: wg.mean(x), "add add add div"),
        (lambda x: wg.dot(x[:2], x[2:]), "mul mul add"),
        (lambda x: wg.norm(x), "hypot hypot hypot hypot eq div where div where div where div where linear"),
        (lambda x: wg.sum(x[0], x[1], 2.0), "sum"),
    ],
    ids=["sum", "mean", "dot", "norm", "sum of three"],
)
def test_steps_that_have_the_partials_anyway_are_left_alone(function, expected):
    """LINEAR stands where the chain rule through the steps would say it otherwise."""
    program = rolled(opened(traced(function, spread(4))[0]))
    assert expected == " ".join(row.name for row, _ in program.unrolled())


def test_no_partial_is_computed_by_a_number():
    """As of any operation: neither it nor what only it needs."""
    text = rolled(opened(traced(lambda x: wg.max(x[0], 2.0, 3.0, 4.0), [1.0])[0])).text()
    assert "t[24] = linear t[11] x[0] t[23]\nreturn t[24]" in text
    assert 1 == text.count("div")


def test_what_is_opened_twice_is_opened_alike():
    """Repeated rows are loops, and their numbers are kept once."""
    few, many = (rolled(opened(traced(lambda x: sum(cubes(x), x[0]), spread(n))[0])) for n in (20, 200))
    assert (few.static, len(few.constants)) == (many.static, len(many.constants))


def cubes(xs):
    return [wg.max(x, -x, 0.5, 2.0) for x in xs]


def test_what_has_kernels_is_left_alone():
    """Nothing is copied where there is nothing to open."""
    trace, _, _ = traced(lambda x: wg.sum(x[0], x[1]) * 2.0, [1.0, 2.0])
    assert trace is opened(trace)


def test_an_operation_that_is_opened_may_be_an_output():
    """Or the operand of another, or both."""
    trace, _, outputs = traced(lambda x: [wg.prod(x), wg.prod(x) * 2.0, wg.max(*x), x[0]], spread(5))
    program = rolled(opened(trace))
    verify(program)
    assert [y.data for y in outputs] == evaluate(program, spread(5))


def test_what_is_repeated_is_opened_too():
    """Its rounds begin and end where the steps do."""
    trace, _, _ = traced(lambda x: wg.prod(x) * 2.0 + wg.max(*x) * 3.0, spread(4))
    trace.repeats = [(1, 4, 7)]
    columns = opened(trace)
    ((begin, end, rounds),) = columns.repeats
    names = [TABLE[code].name for code in columns.codes]
    assert (["mul"], ["mul", "add"], 7) == (names[begin : begin + 1], names[end - 1 :], rounds)


UNREADABLE = {
    "math": (lambda x: math.sin(x), lambda x, out: math.cos(x)),
    "partials of math": (lambda x: x * x, lambda x, out: math.fabs(x)),
    "a choice": (lambda x: x if x > 0 else -x, None),
    "a method": (lambda x: x.sin(), None),
}


@pytest.mark.parametrize("rule", UNREADABLE.values(), ids=UNREADABLE)
def test_a_row_that_only_numbers_can_run_is_refused(rule):
    """The message names it and says how it should be written."""
    row = wg.custom("unreadable", *rule)
    trace, _, _ = traced(lambda x: row(x[0]), [0.5])
    with pytest.raises(TypeError, match=r"unreadable cannot be compiled: .* with wg.where in place of `if`"):
        opened(trace)


def test_partials_that_nobody_asks_for_need_no_rule():
    """At numbers alone a row has only a value."""
    row = wg.custom("half_readable", lambda x: x * x, lambda x, out: math.fabs(x))
    x = constant(3.0)
    with recording() as made:
        y = row(x)
    assert [9.0] == evaluate(straight(opened(Trace(made, [], [y]))), [])
