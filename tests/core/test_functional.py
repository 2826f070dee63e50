"""grad and its kin: derivatives of Python functions, of any order, in any structure."""

import math
from typing import NamedTuple

import mpmath
import numpy as np
import pytest

import wengert as wg
from wengert import Value


def rosenbrock(x):
    """The banana valley; least, 0, at all ones."""
    return sum(100 * (x[i + 1] - x[i] ** 2) ** 2 + (1 - x[i]) ** 2 for i in range(len(x) - 1))


def banana(x, y):
    """The same in two arguments."""
    return rosenbrock([x, y])


class Pair(NamedTuple):
    """A named structure."""

    a: float
    b: list


POINT = [-1.2, 1.0, 0.3, 2.0]


def test_grad_of_a_number_is_a_float():
    """Numbers in, a float out."""
    slope = wg.grad(wg.sin)(0.5)
    assert (float, math.cos(0.5)) == (type(slope), slope)


def test_value_and_grad_give_both():
    """One call for the two."""
    assert (8.0, 12.0) == wg.value_and_grad(lambda x: x**3)(2.0)


@pytest.mark.parametrize(
    ("x", "expected"),
    [
        ([2.0, 3.0], [3.0, 2.0]),
        ((2.0, 3.0), (3.0, 2.0)),
        ((2, np.float32(3.0)), (3.0, 2.0)),
    ],
)
def test_the_gradient_has_the_structure_of_the_argument(x, expected):
    """A list for a list, a tuple for a tuple."""
    assert expected == wg.grad(lambda v: v[0] * v[1])(x)


def test_dicts_arrays_and_named_tuples_nest():
    """Whatever is nested comes back nested alike."""
    tree = {"w": np.array([[1.0, 2.0], [3.0, 4.0]]), "p": Pair(5.0, [6.0, (7.0,)])}
    found = wg.grad(lambda t: (t["w"] @ np.array([1.0, 2.0])).sum() * t["p"].a + t["p"].b[1][0] ** 2)(tree)
    assert [[5.0, 10.0], [5.0, 10.0]] == found["w"].tolist()
    assert np.float64 == found["w"].dtype
    assert Pair(16.0, [0.0, (14.0,)]) == found["p"]


def test_wrt_by_position_name_and_tuple():
    """Which argument, as one says it."""

    def f(x, y, scale=2.0):
        return x * y * scale

    assert 6.0 == wg.grad(f, wrt="x")(5.0, 3.0)
    assert 10.0 == wg.grad(f, wrt=1)(5.0, 3.0)
    assert 10.0 == wg.grad(f, wrt=-1)(5.0, 3.0)
    assert (10.0, 6.0) == wg.grad(f, wrt=("y", 0))(5.0, 3.0)
    assert 15.0 == wg.grad(f, wrt="scale")(5.0, 3.0, scale=1.0)
    assert (6.0,) == wg.grad(f, wrt=(0,))(5.0, 3.0)


@pytest.mark.parametrize("order", [1, 2, 3])
@pytest.mark.parametrize(
    ("f", "reference"),
    [
        (lambda x: wg.exp(wg.sin(x) * x), lambda x: mpmath.exp(mpmath.sin(x) * x)),
        (wg.sigmoid, lambda x: 1 / (1 + mpmath.exp(-x))),
        (wg.gelu, lambda x: x * mpmath.ncdf(x)),
        (wg.lgamma, mpmath.loggamma),
        (lambda x: x**x / (1 + x), lambda x: x**x / (1 + x)),
        (
            lambda x: wg.logsumexp(x, 2 * x, x * x, 1.0),
            lambda x: mpmath.log(sum(map(mpmath.exp, [x, 2 * x, x * x, 1]))),
        ),
    ],
)
def test_derivatives_up_to_the_third_are_right(f, reference, order):
    """grad of grad of grad, against mpmath's own differentiation."""
    derivative = f
    for _ in range(order):
        derivative = wg.grad(derivative)
    with mpmath.workdps(40):
        expected = float(mpmath.diff(reference, mpmath.mpf(0.7), order))
    assert expected == pytest.approx(derivative(0.7), rel=1e-11)


