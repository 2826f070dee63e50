"""check: the derivatives of a computation, held against differences.

Legend: x an input; h a step; gap a quantity that vanishes at a kink of a row.
"""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from rich.console import Console, ConsoleOptions, RenderableType
from rich.table import Table
from rich.text import Text

from wengert.core import number, numeric
from wengert.core.elementwise import combine
from wengert.core.graph import Graph
from wengert.core.value import Value
from wengert.see import chain
from wengert.see.names import Names, figure, plain, printable

#: How far reverse and differences may be apart: this many times the estimated error …
ERRORS = 10.0
#: … or this part of the larger of the two, for the rounding that no estimate sees.
PART = 1e-8
#: A kink closer than this part of |x| cannot be kept out of the differences' steps.
CLOSE = 1e-6
#: A difference that may be further off than this part of itself decides nothing.
TOO_VAGUE = 1e-3


class Line(NamedTuple):
    """One input: its derivative by the reverse sweep, and by differences with their error.

    `verdict` is "agrees", "wrong", "kink" (a kink stands in the way and is named in `note`) or
    "undecided" (the differences are too inexact to tell).
    """

    name: str
    at: float
    reverse: float
    numeric: float
    error: float
    verdict: str
    note: str


class Check:
    """What `check` found.

    Attributes:
        lines: one for each input.
        ok: whether no derivative is wrong or undecided.  A kink is no failure.
    """

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = tuple(lines)

    @property
    def ok(self) -> bool:
        """Whether no derivative is wrong or undecided."""
        return all(line.verdict in ("agrees", "kink") for line in self.lines)

    def text(self, width: int = 80) -> str:
        """The report as plain text."""
        return plain(self, width)

    __str__ = text

    def __repr__(self) -> str:
        return f"<check of {len(self.lines)} derivatives: {'ok' if self.ok else 'not ok'}>"

    def to_json(self) -> dict[str, Any]:
        """The report in exact numbers; inf and nan as they are."""
        return {"ok": self.ok, "lines": [line._asdict() for line in self.lines]}

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        table = Table(box=None, header_style="dim", pad_edge=False)
        table.add_column("input", overflow="fold")
        for head in ("at", "reverse", "differences", "± error"):
            table.add_column(head, justify="right", no_wrap=True)
        table.add_column("")
        for line in self.lines:
            numbers = [figure(line.at), f"{line.reverse:.10g}", f"{line.numeric:.10g}", f"{line.error:.0e}"]
            verdict = Text(line.verdict, _STYLES[line.verdict])
            table.add_row(Text(line.name), *(x.replace("-", "−") for x in numbers), verdict)
        yield table
        for line in self.lines:
            if line.note:
                yield Text(f"{line.name}: {line.note}", "yellow")
        verdicts = [line.verdict for line in self.lines]
        counts = [f"{verdicts.count(verdict)} {words}" for verdict, words in _WORDS.items() if verdict in verdicts]
        summary = f"{len(verdicts)} derivatives: {', '.join(counts) or 'nothing to check'}"
        yield Text(summary, "bold" if self.ok else "bold red")


_STYLES = {"agrees": "green", "wrong": "bold red", "kink": "yellow", "undecided": "red"}
_WORDS = {"agrees": "agree", "wrong": "wrong", "kink": "at a kink", "undecided": "undecided"}


def check(of: Value | Callable[..., Any], *point: Any, wrt: Sequence[Value] | None = None) -> Check:
    """Hold the reverse sweep against central differences.

    The step of the differences is chosen for each input by extrapolation, which also estimates
    their error.  A kink within the differences' reach, where a derivative from the left and one
    from the right differ, is reported with the convention used there and is no failure.

    Args:
        of: a Value: the graph that made it is evaluated anew for each step.  Or a function: it is
            called anew, so that its branches count.
        point: for a function its arguments: numbers, or lists, tuples and arrays of numbers.
        wrt: for a Value, the leaves to check; all of them without it.

    Returns:
        A Check; print it, or ask `.ok`.  Nothing is changed: neither data nor gradients.

    Raises:
        TypeError: of is neither, a point goes with a Value, or the function returns no Value.
        ValueError: wrt has a node that is no leaf of the graph.

    Cost: some 100 evaluations for each input.

    >>> import wengert as wg
    >>> wg.check(lambda x, y: wg.tanh(x) * y, 0.5, 2.0).ok
    True
    """
    if isinstance(of, Value):
        if point:
            raise TypeError("a Value is checked where it is; a point goes with a function")
        graph = Graph(of)
        leaves = list(graph.leaves if wrt is None else wrt)
        for leaf in leaves:
            if not isinstance(leaf, Value) or leaf not in graph.leaves:
                raise ValueError(f"wrt needs leaves of the graph, got {number.what(leaf)}")
        names = Names(graph)
        return _check(graph, leaves, [names[leaf] for leaf in leaves], lambda i: _replay(graph, leaves[i]))
    if not callable(of):
        raise TypeError(f"check needs a Value or a function, got {number.what(of)}")
    if wrt is not None:
        raise TypeError("wrt goes with a Value; a function is checked in all its arguments")
    return _check_function(of, point)


