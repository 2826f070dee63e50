"""Engines whose derivatives are differences: what goes wrong in these."""

from __future__ import annotations

from collections.abc import Iterator

from wengert.auditor.diagnosis.draft import Draft, of_engine
from wengert.auditor.diagnosis.evidence import Answer, Evidence, close
from wengert.auditor.diagnosis.sources import Line
from wengert.auditor.programs.battery import KEYS

#: Errors below this part are those of any difference.
SMALL = 1e-7

_STEP = r"(h|eps\w*|epsilon|delta|d|dx|step|nudge)"


class Differences:
    """The differences of one engine; of one that sweeps there is nothing to say."""

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        self._function = next(iter(evidence.sources.methods(evidence.backward_name)), None)

    def drafts(self) -> Iterator[Draft]:
        """What is wrong with them."""
        if not self._evidence.engine["returns"]:
            return
        nudged = self._nudged()
        if nudged:
            yield nudged
        squares = [self._evidence["same", KEYS["*"], x] for x in (3.0, 0.75)]
        if all(answer.ended and isinstance(answer.grad("a"), float) for answer in squares):
            errors = [answer.grad("a") - answer.truth.grads["a"] for answer in squares]
            if abs(errors[0]) > SMALL and abs(errors[1] - errors[0]) < 1e-3 * abs(errors[0]) + 1e-9:
                yield self._one_sided(squares[0], abs(errors[0]))

    def _nudged(self) -> Draft | None:
        answer = self._evidence["partials", KEYS["*"], 0]
        for name, x in answer.probe.program.inputs.items():
            after = answer.told.get("after", {}).get(name, x)
            if answer.ended and not close(after, x, 1e-15):
                words = (
                    "The derivative is taken by nudging its input, which is left nudged: the next derivative is "
                    "taken at another point"
                )
                line = self._search(rf"\.\w+\s*(=|\+=)[^=].*\b{_STEP}\b")
                return Draft("nudged-input", (), words, answer.probe, f"{name}.data", after, x, line)
        return None

    def _one_sided(self, answer: Answer, error: float) -> Draft:
        words = f"The derivative is a one-sided difference: of a*a it is off by {error:.3g}, as much as the step"
        line = self._search(rf"\)\s*/\s*\w+|/\s*{_STEP}\b")
        return of_engine("one-sided-difference", words, answer, "a.grad", line)

    def _search(self, pattern: str) -> Line | None:
        function = self._function
        if function is None:
            return None
        sources = self._evidence.sources
        return sources.search(pattern, lambda line: sources.contains(function, line)) or function
