"""The flat tier: the oracle's bits, whatever is shared, wanted or in a loop, and however many lanes there are."""

from __future__ import annotations

import pickle
from array import array
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from math import inf, nan
from threading import Barrier

import nests
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from workloads import WORKLOADS, program_of, spread, three_bodies, traced

from builds import COMPILED, LONG, run_python
from wengert.compiler.flat.flat import Flat
from wengert.compiler.program.build import rolled, straight
from wengert.compiler.program.oracle import evaluate, gradient
from wengert.compiler.program.program import Affine, Loop, Operand, Program, Step
from wengert.compiler.spaces import CONST, INPUT, RESULT
from wengert.core import ops
from wengert.core.row import LINEAR, rows

NO_LANES = np.empty((0, 1))
ONE = np.ones(1)
TINY = 5e-324
SPECIAL = (0.0, -0.0, 1.0, -1.0, 0.5, -2.5, 3.0, TINY, 1e300, -1e-300, inf, -inf, nan)
FEW = (0.0, -0.0, 1.5, -1.0, inf, nan)
SIZES = (1, 7, 8, 9, 33)


def x(place: int, *steps: int) -> Operand:
    return Operand(INPUT, Affine(place, steps))


def t(place: int, *steps: int) -> Operand:
    return Operand(RESULT, Affine(place, steps))


def c(place: int) -> Operand:
    return Operand(CONST, Affine(place))


def program(inputs, *steps, constants=(), outputs=None):
    """A program without loops; its output is the last result, if nothing else is said."""
    made = tuple(Step(row, operands) for row, *operands in steps)
    return Program(inputs, array("d", constants), made, outputs or (t(len(steps) - 1),))


def bits(numbers):
    """Numbers as they are in memory, but every nan the same."""
    numbers = np.array(numbers, dtype=float)
    numbers[np.isnan(numbers)] = nan
    return numbers.view(np.int64).tolist()


def lanes_of(points):
    """Points as lanes: one row for each input."""
    return np.ascontiguousarray(np.array(points, dtype=float).T)


def check(made, points, varying, wanted):
    """Hold the flat tier against the oracle at some points, which differ only in what varies."""
    seeds = np.array([1.0 + 0.25 * i for i in range(len(made.outputs))])
    flat = Flat(made, varying, wanted)
    numbers, lanes = lanes_of(points)[:, 0], lanes_of(points)[np.array(varying, dtype=bool)]
    for count in {1, len(points)}:
        run = flat.run(numbers, lanes[:, :count], count, seeds, per_lane=True)
        for lane, point in enumerate(points[:count]):
            slopes = gradient(made, point, seeds.tolist())
            assert bits(evaluate(made, point)) == bits(run.values[:, lane])
            flags = list(zip(slopes, varying, wanted, strict=True))
            assert bits([slope for slope, varies, want in flags if want and varies]) == bits(run.slopes[:, lane])
            assert bits([slope for slope, varies, want in flags if want and not varies]) == bits(run.each[:, lane])
        assert bits([summed(each) for each in run.each]) == bits(run.sums)


def summed(numbers):
    """The sum of one number for each lane, in the order that is promised."""
    total = 0.0
    for begin in range(0, len(numbers), 8192):
        classes = [0.0] * 8
        for lane, number in enumerate(numbers[begin : begin + 8192].tolist()):
            classes[lane % 8] += number
        a, b, c, d, e, f, g, h = classes
        total += ((a + e) + (c + g)) + ((b + f) + (d + h))
    return total


KERNELS = [
    (row, count)
    for row in rows()
    for count in (1, 2, 3)
    if (row.arity == count if row.arity is not None else count >= max(row.least, 1))
    and not (row is ops.dot and count % 2)
]


def allowed(row, point):
    try:
        if row.require is not None:
            row.require(*point)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize(("row", "count"), KERNELS, ids=lambda case: getattr(case, "name", case))
def test_every_row_at_special_numbers(row, count):
    """Value and partials of every row are the oracle's bits, at one point and in lanes, at 0, inf and nan too."""
    numbers = FEW if count == 3 else SPECIAL
    points = [list(point) for point in product(numbers, repeat=count) if allowed(row, point)]
    made = program(count, (row, *map(x, range(count))))
    flat = Flat(made, [True] * count, [True] * count)
    run = flat.run(np.zeros(count), lanes_of(points), len(points), ONE)
    assert bits([evaluate(made, point)[0] for point in points]) == bits(run.values[0])
    assert bits([gradient(made, point) for point in points]) == bits(run.slopes.T)
    for lane in range(0, len(points), 5):
        single = flat.run(np.zeros(count), lanes_of(points[lane : lane + 1]), 1, ONE)
        assert bits(run.values[:, lane]) == bits(single.values[:, 0])
        assert bits(run.slopes[:, lane]) == bits(single.slopes[:, 0])


