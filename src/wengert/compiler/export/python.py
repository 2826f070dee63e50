"""A function as a Python module of its own."""

from __future__ import annotations

import ast
import keyword
import textwrap
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files

from wengert.compiler.export.dialect import Dialect
from wengert.compiler.export.frame import Exported, Outputs, Parameter
from wengert.compiler.export.helpers import called
from wengert.compiler.export.script import Script

DIALECT = Dialect(
    atoms={},
    numbers={"inf": "inf", "nan": "nan"},
    choice="(1.0 if {0} else 0.0)",
    negation="not {0}",
    note="# {0}",
    let="{0} = {1}",
    variable="{0} = {1}",
    index="{0} = {1}",
    loop="for {0} in range({1}):",
    back="for {0} in reversed(range({1})):",
    end="",
    leave="if {0}:\n    return None",
    statement="{0}",
    indent=4,
    reserved=frozenset({*keyword.kwlist, "math", "inf", "nan", "range", "reversed", "ValueError", "float", "abs", "int",
                        "round", "len"}),
)  # fmt: skip


def to_python(name: str, params: Sequence[Parameter], outputs: Outputs, paths: Sequence[Exported]) -> str:
    """One Python module with a function and its derivative, loops as loops; it imports `math` alone.

    Args:
        name: of the function.
        params: its parameters.
        outputs: what it returns.
        paths: what it does, each with the guards that have to hold; tried in order.

    Returns:
        The module.  `NAME(…)` returns the value, or a list of values.  For a single one, `NAME_gradient(…)` returns the
        value and the derivative by each parameter; for several, `NAME_vjp(…, seeds)` the values, and the derivative of
        their sum weighted by seeds.  Both raise ValueError if the inputs leave every path.

    Raises:
        TypeError: an operation is a user's own, not written in wengert's functions.
        ValueError: there are no paths.

    Cost: some 0.1 ms for each step, loops not unrolled.
    """
    reserved = DIALECT.reserved | atoms().keys() | imports().keys()
    return _Python(name, params, outputs, paths, replace(DIALECT, reserved=reserved)).text()


class _Python(Script):
    def text(self) -> str:
        """The module."""
        functions = self.functions()
        code = [*called(atoms(), functions), *functions]
        own = {name: line for name, line in imports().items() if called({name: line}, code)}
        lines = ["import math\n"] if called({"math": ""}, code) else []
        lines += [f"from math import {', '.join(sorted(own))}\n"] if own else []
        doc = f'"""{self.name}, exported by wengert."""\n'
        tables = [textwrap.fill(line, 110) + "\n" for line in self.tables()]
        parts = ["\n".join([doc, *["".join(lines)] * bool(lines), *tables]), *code]
        return "\n\n".join(part.rstrip("\n") + "\n" for part in parts)

    def zeros(self, count: int) -> str:
        return f"[0.0] * {count}"

    def joined(self, params: Sequence[Parameter]) -> str:
        return f"[{', '.join(param.name if param.scalar else f'*{param.name}' for param in params)}]"

    def cut(self, array: str, begin: int, end: int) -> str:
        return f"{array}[{begin}:{end}]"

    def both(self, items: Sequence[str], inner: bool = False) -> str:
        return f"({', '.join(items)})" if inner else ", ".join(items)

    def private(self, name: str) -> str:
        return f"_{name}"

    def define(self, name: str, params: Sequence[str], lines: list[str], doc: str = "") -> str:
        head = f"def {name if doc else self.private(name)}({', '.join(params)}):"
        return "\n".join([head, *([f'    """{doc}"""'] if doc else []), *(f"    {line}" for line in lines), ""])

    def try_in_order(self, calls: Sequence[str]) -> list[str]:
        found = self.found
        lines = [f"{found} = {calls[0]}"]
        for call in calls[1:]:
            lines += [f"if {found} is None:", f"    {found} = {call}"]
        return [*lines, f"if {found} is None:", f'    raise ValueError("{self.lost}")', f"return {found}"]


@cache
def atoms() -> dict[str, str]:
    """The table's atoms, as real.py defines them."""
    text, tree = _real()
    found = {}
    for node in [inner for outer in tree.body for inner in (outer.body if isinstance(outer, ast.If) else [outer])]:
        if isinstance(node, ast.FunctionDef):
            lines = text.splitlines()[node.lineno - 1 : node.end_lineno]
            found[node.name] = textwrap.dedent("\n".join(lines))
    return found


@cache
def imports() -> dict[str, str]:
    """The atoms that Python's math has as they are, and the numbers that have names."""
    _, tree = _real()
    named = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module == "math"]
    return {alias.name: "" for node in named for alias in node.names} | {"inf": "", "nan": ""}


@cache
def _real() -> tuple[str, ast.Module]:
    text = files("wengert.core").joinpath("real.py").read_text(encoding="utf-8")
    return text, ast.parse(text)
