"""Two moons: points on two half circles that reach into each other, a small classical test."""

from __future__ import annotations

import math
import random
from typing import NamedTuple


class Point(NamedTuple):
    """A point and the moon that it is of: 1.0 the upper, -1.0 the lower."""

    x: float
    y: float
    moon: float


def moons(count: int, noise: float, random: random.Random) -> list[Point]:
    """Points along two half circles of radius 1, one the right way up and one upside down.

    Args:
        count: how many, the two moons by turns.
        noise: standard deviation of what is added to both coordinates.
        random: where chance comes from.
    """
    points = []
    for i in range(count):
        angle = math.pi * random.random()
        x, y = math.cos(angle), math.sin(angle)
        upper = i % 2 == 0
        if not upper:
            x, y = 1.0 - x, 0.5 - y
        points.append(Point(x + random.gauss(0.0, noise), y + random.gauss(0.0, noise), 1.0 if upper else -1.0))
    return points
