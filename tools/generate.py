"""Write the files that are generated from the table: `python tools/generate.py [--check]`.

They are committed, so that an installation needs no generator; `make lint` fails on a difference.

    src/wengert/core/kernels.py, kernels.pxd   one typed function per row and number of arguments
    src/wengert/core/functions.py              one public function per row
    src/wengert/core/methods.py                Value's operators and methods
    src/wengert/compiler/flat/lanes.py, lanes.pxd   the loops of the flat tier, by tools/lanes.py
"""

from __future__ import annotations

import argparse
import math
import re
import sys
import textwrap
import types
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
CORE = ROOT / "src" / "wengert" / "core"
FLAT = ROOT / "src" / "wengert" / "compiler" / "flat"
MARK = "Generated from the table by tools/generate.py: do not edit."


def import_the_table_alone() -> None:
    """Let `wengert.core.ops` be imported without what is generated from it."""
    for name, folder in (("wengert", CORE.parent), ("wengert.core", CORE)):
        package = types.ModuleType(name)
        package.__path__ = [str(folder)]
        sys.modules[name] = package


import_the_table_alone()

import lanes  # noqa: E402
from wengert.core import ops, real  # noqa: E402, F401  (ops fills the table)
from wengert.core.printer import Kernel, kernel  # noqa: E402
from wengert.core.row import LINEAR, Row, rows  # noqa: E402

ROWS: list[Row] = rows()
FAMILIES = ("unary", "binary", "ternary")
#: Python's method for an operator.
OPERATORS = {"+": "add", "-": "sub", "*": "mul", "/": "truediv", "**": "pow", "%": "mod", "//": "floordiv"}


#: Where functions are shown at work, by the number of their arguments; the first that is finite.
EXAMPLES: dict[int, list[tuple[float, ...]]] = {
    1: [(0.5,), (1.5,)],
    2: [(1.0, 0.5)],
    3: [(1.0, 2.0, 3.0)],
}


def counts(row: Row) -> list[int]:
    """The numbers of arguments for which a row gets a kernel: its own, or up to three that it takes."""
    return [count for count in (1, 2, 3) if _takes(row, count)]


def _takes(row: Row, count: int) -> bool:
    if row.arity is not None:
        return row.arity == count
    try:
        if row.require is not None:
            row.require(*[0.0] * count)
    except ValueError:
        return False
    return count >= row.least


def kernels() -> dict[int, list[tuple[Row, str, Kernel]]]:
    """Rows, function names and code, by number of arguments."""
    families: dict[int, list[tuple[Row, str, Kernel]]] = {1: [], 2: [], 3: []}
    for row in [LINEAR, *ROWS]:
        for count in counts(row):
            name = f"{row.name}_{count}" if row.variadic else f"{row.name}_"
            families[count].append((row, name, kernel(row, count)))
    return families


def atoms() -> list[str]:
    """The functions of real.py that kernels call."""
    return sorted({row.print_as.split("(")[0] for row in ROWS if row.print_as[:1].isalpha()})


def locked() -> set[str]:
    """Those of real.py that need Python's lock when they are called."""
    declared = (CORE / "real.pxd").read_text(encoding="utf-8")
    return set(re.findall(r"^cpdef double (\w+)\(.*\) noexcept$", declared, re.MULTILINE))


def kernels_py() -> str:
    """The source of kernels.py."""
    families = kernels()
    names = atoms()
    parts = [f'''"""Value and partials of every row of the table, as typed code.

{MARK}

A partial is computed only where its `need_…` is true.  Compiled, `unary`, `binary` and `ternary`
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
COUNT: int = {1 + max(row.code for row in ROWS)}

''']
    for count, family in families.items():
        for _, name, code in family:
            needs = code.args if count > 1 else []
            params = ", ".join([*(f"{arg}: float" for arg in code.args), *(f"need_{arg}: bool" for arg in needs)])
            result = ", ".join(["float"] * (count + 1))
            parts.append(f"\ndef {name}({params}) -> tuple[{result}]:\n")
            parts.extend(f"    {line}\n" for line in code.body)
            parts.append("\n")
    for word, (count, family) in zip(FAMILIES, families.items(), strict=True):
        args = ["x", "y", "z"][:count] + [f"need_{arg}" for arg in "xyz"[:count] if count > 1]
        params = ", ".join(["op: int", *(f"{arg}: {'bool' if arg.startswith('need') else 'float'}" for arg in args)])
        result = ", ".join(["float"] * (count + 1))
        parts.append(f"\ndef {word}(op: int, {params[9:]}) -> tuple[{result}]:\n")
        parts.append(f'    """The row of code `op` at {count} argument{"s" if count > 1 else ""}."""\n')
        for i, (row, name, _) in enumerate(family):
            parts.append(f"    {'el' if i else ''}if op == {row.code}:\n        return {name}({', '.join(args)})\n")
        parts.append(f"    return {', '.join(['nan'] * (count + 1))}\n\n")
    for word, family in zip(FAMILIES, families.values(), strict=True):
        parts.append(f"\n{word.upper()}: dict[int, Callable[..., tuple[float, ...]]] = {{\n")
        parts.extend(f"    {row.code}: {name},\n" for row, name, _ in family)
        parts.append("}\n")
    return "".join(parts)


