"""Implicit functions: their roots, the derivatives of these at every order, and what is said where there is none."""

import copy
import json
import math
import pickle
import subprocess
import sys
import threading

import mpmath
import numpy as np
import pytest

import wengert as wg
from implicitcases import CLOSED, NUMERIC, SYSTEMS, black, two
from wengert import Value
from wengert.core.elimination import pivots, solved
from wengert.core.row import TABLE
from wengert.core.value import stated


def derivative(f, order):
    """The derivative of some order of a function of one number."""
    for _ in range(order):
        f = wg.grad(f)
    return f


def unknown(f, i):
    """One of the numbers that a function returns."""
    return lambda p: f(p)[i]


AT = [(name, p) for name, (_, _, points) in CLOSED.items() for p in points]


@pytest.mark.parametrize("order", [0, 1, 2, 3])
@pytest.mark.parametrize(("name", "p"), AT)
def test_derivatives_are_those_of_the_closed_form(name, p, order):
    """A root, and its first three derivatives, are those of the formula for it."""
    implicit, closed, _ = CLOSED[name]
    assert derivative(implicit, order)(p) == pytest.approx(derivative(closed, order)(p), rel=1e-10, abs=1e-12)


@pytest.mark.parametrize("order", [0, 1, 2, 3])
@pytest.mark.parametrize("name", NUMERIC)
def test_derivatives_are_those_of_many_digits(name, order):
    """Where there is no formula they are what 60 digits give."""
    implicit, exact, p = NUMERIC[name]
    with mpmath.workdps(60):
        expected = float(mpmath.diff(exact, mpmath.mpf(p), order))
    assert derivative(implicit, order)(p) == pytest.approx(expected, rel=1e-10)


@pytest.mark.parametrize("name", SYSTEMS)
def test_systems(name):
    """Of several unknowns each is the one of the formula; so are their Jacobian and Hessians, and third derivatives."""
    implicit, closed, p = SYSTEMS[name]
    assert list(closed(p)) == pytest.approx(list(implicit(p)), rel=1e-14)
    np.testing.assert_allclose(wg.jacobian(implicit)(p), wg.jacobian(closed)(p), rtol=1e-12, atol=1e-12)
    for i in range(len(p)):
        hessians = [wg.hessian(unknown(f, i)) for f in (implicit, closed)]
        np.testing.assert_allclose(*[hessian(p) for hessian in hessians], rtol=1e-11, atol=1e-11)
        np.testing.assert_allclose(*[wg.jacobian(hessian)(p) for hessian in hessians], rtol=1e-10, atol=1e-10)


@pytest.mark.parametrize("name", SYSTEMS)
def test_reverse_and_forward_agree(name):
    """Along a direction, and with a cotangent, the derivatives are one matrix; so are Hessians times a vector."""
    f, _, p = SYSTEMS[name]
    v = [0.5 - i for i in range(len(p))]
    _, dots = wg.jvp(f, (p,), (v,))
    matrix = wg.jacobian(f)(p)
    assert list(matrix @ v) == pytest.approx(list(dots), rel=1e-13)
    last = unknown(f, -1)
    assert list(wg.hessian(last)(p) @ v) == pytest.approx(wg.hvp(last, p, v), rel=1e-12, abs=1e-13)


def test_checked_by_differences():
    """`wg.check` computes the root anew beside the point, and agrees."""
    p, q = Value(3.0, label="p"), Value(2.0, label="q")
    x, y = two([p, q])
    assert wg.check(x * wg.exp(y)).ok


# --- what it depends on, and what comes back --------------------------------------------------------------


