"""Pictures as LaTeX: documents that compile, and from which nothing in a label breaks out."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import sketches
from hypothesis import given
from hypothesis import strategies as st
from sketches import HOSTILE, SEEDS

from wengert import Value
from wengert.see.draw.cards import place
from wengert.see.draw.forms.tex import tex
from wengert.see.draw.picture import Item, Link, Picture
from wengert.see.texwords import number, words

COMMANDS = {
    "documentclass", "usepackage", "definecolor", "newcommand", "begin", "end", "draw", "node", "ifdefined", "else",
    "fi", "directlua", "XeTeXversion", "texttt", "small", "wgother", "sffamily", "bfseries", "fontsize", "selectfont",
    "times", "cdot", "div", "infty", "mathrm", "partial", "le", "ge", "ne", "approx", "dots", "textbackslash",
    "textasciicircum", "textasciitilde", "textless", "textgreater", "textbar", "pm", "nabla", "sum", "surd", "in",
    "to", "leftarrow", "leftrightarrow", "Rightarrow", "mapsto", "odot", "circ", "top", "Vert", "ell", "mathcal",
    "grave", "acute", "hat", "tilde", "bar", "breve", "dot", "ddot", "check", "vec",
    "alpha", "beta", "gamma", "delta", "varepsilon", "epsilon", "zeta", "eta", "theta", "vartheta", "iota", "kappa",
    "lambda", "mu", "nu", "xi", "pi", "rho", "sigma", "varsigma", "tau", "upsilon", "varphi", "phi", "chi", "psi",
    "omega", "Gamma", "Delta", "Theta", "Lambda", "Xi", "Pi", "Sigma", "Upsilon", "Phi", "Psi", "Omega",
}  # fmt: skip
SIGNS = ["ŷ", "ȳ", "x̃", "β̂₁", "β₁", "ℒ", "∇ℒ", "x→y", "x⃗ᵀ", "é", "λ", "µ"]
ENVIRONMENTS = ["document", "tikzpicture"]


def check(document: str) -> None:
    """A strict reading of our TeX: balanced groups, maths and environments, known commands, no bare specials."""
    depth, maths, environments = 0, False, []
    body = re.sub(r"\\newcommand.*\n", "", document, count=1)
    token = re.compile(r"\\([A-Za-z]+|.)|([{}$#&^_~%])|(.)", re.DOTALL)
    at = 0
    while at < len(body):
        found = token.match(body, at)
        command, special, other = found.groups()
        at = found.end()
        if command and command.isalpha():
            assert command in COMMANDS, command
            if command in ("begin", "end"):
                name = re.match(r"\{(\w+)\}", body[at:]).group(1)
                if command == "begin":
                    environments.append(name)
                else:
                    assert name == environments.pop()
                assert name in ENVIRONMENTS
        elif command:
            assert command in "\\{}$&#%_" and command != "\\", repr(command)
        elif special == "{":
            depth += 1
        elif special == "}":
            depth -= 1
            assert depth >= 0
        elif special == "$":
            maths = not maths
        elif special in ("^", "_"):
            assert maths, body[at - 20 : at]
        elif special:
            raise AssertionError(f"a bare {special!r} behind {body[at - 20 : at]!r}")
        else:
            assert other == "\n" or other.isprintable(), repr(other)
    assert (0, False, []) == (depth, maths, environments)


def compile_with(engine: str, document: str, folder: Path) -> None:
    (folder / "y.tex").write_text(document, encoding="utf-8")
    done = subprocess.run(
        [engine, "-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape", "y.tex"],
        cwd=folder, capture_output=True, text=True, errors="replace", check=False,
    )  # fmt: skip
    assert 0 == done.returncode, done.stdout[-1500:]
    assert (folder / "y.pdf").read_bytes().startswith(b"%PDF")


def valid(document: str, folder: Path) -> None:
    """Our own reading holds; and where a TeX with the class is installed, it compiles."""
    check(document)
    found = shutil.which("pdflatex")
    if (
        found
        and subprocess.run(["kpsewhich", "standalone.cls", "tikz.sty"], capture_output=True, check=False).returncode
        == 0
    ):
        compile_with(found, document, folder)


@pytest.mark.parametrize("name", SEEDS)
def test_the_seeds_documents(pytestconfig: pytest.Config, name: str) -> None:
    """Every seed's graph is written as in its golden file, which passes the strict reading."""
    rankdir = "TB" if name == "neuron_of_three" else "LR"
    document = tex(place(sketches.picture(sketches.swept(SEEDS[name]())), rankdir))
    sketches.compared(pytestconfig, f"{name}.tex", document)
    check(document)


@pytest.mark.parametrize("rankdir", ["LR", "TB"])
def test_documents_compile(rankdir: str, tmp_path: Path) -> None:
    """A document with all kinds of items, numbers and labels compiles."""
    box = Item("box:a", "box", "layer_1", detail="9 nodes: 4 mul & 5 add", count=3, sign="&")
    items = [Item(f"v{i}", "leaf", label, data=10.0 ** (i - 9)) for i, label in enumerate(HOSTILE)]
    last = Item("y", "value", "y", data=float("nan"), grad=float("-inf"), sign="%{", is_output=True)
    links = [Link(i, len(items), i, len(items), 1e-7, (-1.0) ** i * 0.1 * (i % 3)) for i in range(len(items))]
    picture = Picture((*items, last, box), (*links, Link(len(items), len(items) + 1, count=2)))
    valid(tex(place(picture, rankdir)), tmp_path)


@pytest.mark.parametrize("label", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_labels(label: str) -> None:
    """No label is a command, ends a group, or opens one."""
    document = tex(place(sketches.picture(Value(3.0, label=label) * 2)))
    check(document)
    assert "\\input" not in document


def test_signs_of_mathematics_are_set_as_such(tmp_path: Path) -> None:
    """Greek, accents, subscripts and arrows: no character is shown by its code."""
    said = words(" ".join(SIGNS))
    assert r"$\hat{y}$ $\bar{y}$ $\tilde{x}$ $\hat{\beta}$$_{1}$ $\beta$$_{1}$ $\mathcal{L}$ $\nabla$" in said
    assert "wgother" not in said
    leaves = [Value(float(i), label=label) for i, label in enumerate(SIGNS)]
    valid(tex(place(sketches.picture(sum(leaves, Value(0.0))))), tmp_path)


@given(text=st.text(max_size=40))
def test_any_text_is_only_text(text: str) -> None:
    """Whatever a text holds, it passes the strict reading."""
    check(f"\\newcommand\n{words(text)}")


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        ("0", "$0$"),
        ("−0.7071", "$-0.7071$"),
        ("1.234e+05", "$1.234{\\cdot}10^{5}$"),
        ("−1e−08", "$-1{\\cdot}10^{-8}$"),
        ("nan", "$\\mathrm{nan}$"),
        ("inf", "$\\infty$"),
        ("−inf", "$-\\infty$"),
        ("–", "--"),
    ],
)
def test_numbers(figure: str, expected: str) -> None:
    """Numbers are set in maths, with a true minus and powers of ten."""
    assert expected == number(figure)


def test_before_a_sweep_there_is_no_gradient() -> None:
    """What has not been computed is a dash, never 0."""
    document = tex(place(sketches.picture(SEEDS["neuron"]())))
    grads = re.findall(r"\{grad\};\n.*\{(.*)\};", document)
    assert {"--"} == set(grads) or not grads
