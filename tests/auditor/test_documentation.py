"""The pages about audits: each defect has a section whose mistake the audit names, and reports are as they come out."""

import doctest
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from wengert.auditor.audit import EACH, SECONDS, audit
from wengert.auditor.defects import CATALOGUE
from wengert.auditor.diagnosis.evidence import CLOSE
from wengert.auditor.inside.limits import LIMITS

ROOT = Path(__file__).parents[2]
HEAD, *SECTIONS = re.split(r"^### ", (ROOT / "docs" / "defects.md").read_text(encoding="utf-8"), flags=re.MULTILINE)
AUDITING = (ROOT / "docs" / "auditing.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")

#: Of whom the homework is that is marked in docs/auditing.md.
HOMEWORK = {
    "ada.py": "s1_value.py",
    "ben.py": "za02_scalar_methods.py",
    "cem.ipynb": "zb02_notebook.ipynb",
    "dora.py": "s0_node.py",
}

#: What an engine without a backward pass does, and what is about other programs.
WITHOUT_AN_ENGINE = {"nudged-input", "one-sided-difference", "needs-dot"}

#: What comes with a mistake that is shown in few lines.
COMPANIONS = {
    "visited-twice": {"recursion-limit"},
    "never-visited": {"recursion-limit"},
    "stale-gradients": {"no-zero-grad"},
    "missing-seed": {"stale-gradients", "no-zero-grad"},
    "exponential-time": {"recursion-limit", "no-zero-grad"},
}


def _code(section):
    found = re.search(r"^`([\w-]+)`, (wrong|limit|note)\b", section, re.MULTILINE)
    return found[1] if found else ""


def _section(code):
    return next((section for section in SECTIONS if _code(section) == code), "")


def _mistake(section):
    """The engine of a section, as a file would hold it."""
    namespace = {}
    for text in (HEAD, section):
        for example in doctest.DocTestParser().get_examples(text):
            if example.source.startswith(("ENGINE =", "MISTAKE =", "import ", "def written")):
                exec(example.source, namespace)
    return namespace["written"](namespace["MISTAKE"])


@pytest.mark.parametrize("code", CATALOGUE)
def test_each_defect_has_its_section(code):
    """Its title is the heading, and its severity stands beneath."""
    section = _section(code)
    assert (CATALOGUE[code].title, True) == (
        section.partition("\n")[0],
        f"`{code}`, {CATALOGUE[code].severity}" in section,
    )


def test_no_section_is_about_anything_else():
    """The codes of the sections are those of the catalogue, each once."""
    assert sorted(CATALOGUE) == sorted(map(_code, SECTIONS))


@pytest.mark.parametrize("code", [code for code in CATALOGUE if code not in WITHOUT_AN_ENGINE])
def test_the_mistake_that_is_shown_is_named(tmp_path, code):
    """The audit of a section's engine finds the section's defect, and only what comes with it."""
    path = tmp_path / "engine.py"
    path.write_text(_mistake(_section(code)), encoding="utf-8")
    assert {code} | COMPANIONS.get(code, set()) == {finding.code for finding in audit(path).findings}


def _sessions(text):
    """Commands in a text, and what they print."""
    return re.findall(r"^```console\n\$ (wengert .*)\n((?:.*\n)*?)```$", text, re.MULTILINE)


@pytest.mark.parametrize(
    ("command", "printed"),
    [*_sessions(AUDITING), *_sessions(README)],
    ids=["engine", "homework", "README"],
)
def test_reports_are_as_shown(tmp_path, command, printed):
    """What stands beneath a command is what it prints; `...` stands for what is left out."""
    engine = re.search(r"^```python\n# engine.py\n(.*?)^```$", AUDITING, re.MULTILINE | re.DOTALL)
    (tmp_path / "engine.py").write_text(engine[1], encoding="utf-8")
    (tmp_path / "homework").mkdir()
    for name, of in HOMEWORK.items():
        shutil.copy(ROOT / "tests" / "zoo" / of, tmp_path / "homework" / name)
    (tmp_path / "homework" / "eli.py").write_text("class Value\n", encoding="utf-8")
    (tmp_path / "homework" / "notes.py").write_text("x = 1\n", encoding="utf-8")
    words = [sys.executable, "-m", "wengert.cli", *command.split()[1:]]
    done = subprocess.run(words, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)
    is_so = doctest.OutputChecker().check_output(printed, done.stdout, doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    assert (1, True) == (done.returncode, is_so), done.stdout


def test_figures_are_those_of_the_program():
    """The limits, the tolerance and the place of the schema are as the page says."""
    figures = [
        f"{EACH:g} s for a program, {SECONDS:g} s for all",
        f"{LIMITS['memory'] / 2**30:g} GiB, {LIMITS['cpu']:g} s of processor time",
        f"files of at most {LIMITS['size'] / 2**20:g} MiB",
        f"within {CLOSE * 1e5:g} parts in 100,000",
    ]
    assert [] == [figure for figure in figures if figure not in AUDITING]
    (schema,) = re.findall(r"`(src/\S+)`", AUDITING)
    assert (ROOT / schema).is_file()
