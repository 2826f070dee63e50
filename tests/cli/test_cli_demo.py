"""The demo, and the network in it."""

import random
import re

import pytest

import wengert as wg
from wengert.cli import demo
from wengert.cli.moons import Point, moons


def trained(steps, seed=0):
    chance = random.Random(seed)
    points = moons(20, 0.1, chance)
    layers = demo.network((2, 4, 1), chance)
    told = []
    demo.train(layers, points, steps, lambda *numbers: told.append(numbers))
    return layers, points, told


def parameters(layers):
    return [p for layer in layers for neuron in layer for p in (*neuron.weights, neuron.bias)]


def test_training_lowers_the_loss():
    """And tells step, loss and accuracy before each step and at the end."""
    _, _, told = trained(30)
    assert list(range(31)) == [step for step, _, _ in told]
    assert told[-1][1] < 0.5 * told[0][1]
    assert told[-1][2] > told[0][2]


def test_a_seed_gives_the_same_numbers_again():
    """To the last bit; another seed gives others."""
    assert trained(5, seed=3)[2] == trained(5, seed=3)[2]
    assert trained(5, seed=3)[2] != trained(5, seed=4)[2]


def test_the_network_has_the_sizes_asked_for():
    """2-16-16-1 has 337 parameters."""
    layers = demo.network(demo.SIZES, random.Random(0))
    assert (2, 16, 16, 1) == demo.SIZES
    assert 337 == len(parameters(layers))


def test_the_gradient_of_the_loss_is_right():
    """Held against differences."""
    layers, points, _ = trained(3)
    loss, _ = demo.loss_and_accuracy(layers, parameters(layers), points)
    assert wg.check(loss).ok


def test_loss_and_accuracy_are_what_they_are_called():
    """Mean hinge loss plus decay, and the share of points with the right sign."""
    layers = [[demo.Neuron([wg.Value(1.0), wg.Value(0.0)], wg.Value(0.5))]]
    points = [Point(0.25, 9.0, 1.0), Point(0.25, 9.0, -1.0), Point(3.0, 9.0, 1.0)]
    loss, accuracy = demo.loss_and_accuracy(layers, parameters(layers), points)
    assert (0.25 + 1.75 + 0.0) / 3 + demo.DECAY * 1.25 == pytest.approx(loss.data)
    assert 2 / 3 == accuracy


def test_the_moons_are_two_half_circles():
    """The upper around (0, 0), the lower around (1, 1/2), by turns; without noise exactly."""
    points = moons(50, 0.0, random.Random(0))
    assert [1.0, -1.0] * 25 == [point.moon for point in points]
    for x, y, moon in points:
        x, y = (x, y) if moon > 0 else (1.0 - x, 0.5 - y)
        assert 1.0 == pytest.approx(x * x + y * y)
        assert y >= 0.0


def test_the_picture_shows_points_and_regions():
    """A network that answers x shows dots on the right; points outside of the picture are left out."""
    layers = [[demo.Neuron([wg.Value(1.0), wg.Value(0.0)], wg.Value(0.0))]]
    picture = demo.picture(layers, [Point(-1.0, 0.0, 1.0), Point(1.0, 0.0, -1.0), Point(99.0, 0.0, 1.0)])
    lines = [line[2:].ljust(demo.PICTURE[0]) for line in picture.split("\n")]
    assert demo.PICTURE[1] == len(lines)
    assert [1, 1] == [picture.count("o"), picture.count("x")]
    middle = round(-demo.LEFT / (demo.RIGHT - demo.LEFT) * demo.PICTURE[0])
    for line in lines:
        assert "" == line[:middle].replace("o", "").strip()
        assert {"."} == set(line[middle:].replace("x", "."))


def test_the_demo_shows_the_neuron_and_a_falling_loss(run):
    """In 80 columns, and the same text again for the same seed."""
    result = run("demo", "--steps", "2", "--seed", "1")
    assert 0 == result.exit_code
    assert "dy/dw1 = 1" in result.stdout
    assert "5 agree" in result.stdout
    losses = [float(loss) for loss in re.findall(r"step +\d+   loss (\S+)", result.stdout)]
    assert 3 == len(losses)
    assert losses[-1] < losses[0]
    assert "wengert explain" in result.stdout.partition("How to go on")[2]
    assert max(len(line) for line in result.stdout.splitlines() if demo.__file__ not in line) <= 80
    assert result.stdout == run("demo", "--steps", "2", "--seed", "1").stdout


def test_the_command_that_the_demo_shows_gives_what_it_shows(run):
    """Digit for digit."""
    shown = run("demo", "--steps", "1").stdout
    values = [f"{name}={x:.17g}" for name, x in demo.NEURON_AT.items()]
    assert all(value in shown for value in values)
    assert run("explain", demo.NEURON, *values, "--wrt", "w1").stdout in shown
