"""draw and Drawing: options, files, notebooks."""

from __future__ import annotations

import json
import math
import os
import re
import struct
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

import wengert as wg
from pictures import compare, leaves, net, nonfinite, parsed, s1, texts
from wengert import Graph, Value
from wengert.see.draw.drawing import FORMS, Drawing, draw
from wengert.see.draw.picture import Item, Picture

OPENING = {
    "svg": b"<svg xmlns=",
    "png": b"\x89PNG\r\n\x1a\n",
    "html": b"<!DOCTYPE html>\n",
    "dot": b"digraph {\n",
    "txt": "╭".encode(),
    "tex": b"\\documentclass",
    "json": b'{\n"format": "wengert picture",\n',
}


def test_every_form_has_an_opening() -> None:
    """The forms tested below are all that there are."""
    assert set(FORMS) == set(OPENING)


@pytest.mark.parametrize("form", OPENING)
@pytest.mark.parametrize("swept", [False, True])
def test_save_by_suffix(form: str, swept: bool, tmp_path: Path) -> None:
    """A file of each suffix is what its suffix says, in whatever case, alone in its folder, and always the same."""
    o = s1()
    if swept:
        o.backward()
    path = tmp_path / f"neuron.{form.upper()}"
    o.draw(rankdir="TB").save(path)
    content = path.read_bytes()
    assert content.lstrip().startswith(OPENING[form])
    assert [path] == list(tmp_path.iterdir())
    assert content == o.draw(rankdir="TB").written(form)


@pytest.mark.parametrize("name", ["y.jpg", "y", "y.svg.gz", ".svg", "folder.svg/y"])
def test_an_unknown_suffix_is_refused(name: str, tmp_path: Path) -> None:
    """The message lists the suffixes; nothing is written."""
    known = re.escape(".svg, .png, .html, .dot, .txt, .tex, .json")
    with pytest.raises(ValueError, match=f"a drawing is saved as {known}; got"):
        draw(s1()).save(tmp_path / name)
    assert [] == list(tmp_path.iterdir())


def test_a_path_that_cannot_be_written(tmp_path: Path) -> None:
    """The system's own error comes through, and nothing is left behind."""
    (tmp_path / "taken.svg").mkdir()
    for path, name in ((tmp_path / "missing" / "y.svg", "missing"), (tmp_path / "taken.svg", "taken.svg")):
        with pytest.raises(OSError, match=name):
            draw(s1()).save(path)
    assert ["taken.svg"] == [path.name for path in tmp_path.iterdir()]


