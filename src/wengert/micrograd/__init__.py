"""micrograd's interface on wengert's engine: change the import, and a notebook runs on.

>>> from wengert.micrograd.engine import Value
>>> a, b = Value(-4.0), Value(2.0)
>>> c = (a * b + b**3).relu() + a
>>> c.backward()
>>> c, a
(Value(data=-4.0, grad=1.0), Value(data=-4.0, grad=1.0))
"""

from typing import TYPE_CHECKING, Any

from wengert.micrograd import engine as engine
from wengert.micrograd import nn as nn
from wengert.micrograd.engine import Value
from wengert.micrograd.nn import MLP, Layer, Module, Neuron

if TYPE_CHECKING:
    from wengert.see.draw.digraph import draw_dot
    from wengert.see.draw.trace import trace

_LATER = {"draw_dot": "wengert.see.draw.digraph", "trace": "wengert.see.draw.trace"}

__all__ = ["MLP", "Layer", "Module", "Neuron", "Value", "draw_dot", "trace"]


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module 'wengert.micrograd' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_LATER[name]), name)
