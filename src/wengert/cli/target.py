"""What a verb is asked about: an expression, a Value of a script, or one of a module.

"x*y + 1" x=2 y=3     an expression, its variables with their values
script.py:y           the Value y, after the script has run
package.module:y      the Value y of a module
"""

from __future__ import annotations

import contextlib
import importlib
import io
import re
import runpy
import sys
import traceback
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from wengert.cli.assignment import assignments, check_all_used
from wengert.cli.expression import LONGEST, parse
from wengert.cli.fault import Fault, listed, suggestion
from wengert.core.graph import Graph
from wengert.core.naming import name_all
from wengert.core.value import Value

_PLACE = re.compile(r"(?P<place>[^:]+(:[\\/][^:]*)?):(?P<name>\w*(\[\d+\])?)")  # place: with a drive letter, perhaps


class Target(NamedTuple):
    """A Value to look at, and those that can be asked for by name."""

    y: Value
    named: dict[str, Value]

    def find(self, name: str) -> Value:
        """The Value of that name: of the variable, else of the node of y's graph with that label.

        Raises:
            Fault: there is none, or several nodes have that label.
        """
        if name in self.named:
            return self.named[name]
        nodes = [node for node in Graph(self.y).nodes if node.label]
        labelled = [node for node in nodes if node.label == name]
        if len(labelled) == 1:
            return labelled[0]
        if labelled:
            raise Fault(f"{len(labelled)} nodes are labelled {name!r}; give them labels of their own", "", 0)
        known = list(dict.fromkeys([*self.named, *(node.label for node in nodes)]))
        raise Fault(f"there is no Value {name!r}{suggestion(name, known) or _among(known)}", "", 0)


class ScriptError(Exception):
    """The user's own code failed; the text is its traceback."""


def resolve(what: str, more: Sequence[str] = ()) -> Target:
    """Find the Value that was asked for.

    Args:
        what: an expression, `script.py:y` or `module:y`.
        more: for an expression the values of its variables, for a script its arguments.

    Raises:
        Fault: what was typed is wrong.
        ScriptError: the script or module raised an exception.
    """
    found = None if len(what) > LONGEST else _PLACE.fullmatch(what)
    if found is None:
        if re.fullmatch(r"[\w./\\-]+\.py", what[:LONGEST]):
            raise Fault(f"which Value of the script? Write {what}:y", what, len(what))
        return _of_expression(what, more)
    place, name = found["place"], found["name"]
    if not name.partition("[")[0].isidentifier():
        raise Fault("after the colon goes the name of a Value: script.py:y", what, len(place) + 1)
    if place.endswith(".py") or Path(place).is_file():
        return _of_names(_run_script(place, more), place, name)
    if not all(part.isidentifier() for part in place.split(".")):
        raise Fault("before the colon goes a script or a module: script.py:y, package.module:y", what, 0)
    if more:
        raise Fault("a module takes no arguments", more[0], 0)
    return _of_names(_import(place), place, name)


def _of_expression(text: str, more: Sequence[str]) -> Target:
    if re.match(r"\w+=[^=]", text[:LONGEST]):
        raise Fault("the expression comes first, then the values of its names", text, 0)
    formula = parse(text)
    numbers = assignments(more)
    formula.check_names(numbers)
    check_all_used(formula, more)
    values = {name: Value(number, label=name) for name, number in numbers.items()}
    y = formula(values)
    if not isinstance(y, Value):
        raise Fault(f"it is the number {y!r}, nothing to differentiate; use a name such as x, with x=2", text, 0)
    return Target(y, values)


def _of_names(variables: Mapping[str, Any], place: str, name: str) -> Target:
    name_all(variables)
    named = dict(_values(variables))
    bare = name.partition("[")[0]
    if name in named:
        return Target(named[name], named)
    if bare == name and name in variables:
        kind = type(variables[name]).__name__
        raise Fault(f"{name} in {place} is of type {kind}, not a Value{_among(list(named))}", "", 0)
    hint = suggestion(name, list(named)) or _among(list(named))
    raise Fault(f"{place} has no Value {name!r}{hint}", "", 0)


def _values(variables: Mapping[str, Any]) -> Iterator[tuple[str, Value]]:
    """The Values among some variables and in their lists, by name: `y`, `w[0]`."""
    for name, held in variables.items():
        if isinstance(held, Value):
            yield name, held
        elif isinstance(held, (list, tuple)):
            yield from ((f"{name}[{i}]", item) for i, item in enumerate(held) if isinstance(item, Value))


def _among(names: list[str]) -> str:
    return f"; the Values there are: {listed(names)}" if names else "; there is no Value at all in it"


def _run_script(path: str, argv: Sequence[str]) -> dict[str, Any]:
    """Run a script as `python script.py ...` does, and return its variables."""
    if not Path(path).is_file():
        try:
            scripts = sorted(str(other) for other in Path(path).parent.glob("*.py"))
        except OSError:
            scripts = []
        raise Fault(f"there is no file {path}{suggestion(path, scripts)}", "", 0)
    with _surroundings([path, *argv], str(Path(path).resolve().parent)), _errors_of(path):
        return runpy.run_path(path, run_name="__main__")


def _import(name: str) -> dict[str, Any]:
    with _surroundings(sys.argv, ""), _errors_of(name):
        try:
            return vars(importlib.import_module(name))
        except ModuleNotFoundError as error:
            if error.name is None or not f"{name}.".startswith(f"{error.name}."):
                raise
            raise Fault(f"there is no module {error.name!r} here or among the installed ones", "", 0) from None


@contextlib.contextmanager
def _surroundings(argv: list[str], folder: str) -> Iterator[None]:
    """`sys.argv`, and the folder where imports look first."""
    before, path = sys.argv, sys.path[:]
    sys.argv = argv
    sys.path[:1] = [folder]
    try:
        yield
    finally:
        sys.argv = before
        sys.path[:] = path


@contextlib.contextmanager
def _errors_of(place: str) -> Iterator[None]:
    """Turn an exception of the user's code into a ScriptError with the user's part of the traceback."""
    try:
        yield
    except Fault:
        raise
    except SystemExit as error:
        raise ScriptError(f"{place} ended by sys.exit({error.code!r}), and its Values are gone with it") from None
    except Exception as error:
        raise ScriptError(_traceback(error)) from None


def _traceback(error: Exception) -> str:
    own = {__file__, runpy.__file__, importlib.__file__}
    frames = error.__traceback__
    while frames is not None and (
        frames.tb_frame.f_code.co_filename in own or frames.tb_frame.f_code.co_filename.startswith("<frozen ")
    ):
        frames = frames.tb_next
    text = io.StringIO()
    traceback.print_exception(type(error), error, frames, file=text)
    return text.getvalue().rstrip()
