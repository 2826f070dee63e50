"""Reads the dot language: what our own renderer draws when no Graphviz is there.

All of the grammar but for `strict`'s merging of edges; clusters are read for their nodes, not drawn.

    graph   : ['strict'] ('graph' | 'digraph') [id] '{' list '}'
    list    : [statement [';'] list]
    statement : ('graph' | 'node' | 'edge') attrs | id '=' id | chain [attrs]
    chain   : end (('->' | '--') end)*
    end     : id [':' id [':' id]] | ['subgraph' [id]] '{' list '}'
    attrs   : '[' [id ['=' id] [';' | ',']]* ']' [attrs]

Source: Graphviz, "The DOT Language".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

MOST_NESTED = 50  # subgraphs in each other

_TOKEN = re.compile(
    r"""(?P<blank>\s+|//[^\n]*|/\*.*?\*/|^\#[^\n]*)
      |(?P<quoted>"(?:[^"\\]|\\.)*")
      |(?P<html><)
      |(?P<id>[^\W\d]\w*|-?(?:\.\d+|\d+(?:\.\d*)?))
      |(?P<sign>->|--|[{}\[\]=;,:+])""",
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)
_KEYWORDS = {"strict", "graph", "digraph", "node", "edge", "subgraph"}


class DotError(ValueError):
    """A text is not in the dot language; the message says where."""


class Html(str):
    """A string of the language that was written `<…>`, not `"…"`; with its angles."""

    __slots__ = ()


class Token(NamedTuple):
    """A word of the language: kind is `id`, `sign` or `end`; `word` is a keyword in lower case, if it is one."""

    kind: str
    text: str
    place: int
    word: str = ""


@dataclass(slots=True)
class Edge:
    """From one node to another, each with the record field it is joined to, if any."""

    source: str
    target: str
    from_port: str
    to_port: str
    attributes: dict[str, str]


@dataclass(slots=True)
class DotGraph:
    """What a text in the dot language says: nodes with their attributes in order of appearance, and edges."""

    directed: bool = True
    attributes: dict[str, str] = field(default_factory=dict)
    nodes: dict[str, dict[str, str]] = field(default_factory=dict)
    edges: list[Edge] = field(default_factory=list)


def read(source: str) -> DotGraph:
    r"""Read a graph.

    Args:
        source: in the dot language.

    Raises:
        DotError: it is not; the message has the line.

    >>> graph = read('digraph { a [label="x | 2"]; a -> b -> c [color=red] }')
    >>> list(graph.nodes), [(edge.source, edge.target) for edge in graph.edges]
    (['a', 'b', 'c'], [('a', 'b'), ('b', 'c')])
    """
    return _Reader(source).graph()


class _Defaults(NamedTuple):
    node: dict[str, str]
    edge: dict[str, str]

    def copy(self) -> _Defaults:
        return _Defaults(dict(self.node), dict(self.edge))


class _Reader:
    def __init__(self, source: str) -> None:
        self.source = source
        self.tokens = list(self._tokens())
        self.at = 0
        self.found = DotGraph()

    # --- words --------------------------------------------------------------------------------------

    def _tokens(self) -> list[Token]:
        tokens: list[Token] = []
        place, source = 0, self.source
        while place < len(source):
            match = _TOKEN.match(source, place)
            if match is None:
                raise self._wrong(f"{source[place]!r} means nothing here", place)
            kind, text = match.lastgroup or "", match.group()
            end = match.end()
            if kind == "html":
                end = self._html(place)
                tokens.append(Token("id", Html(source[place:end]), place))
            elif kind == "quoted":
                tokens.append(Token("id", text[1:-1].replace('\\"', '"').replace("\\\n", ""), place))
            elif kind != "blank":
                word = text.lower() if kind == "id" and text.lower() in _KEYWORDS else ""
                tokens.append(Token(kind, text, place, word))
            place = end
        tokens.append(Token("end", "", place))
        return tokens

    def _html(self, place: int) -> int:
        depth = 0
        for at in range(place, len(self.source)):
            depth += (self.source[at] == "<") - (self.source[at] == ">")
            if depth == 0:
                return at + 1
        raise self._wrong("a '<' is never closed", place)

    def _wrong(self, what: str, place: int) -> DotError:
        line = self.source.count("\n", 0, place) + 1
        return DotError(f"line {line} of the dot source: {what}")

    def _peek(self, text: str) -> bool:
        token = self.tokens[self.at]
        return token.kind == "sign" and token.text == text

    def _take(self, text: str) -> bool:
        taken = self._peek(text)
        self.at += taken
        return taken

    def _need(self, text: str) -> None:
        if not self._take(text):
            token = self.tokens[self.at]
            raise self._wrong(f"expected {text!r}, got {token.text or 'the end'!r}", token.place)

    def _word(self, *words: str) -> str:
        word = self.tokens[self.at].word
        if word and word in words:
            self.at += 1
            return word
        return ""

    def _id(self) -> str:
        token = self.tokens[self.at]
        if token.kind != "id" or token.word:
            raise self._wrong(f"expected a name, got {token.text or 'the end'!r}", token.place)
        self.at += 1
        text = token.text
        while self._take("+"):
            text += self._id()
        return text

    def _is_id(self) -> bool:
        return self.tokens[self.at].kind == "id" and not self.tokens[self.at].word

    # --- sentences ----------------------------------------------------------------------------------

    def graph(self) -> DotGraph:
        self._word("strict")
        kind = self._word("graph", "digraph")
        if not kind:
            raise self._wrong("expected 'digraph' or 'graph'", self.tokens[self.at].place)
        self.found.directed = kind == "digraph"
        if self._is_id():
            self._id()
        self._need("{")
        self._list(_Defaults({}, {}), 0)
        self._need("}")
        if self.tokens[self.at].kind != "end":
            raise self._wrong("text after the graph", self.tokens[self.at].place)
        return self.found

    def _list(self, defaults: _Defaults, depth: int) -> list[str]:
        if depth > MOST_NESTED:
            raise self._wrong(f"more than {MOST_NESTED} subgraphs in each other", self.tokens[self.at].place)
        named: dict[str, None] = {}
        while not self._peek("}") and self.tokens[self.at].kind != "end":
            if self._take(";"):
                continue
            word = self._word("graph", "node", "edge")
            if word:
                into = self.found.attributes if depth == 0 else {}
                {"graph": into, "node": defaults.node, "edge": defaults.edge}[word].update(self._attributes())
            elif self._is_id() and self.tokens[self.at + 1][:2] == ("sign", "="):
                name = self._id()
                self._need("=")
                value = self._id()
                if depth == 0:
                    self.found.attributes[name] = value
            else:
                named.update(dict.fromkeys(self._chain(defaults, depth)))
        return list(named)

    def _chain(self, defaults: _Defaults, depth: int) -> list[str]:
        ends = [self._end(defaults, depth)]
        while self._take("->") or self._take("--"):
            ends.append(self._end(defaults, depth))
        attributes = self._attributes()
        for left, right in pairwise(ends):
            for source, from_port in left:
                for target, to_port in right:
                    drawn = {**defaults.edge, **attributes}
                    self.found.edges.append(Edge(source, target, from_port, to_port, drawn))
        if len(ends) == 1 and len(ends[0]) == 1:
            self.found.nodes[ends[0][0][0]].update(attributes)
        return [name for end in ends for name, _ in end]

    def _end(self, defaults: _Defaults, depth: int) -> list[tuple[str, str]]:
        if self._word("subgraph") and self._is_id():
            self._id()
        if self._take("{"):
            inside = [(name, "") for name in self._list(defaults.copy(), depth + 1)]
            self._need("}")
            return inside
        name = self._id()
        self.found.nodes.setdefault(name, dict(defaults.node))
        port = ""
        if self._take(":"):
            port = self._id()
            if self._take(":"):
                self._id()
        return [(name, port)]

    def _attributes(self) -> dict[str, str]:
        found: dict[str, str] = {}
        while self._take("["):
            while not self._take("]"):
                name = self._id()
                found[name] = self._id() if self._take("=") else "true"
                if not self._take(","):
                    self._take(";")
        return found
