"""The way through a program and back, as instructions: what all kernels have in common.

Legend: share what a step adds to the adjoint of an operand; v memory of numbers, w of adjoints, both by slots.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from array import array
from typing import cast

from wengert.compiler.lowering.outline import Read, Scope, Site
from wengert.compiler.native.code import Code
from wengert.compiler.native.places import Family, Places
from wengert.compiler.program.program import Affine
from wengert.compiler.spaces import CONST, INPUT
from wengert.core.symbol import Expression


class Walk(ABC):
    """A program forwards and back.

    Args:
        places: where its numbers are.
        constants: its constants.
        code: what is written to.
        exact: whether a zero contributes nothing to a derivative, even times inf.
    """

    def __init__(self, places: Places, constants: array[float], code: Code, exact: bool) -> None:
        self.places, self.constants, self.code, self.exact = places, constants, code, exact
        self._numbers: dict[Site, str] = {}
        self._kept: dict[Read, str] = {}  # what was read outside of loops
        self._counters: list[str] = []
        self._adjoints: dict[Site, str] = {}  # of what gets all its shares in one body
        self._variables: dict[tuple[Family, bool], str] = {}
        pushed = [(site, made) for site in places.active for i in places.flows(site) for made in site.reads[i].sites]
        self._summed = places.local & {made for site, made in pushed if made.scope is not site.scope}  # in loops
        self._simple = places.local - self._summed

    # --- inputs: what a kernel says

    @abstractmethod
    def input(self, read: Read) -> str:
        """The number of an input."""

    @abstractmethod
    def add_to_input(self, read: Read, share: str) -> None:
        """Add to an input's adjoint."""

    def place(self, place: Affine, times: int = 1) -> str:
        """An affine number where the code is now; some times."""
        return self.code.affine(place, self._counters, times)

    # --- forwards

    def forward(self, scope: Scope | None = None) -> None:
        """All values."""
        for item in (scope or self.places.main).items:
            if isinstance(item, Scope):
                self._go_round(item, lambda item=item: self.forward(item))  # type: ignore[misc]
            else:
                self._compute(item)
                for read in item.reads:
                    if read in self.places.saved:
                        self.code.store(self.number(read), self._slot("%v", self.places.saved[read]))
                if item in self.places.stored:
                    self.code.store(self._numbers[item], self._slot("%v", item.slot))
                family = self.places.family.get(item)
                if family is not None:
                    self.code.store(self._numbers[item], self._variable(family, False))

    def number(self, read: Read) -> str:
        """What is read, on the way forwards or where it has a name."""
        space, place, _ = read.operand
        if space == INPUT:
            return self.input(read)
        if space == CONST:
            return self._constant(place)
        if read.name is not None:
            return self._numbers[read.name]
        if read in self._kept:
            return self._kept[read]
        if read in self.places.variables and not self._back:
            return self.code.load(self._variable(self.places.family[read.sites[0]], False))
        slot = self.places.saved.get(read) if self._back else None
        return self.code.load(self._slot("%v", slot or read.slot))

    _back = False

    def _compute(self, site: Site) -> None:
        recipe = site.rule.value
        known: dict[Expression, str] = {site.rule.args[i]: self.number(site.reads[i]) for i, _ in recipe.reads}
        (self._numbers[site],) = self.code.spell(recipe, known)
        if site.scope.is_main and site in self.places.active:
            for i, _ in site.rule.partials(tuple(self.places.flows(site))).reads:
                read = site.reads[i]
                if read.sites and read.name is None:
                    self._kept[read] = self.number(read)

    def _constant(self, place: Affine) -> str:
        if not place.moves:
            return self.code.number(self.constants[place.base])
        return self.code.spread(self.code.load(self.code.at("@constants", self.place(place)), "double"))

    # --- back

    def backward(self) -> None:
        """All adjoints, those of the outputs being there."""
        self._back = True
        self._backward(self.places.main)

    def _backward(self, scope: Scope) -> None:
        if not scope.is_main:
            for item in scope.items:
                if isinstance(item, Site) and item in self.places.again:
                    if item in self.places.stored:
                        self._numbers[item] = self.code.load(self._slot("%v", item.slot))
                    else:
                        self._compute(item)
            for item in scope.items:
                if isinstance(item, Site) and item in self._summed:
                    self.code.store(self.code.number(0.0), self._variable(self.places.adjoints[item], True))
        for item in reversed(scope.items):
            if isinstance(item, Scope):
                if any(site in self.places.taken for site in item.sites()):
                    self._go_round(item, lambda item=item: self._backward(item), back=True)  # type: ignore[misc]
            elif item in self.places.taken:
                adjoint = self._take(item)
                if item in self.places.active:
                    self._push(item, adjoint)

    def _take(self, site: Site) -> str:
        """The adjoint of a site, which is done; what comes next in its place begins with 0."""
        if site in self._simple:
            return self._adjoints.pop(site, self.code.number(0.0))
        pointer = self._adjoint_at(site, site.slot)
        adjoint = self.code.load(pointer)
        self.code.store(self.code.number(0.0), pointer)
        return adjoint

    def _push(self, site: Site, adjoint: str) -> None:
        flows = tuple(self.places.flows(site))
        recipe = site.rule.partials(flows)
        known: dict[Expression, str] = {site.rule.args[i]: self.number(site.reads[i]) for i, _ in recipe.reads}
        if recipe.reads_out:
            known[site.rule.out] = self._numbers[site]
        partials = self.code.spell(recipe, known)
        for i, partial in zip(flows, partials, strict=True):
            self.add(site.reads[i], self.code.share(adjoint, partial, self.exact))

    def add(self, read: Read, share: str) -> None:
        """Add to the adjoint of what is read."""
        if read.operand.space == INPUT:
            self.add_to_input(read, share)
            return
        site = read.sites[0]
        if site in self._simple:
            before = self._adjoints.get(site)
            self._adjoints[site] = share if before is None else self.code.operate("fadd", before, share)
        else:
            self.add_at(self._adjoint_at(site, read.slot), share)

    def add_at(self, pointer: str, share: str) -> None:
        """Add to what is somewhere."""
        self.code.store(self.code.operate("fadd", self.code.load(pointer), share), pointer)

    def _adjoint_at(self, site: Site, slot: object) -> str:
        if site in self.places.at_adjoint:
            return self._slot("%w", slot)
        return self._variable(self.places.adjoints[site], True)

    def begin_adjoints(self) -> None:
        """Let all adjoints in variables begin with 0."""
        for family in {id(f): f for f in self.places.adjoints.values()}.values():
            if family.sites[0] not in self._simple:
                self.code.store(self.code.number(0.0), self._variable(family, True))

    # --- memory, variables and loops

    def _slot(self, memory: str, slot: object) -> str:
        place = cast("tuple[Affine, bool]", slot)[0]  # what has no name and no variable has a slot
        return self.code.at(memory, self.place(place, self.code.width))

    def _variable(self, of: Family, adjoint: bool) -> str:
        key = of, adjoint
        if key not in self._variables:
            self._variables[key] = self.code.variable(self.code.type)
        return self._variables[key]

    def _go_round(self, scope: Scope, body: object, back: bool = False) -> None:
        code, rounds = self.code, cast(Affine, scope.rounds)
        count, after = self.place(rounds), ""
        if rounds.moves:  # there may be none
            more, after = code.fresh("some"), code.fresh("none")
            code.put(f"br i1 {code.let(f'icmp sgt i64 {count}, 0')}, label %{more}, label %{after}")
            code.label(more)
        with code.loop(count) as i:
            if back:
                last = self.place(Affine(rounds.base - 1, rounds.steps))
                i = code.let(f"sub nsw i64 {last}, {i}")
            self._counters.append(i)
            body()  # type: ignore[operator]
            self._counters.pop()
        if after:
            code.put(f"br label %{after}")
            code.label(after)
