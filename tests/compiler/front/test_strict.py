"""Under wg.strict() a compiled call names what made inf or nan."""

from __future__ import annotations

import inspect
import re

import numpy
import pytest

import wengert as wg


def logs(w, x):
    y = x * 2.0
    return w * wg.log(y)  # here


def roots(w, x):
    return w * wg.sqrt(x)  # here


def shared(w, x):
    return wg.sqrt(w) * x  # here


def forked(w, x):
    if x > 1:
        return w * x
    return w / x  # here


def inverse(x):
    return 1.0 / (x - 1.0)  # here


def at(f):
    """The line of a function that is marked."""
    lines, first = inspect.getsourcelines(f)
    return f"at {re.escape(__file__)}:{first + next(i for i, line in enumerate(lines) if '# here' in line)}$"


def test_the_operation_and_the_line_are_named():
    """The row with its numbers, the expression, and the file and line of the user's function."""
    f = wg.compile(logs)
    f(1.0, 2.0)
    with wg.strict(), pytest.raises(wg.NonFiniteError, match=rf"log\(-2\.0\) made nan, .*{at(logs)}"):
        f(1.0, -1.0)


def test_at_the_first_call_too():
    """A function that was never traced is no worse off, nor kept badly."""
    f = wg.compile(logs)
    with wg.strict(), pytest.raises(wg.NonFiniteError, match=rf"log\(-2\.0\) made nan, .*{at(logs)}"):
        f(1.0, -1.0)
    assert 0.0 == f(1.0, 0.5)


@pytest.mark.parametrize("count", [1, 7, 8, 9, 1000])
@pytest.mark.parametrize("reduce", [None, "sum"])
def test_one_bad_lane_of_many(count, reduce):
    """It is found, wherever it is."""
    x = numpy.linspace(1.0, 2.0, count)
    f = wg.compile(logs, batch="x", reduce=reduce)
    with wg.strict():
        f(1.0, x)
    x[count * 2 // 3] = 0.0
    with wg.strict(), pytest.raises(wg.NonFiniteError, match=rf"log\(0\.0\) made -inf, .*{at(logs)}"):
        f(1.0, x)


def test_lanes_on_another_path():
    """The bad lane may be on any path, known or new."""
    f = wg.compile(forked, batch="x")
    f(1.0, [2.0])
    with wg.strict(), pytest.raises(wg.NonFiniteError, match=rf"div\(1\.0, 0\.0\) made inf, .*{at(forked)}"):
        f(1.0, [2.0, 0.0])
    with wg.strict():
        assert [2.0, 2.0] == f(1.0, [2.0, 0.5]).tolist()
    with wg.strict(), pytest.raises(wg.NonFiniteError, match=rf"div\(1\.0, 0\.0\) made inf, .*{at(forked)}"):
        f(1.0, [2.0, 0.5, 0.0])


@pytest.mark.parametrize(("f", "args"), [(roots, (2.0, [1.0, 0.0, 4.0])), (shared, (0.0, [1.0, 2.0]))])
@pytest.mark.parametrize("reduce", [None, "sum", "mean"])
def test_the_sweep_backwards(f, args, reduce):
    """A value that is finite and a slope that is not: the operation of the sweep is named."""
    g = wg.compile(f, batch="x", reduce=reduce)
    with wg.strict():
        g(*args)
        with pytest.raises(wg.NonFiniteError, match=rf"the sweep through sqrt\(0\.0\) made inf .*{at(f)}"):
            g.grad(*args, wrt=("w", "x"))


def test_along_a_direction():
    """And a tangent that is not finite."""
    f = wg.compile(roots)
    with wg.strict(), pytest.raises(wg.NonFiniteError, match="made inf"):
        f.jvp((1.0, 0.0), (0.0, 1.0))


def test_nothing_is_changed():
    """No gradient moves when backward() is refused, of arguments, of a network or of what is outside."""
    w, x, outside = wg.Value(1.0), wg.Value(0.0), wg.Value(3.0)
    w.grad, x.grad, outside.grad = 5.0, 6.0, 7.0
    f = wg.compile(lambda w, x: outside * roots(w, x))
    f(1.0, 1.0)
    with wg.strict(), pytest.raises(wg.NonFiniteError):
        f.backward(w, x)
    assert [5.0, 6.0, 7.0] == [w.grad, x.grad, outside.grad]


def test_what_was_not_finite_before():
    """Inf and nan among the arguments are no fault of an operation, and hide no lane that is."""
    f = wg.vectorize(inverse)
    with wg.strict():
        numpy.testing.assert_array_equal(f([numpy.nan, 2.0, numpy.inf]), [numpy.nan, 1.0, 0.0])
        with pytest.raises(wg.NonFiniteError, match=rf"div\(1\.0, 0\.0\) made inf, .*{at(inverse)}"):
            f([numpy.nan, 2.0, numpy.inf, 1.0])


def test_no_lanes():
    """A batch of none makes nothing, though the function is traced somewhere to know its result's form."""
    f = wg.vectorize(lambda x: wg.log(x - 1.0))
    with wg.strict():
        assert [] == f([]).tolist()


def test_without_strict():
    """Arithmetic is total: inf and nan come back."""
    f = wg.vectorize(inverse)
    numpy.testing.assert_array_equal(f([1.0, numpy.nan, 2.0]), [numpy.inf, numpy.nan, 1.0])


def test_a_clean_call():
    """It gives the same bits as without."""
    f, x = wg.compile(logs, batch="x", reduce="sum"), numpy.linspace(1.0, 2.0, 20)
    expected = f.value_and_grad(1.5, x, wrt=("w", "x"))
    with wg.strict():
        found = f.value_and_grad(1.5, x, wrt=("w", "x"))
    assert (expected[0], expected[1][0], expected[1][1].tolist()) == (found[0], found[1][0], found[1][1].tolist())
