"""Python's operators on Values and numbers, comparisons, and every method of the table."""

from __future__ import annotations

import itertools
import math
import operator
from fractions import Fraction

import numpy as np
import pytest

import wengert as wg
from wengert import Value
from wengert.core import ops
from wengert.core.row import Row, rows

REAL = [float, int, np.float16, np.float32, np.float64, np.longdouble, np.int8, np.int16, np.int32, np.int64,
        np.uint8, np.uint16, np.uint32, np.uint64, Fraction]  # fmt: skip
NUMBERS = [*(kind(3) for kind in REAL), *(np.array(3, dtype=kind) for kind in REAL[2:-1])]
OPERATORS = {
    operator.add: ("add", 10.0, (1.0, 1.0), (1.0, 1.0)),  # row, 7 ∘ 3, partials there, partials of 3 ∘ 7
    operator.sub: ("sub", 4.0, (1.0, -1.0), (1.0, -1.0)),
    operator.mul: ("mul", 21.0, (3.0, 7.0), (7.0, 3.0)),
    operator.truediv: ("div", 7 / 3, (1 / 3, -7 / 3 / 3), (1 / 7, -3 / 7 / 7)),
    operator.floordiv: ("floordiv", 2.0, (0.0, 0.0), (0.0, 0.0)),
    operator.mod: ("mod", 1.0, (1.0, -2.0), (1.0, 0.0)),
    operator.pow: ("pow", 343.0, (147.0, 343 * math.log(7)), (7 * 3.0**6, 3.0**7 * math.log(3))),
}
COMPARISONS = [operator.lt, operator.le, operator.gt, operator.ge, operator.eq, operator.ne]
CASES = [pytest.param(op, *case, id=op.__name__) for op, case in OPERATORS.items()]


@pytest.mark.parametrize(("act", "name", "out", "partials", "reversed_partials"), CASES)
def test_an_operator_on_two_values(act, name, out, partials, reversed_partials) -> None:
    """An operator on Values makes a node with its row, value and partials."""
    x, y = Value(7.0), Value(3.0)
    for node, expected, slopes in ((act(x, y), out, partials), (act(y, x), act(3.0, 7.0), reversed_partials)):
        assert (name, expected) == (node.op, node.data)
        assert slopes == pytest.approx(node.partials, rel=1e-15)


@pytest.mark.parametrize("number", NUMBERS, ids=repr)
@pytest.mark.parametrize(("act", "name", "out", "partials", "reversed_partials"), CASES)
def test_an_operator_on_a_value_and_a_number(act, name, out, partials, reversed_partials, number) -> None:
    """A number of any real type on either side becomes a constant, and the result is a Value."""
    x = Value(7.0)
    right, left = act(x, number), act(number, x)
    assert (Value, Value) == (type(right), type(left))
    assert (name, out, name, act(3.0, 7.0)) == (right.op, right.data, left.op, left.data)
    assert right.args[0] is x is left.args[1]
    assert right.args[1].is_constant
    assert left.args[0].is_constant
    assert partials[0] == pytest.approx(right.partials[0], rel=1e-15)
    assert reversed_partials[1] == pytest.approx(left.partials[1], rel=1e-15)
    assert (0.0, 0.0) == (right.partials[1], left.partials[0])


NO_NUMBERS = [True, False, 1j, "2", b"2", None, np.True_, np.complex128(2), np.complex64(2), np.array(True),
              np.array(1j), np.array("2"), np.datetime64("2026-01-01")]  # fmt: skip
NO_OPERANDS = [[1.0], (1.0,), {}, object()]


@pytest.mark.parametrize("wrong", [*NO_NUMBERS, *NO_OPERANDS], ids=lambda wrong: f"{type(wrong).__name__}")
@pytest.mark.parametrize("act", [*OPERATORS, divmod, *COMPARISONS[:4]], ids=lambda act: act.__name__)
def test_an_operator_refuses_what_is_no_number(act, wrong) -> None:
    """bool, complex, str, bytes, None, containers and objects are TypeErrors on either side."""
    for args in ((Value(2.0), wrong), (wrong, Value(2.0))):
        with pytest.raises(TypeError):
            act(*args)


@pytest.mark.parametrize("wrong", [True, 1j, b"2", None], ids=lambda wrong: f"{type(wrong).__name__}")
@pytest.mark.parametrize("act", OPERATORS, ids=lambda act: act.__name__)
def test_an_operator_says_what_it_got(act, wrong) -> None:
    """The message names the type, shows what was given and gives a hint."""
    for args in ((Value(2.0), wrong), (wrong, Value(2.0))):
        if isinstance(wrong, bytes) and act is operator.mod and args[0] is wrong:
            continue  # formatting: bytes answers for itself
        said = rf"^a Value's operator needs a real number, got {type(wrong).__name__}.*; "
        with pytest.raises(TypeError, match=said):
            act(*args)


