"""The child process, from the parent's side: started in a scratch folder, asked, watched, ended.

This is a fence against accidents, not against malice: the file is executed with the rights of whoever asks.  It can
write files that it names by their whole path, use the network, and leave a process behind that has put itself into a
session of its own; such a process still has the limits on memory and processor time.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from wengert.auditor.findings import Place, Trouble
from wengert.auditor.inside.channel import UNHEARD
from wengert.auditor.inside.patience import UNTRIED, Patience

#: What the child is; tests put others in its place.
CHILD = ("-m", "wengert.auditor.inside")

#: So often a child that died within a program is followed by another for the programs that are left.
_RESTARTS = 5

#: Bytes that are read of a child's answers and of its last words.
_MOST, _WORDS = 64 << 20, 4000

#: What Windows returns where others send SIGSEGV: the stack is full, the memory is not there.
_FAULTS = (0xC00000FD, 0xC0000005)

#: What to do about a file that ends its process before its class is made.
_ADVICE = {
    "time": 'Put what takes long under `if __name__ == "__main__":`.',
    "exit": 'Put what ends the program under `if __name__ == "__main__":`.',
    "memory": "Make what it builds smaller.",
    "crash": "Run it by itself and repair this first.",
}

Lost = Literal["time", "crash", "exit", "memory"]


@dataclass
class Answers:
    """What a child said, or several that followed each other.

    Attributes:
        answers: by the id of a program; one that did not end has "lost": "time", "crash", "exit" or "memory", and
            "text".
        said: all else, the last of each key.
        trouble: why nothing could be asked; None if it could.
        starts: how many processes were started.
        unasked: how many programs were not run to their end, for no fault of theirs: these have no answer.
        why: there are such: the time was over ("time"), or all that may follow each other had ended; "" if none.
    """

    answers: dict[Any, dict[str, Any]] = field(default_factory=dict)
    said: dict[str, Any] = field(default_factory=dict)
    trouble: Trouble | None = None
    starts: int = 0
    unasked: int = 0
    why: Lost | Literal[""] = ""


@dataclass
class _End:
    """How a child ended."""

    kind: Lost | None = None  # None: it had said all
    text: str = ""
    running: Any = None  # the id of the program that it was in
    over: bool = False  # it might have gone on: the time for all was over


def ask(
    job: Mapping[str, Any], seconds: float, idle: float, start: float = 20.0, stop: threading.Event | None = None
) -> Answers:
    """Have a child do a job, and wait for its answers.

    It works in a folder of its own that is removed afterwards, with all processes of its group.

    Args:
        job: JSON for the child; of "probes" each has an "id" and is answered by it.
        seconds: for all of it.
        idle: a child that says nothing for so long is ended; longer than what the child itself allows a program.
        start: the same until it first says something, as packages may be slow to import.
        stop: set by another thread, it ends the child.

    Returns:
        An answer to each probe, or a trouble. Where a child ends within a probe, that one is lost, and another child
        goes on after it, five times at most; an operation that ended two is given up, and all its programs are lost.
    """
    end = time.monotonic() + seconds
    found = Answers()
    left = listed = list(job.get("probes", ()))
    while True:
        found.starts += 1
        before = len(found.answers)
        ended = _once({**job, "probes": left}, found, end, idle, start, stop)
        begun = ended.running is not None
        if begun and not ended.over:
            found.answers[ended.running] = {"id": ended.running, "lost": ended.kind or "crash", "text": ended.text}
            found.answers.update(_given_up(listed, found.answers))
        left = [probe for probe in listed if probe["id"] not in found.answers]
        if not found.answers and ended.kind and not begun:
            found.trouble = _trouble(ended, job.get("target", {}).get("shown", "the file"), found.said.get("name"))
        if not left or (found.trouble and not found.answers):
            return found
        if len(found.answers) == before or found.starts > _RESTARTS or ended.over:
            found.unasked, found.why = len(left), ended.kind or "crash"
            found.trouble = None  # some of it was examined
            return found


def _given_up(listed: list[dict[str, Any]], answers: dict[Any, dict[str, Any]]) -> dict[Any, dict[str, Any]]:
    """Answers for programs of operations that ended enough children: it would go on like that."""
    patience = Patience()
    for probe in listed:
        if probe["id"] in answers:
            patience.note(probe, answers[probe["id"]].get("lost", ""))
    left = {probe["id"]: patience.given_up(probe) for probe in listed if probe["id"] not in answers}
    return {at: {"id": at, "lost": kind, "text": UNTRIED} for at, kind in left.items() if kind}


def _trouble(ended: _End, shown: str, name: str | None) -> Trouble:
    """Why nothing was answered: what ended the child while the file was executed, or while its class was tried."""
    assert ended.kind is not None
    longer = "Give it more time. " if ended.over else ""
    if name is None:
        return Trouble(ended.kind, f"Executing {shown} {ended.text}. {longer}{_ADVICE[ended.kind]}")
    said = f"{name} of {shown} {ended.text}, when leaves, operations and backward() were tried."
    return Trouble(ended.kind, f"{said} {longer.strip() or 'Repair this first.'}")


def _once(
    job: dict[str, Any], found: Answers, end: float, idle: float, start: float, stop: threading.Event | None
) -> _End:
    """One child, from its start to its end; what it says is put into `found`."""
    scratch = Path(tempfile.mkdtemp(prefix="wengert-audit-"))
    child: subprocess.Popen[bytes] | None = None
    try:
        child = _start(job, scratch)
        ended = _listen(child, job, found, end, idle, start, stop or threading.Event())
        if ended.kind == "crash":
            ended.kind, ended.text = _why(child, scratch / "words")
        return ended
    except OSError as error:
        return _End("crash", f"needs a process of its own, and none can be started here: {error}")
    finally:
        if child is not None:
            _kill(child)
        _remove(scratch)


def _start(job: dict[str, Any], scratch: Path) -> subprocess.Popen[bytes]:
    """A child in a group of its own; the job is a file, so that nobody waits for it to be read."""
    (scratch / "job").write_text(json.dumps(job), encoding="utf-8")
    (scratch / "work").mkdir()
    group: dict[str, Any] = {"start_new_session": True}
    if sys.platform == "win32":
        group = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW}
    with open(scratch / "job", "rb") as question, open(scratch / "words", "wb") as words:
        return subprocess.Popen(
            [sys.executable, *CHILD],
            stdin=question,
            stdout=subprocess.PIPE,
            stderr=words,
            bufsize=0,
            cwd=scratch / "work",
            env=_environment(scratch / "work"),
            **group,
        )


def _environment(work: Path) -> dict[str, str]:
    """The child's variables: of Python's none but those that find the same modules, in the same order, each time."""
    kept = {"PYTHONHOME", "PYTHONUSERBASE", "PYTHONNOUSERSITE", "PYTHONPLATLIBDIR"}
    environment = {name: value for name, value in os.environ.items() if name in kept or not name.startswith("PYTHON")}
    paths = [os.path.abspath(path or os.getcwd()) for path in [*sys.path, ""]]
    return environment | {
        "PYTHONPATH": os.pathsep.join(dict.fromkeys(path for path in paths if os.path.exists(path))),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONHASHSEED": "0",
        "PYTHONIOENCODING": "utf-8:backslashreplace",
        **{name: str(work) for name in ("TMPDIR", "TEMP", "TMP")},
    }


def _listen(
    child: subprocess.Popen[bytes],
    job: dict[str, Any],
    found: Answers,
    end: float,
    idle: float,
    start: float,
    stop: threading.Event,
) -> _End:
    """Take what a child says until it has said all, ends, or is silent for too long."""
    lines: queue.Queue[bytes | None] = queue.Queue()
    threading.Thread(target=_read, args=(child, lines.put), daemon=True).start()
    open_ids = {probe["id"] for probe in job["probes"]}
    ended = _End()
    last, silent = time.monotonic(), start
    while True:
        now = time.monotonic()
        wait = min(end, last + silent) - now
        if stop.is_set():
            ended.kind, ended.over, ended.text = "time", True, "was stopped"
            return ended
        if wait <= 0:
            ended.kind, ended.over = "time", now >= end
            ended.text = "took longer than there was time for it" if ended.over else f"did not end within {silent:g} s"
            return ended
        try:
            line = lines.get(timeout=min(wait, 0.5))
        except queue.Empty:
            if child.poll() is None or not lines.empty():
                continue
            line = None  # a process that it left behind keeps the line open
        if line is None:
            ended.kind = "crash"
            return ended
        last, silent = time.monotonic(), idle
        message = json.loads(line)
        if "begin" in message:
            ended.running = message["begin"]
        elif "id" in message:
            found.answers[message["id"]] = message
            ended.running = None
            open_ids.discard(message["id"])
        elif "trouble" in message:
            told = message["trouble"]
            place = Place(**told["place"]) if told.get("place") else None
            found.trouble = Trouble(told["kind"], told["text"], place)
            return ended
        elif "end" not in message:
            found.said.update(message)
        if "end" in message or (job["probes"] and not open_ids):
            return ended


def _read(child: subprocess.Popen[bytes], put: Callable[[bytes | None], None]) -> None:
    """Whole lines of a child's answers, then None."""
    assert child.stdout is not None
    rest, size = b"", 0
    with child.stdout as answers, contextlib.suppress(OSError):
        while size < _MOST and (piece := answers.read(1 << 16)):
            size += len(piece)
            *whole, rest = (rest + piece).split(b"\n")
            for line in whole:
                put(line)
    put(None)


