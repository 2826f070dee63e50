"""Programs as machine code: the bits of instructions, whatever is in a loop, shared, wanted, guarded or put out."""

from __future__ import annotations

from itertools import product
from math import inf, nan

import numpy as np
import pytest
from nativecases import WIDTHS, Pair, bits, c, columns, set_width, t, x
from workloads import WORKLOADS, spread, three_bodies, traced

from builds import COMPILED
from wengert.compiler.passes.simplify import simplified
from wengert.compiler.program.build import straight
from wengert.compiler.program.oracle import evaluate, gradient
from wengert.core import ops
from wengert.core.row import LINEAR

SIZES = (1, 2, 7, 8, 9, 33) if COMPILED else (1, 9)
WIDE = WIDTHS if COMPILED else (8,)


def columns_of(function, inputs):
    """A function's operations, as they are compiled."""
    return simplified(traced(function, spread(inputs))[0])


def points_near(inputs, varying, count):
    """Points that differ in what varies."""
    return [
        [
            number * (1 + 0.01 * lane) if varies else number
            for number, varies in zip(spread(inputs), varying, strict=True)
        ]
        for lane in range(count)
    ]


SMALL = {name: min(each.inputs, 40) for name, each in WORKLOADS.items() if name not in ("digits", "three_bodies")}
SMALL |= {"matrix_vector_relu": 110, "triangular_product": 72}
MIXTURES = {
    "all vary": lambda i: (True, True),
    "all are shared": lambda i: (False, True),
    "every third varies": lambda i: (i % 3 == 0, True),
    "some are wanted": lambda i: (i % 2 == 0, i % 3 != 1),
    "the first varies": lambda i: (i == 0, i % 2 == 0),
    "none is wanted": lambda i: (i % 2 == 1, False),
}


@pytest.mark.parametrize("mixture", MIXTURES)
@pytest.mark.parametrize("name", sorted(SMALL))
def test_workloads(name, mixture):
    """Ordinary functions, recovered loops and all, however their inputs vary and are wanted."""
    made = columns_of(WORKLOADS[name].function, SMALL[name])
    varying, wanted = zip(*map(MIXTURES[mixture], range(SMALL[name])), strict=True)
    Pair(made, varying, wanted).check_points(points_near(SMALL[name], varying, 11))


@pytest.mark.parametrize("width", WIDE)
@pytest.mark.parametrize("name", ["matrix_vector_relu", "triangular_solve", "network"])
def test_workloads_in_every_width(name, width, monkeypatch):
    """However many numbers stand side by side, and however many are left at the end."""
    set_width(monkeypatch, width)
    made = columns_of(WORKLOADS[name].function, SMALL[name])
    varying, wanted = zip(*map(MIXTURES["every third varies"], range(SMALL[name])), strict=True)
    pair = Pair(made, varying, wanted)
    for count in (*range(2, 18), 33) if COMPILED else (2, 17):
        pair.check_points(points_near(SMALL[name], varying, count), kinds=False)


@pytest.mark.parametrize(("name", "inputs"), [("three bodies", 9), ("digits", WORKLOADS["digits"].inputs)])
def test_large_workloads(name, inputs):
    """Long loops, and a network whose parameters are shared."""
    function = three_bodies(20) if name == "three bodies" else WORKLOADS["digits"].function
    varying = [name == "three bodies" and i % 2 == 0 for i in range(inputs)]
    Pair(columns_of(function, inputs), varying, [True] * inputs).check_points(points_near(inputs, varying, 3))


@pytest.mark.parametrize("name", ["rosenbrock", "triangular_solve"])
def test_the_oracle_says_the_same(name):
    """Machine code has the bits of the slow evaluator."""
    made = columns_of(WORKLOADS[name].function, SMALL[name])
    pair, program, points = Pair(made, [True] * SMALL[name], [True] * SMALL[name]), straight(made), []
    points = points_near(SMALL[name], [True] * SMALL[name], 9)
    run = pair.by_native(np.zeros(SMALL[name]), np.array(points).T.copy(), 9, pair.seeds())
    assert bits([evaluate(program, point) for point in points]) == bits(run.values.T)
    assert bits([gradient(program, point, pair.seeds().tolist()) for point in points]) == bits(run.slopes.T)


