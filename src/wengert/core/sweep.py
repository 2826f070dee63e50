"""Backpropagation in plain sight: the order of a graph, and the reverse sweep over it.

`Value.backward()` runs this file when the core is interpreted or under `wg.strict()`; compiled, the
same loops run on raw pointers in `value.pxd`, with the same bits as result.

Legend: node a Value; adjoint the derivative of the output by a node.
"""

from __future__ import annotations

import threading
from collections.abc import Container, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from wengert.core import context
from wengert.core.real import scale

if TYPE_CHECKING:
    from wengert.core.value import Value

one_at_a_time = threading.RLock()  # sweeps of two threads may share nodes
_running = False


def topological(outputs: Iterable[Value], known: Container[int] = ()) -> list[Value]:
    """Every node that some outputs were made from, operands before their users, each once.

    Depth-first from the outputs, operands from left to right; iterative, so that depth does not
    matter.

    Args:
        outputs: where to begin.
        known: ids of nodes at which to turn back.
    """
    order: list[Value] = []
    seen: set[int] = set()
    for output in outputs:
        stack = [(output, iter(output.args))] if id(output) not in seen else []
        seen.add(id(output))
        while stack:
            node, args = stack[-1]
            for arg in args:
                if id(arg) not in seen and id(arg) not in known:
                    seen.add(id(arg))
                    stack.append((arg, iter(arg.args)))
                    break
            else:
                order.append(node)
                stack.pop()
    return order


def is_running() -> bool:
    """Whether a sweep runs; of the same thread, if the holder of `one_at_a_time` asks."""
    return _running


def refuse_nested(name: str) -> None:
    """Refuse to begin a sweep within a sweep: both would count in the same nodes.

    Raises:
        RuntimeError: this thread is in a sweep already; a signal handler or a finaliser asks.
    """
    if _running and one_at_a_time._is_owned():  # type: ignore[attr-defined]  # else the flag is another thread's
        raise RuntimeError(f"{name}() was called from within a sweep of the same thread; call it when that is done")


@contextmanager
def numbering(name: str) -> Iterator[None]:
    """The time for which numbers other than a sweep's stand in nodes' `_uses`: no sweep may begin.

    Args:
        name: what it is done for, for the message.

    Raises:
        RuntimeError: this thread is in a sweep already.
    """
    global _running
    refuse_nested(name)
    with one_at_a_time:
        _running = True
        try:
            yield
        finally:
            _running = False


def backward(output: Value, seed: float) -> None:
    """One reverse sweep: a node passes its adjoint on when its last use has paid.

    All or nothing: if anything is raised on the way, every gradient is put back.
    """
    global _running
    outer = _running
    nodes: list[Value] = [output]
    before: list[float] = []
    try:
        _running = True
        _reach(output, nodes)
        for node in nodes:  # no comprehension: Python 3.13 lets an exception at its line past the handler
            before.append(node._grad)
        _pay_out(output, nodes, seed)
    except BaseException:
        for node, grad in zip(nodes, before, strict=False):
            node._grad = grad
            if not node._n:
                node._pa = 0.0
        for node in nodes:
            node._uses = 0
        raise
    finally:
        _running = outer


def zero_grad(output: Value) -> None:
    """Set every gradient below an output to 0."""
    for node in topological([output]):
        node._grad = 0.0


def nothing(_: object) -> None:
    """What needs no doing when the core is interpreted."""


def _reach(output: Value, nodes: list[Value]) -> None:
    """Add every node below an output to its list, each once, and count in `_uses` how often it is an operand."""
    output._uses = 1
    for node in nodes:  # grows while we walk it
        n = node._n
        for arg in (node._a, node._b) if n == 2 else (node._a,) if n == 1 else node.args:
            if not arg._uses:
                nodes.append(arg)
            arg._uses += 1


def _pay_out(output: Value, nodes: list[Value], seed: float) -> None:
    """Let every node pay its operands as soon as its users have all paid it."""
    strict = context.is_strict()
    for node in nodes:
        if node._n:
            node._grad = 0.0
    output._uses = 0
    if not output.is_constant:
        output._grad += seed + 0.0
    ready = [output] if output._n else []
    while ready:
        node = ready.pop()
        adjoint = node._grad
        n = node._n
        if n == 2:
            edges: Iterable[tuple[Value, float]] = ((node._a, node._pa), (node._b, node._pb))
        else:
            edges = ((node._a, node._pa),) if n == 1 else zip(node.args, node.partials, strict=True)
        i = 0
        for arg, partial in edges:
            contribution = scale(adjoint, partial)
            if strict:
                context.check_sweep(node, i, contribution)
                i += 1
            arg._uses -= 1
            if arg._n:
                arg._grad += contribution
                if not arg._uses:
                    ready.append(arg)
            else:  # a leaf gathers in _pa what this sweep brings, so that a second sweep doubles it exactly
                arg._pa += contribution
                if not arg._uses:
                    if not arg.is_constant:
                        arg._grad += arg._pa
                    arg._pa = 0.0
