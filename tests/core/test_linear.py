"""LINEAR: a step whose value and partials other steps computed."""

from __future__ import annotations

import pytest

import wengert as wg
from wengert.core.row import LINEAR, rows
from wengert.core.value import Value, apply, constant


@pytest.mark.parametrize("count", [1, 2, 4])
def test_its_value_and_partials_are_operands(count):
    """First the value, then each operand and the partial by it; nothing goes to value and partials themselves."""
    numbers = [7.0, *[float(i) for i in range(2 * count)]]
    xs = [Value(x) for x in numbers]
    y = apply(LINEAR, xs)
    y.backward()
    slopes = [0.0, *[slope for i in range(count) for slope in (2.0 * i + 1.0, 0.0)]]
    assert (7.0, slopes) == (y.data, [x.grad for x in xs])


def test_a_constant_has_no_partial():
    """As of any row."""
    assert (0.0, 0.0, 0.0, 5.0, 0.0) == apply(LINEAR, [7.0, constant(1.0), 3.0, Value(2.0), 5.0]).partials


@pytest.mark.parametrize("count", [0, 1, 2, 4])
def test_an_operand_without_a_partial_is_refused(count):
    """The value stands alone; what follows comes in pairs."""
    with pytest.raises(ValueError, match="linear"):
        apply(LINEAR, [Value(1.0) for _ in range(count)])


def test_it_is_no_function_for_people():
    """It is for compiled programs, and in no list of functions."""
    assert LINEAR not in rows()
    assert not hasattr(wg, "linear")
