"""Paths: a function that branches has a program for each way through it.

A path is what the function did for one sample, and the guards under which others do the same.  Paths are kept
in a trie of decisions.  Lanes are run on a path; those whose guards did not hold go on below the decision at
which they left, on a path that is known there, or on one that is traced along the first of them.  Each round
settles a lane or follows a decision, so that routing ends where the function does.

Legend: outcomes how a path's decisions came out, in order; prefix the outcomes up to where a lane left.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from wengert.compiler.arguments.forms import Form
from wengert.compiler.columns import Columns
from wengert.compiler.machine import Machine
from wengert.compiler.passes.simplify import simplified
from wengert.compiler.program.build import rolled
from wengert.compiler.program.program import Program
from wengert.compiler.spaces import CONST, INPUT
from wengert.compiler.tracing.conditions import Decision
from wengert.compiler.tracing.tangents import replayed, with_tangents
from wengert.compiler.tracing.trace import Repeat, Trace
from wengert.compiler.tuning import Tuning
from wengert.core import notation
from wengert.core.value import Value

PLAIN, TANGENT = "plain", "tangent"
_DEFAULT = Tuning()
_LONGEST = 80  # characters of a decision


class Path:
    """One way through a function.

    Attributes:
        outcomes: how each decision comes out on it.
        places: where each decision is asked, as `file:line`.
        names: how one gets to each input that is given: `x[3]`.
        trace: what the function did; its outputs are the results and then one node for each decision.
        form: that of what the function returns.
        results: how many numbers it returns.
        captured: Values from outside that it uses.
        ways: shortcuts to it, which count their lanes themselves.
        kept: what others found out about it, under names of their own.
    """

    def __init__(
        self, inputs: Sequence[Value], made: Sequence[Value], form: Form, results: Sequence[Value],
        decisions: Sequence[Decision], names: Callable[[], list[str]], repeats: Sequence[Repeat] = (),
        tuning: Tuning = _DEFAULT,
    ) -> None:  # fmt: skip
        self._names = names
        self.outcomes = tuple([decision.number for decision in decisions])
        self.places = tuple([decision.place for decision in decisions])
        self.form = form
        self.results = len(results)
        self.trace = Trace(made, inputs, [*results, *[decision.node for decision in decisions]], repeats)
        self.captured = self.trace.inputs[self.trace.given :]
        self.ways: list[Any] = []
        self._lanes = 0
        self._tuning = tuning
        self.kept: dict[Any, Any] = {}
        self._variants: dict[str, _Variant] = {}
        self._machines: dict[tuple[str, bytes, bytes], Machine] = {}

    @property
    def lanes(self) -> int:
        """How many lanes took it so far."""
        return self._lanes + sum([int(way.taken) for way in self.ways])

    def took(self, lanes: int) -> None:
        """Count lanes that took it."""
        self._lanes += lanes

    @property
    def names(self) -> list[str]:
        """How one gets to each input: `x[3]`; of Values from outside, their labels."""
        return [*self._names(), *[value.label for value in self.captured]]

    @property
    def conditions(self) -> list[str]:
        """Each decision in words."""
        return [notation.expression(node, _LONGEST) for node in self.replayed()[self.results :]]

    def replayed(self) -> list[Value]:
        """The results and the nodes of the decisions as a graph, its inputs labelled."""
        inputs = zip(self.trace.inputs, self.names, strict=True)
        return replayed(self.trace, [Value(x._data, label=name) for x, name in inputs])

    def variant(self, which: str) -> _Variant:
        """The path's program, or that with tangents."""
        found = self._variants.get(which)
        if found is None:
            columns, results = (self.trace, self.results) if which == PLAIN else (
                with_tangents(self.trace, self.results), 2 * self.results)  # fmt: skip
            found = self._variants[which] = _Variant(columns, results, self.outcomes)
        return found

    def program(self, as_traced: bool = False) -> tuple[Program, list[float]]:
        """Its program, Values from outside as the numbers that they are now; and what its guards have to be.

        Args:
            as_traced: whether the operations are those that the function did, and not what the passes made of them.
        """
        given = self.trace.given
        columns: Columns = self.trace if as_traced else self.variant(PLAIN).columns
        spaces, places = bytearray(columns.spaces), columns.places[:]
        first = len(columns.constants)
        for k, space in enumerate(spaces):
            if space == INPUT and places[k] >= given:
                spaces[k], places[k] = CONST, first + places[k] - given
        constants = columns.constants + array("d", [value._data for value in self.captured])
        outputs = [
            (CONST, first + place - given) if space == INPUT and place >= given else (space, place)
            for space, place in columns.outputs
        ]
        frozen = Columns(columns.codes, columns.starts, spaces, places, constants, given, outputs, columns.repeats)
        return rolled(frozen), list(self.outcomes) if as_traced else self.variant(PLAIN).expected

    @property
    def tiers(self) -> list[str]:
        """By what it is run."""
        return sorted({machine.tier for machine in self._machines.values()})

    def machine(self, which: str, varying: bytes, wanted: bytes) -> Machine:
        """The machine that runs it, made when it is first needed."""
        key = which, varying, wanted
        found = self._machines.get(key)
        if found is None:
            variant = self.variant(which)
            flags = list(map(bool, varying)), list(map(bool, wanted))
            found = Machine(variant.columns, *flags, variant.expected, self._tuning)
            self._machines[key] = found
        return found

    def __repr__(self) -> str:
        said = ", ".join([f"{text} is {spoken(number)}" for text, number in self.decisions()])
        return f"<path: {said or 'no decisions'}; {len(self.trace)} operations; {self.lanes} lanes>"

    def decisions(self) -> list[tuple[str, float]]:
        """Each decision in words, and how it comes out."""
        return list(zip(self.conditions, self.outcomes, strict=True))


