"""Threads: those over which lanes are spread, and the one in which code is made while other code runs."""

from __future__ import annotations

import atexit
import contextlib
import os
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

#: Held while code is made: by one thread at a time, and by none while the process forks, so that a child is never
#: born into the middle of it.
making = threading.RLock()

_pool: ThreadPoolExecutor | None = None
_jobs: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
_worker: threading.Thread | None = None
_ending = False
_lock = threading.Lock()


def spread(work: Callable[[int], None], parts: int) -> None:
    """Call `work` with 0, 1, … parts - 1, each in a thread; the first in this one.

    Where no thread can be had any more, because Python is about to end, one after the other in this one.

    Raises:
        Exception: what `work` raised, when all are done.
    """
    others: list[Future[None]] = []
    here = [0]
    for part in range(1, parts):
        try:
            others.append(_threads().submit(work, part))
        except RuntimeError:
            here.append(part)
    try:
        for part in here:
            work(part)
    finally:
        for other in others:
            other.exception()  # waits
    for other in others:
        other.result()


def _threads() -> ThreadPoolExecutor:
    global _pool
    with _lock:
        if _pool is None:
            _pool = ThreadPoolExecutor(max_workers=os.cpu_count(), thread_name_prefix="wengert")
        return _pool


def later(job: Callable[[], None]) -> None:
    """Do something in the background, after what was asked before.

    What is not begun when Python ends, or in a process that this one forks, is not done.  A job keeps its errors to
    itself.
    """
    global _worker
    with _lock:
        if _ending:
            return
        _jobs.put(job)
        if _worker is None or not _worker.is_alive():
            _worker = threading.Thread(target=_work, args=(_jobs,), name="wengert-compiler", daemon=True)
            try:
                _worker.start()
            except RuntimeError:  # Python is about to end
                _worker = None


def settle() -> None:
    """Wait until all that was asked for in the background is done."""
    done = threading.Event()
    later(done.set)
    while _worker is not None and not done.wait(0.05):
        pass


def _work(jobs: queue.SimpleQueue[Callable[[], None] | None]) -> None:
    while True:
        job = jobs.get()
        if job is None or _ending:
            return
        with contextlib.suppress(Exception):
            job()


def _end() -> None:
    """Python must not end while LLVM is at work."""
    global _ending
    _ending = True
    _jobs.put(None)
    if _worker is not None and _worker.is_alive():
        _worker.join()


def _forget() -> None:
    """A process that was forked has none of its parent's threads, nor what these were asked for."""
    global _pool, _worker, _jobs, _lock
    _pool, _worker, _jobs, _lock = None, None, queue.SimpleQueue(), threading.Lock()
    making.release()


atexit.register(_end)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(before=making.acquire, after_in_parent=making.release, after_in_child=_forget)
