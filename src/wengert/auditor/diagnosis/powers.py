"""Powers: at 0, of negative numbers, and with a Value as exponent."""

from __future__ import annotations

from collections.abc import Iterator

from wengert.auditor.diagnosis.blame import Blame
from wengert.auditor.diagnosis.draft import Draft, of_operation
from wengert.auditor.diagnosis.edges import answers_at
from wengert.auditor.diagnosis.evidence import Answer, Evidence
from wengert.auditor.programs.battery import key
from wengert.auditor.programs.operations import POWER, POWERS

_POWER = r"\*\*|\bpow\(|\bexp\("


class Powers:
    """The powers of one engine."""

    def __init__(self, evidence: Evidence, blame: Blame) -> None:
        self._evidence, self._blame = evidence, blame
        present = {key(operation) for operation in evidence.present}
        self._have = [power for power in POWERS if key(power) in present]
        self._right = bool(self._have) and all(blame.trusted(power) for power in self._have)

    def drafts(self) -> Iterator[Draft]:
        """What goes wrong with them; what follows from a defect named already is left out."""
        if not self._have:
            return
        zero = self._first_bad("pow zero")
        if zero:
            yield self._at(zero, "pow-zero")
        negative = self._first_bad("pow negative")
        fraction = answers_at(self._evidence, "pow fraction")[0]
        if negative:
            yield self._at(negative, "pow-negative-base")
        elif isinstance(fraction.data(), str) and "complex" in fraction.data():
            words = (
                "A negative base with a fractional exponent gives a complex number, with which everything after goes on"
            )
            line = self._value_line(fraction)
            draft = of_operation("pow-negative-base", POWERS[0], words, fraction, "y.data", line)
            draft.right = "nan, or an exception"
            yield draft
        exponent = self._exponent(negative is not None)
        if exponent:
            yield exponent

    def _first_bad(self, edge: str) -> Answer | None:
        answers = answers_at(self._evidence, edge)
        return next(
            (each for each in answers if not each.absent and not each.right and (self._right or each.raised)), None
        )

    def _value_line(self, answer: Answer) -> tuple[str, int] | None:
        return self._blame.value(self._have[0], answer, _POWER) or self._blame.value(self._have[0])

    def _at(self, answer: Answer, code: str) -> Draft:
        program = answer.probe.program
        text = program.lines[0].partition("=")[2].strip().replace("a", f"{program.inputs['a']:g}").replace("-", "−")
        name = key(self._have[0])
        if answer.raised:
            line = self._blame.raised(answer, "" if answer.backwards else name)
        else:
            line = self._blame.rule(name, 0, answer) if answer.backwards else self._value_line(answer)
        if code == "pow-zero":
            words = (
                f"`**` fails at the base 0 ({text}): the rule n*a**(n − 1) divides by zero or multiplies 0 by inf, "
                f"where the derivative is {answer.truth.grads['a']:g}"
            )
        else:
            base, _, exponent = text.partition("**")
            words = f"`**` fails for a negative base: ({base})**{exponent} has a value and a derivative"
        return of_operation(code, self._have[0], words, answer, "a.grad" if answer.backwards else "y.data", line)

    def _exponent(self, negative_fails: bool) -> Draft | None:
        """A Value as exponent."""
        answers = [self._evidence["partials", key(POWER), k] for k in range(len(POWER.points))]
        bad = next((answer for answer in answers if not answer.right), None)
        if bad is None:
            mixed = answers_at(self._evidence, "pow mixed")[0]
            if negative_fails or (mixed.ended and mixed.grad_right("a")):
                return None
            return self._of_exponent(mixed, "The rule for a Value as exponent fails for a negative base", "a")
        if bad.said:
            return self._of_exponent(bad, "A Value as exponent is not supported: `a**b` fails", "a")
        if not self._right:
            return None  # the same rule, wrong already with a plain exponent
        if not bad.grad_right("b"):
            words = "A Value as exponent gets a wrong gradient: the derivative of `a**b` by b is `a**b*log(a)`"
            return self._of_exponent(bad, words, "b")
        return self._of_exponent(bad, "With a Value as exponent, value or gradient are wrong", "a")

    def _of_exponent(self, answer: Answer, words: str, name: str) -> Draft:
        first = key(self._have[0])
        if answer.raised:
            line = self._blame.raised(answer, first)
        else:
            line = self._blame.written(answer, name) or self._blame.written(answer, "a")
            if line is None or self._blame.is_common(line):
                line = self._blame.rule(key(POWER), "ab".index(name), answer) or self._blame.rule(first, 0)
        return of_operation("pow-value-exponent", POWER, words, answer, f"{name}.grad", line)
