"""wg.audit: from wherever a class is at hand, by whatever text it is named."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbclient
import nbformat
import pytest

import wengert as wg
from wengert.auditor import targets
from wengert.auditor.findings import Audited, Trouble
from wengert.auditor.report.overview import Overview


class Value:
    """An engine with one mistake, in a module of tests."""

    def __init__(self, data: float, operands: tuple[tuple[Value, float], ...] = ()) -> None:
        self.data, self.grad, self.operands = data, 0.0, operands

    def __mul__(self, other: Value) -> Value:
        return Value(self.data * other.data, ((self, other.data), (other, self.data)))

    def backward(self) -> None:
        self.grad, nodes = 1.0, [self]
        for node in nodes:
            for operand, partial in node.operands:
                operand.grad = node.grad * partial
                nodes.append(operand)


WRITES = "operand.grad = node.grad * partial"

#: The same as a file of its own.
ENGINE = """print("noise")
class Value:
    def __init__(self, data, operands=()):
        self.data, self.grad, self.operands = data, 0.0, operands

    def __mul__(self, other):
        return Value(self.data * other.data, ((self, other.data), (other, self.data)))

    def backward(self):
        self.grad, nodes = 1.0, [self]
        for node in nodes:
            for operand, partial in node.operands:
                operand.grad = node.grad * partial
                nodes.append(operand)
"""
LINE = 13

#: What a program of a user does with what it got.
ASKS = """
import wengert
try:
    found = wengert.audit({})
    print(found.target, found.findings[0].code, found.findings[0].place)
except ValueError as error:
    print("ValueError:", error)
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of the user's with an engine; nothing is left beside it, and nothing where temporary files are."""
    home, scratch = tmp_path / "home", tmp_path / "scratch"
    home.mkdir()
    scratch.mkdir()
    (home / "engine.py").write_text(ENGINE, encoding="utf-8")
    monkeypatch.chdir(home)
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setenv("TMPDIR", str(scratch))
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    yield home
    assert [] == list(scratch.glob("wengert*"))
    assert [] == list(home.rglob("__pycache__"))


def said(arguments: list[str], text: str = "") -> list[str]:
    """What a Python of the user's prints, by lines, without what the engine itself prints in it."""
    ran = subprocess.run([sys.executable, *arguments], input=text, capture_output=True, text=True, check=True)
    return [line for line in ran.stdout.splitlines() if line != "noise"]


# --- a class --------------------------------------------------------------------------------------


def test_a_class_of_a_module_of_tests() -> None:
    """A class of the module that asks is examined, and its lines are named."""
    found = wg.audit(Value)
    assert ["overwritten-gradient"] == [each.code for each in found.findings if each.severity == "wrong"]
    place = found.findings[0].place
    assert place is not None
    assert ("test_audit.py:Value", WRITES) == (found.target, place.text)


def test_a_class_of_a_script(here: Path) -> None:
    """The script is executed once by its user; what it demonstrates is not executed again."""
    (here / "script.py").write_text(f"{ENGINE}print('demonstration')\n{ASKS.format('Value')}", encoding="utf-8")
    expected = ["demonstration", f"script.py:Value overwritten-gradient script.py, line {LINE}"]
    assert expected == said(["script.py"])


def test_a_class_that_a_script_imports(here: Path) -> None:
    """The file named is the one in which the class stands, not the one that asks."""
    (here / "script.py").write_text(f"from engine import Value\n{ASKS.format('Value')}", encoding="utf-8")
    assert [f"engine.py:Value overwritten-gradient engine.py, line {LINE}"] == said(["script.py"])


def test_a_class_of_a_package(here: Path) -> None:
    """Relative imports are followed, and lines named from the package on."""
    inner = here / "package" / "inner"
    inner.mkdir(parents=True)
    for folder in (here / "package", inner):
        (folder / "__init__.py").write_text("", encoding="utf-8")
    (here / "package" / "zero.py").write_text("ZERO = 0.0\n", encoding="utf-8")
    text = ENGINE.replace('print("noise")', "from ..zero import ZERO").replace("data, 0.0,", "data, ZERO,")
    (inner / "engine.py").write_text(text, encoding="utf-8")
    (inner / "main.py").write_text(f"from .engine import Value\n{ASKS.format('Value')}", encoding="utf-8")
    place = os.path.join("package", "inner", "engine.py")
    expected = f"package.inner.engine:Value overwritten-gradient {place}, line {LINE}"
    assert [expected] == said(["-m", "package.inner.main"])


def test_a_class_within_a_class(here: Path) -> None:
    """It is named with the one around it."""
    text = ENGINE.replace("Value(", "Outer.Value(").replace("\n", "\n    ")
    (here / "script.py").write_text(f"class Outer:\n    {text}\n{ASKS.format('Outer.Value')}", encoding="utf-8")
    expected = f"script.py:Outer.Value overwritten-gradient script.py, line {LINE + 1}"
    assert [expected] == said(["script.py"])


