# cython: boundscheck=False, wraparound=False, initializedcheck=False
"""Orders of the nodes of each rank: counting the crossings, sorting and sifting one rank at a time.

Sifting moves a node to the best place in its rank while all others stay.

Legend: u, v nodes; r a rank; at[first[r]:first[r] + size[r]] its nodes in order; pos the place of a node in
its rank, -1 while it is taken out; tail[ins[u]:ins[u + 1]] where the steps into u come from;
head[outs[u]:outs[u + 1]] where those out of u go, port at which port; base one more than the highest port,
so that pos*base + port orders arrivals; below, above the sorted places of the tails and the sorted arrivals
of one rank's nodes; crossed[r] the crossings between r and the next rank; clock counts changes, changed[r + 1]
says when a rank last changed, counted, sifted when that was done; work how many inner steps were taken.
"""

from __future__ import annotations

from array import array
from collections.abc import MutableSequence

try:
    import cython
except ImportError:
    from wengert.core import _cython as cython  # type: ignore[no-redef]

from wengert.see.draw.layered.chains import Web

Ints = MutableSequence[int]


def ints(count: int) -> Ints:
    """That many zeros: C ints, or in the interpreted build a list, which is faster there."""
    return array("i", bytes(4 * count)) if cython.compiled else [0] * count


def _sums(sizes: Ints) -> None:
    """Where each of some runs begins, given how long run i is as sizes[i + 1]."""
    for i in range(len(sizes) - 1):
        sizes[i + 1] += sizes[i]