def _check(
    graph: Graph, leaves: list[Value], names: list[str], along: Callable[[int], Callable[[float], float]]
) -> Check:
    """Check each leaf; `along(i)` is the output as a function of the i-th leaf alone."""
    (y,) = graph.outputs
    adjoints = chain.adjoints(graph, y)
    lines = []
    for i, (leaf, name) in enumerate(zip(leaves, names, strict=True)):
        reverse, f, x = adjoints.get(id(leaf), 0.0), along(i), leaf.data
        estimate = numeric.derivative(f, x)
        verdict = _verdict(reverse, estimate)
        distance, note = _nearest_kink(graph, leaf)
        close = CLOSE * (abs(x) or 1.0) if math.isfinite(x) else 0.0
        if verdict != "agrees" and close < distance < math.inf:
            estimate = numeric.derivative(f, x, step=distance / 2.0)  # steps that stay on this side of it
            verdict = _verdict(reverse, estimate)
        if verdict == "agrees":
            note = note if distance == 0.0 else ""
        elif distance <= close:
            verdict = "kink"
        else:
            left, right = numeric.one_sided(f, x)
            if abs(left - right) > TOO_VAGUE * max(abs(left), abs(right)):
                verdict = "kink"
                note = f"the slope jumps here, from {figure(left)} on the left to {figure(right)} on the right"
            elif verdict == "undecided":
                note = "the differences are too inexact here to tell; the function may be rough or not finite nearby"
        lines.append(Line(name, x, reverse, estimate.value, estimate.error, verdict, note))
    return Check(lines)


def _verdict(reverse: float, estimate: numeric.Estimate) -> str:
    if not math.isfinite(reverse) or not math.isfinite(estimate.error):
        return "undecided"
    size = max(abs(reverse), abs(estimate.value))
    if abs(reverse - estimate.value) <= max(ERRORS * estimate.error, PART * size):
        return "agrees" if estimate.error <= max(TOO_VAGUE * size, 1e-9) else "undecided"
    return "wrong"


def _replay(graph: Graph, leaf: Value) -> Callable[[float], float]:
    """The output as a function of one leaf, by evaluating what depends on it anew."""
    place = {id(node): i for i, node in enumerate(graph.nodes)}
    moving = {id(leaf)}
    for node in graph.nodes:
        if any(id(arg) in moving for arg in node.args):
            moving.add(id(node))
    steps = [
        (i, node.row, [place[id(arg)] for arg in node.args]) for i, node in enumerate(graph.nodes) if id(node) in moving
    ]
    base = [node.data for node in graph.nodes]
    output = place[id(graph.outputs[0])]

    def f(x: float) -> float:
        values = list(base)
        for i, row, operands in steps:
            values[i] = x if row is None else combine(row, [values[k] for k in operands])
        return values[output]

    return f


def _nearest_kink(graph: Graph, leaf: Value) -> tuple[float, str]:
    """How far a leaf may move before some row meets a kink, to first order, and that kink in words."""
    speeds = {id(leaf): 1.0}  # |dnode/dleaf|, not less
    nearest, note = math.inf, ""
    for node in graph.nodes:
        row = node.row
        if row is None or not any(id(arg) in speeds for arg in node.args):
            continue
        moving = [speeds.get(id(arg), 0.0) for arg in node.args]
        shares = [abs(partial) * speed for partial, speed in zip(node.partials, moving, strict=True)]
        speeds[id(node)] = sum(share for share in shares if math.isfinite(share))
        if row.kink is None or not any(moving):
            continue
        gaps = [abs(gap) for gap in row.kink(*[arg.data for arg in node.args])]
        distance = min(gaps, default=math.inf) / max(moving)
        if distance < nearest:
            nearest = distance
            name = printable(node.expression)
            note = f"{name} stands at a kink or edge of {row.name}; the convention there: {row.kinks}"
    return nearest, note


# --- functions ---------------------------------------------------------------------------------------


def _check_function(f: Callable[..., Any], point: tuple[Any, ...]) -> Check:
    names: list[str] = []
    numbers: list[float] = []
    for name, argument in zip(_argument_names(f, len(point)), point, strict=True):
        _flatten(argument, name, names, numbers)

    def call(xs: Sequence[float]) -> tuple[Value, list[Value]]:
        leaves = [Value(x, label=name) for x, name in zip(xs, names, strict=True)]
        y = f(*_rebuild(point, iter(leaves)))
        if not isinstance(y, Value):
            if isinstance(y, (int, float)) and not isinstance(y, bool):
                return Value(y), leaves  # a function may be constant
            raise TypeError(f"the function must return a Value, got {number.what(y)}")
        return y, leaves

    y, leaves = call(numbers)

    def along(i: int) -> Callable[[float], float]:
        return lambda x: call([*numbers[:i], x, *numbers[i + 1 :]])[0].data

    return _check(Graph(y), leaves, names, along)


def _argument_names(f: Callable[..., Any], count: int) -> list[str]:
    try:
        names = list(inspect.signature(f).parameters)
    except (TypeError, ValueError):
        names = []
    return [names[i] if i < len(names) else f"arg{i}" for i in range(count)]


def _flatten(argument: Any, name: str, names: list[str], numbers: list[float]) -> None:
    if _is_sequence(argument):
        for i, part in enumerate(argument):
            _flatten(part, f"{name}[{i}]", names, numbers)
    else:
        names.append(name)
        numbers.append(number.real(argument, name))


def _rebuild(argument: Any, leaves: Iterator[Value]) -> Any:
    """The same structure with Values in place of numbers; an array becomes an array of objects."""
    if not _is_sequence(argument):
        return next(leaves)
    parts = [_rebuild(part, leaves) for part in argument]
    if isinstance(argument, (list, tuple)):
        return type(argument)(parts)
    import numpy

    return numpy.array(parts, dtype=object)


def _is_sequence(argument: Any) -> bool:
    return isinstance(argument, (list, tuple)) or bool(getattr(argument, "shape", ()))
