"""What came out of the programs, held against the truth."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import Any

from wengert.auditor.diagnosis.sources import Line, Sources
from wengert.auditor.inside.patience import UNTRIED
from wengert.auditor.programs.battery import Probe, Purpose, key
from wengert.auditor.programs.operations import OPERATIONS, Operation
from wengert.auditor.programs.truth import Truth, true

#: How far numbers may be from the right ones, as a part of these; constants of gelu are often written with six digits.
CLOSE = 2e-5


def close(found: Any, right: float, part: float = CLOSE) -> bool:
    """Whether a number is the right one; no gradient counts as 0."""
    if found is None:
        return right == 0.0
    if not isinstance(found, (int, float)):
        return False
    return found == right or (found != found and right != right) or abs(found - right) <= part * max(abs(right), 1e-6)


class Answer:
    """What came of one program."""

    def __init__(self, probe: Probe, told: dict[str, Any], truth: Truth) -> None:
        self.probe, self.told, self.truth = probe, told, truth

    @property
    def absent(self) -> bool:
        """Whether an operation in it is not there, or was given up before it came to this program."""
        return "absent" in self.told or self.told.get("text") == UNTRIED

    @property
    def raised(self) -> dict[str, Any] | None:
        """The exception that ended it."""
        found: dict[str, Any] | None = self.told.get("raised")
        return found

    @property
    def lost(self) -> str:
        """How it took the process with it; empty if it did not."""
        return str(self.told.get("text", "")) if "lost" in self.told and not self.absent else ""

    @property
    def said(self) -> str:
        """In words why it did not come to its end; empty if it did."""
        if self.raised:
            return f"{self.raised['type']}: {self.raised['text']}"
        return "TypeError" if self.absent else self.lost

    @property
    def backwards(self) -> bool:
        """Whether it is the gradient that is wrong: it was raised by backward, or the value is right."""
        if self.raised:
            return bool(self.raised["phase"] == "backward")
        return isinstance(self.data(), float) and close(self.data(), self.truth.data[self.probe.out], 1e-6)

    @property
    def ended(self) -> bool:
        """Whether it came to its end."""
        return not (self.absent or self.raised or self.lost or "data" not in self.told)

    def data(self, name: str = "") -> Any:
        """A number that was made; the output's if no name is given."""
        return self.told.get("data", {}).get(name or self.probe.out)

    def grad(self, name: str = "a", sweep: int = 0) -> Any:
        """The gradient that an input got."""
        grads = self.told.get("grads", [])
        return grads[sweep].get(name) if sweep < len(grads) else None

    @property
    def value_right(self) -> bool:
        """Whether all numbers that were computed are right."""
        return all(
            close(self.data(name), x) for name, x in self.truth.data.items() if name not in self.probe.program.inputs
        )

    def grad_right(self, name: str) -> bool:
        """Whether the gradient of an input is right."""
        return close(self.grad(name), self.truth.grads[name])

    @property
    def right(self) -> bool:
        """Whether it came to its end and every number is right."""
        return self.ended and self.value_right and all(map(self.grad_right, self.truth.grads))

    def writes(self, of: str, is_it: Callable[[str], bool], phase: str = "backward") -> list[Line]:
        """The lines that changed an attribute, in their order.

        Args:
            of: the name of an input, or of another number of the program.
            is_it: tells by its name whether an attribute is meant.
            phase: "forward" or "backward".
        """
        found = self.told.get(phase, {}).get("writes", [])
        return [(each["line"][0], each["line"][1]) for each in found if each["of"] == of and is_it(each["what"])]

    def lines(self, phase: str) -> list[Line]:
        """The lines that ran, each once."""
        return [(file, line) for file, line in self.told.get(phase, {}).get("lines", [])]

    def times(self, line: Line | None) -> int:
        """How often a line ran in backward."""
        told = self.told.get("backward", {})
        pairs = zip(told.get("lines", []), told.get("times", []), strict=True)
        return next((times for (file, number), times in pairs if (file, number) == line), 0)

    def functions(self) -> list[Line]:
        """The functions that the forward pass entered, by file and first line."""
        return [(file, line) for file, line in self.told.get("forward", {}).get("functions", [])]


class Evidence:
    """All answers of one engine.

    Attributes:
        engine: how it is used; what `Engine.facts` of the child tells.
        imports: packages that its file imports.
        sources: its text.
    """

    def __init__(
        self,
        engine: dict[str, Any],
        imports: list[str],
        sources: Sources,
        listed: Sequence[Probe],
        told: dict[Any, dict[str, Any]],
    ) -> None:
        self.engine, self.imports, self.sources = engine, imports, sources
        self.special = {name: answer for name, answer in told.items() if isinstance(name, str)}
        self._told = {probe.purpose: (probe, told.get(place, {})) for place, probe in enumerate(listed)}
        self._answers: dict[Purpose, Answer] = {}

    def __getitem__(self, purpose: Purpose) -> Answer:
        if purpose not in self._answers:
            probe, told = self._told[purpose]
            truth = true(probe.program, probe.out, self.slope, self.gelu)
            self._answers[purpose] = Answer(probe, told, truth)
        return self._answers[purpose]

    def all(self, first: str) -> list[Answer]:
        """The answers of one kind."""
        return [self[purpose] for purpose in self._told if purpose[0] == first]

    @functools.cached_property
    def present(self) -> list[Operation]:
        """The operations that the engine has."""
        known = {*self.engine["operators"], *self.engine["functions"]}
        found = [operation for operation in OPERATIONS if operation.name in known]
        return [each for each in found if not self._gives_no_node(self._told["partials", key(each), 0][1])]

    def _gives_no_node(self, told: dict[str, Any]) -> bool:
        """Whether an operation is absent, or gives a plain number as abs and float do: that is nothing to derive."""
        raised = told.get("raised")
        return "absent" in told or bool(raised and not raised["frames"] and "y" not in told.get("data", {}))

    @functools.cached_property
    def left_out(self) -> dict[str, str]:
        """Operations that miss a name which the file makes in a line that could not be executed, with that name."""
        answers = {operation.name: self._told["partials", key(operation), 0][1] for operation in OPERATIONS}
        return {name: told["left out"] for name, told in answers.items() if "left out" in told}

    @functools.cached_property
    def slope(self) -> float:
        """Of its leaky_relu, below 0."""
        y = self._told["partials", "leaky_relu({0})", 1][1].get("data", {}).get("y")
        return y / -0.75 if isinstance(y, float) and 0.0 < -y < 0.75 else 0.01

    @functools.cached_property
    def gelu(self) -> str:
        """Which of its two forms gelu is meant to be: the nearer one."""
        probe, told = self._told["partials", "gelu({0})", 2]
        y = told.get("data", {}).get("y")
        if not isinstance(y, float):
            return "gelu"
        return min(("gelu", "gelu_tanh"), key=lambda form: abs(true(probe.program, gelu=form).data["y"] - y))

    @property
    def backward_name(self) -> str:
        """The name of the method or function that sweeps."""
        return str(self.engine["backward"]).rpartition(";")[2].strip().removeprefix("{0}.").partition("(")[0]

    @property
    def data_name(self) -> str:
        """The attribute of numbers."""
        return str(self.engine["data"])

    @property
    def grad_name(self) -> str:
        """The attribute of gradients; empty where they are returned."""
        return str(self.engine["grad"])