@pytest.mark.parametrize(
    ("x0", "back"),
    [
        (1.0, lambda x: x),
        (np.float64(1.0), lambda x: x),
        (1, lambda x: x),
        ([1.0], lambda x: x[0]),
        ((1.0,), lambda x: x[0]),
        (np.array([1.0]), lambda x: x[0]),
        ({"a": [1.0]}, lambda x: x["a"][0]),
    ],
)
def test_the_unknowns_come_back_in_the_structure_of_the_start(x0, back):
    """A list for a list, an array for an array; g gets the same."""
    p = Value(9.0)
    x = wg.root(lambda x: [back(x) ** 2 - p], x0)
    back(x).backward()
    assert (type(x0) if np.ndim(x0) or isinstance(x0, dict) else Value, 3.0, 1 / 6) == (type(x), back(x).data, p.grad)


def test_arrays_keep_their_shape():
    """What g makes of a matrix is as many numbers as the matrix has."""
    target = np.array([[1.0, 4.0], [9.0, 16.0]])
    found = wg.root(lambda x: x * x - target, np.ones((2, 2)))
    assert [[1.0, 2.0], [3.0, 4.0]] == found.tolist()
    assert np.dtype(float) == found.dtype


def test_numbers_alone_give_numbers():
    """Nothing remembers, where nothing has a gradient."""
    found = wg.root(lambda x, p: x**2 - p, 1.0, 4.0), *wg.root(lambda v: [v[0] - 1, v[1] - v[0]], [0.0, 0.0])
    assert ((2.0, 1.0, 1.0), {float}) == (found, set(map(type, found)))


def test_values_that_g_closes_over_are_parameters():
    """Given or from outside, leaf or result, a Value gets its gradient."""
    given, outside = Value(2.0), Value(2.0)
    product = outside * 3
    x = wg.root(lambda x, p: x**2 - p, 1.0, given * 3)
    y = wg.root(lambda x: x**2 - product, 1.0)
    (x + y).backward()
    assert (given.grad, product.grad) == (outside.grad, wg.gradients(y, [product])[0].data)
    assert pytest.approx(1 / (2 * math.sqrt(6))) == product.grad


def test_parameters_may_be_structures():
    """Lists, arrays and dicts of Values reach g as they are."""
    a, b, c = Value(1.0), Value(2.0), Value(4.0)
    x = wg.root(lambda x, p, q: p["a"] * x + p["b"][0] * q[0] - 3 * x, 0.0, {"a": a, "b": [b]}, np.array([c]))
    x.backward()
    assert (4.0, 2.0, 2.0, 1.0) == (x.data, a.grad, b.grad, c.grad)


def test_no_gradient_goes_to_the_start():
    """Where the search begins decides which root is found, not where it is."""
    start, p = Value(1.0), Value(2.0)
    x = wg.root(lambda x: x**2 - p, start)
    x.backward()
    assert (0.0, 0.0) == (start.grad, x.partials[0])
    assert math.copysign(1.0, wg.root(lambda x: x**2 - 2.0, -3.0)) == -1.0


def test_leaves_that_g_makes_are_numbers():
    """A Value made inside of g is no parameter, as a number is none."""
    p = Value(2.0)
    x = wg.root(lambda x: x * Value(3.0) - p, 1.0)
    x.backward()
    assert ([p], 1 / 3) == ([leaf for leaf in wg.Graph(x).leaves if leaf.data == 2.0], p.grad)


def test_a_minimum_is_a_root_of_a_gradient():
    """g may use derivatives: where the slope is 0 depends on the parameters, at second order too."""
    least = lambda p: wg.root(wg.grad(lambda x: wg.exp(x) - p * x), 0.0)  # noqa: E731
    assert [derivative(least, k)(3.0) for k in range(3)] == pytest.approx([math.log(3), 1 / 3, -1 / 9])


def test_g_may_decide_by_numbers():
    """An `if` in g is asked again at the root: the branch that holds there is the one whose root it is."""
    p = Value(2.0)
    x = wg.root(lambda x: x**2 - p if x > 0 else x - 3 * p, -4.0)
    x.backward()
    assert (math.sqrt(2.0), 1 / (2 * math.sqrt(2.0))) == pytest.approx((x.data, p.grad))


