"""Plant one mistake after another in the table and see that a check of its rows fails.

    python tools/mutate_table.py                      every mistake, and those that nothing noticed
    python tools/mutate_table.py --row tanh           those in one row
    python tools/mutate_table.py --plant OLD NEW      one of your own: a piece of ops.py, and what to write instead

A mistake is an operator, a comparison, a number, a sign or two arguments exchanged, in what a row
computes or in what it stands on.  The table with the mistake is imported, kernels are generated from
it in memory, and the checks of `tests/core/rowchecks.py` run on the interpreted build: no file changes.
"""

from __future__ import annotations

import argparse
import ast
import importlib
import os
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_file_location, spec_from_loader
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
CORE = ROOT / "src" / "wengert" / "core"
TABLE = CORE / "ops.py"

#: Columns of a row that are code.  The rest is text, which a golden file pins.
CODE = ("value", "partials", "inside", "kink", "require")

#: Mistakes that change nothing, and why.
EQUIVALENT: dict[tuple[str, str], str] = {
    ("atan2", "x < 0 -> x <= 0"): "at x = 0 the distance to the origin vanishes where y does",
    ("_gap", "inf -> nan"): "one number alone has no tie: anything but 0 says so",
    ("_gap", "0.0 -> 1.0"): "the same",
    ("_shares", "1.0 -> 2.0"): "cancels in the quotient",
    ("_shares", "1.0 -> 1.001"): "cancels in the quotient",
    ("_logsumexp", "0.0 -> 1.0"): "any finite shift serves where the largest is infinite",
}

#: Functions of which only that they vanish matters, not the sign.
DISTANCES = ("_off_integer", "_gap")

#: Rows whose two arguments may be exchanged.
SYMMETRIC = ("eq", "ne", "hypot", "add", "mul", "scale")

OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Add,
}
COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.Gt),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.Lt),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
}
NEIGHBOURS = {
    "exp": "expm1", "log": "log1p", "sin": "cos", "cos": "sin", "sinh": "cosh", "cosh": "sinh", "sqrt": "square",
    "max": "min", "eq": "ne", "ne": "eq", "nan": "inf", "inf": "nan", "tanh": "erf", "LN2": "LN10", "LN10": "LN2",
    "SQRT2": "LN2", "add": "sub", "mul": "add",
}  # fmt: skip


class Mistake(NamedTuple):
    """A changed table."""

    row: str
    line: int
    change: str
    source: str


# --- making mistakes -------------------------------------------------------------------------------


def mistakes(source: str) -> Iterator[Mistake]:
    """Every mistake in the code of a table."""
    for row, tree, distance in _code(ast.parse(source)):
        for node in ast.walk(tree):
            for changed in _changes(node, distance):
                if ast.dump(changed) != ast.dump(node):
                    yield _planted(source, row, node, ast.unparse(changed))


def _code(table: ast.Module) -> Iterator[tuple[str, ast.AST, bool]]:
    """What computes something, the row that it belongs to, and whether it is a distance to kinks."""
    for statement in table.body:
        if isinstance(statement, ast.FunctionDef) and statement.name != "row":
            name, distance = statement.name, statement.name in DISTANCES
            for part in statement.body:
                if isinstance(part, ast.Return):
                    yield from _columns(name, part.value, distance)
                else:
                    yield name, part, distance
        elif isinstance(statement, (ast.Assign, ast.AnnAssign)):
            target = statement.targets[0] if isinstance(statement, ast.Assign) else statement.target
            yield from _columns(target.id if isinstance(target, ast.Name) else "", statement.value)


def _columns(name: str, value: ast.expr | None, distance: bool = False) -> Iterator[tuple[str, ast.AST, bool]]:
    """The code in an expression: in a row's columns, or the whole where it is no row."""
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id in ("row", "comparison"):
        yield name, ast.Tuple(value.args[:1], ast.Load()), False
        for keyword in value.keywords:
            if keyword.arg in CODE:
                yield name, keyword.value, keyword.arg == "kink"
    elif value is not None:
        yield name, value, distance


