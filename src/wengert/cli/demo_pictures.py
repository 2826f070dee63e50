"""What the demo leaves in files: the neuron drawn, the neuron to step through, and the trained network."""

from __future__ import annotations

import os
from collections.abc import Callable

from rich.console import Console
from rich.text import Text

from wengert.core.value import Value
from wengert.nn import MLP
from wengert.see.steps.steps import steps


def write(folder: str, neuron: Value, net: MLP) -> list[tuple[str, str]]:
    """Write the pictures; nothing of the graphs is changed.

    Args:
        folder: where to; made if it is not there.
        neuron: a small computation.
        net: the network; drawn where it judges the point (0.5, 0.25), with gradients by that point.

    Returns:
        Each file with what it shows.

    Raises:
        OSError: a file cannot be written.
    """
    score = net([Value(0.5, label="x"), Value(0.25, label="y")])
    score.label = "score"
    pictures: list[tuple[str, Callable[[str], None], str]] = [
        ("neuron.svg", steps(neuron).draw().save, "the neuron with its gradients"),
        ("neuron.html", steps(neuron).save, "its backward pass, to step through in a browser"),
        ("network.svg", steps(score).draw(fold="auto").save, "the trained network, its neurons folded"),
    ]
    os.makedirs(folder, exist_ok=True)
    written = []
    for name, save, what in pictures:
        path = os.path.join(folder, name)
        save(path)
        written.append((path, what))
    return written


def show(console: Console, folder: str, neuron: Value, net: MLP) -> None:
    """Write the pictures and say so."""
    written = write(folder, neuron, net)
    longest = max(len(path) for path, _ in written)
    for path, what in written:
        console.print(Text(f"  {path:<{longest}}   {what}"), soft_wrap=True)
