# cython: boundscheck=False, wraparound=False, initializedcheck=False
"""Taking an item out with all its links, and putting it back where the whole crosses least.

Sifting moves one node, and a long link has many: each of them alone has nowhere to go.  Here an item, the
chains of points that link it to others, and the leaves that only it uses are taken out together.  The least
crossings of a chain from its far end to each gap of the item's rank follow rank by rank, as in any shortest
path; their sum says where the item belongs.  Then each chain is put back on its own shortest path.

Legend: u an item; v, w the ends of a chain; a gap s of rank r is the place before its node s, kept at
first[r] + r + s of the lists; dist the least crossings on the way to a gap, came the gap before it on that
way; low[r] to high[r] the gaps of rank r that are looked at, within reach of where the node was.
"""

from __future__ import annotations

try:
    import cython
except ImportError:
    from wengert.core import _cython as cython  # type: ignore[no-redef]

from wengert.see.draw.layered.chains import Web
from wengert.see.draw.layered.orders import Ints, Orders, ints


@cython.cclass
class Weaver(Orders):
    """Orders that can take out and put back."""

    def __init__(self, web: Web) -> None:
        Orders.__init__(self, web)
        gaps = self.count + self.ranks
        self.dist = ints(gaps)
        self.cost = ints(gaps)
        self.score = ints(gaps)
        self.came = ints(gaps)
        self.turns = ints(max(self.size) + 2)
        self.low = ints(self.ranks)
        self.high = ints(self.ranks)
        self.kept = ints(self.count)
        self.old = ints(self.count)
        self.tried = ints(self.count)
        self.start_rank = 0
        self.end_rank = 0

    def weave(self, reach: int, limit: int) -> int:
        """Improve every item and every long link, once, until the work is more than limit; the crossings saved."""
        saved = 0
        for u in range(self.count):
            if self.work > limit:
                break
            if u < self.items or self.tail[self.ins[u]] < self.items:
                saved += self.improve(u, reach)
        return saved

    def improve(self, u: int, reach: int) -> int:
        """Put an item, or the link whose first point u is, where it crosses least; the crossings saved.

        What costs as many crossings as before stays too: that may open a way for others.
        """
        self.span(u)
        begin, end = self.start_rank, self.end_rank
        for r in range(begin, end + 1):
            if self.changed[r + 1] > self.tried[u]:
                break
        else:
            return 0
        before = self.crossings(begin, end)
        kept, at, pos = self.kept, self.at, self.pos
        if before:
            for i in range(self.first[begin], self.first[end + 1]):
                kept[i] = at[i]
                self.old[at[i]] = pos[at[i]]
            if u < self.items:
                self.replant(u, reach)
            else:
                self.rethread(u, reach)
            after = 0
            for r in range(begin, end):
                after += self.count_one(r)
            if after > before:
                for r in range(begin, end + 1):
                    for i in range(self.first[r], self.first[r + 1]):
                        at[i] = kept[i]
                        pos[kept[i]] = i - self.first[r]
                after = before
            else:
                for r in range(begin, end + 1):
                    for i in range(self.first[r], self.first[r + 1]):
                        if at[i] != kept[i]:
                            self.change(r)
                            break
            before -= after
        self.tried[u] = self.clock
        return before

    def span(self, u: int) -> None:
        """The ranks from which steps may cross differently if u moves: start_rank to before end_rank."""
        lo = self.rank[u]
        hi = lo
        for k in range(self.ins[u], self.ins[u + 1]):
            v = self.tail[k]
            while v >= self.items:
                v = self.tail[self.ins[v]]
            lo = min(lo, self.rank[v])
            if self.loose(v):
                lo = min(lo, self.rank[v] - 1)
        for k in range(self.outs[u], self.outs[u + 1]):
            v = self.head[k]
            while v >= self.items:
                v = self.head[self.outs[v]]
            hi = max(hi, self.rank[v])
        self.start_rank = max(0, lo)
        self.end_rank = min(self.ranks - 1, hi)

    def loose(self, v: int) -> bool:
        """Whether an item is a leaf with one use."""
        return self.ins[v] == self.ins[v + 1] and self.outs[v] + 1 == self.outs[v + 1]

    def rethread(self, u: int, reach: int) -> None:
        """Take out a chain of points, the first of which is u, and put it back."""
        v = self.tail[self.ins[u]]
        w = u
        many = 0
        while w >= self.items:
            self.remove(w)
            many += 1
            w = self.head[self.outs[w]]
        self.thread(u, many, v, w, reach)

    def replant(self, u: int, reach: int) -> None:
        """Take out an item with its chains and the leaves that only it uses, and put all of them back."""
        items, pos, tail, head = self.items, self.pos, self.tail, self.head
        score, dist = self.score, self.dist
        r = self.rank[u]
        base = self.first[r] + r
        self.remove(u)
        for k in range(self.ins[u], self.ins[u + 1]):
            v = tail[k]
            while v >= items:
                self.remove(v)
                v = tail[self.ins[v]]
            if self.loose(v):
                self.remove(v)
        for k in range(self.outs[u], self.outs[u + 1]):
            v = head[k]
            while v >= items:
                self.remove(v)
                v = head[self.outs[v]]
        self.window(u, reach)
        for s in range(base + self.low[r], base + self.high[r] + 1):
            score[s] = 0
        for k in range(self.ins[u], self.ins[u + 1]):
            v = tail[k]
            while v >= items:
                self.window(v, reach)
                v = tail[self.ins[v]]
            q = self.rank[v]
            if pos[v] < 0:
                self.anywhere(v, reach)
            else:
                self.leave(v)
                q += 1
            while q < r:
                self.onward(q)
                q += 1
            for s in range(base + self.low[r], base + self.high[r] + 1):
                score[s] += dist[s]
        for k in range(self.outs[u], self.outs[u + 1]):
            v = head[k]
            port = self.port[k]
            while v >= items:
                self.window(v, reach)
                port = self.port[self.outs[v]]
                v = head[self.outs[v]]
            q = self.rank[v] - 1
            self.arrive(q, v, port)
            for s in range(self.first[q] + q + self.low[q], self.first[q] + q + self.high[q] + 1):
                dist[s] = self.cost[s]
            while q > r:
                q -= 1
                self.back(q)
            for s in range(base + self.low[r], base + self.high[r] + 1):
                score[s] += dist[s]
        self.insert(u, self.nearest(self.score, r, self.old[u]))
        for k in range(self.ins[u], self.ins[u + 1]):
            v = tail[k]
            many = 0
            w = -1
            while pos[v] < 0:
                many += 1
                w = v
                if v < items:
                    v = -1
                    break
                v = tail[self.ins[v]]
            if many:
                self.thread(w, many, v, u, reach)
        for k in range(self.outs[u], self.outs[u + 1]):
            v = w = head[k]
            many = 0
            while w >= items:
                many += 1
                w = head[self.outs[w]]
            if many:
                self.thread(v, many, u, w, reach)

    def thread(self, u: int, many: int, v: int, w: int, reach: int) -> None:
        """Put a chain of `many` nodes, the first of which is u, on its best way from v (-1: anywhere) to w."""
        dist, cost, r = self.dist, self.cost, self.rank[u]
        last = u
        self.window(u, reach)
        for _ in range(many - 1):
            last = self.head[self.outs[last]]
            self.window(last, reach)
        if v < 0:
            self.anywhere(u, reach)
        else:
            self.leave(v)
        for q in range(r, r + many - 1):
            self.onward(q)
        r += many - 1
        self.arrive(r, w, self.port[self.outs[last]])
        for s in range(self.first[r] + r + self.low[r], self.first[r] + r + self.high[r] + 1):
            dist[s] += cost[s]
        s = self.nearest(dist, r, self.old[last])
        while True:
            came = self.came[self.first[r] + r + s]
            self.insert(last, s)
            if last == u:
                break
            s = came
            r -= 1
            last = self.tail[self.ins[last]]

    # --- shortest paths ---

    def window(self, u: int, reach: int) -> None:
        """Look at the gaps within reach of where a node was."""
        r = self.rank[u]
        self.low[r] = max(0, min(self.old[u], self.size[r]) - reach)
        self.high[r] = min(self.size[r], self.old[u] + reach)

    def nearest(self, values: Ints, r: int, old: int) -> int:
        """Of the gaps of a rank with the least value, that nearest to an old place."""
        base = self.first[r] + r
        best = self.low[r]
        for s in range(self.low[r], self.high[r] + 1):
            if values[base + s] < values[base + best] or (
                values[base + s] == values[base + best] and abs(s - old) < abs(best - old)
            ):
                best = s
        return best

    def anywhere(self, v: int, reach: int) -> None:
        """To dist, that a node that was taken out may go to any gap."""
        r = self.rank[v]
        self.window(v, reach)
        for s in range(self.first[r] + r + self.low[r], self.first[r] + r + self.high[r] + 1):
            self.dist[s] = 0

    def leave(self, v: int) -> None:
        """To dist, the crossings of a step from v to each gap of the next rank."""
        pos, head, turns, r = self.pos, self.head, self.turns, self.rank[v]
        start, here, top = self.first[r], pos[v], self.size[r + 1]
        for s in range(top + 1):
            turns[s] = 0
        now = 0
        for i in range(self.size[r]):
            if i == here:
                continue
            u = self.at[start + i]
            for k in range(self.outs[u], self.outs[u + 1]):
                q = pos[head[k]]
                if q >= 0:
                    if i < here:  # crosses a step to a gap up to q
                        now += 1
                        turns[q + 1] -= 1
                    else:
                        turns[q + 1] += 1
        base = self.first[r + 1] + r + 1
        for s in range(self.high[r + 1] + 1):
            now += turns[s]
            if s >= self.low[r + 1]:
                self.dist[base + s] = now
        self.work += 2 * (self.size[r] + top)

    def arrive(self, r: int, v: int, port: int) -> None:
        """To cost, the crossings of a step from each gap of rank r to a port of v."""
        cost, pos, head = self.cost, self.pos, self.head
        base, start = self.first[r] + r, self.first[r]
        key = pos[v] * self.base + port
        now = 0
        for i in range(start, start + self.size[r]):
            u = self.at[i]
            for k in range(self.outs[u], self.outs[u + 1]):
                q = pos[head[k]]
                if q >= 0 and q * self.base + self.port[k] < key:
                    now += 1
        for s in range(self.high[r] + 1):
            if s >= self.low[r]:
                cost[base + s] = now
            if s == self.size[r]:
                break
            u = self.at[start + s]
            for k in range(self.outs[u], self.outs[u + 1]):
                q = pos[head[k]]
                if q >= 0:
                    q = q * self.base + self.port[k]
                    if q < key:
                        now -= 1
                    elif q > key:
                        now += 1
        self.work += 3 * self.size[r]

    def first_row(self, r: int) -> None:
        """To turns, the crossings of a step from the lowest gap of rank r to each gap of the next."""
        pos, head, turns = self.pos, self.head, self.turns
        lowest, start, top = self.low[r], self.first[r], self.size[r + 1]
        for s in range(top + 2):
            turns[s] = 0
        for i in range(self.size[r]):
            u = self.at[start + i]
            for k in range(self.outs[u], self.outs[u + 1]):
                q = pos[head[k]]
                if q >= 0:
                    if i < lowest:
                        turns[0] += 1
                        turns[q + 1] -= 1
                    else:
                        turns[q + 1] += 1
        for s in range(top):
            turns[s + 1] += turns[s]
        self.work += 2 * (self.size[r] + top) + (self.high[r] - lowest + 1) * (
            self.high[r + 1] - self.low[r + 1] + 1
        )

    def onward(self, r: int) -> None:
        """From dist at the gaps of rank r to dist, and the way there, at those of the next."""
        dist, came, pos, head, turns, outs = self.dist, self.came, self.pos, self.head, self.turns, self.outs
        here, there = self.first[r] + r, self.first[r + 1] + r + 1
        begin, end, low, high = self.low[r], self.high[r], self.low[r + 1], self.high[r + 1]
        self.first_row(r)
        for t in range(low, high + 1):
            dist[there + t] = dist[here + begin] + turns[t]
            came[there + t] = begin
        for s in range(begin, end):
            u = self.at[self.first[r] + s]
            for k in range(outs[u], outs[u + 1]):
                q = pos[head[k]]
                if q >= 0:
                    for t in range(low, high + 1):
                        turns[t] += -1 if q < t else 1
            now = dist[here + s + 1]
            for t in range(low, high + 1):
                if now + turns[t] < dist[there + t]:
                    dist[there + t] = now + turns[t]
                    came[there + t] = s + 1

    def back(self, r: int) -> None:
        """From dist at the gaps of the rank after r to dist at those of r."""
        dist, pos, head, turns, outs = self.dist, self.pos, self.head, self.turns, self.outs
        here, there = self.first[r] + r, self.first[r + 1] + r + 1
        begin, end, low, high = self.low[r], self.high[r], self.low[r + 1], self.high[r + 1]
        self.first_row(r)
        for s in range(begin, end + 1):
            least = dist[there + low] + turns[low]
            for t in range(low + 1, high + 1):
                now = dist[there + t] + turns[t]
                if now < least:
                    least = now
            dist[here + s] = least
            if s == end:
                break
            u = self.at[self.first[r] + s]
            for k in range(outs[u], outs[u + 1]):
                q = pos[head[k]]
                if q >= 0:
                    for t in range(low, high + 1):
                        turns[t] += -1 if q < t else 1
