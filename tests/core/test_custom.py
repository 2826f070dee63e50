"""wg.custom: rows of a user's own."""

import math
import pickle

import numpy as np
import pytest

import wengert as wg
from wengert import Value
from wengert.core import row


def softsign():
    """x / (1 + |x|) with its partial stated."""
    return wg.custom("softsign", lambda x: x / (1 + abs(x)), lambda x, out: 1 / (1 + abs(x)) ** 2, doc="Soft sign.")


def derived():
    """The same with its partial derived."""
    return wg.custom("softsign", lambda x: x / (1 + wg.abs(x)))


@pytest.mark.parametrize("make", [softsign, derived])
@pytest.mark.parametrize("x", [-2.0, 0.5, 3.0])
def test_a_custom_row_is_one_node_with_derivatives_of_any_order(make, x):
    """Value, first, second and third derivative."""
    f = make()
    y = f(Value(x))
    assert ("softsign", 1) == (y.op, len(y.args))
    s = math.copysign(1.0, x)
    expected = [x / (1 + abs(x)), (1 + abs(x)) ** -2, -2 * s * (1 + abs(x)) ** -3, 6 * (1 + abs(x)) ** -4]
    found = [f(x), wg.grad(f)(x), wg.grad(wg.grad(f))(x), wg.grad(wg.grad(wg.grad(f)))(x)]
    assert expected == pytest.approx(found, rel=1e-14)
    assert wg.check(f, x).ok


def test_it_goes_over_lists_and_arrays():
    """As every function of the table."""
    f = softsign()
    assert [0.5, 0.75] == f([1.0, 3.0])
    assert [0.5, 0.75] == f(np.array([1.0, 3.0])).tolist()
    assert "softsign" == f.__name__
    assert "Soft sign." == f.__doc__


def test_two_arguments_and_constants():
    """A constant operand gets no partial."""
    f = wg.custom("smooth_max", lambda x, y: wg.log(wg.exp(x) + wg.exp(y)))
    x = Value(1.0)
    y = f(x, 2.0)
    assert [1 / (1 + math.e), 0.0] == pytest.approx(y.partials, rel=1e-14)
    assert y.args[1].is_constant
    assert wg.check(lambda a, b: f(a, b) * a, 0.3, -0.7).ok


@pytest.mark.parametrize("count", [1, 2, 3, 5])
def test_any_number_of_arguments(count):
    """With *xs, stated or derived."""
    stated = wg.custom("sum_of_squares", lambda *xs: sum(x * x for x in xs), lambda xs, out: [2 * x for x in xs])
    inferred = wg.custom("sum_of_cubes", lambda *xs: wg.sum(*[x**3 for x in xs]))
    point = [0.5 * i - 1.0 for i in range(count)]
    assert [2 * x for x in point] == wg.grad(lambda v: stated(v))(point)
    assert [3 * x * x for x in point] == pytest.approx(wg.grad(lambda v: inferred(*v))(point))
    assert np.diag([6 * x for x in point]) == pytest.approx(wg.hessian(inferred)(point))


def test_a_rule_in_plain_python_works_once_and_says_so():
    """math functions take floats: the first derivative is right, a second is refused by name."""
    f = wg.custom("my_sin", lambda x: math.sin(x), lambda x, out: math.cos(x))
    assert math.cos(0.5) == wg.grad(f)(0.5)
    with pytest.raises(TypeError, match="my_sin cannot be differentiated as a graph"):
        wg.grad(wg.grad(f))(0.5)


def test_a_value_that_cannot_be_derived_is_refused_where_it_is_used():
    """Without stated partials, value must be written in wengert's functions."""
    f = wg.custom("opaque", lambda x: math.sin(x))
    with pytest.raises(TypeError, match="drop the gradient"):
        f(Value(0.5))


def test_defining_it_anew_replaces_it():
    """A notebook cell may run twice; nodes that exist keep what they were made by."""
    old = softsign()(Value(1.0))
    new = wg.custom("softsign", lambda x: 2 * x)(Value(1.0))
    assert (0.5, 2.0) == (old.data, new.data)
    old.refresh()
    assert 0.5 == old.data


def test_a_node_of_it_can_be_pickled_while_it_is_defined():
    """By name: whoever loads it must have defined it, and a node of an older definition is refused."""
    y = softsign()(Value(1.0)) * 2.0
    assert 1.0 == pickle.loads(pickle.dumps(y)).data
    derived()
    with pytest.raises(ValueError, match="softsign was defined anew"):
        pickle.dumps(y)


def test_what_is_inside_may_be_constant():
    """A number and not a node comes out: every derivative is 0; what is no number is refused."""
    f = wg.custom("seven", lambda x: 7)
    assert (7.0, 0.0) == wg.value_and_grad(f)(2.0)
    assert 0.0 == wg.grad(wg.grad(f))(2.0)
    with pytest.raises(TypeError, match="needs a real number, got str"):
        wg.custom("word", lambda x: "seven")(Value(1.0))


def test_what_is_inside_may_be_long():
    """A rule of thousands of steps is no recursion."""

    def many(x):
        for _ in range(3000):
            x = x * 0.999 + 0.001
        return x

    f = wg.custom("many", many)
    assert 0.999**3000 == pytest.approx(wg.grad(lambda x: f(x) * 1.0)(0.5), rel=1e-11)
    (slope,) = wg.gradients(f(x := Value(0.5)), [x])
    assert 0.999**3000 == pytest.approx(slope.data, rel=1e-11)


def test_strict_finds_it():
    """A custom row that makes inf of a finite number is named."""
    f = wg.custom("pole", lambda x: 1 / x)
    with wg.strict(), pytest.raises(wg.NonFiniteError, match=r"pole\(0.0\) made inf"):
        f(Value(0.0))


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ((3, abs), TypeError, "is a str, got int"),
        (("two words", abs), ValueError, "is a Python name"),
        (("leaf", abs), ValueError, "is a Python name"),
        (("tanh", lambda x: x), ValueError, "the table has 'tanh' already"),
        (("f", 3), TypeError, "value must be a function, got int"),
        (("f", lambda x: x, 3), TypeError, "partials must be a function, got int"),
        (("f", lambda: 1.0), TypeError, "one number or more"),
        (("f", lambda x, *rest: x), TypeError, "one number or more"),
        (("f", lambda *, x: x), TypeError, "one number or more"),
    ],
)
def test_what_is_no_operation_is_refused(arguments, error, message):
    """Before anything is added."""
    before = len(row.TABLE)
    with pytest.raises(error, match=message):
        wg.custom(*arguments)
    assert before == len(row.TABLE)


def test_a_rule_that_gives_too_few_partials_is_named():
    """At its first use."""
    f = wg.custom("short", lambda x, y: x * y, lambda x, y, out: (y,))
    with pytest.raises(ValueError, match="short has 2 arguments, but its rule gave 1 partials"):
        f(Value(1.0), Value(2.0))


def test_the_table_does_not_grow_without_bound(monkeypatch):
    """Codes of rows fit 16 bits."""
    monkeypatch.setattr("wengert.core.custom._MOST_ROWS", len(row.TABLE))
    with pytest.raises(ValueError, match="takes no more"):
        wg.custom("one_more", lambda x: x)
