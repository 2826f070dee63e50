"""The kernel of a long program without loops: in parts, each a function of its own.

LLVM's time for a function grows faster than the function; so there are many, and between them numbers and adjoints
are in memory.  Within a part they have names, and every adjoint is summed in the order of all other tiers: the last
user first.  The first part that adds to an adjoint of memory sets it, so that none has to be 0 before.

Legend: i an operation, k one of its operands; v memory of numbers, w of adjoints, g derivatives by the inputs.
"""

from __future__ import annotations

from array import array

from wengert.compiler.lowering.rules import rule
from wengert.compiler.native.code import Code
from wengert.compiler.native.kernels import POINT, Source, Wanted, attributes
from wengert.compiler.native.places import MOST_STRAIGHT, Unfit
from wengert.compiler.program.program import Operand, Program, Straight
from wengert.compiler.spaces import CONST, INPUT, RESULT
from wengert.core.row import TABLE, Row
from wengert.core.symbol import Expression

PART = 250  # operations
MOST = 200_000  # of each LLVM takes some kB of memory
_POINTERS = ("x", "v", "w", "g")
_PARAMS = ", ".join(f"ptr noalias %{name}" for name in _POINTERS)
_ARGS = ", ".join(f"ptr %{name}" for name in _POINTERS)


def is_long(program: Program) -> bool:
    """Whether a program has too many operations outside of loops for one function."""
    straight = sum(item.end - item.begin for item in program.body if isinstance(item, Straight))
    return straight > MOST_STRAIGHT


def long_point(of: Wanted) -> Source:
    """The kernel for one point, as `kernels.point` makes it, of a program that is straight.

    Raises:
        Unfit: it has a `wg.loop`, or is too long even so.

    Cost: some 30 µs for an operation, half of it LLVM's.
    """
    return _Long(of).source()


