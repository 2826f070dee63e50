"""Deciding: a Value, eager as any, that notes what its program decided by it.

Comparisons of a Value give plain bools, of which nobody hears whether they were asked; and a Value refuses to
become an int.  This one tells, and gives way.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from wengert import Value


class Answer(int):
    """What a comparison gave: 1 or 0.  Noted when it is asked for as a bool; joined by &, | and ~ it is not."""

    notes: list[int]

    def __new__(cls, truth: Any, notes: list[int]) -> Answer:
        """The answer, and where it is noted."""
        made = super().__new__(cls, truth)
        made.notes = notes
        return made

    def __bool__(self) -> bool:
        self.notes.append(int(self))
        return self != 0

    def __and__(self, other: int) -> Answer:
        return Answer(int(self) and int(other), self.notes)

    def __or__(self, other: int) -> Answer:
        return Answer(int(self) or int(other), self.notes)

    def __invert__(self) -> Answer:
        return Answer(not int(self), self.notes)

    __rand__, __ror__ = __and__, __or__


class Deciding(Value):
    """A Value that notes decisions."""

    notes: list[int] = []  # noqa: RUF012 (of the lane that is evaluated)

    def __lt__(self, other: Any) -> Any:
        return Answer(Value.__lt__(self, other), self.notes)

    def __le__(self, other: Any) -> Any:
        return Answer(Value.__le__(self, other), self.notes)

    def __gt__(self, other: Any) -> Any:
        return Answer(Value.__gt__(self, other), self.notes)

    def __ge__(self, other: Any) -> Any:
        return Answer(Value.__ge__(self, other), self.notes)

    def __eq__(self, other: object) -> Any:
        return Answer(Value.__eq__(self, other), self.notes)

    def __ne__(self, other: object) -> Any:
        return Answer(Value.__ne__(self, other), self.notes)

    __hash__ = Value.__hash__

    def __bool__(self) -> bool:
        return bool(self != 0)

    def __int__(self) -> int:
        self.notes.append(int(self.data))
        return int(self.data)


class Found(NamedTuple):
    """A lane: its value, its gradient, and the decisions on the way."""

    value: float
    slopes: list[float]
    decisions: tuple[int, ...]


def evaluated(function: Callable[..., Any], lane: tuple[float, ...], kind: type[Value] = Deciding) -> Found:
    """One lane by eager evaluation and one sweep."""
    Deciding.notes.clear()
    inputs = [kind(x) for x in lane]
    output = function(*inputs)
    decisions = tuple(Deciding.notes)
    if not isinstance(output, Value):  # a path may end in a plain number
        return Found(float(output), [0.0] * len(inputs), decisions)
    output.backward()
    return Found(output.data, [x.grad for x in inputs], decisions)
