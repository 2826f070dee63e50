"""Values as people type them: `x=2`, `w1=-3`, `t=pi/4`."""

from __future__ import annotations

import ast
import contextlib
import keyword
from collections.abc import Sequence

from wengert.cli.expression import CONSTANTS, LONGEST, Formula, parse
from wengert.cli.fault import Fault, suggestion


def assignments(texts: Sequence[str]) -> dict[str, float]:
    """Read the values of some names.

    Args:
        texts: one `NAME=NUMBER` each; the number may be an expression of numbers.

    Raises:
        Fault: one is no assignment, its value no number, or a name comes twice.

    >>> assignments(["x=2", "w1=-3", "t=2*pi"])
    {'x': 2.0, 'w1': -3.0, 't': 6.283185307179586}
    """
    values: dict[str, float] = {}
    for text in texts:
        name, value = _assignment(text)
        if name in values:
            raise Fault(f"{name} has a value already; give it once", text, 0)
        values[name] = value
    return values


def check_all_used(formula: Formula, texts: Sequence[str]) -> None:
    """Refuse a value for a name that the expression has not.

    Raises:
        Fault: there is one.
    """
    for text in texts:
        name, _ = _assignment(text)
        if name not in formula.names:
            hint = suggestion(name, list(formula.names)) or f"; it has {', '.join(formula.names) or 'no names'}"
            raise Fault(f"{name} is not in the expression{hint}", text, 0)


def _assignment(text: str) -> tuple[str, float]:
    typed, equals, value = text.partition("=")
    name = _normal(typed)
    if not equals:
        hint = f"write {name}=NUMBER" if name else "put the whole expression in quotes, and write values as x=2"
        raise Fault(f"this is no assignment; {hint}", text, len(typed) if name else 0)
    if not name:
        raise Fault("this is no name that can have a value; write values as x=2", text, 0)
    return name, _number(value, text, len(typed) + 1)


def _normal(typed: str) -> str:
    """A name as Python's parser spells it; empty if it is none."""
    if len(typed) > LONGEST or not typed.isidentifier() or keyword.iskeyword(typed):
        return ""
    tree = ast.parse(typed, mode="eval").body
    return tree.id if isinstance(tree, ast.Name) else ""


def _number(value: str, text: str, at: int) -> float:
    if not value.strip():
        raise Fault("a number is missing after the =", text, at)
    if len(value) <= LONGEST:
        with contextlib.suppress(ValueError):
            return float(value)
    try:
        formula = parse(value)
        for name, column in formula.names.items():
            if name not in CONSTANTS:
                raise Fault(f"{name} is no number", value, column)
        return float(formula({}))
    except Fault as fault:
        raise Fault(fault.message, text, at + fault.at) from None
