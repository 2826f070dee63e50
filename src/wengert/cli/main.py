"""The command `wengert` and its verbs.

Exit status: 0 if all is well, 1 if a check failed or the user's own script did, 2 if what was typed
is wrong.
"""

from __future__ import annotations

import contextlib
import inspect
import json
import math
import re
import sys
from collections.abc import Callable, Iterator
from typing import Any

import click
from rich.console import Console

import wengert
from wengert.cli import demo as demonstration
from wengert.cli import doctor as diagnosis
from wengert.cli import functions as table
from wengert.cli import target
from wengert.cli.expression import LONGEST
from wengert.cli.fault import Fault, suggestion
from wengert.see.check import check as check_value
from wengert.see.explain import explain as explain_value

OK, FAILED, WRONG_INPUT = 0, 1, 2

# What begins with a minus is an expression unless it is one of the options.
TAKES_EXPRESSIONS = {"ignore_unknown_options": True}


class Failure(click.ClickException):
    """An end with a message on stderr and an exit status."""

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.status = status

    @property
    def exit_code(self) -> int:  # type: ignore[override]
        """What click ends the process with."""
        return self.status

    def show(self, file: Any = None) -> None:
        """Print the message."""
        click.echo(self.message, err=True)


@contextlib.contextmanager
def _failures() -> Iterator[None]:
    try:
        yield
    except Fault as fault:
        raise Failure(f"wengert: {fault}", WRONG_INPUT) from None
    except target.ScriptError as error:
        raise Failure(str(error), FAILED) from None


@contextlib.contextmanager
def _refusals() -> Iterator[None]:
    """What explain and check refuse was asked for by the user: a node that has no part in the output."""
    try:
        yield
    except ValueError as error:
        raise Fault(str(error), "", 0) from None


def _print_version(context: click.Context, _: click.Parameter, asked: bool) -> None:
    if asked:
        click.echo(f"wengert {wengert.__version__}")
        context.exit()


@click.group(context_settings={"max_content_width": 80})
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_print_version,
              help="Show the version and exit.")  # fmt: skip
def main() -> None:
    r"""Backpropagation that you can see, number by number.

    \b
    Examples:
      wengert demo
      wengert explain "tanh(x*w + b)" x=2 w=-3 b=6.5 --wrt w
      wengert check "sqrt(x*y)" x=2 y=8

    Exit status: 0 all is well; 1 a check failed, or your script did; 2 what was
    typed is wrong.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a character that the terminal has not is no reason to fail
            stream.reconfigure(errors="replace" if stream is sys.stdout else "backslashreplace")


TARGET_HELP = """
\b
TARGET is one of
  an expression      "tanh(x*w + b)" x=2 w=-3 b=6.5
  a script's Value   script.py:y
  a module's Value   package.module:y
  -                  an expression read from standard input

