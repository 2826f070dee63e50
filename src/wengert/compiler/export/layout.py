"""Where the numbers of a program are while its code runs: in names, or in slots of one array.

A number that is read only in the round that makes it has a name.

Three ways are tried, and the first in which every slot is found by an index is taken: as many names as there can be
and indices that are affine in the counters; fewer names, and indices counted from `at`, which goes on with the loops;
a slot for every number.

Legend: way which of the three.
"""

from __future__ import annotations

import numpy as np

from wengert.compiler.lowering.outline import Outline, Scope, slot_of
from wengert.compiler.lowering.rounds import Numbers
from wengert.compiler.program.program import Program

MOST_STRAIGHT = 2000  # steps outside of loops that stand in one function
PART = 250  # steps in each, if there are more

RELAXED, COUNTED, ALL = range(3)


class Layout(Outline):
    """A program whose numbers have names and slots.

    Attributes:
        slots: how many slots there are.
        way: which way was taken.
    """

    def __init__(self, program: Program) -> None:
        super().__init__(program, MOST_STRAIGHT, PART)
        self.slots = 0
        self.way = next(way for way in (RELAXED, COUNTED, ALL) if self._fits(way))
        self.addresses.clear()

    def _fits(self, way: int) -> bool:
        """Try one way; whether each slot has an index."""
        everywhere = self.everywhere()
        kept = set(self.sites) if way == ALL else set()
        for read, site in everywhere:
            read.name, read.slot = None if way == ALL else self.within(read, site, near=way == COUNTED), None
            if read.name is None:
                kept.update(read.sites)
        for read, _ in everywhere:  # a result that is read elsewhere too has a slot for all
            if read.name in kept:
                read.name = None
        taken = np.zeros(self.steps + 1, dtype=np.int64)
        for site in kept:
            taken[site.positions] = 1
        ranks = np.cumsum(taken) - taken
        self.slots = int(ranks[-1])
        for site in self.sites:
            site.slot = slot_of(ranks, site.positions, site, way != RELAXED) if site in kept else None
            if site.slot is None and site in kept:
                return False
        for read, user in everywhere:
            if read.sites and read.name is None:
                read.slot = slot_of(ranks, self.addresses[read], user, way != RELAXED)
                if read.slot is None:
                    return False
        for item in self.main.items:
            if isinstance(item, Scope) and item.rounds is not None:
                item.counted = self._counted(item, ranks)
        return True

    def _counted(self, nest: Scope, ranks: Numbers) -> tuple[int, int] | None:
        sites = list(nest.sites())
        slots = [slot for site in sites for slot in (site.slot, *(read.slot for read in site.reads)) if slot]
        if not any(slot.counted for slot in slots):
            return None
        begin = int(nest.starts[0])
        return int(ranks[begin]), int(ranks[max(int(site.positions[-1]) for site in sites) + 1])