@pytest.mark.parametrize("arguments", [["-c", "{}"], ["-"], ["-i", "-q"]], ids=lambda words: words[0])
def test_a_class_that_is_in_no_file(arguments: list[str]) -> None:
    """What was typed is not kept by Python; it is said what to do."""
    text = "class Value:\n    pass\n\n" + ASKS.strip().format("Value") + "\n\n"
    told = said([text if word == "{}" else word for word in arguments], text)
    expected = "ValueError: the source of Value was not found, as it is in no file and no notebook; "
    assert [f"{expected}save it in a file and audit FILE.py:Value"] == told


def test_a_class_of_an_archive(here: Path) -> None:
    """There is no file to be examined."""
    with zipfile.ZipFile(here / "main.zip", "w") as archive:
        archive.writestr("engine.py", ENGINE)
        archive.writestr("__main__.py", f"from engine import Value\n{ASKS.format('Value')}")
    assert ["ValueError: the source of Value"] == [line.partition(" was ")[0] for line in said(["main.zip"])]


def test_a_class_of_a_function() -> None:
    """It depends on a call that is over, and is refused."""

    class Local(Value):
        pass

    with pytest.raises(ValueError, match=r"^Local is defined within a function, .* at the top level"):
        wg.audit(Local)


@pytest.mark.parametrize("cls", [int, object, ValueError])
def test_a_class_of_python_itself(cls: type) -> None:
    """It has no source."""
    with pytest.raises(ValueError, match=f"the source of {cls.__name__} was not found"):
        wg.audit(cls)


TANH = """import math
def tanh(self):
    return Value(2 * math.tanh(self.data), ((self, 1 - math.tanh(self.data) ** 2),))
Value.tanh = tanh"""


def test_a_class_of_a_notebook(here: Path) -> None:
    """What later cells changed counts, failed cells do not, and cells are named by their numbers."""
    cells = ["%pwd", ENGINE, "1/0", TANH, "import wengert\nfound = wengert.audit(Value)\nfound"]
    cells.append("print([(f.code, str(f.place)) for f in found.findings if f.severity == 'wrong'])")
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    client = nbclient.NotebookClient(notebook, allow_errors=True, resources={"metadata": {"path": str(here)}})
    client.execute()
    shown, printed = (notebook.cells[k].outputs[0] for k in (-2, -1))
    assert "<audit of this session:Value: " in shown.data["text/plain"]
    assert "this session, cell 2, line" in shown.data["text/html"]
    order = f"('overwritten-gradient', 'this session, cell 2, line {LINE}')"
    value = "('wrong-value', 'this session, cell 4, line 3')"
    assert [True, True] == [each in printed.text for each in (order, value)], printed.text


# --- a text ---------------------------------------------------------------------------------------

TARGETS = [
    ("engine.py", "file", "engine.py", ""),
    ("engine.py:Value", "file", "engine.py", "Value"),
    ("engine.py:Outer.Value", "file", "engine.py", "Outer.Value"),
    ("./engine.py:Value", "file", "./engine.py", "Value"),
    ("gone.py:Value", "file", "gone.py", "Value"),
    ("a b/ü.py:Wert", "file", "a b/ü.py", "Wert"),
    ("notes.ipynb", "notebook", "notes.ipynb", ""),
    ("notes.ipynb:Value", "notebook", "notes.ipynb", "Value"),
    ("no_suffix:Value", "file", "no_suffix", "Value"),
    ("engine", "module", "engine", ""),
    ("package.engine:Value", "module", "package.engine", "Value"),
]


@pytest.mark.parametrize(("text", "kind", "place", "name"), TARGETS, ids=[row[0] for row in TARGETS])
def test_what_a_text_means(here: Path, text: str, kind: str, place: str, name: str) -> None:
    """A file by its path, a notebook, or else a module; a class after the colon."""
    (here / "no_suffix").write_text(ENGINE, encoding="utf-8")
    found = targets.written(text)
    path = place if kind == "module" else os.path.abspath(place)
    assert (text, {"kind": kind, "path": path, "shown": place, "class": name}) == (found.shown, found.job)


@pytest.mark.parametrize("text", ["", ":", "engine.py:", ":Value", "engine.py::Value", "engine.py:Value:more"])
def test_texts_that_mean_nothing(text: str) -> None:
    """They are refused with the forms that there are."""
    with pytest.raises(ValueError, match=r"a target is FILE\.py, FILE\.py:Class, FILE\.ipynb or module:Class, got"):
        wg.audit(text)


def test_a_folder_is_many(here: Path) -> None:
    """It is for the command line."""
    with pytest.raises(ValueError, match=r"is a folder; name a file in it, or run `wengert audit "):
        wg.audit(here)


