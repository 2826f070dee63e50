"""One Value: what makes it, what it tells of itself, what it refuses."""

from __future__ import annotations

import gc
import math
import sys
import weakref
from decimal import Decimal
from enum import IntEnum
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given

import wengert as wg
from builds import COMPILED, run_python
from strategies import FLOATS
from wengert import Value
from wengert.core import views
from wengert.core.extra import Extra, Here

REAL = [np.float16, np.float32, np.float64, np.longdouble, np.int8, np.int16, np.int32, np.int64,
        np.uint8, np.uint16, np.uint32, np.uint64]  # fmt: skip


class Three(IntEnum):
    THREE = 3


# --- the constructor -----------------------------------------------------------------------------


@given(FLOATS)
def test_data_is_the_float_given(x: float) -> None:
    """A Value holds the very float that it was given, nan, inf and -0.0 included."""
    assert x.hex() == Value(x).data.hex()


@pytest.mark.parametrize("number", [3, Three.THREE, Fraction(3), Decimal(3), *(kind(3) for kind in REAL)])
def test_any_real_number_becomes_a_float(number: object) -> None:
    """ints, NumPy scalars of every real type and what converts to float are accepted."""
    v = Value(number)
    assert (3.0, float) == (v.data, type(v.data))


@pytest.mark.parametrize("kind", REAL)
def test_a_0d_array_becomes_a_float(kind: type) -> None:
    """A 0-d array of a real type is a number."""
    v = Value(np.array(3, dtype=kind))
    assert (3.0, float) == (v.data, type(v.data))


def test_a_fresh_value() -> None:
    """A Value made from a number is a leaf without gradient, label, operands, place and scope."""
    v = Value(2.0)
    assert (2.0, 0.0, "", "", "", "") == (v.data, v.grad, v.label, v.op, v.scope, v.place)
    assert ((), (), None, True, False) == (v.args, v.partials, v.row, v.is_leaf, v.is_constant)


WRONG = [
    (True, "bool (True); write 1.0 or 0.0"),
    (np.True_, "of dtype bool"),
    (1j, "complex (1j); use its .real and .imag"),
    (np.complex128(1j), "complex128"),
    (np.complex64(1j), "of dtype complex64"),
    ("2", "str ('2'); convert it with float(x)"),
    (b"2", "bytes (b'2'); convert it with float(x)"),
    (np.str_("2"), "str_"),
    (None, "NoneType; give a number; 0.0 if none is meant"),
    (Value(2.0), "Value (Value(data=2.0, grad=0.0)); use the Value itself, or its .data"),
    ([1.0], "list ([1.0])"),
    ({}, "dict ({})"),
    (object, "type (<class 'object'>)"),
    (np.array([1.0]), "ndarray (array([1.])); take one element, or map over the array"),
    (np.array([1.0, 2.0]), "take one element, or map over the array"),
    (np.array("2"), "of dtype <U1"),
    (np.array(None), "of dtype object"),
    (np.array(True), "of dtype bool"),
    (np.datetime64("2026-01-01"), "of dtype datetime64[D]"),
    ([0.0] * 1000, "list"),
]


@pytest.mark.parametrize(("wrong", "said"), WRONG, ids=range(len(WRONG)))
def test_what_is_no_real_number_is_refused(wrong: object, said: str) -> None:
    """The constructor, data, grad and seed refuse what is no real number, and say what they got."""
    v = Value(1.0)
    for of, act in {
        "Value": lambda: Value(wrong),
        "data": lambda: setattr(v, "data", wrong),
        "grad": lambda: setattr(v, "grad", wrong),
        "seed": lambda: v.backward(wrong),
    }.items():
        with pytest.raises(TypeError) as caught:
            act()
        assert str(caught.value).startswith(f"{of} needs a real number, got ")
        assert said in str(caught.value)
    assert (1.0, 0.0) == (v.data, v.grad)


class Unprintable:
    def __repr__(self) -> str:
        raise RuntimeError("no words")


def test_what_cannot_be_printed_is_named_by_its_type() -> None:
    """A wrong argument whose repr fails is still refused, by the name of its type."""
    with pytest.raises(TypeError, match=r"^Value needs a real number, got Unprintable$"):
        Value(Unprintable())