@pytest.mark.parametrize("seed", [0.0, -0.0, -2.0, inf, nan])
@pytest.mark.parametrize("row", [ops.mul, ops.sub, ops.div, ops.where, ops.log, ops.neg, ops.relu, ops.floor])
def test_a_zero_contributes_nothing(row, seed):
    """An adjoint of 0 stays 0 where the partial is inf or nan, and a partial of 0 where the adjoint is."""
    count = len(row.args)
    points = [list(point) for point in product(FEW, repeat=count)]
    made = program(count, (row, *map(x, range(count))), (ops.mul, t(0), x(0)))
    flat = Flat(made, [True] * count, [True] * count)
    run = flat.run(np.zeros(count), lanes_of(points), len(points), np.array([seed]))
    assert bits([gradient(made, point, [seed]) for point in points]) == bits(run.slopes.T)


flags = st.sampled_from([True, True, False])


@settings(max_examples=(10_000 if LONG else 400) if COMPILED else 15, deadline=None)
@given(nests.nests, st.data())
def test_programs_with_loops(nest, data):
    """Any mixture of loops, reuse, shared, varying and unwanted inputs gives the oracle's bits, rolled or not."""
    trace, _, _ = traced(lambda xs: nests.run(nest, xs)[-3:], spread(nests.INPUTS))
    varying = data.draw(st.lists(flags, min_size=trace.count, max_size=trace.count))
    wanted = data.draw(st.lists(flags, min_size=trace.count, max_size=trace.count))
    count = data.draw(st.sampled_from(SIZES if COMPILED else (1, 9)))
    base = [value.data for value in trace.inputs]
    points = [
        [number * (1 + 0.1 * lane) if varies else number for number, varies in zip(base, varying, strict=True)]
        for lane in range(count)
    ]
    check(rolled(trace), points, varying, wanted)
    check(straight(trace), points[:1], varying, wanted)


@settings(max_examples=40 if COMPILED else 5, deadline=None)
@given(nests.triangles)
def test_triangles(nest):
    """A loop whose inner rounds grow is laid out so that results that are counted back are found."""
    made = rolled(traced(lambda xs: nests.run(nest, xs), spread(nests.INPUTS))[0])
    inputs = made.inputs
    check(made, [spread(inputs)] * 2, [False] * inputs, [True] * inputs)


@pytest.mark.parametrize("name", sorted(set(WORKLOADS) - {"many_operands", "three_bodies", "digits"}))
def test_workloads(name):
    """Ordinary functions, recovered loops and all, have the oracle's values and gradients."""
    made = program_of(WORKLOADS[name].function, WORKLOADS[name].inputs)
    points = [[number * (1 + 0.01 * lane) for number in spread(made.inputs)] for lane in range(3)]
    check(made, points, [True] * made.inputs, [True] * made.inputs)
    check(made, points[:1] * 2, [False] * made.inputs, [True] * made.inputs)


def test_long_loops():
    """Three bodies over 20 steps."""
    made = program_of(three_bodies(20), 9)
    check(made, [spread(made.inputs)], [False] * made.inputs, [True] * made.inputs)


def test_a_loop_whose_first_round_reads_what_nobody_asks_about():
    """What is wanted may begin in a later round: adjoints of others go nowhere."""
    body = Step(ops.mul, (Operand(RESULT, Affine(1, (0,)), back=True), x(1, 1)))
    made = Program(5, array("d"), (Step(ops.sin, (x(0),)), Loop(Affine(4), (body,))), (t(4), t(2)))
    points = [[0.5, 2.0, -3.0, 0.0, inf], [0.25, 1.0, 1.5, 2.0, nan]]
    for wanted in product([False, True], repeat=5):
        check(made, points, [True] * 5, wanted)
        check(made, points[:1], [False] * 5, wanted)


def test_an_input_twice_in_one_step():
    """x*x has both contributions, whether or not they are the first."""
    check(program(1, (ops.mul, x(0), x(0))), [[3.0], [0.0], [inf]], [True], [True])
    made = program(1, (ops.mul, x(0), x(0)), (ops.add, t(0), x(0)))
    check(made, [[3.0], [-0.0], [nan]], [True], [True])


