"""draw: a picture of a computation, in every form that pictures come in."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from importlib import import_module
from typing import Any

from wengert.core import files, number, structure
from wengert.core.graph import Graph
from wengert.core.value import Value
from wengert.see import chain
from wengert.see.draw import cards, options
from wengert.see.draw.compose import compose
from wengert.see.draw.forms.svg import svg
from wengert.see.draw.module import module
from wengert.see.draw.picture import SHOW, Picture
from wengert.see.names import argument_names


class Drawing:
    """A picture with its place on the page; a notebook shows it by itself.

    Attributes:
        picture: what is shown.
        rankdir: "LR" or "TB".
        theme: "auto", "light" or "dark".
    """

    def __init__(self, picture: Picture, rankdir: str = "LR", theme: str = "auto") -> None:
        self.picture = picture
        self.rankdir = options.rankdir(rankdir)
        self.theme = options.theme(theme)

    @cached_property
    def placed(self) -> cards.Placed:
        """The picture with its geometry."""
        return cards.place(self.picture, self.rankdir)

    @cached_property
    def svg(self) -> str:
        """The drawing as SVG: one element, without scripts, the same text for the same graph."""
        return self.in_theme(self.theme)

    def in_theme(self, theme: str) -> str:
        """The drawing as SVG in any theme."""
        return svg(self.placed, theme)

    def text(self, width: int = 100) -> str:
        """The drawing in characters; a tree where it is too large for that.

        It runs as `rankdir` says if that fits, else in the other direction.

        Args:
            width: of a line, in characters.

        Raises:
            TypeError: width is no int.
            ValueError: it is less than 1.
        """
        return str(_writer("text")(self.picture, options.width(width), self.rankdir))

    def written(self, form: str) -> bytes:
        """The content of a file.

        Args:
            form: "svg", "png", "html", "dot", "txt", "tex" or "json".

        Raises:
            ValueError: there is no such form.
            ImportError: what the form needs is not installed; the message says how to get it.
        """
        if form not in FORMS:
            raise ValueError(f"a drawing is written as {', '.join(FORMS)}; got {form!r}")
        content = FORMS[form](self)
        return content if isinstance(content, bytes) else content.encode("utf-8")

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the drawing into a file, in the form that its suffix names.

        The file appears whole or not at all.

        Args:
            path: ends with .svg, .png, .html, .dot, .txt, .tex or .json.

        Raises:
            ValueError: it ends with something else.
            ImportError: what the form needs is not installed; the message says how to get it.
            OSError: the file cannot be written.

        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     draw(Value(2.0) * 3).save(f"{folder}/y.svg")
        """
        form = options.form(path, FORMS, "a drawing is")
        files.write(os.fsdecode(path), self.written(form))

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        """What a notebook shows: the SVG, or the text where there is none."""
        return {"image/svg+xml": self.svg, "text/plain": self.text()}

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        items, links = self.picture.items, self.picture.links
        return f"<drawing of {self.picture.title or 'a graph'}: {len(items)} items, {len(links)} links>"


