"""svg: the drawing itself, as a tree of elements and as rectangles."""

from __future__ import annotations

import re
from itertools import product

import pytest
from fontTools.ttLib import TTFont

import wengert as wg
from pictures import (
    GRAPHS,
    SEEDS,
    SVG,
    classes,
    compare,
    gelu,
    leaves,
    many,
    net,
    nonfinite,
    overlapping,
    parsed,
    rects,
    s1,
    style,
    texts,
)  # fmt: skip
from wengert import Value
from wengert.see.draw import theme, widths
from wengert.see.draw.cards import CIRCLE
from wengert.see.draw.drawing import draw
from wengert.see.draw.forms import png
from wengert.see.draw.forms.svg import WIDEST
from wengert.see.draw.measure import fitted, width

RANKDIRS = ("LR", "TB")


@pytest.mark.parametrize("name", SEEDS)
def test_golden(name: str, pytestconfig: pytest.Config) -> None:
    """The seeds' graphs after a sweep look as they do in the golden files."""
    y = SEEDS[name]()
    y.backward()
    compare(pytestconfig, f"{name}.svg", draw(y).svg)


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("s1-before", {}),
        ("s1-tb", {"rankdir": "TB"}),
        ("s1-dark", {"theme": "dark"}),
        ("s1-light", {"theme": "light"}),
        ("s1-data", {"show": ("data",)}),
        ("net-neuron", {"fold": "neuron"}),
        ("net-layer", {"fold": "layer", "rankdir": "TB"}),
        ("many", {}),
        ("many-tb", {"rankdir": "TB"}),
        ("gelu-opened", {"opened": True}),
        ("nonfinite", {}),
    ],
)
def test_golden_options(name: str, options: dict[str, object], pytestconfig: pytest.Config) -> None:
    """Each option changes the drawing as in the golden files."""
    makers = {"s1": s1, "net": lambda: net(2, 9, 3, 1), "many": many, "gelu": gelu, "nonfinite": nonfinite}
    y = makers[name.split("-")[0]]()
    if name != "s1-before":
        y.backward()
    compare(pytestconfig, f"{name}.svg", draw(y, **options).svg)


@pytest.mark.parametrize(("name", "rankdir", "swept"), list(product(GRAPHS, RANKDIRS, (False, True))))
def test_nothing_overlaps(name: str, rankdir: str, swept: bool) -> None:
    """No label touches another label, a card or a circle, nor do these each other, and all is on the page."""
    y = GRAPHS[name]()
    if swept:
        y.backward()
    svg = draw(y, rankdir=rankdir).svg
    assert [] == overlapping(svg)
    root = parsed(svg)
    wide, high = float(root.get("width")), float(root.get("height"))
    assert all(
        0 <= r.x and r.x + r.width <= wide and 0 <= r.y and r.y + r.height <= high for r in rects(svg)
    )


@pytest.mark.parametrize("rankdir", RANKDIRS)
def test_a_label_has_bare_link_on_both_sides(rankdir: str) -> None:
    """It stands some px before the circle, not against it."""
    y = s1()
    y.backward()
    found = rects(draw(y, rankdir=rankdir).svg)
    circles = [rect for rect in found if rect.kind == "op"]
    for label in (rect for rect in found if rect.kind == "h"):
        if rankdir == "LR":
            gaps = [circle.x - label.x - label.width for circle in circles if abs(circle.y + 14 - label.y - 8) < 10]
        else:
            gaps = [circle.y - label.y - label.height for circle in circles if abs(circle.x + 14 - label.x - 14) < 40]
        assert min(gap for gap in gaps if gap > 0.0) >= 5.0


@pytest.mark.parametrize("label", ["x", "a_label", "W" * 12, "i" * 30, "m" * 500, "−0.7071", "Ω≤β₁²"])
def test_text_fits_into_its_card(label: str) -> None:
    """A card is wider than its title and its lines, by its padding."""
    y = Value(-1.2345e-5, label=label) * 2.0
    y.backward()
    svg = draw(y).svg
    card = next(rect for rect in rects(svg) if "leaf" in rect.kind)
    title = texts(svg)[0]
    assert width(title, 13.0, bold=True) + 20.0 <= card.width + 0.5
    assert width("data", 10.5) + width("−1.234e−05", 12.5) + 20.0 <= card.width


