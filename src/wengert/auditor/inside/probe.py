"""Runs small programs with somebody's engine, and tells what came out and which lines did it."""

from __future__ import annotations

import ast
import functools
import time
import warnings
from collections.abc import Callable, Sequence, Sized
from typing import Any

from wengert.auditor.inside import failures
from wengert.auditor.inside.engine import Engine
from wengert.auditor.inside.names import OPERATIONS
from wengert.auditor.inside.objects import numbers_in
from wengert.auditor.inside.operations import Absent
from wengert.auditor.inside.watch import Watch

_BINARY = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.Pow: "**"}
_LISTS = ("softmax", "logsumexp")

#: Seconds after which a chain gets no longer.
_PATIENCE = 0.5


class Runner:
    """Runs programs with an engine."""

    def __init__(self, engine: Engine, is_theirs: Callable[[str], bool]) -> None:
        self.engine = engine
        self._is_theirs = is_theirs

    def run(self, probe: dict[str, Any]) -> dict[str, Any]:
        """Carry out a probe; what it raises is a part of the answer.

        A program is watched if its numbers are not those expected, and then runs twice: watching takes
        ten times as long. If it is to be carried out `twice`, the answer is that of the second time, which sees
        what the first has left in lists and tables.
        """
        kind = _KINDS[probe.get("kind", "program")]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            watched = bool(probe.get("watch"))
            answer = self._run(kind, probe, watched)
            if not watched and "expect" in probe and not _as_expected(answer, probe["expect"]):
                answer = self._run(kind, probe, True)
        return answer

    def _run(self, kind: type[_Program] | type[_Chain], probe: dict[str, Any], watched: bool) -> dict[str, Any]:
        """A probe's answer; what it leaves in tapes and tables is taken away again."""
        try:
            if probe.get("twice"):
                kind(self, probe, False).run()
            return kind(self, probe, watched).run()
        finally:
            self.engine.state.restore()

    def watch(self) -> Watch:
        """A watch over leaves."""
        return Watch(self._is_theirs, self._look)

    def _look(self, leaf: Any) -> dict[str, float]:
        if self.engine.shy:
            return {}
        seen = numbers_in(leaf)
        if self.engine.grad_name and self.engine.grad_name not in seen:
            x = self.engine.grad(leaf)
            if isinstance(x, float):
                seen[self.engine.grad_name] = x
        return seen

    def failure(self, error: BaseException, phase: str) -> dict[str, Any]:
        """An exception of theirs, as the parent gets it."""
        frames = failures.frames(error, self._is_theirs)
        often: dict[tuple[str, int], int] = {}
        for file, line, _ in frames:
            often[file, line] = often.get((file, line), 0) + 1
        return {
            "type": failures.kind(error), "text": failures.message(error), "phase": phase,
            "frames": [*frames[:10], *frames[10:][-10:]], "often": max(often, key=lambda k: often[k], default=None),
        }  # fmt: skip


class _Program:
    """A probe that is a program: forward, perhaps a change, then one or more sweeps."""

    def __init__(self, runner: Runner, probe: dict[str, Any], watched: bool) -> None:
        self._runner, self._engine, self._probe = runner, runner.engine, probe
        self._watch = runner.watch() if watched else None
        self._answer: dict[str, Any] = {"id": probe["id"]}
        self._variables: dict[str, Any] = {}

    def run(self) -> dict[str, Any]:
        """The answer."""
        phase = self._run()
        if self._watch:
            self._answer["forward" if phase == "forward" else "backward"] = self._watch.take()
        return self._answer

    def _run(self) -> str:
        """Fill in the answer, and say how far that went."""
        probe, engine, answer, watch = self._probe, self._engine, self._answer, self._watch
        call = watch.run if watch else _plainly
        phase = "leaf"
        try:
            leaves = {name: engine.make(x, name) for name, x in probe["inputs"].items()}
            self._variables.update(leaves)
            if watch:
                for name, leaf in leaves.items():
                    watch.add(name, leaf)
            phase = "forward"
            for line in probe["lines"]:
                target, _, text = line.partition("=")
                tree = ast.parse(text.strip(), mode="eval").body
                name = target.strip()
                self._variables[name] = made = call(functools.partial(self._made, tree))
                if watch and engine.is_node(made):
                    watch.add(name, made)
            answer["data"] = {
                name: _plain(engine.data(node)) for name, node in self._variables.items() if engine.is_node(node)
            }
            self._about_nodes()
            if not probe.get("sweeps", 1):
                return phase
            if watch:
                answer["forward"] = watch.take()
            self._change(leaves)
            phase = "backward"
            answer["grads"] = []
            for out in probe.get("outs", [self._output()]) * probe.get("sweeps", 1):
                y, given = self._variables[out], list(leaves.values())
                found = call(functools.partial(engine.backward, y, given, probe.get("by hand")))
                answer["grads"].append(dict(zip(leaves, map(_plain, found), strict=True)))
            answer["after"] = {name: _plain(engine.data(leaf)) for name, leaf in leaves.items()}
        except Absent as error:
            answer["absent"] = str(error)
        except Exception as error:
            answer["raised"] = self._runner.failure(error, phase)
        return phase

    def _change(self, leaves: dict[str, Any]) -> None:
        """Put other numbers and gradients into leaves, between forward and backward."""
        engine, probe = self._engine, self._probe
        try:
            if probe.get("change") and engine.forward:
                raise AttributeError  # there numbers are meant to be changed and computed again
            for name, x in probe.get("change", {}).items():
                engine.set_data(leaves[name], x)
            for name, x in probe.get("preset", {}).items():
                engine.set_grad(leaves[name], x)
        except (AttributeError, TypeError):  # nobody else could do so, either
            raise Absent("change") from None

    def _output(self) -> str:
        out: str = self._probe.get("out") or self._probe["lines"][-1].partition("=")[0].strip()
        return out

    def _about_nodes(self) -> None:
        """Labels, and how many operands a node shows."""
        engine, y = self._engine, self._variables[self._output()]
        if self._watch and self._probe.get("watch"):
            self._answer["inner"] = engine.count_inner(y)
        if not self._probe.get("inspect"):
            return
        if engine.label_name:
            self._answer["label"] = str(getattr(y, engine.label_name, ""))
        if engine.operands_name:
            held = getattr(y, engine.operands_name, None)
            self._answer["operands"] = len(held) if isinstance(held, Sized) else None

    def _made(self, tree: ast.expr) -> Any:
        return self._engine.settle(self._value(tree))

    def _value(self, tree: ast.expr) -> Any:
        if isinstance(tree, ast.Name):
            return self._variables[tree.id]
        if isinstance(tree, ast.Constant):
            return tree.value
        if isinstance(tree, ast.UnaryOp) and isinstance(tree.op, ast.USub):
            inner = self._value(tree.operand)
            return -inner if isinstance(inner, (int, float)) else self._engine.operations.apply("neg", [inner])
        if isinstance(tree, ast.BinOp):
            operands = [self._value(tree.left), self._value(tree.right)]
            return self._engine.operations.apply(_BINARY[type(tree.op)], operands)
        assert isinstance(tree, ast.Call) and isinstance(tree.func, ast.Name)
        name, args = tree.func.id, [self._value(each) for each in tree.args]
        if name == "iadd":
            args[0] += args[1]
            return args[0]
        if name == "imul":
            args[0] *= args[1]
            return args[0]
        if name in _LISTS:
            return self._engine.operations.apply_list(name, args)[0]
        assert name in OPERATIONS
        return self._engine.operations.apply(name, args)


