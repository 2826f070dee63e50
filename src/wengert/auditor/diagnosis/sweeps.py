"""Sweeps as engines make them: the right one, and the ways in which order and visits go wrong.

Each mistake is carried out on graphs of numbers, with what is known of the engine's operations, so that it
can be held against what the engine did.  A mistake that gives every number that was seen is the one.

Legend: out the output; node a position in the graph; pays: passes shares of its adjoint to its operands.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import NamedTuple

import wengert as wg
from wengert.auditor.findings import Program
from wengert.auditor.programs.truth import built


class Node(NamedTuple):
    """A number and how it was made."""

    op: str
    data: float
    operands: tuple[int, ...]
    partials: tuple[float, ...]


class Small(NamedTuple):
    """A graph of some nodes, operands before users; the last one is the output."""

    nodes: tuple[Node, ...]
    leaves: dict[str, int]


class Habits(NamedTuple):
    """What is known of an engine's operations.

    Attributes:
        replaces: (operation, position of an operand) where the gradient is replaced, not added to.
        on_operand: operations whose local derivative stands on the operand, where the next such use replaces it.
        merges: operations in which an operand that a node has twice is known once.
        ignores: whether the gradient from above is not multiplied into what is passed on.
    """

    replaces: frozenset[tuple[str, int]] = frozenset()
    on_operand: frozenset[str] = frozenset()
    merges: frozenset[str] = frozenset()
    ignores: bool = False


_NAMES = {"add": "+", "sub": "-", "mul": "*", "div": "/", "pow": "**"}


def small(program: Program) -> Small:
    """The graph of a program, its nodes in the order in which they are made."""
    names, y = built(program)
    listed: dict[int, wg.Value] = {}
    for name in [*program.inputs, *(line.partition("=")[0].strip() for line in program.lines)]:
        listed.update((id(node), node) for node in wg.Graph(names[name]).nodes if id(node) not in listed)
    used = {id(node) for node in wg.Graph(y).nodes}
    places = {each: place for place, each in enumerate(each for each in listed if each in used)}
    nodes = tuple(
        Node(_NAMES.get(node.op, node.op), node.data, tuple(places[id(arg)] for arg in node.args), tuple(node.partials))
        for each, node in listed.items()
        if each in places
    )
    return Small(nodes, {name: places[id(names[name])] for name in program.inputs if id(names[name]) in places})


Order = Callable[[Small, bool], Iterable[int]]


class Mistake(NamedTuple):
    """A way of sweeping.

    Attributes:
        code: of the defect; empty for the right way.
        name: what tells it from others of that code.
        words: what it does.
        order: the nodes in the order in which they pay, given a graph and from which side operands are visited.
    """

    code: str
    name: str
    words: str
    order: Order


def sweep(graph: Small, mistake: Mistake, habits: Habits, turned: bool) -> dict[str, float]:
    """The gradients that a sweep leaves in the leaves."""
    nodes = graph.nodes
    local: dict[int, float] = {}
    for node in nodes:
        for operand, partial in zip(node.operands, node.partials, strict=True):
            if node.op in habits.on_operand:
                local[operand] = partial
    adjoint = [0.0] * len(nodes)
    adjoint[-1] = 1.0
    for place in mistake.order(graph, turned):
        node = nodes[place]
        for slot, (operand, partial) in enumerate(zip(node.operands, node.partials, strict=True)):
            if node.op in habits.merges and operand in node.operands[slot + 1 :]:
                continue
            share = local[operand] if node.op in habits.on_operand else partial
            share *= 1.0 if habits.ignores else adjoint[place]
            adjoint[operand] = share if (node.op, slot) in habits.replaces else adjoint[operand] + share
    return {name: adjoint[place] for name, place in graph.leaves.items()}


def _operands(graph: Small, place: int, turned: bool) -> tuple[int, ...]:
    found = graph.nodes[place].operands
    return found[::-1] if turned else found


def _by_identity(node: Node, place: int) -> Hashable:
    return place


def _by_number(node: Node, place: int) -> Hashable:
    return node.data


def _post_order(
    graph: Small,
    turned: bool,
    mark: Callable[[Node, int], Hashable] = _by_identity,
    again: bool = False,
    first_only: bool = False,
) -> list[int]:
    """Operands before users, each once.

    Args:
        graph: whose nodes.
        turned: whether the last operand is visited first.
        mark: what is remembered of a visited node.
        again: whether a node is listed at each visit.
        first_only: whether only one operand of a node is visited.
    """
    seen: set[Hashable] = set()
    listed: list[int] = []

    def visit(place: int) -> None:
        marked = mark(graph.nodes[place], place)
        known = marked in seen
        if not known:
            seen.add(marked)
            for operand in _operands(graph, place, turned)[: 1 if first_only else None]:
                visit(operand)
        if again or not known:
            listed.append(place)

    visit(len(graph.nodes) - 1)
    return listed


def _pre_order(graph: Small, turned: bool) -> list[int]:
    """Users before their operands along one path after another, each node at its first visit."""
    seen: set[int] = set()
    listed: list[int] = []

    def visit(place: int) -> None:
        if place not in seen:
            seen.add(place)
            listed.append(place)
            for operand in _operands(graph, place, turned):
                visit(operand)

    visit(len(graph.nodes) - 1)
    return listed


def _waiting(graph: Small, turned: bool, last_first: bool = False, once: bool = True) -> Iterator[int]:
    """Nodes from a queue, or from a stack; each put there once, or by each of its users."""
    last = len(graph.nodes) - 1
    seen, waiting = {last}, deque([last])
    while waiting:
        place = waiting.pop() if last_first else waiting.popleft()
        yield place
        for operand in _operands(graph, place, turned):
            if not once or operand not in seen:
                seen.add(operand)
                waiting.append(operand)


def _nonzero(graph: Small, order: list[int]) -> list[int]:
    """An order without the nodes whose number is 0; the output stays."""
    return [place for place in order if graph.nodes[place].data != 0.0 or place == len(graph.nodes) - 1]


RIGHT = Mistake("", "right", "", lambda graph, turned: _post_order(graph, turned)[::-1])

_TOO_EARLY = "a node can pass its own on before all nodes that use it have given it theirs"

#: The likely ones first; each is told from the others by the programs of the battery.
MISTAKES = (
    Mistake(
        "wrong-order", "breadth-first", f"nodes pass their gradients on in breadth-first order: {_TOO_EARLY}", _waiting
    ),
    Mistake(
        "visited-twice",
        "listed again",
        "a node that is used several times is listed at each visit, and passes its whole gradient on as often",
        lambda graph, turned: _post_order(graph, turned, again=True)[::-1],
    ),
    Mistake(
        "visited-twice",
        "level by level",
        "a node that is used several times passes its whole gradient on at every visit, level by level",
        lambda graph, turned: _waiting(graph, turned, once=False),
    ),
    Mistake(
        "visited-twice",
        "path by path",
        "a node that is used several times passes its whole gradient on at every visit, path by path",
        lambda graph, turned: _waiting(graph, not turned, last_first=True, once=False),
    ),
    Mistake(
        "wrong-order", "depth-first", f"nodes pass their gradients on in depth-first order: {_TOO_EARLY}", _pre_order
    ),
    Mistake(
        "wrong-order",
        "depth-first",
        f"nodes pass their gradients on in depth-first order: {_TOO_EARLY}",
        lambda graph, turned: _waiting(graph, turned, last_first=True),
    ),
    Mistake(
        "wrong-order",
        "output last",
        "nodes below the output come before it: they pass their gradients on before any has arrived",
        _post_order,
    ),
    Mistake(
        "never-visited",
        "equal",
        "nodes with equal numbers are taken for one and the same: only one of these passes its gradient on",
        lambda graph, turned: _post_order(graph, turned, _by_number)[::-1],
    ),
    Mistake(
        "never-visited",
        "zero",
        "a node whose number is 0 is taken for none (`if node:`), and what lies below it gets no gradient",
        lambda graph, turned: _nonzero(graph, _post_order(graph, turned)[::-1]),
    ),
    Mistake(
        "never-visited",
        "first operand",
        "only the first operand of a node is visited: what lies below the others gets no gradient",
        lambda graph, turned: _post_order(graph, turned, first_only=True)[::-1],
    ),
    Mistake(
        "never-visited",
        "one step",
        "only the output passes its gradient on: what lies below its operands gets none",
        lambda graph, turned: [len(graph.nodes) - 1],
    ),
)


def path_shares(graph: Small, turned: bool) -> dict[str, float]:
    """The share of one path to each input: the last that is walked in depth-first order."""
    shares = dict.fromkeys(graph.leaves.values(), 0.0)

    def walk(place: int, share: float) -> None:
        node = graph.nodes[place]
        if place in shares:
            shares[place] = share
        pairs = list(zip(node.operands, node.partials, strict=True))
        for operand, partial in reversed(pairs) if turned else pairs:
            walk(operand, share * partial)

    walk(len(graph.nodes) - 1, 1.0)
    return {name: shares[place] for name, place in graph.leaves.items()}


def topological_orders(graph: Small) -> Iterator[list[int]]:
    """Every order in which each node comes after all of its users."""
    count = len(graph.nodes)
    users = [0] * count
    for node in graph.nodes:
        for operand in set(node.operands):
            users[operand] += 1

    def extend(listed: list[int], ready: list[int]) -> Iterator[list[int]]:
        if not ready:
            yield list(listed)
        for place in ready:
            freed = []
            for operand in set(graph.nodes[place].operands):
                users[operand] -= 1
                if not users[operand] and graph.nodes[operand].operands:
                    freed.append(operand)
            yield from extend([*listed, place], [*(other for other in ready if other != place), *freed])
            for operand in set(graph.nodes[place].operands):
                users[operand] += 1

    yield from extend([], [count - 1])