def kernels_pxd() -> str:
    """The source of kernels.pxd."""
    parts = [f"""# C types of kernels.py.
# {MARK}

cimport cython
from libc.math cimport INFINITY as inf, NAN as nan
from wengert.core.real cimport {', '.join(atoms())}

cdef int COUNT

"""]
    for count, family in kernels().items():
        result = ", ".join(["double"] * (count + 1))
        for _, name, code in family:
            needs = code.args if count > 1 else []
            params = ", ".join([*(f"double {arg}" for arg in code.args), *(f"bint need_{arg}" for arg in needs)])
            types = ", ".join(f"{local}=double" for local in code.locals)
            parts.append(f"@cython.locals({types})\ncpdef ({result}) {name}({params}) noexcept\n")
    for word, count in zip(FAMILIES, (1, 2, 3), strict=True):
        result = ", ".join(["double"] * (count + 1))
        args = ["double x", "double y", "double z"][:count] + [f"bint need_{arg}" for arg in "xyz"[:count] if count > 1]
        parts.append(f"cpdef ({result}) {word}(int op, {', '.join(args)}) noexcept\n")
    return "".join(parts)


def signature(row: Row, own: int) -> tuple[str, str]:
    """Parameters of a row's function or method from argument `own` on, and the arguments as passed on."""
    required = len(row.args) - len(row.defaults)
    defaults = ["", *(f" = {default!r}" for default in row.defaults)]
    params = [f"{arg}: Any{defaults[max(0, i - required + 1)]}" for i, arg in enumerate(row.args)]
    return ", ".join(params[own:]), ", ".join(row.args[own:])


def method(name: str, params: str, doc: str, call: str) -> str:
    """The source of one method."""
    head = f"    def {name}({', '.join(['self', params] if params else ['self'])}) -> Any:\n"
    return "\n" + head + (f'        """{doc}"""\n' if doc else "") + f"        return {call}\n"


def operators(row: Row) -> str:
    """An infix operator and its reflection."""
    name = OPERATORS[row.symbol]
    source = method(f"__{name}__", "other: Any", "", f"binary({row.code}, self, other)")
    reflected = method(f"__r{name}__", "other: Any", "", f"binary({row.code}, other, self)")
    if name == "pow":  # Python hands a third argument to it
        params = "other: Any, modulus: Any = None"
        source = method(f"__{name}__", params, "", f"power({row.code}, self, other, modulus)")
        reflected = method(f"__r{name}__", params, "", f"power({row.code}, other, self, modulus)")
    return source + reflected


def methods_py() -> str:
    """The source of methods.py."""
    parts = [f'''"""Operators and methods of Value, one for each row of the table.

{MARK}

`value.py` says what they do: it sets the functions below when it is imported.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

try:
    import cython
except ImportError:
    from wengert.core import _cython as cython  # type: ignore[no-redef]

if not cython.compiled:
    from wengert.core.scalar import Scalar

if not cython.compiled:
    # What value.py sets when it is imported; `methods.pxd` has them as pointers to C functions.
    unary: Callable[[int, Any], Any]
    binary: Callable[[int, Any, Any], Any]
    power: Callable[[int, Any, Any, Any], Any]
    several: Callable[[int, tuple[Any, ...]], Any]
    rounded: Callable[[int, Any, Any], Any]


@cython.no_gc
@cython.cclass
class Methods(Scalar):
    """What a Value can do, apart from being one."""

    __slots__ = ()
''']
    for row in ROWS:
        if row.symbol in OPERATORS and row.arity == 2:
            parts.append(operators(row))
            continue
        if not row.method:
            continue
        if row.symbol == "-":
            parts.append(method("__neg__", "", "", f"unary({row.code}, self)"))
            continue
        params, args = signature(row, own=1)
        call = f"several({row.code}, (self, {args}))" if args else f"unary({row.code}, self)"
        parts.append(method(row.name, params, row.doc, call))
        for alias in row.numpy:
            if alias != row.name:
                parts.append(method(alias, params, f"NumPy's name for `{row.name}`.", call))
        if row.dunder == "__round__":  # Python hands a second argument to it
            parts.append(method(row.dunder, "digits: Any = None", "", f"rounded({row.code}, self, digits)"))
        elif row.dunder:
            parts.append(method(row.dunder, "", "", call))
    return "".join(parts)


