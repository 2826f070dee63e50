"""Implicit functions in compiled ones: every lane searches for itself, and derivatives are those of the theorem."""

from __future__ import annotations

import math

import numpy
import pytest

import wengert as wg
from implicitcases import CLOSED, SYSTEMS, black, three

LANES = 1000


def draws(seed, *ranges):
    """Numbers for each lane, one column for each range."""
    random = numpy.random.default_rng(seed)
    return [random.uniform(low, high, LANES) for low, high in ranges]


@pytest.fixture
def kepler():
    """The eccentric anomaly; compiled for each test, whose rows go with it."""
    return wg.vectorize(lambda M, e, start: wg.root(lambda E: E - e * wg.sin(E) - M, start))


AT = [(name, points) for name, (_, _, points) in CLOSED.items()]


@pytest.mark.parametrize(("name", "points"), AT)
def test_lanes_are_what_eager_evaluation_gives(name, points):
    """Values are the same bit for bit; first and second derivatives are those of the closed form."""
    implicit, closed, _ = CLOSED[name]
    f, p = wg.vectorize(implicit), numpy.array(points)
    assert [implicit(x) for x in points] == f(p).tolist()
    (slopes,) = f.grad(p)
    numpy.testing.assert_allclose(slopes, [wg.grad(closed)(x) for x in points], rtol=1e-12)
    curves = [wg.grad(wg.grad(closed))(x) for x in points]
    numpy.testing.assert_allclose(f.hessian(p).ravel(), curves, rtol=1e-10, atol=1e-12)


@pytest.mark.parametrize("name", [name for name in CLOSED if name != "chosen by where"])
def test_third_derivatives(name):
    """What is compiled may itself be a second derivative: its gradient is the third."""
    implicit, closed, points = CLOSED[name]
    f = wg.vectorize(lambda p: wg.grad(wg.grad(implicit))(p))
    expected = [wg.grad(wg.grad(wg.grad(closed)))(x) for x in points]
    numpy.testing.assert_allclose(f.grad(numpy.array(points))[0], expected, rtol=1e-10, atol=1e-12)


def test_a_thousand_lanes_from_starts_of_their_own(kepler):
    """Each lane takes as many rounds as it needs, along one path; where it began changes nothing."""
    M, e, start = draws(1, (0.0, 6.0), (0.0, 0.9), (0.0, 6.0))
    E, (by_M, by_e, by_start) = kepler.value_and_grad(M, e, start)
    assert 1 == len(kepler.paths)
    lanes = zip(M[:50].tolist(), e[:50].tolist(), start[:50].tolist(), strict=True)
    assert [wg.root(lambda E, M, e: E - e * wg.sin(E) - M, x0, m, c) for m, c, x0 in lanes] == E[:50].tolist()
    numpy.testing.assert_allclose(E - e * numpy.sin(E), M, atol=1e-14)
    slope = 1 / (1 - e * numpy.cos(E))
    numpy.testing.assert_allclose(by_M, slope, rtol=1e-12)
    numpy.testing.assert_allclose(by_e, numpy.sin(E) * slope, rtol=1e-11, atol=1e-14)
    assert not by_start.any()


def test_second_derivatives_of_a_thousand_lanes(kepler):
    """The Hessian by both elements is that of Kepler's equation, differentiated by hand."""
    M, e, start = draws(2, (0.5, 5.5), (0.1, 0.8), (0.5, 5.5))
    E = kepler(M, e, start)
    s, c, r = numpy.sin(E), numpy.cos(E), 1 - e * numpy.cos(E)
    found = kepler.hessian(M, e, start, wrt=("M", "e"))
    mixed = (c * r - e * s * s) / r**3
    expected = [[-e * s / r**3, mixed], [mixed, s * (2 * c * r - e * s * s) / r**3]]
    numpy.testing.assert_allclose(found, numpy.moveaxis(expected, 2, 0), rtol=1e-9, atol=1e-11)


def test_implied_volatilities():
    """A surface of prices goes back to its volatilities, from any start; their slopes are 1 / vega."""
    S, T, v, start = draws(3, (80, 125), (0.3, 2.0), (0.1, 0.7), (0.02, 1.5))
    price = wg.vectorize(black)
    prices, (_, _, vega) = price.value_and_grad(S, T, v)
    volatility = wg.vectorize(lambda S, T, price, start: wg.root(lambda v: black(S, T, v) - price, start))
    found, slopes = volatility.value_and_grad(S, T, prices, start)
    numpy.testing.assert_allclose(found, v, rtol=1e-9)
    numpy.testing.assert_allclose(slopes[2], 1 / vega, rtol=1e-8)
    vomma = price.hessian(S, T, v)[:, 2, 2]
    curve = volatility.hessian(S, T, prices, start, wrt=("price",))[:, 0, 0]
    numpy.testing.assert_allclose(curve, -vomma / vega**3, rtol=1e-6, atol=1e-9)


