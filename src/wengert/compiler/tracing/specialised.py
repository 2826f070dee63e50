"""Specialised: a function for arguments of one form: its paths, and how lanes find theirs.

Legend: which whether the plain program or that with tangents; wanted for each input whether its derivative is.
"""

from __future__ import annotations

import functools
import threading
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy

from wengert.compiler.arguments.calls import Call, Floats, Signature, name_of, named
from wengert.compiler.arguments.forms import Fixed, Form, read, said
from wengert.compiler.machine import Answers
from wengert.compiler.tracing.conditions import Tracer, warn
from wengert.compiler.tracing.paths import PLAIN, TANGENT, Path, Paths
from wengert.compiler.tuning import Tuning
from wengert.core import context
from wengert.core.errors import TracingError
from wengert.core.forward import tangents
from wengert.core.value import Value, constant, topological

MOST_LABELLED = 64  # inputs that are called by their names in messages


class Specialised:
    """A function for arguments of one form.

    Args:
        signature: the function's.
        most_paths: how many paths are kept.
        most_operations: how long a path may be.
        tuning: how its paths are run.
    """

    def __init__(self, signature: Signature, most_paths: int, most_operations: int, tuning: Tuning) -> None:
        self.signature = signature
        self.paths = Paths(most_paths)
        self.most_operations = most_operations
        self.tuning = tuning
        self.warned = False
        self._lock = threading.RLock()

    def first(self, call: Call) -> Path:
        """Some path: what tells what comes back."""
        with self._lock:
            found = self.paths.under(())
            if found is None and call.count:
                found = self._follow(call, 0, ())
            elif found is None:
                with context.unwatched():  # no lane is there, so none makes inf or nan
                    found = self._follow(_somewhere(call.primal), 0, ())
        return found

    def taken(self, call: Call) -> Path:
        """The path that a call of one lane takes."""
        path = self.first(call)
        prefix: tuple[float, ...] = ()
        job = _Job(PLAIN, bytes(len(call.varying)), False, False, False)
        while guards := path.variant(PLAIN).guards:
            found = job.run(path, call, call.lanes, 1, None)
            if found.left[0] < 0:
                break
            place = guards[int(found.left[0])]
            if place < len(prefix):
                raise self._changed(path, place)
            prefix = (*path.outcomes[:place], float(found.found[0]))
            path = self._follow(call, 0, prefix)
        return path

    def run(
        self, call: Call, which: str, wanted: bytes, seeds: Floats | None, per_lane: bool = False, outside: bool = False
    ) -> Answers:  # fmt: skip
        """Values and derivatives of all lanes, each along its path.

        Args:
            call: the arguments.
            which: PLAIN or TANGENT; then the call has a direction beside it.
            wanted: for each input whether its derivative is wanted.
            seeds: the adjoint of each result, of all lanes alike or of each; None for values alone.
            per_lane: whether derivatives by shared inputs are wanted of each lane too.
            outside: whether those by Values from outside are wanted.

        Raises:
            TracingError: the function does what cannot be compiled, or returns another structure on another path.
            NonFiniteError: under `wg.strict()`.
        """
        path = self.first(call)
        job = _Job(which, wanted, per_lane, outside, context.is_strict())
        found = job.run(path, call, call.rows, call.count, seeds)
        if not path.variant(which).guards or (found.left < 0).all():
            path.took(call.count)
        else:
            found = self._routed(call, job, seeds)
        if job.watch:
            for lane in numpy.flatnonzero(found.odd).tolist():
                self._replay(call, lane, which, seeds is not None)
        return found

    def trace(self, call: Call, lane: int, prefix: Sequence[float]) -> Path:
        """The path of a lane, whose first decisions are given.

        Raises:
            TracingError: as for `run`.
        """
        tracer = Tracer(prefix, self.most_operations)
        call = call.primal
        names = functools.partial(named, call.forms, self.signature.names)
        inputs, arguments = call.sample(lane, names() if len(call.varying) <= MOST_LABELLED else None)
        with tracer.tracing():
            result = self.signature.call(arguments)
        form, results = self._results(result)
        return Path(inputs, tracer.tape, form, results, tracer.decisions, names, tracer.repeats, self.tuning)

    # --- one lane after another ------------------------------------------------------------------

    def _follow(self, call: Call, lane: int, prefix: Sequence[float]) -> Path:
        """A path that begins with some decisions: a known one, or one traced along a lane, and kept if it may be."""
        with self._lock:
            known = self.paths.under(prefix)
            if known is not None:
                return known
            path = self.trace(call, lane, prefix)
            if path.outcomes[: len(prefix)] != tuple(prefix):
                raise self._changed(path, len(path.outcomes) - 1)
            before = self.paths.under(())
            if before is not None and before.form != path.form:
                raise TracingError(
                    f"{name_of(self.signature.f)} returns one structure on one path and another on another: "
                    f"{said(before.form)} and {said(path.form)}; return the same structure on all"
                )
            if not self.paths.add(path) and not self.warned:
                self.warned = True
                warn(
                    f"{name_of(self.signature.f)} has more than {self.paths.most} paths, so some lanes are traced anew "
                    f"at every call; it forks most at {self.paths.busiest()}: choose there with wg.where, wg.maximum "
                    "or wg.minimum, or allow more with max_paths="
                )
            return path

    def _routed(self, call: Call, job: _Job, seeds: Floats | None) -> Answers:
        """The same where lanes part."""
        parts: list[tuple[tuple[float, ...], Any, Answers]] = []
        waiting: list[tuple[tuple[float, ...], Any]] = [((), numpy.arange(call.count))]
        while waiting:
            prefix, lanes = waiting.pop()
            path = self._follow(call, int(lanes[0]), prefix)
            chosen = numpy.ascontiguousarray(call.lanes[:, lanes])
            given = seeds[:, lanes] if seeds is not None and seeds.ndim > 1 else seeds
            found = job.run(path, call, chosen, len(lanes), given)
            held = found.left < 0
            path.took(int(held.sum()))
            kept = _only(found, held)
            if len(found.sums) and seeds is not None and 0 < held.sum() < len(lanes):
                # In sums a lane's place counts: it is that among the lanes of its path, whoever was tried beside them.
                again = seeds[:, lanes[held]] if seeds.ndim > 1 else seeds
                alone = job.run(path, call, numpy.ascontiguousarray(chosen[:, held]), int(held.sum()), again)
                kept = kept._replace(sums=alone.sums, outside=alone.outside)
            parts.append((path.outcomes, lanes[held], kept))
            guards = path.variant(job.which).guards
            for guard in numpy.unique(found.left[~held]).tolist():
                place = guards[guard]
                if place < len(prefix):
                    raise self._changed(path, place)
                here = found.left == guard
                numbers, which = numpy.unique(found.found[here], return_inverse=True)
                for k, number in enumerate(numbers.tolist()):
                    waiting.append(((*path.outcomes[:place], number), lanes[here][which == k]))
        return _joined(parts, call.count)

    def _changed(self, path: Path, place: int) -> TracingError:
        at = f", at {path.places[place]}" if place >= 0 else ""
        return TracingError(
            f"{name_of(self.signature.f)} decided otherwise when it was traced again{at}: its decisions may depend on "
            "its arguments and on Values alone, not on random numbers or on what it changes itself"
        )

    def _results(self, result: Any) -> tuple[Form, list[Value]]:
        """The form of what the function returned, and its numbers as nodes."""
        leaves: list[Any] = []
        form = read(result, "the result", leaves)
        fixed = next(_fixed(form), None)
        if fixed is not None:
            name, got = name_of(self.signature.f), type(fixed.thing).__name__
            instead = "return Values in lists, tuples, dicts or arrays; of a condition wg.where(condition, 1.0, 0.0)"
            raise TracingError(
                f"{name} must return numbers or a structure of numbers, got {got} in its result; "
                + ("does it end without `return`?" if fixed.thing is None else instead)
            )
        results: list[Value] = []
        for leaf in leaves:
            if isinstance(leaf, Value):
                results.append(leaf)
            else:
                results += map(constant, numpy.atleast_1d(leaf).tolist())
        return form, results

    def _replay(self, call: Call, lane: int, which: str, backwards: bool) -> None:
        """Under `wg.strict()`: do a lane again, step by step, so that the step that made inf or nan is named."""
        inputs, arguments = call.primal.sample(lane)
        with Tracer().tracing():
            result = self.signature.call(arguments)
        nodes = self._results(result)[1]
        if which == TANGENT:
            nodes = tangents(nodes, dict(zip(inputs, call.at(lane)[len(inputs) :], strict=True)))
        if backwards:
            leaves = {node: node._grad for node in topological(nodes) if node.is_leaf and not node.is_constant}
            try:
                for node in nodes:
                    node.backward()
            finally:
                for leaf, grad in leaves.items():
                    leaf.grad = grad


