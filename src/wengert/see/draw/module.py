"""From a module to a Picture: its parts as boxes, with their sizes, before any point is given.

What a module is, is known by its attributes alone: `named_parameters()`, and, where it has them, `layers`
that come one after the other, `neurons` that stand side by side, weights `w` and an `activation`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from wengert.see.draw.fold import MANY, stem
from wengert.see.draw.picture import SHOW, Item, Link, Picture


def module(of: Any, show: Sequence[str] = SHOW) -> Picture:
    """The picture of a module without a point.

    Args:
        of: has `named_parameters()`, which gives names, as ways through the module joined by dots, and Values.
        show: which numbers are asked for.

    Returns:
        A chain of boxes for layers that come one after the other, many equal ones as one; one box for
        neurons side by side; else a box for each part that holds parameters.

    Raises:
        ValueError: it has no parameters.
    """
    title = type(of).__name__
    named = [name for name, _ in of.named_parameters()]
    if not named:
        raise ValueError(f"this {title} has no parameters to draw; give a point to draw what it computes there")
    layers, neurons = _parts(of, "layers"), _parts(of, "neurons")
    if layers and sum(map(_size, layers)) == len(named):
        items = _chain(layers)
        links = tuple(Link(i, i + 1) for i in range(len(items) - 1))
        return Picture(tuple(items), links, title, tuple(show))
    if neurons and sum(map(_size, neurons)) == len(named):
        groups = _alike([(f"neuron{i}", _detail(neuron)) for i, neuron in enumerate(neurons, start=1)], most=1)
    else:
        groups = _alike(_tops(of, title, named), MANY)
    return Picture(tuple(_box(*group) for group in groups), (), title, tuple(show))


def _chain(layers: Sequence[Any]) -> list[Item]:
    """A box for each layer; more than MANY equal ones in a row are one."""
    described = [(f"layer{i}", _detail(layer)) for i, layer in enumerate(layers, start=1)]
    return [_box(*group) for group in _alike(described, MANY)]


def _alike(described: Sequence[tuple[str, str]], most: int) -> list[tuple[str, str, int]]:
    """Names, details and counts of boxes; more than so many neighbours that differ only in number are one."""
    found: list[tuple[str, str, int]] = []
    for (_, detail), group in groupby(described, key=lambda each: (stem(each[0]), each[1])):
        names = [name for name, _ in group]
        if len(names) > most:
            found.append((names[0], detail, len(names)))
        else:
            found += [(name, detail, 1) for name in names]
    return found


def _box(name: str, detail: str, count: int) -> Item:
    shown = name if count == 1 else stem(name)
    return Item(key=f"box:{name}", kind="box", name=shown, full=shown, detail=detail, count=count, scope=name)


def _tops(of: Any, title: str, named: Sequence[str]) -> list[tuple[str, str]]:
    """Name and detail of each part of a module of any kind, and of what holds the parameters of its own."""
    tops: dict[str, list[str]] = {}
    for name in named:
        top, _, rest = name.partition(".")
        tops.setdefault(top if rest else title, []).append(rest or top)
    described = []
    for top, names in tops.items():
        part = of if top == title else getattr(of, top, None)
        shape = _shape(part) if part is not None and _size(part) == len(names) else ""
        inner = Counter(stem(part) for part in dict.fromkeys(name.split(".")[0] for name in names if "." in name))
        words = [shape] if shape else [f"{n} {part}{'s' * (n != 1)}" for part, n in inner.items()]
        described.append((top, _listed(*words, _counted(len(names)))))
    return described


def _detail(part: Any) -> str:
    """`2 → 16 · relu, 48 parameters`; what it is called where its shape cannot be known."""
    return _listed(_shape(part) or type(part).__name__, _counted(_size(part)))


def _shape(part: Any) -> str:
    """How many numbers go in and come out, and through which activation; empty where that cannot be known."""
    inner = _parts(part, "layers")
    first, last = (inner[0], inner[-1]) if inner else (part, part)
    entering, leaving = _parts(first, "neurons") or [first], _parts(last, "neurons") or [last]
    weights = _parts(entering[0], "w")
    if not weights:
        return ""
    if inner:
        return " → ".join(map(str, [len(weights), *(len(_parts(layer, "neurons")) or 1 for layer in inner)]))
    names = {name for neuron in leaving if isinstance(name := getattr(neuron, "activation", None), str)}
    return f"{len(weights)} → {len(leaving)}" + (f" · {names.pop()}" if len(names) == 1 else "")


def _parts(of: Any, attribute: str) -> Sequence[Any]:
    """The parts that an attribute lists; none where it lists none."""
    parts = getattr(of, attribute, ())
    return parts if isinstance(parts, (list, tuple)) else ()


def _size(part: Any) -> int:
    """How many parameters a part has."""
    return len(part.named_parameters()) if hasattr(part, "named_parameters") else 0


def _counted(count: int) -> str:
    return f"{count:,} parameter{'s' * (count != 1)}"


def _listed(*words: str) -> str:
    return ", ".join(filter(None, words))
