"""Results: what a run found, put into the forms in which a caller gets it.

Legend: k numbers of a result, N lanes; slope a derivative; rows one line for each number, one column for each lane.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy

from wengert.compiler.arguments.calls import Call, Floats
from wengert.compiler.arguments.forms import Array, Form, Line, Number
from wengert.compiler.arguments.matching import matching
from wengert.compiler.machine import Answers, summed


class Results:
    """How the answers to a call are handed back.

    Args:
        call: the call.
        reduce: None, "sum" or "mean": what is done over the lanes of a batch.
        stretch: whether arguments were stretched to one shape, each number of which is a lane.
    """

    def __init__(self, call: Call, reduce: str | None, stretch: bool) -> None:
        self.call = call
        self.stretch = stretch
        self.reduced = reduce is not None
        self.divisor = call.count if reduce == "mean" else 1
        #: Whether there is one lane, and it is none of a batch.
        self.is_one = not stretch and call.shape == ()

    @property
    def per_lane(self) -> bool:
        """Whether a derivative by what is shared is handed back for each lane."""
        return not (self.is_one or self.reduced)

    def value(self, form: Form, rows: Floats) -> Any:
        """The function's result."""
        leaves: Sequence[Any]
        if self.reduced:
            leaves = [summed(row) / self.divisor for row in rows]
        elif self.call.shape == ():
            leaves = rows[:, 0].tolist()
        else:
            leaves = [row.reshape(self.call.shape) for row in rows]
        return leaves[0] if type(form) is Number else form.fill(None, iter(leaves))

    def gradient(self, places: Sequence[int], answers: Answers) -> list[Any]:
        """The gradient by each of some arguments, in its form."""
        found = []
        shape = self.call.shape
        for place, part in zip(places, self.flat(places, answers), strict=True):
            form = self.call.forms[place]
            if part.ndim == 1:  # alike for all lanes
                if type(form) is Array:
                    found.append(part.reshape(form.dimensions))
                elif type(form) is Line:
                    found.append(form.kind(part.tolist()))
                else:
                    found.append(form.fill(None, iter(part.tolist())))
            elif shape == ():
                found.append(form.fill(None, iter(part[0].tolist())))
            else:
                found.append(form.fill(None, iter([column.reshape(shape) for column in part.T])))
        return found

    def flat(self, places: Sequence[int], answers: Answers) -> list[Floats]:
        """The derivatives by the numbers of each of some arguments: (n,) alike for all lanes, else (N, n)."""
        shared = answers.each
        found = []
        for place, begin, end, varies in _stretches(self.call, places):
            if varies:
                part = self._mean(answers.slopes[begin:end].T)
            elif shared is not None:
                part = self._mean(shared[begin:end].T)
            else:
                part = self._mean(answers.sums[begin:end])
            found.append((place, part))
        return _in_order(places, found)

    def _mean(self, slopes: Floats) -> Floats:
        return slopes if self.divisor == 1 else slopes / self.divisor

    def shared(self, places: Sequence[int], rows: Floats | None) -> list[Floats]:
        """Rows of the inputs of some arguments, of which none varies, by argument."""
        assert rows is not None  # they were asked for
        found = [(place, rows[begin:end]) for place, begin, end, _ in _stretches(self.call, places)]
        return _in_order(places, found)

    def pulled(self, answers: Answers) -> tuple[Any, ...]:
        """The cotangent of each argument: by what is shared or was stretched, the sum over lanes."""
        places = range(len(self.call.forms))
        found: list[Any] = []
        for place, begin, end, varies in _stretches(self.call, places):
            form = self.call.forms[place]
            if not varies:
                found.append(form.fill(None, iter((answers.sums[begin:end] / self.divisor).tolist())))
            elif not self.stretch:
                found.append(form.fill(None, iter(answers.slopes[begin:end] / self.divisor)))
            else:
                shape = numpy.shape(self.call.arguments[place])
                back = _unstretched(answers.slopes[begin].reshape(self.call.shape), shape)
                found.append(back if shape else float(back))
        return tuple(found)

    def cotangent(self, form: Form, tree: Any) -> Floats:
        """A cotangent as the seed of each number of the result, in each lane if there is one for each.

        Raises:
            TypeError: there is something in it that is no real number.
            ValueError: it has another form than the result.
        """
        shape = () if self.reduced else self.call.shape
        seeds = numpy.array(matching(form, tree, "the cotangent", shape), dtype=float)
        return seeds.reshape(form.count, self.call.count) if shape else seeds.reshape(form.count)

    def matrix(self, places: Sequence[int], moved: Mapping[int, Sequence[Floats]]) -> Any:
        """Second derivatives as blocks by each two of some arguments; one array, if each is a number of every lane.

        Args:
            places: the arguments.
            moved: for the direction of each of their inputs, the derivatives by the numbers of each argument.
        """
        starts, shapes = self.call.starts, [self.call.forms[place].shape for place in places]
        inputs = [range(starts[place], starts[place + 1]) for place in places]
        blocks = [
            [stacked([moved[i][k] for i in other], -1, len(own)) for other in inputs] for k, own in enumerate(inputs)
        ]
        if self.stretch:
            whole = numpy.concatenate([numpy.concatenate(row, axis=-1) for row in blocks], axis=-2)
            return whole.reshape((*self.call.shape, *whole.shape[-2:]))
        return tuple(
            tuple(block.reshape((*block.shape[:-2], *shape, *other)) for block, other in zip(row, shapes, strict=True))
            for row, shape in zip(blocks, shapes, strict=True)
        )

    def front(self, shape: tuple[int, ...]) -> tuple[int, ...]:
        """The shape of the lanes, in place of their count."""
        return self.call.shape if shape else ()


def stacked(parts: Sequence[Floats], axis: int, count: int) -> Floats:
    """Arrays side by side, whose other axis has `count` numbers; also if there are none."""
    if axis == -2 and parts and parts[0].ndim == 2:  # lanes stand side by side in memory, and stay so
        return numpy.stack([part.T for part in parts]).transpose(2, 0, 1)
    found: Floats = numpy.stack(parts, axis=axis) if parts else numpy.empty((0, count) if axis == -2 else (count, 0))
    return found


def _stretches(call: Call, places: Sequence[int]) -> Iterator[tuple[int, int, int, bool]]:
    """Where the inputs of each of some arguments are among those asked for that vary, or that are shared."""
    at = [0, 0]
    for place in sorted(set(places)):
        count = call.forms[place].count
        varies = bool(count and call.varying[call.starts[place]])
        yield place, at[varies], at[varies] + count, varies
        at[varies] += count


def _in_order(places: Sequence[int], found: Sequence[tuple[int, Floats]]) -> list[Floats]:
    known = dict(found)
    return [known[place] for place in places]


def _unstretched(array: Floats, shape: tuple[int, ...]) -> Floats:
    """The sums along the axes by which an array is larger than a shape."""
    more = array.ndim - len(shape)
    array = array.sum(axis=tuple(range(more)))
    stretched = tuple(i for i, size in enumerate(shape) if size == 1 and array.shape[i] != 1)
    found: Floats = array.sum(axis=stretched, keepdims=True)
    return found
