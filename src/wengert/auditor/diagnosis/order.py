"""How an engine sweeps: in which order its nodes pay, how often, and what is left for a second time."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterator, Sequence

from wengert.auditor.diagnosis.blame import Blame
from wengert.auditor.diagnosis.draft import Draft, of_engine
from wengert.auditor.diagnosis.evidence import Answer, Evidence, close
from wengert.auditor.diagnosis.rules import Rules
from wengert.auditor.diagnosis.sources import Line
from wengert.auditor.diagnosis.sweeps import (
    MISTAKES,
    RIGHT,
    Habits,
    Mistake,
    Small,
    path_shares,
    small,
    sweep,
    topological_orders,
)
from wengert.auditor.programs.battery import KEYS, LENGTHS

#: Families of graphs, and the operations in them: which are right decides what graphs say about the sweep.
_FAMILIES = {"+": {"+"}, "*": {"*"}, "+*": {"+", "*"}, "-*": {"-", "*"}}
_OPERATIONS = ("+", "*", "-")


class Order:
    """The sweep of one engine.

    Args:
        evidence: what came out.
        blame: whose lines are whose.
        rules: the operations by themselves.
        habits: what is known of how they pass gradients on.
        spoiled: operations that are wrong by themselves; graphs with these say nothing of the sweep.
    """

    def __init__(self, evidence: Evidence, blame: Blame, rules: Rules, habits: Habits, spoiled: set[str]) -> None:
        self._evidence, self._blame, self._habits = evidence, blame, habits
        usable = {name for name in _OPERATIONS if rules.trusted(name) and name not in spoiled}
        single = {name for name in usable if not blame.below(KEYS[name])}
        self.families = _within(single) or _within(usable)
        if {"+", "*"} & set(self.families):  # many engines make a - b of two nodes
            self.families = [family for family in self.families if family != "-*"]
        self._seen = [a for a in evidence.all("sweep") if a.probe.purpose[1] in self.families and not a.absent]

    def sweep(self) -> Draft | None:
        """The mistake in the order, if there is one."""
        graphs = [(answer, small(answer.probe.program)) for answer in self._seen if answer.ended and answer.value_right]
        wrong = [(answer, graph) for answer, graph in graphs
                 if not answer.right and not self._is_possible(answer, graph)]  # fmt: skip
        if not wrong:
            return None
        worst = min(
            (answer for answer, _ in wrong), key=lambda answer: (self._size(answer), answer.probe.purpose[1] != "+")
        )
        if all(self._last_path_stays(answer, graph) for answer, graph in graphs):
            words = "backward goes along every path by itself, and sets gradients to its share: the last one stays"
            return self._draft("overwritten-gradient", words, worst, self._blame.common_write() or self._visit_line())
        for mistake in MISTAKES:
            if mistake.name == "output last" and self._pays_once(worst):
                continue  # with the same numbers: the others never pay
            if all(self._explains(mistake, answer, graph) for answer, graph in graphs):
                return self._draft(mistake.code, mistake.words, worst, self._line(mistake))
        return self._by_payments(worst, graphs)

    def _size(self, answer: Answer) -> int:
        return len(answer.probe.program.lines)

    def _is_possible(self, answer: Answer, graph: Small) -> bool:
        """Whether some right order gives these numbers, with what is known of the operations."""
        if self._explains(RIGHT, answer, graph):
            return True
        if not self._habits.replaces:
            return False
        orders = itertools.islice(topological_orders(graph), 2000)
        return any(self._follows(order, answer, graph) for order in orders)

    def _explains(self, mistake: Mistake, answer: Answer, graph: Small) -> bool:
        return any(self._matches(answer, sweep(graph, mistake, self._habits, turned)) for turned in (False, True))

    def _last_path_stays(self, answer: Answer, graph: Small) -> bool:
        """Whether every input has the share of one path alone, the last or the first."""
        return any(self._matches(answer, path_shares(graph, turned)) for turned in (False, True))

    def _some_order_explains(self, answer: Answer, graph: Small) -> bool:
        """Whether the nodes, each once, pay in some order that gives these numbers."""
        inner = [place for place, node in enumerate(graph.nodes) if node.operands]
        return any(self._follows(order, answer, graph) for order in itertools.permutations(inner))

    def _follows(self, order: Sequence[int], answer: Answer, graph: Small) -> bool:
        mistake = Mistake("", "", "", lambda graph, turned: order)
        return self._matches(answer, sweep(graph, mistake, self._habits, False))

    def _matches(self, answer: Answer, grads: dict[str, float]) -> bool:
        return all(close(answer.grad(name), x) for name, x in grads.items())

    def _by_payments(self, worst: Answer, graphs: list[tuple[Answer, Small]]) -> Draft:
        """What is told by how often nodes pay, where no known mistake explains everything."""
        for answer, graph in graphs:
            due, paid = self._due(graph), self._paid(answer)
            twice = any(len(set(node.operands)) < len(node.operands) for node in graph.nodes)  # may count as one
            if paid is None or paid == due or answer.right or twice:
                continue
            few = "some nodes never pass their gradient on: what lies below them gets none"
            if paid < due:
                return self._draft("never-visited", few, answer, self._visit_line())
            return self._draft(
                "visited-twice", "some nodes pass their gradient on more than once", answer, self._visit_line()
            )
        if all(self._some_order_explains(answer, graph) for answer, graph in graphs):
            words = (
                "every node passes its gradient on once, but some before all nodes that use them have given them theirs"
            )
            line = self._evidence.sources.search(r"\bsorted\(|\.sort\(|heapq\.", self._is_of_sweep)
            return self._draft("wrong-order", words, worst, line or self._visit_line())
        words = "nodes do not pass their gradients on in an order in which every node comes after all that use it"
        return self._draft("wrong-order", words, worst, self._visit_line())

    def _pays_once(self, answer: Answer) -> bool:
        """Whether only one node is seen to pay, of several."""
        return self._paid(answer) == 1.0 < self._due(small(answer.probe.program))

    def _due(self, graph: Small) -> int:
        """How many nodes should pay."""
        return sum(bool(node.operands) for node in graph.nodes)

    def _paid(self, answer: Answer) -> float | None:
        """How many nodes have paid: how often the rules' lines ran, where a single node runs each some times."""
        text = "".join(answer.probe.program.lines)
        each: dict[Line | None, int] = {}
        for name in (op for op in _OPERATIONS if op in text):
            alone = self._evidence["partials", KEYS[name], 0]
            line = self._blame.written(alone, "a") or self._blame.rule(KEYS[name], 0)
            each[line] = alone.times(line)
        if not all(each.values()):
            return None
        return sum(answer.times(line) / single for line, single in each.items())

    def _draft(self, code: str, words: str, answer: Answer, line: Line | None) -> Draft:
        names = [name for name in answer.probe.program.inputs if not answer.grad_right(name)] or ["a"]
        return of_engine(code, words[0].upper() + words[1:], answer, f"{names[0]}.grad", line)

    # Lines

    def _line(self, mistake: Mistake) -> Line | None:
        if mistake.code == "visited-twice":
            name = re.escape(self._evidence.backward_name)
            call = self._evidence.sources.search(rf"(?<!def )\b{name}\(", self._is_of_sweep)
            if call and self._is_recursive():  # every node asks its operands by itself
                return call
        if mistake.name == "breadth-first":
            growing = self._evidence.sources.growing_loop(self._is_of_sweep)
            if growing and not self._evidence.sources.search(_POPS, self._is_of_sweep):
                return growing
        for pattern in _PATTERNS.get(mistake.name, ()):
            anywhere = pattern.startswith("def ")  # a method that the sweep calls by an operator
            found = self._evidence.sources.search(
                pattern, (lambda line: True) if anywhere else self._is_of_sweep, last=pattern in _LOOPS
            )
            if found:
                return found
        return self._visit_line()

    def _is_recursive(self) -> bool:
        """Whether backward is called more than once for a single operation."""
        entry, answer = self.entry(), self._evidence["partials", KEYS["+"], 0]
        inside = [line for line in answer.lines("backward") if entry and self._evidence.sources.contains(entry, line)]
        return bool(inside) and answer.times(inside[0]) > 1

    def _visit_line(self) -> Line | None:
        for pattern in _VISITS:
            found = self._evidence.sources.search(pattern, self._is_of_sweep)
            if found:
                return found
        return self.entry()

    def _is_of_sweep(self, line: Line) -> bool:
        return line in self.lines

    @functools.cached_property
    def lines(self) -> set[Line]:
        """The lines that run in backward, for whatever graph."""
        found: set[Line] = set()
        for op in "+*":
            answer = self._evidence["partials", KEYS[op], 0]
            found |= {line for line in answer.lines("backward") if line not in answer.lines("forward")}
        for answer in self._seen:
            found |= {line for line in answer.lines("backward") if self._blame.is_common(line)}
        return found

    def entry(self) -> Line | None:
        """Where backward is defined."""
        return next(iter(self._evidence.sources.methods(self._evidence.backward_name)), None)

    # More than once

    def again(self) -> Draft | None:
        """Whether a second backward starts afresh."""
        for answer in self._twice():
            for name in answer.probe.program.inputs:
                first, second = answer.grad(name) or 0.0, answer.grad(name, 1) or 0.0
                if not isinstance(first, float) or not isinstance(second, float):
                    continue
                if not close(second, first) and not close(second, 2 * first):
                    words = (
                        "Gradients of inner nodes are still there when backward is called again, and are passed on "
                        "once more: an input then gets neither the same gradient nor twice as much"
                    )
                    return self._stale(
                        words, answer, name, second, f"{first:g}, or {2 * first:g} if gradients are meant to add up"
                    )
        return None

    def _twice(self) -> list[Answer]:
        return [a for a in self._evidence.all("again") if a.probe.purpose[1] in self.families and a.ended]

    def shared(self) -> Draft | None:
        """Whether the backward of a second output starts afresh."""
        for answer in self._evidence.all("two outputs"):
            if answer.probe.purpose[1] not in self.families or not answer.ended or self._habits.replaces:
                continue
            for name in ("a", "b"):
                second, first, total = answer.truth.grads[name], answer.grad(name, 0), answer.grad(name, 1)
                if not isinstance(first, float) or not isinstance(total, float):
                    continue
                if close(total, first):
                    continue  # the first backward has taken the graph apart
                if not close(total, second) and not close(total, first + second):
                    words = (
                        "The gradient of a node that two outputs share is still there from the first one's "
                        "backward, and is passed on once more in the second one's"
                    )
                    return self._stale(
                        words,
                        answer,
                        name,
                        total,
                        f"{second:g}, or {first + second:g} if gradients are meant to add up",
                    )
        return None

    def _stale(self, words: str, answer: Answer, name: str, got: float, right: str) -> Draft:
        line = self._seed_line()
        draft = Draft("stale-gradients", (), words, answer.probe, f"{name}.grad", got, right, line)
        draft.sweeps = 2
        return draft

    def adds_up(self) -> bool:
        """Whether a second backward leaves other gradients in the inputs."""
        for answer in self._twice()[:1]:
            return any(
                not close(answer.grad(name, 1), answer.grad(name) or 0.0) for name in answer.probe.program.inputs
            )
        return False

    def _seed_line(self) -> Line | None:
        """Where the output's gradient is set to 1."""
        grad = re.escape(self._evidence.grad_name or "grad")
        for pattern in (rf"{grad}\s*(:\s*\w+\s*)?=\s*(1(\.0*)?|\w+)\s*$", rf"{grad}\s*\+?=", r"\b1(\.0*)?\b"):
            line = self._evidence.sources.search(pattern, self._is_of_sweep)
            if line:
                return line
        return self.entry()

    def unseeded(self) -> Draft:
        """backward that does not set the output's gradient to 1."""
        names = [name for name in _OPERATIONS if self._evidence["partials", KEYS[name], 0].ended]
        answer = self._evidence["unseeded", names[0]]
        words = "backward does not set the output's gradient to 1: all gradients stay 0 unless it is set by hand before"
        return of_engine("missing-seed", words, answer, "a.grad", self._first_pay())

    def _first_pay(self) -> Line | None:
        """Where the output's gradient should be set to 1: before the loop that goes through the nodes."""
        entry, text = self.entry(), self._evidence.sources.text
        loops = [line for line in sorted(self.lines) if re.match(r"\s*(for|while)\b", text(line))]
        within = [line for line in loops if entry and self._evidence.sources.contains(entry, line)]
        return within[-1] if within else entry

    # Size

    def length(self) -> Draft | None:
        """How long a chain may be."""
        for op in ("+", "*"):
            told = self._evidence.special.get(f"chain {op}", {})
            raised = told.get("raised")
            how = "the graph is walked by recursion, one call for each node"
            if raised and raised["type"] == "RecursionError":
                at, often = told["fails at"], raised["often"]
                words = f"A chain of {at} operations is too long: {how}, and Python's limit is 1000"
                line = (often[0], often[1]) if often else None
                times = f"{at} times y = y {op} a"
                return Draft("recursion-limit", (), words, None, times, "RecursionError", "no limit", line)
            if told.get("lost") == "crash":
                words = f"A long chain of operations ends the Python process: {how}"
                times = f"up to {LENGTHS[-1]} times y = y {op} a"
                return Draft("recursion-limit", (), words, None, times, told["text"], "no limit", self.entry())
        return None

    def work(self) -> Draft | None:
        """Whether the work grows with the number of paths."""
        for op in ("+", "*"):
            told = self._evidence.special.get(f"doubling {op}", {})
            counts = told.get("counts", [])
            if told.get("lost") != "time" and (len(counts) < 3 or counts[2] <= 8 * counts[1]):
                continue
            words = (
                "The gradient is passed on along every path by itself, and there are twice as many paths with each "
                "node that is used twice: 30 of them take hours"
            )
            got = f"{counts[2]} lines run" if counts else "no end"
            right = "work for 12 nodes"
            line = self._paths_line()
            return Draft("exponential-time", (), words, None, "12 times y = y + y, backward", got, right, line)
        return None

    def _paths_line(self) -> Line | None:
        for pattern in (
            r"\.(append|extend|appendleft|push|put)\(",
            r"backward\w*\(|backprop\w*\(|propagate\w*\(|visit\w*\(|walk\w*\(",
        ):
            found = self._evidence.sources.search(pattern, self._is_of_sweep, last=True)
            if found:
                return found
        return self.entry()

    def drafts(self, in_order: bool) -> Iterator[Draft]:
        """All that is wrong with the sweep, but for its order."""
        again = self.again() or (self.shared() if in_order else None)
        for found in (again, self.length(), self.work() if in_order else None):
            if found:
                yield found


