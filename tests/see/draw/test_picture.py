"""compose: what is in a picture, and what is written on it."""

from __future__ import annotations

import math

import pytest

import wengert as wg
from pictures import leaves, many, s1
from wengert import Graph, Value
from wengert.see import chain, names
from wengert.see.draw import wording
from wengert.see.draw.compose import compose
from wengert.see.draw.drawing import draw
from wengert.see.draw.picture import SHOW, Link, Picture


def by_name(picture: Picture) -> dict[str, object]:
    return {item.name: item for item in picture.items}


def links_into(picture: Picture, name: str) -> list[Link]:
    target = next(i for i, item in enumerate(picture.items) if item.name == name)
    return [link for link in picture.links if link.target == target]


def test_every_node_is_an_item_and_every_use_a_link() -> None:
    """The seeds' neuron: names, numbers and signs of all ten nodes, and what each link carries."""
    o = s1()
    o.backward()
    picture = compose(Graph(o))
    shown = [(item.name, item.sign, item.kind, round(item.data, 3), round(item.grad, 3)) for item in picture.items]
    assert [
        ("x1", "", "leaf", 2.0, -1.5),
        ("w1", "", "leaf", -3.0, 1.0),
        ("x1*w1", "×", "value", -6.0, 0.5),
        ("x2", "", "leaf", 0.0, 0.5),
        ("w2", "", "leaf", 1.0, 0.0),
        ("x2*w2", "×", "value", 0.0, 0.5),
        ("x1*w1 + x2*w2", "+", "value", -6.0, 0.5),
        ("b", "", "leaf", 6.881, 0.5),
        ("n", "+", "value", 0.881, 0.5),
        ("o", "tanh", "value", 0.707, 1.0),
    ] == shown
    assert [item.is_output for item in picture.items] == [False] * 9 + [True]
    assert [(0, 0, 2, -3.0, -1.5), (1, 1, 2, 2.0, 1.0)] == [
        (link.source, link.port, link.ports, link.partial, round(link.flow, 9)) for link in links_into(picture, "x1*w1")
    ]
    assert "o = tanh(n)" == picture.title


def test_what_is_not_computed_yet_is_not_zero() -> None:
    """Before a sweep no item has a gradient and no link carries anything; data and partials are there."""
    picture = compose(Graph(s1()))
    assert {None} == {item.grad for item in picture.items} == {link.flow for link in picture.links}
    assert None not in {item.data for item in picture.items} | {link.partial for link in picture.links}


def test_a_zero_that_was_computed_is_zero() -> None:
    """Where a sweep has arrived from a user, a gradient of 0 is one."""
    o = s1()
    o.backward()
    picture = compose(Graph(o))
    assert 0.0 == by_name(picture)["w2"].grad == links_into(picture, "x2*w2")[1].flow


def test_a_sweep_from_further_down_colours_only_what_it_reached() -> None:
    """Gradients of a part of the graph are shown there and nowhere else."""
    a, b, c = leaves(a=2, b=3, c=4)
    inner = a * b
    y = inner + c
    inner.backward()
    picture = by_name(compose(Graph(y)))
    assert (3.0, 2.0, 1.0, None, None) == tuple(picture[name].grad for name in ("a", "b", "a*b", "c", "y"))


def test_a_negative_gradient_has_arrived_too() -> None:
    """What counts is that it is not 0."""
    (x,) = leaves(x=2)
    y = x * x
    y.backward(-1.0)
    assert [-4.0, -1.0] == [item.grad for item in compose(Graph(y)).items]


def test_constants_have_no_gradient_and_no_partial() -> None:
    """The 2 in 2*x is a constant: pale, without a gradient, and nothing flows to it."""
    (x,) = leaves(x=3)
    y = 2 * x
    y.backward()
    picture = compose(Graph(y))
    two = by_name(picture)["2"]
    assert ("constant", 2.0, None) == (two.kind, two.data, two.grad)
    assert [(None, None), (2.0, 2.0)] == [(link.partial, link.flow) for link in picture.links]


def test_an_operand_used_twice_has_two_links() -> None:
    """In a + a both uses are there, at different ports."""
    (a,) = leaves(a=3)
    picture = compose(Graph(a + a))
    assert [(0, 1, 0, 2), (0, 1, 1, 2)] == [(link.source, link.target, link.port, link.ports) for link in picture.links]


