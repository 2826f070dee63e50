"""The demo: one neuron explained and checked, then a network of Values trained.

The network is `wengert.nn`'s: nothing but Values, additions, multiplications and relu.  What makes it
learn is `loss.backward()` and an optimiser that moves each parameter against its gradient.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.text import Text

from wengert.cli import demo_pictures
from wengert.cli.expression import parse
from wengert.cli.moons import Point, moons
from wengert.core.functions import relu
from wengert.core.value import Value
from wengert.nn import MLP, SGD
from wengert.see.check import check
from wengert.see.explain import explain

SIZES = (2, 16, 16, 1)
POINTS = 100
NOISE = 0.1
DECAY = 1e-4  # weight of the squared parameters in the loss
FIRST_RATE, LAST_RATE = 1.0, 0.1

NEURON = "tanh(x1*w1 + x2*w2 + b)"
NEURON_AT = {"x1": 2.0, "x2": 0.0, "w1": -3.0, "w2": 1.0, "b": 6.8813735870195432}


def network(chance: random.Random) -> MLP:
    """The network, with first weights from He's distribution."""
    return MLP(SIZES[0], SIZES[1:], activation="relu", init="he_normal", seed=chance)


def loss_and_accuracy(net: MLP, points: list[Point]) -> tuple[Value, float]:
    """The mean hinge loss with the squared parameters added, and the share of points on the right side.

    Above 0 the network says upper moon, below 0 lower moon.
    """
    scores = [net([point.x, point.y]) for point in points]
    hinges = [relu(1 - point.moon * s) for point, s in zip(points, scores, strict=True)]
    loss = sum(hinges) / len(points) + DECAY * sum(p * p for p in net.parameters())
    right = sum((s.data > 0) == (point.moon > 0) for point, s in zip(points, scores, strict=True))
    return loss, right / len(points)


def train(net: MLP, points: list[Point], steps: int, tell: Callable[[int, float, float], None]) -> None:
    """Gradient descent: a step moves each parameter against its gradient."""
    optimiser = SGD(net.parameters())
    for step in range(steps):
        loss, accuracy = loss_and_accuracy(net, points)
        tell(step, loss.data, accuracy)
        optimiser.zero_grad()
        loss.backward()
        optimiser.lr = FIRST_RATE + (LAST_RATE - FIRST_RATE) * step / steps
        optimiser.step()
    loss, accuracy = loss_and_accuracy(net, points)
    tell(steps, loss.data, accuracy)


PICTURE = (64, 18)  # characters
LEFT, RIGHT, LOW, HIGH = -1.5, 2.5, -1.0, 1.5


def picture(net: MLP, points: list[Point]) -> str:
    """The points on the plane, `o` and `x`, with dots where the network says upper moon."""
    width, height = PICTURE
    rows = []
    for i in range(height):
        y = HIGH - (HIGH - LOW) * (i + 0.5) / height
        centres = [LEFT + (RIGHT - LEFT) * (j + 0.5) / width for j in range(width)]
        rows.append(["." if net([x, y]).data > 0 else " " for x in centres])
    for point in points:
        i = int((HIGH - point.y) / (HIGH - LOW) * height)
        j = int((point.x - LEFT) / (RIGHT - LEFT) * width)
        if 0 <= i < height and 0 <= j < width:
            rows[i][j] = "o" if point.moon > 0 else "x"
    return "\n".join("  " + "".join(row).rstrip() for row in rows)


def show(console: Console, steps: int, seed: int, folder: str | None = None) -> None:
    """The whole demo.

    Args:
        console: where to.
        steps: of the training.
        seed: of the points and of the first weights; the same seed gives the same numbers.
        folder: where pictures are written; none without it.

    Raises:
        OSError: a picture cannot be written.
    """
    _show_neuron(console)
    chance = random.Random(seed)
    points = moons(POINTS, NOISE, chance)
    net = network(chance)
    _head(console, "2. A network learns to tell two moons apart")
    console.print(
        Text(
            f"{POINTS} points, {'-'.join(map(str, SIZES))} neurons, relu between them, hinge loss. Every number is a "
            "Value; each step is one loss.backward() and p.data -= lr*p.grad for every parameter p."
        )
    )
    console.print()
    _show_training(console, net, points, steps)
    console.print()
    console.print(Text("o and x: the points of the two moons.  Dots: where the network says o."))
    console.print()
    console.print(Text(picture(net, points)))
    if folder is not None:
        _head(console, "3. Pictures, written into files")
        demo_pictures.show(console, folder, neuron(), net)
    _head(console, "How to go on")
    for command in (
        'wengert explain "a*b + a" a=2 b=4 --wrt a',
        "wengert explain your_script.py:loss",
        "wengert check your_script.py:loss",
        'wengert steps "a*b + a" a=2 b=4 -o backprop.html',
        "wengert draw your_script.py:loss -o loss.svg",
        "wengert functions gelu",
    ):
        console.print(Text(f"  {command}"), soft_wrap=True)
    console.print(Text("The network and its training in Python:"))
    console.print(Text(f"  {__file__}"), soft_wrap=True)


def _head(console: Console, text: str) -> None:
    console.print()
    console.print(Text(text, "bold underline"))
    console.print()


def neuron() -> Value:
    """The neuron of the demo."""
    return _neuron()[0]


def _neuron() -> tuple[Value, dict[str, Value]]:
    values = {name: Value(x, label=name) for name, x in NEURON_AT.items()}
    return parse(NEURON)(values), values


def _show_neuron(console: Console) -> None:
    y, values = _neuron()
    _head(console, "1. One neuron, number by number")
    typed = " ".join(f"{name}={x:.17g}" for name, x in NEURON_AT.items())
    console.print(Text(f'$ wengert explain "{NEURON}" \\\n      {typed} --wrt w1', "dim"), soft_wrap=True)
    console.print()
    console.print(explain(y, values["w1"]))
    console.print()
    console.print(Text("The same derivatives by nudging each input, which needs no chain rule:"))
    console.print()
    console.print(check(y))


def _show_training(console: Console, net: MLP, points: list[Point], steps: int) -> None:
    every = max(1, steps // 10)
    columns = (TextColumn("training"), BarColumn(), MofNCompleteColumn(), TextColumn("loss {task.fields[loss]:.4f}"))
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        bar = progress.add_task("", total=steps, loss=0.0)

        def tell(step: int, loss: float, accuracy: float) -> None:
            progress.update(bar, completed=step, loss=loss)
            if step % every == 0 or step == steps:
                progress.console.print(Text(f"step {step:>4}   loss {loss:.4f}   accuracy {accuracy:4.0%}"))

        train(net, points, steps, tell)
