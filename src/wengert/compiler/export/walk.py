"""From a layout to statements: a path forwards.  A number that is read once stands where it is read.

Legend: kept the sites whose numbers are computed; uses how often the code reads a site's number; main what is
outside of all loops.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import cast

from wengert.compiler.export.dialect import MOST_CHARACTERS, Code, Dialect, number, spell
from wengert.compiler.export.frame import Exported, Frame
from wengert.compiler.export.layout import Layout
from wengert.compiler.export.statements import Add, Call, For, Index, Leave, Let, Set, Statement
from wengert.compiler.lowering.outline import Read, Scope, Site, Slot
from wengert.compiler.lowering.rules import Recipe
from wengert.compiler.program.program import Affine
from wengert.compiler.spaces import CONST, INPUT
from wengert.core.symbol import Expression

FEWEST = 4  # outputs in a row, that a loop goes through


class Walk:
    """The code of a path.

    Args:
        path: its program and what its guards have to be.
        layout: where its numbers are.
        frame: what things are called.
        dialect: the language.
        number: which of the function's paths it is.

    Attributes:
        table: the first and the last place in the table of constants that its loops read.
    """

    most = MOST_CHARACTERS

    def __init__(self, path: Exported, layout: Layout, frame: Frame, dialect: Dialect, number: int) -> None:
        self.layout, self.frame, self.dialect, self.number = layout, frame, dialect, number
        program, guards = path
        self.constants = program.constants
        operands = [read for site in layout.sites for read in site.reads]
        tables = [read for read in operands if read.operand.space == CONST and read.operand.place.moves]
        self.table = (min(read.low for read in tables), max(read.high for read in tables)) if tables else (0, -1)
        count = len(layout.outputs) - len(guards)
        self.outputs = layout.outputs[:count]
        self.guards = list(zip(layout.outputs[count:], guards, strict=True))
        self._guards_of: defaultdict[Site, list[tuple[Read, float]]] = defaultdict(list)  # outside of loops
        for read, expected in self.guards:
            if _in_main(read):
                self._guards_of[read.sites[0]].append((read, expected))
        self._kept: set[Site] = set()
        self._codes: dict[Site, Code] = {}  # names, and expressions that stand where they are read
        self._uses: Counter[Site] = Counter()
        self._readers: dict[Site, Site | None] = {}
        self._statements: list[Statement] = []
        self._parts = self._places = 0
        self._counting = self._has_index = False

    # --- what is asked for

    def value(self) -> list[Statement]:
        """Statements after which `result` and `results` are there, if no guard made them leave."""
        self._kept = self._needed([site for read in self.layout.outputs for site in read.sites])
        self._count_uses()
        return self._forward(self.layout.main)

    def result(self) -> Code:
        """The only output."""
        return self._operand(self.outputs[0])

    def results(self) -> list[Statement]:
        """All outputs into the array of results."""
        return [
            self._for_each(count, Set(self.frame.result(i), code))
            for count, _, i, code in self._rows(self.outputs)
        ]

    # --- what is needed

    def _count_uses(self) -> None:
        for site in self._kept:
            for read, times in self._reads(site):
                if read.name is not None:
                    self._use(read.name, times, site)
        for read in self.layout.outputs:
            if read.name is not None:
                self._use(read.name, 1, None)

    def _reads(self, site: Site) -> list[tuple[Read, int]]:
        """What the value of a site is made of, and how often its code reads it."""
        return [(site.reads[i], times) for i, times in site.rule.value.reads]

    def _use(self, site: Site, times: int, user: Site | None) -> None:
        self._uses[site] += times
        self._readers[site] = user

    def _needed(self, sites: Iterable[Site]) -> set[Site]:
        """The sites whose numbers go into those of some."""
        needed: set[Site] = set()
        stack = list(sites)
        while stack:
            site = stack.pop()
            if site not in needed:
                needed.add(site)
                stack += [made for read, _ in self._reads(site) for made in read.sites]
        return needed

    # --- forwards

    def _forward(self, scope: Scope) -> list[Statement]:
        statements: list[Statement] = []
        for place, item in enumerate(scope.items):
            self._statements = statements
            if isinstance(item, Site):
                if item in self._kept:
                    self._compute(item)
                if scope.is_main:
                    self._leave(item)
                if ends_segment(scope, place):
                    self._move(item, 1)
                continue
            if item.rounds is None:
                self._parts += 1
                statements.append(Call(self._parts, self._forward(item)))
                continue
            if scope.is_main:
                self._count_from(item, 0, statements)
            body = self._forward(item)
            if body:
                statements.append(self._loop(item, body, back=False))
        if scope.is_main:
            self._statements = statements
            statements += self._guarded(guard for guard in self.guards if not _in_main(guard[0]))
        return statements

    def _compute(self, site: Site) -> None:
        """The value of a site: in its slot, by its name, or where it is read."""
        (code,) = self._spell(site.rule.value, site)
        if site.slot is not None:
            self._statements.append(Set(self.frame.slot(site.slot), code))
        elif self._stands_where_read(site, code):
            self._codes[site] = code
        else:
            self._codes[site] = self._name(self.frame.name(site), code)

    def _stands_where_read(self, site: Site, code: Code) -> bool:
        if code.isidentifier():
            return True
        user = self._readers.get(site)
        near = user is None or (user.scope is site.scope and (user.segment is site.segment or site.scope.is_main))
        return self._uses[site] == 1 and near and len(code) <= self.most

    def _name(self, name: str, code: Code) -> Code:
        self._statements.append(Let(name, code))
        return Code(name)

    def _temporary(self, code: Code) -> Code:
        self._places += 1
        return self._name(f"{self.frame.part}{self._places}", code)

    def _spell(self, recipe: Recipe, site: Site) -> list[Code]:
        """Expressions of a site's rule, its arguments put in."""
        rule = site.rule
        known: dict[Expression, Code] = {rule.args[i]: self._operand(site.reads[i]) for i, _ in recipe.reads}
        if recipe.reads_out:
            known[rule.out] = self._codes[site] if site.slot is None else self.frame.slot(site.slot)
        return spell(recipe, known, self.dialect, self._temporary)

    def _operand(self, read: Read) -> Code:
        space, place, _ = read.operand
        if space == INPUT:
            return Code(self.frame.input(read))
        if space == CONST:
            if place.moves == 0:
                return number(self.constants[place.base], self.dialect)
            shifted = Affine(place.base - self.table[0], place.steps)
            return Code(f"{self.frame.tables[self.number]}[{self.frame.affine(shifted)}]")
        if read.name is not None:
            return self._codes[read.name]
        return self.frame.slot(cast(Slot, read.slot))  # what has no name has a slot

    # --- guards and results

    def _leave(self, site: Site) -> None:
        """The guards that are known now."""
        self._statements += self._guarded(self._guards_of.get(site, ()))

    def _guarded(self, guards: Iterable[tuple[Read, float]]) -> list[Statement]:
        made: list[Statement] = []
        for expected, group in groupby(guards, key=lambda guard: guard[1]):
            for count, _, _, code in self._rows([read for read, _ in group]):
                made.append(self._for_each(count, Leave(self._unlike(code, expected))))
        return made

    def _unlike(self, code: Code, expected: float) -> str:
        """The condition that a guard is not what it has to be."""
        if code.truth and expected in (0.0, 1.0):
            return self.dialect.negation.format(code.truth) if expected else code.truth
        return f"{code.within(6)} != {number(expected, self.dialect)}"

    def _rows(self, reads: Sequence[Read], adjoint: bool = False) -> Iterator[tuple[int, Read, str, Code]]:
        """Reads at the end, one by one, or several at once where they go through slots evenly.

        How many there are, the first of them, the place of each in the list, and its code.
        """
        i = 0
        while i < len(reads):
            count, step = _evenly(reads, i)
            slot = reads[i].slot
            if slot is not None and count >= FEWEST:
                code = self.frame.slot(Slot(Affine(slot.place.base, (step,))), adjoint)
                yield count, reads[i], self.frame.affine(Affine(i, (1,))), code
                i += count
            else:
                yield 1, reads[i], str(i), Code("") if adjoint else self._operand(reads[i])
                i += 1

    def _for_each(self, count: int, statement: Statement) -> Statement:
        return For(self.frame.counter(0), str(count), str(count - 1), [statement]) if count > 1 else statement

    # --- loops

    def _loop(self, scope: Scope, body: list[Statement], back: bool) -> For:
        assert scope.rounds is not None
        last = Affine(scope.rounds.base - 1, scope.rounds.steps)
        counter = self.frame.counter(scope.depth - 1)
        return For(counter, self.frame.affine(scope.rounds), self.frame.affine(last), body, back)

    def _count_from(self, nest: Scope, end: int, statements: list[Statement]) -> None:
        """Where `at` is at an end of a nest that counts its slots."""
        self._counting = nest.counted is not None
        if nest.counted is not None:
            kind = Set if self._has_index else Index
            statements.append(kind(self.frame.at, str(nest.counted[end])))
            self._has_index = True

    def _move(self, site: Site, sign: int) -> None:
        """Where slots are counted: on, past those of a segment, or back."""
        if self._counting and not site.scope.is_main:
            filled = [s for s in site.scope.items if isinstance(s, Site) and s.segment is site.segment and s.slot]
            if filled:
                self._statements.append(Add(self.frame.at, str(sign * len(filled))))


def mentions(name: str, lines: Iterable[str]) -> bool:
    """Whether lines of code name something."""
    pattern = re.compile(rf"\b{re.escape(name)}\b")
    return any(pattern.search(line) for line in lines)


def ends_segment(scope: Scope, place: int) -> bool:
    """Whether no site follows before a loop or the end."""
    return place + 1 == len(scope.items) or isinstance(scope.items[place + 1], Scope)


def _in_main(read: Read) -> bool:
    """Whether a read at the end reads the only result of a site outside of loops."""
    return len(read.sites) == 1 and read.sites[0].scope.is_main


def _evenly(reads: Sequence[Read], begin: int) -> tuple[int, int]:
    """How many reads from one on are of slots at equal steps, and the step."""
    slots = [read.slot for read in reads[begin : begin + 2]]
    if len(slots) < 2 or None in slots:
        return 1, 0
    first, second = (slot.place.base for slot in slots if slot)
    step, count = second - first, 2
    while begin + count < len(reads):
        slot = reads[begin + count].slot
        if slot is None or slot.place.base != first + step * count:
            break
        count += 1
    return count, step
