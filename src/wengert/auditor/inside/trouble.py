"""Why a class cannot be examined, said by the child."""

from __future__ import annotations

from typing import Any


class Trouble(Exception):
    """A reason to stop, for programs and for people.

    Args:
        kind: one word; `findings.Trouble` lists them.
        text: what was wrong, what was got and what to do.
        place: the line, as `Source.place` gives it; None if there is none.

    >>> Trouble("exit", "the file calls exit()").to_json()
    {'kind': 'exit', 'text': 'the file calls exit()', 'place': None}
    """

    def __init__(self, kind: str, text: str, place: dict[str, Any] | None = None) -> None:
        super().__init__(text)
        self.kind, self.text, self.place = kind, text, place

    def to_json(self) -> dict[str, Any]:
        """What is sent to the parent."""
        return {"kind": self.kind, "text": self.text, "place": self.place}
