"""What every measurement needs: a clock, a median, a check of the numbers, the memory in use."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

HERE = Path(__file__).resolve().parent
ONE_THREAD = {f"{pool}_NUM_THREADS": "1" for pool in ("OMP", "OPENBLAS", "MKL", "VECLIB_MAXIMUM", "NUMEXPR")}

median = statistics.median
cpu = time.process_time  # for what takes longer than 0.1 ms: a busy machine does not show in it
wall = time.perf_counter  # for what is shorter: cheap to read


class WrongNumberError(Exception):
    """A system computed something else than the float64 reference: no time is reported for it."""


def numbers(result: Any) -> np.ndarray:
    """All numbers of a result in one array: of arrays, floats, and sequences of these in each other."""
    if isinstance(result, (list, tuple)):
        return np.concatenate([numbers(part) for part in result]) if result else np.empty(0)
    return np.ravel(np.asarray(result, dtype=float))


def check(got: Any, want: Any, tolerance: float = 1e-9) -> None:
    """Refuse numbers that differ from the reference.

    Args:
        got: what a system computed.
        want: the reference, of the same length.
        tolerance: the largest relative error; relative to 1e-6 of the largest where that is larger.

    Raises:
        WrongNumberError: a number is missing, not finite or too far off.
    """
    got, want = np.asarray(got, dtype=float), np.asarray(want, dtype=float)
    if got.shape != want.shape:
        raise WrongNumberError(f"got {got.size} numbers, the reference has {want.size}")
    allowed = tolerance * np.maximum(abs(want), 1e-6 * np.max(abs(want)))
    wrong = np.flatnonzero(~(abs(got - want) <= allowed))  # so that nan is wrong
    if len(wrong):
        k = wrong[0]
        raise WrongNumberError(f"number {k} of {got.size} is {got[k]!r}, in the reference {want[k]!r}")


def timed(clock: Callable[[], float], run: Callable[..., Any], *args: Any) -> tuple[float, Any]:
    """Seconds that a call took, and what it returned."""
    start = clock()
    result = run(*args)
    return clock() - start, result


def spent(code: str) -> float:
    """CPU seconds of a Python process that runs some code; wall seconds where the system does not tell."""
    start = [sys.executable, "-c", code]
    try:
        from resource import RUSAGE_CHILDREN, getrusage
    except ImportError:
        return timed(wall, lambda: subprocess.run(start, env=environment(), check=True))[0]
    before = getrusage(RUSAGE_CHILDREN)
    subprocess.run(start, env=environment(), check=True)
    after = getrusage(RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def memory(field: str) -> int:
    """Bytes of this process in memory: `VmRSS` now, `VmHWM` at most so far.

    Source: proc(5), /proc/pid/status; elsewhere getrusage(2), which knows the maximum only.
    """
    try:
        status = Path("/proc/self/status").read_text()
    except OSError:
        import resource

        unit = 1 if sys.platform == "darwin" else 1024
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
    return next(int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith(field + ":"))


def environment(interpreted: bool = False) -> dict[str, str]:
    """The environment of a measurement: one thread, one build of wengert, this checkout if none is installed."""
    env = dict(os.environ, **ONE_THREAD, PYTHONHASHSEED="0")
    env.pop("WENGERT_PURE", None)
    if interpreted:
        env["WENGERT_PURE"] = "1"
    if find_spec("wengert") is None:
        env["PYTHONPATH"] = os.pathsep.join([str(HERE.parent / "src"), *filter(None, [env.get("PYTHONPATH")])])
    return env


def measure(job: str, interpreted: bool = False, limit: float = 300.0) -> dict[str, float | str]:
    """Run one measurement of jobs.py in its own process.

    Returns:
        The numbers that it found; or the one key `missing` with the package that is not installed, or
        the one key `failed` with the reason.
    """
    command = [sys.executable, str(HERE / "jobs.py"), job]
    try:
        done = subprocess.run(command, env=environment(interpreted), capture_output=True, text=True, timeout=limit)
    except subprocess.TimeoutExpired:
        return {"failed": f"over the limit of {limit:.0f} s"}
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no message"])[-1]
        return {"failed": f"exit status {done.returncode}: {last}"}
    return json.loads(done.stdout.splitlines()[-1])
