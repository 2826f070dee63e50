"""Kernels: functions of machine code that run a program at one point, or in lanes side by side.

A kernel does not look at zeros: where an adjoint is 0 and a partial is inf or nan the product is nan, and a nan goes
on to whatever derivative needs it.  A kernel that found one says so, and what it did is done again by one that is
exact.

Legend: v numbers in memory, w adjoints, g derivatives by the inputs; n how many lanes there are in all.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from wengert.compiler.lowering.outline import Read, Site
from wengert.compiler.native.code import Code
from wengert.compiler.native.places import Places
from wengert.compiler.native.walk import Walk
from wengert.compiler.program.program import Program
from wengert.compiler.spaces import INPUT

POINT = "point"

_WIDE = '"prefer-vector-width"="512" "min-legal-vector-width"="512"'


class Source(NamedTuple):
    """A kernel as LLVM's text.

    Attributes:
        name: of the function.
        text: the module.
        called: functions that it calls: those of the table by their names in the text.
        slots: how many slots of memory it needs.
        passes: whether LLVM's passes are worth their time.
    """

    name: str
    text: str
    called: Mapping[str, str]
    slots: int
    passes: bool = True


class Wanted(NamedTuple):
    """What a kernel is of.

    Args:
        program: it.
        varying: for each input whether it has a number of its own in every lane.
        wanted: for each input whether its derivative is wanted.
        expected: what the last outputs, the guards, have to be.
        back: whether derivatives are wanted.
        exact: whether a zero contributes nothing to them.
        fast: whether products and sums may be contracted and taken in another order.
    """

    program: Program
    varying: Sequence[bool]
    wanted: Sequence[bool]
    expected: Sequence[float]
    back: bool
    exact: bool
    fast: bool = False


def point(of: Wanted) -> Source:
    """The kernel for one point.

    `int point(const double *x, const double *seeds, double *y, double *g, double *found, double *v, double *w)`: values
    to y and derivatives by all inputs to g.  Returns -1; -2 if a derivative is nan; else the first guard that does not
    hold, whose number is then in found.  w has to be zeros, and is left so.
    """
    code = Code(1, {}, of.fast)
    kernel = _Point(of, code)
    kernel.write()
    names = ", ".join(f"ptr noalias %{name}" for name in ("x", "seeds", "y", "g", "found", "v", "w"))
    return module(POINT, names, of, code, kernel.places.slots)


def module(name: str, params: str, of: Wanted, code: Code, slots: int) -> Source:
    """A module of one function."""
    lines = [f"define i32 @{name}({params}) #0 {{", "entry:", *code.entry, *code.lines, "}", *code.declared.values()]
    if "@constants" in "\n".join(code.lines):
        numbers = ", ".join(f"double {Code(1, {}, False).number(x)}" for x in of.program.constants)
        lines.insert(0, f"@constants = internal constant [{len(of.program.constants)} x double] [{numbers}]")
    lines[:0] = code.tables
    lines.append(attributes(code.width))
    return Source(name, "\n".join(lines) + "\n", code.called, slots)


def attributes(width: int) -> str:
    """The end of a module: what holds of its functions, #0, and of those of mathematics that they call, #1."""
    own = f"attributes #0 = {{ nounwind {_WIDE if width == 8 else ''} }}"
    return f"{own}\nattributes #1 = {{ nounwind willreturn memory(none) }}\n!0 = !{{}}\n"


class Kernel(Walk):
    """What both kernels have in common."""

    def __init__(self, of: Wanted, code: Code) -> None:
        places = Places(of.program, of.wanted, len(of.expected), of.back)
        super().__init__(places, of.program.constants, code, of.exact)
        self.of = of
        self._remembered: set[int] = set()  # inputs whose derivatives are in memory
        self._slopes: dict[int, str] = {}  # variables of inputs that are read at fixed places
        reads = [(site.reads[i], site) for site in places.active for i in places.flows(site)]
        self._inputs = [(read, user) for read, user in reads if read.operand.space == INPUT]
        moved = {
            i for read, _ in self._inputs if read.operand.place.moves for i in range(read.low, read.high + 1)
        }
        self._fixed = {
            read.low for read, _ in self._input_reads() if not read.operand.place.moves and read.low not in moved
        }

    def _input_reads(self) -> list[tuple[Read, Site | None]]:
        outputs = [read for read in self.places.results if read.operand.space == INPUT] if self.of.back else []
        return [*self._inputs, *((read, None) for read in outputs)]

    def add_to_input(self, read: Read, share: str) -> None:
        """Add to an input's adjoint: a variable if it is always at this place, else memory."""
        place = read.operand.place
        if not place.moves and place.base in self._fixed:
            self.add_at(self._slope(place.base), share)
        else:
            self._remembered.update(range(read.low, read.high + 1))
            self.add_at(self.code.at("%g", self.place(place, self.code.width)), share)

    def _slope(self, i: int) -> str:
        if i not in self._slopes:
            self._slopes[i] = self.code.variable(self.code.type)
        return self._slopes[i]

    def _seed(self) -> None:
        """Begin the way back."""
        code = self.code
        self.begin_adjoints()
        for i in sorted(self._fixed):
            code.store(code.number(0.0), self._slope(i))
        for i, read in enumerate(self.places.results):
            if read.operand.space == INPUT or any(site in self.places.taken for site in read.sites):
                self.add(read, self.seed(i))

    @abstractmethod
    def seed(self, i: int) -> str:
        """The adjoint of an output."""


class _Point(Kernel):
    def input(self, read: Read) -> str:
        return self.code.load(self.code.at("%x", self.place(read.operand.place)))

    def seed(self, i: int) -> str:
        return self.code.load(self.code.at("%seeds", str(i)))

    def write(self) -> None:
        code = self.code
        self.forward()
        for k, (read, expected) in enumerate(zip(self.places.guards, self.of.expected, strict=True)):
            code.leave_unless(self.number(read), expected, k)
        for i, read in enumerate(self.places.results):
            code.store(self.number(read), code.at("%y", str(i)))
        if not self.of.back:
            code.put("ret i32 -1")
            return
        count = self.of.program.inputs
        if count:
            with code.loop(str(count)) as each:
                code.store(code.number(0.0), code.at("%g", each))
        self._seed()
        self.backward()
        for i in sorted(self._fixed):
            code.store(code.operate("fadd", code.load(self._slope(i)), code.number(0.0)), code.at("%g", str(i)))
        code.report_odd(count)