@pytest.mark.parametrize("act", OPERATORS, ids=lambda act: act.__name__)
def test_an_operator_refuses_an_int_beyond_floats(act) -> None:
    """An int beyond the range of floats is an OverflowError, not inf."""
    for args in ((Value(2.0), 10**400), (10**400, Value(2.0))):
        with pytest.raises(OverflowError, match="an int of 1329 bits"):
            act(*args)


def test_what_knows_values_answers_for_itself() -> None:
    """An operand of a foreign type is asked, as Python does; only then it is a TypeError."""

    class Foreign:
        def __rmul__(self, other: object) -> str:
            return "mine"

        def __gt__(self, other: object) -> str:
            return "greater"

    assert ("mine", "greater") == (Value(2.0) * Foreign(), Value(2.0) < Foreign())


def test_a_number_with_a_foreign_dtype_is_a_number() -> None:
    """What has a dtype that is not NumPy's is taken by its __float__."""

    class Tensor:
        dtype = "float64"
        shape = ()

        def __float__(self) -> float:
            return 3.0

    assert (6.0, 6.0) == ((Value(2.0) * Tensor()).data, (Tensor() * Value(2.0)).data)


def test_in_place_operators_make_new_nodes() -> None:
    """`y += x` names the new node y; the old one stays as it was."""
    x = Value(2.0)
    old = y = x * 3
    y += x
    y *= y
    assert (64.0, 6.0) == (y.data, old.data)
    y.backward()
    assert 64.0 == x.grad


@pytest.mark.parametrize("data", [2.5, -2.5, 3.5, 0.0, -0.0, 7.0, math.inf, math.nan])
def test_unary_operators(data: float) -> None:
    """-v, +v, abs, round, floor and ceil are the table's rows; +v is v itself."""
    v = Value(data)
    rows = {"neg": -v, "abs": abs(v), "round": round(v), "floor": math.floor(v), "ceil": math.ceil(v)}
    assert +v is v
    for name, node in rows.items():
        expected = -data if name == "neg" else abs(data) if name == "abs" else wg.functions.__dict__[name](data)
        assert (name, expected.hex()) == (node.op, node.data.hex())
    if math.isfinite(data):
        assert [math.floor(data), math.ceil(data), round(data)] == [
            rows["floor"].data, rows["ceil"].data, rows["round"].data,
        ]  # fmt: skip


@pytest.mark.parametrize(("x", "y"), list(itertools.product([7.0, -7.0, 7.5], [2.0, -2.0, 0.5])))
def test_divmod(x: float, y: float) -> None:
    """divmod is the pair of // and %, on both sides."""
    for pair in (divmod(Value(x), Value(y)), divmod(Value(x), y), divmod(x, Value(y))):
        assert divmod(x, y) == tuple(part.data for part in pair)
        assert ["floordiv", "mod"] == [part.op for part in pair]


