"""Arguments and results of a compiled function are structures of numbers."""

from __future__ import annotations

import dataclasses
import functools
from collections import OrderedDict, namedtuple
from decimal import Decimal
from fractions import Fraction

import numpy
import pytest

import wengert as wg

Point = namedtuple("Point", "x y")


@dataclasses.dataclass
class Option:
    strike: float
    kind: str = "call"
    weights: list = dataclasses.field(default_factory=lambda: [1.0, 2.0])


@dataclasses.dataclass(frozen=True)
class Frozen:
    a: float
    b: tuple


def total(tree):
    """The sum of squares of a structure's numbers, the last one's cube, whatever the structure."""
    leaves = []

    def collect(part):
        if isinstance(part, dict):
            part = list(part.values())
        if dataclasses.is_dataclass(part):
            part = [getattr(part, field.name) for field in dataclasses.fields(part)]
        if isinstance(part, (list, tuple)) or (isinstance(part, numpy.ndarray) and part.ndim):
            for one in part:
                collect(one)
        elif not isinstance(part, str):
            leaves.append(part)

    collect(tree)
    return sum((x * x for x in leaves), start=0.0 * leaves[-1]) + leaves[-1] ** 3


def slope(x, last=False):
    return 2.0 * x + 3.0 * x * x if last else 2.0 * x


NUMBERS = [3.0, 3, numpy.float64(3.0), numpy.float32(3.0), numpy.int8(3), numpy.array(3.0), numpy.array(3, dtype=">i4"),
           Fraction(3), Decimal(3), wg.Value(3.0)]  # fmt: skip

#: A structure, the sum that `total` gives, and the gradient.
STRUCTURES = {
    "list": ([1.0, 2.0], 13.0, [2.0, 16.0]),
    "list of ints": ([1, 2], 13.0, [2.0, 16.0]),
    "list of kinds": ([numpy.float32(1.0), 2], 13.0, [2.0, 16.0]),
    "tuple": ((1.0, 2.0), 13.0, (2.0, 16.0)),
    "named tuple": (Point(1.0, 2.0), 13.0, Point(2.0, 16.0)),
    "named tuple of lists": (Point([1.0], (2.0,)), 13.0, Point([2.0], (16.0,))),
    "nested lists": ([[1.0], [2.0, [3.0]], []], 41.0, [[2.0], [4.0, [33.0]], []]),
    "dict": ({"a": 1.0, 2: [2.0]}, 13.0, {"a": 2.0, 2: [16.0]}),
    "ordered dict": (OrderedDict(a=1.0, b=2.0), 13.0, {"a": 2.0, "b": 16.0}),
    "dataclass": (Option(3.0, "put"), 22.0, Option(6.0, "put", [2.0, 16.0])),
    "frozen dataclass": (Frozen(1.0, (2.0,)), 13.0, Frozen(2.0, (16.0,))),
    "list of dataclasses": ([Frozen(1.0, ()), Frozen(2.0, ())], 13.0, [Frozen(2.0, ()), Frozen(16.0, ())]),
    "list of Values": ([wg.Value(1.0), 2.0], 13.0, [2.0, 16.0]),
    "strings beside numbers": ({"name": "x", "a": 2.0}, 12.0, {"name": "x", "a": 16.0}),
}

ARRAYS = {
    "1": numpy.array([1.0, 2.0]),
    "2": numpy.array([[1.0, 2.0], [3.0, 4.0]]),
    "3": numpy.arange(1.0, 9.0).reshape(2, 2, 2),
    "of ints": numpy.array([1, 2]),
    "of float32": numpy.array([1.0, 2.0], dtype="f4"),
    "big-endian": numpy.array([1.0, 2.0], dtype=">f8"),
    "strided": numpy.arange(1.0, 7.0)[::2],
    "backwards": numpy.arange(1.0, 7.0)[::-1],
    "Fortran-ordered": numpy.asfortranarray(numpy.arange(1.0, 7.0).reshape(2, 3)),
    "of Values": numpy.array([wg.Value(1.0), wg.Value(2.0)]),
}


