"""Wrong input is refused with what was wrong, what was got and what to do, before anything is changed."""

from __future__ import annotations

import numpy
import pytest

import wengert as wg


def f(x, y):
    return x * y


def of_list(v, x=1.0):
    return v[0] * v[1] * x


def several(x):
    return [x, x * x]


NET = wg.nn.MLP(2, [1], seed=1)

#: what is decorated with which options.
DECORATED = [
    (lambda: wg.compile(3), TypeError, r"only a function can be compiled, got int \(3\)"),
    (lambda: wg.vectorize("f"), TypeError, r"only a function can be compiled, got str \('f'\)"),
    (lambda: wg.compile(wg.compile(f)), TypeError, "f is compiled already"),
    (lambda: wg.compile(max), TypeError, "max does not say what its parameters are; compile a function that calls it"),
    (lambda: wg.compile(f, batch="z"), ValueError, "f has no parameter 'z'; it has: x, y"),
    (lambda: wg.compile(f, static=("x", "z")), ValueError, "f has no parameter 'z'; it has: x, y"),
    (lambda: wg.compile(f, batch=5), TypeError, r"batch names parameters, got int \(5\)"),
    (lambda: wg.compile(f, static=("x", 1)), TypeError, r"static names parameters, got int \(1\)"),
    (lambda: wg.compile(f, batch="x", static="x"), ValueError, "cannot be of the batch and static: x"),
    (lambda: wg.compile(f, batch="x", reduce="max"), ValueError, "reduce must be None, 'sum' or 'mean', got 'max'"),
    (lambda: wg.compile(f, reduce="sum"), ValueError, "reduce='sum' needs a batch: name the parameters"),
    (lambda: wg.compile(f, max_paths=0), ValueError, "max_paths is a whole number from 1, got 0"),
    (lambda: wg.compile(f, max_operations=1.5), ValueError, "max_operations is a whole number from 1, got 1.5"),
    (lambda: wg.compile(f, max_paths=True), ValueError, "max_paths is a whole number from 1, got True"),
    (lambda: wg.vectorize(lambda *xs: xs[0]), TypeError, r"takes any number of arguments, \*xs; a vectorized"),
    (lambda: wg.vectorize(lambda x, **kw: x), TypeError, r"takes any number of arguments, \*\*kw; a vectorized"),
]

PLAIN, LIST, SEVERAL = wg.compile(f), wg.compile(of_list), wg.compile(several)
BATCH = wg.compile(f, batch=("x", "y"))
SUM = wg.compile(f, batch="x", reduce="sum")
VECTOR = wg.vectorize(f)

