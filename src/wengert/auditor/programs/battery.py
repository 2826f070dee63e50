"""The programs that are run with every engine.

A probe has a purpose: a tuple that says what it tells, ("partials", "tanh", 0).  All are run, whatever comes
out; the diagnosis reads them afterwards.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from wengert.auditor.findings import Program
from wengert.auditor.programs.operations import BINARY, OPERATIONS, OPERATORS, POWER, UNARY, Operation
from wengert.auditor.programs.truth import true

Purpose = tuple[Any, ...]


class Probe(NamedTuple):
    """A program to run, and why."""

    purpose: Purpose
    program: Program
    options: dict[str, Any]

    @property
    def out(self) -> str:
        """The output."""
        return str(self.options.get("out") or self.program.output)


#: What joins an operation to its own operand, which then gets a share before the operation pays: whatever the order.
JOINS = ("+", "-", "*")
#: What multiplies the gradient that arrives at an operation: written with t and k.
ABOVE = (("*", "t*k"), ("*", "k*t"), ("/", "t/k"), ("-", "k - t"), ("neg", "-t"), ("+", "t + t"))
FACTORS = (3.0, -0.5)


def _probe(purpose: Purpose, inputs: dict[str, float], *lines: str, **options: Any) -> Probe:
    return Probe(purpose, Program(inputs, lines), options)


def _at(operation: Operation, k: int) -> tuple[dict[str, float], str]:
    point = operation.points[k]
    names = "ab"[: operation.arity]
    return dict(zip(names, point, strict=True)), operation.text.format(*names)


def key(operation: Operation) -> str:
    """What names an operation among all; the powers have one each."""
    return operation.text


#: By the name of an operator.
KEYS = {name: key(operation) for name, operation in OPERATORS.items()}


def _of_operation(operation: Operation) -> Iterator[Probe]:
    name = key(operation)
    for k in range(len(operation.points)):
        inputs, text = _at(operation, k)
        yield _probe(("partials", name, k), inputs, f"y = {text}", watch=k == 0)
        for i, (letter, x) in enumerate(inputs.items()):
            for sign in (-1, 1):
                moved = {**inputs, letter: x + sign * 1e-4}
                yield _probe(("moved", name, k, i, sign), moved, f"y = {text}", sweeps=0)
    for k in range(2):
        inputs, text = _at(operation, k)
        for above, written in ABOVE:
            for factor in FACTORS if "k" in written else (1.0,):
                given = {**inputs, "k": factor} if "k" in written else inputs
                yield _probe(("upstream", name, above, written, k, factor), given, f"t = {text}", f"y = {written}")
    for i in range(operation.arity):
        inputs, _ = _at(operation, 0)
        if i == 1:
            inputs = {"a": inputs["b"], "b": inputs["a"]}
        text = operation.text.format(*("a", "b") if i == 0 else ("b", "a"))
        for join in JOINS:
            yield _probe(("joined", name, i, join), inputs, f"u = {text}", f"y = u {join} a")
        yield _probe(("unused", name, i), {**inputs, "k": 1.75}, f"y = {text}", "w = a + k", "z = a*k", out="y")
        yield _probe(("late", name, i), inputs, f"y = {text}", change={"a": inputs["a"] + 0.25})
        yield _probe(("own", name, i), inputs, f"y = {text}", preset={"a": 5.0})
    if operation.arity == 2:
        for x in (3.0, 0.75):
            yield _probe(("same", name, x), {"a": x}, f"y = {operation.text.format('a', 'a')}", inspect=x == 3.0)


def _of_numbers() -> Iterator[Probe]:
    for operation in (*BINARY, POWER):
        for x, n in ((2.5, 3), (1.75, 2.5)):
            for side, text in (("right", operation.text.format("a", n)), ("left", operation.text.format(n, "a"))):
                yield _probe(("number", key(operation), side, n), {"a": x}, f"y = {text}")


#: Edges: a name, the numbers, the line.
EDGES: tuple[tuple[str, dict[str, float], str], ...] = (
    ("relu at 0", {"a": 0.0}, "relu(a)"),
    *((f"{each.name} far", {"a": x}, each.text.format("a")) for each in UNARY for x in each.far),
    *(("log small", {"a": x}, "log(a)") for x in (1e-6, 1e-12, 1e-300)),
    *(("softmax far", {"a": 1000.0, "b": x}, "softmax(a, b)") for x in (1000.5, -1000.0)),
    *(("logsumexp far", {"a": 1000.0, "b": x}, "logsumexp(a, b)") for x in (1000.5, -1000.0)),
    *(("pow zero", {"a": 0.0}, f"a**{n}") for n in (0, 1, 2, 3)),
    *(("pow negative", {"a": -2.0}, f"a**{n}") for n in ("2", "3", "(-1)", "1")),
    ("pow fraction", {"a": -2.0}, "a**0.5"),
    ("pow mixed", {"a": -2.0, "b": 3.0}, "a**b"),
)  # fmt: skip


def _of_edges() -> Iterator[Probe]:
    for k, (name, inputs, text) in enumerate(EDGES):
        yield _probe(("edge", name, k), inputs, f"y = {text}")


_LEAVES = {"a": 2.5, "b": -3.25, "c": 0.375, "d": 1.375}

#: Graphs on which sweeps are told apart, written with + alone; the same come with * and with both.
_SHAPES = (
    ("u = a + b", "v = u + c", "y = v + d"),
    ("u = a + b", "v = c + d", "y = u + v"),
    ("u = a + b", "v = u + u", "y = u + v"),
    ("u = a + b", "v = u + u", "y = v + u"),
    ("u = a + b", "v = u + c", "w = v + d", "y = u + w"),
    ("u = a + b", "v = u + c", "w = v + d", "y = w + u"),
    ("u = a + b", "v = u + c", "w = u + d", "y = v + w"),
    ("u = a + b", "v = u + u", "w = v + v", "y = w + c"),
    ("u = a + b", "r = u + c", "s = r + c", "t = s + c", "y = t + u"),
    ("u = a + b", "r = u + c", "s = r + c", "t = s + c", "y = u + t"),
    ("u = a + b", "v = c + d", "w = u + v", "x = w + u", "y = x + v"),
    ("u = b + c", "v = a + u", "y = a + v"),
    ("u = a + b", "w = u + u", "r = u + c", "s = r + c", "y = w + s"),
    ("u = a + b", "w = u + u", "r = u + c", "s = r + c", "y = s + w"),
    ("y = a + b",),
)
_EQUAL = {"a": 1.0, "b": 4.0, "c": 2.0, "d": 3.0}


def _shapes() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Families of graphs: those of additions, of products, and mixed ones."""
    for lines in _SHAPES:
        yield "+", lines
        yield "*", tuple(line.replace("+", "*") for line in lines)
        if len(lines) > 2:
            yield "+*", tuple(line.replace("+", "*") if i % 2 else line for i, line in enumerate(lines))
            yield "+*", tuple(line if i % 2 else line.replace("+", "*") for i, line in enumerate(lines))
        yield "-*", tuple(line.replace("+", "-") if i % 2 else line.replace("+", "*") for i, line in enumerate(lines))


