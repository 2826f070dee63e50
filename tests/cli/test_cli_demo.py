"""The demo, and the network in it."""

import random
import re

import pytest

import wengert as wg
from wengert.cli import demo
from wengert.cli.moons import Point, moons
from wengert.nn import MLP


def trained(steps, seed=0):
    chance = random.Random(seed)
    points = moons(20, 0.1, chance)
    net = MLP(2, [4, 1], seed=chance)
    told = []
    demo.train(net, points, steps, lambda *numbers: told.append(numbers))
    return net, points, told


def one_neuron(w, b):
    """A network that says w[0]*x + w[1]*y + b."""
    net = MLP(2, [1])
    net.load_state({f"layer1.neuron1.{name}": x for name, x in zip(("w0", "w1", "b"), (*w, b), strict=True)})
    return net


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
    assert (2, 16, 16, 1) == demo.SIZES
    assert 337 == len(demo.network(random.Random(0)).parameters())


def test_the_gradient_of_the_loss_is_right():
    """Held against differences."""
    net, points, _ = trained(3)
    loss, _ = demo.loss_and_accuracy(net, points)
    assert wg.check(loss).ok


def test_loss_and_accuracy_are_what_they_are_called():
    """Mean hinge loss plus decay, and the share of points with the right sign."""
    points = [Point(0.25, 9.0, 1.0), Point(0.25, 9.0, -1.0), Point(3.0, 9.0, 1.0)]
    loss, accuracy = demo.loss_and_accuracy(one_neuron([1.0, 0.0], 0.5), points)
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
    points = [Point(-1.0, 0.0, 1.0), Point(1.0, 0.0, -1.0), Point(99.0, 0.0, 1.0)]
    picture = demo.picture(one_neuron([1.0, 0.0], 0.0), points)
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


def test_the_demo_writes_pictures_where_it_is_asked_to(run, tmp_path, monkeypatch):
    """And says so; without a folder it writes nothing."""
    monkeypatch.chdir(tmp_path)
    run("demo", "--steps", "1")
    assert [] == list(tmp_path.iterdir())
    shown = run("demo", "--steps", "1", "--out", "out").stdout
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert ["network.svg", "neuron.html", "neuron.svg"] == names
    for name in names:
        assert f"out/{name}" in shown
        assert (tmp_path / "out" / name).stat().st_size > 1000
    assert "layer1.neuron" in (tmp_path / "out" / "network.svg").read_text(encoding="utf-8")


def test_pictures_that_cannot_be_written_end_with_status_1(run, tmp_path):
    """With the system's message."""
    (tmp_path / "file").write_text("")
    result = run("demo", "--steps", "1", "--out", str(tmp_path / "file" / "out"))
    assert 1 == result.exit_code
    assert result.stderr.startswith("wengert: ")
    assert "Traceback" not in result.stderr
