"""`wg.sci.solve_ivp`: states in any structure, exact Jacobians for stiff equations."""

from typing import Any, NamedTuple

import numpy as np
import pytest
from scipy import integrate

import wengert as wg
from wengert.sci.flow import METHODS


class Body(NamedTuple):
    place: Any
    speed: Any


def robertson(t, y):
    """Robertson (1966): three reactions, the fastest 10⁹ times faster than the slowest."""
    a, b, c = y
    return [-0.04 * a + 1e4 * b * c, 0.04 * a - 1e4 * b * c - 3e7 * b**2, 3e7 * b**2]


@pytest.mark.parametrize("method", METHODS)
def test_every_method_follows_a_spring(method):
    """The state is a dict, and the answer's keys may come in another order."""
    f = lambda t, y: {"speed": -y["place"], "place": y["speed"]}  # noqa: E731
    start = {"place": np.array([1.0, 2.0]), "speed": np.zeros(2)}
    way = wg.sci.solve_ivp(f, (0, 3.0), start, method=method, rtol=1e-8, atol=1e-10)
    assert np.outer([1, 2], np.cos(way.t)) == pytest.approx(way.y["place"], abs=1e-5)
    assert np.outer([-1, -2], np.sin(way.t)) == pytest.approx(way.y["speed"], abs=1e-5)


@pytest.mark.parametrize("method", ["Radau", "BDF", "LSODA"])
def test_stiff_equations_are_solved_with_our_jacobian(method):
    """Robertson's reactions at t = 40, as Hairer & Wanner (1996) have them; no evaluation is spent on differences."""
    way = wg.sci.solve_ivp(robertson, (0, 40.0), [1.0, 0.0, 0.0], method=method, rtol=1e-8, atol=1e-12)
    assert [0.7158271, 9.185535e-6, 0.2841637] == pytest.approx([y[-1] for y in way.y], rel=1e-5)
    by_differences = integrate.solve_ivp(robertson, (0, 40.0), [1.0, 0, 0], method=method, rtol=1e-8, atol=1e-12)
    assert way.nfev <= by_differences.nfev


@pytest.mark.parametrize("method", METHODS)
def test_jacobians_are_asked_for_where_they_are_used(method, spied):
    """By implicit methods."""
    f, asked = spied(robertson)
    wg.sci.solve_ivp(f, (0, 0.1), [1.0, 0.0, 0.0], method=method)
    assert ({"jacobian"} if method in ("Radau", "BDF", "LSODA") else set()) == asked


def test_of_an_array_everything_is_scipys():
    """Bit for bit where no derivative is used."""
    f = lambda t, y, k: -k * y + t  # noqa: E731
    given = {"t_eval": [0.5, 1.0], "dense_output": True, "events": lambda t, y, k: y[0] - 0.9}
    ours = wg.sci.solve_ivp(f, (0, 1), np.array([1.0, 2.0]), args=(0.7,), **given)
    scipys = integrate.solve_ivp(f, (0, 1), np.array([1.0, 2.0]), args=(0.7,), **given)
    assert scipys.y.tolist() == ours.y.tolist()
    assert scipys.sol([0.1, 0.2]).tolist() == ours.sol([0.1, 0.2]).tolist()
    assert [x.tolist() for x in scipys.y_events] == [x.tolist() for x in ours.y_events]


def test_events_and_the_way_in_between_are_of_the_states_form():
    """A stone that is thrown up falls to the ground after two seconds."""
    def ground(t, body):
        return body.place[1]

    ground.terminal, ground.direction = True, -1
    start = Body(np.array([0.0, 0.0]), np.array([1.0, 9.81]))
    f = lambda t, body: Body(body.speed, np.array([0.0, -9.81]))  # noqa: E731
    way = wg.sci.solve_ivp(f, (0, 9), start, events=[ground], dense_output=True, rtol=1e-9)
    assert 2.0 == pytest.approx(way.t_events[0][0])
    (end,) = way.y_events[0]
    assert [2.0, 0.0] == pytest.approx(end.place.tolist(), abs=1e-7)
    assert [1.0, 9.81 / 2] == pytest.approx(way.sol(1.0).place.tolist())
    assert (2, 3) == way.sol([0.0, 1.0, 2.0]).speed.shape
    assert isinstance(way.y, Body)


def test_a_number_is_a_state():
    """Its way is an array over times."""
    way = wg.sci.solve_ivp(wg.compile(lambda t, y: -2 * t * y), (0, 1), 1.0, method="Radau", rtol=1e-8)
    assert np.exp(-(way.t**2)) == pytest.approx(way.y, abs=1e-6)


@pytest.mark.parametrize(
    ("f", "given", "kind", "said"),
    [
        (lambda t, y: [y[0]], {}, ValueError, "the form of y0: a list of 2, got a list of 1"),
        (lambda t, y: {"a": y[0], "b": y[1]}, {}, ValueError, "the form of y0"),
        (lambda t, y: None, {}, wg.TracingError, "must return numbers"),
        (lambda t, y: y, {"method": "Euler"}, ValueError, "no method 'Euler'; it has: RK45"),
        (lambda t, y: y, {"jac": len}, TypeError, "leave out jac="),
        (lambda t, y: y, {"vectorized": True}, TypeError, "leave out vectorized="),
        (lambda t, y: y, {"sparse": True}, ValueError, "'RK45' takes no sparse derivatives; these do: Radau, BDF"),
    ],
)
def test_what_is_wrong_is_said(f, given, kind, said):
    """Forms, methods, derivatives that are known."""
    with pytest.raises(kind, match=said):
        wg.sci.solve_ivp(f, (0.0, 1.0), [1.0, 2.0], **given)