def test_an_inner_derivative_does_not_see_the_outer_variable():
    """d/dx of x * d/dy(x*y) at y = x is 2x: the two variables are told apart."""
    assert 6.0 == wg.grad(lambda x: x * wg.grad(lambda y: x * y)(x))(3.0)
    assert 1.0 == wg.grad(lambda x: x * wg.grad(lambda y: x + y)(1.0))(3.0)


def test_a_value_from_outside_makes_the_gradient_a_value():
    """What the gradient depends on is remembered."""
    w = Value(2.0, label="w")
    slope = wg.grad(lambda x: w**3 * x)(5.0)
    assert isinstance(slope, Value)
    assert 8.0 == slope.data
    slope.backward()
    assert 12.0 == w.grad


def test_values_as_arguments_give_values():
    """And nothing touches their gradients."""
    x = Value(3.0)
    x.grad = 7.0
    slope = wg.grad(lambda x: x**2)(x)
    assert (6.0, 7.0) == (slope.data, x.grad)
    (second,) = wg.gradients(slope, [x])
    assert 2.0 == second.data


def test_jvp_and_vjp_are_each_others_transpose():
    """y_bar · (J x_dot) = (y_bar J) · x_dot, with J the Jacobian."""

    def f(x, y):
        return [x[0] * y, wg.sin(x[1]) + y**2, x[0] / x[1]]

    x, y, x_dot, y_dot, bar = [2.0, 3.0], 0.5, [0.3, -1.0], 2.0, [1.0, -2.0, 0.5]
    value, value_dot = wg.jvp(f, (x, y), (x_dot, y_dot))
    value_again, pullback = wg.vjp(f, x, y)
    x_bar, y_bar = pullback(bar)
    assert value == value_again == [1.0, math.sin(3.0) + 0.25, 2.0 / 3.0]
    assert np.dot(bar, value_dot) == pytest.approx(np.dot(x_bar, x_dot) + y_bar * y_dot, rel=1e-14)
    jx, jy = wg.jacobian(f, wrt=(0, 1))(x, y)
    assert (3, 2) == jx.shape
    assert (3,) == jy.shape
    assert jx @ x_dot + jy * y_dot == pytest.approx(value_dot, rel=1e-14)
    assert bar @ jx == pytest.approx(x_bar, rel=1e-14)


def test_a_pullback_can_be_used_twice():
    """The second call does not add to the first."""
    _, pullback = wg.vjp(lambda x: x * x, 3.0)
    assert (6.0,) == pullback(1.0) == pullback(1.0)


def test_the_hessian_is_right_and_symmetric():
    """Rosenbrock's, known in closed form."""
    x, y = -1.2, 1.0
    expected = [[2 - 400 * (y - 3 * x * x), -400 * x], [-400 * x, 200.0]]
    assert np.array(expected) == pytest.approx(wg.hessian(rosenbrock)([x, y]), rel=1e-14)
    (xx, xy), (yx, yy) = wg.hessian(banana, wrt=(0, 1))(x, y)
    assert np.array(expected) == pytest.approx(np.array([[xx, xy], [yx, yy]]), rel=1e-14)


def test_the_hessian_is_the_jacobian_of_the_gradient_and_hvp_its_product():
    """Three ways to second derivatives agree."""
    hessian = wg.hessian(rosenbrock)(np.array(POINT))
    assert (4, 4) == hessian.shape
    assert hessian == pytest.approx(wg.jacobian(wg.grad(rosenbrock))(POINT), rel=1e-13)
    v = [1.0, -2.0, 0.5, 3.0]
    assert hessian @ v == pytest.approx(wg.hvp(rosenbrock, POINT, v), rel=1e-13)
    (alone,) = wg.hvp(rosenbrock, (POINT,), (v,))
    assert hessian @ v == pytest.approx(alone, rel=1e-13)


def test_products_with_values_are_values():
    """hvp and jvp along a direction of Values, or by a function of Values, remember."""
    v = Value(2.0)
    (product,) = wg.hvp(lambda x: x[0] ** 3, [1.5], [v])
    assert 18.0 == product.data
    assert 9.0 == wg.gradients(product, [v])[0].data
    _, dot = wg.jvp(lambda x: x**3, 1.5, v)
    assert 6.75 == wg.gradients(dot, [v])[0].data