An expression has numbers, names, + - * / ** % //, the functions that `wengert
functions` lists, and the constants pi, e, inf and nan. Comparisons stand in
where(x < 0, a, b). Every name gets its value as NAME=NUMBER. It is read as
arithmetic and never run as Python.

A script is run as `python script.py` runs it: `__name__` is "__main__", the
rest of the line is its sys.argv (after `--` if it has options), and its folder
is where imports look first. Run only scripts that you trust. Values without a
label are labelled by the names of their variables.
"""


def _verb(*examples: str) -> Callable[[Callable[..., None]], click.Command]:
    """A verb that has a target."""

    def decorate(function: Callable[..., None]) -> click.Command:
        shown = "\n".join(f"  {example}" for example in examples)
        text = f"{inspect.getdoc(function)}\n{TARGET_HELP}\n\b\nExamples:\n{shown}"
        function = click.argument("values", metavar="[NAME=NUMBER]...", nargs=-1, type=click.UNPROCESSED)(function)
        function = click.argument("what", metavar="TARGET", type=click.UNPROCESSED)(function)
        return main.command(help=text, context_settings=TAKES_EXPRESSIONS)(function)

    return decorate


@_verb(
    'wengert explain "tanh(x*w + b)" x=2 w=-3 b=6.5 --wrt w',
    'wengert explain "-x**2" x=-3 --json',
    "wengert explain train.py:loss --wrt w",
)
@click.option("--wrt", metavar="NAME", help="Show the chain rule for the derivative by this name.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON; a script's own output goes to stderr.")
def explain(what: str, values: tuple[str, ...], wrt: str | None, as_json: bool) -> None:
    """Show every step of a computation and the chain rule, in numbers.

    For each node: how it was made, its value, the gradient of the output by it,
    and its local partials.  With --wrt NAME also the derivative by NAME: the sum
    over its uses, and over all paths to the output.
    """
    with _failures():
        found = _resolve(what, values, as_json)
        node = None if wrt is None else found.find(wrt)
        with _refusals():
            report = explain_value(found.y, node)
        _print_json(report.to_json()) if as_json else _console().print(report)


@_verb(
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
    with _failures():
        found = _resolve(what, values, as_json)
        leaves = [found.find(name) for name in wrt]
        with _refusals():
            report = check_value(found.y, wrt=leaves or None, order=order)
        _print_json(report.to_json()) if as_json else _console().print(report)
        if not report.ok:
            click.get_current_context().exit(FAILED)


@main.command()
@click.argument("name", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
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
    with _failures():
        if as_json:
            _print_json(table.to_json(table.find(name)) if name else [table.to_json(row) for row in table.rows()])
        else:
            _console().print(table.detail(table.find(name)) if name else table.overview(table.rows()))


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--require-compiled", is_flag=True, help="Exit with status 1 if a part of the core runs interpreted.")
def doctor(as_json: bool, require_compiled: bool) -> None:
    r"""Say which build runs here, which versions and extras.

    \b
    Examples:
      wengert doctor
      wengert doctor --require-compiled
    """
    found = diagnosis.examine()
    _print_json(found) if as_json else _console().print(diagnosis.report(found))
    if require_compiled and not diagnosis.all_compiled(found):
        raise Failure("wengert: the compiled core is required, and a part of it runs interpreted", FAILED)


@main.command()
@click.option("--steps", type=click.IntRange(1, 100_000), default=100, show_default=True, help="Steps of the training.")
@click.option("--seed", type=int, default=0, show_default=True, help="Seed of the points and the first weights.")
def demo(steps: int, seed: int) -> None:
    r"""Explain a neuron, then train a small network, in a few seconds.

    \b
    Examples:
      wengert demo
      wengert demo --steps 200 --seed 7
    """
    demonstration.show(_console(), steps, seed)


def _console() -> Console:
    return Console(highlight=False, markup=False, emoji=False)


def _print_json(data: Any) -> None:
    click.echo(json.dumps(_plain(data), indent=2, allow_nan=False, ensure_ascii=True))


def _plain(data: Any) -> Any:
    """The same with inf and nan, which JSON has not, as the strings "inf", "-inf" and "nan"."""
    if isinstance(data, dict):
        return {key: _plain(item) for key, item in data.items()}
    if isinstance(data, (list, tuple)):
        return [_plain(item) for item in data]
    return str(data) if isinstance(data, float) and not math.isfinite(data) else data


def _resolve(what: str, values: tuple[str, ...], quiet: bool) -> target.Target:
    if what == "-":
        what = sys.stdin.read(LONGEST + 1).strip()
    _refuse_unknown_options((what, *values))
    with contextlib.redirect_stdout(sys.stderr) if quiet else contextlib.nullcontext():
        return target.resolve(what, values)


def _refuse_unknown_options(texts: tuple[str, ...]) -> None:
    """Of what begins with `--`, tell `--jsn` from `--x`, twice the negative of a variable."""
    if ".py:" in texts[0]:
        return  # the rest is the script's
    named = [text.partition("=")[0] for text in texts]
    for text in texts:
        if re.fullmatch(r"--[a-z][a-z-]+(=.*)?", text) and text[2:] not in named:
            option = text.partition("=")[0]
            known = [name for parameter in click.get_current_context().command.params for name in parameter.opts]
            raise Fault(f"there is no option {option}{suggestion(option, known)}", "", 0)
