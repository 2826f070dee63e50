"""The line to the parent: one job comes in, answers go out, and nothing of the user's mixes with either.

The standard streams end nowhere once the job is read: input() raises EOFError, what is printed vanishes.  Only the
descriptor of stderr still leads to the parent, for the last words of an interpreter that crashes.
"""

from __future__ import annotations

import faulthandler
import json
import os
import sys
import traceback
from types import TracebackType
from typing import Any, NoReturn

#: Where the answers' descriptor is moved to: programs that close all they know of begin at 3.
_FAR = 200

#: The status of a child whose answers cannot be sent.
UNHEARD = 117


class Channel:
    """What the parent asked, and the way to answer.

    Attributes:
        job: the parent's request, one JSON object.
    """

    def __init__(self, job: dict[str, Any], descriptor: int) -> None:
        self.job = job
        self._descriptor = descriptor
        self._process = os.getpid()

    @classmethod
    def take(cls) -> Channel:
        """Read the job, and put the standard streams out of the user's reach.

        A copy that the user's code makes of this process by fork ends at once: it could only repeat what is done here,
        and a program that forks without end makes one process at a time.
        """
        job = json.loads(sys.stdin.buffer.read())
        answers = _far_copy(1)
        nothing = os.open(os.devnull, os.O_RDWR)
        os.dup2(nothing, 0)
        os.dup2(nothing, 1)
        sys.stderr = os.fdopen(nothing, "w", encoding="utf-8", errors="backslashreplace")
        vars(sys)["__stderr__"] = sys.stderr
        faulthandler.enable(2)  # says in which line a crash was; the parent keeps what is written there
        sys.excepthook = _last_words
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_child=lambda: os._exit(0))
        return cls(job, answers)

    def send(self, message: dict[str, Any]) -> None:
        """Answer one JSON object; nan and inf are allowed.

        Args:
            message: what it holds that JSON has no word for is sent as its repr.
        """
        if os.getpid() != self._process:
            os._exit(0)
        line = json.dumps(message, default=repr).encode() + b"\n"
        try:
            while line:
                line = line[os.write(self._descriptor, line) :]
        except OSError:  # the user's code closed the line, or the parent is gone
            os._exit(UNHEARD)

    def end(self) -> NoReturn:
        """Say that all is said, and leave without waiting for the user's threads and atexit handlers."""
        self.send({"end": True})
        os._exit(0)


def _far_copy(descriptor: int) -> int:
    """A copy under a high number; processes that the user's code starts do not have it."""
    try:
        import fcntl

        return fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, _FAR)
    except (ImportError, OSError):  # Windows, or a low limit on descriptors
        return os.dup(descriptor)


def _last_words(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """A failure of our own, for the parent to quote."""
    os.write(2, "".join(traceback.format_exception(kind, error, trace)).encode("utf-8", "backslashreplace"))
