"""Sparse Jacobians and Hessians are the dense ones, with no place for what is 0 by structure."""

from __future__ import annotations

import sys
from itertools import pairwise

import numpy
import pytest
from hypothesis import assume, given, settings
from sparsecases import (
    arrow,
    brusselator,
    brusselator_jacobian,
    is_finite,
    points,
    programs,
    rosenbrock,
    rosenbrock_hessian,
    run,
)

import wengert as wg
from builds import COMPILED, LONG
from wengert.compiler.sparse import pattern

EXAMPLES = (2000 if LONG else 200) if COMPILED else 20
MANY = 10_000 if COMPILED else 200


def assert_same(expected, matrix):
    """A sparse matrix is a dense one, whose further axes are as one."""
    numpy.testing.assert_allclose(matrix.toarray(), numpy.reshape(expected, matrix.shape), rtol=1e-12, atol=1e-13)


@settings(max_examples=EXAMPLES, deadline=None)
@given(programs, points)
def test_jacobians_of_random_programs(program, x):
    """All results of any rows of the table by all inputs."""
    assume(is_finite(program, x))
    f = wg.compile(lambda x: run(program, x))
    assert_same(f.jacobian(x), f.jacobian(x, sparse=True))


@settings(max_examples=EXAMPLES, deadline=None)
@given(programs, points)
def test_hessians_of_random_programs(program, x):
    """The sum of all results of any rows of the table."""
    assume(is_finite(program, x))
    f = wg.compile(lambda x: sum(run(program, x)))
    expected = f.hessian(x)
    assume(numpy.isfinite(expected).all())
    assert_same(expected, f.hessian(x, sparse=True))


@pytest.mark.parametrize(
    ("f", "drawn"),
    [
        (lambda x: [x[0] * x[1], x[2] + 1.0, 3.0, x[1]], "× × ·\n· · ×\n· · ·\n· × ·"),
        (lambda x: [wg.where(x[0] > 0, x[1], x[2]), wg.floor(x[0]) * x[2]], "· × ×\n· · ×"),
        (lambda x: wg.maximum(x[0], x[2]), "× · ×"),
        (lambda x: [2.0, 3.0], "· · ·\n· · ·"),
        (lambda x: [], ""),
        (lambda x: [x[0] - x[0] * x[1], wg.logsumexp(x)], "× × ·\n× × ×"),
    ],
)
def test_where_a_jacobian_can_be_other_than_0(f, drawn):
    """What an operand does not pass on leaves no trace; what cancels is not noticed."""
    f, x = wg.compile(f), [0.5, 0.25, -1.0]
    assert drawn == str(f.sparsity(x))
    assert_same(f.jacobian(x), f.jacobian(x, sparse=True))


@pytest.mark.parametrize(
    ("f", "drawn"),
    [
        (lambda x: x[0] * x[1] + x[2], "· × ·\n× · ·\n· · ·"),
        (lambda x: (x[0] - x[2]) ** 2, "× · ×\n· · ·\n× · ×"),
        (lambda x: x[0] / x[1], "· × ·\n× × ·\n· · ·"),
        (lambda x: abs(x[0] - x[1]) + wg.maximum(x[0], 2 * x[2]), "· · ·\n· · ·\n· · ·"),
        (lambda x: wg.where(x[0] * x[1] > 0, x[2] ** 2, x[0]), "· · ·\n· · ·\n· · ×"),
        (lambda x: wg.floor(x[0] ** 2) * x[1] + x[2], "· · ·\n· · ·\n· · ·"),
        (lambda x: wg.dot(x[:2], x[1:]), "· × ·\n× · ×\n· × ·"),
        (lambda x: x[0] * x[0] * x[2] + 0 * x[1], "× · ×\n· · ·\n× · ·"),
        (lambda x: wg.logsumexp(x[:2]), "× × ·\n× × ·\n· · ·"),
        (lambda x: wg.sqrt(sum(part**2 for part in x)), "× × ×\n× × ×\n× × ×"),
        (lambda x: 4.0, "· · ·\n· · ·\n· · ·"),
        (lambda x: x[1], "· · ·\n· · ·\n· · ·"),
    ],
)
def test_where_a_hessian_can_be_other_than_0(f, drawn):
    """Products make the pairs of their factors alone; what is linear piece by piece makes none."""
    f, x = wg.compile(f), [0.5, 0.25, -1.0]
    assert drawn == str(f.sparsity(x, order=2))
    assert_same(f.hessian(x), f.hessian(x, sparse=True))


