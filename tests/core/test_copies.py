"""Pickles and copies: iterative, and what goes together keeps sharing."""

from __future__ import annotations

import copy
import gc
import io
import pickle
import pickletools
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given

import wengert as wg
from builds import COMPILED, run_python
from strategies import Program, programs
from wengert import Value
from wengert.core import freeze

PROTOCOLS = range(pickle.HIGHEST_PROTOCOL + 1)


class Tagged(Value):
    """A Value with whatever attributes."""


class Slotted(Value):
    """A Value with slots, one of them never set, and one private."""

    __slots__ = ("__secret", "empty", "note")

    def keep(self, secret: object) -> Slotted:
        """Set the private slot."""
        self.__secret = secret
        return self

    def secret(self) -> object:
        """Read it."""
        return self.__secret


def through_pickle(protocol: int) -> Callable[[Any], Any]:
    """A copy by way of C's pickler."""
    return lambda x: pickle.loads(pickle.dumps(x, protocol))


def through_python(protocol: int) -> Callable[[Any], Any]:
    """A copy by way of the pickler written in Python."""
    return lambda x: pickle._loads(pickle._dumps(x, protocol))  # type: ignore[attr-defined]


WAYS = [
    *(pytest.param(through_pickle(protocol), id=f"C-{protocol}") for protocol in PROTOCOLS),
    *(pytest.param(through_python(protocol), id=f"Python-{protocol}") for protocol in PROTOCOLS),
    pytest.param(copy.deepcopy, id="deepcopy"),
]


def facts(node: Value) -> tuple[object, ...]:
    """All that a node is, but for its operands."""
    numbers = [x.hex() for x in (node.data, node.grad, *node.partials)]
    return type(node), node.op, node.is_constant, numbers, node.label, node.scope, node.place


def shape(*outputs: Value) -> list[list[int]]:
    """Each node's operands as places in the list of all nodes."""
    nodes = wg.Graph(outputs).nodes
    places = {id(node): i for i, node in enumerate(nodes)}
    return [[places[id(arg)] for arg in node.args] for node in nodes]


def assert_same(originals: list[Value], copies: list[Value]) -> None:
    """Copies are a graph of the same shape and the same facts, with no node in common."""
    assert shape(*originals) == shape(*copies)
    old, new = wg.Graph(originals).nodes, wg.Graph(copies).nodes
    assert [facts(node) for node in old] == [facts(node) for node in new]
    assert not {id(node) for node in old} & {id(node) for node in new}


@given(programs())
def test_a_random_graph_through_a_pickle(program: Program) -> None:
    """All nodes of a graph, pickled together, come back with the same numbers and the same sharing."""
    _, nodes = program.on_values()
    nodes[-1].backward(0.3)
    for order in (nodes, nodes[::-1]):
        assert_same(order, pickle.loads(pickle.dumps(order)))
        assert_same(order, copy.deepcopy(order))


@pytest.mark.parametrize("way", WAYS)
def test_values_copied_together_keep_sharing(way) -> None:
    """Whatever the container and the order, Values copied together share the nodes they shared."""
    x, y = Value(2.0, label="x"), Value(3.0)
    inner = wg.sum(x, y, 2, x)
    a, b = inner * x, inner.exp()
    a.backward()
    for together in ([x, a, b, y, inner], [a, b, inner, x], [b, a.args[0].args[2], x, x]):
        copies = way(together)
        assert_same(together, copies)
        assert [[p is q for q in together] for p in together] == [[p is q for q in copies] for p in copies]
    named = way({"a": a, "parts": (x, [b])})
    assert named["parts"][1][0].args[0] is named["a"].args[0]
    assert named["parts"][0] is named["a"].args[1]


@pytest.mark.parametrize("way", WAYS)
def test_everything_of_a_node_is_kept(way) -> None:
    """Data and gradients bit for bit, labels, scopes, places, constants, rows of any number of operands."""
    with wg.strict(), wg.scope("net"):
        x = Value(-0.0, label="<x>\n")
        y = wg.prod(x, 2, x + 0.1, 3) ** 2 - wg.sum(x, x, 1) + wg.clip(x, -1, 1)
    y.backward(0.7)
    copied = way(y)
    assert_same([y], [copied])
    assert copied.scope == "net"
    assert copied.place.startswith(__file__)
    copied.backward()
    y.backward()
    assert_same([y], [copied])