@pytest.mark.parametrize("x", NUMBERS, ids=lambda x: type(x).__name__)
def test_a_number(x):
    """Whatever is a real number is one argument of the same form, and floats come back."""
    f = wg.compile(lambda x: x * x)
    found = f.value_and_grad(x)
    assert (9.0, 6.0) == found
    assert [float, float] == list(map(type, found))
    f(2.5)
    assert 1 == len(f._known)


@pytest.mark.parametrize(("tree", "value", "slopes"), STRUCTURES.values(), ids=STRUCTURES)
def test_an_argument(tree, value, slopes):
    """A gradient has the structure of its argument; what is no number stands in it as it was."""
    found = wg.compile(total).value_and_grad(tree)
    assert (value, slopes) == found
    assert type(slopes) is type(found[1])


@pytest.mark.parametrize("array", ARRAYS.values(), ids=ARRAYS)
def test_an_array(array):
    """An array of any layout gives a gradient of its shape, of float64, and stays as it was."""
    numbers = numpy.array([x.data if isinstance(x, wg.Value) else x for x in array.flat], dtype=float)
    numbers = numbers.reshape(array.shape)
    locked = array.copy(order="K")
    locked.flags.writeable = False
    value, slopes = wg.compile(lambda a: (a * a * a).sum()).value_and_grad(locked)
    assert numpy.float64 == slopes.dtype
    assert (3.0 * numbers**2).tolist() == slopes.tolist()
    assert float((numbers**3).sum()) == value


def test_an_array_on_disk(tmp_path):
    """A memory-mapped array is an array."""
    array = numpy.memmap(tmp_path / "numbers", dtype=float, mode="w+", shape=(2,))
    array[:] = [1.0, 2.0]
    assert [2.0, 4.0] == wg.compile(lambda a: (a * a).sum()).grad(array).tolist()


@pytest.mark.parametrize("make", [
    lambda x: x, lambda x: [x, 1.0], lambda x: (x, [x, x]), lambda x: Point(x, 2.0), lambda x: {"a": x, "b": (x, 1)},
    lambda x: Option(x, "call", [x]).weights, lambda x: Frozen(x, (1.0, x)), lambda x: [], lambda x: numpy.float64(2.0),
    lambda x: 3, lambda x: {}, lambda x: [[], x],
])  # fmt: skip
def test_a_result(make):
    """What a function returns comes back in its structure, with floats in it."""
    assert make(2.0) == wg.compile(make)(2.0)


def test_a_result_that_is_an_array():
    """An array of Values comes back as one of float64."""
    found = wg.compile(lambda x: numpy.array([[x, 2.0], [x * x, 1.0]]))(3.0)
    assert (numpy.float64, [[3.0, 2.0], [9.0, 1.0]]) == (found.dtype, found.tolist())


class Line(wg.nn.Module):
    def __init__(self):
        self.slope, self.offsets = wg.Value(2.0), [wg.Value(1.0), {"more": wg.Value(0.5)}]
        self.power = 2

    def __call__(self, x):
        return self.slope * x**self.power + self.offsets[0] * self.offsets[1]["more"]


def test_an_object_with_parameters():
    """A module's gradient is a dict by the names of its parameters, and they are read at every call."""
    line = Line()
    f = wg.compile(lambda model, x: model(x))
    assert (18.5, {"slope": 9.0, "offsets0": 0.5, "offsets1.more": 1.0}) == f.value_and_grad(line, 3.0)
    line.slope.data = 1.0
    other = Line()
    other.offsets[0].data = 3.0
    assert [9.5, 19.5] == [f(line, 3.0), f(other, 3.0)]
    assert 1 == len(f._known)
    assert [0.0] * 3 == [p.grad for p in line.parameters()]