@pytest.mark.parametrize("show", [(), ("data",), ("grad",), ("partials",), ("data", "grad"), SHOW])
def test_show_leaves_out_the_rest(show: tuple[str, ...]) -> None:
    """Numbers that were not asked for are None everywhere; colour goes with the gradient."""
    o = s1()
    o.backward()
    picture = draw(o, show=show).picture
    assert ("data" in show) == any(item.data is not None for item in picture.items)
    assert ("grad" in show) == any(item.grad is not None for item in picture.items)
    assert ("grad" in show) == any(link.flow is not None for link in picture.links)
    assert ("partials" in show) == any(link.partial is not None for link in picture.links)
    assert show == picture.show


def test_several_outputs_are_all_marked() -> None:
    """A graph of two outputs marks both and names them in its title."""
    (m,) = leaves(m=1.5)
    picture = draw([m * 2, m + 3]).picture
    assert ["m*2", "m + 3"] == [item.name for item in picture.items if item.is_output]
    assert "m*2, m + 3" == picture.title


@pytest.mark.parametrize(
    ("make", "short"),
    [
        (lambda a, b: a * b, "a*b"),
        (lambda a, b: (a + b) * (a - b) * (b - a) + b, "… + b"),
        (lambda a, b: ((a + b) * (a - b) * a) * ((b - a) * (a + b) * b), ""),
        (lambda a, b: wg.tanh(a * b * a * b * a * b) + wg.tanh(a + b + a + b + a + b), "tanh(…) + tanh(…)"),
        (lambda a, b: (a * b * a * b * a * b * a * b * a * b) * (a + b), "…*(a + b)"),
        (lambda a, b: wg.sum([wg.exp(a * b * a * b * a), *[a] * 20]), "sum(exp(…), …)"),
        (lambda a, b: wg.hypot(a * b * a * b * a * b * a * b, b), "hypot(…, b)"),
    ],
)
def test_names_are_short_and_say_how_a_node_was_made(make: object, short: str) -> None:
    """A long expression is cut where operands stand; where nothing would be left, there is no name."""
    a, b = leaves(a=2.0, b=3.0)
    assert short == wording.name(make(a, b))[0]


@pytest.mark.parametrize(
    ("text", "formula", "printed"),
    [
        ("x1", False, "x₁"),
        ("x_12", False, "x₁₂"),
        ("x1w1", False, "x₁w₁"),
        ("β2", False, "β₂"),
        ("layer1", False, "layer1"),
        ("log2", False, "log2"),
        ("x[0]", False, "x[0]"),
        ("a-b", False, "a-b"),
        ("2x", False, "2x"),
        ("x1*w1 - x2**2", True, "x₁·w₁ − x₂²"),
        ("log2(x1) - 1e-05*x**0.5", True, "log2(x₁) − 1e−05·x^0.5"),
        ("x**y", True, "x^y"),
        ("x[0]*-3", True, "x[0]·−3"),
    ],
)
def test_typesetting(text: str, formula: bool, printed: str) -> None:
    """Indices become subscripts and formulas get proper signs; names of functions and labels stay."""
    assert printed == wording.typeset(text, formula)


@pytest.mark.parametrize(
    ("x", "printed"),
    [
        (0.70710678, "0.7071"),
        (-1.5, "−1.5"),
        (0.0, "0"),
        (-0.0, "−0"),
        (1e-7, "1e−07"),
        (math.inf, "inf"),
        (-math.inf, "−inf"),
        (math.nan, "nan"),
        (123456.0, "1.235e+05"),
    ],
)
def test_figures(x: float, printed: str) -> None:
    """Four significant digits and a true minus sign, that of a zero, too."""
    assert printed == names.figure(x)


# --- composites opened -------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["gelu", "sigmoid", "silu", "relu", "mish", "softplus", "norm_cdf"])
def test_an_opened_composite_adds_up_to_the_closed_one(name: str) -> None:
    """Inside, what the links carry to the operand sums up to its gradient; the result keeps name and numbers."""
    (x,) = leaves(x=0.7)
    y = getattr(x, name)()
    y.backward(2.0)
    closed, opened = compose(Graph(y)), compose(Graph(y), opened=True)
    assert 2 == len(closed.items) < len(opened.items)
    assert (closed.items[-1].name, closed.items[-1].data, 2.0) == (
        opened.items[-1].name, opened.items[-1].data, opened.items[-1].grad,
    )  # fmt: skip
    assert x.grad == pytest.approx(sum(link.flow for link in opened.links if link.source == 0))
    assert all(link.source < link.target for link in opened.links)
    keys = [item.key for item in opened.items]
    assert len(keys) == len(set(keys))


