"""Makes the pictures of the docs with the drawings of this package: `python tools/pictures.py [--check]`."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import wengert as wg
from wengert import Graph, Value
from wengert.see.draw.compose import compose
from wengert.see.draw.drawing import Drawing
from wengert.see.draw.forms.svg import svg
from wengert.see.names import figure
from wengert.see.steps.stepper import WRONG

FOLDER = Path(__file__).parent.parent / "docs" / "pictures"


def node() -> Any:
    """The first lesson's graph: (a + b)*c."""
    a, b, c = (Value(x, label=name) for name, x in (("a", 10.0), ("b", 20.0), ("c", -3.0)))
    x1 = a + b
    x1.label = "x1"
    x2 = x1 * c
    x2.label = "x2"
    x2.backward()
    return x2.draw()


def neuron() -> Value:
    """The second lesson's neuron, swept."""
    named = {"x1": 2.0, "x2": 0.0, "w1": -3.0, "w2": 1.0, "b": 6.8813735870195432}
    x1, x2, w1, w2, b = (Value(x, label=name) for name, x in named.items())
    n = x1 * w1 + x2 * w2 + b
    n.label = "n"
    o: Value = n.tanh()
    o.label = "o"
    o.backward()
    return o


def descent() -> Any:
    """The third lesson's network: gelu(relu(x1*w1) + relu(x2*w2))."""
    x1, x2, w1, w2 = (Value(x, label=name) for name, x in (("x1", 3.0), ("x2", 4.0), ("w1", 1.0), ("w2", 2.0)))
    out = wg.gelu(wg.relu(x1 * w1) + wg.relu(x2 * w2))
    out.label = "out"
    out.backward()
    return out.draw()


def operators() -> Any:
    """The fourth lesson's neuron, from top to bottom."""
    z = Value(0.2, label="b")
    for i, (w, x) in enumerate([(1.3, 1.6), (1.2, 0.8), (1.1, 0.5)]):
        z = z + Value(w, label=f"w{i}") * Value(x, label=f"x{i}")
    z.label = "z"
    y = z.tanh()
    y.label = "y"
    y.backward()
    return y.draw(rankdir="TB")


def experiment() -> Any:
    """One of the fifth lesson's diagrams: (a + b)*b, where b has two paths."""
    a, b = Value(3.0, label="a"), Value(-5.0, label="b")
    c = a + b
    c.label = "c"
    z = c * b
    z.label = "z"
    z.backward()
    return z.draw()


def network() -> Any:
    """A network of wg.nn at a point, neurons folded."""
    net = wg.nn.MLP(2, [4, 4, 1], activation="tanh", seed=1)
    y = net([1.0, -2.0])
    y.label = "y"
    y.backward()
    return y.draw()


def mistake() -> Any:
    """The order that many hand-made engines use, beside the true gradients."""
    x = Value(2.0, label="x")
    y = x * x
    y.label = "y"
    z = y * y
    z.label = "z"
    out = y + z
    out.label = "out"
    return wg.steps(out, order="breadth-first").draw()


def overwritten() -> Any:
    """A sweep that assigns: of a's two shares one is left."""
    a, b = Value(2.0, label="a"), Value(4.0, label="b")
    y = a * b + a
    y.label = "y"
    return wg.steps(y, accumulate="overwrite").draw()


class Pushed(NamedTuple):
    """A graph with the gradients that pushes by hand have left; those that are wrong are marked.

    Attributes:
        y: the output.
        sweeps: the nodes that pay, in their order; before each sweep the output's gradient is set to 1.
    """

    y: Value
    sweeps: Sequence[Sequence[Value]]

    def save(self, path: Path) -> None:
        """Push, and draw."""
        graph = Graph(self.y)
        self.y.backward()
        right = [node.grad for node in graph.nodes]
        self.y.zero_grad()
        for sweep in self.sweeps:
            self.y.grad = 1.0
            for node in sweep:
                node.push()
        drawn = compose(graph)
        wrong = {
            f"v{place}": f"wrong: true {figure(x)}"
            for place, (node, x) in enumerate(zip(graph.nodes, right, strict=True))
            if not node.is_constant and node.grad != x
        }
        items = tuple(replace(item, detail=wrong.get(item.key, item.detail)) for item in drawn.items)
        rings = ",".join(f'[data-key="{key}"] rect' for key in wrong) + f"{{stroke:{WRONG};stroke-width:3}}"
        path.write_text(svg(Drawing(replace(drawn, items=items), "LR", "auto").placed, "auto", rings), encoding="utf-8")


def twice() -> Any:
    """A node with two users that pays all it has at every visit."""
    x = Value(2.0, label="x")
    u = x * x
    u.label = "u"
    v = 3 * u
    v.label = "v"
    y = u + v
    y.label = "y"
    return Pushed(y, [[y, v, u, u]])


def stale() -> Any:
    """A second sweep that finds the first one's gradients in the inner nodes."""
    x = Value(2.0, label="x")
    u = x * x
    u.label = "u"
    y = u * u
    y.label = "y"
    return Pushed(y, [[y, u], [y, u]])


PICTURES: dict[str, Callable[[], Any]] = {
    "node": node,
    "neuron": lambda: neuron().draw(),
    "descent": descent,
    "operators": operators,
    "experiment": experiment,
    "network": network,
    "mistake": mistake,
    "overwritten": overwritten,
    "twice": twice,
    "stale": stale,
    "steps": lambda: wg.steps(neuron()),
}


def make(folder: Path) -> None:
    """Write every picture into a folder."""
    for name, picture in PICTURES.items():
        picture().save(folder / f"{name}.svg")


def main() -> int:
    """Write the pictures, or say which are not as kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="only compare; exit status 1 if one differs")
    if not parser.parse_args().check:
        FOLDER.mkdir(exist_ok=True)
        make(FOLDER)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        make(Path(folder))
        made = {path.name: path.read_bytes() for path in Path(folder).iterdir()}
    kept = {path.name: path.read_bytes() for path in FOLDER.iterdir()}
    stale = sorted(name for name in {*made, *kept} if made.get(name) != kept.get(name))
    for name in stale:
        print(f"docs/pictures/{name} is not what this package draws; run: python tools/pictures.py")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
