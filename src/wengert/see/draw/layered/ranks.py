# cython: boundscheck=False, wraparound=False, initializedcheck=False
"""Which rank every item has: links run from lower to higher ranks, and are as short as possible in all.

The least total length is found by network simplex: a spanning tree of links that are one rank long holds
all items in place; where moving all that hangs on one of its links would shorten more links than it
lengthens, that part moves until another link is one rank long, which takes the place of the first.  Since
the links inside of a part count once at each end, the balance of a part is the sum over its items of
links out less links in.

That a leaf stands just before its earliest user follows.  Between equals, an item with one operand stands
close to that: its link weighs a little more.

Source: Gansner, Koutsofios, North and Vo, A Technique for Drawing Directed Graphs, IEEE Transactions on
Software Engineering 19 (1993), section 2; the balance by sums is ours.

Legend: e a link, from tail[e] to head[e]; links[first[i]:first[i + 1]] those at item i; up[i] the tree's
link from i towards the root, an item behind all others that ends each chain of users; balance[i] the
weight of the links out of the part below up[i] less that of those into it.
"""

from __future__ import annotations

from array import array
from collections.abc import MutableSequence, Sequence

Ints = MutableSequence[int]

WORK = 3_000_000  # steps that a tree may take; after that the ranks are good, not best


def ranks(count: int, sources: Sequence[int], targets: Sequence[int]) -> list[int]:
    """The rank of each item, from 0.

    Args:
        count: how many items there are, at least one.
        sources: where each link begins.
        targets: where it ends.

    Raises:
        ValueError: the links close a cycle.
    """
    tail, head = array("i", sources), array("i", targets)
    used = bytearray(count)
    for source in sources:
        used[source] = 1
    ends = [i for i in range(count) if not used[i]]
    real = len(tail)
    tail.extend(ends)
    head.extend([count] * len(ends))
    first, links = _incident(count + 1, tail, head)
    rank, up = array("i", bytes(4 * (count + 1))), array("i", bytes(4 * (count + 1)))
    if not _late(count, tail, head, first, links, rank, up):
        stuck = [i for i in range(count) if up[i] < 0][0]  # noqa: RUF015 - compiled, no generator
        raise ValueError(f"the links close a cycle, which has no drawing in ranks; item {stuck} is on it or before it")
    _shorten(real, tail, head, first, links, rank, up)
    low = min([rank[i] for i in range(count)])
    return [rank[i] - low for i in range(count)]


def _incident(count: int, tail: Ints, head: Ints) -> tuple[Ints, Ints]:
    """The links at each item."""
    first = array("i", bytes(4 * (count + 1)))
    links = array("i", bytes(8 * len(tail)))
    for e in range(len(tail)):
        first[tail[e] + 1] += 1
        first[head[e] + 1] += 1
    for i in range(count):
        first[i + 1] += first[i]
    fill = array("i", first)
    for e in range(len(tail)):
        i = tail[e]
        links[fill[i]] = e
        fill[i] += 1
        i = head[e]
        links[fill[i]] = e
        fill[i] += 1
    return first, links


def _late(root: int, tail: Ints, head: Ints, first: Ints, links: Ints, rank: Ints, up: Ints) -> bool:
    """Give every item the last rank that its users allow, and hang it on the first of the earliest.

    Returns:
        Whether that was possible; else `up` is -1 for the items on cycles and before them.
    """
    waiting = array("i", bytes(4 * (root + 1)))
    ready = array("i", bytes(4 * (root + 1)))
    for e in range(len(tail)):
        waiting[tail[e]] += 1
    for i in range(root):
        up[i] = -1
    ready[0] = root
    many = 1
    done = 0
    while done < many:
        j = ready[done]
        done += 1
        for k in range(first[j], first[j + 1]):
            e = links[k]
            if head[e] != j:
                continue
            i = tail[e]
            if up[i] < 0 or rank[j] - 1 < rank[i]:
                rank[i] = rank[j] - 1
                up[i] = e
            waiting[i] -= 1
            if waiting[i] == 0:
                ready[many] = i
                many += 1
    if many <= root:
        for i in range(root):
            if waiting[i]:
                up[i] = -1
        return False
    return True


