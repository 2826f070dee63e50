"""draw_dot: a graph as a Digraph that renders with or without Graphviz.

Where the package `graphviz` is installed the result is a true `graphviz.Digraph`, else one that looks
alike.  In both, pictures come from the system's `dot`, from `graphviz-pure`, or from our own renderer,
whichever is there.  All three draw the source as it is: nodes and edges that were added to it, too.
"""

from __future__ import annotations

import os
import webbrowser
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from wengert.core import files, number
from wengert.core.graph import Graph
from wengert.core.value import Value
from wengert.see.draw import options
from wengert.see.draw.compose import compose
from wengert.see.draw.dotlang import engines
from wengert.see.draw.dotlang.lookalike import Lookalike
from wengert.see.draw.forms import dot
from wengert.see.draw.picture import SHOW

_IMAGES = {"image/svg+xml": "svg", "image/png": "png", "image/jpeg": "jpeg"}  # what notebooks show


class Rendering:
    """What `Digraph` and its look-alike render with."""

    def pipe(
        self: Any,
        format: str | None = None,
        renderer: str | None = None,
        formatter: str | None = None,
        neato_no_op: bool | int | None = None,
        quiet: bool = False,
        *,
        engine: str | None = None,
        encoding: str | None = None,
    ) -> bytes | str:
        """The picture itself.

        Args:
            format: "svg", "png", "pdf", …; that of the graph by default.
            renderer: Graphviz's, `cairo`.
            formatter: Graphviz's, `gd`.
            neato_no_op: taken for compatibility; it means something to the engine `neato` only.
            quiet: taken for compatibility; nothing is printed in any case.
            engine: Graphviz's layout: "dot", "neato", …
            encoding: of a text that is wanted in place of bytes.

        Returns:
            Bytes, or with an encoding a str.

        Raises:
            RenderError: neither Graphviz nor our own renderer knows the format; the message says what to do.
        """
        form = ":".join(filter(None, (format or self.format, renderer or self.renderer, formatter or self.formatter)))
        drawn = engines.rendered(self.source, form, engine or self.engine, self.directory or None)
        return drawn.decode(encoding) if encoding else drawn

    def render(
        self: Any,
        filename: str | os.PathLike[str] | None = None,
        directory: str | os.PathLike[str] | None = None,
        view: bool = False,
        cleanup: bool = False,
        format: str | None = None,
        renderer: str | None = None,
        formatter: str | None = None,
        neato_no_op: bool | int | None = None,
        quiet: bool = False,
        quiet_view: bool = False,
        *,
        outfile: str | os.PathLike[str] | None = None,
        engine: str | None = None,
        raise_if_result_exists: bool = False,
        overwrite_source: bool = False,
    ) -> str:
        """Write the source into a file, and the picture into another beside it.

        Args:
            filename: of the source; the picture's has `.svg`, … behind it.
            directory: where both go; it is made if it is not there.
            view: whether to open the picture in what the system opens such files with.
            cleanup: whether to delete the source again.
            format: "svg", "png", "pdf", …; that of the graph by default.
            renderer: Graphviz's, `cairo`.
            formatter: Graphviz's, `gd`.
            neato_no_op: as for `pipe`.
            quiet: as for `pipe`.
            quiet_view: the same as view.
            outfile: the picture's file; its suffix is the format where none is given.
            engine: Graphviz's layout: "dot", "neato", …
            raise_if_result_exists: whether a picture that is there is an error.
            overwrite_source: whether the picture may take the place of the source.

        Returns:
            The picture's path: `render("gout")` gives `gout.svg`.

        Raises:
            RenderError: nobody knows the format; nothing has been written then.
            FileExistsError: the picture is there already, and that was to be an error.
            ValueError: the picture would take the place of the source.
            OSError: a file cannot be written.
        """
        suffix = os.path.splitext(os.fspath(outfile))[1][1:] if outfile is not None else ""
        form = format or suffix or self.format
        if directory is not None:
            self.directory = os.fspath(directory)
        if filename is not None:
            self.filename = os.fspath(filename)
        elif outfile is not None:
            self.filename = f"{os.path.splitext(os.path.basename(os.fspath(outfile)))[0]}.gv"
        behind = ".".join(filter(None, (formatter or self.formatter, renderer or self.renderer, form)))
        path = os.path.join(self.directory, os.fspath(outfile)) if outfile is not None else f"{self.filepath}.{behind}"
        if raise_if_result_exists and os.path.exists(path):
            raise FileExistsError(f"{path!r} is there already")
        if os.path.abspath(path) == os.path.abspath(self.filepath) and not overwrite_source:
            raise ValueError(f"the picture would take the place of its source {path!r}; choose another filename")
        drawn = self.pipe(form, renderer, formatter, neato_no_op, quiet, engine=engine)
        source = self.save()
        files.write(path, drawn)
        if cleanup and os.path.abspath(path) != os.path.abspath(source):
            os.remove(source)
        if view or quiet_view:
            webbrowser.open(Path(path).absolute().as_uri())
        return path

    def view(
        self: Any,
        filename: str | os.PathLike[str] | None = None,
        directory: str | os.PathLike[str] | None = None,
        cleanup: bool = False,
        quiet: bool = False,
        quiet_view: bool = False,
    ) -> str:
        """Render into a file and open it; the arguments are those of `render`."""
        path: str = self.render(filename, directory, True, cleanup, quiet=quiet, quiet_view=quiet_view)
        return path

    def _repr_mimebundle_(
        self, include: Iterable[str] | None = None, exclude: Iterable[str] | None = None, **_: Any
    ) -> dict[str, bytes | str]:
        """What a notebook shows: SVG, if it asks for nothing else."""
        wanted = set(include) if include is not None else {"image/svg+xml"}
        wanted -= set(exclude or ())
        return {
            mime: self.pipe(form, encoding="utf-8" if form == "svg" else None)
            for mime, form in _IMAGES.items()
            if mime in wanted
        }


