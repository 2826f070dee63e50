"""Bounds for someone else's code: memory, time, files, depth; and no windows."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import time
from collections.abc import Mapping
from types import FrameType, TracebackType

try:
    import resource
except ImportError:  # Windows: the parent's clock is the only limit
    resource = None  # type: ignore[assignment]

#: Bytes of memory, seconds of processor time, bytes of one file.
LIMITS: dict[str, float] = {"memory": 4 << 30, "cpu": 300, "size": 64 << 20}

#: What is said where that is not enough.
MEMORY = "takes more memory than it is given"

#: Libraries that draw are told that there is no screen, libraries that compute that there is one core: their threads'
#: stacks would count as memory.
_SURROUNDINGS = {
    "MPLBACKEND": "Agg",
    "QT_QPA_PLATFORM": "offscreen",
    "SDL_VIDEODRIVER": "dummy",
    "SDL_AUDIODRIVER": "dummy",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
}

#: Where nothing may be raised: while the clock itself is set or stopped, and in the middle of an answer.
_UNDISTURBED = {__file__, os.path.join(os.path.dirname(__file__), "channel.py")}

#: When the pieces that are running must have ended, the innermost last.
_ends: list[float] = []

#: A timer that was ignored rings again after so many seconds.
_AGAIN = 0.2


def apply(limits: Mapping[str, float] | None = None) -> None:
    """Bind this process, for the rest of its life.

    Args:
        limits: other numbers than those of `LIMITS`.
    """
    bounds = {**LIMITS, **(limits or {})}
    if resource is not None:
        _bound(resource.RLIMIT_AS, bounds["memory"])
        _bound(resource.RLIMIT_CPU, bounds["cpu"], 5)
        _bound(resource.RLIMIT_FSIZE, bounds["size"])
        _bound(resource.RLIMIT_CORE, 0)
    os.environ.update(_SURROUNDINGS)
    os.environ["BROWSER"] = f'"{sys.executable}" -c pass %s'  # what webbrowser.open() calls instead of a browser
    for display in ("DISPLAY", "WAYLAND_DISPLAY"):
        os.environ.pop(display, None)
    sys.setrecursionlimit(1000)  # Python's own


def _bound(what: int, most: float, spare: int = 0) -> None:
    """Lower one limit; the user's code cannot raise it again by more than some spare."""
    _, hard = resource.getrlimit(what)
    above = int(most) + spare
    above = above if hard == resource.RLIM_INFINITY else min(above, hard)
    with contextlib.suppress(ValueError, OSError):  # macOS knows some limits by name only
        resource.setrlimit(what, (min(int(most), above), above))


class TimeUp(BaseException):
    """The time for a piece of the user's code is over; no `except Exception` of theirs catches it."""


class seconds:
    """Raise `TimeUp` in the body after some time, and again while the body goes on all the same.

    Code that catches everything in an endless loop, or that never comes back from C, outlasts this: the parent ends
    it. Within another one it rings no later than that. Where there are no timers (Windows) only the parent's clock
    counts.

    Args:
        limit: in seconds, more than 0.

    >>> with seconds(5):
    ...     1 + 1
    2
    """

    def __init__(self, limit: float) -> None:
        self.limit = limit

    def __enter__(self) -> None:
        _ends.append(min([time.monotonic() + self.limit, *_ends[-1:]]))
        if hasattr(signal, "setitimer"):
            signal.signal(signal.SIGALRM, self._ring)
        self._wind()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        _ends.pop()
        self._wind()

    @staticmethod
    def _wind() -> None:
        """Set the clock to the innermost end, or stop it."""
        if hasattr(signal, "setitimer"):
            left = max(_ends[-1] - time.monotonic(), 1e-3) if _ends else 0.0
            signal.setitimer(signal.ITIMER_REAL, left, _AGAIN)

    @staticmethod
    def _ring(number: int, frame: FrameType | None) -> None:
        if frame is None or frame.f_code.co_filename not in _UNDISTURBED:
            raise TimeUp
