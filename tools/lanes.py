"""The source of compiler/flat/lanes.py: every row's value and partials as instructions of the flat tier."""

from __future__ import annotations

import re
from typing import NamedTuple

from wengert.core import printer
from wengert.core.printer import Kernel
from wengert.core.row import LINEAR, Row

FIRST = 3  # the numbers below are no rows: HEAD, END and LINEAR

HEAD = '''# cython: boundscheck=False, wraparound=False, initializedcheck=False
"""The flat tier's loops over instructions: forwards and backwards, for one point and for lanes side by side.

{mark}

An instruction is a number of 16 bits: `operation << 8 | count << 6 | fresh << 3 | asked`.  Its result gets the slot
after that of the result before; what it reads is the next in `at`: the slots of its operands, `count` of them.  Of each
of three operands a bit of `asked` says that the adjoint is wanted, and one of `fresh` that its lanes get
here their first share of it in a sweep.

Three operations are no rows.  HEAD and END are around the body of a loop and read its number.  LINEAR joins operands
and the partials by them; it reads how many slots follow, these, and how many there were.

A loop has six numbers in `loops`: its rounds; where in `code` its body begins, and its END is; where in `at` its body
begins and ends; and how far a place there is from that of its step in `steps`.  `at` has the slots of the round that
is running; after the loop, those of the first round again.  `left` has how many rounds are to come.

Legend: v values, w adjoints; o the result's slot, x, y, z its operands'; a, p an adjoint and a partial; k, m places in
code and at; j a loop; n how many lanes are run, a multiple of 8, of the `width` that each slot has.
"""

from __future__ import annotations

from typing import Any

try:
    import cython
except ImportError:
    from wengert.core import _cython as cython  # type: ignore[no-redef]

if not cython.compiled:
    from math import inf, nan

    from wengert.core.real import (
{names}
    )

    def lane(numbers: Any, s: int) -> Any:
        """What begins at a place."""
        return numbers[s:]


HEAD, END, LINEAR = 0, 1 << 8, 2 << 8

#: Instructions by a row's code and how many operands there are.  Nothing is asked yet; fresh is all but operands
#: whose partial is 0 everywhere, which are never asked about.
INSTRUCTIONS: dict[tuple[int, int], int] = {{
{instructions}}}

Ints = Any  # arrays, or views of them
Floats = Any

# How lanes of an adjoint get their share: as the first; added; added, a zero contributing nothing.
_SET, _ADD, _EXACT = 0, 1, 2


def scaled(a: float, p: float) -> float:
    """An adjoint times a partial: a zero contributes nothing."""
    return 0.0 if a == 0.0 or p == 0.0 else a * p


def move(at: Ints, loops: Ints, steps: Ints, j: int, rounds: int) -> None:
    """Let the body of a loop read what it reads some rounds later."""
    for m in range(loops[6 * j + 3], loops[6 * j + 4]):
        at[m] += rounds * steps[m - loops[6 * j + 5]]


def copy_lanes(o: Floats, x: Floats, n: int) -> None:
    """What a row does whose value is its operand."""
    for i in range(n & -8):
        o[i] = x[i]


def share_lanes(w: Floats, a: Floats, p: float, how: int, n: int) -> None:
    """What a row does whose partial is a number."""
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * p + 0.0
    else:
        for i in range(n & -8):
            w[i] += a[i] * p


def join_lanes(w: Floats, a: Floats, p: Floats, n: int) -> None:
    """What LINEAR does."""
    for i in range(n & -8):
        w[i] += scaled(a[i], p[i])
'''

VALUE = '''

def {name}({params}) -> float:
{body}'''

FORWARD_LANES = '''

def {name}_lanes(o: Floats, {params}, n: int) -> None:
    for i in range(n & -8):
        o[i] = {name}({values})
'''

# + 0.0: an adjoint begins as +0, and -0 added to it leaves it so
BACKWARD_LANES = '''

def {name}_lanes(w: Floats, a: Floats, {params}, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * {name}({values}) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * {name}({values})
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], {name}({values}))
'''