@pytest.mark.parametrize(
    ("label", "spelled"),
    [
        ("<script>alert(1)</script>", None),
        ("{a|b}", None),
        ("\"quoted\" & 'quoted'", None),
        ("two\nlines\tand a tab", r"two\nlines\tand a tab"),
        ("x" * 10_000, "x" * 240),
        ("שלום עולם", None),
        ("😀 🐍", None),
        ("\x00\x07\x1b[31m", r"\x00\x07\x1b[31m"),
        ("\ud800 alone", r"\ud800 alone"),
        ("\u202eoverridden", r"\u202eoverridden"),
        ("]]>-->", None),
        ("%\\beta_{x}$", None),
        ("javascript:alert(1)", None),
    ],
)
def test_any_label_may_be_drawn(label: str, spelled: str | None) -> None:
    """Well-formed and without anything active: labels are text, control characters spelled out, long ones cut."""
    y = Value(2.0, label=label) * 3.0
    svg = draw(y).svg
    root = parsed(svg)
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
        "svg", "title", "desc", "style", "g", "path", "rect", "text",
    }  # fmt: skip
    assert not [name for element in root.iter() for name in element.attrib if name.startswith("on") or "href" in name]
    tips = [title.text for title in root.iter(f"{SVG}title")]
    assert f"{spelled or label} · data = 2" in tips
    start, _, end = texts(svg)[0].partition("…")
    assert (spelled or label).startswith(start) and (spelled or label)[:48].endswith(end)
    assert len(svg) < 10_000


def test_forward_is_grey() -> None:
    """Before a sweep no hue is used, in links or in text."""
    svg = draw(s1()).svg
    assert {"e"} == set(classes(svg))
    assert not re.search(r'class="[gp][pmx]', svg)


def test_colour_comes_with_the_gradient() -> None:
    """After it, hue is the sign of what a link carries; exactly zero is a thin dashed line."""
    o = s1()
    o.backward()
    svg = draw(o).svg
    assert {"ep": 12, "em": 1, "ez": 1} == {kind: classes(svg).count(kind) for kind in set(classes(svg))}
    assert any(".ez{" in rule and "stroke-dasharray" in rule for rule in style(svg))


def test_the_sign_is_printed_where_it_is_hue() -> None:
    """Negative numbers have a true minus sign, and no hyphen is used for one."""
    o = s1()
    o.backward()
    shown = texts(draw(o).svg)
    assert {"−1.5", "×−3", "−3", "−6"} <= set(shown)
    assert not [text for text in shown if "-" in text]


def test_width_is_the_root_of_the_flow() -> None:
    """A link is as wide as the root of what it carries, as part of the most that any does."""
    a, b = leaves(a=4.0, b=1.0)
    y = a * b
    y.backward()
    drawn = [path.get("stroke-width") for path in parsed(draw(y).svg).iter(f"{SVG}path")]
    assert [f"{WIDEST * part:.1f}".removesuffix(".0") for part in (0.5, 1.0, 0.5)] == drawn


def test_inf_and_nan_are_drawn_as_such() -> None:
    """Numbers that are none are printed, and nan has a hue of its own."""
    y = nonfinite()
    y.backward()
    svg = draw(y).svg
    assert {"nan", "inf", "−inf", "×nan", "×−inf"} <= set(texts(svg))
    assert "ex" in classes(svg)
    assert "nan" not in re.sub(r"<(title|desc|text)[^>]*>[^<]*</\1>", "", svg)


def test_links_end_at_the_circle() -> None:
    """The last point of a link is on the border of the operation that uses it."""
    for rankdir in RANKDIRS:
        svg = draw(s1(), rankdir=rankdir).svg
        circles = [rect for rect in rects(svg) if rect.kind == "op"]
        ends = []
        for path in list(parsed(svg).iter(f"{SVG}path"))[:9]:
            x = y = 0.0
            for letter, numbers in re.findall(r"([MHVC])([-\d. ]+)", path.get("d")):
                values = [float(number) for number in numbers.split()]
                x = values[0] if letter == "H" else x if letter == "V" else values[-2]
                y = values[0] if letter == "V" else y if letter == "H" else values[-1]
            ends.append((x, y))
        for x, y in ends:
            assert any(abs(distance(x, y, circle)) < 0.3 for circle in circles)


def distance(x: float, y: float, circle: object) -> float:
    """How far a point is from the border of a shape with ends as round as a circle."""
    radius = CIRCLE / 2
    dx = max(0.0, abs(x - circle.x - circle.width / 2) - (circle.width / 2 - radius))
    dy = max(0.0, abs(y - circle.y - circle.height / 2) - (circle.height / 2 - radius))
    return (dx * dx + dy * dy) ** 0.5 - radius