class _Chain:
    """A probe that makes a chain of additions longer and longer, until it breaks."""

    def __init__(self, runner: Runner, probe: dict[str, Any], watched: bool) -> None:
        self._runner, self._engine, self._probe = runner, runner.engine, probe
        self._answer: dict[str, Any] = {"id": probe["id"]}

    def run(self) -> dict[str, Any]:
        """The answer."""
        lengths: Sequence[int] = self._probe["lengths"]
        good, start = 0, time.monotonic()
        for length in lengths:
            found = self._at(length)
            if found is None:
                good = length
                if time.monotonic() - start > _PATIENCE:  # its work grows faster than its length
                    break
                continue
            bad = length
            while bad - good > max(1, good // (50 if time.monotonic() - start < _PATIENCE else 10)):  # to 2 %, or 10 %
                middle = (good + bad) // 2
                again = self._at(middle)
                good, bad, found = (middle, bad, found) if again is None else (good, middle, again)
            self._answer["raised"], self._answer["fails at"] = found, bad
            break
        return self._answer

    def _at(self, length: int) -> dict[str, Any] | None:
        engine = self._engine
        phase = "forward"
        try:
            a = engine.make(1.0, "a")
            y = a
            for _ in range(length):
                y = engine.operations.apply(self._probe["op"], [y, a])
            phase = "backward"
            engine.backward(y, [a])
            return None
        except Exception as error:
            return self._runner.failure(error, phase)


class _Doubling(_Chain):
    """A probe that counts the lines a sweep takes, where each node has twice as many paths as the one before."""

    def run(self) -> dict[str, Any]:
        """The answer."""
        engine, counts, totals = self._engine, [], []
        for length in self._probe["lengths"]:
            a = engine.make(1.0, "a")
            y = a
            for _ in range(length):
                y = engine.operations.apply(self._probe["op"], [y, y])
            watch = self._runner.watch()
            try:
                found = watch.run(functools.partial(engine.backward, y, [a]))
            except Exception as error:
                self._answer["raised"] = self._runner.failure(error, "backward")
                break
            counts.append(watch.take()["count"])
            totals.append(_plain(found[0]))
        self._answer["counts"], self._answer["totals"] = counts, totals
        return self._answer


_KINDS: dict[str, type[_Program] | type[_Chain]] = {"program": _Program, "chain": _Chain, "doubling": _Doubling}


def _plainly(what: Callable[[], Any]) -> Any:
    return what()


def _plain(x: Any) -> Any:
    """What JSON can hold; what is no number in words."""
    if isinstance(x, complex):
        small = abs(x) * 1e-12
        real, imaginary = (part if abs(part) > small else 0.0 for part in (x.real, x.imag))
        return f"({real:.6g}{imaginary:+.6g}j), a complex number"
    return x if x is None or isinstance(x, float) else f"{type(x).__name__}: {x!r}"[:120]


def _as_expected(answer: dict[str, Any], expected: dict[str, Any]) -> bool:
    """Whether all is right; an operation that is not there is no reason to look closer."""
    if "absent" in answer:
        return True
    if "raised" in answer:
        return False
    data, grads = answer["data"], answer.get("grads", [])
    return all(_close(data.get(name), x) for name, x in expected["data"].items()) and all(
        _close(found.get(name), x) for found in grads for name, x in expected["grads"].items()
    )


def _close(found: Any, x: float) -> bool:
    if not isinstance(found, float):
        return found is None and x == 0.0
    return found == x or (found != found and x != x) or abs(found - x) <= 1e-6 * abs(x)
