"""fold: which nodes become boxes, and that the picture stays one without cycles."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import wengert as wg
from pictures import leaves, net
from wengert import Graph, Value
from wengert.see.draw.compose import compose
from wengert.see.draw.drawing import draw
from wengert.see.draw.fold import ENOUGH, MANY, MOST, TAIL
from wengert.see.draw.picture import Picture


def boxes(picture: Picture) -> list[tuple[str, str, int]]:
    return [(item.name, item.detail, item.count) for item in picture.items if item.kind == "box"]


def ends(picture: Picture) -> list[tuple[str, str, int]]:
    return [
        (picture.items[link.source].name, picture.items[link.target].name, link.count) for link in picture.links
    ]


def test_neurons_become_boxes() -> None:
    """Each neuron is a box that says what it holds, with the number it gives; inputs stay outside."""
    y = net(2, 3, 1)
    y.backward()
    picture = draw(y, fold="neuron").picture
    hidden = "8 nodes: 2 mul, 2 add, 1 tanh, 3 leaves"
    assert [
        ("layer1.neuron1", hidden, 1),
        ("layer1.neuron2", hidden, 1),
        ("layer1.neuron3", hidden, 1),
        ("layer2.neuron1", "10 nodes: 3 mul, 3 add, 4 leaves", 1),
    ] == boxes(picture)
    assert ["x0", "x1"] == [item.name for item in picture.items if item.kind == "leaf"]
    last = picture.items[-1]
    assert (True, y.data, 1.0) == (last.is_output, last.data, last.grad)
    assert 9 == len(picture.links)


def test_layers_become_boxes() -> None:
    """A layer says how many neurons it holds; links between boxes are one, with their count."""
    picture = draw(net(2, 3, 1), fold="layer").picture
    assert [("layer1", "3 neurons; 24 nodes", 1), ("layer2", "1 neuron; 10 nodes", 1)] == boxes(picture)
    assert [("x0", "layer1", 3), ("x1", "layer1", 3), ("layer1", "layer2", 3)] == ends(picture)


def test_a_link_between_neurons_carries_what_its_one_use_does() -> None:
    """Into a box a link has no partial, but the flow of the strongest use."""
    y = net(2, 3, 1)
    y.backward()
    whole, folded = compose(Graph(y)), draw(y, fold="neuron").picture
    into_last = [link for link in folded.links if link.target == len(folded.items) - 1]
    assert [None] * 3 == [link.partial for link in into_last]
    assert sorted(link.flow for link in into_last) == sorted(
        link.flow for link in whole.links if whole.items[link.source].sign == "tanh"
    )


def test_many_boxes_alike_are_one() -> None:
    """More than MANY neurons of a layer with the same inputs are drawn as one, with their number."""
    picture = draw(net(2, MANY, MANY + 1, 1), fold="neuron").picture
    assert [1] * MANY + [MANY + 1, 1] == [item.count for item in picture.items if item.kind == "box"]
    assert ("layer2.neuron", "layer3.neuron1", MANY + 1) in ends(picture)


def test_boxes_that_differ_are_not_one() -> None:
    """The same inputs are not enough, the operations inside must be the same, too."""
    (x,) = leaves(x=0.5)
    outs = []
    for i in range(2 * MANY + 1):
        with wg.scope(f"unit{i}"):
            outs.append(wg.exp(x) if i % 2 else wg.tanh(x))
    assert [MANY + 1] + [1] * MANY == [count for _, _, count in boxes(draw(outs, fold="unit").picture)]


def test_of_several_uses_the_strongest_counts() -> None:
    """A link into a box shows what the use of the largest size carries, with its sign."""
    (x,) = leaves(x=0.5)
    with wg.scope("unit1"):
        y = x * 2.0 - x * 5.0 + x * 3.0
    y.backward()
    (link,) = draw(y, fold="unit").picture.links
    assert (3, -5.0) == (link.count, link.flow)


def test_a_box_of_several_results_shows_none_of_them() -> None:
    """Only the number of a single result is the box's number."""
    folded = draw(net(2, 3, 1), fold="layer").picture
    assert [True, False] == [item.data is None for item in folded.items if item.kind == "box"]


@pytest.mark.parametrize(
    ("widths", "samples", "names"),
    [
        ((2, 2, 1), 1, []),
        ((2, 4, 4, 1), 1, [f"layer{k}.neuron{j}" for k, n in ((1, 4), (2, 4), (3, 1)) for j in range(1, n + 1)]),
        ((2, 8, 8, 8, 1), 1, [f"layer{k}.neuron{j}" for k in (1, 2, 3) for j in range(1, 9)] + ["layer4.neuron1"]),
        ((2, 16, 16, 1), 1, ["layer1.neuron", "layer2.neuron", "layer3.neuron1"]),
    ],
)
def test_auto_folds_as_much_as_it_takes(widths: tuple[int, ...], samples: int, names: list[str]) -> None:
    """Nothing while the graph is small; then neurons; alike ones are one."""
    assert names == [name for name, _, _ in boxes(draw(net(*widths, samples=samples)).picture)]