#: what is called with what.
CALLED = [
    (lambda: PLAIN(1.0), TypeError, r"f\(x, y\): missing a required argument: 'y'"),
    (lambda: PLAIN(1.0, 2.0, 3.0), TypeError, r"f\(x, y\): too many positional arguments"),
    (lambda: PLAIN(1.0, z=3.0, y=2.0), TypeError, r"f\(x, y\): got an unexpected keyword argument 'z'"),
    (lambda: PLAIN(1.0, x=3.0), TypeError, r"f\(x, y\): multiple values for argument 'x'"),
    (lambda: PLAIN.grad(1.0, 2.0, wrt="z"), ValueError, "f has no parameter 'z'; it has: x, y"),
    (lambda: PLAIN.grad(1.0, 2.0, wrt=2), ValueError, "f has 2 parameters, so there is no parameter 2"),
    (lambda: PLAIN.grad(1.0, 2.0, wrt=("x", -3)), ValueError, "f has 2 parameters, so there is no parameter -3"),
    (lambda: PLAIN.grad(1.0, 2.0, wrt=["x"]), TypeError, "named by its name or position, got list"),
    (lambda: PLAIN.grad(1.0, 2.0, wrt=True), TypeError, "named by its name or position, got bool"),
    (lambda: PLAIN.grad(None, 2.0), TypeError, "no derivative by x, which is fixed: NoneType; say by which"),
    (lambda: PLAIN.jacobian("a", 2.0), TypeError, r"no derivative by x, which is fixed: str \('a'\); say by which"),
    (lambda: wg.compile(f, static="x").hessian(3, 2.0), TypeError, r"no derivative by x, which is fixed: int \(3\)"),
    (lambda: wg.compile(lambda: 1.0).grad(), TypeError, "has no parameters, so there is nothing to differentiate by"),
    (lambda: PLAIN(10**400, 2.0), OverflowError, "x needs a number in the range of floats, got an int of"),
    (lambda: PLAIN(numpy.array(["a", "b"]), 2.0), TypeError,
     "x must be an array of real numbers, got one of dtype <U1"),
    (lambda: PLAIN(numpy.array([1j]), 2.0), TypeError,
     "x must be an array of real numbers, got one of dtype complex128"),
    (lambda: PLAIN([1.0, numpy.array([None])], 2.0), TypeError, r"x\[1\] needs a real number, got NoneType"),
    (lambda: PLAIN(numpy.ma.array([1.0, 2.0]), 2.0), TypeError, "x needs a real number, got MaskedArray"),
    (lambda: PLAIN({"a": numpy.complex128(1j)}, 2.0), TypeError, r"x\['a'\] needs a real number, got complex"),
    (lambda: SEVERAL.grad(1.0), TypeError,
     "several must return one number for this, got a list of 2; use jacobian or vjp"),
    (lambda: SEVERAL.value_and_grad(1.0), TypeError, "several must return one number for this"),
    (lambda: SEVERAL.hessian(1.0), TypeError, "several must return one number for this"),
    (lambda: SEVERAL.hvp(1.0, 1.0), TypeError, "several must return one number for this"),
    (lambda: SEVERAL.backward(1.0), TypeError, "several must return one number for this"),
    (lambda: SEVERAL.explain(1.0), TypeError, "several must return one number for this"),
    (lambda: PLAIN.explain(1.0, 2.0, wrt="z"), ValueError, "wrt names no number of the arguments: 'z'; there are x, y"),
    (lambda: PLAIN.jvp((1.0, 2.0), (1.0,)), ValueError, "a direction has one part for each of 2 arguments, got 1"),
    (lambda: PLAIN.hvp((1.0, 2.0), 1.0), ValueError, "a direction has one part for each of 2 arguments, got 1"),
    (lambda: LIST.jvp([1.0, 2.0], [1.0]), ValueError, r"the direction of v must have 2 parts, got list \(\[1\.0\]\)"),
    (lambda: LIST.jvp([1.0, 2.0], [1.0, "a"]), TypeError, r"the direction of v\[1\] needs a real number, got str"),
    (lambda: LIST.jvp([1.0, 2.0], [1.0, [2.0]]), TypeError, r"the direction of v\[1\] needs a real number, got list"),
    (lambda: LIST.jvp(numpy.ones((2, 1)), numpy.ones((1, 2))), ValueError,
     r"shape \(2, 1\) or be one number, got the shape \(1, 2\)"),
    (lambda: wg.compile(lambda d: d["a"]).jvp({"a": 1.0}, {"b": 1.0}), ValueError,
     r"must be a dict with the keys \['a'\], got dict"),
    (lambda: wg.compile(lambda n: n([1.0, 2.0])).jvp(NET, [1.0]), ValueError, "must be a dict with the keys"),
    (lambda: SEVERAL.vjp(1.0)[1](1.0), ValueError, r"the cotangent must have 2 parts, got float \(1\.0\)"),
    (lambda: SEVERAL.vjp(1.0)[1]([1.0, 2.0, 3.0]), ValueError,
     r"the cotangent must have 2 parts, got list \(\[1\.0, 2"),
    (lambda: SEVERAL.vjp(1.0)[1]([1.0, None]), TypeError, r"the cotangent\[1\] needs a real number, got NoneType"),
    (lambda: PLAIN.vjp(1.0, 2.0)[1](numpy.ones(2)), TypeError, "the cotangent needs a real number, got ndarray"),
    (lambda: BATCH([1.0, 2.0], [1.0]), ValueError, "as many lanes along their first axes: x has 2, y has 1"),
    (lambda: BATCH(1.0, [1.0]), ValueError,
     "x is of the batch, so it needs an axis for the lanes; got the one number 1.0"),
    (lambda: BATCH([1.0], ["a"]), TypeError, "y must be an array of real numbers, got list"),
    (lambda: BATCH([1.0], [None]), TypeError, "y must be an array of real numbers, got list"),
    (lambda: BATCH([1.0], [True]), TypeError, "y must be an array of real numbers, got list"),
    (lambda: BATCH([1.0], [wg.Value(1.0)]), TypeError, "y must be an array of real numbers, got list"),
    (lambda: BATCH([[1.0], [1.0, 2.0]], [1.0, 2.0]), TypeError, "x must be an array of numbers with lanes along"),
    (lambda: BATCH({"a": [1.0], "b": [1.0, 2.0]}, [1.0]), ValueError, "the arrays in x have different counts of lanes"),
    (lambda: BATCH({}, ()), ValueError, "no argument of the batch holds a number"),
    (lambda: BATCH.backward([1.0], [2.0]), ValueError, r"backward\(\) needs one number .* reduce='sum' or 'mean'"),
    (lambda: VECTOR.backward(1.0, 2.0), ValueError, r"backward\(\) needs one number .* reduce='sum' or 'mean'"),
    (lambda: BATCH.jvp(([1.0, 2.0], [1.0, 2.0]), ([1.0], [1.0])), ValueError,
     r"direction of x must have the shape \(2,\)"),
    (lambda: wg.compile(f, batch="x", reduce="mean")([], 1.0), ValueError, "the mean over a batch of no lanes"),
    (lambda: SUM.vjp([1.0], 1.0)[1]([1.0]), TypeError, "the cotangent needs a real number, got list"),
    (lambda: VECTOR([1.0, 2.0], [1.0, 2.0, 3.0]), ValueError,
     r"shapes of the arguments do not go together: x \(2,\), y \(3,\)"),
    (lambda: VECTOR(1.0, None), TypeError, "needs a real number, got NoneType"),
    (lambda: VECTOR("1", 1.0), TypeError, "needs a real number, got str"),
    (lambda: VECTOR(True, 1.0), TypeError, "needs a real number, got bool"),
    (lambda: VECTOR([1j], 1.0), TypeError, "x must be an array of real numbers, got list"),
    (lambda: VECTOR.jvp((1.0, 2.0), ([1.0, 2.0], 1.0)), ValueError, r"do not go together into \(\): x \(2,\), y \(\)"),
    (lambda: VECTOR.vjp([1.0, 2.0], 2.0)[1]([1.0] * 3), ValueError, r"the cotangent must have the shape \(2,\)"),
    (lambda: VECTOR(1.0), TypeError, r"f\(x, y\): missing a required argument: 'y'"),
    (lambda: wg.compile(lambda x: PLAIN.grad(x, 2.0))(1.0), wg.TracingError,
     "a derivative of the compiled f was asked for"),
    (lambda: wg.compile(lambda x: VECTOR.explain(x, 2.0))(1.0), wg.TracingError,
     r"test_wrong_input.py:\d+; there it is wg.grad"),
]  # fmt: skip


