"""Blocks: what keeps one height in a drawing of characters, and the order of blocks with few crossings.

A block is a card with its lane and all that hangs straight on it, or the lane of a further use.  Blocks
stand in one order across the whole drawing; the order is found by moving one block at a time as long as
that leaves fewer crossings, or shorter lines.

Legend: u a use; s, t places of its source and its target; i a card; a, b the ends of a span of ranks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

CROSSING, DISORDER, LENGTH = 10.0, 3.0, 0.05  # what each costs
MOST_TRIALS = 2500  # orders that are tried; more than any readable drawing needs

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Card:
    """The size of a card and of the sign before it, in cells.

    Attributes:
        main: the card's length.
        before: cells on the near side of the hook, in cross direction.
        after: cells on the far side of it.
        sign: the sign's length in main direction; 0 without one.
        half: cells of the sign on either side of the hook, in cross direction.
    """

    main: int
    before: int
    after: int
    sign: int = 0
    half: int = 0


@dataclass(frozen=True, slots=True)
class Use:
    """One use: places of source and target, the length of its label in main direction, and half its breadth."""

    source: int
    target: int
    label: int = 0
    half: int = 0


class Blocks:
    """The blocks of a drawing, numbered from 0.

    Attributes:
        into, out: the uses at each card, by target and by source.
        layer: of each card.
        card, lane: the block of each card and of each use.
        layers, channels: for each block how far it reaches to both sides, by layer and by channel; the
            channel of a number is behind the layer of that number.
        passing: the uses that pass each channel.
    """

    def __init__(self, cards: Sequence[Card], uses: Sequence[Use]) -> None:
        self.cards, self.uses = cards, uses
        self.into: list[list[int]] = [[] for _ in cards]
        self.out: list[list[int]] = [[] for _ in cards]
        for u, use in enumerate(uses):
            self.into[use.target].append(u)
            self.out[use.source].append(u)
        self.layer = self._layers()
        self.passing: dict[int, list[int]] = {}
        for u, use in enumerate(uses):
            for at in range(self.layer[use.source], self.layer[use.target]):
                self.passing.setdefault(at, []).append(u)
        self._number()

    def _layers(self) -> list[int]:
        """Each card one layer behind its last operand; what has none, right before its first use."""
        layer = [0] * len(self.cards)
        for t, uses in enumerate(self.into):
            layer[t] = max((layer[self.uses[u].source] + 1 for u in uses), default=0)
        for s, uses in enumerate(self.out):
            if uses and not self.into[s]:
                layer[s] = min(layer[self.uses[u].target] for u in uses) - 1
        return layer

    def _number(self) -> None:
        """Number what keeps one height."""
        self.card, self.lane = [-1] * len(self.cards), [-1] * len(self.uses)
        straight = [self._straight(uses) for uses in self.out]
        count = 0
        for i, uses in enumerate(self.into):
            if len(uses) == 1:
                self.card[i] = self.lane[uses[0]]
            else:
                self.card[i], count = count, count + 1
            for u in self.out[i]:
                if u == straight[i]:
                    self.lane[u] = self.card[i]
                else:
                    self.lane[u], count = count, count + 1
        self.layers: list[dict[int, Span]] = [{} for _ in range(count)]
        self.channels: list[dict[int, Span]] = [{} for _ in range(count)]
        for i, card in enumerate(self.cards):
            block, at = self.card[i], self.layer[i]
            self.layers[block][at] = (max(card.before, card.half), max(card.after, card.half))
            if card.sign:
                _widen(self.channels[block], at - 1, card.half)
        for u, use in enumerate(self.uses):
            block, first, last = self.lane[u], self.layer[use.source], self.layer[use.target]
            for at in range(first, last):
                _widen(self.channels[block], at, use.half if at == last - 1 else 0)
                if at > first:
                    self.layers[block].setdefault(at, (0, 0))

    def _straight(self, uses: list[int]) -> int:
        """Which use leaves a card without a fork: one of the next layer, if there is one."""
        return min(uses, key=lambda u: (self.layer[self.uses[u].target], u), default=-1)

    def _first_order(self) -> list[int]:
        """Blocks as a walk from the outputs meets them: first operands, the card, the other operands."""
        order: dict[int, None] = {}
        seen: set[int] = set()
        stack: list[tuple[str, int]] = [("walk", i) for i in reversed(range(len(self.cards))) if not self.out[i]]
        while stack:
            what, i = stack.pop()
            if what == "block":
                order.setdefault(i)
                continue
            if i in seen:
                continue
            seen.add(i)
            half = (len(self.into[i]) + 1) // 2
            parts: list[tuple[str, int]] = []
            for k, u in enumerate(self.into[i]):
                if k == half:
                    parts.append(("block", self.card[i]))
                parts += [("walk", self.uses[u].source), ("block", self.lane[u])]
            parts.append(("block", self.card[i]))
            stack += reversed(parts)
        return list(order)

    def _cost(self, rank: Sequence[int]) -> float:
        """Crossings of an order, operands out of order, and how far lines run."""
        cost = 0.0
        forks: dict[int, Span] = {}  # from rank to rank, by source and by target
        trunks: dict[int, Span] = {}
        for s, uses in enumerate(self.out):
            if len(uses) > 1:
                ranks = [rank[self.card[s]], *(rank[self.lane[u]] for u in uses)]
                forks[s] = (min(ranks), max(ranks))
        for t, uses in enumerate(self.into):
            if len(uses) > 1:
                ranks, own = [rank[self.lane[u]] for u in uses], rank[self.card[t]]
                a, b = trunks[t] = (min(own, *ranks), max(own, *ranks))
                cost += DISORDER * sum(p > q for p, q in pairwise(ranks)) + (own in (a, b))
        for s, (a, b) in forks.items():
            passing = self.passing[self.layer[s]]
            cost += LENGTH * (b - a)
            cost += CROSSING * sum(a < rank[self.lane[u]] < b and self._meets_fork(u, s, forks) for u in passing)
        for t, (a, b) in trunks.items():
            passing = self.passing[self.layer[t] - 1]
            cost += LENGTH * (b - a)
            cost += CROSSING * sum(a < rank[self.lane[u]] < b and self._meets_trunk(u, t, trunks) for u in passing)
        return cost

    def _meets_fork(self, u: int, s: int, forks: Mapping[int, Span]) -> bool:
        """Whether a lane that passes the fork of s crosses it: not if it begins at s, or right of the fork."""
        other = self.uses[u].source
        if other == s or self.layer[other] != self.layer[s] or self.lane[u] == self.card[other]:
            return other != s
        return track_key(forks, other) < track_key(forks, s)

    def _meets_trunk(self, u: int, t: int, trunks: Mapping[int, Span]) -> bool:
        """Whether a lane that comes to the trunk of t crosses it: not if it ends there, or left of it."""
        other = self.uses[u].target
        if other == t or self.layer[other] != self.layer[t] or other not in trunks:
            return other != t
        return track_key(trunks, other) < track_key(trunks, t)

    def order(self) -> list[int]:
        """The blocks in the order with the fewest crossings that moving one at a time finds."""
        best = self._first_order()
        least, trials = self._cost(_ranks(best)), 0
        moved = True
        while moved:
            moved = False
            for block in list(best):
                rest = [b for b in best if b != block]
                for at in range(len(rest) + 1):
                    trial = [*rest[:at], block, *rest[at:]]
                    cost, trials = self._cost(_ranks(trial)), trials + 1
                    if cost < least - 1e-9:
                        least, best, moved = cost, trial, True
                    if trials == MOST_TRIALS:
                        return best
        return best


def _widen(spans: dict[int, Span], at: int, half: int) -> None:
    before, after = spans.get(at, (0, 0))
    spans[at] = (max(before, half), max(after, half))


def _ranks(order: list[int]) -> list[int]:
    ranks = [0] * len(order)
    for rank, block in enumerate(order):
        ranks[block] = rank
    return ranks


def track_key(spans: Mapping[int, Span], key: int) -> Span:
    """By what spans are given tracks: the shortest first."""
    return (spans[key][1] - spans[key][0], key)