def test_drawings_in_one_page_do_not_restyle_each_other() -> None:
    """Every rule is bound to the drawing's class, which differs for different drawings; ids are unique."""
    one, other = draw(s1()).svg, draw(s1(), rankdir="TB").svg
    names = [parsed(svg).get("class") for svg in (one, other)]
    assert names[0] != names[1]
    selectors = [selector for rule in style(one) if "@" not in rule for selector in rule.split("{")[0].split(",")]
    assert all(f".{names[0]}" in selector for selector in selectors)
    ids = [element.get("id") for svg in (one, other) for element in parsed(svg).iter() if element.get("id")]
    assert len(ids) == len(set(ids)) == 4


def test_a_drawing_says_what_it_shows() -> None:
    """It is an image with a title and a description, which the ids lead to."""
    root = parsed(draw(s1()).svg)
    said = {element.get("id"): element.text for element in root if element.get("id")}
    assert "img" == root.get("role")
    assert ["o = tanh(n)", "A graph of 5 leaves, 5 results of operations."] == [
        said[name] for name in root.get("aria-labelledby").split()
    ]


def test_auto_follows_the_reader_and_falls_back() -> None:
    """Colours are variables, dark where the reader prefers it, with a plain colour before each; else none."""
    rules = style(draw(s1()).svg)
    assert any("@media(prefers-color-scheme:dark)" in rule and theme.DARK.plus in rule for rule in rules)
    for rule in rules:
        for of, _ in re.findall(r"(fill|stroke):var\(--(\w+)\)", rule):
            assert re.search(rf"{of}:#[0-9a-f]{{6}};{of}:var", rule)
    for name, colours in (("light", theme.LIGHT), ("dark", theme.DARK)):
        svg = draw(s1(), theme=name).svg
        assert "var(" not in svg and "@media" not in svg and colours.leaf in svg


@pytest.mark.parametrize(("style", "runs"), [("regular", widths.REGULAR), ("bold", widths.BOLD)])
def test_the_table_of_widths_is_the_font(style: str, runs: object) -> None:
    """Each character's width is its advance in the font that PNGs are drawn with, which has no kerning."""
    font = TTFont(png.FONT / f"wengert-sans-{style}.ttf")
    listed = {start + i: width for start, run in runs for i, width in enumerate(run)}
    assert {code: font["hmtx"][name][0] for code, name in font.getBestCmap().items()} == listed
    assert widths.EM == font["head"].unitsPerEm
    assert all(width(chr(code), float(widths.EM), style == "bold") == wide for code, wide in listed.items())
    assert not {"GPOS", "GSUB", "kern"} & set(font.keys())


def test_figures_are_tabular() -> None:
    """All digits are of one width, in both styles, so that numbers stand below each other."""
    for bold in (False, True):
        assert 1 == len({width(digit, 12.0, bold) for digit in "0123456789"})


def test_the_font_is_small_and_free() -> None:
    """It is a part of a free font, renamed as its licence asks, of 150 KB at most."""
    files = list(png.FONT.glob("*.ttf"))
    assert sum(file.stat().st_size for file in files) <= 150_000
    assert "Bitstream Vera Fonts Copyright" in (png.FONT / "LICENSE").read_text(encoding="utf-8")
    assert {"Wengert Sans"} == {TTFont(file)["name"].getDebugName(1) for file in files}


@pytest.mark.parametrize("text", ["", "short", "a text that is longer than that", "W" * 10_000, "漢字" * 50, "é" * 99])
def test_fitted(text: str) -> None:
    """A text is cut to what fits, its beginning and its end are kept, and a short one is left alone."""
    cut = fitted(text, 12.0, 100.0)
    assert width(cut, 12.0) <= 100.0
    start, dots, end = cut.partition("…")
    assert cut == text or (dots and text.startswith(start) and text.endswith(end))
    assert (cut == text) == (width(text, 12.0) <= 100.0)


def test_repeats_are_counted() -> None:
    """A box that stands for several says for how many, and shows others behind it."""
    svg = draw(net(2, 9, 1), fold="neuron").svg
    assert any(text.endswith("×9") for text in texts(svg))
    assert 3 + 1 == sum("box" in rect.kind for rect in rects(svg))


def test_a_labelled_constant_shows_its_number() -> None:
    """A constant called x0 says what it is; one without a name is its number alone."""
    model = wg.nn.Neuron(1, "linear", bias=False, init=lambda: 0.5)
    layer = wg.nn.Layer(1, 1, "linear", init=lambda: 0.5)
    assert ["x₀", "data", "2.5"] == texts(draw(layer([2.5]), show=("data",)).svg)[3:6]
    assert "2.5" == texts(draw(model([2.5]), show=("data",)).svg)[3]
