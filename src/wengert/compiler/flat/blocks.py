# cython: boundscheck=False, wraparound=False, initializedcheck=False
"""Lanes in blocks: what goes in, the loops over instructions, what comes out.

Lanes go in chunks of CHUNK, and these in blocks.  The lanes of a slot stand side by side; what they all share is there
once for each too, so that an instruction need not ask.  A block that is not full is rounded up to a multiple of 8 by
lanes without meaning.

Legend: v values, w adjoints; s where the lanes of a slot begin; begin the first lane of a block, n how many it
has, m the same rounded up; j one of them; i, k an input, output or guard.
"""

from __future__ import annotations

from array import array
from typing import Any

import numpy

try:
    import cython
except ImportError:
    from wengert.core import _cython as cython  # type: ignore[no-redef]

if not cython.compiled:
    from math import nan

    from wengert.compiler.flat.lanes import backward, backward_lanes, forward, forward_lanes

#: A sum over lanes is that of the sums of chunks of so many, and that of a chunk is of so many classes.
CHUNK = 8192
CLASSES = 8

_CHUNK, _CLASSES = CHUNK, CLASSES  # numbers of C


@cython.cclass
class Space:
    """What a run writes to: values, adjoints, and where it is in loops.

    Args:
        layout: the instructions.
        varying, outputs, guards, sloped, summed: slots of inputs that vary; of outputs, and those of them that are
            guards; of inputs whose derivatives are wanted, for each lane or as a sum over lanes.
        width: how many lanes stand side by side; 1 for a single point.
    """

    def __init__(self, layout: Any, varying: Any, outputs: Any, guards: Any, sloped: Any, summed: Any,
                 width: int) -> None:  # fmt: skip
        self.width = width
        self.results = layout.results * width
        self.slots = layout.slots * width
        self.code = memoryview(layout.code)
        self.loops = memoryview(layout.loops)
        self.steps = memoryview(layout.steps)
        self.zeros = memoryview(layout.zeros)
        self.at = memoryview(layout.at[:])
        self.left = memoryview(layout.left[:])
        self.varying = memoryview(varying)
        self.outputs = memoryview(outputs)
        self.guards = memoryview(guards)
        self.sloped = memoryview(sloped)
        self.summed = memoryview(summed)
        self.v = _floats(self.slots)
        self.w = _floats(self.slots)
        self.classes = _floats(len(summed) * _CLASSES)
        self.fresh = _floats(len(summed) * _CLASSES)
        self.held = memoryview(bytearray(width))
        share(self, array("i", range(layout.inputs)), layout.constants, 0)


def _floats(size: int) -> Any:
    """Zeros, the first of which begins a line of the cache."""
    room = numpy.zeros(size + 8)
    begin = -room.ctypes.data % 64 // 8
    return _view(room[begin : begin + size])


@cython.cclass
class Task:
    """What is run in a space, and where results go.

    Args:
        space: where; the constants and what is shared are there.
        count: how many lanes.
        arrays: lanes, seeds, expected, values, left, found, slopes, each, odd and the sums of each chunk, as in
            `Flat.run`.  There is one number of each seed, or one for each lane.
    """

    def __init__(self, space: Space, count: int, lanes: Any, seeds: Any, expected: Any, values: Any, left: Any,
                 found: Any, slopes: Any, each: Any, odd: Any, sums: Any) -> None:  # fmt: skip
        self.space = space
        self.count = count
        self.back = seeds is not None
        self.per_lane = each is not None and seeds is not None
        self.watch = odd is not None
        self.lanes = _view(lanes)
        self.expected = _view(expected)
        self.values = _view(values)
        self.left = _view(left)
        self.found = _view(found)
        if self.watch:
            self.odd = _view(odd)
        if self.back:
            self.seeds = _view(seeds)
            self.slopes = _view(slopes)
            self.sums = _view(sums)
            self.pace = int(seeds.shape[1] > 1)
        if self.per_lane:
            self.each = _view(each)


def _view(numbers: Any) -> Any:
    """An array as the interpreter reads it: its own numbers, not NumPy's."""
    return numbers if cython.compiled else memoryview(numbers)


def share(space: Space, slots: Any, numbers: Any, first: int) -> None:
    """Give every lane the numbers of some slots, that of slot `first` being the first number."""
    slot_at, number_at, v, width = slots, _view(numbers), space.v, space.width
    for i in range(len(slot_at)):
        number = number_at[slot_at[i] - first]
        for s in range(slot_at[i] * width, (slot_at[i] + 1) * width):
            v[s] = number


def run_chunk(task: Task, chunk: int) -> None:
    """Run the lanes of one chunk.  The sums over them go to a row of their own."""
    with cython.nogil:
        _chunk(task, task.space, chunk)