@pytest.mark.parametrize(("decorate", "error", "text"), DECORATED)
def test_decorating(decorate, error, text):
    """Options that make no sense are refused where they are given."""
    with pytest.raises(error, match=text):
        decorate()


@pytest.mark.parametrize(("call", "error", "text"), CALLED)
def test_calling(call, error, text):
    """Wrong arguments are refused by name, and the function goes on as before."""
    with pytest.raises(error, match=text):
        call()
    assert [6.0, 6.0, [6.0], 6.0] == [PLAIN(2.0, 3.0), LIST([2.0, 3.0]), BATCH([2.0], [3.0]).tolist(), VECTOR(2.0, 3.0)]


def test_gradients_stay_as_they_were():
    """A call that is refused touches no gradient, though it may have run."""
    x, y = wg.Value(2.0), wg.Value(3.0)
    x.grad = y.grad = 5.0
    for call in (lambda: SEVERAL.backward(x), lambda: PLAIN.backward(x), lambda: PLAIN.backward(x, x * y),
                 lambda: PLAIN.grad(x, y, wrt="z"), lambda: VECTOR.backward(x, y),
                 lambda: wg.compile(lambda a, b: None).backward(x, y)):  # fmt: skip
        with pytest.raises((TypeError, ValueError)):
            call()
    assert [5.0, 5.0] == [x.grad, y.grad]


@pytest.mark.parametrize("decorated", [wg.compile(batch="x"), wg.compile(), wg.vectorize(), wg.vectorize(max_paths=3)])
def test_with_and_without_options(decorated):
    """The decorators stand alone or with parentheses, and keep the function's name and text."""
    def named(x):
        """What it is for."""
        return x

    compiled = decorated(named)
    assert ("named", "What it is for.", named) == (compiled.__name__, compiled.__doc__, compiled.__wrapped__)
    assert "<compiled named(x)>" == repr(compiled)
