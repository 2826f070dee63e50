"""What the verbs share: targets, output, and how a command fails."""

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

from wengert.cli import target
from wengert.cli.expression import LONGEST
from wengert.cli.fault import Fault, suggestion

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
def failures() -> Iterator[None]:
    """What the user typed wrong, or the user's script did: a message and an exit status, no traceback."""
    try:
        yield
    except Fault as fault:
        raise Failure(f"wengert: {fault}", WRONG_INPUT) from None
    except target.ScriptError as error:
        raise Failure(str(error), FAILED) from None


@contextlib.contextmanager
def refusals() -> Iterator[None]:
    """What a function refuses was asked for by the user: a node that has no part in the output, an unknown suffix."""
    try:
        yield
    except ValueError as error:
        raise Fault(str(error), "", 0) from None


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


def kept(function: Callable[..., None]) -> Callable[..., None]:
    r"""Make of the two characters `\b` in a raw docstring the one by which click keeps lines as they are."""
    function.__doc__ = (function.__doc__ or "").replace("\\b", "\b")
    return function


def verb(short: str, *examples: str) -> Callable[[Callable[..., None]], click.Command]:
    """A verb that has a target; `short` is what the list of all verbs says of it."""

    def decorate(function: Callable[..., None]) -> click.Command:
        shown = "\n".join(f"  {example}" for example in examples)
        text = f"{inspect.getdoc(function)}\n{TARGET_HELP}\n\b\nExamples:\n{shown}"
        function = click.argument("values", metavar="[NAME=NUMBER]...", nargs=-1, type=click.UNPROCESSED)(function)
        function = click.argument("what", metavar="TARGET", type=click.UNPROCESSED)(function)
        return click.command(help=text, short_help=short, context_settings=TAKES_EXPRESSIONS)(function)

    return decorate


def console() -> Console:
    """Where reports go."""
    return Console(highlight=False, markup=False, emoji=False)


def print_json(data: Any) -> None:
    """Data as JSON; inf and nan as strings."""
    click.echo(json.dumps(_plain(data), indent=2, allow_nan=False, ensure_ascii=True))


def _plain(data: Any) -> Any:
    """The same with inf and nan, which JSON has not, as the strings "inf", "-inf" and "nan"."""
    if isinstance(data, dict):
        return {key: _plain(item) for key, item in data.items()}
    if isinstance(data, (list, tuple)):
        return [_plain(item) for item in data]
    return str(data) if isinstance(data, float) and not math.isfinite(data) else data


def resolve(what: str, values: tuple[str, ...], quiet: bool) -> target.Target:
    """The Value that was asked for; quiet sends what a script prints to stderr."""
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