@cache
def digraph_class() -> type[Any]:
    """The class of what `draw_dot` returns: a `graphviz.Digraph` where that package is installed."""
    base: type[Any] = Lookalike
    with suppress(ImportError):
        base = import_module("graphviz").Digraph
    return type("Digraph", (Rendering, base), {"__doc__": "A digraph that renders with or without Graphviz."})


def draw_dot(
    y: Value | Graph | Iterable[Value],
    format: str = "svg",
    rankdir: str = "LR",
    *,
    show: Sequence[str] = SHOW,
    fold: str | None = None,
) -> Any:
    """A graph as a Graphviz digraph: records `{ label | data … | grad … }` and small operation nodes.

    Before a backward pass the records have no gradient, since none has been computed: no `grad 0.0000`, as
    micrograd's have.  After it they do; a node that the sweep did not reach says `–`.

    Args:
        y: a Value, several, or a Graph.
        format: of pictures: "svg", "png", … ; svg needs nothing installed.
        rankdir: "LR", from left to right, or "TB", from top to bottom.
        show: which numbers: of "data", "grad", "partials".
        fold: "neuron" or "layer" folds each of these into a box; "auto" as much as it takes; None nothing.

    Returns:
        A `graphviz.Digraph` where the package `graphviz` is installed, else one that looks alike: a notebook
        shows it, `.render("gout")` writes `gout.svg` and returns that name.  Nodes are called `v0`, `v1`, …
        by their places in `wg.Graph(y).nodes`, and the circle before `v7` is `v7_op`, for edges of your own.

    Raises:
        TypeError: y is none of these.
        ValueError: rankdir or show is none of these, or the graph is too large to be drawn without folding.

    Cost: some 20 µs per node for the source; rendering is up to Graphviz.

    >>> a, b = Value(2.0, label="a"), Value(-3.0, label="b")
    >>> picture = draw_dot(a * b)
    >>> print(picture.source.splitlines()[4].strip())
    "v0" [label="{ a | data 2 }" style="filled" fillcolor="#eaf5ec"]
    """
    picture = compose(_graph(y), options.show(show), fold)
    return digraph_class()(
        format=format,
        graph_attr={"rankdir": options.rankdir(rankdir), **dot.GRAPH},
        node_attr=dot.NODES,
        edge_attr=dot.EDGES,
        body=[f"{line}\n" for line in dot.statements(picture)],
    )


def _graph(y: Any) -> Graph:
    if isinstance(y, Graph):
        return y
    if not isinstance(y, (Value, Iterable)):
        raise TypeError(f"draw_dot needs Values or a Graph, got {number.what(y)}")
    return Graph(y)