@pytest.mark.parametrize("way", WAYS)
def test_subclasses_keep_their_attributes(way) -> None:
    """Objects of a subclass keep class, dictionary and slots, also where attributes lead back."""
    x = Tagged(2.0)
    y = x * 3 + Value(1.0)
    x.friend, y.friends, x.note = y, [x, y], {"a": 1}
    for together in ([x, y], [y, x], [y], [x]):
        copies = way(together)
        x2 = copies[0] if together[0] is x else copies[0].args[0].args[0]
        assert (Tagged, {"a": 1}) == (type(x2), x2.note)
        assert x2.friend.args[0].args[0] is x2
        assert x2.friend.friends[0] is x2
        assert x2.friend.friends[1] is x2.friend
    s = Slotted(2.0).keep([x])
    s.note = "n"
    t = way(s * 1)
    assert (Slotted, 2.0, False) == (type(t.args[0]), t.args[0].data, hasattr(t.args[0], "empty"))
    assert ("n", 2.0) == (t.args[0].note, t.args[0].secret()[0].data)


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_loading_twice_gives_independent_copies(protocol: int) -> None:
    """Each load makes Values of its own."""
    x = Value(2.0)
    pickled = pickle.dumps([x * x, x], protocol)
    (y1, x1), (y2, x2) = pickle.loads(pickled), pickle.loads(pickled)
    y1.backward()
    assert (4.0, 0.0, 0.0) == (x1.grad, x2.grad, x.grad)
    assert y2.args[0] is x2


def test_a_leaf_pickles_small() -> None:
    """A list of parameters takes some 40 bytes each, and sharing costs nothing."""
    leaves = [Value(k / 7) for k in range(1000)]
    assert len(pickle.dumps(leaves)) < 45_000
    assert len(pickle.dumps(leaves * 2)) < 50_000


@pytest.mark.parametrize("kind", [pickle.Pickler, pickle._Pickler])
def test_a_persistent_pickler_keeps_sharing_from_dump_to_dump(kind) -> None:
    """What one Pickler dumps one after the other, one Unpickler loads with the sharing."""
    file = io.BytesIO()
    pickler = kind(file)
    x = Value(2.0)
    y = x * x
    z = y + x
    for value in (y, z, x, z * y):
        pickler.dump(value)
    file.seek(0)
    unpickler = pickle.Unpickler(file)
    y2, z2, x2, last = (unpickler.load() for _ in range(4))
    assert z2.args[0] is y2
    assert y2.args[0] is x2
    assert last.args[0] is z2
    pickler.clear_memo()
    gc.collect()
    assert {} == freeze._fresh.home


def test_many_dumps_then_another_pickler_do_not_recurse() -> None:
    """A graph that grew from dump to dump of one Pickler can be pickled by another, without recursion."""
    pickler = pickle.Pickler(io.BytesIO())
    y = Value(0.0)
    outputs = []
    for _ in range(1000):
        y = y + 1.0
        pickler.dump(y)
        outputs.append(y)
    for dumps in (pickle.dumps, pickle._dumps):
        copied = pickle.loads(dumps([y, outputs[10]]))
        assert_same([y, outputs[10]], copied)
    del pickler
    gc.collect()
    assert {} == freeze._fresh.home


def test_a_failed_pickle_leaves_nothing_behind() -> None:
    """After an attribute that cannot be pickled, other pickles are as before."""
    x = Tagged(2.0)
    x.bad = lambda: 0
    y = x * 2
    for _ in range(2):
        with pytest.raises((pickle.PicklingError, AttributeError)):
            pickle.dumps([y, y * 2])
    gc.collect()
    assert {} == freeze._fresh.home
    del x.bad
    assert_same([y], [pickle.loads(pickle.dumps(y))])


def test_many_small_graphs_pickle_in_linear_size() -> None:
    """A list of 5 000 graphs takes as many bytes for each as a list of 500."""
    sizes = [len(pickle.dumps([Value(1.0) * 2 for _ in range(count)])) / count for count in (500, 5000)]
    assert sizes[0] == pytest.approx(sizes[1], rel=0.1)


