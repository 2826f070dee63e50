"""Folding: which nodes of a graph go into which box.

Scopes say what belongs together (`layer1.neuron3`).  A folding gives every node a place: itself, or a box.
It is made so that the boxes and what is outside of them form no cycle: where a scope is left and entered
again, as by a recurrent cell, it becomes several boxes, one after the other.

Legend: path a scope's full name; stem a part of a path without its number, `neuron` of `neuron3`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterable
from itertools import pairwise
from typing import NamedTuple

from wengert.core import number
from wengert.core.graph import Graph
from wengert.core.row import CONSTANT, LEAF
from wengert.core.value import Value
from wengert.see.names import abridged

ENOUGH = 60  # items: what one can take in, and what "auto" folds down to
MOST = 3000  # items: what a layout is made for
OUTSIDE = "outside of scopes"
MANY = 8  # boxes alike; more are drawn as one
TAIL = 40  # nodes that are drawn of a large graph without scopes

_NUMBER = re.compile(r"[_\W]*\d+\W*$")


class Box(NamedTuple):
    """Nodes that are drawn as one.

    Attributes:
        key: unique among boxes.
        path: the scope; or words, for what no scope holds.
        nodes: places in the graph's list.
    """

    key: str
    path: str
    nodes: list[int]


#: Boxes by key and nodes by place, each with those beside it.
Neighbours = dict["str | int", "set[str | int]"]

#: For each node the box that it is in, or None.
Folding = list["Box | None"]


def folding(graph: Graph, fold: str | None) -> Folding | None:
    """Where the nodes of a graph go; None if all are drawn themselves.

    Args:
        graph: what is drawn.
        fold: as for `draw`.

    Raises:
        TypeError: fold is neither a str nor None.
        ValueError: no scope has that name, or so much is left that it cannot be drawn; the message says what
            to fold.

    Cost: some µs per node.
    """
    if fold is not None and not isinstance(fold, str):
        raise TypeError(f"fold takes 'auto', None, or a scope's name; got {number.what(fold)}")
    count = len(graph)
    if fold is None or (fold == "auto" and count <= ENOUGH):
        _refuse(count, graph)
        return None
    paths = [node.scope for node in graph.nodes]
    if fold == "auto" and not any(paths):
        return None if count <= MOST else _tail(count)
    web = _Web(graph)
    if fold != "auto":
        found = web.fitting(_keys(paths, fold), MOST)
        if found is None:
            _refuse(count, graph)
        return found
    levels: list[list[str]] = []
    for level in ("neuron", "layer", ""):
        if (keys := _keys(paths, level)) not in levels:
            levels.append(keys)
    found = next(filter(None, (web.fitting(keys, ENOUGH) for keys in levels)), None)
    found = found or next(filter(None, (web.gathered(keys, ENOUGH) for keys in levels)), None)
    return found or web.fitting(levels[-1], MOST) or _tail(count)


def stems(paths: Iterable[str]) -> list[str]:
    """The stems in some paths, each once, as they come."""
    parts = {part: None for path in dict.fromkeys(paths) for part in path.split(".") if part}
    return list(dict.fromkeys(map(stem, parts)))


def holds(nodes: list[Value], path: str) -> str:
    """What a box holds, in words: `16 neurons, 33 nodes: 16 mul, 16 add, 1 relu`."""
    inner = {node.scope[len(path) + 1 :].split(".")[0] for node in nodes if node.scope.startswith(path + ".")}
    parts = Counter(map(stem, sorted(inner)))
    words = [f"{count} {stem}{'s' * (count != 1)}" for stem, count in parts.items()]
    if words:
        return f"{', '.join(words)}; {len(nodes):,} nodes"
    ops = Counter(node.op or ("constant" if node.is_constant else "leaf") for node in nodes).most_common()
    ops.sort(key=lambda op: op[0] in ("constant", "leaf"))
    kinds = [f"{count:,} {_plural(op, count)}" for op, count in ops]
    return f"{len(nodes):,} node{'s' * (len(nodes) != 1)}: {', '.join(kinds[:6])}{', …' * (len(kinds) > 6)}"


def _plural(op: str, count: int) -> str:
    return op if count == 1 else {"constant": "constants", "leaf": "leaves"}.get(op, op)


def stem(part: str) -> str:
    """A part of a path without its number: `neuron` of `neuron3`."""
    return _NUMBER.sub("", part) or part


def _keys(paths: list[str], level: str) -> list[str]:
    """For each path the part of it that names a box; empty for a node that stays outside.

    A level names one part, `layer`, or several in a row, `layer2.neuron`; each with its number or, for all
    numbers, without.  If there is no such part anywhere, "neuron" is the innermost scope and "layer" the one
    around it; the empty level is the outermost scope.
    """
    distinct = dict.fromkeys(paths)
    ends = {path: _end(path.split("."), level.split(".")) for path in distinct} if level else {}
    known = any(ends.values())
    if level and not known and level not in ("neuron", "layer"):
        raise ValueError(f"fold takes 'auto', None, or a scope's name; {_no_scope(level, distinct)}")
    key_of = {}
    for path in distinct:
        parts = path.split(".")
        if not level:
            end = 1
        elif known:
            end = ends[path]
        else:
            end = len(parts) if level == "neuron" else max(1, len(parts) - 1)
        key_of[path] = ".".join(parts[:end]) if path else ""
    return [key_of[path] for path in paths]


def _end(parts: list[str], wanted: list[str]) -> int:
    """Behind how many parts of a path the wanted ones end; 0 if they are not there."""
    for start in range(len(parts) - len(wanted) + 1):
        here = parts[start : start + len(wanted)]
        if all(want in (part, stem(part)) for part, want in zip(here, wanted, strict=True)):
            return start + len(wanted)
    return 0


def _no_scope(level: str, paths: Iterable[str]) -> str:
    """What to say where no scope is named so: which there are, or how there would be one."""
    there = [path for path in paths if path]
    if not there:
        return f"{level!r} is none: there are no scopes.  Give parts of a computation one: with wg.scope('layer1'):"
    known = stems(there)
    example = next((path for path in there if path not in known), "")
    exact = f", or one of them in full, as {example!r}" * bool(example)
    return f"no scope is named {level!r}; there are: {', '.join(map(repr, abridged(known)))}{exact}"


class _Web:
    """Who uses whom, by places in a graph's list; boxes are made of it by keys, one for each node."""

    def __init__(self, graph: Graph) -> None:
        ops, starts, operands, _, _ = graph.arrays
        every = operands.tolist()
        self._args = [every[start:stop] for start, stop in pairwise(starts)]
        self._codes = ops

    def fitting(self, keys: list[str], most: int) -> Folding | None:
        """Boxes by these keys; with the leaves outside that only one box uses, if it takes that to be small.

        None if there are more than so many items in either way.
        """
        for tight in (False, True):
            full = self._with_leaves(keys, tight)
            if full.count("") + len(set(full)) - 1 <= most:
                found = self._boxes(full)
                if _size(found) <= (most if tight else ENOUGH):
                    return found
        return None

    def gathered(self, keys: list[str], most: int) -> Folding | None:
        """The same with boxes of all that is outside: what goes into the others, and what is made of them."""
        full = [key or OUTSIDE for key in self._with_leaves(keys, tight=True)]
        if len(set(full)) > most:
            return None
        found = self._boxes(full)
        return found if _size(found) <= most else None

    def _with_leaves(self, keys: list[str], tight: bool) -> list[str]:
        """The keys, and for constants outside, if it is to be tight for all leaves, those of their only users."""
        codes, found = self._codes, list(keys)
        users: dict[int, str] = {}
        for i, args in enumerate(self._args):
            for k in args:
                if not keys[k] and (codes[k] == CONSTANT or (tight and codes[k] == LEAF)):
                    users[k] = keys[i] if users.setdefault(k, keys[i]) == keys[i] else ""
        for k, key in users.items():
            found[k] = key
        return found

    def _boxes(self, keys: list[str]) -> Folding:
        """Boxes of the nodes of the same key, split where they would close a cycle."""
        split = self._uncycled(keys)
        boxes: dict[Hashable, Box] = {}
        parts: Counter[str] = Counter()
        found: Folding = []
        for i, key in enumerate(keys):
            if not key:
                found.append(None)
                continue
            mark = (key, split[i])
            if mark not in boxes:
                parts[key] += 1
                boxes[mark] = Box(f"box:{key}" + f"#{parts[key]}" * (parts[key] > 1), key, [])
            boxes[mark].nodes.append(i)
            found.append(boxes[mark])
        return found

    def _uncycled(self, keys: list[str]) -> list[int]:
        """For each node the part of its box that it belongs to, 0 for all if the boxes close no cycle.

        What is on a cycle, or between two, is numbered from its users backwards, one less wherever a box is
        entered: then a link from one box to another always goes to a higher number.
        """
        group: list[str | int] = [key or i for i, key in enumerate(keys)]
        below: Neighbours = {name: set() for name in group}
        for i, args in enumerate(self._args):
            below[group[i]].update([group[k] for k in args])
        above: Neighbours = {name: set() for name in below}
        for name, sources in below.items():
            sources.discard(name)
            for source in sources:
                above[source].add(name)
        rest = _peeled(_peeled(set(below), below, above), above, below)
        split = [0] * len(keys)
        if rest:
            for i in range(len(keys) - 1, -1, -1):
                if group[i] in rest:
                    for k in self._args[i]:
                        if group[k] in rest:
                            split[k] = min(split[k], split[i] - (group[k] != group[i]))
        return split


