"""What reports say in the same words on every surface: titles, counts, numbers side by side."""

from __future__ import annotations

import re
from collections.abc import Iterable

from wengert.auditor.defects import CATALOGUE
from wengert.auditor.findings import Audited, Finding, Severity
from wengert.see.names import UNKNOWN, figure, printable

#: Digits to be tried until two numbers can be told apart; 17 tell any two.
DIGITS = (4, 6, 8, 10, 12, 15, 17)

#: How many of a severity: of one, of several.
COUNTED: dict[Severity, tuple[str, str]] = {
    "wrong": ("defect makes numbers wrong", "defects make numbers wrong"),
    "limit": ("limit", "limits"),
    "note": ("note", "notes"),
}


def count(findings: Iterable[Finding], severity: Severity) -> int:
    """How many findings have a severity."""
    return sum(finding.severity == severity for finding in findings)


def counts(findings: Iterable[Finding]) -> str:
    """How much was found: `2 defects make numbers wrong, 1 limit, 3 notes`."""
    numbers = [(count(findings := tuple(findings), severity), words) for severity, words in COUNTED.items()]
    said = [f"{number} {words[number > 1]}" for number, words in numbers if number]
    return ", ".join(said) or "no defect was found"


def title(finding: Finding) -> str:
    """The name of a defect, and the operations that have it: `gradient overwritten (*, tanh)`."""
    known = CATALOGUE.get(finding.code)
    words = known.title if known else finding.code.replace("-", " ")
    return plain(f"{words} ({', '.join(finding.operations)})" if finding.operations else words)


def headline(audited: Audited) -> str:
    """Which class of which file: `Value in engine.py`."""
    place, _, name = audited.target.rpartition(":") if audited.name else (audited.target, "", "")
    if not audited.name:
        return plain(audited.target)
    return plain(f"{audited.name} in {place if name == audited.name and place else audited.target}")


def figures(audited: Audited) -> list[str]:
    """The numbers of a class in a table: its score, and how many defects of each severity."""
    if audited.trouble:
        return [UNKNOWN] * (1 + len(COUNTED))
    return [str(x) for x in (audited.score, *(count(audited.findings, severity) for severity in COUNTED))]


def worst(audited: Audited) -> str:
    """What to say of a class in a line of a table: its worst defect, or why it could not be examined."""
    if audited.trouble:
        return plain(f"not examined: {re.split('[.;]( |$)', audited.trouble.text)[0]}")
    return title(audited.findings[0]) if audited.findings else UNKNOWN


def used(audited: Audited) -> dict[str, str]:
    """How a class was used, and how much it was made to compute."""
    usage = {key: plain(words) for key, words in audited.usage.items() if words}
    attributes = {key: f".{usage[key]}" for key in ("data", "gradient") if usage.get(key, "returned") != "returned"}
    spelled = " · ".join(dict.fromkeys({**usage, **attributes}.values()))
    run = f"{audited.programs} program{'s' * (audited.programs != 1)} in {audited.seconds:.1f} s"
    return {"used as": spelled, "ran": run} if spelled else {"ran": run}


def lists(audited: Audited) -> dict[str, list[str]]:
    """The operations that are in no finding, by why they are not; none where there are none."""
    unexamined = [f"{name} ({why})" for name, why in audited.unexamined.items()]
    named = {"Right": [*audited.right], "Absent": [*audited.absent], "Not examined": unexamined}
    return {head: operations for head, operations in named.items() if operations}


def side_by_side(got: float | str, right: float | str) -> tuple[str, str]:
    """Two numbers, or words, in as few digits as tell them apart.

    >>> side_by_side(0.5, -2.0), side_by_side(0.761594, 0.761600)
    (('0.5', '−2'), ('0.761594', '0.7616'))
    """
    if isinstance(got, str) or isinstance(right, str):
        return _said(got), _said(right)
    for digits in DIGITS:
        first, second = (f"{x:.{digits}g}".replace("-", "−") for x in (got, right))
        if first != second:
            return first, second
    return figure(got), figure(right)


def _said(x: float | str) -> str:
    return plain(x) if isinstance(x, str) else figure(x)


def plain(text: str) -> str:
    """Someone's text on one line, with its tabs as blanks, unable to do anything to a terminal."""
    return printable(" ".join(text.expandtabs(4).splitlines()))
