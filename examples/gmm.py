"""A mixture of Gaussians, written for one point and compiled over all: `python examples/gmm.py [FILE]`.

The posterior of a mixture's parameters, as ADBench states it (Šrajer, Kukelova & Fitzgibbon, 2018), and its
gradient by every parameter.  FILE is one of ADBench's instances, plain or compressed by gzip; without it a few
points are drawn.  The loops over components, rows and columns are ordinary Python; the program that comes of them
has as many steps for 2 components as for 200.
"""

import gzip
import math
import random
import sys
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

import wengert as wg


class Mixture(NamedTuple):
    """The parameters of K Gaussians in d dimensions, or their derivatives.

    Attributes:
        weights: K logarithms, up to a common number.
        means: K times d.
        factors: K lower triangles of d times d: roots of the inverse covariances, with logarithms on the diagonals.
    """

    weights: Any
    means: Any
    factors: Any


class Instance(NamedTuple):
    """What the posterior depends on: parameters, points, and the two numbers of the Wishart prior."""

    mixture: Mixture
    points: Any
    gamma: float
    m: float


def density(mixture, x):
    """The logarithm of the mixture's density at one point, but for a constant."""
    components = []
    for weight, mean, factor in zip(*mixture, strict=True):
        off = [a - b for a, b in zip(x, mean, strict=True)]
        square = volume = 0.0
        for r, row in enumerate(factor):
            y = wg.exp(row[r]) * off[r]
            for c in range(r):
                y = y + row[c] * off[c]
            square = square + y * y
            volume = volume + row[r]
        components.append(weight + volume - 0.5 * square)
    return wg.logsumexp(components)


def prior(mixture, count, gamma, m):
    """What does not depend on the points but on how many there are: the weights' norm, and Wishart's prior."""
    total = -count * wg.logsumexp(mixture.weights)
    for factor in mixture.factors:
        square = volume = 0.0
        for r, row in enumerate(factor):
            square = square + wg.exp(2.0 * row[r])
            for c in range(r):
                square = square + row[c] * row[c]
            volume = volume + row[r]
        total = total + 0.5 * gamma * gamma * square - m * volume
    return total


densities = wg.compile(density, batch="x", reduce="sum")
priors = wg.compile(prior)


def constant(components, dimensions, count, gamma, m):
    """What depends on no parameter."""
    d, degrees = dimensions, dimensions + m + 1
    many = 0.25 * d * (d - 1) * math.log(math.pi) + sum(math.lgamma(0.5 * (degrees - j)) for j in range(d))
    norm = degrees * d * (math.log(gamma) - 0.5 * math.log(2.0)) - many
    return -0.5 * count * d * math.log(2.0 * math.pi) - components * norm


def posterior(instance):
    """The logarithm of the posterior and its gradient, a Mixture of arrays."""
    mixture, points, gamma, m = instance
    components, dimensions = np.shape(mixture.means)
    likelihood, one = densities.value_and_grad(mixture, points)
    rest, other = priors.value_and_grad(mixture, len(points), gamma, m)
    value = likelihood + rest + constant(components, dimensions, len(points), gamma, m)
    return value, Mixture(*(a + b for a, b in zip(one, other, strict=True)))


def read(path):
    """An instance from a file.

    It has d, K and N; the weights; the means; of each component the triangle's diagonal, and then column by column
    what is below it; the points; gamma and m.
    """
    data = Path(path).read_bytes()
    words = (gzip.decompress(data) if Path(path).suffix == ".gz" else data).split()
    d, k, n = map(int, words[:3])
    numbers = iter(map(float, words[3:]))

    def take(*shape):
        return np.array([next(numbers) for _ in range(math.prod(shape))]).reshape(shape)

    weights, means, packed = take(k), take(k, d), take(k, d * (d + 1) // 2)
    return Instance(Mixture(weights, means, unpacked(packed, d)), take(n, d), *take(2).tolist())


def _lower(d):
    """Rows and columns of a lower triangle: the diagonal, then column by column."""
    columns, rows = np.triu_indices(d, 1)
    return np.concatenate([np.arange(d), rows]), np.concatenate([np.arange(d), columns])


def unpacked(packed, d):
    """Triangles of rows of numbers in the file's order."""
    factors = np.zeros((len(packed), d, d))
    rows, columns = _lower(d)
    factors[:, rows, columns] = packed
    return factors


def flat(mixture):
    """All numbers in the order of the file."""
    rows, columns = _lower(mixture.means.shape[1])
    return np.concatenate([mixture.weights, mixture.means.ravel(), mixture.factors[:, rows, columns].ravel()])


def drawn(components=3, dimensions=2, count=200):
    """An instance of random numbers, the same every time."""
    chance = random.Random(1)
    sizes = components, components * dimensions, components * dimensions * (dimensions + 1) // 2, count * dimensions
    weights, means, packed, points = (np.array([chance.gauss(0.0, 1.0) for _ in range(size)]) for size in sizes)
    factors = unpacked(packed.reshape(components, -1), dimensions)
    return Instance(Mixture(weights, means.reshape(components, -1), factors), points.reshape(count, -1), 1.0, 0.0)


if __name__ == "__main__":
    given = read(sys.argv[1]) if len(sys.argv) > 1 else drawn()
    value, slopes = posterior(given)
    print(f"{len(given.points)} points, {len(flat(slopes))} parameters")
    print(f"log-posterior {value:.12g}, length of its gradient {np.linalg.norm(flat(slopes)):.12g}")
