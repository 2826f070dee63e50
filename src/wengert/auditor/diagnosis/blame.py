"""Which line of the source a defect stands in, and which operation's code that is.

Lines that run for most operations belong to none of them: the sweep, the constructor, helpers.  What runs for
one operation alone is its rule; and of that, the line that wrote the gradient, or else the last one before.
"""

from __future__ import annotations

import collections
import functools
import re

from wengert.auditor.diagnosis.evidence import Answer, Evidence
from wengert.auditor.diagnosis.sources import Line
from wengert.auditor.programs.battery import key
from wengert.auditor.programs.operations import Operation

#: A line that runs for this part of the operations is nobody's own.
COMMON = 0.6


class Blame:
    """Who owns which line, in one engine."""

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        self._sources = evidence.sources
        self._single = {key(op): evidence["partials", key(op), 0] for op in evidence.present}

    @functools.cached_property
    def _common(self) -> set[Line]:
        """The lines that most operations run, `**` counting once."""
        counts: collections.Counter[Line] = collections.Counter()
        names: set[str] = set()
        for operation in self._evidence.present:
            answer = self._single[key(operation)]
            if operation.name in names or not answer.ended:
                continue
            names.add(operation.name)
            counts.update({*answer.lines("forward"), *answer.lines("backward")})
        most = max(2.0, COMMON * len(names))
        return {line for line, count in counts.items() if count >= most}

    @functools.cached_property
    def _common_functions(self) -> set[Line]:
        counts: collections.Counter[Line] = collections.Counter()
        names: set[str] = set()
        for operation in self._evidence.present:
            if operation.name not in names:
                names.add(operation.name)
                counts.update(set(self._single[key(operation)].functions()))
        return {f for f, count in counts.items() if count >= max(2.0, COMMON * len(names))}

    def functions(self, operation_key: str) -> list[Line]:
        """The functions that an operation enters, without those that most do."""
        return [f for f in self._single[operation_key].functions() if f not in self._common_functions]

    def entry(self, operation_key: str) -> Line | None:
        """The function that stands for an operation: the first that is its own."""
        found = self.functions(operation_key) or self._single[operation_key].functions()
        return found[0] if found else None

    @functools.cached_property
    def uses(self) -> dict[str, set[str]]:
        """Which other operations an operation is made of."""
        found: dict[str, set[str]] = {name: set() for name in self._single}
        own = {name: set(self.functions(name)) for name in self._single}
        for one in found:
            for other in found:
                first, second = self.entry(one), self.entry(other)
                if one == other or first == second or second is None or not own[other]:
                    continue
                tail = own[other] - {second} or own[other]
                inside = tail <= own[one] and first not in own[other] and len(own[one]) > len(own[other])
                if second in own[one] or (inside and self._nodes(one) > 1 and not self._same_name(one, other)):
                    found[one].add(other)
        return found

    def _nodes(self, operation_key: str) -> int:
        """How many nodes an operation makes; 0 where that is not known."""
        return int(self._single[operation_key].told.get("inner") or 0)

    def _same_name(self, one: str, other: str) -> bool:
        names = {key(operation): operation.name for operation in self._evidence.present}
        return names[one] == names[other]

    def below(self, operation_key: str) -> set[str]:
        """All operations that have a part in one."""
        found: set[str] = set()
        waiting = [operation_key]
        while waiting:
            for other in self.uses[waiting.pop()]:
                if other not in found:
                    found.add(other)
                    waiting.append(other)
        return found - {operation_key}

    def owner(self, line: Line | None) -> set[str]:
        """The operations in whose own functions a line stands, the narrowest."""
        if line is None:
            return set()
        best: int | None = None
        owners: set[str] = set()
        for name in self._single:
            for function in self.functions(name)[:1]:
                span = self._sources.span(function)
                if function[0] == line[0] and span and span[0] <= line[1] <= span[1]:
                    size = span[1] - span[0]
                    if best is None or size < best:
                        best, owners = size, set()
                    if size == best:
                        owners.add(name)
        return owners

    def count(self) -> int:
        """How many operations there are, `**` counting once."""
        return len({operation.name for operation in self._evidence.present})

    def common_write(self) -> Line | None:
        """The line that writes gradients for several operations, if there is one."""
        lines = [self.written(answer, "a") for answer in self._single.values()]
        return next((line for line in lines if line is not None and self.is_common(line)), None)

    def is_common(self, line: Line) -> bool:
        """Whether most operations run a line."""
        return line in self._common

    def written(self, answer: Answer, of: str) -> Line | None:
        """The line that wrote an input's gradient last."""
        writes = answer.writes(of, self._evidence.grad_name.__eq__)
        return writes[-1] if writes else None

    def rule(self, operation_key: str, slot: int, answer: Answer | None = None) -> Line | None:
        """Where an operation's derivative by an operand is computed."""
        answer = answer or self._single[operation_key]
        of = "ab"[slot]
        line = self.written(answer, of)
        if line is not None and not self.is_common(line):
            return self._computed(line, answer) or line
        back = [each for each in answer.lines("backward") if not self.is_common(each)]
        forth = [each for each in answer.lines("forward") if not self.is_common(each)]
        own = [each for each in forth if self._in_entry(operation_key, each)]
        if not any(re.search(r"[-+*/]|\(\s*\w+\s*,", self._without_calls(each)) for each in own):
            own = forth  # the operator hands on to a function of its own
        back = [each for each in back if each not in forth] or [
            each for each in back if "lambda" in self._sources.text(each)
        ]
        if back:
            named = [each for each in back if self._names_operand(each, slot)]
            return self._best(named or back, slot)
        return self._best(own, slot) or self.entry(operation_key)

    def _computed(self, line: Line, answer: Answer) -> Line | None:
        """Of a line that only stores a name, the one that computed it."""
        stored = re.search(r"=\s*([A-Za-z_]\w*)\s*$", self._sources.text(line).split("#")[0])
        if stored is None:
            return None
        ran = [*answer.lines("forward"), *answer.lines("backward")]
        found = [
            each
            for each in ran
            if each[0] == line[0]
            and each != line
            and not self.is_common(each)
            and re.search(rf"\b{stored[1]}\b\s*(,\s*\w+\s*)*[-+*/]?=[^=]", self._sources.text(each))
        ]
        near = [each for each in found if abs(each[1] - line[1]) < 30]
        return near[-1] if near else None

    def _in_entry(self, operation_key: str, line: Line) -> bool:
        entry = self.entry(operation_key)
        span = self._sources.span(entry) if entry else None
        return bool(entry and span and entry[0] == line[0] and span[0] <= line[1] <= span[1])

    def _without_calls(self, line: Line) -> str:
        """A line without its `def`, and without the names of operators that it hands on."""
        return re.sub(r"\bdef\b.*|isinstance\(.*|[\"'].*?[\"']", "", self._sources.text(line).split("#")[0])

    def _names_operand(self, line: Line, slot: int) -> bool:
        text = self._sources.text(line)
        names = (
            r"\b(self|a|left|lhs|x|first|args?\[0\]|operands?\[0\])\b",
            r"\b(other|b|right|rhs|y|o|second|args?\[1\]|operands?\[1\])\b",
        )
        return bool(re.search(names[slot], text))

    def _best(self, lines: list[Line], slot: int) -> Line | None:
        """Of some lines the one where the local derivative of an operand is written."""
        for line in lines:
            function = next(self._sources.around(line), None)
            parameters = [arg.arg for arg in function.args.args] if function else []
            text = self._sources.text(line)
            if slot < len(parameters) and re.search(rf"\(\s*{parameters[slot]}\s*,", text):
                return line
        return lines[-1] if lines else None

    def value(self, operation: Operation, answer: Answer | None = None, hint: str = "") -> Line | None:
        """Where an operation's value is computed: the first line of its own that computes."""
        answer = answer or self._single[key(operation)]
        own = [each for each in answer.lines("forward") if self._in_entry(key(operation), each)]
        own = own or [each for each in answer.lines("forward") if not self.is_common(each)]
        if hint:
            return next((each for each in own if re.search(hint, self._sources.text(each).split("#")[0])), None)
        computing = [each for each in own if re.search(r"[-+*/]|\w\(", self._without_calls(each))]
        return next(iter(computing or own), None) or self.entry(key(operation))

    def raised(self, answer: Answer, operation_key: str = "") -> Line | None:
        """Where an exception came from: where it arose, or in the operation that called the one in which it did."""
        frames = (answer.raised or {}).get("frames", [])
        if not frames:
            return None
        entry = self.entry(operation_key) if operation_key in self._single and self.below(operation_key) else None
        for file, line, first in frames:
            if entry and (file, first) == entry:
                return file, line
        return frames[-1][0], frames[-1][1]

    def trusted(self, operation: Operation) -> bool:
        """Whether an operation is right when it stands alone."""
        return all(self._evidence["partials", key(operation), k].right for k in range(len(operation.points)))

    def writes_itself(self, operation_key: str) -> bool:
        """Whether the line that writes the gradient is the operation's own."""
        line = self.written(self._single[operation_key], "a")
        return line is not None and operation_key in self.owner(line)