@pytest.mark.parametrize(("huge", "said"), [(10**400, "an int of 1329 bits"), (Fraction(10**400), "Fraction")])
def test_a_number_beyond_floats_is_refused(huge: object, said: str) -> None:
    """An int or fraction beyond the range of floats is an OverflowError that says its size."""
    with pytest.raises(OverflowError, match=f"^Value needs a number in the range of floats, got {said}"):
        Value(huge)


def test_no_argument_and_too_many() -> None:
    """A Value needs its number and takes a label, nothing else."""
    for args in ((), (1.0, "x", 2)):
        with pytest.raises(TypeError):
            Value(*args)
    with pytest.raises(TypeError):
        Value(1.0, name="x")


@pytest.mark.parametrize("wrong", [None, 1, b"x", Value(1.0), np.array(["x"]), 10**5000], ids=type)
def test_a_label_is_a_str(wrong: object) -> None:
    """A label that is no str is refused, at the constructor and later, and nothing changes."""
    v = Value(1.0, label="x")
    for act in (lambda: Value(1.0, label=wrong), lambda: setattr(v, "label", wrong)):
        with pytest.raises(TypeError, match=f"^label must be a str, got {type(wrong).__name__}"):
            act()
    assert "x" == v.label


def test_a_failing_constructor_changes_nothing() -> None:
    """`__init__` called again with a wrong argument leaves the node as it was."""
    x = Value(3.0)
    y = x * x
    y.label = "y"
    y.grad = 5.0
    for args in ((7.0, None), ("seven", "z")):
        with pytest.raises(TypeError):
            y.__init__(*args)
    assert (9.0, 5.0, "y", "mul", (3.0, 3.0)) == (y.data, y.grad, y.label, y.op, y.partials)
    assert y.args[0] is x


def test_a_second_constructor_makes_a_leaf() -> None:
    """`__init__` called again makes the node a fresh leaf."""
    y = Value(3.0, label="x") * 2
    y.label = "y"
    y.__init__(7.0)
    assert (7.0, 0.0, "", "", True, ()) == (y.data, y.grad, y.label, y.op, y.is_leaf, y.args)


# --- labels, repr --------------------------------------------------------------------------------

LABELS = ["x", "", " ", "a*b", "<b>&amp;", "'\"\\", "\x1b[31mred\x00\n", "[bold]x[/]", "β₁", "\ud800", "x" * 10**5]


@pytest.mark.parametrize("label", LABELS, ids=range(len(LABELS)))
def test_a_label_is_kept_as_it_is(label: str) -> None:
    """Whatever text a label has, it comes back the same, and repr shows it in one short line."""
    for v in (Value(2.0, label=label), Value(2.0)):
        v.label = label
        assert label == v.label
        assert len(repr(v)) < 300
        assert repr(v).isprintable()


def test_a_label_of_a_subclass_of_str_becomes_a_str() -> None:
    """NumPy's str and other subclasses are taken as plain text."""
    v = Value(2.0, label=np.str_("x"))
    assert ("x", str) == (v.label, type(v.label))


def test_a_label_can_be_taken_away() -> None:
    """An empty label is none."""
    v = Value(2.0, label="x")
    v.label = ""
    assert "Value(data=2.0, grad=0.0)" == repr(v)


def test_repr() -> None:
    """repr shows data and gradient in full, the label if there is one, and marks constants."""
    x = Value(0.1, label="x")
    y = x * 3
    y.backward()
    assert "Value(data=0.1, grad=3.0, label='x')" == repr(x)
    assert "Value(data=0.30000000000000004, grad=1.0)" == repr(y)
    assert "Value(data=3.0, constant)" == repr(y.args[1])
    assert "Value(data=nan, grad=0.0)" == repr(Value(math.nan))
    assert "Value(data=-0.0, grad=0.0)" == repr(Value(-0.0))


def test_repr_shortens_a_long_label() -> None:
    """A label of 10^5 characters takes sixty of them."""
    assert f"Value(data=1.0, grad=0.0, label='{'x' * 59}…')" == repr(Value(1.0, label="x" * 10**5))


# --- what a node tells ---------------------------------------------------------------------------


