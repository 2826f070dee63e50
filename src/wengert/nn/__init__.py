"""Small networks of Values: modules, layers, initialisers, optimisers.

A network is Values, additions, multiplications and an activation; each can be printed, drawn and explained.

>>> import wengert as wg
>>> net = wg.nn.MLP(2, [4, 1], activation="tanh", seed=0)
>>> optimiser = wg.nn.SGD(net.parameters(), lr=0.1)
>>> before = (net([1.0, -2.0]) - 1) ** 2
>>> before.backward()
>>> optimiser.step()
>>> bool((net([1.0, -2.0]) - 1) ** 2 < before)
True
"""

from wengert.nn.initial import INITIALISERS, initialiser
from wengert.nn.layers import MLP, Layer, Neuron
from wengert.nn.module import Module
from wengert.nn.optim import SGD, Adam, AdamW, Optimiser

__all__ = [
    "INITIALISERS",
    "MLP",
    "SGD",
    "Adam",
    "AdamW",
    "Layer",
    "Module",
    "Neuron",
    "Optimiser",
    "initialiser",
]
