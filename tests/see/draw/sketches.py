"""Graphs and pictures that the writers of text, dot and TeX are tested on, and their golden files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import strategies as st

import wengert as wg
from wengert import Value
from wengert.see.draw.compose import compose
from wengert.see.draw.picture import Item, Link, Picture

GOLDEN = Path(__file__).parent / "golden_text"

#: Labels that mean something to a terminal, to dot, to TeX or to a browser.
HOSTILE = [
    "<script>alert(1)</script>",
    "{|}",
    "}{",
    "a|b|c",
    'say "hi"',
    "'; DROP TABLE",
    "two\nlines\r\tand a tab",
    "x" * 10_000,
    "שלום עולם",
    "\u202egnp.exe",
    "🦊👩\u200d🔬é",
    "日本語のラベル",
    "\\input{/etc/passwd}",
    "\\N\\G\\l",
    "$x^2$ & #1 ~ % _ ^^M",
    "]]> --> */ //",
    "&lt;b&gt; &#60;",
    "\x00\x1b[31mred\x07",
    "\ud800",
    "\\",
    "<>",
    " ",
    "×−3",
]


def picture(*outputs: Value) -> Picture:
    return compose(wg.Graph(outputs))


def swept(y: Value) -> Value:
    y.backward()
    return y


def labelled(value: Value, label: str) -> Value:
    value.label = label
    return value


def two_steps(first: str, second: str, again: bool = False) -> Value:
    """S4: c of a and b, then z of c and d, or of c and b again."""
    apply: dict[str, Callable[[Value, Value], Value]] = {"+": lambda x, y: x + y, "*": lambda x, y: x * y}
    a, b, d = (Value(x, label=name) for name, x in (("a", 3), ("b", -5), ("d", 2)))
    c = labelled(apply[first](a, b), "c")
    return labelled(apply[second](c, b if again else d), "z")


def node() -> Value:
    """S0: (a + b)·c."""
    a, b, c = (Value(x, label=name) for name, x in (("a", 10), ("b", 20), ("c", -3)))
    return labelled(labelled(a + b, "x1") * c, "x2")


def neuron() -> Value:
    """S1's neuron, every node with a name."""
    data = {"x1": 2, "x2": 0, "w1": -3, "w2": 1, "b": 6.8813735870195432}
    x1, x2, w1, w2, b = (Value(x, label=name) for name, x in data.items())
    products = labelled(labelled(x1 * w1, "x1w1") + labelled(x2 * w2, "x2w2"), "sum")
    return labelled(labelled(products + b, "n").tanh(), "o")


def butterfly() -> Value:
    """S1: f = (a·b)·(a + b), which no drawing shows without a crossing."""
    a, b = Value(-2, label="a"), Value(3, label="b")
    return labelled(labelled(a * b, "d") * labelled(a + b, "e"), "f")


def neuron_of_three() -> Value:
    """S3's neuron."""
    data = {"w0": 1.3, "x0": 1.6, "w1": 1.2, "x1": 0.8, "w2": 1.1, "x2": 0.5, "b": 0.2}
    w0, x0, w1, x1, w2, x2, b = (Value(x, label=name) for name, x in data.items())
    return labelled(labelled(w0 * x0 + w1 * x1 + w2 * x2 + b, "z").tanh(), "y")


def square() -> Value:
    """One operand, used twice by one operation."""
    x = Value(3, label="x")
    return x * x


def many() -> Value:
    """An operation of four operands, one of which has a constant below it."""
    x, y, z = (Value(v, label=name) for name, v in (("x", 3), ("y", 4), ("z", 5)))
    return labelled(wg.logsumexp(x, y, z, x * 2), "s")


def dead() -> Value:
    """A relu that nothing comes through, and an infinity and a nan."""
    x, big = Value(-2, label="x"), Value(float("inf"), label="big")
    return labelled(wg.relu(x) * 3 + x, "y") - big * Value(float("nan"), label="no")


SEEDS: dict[str, Callable[[], Value]] = {
    "add_mul": lambda: two_steps("+", "*"),
    "mul_add": lambda: two_steps("*", "+"),
    "mul_mul": lambda: two_steps("*", "*"),
    "add_add": lambda: two_steps("+", "+"),
    "add_add_again": lambda: two_steps("+", "+", again=True),
    "add_mul_again": lambda: two_steps("+", "*", again=True),
    "node": node,
    "neuron": neuron,
    "butterfly": butterfly,
    "neuron_of_three": neuron_of_three,
    "square": square,
    "many": many,
    "dead": dead,
}


def compared(config: pytest.Config, name: str, text: str) -> None:
    """The text is that of the golden file; `pytest --update` writes it anew."""
    path = GOLDEN / name
    if config.getoption("update", default=False):
        path.write_text(text, encoding="utf-8", newline="")
    assert path.read_bytes().decode() == text


@st.composite
def pictures(draw: st.DrawFn, most: int = 12) -> Picture:
    """Any picture: items na, nb, … of up to four operands each, and no two local derivatives alike."""
    count = draw(st.integers(2, most))
    items, links = [], []
    for i in range(count):
        operands = draw(st.lists(st.integers(0, i - 1), max_size=4)) if i else []
        sign = draw(st.sampled_from(["+", "×", "tanh", "logsumexp"])) if operands else ""
        items.append(Item(f"v{i}", "value" if operands else "leaf", f"n{chr(97 + i)}", data=float(i), sign=sign))
        links += [Link(s, i, port, len(operands), float(len(links) + port)) for port, s in enumerate(operands)]
    return Picture(tuple(items), tuple(links))