def _changes(node: ast.AST, distance: bool) -> Iterator[ast.expr]:
    if isinstance(node, ast.BinOp):
        if type(node.op) in OPERATORS:
            yield ast.BinOp(node.left, OPERATORS[type(node.op)](), node.right)
        if isinstance(node.op, (ast.Sub, ast.Div)) and not distance:  # the sign of a distance means nothing
            yield ast.BinOp(node.right, node.op, node.left)
    elif isinstance(node, ast.Compare):
        for operator in COMPARISONS.get(type(node.ops[0]), ()):
            yield ast.Compare(node.left, [operator(), *node.ops[1:]], node.comparators)
    elif isinstance(node, ast.Constant) and isinstance(node.value, (int, float)) and not isinstance(node.value, bool):
        yield ast.Constant(node.value + 1)
        yield ast.Constant(node.value * 1.001 if isinstance(node.value, float) else node.value - 1)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        yield node.operand
    elif isinstance(node, ast.Call):
        called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        args, i = list(node.args), int(called == "where")
        if called not in SYMMETRIC and len(args) > i + 1 and not any(isinstance(arg, ast.Starred) for arg in args):
            args[i], args[i + 1] = args[i + 1], args[i]
            yield ast.Call(node.func, args, node.keywords)
    elif isinstance(node, ast.IfExp):
        yield ast.IfExp(node.test, node.orelse, node.body)
    elif isinstance(node, (ast.Name, ast.Attribute)) and isinstance(node.ctx, ast.Load):
        other = NEIGHBOURS.get(node.id if isinstance(node, ast.Name) else node.attr)
        if other:
            yield ast.Name(other) if isinstance(node, ast.Name) else ast.Attribute(node.value, other, ast.Load())
    elif isinstance(node, ast.Tuple) and len(node.elts) > 1 and not distance:
        yield ast.Tuple([*node.elts[1:], node.elts[0]], ast.Load())
    elif isinstance(node, ast.Lambda) and isinstance(node.body, (ast.BinOp, ast.Call)) and not distance:
        yield ast.Lambda(node.args, ast.UnaryOp(ast.USub(), node.body))


def _planted(source: str, row: str, node: ast.AST, new: str) -> Mistake:
    assert isinstance(node, ast.expr)
    lines = source.splitlines(keepends=True)
    first, last = node.lineno - 1, (node.end_lineno or node.lineno) - 1
    old = ast.get_source_segment(source, node) or ""
    head = lines[first].encode()[: node.col_offset].decode()
    tail = lines[last].encode()[node.end_col_offset :].decode()
    changed = "".join([*lines[:first], f"{head}({new}){tail}", *lines[last + 1 :]])
    return Mistake(row, node.lineno, f"{' '.join(old.split())} -> {new}", changed)


# --- noticing them -----------------------------------------------------------------------------------


class _Planted(MetaPathFinder, Loader):
    """Finds some modules of the core in given texts, and the others in their .py files."""

    def __init__(self, texts: dict[str, str]) -> None:
        self.texts = texts

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        file = CORE / f"{name.rpartition('.')[2]}.py"
        if name in self.texts:
            return spec_from_loader(name, self)
        return spec_from_file_location(name, file) if name.startswith("wengert.core.") and file.exists() else None

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self.texts[module.__name__], f"<{module.__name__}>", "exec"), vars(module))


def _forget() -> None:
    for name in list(sys.modules):
        if name.split(".")[0] in ("wengert", "rowchecks", "generate"):
            del sys.modules[name]


def noticed(mistake: Mistake) -> str:
    """The first failure that a mistake leads to; empty if there is none."""
    texts = {"wengert.core.ops": mistake.source}
    before = list(sys.meta_path)
    sys.path[:0] = [str(ROOT / "tools"), str(ROOT / "tests" / "core")]
    sys.meta_path.insert(0, _Planted(texts))
    try:
        _forget()
        generate = importlib.import_module("generate")
        texts["wengert.core.kernels"] = generate.kernels_py()
        _forget()
        generate.import_the_table_alone()  # without wengert/__init__.py: no more than the checks need
        checks = importlib.import_module("rowchecks")
        for name in sorted(checks.NAMES, key=lambda name: name != mistake.row):
            for failure in checks.failures(name):
                return f"{name}: {failure}"
    except Exception as error:  # the table cannot be imported
        return f"{type(error).__name__}: {error}"
    finally:
        sys.meta_path[:] = before
        del sys.path[:2]
        _forget()
    return ""


def main() -> int:
    """Plant and count; the exit status is 1 if a mistake survives."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--row", help="only the mistakes in this row")
    parser.add_argument("--plant", nargs=2, action="append", metavar=("OLD", "NEW"), help="a mistake of your own")
    parser.add_argument("--processes", type=int, default=os.cpu_count())
    options = parser.parse_args()
    source = TABLE.read_text(encoding="utf-8")
    if reason := noticed(Mistake("", 0, "", source)):
        parser.error(f"the table fails its checks without any mistake: {reason}")
    if options.plant:
        for old, _ in options.plant:
            if source.count(old) != 1:
                parser.error(f"{old!r} is {source.count(old)} times in {TABLE.name}; give a piece that is there once")
        planted = [Mistake("", 0, f"{old} -> {new}", source.replace(old, new)) for old, new in options.plant]
    else:
        planted = [m for m in mistakes(source) if options.row in (None, m.row) and (m.row, m.change) not in EQUIVALENT]
    with ProcessPoolExecutor(options.processes) as pool:
        reasons = list(pool.map(noticed, planted, chunksize=4))
    for mistake, reason in zip(planted, reasons, strict=True):
        if options.plant or not reason:
            print(f"{mistake.row or TABLE.name}:{mistake.line}: {mistake.change}: {reason or 'SURVIVES'}")
    print(f"{sum(map(bool, reasons))} of {len(planted)} mistakes noticed; {len(EQUIVALENT)} known to change nothing")
    return int(not all(reasons))


if __name__ == "__main__":
    sys.exit(main())