ODD = (0.0, -0.0, 1.5, -1.0, inf, -inf, nan)
OUTPUTS = {
    "a result": [t(1)],
    "an input": [x(0)],
    "an input and what it makes": [x(0), t(1), x(1)],
    "constants": [c(0), c(1)],
    "the same twice": [t(0), t(0), x(0), x(0), c(0), c(0)],
    "in the middle": [t(0), t(2), t(1)],
}


@pytest.mark.parametrize("varying", [(True, True), (True, False), (False, False)])
@pytest.mark.parametrize("name", OUTPUTS)
def test_outputs_of_any_kind(name, varying):
    """An output may be a result in the middle, the same again, an input or a constant, and nobody may read some."""
    steps = [(ops.exp, x(0)), (ops.mul, t(0), x(1)), (ops.where, x(1), t(1), x(0))]
    made = columns(2, *steps, constants=[7.0, -0.0], outputs=OUTPUTS[name])
    points = [(a, b) if varying[1] else (a, 1.5) if varying[0] else (-0.5, 2.0) for a, b in product(ODD, repeat=2)]
    for wanted in ([True, True], [False, True]):
        Pair(made, varying, wanted).check_points(points)


def test_no_steps_and_no_inputs():
    """A program of no operations puts out what it is given; one of no inputs its constants."""
    Pair(columns(1, outputs=[x(0)]), [True], [True]).check_points([[-0.0], [nan], [3.0]])
    nobody = columns(0, (ops.add, c(0), c(1)), constants=[1.0, 2.0])
    Pair(nobody, [], []).check(np.empty(0), np.empty((0, 9)), 9, np.ones(1))


STOPPED = {
    "the arm that is not taken": (2, [(ops.gt, x(0), c(0)), (ops.log, x(0)), (ops.mul, t(1), x(1)),
                                      (ops.where, t(0), t(2), x(1))], [0.0]),
    "a product with 0": (2, [(ops.sqrt, x(0)), (ops.mul, t(0), x(1)), (ops.mul, t(1), x(1))], []),
    "a sine squared": (2, [(ops.sin, x(0)), (ops.mul, t(0), t(0)), (ops.mul, t(1), x(1))], []),
    "a difference": (2, [(ops.log, x(0)), (ops.sub, t(0), t(0)), (ops.div, t(1), x(1))], []),
    "joined partials": (2, [(ops.cos, x(0)), (ops.neg, x(1)), (LINEAR, t(0), x(0), t(1), x(1), c(0), t(0), c(1)),
                            (ops.mul, t(2), x(0))], [4.0, 0.0]),
    "a choice of a choice": (2, [(ops.lt, x(0), x(1)), (ops.div, x(0), x(1)), (ops.where, t(0), t(1), x(0)),
                                 (ops.max, t(2), x(1)), (ops.log, t(3)), (ops.where, t(0), t(4), t(2))], []),
}  # fmt: skip


@pytest.mark.parametrize("seed", [1.0, 0.0, -0.0, -2.0, inf, nan])
@pytest.mark.parametrize("name", STOPPED)
def test_a_zero_contributes_nothing(name, seed):
    """Adjoints of 0 meet partials of inf and nan, in some lanes and beside others, and stay 0."""
    inputs, steps, constants = STOPPED[name]
    made = columns(inputs, *steps, constants=constants)
    points = np.array(list(product(ODD, repeat=2)), dtype=float).T.copy()
    for varying in ((True, True), (True, False)):
        pair, lanes = Pair(made, varying, [True, True]), points[: sum(varying)]
        for count in (1, 9, 49):
            pair.check(np.array([0.5, 2.0]), lanes[:, -count:].copy(), count, np.array([seed]), per_lane=True)


@pytest.mark.parametrize("bad", [nan, inf, -inf, 1e308, 0.0, -1.0])
@pytest.mark.parametrize("width", WIDE)
def test_a_bad_lane_does_not_touch_its_neighbours(width, bad, monkeypatch):
    """Whatever one lane holds, no bit of another changes."""
    set_width(monkeypatch, width)
    steps = [(ops.mul, x(0), x(1)), (ops.log, t(0)), (ops.div, t(1), t(0)), (ops.mul, t(2), x(0))]
    pair = Pair(columns(2, *steps), [True, True], [True, True])
    lanes = 1.0 + np.arange(40.0).reshape(2, 20)
    good = pair.by_native(np.zeros(2), lanes, 20, np.ones(1))
    for place in (0, 5, 17, 19):
        some = lanes.copy()
        some[0, place] = bad
        run, others = pair.by_native(np.zeros(2), some, 20, np.ones(1)), np.arange(20) != place
        assert bits(good.values[:, others]) == bits(run.values[:, others])
        assert bits(good.slopes[:, others]) == bits(run.slopes[:, others])