WALK = '''

def {name}(
    code: Ints, at: Ints, loops: Ints, steps: Ints, left: Ints, {params}, o: int{more}
) -> None:
    """{doc}"""
    k = m = 0
    while k < len(code):
        op = code[k] >> 8
        if op < 2:
            j = at[m]
            k += 1
            m += 1
            if op == 1:
                left[j] -= 1
                if left[j]:
                    move(at, loops, steps, j, 1)
                    k = loops[6 * j + 1]
                    m = loops[6 * j + 3]
                else:
                    left[j] = loops[6 * j]
                    move(at, loops, steps, j, 1 - left[j])
            continue
{operate}        m += code[k] >> 6 & 3
        k += 1
        o += {step}
'''

WALK_BACK = '''

def {name}(
    code: Ints, at: Ints, loops: Ints, steps: Ints, left: Ints, {params}, o: int{more}
) -> None:
    """{doc}"""
    k = len(code)
    m = len(at) - 2
    while k > 0:
        k -= 1
        op = code[k] >> 8
        if op < 2:
            m -= 1
            j = at[m]
            if op == 1:
                move(at, loops, steps, j, left[j] - 1)
            else:
                left[j] -= 1
                if left[j]:
                    move(at, loops, steps, j, -1)
                    k = loops[6 * j + 2]
                    m = loops[6 * j + 4]
                else:
                    left[j] = loops[6 * j]
            continue
        o -= {step}
        m -= code[k] >> 6 & 3
        asked = code[k] & 7
        if op == 2:
            m -= at[m - 1] + 2
{operate}'''

ASK = """        asked = 0
        for i in range(code[k] >> 6 & 3):
            if active[at[m + i]]:
                asked |= code[k] >> 3 & 1 << i
        if op == 2:
            for i in range(m + 2, m + 1 + at[m], 2):
                if active[at[i]]:
                    asked = 1
            m += at[m] + 2
        code[k] |= asked
        active[o] = asked != 0
"""

CLAIM = """        for i in range(code[k] >> 6 & 3):
            x = at[m + i]
            if not asked >> i & 1:
                continue
            if seen[x]:
                code[k] &= ~(8 << i)
            elif code[k] & 8 << i:
                seen[x] = 1
            else:
                seen[x] = 2
        if op == 2 and asked:
            for i in range(m + 2, m + 1 + at[m], 2):
                if not seen[at[i]]:
                    seen[at[i]] = 2
"""

FORWARD_POINT = """        x = at[m]
        y = at[m + 1]
        if op == 2:
            v[o] = v[y]
            m += at[m] + 2
"""

FORWARD = """        x = at[m] * width
        y = at[m + 1] * width
        if op == 2:
            copy_lanes(lane(v, o), lane(v, y), n)
            m += at[m] + 2
"""

BACKWARD_POINT = """        a = w[o]
        if a == 0.0:
            continue
        w[o] = 0.0
        x = at[m]
        y = at[m + 1]
        if op == 2:
            for i in range(m + 2, m + 1 + at[m], 2):
                w[at[i]] += scaled(a, v[at[i + 1]])
"""

BACKWARD = """        if asked == 0:
            continue
        fresh = 0 if exact else code[k] >> 3
        add = _EXACT if exact else _ADD
        x = at[m] * width
        y = at[m + 1] * width
        if op == 2:
            for i in range(m + 2, m + 1 + at[m], 2):
                join_lanes(lane(w, at[i] * width), lane(w, o), lane(v, at[i + 1] * width), n)
"""


class Operation(NamedTuple):
    """A row at some number of operands."""

    number: int
    row: Row
    name: str
    value: Kernel
    partials: list[Kernel]

    @property
    def args(self) -> list[str]:
        """The names of the row's arguments."""
        return self.value.args

    @property
    def functions(self) -> list[tuple[str, Kernel]]:
        """Value and partials, each with a name; but for partials that are the same number everywhere."""
        named = zip(self.args, self.partials, strict=True)
        partials = [(f"{self.name}_by_{arg}", partial) for arg, partial in named if number_of(partial) is None]
        return [(f"{self.name}_value", self.value), *partials]

    def lanes(self, kernel: Kernel) -> list[str]:
        """What the arguments are called of which a kernel reads the lanes."""
        letters = dict(zip(self.args, "xyz", strict=False))
        return [letters.get(arg, "out") for arg in used(kernel)]

    @property
    def asked(self) -> int:
        """A bit for each operand whose partial is not 0 everywhere."""
        return sum(1 << i for i, partial in enumerate(self.partials) if number_of(partial) != 0.0)


