"""Neuron, Layer and MLP with micrograd's arguments, weights and words.

They draw from the module `random` in micrograd's order: the same `random.seed` gives the same network.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from wengert import nn
from wengert.core.scope import scope
from wengert.micrograd.engine import Value
from wengert.nn import Module as Module


class Neuron(nn.Neuron):
    """A weighted sum, a bias and a relu.

    Args:
        nin: how many inputs.
        nonlin: whether there is a relu.

    Raises:
        TypeError: nin is no int.
        ValueError: nin is not positive; or, when called, there are more or fewer inputs than weights.

    >>> import random
    >>> random.seed(1)
    >>> Neuron(2).w
    [Value(data=-0.7312715117751976, grad=0.0), Value(data=0.6948674738744653, grad=0.0)]
    """

    value_class = Value

    def __init__(self, nin: int, nonlin: bool = True) -> None:
        super().__init__(nin, "relu", init="uniform")
        self.nonlin = nonlin

    def __repr__(self) -> str:
        return f"{'ReLU' if self.nonlin else 'Linear'}Neuron({len(self.w)})"


class Layer(nn.Layer):
    """Neurons side by side.

    Args:
        nin: how many inputs each has.
        nout: how many neurons.
        nonlin: as in `Neuron`.
    """

    neuron_class = Neuron

    def __init__(self, nin: int, nout: int, **kwargs: Any) -> None:
        self.neurons = []
        for i in range(nout):
            with scope(f"neuron{i + 1}"):
                self.neurons.append(Neuron(nin, **kwargs))

    def __repr__(self) -> str:
        return f"Layer of [{', '.join(map(str, self.neurons))}]"


class MLP(nn.MLP):
    """Layers one after the other, all but the last with a relu.

    Args:
        nin: how many inputs.
        nouts: how many neurons each layer has.

    >>> net = MLP(2, [16, 16, 1])
    >>> len(net.parameters()), net.layers[-1]
    (337, Layer of [LinearNeuron(16)])
    """

    layer_class = Layer

    def __init__(self, nin: int, nouts: Sequence[int]) -> None:
        self.layers = []
        for i, (m, n) in enumerate(pairwise([nin, *nouts]), start=1):
            with scope(f"layer{i}"):
                self.layers.append(Layer(m, n, nonlin=i != len(nouts)))

    def __repr__(self) -> str:
        return f"MLP of [{', '.join(map(str, self.layers))}]"
