"""Drawings in characters."""

from __future__ import annotations

import re

import pytest
import reading
import sketches
from hypothesis import given, settings
from rich.cells import cell_len
from sketches import HOSTILE, SEEDS

import wengert as wg
from wengert import Value
from wengert.see.draw.drawing import draw
from wengert.see.draw.forms import text as writer
from wengert.see.draw.forms.characters.canvas import Canvas, cut
from wengert.see.draw.forms.text import text
from wengert.see.draw.picture import Item, Link, Picture


def seen(page: str, sideways: bool) -> list[tuple[str, str, str]]:
    """What the page says, without the `2nd` of operands out of order."""
    return sorted((s, t, re.sub(r"^\d\w\w ", "", label)) for s, t, label in reading.Page(page).uses(sideways))


def meant(picture: Picture) -> list[tuple[str, str, str]]:
    names = [item.name for item in picture.items]
    return sorted((names[link.source], names[link.target], f"×{link.partial:g}") for link in picture.links)


@pytest.mark.parametrize("name", SEEDS)
@pytest.mark.parametrize("when", ["before", "after"])
def test_the_seeds_drawings(pytestconfig: pytest.Config, name: str, when: str) -> None:
    """Every seed's graph is drawn as in its golden file, before a sweep and after it."""
    y = SEEDS[name]()
    if when == "after":
        y.backward()
    picture = sketches.picture(y)
    page = text(picture, 80)
    sketches.compared(pytestconfig, f"{name}_{when}.txt", page)
    assert text(picture, 80) == page
    assert [line.rstrip() for line in page.split("\n")] == page.split("\n")
    assert max(map(cell_len, page.splitlines())) <= 80


@pytest.mark.parametrize("sideways", [True, False], ids=["sideways", "downwards"])
@settings(max_examples=60)
@given(picture=sketches.pictures())
def test_a_drawing_says_what_the_picture_says(sideways: bool, picture: Picture) -> None:
    """Whoever follows the lines of a drawing finds every use with its local derivative, and no other."""
    page = writer._drawn(
        picture, [writer._face(item, False) for item in picture.items], sideways, writer._order(picture)
    )
    assert seen(page, sideways) == meant(picture)


@settings(max_examples=40)
@given(picture=sketches.pictures(8))
def test_operands_out_of_order_are_numbered(picture: Picture) -> None:
    """Lines that reach a sign from above to below in another order than the operands' say which they are."""
    page = writer._drawn(picture, [writer._face(item, False) for item in picture.items], True, writer._order(picture))
    rows = page.splitlines()
    for t, item in enumerate(picture.items):
        links = [link for link in picture.links if link.target == t]
        where = {
            link.port: next(y for y, row in enumerate(rows) if re.search(f"×{link.partial:g} ", row)) for link in links
        }
        numbered = [bool(re.search(rf"\d(st|nd|rd|th) ×{link.partial:g} ", page)) for link in links]
        order = [where[port] for port in sorted(where)]
        assert numbered == [order != sorted(order)] * len(links), item.name


def test_before_a_sweep_nothing_is_said_of_gradients() -> None:
    """A gradient that has not been computed is left out, never 0."""
    y = SEEDS["neuron"]()
    assert "grad" not in text(sketches.picture(y))
    y.backward()
    assert text(sketches.picture(y)).count("grad") == 10


def test_a_node_that_no_sweep_reached_says_so() -> None:
    """Among nodes with gradients, `–` stands for none."""
    a, b = Value(2.0, label="a"), Value(3.0, label="b")
    y, z = sketches.labelled(a.exp(), "y"), sketches.labelled(b.exp(), "z")
    y.backward()
    page = text(sketches.picture(y, z))
    assert ["1", "7.389", "–", "–"] == sorted(re.findall(r"grad +([^\s│]+)", page))


def test_what_carries_nothing_is_dashed() -> None:
    """The line through a dead relu is dashed, and only that."""
    x = Value(-2.0, label="x")
    dead = text(sketches.picture(sketches.swept(x.relu())))
    alive = text(sketches.picture(sketches.swept(Value(2.0, label="x").relu())))
    assert "╌" in dead
    assert "╌" not in alive


@pytest.mark.parametrize("width", [12, 20, 40, 60, 80, 120, 200])
@pytest.mark.parametrize("name", ["neuron_of_three", "dead", "butterfly"])
def test_any_width_is_kept(name: str, width: int) -> None:
    """No line is wider than the page, however narrow that is."""
    page = text(sketches.picture(sketches.swept(SEEDS[name]())), width)
    assert max(map(cell_len, page.splitlines())) <= width


def test_a_wide_page_goes_sideways_a_narrow_one_downwards() -> None:
    """A drawing runs from left to right if it fits, else downwards."""
    picture = sketches.picture(SEEDS["neuron"]())
    assert "▼" not in re.sub(r"│? *▼", "", text(picture, 130)) and "◀" not in text(picture, 130)
    assert "◀" in text(picture, 80)


