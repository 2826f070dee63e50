"""`wg.sci.minimize`: every method gets what it uses, and points keep their form."""

from dataclasses import dataclass
from itertools import pairwise, product

import numpy as np
import pytest
from scipy import optimize

import wengert as wg
from wengert.sci.minimum import METHODS

LOST = ("COBYLA", "TNC", "SLSQP", "trust-krylov", "dogleg")  # in Rosenbrock's valley


def rosenbrock(x):
    """Rosenbrock (1960); least 0 at all ones."""
    return sum(100 * (b - a**2) ** 2 + (1 - a) ** 2 for a, b in pairwise(x))


@dataclass
class Ellipse:
    centre: np.ndarray
    width: float
    unit: str = "m"


@pytest.mark.parametrize("method", [name for name in METHODS if name not in LOST])
def test_these_methods_find_the_valleys_floor(method):
    """From Rosenbrock's own start."""
    found = wg.sci.minimize(rosenbrock, [-1.2, 1.0], method=method.lower(), tol=1e-9)
    assert [1.0, 1.0] == pytest.approx(found.x, abs=1e-5)


@pytest.mark.parametrize("method", LOST)
def test_the_other_methods_find_the_least_of_a_bowl(method):
    """In the valley they end early, or need a definite Hessian."""
    found = wg.sci.minimize(lambda x: (x[0] - 1) ** 2 + (x[1] - x[0]) ** 4 + x[1] ** 2, [2.0, 3.0], method=method)
    seen = optimize.minimize(lambda x: (x[0] - 1) ** 2 + (x[1] - x[0]) ** 4 + x[1] ** 2, [2.0, 3.0], tol=1e-12)
    assert seen.x == pytest.approx(found.x, abs=1e-3)


@pytest.mark.parametrize("method", ["BFGS", "L-BFGS-B", "CG", "SLSQP", "Newton-CG", "trust-exact", "trust-krylov"])
def test_the_way_is_the_one_that_scipy_goes_with_derivatives_by_hand(method):
    """As many evaluations, and the same end."""
    given = {"jac": optimize.rosen_der}
    if METHODS[method] > 1:
        given |= {"hess": optimize.rosen_hess} if method == "trust-exact" else {"hessp": optimize.rosen_hess_prod}
    by_hand = optimize.minimize(optimize.rosen, [1.3, 0.7, 0.8], method=method, **given)
    found = wg.sci.minimize(rosenbrock, np.array([1.3, 0.7, 0.8]), method=method)
    assert by_hand.x == pytest.approx(found.x, abs=1e-5)
    assert abs(by_hand.nfev - found.nfev) <= 2


@pytest.mark.parametrize(
    ("methods", "wanted"),
    [
        ("Nelder-Mead Powell COBYLA COBYQA", set()),
        ("CG BFGS L-BFGS-B TNC SLSQP", {"value_and_grad"}),
        ("Newton-CG trust-ncg trust-krylov trust-constr", {"value_and_grad", "hvp"}),
        ("dogleg trust-exact", {"value_and_grad", "hessian"}),
    ],
)
def test_every_method_asks_for_what_it_uses(methods, wanted, spied):
    """No more and no less."""
    for method in methods.split():
        f, asked = spied(lambda x: (x[0] - 1) ** 2 + (x[1] - x[0]) ** 2)
        wg.sci.minimize(f, [3.0, 1.5], method=method)
        assert (method, wanted) == (method, asked)


def test_methods_are_scipys_own_choice_where_none_is_said():
    """BFGS; L-BFGS-B with bounds; SLSQP with constraints, with bounds or without."""
    f = lambda x: (x[0] - 1) ** 2 + (x[1] - x[0]) ** 4  # noqa: E731
    line = optimize.LinearConstraint([[1, 1]], 0, 9)
    for given in ({}, {"bounds": [(0, 9)] * 2}, {"constraints": line}, {"bounds": [(0, 9)] * 2, "constraints": [line]}):
        by_differences = optimize.minimize(f, [3.0, 1.5], **given)
        found = wg.sci.minimize(f, [3.0, 1.5], **given)
        kinds = [(sorted(answer), type(answer.get("hess_inv"))) for answer in (by_differences, found)]
        assert kinds[0] == kinds[1]