def test_auto_comes_to_layers_and_to_the_outermost_scopes() -> None:
    """Where neurons are too many and differ, layers; where these are, what is outermost."""
    (x,) = leaves(x=0.5)
    for outer, expected in ((1, [f"net0.layer{i}" for i in range(20)]), (20, [f"net{i}" for i in range(20)])):
        y = x
        for k in range(outer):
            for i in range(20):
                for j in range(5):
                    with wg.scope(f"net{k}"), wg.scope(f"layer{i}"), wg.scope(f"neuron{j}"):
                        y = wg.tanh(y * x)
        assert expected == [name for name, _, _ in boxes(draw(y).picture)]


def test_of_a_batch_what_is_outside_is_gathered() -> None:
    """Many samples and their losses, made outside of scopes, are boxes before and behind the layers."""
    y = net(2, 4, 1, samples=40)
    y.backward()
    picture = draw(y).picture
    names = [name for name, _, _ in boxes(picture)]
    neurons = [*(f"layer1.neuron{j}" for j in range(1, 5)), "layer2.neuron1"]
    assert ["outside of scopes", *neurons, "outside of scopes"] == names
    assert (y.data, 1.0, True) == (picture.items[-1].data, picture.items[-1].grad, picture.items[-1].is_output)
    assert len(names) == len(picture.items)


def test_without_neurons_the_innermost_scope_is_folded() -> None:
    """Other names do, too: "neuron" is then the innermost scope, and "layer" the one around it."""
    (x,) = leaves(x=0.5)
    with wg.scope("block"), wg.scope("unit"):
        y = wg.tanh(x * x)
    assert ["block.unit"] == [name for name, _, _ in boxes(draw(y, fold="neuron").picture)]
    assert ["block"] == [name for name, _, _ in boxes(draw(y, fold="layer").picture)]
    assert ["block"] == [name for name, _, _ in boxes(draw(y, fold="block").picture)]


def test_leaves_outside_stay_there_until_they_are_too_many() -> None:
    """A leaf made outside of a scope is an input; of very many those that only one box uses go into it."""
    def summed(count: int) -> Picture:
        weights = leaves(**{f"w{i}": 1.0 for i in range(count)})
        with wg.scope("neuron1"):
            y = wg.tanh(wg.sum(weights))
        return draw(y * weights[0], fold="neuron").picture

    def shared(count: int) -> Picture:
        weights, outs = leaves(**{f"w{i}": 1.0 for i in range(count)}), []
        for i in range(2):
            with wg.scope(f"neuron{i}"):
                outs.append(wg.tanh(wg.sum(weights)))
        return draw(outs, fold="neuron").picture

    assert ENOUGH == sum(item.kind == "leaf" for item in shared(ENOUGH).items)
    assert 3 == sum(item.kind == "leaf" for item in summed(3).items)
    assert ["w0"] == [item.name for item in summed(ENOUGH).items if item.kind == "leaf"]


def test_a_recurrent_cell_becomes_one_box_after_the_other() -> None:
    """A scope that is left and entered again cannot be one box."""
    h, w = leaves(h=0.1, w=0.5)
    for _ in range(3):
        with wg.scope("cell"):
            h = wg.tanh(w * h)
        h = h + 1.0
    picture = draw(h, fold="cell").picture
    assert ["cell"] * 3 == [name for name, _, _ in boxes(picture)]
    assert ["box:cell", "box:cell#2", "box:cell#3"] == [item.key for item in picture.items if item.kind == "box"]
    assert 3 == sum(item.sign == "+" for item in picture.items)


def test_a_user_of_two_results_of_a_box_has_one_link_from_it() -> None:
    """Several operands from one box are one link that counts them, with no partial of its own."""
    (x,) = leaves(x=0.5)
    with wg.scope("pair1"):
        a, b = x * 2.0, x * 3.0
    assert [("x", "pair1", 2), ("pair1", "y", 2)] == ends(draw(a * b, fold="pair").picture)


@st.composite
def scoped(draw: st.DrawFn) -> Value:
    """A random graph whose nodes are in random scopes, which may well be entered again and again."""
    values = leaves(a=0.5, b=-0.25, c=0.75)
    for _ in range(draw(st.integers(1, 25))):
        one, other = draw(st.sampled_from(values)), draw(st.sampled_from(values))
        place = draw(st.sampled_from(["", "layer1.neuron1", "layer1.neuron2", "layer2.neuron1", "layer2", "5"]))
        if place:
            with wg.scope(place):
                values.append(one * other)
        else:
            values.append(one + other)
    return values[-1]