class _Variant:
    """Simplified columns of a path, with those guards alone that can fail.

    Attributes:
        guards: which decision each guard is.
        expected: what each guard has to be.
    """

    def __init__(self, columns: Any, results: int, outcomes: Sequence[float]) -> None:
        self.columns = simplified(columns)
        outputs = self.columns.outputs
        kept: dict[tuple[tuple[int, int], float], int] = {}
        for i, (place, number) in enumerate(zip(outputs[results:], outcomes, strict=True)):
            settled = place[0] == CONST and self.columns.constants[place[1]] == number
            if not settled:
                kept.setdefault((place, number), i)
        self.columns.outputs = [*outputs[:results], *[place for place, _ in kept]]
        self.results = results
        self.guards = list(kept.values())
        self.expected = [number for _, number in kept]


class Paths:
    """All paths of a function for arguments of one form.

    Args:
        most: how many are kept.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self._root: dict[float, Any] | Path | None = None
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Path]:
        """In the order of their outcomes: not of their discovery."""
        return _paths(self._root)

    def under(self, prefix: Sequence[float]) -> Path | None:
        """A path that begins with some outcomes; None if there is none yet."""
        branch = self._root
        for number in prefix:
            branch = branch.get(number) if isinstance(branch, dict) else None
            if branch is None:
                return None
        return next(_paths(branch), None)

    def add(self, path: Path) -> bool:
        """Keep a path; False if there are as many as may be."""
        if self._count >= self.most:
            return False
        if not path.outcomes:
            self._root = path
        else:
            if not isinstance(self._root, dict):
                self._root = {}
            branch = self._root
            for number in path.outcomes[:-1]:
                branch = branch.setdefault(number, {})
            branch[path.outcomes[-1]] = path
        self._count += 1
        return True

    def busiest(self) -> str:
        """Where decisions fork most."""
        places: Counter[str] = Counter()
        _forks(self._root, places)
        found = places.most_common(1)
        return found[0][0] if found else "no place"


def _paths(branch: Any) -> Iterator[Path]:
    stack = [branch] if branch is not None else []
    while stack:
        top = stack.pop()
        if isinstance(top, Path):
            yield top
        else:
            stack += [top[number] for number in sorted(top, reverse=True)]


def _forks(branch: Any, places: Counter[str]) -> None:
    """Count for each place how often paths part there."""
    stack = [(branch, 0)]
    while stack:
        top, depth = stack.pop()
        if isinstance(top, dict):
            if len(top) > 1:
                places[next(_paths(top)).places[depth]] += len(top) - 1
            stack += [(part, depth + 1) for part in top.values()]


def spoken(number: float) -> str:
    """How a decision came out, in a word."""
    return {1.0: "true", 0.0: "false"}.get(number, f"{number:g}")