def test_a_condition_alone_has_no_second_derivative():
    """What a product has for a factor passes on, though nothing passes to the result through another operand."""
    f = wg.compile(lambda x: wg.where(x[0] > 0, x[1] * x[2], 0.0))
    assert "· · ·\n· · ×\n· × ·" == str(f.sparsity([1.0, 2.0, 3.0], order=2))


def test_rosenbrocks_hessian_is_tridiagonal():
    """Of many numbers, against the three diagonals that calculus gives; three products find it."""
    x = numpy.sin(numpy.arange(MANY))
    f = wg.compile(rosenbrock)
    matrix = f.hessian(x, sparse=True)
    for k, expected in zip((-1, 0, 1), rosenbrock_hessian(x), strict=True):
        numpy.testing.assert_allclose(matrix.diagonal(k), expected, rtol=1e-12, atol=1e-10)
    assert 3 * MANY - 2 == matrix.nnz == len(f.sparsity(x, order=2))
    assert 3 == f.sparsity(x, order=2).colours


def test_the_brusselators_jacobian():
    """Five cells of each substance and one of the other in each row, and the numbers that calculus gives."""
    size, spread = 30 if COMPILED else 6, 0.7
    y = numpy.random.default_rng(2).uniform(0.5, 2.0, (2, size, size))
    f = wg.compile(lambda y: brusselator(y, size, spread))
    where = f.sparsity(y)
    assert 6 * 2 * size * size == len(where)
    assert where.colours <= 16
    assert_same(brusselator_jacobian(y, spread), f.jacobian(y, sparse=True))


def test_pairs_of_sets_are_multiplied_out_in_parts(monkeypatch):
    """However few places are made at a time."""
    f, x = wg.compile(lambda x: rosenbrock(x) + wg.sin(sum(x[:3])) * x[5]), numpy.linspace(0.1, 0.9, 6)
    expected = str(f.sparsity(x, order=2))
    monkeypatch.setattr(pattern, "_MOST_KEYS", 3)
    assert expected == str(wg.compile(lambda x: rosenbrock(x) + wg.sin(sum(x[:3])) * x[5]).sparsity(x, order=2))
    assert expected.splitlines()[5] == "× × × · × ×"


def test_a_matrix_may_be_changed():
    """What is done to it in place does nothing to the next one, and nothing to what is known of the path."""
    f = wg.compile(lambda x: [x[0] * x[1], x[1]])
    for matrix in (f.jacobian([0.0, 0.0], sparse=True), f.sparsity([0.0, 0.0]).matrix()):
        matrix.data[:] = 0
        matrix.eliminate_zeros()
    assert [[3.0, 2.0], [0.0, 1.0]] == f.jacobian([2.0, 3.0], sparse=True).toarray().tolist()


def test_a_result_that_is_read_twice_is_gone_through_once():
    """Of a number that is added to itself a hundred times there are more ways to the input than can be walked."""

    @wg.compile
    def f(x):
        y, z = wg.sin(x[0]), x[1] * x[2]
        for _ in range(100):
            y, z = y + y, y - z
        return [y, z]

    assert "× · ·\n× × ×" == str(f.sparsity([0.5, 0.25, 2.0]))
    assert "× · ·\n· · ×\n· × ·" == str(wg.compile(lambda x: sum(f(x))).sparsity([0.5, 0.25, 2.0], order=2))


def test_an_arrowhead_takes_two_products():
    """The first with all others, and each with itself."""
    f, x = wg.compile(arrow), numpy.linspace(0.1, 0.9, 20)
    where = f.sparsity(x, order=2)
    assert (3 * 20 - 2, 2) == (len(where), where.colours)
    assert_same(f.hessian(x), f.hessian(x, sparse=True))


def test_several_arguments_are_blocks():
    """In the order asked for, each as wide as its argument has numbers; of a Hessian blocks of each two."""
    f = wg.compile(lambda x, y, z: x[0] * y["a"] + z * wg.sin(y["b"]) + x[1] ** 2)
    args, wrt = ([0.5, 0.25], {"a": 2.0, "b": 3.0}, 1.5), ("z", "x", "y")
    for expected, block in zip(f.jacobian(*args, wrt=wrt), f.jacobian(*args, wrt=wrt, sparse=True), strict=True):
        assert_same(expected, block)
    dense, sparse = f.hessian(*args, wrt=wrt), f.hessian(*args, wrt=wrt, sparse=True)
    for row, blocks in zip(dense, sparse, strict=True):
        for expected, block in zip(row, blocks, strict=True):
            assert_same(expected, block)
    assert [(1, 1), (1, 2), (1, 2)] == [block.shape for block in f.jacobian(*args, wrt=wrt, sparse=True)]
    assert_same(f.jacobian(*args, wrt="y"), f.jacobian(*args, wrt="y", sparse=True))
    assert (1, 5) == f.sparsity(*args, wrt=wrt).shape