def test_outputs_of_any_kind():
    """An output may be a result in the middle, the same again, an input or a constant."""
    outputs = (t(0), t(1), t(0), x(1), c(0))
    made = program(2, (ops.exp, x(0)), (ops.mul, t(0), x(1)), constants=[7.0], outputs=outputs)
    check(made, [[0.5, 2.0], [-1.0, -0.0]], [True, True], [True, True])
    check(made, [[0.5, 2.0], [0.5, -0.0]], [False, True], [True, True])


def test_linear():
    """A step that joins operands and the partials by them hands each its share, in loops too."""
    made = program(
        2, (ops.sin, x(0)), (ops.cos, x(0)), (ops.neg, x(1)), (LINEAR, t(0), x(0), t(1), x(1), c(0), t(2), c(1)),
        (ops.mul, t(3), x(0)), constants=[4.0, 0.0],
    )  # fmt: skip
    check(made, [[0.5, 2.0], [inf, 1.0], [0.0, nan]], [True, True], [True, True])
    check(made, [[0.5, 2.0]], [False, False], [True, False])
    last = Operand(RESULT, Affine(1, (0,)), back=True)
    body = (Step(ops.sin, (last,)), Step(LINEAR, (last, x(0, 1), x(1, 0), last, x(2, 1))))
    loop = Program(6, array("d"), (Step(ops.exp, (x(0),)), Loop(Affine(3), body)), (t(6),))
    check(loop, [[0.5, 2.0, 3.0, -1.0, 0.25, 1.0]] * 2, [True] * 6, [True] * 6)


PRODUCT = program(2, (ops.mul, x(0), x(1)), (ops.sin, t(0)))


