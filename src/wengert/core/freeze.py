"""Copies and pickles of Values: iterative, and Values that go together keep sharing.

A pickle must not recurse from a node to its operands, and two Values pickled together must meet in
the nodes that they share.  So a Value pickles as a place in an Ice: a flat list of nodes, operands
first, without the nodes that an Ice pickled just before already holds.  The pickler keeps what it has
written alive until it is done, and only so long do we remember an Ice.
"""

from __future__ import annotations

import copy
import threading
import weakref
from typing import TYPE_CHECKING, Any

from wengert.core import sweep
from wengert.core.row import CONSTANT, LEAF, find

if TYPE_CHECKING:
    from wengert.core.value import Value

_NO_ROW = {"leaf": LEAF, "constant": CONSTANT}


class Ice:
    """Nodes on their way into a pickle, and out of it."""

    __slots__ = ("__weakref__", "nodes", "places")

    def __init__(self, nodes: list[Value]) -> None:
        self.nodes = nodes
        self.places = {id(node): i for i, node in enumerate(nodes)}

    def __reduce__(self) -> tuple[Any, ...]:
        """Columns of numbers; an operand is a place here, or a Value that another Ice holds."""
        strangers: list[Value] = []
        strange: dict[int, int] = {}
        rows = []
        for node in self.nodes:
            operands = []
            for arg in node.args:
                place = self.places.get(id(arg), -1)
                if place < 0:
                    if id(arg) not in strange:
                        strange[id(arg)] = len(strangers)
                        strangers.append(arg)
                    place = -1 - strange[id(arg)]
                operands.append(place)
            rows.append((type(node), node.data, node.grad, _made_by(node), tuple(operands), node.partials, _marks(node)))
        states = {i: vars(node) for i, node in enumerate(self.nodes) if hasattr(node, "__dict__") and vars(node)}
        return _thaw, (rows, strangers), states or None

    def __setstate__(self, states: dict[int, dict[str, Any]]) -> None:
        for i, state in states.items():
            vars(self.nodes[i]).update(state)


class _Fresh(threading.local):
    def __init__(self) -> None:
        self.ices: weakref.WeakSet[Ice] = weakref.WeakSet()


_fresh = _Fresh()


def reduced(value: Value) -> tuple[Any, ...]:
    """What `pickle` is to write of a Value."""
    for ice in list(_fresh.ices):
        if id(value) in ice.places:
            return _pick, (ice, ice.places[id(value)])
    held = set().union(*(ice.places for ice in list(_fresh.ices)))
    ice = Ice([node for node in sweep.topological([value]) if id(node) not in held])
    _fresh.ices.add(ice)
    return _pick, (ice, ice.places[id(value)])


def _pick(ice: Ice, place: int) -> Value:
    return ice.nodes[place]


def _thaw(rows: list[tuple[Any, ...]], strangers: list[Value]) -> Ice:
    nodes: list[Value] = []
    for kind, data, grad, made_by, operands, partials, marks in rows:
        args = tuple(nodes[place] if place >= 0 else strangers[-1 - place] for place in operands)
        nodes.append(kind._restored(data, grad, _code(made_by), args, partials, marks))
    return Ice(nodes)


def copied(value: Value) -> Value:
    """A second node of the same operands."""
    twin = _twin(value, value.args)
    if hasattr(value, "__dict__"):
        vars(twin).update(vars(value))
    return twin


def deep_copied(value: Value, memo: dict[int, Any]) -> Value:
    """A copy of the whole graph below a Value; nodes that `memo` has are shared."""
    fresh: list[Value] = []
    for node in sweep.topological([value]):
        if id(node) not in memo:
            memo[id(node)] = _twin(node, tuple(memo[id(arg)] for arg in node.args))
            fresh.append(node)
    for node in fresh:
        if hasattr(node, "__dict__"):
            vars(memo[id(node)]).update(copy.deepcopy(vars(node), memo))
    return memo[id(value)]  # type: ignore[no-any-return]


def _twin(node: Value, args: tuple[Value, ...]) -> Value:
    return type(node)._restored(node.data, node.grad, _code(_made_by(node)), args, node.partials, _marks(node))


def _marks(node: Value) -> tuple[str, str, str]:
    return node.label, node.scope, node.place


def _made_by(node: Value) -> str:
    """The name of a node's row, which outlives its code; a leaf and a constant have no row."""
    return node.op or ("constant" if node.is_constant else "leaf")


def _code(made_by: str) -> int:
    return _NO_ROW[made_by] if made_by in _NO_ROW else find(made_by).code
