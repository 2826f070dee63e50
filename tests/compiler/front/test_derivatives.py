"""Derivatives of compiled functions are those of wg.grad and its kin."""

from __future__ import annotations

import numpy
import pytest
from frontcases import SCALAR, STRUCTURED, branched, mixed

import wengert as wg


def flat(tree):
    """The numbers of a structure."""
    if isinstance(tree, dict):
        return [x for key in tree for x in flat(tree[key])]
    if isinstance(tree, (list, tuple)) or (isinstance(tree, numpy.ndarray) and tree.ndim):
        return [x for part in tree for x in flat(part)]
    return [float(tree)]


def skeleton(tree):
    """A structure without its numbers."""
    if isinstance(tree, dict):
        return {key: skeleton(part) for key, part in tree.items()}
    if isinstance(tree, (list, tuple)):
        return type(tree), [skeleton(part) for part in tree]
    return tree.shape if isinstance(tree, numpy.ndarray) and tree.ndim else "number"


def assert_alike(expected, got):
    assert skeleton(expected) == skeleton(got)
    numpy.testing.assert_allclose(flat(got), flat(expected), rtol=1e-12, atol=1e-13)


def like(tree, start=0.3):
    """Another structure of the same form, with other numbers."""
    if isinstance(tree, dict):
        return {key: like(part, start + i) for i, (key, part) in enumerate(tree.items())}
    if isinstance(tree, (list, tuple)):
        return type(tree)(like(part, start + 0.7 * i) for i, part in enumerate(tree))
    if isinstance(tree, numpy.ndarray) and tree.ndim:
        return start + numpy.arange(tree.size).reshape(tree.shape) * 0.5
    return start


scalar = pytest.mark.parametrize(("f", "args"), SCALAR.values(), ids=SCALAR)
every = pytest.mark.parametrize(("f", "args"), [*SCALAR.values(), *STRUCTURED.values()], ids=[*SCALAR, *STRUCTURED])


@every
def test_value_is_that_of_floats(f, args):
    """A call gives what the function's vjp gives as value, in the same structure."""
    assert_alike(wg.vjp(f, *args)[0], wg.compile(f)(*args))


@scalar
def test_gradient_by_each_argument(f, args):
    """value_and_grad and grad are those of wg.value_and_grad, for one argument and for all."""
    compiled, all_ = wg.compile(f), tuple(range(len(args)))
    assert_alike(wg.value_and_grad(f)(*args), compiled.value_and_grad(*args))
    assert_alike(wg.value_and_grad(f, all_)(*args), compiled.value_and_grad(*args, wrt=all_))
    assert_alike(wg.grad(f, all_)(*args), compiled.grad(*args, wrt=all_))
    assert_alike(wg.grad(f, -1)(*args), compiled.grad(*args, wrt=-1))


@every
def test_along_directions(f, args):
    """jvp is wg.jvp."""
    assert_alike(wg.jvp(f, args, like(args)), wg.compile(f).jvp(args, like(args)))


@every
def test_cotangents(f, args):
    """vjp's pullback is that of wg.vjp, as often as it is called."""
    expected, back = wg.vjp(f, *args)
    value, pullback = wg.compile(f).vjp(*args)
    assert_alike(expected, value)
    for start in (1.0, -0.4):
        y_bar = like(expected, start)
        assert_alike(back(y_bar), pullback(y_bar))


@every
def test_jacobian(f, args):
    """Jacobians are wg.jacobian's, shapes and order of wrt included."""
    wrt = tuple(reversed(range(len(args))))
    assert_alike(wg.jacobian(f)(*args), wg.compile(f).jacobian(*args))
    assert_alike(wg.jacobian(f, wrt)(*args), wg.compile(f).jacobian(*args, wrt=wrt))


@scalar
def test_second_derivatives(f, args):
    """Hessians and their products with vectors are those of wg.hessian and wg.hvp, in whatever order of wrt."""
    compiled, wrt = wg.compile(f), tuple(reversed(range(len(args))))
    assert_alike(wg.hessian(f)(*args), compiled.hessian(*args))
    assert_alike(wg.hessian(f, wrt)(*args), compiled.hessian(*args, wrt=wrt))
    assert_alike(wg.hvp(f, args, like(args)), compiled.hvp(args, like(args)))
    if len(args) == 1:
        assert_alike(wg.hvp(f, args[0], like(args[0])), compiled.hvp(args[0], like(args[0])))


@scalar
def test_backward_adds_to_values(f, args):
    """backward() adds the gradient to Values among the arguments, and a second one doubles it."""
    leaves = []

    def values(tree):
        if isinstance(tree, dict):
            return {key: values(part) for key, part in tree.items()}
        if isinstance(tree, list):
            return [values(part) for part in tree]
        if isinstance(tree, numpy.ndarray):
            return numpy.array([values(part) for part in tree], dtype=object)
        leaves.append(wg.Value(tree))
        return leaves[-1]

    given = [values(arg) for arg in args]
    compiled = wg.compile(f)
    expected = flat(wg.grad(f, tuple(range(len(args))))(*args))
    value = compiled.backward(*given)
    numpy.testing.assert_allclose(value, compiled(*args), rtol=1e-12)
    numpy.testing.assert_allclose([leaf.grad for leaf in leaves], expected, rtol=1e-12, atol=1e-13)
    compiled.backward(*given)
    numpy.testing.assert_allclose([leaf.grad for leaf in leaves], [2 * x for x in expected], rtol=1e-12, atol=1e-13)


