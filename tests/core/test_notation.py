"""Nodes as text: few parentheses, labels, bounded."""

from __future__ import annotations

import math

import pytest
from hypothesis import given

import wengert as wg
from strategies import Program, programs
from wengert import Value
from wengert.core import notation


def abc() -> tuple[Value, Value, Value]:
    """Three leaves with labels."""
    return Value(2.0, label="a"), Value(3.0, label="b"), Value(5.0, label="c")


EXPRESSIONS = [
    "a*b + c", "(a + b)*c", "(a*b + c)*a", "a - (b - c)", "a - b - c", "a + b + c", "a + (b + c)", "a*(b*c)", "a/(b*c)",
    "a/b/c", "a/(b/c)", "a*b/c", "-a", "-(a + b)", "-a*b", "-(a*b)", "a*-b",
    "--a", "a - -b", "-a**b", "(-a)**b",
    "a**(-b)", "a**b**c", "(a**b)**c", "(a*b)**c", "a**2", "2**a", "2*a", "a + (-1)", "(-1)*a", "(-2)**a", "a%b",
    "a//b",
    "a*(b%c)", "a%b*c", "0.5*a", "1e-08*a", "1.235*a", "tanh(a)", "tanh(a + b)*c", "exp(-a)", "sum(a, b + c, 1)",
    "hypot(a, b)**2", "abs(a - b)", "round(a)", "floor(a/b)", "max(a, b)", "relu(a*b - 7)", "sum(a)",
]  # fmt: skip
NAMES = {name: getattr(wg, name) for name in ("tanh", "exp", "sum", "hypot", "abs", "round", "floor", "max", "relu")}


@pytest.mark.parametrize("text", EXPRESSIONS)
def test_an_expression_is_what_one_would_write(text: str) -> None:
    """Built from a formula, a node shows that formula, with the parentheses it needs and no others."""
    node = eval(text, NAMES | dict(zip("abc", abc(), strict=True)))
    assert text == node.expression


def test_comparisons_are_not_chained() -> None:
    """A comparison of a comparison has its parentheses."""
    a, b, c = abc()
    assert "(a < b) < c" == wg.lt(wg.lt(a, b), c).expression
    assert "a <= (b != c)" == wg.le(a, wg.ne(b, c)).expression
    assert "(a + b < c)*a" == (wg.lt(a + b, c) * a).expression


def test_labels_stand_for_nodes() -> None:
    """A labelled node is shown by its label within others; on its own it shows how it was made."""
    a, b, _ = abc()
    inner = a + b
    assert "(a + b)*a" == (inner * a).expression
    inner.label = "s"
    assert ("s*a", "a + b", "a") == ((inner * a).expression, inner.expression, a.expression)


@pytest.mark.parametrize(
    ("data", "text"),
    [(2.0, "2"), (-2.0, "-2"), (0.1, "0.1"), (1 / 3, "0.3333"), (math.inf, "inf"), (math.nan, "nan"), (-0.0, "-0")],
)
def test_numbers_without_a_label(data: float, text: str) -> None:
    """A leaf without a label shows its number, in four figures; a negative one in parentheses within others."""
    v = Value(data)
    assert text == v.expression
    assert (f"({text}) + 1" if text[0] == "-" else f"{text} + 1") == (v + 1).expression
    assert f"tanh({text})" == v.tanh().expression


@given(programs(most=8))
def test_an_expression_read_back_has_the_same_value(program: Program) -> None:
    """Python reads an expression as the node's own value (but for numbers, cut to four figures)."""
    leaves, nodes = program._replace(
        steps=tuple(step._replace(args=tuple(round(a, 1) if isinstance(a, float) else a for a in step.args))
                    for step in program.steps)
    ).on_values()  # fmt: skip
    text = notation.expression(nodes[-1], longest=10**6)
    names = {name: getattr(wg, name) for name in ("sin", "tanh", "sigmoid", "hypot", "square", "sum", "mean", "prod")}
    names["dot"] = lambda *xys: wg.dot(xys[: len(xys) // 2], xys[len(xys) // 2 :])
    read = eval(text, names | {leaf.label: leaf.data for leaf in leaves})
    assert nodes[-1].data == pytest.approx(read, rel=1e-9, abs=1e-9)


def test_an_expression_is_bounded() -> None:
    """A graph whose expression is exponentially long, deep, or wide shows the beginning and `…`, at once."""
    x = Value(1.0, label="x")
    doubled = deep = left = nested = x
    for _ in range(200):
        doubled = doubled * doubled + doubled
    for _ in range(20_000):
        deep, left, nested = wg.tanh(deep), left + x, x - (x - nested)
    wide = wg.sum([x] * 100_000)
    labelled = Value(1.0, label="l" * 10**5) * x
    for node in (doubled, deep, left, nested, wide, wide * wide, labelled * labelled):
        text = node.expression
        assert len(text) <= notation.LONGEST
        assert "…" in text
    assert wide.expression.startswith("sum(x, x, x")
    assert left.expression.startswith("… + x + x")
    assert "tanh(tanh(" == deep.expression[:10]
    assert f"{'l' * 59}…*x" == labelled.expression


@pytest.mark.parametrize("length", [10, 40, 240])
def test_the_bound_can_be_chosen(length: int) -> None:
    """A text of at most the length asked for."""
    x = Value(1.0, label="x")
    node = wg.sum([x * 2] * 100)
    text = notation.expression(node, length)
    assert (length, "…") == (len(text), text[-1])


def test_control_characters_are_escaped() -> None:
    """A label's line breaks and escape sequences do not reach the text; other letters do."""
    assert r"a\x1b[31m\n" + " + β₁" == (Value(1.0, label="a\x1b[31m\n") + Value(2.0, label="β₁")).expression


def test_shortened() -> None:
    """A text that fits stays; else the last character is `…`."""
    assert ["abc", "ab…"] == [notation.shortened(text, 3) for text in ("abc", "abcd")]
