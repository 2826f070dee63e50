"""Pictures as trees."""

from __future__ import annotations

import re

import pytest
import sketches
from rich.cells import cell_len
from rich.console import Console
from rich.tree import Tree

from wengert import Value
from wengert.see.draw.forms.tree import outline, tree
from wengert.see.draw.picture import Item, Link, Picture

SEEDS = ["add_mul_again", "neuron_of_three", "many", "dead"]


@pytest.mark.parametrize("name", SEEDS)
def test_the_seeds_trees(pytestconfig: pytest.Config, name: str) -> None:
    """Operands stand under their user, each opened once, with value, gradient and local derivative."""
    sketches.compared(
        pytestconfig, f"{name}_tree.txt", outline(sketches.picture(sketches.swept(sketches.SEEDS[name]())))
    )


def doubled(times: int) -> Value:
    """x added to itself, again and again: 2**times paths."""
    y = Value(1.0, label="x")
    for i in range(times):
        y = sketches.labelled(y + y, f"y{i}")
    return y


def test_what_is_shared_is_opened_once() -> None:
    """A second use refers to the first, however many paths there are."""
    page = outline(sketches.picture(doubled(8)), 80)
    assert 8 == page.count("↑ seen above")
    assert 17 == len(page.splitlines())


@pytest.mark.parametrize(("lines", "depth"), [(1, 1), (2, 5), (30, 3), (100, 100), (200, 12)])
def test_a_tree_is_bounded(lines: int, depth: int) -> None:
    """It has at most so many lines, one more says how many items are left out, and it is at most so deep."""
    y = doubled(50)
    for i in range(50):
        y = y * Value(float(i))
    picture = sketches.picture(y)
    console = Console(width=1000, color_system=None)
    with console.capture() as shown:
        console.print(tree(picture, lines, depth), no_wrap=True)
    rows = shown.get().splitlines()
    assert lines + 1 >= len(rows)
    assert depth >= max((len(row) - len(row.lstrip("│├└─ "))) // 4 for row in rows[:-1])
    left_out = re.search(r"… (\d+) of (\d+) items not shown", rows[-1])
    assert left_out and len(picture.items) == int(left_out.group(2))


def wide(count: int) -> Picture:
    """A sum of so many leaves."""
    leaves = [Item(f"v{i}", "leaf", f"x{i}", data=1.0) for i in range(count)]
    links = [Link(i, count, i, count, 1.0) for i in range(count)]
    return Picture((*leaves, Item("sum", "value", "s", sign="sum")), tuple(links))


def deep(count: int) -> Picture:
    """A chain of so many operations, each of which uses the one before twice."""
    items = [Item(f"v{i}", "value" if i else "leaf", f"x{i}", data=1.0, sign="+" if i else "") for i in range(count)]
    return Picture(tuple(items), tuple(Link(i - 1, i, port, 2, 1.0) for i in range(1, count) for port in (0, 1)))


@pytest.mark.parametrize(("picture", "most"), [(wide(100_000), 11), (deep(100_000), 31)], ids=["wide", "deep"])
def test_large_graphs_do_not_flood(picture: Picture, most: int) -> None:
    """Of 10^5 items the first are shown, in lines that fit, and the last line says how many are not."""
    rows = outline(picture, 60, most - 1).splitlines()
    assert most >= len(rows)
    assert 60 >= max(map(cell_len, rows))
    missing, count = re.fullmatch(r"… ([\d,]+) of ([\d,]+) items not shown", rows[-1]).groups()
    assert f"{len(picture.items):,}" == count
    assert 99_900 < int(missing.replace(",", "")) < 100_001


@pytest.mark.parametrize("label", sketches.HOSTILE, ids=range(len(sketches.HOSTILE)))
def test_hostile_labels(label: str) -> None:
    """A label is text: no markup, no control characters, one line."""
    x = Value(3.0, label=label)
    page = outline(sketches.picture(x * Value(2.0, label="[bold]k[/bold]")), 90)
    assert all(c.isprintable() for c in page.replace("\n", ""))
    assert 3 == len(page.splitlines())
    assert "[bold]k[/bold]" in page


def test_colours_follow_the_sign() -> None:
    """With colours, a gradient has the hue of its sign; rich prints the tree itself."""
    y = sketches.swept(sketches.SEEDS["add_mul_again"]())
    assert isinstance(tree(sketches.picture(y)), Tree)
    console = Console(width=80, color_system="truecolor", force_terminal=True)
    with console.capture() as shown:
        console.print(tree(sketches.picture(y)))
    assert "\x1b[38;5;166m−5" in shown.get() or re.search(r"\x1b\[38;\S+m−5", shown.get())


@pytest.mark.parametrize("bounds", [(0, 3), (3, 0), (-1, 1)])
def test_bounds_that_make_no_sense(bounds: tuple[int, int]) -> None:
    """A tree of no line or no level is an error that says what was got."""
    with pytest.raises(ValueError, match=str(min(bounds))):
        tree(Picture((), ()), *bounds)


def test_boxes() -> None:
    """A box shows how often it stands there, and what it holds."""
    page = outline(Picture((Item("box:a", "box", "layer", detail="9 nodes", count=3),), ()))
    assert "layer ×3  9 nodes\n" == page