def number_of(partial: Kernel) -> float | None:
    """The number that a partial is everywhere; None if it changes."""
    return None if used(partial) else float(partial.body[-1].removeprefix("return "))


def used(kernel: Kernel) -> list[str]:
    """The arguments that the body of a kernel names."""
    words = set(re.findall(r"\w+", "\n".join(kernel.body)))
    return [arg for arg in kernel.args if arg in words]


def operations(kernels: dict[int, list[tuple[Row, str, Kernel]]]) -> list[Operation]:
    """All, in the order of the table."""
    found = [(row.code, count, row) for count, family in kernels.items() for row, _, _ in family if row is not LINEAR]
    made = []
    for number, (_, count, row) in enumerate(sorted(found, key=lambda operation: operation[:2]), FIRST):
        name = f"{row.name}_{count}" if row.variadic else row.name
        partials = [printer.partial(row, count, i) for i in range(count)]
        made.append(Operation(number, row, name, printer.value(row, count), partials))
    if made[-1].number > 255:
        raise ValueError(f"an instruction has room for 255 operations, got {made[-1].number}")
    return made


def lanes_py(made: list[Operation], names: list[str], mark: str) -> str:
    """The source of lanes.py: of operations that are written in the atoms of some names."""
    instructions = ""
    for op in made:
        count = len(op.args)
        instructions += f"    {op.row.code, count}: {op.number} << 8 | {count} << 6 | {op.asked} << 3,\n"
    parts = [HEAD.format(mark=mark, names="\n".join(f"        {name}," for name in names), instructions=instructions)]
    for operation in made:
        for name, kernel in operation.functions:
            args = used(kernel)
            body = "".join(f"    {line}\n" for line in kernel.body)
            parts.append(VALUE.format(name=name, params=", ".join(f"{arg}: float" for arg in args), body=body))
            template = FORWARD_LANES if kernel is operation.value else BACKWARD_LANES
            lanes = operation.lanes(kernel)
            params = ", ".join(f"{arg}: Floats" for arg in lanes)
            parts.append(template.format(name=name, params=params, values=", ".join(f"{arg}[i]" for arg in lanes)))
    of_lanes = ", width: int, n: int"
    walks = (
        (WALK, "ask", "active: Ints", "", "1", "Find out whose adjoints are asked for: of what is active.", ASK),
        (WALK_BACK, "claim", "seen: Ints", "", "1",
         "Find out what is fresh.  What has to be 0 before a sweep becomes 2 in `seen`.  To be done twice.", CLAIM),
        (WALK, "forward", "v: Floats", "", "1", "The values of all results, the first of which has the slot o.",
         FORWARD_POINT + "".join(map(_forward_point, made))),
        (WALK_BACK, "backward", "v: Floats, w: Floats", "", "1",
         "The adjoints of all operands, the last result having the slot before o.  Leaves zeros in all others.",
         BACKWARD_POINT + "".join(map(_backward_point, made))),
        (WALK, "forward_lanes", "v: Floats", of_lanes, "width", "The same in lanes.",
         FORWARD + "".join(map(_forward, made))),
        (WALK_BACK, "backward_lanes", "v: Floats, w: Floats", of_lanes + ", exact: bool", "width",
         "The same in lanes.  Only if `exact`, a zero contributes nothing; all others have to be 0 before.",
         BACKWARD + "".join(map(_backward, made))),
    )  # fmt: skip
    for template, name, params, more, step, doc, operate in walks:
        parts.append(template.format(name=name, params=params, more=more, step=step, doc=doc, operate=operate))
    return "".join(parts)


def _read(operation: Operation, kernel: Kernel, pattern: str) -> str:
    """What a function reads, by the names of slots."""
    return ", ".join(pattern.format(lane[0]) for lane in operation.lanes(kernel))


def _case(operation: Operation, lines: list[str], third: str) -> str:
    if len(operation.args) == 3:
        lines = [f"z = {third}", *lines]
    return f"        elif op == {operation.number}:\n" + "".join(f"            {line}\n" for line in lines or ["pass"])


def _forward_point(operation: Operation) -> str:
    read = _read(operation, operation.value, "v[{}]")
    return _case(operation, [f"v[o] = {operation.name}_value({read})"], "at[m + 2]")


def _forward(operation: Operation) -> str:
    read = _read(operation, operation.value, "lane(v, {})")
    return _case(operation, [f"{operation.name}_value_lanes(lane(v, o), {read}, n)"], "at[m + 2] * width")


