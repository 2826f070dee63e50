"""A defect that is suspected: what a finding is made of, while causes and consequences are still being told apart."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from wengert.auditor.diagnosis.evidence import Answer
from wengert.auditor.diagnosis.sources import Line
from wengert.auditor.findings import Severity
from wengert.auditor.programs.battery import Probe, key
from wengert.auditor.programs.operations import Operation


@dataclass
class Draft:
    """A defect.

    Attributes:
        code: which one.
        operations: in which operations, as findings call them.
        words: the diagnosis.
        probe: the program that shows it; None where none does.
        quantity: what was looked at: "a.grad", "y.data", or words.
        got: the number there, or words.
        right: the right one.
        line: the likely line.
        keys: the operations' keys.
        severity: if it is not the catalogue's.
        consequences: what else goes wrong because of it.
        sweeps: how often backward is called in the program.
        change: numbers that are put into inputs between forward and backward.
    """

    code: str
    operations: tuple[str, ...]
    words: str
    probe: Probe | None
    quantity: str
    got: Any
    right: Any
    line: Line | None
    keys: tuple[str, ...] = ()
    severity: Severity | None = None
    consequences: list[str] = field(default_factory=list)
    sweeps: int = 1
    change: dict[str, float] = field(default_factory=dict)


def of_operation(
    code: str, operation: Operation, words: str, answer: Answer, quantity: str, line: Line | None
) -> Draft:
    """A defect of one operation, with the numbers of the answer that shows it."""
    got, right = found(answer, quantity)
    return Draft(code, (operation.name,), words, answer.probe, quantity, got, right, line, (key(operation),))


def of_engine(code: str, words: str, answer: Answer, quantity: str, line: Line | None) -> Draft:
    """A defect that belongs to no operation, with the numbers of the answer that shows it."""
    got, right = found(answer, quantity)
    return Draft(code, (), words, answer.probe, quantity, got, right, line)


def found(answer: Answer, quantity: str) -> tuple[Any, float]:
    """What stands in an answer for "a.grad" or "y.data": the number or exception got, and the right number."""
    name, _, part = quantity.partition(".")
    right = (answer.truth.grads if part == "grad" else answer.truth.data)[name]
    if answer.said:
        return answer.said, right
    got = answer.grad(name) if part == "grad" else answer.data(name)
    return (0.0 if got is None and part == "grad" else got), right
