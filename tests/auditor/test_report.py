"""How an audit is shown: in the terminal, as a page, as JSON."""

import html
import json
import os
import re
from dataclasses import fields, replace
from html.parser import HTMLParser
from importlib import resources

import jsonschema
import pytest
from rich.console import Console

from auditreports import (
    CLEAN,
    DEEP,
    ENGINE,
    KINK,
    LIMITED,
    LINE,
    NASTY,
    ORDER,
    OVERWRITTEN,
    TROUBLED,
    WRONG,
    nasty,
    nasty_trouble,
)
from wengert.auditor.defects import CATALOGUE
from wengert.auditor.findings import Audited, Finding, Place, Program, Trouble
from wengert.auditor.report import redrawn
from wengert.auditor.report.excerpt import around
from wengert.auditor.report.overview import Overview
from wengert.auditor.report.page import page
from wengert.auditor.report.report import Audit, to_json
from wengert.auditor.report.wording import side_by_side

ALL = [WRONG, CLEAN, LIMITED, TROUBLED]
VOID = {"meta", "input", "br", "path", "rect"}
OPTIONAL = {"tr", "td", "th", "li", "p"}  # elements that need no end


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    """The engine's file lies where the reports say."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "engine.py").write_text(ENGINE, encoding="utf-8")
    return tmp_path


def flat(text):
    return " ".join(text.split())


# --- the terminal --------------------------------------------------------------------------------


def test_a_report_is_a_score_card():
    """Which class of which file, the score, how many defects of each severity, and how it was used."""
    lines = Audit(WRONG).text().splitlines()
    assert lines[0].startswith("Value in engine.py ")
    assert lines[0].endswith(" 54 of 100")
    assert "2 defects make numbers wrong, 1 limit, 1 note." == lines[1]
    text = flat(Audit(WRONG).text())
    assert "used as Value(2.0) · y.backward()" in text
    assert "ran 118 programs in 0.9 s" in text
    assert "Right: + neg Absent: sin softplus" in text


@pytest.mark.parametrize("finding", WRONG.findings, ids=lambda finding: finding.code)
def test_every_part_of_a_finding_is_told(finding):
    """Severity, title, operations, line, diagnosis, program, both numbers, repair and consequences."""
    text = flat(Audit(replace(WRONG, findings=(finding,))).text())
    assert f"1. {finding.severity.upper()} {CATALOGUE[finding.code].title}" in text
    parts = [finding.diagnosis, *finding.shown, finding.quantity, f"Repair: {finding.repair}", *finding.consequences]
    if finding.operations:
        parts.append(f"({', '.join(finding.operations)})")
    if finding.place:
        parts += [str(finding.place), finding.place.text]
    for part in [*parts, *side_by_side(finding.got, finding.right)]:
        assert flat(part) in text


def test_the_numbers_stand_beside_the_program():
    """Below it where there is no room."""
    lines = [line.split() for line in Audit(replace(WRONG, findings=(OVERWRITTEN,))).text().splitlines()]
    assert ["y", "=", "a*a", "this", "engine", "3"] in lines
    assert ["y.backward()", "right", "6"] in lines
    lines = [line.split() for line in Audit(replace(WRONG, findings=(OVERWRITTEN,))).text(30).splitlines()]
    assert ["this", "engine", "3"] in lines
    assert ["right", "6"] in lines


@pytest.mark.parametrize("audited", [*ALL, nasty()], ids=lambda each: repr(each.target))
@pytest.mark.parametrize("width", [40, 80, 120])
def test_no_line_is_wider_than_the_terminal(audited, width):
    """Whatever is said."""
    assert max(len(line) for line in Audit(audited).text(width).splitlines()) <= width
    assert max(len(line) for line in str(Overview(ALL)).splitlines()) <= 80


def test_a_clean_engine_is_told_to_be_clean():
    """In words, with its full score."""
    text = Audit(CLEAN).text()
    assert "100 of 100" in text
    assert "No defect was found." in text


def test_trouble_is_one_paragraph_with_its_place():
    """And there is no score card."""
    text = Audit(TROUBLED).text()
    assert text.startswith("Value in torchy.py: could not be examined\n")
    assert TROUBLED.trouble.text in flat(text)
    assert "torchy.py, line 3" in text
    assert "import torch" in text
    assert "of 100" not in text


@pytest.mark.parametrize("audited", [nasty(), nasty_trouble()], ids=["finding", "trouble"])
def test_no_text_can_do_anything_to_a_terminal(audited):
    """Control characters are spelled out, also those of names and lines."""
    assert "\\x1b[31m\\x00" in "".join(Audit(audited).text().split())
    for text in (Audit(audited).text(), str(Overview([audited], [NASTY])), repr(Audit(audited))):
        assert [] == re.findall(r"[\x00-\x09\x0b-\x1f\x7f]", text)


def test_markup_in_texts_is_no_markup():
    """Square brackets stay."""
    text = Audit(replace(WRONG, findings=(replace(DEEP, diagnosis="[bold]a[0][/bold]"),))).text()
    assert "[bold]a[0][/bold]" in text


def test_a_terminal_without_unicode_gets_a_bar_of_ascii(tmp_path):
    """The score's bar is of # and - there."""
    with open(tmp_path / "out.txt", "w", encoding="ascii", errors="replace") as file:
        Console(file=file, width=80, force_terminal=False).print(Audit(WRONG))
    assert f"{'#' * 11}{'-' * 9} 54 of 100" in (tmp_path / "out.txt").read_text(encoding="ascii")


