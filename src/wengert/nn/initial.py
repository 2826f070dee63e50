"""First weights, by name and from a seed.

Chance is only ever asked for `random()`, a number in [0, 1): of Python's `random.Random`, whose
sequence for a seed is the same in every version and on every platform, or of a NumPy Generator.
What is made of these numbers uses + - * / and a square root, which IEEE 754 rounds in one way; so a
seed gives the same weights, to the last bit, everywhere.

Legend: nin, nout how many inputs and outputs a layer has; u, v numbers from [0, 1).
"""

from __future__ import annotations

import math
import operator
import random
from collections.abc import Callable
from typing import Protocol

from wengert.core import number


class Chance(Protocol):
    """Where chance comes from: `random.Random`, NumPy's `Generator`, the module `random`."""

    def random(self) -> float:
        """A number in [0, 1)."""
        ...


#: Variance of a weight, by the scheme's name.
_VARIANCES: dict[str, Callable[[int, int], float]] = {
    "he": lambda nin, nout: 2.0 / nin,
    "glorot": lambda nin, nout: 2.0 / (nin + nout),
    "lecun": lambda nin, nout: 1.0 / nin,
}

#: Names of all initialisers.
INITIALISERS = (*(f"{scheme}_{shape}" for scheme in _VARIANCES for shape in ("normal", "uniform")), "uniform")


def initialiser(name: str, nin: int, nout: int = 1, seed: int | Chance | None = None) -> Callable[[], float]:
    """A source of first weights for a layer.

    Signals keep their size from layer to layer if the weights have the right variance: "he" for relu
    and its kin, "glorot" and "lecun" for tanh, sigmoid and linear layers; each normal or uniform.  Plain
    "uniform" is uniform in [-1, 1), whatever the layer, as in micrograd.

    Args:
        name: one of `INITIALISERS`.
        nin: how many inputs a neuron has.
        nout: how many neurons the layer has; only glorot asks.
        seed: an int, for a `random.Random` of that seed; or a `random.Random` or NumPy `Generator`, which
            goes on from where it is; None for the module `random`, which `random.seed()` governs.

    Returns:
        A function of no arguments: each call is the next weight.

    Raises:
        TypeError: seed is none of these.
        ValueError: there is no such name, or the seed is negative.

    Source: He et al., Delving Deep into Rectifiers, ICCV 2015, equation 10; Glorot & Bengio, AISTATS 2010,
        equations 12 and 16; LeCun et al., Efficient BackProp, 1998, section 4.6.

    >>> weight = initialiser("he_uniform", nin=6, seed=0)
    >>> [round(weight(), 3) for _ in range(3)]
    [0.689, 0.516, -0.159]
    """
    if number.text(name, "an initialiser's name") not in INITIALISERS:
        raise ValueError(f"there is no initialiser {name!r}; there are {', '.join(INITIALISERS)}")
    draw = chance(seed).random
    if name == "uniform":
        return lambda: 2.0 * draw() - 1.0
    scheme, shape = name.split("_")
    variance = _VARIANCES[scheme](nin, nout)
    if shape == "normal":
        deviation = math.sqrt(variance)
        return lambda: deviation * normal(draw)
    limit = math.sqrt(3.0 * variance)
    return lambda: limit * (2.0 * draw() - 1.0)


def chance(seed: int | Chance | None) -> Chance:
    """Where chance comes from, for a seed: see `initialiser`."""
    if seed is None:
        return random  # the module: its functions are those of a hidden Random
    if callable(getattr(seed, "random", None)):
        return seed  # type: ignore[return-value]
    try:
        whole = operator.index(seed)  # type: ignore[arg-type]
    except TypeError:
        whole = None
    if whole is None or isinstance(seed, bool):
        raise TypeError(f"seed must be an int, a random.Random or a NumPy Generator, got {number.what(seed)}")
    if whole < 0:
        raise ValueError(f"seed must not be negative, got {whole}: random.Random ignores the sign")
    return random.Random(whole)


# The least rectangle around the region of the method below is [0, 1] x [-√(2/e), √(2/e)].
_HALF_WIDTH = 0.8577638849607068


def normal(draw: Callable[[], float]) -> float:
    """A number of mean 0 and variance 1, normally distributed: the ratio of two uniform ones.

    The ratio v/u of a point in a rectangle is normal if points outside of v² > -4u² log u are
    rejected.  The logarithm, which platforms round differently, decides but does not enter the number.

    Source: Kinderman & Monahan, ACM Transactions on Mathematical Software 3(3), 1977.
    """
    while True:
        u = 1.0 - draw()  # above 0
        ratio = _HALF_WIDTH * (2.0 * draw() - 1.0) / u
        if ratio * ratio <= -4.0 * math.log(u):
            return ratio