class _Job(NamedTuple):
    """What is asked of every lane; as for `Specialised.run`."""

    which: str
    wanted: bytes
    per_lane: bool
    outside: bool
    watch: bool

    def run(self, path: Path, call: Call, lanes: Floats | list[Floats], count: int, seeds: Floats | None) -> Answers:
        """Some lanes on a path."""
        captured = path.captured
        numbers, varying, wanted = call.numbers, call.varying, self.wanted
        if captured:
            numbers = numpy.concatenate([numbers, [value._data for value in captured]])
            varying += bytes(len(captured))
            wanted += (b"\1" if self.outside else b"\0") * len(captured)
        machine = path.machine(self.which, varying, wanted)
        found = machine.run(numbers, lanes, count, seeds, self.per_lane or self.watch, self.watch)
        if self.watch:
            odd = found.odd != 0
            for slopes in (found.slopes, found.each):
                if slopes is not None:
                    odd |= ~numpy.isfinite(slopes).all(axis=0)
            found = found._replace(odd=odd, each=found.each if self.per_lane else None)
        if captured and self.outside and seeds is not None:
            own = len(found.sums) - len(captured)
            outside = dict(zip(captured, found.sums[own:].tolist(), strict=True))
            found = found._replace(sums=found.sums[:own], outside=outside)
        return found


