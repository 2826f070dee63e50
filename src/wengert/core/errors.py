"""What can be wrong with a Wengert list, with the text or file of one, and with a function to be compiled."""

from __future__ import annotations


class GraphError(ValueError):
    """What is given is no Wengert list."""


class GraphFormatError(GraphError):
    """A text or a file does not hold a Wengert list.

    Args:
        place: where: `line 3, column 7`, or `graph.json: operands[12]`.
        wrong: what is wrong there, and what would be right.
    """

    def __init__(self, place: str, wrong: str) -> None:
        super().__init__(place, wrong)
        self.place = place
        self.wrong = wrong

    def __str__(self) -> str:
        return f"{self.place}: {self.wrong}"


class TracingError(TypeError):
    """A function that is being compiled did what cannot be compiled: its result would be frozen or lost."""