def test_reverse_is_forward(kepler):
    """jvp and vjp are products with one matrix, hvp with the Hessian."""
    M, e = 1.2, 0.4
    slopes = kepler.grad(M, e, 1.0)
    assert kepler.jvp((M, e, 1.0), (0.5, -2.0, 9.0))[1] == pytest.approx(0.5 * slopes[0] - 2.0 * slopes[1], rel=1e-13)
    assert list(slopes) == pytest.approx(list(kepler.vjp(M, e, 1.0)[1](1.0)), rel=1e-13)
    product = kepler.hvp((M, e, 1.0), (0.5, -2.0, 0.0))
    assert list(kepler.hessian(M, e, 1.0) @ [0.5, -2.0, 0.0]) == pytest.approx(list(product), rel=1e-12)


@pytest.mark.parametrize("name", SYSTEMS)
def test_systems(name):
    """Values, Jacobians and Hessians of several unknowns; values are the eager ones bit for bit."""
    implicit, closed, p = SYSTEMS[name]
    f = wg.compile(implicit)
    assert list(implicit(p)) == list(f(p))
    numpy.testing.assert_allclose(f.jacobian(p), wg.jacobian(closed)(p), rtol=1e-12, atol=1e-12)
    last = wg.compile(lambda q: implicit(q)[-1])
    expected = wg.hessian(lambda q: closed(q)[-1])(p)
    numpy.testing.assert_allclose(last.hessian(p), expected, rtol=1e-11, atol=1e-11)


def test_systems_in_a_batch():
    """Each lane solves its own system."""
    columns = numpy.array(draws(4, (1.0, 4.0), (1.0, 3.0), (1.0, 2.0)))
    f = wg.compile(lambda p: three(list(p)), batch="p")
    found = f(columns.T)
    for row, expected in zip(found, three_closed_arrays(columns), strict=True):
        numpy.testing.assert_allclose(row, expected, rtol=1e-12)


def three_closed_arrays(p):
    """The ladder, solved for arrays."""
    x = numpy.sqrt(p[0])
    return x, p[1] * x / p[2], p[2] / x


def test_what_no_lane_changes_is_solved_once():
    """A root of shared parameters is no part of what runs for every lane; its derivative is the sum over all."""
    f = wg.compile(lambda p, x: (wg.root(lambda y: y**3 - p, 1.0) * x) ** 2, batch="x", reduce="sum")
    x = numpy.linspace(-1.0, 1.0, 11)
    value, slope = f.value_and_grad(8.0, x)
    assert (4 * (x**2).sum(), 2 * 2 / 12 * (x**2).sum()) == pytest.approx((value, slope))


def test_values_from_outside_are_parameters():
    """A Value in g's closure is read at every call, and gets its gradient by `backward`."""
    w = wg.Value(4.0)
    f = wg.compile(lambda p: wg.root(lambda x: x**2 - p * w, 1.0))
    assert (6.0, 6 / 8) == (f.backward(9.0), w.grad)
    w.data = 16.0
    assert 12.0 == f(9.0)


def test_fixed_points():
    """The same machinery: x = cos(p x), lane by lane."""
    f = wg.vectorize(lambda p: wg.fixed_point(lambda x: wg.cos(p * x), 1.0))
    p = numpy.linspace(0.2, 1.6, 9)
    x, (slope,) = f.value_and_grad(p)
    numpy.testing.assert_allclose(x, numpy.cos(p * x), rtol=1e-15)
    sine = numpy.sin(p * x)
    numpy.testing.assert_allclose(slope, -x * sine / (1 + p * sine), rtol=1e-13)


def test_a_root_in_a_loop():
    """`wg.loop` may solve an equation in each of its rounds: an implicit step of a differential equation."""

    def stepped(y, k):
        return wg.loop(lambda y: wg.root(lambda z: z - y + 0.01 * k * z**3, y, max_iterations=6), y, 100)

    f = wg.compile(stepped)
    value, slope = f.value_and_grad(1.0, 2.0, wrt="k")
    eager, expected = wg.value_and_grad(stepped, wrt=1)(1.0, 2.0)
    assert (eager, pytest.approx(expected, rel=1e-13)) == (value, slope)


# --- lanes without a root ------------------------------------------------------------------------------------


