"""Copies and pickles of Values: iterative, and Values that go together keep sharing.

A pickle must not recurse from a node to its operands, and two Values pickled together must meet in
the nodes that they share.  So a leaf pickles as itself, which the pickler remembers, and any other
node as a place in an Ice: a flat list of nodes, operands first, without those that an Ice pickled
just before holds already.  The pickler keeps what it has written alive until it is done, and only so
long do we remember which Ice a node is in.
"""

from __future__ import annotations

import copy
import itertools
import threading
import weakref
from functools import cache
from types import MemberDescriptorType
from typing import TYPE_CHECKING, Any

from wengert.core import sweep
from wengert.core.row import CONSTANT, LEAF, TABLE, find

if TYPE_CHECKING:
    from wengert.core.value import Value

_NO_ROW = {"leaf": LEAF, "constant": CONSTANT}
_HIGHEST = 16  # how many Ices may rest on each other before one names all that are below it
_serial = itertools.count()


class Ice:
    """Nodes on their way into a pickle, and out of it."""

    __slots__ = ("__weakref__", "below", "height", "home", "nodes", "places", "serial")

    def __init__(self, nodes: list[Value], home: dict[int, weakref.ref[Ice]] | None = None) -> None:
        self.nodes = nodes
        self.serial = next(_serial)
        self.below: list[Ice] = []
        self.places: dict[int, int] = {}
        self.home = {} if home is None else home
        if home is not None:
            self.places = {id(node): i for i, node in enumerate(nodes)}
            ours = weakref.ref(self)
            home.update(dict.fromkeys(self.places, ours))
            self.below = _holders(home, (arg for node in nodes for arg in node.args if id(arg) not in self.places))
        self.height: int = 1 + max((ice.height for ice in self.below), default=0)

    def __del__(self) -> None:
        for key in self.places:
            self.home.pop(key, None)

    def __reduce__(self) -> tuple[Any, ...]:
        """Columns of numbers; an operand is a place here, or a Value that is pickled on its own.

        What is below goes first.  As a rule the pickler has written it already.  If not, it is
        written now, and if it had to be by recursion from one Ice to the next, the stack could
        overflow: so every few Ices, one names all that are below it, the oldest first.
        """
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
            numbers = node.data, node.grad, node.partials
            rows.append((type(node), _made_by(node), tuple(operands), numbers, _marks(node)))
        states = {i: state for i, node in enumerate(self.nodes) if (state := _attributes(node))}
        return _thaw, (self._all_below() if self.height % _HIGHEST == 0 else [], strangers, rows), states or None

    def _all_below(self) -> list[Ice]:
        found = {ice.serial: ice for ice in self.below}
        for ice in (stack := list(found.values())):  # grows while we walk it
            new = [other for other in ice.below if other.serial not in found]
            found.update((other.serial, other) for other in new)
            stack += new
        return [found[serial] for serial in sorted(found)]

    def __setstate__(self, states: dict[int, dict[str, Any]]) -> None:
        for i, state in states.items():
            _endow(self.nodes[i], state)


class _Fresh(threading.local):
    def __init__(self) -> None:
        self.home: dict[int, weakref.ref[Ice]] = {}  # id of a node -> the Ice that holds it


_fresh = _Fresh()


def _holders(home: dict[int, weakref.ref[Ice]], nodes: Any) -> list[Ice]:
    """The Ices that hold some nodes, each once."""
    ices = {}
    for node in nodes:
        ref = home.get(id(node))
        ice = ref() if ref else None
        if ice:
            ices[ice.serial] = ice
    return list(ices.values())


def reduced(value: Value) -> tuple[Any, ...]:
    """What `pickle` is to write of a Value."""
    if _alone(value):
        return _leaf, (type(value), value.data, value.grad, _marks(value))
    home = _fresh.home
    for ice in _holders(home, [value]):
        return _pick, (ice, ice.places[id(value)])
    ice = Ice([node for node in sweep.topological([value], home) if not _alone(node)], home)
    return _pick, (ice, ice.places[id(value)])


def _alone(node: Value) -> bool:
    """Whether a node pickles as itself: a leaf without attributes, which could lead back to it."""
    return node.is_leaf and not node.is_constant and not _attributes(node)


def _leaf(kind: type[Value], data: float, grad: float, marks: tuple[str, str, str]) -> Value:
    return kind._restored(data, grad, LEAF, (), (), marks)


def _pick(ice: Ice, place: int) -> Value:
    return ice.nodes[place]


def _thaw(below: list[Ice], strangers: list[Value], rows: list[tuple[Any, ...]]) -> Ice:
    nodes: list[Value] = []
    for kind, made_by, operands, (data, grad, partials), marks in rows:
        args = tuple(nodes[place] if place >= 0 else strangers[-1 - place] for place in operands)
        nodes.append(kind._restored(data, grad, _code(made_by), args, partials, marks))
    return Ice(nodes)


def copied(value: Value) -> Value:
    """A second node of the same operands."""
    twin = _twin(value, value.args)
    _endow(twin, _attributes(value))
    return twin


def deep_copied(value: Value, memo: dict[int, Any]) -> Value:
    """A copy of the whole graph below a Value; nodes that `memo` has are shared."""
    fresh: list[Value] = []
    for node in sweep.topological([value]):
        if id(node) not in memo:
            memo[id(node)] = _twin(node, tuple(memo[id(arg)] for arg in node.args))
            fresh.append(node)
    for node in fresh:
        if attributes := _attributes(node):
            _endow(memo[id(node)], copy.deepcopy(attributes, memo))
    return memo[id(value)]  # type: ignore[no-any-return]


def _twin(node: Value, args: tuple[Value, ...]) -> Value:
    return type(node)._restored(node.data, node.grad, _code(_made_by(node)), args, node.partials, _marks(node))


def _marks(node: Value) -> tuple[str, str, str]:
    return node.label, node.scope, node.place


def _attributes(node: Value) -> dict[str, Any]:
    """What an object of a subclass has beside what every Value has."""
    kind: Any = type(node)
    state = dict(vars(node)) if hasattr(node, "__dict__") else {}
    state.update((name, getattr(node, name)) for name in _slots(kind) if hasattr(node, name))
    return state


def _endow(node: Value, attributes: dict[str, Any]) -> None:
    for name, attribute in attributes.items():
        object.__setattr__(node, name, attribute)


@cache
def _slots(kind: type[Any]) -> tuple[str, ...]:
    """The `__slots__` that a subclass adds."""
    own = itertools.takewhile(lambda base: not base.__module__.startswith("wengert.core."), kind.__mro__)
    return tuple(name for base in own for name, slot in vars(base).items() if isinstance(slot, MemberDescriptorType))


def _made_by(node: Value) -> str:
    """The name of a node's row, which outlives its code; a leaf and a constant have no row."""
    row = TABLE[node._code]
    if row is None:
        return "constant" if node.is_constant else "leaf"
    if find(row.name) is not row:
        raise ValueError(f"{row.name} was defined anew since this node was made; compute it anew before copying it")
    return row.name


def _code(made_by: str) -> int:
    return _NO_ROW[made_by] if made_by in _NO_ROW else find(made_by).code
