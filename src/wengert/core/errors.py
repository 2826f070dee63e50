"""What can be wrong with a Wengert list, with the text or file of one, and with a function to be compiled."""

from __future__ import annotations

from math import isfinite


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


class ConvergenceError(ArithmeticError):
    """An equation has no root that was found, or none with a derivative.

    Args:
        said: what happened, in words.
        what: the expression that should be 0.
        residual: how large it still is.
        iterations: how often it was evaluated.
        x: where the search ended: a number, or a list of numbers.
        advice: why, or what to do.

    Attributes:
        residual: as given.
        iterations: as given.
        x: as given.
    """

    def __init__(self, said: str, what: str, residual: float, iterations: int, x: float | list[float],
                 advice: str) -> None:  # fmt: skip
        super().__init__(said, what, residual, iterations, x, advice)
        self.said = said
        self.what = what
        self.residual = residual
        self.iterations = iterations
        self.x = x
        self.advice = advice

    def __str__(self) -> str:
        rounds = "1 round" if self.iterations == 1 else f"{self.iterations} rounds"
        size = f"|{self.what}| is {self.residual!r}" if isfinite(self.residual) else f"{self.what} is not finite"
        return f"{self.said}: after {rounds} {size} at x = {self.x!r}; {self.advice}"
