"""The implementations that a program can run on, as the names that notebooks import.

micrograd itself is the second oracle.  Its engine has + * ** relu, negation, subtraction and division; what
later lectures add is added here by a subclass in a private copy of its module, so that the operators of
the copy make the subclass.  `mistake` plants an error in that copy.  Where torch is installed, it is a third.
"""

from __future__ import annotations

import importlib
import inspect
import math
from collections.abc import Callable
from types import ModuleType
from typing import Any

import micrograd.engine
import micrograd.nn

NAMES = ("Value", "Neuron", "Layer", "MLP")  # as micrograd.nn holds them


def wengert(name: str) -> Any:
    """A name of the drop-in, imported as a notebook would."""
    part = ".engine" if name == "Value" else ".nn" if name in NAMES else ""
    return getattr(importlib.import_module(f"wengert.micrograd{part}"), name)


def original(mistake: tuple[str, str] = ("", "")) -> Callable[[str], Any]:
    """The names of a fresh micrograd with the functions of the later lectures."""
    engine, nn = _copied(micrograd.engine, mistake), _copied(micrograd.nn)
    engine.Value = nn.Value = _extended(engine.Value)
    nn.trace = _trace
    return vars(nn).__getitem__


def of_torch() -> Callable[[str], Any]:
    """micrograd's networks over scalars of torch in double precision."""
    from torch_scalar import Value

    nn = _copied(micrograd.nn)
    nn.Value = Value
    return vars(nn).__getitem__


def _copied(module: ModuleType, mistake: tuple[str, str] = ("", "")) -> ModuleType:
    source = inspect.getsource(module)
    assert mistake[0] in source
    copy = ModuleType(module.__name__)
    exec(compile(source.replace(*mistake) if mistake[0] else source, module.__file__ or "", "exec"), vars(copy))
    return copy


def _extended(Base: type[Any]) -> type[Any]:
    class Value(Base):
        def __init__(self, data: Any, _children: Any = (), _op: str = "", label: str = "") -> None:
            super().__init__(data, _children, _op)
            self.label = label

        def _function(self, name: str, data: float, slope: float) -> Any:
            out = Value(data, (self,), name)

            def _backward() -> None:
                self.grad += slope * out.grad

            out._backward = _backward
            return out

        def tanh(self) -> Any:
            t = math.tanh(self.data)
            return self._function("tanh", t, 1 - t * t)

        def exp(self) -> Any:
            e = math.exp(self.data)
            return self._function("exp", e, e)

        def log(self) -> Any:
            return self._function("log", math.log(self.data), 1 / self.data)

        def sigmoid(self) -> Any:
            s = (1 + math.tanh(self.data / 2)) / 2
            return self._function("sigmoid", s, s * (1 - s))

    return Value


def _trace(root: Any) -> tuple[set[Any], set[Any]]:
    """Nodes and edges, as the lecture's picture collects them."""
    nodes, edges, todo = {root}, set(), [root]
    while todo:
        node = todo.pop()
        edges |= {(child, node) for child in node._prev}
        todo += node._prev - nodes
        nodes |= node._prev
    return nodes, edges
