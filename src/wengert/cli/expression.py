"""Expressions as people type them: `tanh(x1*w1 + x2*w2 + b)`.

The text is parsed by Python's parser and never run by Python: from the syntax tree only numbers,
names, the operators and the functions of the table are taken; anything else is a Fault with its
column.  What is taken is a Formula, a list of steps for a stack machine, which works on floats and
on Values alike.

    expression = number | name | expression operator expression | -expression | +expression
               | function(expression, ...) | where(condition, expression, expression)
    condition  = expression | expression < expression        (or any other comparison)
"""

from __future__ import annotations

import ast
import math
import re
import warnings
from collections.abc import Mapping
from typing import Any, NamedTuple

from wengert.cli.fault import Fault, listed, suggestion
from wengert.cli.reader import Reader, Step, functions
from wengert.core.elementwise import combine

LONGEST = 10_000  # characters
MOST_OPERATORS = 1_000  # a tree of that depth is no burden on the parser
DEEPEST = 100  # brackets in brackets

#: Names that need no value; one that is given a value means that value.
CONSTANTS = {"pi": math.pi, "e": math.e, "inf": math.inf, "nan": math.nan}


class Formula(NamedTuple):
    """An expression, ready to be computed.

    Attributes:
        source: the text as it was typed.
        names: the names in it, each with the column of its first use.
        steps: what to do, operands before operators.
    """

    source: str
    names: dict[str, int]
    steps: tuple[Step, ...]

    @property
    def variables(self) -> list[str]:
        """The names that need a value."""
        return [name for name in self.names if name not in CONSTANTS]

    def __call__(self, values: Mapping[str, Any]) -> Any:
        """The expression at some values.

        Args:
            values: a float or a Value for each variable.

        Returns:
            A Value if a Value is among them, else a float.

        Raises:
            Fault: a variable has no value, or a row refuses the numbers that it gets.
        """
        self.check_names(values)
        known = {**CONSTANTS, **values}
        stack: list[Any] = []
        for step in self.steps:
            if isinstance(step, float):
                stack.append(step)
            elif isinstance(step, str):
                stack.append(known[step])
            else:
                row, count, at = step
                operands = stack[len(stack) - count :]
                del stack[len(stack) - count :]
                try:
                    stack.append(combine(row, operands))
                except ValueError as error:
                    raise Fault(str(error), self.source, at) from None
        return stack.pop()

    def check_names(self, values: Mapping[str, Any]) -> None:
        """Refuse values that do not fit the names.

        Raises:
            Fault: a variable has no value.
        """
        missing = [name for name in self.variables if name not in values]
        if missing:
            first = missing[0]
            unused = [name for name in values if name not in self.names]
            if first in functions():
                hint = f"; the function is called as {functions()[first].signature}"
            else:
                hint = suggestion(first, unused) or f"; add {' '.join(f'{name}=NUMBER' for name in missing[:12])}"
            raise Fault(f"no value for {listed(missing)}{hint}", self.source, self.names[first])


def parse(source: str) -> Formula:
    """Read an expression.

    Args:
        source: at most `LONGEST` characters.

    Raises:
        Fault: it is no expression of numbers, names and the table's functions.

    >>> parse("x*y + 1")({"x": 2.0, "y": 3.0})
    7.0
    """
    # Position for position the same text, on one line: a column is then an index.
    text = "".join(" " if c in "\t\n\r\f\v" else c for c in source[: LONGEST + 1])
    _scan(text, source)
    indent = len(text) - len(text.lstrip())
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(text[indent:], mode="eval")
    except SyntaxError as error:
        raise Fault(_syntax(error, text), source, _place(error, text, indent)) from None
    except UnicodeEncodeError as error:
        raise Fault("this is no character", source, indent + error.start) from None
    except (RecursionError, MemoryError):
        raise Fault("the expression is nested too deeply", source, indent) from None
    reader = Reader(source, text[indent:], indent)
    return Formula(source, reader.names, tuple(reader.read(tree.body)))


def _scan(text: str, source: str) -> None:
    """Refuse, before anything is parsed, what would be a burden or means something else to Python."""
    if not text.strip():
        raise Fault("the expression is empty", source, 0)
    if len(text) > LONGEST:
        raise Fault(f"the expression is too long: at most {LONGEST:,} characters", source, LONGEST)
    depth = operators = 0
    for found in re.finditer(r"[(\[{]|[)\]}]|\*\*|//|[-+*/%~]|\#|[\x00-\x1f\x7f]|\d[\d_]{400}", text):
        token = found.group()
        depth += (token in "([{") - (token in ")]}")
        operators += token[0] in "-+*/%~"
        if depth > DEEPEST:
            raise Fault(f"more than {DEEPEST} brackets inside each other", source, found.start())
        if operators > MOST_OPERATORS:
            raise Fault(f"more than {MOST_OPERATORS:,} operators in one expression", source, found.start())
        if token == "#":
            raise Fault("a # has no place in an expression", source, found.start())
        if not token.isprintable():
            raise Fault("a control character has no place in an expression", source, found.start())
        if len(token) > 400:
            raise Fault("a number of more than 400 digits; 1e400 is short and as large", source, found.start())


def _syntax(error: SyntaxError, text: str) -> str:
    said = error.msg.removesuffix(" (detected at line 1)").removesuffix(". Perhaps you forgot a comma?")
    offset = error.offset or 0
    if "decimal literal" in said:
        return "this is no number; a product is written 2*x"
    if said != "invalid syntax":
        return said
    if not 0 < offset <= len(text):
        return "the expression ends too early"
    if offset == 1:
        return "no expression begins like this"
    return "this does not continue the expression; a product is written x*y"


def _place(error: SyntaxError, text: str, indent: int) -> int:
    offset = error.offset or 0
    return indent + offset - 1 if offset > 0 else len(text.rstrip())
