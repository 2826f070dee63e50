"""In which order the nodes of each rank stand: the search for few crossings.

A walk down from the last nodes draws every tree without a crossing, and is improved until sifting and weaving
find nothing more.  Then the ranks are sorted by the mean places of their neighbours, which shakes everything,
and improved again; the best order of all rounds is kept.  The work is bounded in steps, not in seconds, so
that every machine and both builds draw the same.
"""

from __future__ import annotations

from array import array

from wengert.see.draw.layered.chains import Web
from wengert.see.draw.layered.weave import Weaver

LEAST, EACH, MOST = 2_000_000, 3_000, 30_000_000  # inner steps: at least, for each node, and at most
REACH = 8  # how far a node may move at once: further costs more and finds less
STALE, ROUNDS = 6, 30  # rounds without a better order: until a new start, and until the end


def order(web: Web) -> list[list[int]]:
    """The nodes of each rank, in order."""
    orders = Weaver(web)
    limit = min(max(LEAST, EACH * orders.count), MOST)
    best, at = -1, array("i")
    starts, stale, wait, down = 0, 0, 0, True
    orders.descend(False)
    while True:
        orders.settle(REACH)
        while orders.weave(REACH, limit):
            orders.settle(REACH)
        crossings = orders.crossings(0, orders.ranks)
        stale, wait = stale + 1, wait + 1
        if best < 0 or crossings < best:
            best, at, stale, wait = crossings, array("i", orders.at), 0, 0
        if not best or stale == ROUNDS or orders.work > limit:
            break
        if wait == STALE and not starts:
            orders.descend(True)
            starts, wait, down = 1, 0, True
        else:
            orders.sweep(down)
            down = not down
    orders.load(at)
    return [[orders.at[i] for i in range(orders.first[r], orders.first[r + 1])] for r in range(orders.ranks)]
