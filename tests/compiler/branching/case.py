"""What a branching program is: a function of scalars, lanes that take all of its branches, how many paths those are."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple


class Case(NamedTuple):
    """A function of scalars and where it is evaluated.

    Attributes:
        function: ordinary Python on numbers.
        columns: for each argument its number in every lane.
        paths: how many different sequences of decisions the lanes take; None where it depends on how this Python sorts.
        twin: the same for numbers whose comparisons are plain bools; None if that is the function itself.
        whole: whether it takes numbers to ints, which a Value alone refuses.
    """

    function: Callable[..., Any]
    columns: dict[str, list[float]]
    paths: int | None
    twin: Callable[..., Any] | None
    whole: bool

    @property
    def name(self) -> str:
        """What the function is called."""
        return self.function.__name__

    @property
    def lanes(self) -> list[tuple[float, ...]]:
        """The arguments, lane by lane."""
        return list(zip(*self.columns.values(), strict=True))


class Span(NamedTuple):
    """Numbers between two bounds, and others at which something happens."""

    low: float
    high: float
    at: tuple[float, ...] = ()


#: All programs, by name.
CASES: dict[str, Case] = {}


def span(low: float, high: float, *at: float) -> Span:
    """Numbers between two bounds, and those given."""
    return Span(low, high, at)


def branching(
    paths: int | None,
    *,
    count: int = 48,
    also: Iterable[tuple[float, ...]] = (),
    twin: Callable[..., Any] | None = None,
    whole: bool = False,
    **spans: Span,
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Make a function of scalars one of the programs.

    Args:
        paths: how many its lanes take; None where it depends on how this Python sorts.
        count: how many lanes are drawn at random.
        also: lanes beside those.
        twin: see `Case`.
        whole: see `Case`.
        spans: where each argument is drawn from; each special number of one is a lane more, with the others drawn.
    """

    def enter(function: Callable[..., Any]) -> Callable[..., Any]:
        chance = random.Random(function.__name__)  # of the same numbers always
        lanes = [[chance.uniform(each.low, each.high) for each in spans.values()] for _ in range(count)]
        for place, each in enumerate(spans.values()):
            for number in each.at:
                lane = [chance.uniform(other.low, other.high) for other in spans.values()]
                lane[place] = number
                lanes.append(lane)
        columns = map(list, zip(*lanes, *also, strict=True))
        CASES[function.__name__] = Case(function, dict(zip(spans, columns, strict=True)), paths, twin, whole)
        return function

    return enter
