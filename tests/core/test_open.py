"""OpenValue and the sum of a neuron: what classes of Values written in Python stand on."""

from __future__ import annotations

import copy
import gc
import pickle
import subprocess
import sys
import weakref
from functools import reduce
from operator import add, mul

import pytest

from wengert import Value
from wengert.core.open import OpenValue, keep
from wengert.core.weighted import weighted_sum
from wengert.micrograd.engine import Value as Engine


class Kept(OpenValue):
    """A class as the drop-in's."""

    __slots__ = ()


class Noted(OpenValue):
    """One whose objects are not kept, and can be referred to weakly."""

    __slots__ = ("__weakref__",)


def own(x: OpenValue) -> OpenValue:
    """A node in a cycle with a function, as users of micrograd make them."""
    out = x * 1.0
    out.step = lambda: (x, out)
    return out


@pytest.mark.parametrize("kind", [OpenValue, Kept, Noted])
def test_attributes_of_any_name(kind) -> None:
    """They are set, read, deleted and listed as those of any object; none are made before."""
    x = kind(2.0, label="x")
    assert x.attributes is None
    with pytest.raises(AttributeError, match="color"):
        x.color  # noqa: B018
    assert x.attributes is None
    x.color = "red"
    x.size = [3]
    assert {"color": "red", "size": [3]} == x.attributes == vars(x)
    del x.color
    assert {"size": [3]} == vars(x)
    for twin in (copy.copy(x), copy.deepcopy(x), pickle.loads(pickle.dumps(x))):
        assert (kind, 2.0, "x", [3]) == (type(twin), twin.data, twin.label, twin.size)
    with pytest.raises(AttributeError):
        x.partials = (1.0,)


@pytest.mark.parametrize("kind", [OpenValue, Kept, Noted])
def test_arithmetic_is_values(kind) -> None:
    """Numbers, gradients and classes are those of Value and of its subclasses."""
    x, y = kind(3.0), kind(4.0)
    z = (x * y + 2 * x).tanh() / y - x**2
    z.backward()
    a, b = Value(3.0), Value(4.0)
    c = (a * b + 2 * a).tanh() / b - a**2
    c.backward()
    assert (c.data, a.grad, b.grad) == (z.data, x.grad, y.grad)
    assert kind is type(z)


def test_the_collector_finds_cycles_through_attributes() -> None:
    """A node, its function and back: freed, with all that hangs on it."""

    def made() -> list[weakref.ref[Noted]]:
        x = Noted(2.0)
        end = own(own(x))
        return [weakref.ref(node) for node in (x, end)]

    gc.disable()
    try:
        refs = made()
        assert all(ref() is not None for ref in refs)
        gc.collect()
        assert [None, None] == [ref() for ref in refs]
    finally:
        gc.enable()


def test_a_finaliser_is_called_and_may_keep_its_object(monkeypatch) -> None:
    """`__del__` set on the class itself or in a subclass is called once, and an object may be saved by it."""
    gone: list[float] = []
    monkeypatch.setattr(Kept, "__del__", lambda self: gone.append(self.data), raising=False)
    Kept(5.0)
    assert [5.0] == gone
    monkeypatch.undo()

    class Clinging(Kept):
        __slots__ = ()
        saved: list[Clinging] = []  # noqa: RUF012

        def __del__(self) -> None:
            self.saved.append(self)

    Clinging(7.0)
    (saved,) = Clinging.saved
    assert 14.0 == (saved * 2).data


def test_objects_of_one_class_are_kept() -> None:
    """They must be as large as those of OpenValue, and the drop-in's are kept already."""
    assert Engine.__name__ == "Value"
    with pytest.raises(ValueError, match="Noted has slots of its own"):
        keep(Noted)
    with pytest.raises(ValueError, match="objects of Value are kept already"):
        keep(Kept)


DEEP = """
import gc
from wengert.core.open import OpenValue, keep
class Kept(OpenValue):
    __slots__ = ()
class Slotted(OpenValue):
    __slots__ = ("slot",)
for wrong in (Slotted, Kept, Kept):  # the second time it is kept already
    try:
        keep(wrong)
        print("kept", wrong.__name__)
    except ValueError as error:
        print(error)
class Sub(Kept):
    pass
def own(x):
    out = x * 1.0
    out.step = lambda: (x, out)
    return out
for kind in (OpenValue, Kept, Sub):
    for act in (lambda x: x * 1.0, lambda x: x + kind(1.0), own):
        x = kind(1.0)
        for _ in range(100_000):
            x = act(x)
        x.backward()
    for _ in range(100_000):
        y = kind(1.0)
        y.before = x
        x = y
    del x, y
    gc.collect()
print("freed")
"""


def test_deep_graphs_are_freed() -> None:
    """Chains by operands, by functions and by attributes; in a process of its own, where one class is kept."""
    done = subprocess.run([sys.executable, "-c", DEEP], capture_output=True, text=True, check=False)
    said = "Slotted has slots of its own; give it __slots__ = ()\nkept Kept\nobjects of Kept are kept already\nfreed\n"
    assert (said, "", 0) == (done.stdout, done.stderr, done.returncode)


@pytest.mark.parametrize("kind", [Value, Kept, Noted])
@pytest.mark.parametrize("count", [1, 2, 7])
def test_weighted_sum_is_the_sum_that_python_makes(kind, count: int) -> None:
    """The same nodes in the same order, whatever the inputs are."""
    w = [kind(0.5 * i + 0.1, label=f"w{i}") for i in range(count)]
    for xs in ([1.0 + i for i in range(count)], [kind(1.0 + i) for i in range(count)], [i for i in range(count)]):
        ours, plain = weighted_sum(w, xs), reduce(add, map(mul, w, xs))
        assert (plain.data, plain.expression, kind) == (ours.data, ours.expression, type(ours))


def test_weighted_sum_asks_a_class_for_its_operators() -> None:
    """Operators that a subclass, or a subclass among the inputs, has of its own are used."""

    class Loud(Value):
        said: list[str] = []  # noqa: RUF012

        def __mul__(self, other):
            self.said.append("mul")
            return super().__mul__(other)

        def __rmul__(self, other):
            self.said.append("rmul")
            return super().__rmul__(other)

        def __add__(self, other):
            self.said.append("add")
            return super().__add__(other)

    weighted_sum([Loud(1.0), Loud(2.0)], [1.0, 2.0])
    assert ["mul", "mul", "add"] == Loud.said
    Loud.said.clear()
    weighted_sum([Value(1.0), Value(2.0)], [Loud(1.0), 2.0])
    assert ["rmul", "add"] == Loud.said
    with pytest.raises(TypeError):
        weighted_sum([Value(1.0)], ["x"])

