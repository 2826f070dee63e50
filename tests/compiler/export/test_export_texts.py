"""The texts that are exported: pinned for a few programs, readable, and for LaTeX valid."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from running import Subject, subject
from test_exported_rows import CASES, step
from test_frames import newton, paths, program
from workloads import WORKLOADS, program_of

import wengert as wg
from wengert.compiler.export import Exported, Outputs, Parameter, to_c, to_js, to_latex, to_python

GOLDEN = Path(__file__).parent / "golden"
WRITERS = {"py.txt": to_python, "c": to_c, "js": to_js, "tex": to_latex}


def neuron(x):
    """Two weights, a bias, two inputs."""
    return wg.tanh(x[0] * x[3] + x[1] * x[4] + x[2])


SUBJECTS = {
    "neuron": Subject(
        [Parameter("w", 2), Parameter("b", 1, True), Parameter("x", 2)],
        Outputs(1, True),
        [Exported(program(neuron, 5))],
    ),
    "rosenbrock": subject(program_of(WORKLOADS["rosenbrock"].function, 100)),
    "matrix_vector_relu": subject(program_of(*WORKLOADS["matrix_vector_relu"][:2])),
    "triangular_product": subject(program_of(*WORKLOADS["triangular_product"][:2])),
    "digits": subject(program_of(*WORKLOADS["digits"][:2])),
    "paths": paths(),
    "newton": Subject([Parameter("x", 2)], Outputs(1, True), [Exported(program(newton, 2), [1.0] * 9)]),
}


@pytest.mark.parametrize("ending", WRITERS)
@pytest.mark.parametrize("name", SUBJECTS)
def test_the_text_of_a_function_is_pinned(name, ending, pytestconfig):
    """It is that of the file, which `pytest --update` writes anew."""
    text = WRITERS[ending](name, *SUBJECTS[name])
    path = GOLDEN / f"{name}.{ending}"
    if pytestconfig.getoption("update", default=False):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    assert path.read_bytes().decode() == text


def reads(text):
    """A strict reading of our LaTeX: balanced, known commands, no bare special character but the `&` of lines."""
    assert text.startswith("\\begin{align*}\n") and text.endswith("\n\\end{align*}\n")
    bare = text.replace(r"\{", "").replace(r"\}", "")
    depth = 0
    for c in bare:
        depth += (c == "{") - (c == "}")
        assert depth >= 0
    assert 0 == depth
    for opening, closing in ((r"\left", r"\right"), (r"\begin{", r"\end{")):
        assert len(re.findall(re.escape(opening) + r"(?![a-z])", bare)) == len(
            re.findall(re.escape(closing) + r"(?![a-z])", bare)
        )
    assert not re.search(r"(?<!\\)[#%~$]", text)
    assert not re.search(r"[_^]\s*[_^]|\^\{?[^{}]*\}?\^", text)
    for line in text.split("\\\\\n"):
        cases = re.sub(r"\\begin\{cases\}.*?\\end\{cases\}", "", line, flags=re.DOTALL)
        assert 1 >= cases.count("&")


def valid(texts, folder):
    """Our own reading holds; and where TeX is installed, one document of all compiles."""
    for text in texts:
        reads(text)
    body = "\n".join(texts)
    source = f"\\documentclass{{article}}\\usepackage{{amsmath}}\\begin{{document}}\n{body}\\end{{document}}\n"
    (folder / "all.tex").write_text(source, encoding="utf-8")
    if engine := shutil.which("pdflatex"):
        command = [engine, "-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape", "all.tex"]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, errors="replace", check=False)
        assert 0 == done.returncode, done.stdout[-2000:]


def test_every_row_in_latex(tmp_path):
    """One formula for each row, with its operands in it."""
    texts = [to_latex(name, *subject(step(name, count))) for name, count in CASES]
    for text, (name, _) in zip(texts, CASES, strict=True):
        assert "x_{0}" in text, name
    valid(texts, tmp_path)


def test_functions_in_latex(tmp_path):
    """Loops, paths and guards too."""
    valid([to_latex(name, *given) for name, given in SUBJECTS.items()], tmp_path)


FORMULAS = {
    "(a + b)*c": (lambda a, b, c: (a + b) * c, r"\left(a + b\right) \cdot c"),
    "a - (b - c)": (lambda a, b, c: a - (b - c), r"a - \left(b - c\right)"),
    "a*-b": (lambda a, b, c: a * -b, r"a \cdot \left(-b\right)"),
    "(a*b)**2": (lambda a, b, c: (a * b) ** 2, r"\left(a \cdot b\right)^{2}"),
    "a**-c": (lambda a, b, c: a ** -c, r"a^{-c}"),
    "(a/b)**c": (lambda a, b, c: (a / b) ** c, r"\left(\frac{a}{b}\right)^{c}"),
    "exp(a)*b": (lambda a, b, c: wg.exp(a) * b, r"e^{a} \cdot b"),
    "expm1(a)*b": (lambda a, b, c: wg.expm1(a) * b, r"\left(e^{a} - 1\right) \cdot b"),
    "b*expm1(a)": (lambda a, b, c: b * wg.expm1(a), r"b \cdot \left(e^{a} - 1\right)"),
    "-(a + b)": (lambda a, b, c: -(a + b), r"-\left(a + b\right)"),
    "abs(a)**2": (lambda a, b, c: abs(a) ** 2, r"\left(\left|a\right|\right)^{2}"),
    "1e-9*a": (lambda a, b, c: 1e-9 * a, r"10^{-9} \cdot a"),
    "a + -1.5": (lambda a, b, c: a + -1.5, r"a + \left(-1.5\right)"),
    "sqrt(a + b)/c": (lambda a, b, c: wg.sqrt(a + b) / c, r"\frac{\sqrt{a + b}}{c}"),
    "sin(a)**2": (lambda a, b, c: wg.sin(a) ** 2, r"\left(\sin\left(a\right)\right)^{2}"),
}


@pytest.mark.parametrize("name", FORMULAS)
def test_parentheses_in_latex(name):
    """As many as the operators need."""
    function, expected = FORMULAS[name]
    params = [Parameter(letter, 1, True) for letter in "abc"]
    given = Subject(params, Outputs(1, True), [Exported(program(lambda x: function(*x), 3))])
    assert f"\\begin{{align*}}\nf(a, b, c) &= {expected}\n\\end{{align*}}\n" == to_latex("f", *given)


def test_long_functions_in_latex_are_bounded():
    """Of three bodies the first lines, how many are left out, and the result."""
    text = to_latex("bodies", *subject(program_of(*WORKLOADS["three_bodies"][:2])))
    assert "more lines}" in text
    assert 70 > len(text.splitlines())
    assert r"\mathit{bodies}(x) &= " in text


EXPRESSIONS = {
    "(a + b)*c": (lambda a, b, c: (a + b) * c, "(a + b) * c"),
    "a + (b + c)": (lambda a, b, c: a + (b + c), "a + (b + c)"),
    "a + b + c": (lambda a, b, c: a + b + c, "a + b + c"),
    "a - (b - c)": (lambda a, b, c: a - (b - c), "a - (b - c)"),
    "a*(b*c)": (lambda a, b, c: a * (b * c), "a * (b * c)"),
    "a/(b*c)": (lambda a, b, c: a / (b * c), "a / (b * c)"),
    "-(-a)": (lambda a, b, c: wg.core.ops.neg(-a), "-(-a)"),
    "-(a*b)": (lambda a, b, c: -(a * b), "-(a * b)"),
    "a*-b": (lambda a, b, c: a * -b, "a * (-b)"),
    "a - -1.5": (lambda a, b, c: a - -1.5, "a - (-1.5)"),
    "a + -b*c": (lambda a, b, c: a + -b * c, "a + (-b * c)"),
    "square(a + b)": (lambda a, b, c: wg.square(a + b), None),
    "relu(a)": (lambda a, b, c: wg.relu(a), "(a <= 0.0 ? 0.0 : a)"),
}


@pytest.mark.parametrize("name", EXPRESSIONS)
def test_parentheses_in_c(name):
    """As few as keep the order of the operations; what is read twice has a name."""
    function, expected = EXPRESSIONS[name]
    params = [Parameter(letter, 1, True) for letter in "abc"]
    given = Subject(params, Outputs(1, True), [Exported(program(lambda x: function(*x), 3))])
    text = to_c("f", *given)
    if expected is None:
        assert "const double v0 = a + b;" in text
        expected = "v0 * v0"
    assert f"    *y = {expected};\n" in text