def _leaves(*lines: str) -> dict[str, float]:
    """The inputs that some lines need."""
    return {name: x for name, x in _LEAVES.items() if re.search(rf"\b{name}\b", " ".join(lines))}


def _of_sweeps() -> Iterator[Probe]:
    for op in "+*":
        yield _probe(("tree", op), _LEAVES, f"u = a {op} b", f"v = c {op} d", f"y = u {op} v")
    for k, (family, lines) in enumerate(_shapes()):
        yield _probe(("sweep", family, k), _leaves(*lines), *lines)
        yield _probe(("again", family, k), _leaves(*lines), *lines, sweeps=2)
    for family, (one, two, both) in (("+", ("a + b", "c + d", "u + v")), ("+*", ("a + b", "c + d", "u*v"))):
        yield _probe(("sweep", family, "equal", both), _EQUAL, f"u = {one}", f"v = {two}", f"y = {both}")
    yield _probe(("sweep", "+", "zero"), {"a": 3.0, "b": -3.0, "c": 2.0}, "u = a + b", "y = u + c")
    yield _probe(("sweep", "+*", "zero"), {"a": 3.0, "b": -3.0, "c": 2.0}, "u = a + b", "y = u*c")
    yield _probe(("sweep", "*", "equal"), {"a": 2.0, "b": 6.0, "c": 3.0, "d": 4.0}, "u = a*b", "v = c*d", "y = u*v")
    for family, text in (("+", "u + c"), ("*", "u*c"), ("+*", "u*c")):
        low = "a*b" if family == "*" else "a + b"
        yield _probe(("two outputs", family), _LEAVES, f"u = {low}", f"y = {text}", f"z = {text.replace('c', 'd')}",
                     outs=["y", "z"], out="z")  # fmt: skip


