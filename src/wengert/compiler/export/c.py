"""A function as one file of C99."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from wengert.compiler.export.back import Return
from wengert.compiler.export.c_helpers import SOURCE
from wengert.compiler.export.dialect import Dialect, number
from wengert.compiler.export.frame import Exported, Frame, Outputs, Parameter, function_name
from wengert.compiler.export.helpers import called, pieces
from wengert.compiler.export.layout import Layout
from wengert.compiler.export.statements import Call, For, Set, Statement, Variable, pruned, render
from wengert.compiler.export.walk import Walk, mentions

MOST_ON_THE_STACK = 2048  # numbers; more are asked of malloc

_WORDS = """
    auto break case char const continue default do double else enum extern float for goto if inline int long
    register restrict return short signed sizeof static struct switch typedef union unsigned void volatile while
    main malloc calloc free NULL size_t INFINITY NAN acos asin atan atan2 cos sin tan acosh asinh atanh cosh sinh
    tanh exp exp2 expm1 log log10 log1p log2 logb pow sqrt cbrt hypot erf erfc tgamma lgamma ceil floor round rint
    fmod fabs fmin fmax fma j0 j1 jn y0 y1 yn gamma signgam abs div remainder trunc work
"""

DIALECT = Dialect(
    atoms={
        "div({0}, {1})": "{0} / {1}",
        "({1} if {0:truth} else {2})": "({0:truth} ? {1} : {2})",
        "pow({0}, {1})": "power({0}, {1})",
        "cbrt({0})": "cube_root({0})",
        "hypot({0}, {1})": "length({0}, {1})",
    },
    numbers={"inf": "INFINITY", "nan": "NAN"},
    choice="({0} ? 1.0 : 0.0)",
    negation="!({0})",
    note="/* {0} */",
    let="const double {0} = {1};",
    variable="double {0} = {1};",
    index="long {0} = {1};",
    loop="for (long {0} = 0; {0} < {1}; {0}++) {{",
    back="for (long {0} = {2}; {0} >= 0; {0}--) {{",
    end="}",
    leave="if ({0})\n    return 1;",
    statement="{0};",
    indent=4,
    reserved=frozenset(_WORDS.split()) | pieces(SOURCE).keys(),
)


def to_c(name: str, params: Sequence[Parameter], outputs: Outputs, paths: Sequence[Exported]) -> str:
    """One C99 file with a function and its derivative, loops as loops.

    Args:
        name: of the function.
        params: its parameters; their numbers stand one behind the other in one array.
        outputs: what it returns.
        paths: what it does, each with the guards that have to hold; tried in order.

    Returns:
        The file.  `int NAME(const double *x, double *y)` and, for a single output, `int NAME_gradient(const double *x,
        double *y, double *dx)`; for several `int NAME_vjp(const double *x, const double *seeds, double *y, double
        *dx)`, the derivative of their sum weighted by seeds.  They return 0; 1 if the inputs leave every path; 2 if
        there is no memory.  What a row refuses, like bounds of `clip` that are swapped, is not looked for.

    Raises:
        TypeError: an operation is a user's own, not written in wengert's functions.
        ValueError: there are no paths.

    Cost: some 0.1 ms for each step, loops not unrolled.
    """
    if not paths:
        raise ValueError("there is nothing to export: no path is known yet; call the function once")
    return _Writer(function_name(name, DIALECT), list(params), outputs, list(paths)).text()


class _Writer:
    """The file, put together of two functions and what they need."""

    def __init__(self, name: str, params: list[Parameter], outputs: Outputs, paths: list[Exported]) -> None:
        self.name, self.outputs, self.paths = name, outputs, paths
        self.layouts = [Layout(path.program) for path in paths]
        self.frame = frame = Frame(params, DIALECT, self.layouts, name)
        self.inputs = sum(param.count for param in params)
        lone = len(params) == 1 and not params[0].scalar
        free = not {"x", "dx"} & frame.taken
        self.x = frame.flat or (frame.params[0].name if lone else frame.fresh("x" if free else "inputs"))
        self.dx = frame.flat_adjoint or (frame.adjoints[0] if lone else frame.fresh("dx" if free else "slopes"))
        self.is_split = not lone and not frame.flat
        self.definitions: list[str] = []

    def text(self) -> str:
        value = self._function(back=False)
        slopes = self._function(back=True)
        own = [*self.definitions, value, slopes]
        tables = filter(None, map(self._table, range(len(self.paths))))
        heads = "#include <math.h>\n" + "#include <stdlib.h>\n" * ("malloc" in value + slopes)
        return "\n".join([self._comment("".join(own)), heads, *tables, *called(pieces(SOURCE), own), *own])

    def _heading(self, back: bool) -> tuple[str, list[str]]:
        """Name and parameters of one of the two functions."""
        y = self.frame.results
        if not back:
            return self.name, [f"const double *{self.x}", f"double *{y}"]
        if self.outputs.single:
            return f"{self.name}_gradient", [f"const double *{self.x}", f"double *{y}", f"double *{self.dx}"]
        seeds = f"const double *{self.frame.seeds}"
        return f"{self.name}_vjp", [f"const double *{self.x}", seeds, f"double *{y}", f"double *{self.dx}"]

    def _function(self, back: bool) -> str:
        name, params = self._heading(back)
        room = max(layout.slots for layout in self.layouts) * (2 if back else 1)
        asked = room > MOST_ON_THE_STACK
        bodies = [self._path(i, name, back, asked) for i in range(len(self.paths))]
        if len(bodies) == 1 and not asked:
            return _definition(f"int {name}({', '.join(params)})", [*bodies[0], "return 0;"])
        inner = [*params, "double *work"] if asked else params
        args = ", ".join(param.split()[-1].lstrip("*") for param in inner)
        calls = []
        for i, body in enumerate(bodies):
            self.definitions.append(
                _definition(f"static int {name}_path{i + 1}({', '.join(inner)})", [*body, "return 0;"])
            )
            calls.append(f"{name}_path{i + 1}({args})")
        if not asked:
            lines = [line for call in calls[:-1] for line in (f"if ({call} == 0)", "    return 0;")]
            lines.append(f"return {calls[-1]};")
        else:
            lines = [f"double *work = malloc({room} * sizeof *work);", "if (work == NULL)", "    return 2;"]
            for i, call in enumerate(calls):
                lines += ["if (code == 1)", f"    code = {call};"] if i else [f"int code = {call};"]
            lines += ["free(work);", "return code;"]
        return _definition(f"int {name}({', '.join(params)})", lines)

    def _path(self, i: int, name: str, back: bool, asked: bool) -> list[str]:
        """The body of a path."""
        frame, layout = self.frame, self.layouts[i]
        walk = (Return if back else Walk)(self.paths[i], layout, frame, DIALECT, i)

        def keep() -> list[Statement]:
            single: list[Statement] = [Set(f"*{frame.results}", walk.result())] if self.outputs.single else []
            made = single or walk.results()
            if isinstance(walk, Return):
                made += self._zeros(asked and walk.has_tape, layout.slots)
            return made

        if isinstance(walk, Return):
            statements = walk.gradient("" if self.outputs.single else frame.seeds, keep)
            statements += self._scalars()
        else:
            statements = walk.value()
            statements += keep()
        prefix = name if len(self.paths) == 1 else f"{name}_path{i + 1}"
        lines = render(pruned(statements, set()), DIALECT, lambda call: self._part(call, prefix))
        heads = []
        for array, begin in ((frame.numbers, 0), (frame.tape, layout.slots)):
            if not mentions(array, lines):
                continue
            if asked:
                heads.append(f"double *const {array} = work{f' + {begin}' if begin else ''};")
            else:
                heads.append(f"double {array}[{layout.slots}]{' = {0.0}' if array == frame.tape else ''};")
        heads = [*self._aliases(lines), *heads]
        given = [self.x, *[frame.seeds] * (back and not self.outputs.single), *["work"] * asked]
        unused = [f"(void){name};" for name in given if not mentions(name, [*heads, *lines])]
        return [*heads, *unused, *lines]

    def _zeros(self, tape: bool, slots: int) -> list[Statement]:
        """The adjoints of inputs and slots begin at 0."""
        frame, counter = self.frame, self.frame.counter(0)
        arrays = [(self.dx, self.inputs), *([(frame.tape, slots)] if tape else [])]
        made: list[Statement] = [
            For(counter, str(count), str(count - 1), [Set(f"{array}[{counter}]", "0.0")]) for array, count in arrays
        ]
        scalars = [name for name, param in zip(frame.adjoints, frame.params, strict=True) if param.scalar]
        return made + [Variable(name, "0.0") for name in scalars if self.is_split]

    def _scalars(self) -> list[Statement]:
        """The adjoints of parameters of one number, into the array."""
        frame = self.frame
        named = zip(frame.begins, frame.adjoints, frame.params, strict=False)
        return [Set(f"{self.dx}[{begin}]", name) for begin, name, param in named if param.scalar and self.is_split]

    def _aliases(self, lines: list[str]) -> list[str]:
        """The parameters under their own names, as far as they are used."""
        frame, made = self.frame, []
        for begin, name, adjoint, param in zip(frame.begins, self._names(), frame.adjoints, frame.params, strict=False):
            behind = f" + {begin}" if begin else ""
            if param.scalar and mentions(name, lines):
                made.append(f"const double {name} = {self.x}[{begin}];")
            elif mentions(name, lines):
                made.append(f"const double *const {name} = {self.x}{behind};")
            if not param.scalar and mentions(adjoint, lines):
                made.append(f"double *const {adjoint} = {self.dx}{behind};")
        return made if self.is_split else [] 

    def _names(self) -> list[str]:
        return [param.name for param in self.frame.params]

    def _part(self, call: Call, prefix: str) -> str:
        """A part in a function of its own, and the call of it."""
        lines = render(call.body, DIALECT, lambda inner: self._part(inner, prefix))
        frame, name = self.frame, f"{prefix}_part{call.place}"
        given = [(f"const double *{self.x}", self.x), (f"double *{frame.numbers}", frame.numbers),
                 (f"double *{frame.tape}", frame.tape), (f"double *{self.dx}", self.dx)]  # fmt: skip
        used = [(param, arg) for param, arg in given if mentions(arg, lines)]
        self.definitions.append(_definition(f"static void {name}({', '.join(param for param, _ in used)})", lines))
        return f"{name}({', '.join(arg for _, arg in used)})"

    def _table(self, i: int) -> str:
        """The constants that loops go through."""
        first, last = Walk(self.paths[i], self.layouts[i], self.frame, DIALECT, i).table
        numbers = ", ".join(number(x, DIALECT) for x in self.paths[i].program.constants[first : last + 1])
        name = self.frame.tables[i]
        return "" if last < 0 else textwrap.fill(f"static const double {name}[] = {{{numbers}}};", 110) + "\n"

    def _comment(self, code: str) -> str:
        """What the file is."""
        frame, y = self.frame, self.frame.results
        name, params = self._heading(back=False)
        second, more = self._heading(back=True)
        several = len(frame.params) > 1
        weighted = "" if self.outputs.single else f" of the values' sum, each times its number in {frame.seeds},"
        left = "; or 1, and write nothing, if the function takes another way than the known ones at these inputs"
        parts = [
            param.name + (f" at {begin}" if param.count == 1 else f" from {begin} on")
            for begin, param in zip(frame.begins, frame.params, strict=False)
        ]
        notes = [
            f"{self.x}: {self.inputs} number{'s' * (self.inputs != 1)}{': ' * several}{', '.join(parts) * several}.",
            f"{y}: the value." if self.outputs.single else f"{y}: {self.outputs.count} values.",
            f"{self.dx}: the derivative{weighted} by each number of {self.x}.",
            f"They return 0{left * ('return 1;' in code)}{'; or 2, if there is no memory' * ('malloc' in code)}.",
            "Compile with -std=c99 -ffp-contract=off and link with -lm.",
        ]
        lines = [f"int {name}({', '.join(params)});", f"int {second}({', '.join(more)});", ""]
        for note in notes:
            lines += textwrap.wrap(note, 110, subsequent_indent="  ")
        return "\n".join(["/*", *(f" * {line}".rstrip() for line in lines), " */"])


def _definition(head: str, lines: list[str]) -> str:
    return "\n".join([head, "{", *(f"    {line}" if line else line for line in lines), "}", ""])

