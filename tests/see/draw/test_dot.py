"""Pictures in the dot language, and our own reading of it."""

from __future__ import annotations

import html
import re
import subprocess
import sysconfig

import pytest
import sketches
from hypothesis import given
from sketches import HOSTILE, SEEDS

from wengert import Value
from wengert.see.draw.dotlang import engines, label
from wengert.see.draw.dotlang.read import DotError, read
from wengert.see.draw.forms.dot import attributes, dot, quoted
from wengert.see.draw.picture import Item, Picture

COMMANDS = list(engines.commands())


@pytest.mark.parametrize("name", SEEDS)
def test_the_seeds_graphs(pytestconfig: pytest.Config, name: str) -> None:
    """Every seed's graph is written as in its golden file."""
    source = dot(sketches.picture(sketches.swept(SEEDS[name]())), "TB" if name == "neuron" else "LR")
    sketches.compared(pytestconfig, f"{name}.dot", source)


@given(picture=sketches.pictures())
def test_all_that_a_picture_has_is_there(picture: Picture) -> None:
    """Every item is a record, with its circle before it, and every link an edge with its label."""
    graph = read(dot(picture))
    assert [item.key for item in picture.items] == [name for name in graph.nodes if not name.endswith("_op")]
    meant = [
        (picture.items[link.source].key, f"{picture.items[link.target].key}_op", f"×{link.partial:g}")
        for link in picture.links
    ]
    assert meant == [(e.source, e.target, e.attributes["label"]) for e in graph.edges if e.attributes.get("label")]
    stubs = [(f"{item.key}_op", item.key) for item in picture.items if item.sign]
    assert stubs == [(e.source, e.target) for e in graph.edges if e.source.endswith("_op")]


def accepted(source: str) -> str:
    """The source as the first Graphviz on this machine understands it, or else our own reader."""
    for command in COMMANDS:
        done = subprocess.run([command, "-Tsvg"], input=source.encode(), capture_output=True, check=False)
        assert 0 == done.returncode, done.stderr
        assert not re.search(rb"syntax|bad label|not closed", done.stderr), done.stderr
        return done.stdout.decode()
    return engines.rendered(source).decode()


@pytest.mark.parametrize("name", ["neuron", "many", "dead"])
def test_graphviz_reads_it(name: str) -> None:
    """Graphviz takes the source without a word."""
    drawing = accepted(dot(sketches.picture(sketches.swept(SEEDS[name]()))))
    assert "data" in drawing and "grad" in drawing


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_labels(text: str) -> None:
    """A label stays one field of its record, and comes out as it was but for what no terminal could show."""
    picture = sketches.picture(Value(3.0, label=text) * 2)
    source = dot(picture)
    source.encode("utf-8")
    fields = label.record(read(source).nodes["v0"]["label"]).fields[0].fields
    assert 2 == len(fields) or (not text.strip() and 1 == len(fields))
    if len(text) < 20 and text.isascii() and text.isprintable() and text.strip():
        assert [text] == label.lines(fields[0].text)
        assert text in html.unescape(accepted(source)).replace("\xa0", " ")
    else:
        accepted(source)


@pytest.mark.parametrize("key", ['box:a"b', "box:\\", "box:{|}<>", "box:\n", "box:<b>"])
def test_hostile_keys(key: str) -> None:
    """A scope may be called what it likes."""
    source = dot(Picture((Item(key, "box", "layer", detail="3 nodes"),), ()))
    assert 1 == len(read(source).nodes)
    accepted(source)


def test_before_a_sweep_there_is_no_gradient() -> None:
    """The field appears with the sweep; before it there is none, and no 0."""
    y = SEEDS["neuron_of_three"]()
    assert "grad" not in dot(sketches.picture(y))
    y.backward()
    assert dot(sketches.picture(y)).count("| grad ") == 14


def test_nan_and_inf_are_written_as_such() -> None:
    """What is no number is no number in the drawing, too."""
    source = dot(sketches.picture(sketches.swept(SEEDS["dead"]())))
    assert "data inf" in source and "data nan" in source
    accepted(source)


@pytest.mark.parametrize("rankdir", ["", "lr", "RL", "LR;evil"])
def test_unknown_directions(rankdir: str) -> None:
    """A direction that is none is an error that names it."""
    with pytest.raises(ValueError, match=re.escape(repr(rankdir))):
        dot(Picture((), ()), rankdir)


# --- our own reader ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "nodes", "edges"),
    [
        ("digraph{}", [], []),
        ("strict graph G { a -- b; }", ["a", "b"], [("a", "b")]),
        ("digraph { a -> b -> c }", ["a", "b", "c"], [("a", "b"), ("b", "c")]),
        ("digraph { {a b} -> {c; d} }", ["a", "b", "c", "d"], [("a", "c"), ("a", "d"), ("b", "c"), ("b", "d")]),
        ('digraph { "a" + "b" -> 1.5 }', ["ab", "1.5"], [("ab", "1.5")]),
        ("digraph { a:p:n -> b:q /* no */ // no\n# no\n}", ["a", "b"], [("a", "b")]),
        ("digraph { subgraph cluster_0 { label=x; a } a -> b }", ["a", "b"], [("a", "b")]),
        ("digraph { node [shape=box]; edge [color=red]; a -> a }", ["a"], [("a", "a")]),
        ("digraph { a [label=<<b>x</b>>] }", ["a"], []),
    ],
)
def test_the_language_is_read(source: str, nodes: list[str], edges: list[tuple[str, str]]) -> None:
    """Nodes in order of appearance, chains and groups as single edges."""
    graph = read(source)
    assert nodes == list(graph.nodes)
    assert edges == [(edge.source, edge.target) for edge in graph.edges]


def test_attributes_are_inherited() -> None:
    """Defaults hold from where they stand, in their braces."""
    graph = read("digraph { rankdir=LR; a; node [color=red]; b; {node [color=blue] c} d [color=green; x] }")
    assert [None, "red", "blue", "green"] == [graph.nodes[name].get("color") for name in "abcd"]
    assert {"rankdir": "LR"} == graph.attributes


@pytest.mark.parametrize(
    ("source", "line"),
    [("", 1), ("digraph {", 1), ("digraph {\n a -> \n}", 3), ("digraph {} x", 1), ("graph { \n\n a ^ b }", 3),
     ("digraph { a [label=<<b>] }", 1), ("digraph { a [x=] }", 1), ('digraph { "a }', 1), ("digraph " + "{" * 60, 1)],
)  # fmt: skip
def test_what_is_not_the_language(source: str, line: int) -> None:
    """Everything else is an error that says in which line."""
    with pytest.raises(DotError, match=f"line {line} "):
        read(source)


@given(text=sketches.st.text(max_size=30))
def test_quoted_strings_come_back(text: str) -> None:
    """An attribute that was written is read as it was, but for backslashes that end it or stand before a quote."""
    if re.search(r'\\($|"|\\|\n)', text):
        return
    assert {"x": text} == read(f"digraph {{ a {attributes({'x': text})} }}").nodes["a"]
    assert quoted(text)[1:-1].count('"') == text.count('"')


def test_the_commands_are_those_of_this_machine() -> None:
    """The system's dot comes first, graphviz-pure is found beside Python."""
    names = [re.sub(r".*[/\\]|\.exe$", "", command.lower()) for command in COMMANDS]
    assert names in (["dot", "graphviz-pure"], ["dot"], ["graphviz-pure"], []), sysconfig.get_path("scripts")
