"""Statements, and how a language writes them.

Legend: place where a number is put; depth how far lines stand in.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple, TypeAlias

from wengert.compiler.export.dialect import PREFIX, Code, Dialect


class Let(NamedTuple):
    """A name for a number that stays as it is."""

    name: str
    code: str


class Variable(NamedTuple):
    """A name for a number to which others are added."""

    name: str
    code: str


class Index(NamedTuple):
    """A name for a whole number that goes on."""

    name: str
    code: str


class Set(NamedTuple):
    """A number is put somewhere."""

    place: str
    code: str


class Add(NamedTuple):
    """A number is added to what is somewhere."""

    place: str
    code: str


class Note(NamedTuple):
    """A word to the reader."""

    text: str


class Leave(NamedTuple):
    """The path ends here, if so."""

    condition: str


class For(NamedTuple):
    """A loop: counter, rounds, rounds - 1; from behind if `back`."""

    counter: str
    rounds: str
    last: str
    body: list[Statement]
    back: bool = False


class Call(NamedTuple):
    """A part of long straight code, in a function of its own."""

    place: int
    body: list[Statement]


Statement: TypeAlias = "Let | Variable | Index | Set | Add | Note | Leave | For | Call"


def pruned(statements: Iterable[Statement], read: set[str]) -> list[Statement]:
    """Statements without names that nothing behind them reads, and loops without what is in them.

    Args:
        statements: what is done.
        read: words that are read behind them; those that these statements read are added.
    """
    kept: list[Statement] = []
    for statement in reversed(list(statements)):
        if isinstance(statement, (For, Call)):
            body = pruned(statement.body, read)
            if not body:
                continue
            statement = statement._replace(body=body)
        elif isinstance(statement, Let) and statement.name not in read:
            continue
        read.update(word for text in statement if isinstance(text, str) for word in re.findall(r"\w+", text))
        kept.append(statement)
    return kept[::-1]


def render(statements: Iterable[Statement], dialect: Dialect, call: Callable[[Call], str], depth: int = 0) -> list[str]:
    """Lines of code."""
    lines: list[str] = []

    def put(text: str, more: int = 0) -> None:
        lines.extend(" " * (dialect.indent * (depth + more)) + line for line in text.split("\n"))

    for statement in statements:
        if isinstance(statement, Let):
            put(dialect.let.format(*statement))
        elif isinstance(statement, Variable):
            put(dialect.variable.format(*statement))
        elif isinstance(statement, Index):
            put(dialect.index.format(*statement))
        elif isinstance(statement, Set):
            put(dialect.statement.format(f"{statement.place} = {statement.code}"))
        elif isinstance(statement, Add):
            code = statement.code
            minus = code.startswith("-") and (not isinstance(code, Code) or code.binds == PREFIX)
            sign, code = ("-=", code[1:]) if minus else ("+=", code)
            put(dialect.statement.format(f"{statement.place} {sign} {code}"))
        elif isinstance(statement, Note):
            put(dialect.note.format(statement.text))
        elif isinstance(statement, Leave):
            put(dialect.leave.format(statement.condition))
        elif isinstance(statement, For):
            head = dialect.back if statement.back else dialect.loop
            put(head.format(statement.counter, statement.rounds, statement.last))
            lines += render(statement.body, dialect, call, depth + 1)
            if dialect.end:
                put(dialect.end)
        else:
            put(dialect.statement.format(call(statement)))
    return lines



def without_idle(statements: list[Statement]) -> list[Statement]:
    """The same without adjoints that are named and never mentioned again: all that would have been added was 0."""
    while True:
        counts = Counter(_words(statements))
        idle = {name for name, count in counts.items() if count == 1}
        fewer = _without(statements, idle)
        if fewer == statements:
            return statements
        statements = fewer


def _words(statements: Iterable[Statement]) -> Iterator[str]:
    for statement in statements:
        for field in statement:
            if isinstance(field, str):
                yield from re.findall(r"\w+", field)
            elif isinstance(field, list):
                yield from _words(field)


def _without(statements: Iterable[Statement], names: set[str]) -> list[Statement]:
    found: list[Statement] = []
    for statement in statements:
        if isinstance(statement, (For, Call)):
            statement = statement._replace(body=_without(statement.body, names))
        if not (isinstance(statement, Variable) and statement.name in names):
            found.append(statement)
    return found
