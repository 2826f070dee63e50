"""Pictures of modules: at a point, and of their parts alone."""

from __future__ import annotations

import pytest

import wengert as wg
from wengert.nn import MLP, Layer, Module, Neuron
from wengert.see.draw.drawing import FORMS, draw
from wengert.see.draw.fold import MANY


class Net(Module):
    """Parts of all kinds."""

    def __init__(self) -> None:
        self.encoder = MLP(2, [8, 4], seed=0)
        self.head = Layer(4, 1, "sigmoid", seed=0)
        self.scale = wg.Value(1.0)
        self.blocks = [Layer(2, 2, seed=0) for _ in range(MANY + 1)]


class Several(Module):
    """Layers of which one has no parameters, and neurons of two kinds."""

    def __init__(self) -> None:
        mixed = Layer(2, 2, seed=0)
        mixed.neurons[0].activation = "tanh"
        self.layers = [mixed, Module(), Layer(2, 1, bias=False, seed=0)]


class Tied(Module):
    """One layer, used twice."""

    def __init__(self) -> None:
        layer = Layer(2, 2, seed=0)
        self.layers = [layer, layer]


def test_at_a_point_a_module_is_a_function() -> None:
    """It is drawn as what it computes there, and no parameter's gradient is changed."""
    model = MLP(2, [3, 1], seed=1)
    assert "MLP" == draw(model, [1.0, 2.0]).picture.title
    assert all(parameter.grad == 0.0 for parameter in model.parameters())


@pytest.mark.parametrize(
    ("model", "boxes"),
    [
        (Neuron(3), [("Neuron", 1, "3 → 1 · relu, 4 parameters")]),
        (Layer(3, 8, "tanh"), [("neuron", 8, "3 → 1 · tanh, 4 parameters")]),
        (Layer(3, 1, bias=False), [("neuron1", 1, "3 → 1 · relu, 3 parameters")]),
        (
            MLP(2, [16, 1]),
            [("layer1", 1, "2 → 16 · relu, 48 parameters"), ("layer2", 1, "16 → 1 · linear, 17 parameters")],
        ),
        (
            MLP(2, [4] * (MANY + 2) + [1]),
            [
                ("layer1", 1, "2 → 4 · relu, 12 parameters"),
                ("layer", MANY + 1, "4 → 4 · relu, 20 parameters"),
                ("layer11", 1, "4 → 1 · linear, 5 parameters"),
            ],
        ),
        (
            Several(),
            [
                ("layer1", 1, "2 → 2, 6 parameters"),
                ("layer2", 1, "Module, 0 parameters"),
                ("layer3", 1, "2 → 1 · relu, 2 parameters"),
            ],
        ),
    ],
)
def test_layers_are_a_chain_of_boxes(model: Module, boxes: list[tuple[str, int, str]]) -> None:
    """Each says its sizes, its activation and how many parameters it has; equal ones are one, with their number."""
    picture = draw(model).picture
    assert boxes == [(item.name, item.count, item.detail) for item in picture.items]
    assert [(i, i + 1) for i in range(len(boxes) - 1)] == [(link.source, link.target) for link in picture.links]
    assert len(boxes) == len({item.key for item in picture.items})


@pytest.mark.parametrize(
    ("model", "boxes"),
    [
        (
            Net(),
            [
                ("encoder", 1, "2 → 8 → 4, 60 parameters"),
                ("head", 1, "4 → 1 · sigmoid, 5 parameters"),
                ("Net", 1, "1 parameter"),
                ("block", MANY + 1, "2 neurons, 6 parameters"),
            ],
        ),
        (Tied(), [("layer1", 1, "2 neurons, 6 parameters")]),
    ],
)
def test_other_modules_are_boxes_without_links(model: Module, boxes: list[tuple[str, int, str]]) -> None:
    """What comes after what cannot be known of them; a parameter that is used twice is counted once."""
    picture = draw(model).picture
    assert boxes == [(item.name, item.count, item.detail) for item in picture.items]
    assert () == picture.links


def test_a_module_without_parameters_cannot_be_drawn_alone() -> None:
    """There would be nothing to see; the message says what can be done."""
    with pytest.raises(ValueError, match="this Module has no parameters to draw; give a point"):
        draw(Module())


@pytest.mark.parametrize("form", sorted(set(FORMS) - {"png"}))
def test_modules_are_written_in_every_form(form: str) -> None:
    """The sizes are there, whatever the form."""
    written = draw(MLP(2, [16, 1])).written(form).decode().replace("\\rightarrow", "→")
    assert "48" in written and "layer2" in written
