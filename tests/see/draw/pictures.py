"""What the tests of drawings share: graphs, and SVG taken apart."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

import pytest
from seeds import leaves
from seeds import neuron as s1

import wengert as wg
from wengert import Value

GOLDEN = Path(__file__).parent / "golden"
SVG = "{http://www.w3.org/2000/svg}"


def s0() -> Value:
    a, b, c = leaves(a=10, b=20, c=-3)
    x1 = a + b
    x1.label = "x1"
    return x1 * c


def s2() -> Value:
    x1, x2, w1, w2 = leaves(x1=3, x2=4, w1=1, w2=2)
    return ((x1 * w1).relu() + (x2 * w2).relu()).gelu_tanh()


def s3() -> Value:
    *pairs, z = leaves(w0=1.3, x0=1.6, w1=1.2, x1=0.8, w2=1.1, x2=0.5, b=0.2)
    for w, x in zip(pairs[::2], pairs[1::2], strict=True):
        z = z + w * x
    return z.tanh()


def s4(kind: int) -> Value:
    a, b, d = leaves(a=3, b=-5, d=2)
    return [(a + b) * d, a * b + d, a * b * d, a + b + d, (a + b) + b, (a + b) * b][kind]


def nonfinite() -> Value:
    x, q = leaves(x=0.0, q=-1.0)
    return 1 / x + wg.log(q)


def many() -> Value:
    """One operation of eight operands."""
    return wg.logsumexp(leaves(**{f"a{i}": float(i) for i in range(8)}))


def gelu() -> Value:
    """A composite operation."""
    (x,) = leaves(x=0.5)
    return x.gelu()


def net(*widths: int, samples: int = 1) -> Value:
    """A net with the scopes that nn gives, and its loss outside of them."""
    weights: dict[str, Value] = {}

    def weight(name: str) -> Value:
        if name not in weights:
            weights[name] = Value((hash_of(name) % 19 - 9) / 8, label=name.split(".")[-1])
        return weights[name]

    total = Value(0.0, label="zero")
    for sample in range(samples):
        xs = [Value(0.5 * i - sample, label=f"x{i}") for i in range(widths[0])]
        for k, width in enumerate(widths[1:], 1):
            outs = []
            for j in range(1, width + 1):
                with wg.scope(f"layer{k}"), wg.scope(f"neuron{j}"):
                    y = weight(f"{k}.{j}.b")
                    for i, x in enumerate(xs):
                        y = y + weight(f"{k}.{j}.w{i}") * x
                    outs.append(y if k == len(widths) - 1 else y.tanh())
            xs = outs
        total = xs[0] if samples == 1 else total + (xs[0] - 1.0) ** 2
    return total


def hash_of(name: str) -> int:
    """A number for a name, the same in every run."""
    return sum((i + 1) * ord(character) for i, character in enumerate(name))


SEEDS: dict[str, Callable[[], Value]] = {
    "s0": s0,
    "s1": s1,
    "s2": s2,
    "s3": s3,
    **{f"s4-{kind + 1}": lambda kind=kind: s4(kind) for kind in range(6)},
}
GRAPHS: dict[str, Callable[[], Value]] = {
    **SEEDS,
    "nonfinite": nonfinite,
    "many": many,
    "net": lambda: net(2, 3, 1),
}


def compare(config: pytest.Config, name: str, content: str) -> None:
    """The content is that of the golden file; `pytest --update` writes it anew."""
    path = GOLDEN / name
    if config.getoption("update", default=False):
        path.write_text(content, encoding="utf-8", newline="")
    assert path.read_text(encoding="utf-8") == content


class Rect(NamedTuple):
    """A rectangle of a drawing, with its class or that of its group."""

    kind: str
    x: float
    y: float
    width: float
    height: float

    def overlaps(self, other: Rect) -> bool:
        """Whether they share an area; edges may touch."""
        return (
            self.x + self.width > other.x + 0.05
            and other.x + other.width > self.x + 0.05
            and self.y + self.height > other.y + 0.05
            and other.y + other.height > self.y + 0.05
        )


def parsed(svg: str) -> ElementTree.Element:
    """The drawing as a tree; an error if it is not well-formed."""
    return ElementTree.fromstring(svg)


def rects(svg: str) -> list[Rect]:
    """Cards, circles (`op`) and what labels stand on (`h`)."""
    found = []
    for group in [parsed(svg), *parsed(svg).iter(f"{SVG}g")]:
        for rect in group.findall(f"{SVG}rect"):
            kind = rect.get("class") or group.get("class", "")
            found.append(Rect(kind, *(float(rect.get(of, "nan")) for of in ("x", "y", "width", "height"))))
    return found


def overlapping(svg: str) -> list[tuple[Rect, Rect]]:
    """Pairs of cards, circles and labels that share an area."""
    return [(one, other) for one, other in combinations(rects(svg), 2) if one.overlaps(other)]


def classes(svg: str) -> list[str]:
    """The classes of the links, as they are drawn."""
    return [path.get("class", "") for path in parsed(svg).iter(f"{SVG}path")]


def texts(svg: str) -> list[str]:
    """All texts in their order."""
    return ["".join(text.itertext()) for text in parsed(svg).iter(f"{SVG}text")]


def style(svg: str) -> list[str]:
    """The rules of the style sheet."""
    sheet = parsed(svg).find(f"{SVG}style")
    assert sheet is not None and sheet.text is not None
    return re.findall(r"^.+$", sheet.text, re.M)
