"""Hoisting: what does not depend on the lane is computed once for all of them."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from typing import NamedTuple

from wengert.compiler.columns import Columns
from wengert.compiler.passes.parts import edge, reached, selected
from wengert.compiler.spaces import RESULT


class Hoisted(NamedTuple):
    """Columns in two parts.

    Attributes:
        shared: what depends on no input that varies; its outputs are the bridges.  None if there are no bridges.
        lanes: the rest.  Its inputs are the original ones, and after them the bridges.
    """

    shared: Columns | None
    lanes: Columns


def hoisted(columns: Columns, varying: Iterable[bool]) -> Hoisted:
    """Columns, and apart from them what is the same in all lanes.

    What lies on the edge, read by the other part or an output, is a bridge: an output of the one part and an
    input of the other.  Bridges are in the order in which they are computed, so that loops over them stay loops.

    Args:
        columns: the operations.
        varying: for each input whether it may be another number in each lane.

    Raises:
        ValueError: there are more or fewer of these than inputs.

    Cost: some 20 ns for an operation, compiled.

    >>> from wengert.compiler.program.build import rolled
    >>> from wengert.compiler.tracing.trace import Trace, recording
    >>> from wengert.core.value import Value
    >>> w, x = Value(3.0), Value(2.0)
    >>> with recording() as made:
    ...     y = w * w * x
    >>> shared, lanes = hoisted(Trace(made, [w, x], [y]), [False, True])
    >>> print(rolled(shared).text() + rolled(lanes).text(), end="")
    inputs 2
    t[0] = mul x[0] x[0]
    return t[0]
    inputs 3
    t[0] = mul x[2] x[1]
    return t[0]
    """
    wanted = bytes(map(bool, varying))
    if len(wanted) != columns.count:
        raise ValueError(f"the columns have {columns.count} inputs, got {len(wanted)} that vary or do not; give each")
    moving = reached(columns, wanted)
    bridges = edge(columns, moving)
    if not bridges:
        return Hoisted(None, columns)
    stands_in = array("i", bytes(4 * len(columns)))
    for i, place in enumerate(bridges, start=columns.count):
        stands_in[place] = i
    lanes = selected(columns, moving, columns.outputs, stands_in, columns.count + len(bridges))
    still = bytearray(moving.translate(bytes([1, 0, *[0] * 254])))
    shared = selected(columns, still, [(RESULT, place) for place in bridges], stands_in, columns.count)
    return Hoisted(shared, lanes)
