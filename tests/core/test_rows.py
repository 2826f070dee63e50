"""Every row of the table: value against mpmath, partials against mpmath and against differences."""

from __future__ import annotations

import math
from itertools import permutations

import numpy as np
import pytest
import rowchecks
import rowpoints
from rowchecks import NAMES

import wengert as wg
from wengert.core.interpret import row_at
from wengert.core.row import CONSTANT, LEAF, TABLE, Row, find, register, rows
from wengert.core.value import Value

ROWS: list[Row] = rows()


@pytest.mark.parametrize("name", NAMES)
def test_value(name: str) -> None:
    """A row's value is the exact one to 4 units in the last place, or to the bound that it states."""
    rowchecks.values(name)


@pytest.mark.parametrize("name", NAMES)
def test_partials(name: str) -> None:
    """A row's partials are the exact ones to rounding."""
    rowchecks.partials(name, 40)


@pytest.mark.parametrize("name", NAMES)
def test_partials_by_differences(name: str) -> None:
    """A row's partials are what extrapolated differences of its value say."""
    rowchecks.differences(name, 12)


@pytest.mark.parametrize("name", NAMES)
def test_columns(name: str) -> None:
    """A row says in words what it computes and where, and its LaTeX shows every argument."""
    rowchecks.columns(name)


@pytest.mark.parametrize("row", ROWS, ids=repr)
def test_place_in_the_table(row: Row) -> None:
    """A row is found by its name and by its code, which is neither a leaf's nor a constant's."""
    assert row is find(row.name)
    assert row is TABLE[row.code]
    assert row.code not in (LEAF, CONSTANT)


@pytest.mark.parametrize("row", [row for row in ROWS if row.variadic or len(row.args) == 2], ids=repr)
def test_arguments_that_may_change_places(row: Row) -> None:
    """A row says that it is commutative exactly if its value is that of its arguments in any order."""
    xs = [0.25, 1.75, 0.5, 3.0][: 4 if row.variadic else 2]
    values = [row_at(row, order) for order in permutations(xs)]
    assert row.commutative == all(math.isclose(values[0], value, rel_tol=1e-14) for value in values)


def test_names_are_unique() -> None:
    """No two rows share a name, nor does one have another's name as its NumPy name."""
    names = [name for row in ROWS for name in {row.name, *row.numpy}]
    assert sorted(set(names)) == sorted(names)


def test_a_name_is_taken_once() -> None:
    """A second row of the same name is refused and leaves the table as it was."""
    before = list(TABLE)
    with pytest.raises(ValueError, match="'tanh'"):
        register(Row("tanh", "x", "Another."))
    assert before == TABLE


@pytest.mark.parametrize(("row", "alias"), [(row, alias) for row in ROWS for alias in row.numpy])
def test_numpy_names(row: Row, alias: str) -> None:
    """A NumPy name is one of NumPy's, and of our functions and methods where the row is one."""
    xs = (2.5, -1.5) if row.variadic else rowpoints.interior(row.name, 1)[0]
    assert callable(getattr(np, alias))
    if row.function:
        assert getattr(wg, row.name)(*xs) == getattr(wg, alias)(*xs)
    if row.method and not row.symbol:
        x, rest = Value(xs[0]), xs[1:]
        assert getattr(x, row.name)(*rest).data == getattr(x, alias)(*rest).data


@pytest.mark.parametrize("row", [row for row in ROWS if row.arity == 1], ids=repr)
def test_numpy_computes_the_same(row: Row) -> None:
    """Where NumPy has a row's name, it means the same function."""
    for name in (row.name, *row.numpy):
        if isinstance(getattr(np, name, None), np.ufunc):
            for xs in rowpoints.interior(row.name, 8):
                assert rowchecks.same(rowchecks.at(row.name, xs)[0], float(getattr(np, name)(*xs)))


@pytest.mark.parametrize("name", NAMES)
def test_called_with_floats(name: str) -> None:
    """A row called with floats computes the value, and its rule the partials, as at Values."""
    rowchecks.floats(name)


def test_the_table_as_a_text(pytestconfig: pytest.Config) -> None:
    """The columns of every row are those of table.txt; `pytest --update` writes it anew."""
    text = "\n".join(rowchecks.listed(row) for row in ROWS)
    if pytestconfig.getoption("update", default=False):
        rowchecks.GOLDEN.write_text(text, encoding="utf-8")
    assert rowchecks.GOLDEN.read_text(encoding="utf-8") == text