def test_what_fails_leaves_the_file_that_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A missing extra is named with the way to get it; the old file stays as it was."""
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    path = tmp_path / "y.png"
    path.write_bytes(b"before")
    with pytest.raises(ImportError, match=r"pip install 'wengert\[png\]'"):
        draw(s1()).save(path)
    assert b"before" == path.read_bytes()
    assert [path] == list(tmp_path.iterdir())


def test_paths_may_be_bytes_or_pathlike(tmp_path: Path) -> None:
    """As everywhere in Python."""
    draw(s1()).save(os.fsencode(tmp_path / "y.svg"))
    assert (tmp_path / "y.svg").exists()


def test_a_notebook_gets_svg_and_text() -> None:
    """The bundle has both, whatever else is asked for."""
    drawing = s1().draw()
    assert {"image/svg+xml": drawing.svg, "text/plain": drawing.text()} == drawing._repr_mimebundle_(include=None)
    assert str(drawing) == drawing.text()


def test_repr_is_short() -> None:
    """It names the graph and its size, and never prints a long expression."""
    assert "<drawing of o = tanh(n): 10 items, 9 links>" == repr(s1().draw())
    (x,) = leaves(x=1.0)
    y = x
    for _ in range(100):
        y = y * x + x
    assert "<drawing of y: 201 items, 400 links>" == repr(y.draw())


def test_a_graph_draws_as_its_output_does() -> None:
    """wg.draw, Value.draw and Graph.draw are the same."""
    o = s1()
    assert wg.draw(o).svg == o.draw().svg == Graph(o).draw().svg == wg.draw([o]).svg


@pytest.mark.parametrize("fold", [None, "neuron", "layer", "auto"])
@pytest.mark.parametrize("opened", [False, True])
def test_drawing_changes_nothing(fold: str | None, opened: bool) -> None:
    """Neither data nor gradients nor labels nor scopes, whatever was there."""
    y = net(2, 2, 1)
    nodes = Graph(y).nodes
    for i, node in enumerate(nodes):
        if not node.is_constant:
            node.grad = i / 4
    before = [(node.data, node.grad, node.partials, node.label, node.scope, node.args) for node in nodes]
    drawing = y.draw(fold=fold, opened=opened)
    for form in OPENING:
        drawing.written(form)
    assert before == [(node.data, node.grad, node.partials, node.label, node.scope, node.args) for node in nodes]
    assert len(nodes) == len(Graph(y).nodes)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"rankdir": "RL"}, "rankdir is 'LR' or 'TB', got 'RL'"),
        ({"theme": "blue"}, "theme is one of 'auto', 'light', 'dark'; got 'blue'"),
        ({"show": ("data", "value")}, "show takes 'data', 'grad', 'partials'; got 'value'"),
        ({"show": "all"}, "show takes 'data', 'grad', 'partials'; got 'all'"),
        ({"opened": ("tanh",)}, "'tanh' is no composite operation"),
        ({"opened": "nonsense"}, "'nonsense' is no composite operation"),
    ],
)
def test_options_are_checked(options: dict[str, object], message: str) -> None:
    """A wrong option says which there are."""
    with pytest.raises(ValueError, match=message):
        draw(s1(), **options)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"show": None}, "show takes 'data', 'grad', 'partials', one or several; got NoneType"),
        ({"show": 5}, "got int (5)"),
        ({"opened": 3}, "opened takes True, False, or names of composite operations; got int (3)"),
        ({"opened": None}, "got NoneType"),
        ({"fold": 3}, "fold takes 'auto', None, or a scope's name; got int (3)"),
    ],
)
def test_options_of_a_wrong_type(options: dict[str, object], message: str) -> None:
    """The message says what an option takes and what it got."""
    with pytest.raises(TypeError, match=re.escape(message)):
        draw(s1(), **options)


@pytest.mark.parametrize(
    ("width", "error", "message"),
    [
        ("a", TypeError, "width is an int, a number of characters; got str ('a')"),
        (80.0, TypeError, "got float (80.0)"),
        (True, TypeError, "got bool (True)"),
        (0, ValueError, "width is at least 1 character, got 0"),
        (-1, ValueError, "width is at least 1 character, got -1"),
    ],
)
def test_the_width_of_a_text_is_checked(width: object, error: type[Exception], message: str) -> None:
    """A page has a whole number of characters, at least one."""
    with pytest.raises(error, match=re.escape(message)):
        draw(s1()).text(width)


def test_a_negative_zero_is_drawn_as_one() -> None:
    """It decides to what side 1/x is infinite, so the drawing shows why the partial is what it is."""
    (z,) = leaves(z=-0.0)
    drawing = draw(1 / z)
    assert {"−0", "−inf"} <= set(texts(drawing.svg))
    assert "data −0 ├─ ×−inf" in drawing.text()


def test_an_option_of_one_word_may_be_a_string() -> None:
    """show="data" and opened="gelu" mean what they say."""
    (x,) = leaves(x=0.5)
    assert ("data",) == draw(x * x, show="data").picture.show
    assert draw(x.gelu(), opened=["gelu"]).svg == draw(x.gelu(), opened="gelu").svg


# --- PNG -----------------------------------------------------------------------------------------------


def size(image: bytes) -> tuple[int, int]:
    """Width and height of a PNG, from its header."""
    wide, high = struct.unpack(">II", image[16:24])
    return wide, high


def test_png_is_twice_as_large_and_the_same_every_time() -> None:
    """Sharp enough for a projector; and with the font that comes along."""
    drawing = draw(s1())
    image = drawing.written("png")
    root = parsed(drawing.svg)
    assert [2 * float(root.get(side)) for side in ("width", "height")] == pytest.approx(size(image), abs=1.0)
    assert image == draw(s1()).written("png")


@pytest.mark.parametrize("rankdir", ["LR", "TB"])
def test_png_is_capped(rankdir: str) -> None:
    """Neither side is longer than 3,000 px."""
    y = Value(0.5, label="x")
    for _ in range(40):
        y = wg.tanh(y)
    assert 3000 == max(size(draw(y, rankdir=rankdir).written("png")))


def test_png_shows_text() -> None:
    """The font is found: a drawing with a text differs from one with another text of the same width."""
    images = [draw(Value(number, label="x")).written("png") for number in (1.111, 1.117)]
    assert size(images[0]) == size(images[1])
    assert images[0] != images[1]


def test_png_of_the_dark_theme_differs() -> None:
    """A PNG cannot follow its reader: "auto" is light."""
    auto, light, dark = (draw(s1(), theme=theme).written("png") for theme in ("auto", "light", "dark"))
    assert auto == light != dark


# --- HTML ----------------------------------------------------------------------------------------------


class _Page(HTMLParser):
    """Tags that are open, all tags, and all attributes."""

    void = ("meta", "input", "rect", "path")

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in self.void:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.void:
            assert tag == self.open.pop()


@pytest.mark.parametrize("theme", ["auto", "light", "dark"])
def test_the_page_is_self_contained(theme: str) -> None:
    """Balanced tags, one drawing, a choice of themes that begins with the asked one; nothing loaded, nothing run."""
    text = draw(Value(1.0, label="</title><script>") * 2.0, theme=theme).written("html").decode()
    page = _Page(text)
    assert [] == page.open
    assert (1, 0, 3) == tuple(page.tags.count(tag) for tag in ("svg", "script", "input"))
    assert f'id="{theme}" checked' in text and 1 == text.count(" checked")
    names = {name for name, _ in page.attributes}
    assert not {"src", "href", "xlink:href"} & names and not [name for name in names if name.startswith("on")]
    assert {"http://www.w3.org/2000/svg"} == set(re.findall(r"\w+://[^\s\"'<)]+", text))
    assert "url(" not in text and "@import" not in text
    assert ("content", "default-src 'none'; style-src 'unsafe-inline'") in page.attributes


def test_the_golden_page(pytestconfig: pytest.Config) -> None:
    """The page of the seeds' neuron is that of the golden file."""
    o = s1()
    o.backward()
    compare(pytestconfig, "s1.html", draw(o).written("html").decode())