@pytest.mark.parametrize(
    ("start", "f", "least"),
    [
        (3.0, lambda x: (x - 1) ** 2, 1.0),
        (3, lambda x: (x - 1) ** 2, 1.0),
        ((3.0, [0.0]), lambda x: (x[0] - 1) ** 2 + (x[1][0] - 2) ** 2, (1.0, [2.0])),
        ({"a": 3.0, "b": {"c": 0}}, lambda x: (x["a"] - 1) ** 2 + (x["b"]["c"] - 2) ** 2, {"a": 1.0, "b": {"c": 2.0}}),
        ([wg.Value(3.0), 0.0], lambda x: (x[0] - 1) ** 2 + (x[1] - 2) ** 2, [1.0, 2.0]),
    ],
)
@pytest.mark.parametrize("method", ["Nelder-Mead", "BFGS", "trust-ncg", "trust-exact"])
def test_the_answer_has_the_form_of_the_start(start, f, least, method):
    """Numbers, tuples, dicts, nested; ints and Values come back as floats."""
    found = wg.sci.minimize(f, start, method=method).x
    leaves = wg.core.structure.flatten(found)
    assert wg.core.structure.flatten(least) == pytest.approx(leaves, abs=1e-4)
    assert repr(least) == repr(wg.core.structure.rebuild(found, [float(round(x)) for x in leaves]))


def test_arrays_keep_their_shape_and_dataclasses_what_is_no_number():
    """An array of two dimensions in a dataclass, beside a text."""
    start = Ellipse(np.zeros((2, 2)), 1.0)
    found = wg.sci.minimize(lambda e: ((e.centre - 2) ** 2).sum() + (e.width - 3) ** 2, start).x
    assert np.full((2, 2), 2.0) == pytest.approx(found.centre, abs=1e-6)
    assert (3.0, "m", Ellipse) == (pytest.approx(found.width), found.unit, type(found))
    assert np.array_equal(np.zeros((2, 2)), start.centre)


def test_a_compiled_batch_is_minimised_as_it_is():
    """The mean of squares over a batch has its least at the mean."""
    loss = wg.compile(lambda m, x: (x - m["at"]) ** 2, batch="x", reduce="mean")
    found = wg.sci.minimize(loss, {"at": 0.0}, args=(np.array([1.0, 2.0, 6.0]),), method="trust-ncg")
    assert {"at": 3.0} == pytest.approx(found.x)


def test_a_vectorized_function_of_a_number_is_minimised():
    """One number is one lane."""
    found = wg.sci.minimize(wg.vectorize(lambda x, a: (x - a) ** 2), 0.0, args=2.5, method="trust-exact")
    assert 2.5 == pytest.approx(found.x)


def test_value_and_gradient_are_found_together_once_at_a_point():
    """Counted at the compiled function: no call besides one for each point that SciPy asks for, and one before."""
    calls = []

    class Counted(wg.compiler.function.Compiled):
        def value_and_grad(self, *args, **kwargs):
            calls.append(tuple(args[0]))
            return super().value_and_grad(*args, **kwargs)

        def __call__(self, *args, **kwargs):
            calls.append("value")
            return super().__call__(*args, **kwargs)

    found = wg.sci.minimize(Counted(rosenbrock), [-1.2, 1.0], method="L-BFGS-B")
    assert (1, found.nfev) == (calls.count("value"), len(calls) - 1)


def test_branches_are_followed():
    """Huber's function: a parabola that goes on as lines."""
    found = wg.sci.minimize(lambda x: (x - 5) ** 2 if abs(x - 5) < 1 else 2 * abs(x - 5) - 1, 50.0)
    assert 5.0 == pytest.approx(found.x, abs=1e-5)


EQUAL = {"type": "eq", "fun": lambda p, r: p["x"] ** 2 + p["y"] ** 2 - r**2, "args": (1.0,)}
WITHIN = {"type": "ineq", "fun": lambda p: 1 - p["x"] ** 2 - p["y"] ** 2}
DISC = optimize.NonlinearConstraint(lambda p: [p["x"] ** 2 + p["y"] ** 2], -np.inf, 1.0)
CIRCLES = {"eq": EQUAL, "ineq": [WITHIN], "nonlinear": DISC}
#: COBYLA takes equations from SciPy 1.16 on.
CONSTRAINED = [*product(["SLSQP", "trust-constr", None], CIRCLES), ("COBYLA", "ineq"), ("COBYLA", "nonlinear")]