def test_a_node_tells_how_it_was_made() -> None:
    """args are the operands in order, with repeats; partials belong to them; op is the row's name."""
    x, y = Value(2.0), Value(5.0)
    cases = {
        "mul": (x * y, [x, y], (5.0, 2.0)),
        "sub": (y - x, [y, x], (1.0, -1.0)),
        "square": (x.square(), [x], (4.0,)),
        "sum": (wg.sum(x, y, x, x), [x, y, x, x], (1.0, 1.0, 1.0, 1.0)),
        "prod": (wg.prod(x, y, x), [x, y, x], (10.0, 4.0, 10.0)),
    }
    for op, (node, args, partials) in cases.items():
        assert (op, partials, False) == (node.op, node.partials, node.is_leaf)
        assert len(args) == len(node.args)
        assert all(expected is actual for expected, actual in zip(args, node.args, strict=True))
        assert node.row is not None
        assert op == node.row.name


def test_lifted_numbers_are_constants() -> None:
    """A number that an operator lifts is a constant leaf without gradient and without a partial."""
    x = Value(3.0)
    for node, place in ((2 * x, 0), (x**2, 1), (wg.atan2(x, 2), 1), (wg.sum(x, 2, x, x), 1), (wg.mean(x, x, 2, x), 2)):
        constant = node.args[place]
        assert (2.0, True, True, 0.0, 0.0) == (
            constant.data, constant.is_leaf, constant.is_constant, constant.grad, node.partials[place],
        )  # fmt: skip
        node.backward()
        assert 0.0 == constant.grad
        with pytest.raises(AttributeError, match=r"make it a leaf with Value\(number\)"):
            constant.grad = 1.0
    assert not x.is_constant


def test_the_partial_by_a_constant_exponent_is_never_computed() -> None:
    """(-2)**3 has no derivative by its exponent; with a constant exponent nobody asks."""
    x = Value(-2.0)
    assert (12.0, 0.0) == (x**3).partials
    assert math.isnan((x ** Value(3.0)).partials[1])


def test_attributes_that_are_not_settable() -> None:
    """What tells how a node was made cannot be set, and a Value has no other attributes."""
    y = Value(2.0) * 3
    for name in ("args", "partials", "op", "row", "is_leaf", "is_constant", "expression", "scope", "place", "other"):
        with pytest.raises(AttributeError):
            setattr(y, name, None)
    for name in ("data", "grad", "label"):
        with pytest.raises((AttributeError, NotImplementedError)):
            delattr(y, name)


def test_data_and_grad_are_settable() -> None:
    """data and grad take any real number and hold it as a float."""
    v = Value(1.0)
    v.data, v.grad = np.int64(3), 4
    assert [(3.0, float), (4.0, float)] == [(x, type(x)) for x in (v.data, v.grad)]


# --- identity, truth, conversions ----------------------------------------------------------------


def test_equality_of_values_is_identity() -> None:
    """Two Values of the same number are two; a Value equals itself, even if it is nan."""
    a, b, n = Value(2.0), Value(2.0), Value(math.nan)
    assert (True, False, False, True) == (a == a, a == b, a != a, a != b)
    assert n == n
    assert 2 == len({a, b, a})
    assert 1 == {a: 1}[a]
    assert hash(a) == hash(a)
    assert [a, b].index(b) == 1


@pytest.mark.parametrize(("data", "truth"), [(0.0, False), (-0.0, False), (1e-300, True), (-1, True), (math.nan, True)])
def test_truth_is_data_other_than_zero(data: float, truth: bool) -> None:
    """bool(v) is the truth of v.data."""
    assert truth == bool(Value(data)) == bool(data)


@pytest.mark.parametrize(
    ("convert", "advice"),
    [
        (float, r"use v\.data for the number, or wg\.exp\(v\)"),
        (math.exp, r"use v\.data for the number, or wg\.exp\(v\)"),
        (complex, r"use v\.data for the number"),
        (int, r"use int\(v\.data\), or round\(v\) or math\.floor\(v\)"),
        (math.trunc, r"use math\.floor\(v\) or math\.ceil\(v\)"),
        (lambda v: round(v, 2), r"use round\(v \* 100\) / 100"),
        (lambda v: pow(v, 2, 3), r"use v \*\* y % modulus"),
        (lambda v: np.array([v], dtype=float), r"use v\.data for the number"),
        (lambda v: [0, 1, 2][v], r"a Value is no whole number: use int\(v\.data\)"),
        (lambda v: pow(2, v, 3), r"pow"),
    ],
)
def test_what_would_drop_the_gradient_raises(convert: object, advice: str) -> None:
    """A conversion that would drop the gradient silently raises and says what to use."""
    with pytest.raises(TypeError, match=advice):
        convert(Value(1.5))


