"""`wg.loop`: a loop that is too long to be traced round by round.

A few rounds are traced; they have to be alike, and so are all that follow.  The program gets a loop of n rounds,
and its values and derivatives are those of the plain loop.

Legend: n rounds; FIRST how many are traced before those that stand for all.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy

from wengert.compiler.arguments.forms import Form, read, said
from wengert.compiler.columns import ALIKE
from wengert.compiler.flat.flat import Flat
from wengert.compiler.passes.opening import opened
from wengert.compiler.program.build import straight
from wengert.compiler.tracing.trace import Repeat, Trace
from wengert.core import extra, number
from wengert.core.errors import TracingError
from wengert.core.value import Value

MOST_FIRST = 16


def loop(step: Callable[[Any], Any], state: Any, n: int) -> Any:
    """The state after n steps: `for _ in range(n): state = step(state)`.

    In a function that is being compiled, only some rounds are traced and the program has the loop, so that n may be
    large; elsewhere it is the plain loop.  Each round must do the same operations: choose by `wg.where`, not by `if`,
    and keep nothing but the state, a step counter included: of what a step keeps elsewhere, a change after the traced
    rounds goes unnoticed.  Gradients go through it; directions and second derivatives do not.

    Args:
        step: from a state to the next, of the same form.
        state: a number or a structure of numbers.
        n: how many steps, from 0 on.

    Returns:
        The last state.

    Raises:
        TypeError: n is no whole number, or the state holds what is no number.
        ValueError: n is negative.
        TracingError: a step returns another form than it got, decides by a number, or does other operations than the
            steps before it.

    Cost: of tracing, that of some rounds; then of each round what its operations cost.

    >>> import wengert as wg
    >>> @wg.compile
    ... def grown(x, rate):
    ...     return wg.loop(lambda x: x + rate * x * (1 - x), x, 100_000)
    >>> round(grown(0.5, 1e-5), 9)
    0.731058815
    """
    if not isinstance(n, int) or isinstance(n, bool):
        hint = "; use int(n), which is a guard, or name its parameter in static=" if isinstance(n, Value) else ""
        raise TypeError(f"n must be a whole number of steps, got {number.what(n)}{hint}")
    if n < 0:
        raise ValueError(f"n must be a number of steps from 0 on, got {n}")
    leaves: list[Any] = []
    form = read(state, "the state", leaves)
    tracer = extra.tracer()
    first = 1 + min(form.count, MOST_FIRST)
    if tracer is None or n <= first + ALIKE:
        return _plain(step, state, form, n)
    # A number in the state changes from round to round too: computed by Python alone it would not be recorded.
    numbers = [x for leaf in leaves for x in (leaf if isinstance(leaf, numpy.ndarray) else [leaf])]
    state = form.fill(state, (x if isinstance(x, Value) else Value(float(x)) for x in numbers))
    state = _plain(step, state, form, first)
    asked, begin = len(tracer.decisions), len(tracer.tape)
    kept = _nodes(state)
    lengths = []
    for _ in range(ALIKE):
        state = _stepped(step, state, form)
        kept += _nodes(state)
        lengths.append(len(tracer.tape))
    if len(tracer.decisions) > asked:
        place = tracer.decisions[asked].place
        raise TracingError(
            f"a step of wg.loop decides by a number, at {place}, so that its rounds may differ; choose with wg.where, "
            "or write a plain `for` loop"
        )
    tracer.repeats.append(Repeat(begin, len(tracer.tape), n - first, kept))
    _advance(tracer, _nodes(state))
    return state


def _plain(step: Callable[[Any], Any], state: Any, form: Form, n: int) -> Any:
    for _ in range(n):
        state = _stepped(step, state, form)
    return state


def _stepped(step: Callable[[Any], Any], state: Any, form: Form) -> Any:
    new = step(state)
    found = read(new, "the state", [])
    if found != form:
        raise TracingError(f"a step of wg.loop must return a state of the form it got: {said(form)}, got {said(found)}")
    return new


def _nodes(state: Any) -> list[Value]:
    leaves: list[Any] = []
    read(state, "the state", leaves)
    return [leaf for leaf in leaves if isinstance(leaf, Value)]


def _advance(tracer: Any, states: list[Value]) -> None:
    """Let the last states have their numbers after all rounds: what follows may decide by them."""
    trace = Trace(tracer.tape, [], states, tracer.repeats)
    still = [False] * trace.count
    flat = Flat(straight(opened(trace)), still, still)
    run = flat.run(numpy.array([x._data for x in trace.inputs], dtype=float), numpy.empty((0, 1)), 1)
    for node, found in zip(states, run.values[:, 0].tolist(), strict=True):
        if not node.is_leaf:
            node._data = found
