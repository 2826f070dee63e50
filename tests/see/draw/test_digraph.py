"""draw_dot: with and without the graphviz package, with and without a dot on the machine."""

from __future__ import annotations

import builtins
import importlib
import importlib.util
import os
import sys
import webbrowser
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import sketches

import wengert as wg
from wengert import Value
from wengert.see.draw import digraph
from wengert.see.draw.digraph import draw_dot
from wengert.see.draw.dotlang import engines, svg
from wengert.see.draw.dotlang.engines import RenderError
from wengert.see.draw.dotlang.lookalike import Lookalike
from wengert.see.draw.dotlang.read import read
from wengert.see.draw.trace import trace

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(params=["graphviz", "without"])
def packages(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """With the graphviz package, if it is installed, and as if it were not."""
    if request.param == "without":
        monkeypatch.setitem(sys.modules, "graphviz", None)
    digraph.digraph_class.cache_clear()
    yield request.param
    digraph.digraph_class.cache_clear()


@pytest.fixture
def nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without any Graphviz."""
    monkeypatch.setattr(engines, "commands", lambda: iter(()))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def neuron() -> Value:
    return sketches.neuron_of_three()


def texts(drawing: bytes | str) -> list[str]:
    """The words of an SVG, which is well-formed and has no active content."""
    root = ElementTree.fromstring(drawing)
    tags = {element.tag for element in root.iter()}
    assert tags <= {
        SVG + tag for tag in ("svg", "g", "title", "rect", "ellipse", "polygon", "polyline", "path", "text", "a")
    }
    assert not [name for element in root.iter() for name in element.attrib if name.startswith("on")]
    return [element.text or "" for element in root.iter(SVG + "text")]


def test_the_class(packages: str) -> None:
    """The result is a graphviz.Digraph where that package is installed, else it looks alike."""
    picture = draw_dot(neuron())
    installed = packages == "graphviz" and importlib.util.find_spec("graphviz") is not None
    assert installed == (not isinstance(picture, Lookalike))
    if installed:
        assert isinstance(picture, importlib.import_module("graphviz").Digraph)


def test_before_and_after_the_sweep(packages: str, folder: Path, nowhere: None) -> None:
    """The notebook's way: rendered before the backward pass, and again after it to show gradients."""
    y = neuron()
    assert "gout_forward_pass.svg" == draw_dot(y).render("gout_forward_pass")
    before = texts((folder / "gout_forward_pass.svg").read_bytes())
    assert "data 3.79" in before and "tanh" in before
    assert not [word for word in before if "grad" in word]
    y.backward()
    draw_dot(y).render("gout_forward_pass")
    after = texts((folder / "gout_forward_pass.svg").read_bytes())
    assert {"grad 1", "grad 0.003264"} <= set(after)
    assert ["gout_forward_pass", "gout_forward_pass.svg"] == sorted(os.listdir(folder))
    assert draw_dot(y).source == (folder / "gout_forward_pass").read_text(encoding="utf-8")


@pytest.mark.parametrize("rankdir", ["LR", "TB"])
def test_every_renderer_draws_the_same_words(rankdir: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's dot, graphviz-pure and our own renderer show the same names, numbers and signs."""
    picture = draw_dot(sketches.swept(neuron()), rankdir=rankdir)
    ours = sorted(texts(svg.svg(picture.source)))
    assert 13 == sum(word.startswith("×") and len(word) > 1 for word in ours)
    for command in list(engines.commands()):
        monkeypatch.setattr(engines, "commands", lambda command=command: iter([command]))
        assert ours == sorted(texts(picture.pipe()))


def test_a_notebook_shows_it(packages: str) -> None:
    """As the last expression of a cell it is SVG; other forms where they are asked for."""
    picture = draw_dot(neuron())
    assert ["image/svg+xml"] == list(picture._repr_mimebundle_())
    assert "data 1.3" in texts(picture._repr_mimebundle_()["image/svg+xml"])
    assert {} == picture._repr_mimebundle_(include=[])
    assert {} == picture._repr_mimebundle_(exclude=["image/svg+xml"])


def test_what_one_adds_is_drawn(packages: str, nowhere: None) -> None:
    """Nodes, edges and attributes of one's own are in the source and in the picture of our own renderer."""
    picture = draw_dot(neuron(), rankdir="TB")
    before = texts(picture.pipe())
    picture.node("note", "mine <&>", shape="box", style="filled", fillcolor="yellow")
    picture.edge("note", "v2_op", label="look", color="red")
    picture.edges([("note", "v0"), ("v0", "note")])
    picture.attr("node", shape="circle")
    picture.attr(bgcolor="white")
    picture.node("last")
    graph = read(picture.source)
    assert "circle" == graph.nodes["last"]["shape"]
    assert ("note", "v2_op") in [(edge.source, edge.target) for edge in graph.edges]
    assert sorted([*before, "mine <&>", "look", "last"]) == sorted(texts(picture.pipe(encoding="utf-8")))


@pytest.mark.parametrize("cleanup", [True, False])
def test_where_files_go(packages: str, folder: Path, nowhere: None, cleanup: bool) -> None:
    """The source lies beside the picture unless it is cleaned up; folders are made."""
    picture = draw_dot(neuron(), format="svg")
    path = picture.render("gout", directory="a/b", cleanup=cleanup)
    assert os.path.join("a/b", "gout.svg") == path
    assert (["gout.svg"] if cleanup else ["gout", "gout.svg"]) == sorted(os.listdir(folder / "a" / "b"))


def test_more_of_graphviz_ways(packages: str, folder: Path, nowhere: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Default names, outfile, format, view, save and an existing picture are as in the package."""
    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", opened.append)
    picture = draw_dot(neuron())
    assert "Digraph.gv.svg" == picture.render(cleanup=True)
    assert "own.svg" == picture.render(outfile="own.svg")
    assert (folder / "own.gv").exists()
    assert "again.dot" == picture.render("again", format="dot")
    assert "seen.svg" == picture.view("seen")
    assert [(folder / "seen.svg").as_uri()] == opened
    assert "kept.gv" == picture.save("kept.gv")
    assert picture.source == (folder / "kept.gv").read_text(encoding="utf-8")
    with pytest.raises(FileExistsError, match=r"own\.svg"):
        picture.render(outfile="own.svg", raise_if_result_exists=True)
    with pytest.raises(ValueError, match="take the place"):
        picture.render("same.svg", outfile="same.svg")


@pytest.mark.parametrize("form", ["pdf", "jpg", "gif", "nonsense"])
def test_formats_that_need_graphviz(packages: str, folder: Path, nowhere: None, form: str) -> None:
    """Without Graphviz they are an error that says what to install, and nothing is written."""
    picture = draw_dot(neuron())
    with pytest.raises((RenderError, ValueError), match=form):
        picture.render("gout", format=form)
    assert [] == os.listdir(folder)


def test_engines_that_need_graphviz(nowhere: None) -> None:
    """Our own renderer has the layout `dot` only, and says so."""
    with pytest.raises(RenderError, match="'neato' needs Graphviz"):
        draw_dot(neuron()).pipe(engine="neato")


def test_png_needs_its_extra(nowhere: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without Graphviz and without resvg, PNG is an error that names the extra."""
    real = builtins.__import__

    def without(name: str, *args: Any, **options: Any) -> Any:
        if name == "resvg_py":
            raise ImportError(name)
        return real(name, *args, **options)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(RenderError, match=r"wengert\[png\]"):
        draw_dot(neuron(), format="png").pipe()


def test_a_command_that_fails_hands_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where one renderer fails the next one draws; if all do, each one's reason is told."""
    monkeypatch.setattr(engines, "commands", lambda: iter([sys.executable, "/nowhere/dot"]))
    assert "tanh" in texts(draw_dot(neuron()).pipe())
    with pytest.raises(RenderError, match="/nowhere/dot"):
        engines.rendered("digraph {", "svg")


def test_an_unwritable_place(packages: str, folder: Path, nowhere: None) -> None:
    """A file that cannot be written is an OSError."""
    (folder / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(OSError):
        draw_dot(neuron()).render("gout", directory="file")
    assert ["file"] == os.listdir(folder)


@pytest.mark.parametrize(
    "of", [neuron, lambda: wg.Graph(neuron()), lambda: [neuron(), Value(2.0) * 3], lambda: (y for y in [neuron()])]
)
def test_what_is_drawn(of: Callable[[], Any]) -> None:
    """A Value, a Graph, several Values."""
    assert '"v13"' in draw_dot(of()).source


@pytest.mark.parametrize(
    ("of", "options", "error", "says"),
    [
        (3.0, {}, TypeError, "float"),
        (None, {}, TypeError, "None"),
        ([1.0], {}, TypeError, "Values"),
        ([], {}, ValueError, "at least one"),
        (Value(1.0), {"rankdir": "up"}, ValueError, "'up'"),
        (Value(1.0), {"fold": "nothing"}, ValueError, "nothing"),
    ],
)
def test_what_is_not_drawn(of: Any, options: dict[str, Any], error: type[Exception], says: str) -> None:
    """Anything else is an error that says what was got."""
    with pytest.raises(error, match=says):
        draw_dot(of, **options)


def test_the_look_alike_writes_what_graphviz_writes() -> None:
    """The same calls make the same graph in both classes."""
    graphviz = pytest.importorskip("graphviz") if importlib.util.find_spec("graphviz") else None
    made = []
    for base in filter(None, [Lookalike, graphviz and graphviz.Digraph]):
        g = base("G", comment="c", format="svg", node_attr={"shape": "box"}, strict=True)
        g.node("a", "{x}", color="red", width="2")
        g.edge("a:p:n", "b", label='"', _attributes={"weight": "1"})
        g.attr("edge", style="dashed")
        g.edges([("b", "c")])
        g.attr(rankdir="LR")
        twin = g.copy()
        twin.clear()
        assert [] == twin.body and len(g.body) > 3
        made.append(read(str(g)))
    assert all(graph == made[0] for graph in made)
    with pytest.raises(ValueError, match="'leaf'"):
        Lookalike().attr("leaf", color="red")


def test_trace() -> None:
    """All nodes with constants, and the pairs of operand and user."""
    x = Value(3.0, label="x")
    square = x * x
    y = square + 1
    nodes, edges = trace(y)
    one = y.args[1]
    assert {x, square, one, y} == nodes
    assert {(x, square), (square, y), (one, y)} == edges
    with pytest.raises(TypeError):
        trace(3.0)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "source",
    [
        "digraph { a -> b -> c -> a; a -> a }",
        "graph { rankdir=RL; a -- b }",
        'digraph { rankdir=BT; a -> b [dir=both label="x\\ny"]; a -> b [dir=back style=dotted] }',
        'digraph { a [shape=record label="{a|{b|{c|d}}}|<p> e"]; a:p -> b [style=invis]; b [style=invis] }',
        'digraph { a [shape=Mrecord label="}}{{|"]; b [shape=none label=<x<br/>y>]; c [shape=doublecircle] }',
        'digraph { a [color="javascript:x" fontcolor="red\\" onload=\\"x" penwidth=nan fontsize=-3 label="<script>"] }',
        "digraph { }",
    ],
)
def test_our_own_renderer_draws_any_graph(source: str) -> None:
    """Cycles, loops, directions, nested records and nonsense all come out as well-formed, passive SVG."""
    words = texts(svg.svg(source))
    assert len(words) >= len(read(source).nodes) - source.count("invis") // 2
    assert "javascript:" not in svg.svg(source)
    assert ("<script>" in words) == ("<script>" in source)


def test_one_word_may_say_what_is_shown() -> None:
    """`show` is a word or several of those that drawings know, as for `draw`; anything else is refused."""
    y = Value(2.0, label="x") * 3
    assert draw_dot(y, show=("data",)).source == draw_dot(y, show="data").source
    with pytest.raises(ValueError, match="show takes 'data', 'grad', 'partials'; got 'slope'"):
        draw_dot(y, show=("slope",))