def test_a_lane_without_a_root_is_nan():
    """So are its derivatives; the lanes beside it are what they are without it."""
    f = wg.vectorize(lambda p: wg.root(lambda x: x**2 - p, 1.0))
    p = numpy.array([4.0, -1.0, numpy.nan, 9.0, numpy.inf])
    value, (slope,) = f.value_and_grad(p)
    nan = [False, True, True, False, True]
    assert (nan, nan) == (numpy.isnan(value).tolist(), numpy.isnan(slope).tolist())
    assert ([2.0, 3.0], [1 / 4, 1 / 6]) == (value[~numpy.isnan(value)].tolist(), slope[~numpy.isnan(slope)].tolist())
    assert nan == numpy.isnan(f.hessian(p)).ravel().tolist()


def test_the_first_lane_may_have_no_root():
    """What is traced is the equation, not the search."""
    f = wg.vectorize(lambda p: wg.root(lambda x: x**2 - p, 1.0))
    value = f(numpy.array([-1.0, 4.0]))
    assert (True, 2.0) == (math.isnan(value[0]), value[1])


def test_a_system_without_a_root_is_nan_as_a_whole():
    """Every unknown of the lane, and every derivative, even where one of the equations could be solved."""
    f = wg.compile(lambda p: wg.root(lambda v: [v[0] - p, v[1] ** 2 + p], [0.0, 1.0]))
    assert numpy.isnan(f(1.0)).all()
    assert numpy.isnan(f.jacobian(1.0)).all()
    assert [-4.0, 2.0] == f(-4.0)


def test_strict_names_it():
    """Under `wg.strict()` a lane without a root is an error that names the row and the line."""
    f = wg.vectorize(lambda p: wg.root(lambda x: x**2 - p, 1.0))
    p = numpy.array([4.0, 9.0])
    with wg.strict():
        assert [2.0, 3.0] == f(p).tolist()
        with pytest.raises(wg.NonFiniteError, match=r"root_\w+\(.*made nan.*test_roots.py"):
            f(numpy.array([4.0, -1.0]))


def test_fewer_rounds():
    """`max_iterations` is what a lane has; those that need more are nan."""
    f = wg.vectorize(lambda p: wg.root(lambda x: wg.exp(x) - p, 0.0, max_iterations=8))
    assert [False, True] == numpy.isnan(f(numpy.array([1.5, 1e9]))).tolist()


# --- what is refused, what is shown -----------------------------------------------------------------------


def test_g_must_not_decide_by_numbers():
    """A branch on the unknown would be that of one lane's start."""
    f = wg.vectorize(lambda p: wg.root(lambda x: x - p if x > 0 else x + p, 1.0))
    with pytest.raises(wg.TracingError, match=r"decides by a number, at .*test_roots.py.*wg.where"):
        f(2.0)


def test_g_must_have_no_long_loop():
    """Of a `wg.loop` some rounds alone are recorded."""
    f = wg.vectorize(lambda p: wg.root(lambda x: wg.loop(lambda y: 0.5 * y + x, x, 100) - p, 1.0))
    with pytest.raises(wg.TracingError, match=r"a wg\.loop in it"):
        f(2.0)


def test_derivatives_of_the_compiled_one_on_values():
    """On Values a compiled function is the function as it was written, roots and all."""
    p = wg.Value(9.0)
    x = wg.vectorize(lambda p: wg.root(lambda x: x**2 - p, 1.0))(p)
    x.backward()
    assert (3.0, 1 / 6) == (x.data, p.grad)


def test_it_is_shown_as_one_operation(kepler):
    """The graph and the explanation of a compiled function have the root, and not the rounds of its search."""
    kepler(1.2, 0.4, 1.0)
    assert ["root"] == [node.op[:4] for node in kepler.graph.nodes if node.op.startswith("root_")]
    assert "root_" in str(kepler.explain(1.2, 0.4, 1.0, wrt="M"))


def test_exported_python_solves_it():
    """What is written needs nothing of this package: the search is in it, and the theorem's derivative."""
    f = wg.compile(lambda p, q: wg.root(lambda x: x**3 + q * x - p, 1.0, max_iterations=20))
    value, slopes = f.value_and_grad(3.0, 2.0, wrt=("p", "q"))
    names = {}
    exec(f.to_python(), names)
    assert (value, tuple(slopes)) == names["lambda__gradient"](3.0, 2.0)
    assert value == names["lambda_"](3.0, 2.0)


def test_other_languages_write_it():
    """C and JavaScript have the search; LaTeX names the row."""
    f = wg.compile(lambda p: wg.root(lambda x: x**2 - p, 1.0, max_iterations=5))
    f(2.0)
    assert "lambda" in f.to_c() and "lambda" in f.to_js()
    assert r"\operatorname{root\_" in f.to_latex()