def test_hessian_of_a_matrix_argument_has_its_shape_twice():
    """Shapes follow."""
    assert (2, 3, 2, 3) == wg.hessian(lambda w: (w**2).sum() * w[0, 0])(np.ones((2, 3))).shape


def test_hvp_costs_a_small_multiple_of_the_gradient():
    """In operations: at most eight times those of the gradient's own graph and function."""
    leaves = [Value(x) for x in np.linspace(-1.0, 1.0, 50)]
    y = rosenbrock(leaves)
    slopes = wg.gradients(y, leaves)
    gradient_size = len(wg.Graph([y, *slopes]))
    products = wg.tangents(slopes, {leaf: 1.0 for leaf in leaves})
    assert len(wg.Graph([y, *slopes, *products])) <= 8 * gradient_size


def test_constant_outputs_have_derivative_zero():
    """A function may ignore its argument, in any of the functions."""
    assert 0.0 == wg.grad(lambda x: 3.0)(1.0)
    assert (3.0, 0.0) == wg.jvp(lambda x: 3.0, 1.0, 1.0)
    assert [0.0] == wg.hvp(lambda x: x[0], [1.0], [1.0])
    assert [[0.0]] == wg.hessian(lambda x: x[0])([1.0]).tolist()
    assert [[1.0, 0.0], [0.0, 0.0]] == wg.jacobian(lambda x: [x[0], 5.0])([1.0, 2.0]).tolist()


def test_the_argument_itself_can_be_the_result():
    """The identity has the identity's Jacobian."""
    assert 1.0 == wg.grad(lambda x: x)(2.0)
    assert [[1.0, 0.0], [0.0, 1.0]] == wg.jacobian(lambda x: x)([1.0, 2.0]).tolist()


def test_branches_and_loops_follow_the_numbers():
    """The derivative is of the path that was taken."""

    def newton(a):
        x = a
        while abs(x * x - a) > 1e-12:
            x = (x + a / x) / 2
        return x

    assert 0.5 / math.sqrt(2.0) == pytest.approx(wg.grad(newton)(2.0), rel=1e-10)


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: wg.grad(lambda x: [x, x])(1.0), TypeError, "must return one number, got list"),
        (lambda: wg.grad(lambda x: "y")(1.0), TypeError, "the function's result needs a real number, got str"),
        (lambda: wg.grad(lambda x: x, wrt=3)(1.0), TypeError, "wrt names argument 3"),
        (lambda: wg.grad(lambda x: x, wrt="z")(1.0), TypeError, "wrt names argument 'z'"),
        (lambda: wg.grad(lambda x: x)("a"), TypeError, "argument 0 needs a real number, got str"),
        (lambda: wg.grad(lambda x: x[0])([1.0, None]), TypeError, r"argument 0\[1\] needs a real number, got None"),
        (lambda: wg.grad(lambda x: x["a"])({"a": True}), TypeError, r"argument 0\['a'\] needs a real number, got bool"),
        (lambda: wg.jvp(lambda x: x * 2, (1.0,), (1.0, 2.0)), ValueError, "tangents has 2 numbers, but primals has 1"),
        (lambda: wg.vjp(lambda x: x, 1.0)[1]([1.0, 2.0]), ValueError, "the cotangent has 2 numbers"),
        (lambda: wg.hvp(lambda x: x[0], [1.0], [1.0, 2.0]), ValueError, "v has 2 numbers"),
        (lambda: wg.hessian(lambda x: [x, x])(1.0), TypeError, "must return one number"),
        (lambda: wg.gradients(1.0, []), TypeError, "gradients needs Values, got float"),
        (lambda: wg.tangents([1.0], {}), TypeError, "tangents needs Values, got float"),
    ],
)
def test_wrong_arguments_say_what_and_where(call, error, message):
    """The message names the argument, down to the place in it."""
    with pytest.raises(error, match=message):
        call()
