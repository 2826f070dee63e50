"""Symbols and the printer: rules run without numbers, derived, and printed as code."""

import math
import pickle
from pathlib import Path

import pytest

import wengert.core
from wengert.core import _cython, ops, printer, real, symbol
from wengert.core.row import rows
from wengert.core.symbol import Symbol

KERNELS = Path(wengert.core.__file__).with_name("kernels.py").read_text(encoding="utf-8")
CASES = [
    (row, count)
    for row in rows()
    if row is not None
    for count in (1, 2, 3)
    if f"\ndef {row.name}_{count}(" in KERNELS or (row.arity == count and not row.variadic)
]


@pytest.mark.parametrize(("row", "count"), CASES, ids=lambda x: getattr(x, "name", x))
def test_the_kernels_are_what_the_table_prints(row, count):
    """The committed code of each row is the one that its rule gives now."""
    kernel = printer.kernel(row, count)
    name = f"{row.name}_{count}" if row.variadic else f"{row.name}_"
    body = "\n".join(f"    {line}" for line in kernel.body)
    head = KERNELS.index(f"\ndef {name}(")
    assert KERNELS[KERNELS.index("\n", head + 1) + 1 :].startswith(body + "\n")
    assert len(kernel.locals) == len(set(kernel.locals))


@pytest.mark.parametrize(("row", "count"), CASES, ids=lambda x: getattr(x, "name", x))
def test_value_and_partials_alone_are_those_of_the_kernel(row, count):
    """Printed one by one they compute what they compute together, bit for bit."""
    xs = [0.75, -0.5, 1.25][:count]
    out, *partials = _computed(printer.kernel(row, count), [*xs, *[True] * (count if count > 1 else 0)])
    assert repr(out) == repr(_computed(printer.value(row, count), xs))
    alone = [_computed(printer.partial(row, count, i), [*xs, out]) for i in range(count)]
    assert list(map(repr, partials)) == list(map(repr, alone))


def _computed(kernel, args):
    params = [*kernel.args, *(f"need_{arg}" for arg in kernel.args)][: len(args)]
    scope = {**vars(real), "inf": math.inf, "nan": math.nan}
    exec(f"def f({', '.join(params)}):\n    " + "\n    ".join(kernel.body), scope)
    return scope["f"](*args)


def test_a_subexpression_that_is_used_twice_gets_a_name():
    """exp(-|x|) of the sigmoid is computed once."""
    body = "\n".join(printer.kernel(ops.sigmoid, 1).body)
    assert 1 == body.count("exp(")


def test_parentheses_keep_the_meaning():
    """(1 - x)*(1 + x) is not 1 - x*1 + x."""
    assert "(1.0 - x) * (1.0 + x)" in "\n".join(printer.kernel(ops.atanh, 1).body)


def test_equal_expressions_are_one():
    """A Symbol of a row at some arguments is the same object whenever it is asked for again."""
    x = Symbol("x")
    assert symbol.node(ops.sin, (x,)) is ops.sin(x)
    assert ops.add(x, 1.0) is ops.add(x, 1)


def test_a_composite_opens():
    """What is inside takes its place."""
    assert "mul(x, mul(0.5, erfc(div(neg(x), 1.4142135623730951))))" == repr(ops.gelu(Symbol("x")))


def test_the_derivative_of_an_expression():
    """By the rules of the rows in it; 0 for an argument it does not have."""
    x, y = Symbol("x"), Symbol("y")
    assert ["cos(x)", "0.0"] == [repr(partial) for partial in symbol.derive(ops.sin(x), [x, y])]
    assert ["0.0"] == [repr(partial) for partial in symbol.derive(3.0, [x])]


@pytest.mark.parametrize(
    ("expression", "written"),
    [
        (lambda x: x**2 + 2**x, "add(pow(x, 2), pow(2, x))"),
        (lambda x: x % 3 - 3 % x, "sub(mod(x, 3), mod(3, x))"),
        (lambda x: x // 3 / (3 // x), "div(floordiv(x, 3), floordiv(3, x))"),
        (lambda x: +abs(-x), "abs(neg(x))"),
        (lambda x: (x <= 1) * (x > 0), "mul(le(x, 1), gt(x, 0))"),
    ],
)
def test_operators_on_symbols_are_rows(expression, written):
    """A rule may use any operator that Values have."""
    assert written == repr(expression(Symbol("x")))


def test_a_symbol_has_no_truth_value():
    """A rule that branches in Python would freeze one arm."""
    with pytest.raises(TypeError, match="write where"):
        bool(Symbol("x") < 0)


def test_a_composite_states_no_partials():
    """They are derived."""
    with pytest.raises(TypeError, match="sigmoid is composite"):
        ops.sigmoid.partials_at((1.0,), 0.7)


def test_a_row_pickles_by_its_name():
    """So that what holds one finds the table's own again."""
    assert pickle.loads(pickle.dumps(ops.tanh)) is ops.tanh


def test_without_cython_its_names_do_nothing():
    """The stand-in for Cython's decorators gives back what it is given."""
    assert not _cython.compiled
    assert int is _cython.cclass(int) is _cython.no_gc(int)
