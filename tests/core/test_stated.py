"""Nodes whose value and partials somebody stated: steps that were taken elsewhere."""

from __future__ import annotations

import copy
import pickle

import pytest

import wengert as wg
from wengert import Value
from wengert.core.row import STATED, rows
from wengert.core.value import constant, stated

COUNTS = [1, 2, 3, 5]


def made(count: int) -> tuple[list[Value], Value]:
    """A step of some operands, whose partials are 1, 2, 3, …."""
    args = [Value(float(i), label=f"x{i}") for i in range(count)]
    node = Value(7.0)
    stated(node, args, [float(i + 1) for i in range(count)])
    return args, node


@pytest.mark.parametrize("count", COUNTS)
def test_a_sweep_goes_through_with_the_partials_stated(count: int) -> None:
    """The chain rule asks for partials, not for where they are from."""
    args, node = made(count)
    (node * 10).backward()
    assert [10.0 * (i + 1) for i in range(count)] == [arg.grad for arg in args]


@pytest.mark.parametrize("count", COUNTS)
@pytest.mark.parametrize("copied", [copy.deepcopy, lambda x: pickle.loads(pickle.dumps(x))], ids=["copy", "pickle"])
def test_copies_keep_what_was_stated(count: int, copied) -> None:
    """A copy and a pickle have the same operands and partials."""
    _, node = made(count)
    twin = copied(node)
    assert (node.data, node.partials, node.op) == (twin.data, twin.partials, twin.op)
    assert [arg.label for arg in node.args] == [arg.label for arg in twin.args]


def test_a_graph_with_such_a_step_is_sound() -> None:
    """Nobody can compute it anew, so nobody says that it is wrong."""
    _, node = made(2)
    graph = wg.Graph(node + 1)
    graph.verify()
    graph.verify(data=False)


ACTS = {"refresh": lambda y: y.refresh(), "evaluate": lambda y: wg.evaluate(wg.Graph(y))}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_it_is_not_computed_anew(act) -> None:
    """What would have to compute it says so and changes nothing."""
    args, node = made(2)
    y = node * 2
    args[0].data = 5.0
    with pytest.raises(ValueError, match=r"by hand, .* so it cannot be computed anew; build it of Values"):
        act(y)
    assert (7.0, 14.0) == (node.data, y.data)


def test_it_is_not_differentiated_again() -> None:
    """Its partials are numbers, of which nobody knows the derivatives."""
    args, node = made(2)
    with pytest.raises(TypeError, match="cannot be differentiated again"):
        wg.gradients(node * node, args)


WRITERS = {"text": lambda y: wg.Graph(y).text(), "file": lambda y: wg.save("never.json", y)}


@pytest.mark.parametrize("act", WRITERS.values(), ids=WRITERS)
def test_no_text_and_no_file_holds_it(act) -> None:
    """Files are computed anew when they are read."""
    _, node = made(2)
    with pytest.raises(wg.GraphError, match=r"by hand \('stated'\); text and files cannot hold it"):
        act(node + 1)


def test_it_is_no_function_of_the_table() -> None:
    """The row stands for what was computed elsewhere: it is in no list of functions."""
    assert STATED not in rows()
    assert not hasattr(wg, "stated")
    with pytest.raises(TypeError, match="cannot be differentiated again"):
        STATED.partials_at([1.0], 1.0)
    with pytest.raises(ValueError, match="computed anew"):
        STATED(1.0)


def test_constants_take_the_class_of_the_value_beside() -> None:
    """`2 * x` lifts the 2 into the class of x, wherever the number stands."""

    class Mine(Value):
        pass

    x = Mine(3.0)
    made_of = [x * 2, 2 * x, x**2, wg.atan2(1, x), wg.where(True, x, 1), wg.sum(1, x, 2)]
    assert [Mine] * 6 == [type(y) for y in made_of]
    assert {Mine} == {type(arg) for y in made_of for arg in y.args}
    assert Mine is type(constant(1.0, Mine))
    assert Value is type(constant(1.0))
