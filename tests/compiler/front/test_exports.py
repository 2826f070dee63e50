"""f.to_python() and its kin write the function that was compiled: branches, loops, Values from outside."""

from __future__ import annotations

from typing import Any

import pytest

import wengert as wg

RATE = wg.Value(0.3, label="rate")


@wg.compile
def mixed(x: Any, k: Any) -> Any:
    """Rows of many operands, a branch, a Value from outside, a loop."""
    y = wg.logsumexp(*x) * RATE
    for a in x:
        y = y + wg.maximum(a, k) * 0.5
    if k > 1.0:
        return y * k
    return wg.loop(lambda y: y + 0.01 * wg.sin(y), y, 50)


POINTS = [([1.0, -2.0, 0.5, 3.0], 2.0), ([0.1, 0.2, 0.3, 0.4], 0.5)]


def _python(text: str) -> dict[str, Any]:
    scope: dict[str, Any] = {}
    exec(compile(text, "exported", "exec"), scope)
    return scope


@pytest.mark.parametrize("point", POINTS)
def test_what_is_written_computes_the_same(point: Any) -> None:
    """Values bit for bit, gradients but for the order of additions."""
    expected = [mixed.value_and_grad(*one, wrt=("x", "k")) for one in POINTS][POINTS.index(point)]
    scope = _python(mixed.to_python())
    assert expected[0] == scope["mixed"](*point)
    value, (by_x, by_k) = scope["mixed_gradient"](*point)
    assert expected[0] == value
    assert [*expected[1][0], expected[1][1]] == pytest.approx([*by_x, by_k], rel=1e-13)


def test_values_from_outside_are_written_as_numbers() -> None:
    """As they are when the text is written."""
    f = wg.compile(lambda x: x * RATE)
    f(2.0)
    before = RATE.data
    try:
        RATE.data = 0.7
        assert "0.7" in f.to_python()
    finally:
        RATE.data = before
    assert "0.3" in f.to_python()


def test_an_unknown_way_is_refused() -> None:
    """What was not traced is not in the text, which says so."""

    @wg.compile
    def sided(x: Any) -> Any:
        return x if x > 0 else -x

    sided(1.0)
    with pytest.raises(ValueError, match="takes another way"):
        _python(sided.to_python())["sided"](-1.0)


@pytest.mark.parametrize("write", ["to_python", "to_c", "to_js", "to_latex"])
def test_a_function_has_to_be_called_first(write: str) -> None:
    """Without arguments nobody knows what to write."""
    with pytest.raises(RuntimeError, match="was not called yet"):
        getattr(wg.compile(lambda x: x), write)()
    assert getattr(mixed, write)()