# --- memory --------------------------------------------------------------------------------------

HAVE_GC = 1 << 14  # Py_TPFLAGS_HAVE_GC


def test_values_are_small_and_out_of_the_collector() -> None:
    """Compiled, a Value takes 80 bytes and the garbage collector does not know of it."""
    y = wg.sum(Value(1.0, label="x"), 2, 3, 4)
    assert (80 if COMPILED else 112) == sys.getsizeof(y)
    for kind in (Value, Extra, Here, *Value.__mro__[1:-1]):
        assert COMPILED == (not kind.__flags__ & HAVE_GC)
    assert COMPILED == (not gc.is_tracked(y))


class Tagged(Value):
    """A Value with whatever attributes."""


class Slotted(Value):
    """A Value with one more slot."""

    __slots__ = ("friend",)


@pytest.mark.parametrize("kind", [Tagged, Slotted])
@pytest.mark.parametrize("make", [
    lambda x: x * 2, lambda x: x.exp(), lambda x: wg.sum(x, 1, 2, x), lambda x: (x + 1) * 3 - x,
])  # fmt: skip
def test_reference_cycles_through_attributes_are_collected(kind: type, make: object) -> None:
    """A cycle from an attribute of a subclass through operands back is found by the collector."""

    class Witness:
        """Dies with what holds it."""

    witness = Witness()
    died = weakref.ref(witness)
    x = kind(2.0)
    y = make(x)
    assert kind is type(y)
    y.friend = witness
    x.friend = y
    del x, y, witness
    gc.collect()
    assert died() is None


def test_results_are_of_the_operands_class() -> None:
    """An operation on a subclass makes the subclass, on either side, without calling its __init__."""

    class Named(Value):
        def __new__(cls, data: float, name: str) -> Named:
            return super().__new__(cls)

        def __init__(self, data: float, name: str) -> None:
            super().__init__(data, label=name)

    class More(Named):
        pass

    a, m, v = Named(2.0, "a"), More(3.0, "m"), Value(4.0)
    kinds = {
        Named: [a * a, a + 1, 1 + a, -a, a.exp(), a * v, v * a, wg.sum(a, v, 1, v), wg.sum(v, v, v, a), 2 ** a],
        More: [a * m, m * a, wg.sum(a, m, v, 1)],
        Value: [v * 2, wg.sum(v, 1, 2, 3)],
    }
    for kind, nodes in kinds.items():
        assert [kind] * len(nodes) == [type(node) for node in nodes]
    assert "Named(data=4.0, grad=0.0)" == repr(a * a)


# --- views ---------------------------------------------------------------------------------------


def test_an_unknown_view_names_those_that_there_are() -> None:
    """A view that nobody registered is a LookupError."""
    with pytest.raises(LookupError, match=r"no view 'paint' is registered; there are: .*explain"):
        views.show("paint")


def test_a_view_is_imported_when_it_is_shown() -> None:
    """A registered view is called with the Value and the options."""
    views.register(power_of_two="math:ldexp")
    try:
        assert 12.0 == views.show("power_of_two", 3.0, 2)
    finally:
        del views._views["power_of_two"]


def test_explain_is_a_view() -> None:
    """`y.explain(x)` shows what wg.explain shows."""
    x = Value(3.0, label="x")
    y = x * x
    y.backward()
    assert str(wg.explain(y, x)) == str(y.explain(x))


def test_the_build_that_is_asked_for_runs() -> None:
    """WENGERT_PURE=1 runs the sources, otherwise the compiled modules are loaded."""
    code = "import wengert._build as b, wengert; print(sorted(set(b.compiled().values())))"
    assert ["[False]\n", f"[{run_python(code, pure=False) == '[True]' + chr(10)}]\n"] == [
        run_python(code, pure=True), run_python(code, pure=False),
    ]  # fmt: skip


def test_a_format_is_of_the_number():
    """f"{v:.2f}" shows the data; without a format it is the repr."""
    v = Value(0.125, label="v")
    assert "0.12 and Value(data=0.125, grad=0.0, label='v')" == f"{v:.2f} and {v}"