def _shorten(real: int, tail: Ints, head: Ints, first: Ints, links: Ints, rank: Ints, up: Ints) -> None:
    """Network simplex, from the tree `up`."""
    root = len(rank) - 1
    balance = array("i", bytes(4 * (root + 1)))
    operands = array("i", bytes(4 * (root + 1)))
    for e in range(real):
        operands[head[e]] += 1
    for e in range(real):
        weight = 5 if operands[head[e]] == 1 else 4
        balance[tail[e]] += weight
        balance[head[e]] -= weight
    part = array("i", bytes(4 * (root + 1)))
    inside = array("i", bytes(4 * (root + 1)))
    # Sums over the parts, from the leaves of the tree on: an item hangs on a user, so by rank.
    order = [(rank[i], i) for i in range(root)]
    order.sort()
    for _, i in order:
        balance[head[up[i]]] += balance[i]
    work = 0
    unmoved = 0
    i = 0
    mark = 0
    while unmoved < root and work < WORK:
        if i == root:
            i = 0
        e = up[i]
        if balance[i] == 0 or (balance[i] > 0) == (tail[e] == i):
            unmoved += 1
            i += 1
            continue
        unmoved = 0
        # The part below: everything that hangs on i.
        mark += 1
        part[0] = i
        inside[i] = mark
        many = 1
        k = 0
        while k < many:
            j = part[k]
            k += 1
            for n in range(first[j], first[j + 1]):
                f = links[n]
                other = head[f] if tail[f] == j else tail[f]
                if inside[other] != mark and other != root and up[other] == f:
                    inside[other] = mark
                    part[many] = other
                    many += 1
            work += first[j + 1] - first[j]
        # The part gets nearer to its users where they are more, else to its operands: until a link is tight.
        onward = balance[i] > 0
        best = -1
        least = 0
        for k in range(many):
            j = part[k]
            for n in range(first[j], first[j + 1]):
                f = links[n]
                if onward:
                    if tail[f] != j or inside[head[f]] == mark:
                        continue
                elif head[f] != j or inside[tail[f]] == mark:
                    continue
                slack = rank[head[f]] - rank[tail[f]] - 1
                if best < 0 or slack < least or (slack == least and f < best):
                    best = f
                    least = slack
        if best < 0:
            i += 1
            continue
        shift = least if onward else -least
        for k in range(many):
            rank[part[k]] += shift
        # Sums: the part leaves the way from its old place to the root, and joins that from its new one.
        total = balance[i]
        j = head[e] if tail[e] == i else tail[e]
        while True:
            balance[j] -= total
            if j == root:
                break
            f = up[j]
            j = head[f] if tail[f] == j else tail[f]
            work += 1
        # Turn the way inside of the part from the new link to i.
        j = tail[best] if inside[tail[best]] == mark else head[best]
        entry = head[best] if tail[best] == j else tail[best]
        f = best
        carried = 0
        while True:
            g = up[j]
            up[j] = f
            own = balance[j] - carried
            carried = balance[j]
            balance[j] = own  # without what hangs on the turned way; summed up below
            if j == i:
                break
            f = g
            j = head[g] if tail[g] == j else tail[g]
        # From i outwards the sums of the turned way.
        j = i
        carried = 0
        while True:
            balance[j] += carried
            carried = balance[j]
            f = up[j]
            if f == best:
                break
            j = head[f] if tail[f] == j else tail[f]
        j = entry
        while True:
            balance[j] += total
            if j == root:
                break
            f = up[j]
            j = head[f] if tail[f] == j else tail[f]
            work += 1
        i += 1
