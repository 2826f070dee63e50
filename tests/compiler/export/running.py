"""Exported code at work: compiled by gcc and called through ctypes, executed by Python, run by node or a browser."""

from __future__ import annotations

import ctypes
import json
import math
import shutil
import struct
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from wengert.compiler.export import Exported, Outputs, Parameter, to_c, to_js, to_python
from wengert.compiler.program.program import Program

GCC = ["gcc", "-std=c99", "-Wall", "-Wextra", "-Werror", "-pedantic", "-O1", "-ffp-contract=off"]


class Subject(NamedTuple):
    """What is exported."""

    params: Sequence[Parameter]
    outputs: Outputs
    paths: Sequence[Exported]

    @property
    def inputs(self) -> int:
        return sum(param.count for param in self.params)

    def split(self, numbers: Sequence[float]) -> list[Any]:
        """Numbers as the arguments of the function."""
        rest, found = list(numbers), []
        for param in self.params:
            part, rest = rest[: param.count], rest[param.count :]
            found.append(part[0] if param.scalar else part)
        return found


def subject(program: Program, single: bool | None = None) -> Subject:
    """A program of one parameter x and no guards."""
    count = len(program.outputs)
    outputs = Outputs(count, count == 1 if single is None else single)
    return Subject([Parameter("x", program.inputs)], outputs, [Exported(program, ())])


class Left(Exception):
    """The inputs leave every path."""


class C:
    """A function in C, compiled."""

    def __init__(self, exported: Subject) -> None:
        self.text = to_c("f", *exported)
        self.exported = exported
        assert shutil.which("gcc"), "gcc is needed for the tests of exported C: install it"
        with tempfile.TemporaryDirectory() as folder:
            source, library = Path(folder, "f.c"), Path(folder, "f.so")
            source.write_text(self.text, encoding="utf-8")
            done = subprocess.run(
                [*GCC, "-shared", "-fPIC", "-o", str(library), str(source), "-lm"],
                capture_output=True, text=True, check=False,
            )  # fmt: skip
            assert 0 == done.returncode, done.stderr[:3000]
            self.library = ctypes.CDLL(str(library))

    def _called(self, name: str, *arrays: Any) -> None:
        code = getattr(self.library, name)(*arrays)
        if code:
            assert 1 == code
            raise Left

    def value(self, numbers: Sequence[float]) -> list[float]:
        """The outputs."""
        y = _zeros(self.exported.outputs.count)
        self._called("f", _array(numbers), y)
        return list(y)

    def slopes(self, numbers: Sequence[float], seeds: Sequence[float]) -> tuple[list[float], list[float]]:
        """The outputs, and the derivative by each input."""
        y, dx = _zeros(self.exported.outputs.count), _array([9.0] * max(1, len(numbers)))
        if self.exported.outputs.single:
            self._called("f_gradient", _array(numbers), y, dx)
        else:
            self._called("f_vjp", _array(numbers), _array(seeds), y, dx)
        return list(y), list(dx)[: len(numbers)]


class Python:
    """A function in Python, executed."""

    def __init__(self, exported: Subject) -> None:
        self.text = to_python("f", *exported)
        self.exported = exported
        self.scope: dict[str, Any] = {}
        exec(compile(self.text, "f.py", "exec"), self.scope)

    def value(self, numbers: Sequence[float]) -> list[float]:
        """The outputs."""
        try:
            found = self.scope["f"](*self.exported.split(numbers))
        except ValueError as error:
            raise Left from error
        return [found] if self.exported.outputs.single else found

    def slopes(self, numbers: Sequence[float], seeds: Sequence[float]) -> tuple[list[float], list[float]]:
        """The outputs, and the derivative by each input."""
        args = self.exported.split(numbers)
        try:
            if self.exported.outputs.single:
                y, dx = self.scope["f_gradient"](*args)
            else:
                y, dx = self.scope["f_vjp"](*args, seeds)
        except ValueError as error:
            raise Left from error
        return ([y] if self.exported.outputs.single else y), joined(dx, self.exported)


