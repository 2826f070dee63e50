"""The child process: whatever someone's code does, it hurts nothing and is told."""

from __future__ import annotations

import ast
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from wengert.auditor import process
from wengert.auditor.inside import limits
from wengert.auditor.inside.__main__ import Programs, Trial
from wengert.auditor.inside.patience import UNTRIED, Patience
from wengert.auditor.inside.source import Source, Unit
from wengert.auditor.inside.trouble import Trouble
from wengert.auditor.process import Answers

Ask = Callable[..., Answers]
FORKS = hasattr(os, "fork")

ENGINE = """
import os, sys, time, threading, atexit, subprocess, ctypes, signal

class Value:
    def __init__(self, data):
        self.data, self.grad = data, 0.0

    def __add__(self, other):
        return Value(self.data + other.data)

    def backward(self):
        METHOD

def run():
    return Value(1.0).backward()
"""


@pytest.fixture(autouse=True)
def _nothing_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No folder and no process outlives an examination."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield
    assert [] == list(folder.iterdir())
    if FORKS:
        with pytest.raises(ChildProcessError):
            os.waitpid(-1, os.WNOHANG)


def method(*lines: str) -> str:
    """An engine whose backward has these lines."""
    return ENGINE.replace("METHOD", "\n        ".join(lines))


HARMLESS = [
    ("return input('name? ')", "EOFError"),
    ("return [print('x' * 50) for _ in range(10**6)][-1]", None),
    ("return [print('x' * 50, file=sys.stderr) for _ in range(10**5)][-1]", None),
    ("return os.write(1, b'{}\\n') + os.write(2, b'noise')", 8),
    ("return sys.exit(5)", "SystemExit"),
    ("return self.backward()", "RecursionError"),
    ("return threading.Thread(target=time.sleep, args=(1000,)).start()", None),
    ("return atexit.register(time.sleep, 1000) and 1", 1),
    ("return sys.stdout.close()", None),
    ("sys.stdout = sys.stderr = None; return print(1)", None),
    ("return os.closerange(0, 100)", None),
    ("return subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(1000)']) and 1", 1),
    ("return os.system('echo noise; echo noise >&2')", 0),
    ("while True: pass", "time"),
    ("time.sleep(1000)", "time"),
    ("import webbrowser; return webbrowser.open('http://localhost/')", True),
    ("import matplotlib.pyplot as plt; plt.plot([1, 2]); return plt.show()", None),
    ("raise KeyboardInterrupt", "KeyboardInterrupt"),
]
if FORKS:
    HARMLESS += [
        ("return os.fork() > 0", True),
        ("return [os.fork() and os.wait() and 1 for _ in range(3)]", [1, 1, 1]),
        ("while os.fork() >= 0: pass", "time"),
        ("sys.setrecursionlimit(10**9); signal.alarm(1); time.sleep(30)", "time"),
    ]
if sys.platform == "linux":  # elsewhere there may be a screen, and limits that the system does not keep
    HARMLESS += [
        ("import tkinter; tkinter.Tk()", "TclError" if importlib.util.find_spec("_tkinter") else "ModuleNotFoundError"),
        ("return len(bytearray(10**11))", "MemoryError"),
        ("hog = []", "while True: hog.append(bytearray(10**7))", "MemoryError"),
        ("open('big', 'wb').write(bytes(10**8))", "OSError"),
    ]


@pytest.mark.parametrize("case", HARMLESS, ids=lambda case: case[0])
def test_what_a_method_does_hurts_nothing(asked: Ask, case: tuple[Any, ...]) -> None:
    """It gives a value, raises or takes too long; what is asked next is answered by the same child."""
    *lines, expected = case
    each = 1 if expected == "time" else 100  # on a busy machine the others take their time, too
    answers = asked(method(*lines), "run()", "1 + 1", limits={"memory": 1 << 30}, each=each, idle=120, seconds=300)
    first = answers.answers["run()"]
    assert expected == first.get("is", first.get("raised", first.get("lost")))
    assert ({"id": "1 + 1", "is": 2}, 1) == (answers.answers["1 + 1"], answers.starts)


