"""Makes the pictures of the docs with the drawings of this package: `python tools/pictures.py [--check]`."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import wengert as wg
from wengert import Value

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


PICTURES: dict[str, Callable[[], Any]] = {
    "node": node,
    "neuron": lambda: neuron().draw(),
    "descent": descent,
    "operators": operators,
    "experiment": experiment,
    "network": network,
    "mistake": mistake,
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