@settings(max_examples=60)
@given(scoped(), st.sampled_from(["neuron", "layer", "5", "auto", None]))
def test_folding_loses_nothing_and_closes_no_cycle(y: Value, fold: str | None) -> None:
    """Operands come before users, every use across boxes is counted once, ports are 0, 1, … of each item."""
    try:
        picture = draw(y, fold=fold).picture
    except ValueError as error:
        assert "no scope is named '5'" in str(error)
        return
    assert all(link.source < link.target for link in picture.links)
    keys = [item.key for item in picture.items]
    assert len(keys) == len(set(keys))
    for i in range(len(picture.items)):
        ports = [(link.port, link.ports) for link in picture.links if link.target == i]
        assert [(port, len(ports)) for port in range(len(ports))] == ports
    held = [int(item.detail.split(" node")[0].split(" ")[-1]) for item in picture.items if item.kind == "box"]
    assert len(Graph(y)) == sum(held) + sum(item.kind != "box" for item in picture.items)


@pytest.mark.parametrize(
    ("fold", "error", "message"),
    [
        (
            "cell",
            ValueError,
            "fold takes 'auto', None, or a scope's name; no scope is named 'cell'; there are: 'layer', 'neuron', "
            "or one of them in full, as 'layer2.neuron1'$",
        ),
        ("layer3", ValueError, "no scope is named 'layer3'"),
        ("neuron.layer", ValueError, "no scope is named 'neuron.layer'"),
        (3, TypeError, "fold takes 'auto', None, or a scope's name; got int"),
    ],
)
def test_what_cannot_be_folded(fold: object, error: type[Exception], message: str) -> None:
    """The message says which scopes there are."""
    with pytest.raises(error, match=message):
        draw(net(2, 2, 1), fold=fold)


def test_without_scopes_the_message_says_how_to_make_one() -> None:
    """The advice is given where there are none, and only there."""
    (x,) = leaves(x=0.5)
    with pytest.raises(ValueError, match="'cell' is none: there are no scopes"):
        draw(x * x, fold="cell")


@pytest.mark.parametrize(
    ("fold", "names"),
    [
        ("layer1", ["layer1"]),
        ("layer2.neuron1", ["layer2.neuron1"]),
        ("layer.neuron1", ["layer1.neuron1", "layer2.neuron1"]),
        ("layer1.neuron", ["layer1.neuron1", "layer1.neuron2"]),
        ("neuron2", ["layer1.neuron2"]),
    ],
)
def test_scopes_are_folded_by_their_full_names(fold: str, names: list[str]) -> None:
    """A name with its number is that scope alone; several joined by dots are a path."""
    assert names == [name for name, _, _ in boxes(draw(net(2, 2, 1), fold=fold).picture)]


@pytest.mark.parametrize(("place", "name"), [("out", "out: loss"), ("loss", "loss"), ("a.loss", "a.loss")])
def test_the_box_that_holds_the_output_shows_its_label(place: str, name: str) -> None:
    """Its numbers are those of the output, so it is called by it, too, unless it is already."""
    (x,) = leaves(x=0.5)
    with wg.scope(place):
        y = wg.tanh(x * 2.0)
    y.label = "loss"
    assert [name] == [item.name for item in draw(y, fold=place).picture.items if item.kind == "box"]


def test_of_a_batch_the_last_box_is_called_by_the_loss() -> None:
    """Where what is outside of scopes is gathered, the loss can still be found."""
    y = net(2, 4, 1, samples=40)
    y.label = "loss"
    picture = draw(y).picture
    assert ("outside of scopes: loss", True) == (picture.items[-1].name, picture.items[-1].is_output)
    assert "outside of scopes: loss" in draw(y).svg


def chain(count: int) -> Value:
    (x,) = leaves(x=0.5)
    y = x
    for _ in range(count):
        y = y + x
    return y


def test_a_large_graph_without_scopes_shows_its_end() -> None:
    """Of 10^5 nodes the last are drawn, and one box says what comes before."""
    picture = draw(chain(100_000)).picture
    assert [("what comes before", f"{100_001 - TAIL:,} nodes: {100_000 - TAIL:,} add, 1 leaf", 1)] == boxes(picture)
    assert TAIL + 1 == len(picture.items)


def test_a_large_graph_that_leaves_and_enters_its_scope_is_drawn() -> None:
    """Where no folding helps, its end is shown."""
    h, w = leaves(h=0.1, w=0.5)
    for _ in range(MOST):
        with wg.scope("cell"):
            h = wg.tanh(w * h)
        h = h + w
    assert TAIL + 1 == len(draw(h).picture.items)


@pytest.mark.parametrize("scoped", [False, True])
def test_a_picture_that_would_be_too_large_says_what_to_fold(scoped: bool) -> None:
    """Asked for every node of very many, draw answers with what to do instead."""
    y = net(2, 40, 40, 1) if scoped else chain(MOST)
    with pytest.raises(ValueError, match="fold='neuron'" if scoped else "with wg.scope"):
        draw(y, fold=None)
