"""The lessons: they run, they print what is kept in them, and what they must show is there."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOOL = ROOT / "tools" / "lessons.py"
LESSONS = sorted((ROOT / "docs" / "lessons").glob("*.ipynb"))
HEADINGS = ["What you will see", "The example", "By hand", "Automatically", "What goes wrong, and why",
            "Try it yourself"]

#: What stands in the outputs of each lesson: the figures of the system it grew from, and each mistake's wrong number
#: beside the right one.  Blanks count as one.
FIGURES = {
    "1": """
        data=30.0 | data=-90.0
        dx1/da = 1 | dx1/db = 1 | dx2/dx1 = -3 | dx2/dc = 30
        dx2/da = -3.0 | dx2/db = -3.0 | dx2/dc = 30.0
        Value(data=10.0, grad=-3.0, label='a') | Value(data=20.0, grad=-3.0, label='b')
        Value(data=-3.0, grad=30.0, label='c')
        a*a at 3, assigned: 3.0 | a*a at 3, wengert: 6.0
        a*b + a, assigned: 1.0 | a*b + a, wengert: 5.0
        a*b + a, added: 2.0
        breadth-first: 76.0 | wengert: 36.0
    """,
    "2": """
        v*2 = 6 | 2*v = 6 | v + 1 = 4 | 1 + v = 4
        x1w1 = -6 | x2w2 = 0 | total = -6 | n = 0.881373587019543 | o = 0.7071067811865476
        o, n, total, b, x1w1, x2w2, x1, w1, x2, w2
        partial of tanh: 0.500 | n.grad = 0.500 | total.grad = 0.500 b.grad = 0.500
        x1w1.grad = 0.500 x2w2.grad = 0.500 | x1.grad = -1.500 w1.grad = 1.000 | x2.grad = 0.500 w2.grad = 0.000
        o 1.000 | n 0.500 | b 0.500 | total 0.500 | x1w1 0.500 | x2w2 0.500
        x1 -1.500 | w1 1.000 | x2 0.500 | w2 0.000
        f: data -6, grad 1 | d: data -6, grad 1 | e: data 1, grad -6 | a: data -2, grad -3 | b: data 3, grad -8
        y + z at x = 2: breadth-first 4.0 wengert 36.0 | z + y at x = 2: breadth-first 36.0 wengert 36.0
        tanh(354): by exp 1.000000 wengert 1.000000 | tanh(356): by exp OverflowError wengert 1.000000
        1 + a: TypeError | wengert, 1 + a: 4.0 | sum: TypeError | wengert, sum: 7.0
    """,
    "3": """
        (a*b + c)*d = 115.0 | Parameter a = 9.0; dL/d[a] = 0.0
        a*b = 18 | a*b + c = 23 | (a*b + c)*d = 115
        loss data 115 grad 1 | v data 23 grad 5 | d data 5 grad 23 | a data 9 grad 10 | b data 2 grad 45
        c data 5 grad 5 | u data 18 grad 5
        8.0 2.0
        out = 11.0 dout/dw1 = 3 dout/dw2 = 4 | w1 = 0.997 w2 = 1.996 out = 10.975
        11 10.975 10.95 10.925 10.9
        after one backward: 3 4 | after a second one: 6 8
        10.975 10.975 10.95 10.9 10.925 10.8 10.9 10.675 10.875 10.525
        10.85 10.35 10.825 10.15 10.8 9.925 10.775 9.675 10.75 9.4
        relu(x) + relu(x) at 1: assigned 1.000 wengert 2.000
        sigmoid(x) + sigmoid(x) at 1: assigned 0.197 wengert 0.393
        gelu_tanh(x) + gelu_tanh(x) at 1: assigned 1.083 wengert 2.166
        3*gelu(x) at 1: first term only 2.765 wengert 3.249
        relu'(0): with >= 1.0 wengert 0.0
    """,
    "4": """
        v + 2 add 6 1 | 2 + v add 6 1 | v - 2 sub 2 1 | 2 - v sub -2 -1 | v*2 mul 8 2 | 2*v mul 8 2
        v/2 div 2 0.5 | 2/v div 0.5 -0.125 | v**2 pow 16 8 | 2**v pow 16 11.09 | -v neg -4 -1
        2.08 + 0.96 + 0.55 + 0.20 = 3.79 | tanh of it: 0.998979398633453
        tanh(379) by exp: OverflowError | tanh(379), wengert: 1.0
        3000 additions: recursive RecursionError wengert: gradient 1, value 3004
        dot: FileNotFoundError | gout_forward_pass.svg
        1 - v at 4: wrong 3.0 wengert -3.0 slope -1.0
        x**0 at 0: formula ZeroDivisionError | x**0 at 0: wengert 0.0
        a set has 1 operand, args has 2
    """,
    "5": """
        (a + b)*d dz/dc = 2 dz/da = 2 dz/db = 2 dz/dd = -2
        a*b + d dz/dc = 1 dz/da = -5 dz/db = 3 dz/dd = 1
        a*b*d dz/dc = 2 dz/da = -10 dz/db = 6 dz/dd = -15
        a + b + d dz/dc = 1 dz/da = 1 dz/db = 1 dz/dd = 1
        (a + b) + b dz/dc = 1 dz/da = 1 dz/db = 2
        (a + b)*b dz/dc = -5 dz/da = -5 dz/db = -7
        (a + b)*d 2.000 2.000 -2.000 | a*b + d -5.000 3.000 1.000 | a*b*d -10.000 6.000 -15.000
        a + b + d 1.000 1.000 1.000 | (a + b) + b 1.000 2.000 | (a + b)*b -5.000 -7.000
        from -30.0919 to -26.6
        a = 3.000 b | a = 3.001 b | a = 3.002 b
        a = 3.008 b = -4.992 d = 2.004 z = -30.0919 instead of -30.0000
        one side -6.999 both -7.000 wengert -7.000
        labelled: b | wengert: '' and the expression 'a + b'
        looked up late: value -15.0 slopes (100.0, 3.0) | wengert: value -15.0 slopes (-5.0, 3.0)
    """,
    "6": """
        the gradient of the loss: ok | step 40 | 100% right
        different neurons in the first layer: 1
        with stale inner gradients 30.0 wengert 10.0
    """,
}


#: A notebook as an editor leaves it, and with an output that is not true any more.
SMALL = {
    "cells": [
        {
            "cell_type": "code", "id": "sum", "execution_count": 7, "source": "print(2 + 2)",
            "metadata": {"execution": {"iopub.execute_input": "2020-01-01T00:00:00Z"}},
            "outputs": [{"output_type": "stream", "name": "stdout", "text": "5\n"}],
        }
    ],
    "metadata": {"kernelspec": {"display_name": "My own", "name": "mine"}, "language_info": {"version": "3.0"}},
    "nbformat": 4,
    "nbformat_minor": 5,
}


def _cells(path: Path) -> list[dict[str, Any]]:
    return json.loads(path.read_text(encoding="utf-8"))["cells"]


def _printed(path: Path) -> str:
    """Everything that stands below the cells as text, with single blanks."""
    parts = []
    for cell in _cells(path):
        for output in cell.get("outputs", ()):
            parts += output.get("text") or output.get("data", {}).get("text/plain", [])
    return re.sub(r"\s+", " ", "".join(parts))


def _tool(*arguments: str) -> tuple[int, list[str], str]:
    done = subprocess.run([sys.executable, str(TOOL), *arguments], capture_output=True, encoding="utf-8", check=False)
    return done.returncode, done.stdout.splitlines(), done.stderr


def test_there_are_six_lessons() -> None:
    """One for each of the five systems, and one that puts all together."""
    assert list(FIGURES) == [path.name[0] for path in LESSONS]


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_a_lesson_prints_what_it_keeps(path: Path) -> None:
    """Run from top to bottom in a fresh kernel, each cell gives the output that is kept below it.

    What a kernel says on its way out, when all cells are done, is not the lesson's.
    """
    code, lines, said = _tool("--check", path.stem)
    assert (0, [f"{path.name}: as kept"]) == (code, lines), said


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_a_lesson_shows_its_figures(path: Path) -> None:
    """The numbers of the system that the lesson grew from, and each mistake beside the right number."""
    printed = _printed(path)
    figures = [figure.strip() for line in FIGURES[path.name[0]].split("\n") for figure in line.split(" | ")]
    assert [] == [figure for figure in figures if figure not in printed]


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_a_lesson_has_its_parts(path: Path) -> None:
    """The parts stand in their order, and the answers at the end are hidden until asked for."""
    prose = "".join("".join(cell["source"]) + "\n" for cell in _cells(path) if cell["cell_type"] == "markdown")
    assert HEADINGS == re.findall(r"^## (.+)$", prose, flags=re.M)
    questions = prose.split("## Try it yourself")[1]
    assert 3 == len(re.findall(r"^\*\*\d\.\*\*", questions, flags=re.M)) == questions.count("</details>")


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_a_lesson_keeps_nothing_of_the_machine(path: Path) -> None:
    """No times, versions, addresses, paths or empty runs: cells are numbered from 1 and have names."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    assert {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"file_extension": ".py", "mimetype": "text/x-python", "name": "python"}} \
        == notebook["metadata"]
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert list(range(1, len(code) + 1)) == [cell["execution_count"] for cell in code]
    assert [{}] * len(notebook["cells"]) == [cell["metadata"] for cell in notebook["cells"]]
    assert len({cell["id"] for cell in notebook["cells"]}) == len(notebook["cells"])
    outputs = json.dumps([cell["outputs"] for cell in code])
    assert [] == re.findall(r"0x[0-9a-f]{6,}|/home/|/root/|/tmp/|/Users/|Traceback", outputs)