@pytest.mark.parametrize("of", ["engine.py", "./engine.py:Value", "engine", "engine:Value", Path("engine.py")], ids=str)
def test_ways_to_name_a_file(of: str | Path, capfd: pytest.CaptureFixture[str]) -> None:
    """The class is found with or without its name; nothing is printed."""
    found = wg.audit(of)
    assert (str(of), LINE) == (found.target, found.findings[0].place and found.findings[0].place.line)
    assert ("", "") == capfd.readouterr()


@pytest.mark.parametrize(
    ("of", "kind", "words"),
    [
        ("gone.py", "file", "There is no file gone.py"),
        ("gone:Value", "file", "There is no module gone"),
        ("engine.py:value", "no-class", "Did you mean engine.py:Value?"),
        ("engine.py:Value.Inner", "no-class", "has no class Value.Inner"),
        ("empty.py", "no-class", "There is no class in it at all"),
        ("broken.py", "syntax", "(line 1)"),
        ("needs.py", "missing-package", "nowhere_to_be_found"),
    ],
)
def test_what_cannot_be_examined(here: Path, of: str, kind: str, words: str) -> None:
    """It is told in a report, so that one among many does not stop them."""
    (here / "empty.py").write_text("", encoding="utf-8")
    (here / "broken.py").write_text("def f(:", encoding="utf-8")
    (here / "needs.py").write_text(
        "from nowhere_to_be_found import Base\n" + ENGINE.replace("Value:", "Value(Base):"), encoding="utf-8"
    )
    found = wg.audit(of)
    assert found.trouble is not None
    assert (kind, True) == (found.trouble.kind, words in found.trouble.text), found.trouble.text
    assert (0, False, ()) == (found.score, found.ok, found.findings)


@pytest.mark.parametrize("of", [None, 5, wg, Value(2.0), b"engine.py"], ids=lambda of: type(of).__name__)
def test_what_is_neither_class_nor_text(of: Any) -> None:
    """It is refused with its type."""
    with pytest.raises(TypeError, match=f"audit needs a class, or text .*, got {type(of).__name__}$"):
        wg.audit(of)


@pytest.mark.parametrize("seconds", [0, -1.0, float("nan")])
def test_time_has_to_be_given(seconds: float) -> None:
    """Without any nothing can be executed."""
    with pytest.raises(ValueError, match="seconds must be above 0, got"):
        wg.audit("engine.py", seconds=seconds)


# --- several --------------------------------------------------------------------------------------


def test_threads_may_audit_at_once(here: Path) -> None:
    """Each gets the report on its own class."""
    (here / "other.py").write_text(ENGINE.replace("Value", "Node").replace("print", "\nprint"), encoding="utf-8")
    found: dict[str, Any] = {}
    names = ["engine.py", "other.py"]
    threads = [threading.Thread(target=lambda name=name: found.update({name: wg.audit(name)})) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    lines = [(found[name].target, found[name].findings[0].place.line) for name in names]
    assert [("engine.py", LINE), ("other.py", LINE + 1)] == lines


def test_a_folder_holds_files_with_a_class_and_others(here: Path) -> None:
    """Nothing is executed for it; hidden and installed folders are left out, what does not parse is reported."""
    for place, text in {
        "ann/b c.py": ENGINE, "ann/notes.py": "x = 1", "ann/broken.py": "def f(:", "ann/.git/hook.py": ENGINE,
        "node_modules/x.py": ENGINE, "ü/venv/y.py": ENGINE, "ü/notes.txt": ENGINE, "ü/nb.ipynb": "no JSON",
    }.items():  # fmt: skip
        (here / place).parent.mkdir(parents=True, exist_ok=True)
        (here / place).write_text(text, encoding="utf-8")
    found, others = targets.targets_in(here)
    names = {"/".join(Path(path).relative_to(here).parts) for path in found}
    assert {"ann/b c.py", "ann/broken.py", "engine.py", "ü/nb.ipynb"} == names
    assert [str(here / "ann" / "notes.py")] == others


def test_the_table_of_a_folder_breaks_no_names() -> None:
    """At 80 columns paths are shown from the folder on that all have in common, and broken between folders only."""
    places = ["Ann Brown/second week/engine.py", "Çelik/engine.py", "Bob/a_name_that_is_longer_than_the_column_is.py"]
    trouble = Trouble("file", "class/work/Bob/x.py cannot be read, for a reason that takes more than one line to tell.")
    audits = [Audited(f"class/work/{place}") for place in places] + [Audited("class/work/Bob/x.py", trouble=trouble)]
    lines = str(Overview(audits)).splitlines()
    assert "in class/work/" == lines[0]
    assert max(map(len, lines)) <= 80
    rows = [line[:24].rstrip() for line in lines[2 : lines.index("")]]
    names = [
        "Ann Brown/second week/",
        "engine.py",
        "Çelik/engine.py",
        "Bob/",
        "a_name_that_is_longer_",
        "than_the_column_is.py",
    ]
    assert [*names, "Bob/x.py"] == [row for row in rows if row]
    assert "not examined: it cannot" in " ".join(lines)
