"""Which programs are not tried any more: those with an operation that had to be ended again and again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

#: After so many programs that had to be ended their operation is given up.
ENOUGH = 2
UNTRIED = "was not tried, as other programs with its operation had to be ended"

_OPERATION = re.compile(r"[a-z_]\w*(?=\()|\*\*|(?<!\()-|[+*/]")

#: An operation, and whether backward is called.
Use = tuple[str, bool]


def uses(probe: Mapping[str, Any]) -> set[Use]:
    """The operations of a program.

    >>> sorted(uses({"lines": ["u = -tanh(a)", "y = u + b**(-1)"], "sweeps": 0}))
    [('**', False), ('+', False), ('neg', False), ('tanh', False)]
    """
    found = {str(probe["op"])} if "op" in probe else set()
    for line in probe.get("lines", ()):
        text = line.partition("=")[2].strip()
        found.update(["neg"] if text.startswith("-") else [], _OPERATION.findall(text.removeprefix("-")))
    return {(name, bool(probe.get("sweeps", 1))) for name in found}


class Patience:
    """What is known of operations from the programs that ended, and from those that had to be ended.

    Of the operations of a program that had to be ended, those are suspected with which no program ever ended; one
    that was alone in it is at fault, whatever it does with other numbers.

    >>> patience, tanh = Patience(), {"lines": ["y = tanh(a)"]}
    >>> patience.note(tanh, "time"), patience.note(tanh, "time"), patience.given_up({"lines": ["y = tanh(a) + b"]})
    (None, None, 'time')
    """

    def __init__(self) -> None:
        self._ended: set[Use] = set()
        self._lost: dict[Use, list[str]] = {}
        self._at_fault: set[Use] = set()

    def note(self, probe: Mapping[str, Any], lost: str = "") -> None:
        """Take notice of a program.

        Args:
            probe: the program.
            lost: how it was, in one word; empty if it ended.
        """
        found = uses(probe)
        if not lost:
            self._ended |= found | {(name, False) for name, _ in found}
            for use in found - self._at_fault:
                self._lost.pop(use, None)
            return
        found |= {(name, True) for name, _ in found}  # what is lost without a sweep is lost with it
        self._at_fault |= found if len({name for name, _ in found}) == 1 else set()
        for use in found & self._at_fault or found - self._ended:
            self._lost.setdefault(use, []).append(lost)

    def given_up(self, probe: Mapping[str, Any]) -> str:
        """How others with an operation of this program were lost, if it need not be tried; empty if it should be.

        The first program with nothing but that operation is always tried: it shows the defect best.
        """
        found = uses(probe)
        for use in sorted(found):
            if len(self._lost.get(use, ())) >= ENOUGH and (len(found) > 1 or use in self._at_fault):
                return self._lost[use][-1]
        return ""
