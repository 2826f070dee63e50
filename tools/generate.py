"""Write the files that are generated from the table: `python tools/generate.py [--check]`.

They are committed, so that an installation needs no generator; `make lint` fails on a difference.

    src/wengert/core/kernels.py, kernels.pxd   one typed function per row and number of arguments
    src/wengert/core/functions.py              one public function per row
    src/wengert/core/value.py                  the region between its two marks: operators and methods
"""

from __future__ import annotations

import argparse
import sys
import types
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CORE = ROOT / "src" / "wengert" / "core"
BEGIN = "    # --- generated from the table by tools/generate.py: do not edit ---\n"
END = "    # --- end of the generated part ---\n"
MARK = "Generated from the table by tools/generate.py: do not edit."


def import_the_table_alone() -> None:
    """Let `wengert.core.ops` be imported without what is generated from it."""
    for name, folder in (("wengert", CORE.parent), ("wengert.core", CORE)):
        package = types.ModuleType(name)
        package.__path__ = [str(folder)]
        sys.modules[name] = package


import_the_table_alone()

from wengert.core import ops  # noqa: E402, F401  (fills the table)
from wengert.core.printer import Kernel, kernel  # noqa: E402
from wengert.core.row import TABLE, Row  # noqa: E402

ROWS: list[Row] = [row for row in TABLE if row is not None]
FAMILIES = ("unary", "binary", "ternary")
REFLECTED = {"+": "add", "-": "sub", "*": "mul", "/": "truediv", "**": "pow", "%": "mod", "//": "floordiv"}
BUILTIN = {"abs": "__abs__", "round": "__round__", "floor": "__floor__", "ceil": "__ceil__"}


def counts(row: Row) -> range:
    """The numbers of arguments for which a row gets a kernel."""
    return range(1, 4) if row.variadic else range(len(row.args), len(row.args) + 1)


def kernels() -> dict[int, list[tuple[Row, str, Kernel]]]:
    """Rows, function names and code, by number of arguments."""
    families: dict[int, list[tuple[Row, str, Kernel]]] = {1: [], 2: [], 3: []}
    for row in ROWS:
        for count in counts(row):
            if row.name == "dot" and count % 2:
                continue
            name = f"{row.name}_{count}" if row.variadic else f"{row.name}_"
            families[count].append((row, name, kernel(row, count)))
    return families


def kernels_py() -> str:
    """The source of kernels.py."""
    families = kernels()
    names = sorted({row.print_as.split("(")[0] for row in ROWS if row.print_as.endswith(")") and row.print_as[0] != "("})
    parts = [f'''# cython: language_level=3, annotation_typing=False, cdivision=True
"""Value and partials of every row of the table, as typed code.

{MARK}

A partial is computed only where its bit of `need` is set.  Compiled, `unary`, `binary` and `ternary`
are C switches over a row's code; interpreted, the tables at the end name the functions.
"""

from collections.abc import Callable

try:
    import cython
except ImportError:
    from wengert.core import _cython as cython  # type: ignore[no-redef]

if not cython.compiled:
    from math import inf, nan

    from wengert.core.real import (
{chr(10).join(f"        {name}," for name in names)}
    )

#: Rows with a code below this have kernels.
COUNT: int = {len(ROWS) + 2}

''']
    for count, family in families.items():
        for _, name, code in family:
            params = ", ".join([*(f"{arg}: float" for arg in code.args), *(["need: int"] if count > 1 else [])])
            result = ", ".join(["float"] * (count + 1))
            parts.append(f"\ndef {name}({params}) -> tuple[{result}]:\n")
            parts.extend(f"    {line}\n" for line in code.body)
            parts.append("\n")
    for word, (count, family) in zip(FAMILIES, families.items(), strict=True):
        args = ["x", "y", "z"][:count] + (["need"] if count > 1 else [])
        params = ", ".join(["op: int", *(f"{arg}: {'int' if arg == 'need' else 'float'}" for arg in args)])
        result = ", ".join(["float"] * (count + 1))
        parts.append(f"\ndef {word}(op: int, {params[9:]}) -> tuple[{result}]:\n")
        parts.append(f'    """The row of code `op` at {count} argument{"s" if count > 1 else ""}."""\n')
        for i, (row, name, _) in enumerate(family):
            parts.append(f"    {'el' if i else ''}if op == {row.code}:\n        return {name}({', '.join(args)})\n")
        parts.append(f"    return {', '.join(['nan'] * (count + 1))}\n\n")
    for word, (count, family) in zip(FAMILIES, families.items(), strict=True):
        parts.append(f"\n{word.upper()}: dict[int, Callable[..., tuple[float, ...]]] = {{\n")
        parts.extend(f"    {row.code}: {name},\n" for row, name, _ in family)
        parts.append("}\n")
    return "".join(parts)


def kernels_pxd() -> str:
    """The source of kernels.pxd."""
    names = sorted({row.print_as.split("(")[0] for row in ROWS if row.print_as.endswith(")") and row.print_as[0] != "("})
    parts = [f"# C types of kernels.py.\n# {MARK}\n\ncimport cython\nfrom libc.math cimport INFINITY as inf, NAN as nan\n"
             f"from wengert.core.real cimport {', '.join(names)}\n\ncdef int COUNT\n\n"]
    for count, family in kernels().items():
        result = ", ".join(["double"] * (count + 1))
        for _, name, code in family:
            params = ", ".join([*(f"double {arg}" for arg in code.args), *(["int need"] if count > 1 else [])])
            types = ", ".join(f"{local}=double" for local in code.locals)
            parts.append(f"@cython.locals({types})\ncpdef ({result}) {name}({params}) noexcept\n")
    for word, count in zip(FAMILIES, (1, 2, 3), strict=True):
        result = ", ".join(["double"] * (count + 1))
        args = ["double x", "double y", "double z"][:count] + (["int need"] if count > 1 else [])
        parts.append(f"cpdef ({result}) {word}(int op, {', '.join(args)}) noexcept\n")
    return "".join(parts)


