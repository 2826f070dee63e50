"""Plain numbers as operands: on the right of an operator, and on the left, where Python asks for reflected methods."""

from __future__ import annotations

import math
from collections.abc import Iterator

from wengert.auditor.diagnosis.blame import Blame
from wengert.auditor.diagnosis.draft import Draft, of_operation
from wengert.auditor.diagnosis.evidence import Answer, Evidence, close
from wengert.auditor.diagnosis.rules import Rules
from wengert.auditor.diagnosis.sources import Line
from wengert.auditor.programs.battery import key
from wengert.auditor.programs.operations import BINARY, POWER, POWERS, Operation

_METHODS = {"+": "add", "-": "sub", "*": "mul", "/": "truediv", "**": "pow"}


class Numbers:
    """Plain numbers in one engine."""

    def __init__(self, evidence: Evidence, blame: Blame, rules: Rules) -> None:
        self._evidence, self._blame, self._rules = evidence, blame, rules
        self._present = {key(operation) for operation in evidence.present}

    def drafts(self) -> Iterator[Draft]:
        """What is wrong with them."""
        refused: list[tuple[Operation, Answer]] = []
        for operation in BINARY:
            if operation.name not in self._evidence.engine["operators"]:
                continue
            bad = self._bad(operation, "right")
            if bad and bad.said:
                refused.append((operation, bad))
                continue
            trusted = self._rules.trusted(operation.name)
            if bad and trusted:
                yield self._constant(operation, bad)
            left = self._bad(operation, "left")
            plain = self._evidence["partials", key(operation), 0]
            if left and (left.said or (trusted and not bad) or (plain.value_right and not left.value_right)):
                yield self._reflected(operation, left)
        if any(key(power) in self._present for power in POWERS) and self._takes_exponents():
            left = self._bad(POWER, "left")
            if left:
                yield self._reflected(POWER, left)
        if refused:
            yield self._refused(refused)

    def _bad(self, operation: Operation, side: str) -> Answer | None:
        answers = [self._evidence["number", key(operation), side, n] for n in (3, 2.5)]
        return next((answer for answer in answers if not answer.right), None)

    def _takes_exponents(self) -> bool:
        """Whether a Value may be an exponent: if not, a number on the left is the same defect."""
        return all(self._evidence["partials", key(POWER), k].right for k in range(len(POWER.points)))

    def _refused(self, refused: list[tuple[Operation, Answer]]) -> Draft:
        operation, answer = refused[0]
        names = ", ".join(f"`{each.name}`" for each, _ in refused)
        line = self._blame.raised(answer, key(operation)) or self._blame.entry(key(operation))
        words = f"Plain numbers are refused as operands of {names}"
        draft = of_operation("numbers-refused", operation, words, answer, "y.data", line)
        draft.operations = tuple(each.name for each, _ in refused)
        draft.keys = tuple(key(each) for each, _ in refused)
        return draft

    def _constant(self, operation: Operation, answer: Answer) -> Draft:
        value = not answer.value_right
        words = (
            f"With a plain number as second operand `{operation.name}` gives a wrong "
            f"{'value' if value else 'gradient'}, "
            "with a Value of the same number the right one"
        )
        line = self._own_line(operation, answer, value)
        return of_operation("constant-gradient", operation, words, answer, "y.data" if value else "a.grad", line)

    def _own_line(self, operation: Operation, answer: Answer, value: bool) -> Line | None:
        """A line that runs with a number and not with a Value; else the rule."""
        plain = self._evidence["partials", key(operation), 0]
        known = {*plain.lines("forward"), *plain.lines("backward")}
        for phase in ("forward",) if value else ("backward", "forward"):
            own = [line for line in answer.lines(phase) if line not in known and not self._blame.is_common(line)]
            if own:
                return own[-1]
        return self._blame.value(operation, answer) if value else self._blame.rule(key(operation), 0, answer)

    def _reflected(self, operation: Operation, answer: Answer) -> Draft:
        method = f"__r{_METHODS[operation.name]}__"
        if answer.raised and answer.backwards and not answer.raised["frames"]:
            return self._no_value(operation, answer, method)
        if not answer.said:
            return self._wrong_reflected(operation, answer, method)
        text = answer.probe.program.lines[0].partition("=")[2].strip()
        words = f"A plain number on the left of `{operation.name}` fails: `{text}`"
        if answer.said.startswith("TypeError"):
            words += f" needs the method {method}" + (", and so does sum()" if operation.name == "+" else "")
        sources = self._evidence.sources
        reached = bool(answer.raised and answer.raised["frames"])
        lines = (sources.methods(method) if reached else []) or sources.methods(f"__{_METHODS[operation.name]}__")
        line = lines[-1] if lines else self._blame.entry(key(operation))
        return of_operation("missing-reflected", operation, words, answer, "y.data", line)

    def _no_value(self, operation: Operation, answer: Answer, method: str) -> Draft:
        text = answer.probe.program.lines[0].partition("=")[2].strip()
        words = (
            f"A plain number on the left of `{operation.name}` gives a plain number: the gradient of `{text}` is lost"
        )
        lines = self._evidence.sources.methods(method)
        ran = [each for each in answer.lines("forward") if lines and self._evidence.sources.contains(lines[-1], each)]
        line = ran[-1] if ran else lines[-1] if lines else None
        draft = of_operation("wrong-reflected", operation, words, answer, "a.grad", line)
        draft.got = "no gradient"
        return draft

    def _wrong_reflected(self, operation: Operation, answer: Answer, method: str) -> Draft:
        value = not answer.value_right
        n = 3 if "3" in answer.probe.program.lines[0] else 2.5
        a = answer.probe.program.inputs["a"]
        turned = {"-": a - n, "/": a / n, "**": a**n}.get(operation.name, math.nan)
        how = ", with the operands exchanged" if value and close(answer.data(), turned) else ""
        words = (
            f"A plain number on the left of `{operation.name}` gives a wrong {'value' if value else 'gradient'}{how}"
        )
        own = [each for each in answer.functions() if each not in self._blame.functions(key(operation))]
        lines = self._evidence.sources.methods(method) or own[:1]
        line = lines[-1] if lines else self._blame.entry(key(operation))
        ran = [each for each in answer.lines("forward") if line and self._evidence.sources.contains(line, each)]
        where = ran[-1] if ran else line
        return of_operation("wrong-reflected", operation, words, answer, "y.data" if value else "a.grad", where)
