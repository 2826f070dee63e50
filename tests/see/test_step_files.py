"""Steps as drawings and in files: what is written there, without a browser."""

import json
import os
import re
import xml.etree.ElementTree as ET

import pytest
import seeds

import wengert as wg
from wengert import Value
from wengert.see.draw.drawing import Drawing
from wengert.see.steps.shoot import MOST_STEPS, shoot

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def saved(tmp_path):
    """`saved(steps, "a.svg")`: the text of the file."""

    def save(steps, name, **options):
        steps.save(tmp_path / name, **options)
        assert [name] == os.listdir(tmp_path)
        return (tmp_path / name).read_text(encoding="utf-8")

    return save


def at_frame(looks, frame):
    return [look.markup for look in looks if look.start <= frame < look.stop]


# --- the film ------------------------------------------------------------------------------------


@pytest.mark.parametrize("rankdir", ["LR", "TB"])
def test_every_part_has_one_look_in_every_frame(rankdir):
    """No card or link is ever missing or doubled, nor a label once its number is there."""
    film, captions = shoot(wg.steps(seeds.neuron()), rankdir)
    assert 16 == film.frames == len(captions)
    counts = [sum("×" not in markup or "<rect class=\"op\"" in markup for markup in at_frame(film.looks, frame))
              for frame in range(film.frames)]  # fmt: skip
    assert [counts[0]] * 16 == counts
    labels = [len(at_frame(film.looks, frame)) - counts[0] for frame in range(film.frames)]
    assert [0, 2, 4, 6, 8, 9] + [9] * 10 == labels
    assert [0] + [1] * 15 == [len(at_frame(film.marks, frame)) for frame in range(film.frames)]


def test_a_card_shows_what_is_known_at_its_frame():
    """A dash before, `0.5 (1 of 2)` under way, the number at the end; never 0 for what is not computed."""
    steps = wg.steps(seeds.used_again())
    film, _ = shoot(steps)
    a = [look for look in film.looks if 'data-key="v0"' in look.markup]
    assert [(0, 5), (5, 6), (6, 8)] == [(look.start, look.stop) for look in a]
    said = [re.findall(r'class="(\w+)"[^<>]*>([^<>]*)</text>', look.markup)[-1] for look in a]
    assert [("gz", "–"), ("gz", "1 (1 of 2)"), ("gp", "5")] == said
    product = [look for look in film.looks if 'data-key="v2"' in look.markup]
    said = [re.findall(r">([^<>]*)</text>", look.markup)[-4:] for look in product]
    assert [["data", "–", "grad", "–"], ["data", "8", "grad", "–"], ["data", "8", "grad", "1"]] == said


def test_a_local_derivative_is_not_shown_before_the_value_of_its_user():
    """Neither on the link nor in its tip: tanh's slope comes with tanh's value."""
    film, _ = shoot(wg.steps(seeds.neuron()))
    before, after = ("".join(at_frame(film.looks, frame)) for frame in (4, 5))
    for said in (">×0.5</text>", "∂o/∂n = 0.5"):
        assert said not in before
        assert said in after


def test_cards_have_room_for_what_they_say_under_way():
    """`1 (1 of 2)` is wider than any number at the end."""
    film, _ = shoot(wg.steps(seeds.used_again()))
    final = wg.draw(seeds.used_again()).placed.cards
    assert film.placed.cards[0].box[0] > final[0].box[0]
    assert film.placed.cards[0].box[1] == final[0].box[1]


def test_links_are_grey_until_they_are_paid():
    """Each turns once, in the frame of its payment, which is the one that points at it."""
    film, _ = shoot(wg.steps(seeds.neuron()))
    paths = [look for look in film.looks if look.markup.startswith("<path") and "<title>" in look.markup]
    assert 9 * 2 == len(paths)
    for before, after in zip(paths[::2], paths[1::2], strict=True):
        assert 'class="e"' in before.markup
        assert 'class="e"' not in after.markup
        way = re.search(r' d="[^"]*"', after.markup)[0]
        assert [after.start] == [look.start for look in film.marks if way in look.markup and look.start > 5]