def test_arithmetic_never_raises() -> None:
    """IEEE results at every edge: x/0, 0/0, 0**-1, inf - inf, x % 0, overflow."""
    zero, one, inf = Value(0.0), Value(1.0), Value(math.inf)
    assert [math.inf, -math.inf, math.inf, -math.inf, math.inf] == [
        (one / 0).data, (one / -0.0).data, (zero**-1).data, zero.log().data, (Value(1e200) * 1e200).data,
    ]  # fmt: skip
    nans = [zero / 0, inf - inf, one % 0, one // zero * 0, Value(-1.0).log(), Value(-1.0) ** 0.5, inf.sin(), inf * 0]
    assert [True] * len(nans) == [math.isnan(node.data) for node in nans]


# --- comparisons ---------------------------------------------------------------------------------

EDGES = [0.0, -0.0, 1.0, math.inf, -math.inf, math.nan]


@pytest.mark.parametrize("compare", COMPARISONS, ids=lambda act: act.__name__)
@pytest.mark.parametrize(("x", "y"), list(itertools.product(EDGES, EDGES)))
def test_comparison_with_a_number_compares_data(compare, x: float, y: float) -> None:
    """Every comparison with a number, on either side, is that of the data."""
    expected = compare(x, y)
    assert expected is compare(Value(x), y)
    assert expected is compare(x, Value(y))
    assert expected == compare(Value(x), np.float64(y)) == compare(np.float64(x), Value(y))
    if compare not in (operator.eq, operator.ne):
        assert expected is compare(Value(x), Value(y))


@pytest.mark.parametrize("number", [*NUMBERS, np.array(3)], ids=lambda number: f"{type(number).__name__}")
def test_equality_with_any_real_number(number) -> None:
    """v == 3 holds for a 3 of every real type, on either side."""
    v, w = Value(3.0), Value(4.0)
    assert [True, True, False, False] == [bool(x) for x in (v == number, number == v, v != number, number != v)]
    assert [False, False, True, True] == [bool(x) for x in (w == number, number == w, w != number, number != w)]


@pytest.mark.parametrize("other", [True, 1j, "3", b"3", None, [3.0], object(), np.True_, np.datetime64("2026-01-01")],
                         ids=lambda other: type(other).__name__)  # fmt: skip
def test_equality_with_what_is_no_number_is_false(other) -> None:
    """`==` never raises: a Value differs from what is no real number."""
    for v in (Value(3.0), Value(1.0)):
        assert (False, False, True, True) == (v == other, other == v, v != other, other != v)


def test_equality_survives_a_foreign_float() -> None:
    """An object whose __float__ raises is just not equal."""

    class Broken:
        def __float__(self) -> float:
            raise ValueError

    assert (False, True) == (Value(1.0) == Broken(), Value(1.0) != Broken())


def test_comparison_with_an_int_is_exact() -> None:
    """An int that no float holds is compared as it is."""
    v = Value(2.0**53)
    assert (False, True, True, True) == (v == 2**53 + 1, v != 2**53 + 1, v < 2**53 + 1, v >= 2**53)
    assert (True, False, False) == (v < 10**400, v > 10**400, v == 10**400)


def test_comparison_with_an_array_is_elementwise() -> None:
    """An array answers for itself, element by element."""
    v, array = Value(2.0), np.array([1.0, 2.0, 3.0])
    assert [False, True, False] == list(v == array) == list(array == v)
    assert [False, False, True] == list(v < array) == list(array > v)


def test_values_are_sorted_by_their_data() -> None:
    """sorted, min and max work on Values."""
    values = [Value(x) for x in (3.0, 1.0, 2.0)]
    assert [1.0, 2.0, 3.0] == [v.data for v in sorted(values)]
    assert min(values) is values[1]
    assert max(values) is values[0]


# --- methods -------------------------------------------------------------------------------------

METHODS = [row for row in rows() if row.method]
UNARY = [row for row in METHODS if row.arity == 1]
OTHERS = {"x": [0.7], "y": [0.6], "lo, hi": [-0.5, 0.5], "slope": [0.1], "alpha": [0.5]}


def spelled(row: Row) -> list[str]:
    """The names under which Values have a row as a method; the operators have their own."""
    names = [row.name, *row.numpy]
    return [name for name in names if not row.symbol] + [name for name in names if row.symbol and hasattr(Value, name)]


@pytest.mark.parametrize("row", METHODS, ids=lambda row: row.name)
def test_a_method_is_its_row(row: Row) -> None:
    """Each method, under its own and NumPy's name, makes a node of its row with the row's value."""
    others = OTHERS.get(", ".join(row.args[1:]), []) if (row.arity or 0) > 1 else []
    for name in spelled(row):
        for data in (1.5, 0.3, -0.7, 0.0, math.inf, math.nan):
            x = Value(data)
            node = getattr(x, name)(*others)
            assert row.name == node.op
            assert node.args[0] is x
            assert others == [arg.data for arg in node.args[1:]]
            assert row(data, *others).hex() == node.data.hex() or math.isnan(node.data)


@pytest.mark.parametrize("row", [row for row in METHODS if row.defaults], ids=lambda row: row.name)
def test_a_method_has_its_rows_defaults(row: Row) -> None:
    """Arguments that the row has defaults for can be left out."""
    node = getattr(Value(-1.0), row.name)()
    assert list(row.defaults) == [arg.data for arg in node.args[1:]]


@pytest.mark.parametrize("row", UNARY, ids=lambda row: row.name)
def test_a_unary_row_has_its_function(row: Row) -> None:
    """`wg.f(v)` is `v.f()`, and `wg.f(x)` of a float its data."""
    function = getattr(wg, row.name)
    assert row.name == function(Value(0.3)).op
    assert function(Value(0.3)).data.hex() == function(0.3).hex()


def test_a_method_refuses_what_its_function_refuses() -> None:
    """Wrong operands of a method are TypeErrors that name the row."""
    with pytest.raises(TypeError, match=r"^hypot\(\) needs a real number, got str \('2'\)"):
        Value(1.0).hypot("2")
    with pytest.raises(TypeError, match=r"^clip\(\) needs a real number, got list"):
        Value(1.0).clip([0.0], 1.0)
    with pytest.raises(ValueError, match=r"^clip needs lo <= hi, got lo=1\.0, hi=0\.0"):
        Value(1.0).clip(1.0, 0.0)
    for args in ((), (1.0, 2.0)):
        with pytest.raises(TypeError):
            Value(1.0).hypot(*args)


def test_a_row_refuses_a_wrong_count() -> None:
    """A row called on too few or too many operands says its signature."""
    with pytest.raises(TypeError, match=r"^hypot\(x, y\) takes 2 arguments, got 3$"):
        ops.hypot(Value(1.0), 2.0, 3.0)
