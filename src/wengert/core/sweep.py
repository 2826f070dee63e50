"""Backpropagation in plain sight: the order of a graph, and the reverse sweep over it.

`Value.backward()` runs this file when the core is interpreted or under `wg.strict()`; compiled, the
same loops run on raw pointers in `value.pxd`, with the same bits as result.

Legend: node a Value; adjoint the derivative of the output by a node.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable
from typing import TYPE_CHECKING

from wengert.core import context
from wengert.core.real import scale

if TYPE_CHECKING:
    from wengert.core.value import Value

NESTED = "{}() was called from within a sweep of the same thread; call it when that is done"

one_at_a_time = threading.RLock()  # sweeps of two threads may share nodes
_running = False


def topological(outputs: Iterable[Value]) -> list[Value]:
    """Every node that some outputs were made from, operands before their users, each once.

    Depth-first from the outputs, operands from left to right; iterative, so that depth does not
    matter.
    """
    order: list[Value] = []
    seen: set[int] = set()
    for output in outputs:
        stack = [(output, iter(output.args))] if id(output) not in seen else []
        seen.add(id(output))
        while stack:
            node, args = stack[-1]
            for arg in args:
                if id(arg) not in seen:
                    seen.add(id(arg))
                    stack.append((arg, iter(arg.args)))
                    break
            else:
                order.append(node)
                stack.pop()
    return order


def backward(output: Value, seed: float) -> None:
    """One reverse sweep, while no other runs.

    Raises:
        RuntimeError: this thread is in a sweep already, and a signal handler or a finaliser asks
            for another: both would count in the same nodes.
    """
    global _running
    with one_at_a_time:
        if _running:
            raise RuntimeError(NESTED.format("backward"))
        try:
            _running = True
            sweep(output, seed)
        finally:
            _running = False


def is_running() -> bool:
    """Whether a sweep runs: of the same thread, if its holder of `one_at_a_time` asks."""
    return _running


def sweep(output: Value, seed: float) -> None:
    """The sweep itself: a node passes its adjoint on when its last use has paid.

    All or nothing: if anything is raised on the way, every gradient is put back.
    """
    nodes: list[Value] = [output]
    before: list[float] = []
    try:
        _reach(output, nodes)
        before += [node._grad for node in nodes]
        _pay_out(output, nodes, seed)
    except BaseException:
        for node, grad in zip(nodes, before, strict=False):
            node._grad = grad
            if not node._n:
                node._pa = 0.0
        for node in nodes:
            node._uses = 0
        raise


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
        for arg in (node._a, node._b) if node._n == 2 else node.args:
            if not arg._uses:
                nodes.append(arg)
            arg._uses += 1


def _pay_out(output: Value, nodes: list[Value], seed: float) -> None:
    strict = context.is_strict()
    for node in nodes:
        if node._n:
            node._grad = 0.0
    ready: list[Value] = []
    _pay(output, seed, ready)
    while ready:
        node = ready.pop()
        adjoint = node._grad
        if strict:
            for i, arg in enumerate(node.args):
                contribution = scale(adjoint, node.partials[i])
                context.check_sweep(node, i, contribution)
                _pay(arg, contribution, ready)
        elif node._n == 2:
            _pay(node._a, scale(adjoint, node._pa), ready)
            _pay(node._b, scale(adjoint, node._pb), ready)
        else:
            for arg, partial in zip(node.args, node.partials, strict=True):
                _pay(arg, scale(adjoint, partial), ready)


def _pay(arg: Value, contribution: float, ready: list[Value]) -> None:
    """Add a contribution to an operand's adjoint; if it was the last, the operand is ready, or settled."""
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
