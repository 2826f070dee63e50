"""What an audit found: defects, each once, and how much of the engine was examined."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from wengert.see.shown import plain

#: wrong: numbers are wrong, or an ordinary computation fails. limit: right only within bounds, of size, of range or of
#: use. note: a habit that harms nothing yet.
Severity = Literal["wrong", "limit", "note"]

#: Points off 100, for each defect of a severity.
COST: dict[Severity, int] = {"wrong": 20, "limit": 5, "note": 1}


@dataclass(frozen=True)
class Place:
    """A line of someone's source.

    Attributes:
        file: as it was named by the user.
        line: counted from 1; in a notebook within the cell.
        cell: of a notebook, counted from 1 over the cells of code; otherwise None.
        text: the line, without the blanks around it.
    """

    file: str
    line: int
    cell: int | None = None
    text: str = ""

    def __str__(self) -> str:
        cell = "" if self.cell is None else f"cell {self.cell}, "
        return f"{self.file}, {cell}line {self.line}"


@dataclass(frozen=True)
class Program:
    """A small computation, with the numbers that go in.

    Attributes:
        inputs: the leaves and their numbers.
        lines: assignments such as `y = a*tanh(b)`; the last one makes the output.
    """

    inputs: dict[str, float]
    lines: tuple[str, ...]

    @property
    def output(self) -> str:
        """The name of what the last line makes."""
        return self.lines[-1].partition("=")[0].strip()


@dataclass(frozen=True)
class Finding:
    """One defect.

    Attributes:
        code: which one; a name of `defects.CATALOGUE`.
        severity: "wrong", "limit" or "note".
        operations: in which operations, as they are written: "+", "tanh"; empty where it belongs to none.
        diagnosis: one or two sentences.
        shown: the smallest program that shows it, line by line, in the words of the engine examined.
        program: the same for wengert, to be drawn and explained; None where it says nothing.
        quantity: what was looked at in it: "a.grad", "y.data".
        got: the number there, or what was raised, in words.
        right: the right number, or what should happen.
        place: the likely line; None if no source is known.
        repair: what to do.
        consequences: what else goes wrong because of it, each in a few words.
    """

    code: str
    severity: Severity
    operations: tuple[str, ...]
    diagnosis: str
    shown: tuple[str, ...]
    program: Program | None
    quantity: str
    got: float | str
    right: float | str
    place: Place | None
    repair: str
    consequences: tuple[str, ...] = ()


@dataclass(frozen=True)
class Trouble:
    """Why a class could not be examined.

    Attributes:
        kind: one word for programs: "syntax", "missing-package", "no-class", "raised", "exit", "time", "memory",
            "crash", "tensor", "no-number", "no-operations", "no-backward", "file".
        text: what was wrong and what to do, for people.
        place: where, if that is known.
    """

    kind: str
    text: str
    place: Place | None = None


@dataclass(frozen=True)
class Audited:
    """The report on one class.

    Attributes:
        target: as it was asked for, "engine.py:Value".
        name: of the class; empty if there was none.
        findings: the worst first.
        right: the operations that were examined and are right in value and gradient.
        absent: the usual operations that the engine does not have.
        usage: how it was used, in its own words: {"make": "Value(2.0)", "gradients": "y.backward()", …}.
        programs: how many programs were run.
        seconds: how long it took.
        trouble: why it could not be examined; None if it was.
        unexamined: operations that could not be examined, each with the reason: they need a line of the file that could
            not be executed.
    """

    target: str
    name: str = ""
    findings: tuple[Finding, ...] = ()
    right: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    usage: dict[str, str] = field(default_factory=dict)
    programs: int = 0
    seconds: float = 0.0
    trouble: Trouble | None = None
    unexamined: dict[str, str] = field(default_factory=dict)

    @property
    def score(self) -> int:
        """100, less 20 for each defect that makes numbers wrong, 5 for each limit, 1 for each note; 0 at least."""
        return 0 if self.trouble else max(0, 100 - sum(COST[finding.severity] for finding in self.findings))

    @property
    def ok(self) -> bool:
        """Whether it could be examined and no number was wrong."""
        return self.trouble is None and all(finding.severity != "wrong" for finding in self.findings)

    def to_json(self) -> dict[str, Any]:
        """The report as JSON can hold it; inf and nan as strings."""
        data: dict[str, Any] = plain({**asdict(self), "score": self.score, "ok": self.ok})
        return data
