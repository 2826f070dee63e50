"""The graphs of the seeds that drawings, steps and explanations are tested on."""

from __future__ import annotations

import wengert as wg
from wengert import Value


def leaves(**data: float) -> list[Value]:
    """Labelled leaves."""
    return [Value(x, label=name) for name, x in data.items()]


def node() -> Value:
    """S0: (a + b)·c."""
    a, b, c = leaves(a=10, b=20, c=-3)
    return (a + b) * c


def neuron() -> Value:
    """S1: tanh of two products and a bias, with the names that the notebook gives."""
    x1, x2, w1, w2, b = leaves(x1=2, x2=0, w1=-3, w2=1, b=6.8813735870195432)
    n = x1 * w1 + x2 * w2 + b
    n.label = "n"
    o = wg.tanh(n)
    o.label = "o"
    return o


def diamond() -> Value:
    """S1: f = (a·b)·(a + b)."""
    a, b = leaves(a=-2, b=3)
    return (a * b) * (a + b)


def twice(z_first: bool = False) -> Value:
    """S1: y = x·x, z = y·y, out = y + z, or z + y."""
    (x,) = leaves(x=2)
    y = x * x
    z = y * y
    y.label, z.label = "y", "z"
    out = z + y if z_first else y + z
    out.label = "out"
    return out


def used_again() -> Value:
    """S0: a·b + a."""
    a, b = leaves(a=2, b=4)
    return a * b + a


def square() -> Value:
    """S0: a·a."""
    (a,) = leaves(a=3)
    return a * a


def product() -> Value:
    """S4: a·b·d, where one step along the gradient is taken."""
    a, b, d = leaves(a=3.008, b=-4.992, d=2.004)
    return a * b * d