# --- JSON ----------------------------------------------------------------------------------------------


def test_json_has_everything_in_exact_numbers() -> None:
    """Items and links with their places; each number as it is."""
    o = s1()
    o.backward()
    drawing = draw(o)
    found = json.loads(drawing.written("json"))
    head = tuple(found[name] for name in ("format", "version", "title", "rankdir"))
    assert ("wengert picture", 1, "o = tanh(n)", "LR") == head
    assert [(item.name, item.data, item.grad) for item in drawing.picture.items] == [
        (item["name"], item["data"], item["grad"]) for item in found["items"]
    ]
    assert [(link.source, link.target, link.partial, link.flow) for link in drawing.picture.links] == [
        (link["source"], link["target"], link["partial"], link["flow"]) for link in found["links"]
    ]
    assert drawing.placed.layout.x == [item["x"] for item in found["items"]]


def test_json_spells_out_what_is_no_json_number() -> None:
    """inf and nan are strings, so that any reader of JSON takes the file."""
    y = nonfinite()
    y.backward()
    text = draw(y).written("json").decode()
    items = json.loads(text, parse_constant=lambda word: pytest.fail(word))["items"]
    assert {"inf", "nan"} <= {item["data"] for item in items if isinstance(item["data"], str)}
    assert {"-inf", "nan"} == {item["grad"] for item in items if isinstance(item["grad"], str)}


# --- by hand -------------------------------------------------------------------------------------------


def test_a_picture_made_by_hand_is_drawn() -> None:
    """A Drawing needs a Picture and nothing else, be it empty."""
    item = Item("a", "leaf", "a", math.pi)
    assert "3.142" in Drawing(Picture((item,), ())).svg
    assert "<svg" in Drawing(Picture((), ())).svg
    with pytest.raises(ValueError, match="theme"):
        Drawing(Picture((), ()), theme="none")
    with pytest.raises(ValueError, match="a drawing is written as svg, png"):
        Drawing(Picture((), ())).written("gif")
