"""LLVM's text of one function: instructions on numbers, or on as many of them as stand side by side.

A row's atoms become instructions, intrinsics, or calls of functions that have a name; which, says `INSTRUCTIONS`.

Legend: T the type of a number, `double` or `<8 x double>`; width how many lanes stand side by side.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Callable, Mapping, Sequence

from wengert.compiler.lowering.rules import Recipe
from wengert.compiler.program.program import Affine
from wengert.core.row import Row
from wengert.core.symbol import Expression, Symbol

#: What atoms are in LLVM, by how they are printed; all others are functions of C or of `core/real.py`.
INSTRUCTIONS = {
    "{0} + {1}": "fadd",
    "{0} - {1}": "fsub",
    "{0} * {1}": "fmul",
    "div({0}, {1})": "fdiv",
    "-{0}": "fneg",
    "{0} < {1}": "fcmp olt",
    "{0} <= {1}": "fcmp ole",
    "{0} > {1}": "fcmp ogt",
    "{0} >= {1}": "fcmp oge",
    "{0} == {1}": "fcmp oeq",
    "{0} != {1}": "fcmp une",
    "sqrt({0})": "@llvm.sqrt",
    "fabs({0})": "@llvm.fabs",
    "floor({0})": "@llvm.floor",
    "ceil({0})": "@llvm.ceil",
    "rint({0})": "@llvm.rint",
}
_SCALE, _POWER = "scale({0}, {1})", "pow({0}, {1})"
_FAST = " reassoc contract"


class Code:
    """Lines of a function's body.

    Args:
        width: how many lanes stand side by side.
        vectors: names of vector functions by function: `{"exp": "_ZGVeN8v_exp"}`.
        fast: whether products and sums may be contracted and taken in another order.

    Attributes:
        lines: what is written.
        entry: lines at the function's beginning: room for variables.
        declared: declarations of what is called.
        called: functions of the table that are called, by their names here.
        tables: constants that stand outside of the function.
        block: the block that is being written.
    """

    def __init__(self, width: int, vectors: Mapping[str, str], fast: bool) -> None:
        self.width = width
        self.type = "double" if width == 1 else f"<{width} x double>"
        self.truth = "i1" if width == 1 else f"<{width} x i1>"
        self.flags = _FAST if fast else ""
        self.vectors = vectors
        self.lines: list[str] = []
        self.entry: list[str] = []
        self.declared: dict[str, str] = {}
        self.called: dict[str, str] = {}
        self.tables: list[str] = []
        self.block = "entry"
        self._count = 0
        self._easy: dict[str, Callable[[str], str]] = {  # what `core/real.py` does at some exponents
            self.number(2.0): lambda x: self.operate("fmul", x, x),
            self.number(1.0): lambda x: x,
            self.number(-1.0): lambda x: self.operate("fdiv", self.number(1.0), x),
        }
        self._truths: dict[str, str] = {}  # of a number that is 0 or 1: its truth value

    # --- lines

    def fresh(self, letter: str = "r") -> str:
        """A name that nothing has."""
        self._count += 1
        return f"{letter}{self._count}"

    def put(self, line: str) -> None:
        """A line without a result."""
        self.lines.append(f"  {line}")

    def let(self, text: str) -> str:
        """The name of an instruction's result."""
        name = f"%{self.fresh()}"
        self.lines.append(f"  {name} = {text}")
        return name

    def label(self, name: str) -> None:
        """A new block."""
        self.lines.append(f"{name}:")
        self.block = name

    def variable(self, kind: str, align: int = 0) -> str:
        """Room for a number that changes; LLVM keeps it in a register."""
        name = f"%{self.fresh('m')}"
        self.entry.append(f"  {name} = alloca {kind}" + (f", align {align}" if align else ""))
        return name

    def declare(self, name: str, result: str, args: str) -> None:
        """Say of what type a function is."""
        self.declared[name] = f"declare {result} @{name}({args})"

    # --- numbers

    def number(self, x: float) -> str:
        """A constant, in all lanes."""
        bits = f"0x{struct.unpack('<Q', struct.pack('<d', x))[0]:016X}"
        return bits if self.width == 1 else f"splat (double {bits})"

    def operate(self, name: str, x: str, y: str) -> str:
        """An operation on two numbers: `fadd`."""
        return self.let(f"{name}{self.flags} {self.type} {x}, {y}")

    def choose(self, truth: str, x: str, y: str) -> str:
        """One number or the other, in each lane."""
        return self.let(f"select {self.truth} {truth}, {self.type} {x}, {self.type} {y}")

    def spread(self, x: str) -> str:
        """A single number in all lanes."""
        if self.width == 1:
            return x
        first = self.let(f"insertelement {self.type} poison, double {x}, i64 0")
        zeros = f"<{self.width} x i32> zeroinitializer"
        return self.let(f"shufflevector {self.type} {first}, {self.type} poison, {zeros}")

    def load(self, pointer: str, kind: str | None = None) -> str:
        """A number from memory."""
        return self.let(f"load {kind or self.type}, ptr {pointer}, align 8")

    def store(self, x: str, pointer: str, kind: str | None = None) -> None:
        """A number into memory."""
        self.put(f"store {kind or self.type} {x}, ptr {pointer}, align 8")

    def at(self, pointer: str, index: str, kind: str = "double") -> str:
        """Where a place in memory is."""
        return self.let(f"getelementptr inbounds {kind}, ptr {pointer}, i64 {index}")

    def is_nan(self, x: str) -> str:
        """Whether a number is nan, in each lane."""
        return self.let(f"fcmp uno {self.type} {x}, {self.number(0.0)}")

    # --- whole numbers and loops

    def affine(self, place: Affine, counters: Sequence[str], times: int = 1) -> str:
        """An affine number, some times."""
        total = str(place.base * times)
        for counter, step in zip(counters, place.steps, strict=True):
            if step:
                term = counter if step * times == 1 else self.let(f"mul nsw i64 {counter}, {step * times}")
                total = term if total == "0" else self.let(f"add nsw i64 {term}, {total}")
        return total

    def loop(self, rounds: str) -> Loop:
        """Begin a loop that is gone through at least once."""
        return Loop(self, rounds)

    # --- rows

    def spell(self, recipe: Recipe, known: Mapping[Expression, str]) -> list[str]:
        """Expressions of a row's rule, its arguments being known."""
        names = dict(known)

        def name(expression: Expression) -> str:
            return names[expression] if isinstance(expression, Symbol) else self.number(float(expression))

        for symbol in recipe.order:
            assert symbol.row is not None  # arguments are known
            args = [name(arg) for arg in symbol.args]
            if symbol.row.print_as == _SCALE and symbol not in recipe.exact and any(map(_is_plain, symbol.args)):
                names[symbol] = self.operate("fmul", *args)
            else:
                names[symbol] = self.atom(symbol.row, args)
        return [name(expression) for expression in recipe.wanted]

    def atom(self, row: Row, args: Sequence[str]) -> str:
        """A row with code of its own, at some arguments."""
        found = INSTRUCTIONS.get(row.print_as, "")
        if row.conditional:
            return self.choose(self.is_true(args[0]), *args[1:])
        if row.boolean:
            truth = self.let(f"{found} {self.type} {args[0]}, {args[1]}")
            number = self.choose(truth, self.number(1.0), self.number(0.0))
            self._truths[number] = truth
            return number
        if row.print_as == _SCALE:
            return self.scaled(*args)
        if found.startswith("@"):
            return self._intrinsic(found[1:], args)
        if row.print_as == _POWER and args[1] in self._easy:
            return self._easy[args[1]](args[0])
        if found:
            return self.let(f"{found}{self.flags} {self.type} {', '.join(args)}")
        return self._call(row.print_as.split("(")[0], args)

    def is_true(self, x: str) -> str:
        """Whether a number is not 0, in each lane."""
        if x not in self._truths:
            self._truths[x] = self.let(f"fcmp une {self.type} {x}, {self.number(0.0)}")
        return self._truths[x]

    def scaled(self, a: str, p: str) -> str:
        """An adjoint times a partial: a zero contributes nothing."""
        zero = self.number(0.0)
        either = self.let(
            f"or {self.truth} {self.let(f'fcmp oeq {self.type} {a}, {zero}')}, "
            f"{self.let(f'fcmp oeq {self.type} {p}, {zero}')}"
        )
        return self.choose(either, zero, self.operate("fmul", a, p))

    def share(self, adjoint: str, partial: str, exact: bool) -> str:
        """What an operation adds to the adjoint of an operand."""
        if partial == self.number(1.0):
            return adjoint
        if partial == self.number(-1.0):
            return self.let(f"fneg {self.type} {adjoint}")
        return self.scaled(adjoint, partial) if exact else self.operate("fmul", adjoint, partial)

    # --- ways out of a kernel for one point

    def leave_unless(self, x: str, expected: float, guard: int) -> None:
        """Return the number of a guard, unless it is what it has to be."""
        unlike, out, on = self.fresh("unlike"), self.fresh("out"), self.fresh("on")
        self.lines.append(f"  %{unlike} = fcmp une double {x}, {self.number(expected)}")
        self.put(f"br i1 %{unlike}, label %{out}, label %{on}")
        self.label(out)
        self.store(x, "%found")
        self.put(f"ret i32 {guard}")
        self.label(on)

    def report_odd(self, count: int) -> None:
        """Return whether a derivative is nan."""
        odd = self.variable("i1")
        self.store("false", odd, "i1")
        if count:
            with self.loop(str(count)) as each:
                found = self.is_nan(self.load(self.at("%g", each)))
                self.store(self.let(f"or i1 {self.load(odd, 'i1')}, {found}"), odd, "i1")
        some = self.load(odd, "i1")
        self.put(f"ret i32 {self.let(f'select i1 {some}, i32 -2, i32 -1')}")

    def _intrinsic(self, name: str, args: Sequence[str]) -> str:
        name = f"{name}.{'f64' if self.width == 1 else f'v{self.width}f64'}"
        self.declare(name, self.type, ", ".join([self.type] * len(args)))
        return self.let(f"call{self.flags} {self.type} @{name}({self._typed(args)})")

    def _call(self, name: str, args: Sequence[str]) -> str:
        if self.width > 1 and name in self.vectors:
            vector = self.vectors[name]
            self.declare(vector, self.type, ", ".join([self.type] * len(args)))
            self.called[vector] = vector
            return self.let(f"call {self.type} @{vector}({self._typed(args)}) #1")
        function = f"wengert.{name}"
        self.called[function] = name
        self.declare(function, "double", ", ".join(["double"] * len(args)))
        if self.width == 1:
            return self.let(f"call double @{function}({self._typed(args)}) #1")
        result = "poison"
        for lane in range(self.width):
            each = [f"double {self.let(f'extractelement {self.type} {arg}, i64 {lane}')}" for arg in args]
            one = self.let(f"call double @{function}({', '.join(each)}) #1")
            result = self.let(f"insertelement {self.type} {result}, double {one}, i64 {lane}")
        return result

    def _typed(self, args: Sequence[str]) -> str:
        return ", ".join(f"{self.type} {arg}" for arg in args)


def _is_plain(x: Expression) -> bool:
    """Whether a product with it is 0 only if the other factor is, and nan only if that is."""
    return not isinstance(x, Symbol) and math.isfinite(x) and x != 0.0


class Loop:
    """A loop that is being written: `with code.loop("8") as i: …`, i from 0 on."""

    def __init__(self, code: Code, rounds: str) -> None:
        self.code, self.rounds = code, rounds
        self.name = code.fresh("loop")

    def __enter__(self) -> str:
        code, name = self.code, self.name
        before = code.block
        code.put(f"br label %{name}")
        code.label(name)
        code.lines.append(f"  %{name}.i = phi i64 [ 0, %{before} ], [ %{name}.next, %{name}.latch ]")
        return f"%{name}.i"

    def __exit__(self, *_: object) -> None:
        code, name = self.code, self.name
        code.put(f"br label %{name}.latch")
        code.label(f"{name}.latch")
        code.lines.append(f"  %{name}.next = add nuw nsw i64 %{name}.i, 1")
        code.lines.append(f"  %{name}.more = icmp slt i64 %{name}.next, {self.rounds}")
        code.put(f"br i1 %{name}.more, label %{name}, label %{name}.end")
        code.label(f"{name}.end")
