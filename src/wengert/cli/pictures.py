"""The verbs that show: draw, steps, whatif."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from typing import Any

import click

import wengert
from wengert.cli.assignment import assignments
from wengert.cli.common import FAILED, Failure, console, failures, print_json, refusals, resolve, verb
from wengert.cli.fault import Fault

_OUTPUT = click.option("-o", "--output", metavar="FILE", help="Write it into a file, in the form of its suffix.")
_RANKDIR = click.option("--rankdir", type=click.Choice(["LR", "TB"]), default="LR", show_default=True,
                        help="From left to right, or from top to bottom.")  # fmt: skip
_THEME = click.option("--theme", type=click.Choice(["auto", "light", "dark"]), default="auto", show_default=True,
                      help="Colours; auto follows the reader's system.")  # fmt: skip


@contextlib.contextmanager
def _writing() -> Iterator[None]:
    """What the system or a missing package keeps from being written."""
    try:
        yield
    except (OSError, ImportError) as error:
        raise Failure(f"wengert: {error}", FAILED) from None


def _save(save: Callable[[str], Any], path: str) -> None:
    folder = os.path.dirname(path)
    if folder and not os.path.isdir(folder):
        raise Fault(f"there is no folder {folder!r} to write {path!r} into; make it first", "", 0)
    with _writing(), refusals():
        save(path)
    click.echo(f"wrote {path}")


@verb(
    "Draw how a number was made.",
    'wengert draw "tanh(x*w + b)" x=2 w=-3 b=6.5',
    'wengert draw "tanh(x*w + b)" x=2 w=-3 b=6.5 -o neuron.svg',
    "wengert draw train.py:loss -o loss.html",
)
@_OUTPUT
@_RANKDIR
@_THEME
@click.option("--fold", metavar="WHAT", default="auto", show_default=True,
              help="neuron, layer or another scope into boxes; none for nothing.")  # fmt: skip
@click.option("--forward", is_flag=True, help="Without gradients.")
def draw(
    what: str, values: tuple[str, ...], output: str | None, rankdir: str, theme: str, fold: str, forward: bool
) -> None:
    """Draw how a number was made.

    With FILE as .svg, .png, .html, .dot, .tex, .txt or .json; without it in
    characters.  The gradients are those that a script's last backward() left,
    and where none was, those of TARGET.
    """
    with failures():
        y = resolve(what, values, False).y
        folded = None if fold == "none" else fold
        with refusals():
            if forward:
                drawing = wengert.draw(y, rankdir=rankdir, theme=theme, fold=folded, show=("data", "partials"))
            elif any(node.grad != 0.0 for node in wengert.Graph(y).nodes):
                drawing = wengert.draw(y, rankdir=rankdir, theme=theme, fold=folded)
            else:
                drawing = wengert.steps(y).draw(rankdir=rankdir, theme=theme, fold=folded)
        if output is None:
            click.echo(drawing.text(console().width).rstrip("\n"))
        else:
            _save(drawing.save, output)


@verb(
    "Go through both passes, one local step at a time.",
    'wengert steps "a*b + a" a=2 b=4',
    'wengert steps "a*b + a" a=2 b=4 -o backprop.html',
    'wengert steps "x*x + (x*x)*3" x=2 --order breadth-first',
    'wengert steps "a*a" a=3 --accumulate overwrite',
)
@click.option("--order", type=click.Choice(["topological", "breadth-first"]), default="topological", show_default=True,
              help="When a node pays; breadth-first is a classic mistake.")  # fmt: skip
@click.option("--accumulate", type=click.Choice(["add", "overwrite"]), default="add", show_default=True,
              help="What is done with a second contribution; overwrite is a classic mistake.")  # fmt: skip
@click.option("--seed", type=float, default=1.0, show_default=True, help="The gradient of TARGET itself.")
@_OUTPUT
@_RANKDIR
@_THEME
@click.option("--json", "as_json", is_flag=True, help="Print JSON; a script's own output goes to stderr.")
def steps(
    what: str,
    values: tuple[str, ...],
    order: str,
    accumulate: str,
    seed: float,
    output: str | None,
    rankdir: str,
    theme: str,
    as_json: bool,
) -> None:
    """Go through the forward and the backward pass, one local step at a time.

    With FILE as .svg (an animation), .html (a page with buttons and keys, which
    lets you predict each gradient), .txt or .json; without it as tables.
    """
    with failures():
        found = wengert.steps(resolve(what, values, as_json).y, order, accumulate, seed)
        if output is not None:
            _save(lambda path: found.save(path, rankdir=rankdir, theme=theme), output)
        elif as_json:
            print_json(found.to_json())
        else:
            console().print(found)


@verb(
    "Hold what the gradient predicts against what comes of a move.",
    'wengert whatif "a*b" a=2 b=3 --to a=2.01',
    'wengert whatif "a*b*d" a=3.008 b=-4.992 d=2.004 --nudge 0.01',
    "wengert whatif train.py:loss --nudge -0.1 --wrt w",
)
@click.option("--to", "changes", metavar="NAME=NUMBER", multiple=True, help="A leaf's new number; may come again.")
@click.option("--nudge", type=float, metavar="STEP", help="Move leaves by STEP times their gradients.")
@click.option("--wrt", metavar="NAME", multiple=True, help="With --nudge, this leaf only; may come again.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON; a script's own output goes to stderr.")
def whatif(
    what: str,
    values: tuple[str, ...],
    changes: tuple[str, ...],
    nudge: float | None,
    wrt: tuple[str, ...],
    as_json: bool,
) -> None:
    """Hold what the gradient predicts for a move against what comes of it.

    Some leaves get new numbers, or all move along the gradient.  The prediction
    is gradient times step, the truth is computed anew.
    """
    with failures():
        if bool(changes) == (nudge is not None):
            raise Fault("say how to move: either --to NAME=NUMBER or --nudge STEP", "", 0)
        if wrt and changes:
            raise Fault("--wrt goes with --nudge; --to names its leaves itself", "", 0)
        moves = assignments(changes)
        found = resolve(what, values, as_json)
        with refusals():
            if nudge is None:
                report = wengert.what_if(found.y, {found.find(name): x for name, x in moves.items()})
            else:
                report = wengert.nudge(found.y, nudge, [found.find(name) for name in wrt] if wrt else None)
        print_json(report.to_json()) if as_json else console().print(report)
