"""check: the derivatives of a computation, held against differences.

Legend: x an input; h a step; gap a quantity that vanishes at a kink of a row.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from rich.console import Console, ConsoleOptions, RenderableType
from rich.table import Table
from rich.text import Text

from wengert.core import number, numeric, structure
from wengert.core.elementwise import combine
from wengert.core.forward import tangents
from wengert.core.graph import Graph
from wengert.core.reverse import gradients
from wengert.core.value import Value, constant
from wengert.see import chain
from wengert.see.names import Names, argument_names, figure, printable
from wengert.see.shown import Shown

#: How far reverse and differences may be apart: this many times the estimated error …
ERRORS = 10.0
#: … or this part of the larger of the two, for the rounding that no estimate sees.
PART = 1e-8
#: A kink closer than this part of |x| cannot be kept out of the differences' steps.
CLOSE = 1e-6
#: A difference that may be further off than this part of itself decides nothing.
TOO_VAGUE = 1e-3


class Line(NamedTuple):
    """One input: its derivative by the reverse sweep, by forward mode, and by differences with their error.

    `verdict` is "agrees", "wrong", "kink" (a kink stands in the way and is named in `note`) or
    "undecided" (the differences are too inexact to tell).
    """

    name: str
    at: float
    reverse: float
    forward: float
    numeric: float
    error: float
    verdict: str
    note: str


class Check(Shown):
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
        several = "" if len(verdicts) == 1 else "s"
        summary = f"{len(verdicts)} derivative{several}: {', '.join(counts) or 'nothing to check'}"
        yield Text(summary, "bold" if self.ok else "bold red")


_STYLES = {"agrees": "green", "wrong": "bold red", "kink": "yellow", "undecided": "red"}
_WORDS = {"agrees": "agree", "wrong": "wrong", "kink": "at a kink", "undecided": "undecided"}


def check(
    of: Value | Callable[..., Any], *point: Any, wrt: Sequence[Value] | None = None, order: int = 1
) -> Check:
    """Hold the reverse sweep against forward mode and against central differences.

    Forward mode evaluates the table's rules along another way, and must give the same number.  The
    step of the differences is chosen for each input by extrapolation, which also estimates their
    error.  A kink within the differences' reach is stepped around; one right at the point is reported
    with the convention used there and is no failure.

    Args:
        of: a Value: the graph that made it is evaluated anew for each step.  Or a function: it is
            called anew, so that its branches count.
        point: for a function its arguments: numbers, or lists, tuples, dicts and arrays of numbers.
        wrt: for a Value, the leaves to check; all of them without it.
        order: 1 for the gradient, 2 for the second derivatives: each slope is checked as a function.

    Returns:
        A Check; print it, or ask `.ok`.  Nothing is changed: neither data nor gradients.

    Raises:
        TypeError: of is neither, a point goes with a Value, or the function returns no Value.
        ValueError: wrt has a node that is no leaf of the graph, or order is not 1 or 2.

    Cost: some 100 evaluations for each input; of order 2, for each pair of inputs.

    >>> import wengert as wg
    >>> wg.check(lambda x, y: wg.tanh(x) * y, 0.5, 2.0).ok
    True
    >>> len(wg.check(lambda x, y: wg.tanh(x) * y, 0.5, 2.0, order=2).lines)
    4
    """
    if order not in (1, 2):
        raise ValueError(f"order must be 1 or 2, got {order!r}")
    if isinstance(of, Value):
        if point:
            raise TypeError("a Value is checked where it is; a point goes with a function")
        return _check_value(of, wrt, order)
    if not callable(of):
        raise TypeError(f"check needs a Value or a function, got {number.what(of)}")
    if wrt is not None:
        raise TypeError("wrt goes with a Value; a function is checked in all its arguments")
    return _check_function(of, point, order)


def _check_value(y: Value, wrt: Sequence[Value] | None, order: int) -> Check:
    graph = Graph(y)
    leaves = list(graph.leaves if wrt is None else wrt)
    ours = {id(leaf) for leaf in graph.leaves}
    for leaf in leaves:
        if id(leaf) not in ours:
            raise ValueError(f"wrt needs leaves of the graph, got {number.what(leaf)}")
    names = [Names(graph)[leaf] for leaf in leaves]
    lines = []
    for target, prefix in _targets(y, leaves, names, order):
        replays = _Replays(Graph(target))
        lines += _lines(target, leaves, [prefix + name for name in names], lambda i: replays.along(leaves[i]))  # noqa: B023
    return Check(lines)


def _check_function(f: Callable[..., Any], point: tuple[Any, ...], order: int) -> Check:
    arguments = zip(argument_names(f, len(point)), point, strict=True)
    spelled = [leaf for name, argument in arguments for leaf in structure.named_leaves(argument, name)]
    names, numbers = [name for name, _ in spelled], [number.real(x, name) for name, x in spelled]

    def targets(xs: Sequence[float]) -> tuple[list[tuple[Value, str]], list[Value]]:
        leaves = [Value(x, label=name) for x, name in zip(xs, names, strict=True)]
        y = f(*structure.rebuild(point, leaves))
        if not isinstance(y, Value):  # a function may be constant
            y = constant(number.real(y, "the function's result"))
        return _targets(y, leaves, names, order), leaves

    found, leaves = targets(numbers)
    lines = []
    for k, (target, prefix) in enumerate(found):

        def along(i: int, k: int = k) -> Callable[[float], float]:
            return lambda x: targets([*numbers[:i], x, *numbers[i + 1 :]])[0][k][0].data

        lines += _lines(target, leaves, [prefix + name for name in names], along)
    return Check(lines)


def _targets(y: Value, leaves: list[Value], names: list[str], order: int) -> list[tuple[Value, str]]:
    """What is to be differentiated, and how its lines begin: y itself, or each of its slopes."""
    if order == 1:
        return [(y, "")]
    return [(slope, f"{name}, ") for slope, name in zip(gradients(y, leaves), names, strict=True)]


def _lines(
    y: Value, leaves: list[Value], names: list[str], along: Callable[[int], Callable[[float], float]]
) -> list[Line]:
    """Check each leaf; `along(i)` is the output as a function of the i-th leaf alone."""
    graph = Graph(y)
    adjoints = chain.adjoints(graph, y)
    lines = []
    for i, (leaf, name) in enumerate(zip(leaves, names, strict=True)):
        reverse, f, x = adjoints.get(id(leaf), 0.0), along(i), leaf.data
        forward = tangents([y], {leaf: 1.0})[0].data
        estimate = numeric.derivative(f, x)
        verdict = _verdict(reverse, estimate)
        distance, note = _nearest_kink(graph, leaf)
        close = CLOSE * (abs(x) or 1.0) if math.isfinite(x) else 0.0
        if verdict != "agrees" and close < distance < math.inf:
            estimate = numeric.derivative(f, x, step=distance / 2.0)  # steps that stay on this side of it
            verdict = _verdict(reverse, estimate)
        if abs(reverse - forward) > PART * max(abs(reverse), abs(forward)):  # neither is nan
            verdict, note = "wrong", f"forward mode gives {figure(forward)}, the reverse sweep {figure(reverse)}"
        elif verdict == "agrees":
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
        lines.append(Line(name, x, reverse, forward, estimate.value, estimate.error, verdict, note))
    return lines


def _verdict(reverse: float, estimate: numeric.Estimate) -> str:
    if not math.isfinite(reverse) or not math.isfinite(estimate.error):
        return "undecided"
    size = max(abs(reverse), abs(estimate.value))
    if abs(reverse - estimate.value) <= max(ERRORS * estimate.error, PART * size):
        return "agrees" if estimate.error <= max(TOO_VAGUE * size, 1e-9) else "undecided"
    return "wrong"


class _Replays:
    """A graph to be evaluated anew with one leaf moved."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._base = [node.data for node in graph.nodes]

    def along(self, leaf: Value) -> Callable[[float], float]:
        """The output as a function of one leaf, by evaluating what depends on it."""
        place_of, output = self._graph.places, self._graph.places[id(self._graph.outputs[0])]
        if id(leaf) not in place_of:
            return lambda _: self._base[output]
        moving = {id(leaf)}
        steps = []
        for node in self._graph.nodes:
            if any(id(arg) in moving for arg in node.args):
                moving.add(id(node))
                steps.append((place_of[id(node)], node.row, [place_of[id(arg)] for arg in node.args]))

        def f(x: float) -> float:
            values = list(self._base)
            values[place_of[id(leaf)]] = x
            for place, row, operands in steps:
                assert row is not None
                values[place] = combine(row, [values[k] for k in operands])
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