DEADLY = [
    ("os._exit(3)", "exit", "os._exit(3)"),
    ("ctypes.string_at(0)", "crash", "crashed Python"),
    ("sum(iter(int, 1))", "time", "did not end within"),
    (
        "while True:\n            try:\n                while True: time.sleep(0.01)\n            except: pass",
        "time",
        "did not end within",
    ),
]
if FORKS:
    DEADLY += [
        ("os.kill(os.getpid(), signal.SIGKILL)", "memory", "memory"),
        ("os.kill(os.getpid(), signal.SIGTERM)", "crash", "SIGTERM"),
        ("os.kill(os.getpid(), signal.SIGSTOP)", "time", "did not end within"),
        ("os.killpg(0, signal.SIGKILL)", "memory", "memory"),
        ("os.closerange(0, 1000)", "crash", "closed the line"),
    ]


@pytest.mark.parametrize(("line", "kind", "words"), DEADLY)
def test_what_ends_the_child(asked: Ask, line: str, kind: str, words: str) -> None:
    """The program in which it happens is lost, another child goes on after it."""
    answers = asked(method(line), "1 + 1", "run()", "2 + 2", idle=3)
    lost = answers.answers["run()"]
    assert (kind, True) == (lost["lost"], words in lost["text"]), lost
    assert [2, 4] == [answers.answers[one]["is"] for one in ("1 + 1", "2 + 2")]
    assert 2 == answers.starts


def test_children_are_not_started_without_end(asked: Ask) -> None:
    """After five that followed the first, what was not begun has no answer, and is counted."""
    answers = asked(method("os._exit(0)"), *(f"run() or {i}" for i in range(8)))
    assert (6, 6, {"exit"}) == (answers.starts, len(answers.answers), {one["lost"] for one in answers.answers.values()})
    assert (2, "exit") == (answers.unasked, answers.why)


def test_an_operation_that_ends_children_is_given_up(asked: Ask) -> None:
    """After two of its programs the others count as lost, and those of other operations are run."""
    programs = [{"id": f"run() or {i}", "lines": ["y = tanh(a)"]} for i in range(20)]
    programs.append({"id": "1 + 1", "lines": ["y = a + b"]})
    answers = asked(method("os._exit(3)"), probes=programs)
    texts = [answers.answers[f"run() or {i}"]["text"] for i in range(20)]
    assert ["ended the whole process, as os._exit(3) does"] * 2 + [UNTRIED] * 18 == texts
    assert (2, 3, 0) == (answers.answers["1 + 1"]["is"], answers.starts, answers.unasked)


@pytest.mark.parametrize(("last", "expected"), [({"id": "1 + 1"}, ["1 + 1"]), ({"begin": "1 + 1"}, [])])
def test_time_for_all(asked: Ask, monkeypatch: pytest.MonkeyPatch, last: dict[str, str], expected: list[str]) -> None:
    """When the time for a class is over, what was not run to its end has no answer, and is counted."""
    late: list[float] = []

    def heard(line: bytes) -> Any:
        message = json.loads(line)
        late.extend([1000.0] if last.items() <= message.items() else [])
        return message

    monkeypatch.setattr(process, "json", SimpleNamespace(loads=heard, dumps=json.dumps))
    monkeypatch.setattr(process, "time", SimpleNamespace(monotonic=lambda: time.monotonic() + sum(late)))
    answers = asked(method("0"), "1 + 1", "2 + 2", "3 + 3", seconds=900)
    assert (expected, 3 - len(expected)) == (list(answers.answers), answers.unasked)
    assert ("time", 1) == (answers.why, answers.starts)


BEFORE = [
    ("os._exit(3)", "exit"),
    ("ctypes.string_at(0)", "crash"),
    ("sum(iter(int, 1))", "time"),
    ("[bytes(10**8)] * sys.maxsize", "memory"),
]


