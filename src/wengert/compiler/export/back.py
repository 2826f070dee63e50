"""From a layout to statements: a path forwards and back.

Each round of a loop, on the way back, first computes again what has a name in it; then it goes through its steps from
the last to the first, and each adds to the adjoints of what it read: `d… += scale(d…, partial)`.

Legend: active sites that change with an input and change an output; again those whose numbers are computed once
more; share what a step adds to the adjoint of an operand.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import cast

from wengert.compiler.export.dialect import Code, Dialect, number, product
from wengert.compiler.export.frame import Exported, Frame
from wengert.compiler.export.layout import COUNTED, Layout
from wengert.compiler.export.statements import Add, Call, Note, Statement, Variable, without_idle
from wengert.compiler.export.walk import Walk, ends_segment
from wengert.compiler.lowering.outline import Read, Scope, Site, Slot
from wengert.compiler.spaces import INPUT


class Return(Walk):
    """The code of a path and of the way back."""

    def __init__(self, path: Exported, layout: Layout, frame: Frame, dialect: Dialect, number: int) -> None:
        super().__init__(path, layout, frame, dialect, number)
        self._active = _active(layout, self.outputs)
        self._flows: dict[Site, tuple[int, ...]] = {}
        self._again: set[Site] = set()
        self._adjoints: dict[Site, Code] = {}  # names, and expressions that stand where they are read
        self._shares: Counter[Site] = Counter()  # how many shares the adjoint of a name has
        self._from_within: defaultdict[Scope, set[Site]] = defaultdict(set)  # what is added to from loops in a scope

    def gradient(self, seeds: str, keep: Callable[[], list[Statement]]) -> list[Statement]:
        """Statements that add to the adjoints of the inputs.

        Args:
            seeds: the name of the array of the outputs' adjoints; empty for a single one, whose adjoint is 1.
            keep: statements that put the results where they belong, when they are there.
        """
        read = list(self._read_backwards())
        self._choose_again(read)
        self._count_uses()
        for site, times, user in read:
            if site.scope.is_main:
                self._use(site, times, user)
        for site in self._again:
            for arg, times in self._reads(site):
                if arg.name is not None and arg.name.scope.is_main:
                    self._use(arg.name, 2 * times, site)  # in a loop no expression stands that is from outside
        forwards = self._forward(self.layout.main) + keep()
        self._count_again(read)
        self._count_shares()
        back = without_idle(self._backward(self.layout.main, self._seeds(seeds)))
        return [*forwards, Note("backwards"), *back] if back else forwards

    @property
    def has_tape(self) -> bool:
        """Whether the gradient has adjoints in slots."""
        return any(site.slot is not None for site in self._active)

    # --- what is needed

    def _choose_again(self, read: Iterable[tuple[Site, int, Site]]) -> None:
        """What the way back reads is there; or it is computed again, from what is there."""
        there = [site for output in self.layout.outputs for site in output.sites]
        stack = [site for site, _, _ in read]
        while stack:
            site = stack.pop()
            if site.slot is not None or site.scope.is_main:
                there.append(site)
            elif site not in self._again:
                self._again.add(site)
                stack += [made for arg, _ in self._reads(site) for made in arg.sites]
        self._kept = self._needed(there)

    def _count_shares(self) -> None:
        for site in self._active:
            for i in self._moving(site):
                made = site.reads[i].name
                if made is not None:
                    self._shares[made] += 1
                    if made.scope is not site.scope:
                        self._from_within[made.scope].add(made)
        self._shares.update(read.name for read in self.outputs if read.name is not None)

    def _count_again(self, read: Iterable[tuple[Site, int, Site]]) -> None:
        for site in self._again:
            self._uses[site] = 0
        for site in self._again:
            for arg, times in self._reads(site):
                if arg.name in self._again:
                    self._use(arg.name, times, site)
        for site, times, user in read:
            if site in self._again:
                self._use(site, times, user)

    def _moving(self, site: Site) -> tuple[int, ...]:
        """The operands of an active site to which its adjoint flows."""
        if site not in self._flows:
            self._flows[site] = tuple(i for i in site.rule.moving if self._takes(site.reads[i]))
        return self._flows[site]

    def _read_backwards(self) -> Iterator[tuple[Site, int, Site]]:
        """Which sites the way back reads, how often, and where."""
        for site in self.layout.sites:
            if site in self._active:
                recipe = site.rule.partials(self._moving(site))
                if recipe.reads_out:
                    yield site, recipe.reads_out, site
                for i, times in recipe.reads:
                    for made in site.reads[i].sites:
                        yield made, times, site

    # --- the way back

    def _backward(self, scope: Scope, statements: list[Statement]) -> list[Statement]:
        at_once = scope.is_main or self.layout.way != COUNTED
        self._statements = statements
        if at_once:
            self._compute_again(item for item in scope.items if isinstance(item, Site))
        for site in sorted(self._from_within[scope], key=lambda site: site.number):
            self._declare(site)
        for place in range(len(scope.items) - 1, -1, -1):
            item = scope.items[place]
            self._statements = statements
            if isinstance(item, Site):
                if ends_segment(scope, place):
                    self._move(item, -1)
                    if not at_once:
                        self._compute_again(s for s in scope.items if isinstance(s, Site) and s.segment is item.segment)
                if item in self._active:
                    self._push(item)
                continue
            if scope.is_main and item.rounds is not None:
                self._count_from(item, 1, statements)
            self._parts += item.rounds is None
            number_of_part = self._parts
            body = self._backward(item, [])
            if body:
                statements.append(self._loop(item, body, True) if item.rounds else Call(number_of_part, body))
        self._statements = statements
        return statements

    def _compute_again(self, sites: Iterable[Site]) -> None:
        for site in sites:
            if site in self._again:
                self._compute(site)

    def _push(self, site: Site) -> None:
        """The shares of an active site's operands in its adjoint."""
        moving = self._moving(site)
        partials = self._spell(site.rule.partials(moving), site)
        adjoint = self._adjoints.get(site) or self.frame.slot(cast(Slot, site.slot), adjoint=True)
        if site.slot is not None and len(moving) > 1:
            adjoint = self._name(self._named(site), adjoint)
        for i, partial in zip(moving, partials, strict=True):
            self._add(site.reads[i], product(adjoint, partial, self.dialect), site)

    def _add(self, read: Read, share: Code, user: Site | None = None) -> None:
        """Add to the adjoint of what a read reads."""
        made = read.name
        if made is None or made in self._adjoints:
            if share.number != 0.0:
                self._statements.append(Add(self._adjoint_of(read), share))
        elif self._shares[made] > 1:
            self._declare(made, share)
        elif self._passes(made, share, user):
            self._adjoints[made] = share
        else:
            self._adjoints[made] = self._name(self._named(made), share)

    def _passes(self, site: Site, share: Code, user: Site | None) -> bool:
        """Whether the only share of an adjoint stands where that is read."""
        once = len(self._moving(site)) == 1 and len(share) <= self.most // 2
        if share.number is not None:
            return True
        return user is not None and user.segment is site.segment and (once or share.isidentifier())

    def _declare(self, site: Site, share: str = "0.0") -> None:
        if site not in self._adjoints:
            self._adjoints[site] = Code(self._named(site))
            self._statements.append(Variable(self._named(site), share))

    def _named(self, site: Site) -> str:
        return f"d{self.frame.name(site)}"

    def _adjoint_of(self, read: Read) -> Code:
        if read.operand.space == INPUT:
            return Code(self.frame.input(read, adjoint=True))
        if read.name is not None:
            return self._adjoints[read.name]
        return self.frame.slot(cast(Slot, read.slot), adjoint=True)

    def _seeds(self, seeds: str) -> list[Statement]:
        """What the adjoints of the outputs begin with: 1 for the only one, else numbers of an array."""
        made: list[Statement] = []
        self._statements = made
        for count, read, i, code in self._rows(self.outputs, adjoint=True):
            if count > 1:
                made.append(self._for_each(count, Add(code, f"{seeds}[{i}]")))
            elif self._takes(read):
                self._add(read, Code(f"{seeds}[{i}]") if seeds else number(1.0, self.dialect))
        return made

    def _takes(self, read: Read) -> bool:
        """Whether anybody asks for the adjoint of what is read."""
        return read.operand.space == INPUT or any(made in self._active for made in read.sites)


def _active(layout: Layout, outputs: Sequence[Read]) -> set[Site]:
    """The sites that change with an input and change an output."""
    users: dict[Site, list[Site]] = {}
    varying: set[Site] = set()
    stack = []
    for site in layout.sites:
        for read in [site.reads[i] for i in site.rule.moving]:
            if read.operand.space == INPUT:
                stack.append(site)
            for made in read.sites:
                users.setdefault(made, []).append(site)
    while stack:
        site = stack.pop()
        if site not in varying:
            varying.add(site)
            stack += users.get(site, ())
    active: set[Site] = set()
    stack = [site for read in outputs for site in read.sites]
    while stack:
        site = stack.pop()
        if site in varying and site not in active:
            active.add(site)
            stack += [made for i in site.rule.moving for made in site.reads[i].sites]
    return active