def joined(slopes: Any, exported: Subject) -> list[float]:
    """The derivatives by all parameters, one behind the other."""
    parts = [slopes] if len(exported.params) == 1 else slopes
    return [x for part in parts for x in (part if isinstance(part, list) else [part])]


class JavaScript:
    """A function in JavaScript; all points are run at once."""

    def __init__(self, exported: Subject) -> None:
        self.text = to_js("f", *exported)
        self.exported = exported

    def all(self, points: Sequence[Sequence[float]], seeds: Sequence[float]) -> list[Any]:
        """For each point the outputs, the outputs again and the derivatives; None where it leaves every path."""
        single = self.exported.outputs.single
        calls = [[_spelled(arg) for arg in self.exported.split(point)] for point in points]
        second = [[*args, *([] if single else [_spelled(list(seeds))])] for args in calls]
        name = "f_gradient" if single else "f_vjp"
        both = zip(calls, second, strict=True)
        pairs = ", ".join(f"() => [f({', '.join(first)}), {name}({', '.join(more)})]" for first, more in both)
        found = []
        for answer in run_js(f"{self.text}\n{_TO_TEXT}\n", f"[{pairs}].map(attempt)"):
            if answer is None:
                found.append(None)
                continue
            y, (again, dx) = _numbers(answer)
            found.append((*([[y], [again]] if single else [y, again]), joined(dx, self.exported)))
        return found


_TO_TEXT = """
function shown(x) {
  return Array.isArray(x) ? x.map(shown) : Object.is(x, -0) ? "-0" : String(x);
}
function attempt(call) {
  try { return shown(call()); } catch (error) { if (error instanceof RangeError) return null; throw error; }
}
"""


def run_js(source: str, expression: str) -> Any:
    """What an expression is in a module: by node, or where there is none by the browser of the browser's tests."""
    module = f"{source}\nexport const answer = JSON.stringify({expression});\n"
    if shutil.which("node"):
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "f.mjs").write_text(f"{module}console.log(answer);\n", encoding="utf-8")
            done = subprocess.run(["node", "f.mjs"], cwd=folder, capture_output=True, text=True, check=False)
            assert 0 == done.returncode, done.stderr[-3000:]
            return json.loads(done.stdout)
    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    browser = next(filter(None, map(shutil.which, names)), None)
    assert browser, "node or chromium is needed for the tests of exported JavaScript: install one"
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        page = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"]).new_page()
        script = "async text => (await import(URL.createObjectURL(new Blob([text], {type: 'text/javascript'})))).answer"
        return json.loads(page.evaluate(script, module))


def _spelled(x: Any) -> str:
    if isinstance(x, list):
        return f"[{', '.join(map(_spelled, x))}]"
    return repr(float(x)).replace("inf", "Infinity").replace("nan", "NaN")


def _numbers(x: Any) -> Any:
    return [_numbers(part) for part in x] if isinstance(x, list) else float(x.replace("Infinity", "inf"))


def _array(numbers: Sequence[float]) -> Any:
    return (ctypes.c_double * len(numbers))(*numbers)


def _zeros(count: int) -> Any:
    return (ctypes.c_double * count)()


def bits(numbers: Sequence[float]) -> list[bytes]:
    """Numbers as they are in memory; one nan is like another."""
    return [struct.pack("d", math.nan if x != x else x) for x in numbers]


def near(found: Sequence[float], expected: Sequence[float], relative: float) -> bool:
    """Whether numbers agree, zeros in their sign too."""
    return len(found) == len(expected) and all(
        (a != a and b != b)
        or (a == b and math.copysign(1.0, a) == math.copysign(1.0, b))
        or (a != 0.0 and math.isclose(a, b, rel_tol=relative, abs_tol=1e-300))
        for a, b in zip(found, expected, strict=True)
    )