def test_subclasses_keep_their_class():
    """The root of an equation in Values of another class is one of them."""
    from wengert.micrograd.engine import Value as Other

    p = Other(4.0)
    x = wg.root(lambda x: x * x - p, 1.0)
    x.backward()
    assert (Other, 2.0, 0.25) == (type(x), x.data, p.grad)


def test_gradients_of_others_stay_as_they_are():
    """The search sweeps nothing: what stood in `grad` and `data` stands there after it."""
    p = Value(2.0)
    (p * p).backward()
    wg.root(lambda x: x**2 - p, 1.0)
    assert (4.0, 2.0) == (p.grad, p.data)


# --- the node ----------------------------------------------------------------------------------------------


def test_a_root_is_one_node():
    """The graph has the root, its start, its parameters and the numbers in g; no round of the search."""
    p = Value(2.0, label="p")
    x = wg.root(lambda x: x**2 - p, 1.0)
    graph = wg.Graph(x)
    graph.verify()
    assert [1.0, 2.0, 2.0] == [arg.data for arg in x.args]
    assert (4, [p]) == (len(graph), list(graph.leaves))
    assert x.op.startswith("root_")
    assert x.op in x.draw().text() and x.op in str(x.explain(p)) and x.op in graph.text()


def test_each_unknown_is_one_node():
    """A system has a node for each of its unknowns, at the same operands."""
    x, y = two([Value(3.0), Value(2.0)])
    assert (x.args, x.op[:-1]) == (y.args, y.op[:-1])
    assert ("_0", "_1") == (x.op[-2:], y.op[-2:])


def test_it_is_computed_anew_like_any_node(tmp_path):
    """`refresh`, the slow evaluator, copies, pickles and files find the root again."""
    p = Value(2.0)
    x = wg.root(lambda x: x**2 - p, 1.0)
    wg.save(tmp_path / "x.json", x)
    same = [copy.deepcopy(x), pickle.loads(pickle.dumps(x)), wg.load(tmp_path / "x.json")]
    assert [(x.data, x.partials)] * 3 == [(twin.data, twin.partials) for twin in same]
    assert [5.0] == wg.evaluate(wg.Graph(x), {p: 25.0})
    p.data = 9.0
    x.refresh()
    wg.Graph(x).verify()
    assert (3.0, (0.0, 1 / 6, 0.0)) == (x.data, x.partials)


def test_where_there_is_no_root_any_more_it_is_nan():
    """Computed anew it raises nothing, as no operation does."""
    p = Value(2.0)
    x = wg.root(lambda x: x**2 - p, 1.0)
    assert math.isnan(wg.evaluate(wg.Graph(x), {p: -1.0})[0])


def test_one_equation_is_one_row():
    """The table does not grow with the numbers in an equation, nor with how often it is solved."""
    solve = lambda a, b: wg.root(lambda x: a * x * x + b * x - 1.5 * a, 1.0)  # noqa: E731
    solve(1.0, 1.0)
    before = len(TABLE)
    for i in range(20):
        solve(1.0 + i, Value(0.5 * i))
    assert before + 1 == len(TABLE)  # with a Value in place of a number: another equation, once


def test_an_equation_has_the_same_name_in_every_process():
    """So a file or a pickle with a root in it can be read where that equation was solved once."""
    code = "import wengert as wg; p = wg.Value(2.0); print(wg.root(lambda x: x**2 - p, 1.0).op)"
    names = {subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.strip()
             for _ in range(2)}  # fmt: skip
    p = Value(3.0)
    assert {wg.root(lambda y: y**2 - p, 5.0).op} == names