def test_a_path_has_a_pattern_of_its_own():
    """The arguments decide which path is taken, and what is found there is that path's."""

    @wg.compile
    def f(x):
        return [x[0] * x[1], x[2]] if x[0] < 0 else [x[2] ** 2, x[0] + x[1]]

    for x, drawn in (([1.0, 2.0, 3.0], "· · ×\n× × ·"), ([-1.0, 2.0, 3.0], "× × ·\n· · ×")) * 2:
        assert drawn == str(f.sparsity(x))
        assert_same(f.jacobian(x), f.jacobian(x, sparse=True))
    assert 2 == len(f.paths)


def test_a_path_is_followed_through_many_decisions():
    """Decision by decision, whichever of the known paths was tried first."""

    @wg.compile
    def f(x):
        total = 0.0
        for a, b in pairwise(x):
            total = total + (a * b if a < b else a**2)
        return total

    for k in range(16):
        x = [0.5 * ((k >> i) & 1) + 0.1 * i for i in range(5)]
        assert_same(f.hessian(x), f.hessian(x, sparse=True))


def test_beyond_the_paths_that_are_kept():
    """The path is traced anew at each call, and its pattern found anew."""
    f = wg.compile(lambda x: [x[0] * x[1]] if x[0] < x[1] else [x[1]], max_paths=1)
    assert "× ×" == str(f.sparsity([0.0, 1.0]))
    with pytest.warns(RuntimeWarning, match="paths"):
        assert "· ×" == str(f.sparsity([1.0, 0.0]))
    assert [[0.0, 1.0]] == f.jacobian([1.0, 0.0], sparse=True).toarray().tolist()


def test_it_is_found_once_for_a_path():
    """The same object is handed out again, for the same arguments asked for; the numbers are those of the point."""
    f = wg.compile(lambda x, y: [x * y, y**3])
    assert f.sparsity(1.0, 2.0, wrt="y") is f.sparsity(3.0, 4.0, wrt="y")
    assert f.sparsity(1.0, 2.0, wrt="y") is not f.sparsity(1.0, 2.0)
    assert [[3.0], [48.0]] == f.jacobian(3.0, 4.0, wrt="y", sparse=True).toarray().tolist()


def test_values_from_outside_are_no_columns():
    """They are read at each call, and nothing is differentiated by them."""
    a = wg.Value(2.0)
    f = wg.compile(lambda x: [a * x[0], a * a])
    assert [[2.0, 0.0], [0.0, 0.0]] == f.jacobian([1.0, 5.0], sparse=True).toarray().tolist()
    a.data = 3.0
    assert [[3.0, 0.0], [0.0, 0.0]] == f.jacobian([1.0, 5.0], sparse=True).toarray().tolist()


def test_parameters_of_a_model():
    """A row of the Jacobian for each output of a network, a column for each parameter."""
    net = wg.nn.MLP(2, [3, 2], seed=1)
    f = wg.compile(lambda net, x: net(x))
    assert_same(f.jacobian(net, [0.5, 0.25]), f.jacobian(net, [0.5, 0.25], sparse=True))


def test_through_a_loop_of_which_some_rounds_are_traced():
    """What a wg.loop reads may be in all that it gives, inputs that it reads in turn included; rows are swept."""

    @wg.compile
    def f(x, y):
        at = iter(range(12))
        # All inputs are met before the loop, or they could not be read in turn; but nothing passes through a floor.
        start = wg.floor(sum(x))
        total = wg.loop(lambda state: state * 0.5 + y[0] * x[next(at)] ** 2, start, 12)
        return [total, x[3], total * y[2]]

    args = [0.1 * i for i in range(12)], [0.5, 0.25, 2.0]
    for dense, sparse in zip(f.jacobian(*args, wrt=(0, 1)), f.jacobian(*args, wrt=(0, 1), sparse=True), strict=True):
        assert_same(dense, sparse)
    where = f.sparsity(*args)
    assert ("rows", 2 * 12 + 1) == (where.by, len(where))
    with pytest.raises(wg.TracingError, match=r"second derivatives do not go through wg\.loop"):
        wg.compile(lambda x: wg.loop(lambda a: a * x, x, 100)).hessian(0.5, sparse=True)