@pytest.mark.parametrize(
    ("got", "right", "said"),
    [
        (3.0, 6.0, ("3", "6")),
        (-0.5, 0.5, ("−0.5", "0.5")),
        (1.08296, 1.08296408, ("1.08296", "1.0829641")),
        (1.0, 1.0 + 2**-52, ("1", "1.0000000000000002")),
        (float("nan"), 1.0, ("nan", "1")),
        (float("inf"), float("-inf"), ("inf", "−inf")),
        (2.0, 2.0, ("2", "2")),
        ("it raised", 1 / 3, ("it raised", "0.3333")),
    ],
    ids=str,
)
def test_numbers_have_the_digits_that_tell_them_apart(got, right, said):
    """Four, and more where these are the same."""
    assert said == side_by_side(got, right)


# --- several -------------------------------------------------------------------------------------


def test_several_classes_make_a_table():
    """Score, counts and the worst defect of each; why one could not be examined; and a summary."""
    text = str(Overview(ALL, ["notes.py"]))
    rows = [line.split()[:5] for line in text.splitlines()]
    assert ["engine.py:Value", "54", "2", "1", "1"] in rows
    assert ["clean.py:Node", "100", "0", "0", "0"] in rows
    assert ["torchy.py:Value", "–", "–", "–", "–"] in rows
    assert "4 classes: 2 right, 1 wrong, 1 not examined" in text
    assert "which is not installed" in flat(text)
    assert "install it" not in flat(text)
    assert "Skipped, since there is no class to audit: notes.py" in text


# --- a page --------------------------------------------------------------------------------------


class Seen(HTMLParser):
    """What a browser would see: all ids, and whether every element that needs an end has one, in order."""

    def __init__(self, text):
        super().__init__()
        self.ids, self.tags, self.open, self.words = [], set(), [], []
        self.feed(text)
        assert [] == [tag for tag in self.open if tag not in OPTIONAL]

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.ids += [value for name, value in attrs if name == "id"]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        while self.open and self.open[-1] != tag and self.open[-1] in OPTIONAL:
            self.open.pop()
        assert self.open and tag == self.open.pop()

    def handle_data(self, data):
        if not self.open or self.open[-1] != "style":
            self.words.append(data)

    @property
    def text(self):
        return flat("".join(self.words))


def test_a_page_tells_what_the_terminal_tells():
    """Every text of every finding."""
    text = Seen(page(ALL)).text
    for finding in WRONG.findings:
        for part in (finding.diagnosis, *finding.shown, finding.quantity, finding.repair, *finding.consequences):
            assert flat(part).replace("`", "") in text
    assert "54of 100" in text.replace(" of", "of")
    assert TROUBLED.trouble.text in text
    assert "Audit of 4 engines" in text


def test_a_page_needs_no_network_and_runs_nothing():
    """Nothing in it is loaded from anywhere, and its policy forbids it."""
    text = page(ALL)
    assert "default-src 'none'; style-src 'unsafe-inline'" in text
    assert [] == re.findall(r"(?:src|href)\s*=\s*[\"'](?!#)|url\(|@import|<script|<link", text)


def test_ids_are_unique_in_a_page():
    """Also where the same class, so the same drawings, come twice."""
    ids = Seen(page([WRONG, WRONG, LIMITED])).ids
    assert len(ids) > 12
    assert sorted(set(ids)) == sorted(ids)


def test_links_of_a_page_lead_somewhere():
    """From the table to the cards."""
    text = page(ALL)
    assert {"c1", "c2", "c3", "c4"} == set(re.findall(r'href="#([^"]+)"', text)) <= set(Seen(text).ids)


