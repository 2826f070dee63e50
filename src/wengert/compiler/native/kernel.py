# cython: boundscheck=False, wraparound=False, initializedcheck=False
"""Machine code called: at one point, or chunk by chunk, without Python's lock.

Legend: x numbers of the inputs, y of the outputs, g derivatives by the inputs; v, w memory of numbers and adjoints;
s, c where something begins; n how many.
"""

from __future__ import annotations

import ctypes
from typing import Any

import numpy

try:
    import cython
except ImportError:
    from wengert.core import _cython as cython  # type: ignore[no-redef]

from wengert.compiler.flat.blocks import CHUNK, CLASSES

_CHUNK, _CLASSES = CHUNK, CLASSES  # numbers of C

#: What a kernel for one point says: all is well; a derivative is nan.  Else it is the guard that does not hold.
FINE, ODD = -1, -2


@cython.cclass
class Room:
    """Memory that a kernel works in; zeros but for its numbers, while no kernel is in it.

    Args:
        slots: how many numbers are kept, and as many adjoints.
        inputs: how many derivatives are.
        sums: how many derivatives are summed over lanes.
        width: how many lanes stand side by side.
    """

    def __init__(self, slots: int, inputs: int, sums: int, width: int) -> None:
        self.v = _zeros(slots * width)
        self.w = _zeros(slots * width)
        self.g = _zeros(inputs * width)
        self.classes = _zeros(sums * _CLASSES)


def _zeros(size: int) -> Any:
    """Zeros, the first of which begins a line of the cache; at least one."""
    room = numpy.zeros(size + 9)
    begin = -room.ctypes.data % 64 // 8
    return _view(room[begin : begin + size + 1])


def _view(numbers: Any) -> Any:
    return numbers if cython.compiled else memoryview(numbers)


@cython.cclass
class Function:
    """A kernel's function.

    Args:
        address: where its code is.
        code: what keeps it there.
    """

    def __init__(self, address: int, code: Any) -> None:
        self.address = address
        self.code = code

    def become(self, address: int, code: Any) -> None:
        """Be other code that does the same; the old one stays where it is, since it may be running."""
        self.code = self.code, code
        self.address = address


def run_point(kernel: Function, x: Any, seeds: Any, y: Any, g: Any, found: Any, room: Room) -> int:
    """Values to y, derivatives to g; FINE, ODD, or the guard that does not hold, whose number is then in found."""
    if not cython.compiled:
        return _call(kernel.address, [x, seeds, y, g, found, room.v, room.w], [])
    x_at, seed_at, y_at, g_at, found_at = x, seeds, y, g, found
    call = cython.cast(_Point, kernel.address)  # type: ignore[name-defined]  # noqa: F821 in the .pxd
    with cython.nogil:
        status = call(
            cython.address(x_at[0]), cython.address(seed_at[0]), cython.address(y_at[0]), cython.address(g_at[0]),
            cython.address(found_at[0]), cython.address(room.v[0]), cython.address(room.w[0]),
        )  # fmt: skip
    return status  # type: ignore[no-any-return]


@cython.cclass
class Task:
    """What lanes are run, and where results go: arrays as in `Flat.run`, of two dimensions each laid out as one.

    Args:
        count: how many lanes.
        summed: how many derivatives are summed.
        arrays: x, where each row of lanes is, seeds, y, left, found, slopes, each and the sums of each chunk; all of at
            least one number.
    """

    def __init__(self, count: int, summed: int, x: Any, lanes: Any, seeds: Any, y: Any, left: Any, found: Any,
                 slopes: Any, each: Any, sums: Any) -> None:  # fmt: skip
        self.count = count
        self.summed = summed
        self.x, self.lanes, self.seeds, self.y = _view(x), _view(lanes), _view(seeds), _view(y)
        self.left, self.found = _view(left), _view(found)
        self.slopes, self.each, self.sums = _view(slopes), _view(each), _view(sums)


def run_chunks(kernel: Function, task: Task, room: Room, first: int, step: int) -> int:
    """Run each step-th chunk from the first on; whether a derivative is nan."""
    with cython.nogil:
        odd = _run_chunks(kernel, task, room, first, step)
    return odd


def _run_chunks(kernel: Function, task: Task, room: Room, first: int, step: int) -> int:
    odd = 0
    chunk = first
    while chunk * _CHUNK < task.count:
        begin = chunk * _CHUNK
        odd |= _run_lanes(kernel, task, room, begin, min(begin + _CHUNK, task.count))
        odd |= _fold(task, room, chunk)
        chunk += step
    return odd


def _run_lanes(kernel: Function, task: Task, room: Room, begin: int, end: int) -> int:
    if not cython.compiled:
        arrays = [
            task.x, task.lanes, task.seeds, task.y, task.left, task.found, task.slopes, task.each, room.classes,
            room.v, room.w, room.g,
        ]  # fmt: skip
        return _call(kernel.address, arrays, [task.count, begin, end])
    call = cython.cast(_Lanes, kernel.address)  # type: ignore[name-defined]  # noqa: F821
    return call(  # type: ignore[no-any-return]
        cython.address(task.x[0]), cython.address(task.lanes[0]), cython.address(task.seeds[0]),
        cython.address(task.y[0]), cython.address(task.left[0]), cython.address(task.found[0]),
        cython.address(task.slopes[0]), cython.address(task.each[0]), cython.address(room.classes[0]),
        cython.address(room.v[0]), cython.address(room.w[0]), cython.address(room.g[0]), task.count, begin, end,
    )  # fmt: skip


def _fold(task: Task, room: Room, chunk: int) -> int:
    """The sums of a chunk: each that of its classes, in halves; whether one is nan.  Leaves zeros in the classes."""
    c, s = room.classes, task.sums
    odd = 0
    for i in range(task.summed):
        k = _CLASSES * i
        even = (c[k] + c[k + 4]) + (c[k + 2] + c[k + 6])
        total = even + ((c[k + 1] + c[k + 5]) + (c[k + 3] + c[k + 7]))
        s[chunk * task.summed + i] = total
        if total != total:
            odd = 1
        for j in range(k, k + _CLASSES):
            c[j] = 0.0
    return odd


def _call(address: int, arrays: list[Any], numbers: list[int]) -> int:
    """The same without the compiled module, through ctypes."""
    pointers = [ctypes.addressof(ctypes.c_char.from_buffer(array)) for array in arrays]
    kinds = [ctypes.c_void_p] * len(pointers) + [ctypes.c_int64] * len(numbers)
    return int(ctypes.CFUNCTYPE(ctypes.c_int32, *kinds)(address)(*pointers, *numbers))