def test_pickles_hold_rows_by_name() -> None:
    """A pickle names rows, so that it outlives a reordering of the table."""
    text = [arg for _, arg, _ in pickletools.genops(pickle.dumps(Value(2.0).exp() + wg.sum(Value(1.0), 2, 3, 4)))]
    assert {"exp", "add", "sum"} <= {arg for arg in text if isinstance(arg, str)}


LOAD = """
import pickle, sys, wengert
y, x = pickle.loads(bytes.fromhex(sys.argv[1]))
y.backward()
print(y.data.hex(), x.grad.hex(), y.expression)
"""


def test_a_pickle_of_one_build_loads_in_the_other() -> None:
    """Compiled and interpreted Values pickle alike."""
    x = Value(0.3, label="x")
    y = wg.sum(x, x.tanh(), 2, x * x)
    pickled = pickle.dumps([y, x]).hex()
    y.backward()
    expected = f"{y.data.hex()} {x.grad.hex()} {y.expression}\n"
    assert [expected] * 2 == [run_python(LOAD, pickled, pure=pure) for pure in (COMPILED, not COMPILED)]


# --- deep ------------------------------------------------------------------------------------------

DEEP = """
import copy, pickle, sys
import wengert as wg
from wengert import Value
depth = int(sys.argv[1])
x = Value(1.0)
y = x
for i in range(depth):
    y = y + 1.0 if i % 3 else wg.sum(y, x, 0, 0) if i % 2 else -y
class Tagged(Value):
    pass
t = Tagged(1.0)
for _ in range(depth):
    t = t * 1.0
def down(v):
    data = []
    while v.args:
        data.append(v.data)
        v = v.args[0]
    return data, type(v)
ways = [copy.deepcopy]
if depth > 10_000:
    ways += [lambda v: pickle.loads(pickle.dumps(v))]
else:
    ways += [lambda v, p=p: pickle.loads(pickle.dumps(v, p)) for p in range(6)]
    ways += [lambda v, p=p: pickle._loads(pickle._dumps(v, p)) for p in range(6)]
print({down(v) == down(way(v)) for v in ((y, t) if depth < 10_000 else (y,)) for way in ways})
"""


@pytest.mark.parametrize("depth", [2_000, 100_000])
def test_deep_graphs_do_not_recurse(depth: int) -> None:
    """A graph 10^5 deep is pickled, loaded and copied on the default stack; a smaller one by every pickler."""
    assert "{True}\n" == run_python(DEEP, str(depth))


# --- copy and deepcopy -------------------------------------------------------------------------------


def test_copy_is_a_second_node_of_the_same_operands() -> None:
    """copy.copy shares operands and attributes, and nothing is pushed into the original."""
    x = Tagged(2.0, label="x")
    x.note = [1]
    y = wg.sum(x, x, 1, 2)
    y.note = [2]
    for node in (x, y, y.args[2]):
        twin = copy.copy(node)
        assert twin is not node
        assert facts(node) == facts(twin)
        assert all(p is q for p, q in zip(node.args, twin.args, strict=True))
        assert getattr(node, "note", None) is getattr(twin, "note", None)
    twin = copy.copy(y)
    twin.label, twin.grad = "twin", 1.0
    twin.push()
    assert (2.0, "", 0.0) == (x.grad, y.label, y.grad)


def test_deepcopy_respects_the_memo() -> None:
    """A node that the memo knows already is shared, and the memo learns the others."""
    x, y = Value(2.0), Value(3.0)
    out = x * y
    memo: dict[int, Any] = {id(x): x}
    copied = copy.deepcopy(out, memo)
    assert copied.args[0] is x
    assert copied.args[1] is not y
    assert memo[id(y)] is copied.args[1]
    assert copy.deepcopy(out, memo) is copied


def test_deepcopy_of_an_object_with_values() -> None:
    """Values in the attributes of an object keep sharing among themselves."""

    class Model:
        def __init__(self) -> None:
            self.w = Value(2.0)
            self.loss = self.w * self.w

    model = copy.deepcopy(Model())
    model.loss.backward()
    assert 4.0 == model.w.grad


def test_a_worker_gets_the_graph(tmp_path) -> None:
    """A pickle in a file is loaded by another process."""
    path = tmp_path / "y.pickle"
    path.write_bytes(pickle.dumps(Value(3.0) ** 2))
    code = f"import pickle; print(pickle.load(open({str(path)!r}, 'rb')))"
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert "Value(data=9.0, grad=0.0)\n" == printed
