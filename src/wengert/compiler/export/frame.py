"""What the code of a function calls things: its parameters, their adjoints, and all that it makes itself.

Legend: flat a function whose inputs are one array, because a loop goes through several parameters, or because its
code is in parts; d… the adjoint of ….
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from wengert.compiler.export.dialect import Code, Dialect
from wengert.compiler.export.layout import Layout
from wengert.compiler.lowering.outline import Read, Site, Slot
from wengert.compiler.program.program import Affine, Program
from wengert.compiler.spaces import INPUT


@dataclass(frozen=True)
class Parameter:
    """A parameter of the user's function: its name, of how many numbers it is, and whether it is one number."""

    name: str
    count: int
    scalar: bool = False


@dataclass(frozen=True)
class Outputs:
    """How many numbers the function returns, and whether it returns one by itself."""

    count: int
    single: bool


class Exported(NamedTuple):
    """A path: its program, whose last outputs are guards, and the number that each guard has on it."""

    program: Program
    guards: Sequence[float] = ()


class Frame:
    """Names in a function.

    Args:
        params: the parameters, in the order of the inputs.
        dialect: the language.
        layouts: those of all paths.
        name: that of the function.

    Attributes:
        originals: what the user calls the parameters.
        params: the parameters under names that the language has.
        flat: the name of the array of all inputs; empty if there is none.
    """

    def __init__(self, params: Sequence[Parameter], dialect: Dialect, layouts: Sequence[Layout], name: str) -> None:
        self.taken = {*dialect.reserved, name, *(f"{name}_{word}" for word in ("gradient", "vjp"))}
        self.params = [Parameter(self.fresh(plain(p.name)), p.count, p.scalar) for p in params]
        self.originals = [param.name for param in params]
        self.begins = [0]
        for param in self.params:
            self.begins.append(self.begins[-1] + param.count)
        crossing = any(self._owner(read) < 0 for layout in layouts for site in layout.sites for read in site.reads)
        self.flat = self.fresh("inputs") if crossing or any(layout.parted for layout in layouts) else ""
        self.adjoints = [self.fresh(f"d{p.name}") for p in self.params]
        self.flat_adjoint = self.fresh("slopes") if self.flat else ""
        self.numbers, self.at = self.fresh("t"), self.fresh("at")
        self.tables = [self.fresh(f"c{i + 1}" if i else "c") for i in range(len(layouts))]
        self.tape = self.fresh(f"d{self.numbers}")
        self.results, self.seeds = self.fresh("y"), self.fresh("seeds")
        self.counters = [self.fresh(letter) for letter in "ijklmnopqr"]
        self.value, self.part = self._series("v"), self._series("u")

    def fresh(self, name: str) -> str:
        """A name that nothing has."""
        while name in self.taken:
            name += "_"
        self.taken.add(name)
        return name

    def _series(self, letter: str) -> str:
        """What begins names that end in a number."""
        while any(re.fullmatch(f"d?{letter}[0-9]+", name) for name in self.taken):
            letter += "_"
        return letter

    def _owner(self, read: Read) -> int:
        """The parameter from which a read reads; -1 if from several."""
        if read.operand.space != INPUT:
            return 0
        owner = next(i for i, end in enumerate(self.begins[1:]) if read.low < end)
        return owner if read.high < self.begins[owner + 1] else -1

    def input(self, read: Read, adjoint: bool = False) -> str:
        """An input, or its adjoint."""
        place = read.operand.place
        if self.flat:
            return f"{self.flat_adjoint if adjoint else self.flat}[{self.affine(place)}]"
        owner = self._owner(read)
        name = self.adjoints[owner] if adjoint else self.params[owner].name
        shifted = Affine(place.base - self.begins[owner], place.steps)
        return name if self.params[owner].scalar else f"{name}[{self.affine(shifted)}]"

    def affine(self, place: Affine) -> str:
        """An affine number in the counters' names."""
        terms = [
            f"{'' if step == 1 else '-' if step == -1 else f'{step}*'}{self.counter(depth)}"
            for depth, step in enumerate(place.steps)
            if step
        ]
        if place.base or not terms:
            terms.append(str(place.base))
        return " + ".join(sorted(terms, key=lambda term: term.startswith("-"))).replace("+ -", "- ")

    def counter(self, depth: int) -> str:
        """The counter of a loop that stands in so many others."""
        while depth >= len(self.counters):
            self.counters.append(self.fresh(f"i{len(self.counters)}"))
        return self.counters[depth]

    def result(self, place: str) -> str:
        """One of several results."""
        return f"{self.results}[{place}]"

    def name(self, site: Site) -> str:
        """What the number of a site is called."""
        return f"{self.value}{site.number}"

    def slot(self, slot: Slot, adjoint: bool = False) -> Code:
        """A slot of the array, or of that of the adjoints."""
        index = self.affine(slot.place)
        if slot.counted and index == "0":
            index = self.at
        elif slot.counted:
            index = f"{self.at} + {index}".replace("+ -", "- ")
        return Code(f"{self.tape if adjoint else self.numbers}[{index}]")


def function_name(name: str, dialect: Dialect) -> str:
    """What a function can be called in a language."""
    spelled = plain(name)
    return f"{spelled}_" if spelled in dialect.reserved else spelled


def plain(name: str) -> str:
    """A name in letters that every language has.

    >>> plain("θ1"), plain("<lambda>"), plain("2x")
    ('theta1', 'lambda', 'x2x')
    """
    spelled = ""
    for letter in unicodedata.normalize("NFKD", name):
        if letter.isascii():
            spelled += letter if letter.isalnum() or letter == "_" else ""
        elif not unicodedata.combining(letter):
            spelled += unicodedata.name(letter, "x").split()[-1].lower().replace("-", "_")
    return spelled if spelled[:1].isalpha() or spelled.startswith("_") else f"x{spelled}"
