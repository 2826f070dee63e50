"""The steps of a computation as sentences, as tables for the terminal and for a page, and as data."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING, Any, NamedTuple

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from wengert.see.names import Names, factor, figure
from wengert.see.shown import bounded
from wengert.see.steps import words

if TYPE_CHECKING:
    from wengert.see.steps.steps import Step, Steps
    from wengert.see.steps.sweeps import Wrong

MOST_ROWS = 60  # of one table, in print; `to_json()` has them all

SHORT = {"step", "gradient", "found", "true"}  # columns that need never be wrapped


class Line(NamedTuple):
    """A row of a table, and whether it shows a mistake."""

    cells: tuple[str, ...]
    mistaken: bool = False


class Section(NamedTuple):
    """A table with a heading; `right` are the columns of numbers, which stand at the right."""

    title: str
    columns: tuple[str, ...]
    right: frozenset[int]
    lines: list[Line]


def sentence(step: Step, steps: Steps, names: Names) -> str:
    """A step in words."""
    if step.phase == "forward":
        return words.forward(step.node, names)
    if step.argument is None or step.position is None:
        return f"{names[step.node]} starts with the gradient {figure(step.after)}"
    share = f"{_payer(step, steps, names)} passes {_product(step)} to {names[step.argument]}"
    if step.expected > 1:
        share += f", {step.arrived} of {step.expected}"
        share += f": {_sum(step)}" if step.before is not None and steps.accumulate == "add" else ""
    return f"{share} ({step.mistake})" if step.mistake else share


def question(step: Step, steps: Steps, names: Names) -> str:
    """A step backward without the number that comes out; empty for a step forward."""
    if step.argument is None:
        return ""
    name = names[step.argument]
    if step.position is None or step.adjoint is None or step.partial is None:
        return f"The sweep starts at {name}. What is its gradient?"
    passes = f"{_payer(step, steps, names)} passes {figure(step.adjoint)} × {factor(step.partial)} to {name}"
    found = "nothing yet" if step.before is None else f"{figure(step.before)}, {step.arrived - 1} of {step.expected}"
    return f"{passes}, which has {found}. What is its gradient then?"


def _payer(step: Step, steps: Steps, names: Names) -> str:
    """A function by its own name if the graph has it once, else the node."""
    row = step.node.row
    return names[step.node] if row is None or row.symbol or row.code not in steps.solo else row.name


def wrong_line(wrong: Wrong, names: Names) -> str:
    """What is wrong at one node."""
    return f"{names[wrong.node]} has {figure(wrong.gradient)}, true is {figure(wrong.true)}"


def sections(steps: Steps) -> Iterator[Section]:
    """What there is to show: both passes, the gradients at the end, and those that are wrong."""
    names, nodes, start = steps.names, steps.graph.nodes, steps.forwards
    made = [node for node in nodes if not node.is_leaf]
    yield Section(
        "Forward: every operation computes its value",
        ("step", "node", "made by", "value"),
        frozenset({0, 3}),
        [
            Line(("", f"… {step} more", "", ""))
            if isinstance(step, int)
            else Line((str(place + 1), names[step], _unless(names.step(step), names[step]), words.computed(step)))
            for place, step in bounded(made, len(made), MOST_ROWS)
        ],
    )
    backward = (step for step in steps if step.phase == "backward")
    yield Section(
        "Backward: every node passes gradient × local partial to its operands",
        ("step", "from", "gradient × partial", "to", "its gradient then", ""),
        frozenset({0}),
        [
            Line(("", f"… {step} more", "", "", "", "")) if isinstance(step, int) else _paid(start + place, step, steps)
            for place, step in bounded(backward, len(steps) - start, MOST_ROWS)
        ],
    )
    if steps.is_right:
        found = [(leaf, x) for leaf, x in steps.gradients().items() if leaf.is_leaf]
        lines = [
            Line((f"… {item} more", "")) if isinstance(item, int) else Line((names[item[0]], figure(item[1])))
            for _, item in bounded(found, len(found), MOST_ROWS)
        ]
        yield Section("The gradients of the leaves", ("leaf", "gradient"), frozenset({1}), lines)
    else:
        lines = [
            Line((f"… {item} more", "", ""))
            if isinstance(item, int)
            else Line((names[item.node], figure(item.gradient), figure(item.true)), True)
            for _, item in bounded(steps.wrong, len(steps.wrong), MOST_ROWS)
        ]
        title = words.tally(len(steps.wrong), len(steps.gradients())).capitalize()
        yield Section(title, ("node", "found", "true"), frozenset({1, 2}), lines)


def _paid(place: int, step: Step, steps: Steps) -> Line:
    assert step.argument is not None
    names, to = steps.names, steps.names[step.argument]
    if step.position is None:
        return Line((str(place + 1), "", "the seed", to, figure(step.after), ""))
    added = step.before is not None and steps.accumulate == "add"
    then = _sum(step) if added else figure(step.after)
    then += words.count(step.arrived, step.expected)
    return Line((str(place + 1), names[step.node], _product(step), to, then, step.mistake), bool(step.mistake))


def _product(step: Step) -> str:
    """`1 × (−3) = −3`."""
    assert step.adjoint is not None and step.partial is not None and step.contribution is not None
    return f"{figure(step.adjoint)} × {factor(step.partial)} = {figure(step.contribution)}"


def _sum(step: Step) -> str:
    """`1 + 4 = 5`."""
    assert step.before is not None and step.contribution is not None
    return f"{figure(step.before)} + {factor(step.contribution)} = {figure(step.after)}"


def _unless(text: str, name: str) -> str:
    return "" if text == name else text


def terminal(steps: Steps) -> Iterator[RenderableType]:
    """For rich."""
    yield from _title(steps)
    for section in sections(steps):
        yield Text()
        yield Text(section.title, "bold")
        table = Table(box=None, header_style="dim", pad_edge=False, padding=(0, 2, 0, 0))
        for place, column in enumerate(section.columns):
            right = place in section.right
            table.add_column(column, justify="right" if right else "left", overflow="fold", no_wrap=column in SHORT)
        for line in section.lines:
            table.add_row(*map(Text, line.cells), style="bold red" if line.mistaken else "")
        yield table


def _title(steps: Steps) -> Iterator[RenderableType]:
    if not steps.is_right:
        yield Text(f"A sweep gone wrong on purpose: {words.mistakes(steps.order, steps.accumulate)}", "bold red")


_TITLE = "text-align:left;font-weight:600;white-space:nowrap"
_CELL = "padding:1px 12px 1px 0;text-align:{};font-variant-numeric:tabular-nums"
_WRONG = "color:light-dark(#b3261e,#ff8a80);font-weight:600"


def html(steps: Steps) -> str:
    """As tables of a page, for notebooks; styles stand inline, and every text is escaped."""
    parts = ['<div style="font-family:system-ui,sans-serif;font-size:13px">']
    if not steps.is_right:
        mistakes = escape(words.mistakes(steps.order, steps.accumulate))
        parts.append(f'<p style="{_WRONG}">A sweep gone wrong on purpose: {mistakes}</p>')
    for section in sections(steps):
        parts.append(f'<table style="border-collapse:collapse;margin:8px 0"><caption style="{_TITLE}">')
        parts.append(f"{escape(section.title)}</caption>")
        parts.append(_row(section, section.columns, "th", "opacity:.6;font-weight:400"))
        parts += [_row(section, line.cells, "td", _WRONG if line.mistaken else "") for line in section.lines]
        parts.append("</table>")
    return "\n".join([*parts, "</div>"])


def _row(section: Section, cells: tuple[str, ...], tag: str, style: str) -> str:
    aligned = [_CELL.format("right" if place in section.right else "left") for place in range(len(cells))]
    spelled = [f'<{tag} style="{css}">{escape(cell)}</{tag}>' for css, cell in zip(aligned, cells, strict=True)]
    return f"<tr{f' style={chr(34)}{style}{chr(34)}' if style else ''}>{''.join(spelled)}</tr>"


def to_json(steps: Steps) -> dict[str, Any]:
    """The whole in exact numbers; nodes by their places in the list."""
    places, names, final = steps.graph.places, steps.names, steps.gradients()
    return {
        "expression": steps.y.expression,
        "order": steps.order,
        "accumulate": steps.accumulate,
        "seed": steps.seed,
        "nodes": [names[node] for node in steps.graph.nodes],
        "steps": [_json(step, places) for step in steps],
        "gradients": [final.get(node) for node in steps.graph.nodes],
        "wrong": [{"node": places[id(w.node)], "gradient": w.gradient, "true": w.true} for w in steps.wrong],
    }


def _json(step: Step, places: dict[int, int]) -> dict[str, Any]:
    report: dict[str, Any] = {"phase": step.phase, "node": places[id(step.node)], "text": step.sentence}
    if step.argument is None:
        return {**report, "value": step.node.data}
    fields = ("position", "adjoint", "partial", "contribution", "before", "after", "arrived", "expected", "mistake")
    return {**report, "argument": places[id(step.argument)], **{name: getattr(step, name) for name in fields}}
