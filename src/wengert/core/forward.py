"""Forward mode as a transformation: from a graph to the graph of its tangents.

Legend: x_dot the tangent of x, its derivative along the direction asked for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from wengert.core import number, rules
from wengert.core.value import Value, constant, topological


def tangents(outputs: Sequence[Value], directions: Mapping[Value, Value | float]) -> list[Value]:
    """The derivatives of some outputs along a direction, as Values.

    Args:
        outputs: any Values.
        directions: the tangent of each node that moves; the others stand still.  An inner node that
            is named here moves as it is told, whatever it was made from.

    Returns:
        One Value for each output; a constant 0 where nothing moves it.

    Raises:
        TypeError: something is no Value or no real number.

    Cost: some 2 to 6 nodes for each operand that moves.

    Source: Griewank & Walther, Evaluating Derivatives, 2nd ed., section 3.1.

    >>> x, y = Value(3.0), Value(2.0)
    >>> [out_dot.data for out_dot in tangents([x * y, x + y], {x: 1.0, y: 10.0})]
    [32.0, 11.0]
    """
    for node in (*outputs, *directions):
        if not isinstance(node, Value):
            raise TypeError(f"tangents needs Values, got {number.what(node)}")
    dots: dict[int, Value | float] = {
        id(node): dot if isinstance(dot, Value) else number.real(dot, "a tangent") for node, dot in directions.items()
    }
    for node in topological(outputs):
        if id(node) in dots or node.is_leaf:
            continue
        wanted = rules.wanted(node, dots)
        if wanted is None:
            continue
        node_dot: Value | float = 0.0
        for arg, partial in zip(node.args, rules.partials(node, wanted), strict=True):
            if partial is not None:
                node_dot = rules.total(node_dot, rules.product(partial, dots[id(arg)]))
        dots[id(node)] = node_dot
    found = [dots.get(id(output), 0.0) for output in outputs]
    return [dot if isinstance(dot, Value) else constant(dot) for dot in found]