def test_a_loop_passes_on_what_its_state_is_made_of():
    """A state that wanders through several numbers is known to depend on all of them."""

    def f(x):
        a, b, _ = wg.loop(lambda s: (s[1], wg.sin(s[2]), s[0] * 0.5), (x[0], x[1], x[2]), 100)
        return [a, x[3] * b]

    f, x = wg.compile(f), [0.1, 0.2, 0.3, 0.4]
    assert_same(f.jacobian(x), f.jacobian(x, sparse=True))


def test_through_a_loop_rows_are_swept_though_columns_were_fewer():
    """A direction does not go through a wg.loop."""
    f = wg.compile(lambda x: [k * wg.loop(lambda a: a + 0.1 * wg.sin(a), x, 50) for k in (1, 2, 3)])
    assert ("rows", 3) == (f.sparsity(0.5).by, f.sparsity(0.5).colours)
    assert_same(f.jacobian(0.5), f.jacobian(0.5, sparse=True))


def test_inf_and_nan_stay_in_their_places():
    """A number that is not finite spoils no other that was swept with it."""
    f = wg.compile(lambda x: [wg.log(part) for part in x])
    matrix = f.jacobian([0.0, -1.0, 2.0], sparse=True).toarray()
    assert numpy.array_equal([[numpy.inf, 0, 0], [0, numpy.nan, 0], [0, 0, 0.5]], matrix, equal_nan=True)
    bent = wg.compile(lambda x: sum(a**1.5 for a in x)).hessian([0.0, -1.0, 4.0], sparse=True).toarray()
    assert numpy.array_equal([[numpy.inf, 0, 0], [0, numpy.nan, 0], [0, 0, 0.375]], bent, equal_nan=True)


def test_a_pattern_is_there_for_scipy():
    """As a matrix of truths, such as its solvers take for jac_sparsity."""
    matrix = wg.compile(lambda x: [x[0], x[0] * x[1]]).sparsity([1.0, 2.0]).matrix()
    assert (bool, [[True, False], [True, True]]) == (matrix.dtype, matrix.toarray().tolist())


def test_a_large_pattern_is_said_and_not_drawn():
    """In one line, with how many sweeps find it."""
    found = wg.compile(lambda x: x**2).sparsity(numpy.ones(100))
    expected = "<sparsity of 100 x 100: 100 numbers that can be other than 0, found in 1 sweep by rows>"
    assert (expected, expected) == (str(found), repr(found))


@pytest.mark.parametrize(
    "f",
    [
        wg.vectorize(lambda x: x**2),
        wg.compile(lambda x: x**2, batch="x"),
        wg.compile(lambda x: x**2, batch="x", reduce="sum"),
    ],
)
@pytest.mark.parametrize(
    "ask", [lambda f, x: f.jacobian(x, sparse=True), lambda f, x: f.hessian(x, sparse=True), lambda f, x: f.sparsity(x)]
)
def test_lanes_are_refused(f, ask):
    """Their blocks are dense already; it is said what to do."""
    with pytest.raises(ValueError, match="at one point, and <lambda> has lanes"):
        ask(f, numpy.ones(3))


def test_what_cannot_be_asked_for():
    """An order that is none, and a Hessian of several numbers."""
    f = wg.compile(lambda x: [x, x**2])
    with pytest.raises(ValueError, match="order is 1, for the Jacobian, or 2, for the Hessian, got 3"):
        f.sparsity(1.0, order=3)
    for ask in (lambda: f.sparsity(1.0, order=2), lambda: f.hessian(1.0, sparse=True)):
        with pytest.raises(TypeError, match="must return one number"):
            ask()


def test_without_scipy_it_is_said_what_to_install(monkeypatch):
    """Only where a matrix is asked for: a pattern is found without."""
    monkeypatch.setitem(sys.modules, "scipy.sparse", None)
    f = wg.compile(lambda x: x**2)
    assert 1 == f.sparsity(3.0).colours
    for ask in (f.sparsity(3.0).matrix, lambda: f.jacobian(3.0, sparse=True), lambda: f.hessian(3.0, sparse=True)):
        with pytest.raises(ImportError, match=r"pip install 'wengert\[sci\]'"):
            ask()
