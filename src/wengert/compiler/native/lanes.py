"""The kernel for lanes that stand side by side, and go through a program together.

Legend: n how many lanes there are in all; row, rank which of the inputs that vary, or are asked about, one is; held
the lanes whose guards did.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import numpy as np

from wengert.compiler.flat.blocks import CLASSES
from wengert.compiler.lowering.outline import Read
from wengert.compiler.lowering.rounds import at, fitted
from wengert.compiler.native.code import Code
from wengert.compiler.native.kernels import Kernel, Source, Wanted, module
from wengert.compiler.program.program import Affine
from wengert.compiler.spaces import INPUT

LANES = "lanes"


def lanes(of: Wanted, width: int, vectors: Mapping[str, str], per_lane: bool, pace: bool) -> Source:
    """The kernel for some lanes of a chunk, `width` of them side by side.

    `int lanes(const double *x, const double **lanes, const double *seeds, double *y, int *left, double *found, double
    *slopes, double *each, double *classes, double *v, double *w, double *g, long n, long begin, long end)`: as
    `Flat.run`, sums going to CLASSES classes for each input that is shared and wanted.  Returns whether a derivative
    by an input that varies is nan.  w and g have to be zeros, and are left so.

    Args:
        of: what it is of.
        width: how many lanes stand side by side: 1, 2, 4 or 8.
        vectors: names of vector functions by function.
        per_lane: whether derivatives by shared inputs are wanted for each lane.
        pace: whether each lane has seeds of its own.
    """
    code = Code(width, vectors, of.fast)
    kernel = _Lanes(of, code, per_lane, pace)
    kernel.write()
    names = ["x", "lanes", "seeds", "y", "left", "found", "slopes", "each", "classes", "v", "w", "g"]
    params = ", ".join([*(f"ptr noalias %{name}" for name in names), "i64 %n", "i64 %begin", "i64 %end"])
    return module(LANES, params, of, code, kernel.room)


class _Lanes(Kernel):
    def __init__(self, of: Wanted, code: Code, per_lane: bool, pace: bool) -> None:
        super().__init__(of, code)
        self.per_lane, self.pace = per_lane, pace
        varying, wanted = np.array(of.varying, dtype=bool), np.array(of.wanted, dtype=bool)
        self.rows = np.cumsum(varying) - varying  # of what varies: which of the lanes it is
        sloped, summed = varying & wanted, ~varying & wanted
        self.ranks = np.where(varying, np.cumsum(sloped) - sloped, np.cumsum(summed) - summed)
        self.varying, self.is_wanted = varying, wanted
        self.width = code.width
        self._rows: dict[Read, Affine | None] = {}  # of a read of what varies: the row; of what does not: None
        self._mixed: set[Read] = set()  # reads of some inputs that vary and of some that do not
        for site in self.places.sites:
            for read in site.reads:
                if read.operand.space == INPUT:
                    self._rows[read] = self._row(read, at(read.operand.place, site.scope.counters), site.scope.counters)
        for read in self.places.outputs:
            if read.operand.space == INPUT:
                self._rows[read] = self._row(read, np.array([read.low]), np.zeros((1, 0), np.int64))
        self._uses = np.zeros(of.program.inputs, dtype=np.int64)
        self._added: dict[Read, np.ndarray] = {}
        for read, user in self._input_reads():
            where = at(read.operand.place, user.scope.counters) if user else np.array([read.low])
            self._added[read] = where
            np.add.at(self._uses, where, 1)
        self._loaded: dict[int, str] = {}

    def _row(self, read: Read, places: np.ndarray, counters: np.ndarray) -> Affine | None:
        varies = self.varying[places]
        if not varies.any():
            return None
        row = fitted(self.rows[places], counters) if varies.all() else None
        if row is None:
            self._mixed.add(read)
        return row

    @property
    def room(self) -> int:
        """How many slots there are in all."""
        return self.places.slots + (self.of.program.inputs if self._mixed else 0)

    # --- what is read

    def input(self, read: Read) -> str:
        code, row = self.code, self._rows[read]
        if read in self._mixed:
            return code.load(code.at("%v", self.place(self._besides(read.operand.place), code.width)))
        if row is None:
            return code.spread(code.load(code.at("%x", self.place(read.operand.place)), "double"))
        if row.moves:
            return self._lane(self.place(row))
        if row.base not in self._loaded:
            self._loaded[row.base] = self._lane(str(row.base))
        return self._loaded[row.base]

    def _besides(self, place: Affine) -> Affine:
        """Where an input is in memory, behind the slots."""
        return Affine(place.base + self.places.slots, place.steps)

    def _put_side_by_side(self) -> None:
        """Inputs of which a loop reads some that vary and some that do not, into memory."""
        code = self.code
        beside = {i for read in self._mixed for i in range(read.low, read.high + 1)}
        for first, i, row in self._each(beside, self.rows):
            x = self._lane(row) if self.varying[first] else code.spread(code.load(code.at("%x", i), "double"))
            place = code.let(f"mul nsw i64 {code.let(f'add nsw i64 {i}, {self.places.slots}')}, {code.width}")
            code.store(x, code.at("%v", place))

    def seed(self, i: int) -> str:
        """The adjoint of an output; 0 in lanes that are none, so that their shares in a sum are 0 too."""
        code = self.code
        if self.pace:
            found = self._lanes_at(self._at_lane("%seeds", str(i)))
        else:
            found = code.spread(code.load(code.at("%seeds", str(i)), "double"))
        return found if code.width == 1 or self.places.guards else code.choose(self.mask, found, code.number(0.0))

    def _at_lane(self, memory: str, row: str, kind: str = "double") -> str:
        code = self.code
        begin = self.lane if row == "0" else code.let(f"add i64 {code.let(f'mul i64 {row}, %n')}, {self.lane}")
        return code.at(memory, begin, kind)

    def _lane(self, row: str) -> str:
        """An input's numbers in the lanes that are run now."""
        code = self.code
        begin = code.let(f"load ptr, ptr {code.at('%lanes', row, 'ptr')}, align 8, !invariant.load !0")
        return self._lanes_at(code.at(begin, self.lane))

    def _lanes_at(self, pointer: str) -> str:
        """Lanes from memory.  What is none of them gets a number at which few functions have no derivative."""
        code = self.code
        if code.width == 1:
            return code.load(pointer)
        name = f"llvm.masked.load.v{code.width}f64.p0"
        code.declare(name, code.type, f"ptr, i32, {code.truth}, {code.type}")
        return code.let(
            f"call {code.type} @{name}(ptr {pointer}, i32 8, {code.truth} {self.mask}, {code.type} {code.number(0.5)})"
        )

    def _put(self, x: str, pointer: str, kind: str = "f64") -> None:
        code = self.code
        scalar, align = ("double", 8) if kind == "f64" else (kind, 4)
        if code.width == 1:
            code.store(x, pointer, scalar)
            return
        name, of = f"llvm.masked.store.v{code.width}{kind}.p0", f"<{code.width} x {scalar}>"
        code.declare(name, "void", f"{of}, ptr, i32, {code.truth}")
        code.put(f"call void @{name}({of} {x}, ptr {pointer}, i32 {align}, {code.truth} {self.mask})")

    # --- all of it

    def write(self) -> None:
        code, width = self.code, self.code.width
        self._watch_out()
        some, none = code.fresh("some"), code.fresh("none")
        lanes = code.let("sub nsw i64 %end, %begin")
        code.put(f"br i1 {code.let(f'icmp sgt i64 {lanes}, 0')}, label %{some}, label %{none}")
        code.label(some)
        blocks = code.let(f"sdiv i64 {code.let(f'add nsw i64 {lanes}, {width - 1}')}, {width}")
        for row in sorted({place.base for place in self._rows.values() if place is not None and not place.moves}):
            self._loaded[row] = ""
        with code.loop(blocks) as block:
            first = code.let(f"mul nsw i64 {block}, {width}")
            self.lane = code.let(f"add nsw i64 %begin, {first}")
            self.place_in_class = "0" if width == CLASSES else code.let(f"and i64 {first}, {CLASSES - 1}")
            self.mask = self._mask()
            for row in self._loaded:
                self._loaded[row] = self._lane(str(row))
            self.held = self.mask
            self._put_side_by_side()
            self.forward()
            self._judge()
            for i, read in enumerate(self.places.results):
                self._put(self._or_nan(self.number(read)), self._at_lane("%y", str(i)))
            if self.of.back:
                self._seed()
                self.backward()
                self._flush()
        code.put(f"br label %{none}")
        code.label(none)
        odd = code.load(self._odd, code.truth)
        if width > 1:
            name = f"llvm.vector.reduce.or.v{width}i1"
            code.declare(name, "i1", code.truth)
            odd = code.let(f"call i1 @{name}({code.truth} {odd})")
        code.put(f"ret i32 {code.let(f'zext i1 {odd} to i32')}")

    def _mask(self) -> str:
        code, width = self.code, self.code.width
        if width == 1:
            return "true"
        kind = f"<{width} x i64>"
        spread = []
        for x in (self.lane, "%end"):
            one = code.let(f"insertelement {kind} poison, i64 {x}, i64 0")
            spread.append(code.let(f"shufflevector {kind} {one}, {kind} poison, <{width} x i32> zeroinitializer"))
        each = ", ".join(f"i64 {i}" for i in range(width))
        return code.let(f"icmp slt {kind} {code.let(f'add {kind} {spread[0]}, <{each}>')}, {spread[1]}")

    def _or_nan(self, x: str) -> str:
        if not self.places.guards:
            return x  # what is behind the end is not put anywhere
        return self.code.choose(self.held, x, self.code.number(float("nan")))

    def _judge(self) -> None:
        """Which lanes hold; of the others the guard at which they left."""
        code, width = self.code, self.code.width
        if not self.places.guards:
            return
        whole = "i32" if width == 1 else f"<{width} x i32>"

        def number(k: int) -> str:
            return str(k) if width == 1 else f"splat (i32 {k})"

        left, found = number(-1), code.number(0.0)
        for k, (read, expected) in enumerate(zip(self.places.guards, self.of.expected, strict=True)):
            x = self.number(read)
            unlike = code.let(f"fcmp une {code.type} {x}, {code.number(expected)}")
            leaves = code.let(f"and {code.truth} {unlike}, {self.held}")
            left = code.let(f"select {code.truth} {leaves}, {whole} {number(k)}, {whole} {left}")
            found = code.choose(leaves, x, found)
            stays = code.let(f"xor {code.truth} {leaves}, {'true' if width == 1 else 'splat (i1 true)'}")
            self.held = code.let(f"and {code.truth} {self.held}, {stays}")
        self._put(left, self._at_lane("%left", "0", "i32"), "i32")
        self._put(found, self._at_lane("%found", "0"))

    # --- derivatives that are nan

    def _watch_out(self) -> None:
        self._odd = self.code.variable(self.code.truth)
        self.code.store("false" if self.code.width == 1 else "zeroinitializer", self._odd, self.code.truth)

    def _is_odd(self, truth: str) -> None:
        code = self.code
        some = code.let(f"or {code.truth} {code.load(self._odd, code.truth)}, {truth}")
        code.store(some, self._odd, code.truth)

    # --- derivatives by the inputs

    def add_to_input(self, read: Read, share: str) -> None:
        where = self._added[read]
        once = not self.per_lane and (self._uses[where] == 1).all() and not self.varying[where].any()
        rank = None
        if once and self.is_wanted[where].all():
            place = read.operand.place
            steps = [int(s) for s in place.steps]
            low = read.low
            if (self.ranks[where] - where == self.ranks[low] - low).all():
                rank = Affine(place.base + int(self.ranks[low]) - low, tuple(steps))
        if rank is None:
            super().add_to_input(read, share)
        else:
            self._sum(self.place(rank), share)

    def _flush(self) -> None:
        """Let derivatives by the inputs of these lanes go where they belong."""
        code = self.code
        for place in sorted(self._slopes):
            if self.is_wanted[place]:
                self._hand_over(bool(self.varying[place]), str(self.ranks[place]), code.load(self._slope(place)))
        for first, i, rank in self._each(self._remembered, self.ranks):
            pointer = code.at("%g", code.let(f"mul nsw i64 {i}, {code.width}"))
            x = code.load(pointer)
            code.store(code.number(0.0), pointer)
            if self.is_wanted[first]:
                self._hand_over(bool(self.varying[first]), rank, x)
        idle = {int(i) for i in np.flatnonzero(self.is_wanted)} - self._slopes.keys() - self._remembered
        for first, _, rank in self._each({i for i in idle if self.varying[i] or self.per_lane}, self.ranks):
            memory = "%slopes" if self.varying[first] else "%each"
            self._put(self._or_nan(code.number(0.0)), self._at_lane(memory, rank))

    def _each(self, inputs: Iterable[int], numbers: np.ndarray) -> Iterator[tuple[int, str, str]]:
        """Write loops over inputs: for those that are alike one of them, the place of each, and a number of it."""
        code = self.code
        kinds = sorted({self._kind(i) for i in inputs})
        for kind in kinds:
            alike = np.array([i for i in sorted(inputs) if self._kind(i) == kind])
            first, count = int(alike[0]), len(alike)
            tables = [self._table(alike), self._table(numbers[alike])]
            with code.loop(str(count)) as j:
                i, number = (self._looked_up(table, j) for table in tables)
                yield first, i, number

    def _looked_up(self, table: str | int, j: str) -> str:
        code = self.code
        if isinstance(table, int):
            return code.affine(Affine(table, (1,)), [j])
        return code.load(code.at(table, j), "i64")

    def _table(self, numbers: np.ndarray) -> str | int:
        """A table of whole numbers; the first of them if they are in a row."""
        if (numbers - numbers[0] == np.arange(len(numbers))).all():
            return int(numbers[0])
        name = f"@{self.code.fresh('table')}"
        each = ", ".join(f"i64 {i}" for i in numbers)
        self.code.tables.append(f"{name} = internal constant [{len(numbers)} x i64] [{each}]")
        return name

    def _kind(self, i: int) -> tuple[bool, bool]:
        return bool(self.varying[i]), bool(self.is_wanted[i])

    def _hand_over(self, varies: bool, rank: str, x: str) -> None:
        code = self.code
        if varies or self.per_lane:
            whole = code.operate("fadd", x, code.number(0.0))  # an adjoint that is -0 is 0
            self._put(self._or_nan(whole), self._at_lane("%slopes" if varies else "%each", rank))
        if varies:
            self._is_odd(code.let(f"and {code.truth} {self.held}, {code.is_nan(x)}"))
        else:
            self._sum(rank, x)

    def _sum(self, rank: str, x: str) -> None:
        """Add the lanes of a derivative to its classes.  That one is nan shows in the sum."""
        code = self.code
        if self.places.guards:
            x = code.choose(self.held, x, code.number(0.0))
        place = code.let(f"mul nsw i64 {rank}, {CLASSES}")
        if self.place_in_class != "0":
            place = code.let(f"add nsw i64 {place}, {self.place_in_class}")
        self.add_at(code.at("%classes", place), x)
