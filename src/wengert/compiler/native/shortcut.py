# cython: boundscheck=False, wraparound=False, initializedcheck=False
"""Shortcuts: a call whose arguments are of a form that was seen before, without asking again what is known.

A shortcut takes floats, lists of floats and arrays of floats of the lengths for which it was made.  Whatever else it
is given, and whenever a guard fails or a derivative is nan, it answers None, and the long way is to be gone.

Legend: x numbers of the inputs, y of the outputs, g derivatives by the inputs; i an argument, j a lane, k a number of
an argument or of a gradient.
"""

from __future__ import annotations

from typing import Any

import numpy

try:
    import cython
except ImportError:
    from wengert.core import _cython as cython  # type: ignore[no-redef]

from wengert.compiler.flat.blocks import CLASSES
from wengert.core.context import is_strict

if not cython.compiled:
    from wengert.compiler.native.kernel import Function, Room, Task, run_chunks, run_point
    from wengert.core.extra import tracer

_CLASSES = CLASSES  # a number of C
COMPILED = cython.compiled
_array = numpy.ndarray

#: What an argument is, and its part of a gradient: a float; a list, a tuple or an array of floats; an array with one
#: number or one row of numbers for each lane.
FLOAT, LIST, TUPLE, ARRAY, COLUMN, TABLE = range(6)
_NUMBER, _LIST, _TUPLE, _ARRAY, _COLUMN, _TABLE = range(6)  # numbers of C


@cython.cclass
class Reader:
    """How arguments are read.

    Args:
        kinds: of each argument.
        sizes: how many numbers it has, or has for each lane.
        begins: where they go: among the numbers of the inputs, or among the rows of lanes.
    """

    def __init__(self, kinds: Any, sizes: Any, begins: Any) -> None:
        self.count = len(kinds)
        self.kinds = numpy.array([*kinds, 0], dtype=numpy.intc)
        self.sizes = numpy.array([*sizes, 0], dtype=numpy.intp)
        self.begins = numpy.array([*begins, 0], dtype=numpy.intp)


def _read(kind: int, size: int, argument: Any, x: Any, begin: int) -> bool:
    """Put the numbers of one argument where they belong; False if it is of another form."""
    x_at = x
    if kind == _NUMBER:
        if not isinstance(argument, float):
            return False
        x_at[begin] = argument
    elif kind == _ARRAY:
        if type(argument) is not _array:
            return False
        try:
            line = argument
        except (TypeError, ValueError):
            return False
        if len(line) != size:
            return False
        for k in range(size):
            x_at[begin + k] = line[k]
    else:
        if type(argument) is not (list if kind == _LIST else tuple) or len(argument) != size:
            return False
        for k in range(size):
            number = argument[k]
            if not isinstance(number, float):
                return False
            x_at[begin + k] = number
    return True


def _part(part: Any, g: Any) -> Any:
    """One argument's part of a gradient, in its form."""
    kind, begin, size, view = part
    g_at = g
    if kind == FLOAT:
        return g_at[begin]
    if kind == ARRAY:
        return view.copy()
    each = [g_at[begin + k] for k in range(size)]
    return each if kind == LIST else tuple(each)


def _gradient(parts: Any, several: bool, g: Any) -> Any:
    if not several:
        return _part(parts[0], g)
    return tuple([_part(part, g) for part in parts])


def _seen(parts: Any, g: Any) -> Any:
    """The parts of a gradient, each with its view of all derivatives."""
    return None if parts is None else [(kind, begin, size, g[begin : begin + size]) for kind, begin, size in parts]