def test_composites_open_by_name() -> None:
    """Only the named ones open, and those inside stay closed."""
    (x,) = leaves(x=0.7)
    y = x.gelu() + x.sigmoid()
    signs = [item.sign for item in compose(Graph(y), opened=("gelu",)).items]
    assert "sigmoid" in signs and "norm_cdf" in signs and "gelu" not in signs
    assert "norm_cdf" not in [item.sign for item in compose(Graph(y), opened=True).items]


def test_an_opened_composite_of_many_operands() -> None:
    """logsumexp opens, too; its operands are the same items, and the user's graph stays as it is."""
    y = many()
    before = len(Graph(y))
    opened = compose(Graph(y), opened=True)
    assert before == len(Graph(y))
    assert [f"a{i}" for i in range(8)] == [item.name for item in opened.items[:8]]
    assert "exp" in [item.sign for item in opened.items]


def test_opening_is_not_strict() -> None:
    """What is made only to be looked at raises nothing and has no scope of its own."""
    (x,) = leaves(x=1000.0)
    y = x.elu()
    with wg.strict(), wg.scope("elsewhere"):
        items = compose(Graph(y), opened=True).items
    assert math.inf in [item.data for item in items]
    assert {""} == {item.scope for item in items}


# --- functions and modules ----------------------------------------------------------------------------


def test_a_function_is_drawn_at_a_point() -> None:
    """Its parameters are the leaves, its gradients those of the result."""
    picture = draw(lambda a, b: a * b + a, 2.0, 4.0).picture
    assert [("a", 2.0, 5.0), ("b", 4.0, 2.0), ("a*b", 8.0, 1.0), ("y", 10.0, 1.0)] == [
        (item.name, item.data, item.grad) for item in picture.items
    ]


def test_a_function_of_structures() -> None:
    """Numbers in lists and dicts are called by the way to them."""
    def f(w: list[Value], of: dict[str, Value]) -> Value:
        return w[0] * of["x"] + w[1]

    picture = draw(f, [2.0, 1.0], {"x": 3.0}).picture
    assert {"w[0]", "w[1]", "of['x']"} == {item.name for item in picture.items if item.kind == "leaf"}
    assert "f" == picture.title


def test_drawing_a_function_changes_no_value_that_it_uses() -> None:
    """Values from outside keep their gradients, and show the function's."""
    w = Value(3.0, label="w")
    w.grad = 7.0
    picture = draw(lambda x: w * x, 2.0).picture
    assert 7.0 == w.grad
    assert 2.0 == by_name(picture)["w"].grad


def test_several_results_show_no_gradients() -> None:
    """Each would have its own."""
    assert {None} == {item.grad for item in draw(lambda x: (x * 2, x + 1), 1.0).picture.items}


@pytest.mark.parametrize(
    ("of", "point", "message"),
    [
        (3.0, (), "draw needs Values, a Graph, a function or a module, got float"),
        ("x", (), "got str"),
        ([], (), "got list"),
        ([Value(1.0), 2.0], (), r"got float \(2.0\)"),
        (Value(1.0), (2.0,), "a point goes with a function"),
        (lambda x: 3.0, (1.0,), "returned no Value"),
        (lambda x: x, ("one",), "needs a real number"),
    ],
)
def test_what_cannot_be_drawn(of: object, point: tuple[object, ...], message: str) -> None:
    """The message says what was got."""
    with pytest.raises(TypeError, match=message):
        draw(of, *point)


def test_flows_are_those_of_the_chain_rule() -> None:
    """What a node's links carry away sums up to its gradient, on a graph with sharing."""
    a, b = leaves(a=1.5, b=-0.5)
    c = a * b
    y = (c + a) * (c - b) + wg.exp(c)
    y.backward()
    picture, adjoints = compose(Graph(y)), chain.adjoints(Graph(y), y)
    for i, item in enumerate(picture.items[:-1]):
        assert adjoints[id(item.node)] == pytest.approx(sum(link.flow for link in picture.links if link.source == i))