def example(row: Row) -> str:
    """A call of a row's function and what it prints, as a doctest."""
    scope: dict[str, Any] = {"inf": math.inf, "nan": math.nan, **vars(real)}
    for args in EXAMPLES[3 if row.variadic else len(row.args)]:
        code = kernel(row, len(args))
        need = [] if len(args) == 1 else [f"need_{arg}" for arg in code.args]
        exec(f"def f({', '.join([*code.args, *need])}):\n    " + "\n    ".join(code.body), scope)
        value = scope["f"](*args, *[0 for _ in need])[0]
        if math.isfinite(value):
            shown = f"{row.name}({', '.join(map(repr, args))})"
            return f"    >>> print(f'{{{shown}:.9g}}')\n    {value:.9g}\n"
    raise ValueError(f"no example of {row.name} is finite")


def docstring(row: Row) -> str:
    """What the public function of a row says of itself."""
    notes = [row.doc, f"Domain: {row.domain}."]
    if row.kinks:
        notes.append(f"Derivative at kinks and edges: {row.kinks}.")
    if row.require is not None or row.least:
        notes.append(f"Raises ValueError {'where lo > hi' if row.require else 'for no numbers'}.")
    if row.source:
        notes.append(f"Source: {row.source}.")
    first, *rest = [textwrap.fill(note, 112, initial_indent="    ", subsequent_indent="    ") for note in notes]
    return f'    """{first.strip()}\n\n' + "\n\n".join([*rest, example(row)]) + '    """\n'


def functions_py() -> str:
    """The source of functions.py."""
    parts = [f'''"""One function for each row of the table, over numbers, Values, lists and arrays.

{MARK}

Functions of one or more numbers go elementwise over lists, tuples and NumPy arrays; functions of any
number of numbers take them one by one or as one sequence.  A Value anywhere makes the result a Value:
one node.  What is no real number raises TypeError, sequences of different length ValueError.
"""

from __future__ import annotations

from typing import Any, TypeVar

from wengert.core import ops
from wengert.core.elementwise import dot, elementwise, over_all, softmax
from wengert.core.value import Value

X = TypeVar("X")
''']
    public = ["dot", "softmax"]
    aliases = []
    for row in ROWS:
        if not row.function:
            continue
        if row.variadic:
            head, call = f"def {row.name}(*xs: Any) -> Any:", f"over_all(ops.{row.name}, xs)"
        elif len(row.args) == 1:
            (arg,) = row.args
            head = f"def {row.name}({arg}: X) -> X:"
            call = f"elementwise(ops.{row.name}, {arg})"
            if row.method and not row.symbol:  # quick, for traces of many operations
                call = f"{arg}.{row.dunder or row.name}() if type({arg}) is Value else {call}"
            call += "  # type: ignore[no-any-return, attr-defined, unused-ignore]"
        else:
            params, passed = signature(row, own=0)
            head, call = f"def {row.name}({params}) -> Any:", f"elementwise(ops.{row.name}, {passed})"
        parts.append(f"\n\n{head}\n{docstring(row)}    return {call}\n")
        public.append(row.name)
        for alias in row.numpy:
            public.append(alias)
            if row.variadic:  # NumPy's takes two, and goes elementwise
                doc = f'"""NumPy\'s elementwise `{row.name}` of two."""'
                parts.append(f"\n\ndef {alias}(x: Any, y: Any) -> Any:\n    {doc}\n")
                parts.append(f"    return elementwise(ops.{row.name}, x, y)\n")
            else:
                aliases.append(f"{alias} = {row.name}\n")
    parts.append("\n\n# NumPy's names\n" + "".join(aliases))
    parts.append("\n__all__ = [\n" + "".join(f'    "{name}",\n' for name in sorted(set(public))) + "]\n")
    return "".join(parts)


def files() -> dict[Path, str]:
    """Every generated file and what belongs in it."""
    flat = lanes.operations(kernels())
    return {
        FLAT / "lanes.py": lanes.lanes_py(flat, atoms(), MARK),
        FLAT / "lanes.pxd": lanes.lanes_pxd(flat, atoms(), locked(), MARK),
        CORE / "kernels.py": kernels_py(),
        CORE / "kernels.pxd": kernels_pxd(),
        CORE / "functions.py": functions_py(),
        CORE / "methods.py": methods_py(),
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