@cython.cclass
class Ways:
    """The shortcuts of a function, those that were found last first.

    Args:
        most: how many there are at most for one kind of answer.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self.known: dict[Any, Any] = {}

    def add(self, which: Any, way: Any) -> None:
        """One more."""
        self.known[which] = (way, *self.known.get(which, ()))[: self.most]

    def answer(self, which: Any, args: Any) -> Any:
        """What a shortcut answers; None if there is none, or if the long way is to be gone.

        Args:
            which: the kind of answer: VALUE, or by what the gradient is wanted.
            args: those of the call.
        """
        try:
            known = self.known.get(which)
        except TypeError:  # what cannot be hashed names no parameter, which the long way says
            return None
        if known is None or tracer() is not None or is_strict():
            return None
        for way in known:
            if type(way) is AtPoint:
                point = way
                answer = point.run(args)
            else:
                lanes = way
                answer = lanes.run(args)
            if answer is not None:
                return answer
        return None


@cython.cclass
class AtPoint:
    """The shortcut at one point.

    Args:
        kernel: for one point.
        room: where it works.
        reader: how arguments are read.
        inputs: how many inputs there are.
        parts: of the gradient: kind, where it begins among the inputs, size; None for the value alone.
        several: whether the gradient is a tuple of these.

    Attributes:
        taken: how many lanes went this way.
    """

    def __init__(self, kernel: Function, room: Room, reader: Reader, inputs: int, parts: Any, several: bool) -> None:
        self.kernel, self.room, self.reader = kernel, room, reader
        g = _floats(inputs)
        self.x, self.g, self.y = _floats(inputs), g, _floats(1)
        self.seeds, self.found = numpy.ones(1), _floats(1)
        self.parts, self.several = _seen(parts, g), several
        self.busy = False
        self.taken = 0

    def run(self, args: Any) -> Any:
        """The value, or the value and its gradient; None if the long way is to be gone."""
        if self.busy or len(args) != self.reader.count:
            return None
        self.busy = True  # for another thread, and for what Python may do between
        try:
            return self._run(args)
        finally:
            self.busy = False

    def _run(self, args: Any) -> Any:
        reader = self.reader
        for i in range(reader.count):
            if not _read(reader.kinds[i], reader.sizes[i], args[i], self.x, reader.begins[i]):
                return None
        if run_point(self.kernel, self.x, self.seeds, self.y, self.g, self.found, self.room) != -1:
            return None
        self.taken += 1
        if self.parts is None:
            return self.y[0]
        return self.y[0], _gradient(self.parts, self.several, self.g)


@cython.cclass
class InLanes:
    """The shortcut over a batch whose values are summed.

    Args:
        kernels: what computes all that lanes share, the bridges, at a point; that for lanes; and what goes back from
            the bridges.  The first and the last may be None.
        rooms: where these work.
        reader: how arguments are read.
        inputs: how many inputs there are.
        bridges: how many bridges.
        rows: how many inputs vary.
        sums: how many derivatives are summed, by bridges too.
        own: for each derivative by an input that is shared the input.
        parts: of the gradient, as in AtPoint; None for the value alone.
        several: whether the gradient is a tuple of these.
        mean: whether sums are divided by the count of lanes.

    Attributes:
        taken: how many lanes went this way.
    """

    def __init__(self, kernels: Any, rooms: Any, reader: Reader, inputs: int, bridges: int, rows: int, sums: int,
                 own: Any, parts: Any, several: bool, mean: bool) -> None:  # fmt: skip
        self.before, self.kernel, self.after = kernels
        self.before_room, self.room, self.after_room = rooms
        self.reader = reader
        self.inputs, self.rows, self.summed = inputs, rows, sums
        self.x, self.g = _floats(inputs + bridges), _floats(inputs)
        self.own = numpy.array([*own, 0], dtype=numpy.intp)
        self.count_own = len(own)
        self.back = parts is not None
        slopes = _floats(inputs)
        self.sums, self.slopes = _floats(sums), slopes
        self.bridged, self.seeds, self.one = _floats(bridges), numpy.ones(1), _floats(1)
        self.count_bridges = bridges
        self.lanes, self.y = _floats(0), _floats(0)
        self.task: Any = None
        self.count = 0
        self.parts, self.several, self.mean = _seen(parts, slopes), several, mean
        self.busy = False
        self.taken = 0

    def run(self, args: Any) -> Any:
        """The value, or the value and its gradient; None if the long way is to be gone."""
        if self.busy or len(args) != self.reader.count:
            return None
        self.busy = True
        try:
            return self._run(args)
        finally:
            self.busy = False

    def _run(self, args: Any) -> Any:
        reader = self.reader
        count = 0
        for i in range(reader.count):
            if reader.kinds[i] < _COLUMN:
                if not _read(reader.kinds[i], reader.sizes[i], args[i], self.x, reader.begins[i]):
                    return None
                continue
            if count == 0:
                if type(args[i]) is not _array or not args[i].ndim:
                    return None
                count = len(args[i])
                if not 1 < count <= MOST:
                    return None
                if count != self.count:
                    self._fit(count)
            if not self._read_lanes(reader.kinds[i], reader.sizes[i], args[i], reader.begins[i]):
                return None
        return self._answer()

    def _fit(self, count: int) -> None:
        """Make room for some lanes."""
        self.count = count
        lanes, y = _floats(self.rows * count), _floats(count)
        begin = lanes.__array_interface__["data"][0]
        places = numpy.array([begin + 8 * count * i for i in range(self.rows + 1)], dtype=numpy.intp)
        nothing, nowhere = _floats(0), numpy.full(1, -1, dtype=numpy.intc)
        self.lanes, self.y = lanes, y
        self.task = Task(
            count, self.summed, self.x, places, self.seeds, y, nowhere, nothing, self.slopes, nothing, self.sums
        )

    def _read_lanes(self, kind: int, size: int, argument: Any, row: int) -> bool:
        begin = row * self.count
        if type(argument) is not _array:
            return False
        try:
            if kind == _COLUMN:
                column = argument
                if len(column) != self.count:
                    return False
                for j in range(self.count):
                    self.lanes[begin + j] = column[j]
                return True
            table = argument
        except (TypeError, ValueError):
            return False
        if table.shape[0] != self.count or table.shape[1] != size:
            return False
        for k in range(size):
            for j in range(self.count):
                self.lanes[begin + k * self.count + j] = table[j, k]
        return True

    def _answer(self) -> Any:
        x = self.x
        if self.before is not None:
            if run_point(self.before, x, self.seeds, self.bridged, self.g, self.one, self.before_room) != -1:
                return None
            for k in range(self.count_bridges):
                x[self.inputs + k] = self.bridged[k]
        if run_chunks(self.kernel, self.task, self.room, 0, 1) != 0:
            return None
        divisor = float(self.count) if self.mean else 1.0
        value = _summed(self.y, self.count) / divisor
        if not self.back:
            self.taken += self.count
            return value
        sums = self.sums
        own = self.count_own
        if self.after is not None:
            for k in range(self.count_bridges):
                self.bridged[k] = sums[own + k]
            if run_point(self.after, x, self.bridged, self.y, self.g, self.one, self.after_room) != -1:
                return None
            for k in range(own):
                sums[k] = sums[k] + self.g[self.own[k]]
        self.taken += self.count
        for k in range(own):
            self.slopes[self.own[k]] = sums[k] / divisor
        return value, _gradient(self.parts, self.several, self.slopes)


#: Of more lanes than are in one chunk a shortcut is no gain.
MOST = 8192


def _summed(y: Any, count: int) -> float:
    """The sum over lanes, in the order in which all such sums are taken."""
    y_at = y
    c0 = c1 = c2 = c3 = c4 = c5 = c6 = c7 = 0.0
    for j in range(0, count - count % _CLASSES, _CLASSES):
        c0 += y_at[j]
        c1 += y_at[j + 1]
        c2 += y_at[j + 2]
        c3 += y_at[j + 3]
        c4 += y_at[j + 4]
        c5 += y_at[j + 5]
        c6 += y_at[j + 6]
        c7 += y_at[j + 7]
    begin, rest = count - count % _CLASSES, count % _CLASSES
    c0 += y_at[begin] if rest > 0 else 0.0
    c1 += y_at[begin + 1] if rest > 1 else 0.0
    c2 += y_at[begin + 2] if rest > 2 else 0.0
    c3 += y_at[begin + 3] if rest > 3 else 0.0
    c4 += y_at[begin + 4] if rest > 4 else 0.0
    c5 += y_at[begin + 5] if rest > 5 else 0.0
    c6 += y_at[begin + 6] if rest > 6 else 0.0
    return 0.0 + (((c0 + c4) + (c2 + c6)) + ((c1 + c5) + (c3 + c7)))


def _floats(size: int) -> Any:
    return numpy.zeros(size + 1)
