"""wg.loop: as many rounds as one likes, some of them traced; the numbers are those of the plain loop."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy
import pytest

import wengert as wg

ROUNDS = [0, 1, 2, 5, 6, 7, 20, 1000]


def _plain(step: Callable[[Any], Any], state: Any, n: int) -> Any:
    for _ in range(n):
        state = step(state)
    return state


def _logistic(loop: Any, x: Any, w: Any, n: int) -> Any:
    return loop(lambda x: x + w[0] * x * (1 - x), x, n)


def _delayed(loop: Any, x: Any, w: Any, n: int) -> Any:
    """Each part of the state comes from the one before it, the last but one from a constant."""
    a, b, c, _ = loop(lambda s: (s[1], s[2], s[0] * w[0] + 0.3 * wg.sin(s[1]), s[3] + 1), (x, x * w[1], w[2], 0.0), n)
    return a + b * c


def _several_operands(loop: Any, x: Any, w: Any, n: int) -> Any:
    """Rows of many operands, which are opened into steps."""
    y = loop(lambda y: wg.tanh(wg.sum(*[y * p for p in w]) + wg.logsumexp(y, *w) * 0.1), x, n)
    return wg.maximum(y, x) * y


def _two(loop: Any, x: Any, w: Any, n: int) -> Any:
    """One loop after another, with something between them and after them."""
    y = loop(lambda y: 0.9 * y + w[0], x, n)
    z = wg.exp(-y * y)
    z, t = loop(lambda s: (s[0] * w[1] + wg.cos(s[1]), s[1] + 0.01), (z, y), n)
    return z * w[2] + t


def _chosen(loop: Any, x: Any, w: Any, n: int) -> Any:
    return loop(lambda y: wg.where(y > 1.0, y * 0.5, y * 1.7 + w[0]), x, n)


def _nested(loop: Any, x: Any, w: Any, n: int) -> Any:
    """Python's own loop in a step."""

    def step(s: Any) -> Any:
        for p in w:
            s = s * 0.5 + wg.sin(s * p)
        return s

    return loop(step, x, n)


def _decided_after(loop: Any, x: Any, w: Any, n: int) -> Any:
    """A branch that looks at the state after all rounds."""
    y = loop(lambda y: y * 0.9 + 0.05, x, n)
    return y * w[0] if y > 0.7 else wg.exp(y) * w[1]


PROGRAMS = [_logistic, _delayed, _several_operands, _two, _chosen, _nested, _decided_after]


@pytest.mark.parametrize("n", ROUNDS)
@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.__name__.strip("_"))
def test_a_loop_is_the_plain_loop(program: Callable[..., Any], n: int) -> None:
    """Values bit for bit, and gradients but for the order of additions, in every lane."""
    x, w = numpy.linspace(-0.5, 1.5, 9), [0.3, -0.2, 0.7]
    long, short = (
        wg.compile(lambda x, w, loop=loop: program(loop, x, w, n), batch="x", static="loop")
        for loop in (wg.loop, _plain)
    )
    value, slopes = long.value_and_grad(x, w, wrt=("x", "w"))
    expected, by = short.value_and_grad(x, w, wrt=("x", "w"))
    assert expected.tolist() == value.tolist()
    numpy.testing.assert_allclose(slopes[0], by[0], rtol=1e-12, atol=1e-300)
    numpy.testing.assert_allclose(slopes[1], by[1], rtol=1e-12, atol=1e-300)


def test_only_some_rounds_are_traced() -> None:
    """The program of a hundred thousand rounds is as long as that of a hundred."""
    reports = []
    for n in (100, 100_000):
        f = wg.compile(lambda x, n=n: wg.loop(lambda x: x + 1e-3 * wg.sin(x), x, n), static="n")
        f(0.5)
        (path,) = f.report().paths
        reports.append((path["operations"], path["static"]))
    assert reports[0] == reports[1]
    assert reports[0][0] < 20


def test_outside_of_compiled_functions_it_is_the_plain_loop() -> None:
    """On floats and on Values."""
    x = wg.Value(0.5)
    y = wg.loop(lambda x: x * x + 0.1, x, 3)
    y.backward()
    assert (_plain(lambda x: x * x + 0.1, 0.5, 3), wg.grad(lambda x: _plain(lambda x: x * x + 0.1, x, 3))(0.5)) == (
        y.data, x.grad,
    )  # fmt: skip
    assert wg.loop(lambda x: x * x + 0.1, 0.5, 3) == y.data


@pytest.mark.parametrize(
    ("step", "said"),
    [
        (lambda x: x * 2 if x < 1e9 else x, "decides by a number"),
        (lambda x: [x], "a state of the form it got"),
        (lambda x: x + next(iter([len(_GROWING), _GROWING.append(0)])), "belongs into the state"),
    ],
    ids=["decides", "form", "outside"],
)
def test_rounds_must_be_alike(step: Callable[[Any], Any], said: str) -> None:
    """A step that decides, changes the form of the state, or keeps a number elsewhere is refused in words."""
    with pytest.raises(wg.TracingError, match=said):
        wg.compile(lambda x: wg.loop(step, x, 100))(1.0)


_GROWING: list[int] = []


@pytest.mark.parametrize(
    ("n", "error", "said"),
    [(-1, ValueError, "from 0 on"), (2.0, TypeError, "whole number"), (True, TypeError, "whole number")],
)
def test_n_is_a_number_of_rounds(n: Any, error: type[Exception], said: str) -> None:
    """Nothing else is."""
    with pytest.raises(error, match=said):
        wg.loop(lambda x: x, 1.0, n)


def test_second_derivatives_do_not_go_through_it() -> None:
    """And it says so."""
    f = wg.compile(lambda x: wg.loop(lambda x: x * 1.01, x, 100))
    with pytest.raises(wg.TracingError, match="plain `for` loop"):
        f.hessian(1.0)


@pytest.mark.parametrize("look", [lambda f: f.graph, lambda f: f.explain(1.0)], ids=["graph", "explain"])
def test_what_needs_every_round_is_refused(look: Callable[[Any], Any]) -> None:
    """A graph or an explanation of the traced rounds alone would show numbers of another function."""
    f = wg.compile(lambda x: wg.loop(lambda x: x * 1.01, x, 100))
    f(1.0)
    with pytest.raises(wg.TracingError, match="only some rounds are traced"):
        look(f)
