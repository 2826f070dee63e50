"""Evaluation: the numbers of a sparse Jacobian or Hessian at one point, all sweeps side by side as lanes."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import Any

import numpy

from wengert.compiler.arguments.calls import Call
from wengert.compiler.sparse.flow import NONE
from wengert.compiler.sparse.pattern import hessian_pattern, jacobian_pattern
from wengert.compiler.sparse.sparsity import ROWS, Sparsity, of_hessian, of_jacobian, scipy_sparse
from wengert.compiler.tracing.paths import PLAIN, TANGENT, Path
from wengert.compiler.tracing.specialised import Specialised
from wengert.compiler.tracing.tangents import refuse_repeats

JACOBIAN, HESSIAN = 1, 2


def sparsity(path: Path, wanted: bytes, order: int) -> Sparsity:
    """What can be other than 0 on a path; kept with it.

    Args:
        path: the path.
        wanted: for each input whether it is differentiated by.
        order: JACOBIAN or HESSIAN.

    Raises:
        TracingError: of a Hessian: there is a `wg.loop` on the path.
    """
    known = path.kept.get((order, wanted))
    if known is None:
        columns = path.variant(PLAIN).columns
        width = sum(wanted)
        column = array("i", [NONE]) * columns.count
        for k, i in enumerate(numpy.flatnonzero([*wanted]).tolist()):
            column[i] = k
        if order == HESSIAN:
            refuse_repeats(path.trace, "second derivatives do not go through wg.loop")
            known = of_hessian(hessian_pattern(columns, path.results, column, width))
        else:
            pattern = jacobian_pattern(columns, path.results, column, width)
            known = of_jacobian(pattern, bool(columns.repeats))
        path.kept[order, wanted] = known
    return known  # type: ignore[no-any-return]


def jacobian(found: Specialised, call: Call, places: Sequence[int]) -> list[Any]:
    """The derivatives of all results by the numbers of each of some arguments, as `csr_array`s.

    Raises:
        ImportError: SciPy is not there.
    """
    scipy_sparse()  # or it is missed after the work
    wanted = call.wanted(places)
    path = found.taken(call)
    where = sparsity(path, wanted, JACOBIAN)
    if not where.colours:
        swept: Any = numpy.zeros((1, 1))
    elif where.by == ROWS:
        swept = found.run(call.repeated(where.colours), PLAIN, wanted, where.seeds(), True).each
    else:
        both = call.in_directions(wanted, where.seeds())
        swept = found.run(both, TANGENT, bytes(len(both.varying)), None).values[path.results :]
    whole = where.filled(where.gathered(swept))
    return [whole[:, begin:end] for begin, end in _spans(call, places)] if len(places) > 1 else [whole]


def hessian(found: Specialised, call: Call, places: Sequence[int]) -> list[list[Any]]:
    """The second derivatives of the one result by the numbers of each two of some arguments; as for `jacobian`."""
    scipy_sparse()
    wanted = call.wanted(places)
    where = sparsity(found.taken(call), wanted, HESSIAN)
    swept: Any = numpy.zeros((1, 1))
    if where.colours:
        both = call.in_directions(wanted, where.seeds())
        swept = found.run(both, TANGENT, wanted + bytes(len(wanted)), numpy.array([0.0, 1.0]), True).each
    whole = where.filled(where.gathered(swept))
    if len(places) == 1:
        return [[whole]]
    spans = _spans(call, places)
    return [[whole[begin:end, first:behind] for first, behind in spans] for begin, end in spans]


def _spans(call: Call, places: Sequence[int]) -> list[tuple[int, int]]:
    """Where the numbers of each argument stand in a matrix by all of those asked for."""
    at, found = 0, {}
    for place in sorted(set(places)):
        found[place] = at, at + call.forms[place].count
        at += call.forms[place].count
    return [found[place] for place in places]