@pytest.mark.parametrize(("method", "circle"), CONSTRAINED)
def test_constraints_are_functions_of_the_point(circle, method):
    """The least x*y on the unit disc with x ≥ 0 is −1/2, at the corner between its axes."""
    start = {"x": 1.0, "y": -0.5}
    found = wg.sci.minimize(lambda p: p["x"] * p["y"], start, method=method, constraints=CIRCLES[circle])
    assert {"x": 0.5**0.5, "y": -(0.5**0.5)} == pytest.approx(found.x, abs=1e-3)


@pytest.mark.parametrize(("method", "curved"), [("trust-constr", True), ("SLSQP", False)])
def test_constraints_have_hessians_where_they_are_used(method, curved, monkeypatch):
    """With trust-constr alone."""
    asked = []

    def weighted(self, sparse=False):
        return lambda x, weights: asked.append(weights) or np.diag(2 * np.full(2, *weights))

    monkeypatch.setattr(wg.sci.seen.Several, "weighted", weighted)
    circle = {"type": "eq", "fun": lambda x: x[0] ** 2 + x[1] ** 2 - 2}
    found = wg.sci.minimize(lambda x: x[0] + x[1], [-1.5, -0.7], method=method, constraints=circle)
    assert [-1.0, -1.0] == pytest.approx(found.x, abs=1e-4)
    assert curved == bool(asked)


@pytest.mark.parametrize("method", ["trust-constr", "SLSQP"])
def test_a_batch_can_be_a_constraint(method):
    """One for each lane: a curve that stays over three points, as SciPy finds it with differences."""
    over = wg.compile(lambda p, t, y: p["a"] * wg.exp(p["b"] * t) - y, batch=("t", "y"))
    t, y = data = np.array([0.0, 1.0, 2.0]), np.array([1.0, 4.0, 6.0])
    by_differences = optimize.minimize(
        lambda x: x @ x, [4.0, 0.5], method="SLSQP",
        constraints={"type": "ineq", "fun": lambda x: x[0] * np.exp(x[1] * t) - y},
    )  # fmt: skip
    found = wg.sci.minimize(
        lambda p: p["a"] ** 2 + p["b"] ** 2, {"a": 4.0, "b": 0.5}, method=method,
        constraints={"type": "ineq", "fun": over, "args": data},
    )  # fmt: skip
    assert by_differences.x == pytest.approx([found.x["a"], found.x["b"]], abs=1e-3)


def test_trust_constr_has_the_constraints_hessians():
    """The weighted Hessian that SciPy asks for: of x·y² and x² with weights 3 and 5."""
    point = wg.sci.point.Point({"x": 2.0, "y": 7.0}, "x0")
    seen = wg.sci.seen.Several(lambda p: {"one": p["x"] * p["y"] ** 2, "two": [p["x"] ** 2]}, point)
    found = seen.weighted()(point.start, np.array([3.0, 5.0]))
    assert [[10.0, 42.0], [42.0, 12.0]] == found.tolist()


def test_linear_constraints_and_approximate_hessians_pass():
    """SciPy's own objects go through."""
    found = wg.sci.minimize(
        lambda x: (x[0] - 2) ** 2 + (x[1] - 2) ** 2, [0.0, 0.0], method="trust-constr", hess=optimize.BFGS(),
        constraints=optimize.LinearConstraint([[1, 1]], -np.inf, 2), options={"gtol": 1e-9},
    )  # fmt: skip
    assert [1.0, 1.0] == pytest.approx(found.x, abs=1e-3)