@pytest.mark.parametrize(("line", "kind"), BEFORE)
def test_what_ends_the_child_before_it_answers(asked: Ask, line: str, kind: str) -> None:
    """It is the trouble of the class, and is not tried again."""
    start = 2 if kind == "time" else 20
    answers = asked(method("0").replace("class Value:", f"class Value:\n    {line}"), "1 + 1", start=start)
    assert answers.trouble is not None
    assert (kind, 1, {}) == (answers.trouble.kind, answers.starts, answers.answers)


def test_a_child_that_ends_before_it_goes_on(asked: Ask, tmp_path: Path) -> None:
    """What was answered stays; what was not begun has no answer, and is counted."""
    once = (
        f"if os.path.exists({str(tmp_path / 'once')!r}): os._exit(4)\n    open({str(tmp_path / 'once')!r}, 'w').close()"
    )
    answers = asked(
        method("os._exit(3)").replace("class Value:", f"class Value:\n    {once}"), "1 + 1", "run()", "2 + 2"
    )
    assert ["", "_exit(3) does"] == [one.get("text", "")[-13:] for one in answers.answers.values()]
    assert (1, "exit", 2, None) == (answers.unasked, answers.why, answers.starts, answers.trouble)


def test_files_land_in_the_scratch_folder(asked: Ask) -> None:
    """Files that are written, also such as cannot be removed easily, are gone afterwards."""
    text = method("os.makedirs('a/b'); open('a/b/c', 'w').close(); os.chmod('a', 0); return os.getcwd()")
    folder = asked(text, "run()").answers["run()"]["is"]
    assert not os.path.exists(folder)


def test_processes_left_running_are_ended(asked: Ask) -> None:
    """What the user's code started ends with the child."""
    code = "import time; time.sleep(1000)"
    number = asked(method(f"return subprocess.Popen([sys.executable, '-c', '{code}']).pid"), "run()").answers["run()"][
        "is"
    ]
    found = subprocess.run(["ps", "-o", "stat=", "-p", str(number)], capture_output=True, text=True, check=False)
    assert found.stdout.strip()[:1] in ("", "Z")


