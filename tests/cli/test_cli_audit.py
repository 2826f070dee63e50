"""The verb `wengert audit`: targets, what is printed, exit statuses.

What an audit finds is the auditor's to test; here one stands in for it that knows its answers and executes nothing.
"""

import json
import os
from dataclasses import replace

import pytest

from auditreports import CLEAN, ENGINE, LIMITED, TROUBLED, WRONG
from wengert.auditor.defects import CATALOGUE
from wengert.auditor.report.overview import Overview
from wengert.auditor.report.report import Audit, to_json

ANSWERS = {each.target.partition(":")[0]: each for each in (WRONG, CLEAN, LIMITED, TROUBLED)}


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    """A folder of one's own with the four engines."""
    monkeypatch.chdir(tmp_path)
    for name in ANSWERS:
        (tmp_path / name).write_text(ENGINE, encoding="utf-8")
    return tmp_path


@pytest.fixture(autouse=True)
def asked(monkeypatch):
    """What the auditor was asked; it answers in another order than it was asked in."""
    asked = []

    def audit_all(targets, seconds, jobs):
        asked.append((list(targets), seconds, jobs))
        for target in reversed(targets):
            yield Audit(replace(ANSWERS[os.path.basename(target).partition(":")[0]], target=target))

    monkeypatch.setattr("wengert.auditor.audit.audit_all", audit_all)
    return asked


# --- one class -----------------------------------------------------------------------------------


def test_one_class_is_shown_in_full(run, asked):
    """As `print(wg.audit(...))` shows it; what is executed is said on stderr."""
    result = run("audit", "engine.py:Value")
    assert 1 == result.exit_code
    assert str(Audit(WRONG)) == "\n".join(line.rstrip() for line in result.stdout.split("\n"))
    assert "executes engine.py:Value\n" == result.stderr
    assert [["engine.py:Value"]] == [targets for targets, _, _ in asked]


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (["clean.py"], 0),
        (["clean.py", "--min-score", "100"], 0),
        (["deep.py"], 0),
        (["deep.py", "--min-score", "94"], 0),
        (["deep.py", "--min-score", "95"], 1),
        (["engine.py"], 1),
        (["engine.py", "--min-score", "0"], 1),
        (["torchy.py"], 1),
        (["clean.py", "deep.py"], 0),
        (["clean.py", "engine.py"], 1),
        (["clean.py", "torchy.py"], 1),
        (["clean.py", "deep.py", "--min-score", "95"], 1),
    ],
    ids=str,
)
def test_the_exit_status_tells_how_it_went(run, words, status):
    """1 if a class is wrong, below the score that is asked for, or could not be examined."""
    for more in ([], ["--json"]):
        assert status == run("audit", *words, *more).exit_code


def test_how_long_and_how_many_at_once_can_be_said(run, asked):
    """Per class, and classes."""
    run("audit", "clean.py", "--seconds", "2.5", "--jobs", "3")
    assert [(["clean.py"], 2.5, 3)] == asked


# --- several -------------------------------------------------------------------------------------


def test_several_classes_make_a_table(run, asked):
    """In the order in which they were asked for, with a hint at the details."""
    result = run("audit", "clean.py:Node", "engine.py:Value")
    assert "executes clean.py:Node, engine.py:Value\n" == result.stderr
    lines = [line.rstrip() for line in result.stdout.split("\n")]
    assert "\n".join(lines).startswith(str(Overview([CLEAN, WRONG])))
    assert "All about one of them: wengert audit engine.py:Value" in lines


def test_a_folder_is_all_of_its_engines(run, here):
    """Also if it has only one; files without a class are named."""
    (here / "notes.py").write_text("", encoding="utf-8")
    result = run("audit", ".")
    for name in ANSWERS:
        assert name in result.stdout
    assert "Skipped, since there is no class to audit: notes.py" in result.stdout
    (here / "one").mkdir()
    (here / "one" / "clean.py").write_text(ENGINE, encoding="utf-8")
    assert "1 class: 1 right" in run("audit", "one").stdout


def test_a_class_is_examined_and_shown_once(run, asked, here):
    """However its file is spelled, and whether the class is named or found."""
    result = run("audit", "clean.py", "./clean.py", str(here / "clean.py"), "clean.py:Node", "deep.py", "--json")
    assert [["clean.py", "clean.py:Node", "deep.py"]] == [targets for targets, _, _ in asked]
    assert ["clean.py", "deep.py"] == [each["target"] for each in json.loads(result.stdout)["audits"]]


def test_of_many_only_some_are_named(run, here, asked):
    """The line about what is executed stays a line or two."""
    for k in range(60):
        (here / f"e{k:02}.py").write_text(ENGINE, encoding="utf-8")
        ANSWERS[f"e{k:02}.py"] = CLEAN
    try:
        result = run("audit", ".")
    finally:
        for k in range(60):
            del ANSWERS[f"e{k:02}.py"]
    assert "and 52 more" in result.stderr
    assert 64 == len(asked[0][0])


