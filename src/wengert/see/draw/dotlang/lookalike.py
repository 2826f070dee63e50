"""A Digraph where the package `graphviz` is not installed: what notebooks use of its class.

Written from the package's documented interface; everything about rendering stands in `digraph.py`.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from wengert.core import files
from wengert.see.draw.forms.dot import attributes, quoted

Attributes = Mapping[str, Any] | None


class Lookalike:
    """A digraph in the dot language that one adds nodes and edges to.

    Args:
        name: of the graph.
        comment: a line above it.
        filename: of the source, where none is given later; `Digraph.gv` by default.
        directory: where files go.
        format: of pictures: "svg", "png", …
        engine: Graphviz's layout.
        encoding: of the source.
        graph_attr: attributes of the graph.
        node_attr: attributes of all nodes.
        edge_attr: attributes of all edges.
        body: lines of statements.
        strict: whether edges are merged.
    """

    def __init__(
        self,
        name: str | None = None,
        comment: str | None = None,
        filename: str | os.PathLike[str] | None = None,
        directory: str | os.PathLike[str] | None = None,
        format: str | None = None,
        engine: str | None = None,
        encoding: str = "utf-8",
        graph_attr: Attributes = None,
        node_attr: Attributes = None,
        edge_attr: Attributes = None,
        body: Iterable[str] | None = None,
        strict: bool = False,
        *,
        renderer: str | None = None,
        formatter: str | None = None,
    ) -> None:
        self.name, self.comment, self.strict = name, comment, strict
        self.filename = os.fspath(filename) if filename is not None else f"{name or 'Digraph'}.gv"
        self.directory = os.fspath(directory) if directory is not None else ""
        self.format, self.engine, self.encoding = format or "pdf", engine or "dot", encoding
        self.renderer, self.formatter = renderer, formatter
        self.graph_attr = dict(graph_attr or {})
        self.node_attr = dict(node_attr or {})
        self.edge_attr = dict(edge_attr or {})
        self.body = list(body or ())

    @property
    def filepath(self) -> str:
        """Where the source is saved."""
        return os.path.join(self.directory, self.filename)

    @property
    def source(self) -> str:
        """The graph in the dot language."""
        return "".join(self)

    def __iter__(self) -> Iterator[str]:
        if self.comment:
            yield f"// {self.comment}\n"
        name = f" {quoted(self.name)}" if self.name else ""
        yield f"{'strict ' if self.strict else ''}digraph{name} {{\n"
        for what, of in (("graph", self.graph_attr), ("node", self.node_attr), ("edge", self.edge_attr)):
            if of:
                yield f"\t{what} {_written(of)}\n"
        for line in self.body:
            yield line if line.endswith("\n") else f"{line}\n"
        yield "}\n"

    def __str__(self) -> str:
        return self.source

    def node(self, name: str, label: str | None = None, _attributes: Attributes = None, **attrs: Any) -> None:
        """Add a node, or attributes to one."""
        self.body.append(f"\t{quoted(name)} {_merged(label, _attributes, attrs)}".rstrip() + "\n")

    def edge(
        self, tail_name: str, head_name: str, label: str | None = None, _attributes: Attributes = None, **attrs: Any
    ) -> None:
        """Add an edge; `node:port` names a field of a record."""
        line = f"\t{_end(tail_name)} -> {_end(head_name)} {_merged(label, _attributes, attrs)}"
        self.body.append(line.rstrip() + "\n")

    def edges(self, tail_head_iter: Iterable[tuple[str, str]]) -> None:
        """Add edges without attributes."""
        for tail, head in tail_head_iter:
            self.edge(tail, head)

    def attr(self, kw: str | None = None, _attributes: Attributes = None, **attrs: Any) -> None:
        """Set attributes of the graph, or from here on those of "graph", "node" or "edge"."""
        if kw is not None and kw.lower() not in ("graph", "node", "edge"):
            raise ValueError(f"attr sets attributes of 'graph', 'node' or 'edge', got {kw!r}")
        of = {**(_attributes or {}), **attrs}
        if of and kw is None:
            self.body += [f"\t{quoted(key)}={quoted(str(value))}\n" for key, value in of.items()]
        elif of:
            self.body.append(f"\t{kw} {_written(of)}\n")

    def clear(self, keep_attrs: bool = False) -> None:
        """Take out everything; the attributes, too, unless they are kept."""
        self.body.clear()
        if not keep_attrs:
            for of in (self.graph_attr, self.node_attr, self.edge_attr):
                of.clear()

    def copy(self) -> Lookalike:
        """A graph like this one, that one can change without changing this."""
        return type(self)(
            self.name, self.comment, self.filename, self.directory, self.format, self.engine, self.encoding,
            self.graph_attr, self.node_attr, self.edge_attr, self.body, self.strict,
            renderer=self.renderer, formatter=self.formatter,
        )  # fmt: skip

    def save(
        self,
        filename: str | os.PathLike[str] | None = None,
        directory: str | os.PathLike[str] | None = None,
        *,
        skip_existing: bool | None = False,
    ) -> str:
        """Write the source into a file; return where."""
        if filename is not None:
            self.filename = os.fspath(filename)
        if directory is not None:
            self.directory = os.fspath(directory)
        if skip_existing and os.path.exists(self.filepath):
            return self.filepath
        folder = os.path.dirname(self.filepath)
        if folder:
            os.makedirs(folder, exist_ok=True)
        files.write(self.filepath, self.source.encode(self.encoding))
        return self.filepath


def _end(name: str) -> str:
    """`node:port:compass` as the language writes it."""
    return ":".join(quoted(part) for part in name.split(":", 2))


def _written(of: Mapping[str, Any]) -> str:
    return attributes({key: str(value) for key, value in of.items() if value is not None})


def _merged(label: str | None, given: Attributes, attrs: Mapping[str, Any]) -> str:
    return _written({"label": label, **(given or {}), **attrs})
