"""What is known of a compiled function, to read."""

from __future__ import annotations

from typing import Any

from wengert.compiler.arguments.calls import Call, Signature
from wengert.compiler.tracing.paths import Path, spoken
from wengert.compiler.tracing.specialised import Specialised

_SHOWN = 60  # lines of a path's program


class Report:
    """A function's paths, and what each computes, loops as loops.

    Attributes:
        paths: for each path a dict: `decisions`, `lanes`, `operations` (of the trace), `steps` (after the passes),
            `static` (loops not unrolled), `program` (a `Program`).
    """

    def __init__(self, name: str, signature: Signature, found: Specialised, call: Call) -> None:
        self.name = name
        self._parameters = [
            f"{parameter}: {form.count} number{'s' * (form.count != 1)}"
            for parameter, form in zip(signature.names, call.forms, strict=True)
        ]
        self.paths = [_of(path) for path in found.paths]

    def __str__(self) -> str:
        lines = [f"{self.name}({', '.join(self._parameters)})"]
        count = len(self.paths)
        lines.append(f"{count} path{'s' * (count != 1)}")
        for i, path in enumerate(self.paths):
            lines.append("")
            lines.append(f"path {i + 1}: {path['lanes']} lanes")
            lines += [f"    {decision}" for decision in path["decisions"]]
            traced, steps, static = path["operations"], path["steps"], path["static"]
            lines.append(f"    {traced} operations traced, {steps} after the passes, {static} written")
            lines += [f"    run by {tier}" for tier in path["tiers"]]
            text = path["program"].text().splitlines()
            lines += [f"    {line}" for line in text[:_SHOWN]]
            if len(text) > _SHOWN:
                lines.append(f"    … {len(text) - _SHOWN} lines more: report.paths[{i}]['program'].text()")
        return "\n".join(lines)

    def __repr__(self) -> str:
        return str(self)


def _of(path: Path) -> dict[str, Any]:
    program, _ = path.program()
    pairs = zip(path.decisions(), path.places, strict=True)
    decisions = [f"{text} is {spoken(number)}, at {place}" for (text, number), place in pairs]
    return {
        "decisions": decisions,
        "lanes": path.lanes,
        "operations": len(path.trace),
        "steps": program.steps,
        "static": program.static,
        "program": program,
        "tiers": path.tiers,
    }