@pytest.mark.parametrize("label", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_labels(label: str) -> None:
    """Whatever a label holds, the drawing keeps its shape, and no control character reaches the terminal."""
    x = Value(3.0, label=label)
    page = text(sketches.picture(sketches.swept(x * Value(2.0, label="k"))), 100)
    assert all(c.isprintable() for c in page.replace("\n", ""))
    page.encode("utf-8")
    borders = [line for line in page.splitlines() if line.startswith(("│", "├"))]
    assert 4 == len(borders)
    assert max(map(cell_len, page.splitlines())) <= 100


@pytest.mark.parametrize(("name", "cells"), [("日本語", 6), ("e\u0301", 1), ("🦊", 2), ("שלום", 4), ("ab", 2)])
def test_wide_and_combining_characters_are_measured(name: str, cells: int) -> None:
    """A card's borders stand in line, whatever its title takes."""
    page = text(sketches.picture(Value(123456.0, label=name)))
    widths = set(map(cell_len, page.splitlines()))
    assert 1 == len(widths)
    assert {max(cells + 6, len("│ data 1.235e+05 │"))} == widths


@pytest.mark.parametrize("count", [25, 26])
def test_large_graphs_become_trees(count: int) -> None:
    """Up to 25 items are drawn; more are a tree."""
    items = tuple(Item(f"v{i}", "leaf", f"n{i}", data=1.0) for i in range(count))
    page = text(Picture(items, ()))
    assert ("╭" in page) == (count == 25)


def test_boxes_say_what_they_hold() -> None:
    """A box shows its name, how often it stands there, and its words; links between boxes their number."""
    box = Item("box:layer1", "box", "layer1.neuron", detail="9 nodes: 4 mul, 4 add, 1 tanh", count=3)
    leaf = Item("v0", "leaf", "x", data=1.0)
    page = text(Picture((leaf, box), (Link(0, 1, count=3200),)))
    assert "╭─ layer1.neuron ×3 ─" in page
    assert "│ 9 nodes: 4 mul, 4 add, │" in page and "│ 1 tanh " in page
    assert "3,200 links" in page
    assert "▶" in page


@pytest.mark.parametrize(("grad", "rows"), [(-0.5, ["data 3.5", "grad −0.5"]), (None, ["data 3.5"])])
def test_boxes_show_their_numbers(grad: float | None, rows: list[str]) -> None:
    """A box of a single result has its data and, after a sweep, its gradient, as cards have."""
    box = Item("box:out", "box", "out", data=3.5, grad=grad, detail="2 nodes")
    inside = [" ".join(line.strip("│ ").split()) for line in text(Picture((box,), ())).splitlines()[1:-1]]
    assert [*rows, "2 nodes"] == inside


@pytest.mark.parametrize("name", ["node", "neuron"])
def test_the_direction_asked_for_is_tried_first(name: str) -> None:
    """TB runs downwards where LR runs sideways; where only downwards fits, so do both."""
    y = SEEDS[name]()
    beside, below = draw(y).text(200), draw(y, rankdir="TB").text(200)
    assert "┬" in below and "├─ " not in below
    assert "├─ " in beside
    narrow = max(map(cell_len, below.splitlines()))
    assert below == draw(y).text(narrow) == draw(y, rankdir="TB").text(narrow)


def test_where_downwards_does_not_fit_sideways_may() -> None:
    """Many operands side by side are wide: TB is then drawn as LR is, rather than as a tree."""
    y = wg.logsumexp([Value(1.0, label=f"x{i}") for i in range(5)])
    page = draw(y, rankdir="TB").text(45)
    assert "├─ ×0.2 ─" in page and "├─ " not in draw(y, rankdir="TB").text(60)
    assert max(map(cell_len, page.splitlines())) <= 45


def test_nothing_to_draw() -> None:
    """An empty picture is an empty page."""
    assert "" == text(Picture((), ()))


def test_lines_that_cross_pass_over_and_lines_of_one_net_join() -> None:
    """Two nets cross as `─│─`, one joins itself as `┼`; dashes go straight only."""
    page = Canvas()
    page.line([(0, 1), (4, 1)], "a")
    page.line([(2, 0), (2, 2)], "b")
    page.line([(6, 1), (10, 1)], "c", dashed=True)
    page.line([(8, 0), (8, 2)], "c", dashed=True)
    assert "  │     │\n──│── ─╌┼╌─\n  │     │\n" == page.text()
    assert 1 == page.crossings()


@pytest.mark.parametrize(
    ("whole", "width", "expected"),
    [("abc", 3, "abc"), ("abcd", 3, "ab…"), ("日本語", 5, "日本…"), ("日本語", 4, "日…"), ("ab", 1, "…")],
)
def test_cut(whole: str, width: int, expected: str) -> None:
    """A text that is too long ends in `…`, within its cells."""
    assert expected == cut(whole, width)


@settings(max_examples=30)
@given(picture=sketches.pictures(6))
def test_the_same_text_for_the_same_picture(picture: Picture) -> None:
    """Drawing is deterministic."""
    assert text(picture, 90) == text(picture, 90)
