"""Systems that take turns: each workload's systems in processes of their own, told one after the other to run.

    python benchmarks/turns.py WORK SYSTEM FILE      one process: computes, is checked, and waits for words

The driver starts all processes of a workload, lets each give its first answer, and then goes round: so a machine
whose speed drifts favours nobody, and a ratio is of two runs that lie a fraction of a second apart.
"""

from __future__ import annotations

import gc
import json
import os
import select
import signal
import subprocess
import sys
from itertools import repeat
from pathlib import Path
from typing import Any

from common import HERE, WrongNumberError, check, cpu, environment, memory, numbers, timed, wall

SAMPLE = 0.05  # seconds of one turn
#: Where libraries are told to use one thread, and our own to keep nothing on disk.
SETTING = {
    "WENGERT_CACHE": "0",
    "JAX_PLATFORMS": "cpu",
    "XLA_FLAGS": "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1",
    "NUMBA_NUM_THREADS": "1",
}

# --- in the process of one system -----------------------------------------------------------------------------------


def compiling() -> float:
    """CPU seconds of this process and of the compilers that it started."""
    spent = os.times()
    return spent.children_user + spent.children_system + cpu()


class Turns:
    """One system: started at `first`, run a number of times at each `run`."""

    def __init__(self, work: Any, system: Any, want: Any) -> None:
        self.work, self.system, self.want = work, system, want[system.part]
        self.run: Any = None
        self.count = 1

    def first(self) -> dict[str, float]:
        """The first answer; and how fast the next ones are at once, before anything settles."""

        def begin() -> Any:
            self.run = self.system.start()
            return self.run()

        gc.collect()
        before = compiling()
        seconds, result = timed(wall, begin)
        # What a thread does in the background counts in one, what other processes do in the other: neither is its own.
        found = {"first": min(seconds, compiling() - before), "memory": memory("VmHWM") / 1e9}
        check(numbers(result), self.want, self.work.tolerance)
        found["soon"] = min(timed(wall, self.run)[0] for _ in range(5))
        return found

    def settle(self) -> dict[str, float]:
        """Runs for as long as the workload allows, checks the numbers again, and chooses how often a turn runs."""
        end = wall() + self.work.settle * self.system.settles
        while wall() < end:
            self.run()
        check(numbers(self.run()), self.want, self.work.tolerance)
        while self._seconds()[1] < SAMPLE / 2 and self.count < 10**6:
            self.count *= 2
        return {}

    def turn(self) -> dict[str, float]:
        """Seconds of one run, by both clocks."""
        gc.collect()
        self.run()  # what other systems have pushed out of the caches comes back
        spent, passed = self._seconds()
        return {"cpu": spent / self.count, "wall": passed / self.count}

    def _seconds(self) -> tuple[float, float]:
        run = self.run
        before, start = cpu(), wall()
        for _ in repeat(None, self.count):
            run()
        return cpu() - before, wall() - start


def serve(key: str, name: str, path: str) -> None:
    """Answer the words that come in, a line of JSON each, until there are no more."""
    answers = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)  # what a system prints must not look like an answer
    import numpy as np

    from peers import prepare
    from work import WORK

    work = WORK[key]
    work.data()
    if name == "reference":
        np.save(path, numbers(work.reference()))
        return
    system = work.systems[name]
    turns: Any = None
    for word in sys.stdin:
        try:
            if turns is None:
                absent = prepare(system.needs)
                turns = Turns(work, system, np.load(path))
            found = {"missing": absent} if absent else getattr(turns, word.strip())()
        except WrongNumberError as error:
            found = {"failed": f"wrong number: {error}"}
        print(json.dumps(found), file=answers, flush=True)
    os._exit(0)  # without taking apart what a system has built


# --- in the driver --------------------------------------------------------------------------------------------------


class Process:
    """One system in a process of its own."""

    def __init__(self, key: str, name: str, path: Path, threads: int, limit: float) -> None:
        self.limit = limit
        self.errors = path.with_name(f"{name}.txt")
        env = environment() | SETTING | {"WENGERT_THREADS": str(threads)}
        command = [sys.executable, str(HERE / "turns.py"), key, name, str(path)]
        with self.errors.open("w") as errors:
            self.process = subprocess.Popen(
                command, env=env, text=True, bufsize=1, start_new_session=True, stdin=subprocess.PIPE,
                stdout=subprocess.PIPE, stderr=errors, cwd=path.parent,  # some leave files behind
            )  # fmt: skip

    def ask(self, word: str) -> dict[str, Any]:
        """What it answers; the one key `failed` if it does not."""
        pipes = self.process
        try:
            pipes.stdin.write(word + "\n")
            pipes.stdin.flush()
        except BrokenPipeError:
            return self._dead()
        if not select.select([pipes.stdout], [], [], self.limit)[0]:
            self.end()
            return {"failed": f"over the limit of {self.limit:.0f} s"}
        line = pipes.stdout.readline()
        return json.loads(line) if line else self._dead()

    def _dead(self) -> dict[str, Any]:
        status = self.process.wait()
        last = (self.errors.read_text().strip().splitlines() or ["no message"])[-1]
        return {"failed": f"exit status {status}: {last[:200]}"}

    def end(self) -> None:
        """End it and the compilers that it started."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout):
            stream.close()


def reference(key: str, path: Path) -> None:
    """Have the reference numbers of a workload written to a file."""
    subprocess.run([sys.executable, str(HERE / "turns.py"), key, "reference", str(path)], env=environment(), check=True)


def round_robin(key: str, systems: dict[str, Any], path: Path, rounds: int, limit: float) -> dict[str, dict[str, Any]]:
    """Every system once from its start: its first answer, and some turns.

    Returns:
        For each system `first`, `memory`, `soon`, and the lists `cpu` and `wall`, in seconds and GB; or the one key
        `missing` or `failed`.
    """
    found: dict[str, dict[str, Any]] = {}
    processes: dict[str, Process] = {}
    try:
        for name, system in systems.items():
            processes[name] = Process(key, name, path, system.threads, limit)
            found[name] = processes[name].ask("first")
            if "first" in found[name]:
                found[name] |= {"cpu": [], "wall": []}
        for word in ("settle", *["turn"] * rounds):
            for name, process in processes.items():
                if "cpu" in found[name]:
                    _note(found, name, process.ask(word))
    finally:
        for process in processes.values():
            process.end()
    return found


def _note(found: dict[str, dict[str, Any]], name: str, answer: dict[str, Any]) -> None:
    if "failed" in answer:
        found[name] = answer
    for clock, seconds in answer.items():
        if clock in ("cpu", "wall"):
            found[name][clock].append(seconds)


if __name__ == "__main__":
    serve(*sys.argv[1:])