def test_what_python_is_told_by_the_environment_does_not_count(asked: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Variables of Python that change what a program does are not handed on."""
    monkeypatch.setenv("PYTHONINSPECT", "1")
    monkeypatch.setenv("PYTHONOPTIMIZE", "2")
    monkeypatch.setenv("PYTHONWARNINGS", "error")
    monkeypatch.setenv("DISPLAY", ":0")
    answers = asked(
        method("assert 0"),
        "run()",
        "__import__('sys').flags.inspect",
        "'DISPLAY' in __import__('os').environ",
        "eval('1 is 1')",
    )
    assert ["AssertionError", 0, False, True] == [one.get("is", one.get("raised")) for one in answers.answers.values()]


def test_threads_may_ask_at_once(asked: Ask) -> None:
    """Each gets its own answers."""
    found: dict[int, Any] = {}

    def one(number: int) -> None:
        found[number] = asked(method("0"), f"{number} * 2", name=f"e{number}.py").answers[f"{number} * 2"]["is"]

    threads = [threading.Thread(target=one, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {0: 0, 1: 2, 2: 4, 3: 6} == found


def test_an_interrupt_ends_the_child(asked: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C leaves neither the process nor its folder."""
    children: list[subprocess.Popen[bytes]] = []

    def started(*arguments: Any) -> subprocess.Popen[bytes]:
        children.append(start(*arguments))
        return children[0]

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    start = process._start
    monkeypatch.setattr(process, "_start", started)
    monkeypatch.setattr(process.queue.Queue, "get", interrupted)
    with pytest.raises(KeyboardInterrupt):
        asked(method("0"), "1")
    assert [True] == [child.returncode is not None for child in children]


@pytest.mark.parametrize(
    ("child", "words"),
    [(("-c", "import nowhere_to_be_found"), "No module named"), (("-c", ""), "ended the whole process")],
)
def test_a_child_that_says_nothing(
    asked: Ask, monkeypatch: pytest.MonkeyPatch, child: tuple[str, ...], words: str
) -> None:
    """What the interpreter said last is told."""
    monkeypatch.setattr(process, "CHILD", child)
    trouble = asked(method("0"), "1").trouble
    assert trouble is not None
    assert words in trouble.text


def test_no_process_can_be_started(asked: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that starts no processes is said to be one."""
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    trouble = asked(method("0"), "1").trouble
    assert trouble is not None
    assert "none can be started here" in trouble.text


BODY = """
class Value:
    def __init__(self, data):
        self.data, self.grad, self.operands = data, 0.0, ()
        LEAF

    def __add__(self, other):
        out = Value(self.data + other.data)
        out.operands = self, other
        return out

    def tanh(self):
        return Value(SCALE * self.data)

    def backward(self):
        self.grad += 1.0
        for operand in self.operands:
            operand.backward()
"""


def examined(text: str, folder: Path, lines: Iterable[str] = ()) -> Answers:
    """What the real child says of a file; some programs of tanh are run if the class can be used."""
    path = folder / "engine.py"
    path.write_text(text)
    target = {"kind": "file", "path": str(path), "shown": "engine.py", "class": "Value"}
    probes = [{"id": line, "inputs": {"a": 2.0}, "lines": [line], "sweeps": 0} for line in lines]
    return process.ask({"target": target, "probes": probes, "each": 100}, 600, 120, 100)


UNUSABLE = [
    ("LEAF", "sys.exit(7)", "exit", "Value called sys.exit(7) when it was tried: engine.py, line 5.", 5),
    ("LEAF", "os._exit(7)", "exit", "Value of engine.py ended the whole process, as os._exit(7) does, when", None),
    ("self.grad += 1.0", "os._exit(7)", "exit", "when leaves, operations and backward() were tried", None),
    ("LEAF", "RATE * data", "raised", "Value needs RATE. engine.py raises EOFError: EOF when reading a line (line", 1),
]


@pytest.mark.parametrize(("where", "line", "kind", "words", "number"), UNUSABLE)
def test_classes_that_cannot_be_tried(
    tmp_path: Path, where: str, line: str, kind: str, words: str, number: int | None
) -> None:
    """Where a method ends the program, or misses what the file could not make here, that is said, with its line."""
    text = "RATE = float(input('rate? ')); import os, sys" + BODY.replace(where, line)
    text = text.replace("LEAF", "pass").replace("SCALE", "2.0")
    trouble = examined(text, tmp_path, ["y = tanh(a)"]).trouble
    assert trouble is not None
    assert (kind, True) == (trouble.kind, words in trouble.text), trouble.text
    assert number == (trouble.place and trouble.place.line)


def test_what_was_left_out_of_the_file_is_not_a_defect(tmp_path: Path) -> None:
    """An operation that misses what only this execution did not make is not examined, and it is told why."""
    text = "SCALE = float(input('scale? '))" + BODY.replace("LEAF", "pass")
    found = examined(text, tmp_path, ["y = tanh(a)"])
    assert found.trouble is None
    assert {"y = tanh(a)": {"id": "y = tanh(a)", "absent": "SCALE", "left out": "SCALE"}} == found.answers
    assert "Nobody answers input() in an audit" in found.said["left out"]["SCALE"]


LOST = [(limits.TimeUp, "time", 2), (SystemExit, "exit", 4), (MemoryError, "memory", 2)]


@pytest.mark.parametrize(("error", "kind", "runs"), LOST)
def test_a_program_that_had_to_be_ended_is_not_tried_for_ever(error: type[BaseException], kind: str, runs: int) -> None:
    """After two of an operation that took all time or memory, its others are lost at once."""
    ran: list[str] = []

    def run(probe: dict[str, Any]) -> dict[str, Any]:
        ran.append(probe["lines"][-1])
        if "tanh" in ran[-1]:
            raise error
        return {"id": probe["id"]}

    programs = Programs(SimpleNamespace(run=run), SimpleNamespace(source=Source([]), left_out={}), 100.0)
    lines = ["y = tanh(a)"] * 4 + ["y = a + b"]
    answers = [programs.answer({"id": at, "lines": [line]}) for at, line in enumerate(lines)]
    assert ([kind] * 4 + [None], lines[:runs] + lines[4:]) == ([one.get("lost") for one in answers], ran)
    assert [UNTRIED] * (4 - runs) == [one["text"] for one in answers[runs:4]]


def test_a_class_that_does_not_come_to_an_end(tmp_path: Path) -> None:
    """The line is named that was running when the time was over."""
    filename = str(tmp_path / "engine.py")
    text = "def forever():\n    raise TimeUp\n"
    space: dict[str, Any] = {"TimeUp": limits.TimeUp}
    exec(compile(text, filename, "exec"), space)
    source = Source([Unit(filename, "engine.py", text, ast.parse(text))])
    with pytest.raises(Trouble, match=r"engine.py, line 2 still ran after 100 s\. Is there a loop") as found:
        Trial(SimpleNamespace(name="Value", source=source, left_out={}), 100.0).of(space["forever"])
    assert ("time", 2) == (found.value.kind, found.value.place and found.value.place["line"])


def test_bounds_within_bounds() -> None:
    """The inner clock rings no later than the outer one, which goes on afterwards."""
    caught = []
    with pytest.raises(limits.TimeUp), limits.seconds(0.2):
        try:
            with limits.seconds(1000):
                while True:
                    pass
        except limits.TimeUp:
            caught.append("inner")
        while True:
            pass
    assert ["inner"] == caught


SUSPECTS = [
    # programs that ended, programs that had to be ended, one more, whether it is given up
    ([], ["y = tanh(a)"], "y = tanh(a)", False),
    ([], ["y = tanh(a)"] * 2, "y = tanh(a)", True),
    ([], ["y = tanh(a)"] * 2, "y = exp(a)", False),
    (["y = a + b"], ["u = a + b; y = u*c"] * 2, "y = a + b", False),
    (["y = a + b"], ["u = a + b; y = u*c"] * 2, "u = a*b; y = u - c", True),
    (["y = a + b"], ["u = a + b; y = u*c"] * 2, "y = a*b", False),  # alone, and for the first time
    (["y = a + b"], ["u = a + b; y = u*c"] * 2 + ["y = a*b"], "y = b*a", True),
    (["y = a - b"], ["y = -a"] * 2, "y = -b", True),
    (["y = tanh(a)"], ["y = tanh(b)"] * 2, "y = tanh(c)", True),  # with some numbers it ends
]


@pytest.mark.parametrize(("ended", "lost", "more", "expected"), SUSPECTS)
def test_who_is_given_up(ended: list[str], lost: list[str], more: str, expected: bool) -> None:
    """An operation is, if two of its programs had to be ended, and no other can have been the reason."""
    patience = Patience()
    for text in ended:
        patience.note({"lines": text.split("; ")})
    for text in lost:
        patience.note({"lines": text.split("; ")}, "time")
    assert ("time" if expected else "") == patience.given_up({"lines": more.split("; ")})


def test_what_is_lost_without_a_sweep_is_lost_with_it() -> None:
    """An operation whose values took all time is not tried with backward, but one whose backward did is, without."""
    forward, backward = ({"lines": ["y = tanh(a)"], "sweeps": sweeps} for sweeps in (0, 1))
    values, sweeps = Patience(), Patience()
    for _ in range(2):
        values.note(forward, "time")
        sweeps.note(backward, "time")
    assert ["time", "time"] == [values.given_up(forward), values.given_up(backward)]
    assert ["", "time"] == [sweeps.given_up(forward), sweeps.given_up(backward)]