def test_what_an_object_is_besides_its_parameters():
    """A changed number, or activation, of a module is another function, never the old one."""
    line = Line()
    f = wg.compile(lambda model, x: model(x))
    f(line, 3.0)
    line.power = 3
    assert 54.5 == f(line, 3.0)
    nets = [wg.nn.MLP(1, [2, 1], activation, seed=3) for activation in ("tanh", "relu")]
    assert [net([0.5]).data for net in nets] == [f(net, [0.5]) for net in nets]


def test_an_object_of_someone_else():
    """Anything with `parameters()` will do, without names."""

    class Mine:
        def __init__(self):
            self._w = [wg.Value(2.0), wg.Value(3.0)]

        def parameters(self):
            return self._w

    f = wg.compile(lambda model, x: model._w[0] * model._w[1] * x)
    assert (6.0, {"parameter0": 3.0, "parameter1": 2.0}) == f.value_and_grad(Mine(), 1.0)
    both = wg.compile(lambda models: models[0]._w[0] * models[1]._w[1])
    slopes = [{"parameter0": 3.0, "parameter1": 0.0}, {"parameter0": 0.0, "parameter1": 2.0}]
    assert slopes == both.grad([Mine(), Mine()])


def test_values_are_read_and_keep_their_gradients():
    """Of a Value among the arguments the number is taken; nothing but backward() touches its gradient."""
    x = wg.Value(3.0)
    x.grad = 7.0
    f = wg.compile(lambda x, y: x * y)
    assert (6.0, 2.0, (6.0, 2.0), 7.0) == (f(x, 2.0), f.grad(x, 2.0), f.value_and_grad(x, 2.0), x.grad)
    x.data = 4.0
    assert 8.0 == f(x, 2.0)
    f.backward(x, 2.0)
    assert 9.0 == x.grad


def test_the_same_value_twice():
    """A Value in two places is two inputs; backward() adds both."""
    x = wg.Value(3.0)
    f = wg.compile(lambda a, b: a * a * b)
    assert (18.0, 9.0) == f.grad(x, x, wrt=("a", "b"))
    f.backward(x, x)
    assert 27.0 == x.grad


def test_a_constant_among_the_values():
    """backward() passes over a number that an operator lifted."""
    x = wg.Value(3.0)
    two = (2.0 * x).args[0]
    assert 6.0 == wg.compile(lambda a, b: a * b).backward(two, x)
    assert (2.0, 0.0) == (x.grad, two.grad)


@pytest.mark.parametrize(("one", "other"), [
    (True, False), ("up", "down"), (None, "up"), (numpy.True_, numpy.False_), (b"a", b"b"), (len, sum), (1j, 2j),
])  # fmt: skip
def test_what_is_no_number_is_fixed(one, other):
    """A bool, a str, None, a function is fixed: another one is traced anew, the same one is not."""
    traced = []

    def f(x, what):
        traced.append(what)
        return x * (2.0 if what == one else 3.0)

    g = wg.compile(f)
    assert [2.0, 3.0, 2.0, 3.0] == [g(1.0, one), g(1.0, other), g(1.0, one), g(1.0, other)]
    assert [one, other] == traced


@pytest.mark.parametrize("things", [[1, 2], {1, 2}, {"a": 2, "b": 1}, numpy.array([1, 2])])
def test_what_is_static_is_compared_by_what_it_holds_now(things):
    """A static list that was changed is another one, and an equal one the same."""
    traced = []

    def f(x, things):
        traced.append(1)
        return x * len(things) * sum(things.values() if isinstance(things, dict) else things)

    g = wg.compile(f, static="things")
    equal = things.copy()
    assert [6.0, 6.0] == [g(1.0, things), g(1.0, equal)]
    assert [1] == traced
    if isinstance(things, list):
        things.append(3)
        assert 18.0 == g(1.0, things)
    elif isinstance(things, set):
        things.add(3)
        assert 18.0 == g(1.0, things)
    else:
        things["a" if isinstance(things, dict) else 1] = 5
        assert 12.0 == g(1.0, things)


