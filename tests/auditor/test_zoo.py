"""The zoo: engines with planted defects, each marked in its line, and what an audit says of them.

`tests/zoo/README.md` has the markers' form.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import NamedTuple

import pytest

import wengert as wg

ZOO = Path(__file__).parent.parent / "zoo"
ENGINES = sorted(path.name for path in ZOO.iterdir() if path.suffix in (".py", ".ipynb"))

#: So many lines a place may be off.
NEAR = 2


class Planted(NamedTuple):
    """A defect as its marker says it."""

    code: str
    operations: tuple[str, ...]
    cell: int | None
    line: int


def planted(path):
    """The defects that an engine's markers name."""
    if path.suffix == ".ipynb":
        cells = [cell for cell in json.loads(path.read_text("utf-8"))["cells"] if cell["cell_type"] == "code"]
        texts = [(number, "".join(cell["source"])) for number, cell in enumerate(cells, 1)]
    else:
        texts = [(None, path.read_text("utf-8"))]
    found = []
    for cell, text in texts:
        for number, line in enumerate(text.split("\n"), 1):
            marker = re.search(r"# defect: (\S+) ?(.*)$", line)
            if marker:
                found.append(Planted(marker[1], tuple(marker[2].split()), cell, number))
    return found


def compare(findings, wanted):
    """What is false, missed or far off, in words; nothing if all is named rightly."""
    wrong, left = [], list(wanted)
    for finding in findings:
        names = set(finding.operations)
        fitting = [each for each in left if each.code == finding.code and not names ^ set(each.operations or names)]
        if not fitting:
            wrong.append(f"false: {finding.code} {finding.operations} at {finding.place}: {finding.diagnosis}")
            continue
        left.remove(fitting[0])
        place = finding.place
        if place is None or place.cell != fitting[0].cell or abs(place.line - fitting[0].line) > NEAR:
            wrong.append(f"{finding.code} is in line {fitting[0].line}, not {place}")
    return wrong + [f"missed: {each}" for each in left]


@pytest.mark.parametrize("name", ENGINES)
def test_every_planted_defect_is_found_and_nothing_else(name):
    """Codes, operations and lines are those of the markers, without a false alarm."""
    path = ZOO / name
    audit = wg.audit(path)
    assert audit.trouble is None
    assert [] == compare(audit.findings, planted(path))


def test_the_zoo_is_large():
    """At least 45 engines: ten with several defects, five without any."""
    counts = [len(planted(ZOO / name)) for name in ENGINES]
    assert len(counts) >= 45 and sum(count > 1 for count in counts) >= 10 and counts.count(0) >= 5


def test_the_zoo_has_every_defect():
    """Each code of the catalogue is planted somewhere."""
    from wengert.auditor.defects import CATALOGUE

    assert set(CATALOGUE) == {each.code for name in ENGINES for each in planted(ZOO / name)}


def test_the_comparison_sees_what_is_missed_and_what_is_false():
    """The comparison itself fails where it should."""
    findings = wg.audit(ZOO / "za02_scalar_methods.py").findings
    wanted = planted(ZOO / "za02_scalar_methods.py")
    assert [] == compare(findings, wanted)
    assert 1 == len(compare([], wanted)) == len(compare(findings, []))
    assert 1 == len(compare(findings, [wanted[0]._replace(line=wanted[0].line + NEAR + 1)]))
    assert 2 == len(compare(findings, [wanted[0]._replace(operations=("exp",))]))