@cython.cclass
class Orders:
    """The nodes of each rank, in an order that can be changed."""

    def __init__(self, web: Web) -> None:
        self.count = count = len(web.rank)
        self.items = web.solid
        self.ranks = ranks = max(web.rank) + 1
        steps = len(web.tails)
        self.base = max(web.ports, default=0) + 1
        self.work = 0
        self.clock = 1
        self.rank = array("i", web.rank)
        self.first = ints(ranks + 1)
        self.size = ints(ranks)
        self.crossed = ints(ranks)
        self.changed = ints(ranks + 2)
        self.counted = ints(ranks)
        self.sifted = ints(ranks)
        self.at = ints(count)
        self.pos = ints(count)
        self.moved = ints(count)
        self.ins = ints(count + 1)
        self.outs = ints(count + 1)
        self.tail = ints(steps)
        self.head = ints(steps)
        self.port = ints(steps)
        self.below = ints(steps)
        self.above = ints(steps)
        self._fill(array("i", web.tails), array("i", web.heads), array("i", web.ports))
        self.tree = ints(self.base * max(self.size) + 1)

    def _fill(self, tails: Ints, heads: Ints, ports: Ints) -> None:
        """Sort the steps by their ends, and the nodes into their ranks as they come."""
        for u in range(self.count):
            self.first[self.rank[u] + 1] += 1
        for i in range(len(tails)):
            self.ins[heads[i] + 1] += 1
            self.outs[tails[i] + 1] += 1
        _sums(self.first)
        _sums(self.ins)
        _sums(self.outs)
        into = array("i", self.ins)
        out = array("i", self.outs)
        for i in range(len(tails)):
            u = heads[i]
            self.tail[into[u]] = tails[i]
            into[u] += 1
            u = tails[i]
            self.head[out[u]] = heads[i]
            self.port[out[u]] = ports[i]
            out[u] += 1
        for u in range(self.count):
            self.insert(u, self.size[self.rank[u]])

    # --- changes ---

    def change(self, r: int) -> None:
        """Take note that a rank has changed."""
        self.clock += 1
        self.changed[r + 1] = self.clock

    def insert(self, u: int, place: int) -> None:
        """Put a node into its rank; the caller notes the change."""
        at, pos, r = self.at, self.pos, self.rank[u]
        start = self.first[r]
        for i in range(start + self.size[r], start + place, -1):
            v = at[i - 1]
            at[i] = v
            pos[v] = i - start
        self.size[r] += 1
        at[start + place] = u
        pos[u] = place

    def remove(self, u: int) -> None:
        """Take a node out of its rank; the caller notes the change."""
        at, pos, r = self.at, self.pos, self.rank[u]
        start = self.first[r]
        self.size[r] -= 1
        for i in range(start + pos[u], start + self.size[r]):
            v = at[i + 1]
            at[i] = v
            pos[v] = i - start
        pos[u] = -1

    def load(self, at: Ints) -> None:
        """Take the order from a list of all nodes, rank by rank."""
        for r in range(self.ranks):
            for i in range(self.first[r], self.first[r + 1]):
                u = at[i]
                self.at[i] = u
                self.pos[u] = i - self.first[r]
            self.change(r)

    def descend(self, mirrored: bool) -> None:
        """Order the nodes as a walk down from the last ones meets them, operand after operand or the other way."""
        met = ints(self.count)
        filled = ints(self.ranks)
        stack: list[int] = []
        into: list[list[tuple[int, int]]] = [[] for _ in range(self.count)]
        for u in range(self.count):
            for k in range(self.outs[u], self.outs[u + 1]):
                into[self.head[k]].append((self.port[k], u))
        for i in range(self.count):
            u = i if mirrored else self.count - 1 - i
            if self.outs[u] == self.outs[u + 1]:
                stack.append(u)
        while stack:
            u = stack.pop()
            if met[u]:
                continue
            met[u] = 1
            r = self.rank[u]
            self.at[self.first[r] + filled[r]] = u
            self.pos[u] = filled[r]
            filled[r] += 1
            operands = into[u]
            operands.sort(reverse=not mirrored)
            for _, v in operands:
                stack.append(v)
        for r in range(self.ranks):
            self.change(r)

    # --- counting ---

    def crossings(self, begin: int, end: int) -> int:
        """How many pairs of steps cross that leave the ranks from begin to before end."""
        total = 0
        for r in range(begin, min(end, self.ranks - 1)):
            if max(self.changed[r + 1], self.changed[r + 2]) > self.counted[r]:
                self.crossed[r] = self.count_one(r)
                self.counted[r] = self.clock
            total += self.crossed[r]
        return total

    def count_one(self, r: int) -> int:
        """The crossings between a rank and the next, by a Fenwick tree of the arrivals so far."""
        tree, pos, outs, head, port, at = self.tree, self.pos, self.outs, self.head, self.port, self.at
        base, start = self.base, self.first[r]
        top = self.size[r + 1] * base
        for i in range(top + 1):
            tree[i] = 0
        seen = 0
        total = 0
        for i in range(start, start + self.size[r]):
            u = at[i]
            for k in range(outs[u], outs[u + 1]):
                j = pos[head[k]] * base + port[k] + 1
                total += seen
                while j > 0:
                    total -= tree[j]
                    j -= j & -j
            for k in range(outs[u], outs[u + 1]):
                j = pos[head[k]] * base + port[k] + 1
                seen += 1
                while j <= top:
                    tree[j] += 1
                    j += j & -j
        self.work += 4 * seen + top
        return total

    # --- one rank at a time ---

    def gather(self, r: int) -> None:
        """Sort the neighbours of the nodes of a rank by where they stand."""
        tail, head, port, below, above, pos = self.tail, self.head, self.port, self.below, self.above, self.pos
        base = self.base
        for i in range(self.first[r], self.first[r] + self.size[r]):
            u = self.at[i]
            start = self.ins[u]
            for k in range(start, self.ins[u + 1]):
                v = tail[k]
                key = pos[v]
                j = k
                while j > start and below[j - 1] > key:
                    below[j] = below[j - 1]
                    tail[j] = tail[j - 1]
                    j -= 1
                below[j] = key
                tail[j] = v
            start = self.outs[u]
            for k in range(start, self.outs[u + 1]):
                v = head[k]
                p = port[k]
                key = pos[v] * base + p
                j = k
                while j > start and above[j - 1] > key:
                    above[j] = above[j - 1]
                    head[j] = head[j - 1]
                    port[j] = port[j - 1]
                    j -= 1
                above[j] = key
                head[j] = v
                port[j] = p

    def gain(self, u: int, v: int) -> int:
        """Crossings of the steps at u with those at v if u comes before v, less those if after."""
        ins, outs = self.ins, self.outs
        return _more(self.below, ins[u], ins[u + 1], ins[v], ins[v + 1]) + _more(
            self.above, outs[u], outs[u + 1], outs[v], outs[v + 1]
        )

    def sift(self, r: int, reach: int) -> int:
        """Move each node of a rank to the best place within reach; how many crossings that saves."""
        self.gather(r)
        at, pos, moved = self.at, self.pos, self.moved
        start, stop = self.first[r], self.first[r] + self.size[r]
        self.work += 4 * (stop - start) * min(stop - start, 2 * reach)
        saved = 0
        for i in range(start, stop):
            moved[i] = at[i]
        for i in range(start, stop):
            u = moved[i]
            here = start + pos[u]
            best = here
            least = 0
            now = 0
            for j in range(here - 1, max(start, here - reach) - 1, -1):
                now += self.gain(u, at[j])
                if now < least:
                    least = now
                    best = j
            now = 0
            for j in range(here + 1, min(stop, here + reach + 1)):
                now += self.gain(at[j], u)
                if now < least:
                    least = now
                    best = j
            if best != here:
                saved -= least
                self.remove(u)
                self.insert(u, best - start)
        if saved:
            self.change(r)
        return saved

    def settle(self, reach: int) -> None:
        """Sift all ranks that something changed for, to and fro, until nothing gets better."""
        found = 1
        to = False
        while found:
            found = 0
            to = not to
            for i in range(self.ranks):
                r = i if to else self.ranks - 1 - i
                if max(self.changed[r], self.changed[r + 1], self.changed[r + 2]) > self.sifted[r]:
                    found += self.sift(r, reach)
                    self.sifted[r] = self.clock

    def sweep(self, down: bool) -> None:
        """Sort every rank by the mean place of its nodes' neighbours in the rank before, or else after."""
        for i in range(self.ranks):
            self.average(i if down else self.ranks - 1 - i, down)

    def average(self, r: int, down: bool) -> None:
        """Sort one rank so; a node that has no such neighbour follows the one before it."""
        start, stop, base = self.first[r], self.first[r + 1], self.base
        keys: dict[int, float] = {}
        last = -1.0
        for i in range(start, stop):
            u = self.at[i]
            total = 0.0
            if down:
                many = self.ins[u + 1] - self.ins[u]
                for k in range(self.ins[u], self.ins[u + 1]):
                    total += self.pos[self.tail[k]]
            else:
                many = self.outs[u + 1] - self.outs[u]
                for k in range(self.outs[u], self.outs[u + 1]):
                    total += self.pos[self.head[k]] + (self.port[k] + 0.5) / base
            if many:
                last = total / many
            keys[u] = last
        nodes = sorted(keys, key=keys.__getitem__)
        for i in range(start, stop):
            u = nodes[i - start]
            self.at[i] = u
            self.pos[u] = i - start
        self.work += stop - start
        self.change(r)


def _more(keys: Ints, i: int, i_end: int, j: int, j_end: int) -> int:
    """Pairs of a key of the first run and a smaller one of the second, less those with a larger one."""
    if i == i_end or j == j_end:
        return 0
    more = 0
    k = j
    first = j
    while i < i_end:
        key = keys[i]
        while j < j_end and keys[j] < key:
            j += 1
        if k < j:
            k = j
        while k < j_end and keys[k] == key:
            k += 1
        more += (j - first) - (j_end - k)
        i += 1
    return more