@pytest.mark.parametrize("count", [0, 1, 7, 8, 9, 31, 8191, 8192, 8193, 100_000 if COMPILED else 20_000])
def test_the_order_of_a_sum_over_lanes(count):
    """Derivatives by a shared input are summed in chunks of 8192 lanes and 8 classes, folded in halves."""
    lanes = np.sin(np.arange(count) * 1e3)[None] * 10.0 ** (np.arange(count) % 7)
    run = Flat(PRODUCT, [False, True], [True, False]).run(np.array([0.7, nan]), lanes, count, ONE, per_lane=True)
    assert (1, count) == run.each.shape == run.values.shape
    assert (0, count) == run.slopes.shape
    assert bits([summed(run.each[0])]) == bits(run.sums)
    for lane in range(0, count, max(1, count // 50)):
        assert bits(gradient(PRODUCT, [0.7, lanes[0, lane]])[:1]) == bits(run.each[:, lane])


@pytest.mark.parametrize("bad", [nan, inf, -inf, 1e308])
def test_a_bad_lane_does_not_touch_its_neighbours(bad):
    """Nan and inf in one lane change no bit of any other."""
    made = program(2, (ops.mul, x(0), x(1)), (ops.log, t(0)), (ops.div, t(1), t(0)), (ops.mul, t(2), x(0)))
    flat = Flat(made, [True, True], [True, True])
    lanes = 1.0 + np.arange(40.0).reshape(2, 20)
    good = flat.run(np.zeros(2), lanes, 20, ONE)
    lanes[0, 5] = bad
    run = flat.run(np.zeros(2), lanes, 20, ONE)
    others = np.arange(20) != 5
    assert bits(good.values[:, others]) == bits(run.values[:, others])
    assert bits(good.slopes[:, others]) == bits(run.slopes[:, others])
    assert bits(gradient(made, lanes[:, 5].tolist())) == bits(run.slopes[:, 5])


def test_a_nan_that_a_zero_stops():
    """Where the arm that is not taken has no derivative, none comes from it: beside lanes where it has one."""
    made = program(
        2, (ops.gt, x(0), c(0)), (ops.log, x(0)), (ops.mul, t(1), x(1)), (ops.where, t(0), t(2), x(1)),
        constants=[0.0],
    )  # fmt: skip
    points = [[number, 2.0] for number in (1.5, -1.0, 0.0, 2.0, nan, inf, -inf, 3.0, 4.0)]
    check(made, points, [True, False], [True, True])


GUARDED = program(
    2, (ops.mul, x(0), x(1)), (ops.gt, x(1), c(0)), (ops.floor, x(1)), outputs=(t(0), t(1), t(2)), constants=[0.0]
)  # fmt: skip


@pytest.mark.parametrize("count", SIZES)
def test_lanes_that_leave(count):
    """A lane leaves at its first guard that fails; it has no values, no slopes, and no part in a sum."""
    lanes = np.array([[1.5, -1.0, 2.5, nan, 1.0, -1.5, 1.25, 1.75, 3.0][lane % 9] for lane in range(count)])[None]
    flat = Flat(GUARDED, [False, True], [True, True], guards=2)
    run = flat.run(np.array([3.0, 0.0]), lanes, count, ONE, (1.0, 1.0), per_lane=True)
    first = np.where(lanes[0] > 0, np.where(np.floor(lanes[0]) == 1, -1, 1), 0)
    held = first < 0
    assert first.tolist() == run.left.tolist()
    assert np.where(held, 0.0, np.where(first == 0, 0.0, np.floor(lanes[0]))).tolist() == run.found.tolist()
    assert bits(np.where(held, 3.0 * lanes[0], nan)) == bits(run.values[0])
    assert bits(np.where(held, 3.0, nan)) == bits(run.slopes[0])
    assert bits(np.where(held, lanes[0], nan)) == bits(run.each[0])
    assert bits([summed(np.where(held, lanes[0], 0.0))]) == bits(run.sums)


@pytest.mark.parametrize("count", SIZES)
def test_when_all_lanes_leave(count):
    """Then nothing is differentiated, the sums are 0, and the next run is as ever."""
    flat = Flat(GUARDED, [False, True], [True, True], guards=2)
    numbers = np.array([3.0, 0.0])
    run = flat.run(numbers, np.full((1, count), -1.0), count, ONE, (1.0, 1.0))
    assert [0.0] == run.sums.tolist()
    assert np.isnan(run.slopes).all() and np.isnan(run.values).all()
    after = flat.run(numbers, np.full((1, count), 1.5), count, ONE, (1.0, 1.0))
    assert [[3.0] * count] == after.slopes.tolist()


def test_seeds_for_each_lane():
    """A seed may be another in every lane."""
    made = program(1, (ops.sin, x(0)), (ops.mul, t(0), x(0)), outputs=(t(0), t(1)))
    lanes, seeds = np.linspace(-2, 2, 11)[None], np.arange(22.0).reshape(2, 11) - 5
    run = Flat(made, [True], [True]).run(np.zeros(1), lanes, 11, seeds)
    for lane in range(11):
        assert bits(gradient(made, lanes[:, lane].tolist(), seeds[:, lane].tolist())) == bits(run.slopes[:, lane])


@pytest.mark.parametrize("count", SIZES)
def test_odd_lanes(count):
    """Watched, a lane says whether a step made inf or nan, even one that no output shows."""
    made = program(1, (ops.log, x(0)), (ops.lt, t(0), c(0)), constants=[1.0])
    lanes = np.array([0.0 if lane % 3 == 0 else 1.5 if lane % 3 == 1 else -1.0 for lane in range(count)])[None]
    run = Flat(made, [True], [True]).run(np.zeros(1), lanes, count, watch=True)
    assert [int(lane % 3 != 1) for lane in range(count)] == run.odd.tolist()


def test_values_alone():
    """Without seeds no derivative is computed; there is room for none."""
    run = Flat(PRODUCT, [False, True], [True, True]).run(np.array([0.5, 0.0]), np.array([[1.0, 2.0]]), 2)
    assert bits([[evaluate(PRODUCT, [0.5, y])[0] for y in (1.0, 2.0)]]) == bits(run.values)
    assert ((0, 2), (0,), None, None) == (run.slopes.shape, run.sums.shape, run.each, run.odd)


def test_runs_leave_nothing_behind():
    """Whatever ran before, with however many lanes and whatever left or was nan, the next run has the same bits."""
    made = program(2, (ops.log, x(0)), (ops.where, x(1), t(0), x(0)), (ops.mul, t(1), x(0)), (ops.gt, x(0), c(0)),
                   outputs=(t(2), t(3)), constants=[-9.0])  # fmt: skip
    flat = Flat(made, [True, False], [True, True], guards=1)
    runs = [
        flat.run(np.array([0.0, which]), np.resize([2.0, -1.0, 0.0, -10.0, nan], (1, count)), count, ONE, (1.0,))
        for _ in range(2)
        for which in (0.0, 1.0)
        for count in (1, 9, 40, 8, 3)
    ]
    for before, after in zip(runs[:10], runs[10:], strict=True):
        assert bits(before.slopes) == bits(after.slopes)
        assert bits(before.sums) == bits(after.sums)


def test_threads():
    """One Flat, run by several threads at once, gives each what is its own."""
    made = program_of(WORKLOADS["horner"].function, 40)
    flat = Flat(made, [True] + [False] * 39, [True] * 40)
    numbers, start = np.array(spread(40)), Barrier(4)

    def work(k):
        start.wait()
        return [flat.run(numbers, np.full((1, 50), 0.1 * k), 50, ONE).sums.tolist() for _ in range(20)]

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(work, range(4)))
    for k in range(4):
        alone = flat.run(numbers, np.full((1, 50), 0.1 * k), 50, ONE).sums.tolist()
        assert [alone] * 20 == found[k]


def test_pickled():
    """A Flat comes back from a pickle and runs."""
    flat = pickle.loads(pickle.dumps(Flat(PRODUCT, [False, False], [True, True])))
    run = flat.run(np.array([0.5, 3.0]), NO_LANES, 1, ONE)
    assert bits(gradient(PRODUCT, [0.5, 3.0])) == bits(run.sums)


def test_numbers_that_cannot_be_written_to():
    """Read-only, strided and integer arrays will do."""
    numbers, lanes = np.array([2, 0]), np.arange(12.0).reshape(2, 6)[:1, ::2]
    lanes.flags.writeable = False
    run = Flat(PRODUCT, [False, True], [True, True]).run(numbers, lanes, 3, ONE)
    assert bits([[evaluate(PRODUCT, [2.0, y])[0] for y in (0.0, 2.0, 4.0)]]) == bits(run.values)


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (([1.0], np.zeros((1, 2)), 2), r"numbers must have the shape \(2,\), got \(1,\)"),
        ((np.zeros(2), np.zeros((2, 2)), 2), r"lanes must have the shape \(1, 2\), got \(2, 2\)"),
        ((np.zeros(2), np.zeros((1, 2)), 2, np.zeros(2)), r"seeds must have the shape \(1,\), got \(2,\)"),
        ((np.zeros(2), np.zeros((1, 2)), 2, np.zeros((1, 3))), r"seeds must have the shape \(1, 2\), got \(1, 3\)"),
        ((np.zeros(2), np.zeros((1, 2)), 2, None, (1.0,)), r"expected must have the shape \(0,\), got \(1,\)"),
    ],
)
def test_what_does_not_fit_is_refused(args, message):
    """Arrays of another shape are refused before anything is computed."""
    with pytest.raises(ValueError, match=message):
        Flat(PRODUCT, [False, True], [True, True]).run(*args)


