"""Names for Values from the names of the variables that hold them."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any

from wengert.core.value import Value


def name_all(variables: Mapping[str, Any]) -> int:
    """Label every unlabelled Value among some variables by the variable's name.

    Values in a list or tuple get `name[0]`, `name[1]`, …  Names that begin with an underscore are
    left out, and a label that is there stays.

    Args:
        variables: names and what they hold.

    Returns:
        How many Values got a label.
    """
    named = 0
    for name, held in list(variables.items()):
        if name.startswith("_"):
            continue
        if isinstance(held, Value):
            named += _name(held, name)
        elif isinstance(held, (list, tuple)):
            for i, item in enumerate(held):
                if isinstance(item, Value):
                    named += _name(item, f"{name}[{i}]")
    return named


def name_locals() -> int:
    """Label every unlabelled Value in the caller's variables by its variable's name.

    Returns:
        How many Values got a label.

    >>> a, b = Value(2.0), Value(3.0)
    >>> y = a * b
    >>> name_locals()
    3
    >>> y.expression
    'a*b'
    """
    return name_all(sys._getframe(1).f_locals)


def _name(value: Value, name: str) -> bool:
    if value.label or value.is_constant:
        return False
    value.label = name
    return True