def _within(operations: set[str]) -> list[str]:
    """The families that have these operations alone."""
    return [family for family, needed in _FAMILIES.items() if needed <= operations]


_POPS = r"\.popleft\(|\.pop\(0\)|\.get\(\)"
_LISTS = r"(order|topo|list|sorted|nodes|found|result|out|steps)"
_APPENDS = (
    rf"\b\w*{_LISTS}\w*\.(append|insert)\(|\.append\((self|v|node|n|x|cur\w*)\)",
    r"\.append\(|yield\b",
)
_LOOPS = (rf"^\s*for\b.*\b{_LISTS}\w*\b", r"^\s*for\b")
_VISITS = (r"\bnot in\b|\bin (seen|visited|done)\b", r"\.append\(", r"^\s*for\b")
_NUMBER = r"\.\w*(data|value|val|v|x|num)\b"

#: By what a mistake's line is known, the surest first.
_PATTERNS: dict[str, tuple[str, ...]] = {
    "breadth-first": (_POPS, *_APPENDS),
    "depth-first": (*_APPENDS, r"\.pop\(\)", r"^\s*for\b"),
    "output last": _LOOPS,
    **dict.fromkeys(("listed again", "level by level", "path by path"), (*_APPENDS, r"\.extend\(", *_LOOPS)),
    "equal": (r"def __eq__|def __hash__", rf"{_NUMBER}.*\bin\b|\.add\(.*{_NUMBER}", *_VISITS),
    "zero": (r"^\s*(if|elif)\s+(not\s+)?\w+\.[\w.\[\]]+\s*:", r"^\s*(if|elif)\s+(not\s+)?\w+\s*:", *_VISITS),
    **dict.fromkeys(("first operand", "one step"), (r"\[0\]|\bbreak\b|\breturn\b", *_VISITS)),
}