def test_threads_share_systems():
    """Several threads solve one equation at once, each for its own numbers."""
    wrong = []

    def work(seed):
        for i in range(100):
            p = Value(1.0 + seed + i / 7)
            x, y = two([p, 0.2])
            if abs(x.data * y.data - 0.2) + abs(x.data + y.data - p.data) > 1e-12:
                wrong.append(p)

    threads = [threading.Thread(target=work, args=(seed,)) for seed in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [] == wrong


# --- the search --------------------------------------------------------------------------------------------

HARD = {
    "overshoots": (lambda x: wg.atan(x), 10.0, 0.0),
    "begins where the slope is 0": (lambda x: x * x - 2, 0.0, math.sqrt(2.0)),
    "begins where the slope is tiny": (lambda x: x**3 - 8, 1e-9, 2.0),
    "leaves the domain": (lambda x: wg.log(x) + 30, 1e-3, math.exp(-30.0)),
    "is far": (lambda x: wg.exp(x) - 1, 30.0, 0.0),
    "is very small": (lambda x: x - 1e-300, 1.0, 1e-300),
    "is small beside its terms": (lambda x: x * x - x - 1e-30, 1e-3, -1e-30),
    "drowns in rounding": (lambda x: wg.exp(x) - 1 - 1e-12, 0.0, 1e-12),
    "has little slope": (lambda v: black(100.0, 0.05, v) - black(100.0, 0.05, 0.12), 0.001, 0.12),
    "has a kink": (lambda x: abs(x) - 1, 3.0, 1.0),
    "is exact at once": (lambda x: x - 1, 1.0, 1.0),
}


@pytest.mark.parametrize("name", HARD)
def test_the_search_arrives(name):
    """Steps that are too long are cut, and halved until the residual shrinks."""
    g, x0, expected = HARD[name]
    assert wg.root(g, x0) == pytest.approx(expected, rel=1e-8, abs=1e-15)


@pytest.mark.parametrize("n", [1, 2, 5])
def test_linear_equations(n):
    """Elimination with pivots is NumPy's solution, zeros on the diagonal or not."""
    random = np.random.default_rng(n)
    matrix = random.normal(size=(n, n))
    if n > 1:
        matrix[0, 0] = 0.0
    right = random.normal(size=n)
    np.testing.assert_allclose(solved(matrix.tolist(), right.tolist(), 0.0), np.linalg.solve(matrix, right), rtol=1e-11)
    assert abs(np.linalg.det(matrix)) == pytest.approx(abs(math.prod(pivots(matrix.tolist()))))


# --- what is refused ---------------------------------------------------------------------------------------

NO_ROOT = {
    "none": (lambda x: x * x + 1, 0.5, "after 50 rounds .* nearer"),
    "not from here": (lambda x: x**3 - 2 * x + 2, 0.0, "nearer"),
    "constant": (lambda x: 3.0, 0.5, r"\|g\(x\)\| is 3.0 at x = 0.5"),
    "undefined at the start": (lambda x: wg.log(x) - 1, -1.0, "not finite at x = -1.0; start"),
    "nan": (lambda x: x - math.nan, 1.0, "a parameter is not finite"),
    "nan to start from": (lambda x: x - 1, math.nan, "x0 or a parameter is not finite"),
    "double": (lambda x: (x - 1) ** 2, 0.0, "singular.*no derivative"),
    "triple": (lambda x: (x - 1) ** 3, 3.0, "singular"),
    "a double root met": (lambda x: x * x, 0.0, "singular"),
    "infinite slope": (lambda x: wg.sqrt(x), 1.0, "singular"),
    "dependent": (lambda v: [v[0] + v[1] - 2, 2 * v[0] + 2 * v[1] - 4], [0.0, 0.0], "singular"),
    "jumps": (lambda x: x if x > 5 else x - 7, 6.0, "branches"),
}


@pytest.mark.parametrize("name", NO_ROOT)
def test_what_has_no_root_is_refused(name):
    """The error says how far the search came and what can be done."""
    g, x0, said = NO_ROOT[name]
    with pytest.raises(wg.ConvergenceError, match=said) as caught:
        wg.root(g, x0)
    assert isinstance(caught.value, ArithmeticError)
    assert 1 <= caught.value.iterations <= 50


def test_a_step_that_was_taken_by_hand_is_refused():
    """It has no rule by which the search could take it again."""

    def g(x):
        node = Value(1.0)
        stated(node, [x], [2.0])
        return node - 1.0

    with pytest.raises(TypeError, match="the step 'stated' in g was taken by hand"):
        wg.root(g, 0.5)


def test_the_error_has_its_numbers_and_can_be_pickled():
    """Residual, rounds and the last x can be read off it, in another process too."""
    with pytest.raises(wg.ConvergenceError) as caught:
        wg.root(lambda v: [v[0] - 1, wg.exp(v[1]) + 1], [0.0, 0.0], max_iterations=7)
    error = pickle.loads(pickle.dumps(caught.value))
    assert (7, str(caught.value)) == (error.iterations, str(error))
    assert (error.residual, 2) == (max(abs(error.x[0] - 1), math.exp(error.x[1]) + 1), len(error.x))


@pytest.mark.parametrize("identity", [lambda x: x, lambda x: x + 0.0])
def test_what_leaves_everything_as_it_is_has_no_one_fixed_point(identity):
    """Where every number is a fixed point, none has a derivative."""
    with pytest.raises(wg.ConvergenceError, match=r"wg.fixed_point found a root that is singular"):
        wg.fixed_point(identity, 1.0)


WRONG = {
    "no function": (lambda: wg.root(3, 1.0), TypeError, "g must be a function"),
    "no step": (lambda: wg.fixed_point(3, 1.0), TypeError, "step must be a function"),
    "no number to start": (lambda: wg.root(lambda x: x, "a"), TypeError, "x0"),
    "nothing to start": (lambda: wg.root(lambda x: x, []), ValueError, "x0 has no numbers"),
    "too many": (lambda: wg.root(lambda x: [x, x], 1.0), ValueError, "g must return as many .* 1, got 2"),
    "too few": (lambda: wg.root(lambda v: v[0], [1.0, 2.0]), ValueError, "as many .* 2, got 1"),
    "too many steps": (lambda: wg.fixed_point(lambda x: [x, x], 1.0), ValueError, "step must return"),
    "no number comes back": (lambda: wg.root(lambda x: "a", 1.0), TypeError, "what g returns"),
    "math": (lambda: wg.root(lambda x: math.sin(x), 1.0), TypeError, "wg.exp"),
    "tol": (lambda: wg.root(lambda x: x, 1.0, tol=0.0), ValueError, "tol"),
    "tol of words": (lambda: wg.root(lambda x: x, 1.0, tol="small"), TypeError, "tol"),
    "rounds": (lambda: wg.root(lambda x: x, 1.0, max_iterations=0), ValueError, "max_iterations"),
    "half a round": (lambda: wg.root(lambda x: x, 1.0, max_iterations=1.5), ValueError, "max_iterations"),
}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_arguments_are_refused(name):
    """Each with what is wrong, and what was got."""
    call, kind, said = WRONG[name]
    with pytest.raises(kind, match=said):
        call()


def test_a_step_without_a_rule_is_refused():
    """An operation of the user's own whose partials use `math` cannot be written as part of a derivative."""
    odd = wg.custom("odd_of_root", lambda x: math.sin(float(x)), lambda x, out: math.cos(x))
    p = Value(0.5)
    with pytest.raises(TypeError):
        wg.root(lambda x: odd(x) - p, 0.4)


def test_under_strict_a_search_may_meet_what_is_not_finite():
    """What is tried on the way is no result; a root that is found raises nothing."""
    p = Value(-30.0)
    with wg.strict():
        x = wg.root(lambda x: wg.log(x) - p, 1e-3)
        y = wg.root(lambda x: x * x - 2 * p * p, 0.0)
    assert (math.exp(-30.0), math.sqrt(1800.0)) == pytest.approx((x.data, y.data))


def test_text_of_a_graph_is_read_again():
    """The text form names the row, and is a graph again."""
    p = Value(2.0, label="p")
    graph = wg.Graph(wg.root(lambda x: x**2 - p, 1.0))
    assert json.dumps(graph.text()) == json.dumps(wg.Graph.parse(graph.text()).text())