@pytest.mark.parametrize("audited", [nasty(), nasty_trouble()], ids=["finding", "trouble"])
def test_texts_are_escaped_in_a_page(audited):
    """Whatever someone's file is called, says or raises."""
    for text in (page([audited]), page([audited, CLEAN])):
        assert NASTY.partition("\x1b")[0] in Seen(text).text
        assert "<script" not in text
        assert [] == re.findall(r"[\x00-\x09\x0b-\x1f\x7f]", text)


def test_a_drawing_shows_the_right_numbers_with_a_ring_where_the_engine_is_wrong():
    """Of the minimal program, with its labels."""
    drawn = redrawn.picture(OVERWRITTEN)
    assert drawn.startswith("<svg")
    assert ">6<" in drawn
    assert f'[data-key="v0"] rect{{stroke:{redrawn.WRONG}' in drawn
    assert drawn.split('class="')[1].split('"')[0] in page([replace(WRONG, findings=(OVERWRITTEN,))])


@pytest.mark.parametrize(
    ("change", "drawn"),
    [
        ({}, True),
        ({"program": None}, False),
        ({"right": 7.0}, False),
        ({"right": "no error", "quantity": "y.backward()"}, True),
        ({"quantity": "y.data", "right": 9.0}, True),
        ({"quantity": "y.value", "right": 9.0}, True),
        ({"quantity": "a.global_grad"}, True),
        ({"quantity": "gradient of a"}, True),
        ({"quantity": "gradient of a", "right": 7.0}, False),
        ({"program": Program({"a": 3.0}, ("y = a",) + ("y = y + a",) * 50)}, False),
        ({"program": Program({"a": -2.0}, ("y = leaky_relu(a)",)), "right": 0.2}, True),
        ({"program": Program({"a": 1.0}, ("y = gelu(a)",)), "right": 1.0829640838457826}, True),
        ({"program": Program({"a": 1.0}, ("y = gelu(a)",)), "right": 1.0833154705876864}, True),
    ],
    ids=str,
)
def test_no_drawing_contradicts_the_report(change, drawn):
    """It is left out where its number is not the one that is called right."""
    assert drawn == bool(redrawn.picture(replace(OVERWRITTEN, **change)))


@pytest.mark.parametrize(
    ("finding", "order", "accumulate"),
    [(OVERWRITTEN, "topological", "overwrite"), (ORDER, "breadth-first", "add")],
    ids=["overwritten", "order"],
)
def test_the_mistaken_sweep_is_shown_step_by_step(finding, order, accumulate):
    """The one that leaves the number that was got."""
    for quantity in (finding.quantity, f"gradient of {finding.quantity[0]}"):
        found = redrawn.mistaken(replace(finding, quantity=quantity))
        assert (order, accumulate) == (found.order, found.accumulate)
    assert "made on purpose, step by step" in page([replace(WRONG, findings=(finding,))])


def test_a_mistake_is_not_told_with_another_one():
    """An engine that overwrites is not said to have a wrong order: u + v is paid as the engine pays it, and in time."""
    program = Program({"a": 0.5, "k": 1.75}, ("u = a*k", "v = sigmoid(a)", "y = u + v"))
    late = replace(OVERWRITTEN, program=program, got=0.2350037122015945, right=1.9850037122015944)
    assert "a*k" in page([replace(WRONG, findings=(late,))]).partition("<details>")[2]
    assert "breadth-first" not in page([replace(WRONG, findings=(late,))])
    program = Program({"x": 2.0}, ("y = x*x", "z = y*y", "out = y + z"))
    early = replace(OVERWRITTEN, program=program, quantity="x.grad", got=2.0, right=36.0)
    assert "<details>" not in page([replace(WRONG, findings=(early,))])


@pytest.mark.parametrize("finding", [replace(OVERWRITTEN, got=4.0), replace(ORDER, got="nothing"), KINK, DEEP])
def test_a_sweep_that_leaves_another_number_is_not_shown(finding):
    """Since it would explain nothing."""
    assert redrawn.mistaken(finding) is None
    assert "made on purpose, step by step" not in page([replace(WRONG, findings=(finding,))])


def test_the_same_report_makes_the_same_page():
    """To the last character."""
    assert page(ALL) == page(ALL)


# --- the source ----------------------------------------------------------------------------------


def test_a_line_is_shown_among_its_neighbours(here):
    """Three before and three after it, without their common indentation, its tabs as blanks."""
    lines = around(OVERWRITTEN.place)
    assert list(range(LINE - 3, LINE + 4)) == [number for number, _ in lines]
    assert (LINE, "        self.grad = other.data * out.grad") in lines
    assert (LINE - 3, 'def_backward = None  # <b>a tab, & "quotes"</b>') in lines
    shown = page([replace(WRONG, findings=(OVERWRITTEN,))])
    assert f"<li class=here><i>{LINE}</i>        self.grad = other.data * out.grad</li>" in shown
    assert html.escape('# <b>a tab, & "quotes"</b>') in shown