def methods() -> str:
    """Operators and methods of Value."""
    parts = []
    for row in ROWS:
        if row.symbol in REFLECTED and row.arity == 2:
            name = REFLECTED[row.symbol]
            parts.append(f"""
    def __{name}__(self, other: Any) -> Value:
        return _operator({row.code}, self, other)

    def __r{name}__(self, other: Any) -> Value:
        return _operator({row.code}, other, self)
""")
            if name == "pow":
                parts[-1] = parts[-1].replace("other: Any", "other: Any, modulus: None = None", 1).replace(
                    "        return", "        number.no_modulus(modulus)\n        return", 1)
            continue
        if not row.method:
            continue
        if row.symbol == "-":
            parts.append(f"\n    def __neg__(self) -> Value:\n        return _unary({row.code}, self)\n")
            continue
        first, *rest = row.args
        required = len(rest) - len(row.defaults)
        params = [arg if i < required else f"{arg}: Any = {row.defaults[i - required]!r}" for i, arg in enumerate(rest)]
        params = [param if ":" in param else f"{param}: Any" for param in params]
        call = f"_unary({row.code}, self)" if not rest else f"apply(TABLE[{row.code}], (self, {', '.join(rest)}))"
        doc = row.doc.replace(f" {first} ", " self ") if False else row.doc
        parts.append(f'\n    def {row.name}({", ".join(["self", *params])}) -> Value:\n        """{doc}"""\n        return {call}\n')
        if row.name in BUILTIN:
            if row.name == "round":
                parts.append(f"\n    def __round__(self, digits: None = None) -> Value:\n        number.no_digits(digits)\n        return _unary({row.code}, self)\n")
            else:
                parts.append(f"\n    def {BUILTIN[row.name]}(self) -> Value:\n        return _unary({row.code}, self)\n")
        for alias in row.numpy:
            if alias != row.name:
                parts.append(f'\n    def {alias}({", ".join(["self", *params])}) -> Value:\n        """NumPy\'s name for `{row.name}`."""\n        return {call}\n')
    return "".join(parts) + "\n"


def functions_py() -> str:
    """The source of functions.py."""
    parts = [f'''"""One function for each row of the table, over numbers, Values, lists and arrays.

{MARK}

Functions of one or more numbers go elementwise over lists, tuples and NumPy arrays; functions of any
number of numbers take them one by one or as one sequence.
"""

from __future__ import annotations

from typing import Any, TypeVar

from wengert.core import ops
from wengert.core.elementwise import dot, elementwise, over_all, softmax

X = TypeVar("X")
''']
    public = ["dot", "softmax"]
    aliases = []
    for row in ROWS:
        if not row.function:
            continue
        notes = [f"Domain: {row.domain}."]
        if row.kinks:
            notes.append(f"Derivative at kinks and edges: {row.kinks}.")
        if row.source:
            notes.append(f"Source: {row.source}.")
        doc = f'    """{row.doc}\n\n' + "\n\n".join(f"    {note}" for note in notes) + '\n    """\n'
        if row.variadic:
            head, call = f"def {row.name}(*xs: Any) -> Any:", f"over_all(ops.{row.name}, xs)"
        elif len(row.args) == 1:
            (arg,) = row.args
            head, call = f"def {row.name}({arg}: X) -> X:", f"elementwise(ops.{row.name}, {arg})  # type: ignore[no-any-return]"
        else:
            required = len(row.args) - len(row.defaults)
            params = [f"{arg}: Any" if i < required else f"{arg}: Any = {row.defaults[i - required]!r}" for i, arg in enumerate(row.args)]
            head, call = f"def {row.name}({', '.join(params)}) -> Any:", f"elementwise(ops.{row.name}, {', '.join(row.args)})"
        parts.append(f"\n\n{head}\n{doc}    return {call}\n")
        public.append(row.name)
        for alias in row.numpy:
            aliases.append(f"{alias} = {row.name}\n")
            public.append(alias)
    parts.append("\n\n# NumPy's names\n" + "".join(aliases))
    parts.append("\n__all__ = [\n" + "".join(f'    "{name}",\n' for name in sorted(set(public))) + "]\n")
    return "".join(parts)


def files() -> dict[Path, str]:
    """Every generated file and what belongs in it."""
    value = (CORE / "value.py").read_text(encoding="utf-8")
    head, rest = value.split(BEGIN)
    _, tail = rest.split(END)
    return {
        CORE / "kernels.py": kernels_py(),
        CORE / "kernels.pxd": kernels_pxd(),
        CORE / "functions.py": functions_py(),
        CORE / "value.py": head + BEGIN + methods() + END + tail,
    }


def main() -> int:
    """Write, or with --check compare."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing; fail if a file differs")
    check = parser.parse_args().check
    stale = [path for path, text in files().items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    for path in stale:
        print(f"{'stale' if check else 'written'}: {path.relative_to(ROOT)}")
        if not check:
            path.write_text(files()[path], encoding="utf-8")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
