"""Where numbers and adjoints are while a program's machine code runs.

A number that is read only in the round that makes it has a name.  One that is read later, but only until the same
variable gets its next number, is in that variable: sums, states.  All others are in memory.  What the way back reads
has a name there too, or is in memory; of what has a name it is computed again.  A number that is in memory for the
way back alone is there once for each that makes it, or once for each that reads it: where that is less often.

Adjoints go the other way: that of a number with a name, or in a variable, is in a variable itself.

Legend: family the sites that fill one variable; flow a read through which an adjoint goes back; moving the operands of
a site with which its result changes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from wengert.compiler.lowering.outline import Outline, Read, Scope, Site, Slot, slot_of
from wengert.compiler.lowering.rounds import Numbers, at
from wengert.compiler.program.program import Affine, Program
from wengert.compiler.spaces import INPUT

MOST_STRAIGHT = 4000  # steps outside of loops
MOST_EMPTY = 4  # slots for each step, where some are never used


class Unfit(Exception):
    """A program that has no machine code: some slot is found by no affine index."""


class Family:
    """Sites that fill one variable."""

    def __init__(self, sites: Iterable[Site]) -> None:
        self.sites = sorted(sites, key=lambda site: site.number)
        positions = [site.positions for site in self.sites]
        self._positions = np.sort(np.concatenate(positions))

    def holds(self, addresses: Numbers, positions: Numbers) -> bool:
        """Whether the variable holds what is read at some positions."""
        last = np.searchsorted(self._positions, positions) - 1
        return bool((last >= 0).all()) and np.array_equal(self._positions[last], addresses)


class Places(Outline):
    """A program whose numbers have places.

    Args:
        program: it.
        wanted: for each input whether a derivative by it is wanted.
        guards: how many of the last outputs are guards.
        back: whether derivatives are wanted at all.

    Attributes:
        family: of a site that fills a variable.
        variables: reads that read a variable.
        active: sites that change with an input and change an output.
        again: sites whose numbers are computed once more on the way back.
        taken: sites that get shares of an adjoint.
        at_adjoint: sites whose adjoint is in memory.
        adjoints: of other sites the family whose variable has the adjoint.
        local: those of them whose adjoint gets all its shares in the round that makes them.
        stored: sites whose numbers are in memory.
        saved: reads whose number the way back needs, and the slots to which the way forwards copies it.
        slots: how many slots there are there.

    Raises:
        Unfit: a slot is found by no affine index.
    """

    def __init__(self, program: Program, wanted: Sequence[bool], guards: int, back: bool) -> None:
        super().__init__(program, MOST_STRAIGHT, MOST_STRAIGHT)
        if self.parted:
            raise Unfit("it is too long outside of loops")
        self.wanted = wanted
        self.results = self.outputs[: len(self.outputs) - guards]
        self.guards = self.outputs[len(self.outputs) - guards :]
        self.end = np.array([self.steps])
        self.family: dict[Site, Family] = {}
        self.variables: set[Read] = set()
        self.active: set[Site] = set()
        self.again: set[Site] = set()
        self.taken: set[Site] = set()
        self.at_adjoint: set[Site] = set()
        self.adjoints: dict[Site, Family] = {}
        self.stored: frozenset[Site] = frozenset()
        self.saved: dict[Read, Slot] = {}
        self.local: set[Site] = set()
        self.slots = 0
        self._everywhere = [(read, site) for read, site in self.everywhere() if read.sites]
        self._name()
        self._find_variables()
        if back:
            self._find_active()
            self._find_adjoints()
        self._put()

    def flows(self, site: Site) -> list[int]:
        """The operands of an active site to which its adjoint goes."""
        return [i for i in site.rule.moving if self._takes(site.reads[i])]

    # --- numbers

    def _name(self) -> None:
        for read, user in self._everywhere:
            read.name = self.within(read, user)

    def _find_variables(self) -> None:
        reads = [(read, user) for read, user in self._everywhere if read.name is None]
        while reads:
            families = _families(read.sites for read, _ in reads)
            held = [(read, user) for read, user in reads if self._held(families[read.sites[0]], read, user)]
            if len(held) == len(reads):
                self.family = families
                self.variables = {read for read, _ in reads}
                return
            reads = held

    def _held(self, family: Family, read: Read, user: Site | None) -> bool:
        return family.holds(self.addresses[read], self.end if user is None else user.positions)

    def _put(self) -> None:
        """Find out what is in memory, and its slots."""
        forwards = [(read, user) for read, user in self._everywhere if self._remembered(read)]
        flows = [(read, user) for read, user in self._flowing() if read.sites[0] in self.at_adjoint]
        needed = {read for read, _ in [*forwards, *flows]}
        back = [(read, user) for read, user in self._read_back() if not self._remembered(read)]
        few = {read for read, user in back if len(user.positions) < sum(len(made.positions) for made in read.sites)}
        while True:
            values = [*forwards, *((read, user) for read, user in back if read not in few)]
            self.stored = frozenset(made for read, _ in values for made in read.sites)
            missed = self._missed(self.stored | self.at_adjoint, [*values, *flows])
            if missed & needed:
                raise Unfit("its results are read at places that no index says")
            if not missed:
                break
            few |= missed
        for read, user in back:
            if read in few:
                self.saved[read] = self._box(user)

    def _read_back(self) -> list[tuple[Read, Site]]:
        """What the way back reads that has no name there, and where."""
        found: list[tuple[Read, Site]] = []
        stack: list[tuple[Read, Site]] = []
        for site in self.active:
            recipe = site.rule.partials(tuple(self.flows(site)))
            stack += [(site.reads[i], site) for i, _ in recipe.reads]
            if recipe.reads_out:
                stack += self._once_more(site)
        while stack:
            read, user = stack.pop()
            if read.name is not None:
                stack += self._once_more(read.name)
            elif read.sites and not user.scope.is_main:  # outside of loops all that was read is still there
                found.append((read, user))
        return found

    def _once_more(self, site: Site) -> list[tuple[Read, Site]]:
        """Let a number be computed again on the way back, if it is not there; what is read to do so."""
        if site.scope.is_main or site in self.again:
            return []
        self.again.add(site)
        return [(site.reads[i], site) for i, _ in site.rule.value.reads]

    def _ranks(self, kept: frozenset[Site] | set[Site]) -> Iterator[Numbers]:
        """Ways to say which slot the result of each step has.

        One behind the other, those of some steps or of all; and for rounds that are not all alike as many slots for
        each as the longest needs.
        """
        taken = np.zeros(self.steps, dtype=bool)
        for site in kept:
            taken[site.positions] = True
        yield np.cumsum(taken) - taken
        yield np.arange(self.steps)
        ranks = np.zeros(self.steps, dtype=np.int64)
        if _padded(self.main, kept, 0, (), ranks) <= MOST_EMPTY * self.steps:
            yield ranks

    def _missed(self, kept: frozenset[Site] | set[Site], there: list[tuple[Read, Site | None]]) -> set[Read]:
        """Let what is kept have slots; of what is there the reads that find theirs by no index."""
        fewest: set[Read] = set()
        for ranks in self._ranks(kept) if kept else ():
            self.slots = int(max(ranks[site.positions].max() for site in kept)) + 1
            for site in kept:
                site.slot = slot_of(ranks, site.positions, site)
            for read, user in there:
                read.slot = slot_of(ranks, self.addresses[read], user)
            if all(site.slot for site in kept):
                fewest = {read for read, _ in there if read.slot is None}
                if not fewest:
                    break
        else:
            if kept and not fewest:
                raise Unfit("its results are at places that no index says")
        return fewest

    def _box(self, user: Site) -> Slot:
        """Slots of its own for what a site reads, one for each time that it is taken."""
        steps: list[int] = []
        size = 1
        for most in reversed(user.scope.counters.max(axis=0).tolist()):
            steps.append(size)
            size *= most + 1
        begin, self.slots = self.slots, self.slots + size
        return Slot(Affine(begin, tuple(reversed(steps))))

    def _remembered(self, read: Read) -> bool:
        return read.name is None and read not in self.variables

    # --- adjoints

    def _find_active(self) -> None:
        users: defaultdict[Site, list[Site]] = defaultdict(list)
        stack = []
        for site in self.sites:
            for read in [site.reads[i] for i in site.rule.moving]:
                if read.operand.space == INPUT and any(self.wanted[read.low : read.high + 1]):
                    stack.append(site)
                for made in read.sites:
                    users[made].append(site)
        varying: set[Site] = set()
        while stack:
            site = stack.pop()
            if site not in varying:
                varying.add(site)
                stack += users[site]
        stack = [site for read in self.results for site in read.sites]
        while stack:
            site = stack.pop()
            if site in varying and site not in self.active:
                self.active.add(site)
                stack += [made for i in site.rule.moving for made in site.reads[i].sites]

    def _takes(self, read: Read) -> bool:
        """Whether anybody asks for the adjoint of what is read."""
        if read.operand.space == INPUT:
            return any(self.wanted[read.low : read.high + 1])
        return any(made in self.active for made in read.sites)

    def _flowing(self) -> list[tuple[Read, Site | None]]:
        """Reads of results through which adjoints go back, and where."""
        found: list[tuple[Read, Site | None]] = [
            (site.reads[i], site) for site in self.active for i in self.flows(site) if site.reads[i].sites
        ]
        return found + [(read, None) for read in self.results if read.sites and self._takes(read)]

    def _find_adjoints(self) -> None:
        flowing = self._flowing()
        self.taken = {made for read, _ in flowing for made in read.sites}
        own = {id(family): family for family in self.family.values()}.values()
        families = _families([*(read.sites for read, _ in flowing), *(family.sites for family in own)])
        for read, user in flowing:
            family = families[read.sites[0]]
            if family.sites[0] not in self.at_adjoint and not self._held(family, read, user):
                self.at_adjoint.update(family.sites)
        self.at_adjoint &= self.taken
        self.adjoints = {site: families[site] for site in self.taken if site not in self.at_adjoint}
        far = {made for read, _ in flowing if read.name is None for made in read.sites}
        self.local = {site for site, family in self.adjoints.items() if len(family.sites) == 1 and site not in far}


def _padded(scope: Scope, kept: frozenset[Site] | set[Site], begin: int, steps: tuple[int, ...], ranks: Numbers) -> int:
    """Give what is in a scope places, its rounds being as long as the longest; the place behind all of them."""
    for item in scope.items:
        if isinstance(item, Scope):
            size = _padded(item, kept, 0, (*steps, 0), np.zeros_like(ranks))
            most = int(item.counters[:, -1].max()) + 1
            _padded(item, kept, begin, (*steps, size), ranks)
            begin += most * size
        elif item in kept:
            ranks[item.positions] = at(Affine(begin, steps), item.scope.counters)
            begin += 1
    return begin


def _families(groups: Iterable[Sequence[Site]]) -> dict[Site, Family]:
    """Sites that are in one group are in one family."""
    leader: dict[Site, Site] = {}

    def find(site: Site) -> Site:
        root = site
        while leader.setdefault(root, root) is not root:
            root = leader[root]
        while leader[site] is not root:
            leader[site], site = root, leader[site]
        return root

    for group in groups:
        for site in group[1:]:
            leader[find(group[0])] = find(site)
        find(group[0])
    members: defaultdict[Site, list[Site]] = defaultdict(list)
    for site in leader:
        members[find(site)].append(site)
    return {site: family for sites in members.values() for family in [Family(sites)] for site in sites}