def test_mistakes_are_marked_and_the_end_says_what_is_wrong():
    """Frames of mistaken payments and the last one point in the colour of mistakes."""
    film, captions = shoot(wg.steps(seeds.twice(), order="breadth-first"))
    assert 12 == film.frames
    assert "1 of 4 gradients is wrong: x has 4, true is 36" == captions[-1].text.lower()
    mistaken = [caption.mistaken for caption in captions]
    assert [7, 8, 11] == [frame for frame in range(12) if mistaken[frame]]
    assert [7, 8, 11] == [look.start for look in film.marks if "wrong" in look.markup]


def test_a_prediction_is_asked_without_giving_it_away():
    """The question has the factors and what is there, not what comes out."""
    _, captions = shoot(wg.steps(seeds.used_again()))
    asked = [caption for caption in captions if caption.question]
    assert ["1", "1", "1", "5", "2"] == [caption.answer for caption in asked]
    assert "The sweep starts at y. What is its gradient?" == asked[0].question
    assert "a·b passes 1 × 4 to a, which has 1, 1 of 2. What is its gradient then?" == asked[3].question


def test_what_nobody_can_follow_is_not_filmed():
    """With what to do instead."""
    y = x = Value(1.0, label="x")
    for _ in range(MOST_STEPS // 3 + 1):
        y = y * x
    with pytest.raises(ValueError, match=f"takes up to {MOST_STEPS} steps.*inner Value"):
        wg.steps(y).save("steps.svg")


# --- the drawing ---------------------------------------------------------------------------------


def test_the_drawing_shows_the_gradients_of_the_steps(untouched):
    """Not those of the nodes; and links carry what was paid along them."""
    y = seeds.twice()
    with untouched(y):
        drawn = wg.steps(y, order="breadth-first").draw().picture
        assert [4.0, 9.0, 1.0, 1.0] == [item.grad for item in drawn.items]
        assert [2.0, 2.0, 4.0, 4.0, 1.0, 1.0] == [link.flow for link in drawn.links]


def test_where_the_numbers_are_wrong_is_marked():
    """A ring around the card, the true number in it, and how many there are."""
    drawing = wg.steps(seeds.twice(), order="breadth-first").draw()
    assert ["wrong: true 36", "", "", ""] == [item.detail for item in drawing.picture.items]
    assert "breadth-first order: 1 of 4 gradients is wrong" == drawing.picture.title
    assert 1 == len(re.findall(r'\[data-key="v0"\] rect\{stroke:#d32f2f', drawing.svg))
    assert '[data-key="v1"]' not in drawing.svg
    assert b'[data-key="v0"] rect{stroke:#d32f2f' in drawing.written("html")
    assert "x has 4, true is 36" in drawing.text()
    ET.fromstring(drawing.svg)


def test_the_marks_are_in_every_form():
    """In PNG, too, whose colours are the light ones."""
    steps = wg.steps(seeds.square(), accumulate="overwrite")
    drawing = steps.draw()
    assert steps.draw(theme="light").written("png") == drawing.written("png")
    assert Drawing(drawing.picture, theme="light").written("png") != drawing.written("png")
    for form in ("dot", "tex", "json", "txt"):
        assert b"wrong" in drawing.written(form)


def test_a_right_sweep_has_nothing_marked():
    """It is the drawing of the graph after backward()."""
    y = seeds.neuron()
    drawing = wg.steps(y).draw(rankdir="TB", theme="light")
    y.backward()
    assert wg.draw(y, rankdir="TB", theme="light").svg == drawing.svg


# --- files ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("options", [{}, {"rankdir": "TB", "theme": "dark", "seconds": 0.5}], ids=str)
def test_the_animation_is_svg_without_scripts(saved, options):
    """Well-formed, moved by its style sheet alone, and still for who prefers that."""
    text = saved(wg.steps(seeds.diamond()), "a.svg", **options)
    root = ET.fromstring(text)
    assert SVG + "svg" == root.tag
    tags = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert {"svg", "title", "desc", "style", "g", "path", "rect", "text", "tspan"} >= tags
    assert not [name for element in root.iter() for name in element.attrib if name.startswith("on") or "href" in name]
    assert "url(" not in text and "@import" not in text
    style = root.find(SVG + "style").text
    assert "@media(prefers-reduced-motion:reduce)" in style
    runs = {found for g in root.iter(SVG + "g") for found in re.findall(r"\br\d+\b", g.get("class", ""))}
    assert runs == set(re.findall(r"@keyframes w\w{10}(r\d+)\{", style))


def test_without_motion_the_last_frame_is_seen(saved):
    """What is shown at the end is what is visible where no animation runs."""
    root = ET.fromstring(saved(wg.steps(seeds.square()), "a.svg"))
    texts = [
        "".join(text.itertext())
        for g in root.iter(SVG + "g")
        if "last" in g.get("class", "").split()
        for text in g.iter(SVG + "text")
    ]
    assert "6" in texts
    assert "4/4  y passes 1 × 3 = 3 to a, 2 of 2: 3 + 3 = 6" in texts
    assert not [text for text in texts if "1 of 2" in text]


def test_the_page_is_one_file_that_runs_only_its_own_script(saved):
    """Nothing is loaded, and a policy forbids it; what is told to the script is JSON."""
    text = saved(wg.steps(seeds.neuron()), "a.html")
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)[1]
    assert re.fullmatch(r"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-[\w+/=]{44}'", policy)
    assert not re.findall(r'(?:src|href)="', text)
    assert "$" not in re.sub(r"<script>.*?</script>", "", text, flags=re.DOTALL)
    told = json.loads(re.search(r'id="film">(.*?)</script>', text, re.DOTALL)[1])
    assert 16 == len(told)
    assert [pytest.approx(0.5), "0.5"] == [told[7]["value"], told[7]["answer"]]


