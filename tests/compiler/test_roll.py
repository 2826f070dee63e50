"""Rolling: which loops are found, and which are not."""

from __future__ import annotations

import random

import pytest
from workloads import check, program_of, spread, traced, triangular_product, triangular_solve

import wengert as wg
from wengert.compiler.program.build import rolled
from wengert.compiler.program.program import Loop, Straight
from wengert.core.value import constant


def shape(program):
    """The loops of a program: a tuple of rounds and body for a loop, a count for steps in a row."""

    def of(items):
        found = []
        for item in items:
            if isinstance(item, Loop):
                found.append((str(item.rounds), of(item.body)))
            elif found and isinstance(found[-1], int):
                found[-1] += 1
            else:
                found.append(1)
        return found

    return of(program.items())


def rolls(function, count=1):
    """The loops of a function, whose program is held against its trace."""
    trace, _, outputs = traced(function, spread(count))
    return shape(check(trace, outputs))


def repeated(rounds, step):
    def run(x):
        y = wg.exp(x[0])
        for i in range(rounds):
            y = step(y, i)
        return y

    return run


@pytest.mark.parametrize(
    ("rounds", "expected"),
    [(0, [1]), (1, [2]), (2, [3]), (3, [1, ("3", [1])]), (4, [1, ("4", [1])]), (1000, [1, ("1000", [1])])],
)
def test_three_rounds_make_a_loop(rounds, expected):
    """Two may be chance."""
    assert expected == rolls(repeated(rounds, lambda y, _: wg.sin(y)))


def test_loops_nest():
    """What repeats within a round is a loop in a loop."""

    def run(x):
        y = wg.exp(x[0])
        for _ in range(5):
            for _ in range(4):
                for _ in range(3):
                    y = wg.sin(y)
                y = wg.exp(y)
            y = wg.tanh(y)
        return y

    assert [1, ("5", [("4", [("3", [1]), 1]), 1])] == rolls(run)


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (lambda i: i + 3, "i + 3"),
        (lambda i: 9 - i, "9 - i"),
        (lambda i: 2 * i + 4, "2*i + 4"),
        (lambda i: 7, "7"),
    ],
    ids=["grows", "falls", "grows by two", "stays"],
)
def test_the_rounds_of_a_loop_may_change_with_the_loop_around(count, expected):
    """Triangles: what is read is as far back as before, or at a place that advances evenly, or a number that stays."""

    def run(x):
        y = wg.exp(x[0])
        for i in range(7):
            for j in range(count(i)):
                y = y * x[j] * 0.5
            y = wg.tanh(y)
        return y

    assert [1, ("7", [(expected, [2]), 1])] == rolls(run, 20)


def test_the_end_of_a_triangle_stays_unrolled():
    """Rounds of which there are fewer than three are no loop."""

    def run(x):
        y = wg.exp(x[0])
        for i in range(8):
            for j in range(7 - i):
                y = y + x[j] * 0.25
            y = wg.tanh(y)
        return y

    assert [1, ("5", [("7 - i", [2]), 1]), 9] == rolls(run, 8)


def test_a_long_body_is_found():
    """Of a thousand operations in no order."""
    order = random.Random(7).choices([wg.sin, wg.cos, wg.tanh, wg.exp], k=1000)

    def body(y, _):
        for function in order:
            y = function(y)
        return y

    program = program_of(repeated(6, body), 1)
    assert (1, "6") == (len(shape(program)) - 1, shape(program)[1][0])


def test_a_sum_of_all_pairs_is_a_triangle():
    """Inputs are read at places that advance with both counters; a round may begin in the middle of the user's."""

    def run(x):
        total = x[0] * 0.0
        for i in range(len(x)):
            for j in range(i):
                total = total + x[i] * x[j] * 2.0
        return total

    assert [8, ("9", [("i + 3", [3])]), 2] == rolls(run, 12)


def test_states_are_carried_by_distance():
    """What one round leaves the next: counted back, and so alike in all rounds."""

    def run(x):
        a, b = x
        for _ in range(50):
            a, b = b, a + b * 0.5
        return b

    assert "t = mul t[-1] 0.5" in program_of(run, 2).text()


def test_a_far_result_is_found_by_its_place():
    """A table that one loop makes and another reads."""

    def run(x):
        table = [wg.sin(v) * 2 for v in x]
        total = table[9]
        for i in range(8, -1, -1):
            total = total + table[i]
        return total

    assert "t = add t[-1] t[17 - 2*i]" in program_of(run, 10).text()


def test_numbers_that_repeat_by_chance_do_not_end_a_loop():
    """A loop that took a number for one that stays goes on when it changes."""
    numbers = [1.0, 1.0, 1.0, 1.0, 2.0, 2.0, 3.0, 1.0, 1.0, 5.0, 5.0, 5.0]
    assert [1, ("12", [2])] == rolls(repeated(12, lambda y, i: wg.sin(y) * numbers[i]))


def test_numbers_that_change_are_read_within_nested_loops():
    """A table for both counters, for one where it is the same in the other, none where it is one number."""

    def run(x):
        y = wg.exp(x[0])
        for i in range(6):
            for j in range(5):
                y = wg.sin(y * (0.1 * (i * i * 5 + j))) + 0.3 * j * j
                y = y * (1.5 + i) - 0.5
            y = wg.tanh(y)
        return y

    text = program_of(run, 1).text()
    assert [1, ("6", [("5", [5]), 1])] == rolls(run)
    assert "c[5*i + j + " in text
    assert "add t[-1] c[j + " in text
    assert "mul t[-1] c[i + " in text
    assert "sub t[-1] 0.5" in text


def test_numbers_may_change_in_a_triangle():
    """What a loop reads of a list of its own round, whatever its length."""

    def run(x):
        y = wg.exp(x[0])
        for i in range(8):
            for j in range(i + 3):
                y = wg.sin(y) * (1.0 + i if j else 7.5)
        return y

    trace, _, outputs = traced(run, [0.5])
    check(trace, outputs)


@pytest.mark.parametrize("count", [lambda i: i + 3, lambda i: 6], ids=["triangle", "rectangle"])
def test_numbers_may_be_read_backwards(count):
    """Constants that are shared, and gone through from the last to the first."""
    numbers = [constant(0.5 + k * k) for k in range(10)]

    def run(x):
        y = wg.exp(x[0])
        for number in numbers:
            y = wg.sin(y * number)
        for i in range(7):
            for j in range(count(i)):
                y = wg.cos(y + numbers[9 - j])
            y = wg.tanh(y)
        return y

    assert [1, ("10", [2]), ("7", [(str(count(0)) if count(0) == count(1) else "i + 3", [2]), 1])] == rolls(run)


def test_irregular_code_stands_in_columns():
    """Nothing is made of it that costs more than the trace."""

    def run(x):
        y = wg.exp(x[0])
        for i in range(200):
            y = (wg.sin, wg.cos, wg.tanh, wg.exp)[i * i * 7 % 31 % 4](y)
        return y

    program = program_of(run, 1)
    assert any(isinstance(item, Straight) for item in program.body)
    assert 201 == program.steps


@pytest.mark.parametrize("size", [6, 9])
def test_results_at_distances_that_grow_are_not_found(size):
    """Forward substitution reads unknowns that lie ever further apart: neither form of address advances evenly."""
    assert [size * size] == shape(program_of(triangular_solve(size), size * (size + 1)))


def test_only_the_first_rows_of_a_triangle_stay_unrolled():
    """Those that have fewer than three rounds."""
    few, many = (rolled(traced(triangular_product(n), spread(n * (n + 1)))[0]) for n in (8, 40))
    assert few.static == many.static == 16