def draw(
    of: Any,
    *point: Any,
    rankdir: str = "LR",
    show: Sequence[str] = SHOW,
    fold: str | None = "auto",
    theme: str = "auto",
    opened: bool | str | Iterable[str] = False,
) -> Drawing:
    """A picture of how something was computed.

    Of a Value or a Graph: cards with the values and the gradients that the last sweep left, grey where
    none has arrived; local derivatives on the links, whose width is the size of the gradient they carry.

    Of a function: it is called at the point, with new Values labelled by its parameters, and the gradients
    shown are those of its result; of several results there are none, since each would have its own.

    Of a module (`wengert.nn`) at a point: as of a function, with its parameters as they are.  Without a
    point: its parts, layer by layer, with their sizes.  Nothing is changed in any case, gradients included.

    Args:
        of: a Value, several Values, a Graph, a function, or a module.
        point: the arguments, for a function or a module: numbers, or structures of numbers.
        rankdir: "LR" from left to right, "TB" from top to bottom.
        show: which numbers: of "data", "grad", "partials".
        fold: a scope by its name, "layer2", or its path, "layer2.neuron3", folds it into a box; the name
            without its number, "layer" or "neuron", every scope of that name.  None folds nothing; "auto"
            as much as it takes to come to some 60 items.
        theme: "light", "dark", or "auto", which follows the reader's system.
        opened: which composite operations (gelu, logsumexp, …) show what they are made of: all with
            True, or some by name.

    Returns:
        A Drawing: a notebook shows it, `.save("y.svg")` writes it, `.text()` is for a terminal.

    Raises:
        TypeError: of is none of these, a point goes with a Value, or an option is of a wrong type.
        ValueError: an option is none of the above, a module without a point has no parameters, or the graph is
            too large to be drawn without folding.

    Cost: some 0.1 ms per item, and 1 µs per node of the graph.

    >>> import wengert as wg
    >>> x = wg.Value(2.0, label="x")
    >>> draw(wg.tanh(x) * x)
    <drawing of y = tanh(x)*x: 3 items, 3 links>
    >>> draw(lambda a, b: a * b + a, 2.0, 4.0).picture.items[0].grad
    5.0
    """
    shown, inside = options.show(show), options.opened(opened)
    if hasattr(of, "named_parameters") and not point:
        return Drawing(module(of, shown), rankdir, theme)
    graph, adjoints, title = _graph(of, point)
    picture = compose(graph, shown, fold, inside, adjoints, title)
    return Drawing(picture, rankdir, theme)


def _graph(of: Any, point: tuple[Any, ...]) -> tuple[Graph, dict[int, float] | None, str]:
    """The graph to draw; the adjoints, if they are not those that the nodes have; and a title."""
    if callable(of):
        return _called(of, point)
    if point:
        raise TypeError("a point goes with a function; what was computed already is drawn where it is")
    if isinstance(of, Graph):
        return of, None, ""
    outputs = list(of) if structure.is_sequence(of) else [of]
    if not outputs or not all(isinstance(output, Value) for output in outputs):
        wrong = next((output for output in outputs if not isinstance(output, Value)), of)
        raise TypeError(f"draw needs Values, a Graph, a function or a module, got {number.what(wrong)}")
    return Graph(outputs), None, ""


def _called(of: Callable[..., Any], point: tuple[Any, ...]) -> tuple[Graph, dict[int, float] | None, str]:
    """The graph of a function's result at a point; the adjoints for its result, if that is one; its name."""
    leaves = []
    for name, argument in zip(argument_names(of, len(point)), point, strict=True):
        for label, x in structure.named_leaves(argument, name):
            leaves.append(x if isinstance(x, Value) else Value(x, label))
    result = of(*structure.rebuild(point, leaves))
    outputs = [y for y in structure.flatten(result, "the function's result") if isinstance(y, Value)]
    if not outputs:
        raise TypeError(f"the function returned no Value, but {number.what(result)}: nothing to draw")
    graph = Graph(outputs)
    name = getattr(of, "__name__", type(of).__name__)
    adjoints = chain.adjoints(graph, outputs[0]) if len(outputs) == 1 else {}
    return graph, adjoints, "" if name == "<lambda>" else name


def _writer(form: str) -> Callable[..., Any]:
    """The function of a form in the module of its name, imported when it is first needed."""
    writer: Callable[..., Any] = getattr(import_module(f"wengert.see.draw.forms.{form}"), form)
    return writer


def _png(drawing: Drawing) -> bytes:
    markup = drawing.in_theme("light" if drawing.theme == "auto" else drawing.theme)
    return _writer("png")(markup)  # type: ignore[no-any-return]


def _html(drawing: Drawing) -> str:
    return _writer("html")(drawing.in_theme("auto"), drawing.picture.title, drawing.theme)  # type: ignore[no-any-return]


#: How each form is written; the suffix of its files.
FORMS: dict[str, Callable[[Drawing], str | bytes]] = {
    "svg": lambda drawing: drawing.svg,
    "png": _png,
    "html": _html,
    "dot": lambda drawing: _writer("dot")(drawing.picture, drawing.rankdir),
    "txt": lambda drawing: drawing.text(),
    "tex": lambda drawing: _writer("tex")(drawing.placed),
    "json": lambda drawing: _writer("record")(drawing.placed),
}