def test_a_line_of_a_notebook_is_shown_in_its_cell(here):
    """Cells of code are counted, in both of the formats that there are."""
    cells = [("markdown", "# engine\n"), ("code", "import math\n"), ("code", ["class Value:\n", "    data = 1\n"])]
    four = {"cells": [{"cell_type": kind, "source": source} for kind, source in cells]}
    three = {"worksheets": [{"cells": [{"cell_type": kind, "input": source} for kind, source in cells]}]}
    for notebook in (four, three):
        (here / "nb.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
        assert [(1, "class Value:"), (2, "    data = 1")] == around(Place("nb.ipynb", 2, 2, "data = 1"))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("gone.py", None),
        ("changed.py", b"a\nb\nc\n"),
        ("short.py", b"a\n"),
        ("latin.py", b"\xe9\n\xe9\n"),
        ("coded.py", b"# coding: nonsense\nself.grad = 1\n"),
        ("broken.ipynb", b"{"),
        ("other.ipynb", b"[1, 2]"),
        ("empty.ipynb", b'{"cells": []}'),
    ],
)
def test_a_file_that_is_another_now_shows_only_the_line(here, name, content):
    """The one that was seen when it was examined."""
    if content is not None:
        (here / name).write_bytes(content)
    cell = 1 if name.endswith(".ipynb") else None
    assert [(2, "self.grad = 1")] == around(Place(name, 2, cell, "self.grad = 1"))


# --- JSON and files ------------------------------------------------------------------------------


SCHEMA = json.loads(resources.files("wengert.auditor.report").joinpath("schema.json").read_text(encoding="utf-8"))


def test_json_has_the_form_that_the_schema_describes():
    """What went well, what did not, and numbers that JSON has not."""
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    odd = replace(KINK, got=float("nan"), right=float("-inf"), program=Program({"a": float("inf")}, ("y = relu(a)",)))
    data = json.loads(json.dumps(to_json([*ALL, replace(WRONG, findings=(odd,))], ["notes.py"]), allow_nan=False))
    jsonschema.validate(data, SCHEMA)
    assert ["nan", "-inf"] == [data["audits"][4]["findings"][0][name] for name in ("got", "right")]
    assert "missing-package" == data["audits"][3]["trouble"]["kind"]
    assert ["notes.py"] == data["skipped"]


@pytest.mark.parametrize(
    ("what", "kind", "more"),
    [
        ("audit", Audited, {"score", "ok"}),
        ("finding", Finding, set()),
        ("place", Place, set()),
        ("program", Program, set()),
        ("trouble", Trouble, set()),
    ],
)
def test_the_schema_describes_every_field(what, kind, more):
    """And no other; each is required and has a description or a name."""
    described = SCHEMA["$defs"][what]
    assert {field.name for field in fields(kind)} | more == set(described["properties"]) == set(described["required"])
    assert all("description" in each for each in described["properties"].values())


@pytest.mark.parametrize(("name", "begins"), [("a.html", "<!DOCTYPE html>"), ("a.txt", "Value in"), ("a.json", "{")])
def test_a_report_is_saved_in_the_form_of_its_suffix(here, name, begins):
    """And nothing is left beside it."""
    Audit(WRONG).save(name)
    assert (here / name).read_text(encoding="utf-8").startswith(begins)
    assert {"engine.py", name} == set(os.listdir(here))


def test_a_report_is_saved_in_no_other_form(here):
    """The error names those there are."""
    with pytest.raises(ValueError, match=r"an audit is saved as \.html, \.txt, \.json"):
        Audit(WRONG).save("a.pdf")


def test_an_audit_answers_as_its_data_does():
    """Score, findings and the rest can be asked for, and its repr says the main things."""
    audit = Audit(WRONG)
    assert (54, False, "Value", "engine.py:Value") == (audit.score, audit.ok, audit.name, audit.target)
    assert (WRONG.findings, None, WRONG.to_json()) == (audit.findings, audit.trouble, audit.to_json())
    assert "<audit of engine.py:Value: 54 of 100, 2 defects make numbers wrong, 1 limit, 1 note>" == repr(audit)
    assert "<audit of torchy.py:Value: not examined>" == repr(Audit(TROUBLED))
    assert "<pre" in audit._repr_html_()