def _somewhere(call: Call) -> Call:
    """A call of one lane in place of none: what comes back has a form even so."""
    return Call(
        call.arguments, call.forms, call.numbers, numpy.full((len(call.lanes), 1), 0.5), 1, call.shape, call.varying,
        call.values,
    )  # fmt: skip


def _only(found: Answers, held: Any) -> Answers:
    """What is known of those lanes that held."""
    each = None if found.each is None else found.each[:, held]
    odd = None if found.odd is None else found.odd[held]
    return found._replace(values=found.values[:, held], slopes=found.slopes[:, held], each=each, odd=odd)


def _joined(parts: list[tuple[tuple[float, ...], Any, Answers]], count: int) -> Answers:
    """All lanes in their places; sums in the order of the paths' outcomes, not of their discovery."""
    parts.sort(key=lambda part: part[0])
    some = parts[0][2]
    values, slopes = (numpy.full((len(x), count), numpy.nan) for x in (some.values, some.slopes))
    each = None if some.each is None else numpy.full((len(some.each), count), numpy.nan)
    odd = None if some.odd is None else numpy.zeros(count, dtype=bool)
    sums = numpy.zeros(len(some.sums))
    outside: dict[Value, float] = {}
    for _, lanes, found in parts:
        if len(lanes):
            values[:, lanes] = found.values
            slopes[:, lanes] = found.slopes
            if each is not None:
                each[:, lanes] = found.each
            if odd is not None:
                odd[lanes] = found.odd
            sums += found.sums
            for value, slope in found.outside.items():
                outside[value] = outside.get(value, 0.0) + slope
    nowhere = numpy.full(count, -1, dtype=numpy.int32)
    return Answers(values, nowhere, numpy.zeros(count), slopes, sums, each, odd, outside)


def _fixed(form: Form) -> Any:
    if isinstance(form, Fixed):
        yield form
    for part in getattr(form, "parts", ()):
        yield from _fixed(part)