def test_a_number_that_moved_is_told_and_kept_anew(tmp_path: Path) -> None:
    """A kept output that is no longer printed fails the check, with both; a run keeps the new one and nothing else."""
    path = tmp_path / "1-small.ipynb"
    path.write_text(json.dumps(SMALL), encoding="utf-8")
    code, lines, errors = _tool("--check", "--folder", str(tmp_path))
    assert (1, "1-small.ipynb: different", "") == (code, lines[0], errors)
    assert ["-5", "+4"] == lines[-2:]
    assert "cell sum: ran as number 1, kept is 7" in lines
    assert SMALL == json.loads(path.read_text(encoding="utf-8"))

    assert (0, ["1-small.ipynb: different"], "") == _tool("--folder", str(tmp_path))
    assert (0, ["1-small.ipynb: as kept"], "") == _tool("--check", "--folder", str(tmp_path))
    (cell,) = _cells(path)
    assert ({}, 1, ["4\n"]) == (cell["metadata"], cell["execution_count"], cell["outputs"][0]["text"])
    assert ["1-small.ipynb"] == [file.name for file in tmp_path.iterdir()]


def test_an_unknown_lesson_is_refused() -> None:
    """A name that fits none is an error that lists those that are there."""
    code, lines, errors = _tool("nonsense")
    assert (2, []) == (code, lines)
    assert "no lesson begins with 'nonsense'; there are: 1-node, 2-neuron" in errors