@pytest.mark.parametrize("count", [31, 8191, 8192, 8193, 20_000])
@pytest.mark.parametrize("width", WIDE)
def test_the_order_of_a_sum_over_lanes(width, count, monkeypatch):
    """Derivatives by shared inputs are summed in chunks and classes, not as registers have it."""
    set_width(monkeypatch, width)
    steps = [(ops.mul, x(0), x(1)), (ops.sin, t(0)), (ops.mul, t(1), x(2)), (ops.gt, x(1), c(0))]
    made = columns(3, *steps, constants=[-5e6], outputs=[t(2), t(3)])
    pair = Pair(made, [False, True, False], [True, False, True], [1.0])
    lanes = np.sin(np.arange(count) * 1e3)[None] * 10.0 ** (np.arange(count) % 8)
    pair.check(np.array([0.7, nan, -3.0]), lanes, count, np.ones(1), per_lane=True)
    pair.check(np.array([0.7, nan, -3.0]), lanes, count, np.linspace(-1, 1, count)[None])


GUARDS = [(ops.mul, x(0), x(1)), (ops.gt, x(1), c(0)), (ops.floor, x(1)), (ops.log, t(0))]
GUARDED = columns(2, *GUARDS, constants=[0.0], outputs=[t(0), t(3), t(1), t(2)])
LEAVING = {
    "none": [1.5, 1.25, 1.75],
    "the first": [-1.0, 1.5, 1.25, 1.75, 1.5, 1.1, 1.2, 1.3, 1.4, 1.6],
    "the last": [1.5, 1.25, 1.75, 1.5, 1.1, 1.2, 1.3, 1.4, 1.6, 2.5],
    "all": [-1.0, 2.5, nan, 3.0, inf],
    "some": [1.5, -1.0, 2.5, nan, 1.0, -1.5, 1.25, 1.75, 3.0],
}


@pytest.mark.parametrize("count", SIZES)
@pytest.mark.parametrize("leaving", LEAVING)
@pytest.mark.parametrize("width", WIDE)
def test_lanes_that_leave(width, leaving, count, monkeypatch):
    """Lanes leave at the first guard that fails: first, last, all or none; then the next run is as ever."""
    set_width(monkeypatch, width)
    pair = Pair(GUARDED, [False, True], [True, True], [1.0, 1.0])
    numbers = np.array([3.0, nan])
    for lanes in (np.resize(LEAVING[leaving], (1, count)), np.full((1, count), 1.5)):
        for seeds in (None, pair.seeds(), np.ones((2, 1)) * np.linspace(1, 2, count)):
            pair.check(numbers, lanes, count, seeds)
        pair.check(numbers, lanes, count, pair.seeds(), per_lane=True)


def test_guards_of_any_kind():
    """A guard may be an input, a constant, or an output as well; -0.0 is 0, and nan is never what is expected."""
    steps = [(ops.mul, x(0), x(1)), (ops.sign, x(1))]
    made = columns(2, *steps, constants=[1.0], outputs=[t(0), x(0), t(0), c(0), t(1)])
    for expected in product((0.0, 1.0), (1.0,), (0.0, -0.0)):
        pair = Pair(made, [True, True], [True, True], expected)
        pair.check_points(list(product((0.0, -0.0, 1.0, nan, inf), (0.0, -0.0, 1.0, nan))))


def test_runs_leave_nothing_behind():
    """Whatever ran before, with however many lanes, whoever left and whatever was nan, the next run has its bits."""
    steps = [(ops.log, x(0)), (ops.where, x(1), t(0), x(0)), (ops.mul, t(1), x(0)), (ops.gt, x(0), c(0))]
    made = columns(2, *steps, outputs=[t(2), t(3)], constants=[-9.0])
    pair = Pair(made, [True, False], [True, True], [1.0])
    for which, count, _ in product((0.0, 1.0), (1, 9, 40, 8, 3), range(2)):
        lanes = np.resize([2.0, -1.0, 0.0, -10.0, nan], (1, count))
        pair.check(np.array([0.0, which]), lanes, count, np.ones(1))
        pair.check(np.array([0.0, which]), lanes, count, np.ones(1), per_lane=True)