@pytest.mark.parametrize("method", ["jvp", "hvp"])
def test_a_direction_that_meets_a_new_path(method):
    """Tangents are asked for before any path is known, and lanes part: each lane gets its own."""
    f = wg.vectorize(branched)
    x, y = numpy.array([3.0, 1.0]), numpy.array([2.0, 2.0])
    found = getattr(f, method)((x, y), (1.0, 0.5))
    alone = [getattr(wg, method)(branched, (a, b), (1.0, 0.5)) for a, b in zip(x.tolist(), y.tolist(), strict=True)]
    assert_alike(list(zip(*alone, strict=True)), [tuple(part.tolist()) for part in found])


def test_by_names_positions_and_twice():
    """Wrt takes names, positions and negative ones, mixed and repeated."""
    f = wg.compile(mixed)
    by_x, by_y = wg.grad(mixed, (0, 1))(0.7, -0.3)
    got = f.grad(0.7, -0.3, wrt=("y", 0, -1, "x"))
    numpy.testing.assert_allclose(got, (by_y, by_x, by_y, by_x), rtol=1e-13)
    assert () == f.grad(0.7, -0.3, wrt=())
    assert f.grad(0.7, -0.3) == f.grad(0.7, -0.3, wrt="x") == f.grad(0.7, -0.3, wrt=("x",))[0]
    blocks = f.hessian(0.7, -0.3, wrt=("x", "x"))
    assert blocks[0][1] == blocks[1][0] == f.hessian(0.7, -0.3)


def test_directions_go_by_key_not_by_order():
    """A direction, or a cotangent, whose dict lists its keys in another order is the same."""
    f = wg.compile(lambda d: {"u": 10 * d["a"], "v": d["b"]})
    assert ({"u": 10.0, "v": 2.0}, {"u": 0.0, "v": 1.0}) == f.jvp({"a": 1.0, "b": 2.0}, {"b": 1.0, "a": 0.0})
    assert ({"a": 70.0, "b": 5.0},) == f.vjp({"a": 1.0, "b": 2.0})[1]({"v": 5.0, "u": 7.0})


def test_defaults_stand_still():
    """What is left to its default has no direction and gets no cotangent."""

    def f(x, k=3.0):
        return x * x * k

    assert (12.0, 12.0) == wg.compile(f).jvp((2.0,), (1.0,))
    assert (6.0,) == wg.compile(f).hvp((2.0,), (1.0,))
    assert (12.0,) == wg.compile(f).vjp(2.0)[1](1.0)


def test_any_number_of_arguments():
    """Of a function of *args, jvp, hvp and vjp take and give one part for each argument."""
    f = wg.compile(lambda *args: args[0] ** 2 * args[1])
    assert (12.0, 4.0 * 3.0 + 4.0) == f.jvp((2.0, 3.0), (1.0, 1.0))
    assert (6.0, 4.0) == f.hvp((2.0, 3.0), (1.0, 0.0))
    assert (12.0, 4.0) == f.vjp(2.0, 3.0)[1](1.0)
    assert (12.0, 4.0) == f.grad(2.0, 3.0, wrt="args")


def test_the_pullback_is_at_the_point_of_the_call():
    """What is done to the caller's array afterwards does not move it."""
    x = numpy.array([2.0, 3.0])
    _, pullback = wg.compile(lambda v: v[0] * v[1]).vjp(x)
    x[:] = 100.0
    assert [3.0, 2.0] == pullback(1.0)[0].tolist()


def test_derivatives_by_a_network_are_dicts_of_its_names():
    """The gradient by an object with parameters is a dict by their names, and serves as a direction."""
    net = wg.nn.MLP(2, [3, 1], seed=1)
    f = wg.compile(lambda model, x: model(x) ** 2)
    slope = f.grad(net, [0.5, -1.0])
    assert [name for name, _ in net.named_parameters()] == list(slope)
    _, dot = f.jvp((net, [0.5, -1.0]), (slope, [0.0, 0.0]))
    numpy.testing.assert_allclose(dot, sum(x * x for x in slope.values()), rtol=1e-12)
    (net([0.5, -1.0]) ** 2).backward()
    assert_alike([p.grad for p in net.parameters()], list(slope.values()))


def test_a_derivative_inside_is_part_of_the_function():
    """wg.grad inside of a compiled function is compiled with it, and differentiates again."""
    f = wg.compile(lambda x: wg.grad(lambda t: t**3)(x) * x)
    assert (24.0, 36.0) == f.value_and_grad(2.0)


@pytest.mark.parametrize("size", [0, 1])
def test_few_numbers(size):
    """Empty arguments have empty derivatives, and empty results too."""
    f = wg.compile(lambda v, y: wg.sum(v) * y)
    assert (size,) == numpy.shape(f.grad([2.0] * size, 3.0))
    assert (size, size) == f.hessian([2.0] * size, 3.0).shape
    assert (0, size) == wg.compile(lambda v: []).jacobian([2.0] * size).shape
    assert (0, size) == wg.compile(lambda x, v: [], batch="x").jacobian([1.0, 2.0], [2.0] * size, wrt="v").shape
