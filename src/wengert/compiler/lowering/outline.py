"""A program's text with what happens in it: for each of its steps when it is taken, and what its operands read.

Loops are not unrolled: what is said of a step is said for all its rounds at once, in arrays.

Legend: site a step of the program's text, however often it is taken; scope a body; owner the scope's round in which
something is done.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from wengert.compiler.lowering.rounds import Numbers, at, begins, entered, fitted, lengths
from wengert.compiler.lowering.rules import Rule, rule
from wengert.compiler.program.program import Affine, Loop, Operand, Program, Step
from wengert.compiler.spaces import RESULT


class Slot(NamedTuple):
    """An index of the array: a number, or one that is counted from `at`."""

    place: Affine
    counted: bool = False


@dataclass(eq=False)
class Read:
    """An operand of a site.

    Attributes:
        operand: what the program says.
        low, high: the least and the greatest of its places.
        sites: which sites made what it reads, if these are results.
        name: the one site that made it in the same round, if its number has a name there; chosen by who writes code.
        slot: else where it is; likewise.
    """

    operand: Operand
    low: int = 0
    high: int = 0
    sites: list[Site] = field(default_factory=list)
    name: Site | None = None
    slot: Slot | None = None


@dataclass(eq=False)
class Site:
    """A step of the program's text.

    Attributes:
        number: how many sites are before it.
        rule: what it does.
        reads: its operands.
        scope: the body in which it stands.
        positions: when it is taken.
        slot: where its result is put, if that is in memory; chosen by who writes code.
        segment: the first site of those around it that no loop parts.
    """

    number: int
    rule: Rule
    step: Step
    reads: list[Read]
    scope: Scope
    positions: Numbers
    slot: Slot | None = None
    segment: Site = field(init=False)


@dataclass(eq=False)
class Scope:
    """A body: all of the program, a loop's, or a part of long straight code.

    Attributes:
        outer: the scope around it.
        rounds: of its loop; None if it has none.
        depth: how many loops are around what is in it.
        items: sites, and scopes of loops or parts.
        counters, owners, starts: of each round: the counters, the round around it, the position where it begins.
        counted: for the outermost loop of a nest that counts slots: how many there are before it, and after.
    """

    outer: Scope | None
    rounds: Affine | None
    depth: int
    counters: Numbers
    owners: Numbers
    starts: Numbers
    items: list[Site | Scope] = field(default_factory=list)
    counted: tuple[int, int] | None = None

    @property
    def is_main(self) -> bool:
        """Whether this is all of the program."""
        return self.outer is None

    def sites(self) -> Iterator[Site]:
        """Those in it and in what it holds, in order."""
        for item in self.items:
            if isinstance(item, Scope):
                yield from item.sites()
            else:
                yield item


class Outline:
    """What there is in a program.

    Args:
        program: it.
        most_straight: how many steps outside of loops stand together; if there are more, they are in parts.
        part: of how many steps a part is.

    Attributes:
        main: the scope of all.
        sites: all sites.
        outputs: what is wanted, as reads at the end.
        steps: how many steps are taken.
        parted: whether straight code is in parts.
        addresses: what each read of results reads, in every round.

    Cost: some 30 µs for a site and some 50 ns for a step that is taken.
    """

    def __init__(self, program: Program, most_straight: int, part: int) -> None:
        self.steps = program.steps
        self.main = Scope(None, None, 0, np.zeros((1, 0), np.int64), np.zeros(1, np.int64), np.zeros(1, np.int64))
        self.sites: list[Site] = []
        self.parted = False
        self._enter(program, most_straight, part)
        self._made = np.full(self.steps, -1, dtype=np.int64)  # the site that made a result
        self._owner = np.zeros(self.steps, dtype=np.int64)  # and in which round
        for site in self.sites:
            self._made[site.positions] = site.number
            self._owner[site.positions] = np.arange(len(site.positions))
        self.outputs = [Read(operand) for operand in program.outputs]
        self.addresses: dict[Read, Numbers] = {}
        for site in self.sites:
            for read in site.reads:
                self._resolve(read, site)
        for read in self.outputs:
            self._resolve(read, None)

    def everywhere(self) -> list[tuple[Read, Site | None]]:
        """All reads, and where they are; those at the end are at None."""
        return [
            *((read, site) for site in self.sites for read in site.reads),
            *((read, None) for read in self.outputs),
        ]

    def _enter(self, program: Program, most_straight: int, most: int) -> None:
        items = list(program.items())
        self.parted = sum(isinstance(item, Step) for item in items) > most_straight
        position = self.main.starts
        part: Scope | None = None
        for item in items:
            if not self.parted or isinstance(item, Loop):
                position = self._add(self.main, [item], position)
                part = None
                continue
            if part is None or len(part.items) == most:
                part = Scope(self.main, None, 0, self.main.counters, self.main.owners, position)
                self.main.items.append(part)
            position = self._add(part, [item], position)

    def _add(self, scope: Scope, items: Iterable[Step | Loop], starts: Numbers) -> Numbers:
        """Add items that are taken from some positions on; returns the positions behind."""
        for item in items:
            if isinstance(item, Loop):
                counters, owners = entered(item.rounds, scope.counters)
                if len(owners):
                    first = begins(item.body, counters, owners, starts)
                    inner = Scope(scope, item.rounds, scope.depth + 1, counters, owners, first)
                    scope.items.append(inner)
                    self._add(inner, item.body, first)
            else:
                last = scope.items[-1] if scope.items else None
                reads = [Read(operand) for operand in item.operands]
                site = Site(len(self.sites), rule(item.row, len(reads)), item, reads, scope, starts)
                site.segment = last.segment if isinstance(last, Site) else site
                scope.items.append(site)
                self.sites.append(site)
            starts = starts + lengths(item, scope.counters)
        return starts

    def _resolve(self, read: Read, site: Site | None) -> None:
        """Find what a read reads."""
        space, place, back = read.operand
        if site is None or site.scope.depth == 0:  # it is read once
            read.low = read.high = self._here(site) - place.base if back else place.base
            addresses = np.array([read.low])
            made = self._made[addresses] if space == RESULT else ()
        else:
            addresses = at(place, site.scope.counters)
            addresses = site.positions - addresses if back else addresses
            read.low, read.high = int(addresses.min()), int(addresses.max())
            made = np.unique(self._made[addresses]) if space == RESULT else ()
        if space == RESULT:
            self.addresses[read] = addresses
            read.sites = [self.sites[i] for i in made]

    def _here(self, site: Site | None) -> int:
        """When a site that is taken once is taken; None is the end."""
        return self.steps if site is None else int(site.positions[0])

    def within(self, read: Read, user: Site | None, near: bool = False) -> Site | None:
        """The only site that made what a read reads, if it did so in the round that reads it.

        Args:
            read: it.
            user: where it is.
            near: whether no loop may be between the two, if they are in one.
        """
        if len(read.sites) != 1:
            return None
        (made,) = read.sites
        if user is None:
            return made if made.scope.is_main else None
        if user.scope is made.scope and user.scope.depth == 0:
            return made
        scope, owners = user.scope, np.arange(len(user.positions))
        while scope is not made.scope:
            if scope.outer is None:
                return None
            owners, scope = scope.owners[owners], scope.outer
        if near and not scope.is_main and user.segment is not made.segment:
            return None
        return made if np.array_equal(self._owner[self.addresses[read]], owners) else None


def slot_of(ranks: Numbers, positions: Numbers, user: Site | None, counted: bool = False) -> Slot | None:
    """The index of what was made at some positions, where a site is taken that makes or reads it.

    Args:
        ranks: for each step the slot of its result.
        positions: of the steps.
        user: the site; None is the end.
        counted: whether it may be counted from `at`.
    """
    if user is None or user.scope.depth == 0:
        return Slot(Affine(int(ranks[positions[0]])))
    counters = user.scope.counters
    place = fitted(ranks[positions], counters)
    if place is not None:
        return Slot(place)
    place = fitted(ranks[positions] - ranks[user.segment.positions], counters) if counted else None
    return None if place is None else Slot(place, counted=True)
