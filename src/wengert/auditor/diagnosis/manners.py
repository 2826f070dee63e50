"""What an engine does to what it is given: operands, labels, constants, numbers that change later."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from wengert.auditor.diagnosis.blame import Blame
from wengert.auditor.diagnosis.draft import Draft, of_engine, of_operation
from wengert.auditor.diagnosis.evidence import Answer, Evidence, close
from wengert.auditor.diagnosis.rules import Rules
from wengert.auditor.diagnosis.sources import Line
from wengert.auditor.programs.battery import KEYS, key
from wengert.auditor.programs.operations import POWER, Operation


class Manners:
    """The habits of one engine."""

    def __init__(self, evidence: Evidence, blame: Blame, rules: Rules) -> None:
        self._evidence, self._blame, self._rules = evidence, blame, rules
        self._sources = evidence.sources

    # Operands

    def on_operand(self) -> tuple[frozenset[str], Draft | None]:
        """The operations that a use without a part in the output changes, and the defect."""
        found: dict[str, Draft] = {}
        for operation in self._evidence.present:
            for slot in range(operation.arity):
                alone = self._rules.partial(operation, slot)
                answer = self._evidence["unused", key(operation), slot]
                if alone is None or not answer.ended or close(answer.grad("a"), alone) or operation.name in found:
                    continue
                words = (
                    "The local derivative is kept on the operand, where the operand's next use replaces it: a use that "
                    "has no part in the output changes the gradient"
                )
                draft = of_engine("local-on-operand", words, answer, "a.grad", self._kept(answer))
                draft.right = alone
                found[operation.name] = draft
        return frozenset(found), next(iter(found.values()), None)

    def _kept(self, answer: Answer) -> Line | None:
        """The line that wrote anything but the number into the operand, on the way forward."""
        known = {self._evidence.data_name, self._evidence.grad_name}
        return next(iter(answer.writes("a", lambda name: name not in known, "forward")), None)

    def _changed(self, answer: Answer, of: str, phase: str) -> list[Line]:
        """The lines that changed a number."""
        return answer.writes(of, self._evidence.data_name.__eq__, phase)

    def operands_changed(self) -> Iterator[Draft]:
        """Operations that change the numbers of their operands."""
        for operation in self._evidence.present:
            answer = self._evidence["forward", key(operation)]
            changed = [name for name, x in answer.probe.program.inputs.items() if not close(answer.data(name), x)]
            if answer.ended and changed:
                lines = self._changed(answer, changed[0], "forward")
                line = lines[0] if lines else self._blame.value(operation, answer)
                words = (
                    f"`{operation.name}` changes the number of its operand: all that was or will be computed with it "
                    "is mixed up"
                )
                yield of_operation("operand-changed", operation, words, answer, f"{changed[0]}.data", line)

    def inputs_changed(self) -> Draft | None:
        """Whether backward changes the numbers of the inputs."""
        for operation in self._evidence.present:
            answer = self._evidence["partials", key(operation), 0]
            after = answer.told.get("after", {})
            changed = [name for name, x in after.items() if answer.ended and not close(x, answer.data(name))]
            if changed:
                words = "backward changes the numbers of its inputs; that is a step of training, and belongs elsewhere"
                line = next(iter(self._changed(answer, changed[0], "backward")), None)
                x = answer.probe.program.inputs[changed[0]]
                return Draft(
                    "operand-changed", (), words, answer.probe, f"{changed[0]}.data", after[changed[0]], x, line
                )
        return None

    def in_place(self) -> Iterator[Draft]:
        """`a += b` where a has been used already."""
        for op, method in (("+", "__iadd__"), ("*", "__imul__")):
            for low in ("a + b", "a*b"):
                answer = self._evidence["in place", op, low]
                wrong = [name for name in answer.truth.grads if not answer.grad_right(name)]
                if not answer.ended or not wrong or close(answer.data("u"), answer.truth.data["u"]):
                    continue
                lines = self._changed(answer, "u", "forward")[-1:] or self._sources.methods(method)
                words = (
                    f"`{op}=` changes the number of a Value that others were computed from: these keep the old number, "
                    "and later gradients mix both"
                )
                draft = of_engine("in-place-operator", words, answer, f"{wrong[0]}.grad", lines[0] if lines else None)
                draft.operations = (op,)
                yield draft
                break

    def same(self, known: Sequence[Draft]) -> tuple[frozenset[str], list[Draft]]:
        """Operations that know an operand once which they have twice, but for those that a known defect explains.

        Returns:
            The operations that lose one in a set or dict; the defects.
        """
        blamed = {name for draft in known for name in draft.operations}
        keys = {name for draft in known for name in draft.keys}
        lost: dict[str, Draft] = {}
        found: list[Draft] = []
        for operation in self._evidence.present:
            if operation.arity != 2 or operation is POWER or operation.name in blamed:
                continue
            answer = next((each for each in self._with_itself(operation) if not each.grad_right("a")), None)
            if answer is None or self._blame.below(key(operation)) & keys:
                continue
            if self._evidence.engine["operands kind"] in ("set", "dict") or answer.told.get("operands") == 1:
                lost[operation.name] = self._lost_in_container(answer)
            else:
                words = (
                    f"`{operation.name}` of a Value with itself loses one of its two shares of the gradient: one "
                    "replaces the other"
                )
                line = self._blame.rule(key(operation), 0)
                found.append(of_operation("overwritten-gradient", operation, words, answer, "a.grad", line))
        return frozenset(lost), [*list(lost.values())[:1], *found]

    def _with_itself(self, operation: Operation) -> list[Answer]:
        answers = [self._evidence["same", key(operation), x] for x in (3.0, 0.75)]
        return [answer for answer in answers if answer.ended and answer.value_right]

    def _lost_in_container(self, answer: Answer) -> Draft:
        words = (
            f"The operands are kept in a {self._evidence.engine['operands kind']}, which holds each only once: of a "
            "with itself only one use is known, and one of its two shares of the gradient is lost"
        )
        draft = of_engine("operands-in-set", words, answer, "a.grad", self._container_line())
        draft.severity = "wrong"
        return draft

    def container(self) -> Draft | None:
        """Whether operands are kept in a set, without harm so far."""
        if self._evidence.engine["operands kind"] not in ("set", "dict"):
            return None
        for op in "+*":
            answer = self._evidence["same", KEYS[op], 3.0]
            if answer.ended and answer.told.get("operands") == 1:
                kind, text = self._evidence.engine["operands kind"], answer.probe.program.lines[0].partition("=")[2]
                words = (
                    f"The operands of a node are kept in a {kind}, which loses their order and repeats: of{text} "
                    "only one edge is left to be drawn"
                )
                line = self._container_line()
                return Draft("operands-in-set", (), words, answer.probe, "operands of y", "1", "2", line)
        return None

    def _container_line(self) -> Line | None:
        """Where the container of the operands is made."""
        name = re.escape(self._evidence.engine["operands"])
        patterns = (
            rf"\b{name}\b.*=.*(set\(|dict\(|\{{)", r"\bset\(|frozenset\(", rf"\b{name}\b\s*(:.*)?=", r"\{.*:.*\}",
        )  # fmt: skip
        return next(filter(None, map(self._sources.search, patterns)), None)

    # Constants and later changes

    def shared_state(self) -> Draft | None:
        """Whether Values share the default of a parameter, or a program gives other numbers the second time."""
        shared = self._evidence.engine["shared"]
        if shared:
            name, line = shared["parameter"], shared["line"]
            words = (
                f"All Values share one default of the parameter `{name}`, which Python makes only once, and operations "
                "change it: what is put into one Value is in all"
            )
            got, right, place = "one for all Values", "a new one for each", (line[0], line[1])
            return Draft("shared-state", (), words, None, f"default of {name}", got, right, place)
        for op in "+*":
            first, later = self._evidence["partials", KEYS[op], 0], self._evidence["repeated", op]
            for letter in later.probe.program.inputs:
                same = first.data() == later.data() and first.grad(letter) == later.grad(letter)
                if not first.ended or not later.told or later.absent or (later.ended and same):
                    continue
                words = (
                    "A program gives another result after others have run: Values share something that should be each "
                    "one's own, such as a list that is a parameter's default"
                )
                draft = of_engine("shared-state", words, later, f"{letter}.grad", self._shared_line())
                draft.right = first.grad(letter)
                return draft
        return None

    def _shared_line(self) -> Line | None:
        """Where a default is made once for all calls, or something is kept by the class."""
        patterns = (
            r"def .*=\s*(\[\]|\{\}|set\(\)|list\(\)|dict\(\))",
            r"\b(lru_)?cache\b",
            r"^\s+\w+\s*(:.*)?=\s*(\[\]|\{\}|set\(\))",
        )
        return next(filter(None, map(self._sources.search, patterns)), None)

    def untouched(self) -> Draft | None:
        """Whether an input that has no part in the output gets a gradient."""
        for answer in self._evidence.all("untouched"):
            if answer.ended and not close(answer.grad("c"), 0.0):
                words = "An input that has no part in the output has a gradient: gradients do not start at 0"
                grad = re.escape(self._evidence.grad_name or "grad")
                line = self._sources.search(rf"\b{grad}\b\s*(:.*)?=")
                return of_engine("constant-gradient", words, answer, "c.grad", line)
        return None

    def late(self) -> Draft | None:
        """Whether a number that is changed after the forward pass gets into the gradients."""
        found = [(operation, slot) for operation in self._evidence.present for slot in range(operation.arity)
                 if self._reads_late(operation, slot)]  # fmt: skip
        keys = {key(operation) for operation, _ in found}
        found = [
            (operation, slot) for operation, slot in found if not self._blame.below(key(operation)) & keys
        ] or found
        if not found:
            return None
        operation, slot = found[0]
        answer = self._evidence["late", key(operation), slot]
        name = self._reached(answer)[0]
        names = tuple(dict.fromkeys(operation.name for operation, _ in found))
        listed, read = ", ".join(f"`{each}`" for each in names), "reads" if len(names) == 1 else "read"
        words = (
            f"{listed} {read} the operands' numbers when the gradient is computed, not when the value was: if one was "
            "changed in between, old and new numbers are mixed"
        )
        line = self._blame.rule(key(operation), list(answer.probe.program.inputs).index(name))
        draft = of_engine("data-read-late", words, answer, f"{name}.grad", line)
        draft.operations, draft.change = names, dict(answer.probe.options["change"])
        return draft

    def _reads_late(self, operation: Operation, slot: int) -> bool:
        answer = self._evidence["late", key(operation), slot]
        trusted = operation is not POWER and self._rules.trusted(operation.name)
        return trusted and answer.ended and bool(self._reached(answer))

    def _reached(self, answer: Answer) -> list[str]:
        """The inputs whose gradients are not those of the numbers that the value was computed from."""
        return [name for name in answer.probe.program.inputs if not answer.grad_right(name)]

    # Names, clearing, drawing

    def labels(self) -> Draft | None:
        """Whether results carry the label of an operand."""
        for operation in self._evidence.present:
            answer = self._evidence["forward", key(operation)]
            label = answer.told.get("label")
            if label in answer.probe.program.inputs:
                read = rf"\.{re.escape(self._evidence.engine['label'])}\b(?!\s*=[^=])"
                lines = [line for line in answer.lines("forward") if re.search(read, self._sources.text(line))]
                line = lines[-1] if lines else self._blame.value(operation, answer)
                words = "A result carries the label of an operand: two different nodes then have one name"
                own = "none, or one of its own"
                return Draft("label-from-operand", (), words, answer.probe, "label of y", str(label), own, line)
        return None

    def clearing(self, adds_up: bool, entry: Line | None) -> Draft | None:
        """Whether gradients can be cleared, where they add up."""
        if self._evidence.engine["returns"] or self._evidence.engine["clear"] or not adds_up:
            return None
        words = (
            "Gradients add up from one backward to the next, and nothing was found here that clears them, such as a "
            "method zero_grad()"
        )
        right = "gradients cleared before each backward"
        return Draft("no-zero-grad", (), words, None, "zero_grad()", "none found", right, entry)

    def drawing(self) -> Draft | None:
        """Whether drawings need the program `dot`."""
        packages = {"graphviz", "pydot", "pygraphviz"}
        line = self._sources.search(rf"^\s*(from|import)\s+({'|'.join(packages)})\b")
        if line is None and not packages & set(self._evidence.imports):
            return None
        words = "Drawings need the program `dot` of Graphviz, which pip does not install"
        return Draft("needs-dot", (), words, None, "drawing", "needs dot", "works with what pip installs", line)
