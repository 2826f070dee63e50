"""The table of functions as a person reads it, and as data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from wengert.cli.fault import Fault, suggestion
from wengert.core.elementwise import combine
from wengert.core.row import Row
from wengert.core.row import rows as rows_of_table
from wengert.core.symbol import Symbol, topological
from wengert.core.value import Value


def rows() -> list[Row]:
    """Every row of the table, in its order."""
    return rows_of_table()


def find(name: str) -> Row:
    """The row that a name, a NumPy name or an operator means.

    Raises:
        Fault: there is none.
    """
    for row in rows():
        if name in (row.name, *row.numpy) or (name == row.symbol and row.arity == 2):
            return row
    names = [known for row in rows() for known in (row.name, *row.numpy)]
    hint = suggestion(name, names) or "; `wengert functions` lists all"
    raise Fault(f"there is no function {name!r}{hint}", "", 0)


def notation(row: Row) -> str:
    """How a row is written: `x + y`, `tanh(x)`."""
    if not row.symbol:
        return row.signature
    return row.symbol + row.args[0] if len(row.args) == 1 else f" {row.symbol} ".join(row.args)


def to_json(row: Row) -> dict[str, Any]:
    """Everything about a row; formulas as text."""
    return {
        "name": row.name,
        "signature": row.signature,
        "notation": notation(row),
        "computes": row.doc,
        "kind": "composite" if row.composite else "primitive",
        "inside": inside(row),
        "partials": partials(row),
        "domain": row.domain,
        "kinks": row.kinks or None,
        "defaults": list(row.defaults),
        "numpy": list(row.numpy),
        "latex": latex(row),
        "source": row.source or None,
    }


def latex(row: Row) -> str:
    """A row's LaTeX with its arguments in place."""
    if row.variadic:
        return row.latex.format(f"{row.args[0].rstrip('s')}_1, {row.args[0].rstrip('s')}_2, \\ldots")
    return row.latex.format(*row.args)


def inside(row: Row) -> str | None:
    """A composite row written in other rows; None for a primitive one."""
    return None if row.inside is None else _text(row.inside(*_arguments(row)))


def partials(row: Row) -> dict[str, str] | None:
    """A primitive row's partial derivatives as text, by argument; None for a composite one, which derives them."""
    if row.composite:
        return None
    args = _arguments(row)
    found = row.partials_at(args, _Written("out"))
    return {arg.name: _text(partial) for arg, partial in zip(args, found, strict=True)}


class _Written(Symbol):
    """A Symbol that leaves composite rows closed, as they are written."""

    __slots__ = ()

    def _apply(self, row: Row, args: tuple[Any, ...]) -> Any:
        return _Written("", row, args)


def _arguments(row: Row) -> list[_Written]:
    """A row's arguments; two pairs or three numbers stand for any number."""
    if not row.variadic:
        return [_Written(name) for name in row.args]
    if row.args == ("xys",):
        return [_Written(name) for name in ("x1", "x2", "y1", "y2")]
    return [_Written(f"x{i}") for i in (1, 2, 3)]


def _text(expression: Any) -> str:
    """A formula in the notation of the table: that of the Values which it makes."""
    if not isinstance(expression, Symbol):
        return f"{expression:.10g}"
    made: dict[int, Value] = {}
    for symbol in topological([expression]):
        if symbol.row is None:
            made[id(symbol)] = Value(float("nan"), label=symbol.name)
        else:
            args = [made[id(arg)] if isinstance(arg, Symbol) else _constant(arg) for arg in symbol.args]
            made[id(symbol)] = combine(symbol.row, args)
    return made[id(expression)].expression


def _constant(x: float) -> Value:
    """A number that is written with more digits than a graph shows."""
    return Value(x, label=f"({x:.10g})" if x < 0 else f"{x:.10g}")


def overview(some: Sequence[Row]) -> RenderableType:
    """The table, two or three lines a row, for 80 columns and more."""
    table = Table(box=None, header_style="dim", pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column("written", no_wrap=True)
    table.add_column("computes")
    for row in some:
        table.add_row(Text(notation(row), "bold"), Text(row.doc))
        for line in _small_print(row):
            table.add_row("", Text(line, "dim"))
    composite = sum(row.composite for row in some)
    legend = (
        f"{len(some)} functions: {len(some) - composite} primitive, {composite} composite (written in others, "
        "their derivatives derived). `wengert functions NAME` shows one with its derivative."
    )
    return Group(table, Text(), Text(legend))


def _small_print(row: Row) -> Iterator[str]:
    if row.domain != "all real numbers":
        yield f"domain: {row.domain}"
    if row.kinks:
        yield f"derivative at {row.kinks}"
    also = []
    if row.composite:
        also.append("composite" if row.variadic else f"composite: {inside(row)}")
    if row.symbol:
        also.append(f"function {row.name}")
    if row.numpy:
        also.append(f"NumPy {', '.join(row.numpy)}")
    if also:
        yield "; ".join(also)
    if row.source:
        yield f"source: {row.source}"


def _call(row: Row) -> str:
    """The call with the defaults in it: `leaky_relu(x, slope=0.01)`."""
    if row.variadic:
        return row.signature
    needed = len(row.args) - len(row.defaults)
    optional = [f"{arg}={default:g}" for arg, default in zip(row.args[needed:], row.defaults, strict=True)]
    return f"{row.name}({', '.join([*row.args[:needed], *optional])})"


def detail(row: Row) -> RenderableType:
    """All about one row."""
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")

    def say(head: str, text: str) -> None:
        if text:
            table.add_row(head, Text(text))

    say("written", notation(row))
    say("computes", row.doc)
    say("domain", row.domain)
    if row.composite:
        say("kind", "composite: one node in a graph, written in other functions")
        say("inside", inside(row) or "")
        say("partials", "derived from what is inside")
    else:
        say("kind", "primitive")
        for arg, partial in (partials(row) or {}).items():
            say(f"d/d{arg}", partial)
    say("derivative at", row.kinks)
    say("call", f"wg.{_call(row)}" if row.function else "")
    say("NumPy names", ", ".join(row.numpy))
    say("LaTeX", latex(row))
    say("source", row.source)
    return Group(Text(row.name, "bold"), table)
