"""Module: something with parameters, found by itself in its attributes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from wengert.core.value import Value
from wengert.nn.state import arrays, checked

if TYPE_CHECKING:
    from wengert.nn.state import State


class Module:
    """Something with parameters: Values that training changes.

    A subclass sets attributes; its parameters are the leaves among them: Values, Modules, and lists,
    tuples, dicts and object arrays of these.  Attributes that begin with an underscore, constants and
    results of operations are no parameters.  A subclass may write `parameters()` itself instead.

    A parameter's name is the way to it, joined by dots.  In a list or an array, Modules count from 1
    and drop the plural's s of the attribute (`layers` has `layer1`, `layer2`), and Values count from 0
    (`w` has `w0`, `w1`).

    >>> class Line(Module):
    ...     def __init__(self):
    ...         self.slope, self.offset = Value(2.0), Value(1.0)
    ...     def __call__(self, x):
    ...         return self.slope * x + self.offset
    >>> line = Line()
    >>> line(3.0).backward()
    >>> [(name, p.grad) for name, p in line.named_parameters()]
    [('slope', 3.0), ('offset', 1.0)]
    """

    def parameters(self) -> list[Value]:
        """Every parameter once, in the order in which the attributes were set.

        >>> from wengert.nn import Layer
        >>> len(Layer(3, 2).parameters())
        8
        """
        return [value for _, _, value in _found(self)]

    def named_parameters(self) -> list[tuple[str, Value]]:
        """The same with their names.  One that is reached in two ways has the first name.

        What a subclass's own `parameters()` gives, and no attribute leads to, is `parameter0`, ….

        Raises:
            ValueError: two parameters have the same name.

        >>> from wengert.nn import MLP
        >>> [name for name, p in MLP(1, [2, 1]).named_parameters()][:3]
        ['layer1.neuron1.w0', 'layer1.neuron1.b', 'layer1.neuron2.w0']
        """
        named = [(_name((way, key, False)), value) for way, key, value in _found(self)]
        names: set[str] = set()
        for name, _ in named:
            if name in names:
                raise ValueError(f"{type(self).__name__} has two parameters named {name!r}; rename an attribute")
            names.add(name)
        return named

    def zero_grad(self) -> None:
        """Set the gradient of every parameter to 0.

        >>> from wengert.nn import Neuron
        >>> neuron = Neuron(2, "linear", seed=0)
        >>> neuron([3.0, 4.0]).backward()
        >>> neuron.w[0].grad
        3.0
        >>> neuron.zero_grad()
        >>> neuron.w[0].grad
        0.0
        """
        for parameter in self.parameters():
            parameter.grad = 0.0

    def state(self) -> State:
        """The numbers of all parameters: arrays of no dimension, float64, by name.

        `numpy.savez(file, **module.state())` keeps them; `load_state(numpy.load(file))` gives them back.

        >>> from wengert.nn import Neuron
        >>> Neuron(1, init=lambda: 0.5).state()
        {'w0': array(0.5), 'b': array(0.)}
        """
        return arrays({name: parameter.data for name, parameter in self.named_parameters()})

    def load_state(self, state: Any) -> None:
        """Give the parameters the numbers of a state.  Gradients stay as they are.

        Args:
            state: what `state()` has returned, here or in a module of the same names.

        Raises:
            TypeError: state is no mapping, or something in it is no real number.
            ValueError: a name is missing or unexpected, or an array has a dimension.  Nothing is changed then.

        >>> from wengert.nn import Neuron
        >>> one, other = Neuron(2, seed=1), Neuron(2, seed=2)
        >>> other.load_state(one.state())
        >>> other.state() == one.state()
        True
        """
        named = self.named_parameters()
        numbers = checked(state, {name: () for name, _ in named}, type(self).__name__)
        for name, parameter in named:
            parameter.data = numbers[name]

    def __repr__(self) -> str:
        count = len(self.parameters())
        return f"<{type(self).__name__} of {count} parameter{'s' * (count != 1)}>"


#: The way to a part: that to its owner, the part's name or number there, and whether the part is a Module.
Way = tuple[Any, Any, bool]
Found = tuple["Way | None", Any, Value]  # the way to the owner, the name or number there, the parameter


def _found(module: Module) -> list[Found]:
    """The parameters of a module, each once, with the first way that led to it."""
    found: list[Found] = []
    _collect_of(module, None, {id(module): module}, found)
    if len({id(value) for _, _, value in found}) == len(found):  # nearly always
        return found
    first: dict[int, Found] = {}
    for each in found:
        first.setdefault(id(each[2]), each)
    return list(first.values())


def _collect_of(module: Module, way: Way | None, entered: dict[int, Any], found: list[Found]) -> None:
    """Add the parameters of a module to those found."""
    attributes = [(name, thing) for name, thing in vars(module).items() if name[:1] != "_"]
    if type(module).parameters is Module.parameters:
        _collect(attributes, way, entered, found)
        return
    own: list[Found] = []
    _collect(attributes, way, entered, own)
    ways = {id(each[2]): each for each in reversed(own)}
    found += [ways.get(id(p), (way, f"parameter{i}", p)) for i, p in enumerate(module.parameters())]


def _collect(parts: Iterable[tuple[Any, Any]], way: Way | None, entered: dict[int, Any], found: list[Found]) -> None:
    """Add the parameters among some parts of a module or container.

    Args:
        parts: names or numbers, and what stands there.
        way: to the module or container.
        entered: modules and containers that were entered already, by their identities; kept, for the rows of
            an array are new objects each time, and a dead object's identity goes to another.
        found: is added to.
    """
    for key, thing in parts:
        if isinstance(thing, Value):
            if thing.is_leaf and not thing.is_constant:
                found.append((way, key, thing))
            continue
        if not (isinstance(thing, (Module, list, tuple, dict)) or _is_array(thing)) or id(thing) in entered:
            continue
        entered[id(thing)] = thing
        if isinstance(thing, Module):
            _collect_of(thing, (way, key, True), entered, found)
        elif isinstance(thing, dict):
            _collect([(str(name), part) for name, part in thing.items()], (way, key, False), entered, found)
        else:
            _collect(enumerate(thing), (way, key, False), entered, found)


def _is_array(thing: Any) -> bool:
    """Whether it is an array that may hold Values."""
    return str(getattr(thing, "dtype", "")) == "object" and bool(getattr(thing, "shape", ()))


def _name(way: Way | None) -> str:
    """A way in words: `layer1.neuron3.w0`."""
    if way is None:
        return ""
    owner, key, is_module = way
    before = _name(owner)
    if not isinstance(key, int):
        return f"{before}.{key}" if before else str(key)
    if is_module and before.endswith("s") and not before.endswith("ss"):
        before = before[:-1]
    return f"{before}{'_' * before[-1:].isdigit()}{key + is_module}"
