"""The command `wengert` and its verbs.

Exit status: 0 if all is well, 1 if a check failed or the user's own script did, 2 if what was typed
is wrong.
"""

from __future__ import annotations

import sys

import click

import wengert
from wengert.cli import cache as kept_code
from wengert.cli import demo as demonstration
from wengert.cli import doctor as diagnosis
from wengert.cli import functions as table
from wengert.cli import pictures
from wengert.cli.audit import audit
from wengert.cli.common import FAILED, Failure, console, failures, kept, print_json, refusals, resolve, verb
from wengert.see.check import check as check_value
from wengert.see.explain import explain as explain_value


def _print_version(context: click.Context, _: click.Parameter, asked: bool) -> None:
    if asked:
        click.echo(f"wengert {wengert.__version__}")
        context.exit()


@click.group(context_settings={"max_content_width": 80})
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_print_version,
              help="Show the version and exit.")  # fmt: skip
@kept
def main() -> None:
    r"""Backpropagation that you can see, number by number.

    \b
    Examples:
      wengert demo
      wengert explain "tanh(x*w + b)" x=2 w=-3 b=6.5 --wrt w
      wengert check "sqrt(x*y)" x=2 y=8
      wengert draw "tanh(x*w + b)" x=2 w=-3 b=6.5 -o neuron.svg
      wengert audit engine.py

    Exit status: 0 all is well; 1 a check failed, or your script did; 2 what was
    typed is wrong.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a character that the terminal has not is no reason to fail
            stream.reconfigure(errors="replace" if stream is sys.stdout else "backslashreplace")


@verb(
    "Show every step and the chain rule, in numbers.",
    'wengert explain "tanh(x*w + b)" x=2 w=-3 b=6.5 --wrt w',
    'wengert explain "-x**2" x=-3 --json',
    "wengert explain train.py:loss --wrt w",
)
@click.option("--wrt", metavar="NAME", help="Show the chain rule for the derivative by this name.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON; a script's own output goes to stderr.")
@click.option("--latex", is_flag=True, help="Print LaTeX, for a document that has amsmath.")
def explain(what: str, values: tuple[str, ...], wrt: str | None, as_json: bool, latex: bool) -> None:
    """Show every step of a computation and the chain rule, in numbers.

    For each node: how it was made, its value, the gradient of the output by it,
    and its local partials.  With --wrt NAME also the derivative by NAME: the sum
    over its uses, and over all paths to the output.
    """
    with failures():
        found = resolve(what, values, as_json or latex)
        node = None if wrt is None else found.find(wrt)
        with refusals():
            report = explain_value(found.y, node)
        if latex:
            click.echo(report.latex(), nl=False)
        else:
            print_json(report.to_json()) if as_json else console().print(report)


@verb(
    "Hold the gradient against forward mode and differences.",
    'wengert check "sqrt(x*y)" x=2 y=8',
    'wengert check "sqrt(x*y)" x=2 y=8 --wrt y',
    'wengert check "sqrt(x*y)" x=2 y=8 --order 2',
    "wengert check train.py:loss",
)
@click.option("--wrt", metavar="NAME", multiple=True, help="Check the derivative by this name only; may come again.")
@click.option("--order", type=click.IntRange(1, 2), default=1, help="2 checks the second derivatives, pair by pair.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON; a script's own output goes to stderr.")
def check(what: str, values: tuple[str, ...], wrt: tuple[str, ...], order: int, as_json: bool) -> None:
    """Hold the gradient against forward mode and differences, input by input.

    Each input is nudged and the output computed anew, which needs no chain rule.
    Exit status 0 if all derivatives agree; a kink is named and is no failure.
    """
    with failures():
        found = resolve(what, values, as_json)
        leaves = [found.find(name) for name in wrt]
        with refusals():
            report = check_value(found.y, wrt=leaves or None, order=order)
        print_json(report.to_json()) if as_json else console().print(report)
        if not report.ok:
            click.get_current_context().exit(FAILED)


@main.command()
@click.argument("name", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@kept
def functions(name: str | None, as_json: bool) -> None:
    r"""List the functions that Values and expressions know.

    With NAME (wengert's, NumPy's, or an operator) all about one: its derivative,
    its domain, what is used at its kinks, its LaTeX.

    \b
    Examples:
      wengert functions
      wengert functions gelu
      wengert functions "**"
      wengert functions arctan2 --json
    """
    with failures():
        if as_json:
            print_json(table.to_json(table.find(name)) if name else [table.to_json(row) for row in table.rows()])
        else:
            console().print(table.detail(table.find(name)) if name else table.overview(table.rows()))


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--require-compiled", is_flag=True, help="Exit with status 1 if a part of the core runs interpreted.")
@kept
def doctor(as_json: bool, require_compiled: bool) -> None:
    r"""Say which build runs here, which versions and extras.

    \b
    Examples:
      wengert doctor
      wengert doctor --require-compiled
    """
    found = diagnosis.examine()
    print_json(found) if as_json else console().print(diagnosis.report(found))
    if require_compiled and not diagnosis.all_compiled(found):
        raise Failure("wengert: the compiled core is required, and a part of it runs interpreted", FAILED)


@main.command()
@click.option("--clear", is_flag=True, help="Remove all that is kept.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@kept
def cache(clear: bool, as_json: bool) -> None:
    r"""Show what is kept of compiled code on this disk, or remove it.

    Code that was compiled once is loaded by the next process.  Exit status 1 if a
    file could not be removed.

    \b
    Settings of the environment:
      WENGERT_CACHE=0     keep nothing
      WENGERT_CACHE_DIR   the folder
      WENGERT_CACHE_MB    how much is kept, in MiB; otherwise 256

    \b
    Examples:
      wengert cache
      wengert cache --clear
    """
    cleared = kept_code.clear() if clear else {}
    found = {**kept_code.examine(), **cleared}
    print_json(found) if as_json else console().print(kept_code.report(found))
    if cleared.get("left"):
        raise Failure(f"wengert: {kept_code.files(cleared['left'])} could not be removed", FAILED)


@main.command()
@click.option("--steps", type=click.IntRange(1, 100_000), default=100, show_default=True, help="Steps of the training.")
@click.option("--seed", type=int, default=0, show_default=True, help="Seed of the points and the first weights.")
@click.option("--out", metavar="FOLDER", help="Write pictures of the neuron and of the network there, too.")
@kept
def demo(steps: int, seed: int, out: str | None) -> None:
    r"""Explain a neuron, then train a small network, in a few seconds.

    \b
    Examples:
      wengert demo
      wengert demo --steps 200 --seed 7
      wengert demo --out pictures
    """
    try:
        demonstration.show(console(), steps, seed, out)
    except OSError as error:
        raise Failure(f"wengert: {error}", FAILED) from None


for each in (explain, check, pictures.draw, pictures.steps, pictures.whatif, audit):
    main.add_command(each)