def test_programs_that_do_not_fit_are_refused():
    """So are flags of other inputs, more guards than outputs, and operations without a kernel."""
    with pytest.raises(ValueError, match="the program has 2 inputs, got 1 flags"):
        Flat(PRODUCT, [True], [True, True])
    with pytest.raises(ValueError, match="1 outputs, of which 2 cannot be guards"):
        Flat(PRODUCT, [True, True], [True, True], guards=2)
    with pytest.raises(ValueError, match=r"max of 4 operands has no kernel; open it with simplified\(\) first"):
        Flat(program(4, (ops.max, *map(x, range(4)))), [True] * 4, [True] * 4)
    trace, _, _ = traced(WORKLOADS["many_operands"].function, spread(8))
    with pytest.raises(ValueError, match="logsumexp of 4 operands has no kernel"):
        Flat(straight(trace), [True] * 8, [True] * 8)


PRINTED = """
import sys
sys.path[:0] = sys.argv[1:]
import numpy as np
from workloads import WORKLOADS, program_of
from wengert.compiler.flat.flat import Flat
for name in ("horner", "network", "rosenbrock"):
    count = min(WORKLOADS[name].inputs, 40)
    made = program_of(WORKLOADS[name].function, count)
    flat = Flat(made, [i % 2 == 0 for i in range(made.inputs)], [True] * made.inputs)
    numbers = np.linspace(-1, 1, made.inputs)
    run = flat.run(numbers, np.sin(np.arange(13 * len(flat.varying)) * 0.37).reshape(-1, 13), 13, np.ones(1))
    for part in (run.values, run.slopes, run.sums):
        print(*[number.hex() for number in part.ravel().tolist()])
"""


def test_builds_agree():
    """Compiled and interpreted give the same bits."""
    here = __file__.rpartition("/")[0]
    args = PRINTED, here, here.rpartition("/")[0]
    assert run_python(*args, pure=True) == run_python(*args, pure=False)