# --- other forms ---------------------------------------------------------------------------------


def test_json_is_all_that_stdout_has(run):
    """Of one class and of several, in the same form."""
    for words, found in ((["engine.py:Value"], [WRONG]), (["clean.py:Node", "torchy.py:Value"], [CLEAN, TROUBLED])):
        result = run("audit", *words, "--json")
        assert to_json(found) == json.loads(result.stdout)


def test_json_of_a_folder_names_the_files_without_a_class(run, here):
    """As skipped."""
    (here / "notes.py").write_text("", encoding="utf-8")
    assert ["notes.py"] == json.loads(run("audit", ".", "--json").stdout)["skipped"]


@pytest.mark.parametrize("more", [[], ["--json"]], ids=["text", "json"])
def test_a_page_is_written(run, here, more):
    """Beside what is printed; with JSON it is said on stderr."""
    result = run("audit", "engine.py:Value", "clean.py:Node", "--html", "report.html", *more)
    assert 1 == result.exit_code
    assert "wrote report.html\n" in (result.stderr if more else result.stdout)
    text = (here / "report.html").read_text(encoding="utf-8")
    assert "Audit of 2 engines" in text
    assert 2 == text.count("<article")


def test_what_the_system_refuses_ends_with_status_1(run, here):
    """Its message, without a traceback; what was found is printed all the same."""
    (here / "taken").mkdir()
    result = run("audit", "clean.py:Node", "--html", "taken")
    assert 1 == result.exit_code
    assert "wengert: " in result.stderr
    assert "taken" in result.stderr
    assert "Traceback" not in result.stderr
    assert "100 of 100" in result.stdout


def test_defects_are_listed(run, asked):
    """Each with its severity and what it is; nothing is examined."""
    result = run("audit", "--defects")
    assert 0 == result.exit_code
    flat = " ".join(result.stdout.split())
    for code, defect in CATALOGUE.items():
        assert f"{code} {defect.severity}" in flat
    listed = json.loads(run("audit", "--defects", "--json").stdout)
    assert [(code, defect.title) for code, defect in CATALOGUE.items()] == [(e["code"], e["title"]) for e in listed]
    assert [] == asked


# --- what is refused -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ([], "what is to be audited? Write wengert audit engine.py"),
        (["gone.py"], "there is no file gone.py"),
        (["engin.py:Value"], "there is no file engin.py; did you mean engine.py?"),
        (["no/such/engine.py"], "there is no file no/such/engine.py"),
        (["clean.py", "gone.ipynb"], "there is no file gone.ipynb"),
        (["notes.txt:"], "a target is FILE.py, FILE.py:Class"),
        (["no/such/engine:Value"], "there is no file, folder or module 'no/such/engine'"),
        (["nonsense_module:Value"], "there is no file, folder or module 'nonsense_module'"),
        (["engine.py:Value:more"], "a target is FILE.py, FILE.py:Class"),
        (["engine.py:"], "a target is FILE.py, FILE.py:Class"),
        (["folder:Value"], "folder is a folder; name a file in it"),
        (["folder"], "there is no file with a class to audit in folder"),
        (["clean.py", "--html", "no/such/folder/a.html"], "there is no folder 'no/such/folder'"),
        (["clean.py", "--min-score", "101"], "101"),
        (["clean.py", "--seconds", "0"], "0"),
        (["clean.py", "--jobs", "0"], "0"),
        (["clean.py", "--jsn"], "--jsn"),
        (["clean.py", "--defects"], "--defects goes without a target"),
    ],
    ids=lambda words: " ".join(words) if isinstance(words, list) else "",
)
def test_wrong_input_ends_with_status_2(run, here, asked, words, says):
    """With a message that says what to do; nothing is executed and nothing written."""
    (here / "folder").mkdir()
    (here / "notes.txt").write_text("", encoding="utf-8")
    before = sorted(os.listdir(here))
    result = run("audit", *words)
    assert (2, "") == (result.exit_code, result.stdout)
    assert says in result.stderr
    assert "Traceback" not in result.stderr
    assert "executes" not in result.stderr
    assert [] == asked
    assert before == sorted(os.listdir(here))


@pytest.mark.parametrize(
    "target", ["here_module:Value", "here_package.inner:Value", "json", "wengert.core.value:Value"]
)
def test_a_module_may_be_here_or_installed(run, here, asked, monkeypatch, target):
    """It is only looked for, not imported."""
    (here / "here_module.py").write_text("raise SystemExit", encoding="utf-8")
    (here / "here_package").mkdir()
    monkeypatch.setitem(ANSWERS, target.partition(":")[0], CLEAN)
    assert 0 == run("audit", target).exit_code
    assert [target] == asked[0][0]


def test_it_is_said_that_the_file_is_executed(run):
    """In the help of the verb."""
    assert "THE FILE IS EXECUTED" in run("audit", "--help").stdout