def _kill(child: subprocess.Popen[bytes]) -> None:
    """End a child and all of its group."""
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(child.pid)], capture_output=True, check=False)
        child.kill()
    else:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def _why(child: subprocess.Popen[bytes], path: Path) -> tuple[Lost, str]:
    """Why a child ended by itself: told by its status, and by what the interpreter wrote when it crashed."""
    try:
        status = child.wait(2)
    except subprocess.TimeoutExpired:
        status = UNHEARD
    if status == UNHEARD:
        return "crash", "closed the line to the process that examines it"
    with open(path, "rb") as file:
        file.seek(max(0, os.path.getsize(path) - _WORDS))
        words = file.read().decode("utf-8", "replace").strip()
    name = signal.Signals(-status).name if -status in {*signal.Signals} else ""
    if name == "SIGXCPU":
        return "time", "took more processor time than it is given"
    if name == "SIGKILL" or words.endswith("MemoryError") or "allocate memory" in words:
        return "memory", "took more memory than it is given"
    if "overflow" in words or name in ("SIGSEGV", "SIGBUS", "SIGABRT") or status in _FAULTS:
        return "crash", f"crashed Python{name and f' ({name})'}, mostly a sign of very deep recursion"
    if words.startswith("Traceback"):
        return "crash", f"failed in the process that examines it: {words.splitlines()[-1]}"
    if status < 0:
        return "crash", f"was ended by {name or f'signal {-status}'}"
    return "exit", f"ended the whole process, as os._exit({status}) does"


def _remove(folder: Path) -> None:
    """Remove a folder with what the user's code put there; leave what cannot be removed."""
    shutil.rmtree(folder, ignore_errors=True)
    if folder.exists():  # something was made read-only
        for place, folders, files in os.walk(folder):
            for path in (os.path.join(place, name) for name in [*folders, *files]):
                if not os.path.islink(path):
                    with contextlib.suppress(OSError):
                        os.chmod(path, stat.S_IRWXU)
        shutil.rmtree(folder, ignore_errors=True)
