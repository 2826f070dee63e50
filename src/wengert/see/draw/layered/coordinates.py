# cython: boundscheck=False, wraparound=False, initializedcheck=False
"""Where in its rank every node stands: near its neighbours, long links straight, nothing too close.

Each rank in turn takes the places nearest to the weighted means of its nodes' neighbours, in the sum of
squares, that keep the order and the distances: an isotonic regression, exact in one pass.  After some sweeps
over all ranks, what is nearly straight is made straight.

Legend: u, v nodes; v[u] its place; near[first[u]:first[u + 1]] its neighbours, with pull the weight of each and
lead how far from the neighbour's place u wants to be; before, after the nodes beside it in its rank, -1 for none.

Source: the regression is the pool-adjacent-violators algorithm: Barlow, Bartholomew, Bremner and Brunk,
Statistical Inference under Order Restrictions (Wiley, 1972), section 1.2.
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

APART, PASSING = 16.0, 11.0  # px: between items, and between a link that passes and anything
SWEEPS, LAST = 25, 9
FIRM = 8.0
NEAR = 20.0  # px: what is no further from a straight line is put on it
FAR = 1e300
MAIN, LOOSE = 16.0, 0.125  # weights of the operand with most behind it, and of a leaf with no other use
INNER, OUTER = 8.0, 2.0  # of links between two points, and at one


def coordinates(web: Web, layers: list[list[int]], breadths: list[float], offsets: list[float]) -> list[float]:
    """The place of each node, across the direction of the drawing.

    Args:
        web: the nodes and steps.
        layers: the nodes of each rank, in order.
        breadths: of the items.
        offsets: how far from the middle of its target each link arrives.
    """
    places = Places(web, layers, breadths, offsets)
    for k in range(SWEEPS):
        places.sweep(k % 2 == 0, 1.0 if k < SWEEPS - LAST else FIRM)
    places.straighten()
    return list(places.v)


@cython.cclass
class Places:
    """The places, and what pulls them."""

    def __init__(self, web: Web, layers: list[list[int]], breadths: list[float], offsets: list[float]) -> None:
        count = len(web.rank)
        self.count = count
        self.items = web.items
        self.layers = layers
        self.size = array("d", breadths + [0.0] * (count - web.items))
        self.v = array("d", bytes(8 * count))
        self.before = array("i", [-1] * count)
        self.after = array("i", [-1] * count)
        for layer in layers:
            for i in range(1, len(layer)):
                self.before[layer[i]] = layer[i - 1]
                self.after[layer[i - 1]] = layer[i]
        self.points = web.points
        self.trunks = [[source, *points, points[len(points) - 1]] for source, points in web.trunks.items()]
        self.offsets = offsets
        self._pull(web, offsets)
        self.sums = array("d", bytes(8 * count))
        self.weights = array("d", bytes(8 * count))
        self.runs = array("i", bytes(4 * count))

    def _pull(self, web: Web, offsets: list[float]) -> None:
        """Weigh the steps; each counts at both of its ends."""
        count, items = self.count, self.items
        tails, heads = web.tails, web.heads
        steps = len(tails)
        arrive = [0.0] * steps
        for i in range(len(web.last)):
            if web.last[i] >= 0:
                arrive[web.last[i]] = offsets[i]
        first = array("i", bytes(4 * (count + 1)))
        uses = array("i", bytes(4 * count))
        for k in range(steps):
            first[tails[k] + 1] += 1
            first[heads[k] + 1] += 1
            uses[tails[k]] += 1
        for u in range(count):
            first[u + 1] += first[u]
        mains = _main(web, self.layers)
        self.main = array("i", [-1] * count)
        leaf = [True] * count
        for k in range(steps):
            leaf[heads[k]] = False
        self.first = first
        self.spine = array("i", bytes(8 * steps))
        self.near = array("i", bytes(8 * steps))
        self.pull = array("d", bytes(16 * steps))
        self.lead = array("d", bytes(16 * steps))
        fill = array("i", first)
        for k in range(steps):
            a, b = tails[k], heads[k]
            if a >= items and b >= items:
                weight = INNER
            elif a >= items or b >= items:
                weight = OUTER
            else:
                weight = 1.0
            if mains[b] == k:
                weight *= MAIN
                self.main[b] = fill[b]
                self.spine[fill[b]] = 1
                self.spine[fill[a]] = 2
            i = fill[a]
            self.near[i] = b
            self.pull[i] = weight
            self.lead[i] = arrive[k]
            fill[a] += 1
            i = fill[b]
            self.near[i] = a
            self.pull[i] = LOOSE if leaf[a] and uses[a] == 1 else weight
            self.lead[i] = -arrive[k]
            fill[b] += 1

    def apart(self, u: int, v: int) -> float:
        """The least distance between two nodes side by side."""
        return (self.size[u] + self.size[v]) / 2.0 + (APART if u < self.items and v < self.items else PASSING)

    def sweep(self, onward: bool, firm: float) -> None:
        """Place all ranks once, in either direction; firm is how much more main ways weigh that come from there."""
        count = len(self.layers)
        for i in range(count):
            self.place(self.layers[i if onward else count - 1 - i], onward, firm)

    def place(self, layer: list[int], onward: bool, firm: float) -> None:
        """Place one rank."""
        v, near, pull, lead, first = self.v, self.near, self.pull, self.lead, self.first
        spine, sums, weights, runs = self.spine, self.sums, self.weights, self.runs
        side = 1 if onward else 2
        top = -1
        shift = 0.0
        last = -1
        for u in layer:
            if last >= 0:
                shift += self.apart(last, u)
            last = u
            total = 0.0
            weight = 0.0
            for i in range(first[u], first[u + 1]):
                p = pull[i] * firm if spine[i] == side else pull[i]
                total += p * (v[near[i]] + lead[i])
                weight += p
            if weight == 0.0:
                weight = 0.03125
                total = weight * v[u]
            total -= weight * shift
            count = 1
            while top >= 0 and sums[top] * weight >= total * weights[top]:
                total += sums[top]
                weight += weights[top]
                count += runs[top]
                top -= 1
            top += 1
            sums[top] = total
            weights[top] = weight
            runs[top] = count
        i = 0
        shift = 0.0
        last = -1
        for k in range(top + 1):
            for _j in range(runs[k]):
                u = layer[i]
                if last >= 0:
                    shift += self.apart(last, u)
                last = u
                v[u] = sums[k] / weights[k] + shift
                i += 1

    # --- straight lines ---

    def lowest(self, u: int) -> float:
        """The least place that the node before u allows."""
        return self.v[self.before[u]] + self.apart(self.before[u], u) if self.before[u] >= 0 else -FAR

    def highest(self, u: int) -> float:
        """The greatest place that the node after u allows."""
        return self.v[self.after[u]] - self.apart(u, self.after[u]) if self.after[u] >= 0 else FAR

    def snap(self, u: int, want: float) -> None:
        """Move a node to where it is wanted, if that is near and free."""
        if abs(want - self.v[u]) <= NEAR and self.lowest(u) <= want <= self.highest(u):
            self.v[u] = want

    def straighten(self) -> None:
        """Straighten what is nearly so: ways of main operands, then long links, then leaves to their users."""
        v = self.v
        for layer in self.layers:
            for u in layer:
                if u < self.items and self.main[u] >= 0:
                    i = self.main[u]
                    self.snap(u, v[self.near[i]] + self.lead[i])
        for points in self.trunks:
            self.pull_tight(points, 0.0)
        for i in range(len(self.points)):
            if len(self.points[i]) > 2:
                self.pull_tight(self.points[i], self.offsets[i])
        for u in range(self.items):
            if self.first[u + 1] - self.first[u] == 1 and self.main[u] < 0:
                i = self.first[u]
                self.snap(u, v[self.near[i]] + self.lead[i])

    def pull_tight(self, points: list[int], offset: float) -> None:
        """Give the points of a link, from its target on backwards, as few different places as may be."""
        v = self.v
        end = len(points) - 1
        want = v[points[end]] + offset
        k = end - 1
        while k > 0:
            low = self.lowest(points[k])
            high = self.highest(points[k])
            j = k - 1
            while j > 0 and max(low, self.lowest(points[j])) <= min(high, self.highest(points[j])):
                low = max(low, self.lowest(points[j]))
                high = min(high, self.highest(points[j]))
                j -= 1
            if j == 0 and not low <= want <= high:
                want = v[points[0]]
            want = min(max(want, low), high)
            for i in range(j + 1, k + 1):
                v[points[i]] = want
            k = j


def _main(web: Web, layers: list[list[int]]) -> Ints:
    """For each node the operand with the longest way behind it, by the index of its step; -1 if two are equal."""
    count = len(web.rank)
    longest = array("i", bytes(4 * count))
    main = array("i", [-1] * count)
    into: list[list[int]] = [[] for _ in range(count)]
    for k in range(len(web.tails)):
        into[web.heads[k]].append(k)
    for layer in layers:
        for u in layer:
            most = -1
            for k in into[u]:
                behind = longest[web.tails[k]]
                if behind > most:
                    most = behind
                    main[u] = k
                elif behind == most:
                    main[u] = -1
            longest[u] = most + 1
    return main