def _chunk(task: Task, space: Space, chunk: int) -> None:
    c = space.classes
    for k in range(len(c)):
        c[k] = 0.0
    begin = chunk * _CHUNK
    end = min(begin + _CHUNK, task.count)
    while begin < end:
        n = min(space.width, end - begin)
        _block(task, space, begin, n, min(space.width, (n + 7) // 8 * 8))
        begin += n
    if task.back:
        _fold(task, space, chunk)


def _fold(task: Task, space: Space, chunk: int) -> None:
    """The sums of a chunk: each that of its classes, in halves."""
    c = space.classes
    for i in range(len(space.summed)):
        k = _CLASSES * i
        even = (c[k] + c[k + 4]) + (c[k + 2] + c[k + 6])
        task.sums[chunk, i] = even + ((c[k + 1] + c[k + 5]) + (c[k + 3] + c[k + 7]))


def _block(task: Task, space: Space, begin: int, n: int, m: int) -> None:
    """Run the lanes of one block."""
    _load(task, space, begin, n, m)
    if space.width == 1:
        forward(space.code, space.at, space.loops, space.steps, space.left, space.v, space.results)
    else:
        forward_lanes(
            space.code, space.at, space.loops, space.steps, space.left, space.v, space.results, space.width, m
        )
    held = _judge(task, space, begin, n, m)
    _gather(space, space.v, space.outputs, task.values, begin, n)
    if task.watch:
        _watch(task, space, begin, n)
    if task.back and not _backward(task, space, begin, n, m, held, False):
        _backward(task, space, begin, n, m, held, True)


def _backward(task: Task, space: Space, begin: int, n: int, m: int, held: int, exact: bool) -> bool:
    """Derivatives of one block; False if they have to be computed again, exactly.

    A product differs from what `scaled` makes of it only where that is 0 and the product nan, and a nan goes on to
    whatever derivative needs it: where there is none, every adjoint is right.
    """
    if held:
        if space.width == 1:
            _seed(task, space, begin, n)
            backward(space.code, space.at, space.loops, space.steps, space.left, space.v, space.w, space.slots)
        else:
            if exact:
                _zero(space, m)
            else:
                _clear(space, space.zeros, m)
            _seed(task, space, begin, n)
            backward_lanes(
                space.code, space.at, space.loops, space.steps, space.left, space.v, space.w, space.slots,
                space.width, m, exact,
            )  # fmt: skip
    if held < m:
        _silence(space, space.sloped, m)
        _silence(space, space.summed, m)
    fine = _gather(space, space.w, space.sloped, task.slopes, begin, n)
    if task.per_lane:
        fine = _gather(space, space.w, space.summed, task.each, begin, n) and fine
    fine = _sum(space, space.summed, m) and fine
    if space.width == 1:
        _clear(space, space.sloped, m)
        _clear(space, space.summed, m)
    if not fine and not exact and space.width > 1:
        return False
    for k in range(len(space.fresh)):
        space.classes[k] = space.fresh[k]
    return True


def _load(task: Task, space: Space, begin: int, n: int, m: int) -> None:
    for i in range(len(space.varying)):
        s = space.varying[i] * space.width
        for j in range(n):
            space.v[s + j] = task.lanes[i, begin + j]
        for j in range(n, m):
            space.v[s + j] = task.lanes[i, begin]


def _judge(task: Task, space: Space, begin: int, n: int, m: int) -> int:
    """Find out which lanes hold, and how many."""
    held = n
    for j in range(m):
        space.held[j] = j < n
    for j in range(n):
        task.left[begin + j] = -1
    for i in range(len(space.guards)):
        s = space.guards[i] * space.width
        for j in range(n):
            if space.held[j] and space.v[s + j] != task.expected[i]:
                space.held[j] = 0
                task.left[begin + j] = i
                task.found[begin + j] = space.v[s + j]
                held -= 1
    return held


def _gather(space: Space, numbers: Any, slots: Any, into: Any, begin: int, n: int) -> bool:
    """Write out the lanes of some slots, nan where a lane left; whether all others are no nan."""
    fine = True
    for i in range(len(slots)):
        s = slots[i] * space.width
        for j in range(n):
            a = numbers[s + j]
            if not space.held[j]:
                a = nan
            elif a != a:
                fine = False
            into[i, begin + j] = a
    return fine


def _watch(task: Task, space: Space, begin: int, n: int) -> None:
    for i in range((space.slots - space.results) // space.width):
        s = space.results + i * space.width
        for j in range(n):
            if space.v[s + j] - space.v[s + j] != 0.0:
                task.odd[begin + j] = 1


def _seed(task: Task, space: Space, begin: int, n: int) -> None:
    for i in range(len(space.outputs)):
        s = space.outputs[i] * space.width
        for j in range(n):
            if space.held[j]:
                space.w[s + j] += task.seeds[i, (begin + j) * task.pace]


def _silence(space: Space, slots: Any, m: int) -> None:
    """Let lanes that do not hold have no derivatives."""
    for i in range(len(slots)):
        s = slots[i] * space.width
        for j in range(m):
            if not space.held[j]:
                space.w[s + j] = 0.0


def _sum(space: Space, slots: Any, m: int) -> bool:
    """Add the lanes of each slot to its classes; whether there is no nan."""
    fine = True
    w, c, fresh = space.w, space.classes, space.fresh
    for i in range(len(slots)):
        s = slots[i] * space.width
        k = _CLASSES * i
        if m == 1:
            c0 = c[k] + w[s]
            total = fresh[k] = c0
        else:
            c0, c1, c2, c3 = c[k], c[k + 1], c[k + 2], c[k + 3]
            c4, c5, c6, c7 = c[k + 4], c[k + 5], c[k + 6], c[k + 7]
            for j in range(s, s + m, 8):
                c0 += w[j]
                c1 += w[j + 1]
                c2 += w[j + 2]
                c3 += w[j + 3]
                c4 += w[j + 4]
                c5 += w[j + 5]
                c6 += w[j + 6]
                c7 += w[j + 7]
            fresh[k], fresh[k + 1], fresh[k + 2], fresh[k + 3] = c0, c1, c2, c3
            fresh[k + 4], fresh[k + 5], fresh[k + 6], fresh[k + 7] = c4, c5, c6, c7
            total = ((c0 + c4) + (c2 + c6)) + ((c1 + c5) + (c3 + c7))
        if total != total:
            fine = False
    return fine


def _clear(space: Space, slots: Any, m: int) -> None:
    for i in range(len(slots)):
        for s in range(slots[i] * space.width, slots[i] * space.width + m):
            space.w[s] = 0.0


def _zero(space: Space, m: int) -> None:
    for i in range(space.slots // space.width):
        for j in range(m):
            space.w[i * space.width + j] = 0.0