@pytest.mark.parametrize("name", ["a.svg", "a.html", "a.txt", "a.json"])
def test_files_are_the_same_every_time(saved, name):
    """For the same graph, built anew."""
    assert saved(wg.steps(seeds.neuron()), name) == saved(wg.steps(seeds.neuron()), name)


@pytest.mark.parametrize("name", ["a.svg", "a.html"])
@pytest.mark.parametrize(
    "label",
    ["<script>alert(1)</script>", "</script><b>", "]]>&amp;\"'", "a\nb\x00\x1b", "שלום", "🎈" * 5, "x" * 10_000],
)
def test_labels_are_only_text(saved, name, label):
    """Whatever they say, nothing of it is markup; files stay well-formed and of bounded size."""
    x = Value(2.0, label=label)
    text = saved(wg.steps(x * x + x), name)
    assert "<script>alert" not in text and "<b>" not in text
    assert 2 == text.count("</script>") or name == "a.svg"
    assert len(text) < 100_000
    drawing = re.search(r"<svg.*</svg>", text, re.DOTALL)[0]
    ET.fromstring(drawing)


def test_numbers_that_are_none_are_told(saved):
    """inf and nan are written out, in JSON as strings."""
    x = Value(0.0, label="x")
    steps = wg.steps(wg.log(x) * wg.sqrt(x - 1.0))
    assert "nan" in saved(steps, "a.html")


def test_text_is_what_is_printed(saved):
    """In lines of 120 characters."""
    steps = wg.steps(seeds.neuron())
    assert steps.text(120) == saved(steps, "a.txt")


def test_json_has_no_nan(saved):
    """inf and nan, which JSON has not, are strings."""
    steps = wg.steps(wg.log(Value(0.0, label="x")))
    assert ["inf", 1.0] == json.loads(saved(steps, "a.json"))["gradients"]


@pytest.mark.parametrize(
    ("name", "options", "error", "says"),
    [
        ("steps.gif", {}, ValueError, "steps are saved as .svg, .html, .txt, .json; got '.gif' in 'steps.gif'"),
        ("steps", {}, ValueError, "got 'no suffix' in 'steps'"),
        ("a.svg", {"rankdir": "RL"}, ValueError, "rankdir is 'LR' or 'TB', got 'RL'"),
        ("a.svg", {"theme": "blue"}, ValueError, "theme is one of 'auto', 'light', 'dark'; got 'blue'"),
        ("a.svg", {"seconds": 0}, ValueError, "seconds must be more than 0"),
        ("a.svg", {"seconds": float("nan")}, ValueError, "seconds must be more than 0"),
        ("a.svg", {"seconds": "1"}, TypeError, "seconds needs a real number"),
        ("no/such/folder/a.svg", {}, OSError, "no/such/folder"),
    ],
)
def test_what_cannot_be_written_is_refused(tmp_path, monkeypatch, name, options, error, says):
    """With what was got and what there is; and nothing is left behind."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(error, match=says):
        wg.steps(seeds.square()).save(name, **options)
    assert [] == os.listdir(tmp_path)
