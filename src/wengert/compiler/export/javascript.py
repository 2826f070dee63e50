"""A function as a module of JavaScript."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from wengert.compiler.export.dialect import Dialect
from wengert.compiler.export.frame import Exported, Outputs, Parameter
from wengert.compiler.export.helpers import called, pieces
from wengert.compiler.export.javascript_helpers import SOURCE
from wengert.compiler.export.script import Script

_OF_MATH = "exp expm1 log log2 log10 log1p sqrt sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh floor ceil"

_WORDS = """
    await break case catch class const continue debugger default delete do else enum eval arguments export
    extends false finally for function if implements import in instanceof interface let new null package
    private protected public return static super switch this throw true try typeof undefined var void while
    with yield Math Infinity NaN Array Float64Array RangeError Object
"""

DIALECT = Dialect(
    atoms={f"{name}({{0}})": f"Math.{name}({{0}})" for name in _OF_MATH.split()} | {
        "fabs({0})": "Math.abs({0})",
        "atan2({0}, {1})": "Math.atan2({0}, {1})",
        "div({0}, {1})": "{0} / {1}",
        "fmod({0}, {1})": "{0} % {1}",
        "pow({0}, {1})": "power({0}, {1})",
        "cbrt({0})": "cubeRoot({0})",
        "hypot({0}, {1})": "length({0}, {1})",
        "({1} if {0:truth} else {2})": "({0:truth} ? {1} : {2})",
        "{0} == {1}": "{0} === {1}",
        "{0} != {1}": "{0} !== {1}",
    },
    numbers={"inf": "Infinity", "nan": "NaN"},
    choice="({0} ? 1.0 : 0.0)",
    negation="!({0})",
    note="// {0}",
    let="const {0} = {1};",
    variable="let {0} = {1};",
    index="let {0} = {1};",
    loop="for (let {0} = 0; {0} < {1}; {0}++) {{",
    back="for (let {0} = {2}; {0} >= 0; {0}--) {{",
    end="}",
    leave="if ({0}) return null;",
    statement="{0};",
    indent=2,
    reserved=frozenset(_WORDS.split()) | pieces(SOURCE).keys(),
)  # fmt: skip


def to_js(name: str, params: Sequence[Parameter], outputs: Outputs, paths: Sequence[Exported]) -> str:
    """One module of JavaScript (ES2020) with a function and its derivative, loops as loops.

    Args:
        name: of the function.
        params: its parameters.
        outputs: what it returns.
        paths: what it does, each with the guards that have to hold; tried in order.

    Returns:
        The module.  `NAME(…)` returns the value, or an array of values.  For a single one, `NAME_gradient(…)` returns
        the value and the derivative by each parameter; for several, `NAME_vjp(…, seeds)` the values, and the derivative
        of their sum weighted by seeds.  Both throw a RangeError if the inputs leave every path.  Engines differ in the
        last digits of exp and its like, and so do the results.

    Raises:
        TypeError: an operation is a user's own, not written in wengert's functions.
        ValueError: there are no paths.

    Cost: some 0.1 ms for each step, loops not unrolled.
    """
    return _JavaScript(name, params, outputs, paths, DIALECT).text()


class _JavaScript(Script):
    def text(self) -> str:
        """The module."""
        functions = self.functions()
        tables = [textwrap.fill(line, 110) + "\n" for line in self.tables()]
        helpers = called(pieces(SOURCE), functions)
        return "\n".join([f"// {self.name}, exported by wengert.\n", *tables, *helpers, *functions])

    def zeros(self, count: int) -> str:
        return f"new Array({count}).fill(0)"

    def joined(self, params: Sequence[Parameter]) -> str:
        return f"[{', '.join(param.name if param.scalar else f'...{param.name}' for param in params)}]"

    def cut(self, array: str, begin: int, end: int) -> str:
        return f"{array}.slice({begin}, {end})"

    def both(self, items: Sequence[str], inner: bool = False) -> str:
        return f"[{', '.join(items)}]"

    def define(self, name: str, params: Sequence[str], lines: list[str], doc: str = "") -> str:
        head = f"{'export ' if doc else ''}function {name}({', '.join(params)}) {{"
        return "\n".join([*([f"// {doc}"] if doc else []), head, *(f"  {line}" for line in lines), "}", ""])

    def try_in_order(self, calls: Sequence[str]) -> list[str]:
        found, failed = self.found, f'throw new RangeError("{self.lost}");'
        return [f"const {found} = {' ?? '.join(calls)};", f"if ({found} === null) {failed}", f"return {found};"]