class _Long:
    def __init__(self, of: Wanted) -> None:
        (item,) = of.program.body
        if not isinstance(item, Straight):
            raise Unfit("it is long, and has a wg.loop besides")
        if item.end > MOST:
            raise Unfit(f"it has more than {MOST} operations outside of loops")
        self.of = of
        self.all = item
        self.count = item.end
        self.results = of.program.outputs[: len(of.program.outputs) - len(of.expected)]
        self.guards = of.program.outputs[len(self.results) :]
        self.functions: list[str] = []
        self.declared: dict[str, str] = {}
        self.called: dict[str, str] = {}
        self.begins = range(0, self.count, PART)

    def source(self) -> Source:
        """The module."""
        main = self._code()
        for part, begin in enumerate(self.begins):
            self._add(f"f{part}", self._forward(begin, min(begin + PART, self.count)))
            main.put(f"call void @f{part}({_ARGS})")
        self._judge(main)
        for i, output in enumerate(self.results):
            main.store(self._output(main, output), main.at("%y", str(i)))
        if self.of.back:
            self._back(main)
        else:
            main.put("ret i32 -1")
        names = ", ".join(f"ptr noalias %{name}" for name in ("x", "seeds", "y", "g", "found", "v", "w"))
        lines = [*self.functions, f"define i32 @{POINT}({names}) #0 {{", "entry:", *main.entry, *main.lines, "}"]
        self.declared |= main.declared
        text = "\n".join([*lines, *self.declared.values(), attributes(1)])
        return Source(POINT, text, self.called, self.count, passes=False)

    def _code(self) -> Code:
        return Code(1, {}, self.of.fast)

    def _add(self, name: str, code: Code) -> None:
        head = f"define internal void @{name}({_PARAMS}) #0 {{"
        self.functions.append("\n".join([head, "entry:", *code.lines, "  ret void", "}"]))
        self.declared |= code.declared
        self.called |= code.called

    # --- forwards

    def _forward(self, begin: int, end: int) -> Code:
        reader = _Reader(self, self._code())
        for i in range(begin, end):
            reader.compute(i)
            reader.code.store(reader.names[i], reader.code.at("%v", str(i)))
        return reader.code

    def _output(self, code: Code, output: Operand) -> str:
        space, place, _ = output
        if space == CONST:
            return code.number(self.of.program.constants[place.base])
        return code.load(code.at("%x" if space == INPUT else "%v", str(place.base)))

    def _judge(self, code: Code) -> None:
        for k, (guard, expected) in enumerate(zip(self.guards, self.of.expected, strict=True)):
            code.leave_unless(self._output(code, guard), expected, k)

    # --- back

    def _back(self, main: Code) -> None:
        """What sets adjoints off, the parts from the last to the first, and what is behind them."""
        inputs = self.of.program.inputs
        if inputs:
            with main.loop(str(inputs)) as each:
                main.store(main.number(0.0), main.at("%g", each))
        self.varies = self._varying()
        self.given = bytearray(self.count)  # operations whose adjoint is in memory
        for i, (space, place, _) in enumerate(self.results):
            seed = main.load(main.at("%seeds", str(i)))
            at = place.base
            if space == INPUT and self.of.wanted[at]:
                pointer = main.at("%g", str(at))
                main.store(main.operate("fadd", main.load(pointer), seed), pointer)
            elif space == RESULT and self.varies[at]:
                pointer = main.at("%w", str(at))
                if self.given[at]:
                    seed = main.operate("fadd", main.load(pointer), seed)
                main.store(seed, pointer)
                self.given[at] = 1
        for part in reversed(range(len(self.begins))):
            begin = self.begins[part]
            self._add(f"b{part}", self._backward(begin, min(begin + PART, self.count)))
            main.put(f"call void @b{part}({_ARGS})")
        main.report_odd(inputs)

    def _varying(self) -> bytearray:
        """For each operation whether it changes with an input by which a derivative is wanted."""
        straight, wanted = self.all, self.of.wanted
        varies = bytearray(self.count)
        for i in range(self.count):
            first = straight.starts[i]
            for k in rule(_row(straight.codes, i), straight.starts[i + 1] - first).moving:
                space, place = straight.spaces[first + k], straight.places[first + k]
                if (space == RESULT and varies[place]) or (space == INPUT and wanted[place]):
                    varies[i] = 1
                    break
        return varies

    def _backward(self, begin: int, end: int) -> Code:
        reader = _Reader(self, self._code())
        code, straight = reader.code, self.all
        adjoints: dict[tuple[int, int], str] = {}
        for i in reversed(range(begin, end)):
            adjoint = adjoints.pop((RESULT, i), None)
            if adjoint is None:
                if not self.given[i]:
                    continue
                adjoint = code.load(code.at("%w", str(i)))
            first = straight.starts[i]
            known = rule(_row(straight.codes, i), straight.starts[i + 1] - first)
            flows = tuple(k for k in known.moving if self._takes(first + k))
            recipe = known.partials(flows)
            args: dict[Expression, str] = {known.args[k]: reader.number(first + k) for k, _ in recipe.reads}
            if recipe.reads_out:
                args[known.out] = reader.result(i)
            for k, partial in zip(flows, code.spell(recipe, args), strict=True):
                key = straight.spaces[first + k], straight.places[first + k]
                share = code.share(adjoint, partial, self.of.exact)
                before = adjoints.get(key)
                if before is None:
                    before = self._before(code, key)
                adjoints[key] = share if before is None else code.operate("fadd", before, share)
        for (space, place), adjoint in adjoints.items():
            code.store(adjoint, code.at("%w" if space == RESULT else "%g", str(place)))
            if space == RESULT:
                self.given[place] = 1
        return code

    def _takes(self, k: int) -> bool:
        place = self.all.places[k]
        space = self.all.spaces[k]
        return bool(self.varies[place]) if space == RESULT else space == INPUT and bool(self.of.wanted[place])

    def _before(self, code: Code, key: tuple[int, int]) -> str | None:
        """What later parts added to an adjoint."""
        space, place = key
        if space == INPUT:
            return code.load(code.at("%g", str(place)))
        return code.load(code.at("%w", str(place))) if self.given[place] else None


class _Reader:
    """Numbers in one part: by name if they were read before, else from memory."""

    def __init__(self, long: _Long, code: Code) -> None:
        self.all, self.constants, self.code = long.all, long.of.program.constants, code
        self.names: dict[int, str] = {}
        self._inputs: dict[int, str] = {}

    def number(self, k: int) -> str:
        """An operand."""
        space, place = self.all.spaces[k], self.all.places[k]
        if space == CONST:
            return self.code.number(self.constants[self.all.ranks[place]])
        if space == RESULT:
            return self.result(place)
        if place not in self._inputs:
            self._inputs[place] = self.code.load(self.code.at("%x", str(place)))
        return self._inputs[place]

    def result(self, i: int) -> str:
        """The result of an operation."""
        if i not in self.names:
            self.names[i] = self.code.load(self.code.at("%v", str(i)))
        return self.names[i]

    def compute(self, i: int) -> None:
        """Write an operation."""
        first = self.all.starts[i]
        known = rule(_row(self.all.codes, i), self.all.starts[i + 1] - first)
        args: dict[Expression, str] = {known.args[k]: self.number(first + k) for k, _ in known.value.reads}
        (self.names[i],) = self.code.spell(known.value, args)


def _row(codes: array[int], i: int) -> Row:
    row = TABLE[codes[i]]
    assert row is not None  # no operation has the code of a leaf
    return row