def _of_manners() -> Iterator[Probe]:
    for op, in_place in (("+", "iadd"), ("*", "imul")):
        for low in ("a + b", "a*b"):
            lines = f"u = {low}", "v = u*c", f"w = {in_place}(u, d)", "y = v*w"
            yield _probe(("in place", op, low), _LEAVES, *lines)
    for k, operation in enumerate(OPERATIONS):
        inputs, text = _at(operation, 1)
        yield _probe(("forward", key(operation)), inputs, f"y = {text}", sweeps=0, inspect=True, watch=k == 0)
    for op in ("+", "*", "-"):
        yield _probe(("untouched", op), {"a": 2.0, "b": -3.0, "c": 0.5}, f"y = a {op} b")
        yield _probe(("unseeded", op), {"a": 2.0, "b": -3.0}, f"y = a {op} b", **{"by hand": False})


@functools.cache
def probes() -> tuple[Probe, ...]:
    """All of them, the quick and harmless first."""
    found: list[Probe] = []
    for operation in OPERATIONS:
        found += _of_operation(operation)
    for op in "+*":
        inputs, text = _at(OPERATORS[op], 0)
        found.append(_probe(("repeated", op), inputs, f"y = {text}", twice=True))
    return (*found, *_of_numbers(), *_of_edges(), *_of_sweeps(), *_of_manners())


#: Of these the lines say nothing.
_NUMBERS_ALONE = ("again", "moved", "late", "own", "upstream", "joined")


def _is_telling(probe: Probe) -> bool:
    """Whether a sweep's lines are worth watching: of the families of one operation, the small graphs."""
    return probe.purpose[1] in ("+", "*") and len(probe.program.lines) < 5


def _expected(probe: Probe) -> dict[str, Any]:
    if probe.purpose[0] in _NUMBERS_ALONE or (probe.purpose[0] == "sweep" and not _is_telling(probe)):
        return {}
    truth = true(probe.program, probe.out)
    return {"expect": {"data": truth.data, "grads": truth.grads}}


#: Chains of additions, and chains in which each node is used twice.
LENGTHS = (400, 900, 3000, 5000)
DOUBLINGS = (4, 8, 12)


def jobs(listed: Sequence[Probe]) -> list[dict[str, Any]]:
    """The probes as the child reads them, with those that no program writes out at the end."""
    found: list[dict[str, Any]] = []
    for k, probe in enumerate(listed):
        job = {"id": k, "inputs": probe.program.inputs, "lines": probe.program.lines}
        found.append({**job, **_expected(probe), **probe.options})
    found += [{"id": f"doubling {op}", "kind": "doubling", "op": op, "lengths": DOUBLINGS} for op in ("+", "*")]
    found += [{"id": f"chain {op}", "kind": "chain", "op": op, "lengths": LENGTHS} for op in ("+", "*")]
    return found
