"""Memory for large results, used again.

A large array that is new costs more than what is computed into it: the system hands out its pages one by one, and
zeroes each.  So the memory of arrays that nobody has any more is kept for the next ones: the last few, up to MOST
bytes.
"""

from __future__ import annotations

import os
import threading
from typing import Any

import numpy

LARGE = 1 << 16  # bytes; what is smaller the C library keeps itself
MOST = 1 << 27

_kept: list[Any] = []
_lock = threading.RLock()  # an array may be thrown away while another is asked for


class _Lent:
    """Whoever has a part of the memory has this too; when nobody has, the memory is kept."""

    def __init__(self, memory: Any) -> None:
        self._memory = memory
        self.__array_interface__ = memory.__array_interface__

    def __del__(self) -> None:
        with _lock:
            _kept.append(self._memory)
            while sum(memory.nbytes for memory in _kept) > MOST:
                del _kept[0]


def empty(shape: tuple[int, ...]) -> Any:
    """An array of numbers that are not said.

    >>> empty((2, 3)).shape
    (2, 3)
    """
    size = 8
    for length in shape:
        size *= length
    if size < LARGE:
        return numpy.empty(shape)
    with _lock:
        memory = next((memory for memory in _kept if size <= memory.nbytes <= 2 * size), None)
        # by what it is and not by its place: an array thrown away meanwhile may have moved it
        _kept[:] = [each for each in _kept if each is not memory]
    if memory is None:
        memory = numpy.empty(size // 8)
    return numpy.asarray(_Lent(memory))[: size // 8].reshape(shape)


def _forget() -> None:
    global _lock
    _lock = threading.RLock()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)
