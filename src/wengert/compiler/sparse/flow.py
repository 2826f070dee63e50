"""Flow: through which operands of an operation derivatives pass, and which pairs of them bend its result.

The table says it.  An operand whose partial is the number 0 passes nothing on.  A pair bends if the partial by the
one depends on the other: if that one flows, by the same rule, through the operations of which the partial is written.
So a product bends in its two factors and not in either alone, and a sum, a maximum or an absolute value in nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import numpy

from wengert.compiler.columns import Columns
from wengert.core.row import TABLE, Row
from wengert.core.symbol import Expression, Symbol, derive, topological

NONE = -1  # the number of the set that is empty
Ints = numpy.ndarray[Any, numpy.dtype[Any]]


class Flow(NamedTuple):
    """What the operations of some columns pass on.

    Attributes:
        passes: for each operand of each operation 1 if something passes through it, else 0.
        left, right: places of operands that bend, pair by pair.
        users: the operation of each pair.
    """

    passes: bytearray
    left: Ints
    right: Ints
    users: Ints


def flow(columns: Columns) -> Flow:
    """What passes through the operands of all operations, and what bends.

    Cost: some 50 ns for an operation, and for each kind of operation some ms once.
    """
    codes, starts = numpy.array(columns.codes), numpy.array(columns.starts, dtype=numpy.int64)
    counts = numpy.diff(starts)
    passes = numpy.zeros(len(columns.places), dtype=numpy.uint8)
    pairs: list[tuple[Ints, Ints, Ints]] = []
    for code in numpy.flatnonzero(numpy.bincount(codes)).tolist():
        row = TABLE[code]
        assert row is not None  # no operation has the code of a leaf
        alike = numpy.flatnonzero(codes == code)
        for count in numpy.unique(counts[alike]).tolist():
            users = alike[counts[alike] == count]
            for k, flows in enumerate(passing(row, count)):
                passes[starts[users] + k] = flows
            pairs += [(starts[users] + a, starts[users] + b, users) for a, b in bending(row, count)]
    left, right, users = (numpy.concatenate([pair[k] for pair in pairs] or [starts[:0]]) for k in range(3))
    return Flow(bytearray(passes.tobytes()), left, right, users)


@lru_cache(maxsize=4096)
def passing(row: Row, count: int) -> tuple[bool, ...]:
    """For each operand of a row whether its partial can be other than 0.

    >>> from wengert.core import ops
    >>> passing(ops.where, 3), passing(ops.floor, 1)
    ((False, True, True), (False,))
    """
    _, _, partials = _ruled(row, count)
    return tuple([isinstance(partial, Symbol) or partial != 0 for partial in partials])


@lru_cache(maxsize=4096)
def bending(row: Row, count: int) -> tuple[tuple[int, int], ...]:
    """The pairs of operands of a row by which a second derivative can be other than 0.

    >>> from wengert.core import ops
    >>> bending(ops.mul, 2), bending(ops.div, 2), bending(ops.abs, 1)
    (((0, 1),), ((0, 1), (1, 1)), ())
    """
    args, out, partials = _ruled(row, count)
    known: dict[int, frozenset[int]] = {id(arg): frozenset([i]) for i, arg in enumerate(args)}
    known[id(out)] = frozenset([i for i, flows in enumerate(passing(row, count)) if flows])
    for symbol in topological(partials):
        if id(symbol) not in known:
            known[id(symbol)] = _below(symbol, known)
    pairs = {
        (min(i, j), max(i, j))
        for i, partial in enumerate(partials)
        if isinstance(partial, Symbol)
        for j in known[id(partial)]
    }
    return tuple(sorted(pairs))


def _below(symbol: Symbol, known: dict[int, frozenset[int]]) -> frozenset[int]:
    """Which operands flow into a step of a partial."""
    assert symbol.row is not None  # operands and the result are known
    flows = passing(symbol.row, len(symbol.args))
    parts = [known[id(arg)] for arg, passes in zip(symbol.args, flows, strict=True) if passes and id(arg) in known]
    return frozenset().union(*parts)


def _ruled(row: Row, count: int) -> tuple[Sequence[Symbol], Symbol, Sequence[Expression]]:
    """A row's partials by its operands, as expressions of these and of the result."""
    args, out = [Symbol(f"x{i}") for i in range(count)], Symbol("out")
    partials = derive(row.inside(*args), args) if row.inside is not None else row.partials_at(args, out)
    return args, out, partials
