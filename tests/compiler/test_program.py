"""Programs: the same steps, numbers and gradients as the trace; texts; what damage is found."""

from __future__ import annotations

from array import array
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nests import INPUTS, nests, run, triangles
from workloads import WORKLOADS, check, digits, program_of, rosenbrock, spread, three_bodies, traced

import wengert as wg
from wengert.compiler.program.build import rolled
from wengert.compiler.program.oracle import evaluate, gradient
from wengert.compiler.program.program import Affine, Loop, Operand, Program, Step
from wengert.compiler.program.verify import verify
from wengert.compiler.spaces import CONST, INPUT, RESULT
from wengert.compiler.tracing.trace import recording
from wengert.core.errors import GraphError
from wengert.core.row import STATED, find
from wengert.core.value import constant

GOLDEN = Path(__file__).parent / "golden"


@given(nests, st.integers(0, 3))
def test_a_program_of_random_loops_takes_the_steps_of_its_trace(nest, wanted):
    """Unrolled it is the trace; evaluated it has the same bits; backwards it has the same gradients."""
    trace, _, outputs = traced(lambda xs: run(nest, xs)[-1 - wanted :], spread(INPUTS))
    check(trace, outputs)


@given(triangles, st.integers(0, 3))
def test_a_program_of_loops_that_grow_and_fall_takes_the_steps_of_its_trace(nest, wanted):
    """The same where the rounds of a loop change with those of the loop around."""
    trace, _, outputs = traced(lambda xs: run(nest, xs)[-1 - wanted :], spread(INPUTS))
    check(trace, outputs)


@given(st.data())
def test_a_program_without_structure_takes_the_steps_of_its_trace(data):
    """What has no loops comes through as it is."""
    choice = st.tuples(st.integers(0, 3), st.integers(0, 40), st.integers(0, 40))
    picks = data.draw(st.lists(choice, max_size=60))

    def tangle(xs):
        numbers = [*xs, 0.5, -0.0]
        for kind, i, j in picks:
            a, b = numbers[i % len(numbers)], numbers[j % len(numbers)]
            numbers.append((a + b, a * b, a - b, wg.sin(a))[kind])
        return [number for number in numbers[-3:] if isinstance(number, wg.Value)] or xs

    trace, _, outputs = traced(tangle, spread(4))
    check(trace, outputs)


@pytest.mark.parametrize("name", WORKLOADS)
def test_the_program_of_a_workload_is_pinned(name, pytestconfig):
    """Its text is that of the file, which `pytest --update` writes anew."""
    function, inputs, _ = WORKLOADS[name]
    text = program_of(function, inputs).text()
    path = GOLDEN / f"{name}.txt"
    if pytestconfig.getoption("update", default=False):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    assert path.read_bytes().decode() == text


@pytest.mark.parametrize("name", WORKLOADS)
def test_a_workload_rolls_into_so_many_steps(name):
    """The count of steps that are left, loops not unrolled."""
    function, inputs, static = WORKLOADS[name]
    assert static == program_of(function, inputs).static


@pytest.mark.parametrize("name", sorted(set(WORKLOADS) - {"three_bodies", "rosenbrock", "digits"}))
def test_the_program_of_a_workload_takes_the_steps_of_its_trace(name):
    """Unrolled, evaluated and backwards."""
    function, inputs, _ = WORKLOADS[name]
    trace, _, outputs = traced(function, spread(inputs))
    check(trace, outputs)


@pytest.mark.parametrize(
    ("few", "many", "bar"),
    [
        ((three_bodies(20), 9), (three_bodies(400), 9), 400),
        ((rosenbrock, 20), (rosenbrock, 1000), 40),
        ((digits(8, 6, 5), 8 * 6 + 6 + 30 + 5), (digits(), 64 * 32 + 32 + 320 + 10), 40),
    ],
    ids=["three bodies", "Rosenbrock", "digits"],
)
def test_programs_are_as_long_as_their_source(few, many, bar):
    """How many steps are left does not depend on the number of rounds."""
    assert program_of(*few).static == program_of(*many).static <= bar


def test_a_data_set_in_the_code_is_kept_once():
    """Numbers that change from round to round are a table of what is read, not of all that the trace has."""
    data = [0.5 * (i % 7) for i in range(40)]

    def epochs(w):
        loss = w[0] * 0.0
        for _ in range(10):
            for i in range(0, 40, 2):
                loss = loss + (w[0] * data[i] - data[i + 1]) ** 2 * 0.25
            loss = wg.tanh(loss)
        return loss

    assert 8 + 40 == len(program_of(epochs, 1).constants)  # the numbers, each once, and two tables of 20


def test_constants_are_equal_bit_for_bit():
    """Zeros of both signs stay apart, and nan is shared."""
    nan = float("nan")
    zeros = lambda x: [x * 0.0, x + -0.0, x - nan, -0.0 - x, nan / x, 0.0 + x]  # noqa: E731
    trace, _, outputs = traced(lambda x: zeros(x[0]), [1.0])
    program = rolled(trace)
    assert ["0.0", "-0.0", "nan"] == list(map(repr, program.constants))
    assert [repr(y.data) for y in outputs] == list(map(repr, evaluate(program, [1.0])))