def _peeled(rest: set[str | int], below: Neighbours, above: Neighbours) -> set[str | int]:
    """What is left when everything that has nothing below it is taken away, again and again."""
    waiting = {name: len(below[name] & rest) for name in rest}
    ready = [name for name, count in waiting.items() if not count]
    gone = set()
    while ready:
        name = ready.pop()
        gone.add(name)
        for user in above[name]:
            if user in waiting:
                waiting[user] -= 1
                if not waiting[user]:
                    ready.append(user)
    return rest - gone


def _size(found: Folding) -> int:
    return sum(box is None for box in found) + len({box.key for box in found if box is not None})


def _refuse(count: int, graph: Graph) -> None:
    """Say what to fold, if that many items are too many."""
    if count <= MOST:
        return
    known = stems(node.scope for node in graph.nodes)
    way = f"fold={known[-1]!r} or another of {', '.join(map(repr, known))}" if known else (
        "fold='auto', which shows its end, or give parts of it a scope to fold: with wg.scope('layer1'):"
    )  # fmt: skip
    raise ValueError(f"a picture of {count:,} items is too large, {MOST:,} are the most; try {way}")


def _tail(count: int) -> Folding:
    """The last nodes of the list themselves, and one box of all before them."""
    first = count - TAIL
    box = Box("box:before", "what comes before", list(range(first)))
    return [box] * first + [None] * TAIL
