"""name_locals: labels from the names of variables."""

import wengert as wg
from wengert import Value


def test_unlabelled_values_get_their_variables_names():
    """Values, and Values in lists; a label that is there stays, an underscored name is left out."""
    a, b = Value(1.0), Value(2.0, label="kept")
    weights = [Value(3.0), 4.0, Value(5.0)]
    _hidden = Value(6.0)
    y = a * b + weights[0]
    number = 7.0
    assert 4 == wg.name_locals()
    assert ["a", "kept", "weights[0]", "weights[2]", "", "y"] == [
        v.label for v in (a, b, weights[0], weights[2], _hidden, y)
    ]
    assert 7.0 == number
    assert "a*kept + weights[0]" == y.expression


def test_the_first_name_wins():
    """A Value under two names keeps the first; a second call names nothing."""
    first = Value(1.0)
    second = first
    assert 1 == wg.name_locals()
    assert "first" == second.label
    assert 0 == wg.name_locals()
