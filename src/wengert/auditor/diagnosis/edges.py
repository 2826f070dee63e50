"""Numbers at the edges: far out, where exponentials overflow, and at kinks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wengert.auditor.diagnosis.blame import Blame
from wengert.auditor.diagnosis.draft import Draft, of_operation
from wengert.auditor.diagnosis.evidence import Answer, Evidence, close
from wengert.auditor.diagnosis.rules import Rules
from wengert.auditor.diagnosis.sources import Line
from wengert.auditor.programs.battery import EDGES, key
from wengert.auditor.programs.operations import UNARY

_BY_NAME = {operation.name: operation for operation in UNARY}
_EXPONENTIAL = r"\bexp\b|\be\s*\*\*"
_CONSTANT = r"\de-\d|\beps\w*|\btiny|0\.0+1|\bmax\(|\bclip"


def answers_at(evidence: Evidence, name: str) -> list[Answer]:
    """The answers at one edge."""
    return [evidence["edge", name, k] for k, (other, _, _) in enumerate(EDGES) if other == name]


class Edges:
    """One engine at the edges."""

    def __init__(self, evidence: Evidence, blame: Blame, rules: Rules) -> None:
        self._evidence, self._blame, self._rules = evidence, blame, rules

    def drafts(self) -> Iterator[Draft]:
        """What goes wrong there."""
        for name in (operation.name for operation in UNARY if operation.far):
            bad = next((each for each in answers_at(self._evidence, f"{name} far") if not _survives(each)), None)
            if bad and (self._rules.trusted(name) or (self._value_right(name) and not bad.backwards)):
                yield self._far(name, bad)
        bad = next((each for each in answers_at(self._evidence, "log small") if not _nearly(each)), None)
        if bad and self._has_nearly_right_log():
            yield self._small_log(bad)
        for name in ("softmax", "logsumexp"):
            answers = answers_at(self._evidence, f"{name} far")
            bad = next((each for each in answers if not each.absent and not _value_nearly(each)), None)
            if bad:
                yield self._list(name, bad)
        kink = self._evidence["edge", "relu at 0", 0]
        if self._rules.trusted("relu") and kink.ended and not close(kink.grad("a"), 0.0):
            words = f"The derivative of `relu` at 0 is taken as {kink.grad('a'):g}; the usual convention is 0"
            line = self._comparison(kink) or self._blame.rule("relu({0})", 0, kink)
            yield of_operation("relu-at-zero", _BY_NAME["relu"], words, kink, "a.grad", line)

    def _comparison(self, answer: Answer) -> Line | None:
        """Where relu compares with 0, and takes 0 for more."""
        ran = [*answer.lines("backward"), *answer.lines("forward")]
        own = [each for each in ran if not self._blame.is_common(each)]
        return next(
            (each for each in own if re.search(r">=\s*0|\b0(\.0)?\s*<=|<\s*0", self._evidence.sources.text(each))), None
        )

    def _far(self, name: str, answer: Answer) -> Draft:
        operation, x = _BY_NAME[name], answer.probe.program.inputs["a"]
        if answer.raised:
            line = self._blame.raised(answer, key(operation))
        elif answer.backwards:
            line = self._blame.rule(key(operation), 0)
        else:
            line = self._blame.value(operation, answer, _EXPONENTIAL) or self._blame.value(operation, answer)
        words = (
            f"`{name}` fails at {x:g}, where its value is {answer.truth.data['y']:g}: an exponential in it is too "
            "large for a float"
        )
        quantity = "a.grad" if answer.backwards else "y.data"
        return of_operation("overflow", operation, words.replace("-", "−"), answer, quantity, line)

    def _value_right(self, name: str) -> bool:
        """Whether the values are right at ordinary numbers."""
        answers = [self._evidence["partials", key(_BY_NAME[name]), k] for k in range(3)]
        return all(answer.value_right for answer in answers)

    def _has_nearly_right_log(self) -> bool:
        """Whether log is right at ordinary numbers, or nearly, as with a constant added to its operand."""
        answers = [self._evidence["partials", "log({0})", k] for k in range(3)]
        return all(_value_nearly(each) and close(each.grad("a"), each.truth.grads["a"], 1e-3) for each in answers)

    def _small_log(self, answer: Answer) -> Draft:
        operation, x = _BY_NAME["log"], answer.probe.program.inputs["a"]
        backwards = answer.backwards if answer.raised else _value_nearly(answer)
        if answer.raised:
            line = self._blame.raised(answer, key(operation))
        elif backwards:
            line = self._blame.rule(key(operation), 0)
        else:
            line = self._blame.value(operation, answer, _CONSTANT) or self._blame.value(operation, answer)
        words = f"`log` of the small number {x:g} is wrong: a constant is added to its operand, or it is cut off"
        return of_operation("unstable", operation, words, answer, "a.grad" if backwards else "y.data", line)

    def _list(self, name: str, answer: Answer) -> Draft:
        words = (
            f"`{name}` fails at numbers near 1000: their exponentials are too large for a float, unless the largest "
            "number is subtracted first"
        )
        got = answer.said or answer.data()
        line = self._list_line(name, answer)
        return Draft("unstable", (name,), words, answer.probe, "y.data", got, answer.truth.data["y"], line)

    def _list_line(self, name: str, answer: Answer) -> Line | None:
        sources = self._evidence.sources
        raised, functions = self._blame.raised(answer), sources.methods(name)
        if not functions or (raised and any(sources.contains(each, raised) for each in functions)):
            return raised
        ran = [each for each in answer.lines("forward") if any(sources.contains(f, each) for f in functions)]
        return next((each for each in ran if "exp" in sources.text(each)), functions[0])


def _survives(answer: Answer) -> bool:
    """Whether far out the value is right and so is the gradient, up to what rounds to 0."""
    if answer.absent:
        return True
    if not answer.ended:
        return False
    value, right = answer.data(), answer.truth.data["y"]
    grad = answer.grad("a") or 0.0
    if not isinstance(value, float) or not isinstance(grad, float):
        return False
    return abs(value - right) <= 1e-6 * max(1.0, abs(right)) and abs(grad - answer.truth.grads["a"]) <= 1e-6


def _value_nearly(answer: Answer) -> bool:
    return answer.ended and close(answer.data(), answer.truth.data["y"], 1e-3)


def _nearly(answer: Answer) -> bool:
    if answer.absent or answer.data("a") not in (None, answer.probe.program.inputs["a"]):
        return True  # such a small number does not fit in there
    return _value_nearly(answer) and close(answer.grad("a"), answer.truth.grads["a"], 1e-3)