@pytest.mark.parametrize("which", ["input", "constant", "captured", "twice"])
def test_an_output_may_be_no_result(which):
    """A function may return what it was given, a number, a Value from outside, or the same twice."""
    outside = wg.Value(7.0)
    function = {
        "input": lambda x: x[1],
        "constant": lambda x: constant(5.0),
        "captured": lambda x: outside,
        "twice": lambda x: [x[0] * 2] * 2,
    }[which]
    trace, _, _ = traced(function, [3.0, 4.0])
    program = rolled(trace)
    verify(program)
    numbers = [3.0, 4.0, 7.0][: program.inputs]
    results = {"input": [4.0], "constant": [5.0], "captured": [7.0], "twice": [6.0, 6.0]}[which]
    assert results == evaluate(program, numbers)
    slopes = {"input": [0.0, 1.0], "constant": [0.0, 0.0], "captured": [0.0, 0.0, 1.0], "twice": [4.0, 0.0]}[which]
    assert slopes == gradient(program, numbers)


def test_the_oracles_are_not_seen():
    """Neither a recording nor `strict()` takes what they compute for the user's."""
    trace, _, _ = traced(lambda x: 1 / x[0], [2.0])
    program = rolled(trace)
    with recording() as made, wg.strict():
        assert [float("inf")] == evaluate(program, [0.0])
        assert [-0.25] == gradient(program, [2.0])
    assert [] == made


@pytest.mark.parametrize(("inputs", "seeds"), [([], None), ([1.0, 2.0], None), ([1.0], [1.0, 1.0]), ([1.0], [])])
def test_wrong_counts_are_refused(inputs, seeds):
    """Both oracles say how many numbers there should be."""
    program = program_of(lambda x: x[0] * x[0], 1)
    with pytest.raises(ValueError, match=r"1 (inputs|outputs), got [02]"):
        gradient(program, inputs, seeds)


def at(base, *steps):
    return Affine(base, steps)


def back(distance):
    return Operand(RESULT, at(distance), back=True)


X, T = Operand(INPUT, at(0)), Operand(RESULT, at(0))
SQUARE = Step(find("mul"), (X, X))
SOUND = Program(2, array("d", [0.5]), (SQUARE, Step(find("add"), (T, X))), (Operand(RESULT, at(1)),))


def looped(rounds, *operands):
    return Loop(rounds, (Step(find("mul"), operands),))


DAMAGED = {
    "an input that is not there": replace(SOUND, inputs=0),
    "a result before its time": replace(SOUND, body=(Step(find("add"), (T, X)),)),
    "a result of its own": replace(SOUND, body=(Step(find("sin"), (back(0),)),)),
    "a result before the beginning": replace(SOUND, body=(SQUARE, Step(find("sin"), (back(2),)))),
    "a constant that is not there": replace(SOUND, body=(SQUARE, Step(find("sin"), (Operand(CONST, at(1)),)))),
    "an unknown space": replace(SOUND, body=(SQUARE, Step(find("sin"), (Operand(7, at(0)),)))),
    "too few operands": replace(SOUND, body=(SQUARE, Step(find("add"), (X,)))),
    "no operands": replace(SOUND, body=(SQUARE, Step(find("sum"), ()))),
    "a step that was stated": replace(SOUND, body=(SQUARE, Step(STATED, (X,)))),
    "an output that is not there": replace(SOUND, outputs=(Operand(RESULT, at(2)),)),
    "an output counted back": replace(SOUND, outputs=(back(1),)),
    "an output that advances": replace(SOUND, outputs=(Operand(RESULT, at(1, 0)),)),
    "too many counters": replace(SOUND, body=(Step(find("mul"), (X, Operand(INPUT, at(0, 1)))),)),
    "too few counters": replace(SOUND, body=(looped(at(3), X, X),)),
    "rounds with too many counters": replace(SOUND, body=(looped(at(3, 1), Operand(INPUT, at(0, 0))),)),
    "one round too many": replace(SOUND, body=(looped(at(3), *[Operand(INPUT, at(0, 1))] * 2),)),
    "fewer than no rounds": replace(SOUND, body=(SQUARE, looped(at(-1), *[Operand(INPUT, at(0, 0))] * 2))),
}


def test_a_sound_program_is_verified():
    """The one that is damaged below."""
    verify(SOUND)


@pytest.mark.parametrize("damage", DAMAGED)
def test_damage_is_found(damage):
    """Every rule that a program keeps is looked at."""
    with pytest.raises(GraphError):
        verify(DAMAGED[damage])


def test_a_wrong_address_in_a_loop_is_found():
    """Whatever round it is in: the message names the step."""
    program = program_of(lambda x: sum(x[1:], x[0]), 50)
    first, loop = program.items()
    (step,) = loop.body
    late = replace(step, operands=(step.operands[0], Operand(INPUT, at(3, 1))))
    with pytest.raises(GraphError, match=r"step 48: operand 1 of add is not there: x\[50\]"):
        verify(replace(program, body=(first, replace(loop, body=(late,)))))


@pytest.mark.parametrize(
    ("affine", "text"),
    [
        (at(0), "0"),
        (at(5, 0, 0), "5"),
        (at(0, 1), "i"),
        (at(3, 64, 0, 1), "64*i + k + 3"),
        (at(7, -1), "7 - i"),
        (at(0, -2), "-2*i"),
        (at(-1, 1, -3), "i - 3*j - 1"),
        (at(1, *[0] * 10, 2), "2*i10 + 1"),
    ],
)
def test_places_read_as_one_writes_them(affine, text):
    """Counters in order, then the number, what is taken away last."""
    assert text == str(affine)
