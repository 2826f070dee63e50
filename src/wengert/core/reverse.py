"""Reverse mode as a transformation: from a graph to the graph of its adjoints.

What `Value.backward` does with numbers is done here with nodes, so that a gradient can itself be
explained, checked, differentiated and compiled.

Legend: x_bar the adjoint of x, the derivative of the output by x.
"""

from __future__ import annotations

from collections.abc import Sequence

from wengert.core import number, rules
from wengert.core.value import Value, constant, topological


def gradients(y: Value, wrt: Sequence[Value], seed: Value | float = 1.0) -> list[Value]:
    """The derivatives of y by some nodes, as Values.

    Args:
        y: the output.
        wrt: leaves or inner nodes.  By an inner node means: as if it were free, its users alone count.
        seed: the adjoint of y.

    Returns:
        One Value for each node of wrt; a constant 0 where y does not depend on it.

    Raises:
        TypeError: something is no Value.

    Cost: some 2 to 6 nodes for each operand between wrt and y.

    Source: Griewank & Walther, Evaluating Derivatives, 2nd ed., section 3.2.

    >>> from wengert import Value
    >>> x = Value(3.0, label="x")
    >>> (dy,) = gradients(x**3, [x])
    >>> (d2y,) = gradients(dy, [x])
    >>> dy.data, d2y.data
    (27.0, 18.0)
    """
    for given in (y, *wrt):
        if not isinstance(given, Value):
            raise TypeError(f"gradients needs Values, got {number.what(given)}")
    order = topological([y])
    moving = rules.moving(order, wrt)
    asked = {id(node) for node in wrt}
    bars: dict[int, Value | float] = {id(y): seed}
    for node in reversed(order):
        bar = bars.get(id(node))
        if bar is None or node._n == 0:
            continue
        if id(node) not in asked:
            del bars[id(node)]  # it has paid; a small dict is a quick one
        wanted = rules.wanted(node, moving)
        if wanted is None:
            continue
        for arg, partial in zip(node.args, rules.partials(node, wanted)):  # noqa: B905 (of one length)
            if partial is not None:
                bars[id(arg)] = rules.total(bars.get(id(arg), 0.0), rules.product(bar, partial))
    found = [bars.get(id(node), 0.0) for node in wrt]
    return [bar if isinstance(bar, Value) else constant(bar) for bar in found]