@pytest.mark.parametrize(
    "bounds",
    [
        {"b": (None, 1.5)},
        [(None, None), (-np.inf, 1.5), (None, 1.5)],
        optimize.Bounds([-9, -9, -9], [9, 1.5, 1.5]),
    ],
    ids=["dict", "pairs", "Bounds"],
)
def test_bounds_hold(bounds):
    """In the numbers' order, or by a dict's keys."""
    f = lambda p: (p["a"] - 4) ** 2 + ((p["b"] - 2) ** 2).sum()  # noqa: E731
    found = wg.sci.minimize(f, {"a": 0.0, "b": np.zeros(2)}, bounds=bounds)
    assert (4.0, [1.5, 1.5]) == (pytest.approx(found.x["a"]), pytest.approx(found.x["b"]))


@pytest.mark.parametrize("method", ["BFGS", "trust-constr"])
def test_a_callback_is_told_points_in_their_form(method):
    """Both of SciPy's ways to call it."""
    told = []
    f = lambda p: (p["x"] - 1) ** 2  # noqa: E731
    wg.sci.minimize(f, {"x": 4.0}, method=method, callback=lambda p, *state: told.append(p))
    told_result = lambda intermediate_result: told.append(intermediate_result.x)  # noqa: E731
    wg.sci.minimize(f, {"x": 4.0}, method=method, callback=told_result)
    assert {"x"} == {key for point in told for key in point}
    assert told[-1]["x"] == pytest.approx(1.0, abs=1e-5)


def square(x):
    return x**2


@pytest.mark.parametrize(
    ("f", "start", "given", "kind", "said"),
    [
        (square, 1.0, {"method": "Newton"}, ValueError, "no method 'Newton'; it has: Nelder-Mead"),
        (square, 1.0, {"method": len}, TypeError, "takes its method by name"),
        (square, 1.0, {"jac": square}, TypeError, "leave out jac="),
        (square, 1.0, {"hessp": square}, TypeError, "leave out hessp="),
        (square, 1.0, {"hess": square}, TypeError, "leave out hess="),
        (square, 1.0, {"sparse": True}, ValueError, "'BFGS' takes no sparse derivatives; these do: Newton-CG"),
        (square, "1", {}, TypeError, "x0 holds no number to solve for, got str"),
        (square, [], {}, TypeError, "x0 holds no number to solve for"),
        (square, [1.0, np.nan], {}, ValueError, r"x0\[1\] is nan"),
        (square, wg.nn.MLP(1, [1]), {}, TypeError, "x0 holds a model, MLP"),
        (lambda x: [x, x], 1.0, {}, TypeError, "minimize needs one number, but <lambda> returned list .* least_sq"),
        (lambda x: {"a": x}, 1.0, {}, TypeError, "minimize needs one number"),
        (lambda x: None, 1.0, {}, wg.TracingError, "must return numbers"),
        (wg.compile(lambda m, x: x - m, batch="x"), 1.0, {"args": ([1.0, 2.0],)}, TypeError, "reduce='sum'"),
        (wg.vectorize(lambda x: x), [1.0], {}, TypeError, "use wg.compile here"),
        ("x**2", 1.0, {}, TypeError, "only a function can be compiled"),
        (square, [1.0], {"bounds": {"a": (0, 1)}}, TypeError, "bounds are a dict where x0 has none"),
        (lambda p: p["a"], {"a": 1.0}, {"bounds": {"b": (0, 1)}}, ValueError, "bounds have the key 'b'"),
        (lambda p: p["a"], {"a": 1.0}, {"bounds": {"a": 0}}, ValueError, r"bounds\['a'\] must be a pair"),
        (lambda p: p["a"], {"a": 1.0}, {"bounds": {"a": (1, 0)}}, ValueError, "in this order"),
        (square, 1.0, {"constraints": {"type": "eq", "fun": square, "jac": square}}, TypeError, "leave out jac="),
        (square, 1.0, {"constraints": {"type": "le", "fun": square}}, ValueError, "'eq' or 'ineq'"),
        (square, 1.0, {"constraints": [square]}, TypeError, "a constraint is a dict"),
        (square, 1.0, {"constraints": optimize.NonlinearConstraint(square, 0, 0, jac=abs)}, TypeError, "leave out"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_before_anything_is_done(f, start, given, kind, said):
    """What was wrong, what was got, and what to do."""
    with pytest.raises(kind, match=said):
        wg.sci.minimize(f, start, **given)
