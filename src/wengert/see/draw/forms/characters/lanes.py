"""Lanes: where cards, signs and lines stand in a drawing of characters.

Layouts for the screen bend lines freely; in characters lines run straight, and each use of a value gets
a lane of its own: a line across the drawing at one height.  A value that is used once leaves in its own
lane; one that is used more often forks, right behind its card.  All lanes that end at one operation
meet in its trunk, the line through the operation's sign.

Cards stand in layers; between two layers is a channel, with forks, labels and trunks in this order.
Everything that must keep one height is a block (a card with its lane, and what hangs straight on it);
blocks are put in one order, that with the fewest crossings, and then as close together as they go.

Legend: main the direction of the computation (right, or down), cross the other; a `hook` is the cross
position of the line through a card; s, t places of a source and its target.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from wengert.see.draw.forms.characters.order import Blocks, Card, Span, Use, track_key

FAR = 10**6  # cells
TURNS, PUSHING = 24, 16  # turns of moving blocks, and of these in how many one may push others


@dataclass(frozen=True, slots=True)
class Grid:
    """The distances that the two directions differ in, in cells.

    Attributes:
        track: from one line to the next beside it, in main direction.
        stub: between a card and its first fork.
        before: cells of line and blank before a label.
        after: cells after it.
        link: between a sign and its card.
        gap: between two cards of a layer.
        lane: between two labels of a channel.
    """

    track: int
    stub: int
    before: int
    after: int
    link: int
    gap: int
    lane: int


SIDEWAYS = Grid(track=2, stub=2, before=2, after=2, link=2, gap=0, lane=0)
DOWNWARDS = Grid(track=1, stub=1, before=0, after=1, link=1, gap=2, lane=1)


@dataclass(slots=True)
class Places:
    """Where everything stands: (main, cross) positions.

    Attributes:
        hooks: cross position of each card's line.
        starts: main position at which each card's layer starts.
        ends: main position of the last cell of each card's layer.
        entries: main position of each sign; of the card, where there is none.
        lanes: cross position of each use's lane.
        forks: main position of each use's fork; -1 if it leaves straight.
        labels: main position of each use's label.
        trunks: main position of each use's trunk.
    """

    hooks: list[int] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    entries: list[int] = field(default_factory=list)
    lanes: list[int] = field(default_factory=list)
    forks: list[int] = field(default_factory=list)
    labels: list[int] = field(default_factory=list)
    trunks: list[int] = field(default_factory=list)


def place(cards: Sequence[Card], uses: Sequence[Use], grid: Grid, order: Sequence[int]) -> Places:
    """Give everything a place.

    Args:
        cards: each below its users.
        uses: in the order of the targets' operands.
        grid: SIDEWAYS or DOWNWARDS.
        order: of the blocks, as `Blocks(cards, uses).order()` finds it; sizes do not change it.

    Cost: grows with the square of the number of cards.
    """
    return _Plan(cards, uses, grid, order).places()


class _Plan:
    def __init__(self, cards: Sequence[Card], uses: Sequence[Use], grid: Grid, order: Sequence[int]) -> None:
        self.cards, self.uses, self.grid, self.order = cards, uses, grid, order
        self.blocks = Blocks(cards, uses)
        self.arrows = {  # room for the arrow between a lane and the sign that it runs to
            (self.blocks.lane[u], self.blocks.card[use.target]): cards[use.target].half + 2
            for u, use in enumerate(uses)
            if self.blocks.lane[u] != self.blocks.card[use.target]
        }

    # --- cross positions --------------------------------------------------------------------------

    def _apart(self, p: int, q: int) -> int:
        """How far the block q must stand behind p; 0 if they never meet."""
        grid, layers, channels = self.grid, self.blocks.layers, self.blocks.channels
        apart = max(self.arrows.get((p, q), 0), self.arrows.get((q, p), 0))
        for at in layers[p].keys() & layers[q].keys():
            after, before = layers[p][at][1], layers[q][at][0]
            apart = max(apart, after + before + 1 + (grid.gap if after and before else min(grid.gap, 1)))
        for at in channels[p].keys() & channels[q].keys():
            apart = max(apart, channels[p][at][1] + channels[q][at][0] + 1 + grid.lane)
        return apart

    def _cross(self) -> list[int]:
        """Positions of the blocks: in order, apart, and near what they are joined to."""
        order, wishes = self.order, self._wishes()
        lower = {q: [(p, apart) for p in order[:k] if (apart := self._apart(p, q))] for k, q in enumerate(order)}
        upper: list[list[tuple[int, int]]] = [[] for _ in order]
        at = [0] * len(order)
        for q in order:
            at[q] = max((at[p] + apart for p, apart in lower[q]), default=0)
            for p, apart in lower[q]:
                upper[p].append((q, apart))
        for turn in range(TURNS):
            for block in order if turn % 2 else reversed(order):
                if wishes[block]:
                    near = [at[other] for other in wishes[block]]
                    wish = (min(near) + max(near)) // 2
                    least = max((at[p] + apart for p, apart in lower[block]), default=-FAR)
                    most = min((at[q] - apart for q, apart in upper[block]), default=FAR)
                    pushes = turn < PUSHING and len(near) > 1  # a sign between its operands: others give way
                    at[block] = max(least, wish if pushes else min(wish, most))
                    for q in order if pushes and at[block] > most else ():
                        at[q] = max([at[q], *(at[p] + apart for p, apart in lower[q])])
        return at

    def _wishes(self) -> list[list[int]]:
        """What each block wants to stand amidst: an operation its operands, everything else its users."""
        blocks = self.blocks
        wishes: list[list[int]] = [[] for _ in blocks.layers]
        for i, uses in enumerate(blocks.into):
            if len(uses) > 1:
                wishes[blocks.card[i]] = [blocks.lane[u] for u in uses]
        for u, use in enumerate(self.uses):
            if not any(len(blocks.into[i]) > 1 for i in self._cards_of(blocks.lane[u])):
                wishes[blocks.lane[u]].append(blocks.card[use.target])
        return wishes

    def _cards_of(self, block: int) -> list[int]:
        return [i for i, own in enumerate(self.blocks.card) if own == block]

    # --- main positions -------------------------------------------------------------------------

    def places(self) -> Places:
        """Everything together."""
        at = self._cross()
        reaches = zip(at, self.blocks.layers, self.blocks.channels, strict=True)
        edge = min(place - before for place, *both in reaches for spans in both for before, _ in spans.values())
        at = [position - edge for position in at]
        found = Places(hooks=[at[block] for block in self.blocks.card], lanes=[at[block] for block in self.blocks.lane])
        found.forks, found.labels, found.trunks = ([default] * len(self.uses) for default in (-1, 0, 0))
        found.starts, found.ends, found.entries = ([0] * len(self.cards) for _ in range(3))
        main = 0
        for layer in range(max(self.blocks.layer, default=0) + 1):
            here = [i for i, at_layer in enumerate(self.blocks.layer) if at_layer == layer]
            if layer:
                main = self._channel(layer, here, main, found)
            end = main + max(self.cards[i].main for i in here) - 1
            for i in here:
                found.starts[i], found.ends[i] = main, end
                found.entries[i] = found.entries[i] or main
            main = end + 1
        return found

    def _channel(self, layer: int, here: list[int], main: int, found: Places) -> int:
        """Lay out the channel before a layer, from `main` on; return where the layer starts."""
        grid, into = self.grid, self.blocks.into
        main = self._forks(layer - 1, main, found)
        arriving = [u for i in here for u in into[i]]
        for u in arriving:
            found.labels[u] = main + grid.before
        widest = max((self.uses[u].label for u in arriving), default=0)
        main += widest + grid.before + grid.after if widest else 2
        spans = {i: _span(found.hooks[i], [found.lanes[u] for u in into[i]]) for i in here if into[i]}
        trunks = _tracks(spans, {i for i in spans if any(self._covers(spans[i], j, found) for j in here if j != i)})
        main += self._room(max(trunks.values(), default=0))
        start = main + max((self._entry(i) for i in spans), default=0)
        for i in spans:
            sign = self.cards[i].sign
            found.entries[i] = start - grid.link - sign if sign else start
            near = found.entries[i] + (sign - 1) // 2 if sign else start - 2
            for u in into[i]:
                found.trunks[u] = main - self._room(trunks[i]) if trunks[i] else near
        return start

    def _forks(self, layer: int, main: int, found: Places) -> int:
        """Place the forks behind a layer; return where they end."""
        hooks, lanes = found.hooks, found.lanes
        forking = [i for i, at in enumerate(self.blocks.layer) if at == layer]
        spans = {s: _span(hooks[s], [lanes[u] for u in self.blocks.out[s]]) for s in forking}
        tracks = _tracks({s: span for s, span in spans.items() if span[0] != span[1]})
        for s, track in tracks.items():
            for u in self.blocks.out[s]:
                if lanes[u] != hooks[s]:
                    found.forks[u] = main - 1 + self.grid.stub + self.grid.track * track
        return main + self.grid.stub + self.grid.track * max(tracks.values()) if tracks else main

    def _room(self, track: int) -> int:
        """Cells from a trunk to the signs; track 0 runs through them, and no line from it needs an arrow."""
        return 2 + self.grid.track * (track - 1) if track else 0

    def _covers(self, span: Span, i: int, found: Places) -> bool:
        """Whether a trunk through the signs would run through that of another card."""
        half = self.cards[i].half + 1
        return bool(self.cards[i].sign) and span[0] <= found.hooks[i] + half and found.hooks[i] - half <= span[1]

    def _entry(self, i: int) -> int:
        """Cells before a card: for its sign, or for the arrow at a box."""
        return self.cards[i].sign + self.grid.link if self.cards[i].sign else 2


def _span(hook: int, lanes: list[int]) -> Span:
    return (min([hook, *lanes]), max([hook, *lanes]))


def _tracks(spans: dict[int, Span], not_first: Collection[int] = ()) -> dict[int, int]:
    """A track for each span, so that spans of one track do not touch; short spans come first."""
    tracks: dict[int, int] = {}
    taken: list[list[Span]] = []
    for key, (a, b) in sorted(spans.items(), key=lambda item: track_key(spans, item[0])):
        track = int(key in not_first)
        while track < len(taken) and any(a <= d and c <= b for c, d in taken[track]):
            track += 1
        while track >= len(taken):
            taken.append([])
        taken[track].append((a, b))
        tracks[key] = track
    return tracks
