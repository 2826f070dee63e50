r"""The Wengert list as text.

    listing  = { [ node ] end } return { end }        `end` is a line's end; before it `#` begins a comment
    node     = name "=" what [ label ] [ "@" scope ]
    what     = ( "leaf" | "constant" ) number | row name { name }
    return   = "return" name { name }
    name     = letter { letter | digit }              a node's; `_` is a letter
    row      = name                                   a row's of the table
    number   = [ "-" ] ( digits [ "." digits ] [ "e" [ "+" | "-" ] digits ] | "inf" | "nan" )
    label    = string                                 as in JSON: `"a \"b\""`
    scope    = string | word { "." word }             as in JSON, or letters, digits and `_`

A name is defined once, and before it is used.  Numbers are exact: as many digits as it takes to get the
same float back.  What operations make of them is not written but computed anew.  Gradients are no part
of the list.

Nothing here is ever evaluated as Python, and nothing is built that the text does not spell out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from math import inf
from typing import NamedTuple, NoReturn

from wengert.core import context, number
from wengert.core.errors import GraphError, GraphFormatError
from wengert.core.notation import shown
from wengert.core.row import BY_NAME, CONSTANT, LEAF, STATED, Row
from wengert.core.value import Value, apply

_KINDS = {"leaf": LEAF, "constant": CONSTANT}
_WORDS = {code: word for word, code in _KINDS.items()}

_TOKEN = re.compile(
    r"""(?P<name>[A-Za-z_][A-Za-z0-9_]*)
      | (?P<number>-?(?:[0-9]+(?:\.[0-9]+)?(?:e[+-]?[0-9]+)?|inf\b|nan\b))
      | (?P<equals>=)
      | (?P<string>"[^"\\]*(?:\\.[^"\\]*)*")
      | (?P<scope>@(?:[A-Za-z0-9_]+(?:\.[A-Za-z0-9_]+)*)?)
      | (?P<comment>\#.*)
      | (?P<end>$)""",
    re.VERBOSE,
)
_BLANK = re.compile(r"[ \t\r]*")
_PLAIN_SCOPE = re.compile(r"[A-Za-z0-9_]+(?:\.[A-Za-z0-9_]+)*")
_ROW_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_LONGEST_NUMBER = 40  # characters; 24 are enough for any float


def text(nodes: Sequence[Value], outputs: Sequence[Value]) -> str:
    """Some nodes in topological order as text.

    Raises:
        GraphError: a row's name cannot stand in the text, or means another row by now.
    """
    names = {id(node): f"v{i}" for i, node in enumerate(nodes)}
    lines = []
    for node in nodes:
        if node.row is None:
            what = f"{_WORDS[node._code]} {node.data!r}"
        else:
            what = " ".join([_written(node.row), *(names[id(arg)] for arg in node.args)])
        lines.append(f"{names[id(node)]} = {what}{_marks(node)}")
    lines.append(" ".join(["return", *(names[id(output)] for output in outputs)]))
    return "\n".join(lines) + "\n"


def findable(row: Row) -> str:
    """The name of a row, which is to find it again.

    Raises:
        GraphError: the name means another row by now, or a row that no file can compute.
    """
    if row.code == STATED.code:
        raise GraphError(f"the graph has a step that was taken by hand ({row.name!r}); text and files cannot hold it")
    if BY_NAME.get(row.name) is not row:
        raise GraphError(f"the name of the row {row.name!r} means another row by now; build the graph anew")
    return row.name


def _written(row: Row) -> str:
    if row.name in _KINDS or not _ROW_NAME.fullmatch(row.name):
        raise GraphError(f"a row named {row.name!r} cannot be written; name it with letters, digits and _")
    return findable(row)


def _marks(node: Value) -> str:
    label = f" {json.dumps(node.label)}" if node.label else ""
    if not node.scope:
        return label
    return f"{label} @{node.scope if _PLAIN_SCOPE.fullmatch(node.scope) else json.dumps(node.scope)}"


def parse(text: str) -> list[Value]:
    """The outputs of a list that is given as text, made of new Values.

    Raises:
        TypeError: text is no str.
        GraphFormatError: it is not of the grammar, or a row refuses its operands; with line and column.
    """
    nodes: dict[str, Value] = {}
    outputs: list[Value] = []
    lines = number.text(text, "the text of a graph").split("\n")
    with context.unwatched():
        for i, words in enumerate(lines, start=1):
            line = _Line(words, i)
            if line.next.kind == "end":
                continue
            if outputs:
                line.refuse("nothing may follow the line `return`")
            first = line.take("name", "a name, or `return`")
            if first.text == "return":
                outputs += _operands(line, nodes)
            else:
                if first.text in nodes:
                    line.refuse(f"{first.text} is defined already", first)
                line.take("equals", "`=`")
                nodes[first.text] = _node(line, nodes)
            line.take("end", "the end of the line")
    if not outputs:
        raise GraphFormatError(f"line {len(lines)}, column 1", "the line `return` is missing")
    return outputs


def restored(row: Row, args: tuple[Value, ...], grad: float, label: str, scope: str) -> Value:
    """A node of a row, computed anew, with what it carried.

    Raises:
        ValueError: the row refuses the operands' numbers.
    """
    node = apply(row, args)
    if scope:
        return Value._restored(node.data, grad, row.code, args, node.partials, (label, scope, ""))
    if grad:
        node.grad = grad
    if label:
        node.label = label
    return node


class _Token(NamedTuple):
    kind: str
    text: str
    column: int


class _Line:
    """The tokens of a line, one after the other."""

    def __init__(self, line: str, number: int) -> None:
        self.line = line
        self.number = number
        self.next = self._scan(0)

    def _scan(self, start: int) -> _Token:
        blank = _BLANK.match(self.line, start)
        assert blank is not None  # it may be empty
        match = _TOKEN.match(self.line, blank.end())
        if match is None:
            return _Token("stray", self.line[blank.end()], blank.end())
        kind = "end" if match.lastgroup == "comment" else str(match.lastgroup)
        return _Token(kind, match.group(), blank.end())

    def take(self, kind: str, meant: str) -> _Token:
        """The next token, which must be of that kind."""
        token = self.next
        if token.kind != kind:
            found = "the end of the line" if token.kind == "end" else shown(token.text)
            self.refuse(f"expected {meant}, got {found}")
        self.next = self._scan(token.column + len(token.text))
        return token

    def refuse(self, wrong: str, at: _Token | None = None) -> NoReturn:
        """Raise GraphFormatError, at a token or at the next one."""
        raise GraphFormatError(f"line {self.number}, column {(at or self.next).column + 1}", wrong)


def _node(line: _Line, nodes: dict[str, Value]) -> Value:
    """What stands to the right of `=`."""
    what = line.take("name", "an operation, `leaf` or `constant`")
    if what.text in _KINDS:
        data = _number(line)
        return Value._restored(data, 0.0, _KINDS[what.text], (), (), (*_labels(line), ""))
    row = BY_NAME.get(what.text)
    if row is None:
        line.refuse(f"there is no operation {shown(what.text)}", what)
    args = tuple(_operands(line, nodes))
    label, scope = _labels(line)
    try:
        number.check_count(row, len(args))
        return restored(row, args, 0.0, label, scope)
    except (TypeError, ValueError) as refused:
        line.refuse(str(refused), what)


def _number(line: _Line) -> float:
    token = line.next
    if token.text not in ("inf", "nan"):  # which read as names
        line.take("number", "a number")
        if len(token.text) > _LONGEST_NUMBER:
            line.refuse(f"a number has at most {_LONGEST_NUMBER} characters, this one {len(token.text)}", token)
    else:
        line.take("name", "a number")
    x = float(token.text)
    if x in (inf, -inf) and "inf" not in token.text:
        line.refuse(f"{token.text} is beyond the range of floats; write inf if that is meant", token)
    return x


def _operands(line: _Line, nodes: dict[str, Value]) -> list[Value]:
    """One name or more of nodes above."""
    args: list[Value] = []
    while not args or line.next.kind == "name":
        name = line.take("name", "the name of a node")
        if name.text not in nodes:
            line.refuse(f"no line above defines {shown(name.text)}", name)
        args.append(nodes[name.text])
    return args


def _labels(line: _Line) -> tuple[str, str]:
    """The label and the scope, as far as they are there."""
    label = _string(line) if line.next.kind == "string" else ""
    if line.next.kind != "scope":
        return label, ""
    scope = line.take("scope", "a scope").text[1:]
    return label, scope or _string(line)


def _string(line: _Line) -> str:
    token = line.take("string", "a string in quotes")
    try:
        return str(json.loads(token.text))
    except ValueError as refused:
        line.refuse(f"this is no string of JSON: {refused}", token)
