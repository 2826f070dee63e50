"""`wg.sci.root`: as many equations as unknowns, in any structure."""

import numpy as np
import pytest
from scipy import optimize

import wengert as wg
from wengert.sci.equations import METHODS


def circle_and_line(p):
    return {"circle": p["x"] ** 2 + p["y"] ** 2 - 25, "line": p["y"] - p["x"] - 1}


@pytest.mark.parametrize("method", ["hybr", "lm", "broyden1", "krylov", "df-sane"])
def test_these_methods_find_where_a_line_meets_a_circle(method):
    """At 3, 4."""
    found = wg.sci.root(circle_and_line, {"x": 2.8, "y": 4.1}, method=method, tol=1e-9)
    assert {"x": 3.0, "y": 4.0} == pytest.approx(found.x, abs=1e-6)


@pytest.mark.parametrize("method", ["broyden2", "anderson", "linearmixing", "excitingmixing", "diagbroyden"])
def test_these_methods_find_a_fixed_point(method):
    """Of the cosine."""
    found = wg.sci.root(lambda x: [wg.cos(x[0]) - x[0]], [0.5], method=method)
    assert 0.7390851332 == pytest.approx(found.x[0], abs=1e-4)


@pytest.mark.parametrize("method", METHODS)
def test_jacobians_are_asked_for_where_they_are_used(method, spied):
    """By hybr and lm."""
    f, asked = spied(lambda x: [wg.cos(x[0]) - x[0]])
    wg.sci.root(f, [0.5], method=method)
    assert ({"jacobian"} if method in ("hybr", "lm") else set()) == asked


def test_it_needs_no_more_evaluations_than_scipy_with_the_jacobian_by_hand():
    """The Jacobian is exact."""
    by_hand = optimize.root(
        lambda v: [v[0] ** 2 + v[1] ** 2 - 25, v[1] - v[0] - 1], [1.0, 1.0],
        jac=lambda v: [[2 * v[0], 2 * v[1]], [-1.0, 1.0]],
    )  # fmt: skip
    found = wg.sci.root(circle_and_line, {"x": 1.0, "y": 1.0})
    assert (by_hand.nfev, by_hand.njev) == (found.nfev, found.njev)


def test_a_jacobian_is_of_the_arrays_own_numbers():
    """A matrix whose square is given."""
    target = np.array([[7.0, 10.0], [15.0, 22.0]])
    found = wg.sci.root(lambda a, b: a @ a - b, np.eye(2), args=target)
    assert target == pytest.approx(found.x @ found.x)
    assert (2, 2) == found.x.shape


def test_a_callback_is_told_points_in_their_form():
    """And the values there."""
    told = []
    wg.sci.root(circle_and_line, {"x": 3.1, "y": 4.1}, method="broyden1", callback=lambda x, f: told.append(x))
    assert told[-1] == pytest.approx({"x": 3.0, "y": 4.0}, abs=1e-4)


def test_lm_takes_more_equations_than_unknowns():
    """And finds where their squares are least."""
    assert [1.0] == pytest.approx(wg.sci.root(lambda x: [x[0] - 1, 2 * x[0] - 2], [5.0], method="lm").x)


@pytest.mark.parametrize(
    ("f", "given", "kind", "said"),
    [
        (lambda x: x[0], {}, ValueError, "<lambda> returned 1 numbers, and x0 holds 2"),
        (lambda x: x[0], {"method": "lm"}, ValueError, "returned 1 numbers"),
        (lambda x: [*x, 1.0], {}, ValueError, "returned 3 numbers"),
        (lambda x: "x", {}, wg.TracingError, "must return numbers"),
        (lambda x: x, {"method": "newton"}, ValueError, "no method 'newton'; it has: hybr"),
        (lambda x: x, {"jac": True}, TypeError, "leave out jac="),
    ],
)
def test_what_is_wrong_is_said(f, given, kind, said):
    """Counts, methods, derivatives that are known."""
    with pytest.raises(kind, match=said):
        wg.sci.root(f, [1.0, 2.0], **given)