def _backward_point(operation: Operation) -> str:
    lines = []
    for i, (arg, partial) in enumerate(zip(operation.args, operation.partials, strict=True)):
        number = number_of(partial)
        if number == 0.0:
            continue
        share = f"a * {number!r}"
        if number is None:
            share = f"scaled(a, {operation.name}_by_{arg}({_read(operation, partial, 'v[{}]')}))"
        lines += [f"if asked & {1 << i}:", f"    w[{'xyz'[i]}] += {share}"]
    return _case(operation, lines, "at[m + 2]")


def _backward(operation: Operation) -> str:
    lines = []
    for i, (arg, partial) in enumerate(zip(operation.args, operation.partials, strict=True)):
        number = number_of(partial)
        if number == 0.0:
            continue
        name, read = "share", repr(number)
        if number is None:
            name, read = f"{operation.name}_by_{arg}", _read(operation, partial, "lane(v, {})")
        how = f"_SET if fresh & {1 << i} else add"
        lines += [f"if asked & {1 << i}:", f"    {name}_lanes(lane(w, {'xyz'[i]}), lane(w, o), {read}, {how}, n)"]
    return _case(operation, lines, "at[m + 2] * width")


def lanes_pxd(made: list[Operation], names: list[str], locked: set[str], mark: str) -> str:
    """The source of lanes.pxd; `locked` are the atoms that need Python's lock."""
    parts = [f"""# C types of lanes.py.
# {mark}

cimport cython
from libc.math cimport INFINITY as inf, NAN as nan
from wengert.core.real cimport {', '.join(names)}

cdef extern from *:
    ctypedef double* Written "double *__restrict"

cdef inline double* lane(double[::1] numbers, Py_ssize_t s) noexcept nogil:
    return &numbers[s]

cdef int _SET, _ADD, _EXACT

cdef double scaled(double a, double p) noexcept nogil
@cython.locals(m=Py_ssize_t)
cdef void move(int[::1] at, int[::1] loops, int[::1] steps, int j, int rounds) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void copy_lanes(Written o, const double* x, Py_ssize_t n) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void share_lanes(Written w, const double* a, double p, int how, Py_ssize_t n) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void join_lanes(Written w, const double* a, const double* p, Py_ssize_t n) noexcept nogil
"""]
    for operation in made:
        for name, kernel in operation.functions:
            args = used(kernel)
            if kernel.locals:
                parts.append(f"@cython.locals({', '.join(f'{local}=double' for local in kernel.locals)})\n")
            lock = "with gil" if locked & set(re.findall(r"\w+", "\n".join(kernel.body))) else "nogil"
            parts.append(f"cdef double {name}({', '.join(f'double {arg}' for arg in args)}) noexcept {lock}\n")
            head = "Written o" if kernel is operation.value else "Written w, const double* a"
            how = "" if kernel is operation.value else "int how, "
            params = "".join(f"const double* {lane}, " for lane in operation.lanes(kernel))
            parts.append("@cython.locals(i=Py_ssize_t)\n")
            parts.append(f"cdef void {name}_lanes({head}, {params}{how}Py_ssize_t n) noexcept nogil\n")
    sizes = "k=Py_ssize_t, m=Py_ssize_t, i=Py_ssize_t, x=Py_ssize_t, y=Py_ssize_t, z=Py_ssize_t"
    types = f"@cython.locals({sizes}, op=int, j=int, asked=int, fresh=int, add=int, a=double)\n"
    common = "unsigned short[::1] code, int[::1] at, int[::1] loops, int[::1] steps, int[::1] left"
    lanes = ", Py_ssize_t width, Py_ssize_t n"
    for name, params in (
        ("ask", "unsigned char[::1] active, Py_ssize_t o"),
        ("claim", "unsigned char[::1] seen, Py_ssize_t o"),
        ("forward", "double[::1] v, Py_ssize_t o"),
        ("backward", "double[::1] v, double[::1] w, Py_ssize_t o"),
        ("forward_lanes", f"double[::1] v, Py_ssize_t o{lanes}"),
        ("backward_lanes", f"double[::1] v, double[::1] w, Py_ssize_t o{lanes}, bint exact"),
    ):
        parts.append(f"{types}cdef void {name}(\n    {common}, {params}\n) noexcept nogil\n")
    return "".join(parts)
