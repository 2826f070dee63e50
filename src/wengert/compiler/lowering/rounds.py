"""When each step of a program is taken: its positions, found for all rounds of its loops at once.

Legend: E how often something is done; counters a row of E by depth; starts the position at which each of E begins.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from wengert.compiler.program.program import Affine, Loop, Step

Numbers = Any  # an array of integers


def at(place: Affine, counters: Numbers) -> Numbers:
    """An affine number in every round."""
    return place.base + counters @ np.array(place.steps, dtype=np.int64)


def lengths(item: Step | Loop, counters: Numbers) -> Numbers:
    """How many steps are taken in an item, in every round of what is around it."""
    if isinstance(item, Step):
        return np.ones(len(counters), dtype=np.int64)
    inner, owners = entered(item.rounds, counters)
    total = np.zeros(len(inner), dtype=np.int64)
    for part in item.body:
        total += lengths(part, inner)
    return np.bincount(owners, weights=total, minlength=len(counters)).astype(np.int64)


def entered(rounds: Affine, counters: Numbers) -> tuple[Numbers, Numbers]:
    """The counters in every round of a loop, and for each the round around it."""
    counts = at(rounds, counters)
    owners = np.repeat(np.arange(len(counters)), counts)
    own = np.arange(len(owners)) - np.repeat(np.cumsum(counts) - counts, counts)
    return np.column_stack([counters[owners], own]), owners


def begins(body: Sequence[Step | Loop], counters: Numbers, owners: Numbers, starts: Numbers) -> Numbers:
    """Where each round of a loop begins, given where the loop does."""
    length = np.zeros(len(owners), dtype=np.int64)
    for item in body:
        length += lengths(item, counters)
    before = np.cumsum(length) - length
    if not len(owners):
        return before
    first = np.searchsorted(owners, owners)  # the first round of the same owner
    return starts[owners] + before - before[first]


def fitted(values: Numbers, counters: Numbers) -> Affine | None:
    """The affine number that has these values in these rounds; None if there is none."""
    base = counters[0]
    steps = []
    for axis in range(counters.shape[1]):
        beside = base.copy()
        beside[axis] += 1
        found = np.flatnonzero((counters == beside).all(axis=1))
        steps.append(int(values[found[0]] - values[0]) if len(found) else 0)
    place = Affine(int(values[0] - sum(s * int(c) for s, c in zip(steps, base, strict=True))), tuple(steps))
    return place if np.array_equal(at(place, counters), values) else None