def test_static_numbers():
    """static= makes a number a plain one, for `range` and the like."""
    f = wg.compile(lambda x, n, scale: scale * sum(x for _ in range(n)), static=("n",))
    assert [6.0, 15.0, 6.0] == [f(1.0, 3, 2.0), f(1.0, 5, 3.0), f(1.0, 3, 2.0)]
    assert [2, 1.0] == [len(f._known), f.grad(1.0, 1, 1.0)]


@pytest.mark.parametrize(("f", "args", "kwargs", "value"), [
    (lambda x, y=3.0: x * y, (2.0,), {}, 6.0),
    (lambda x, y=3.0: x * y, (2.0,), {"y": 4.0}, 8.0),
    (lambda x, y: x - y, (), {"y": 4.0, "x": 1.0}, -3.0),
    (lambda *args: args[0] - args[1], (2.0, 3.0), {}, -1.0),
    (lambda x, *args: x - sum(args), (2.0,), {}, 2.0),
    (lambda x, **kw: x - kw["y"] * kw["z"], (2.0,), {"z": 2.0, "y": 3.0}, -4.0),
    (lambda x, *, y, z=1.0: x - y * z, (2.0,), {"y": 3.0}, -1.0),
    (lambda x, /, y: x - y, (2.0, 3.0), {}, -1.0),
    (lambda x, /, y: x - y, (2.0,), {"y": 3.0}, -1.0),
    (lambda: 2.0, (), {}, 2.0),
])  # fmt: skip
def test_parameters_of_every_kind(f, args, kwargs, value):
    """Defaults, *args, **kwargs, positional-only and keyword-only parameters go where Python puts them."""
    assert value == wg.compile(f)(*args, **kwargs)


def test_gradients_by_parameters_of_every_kind():
    """Such a parameter's gradient has the structure in which it comes."""
    f = wg.compile(lambda x, *more, scale=2.0, **named: scale * x * sum(more) * named["last"])
    wrt = ("more", "named", "scale", "x")
    assert ((24.0, 24.0), {"last": 12.0}, 36.0, 36.0) == f.grad(2.0, 1.0, 2.0, scale=2.0, last=6.0, wrt=wrt)


def test_what_is_done_to_arguments_stays_inside():
    """A function that appends to its list, or writes into its array or dict, does it to a copy."""

    def f(things, array, table, record):
        things.append(things[0] * 2)
        array[0] = things[-1]
        table["new"] = array.sum()
        record.strike = record.strike * 2
        return table["new"] * record.strike

    things, array, table, record = [1.0], numpy.array([5.0, 7.0]), {"old": 1.0}, Option(3.0)
    given = ([1.0], [5.0, 7.0], {"old": 1.0}, Option(3.0))
    g = wg.compile(f)
    for _ in range(2):
        assert (54.0, [12.0]) == g.value_and_grad(things, array, table, record)
        assert given == (things, array.tolist(), table, record)


def test_what_can_be_called():
    """Partial functions, objects and networks compile as functions do, and have a name to be shown by."""
    net = wg.nn.MLP(2, [1], seed=1)
    f = wg.compile(net)
    assert net([1.0, 2.0]).data == f.backward([1.0, 2.0])
    assert [1.0, 2.0] == [p.grad for p in net.parameters()][:2]
    half = wg.compile(functools.partial(lambda a, x: a * x, 0.5))
    assert (1.0, 0.5) == half.value_and_grad(2.0)
    assert ["<compiled MLP", "<compiled partial(x)>"] == [repr(f)[:13], repr(half)]
    assert "MLP(x: 2 numbers)" == str(f.report()).splitlines()[0]


def test_a_method():
    """A compiled method gets its object first."""

    class Scaled:
        def __init__(self, by):
            self.by = by

        @wg.compile
        def times(self, x):
            return self.by * x

    assert [6.0, 9.0] == [Scaled(2.0).times(3.0), Scaled(3.0).times(3.0)]
