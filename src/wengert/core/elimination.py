"""Systems of linear equations, solved by elimination in arithmetic that can be differentiated.

Numbers are floats, Symbols or whatever else rows of the table take: rows change places by `where`, not by `if`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wengert.core import ops


def solved(matrix: Sequence[Sequence[Any]], right: Sequence[Any], no_pivot: float) -> list[Any]:
    """The solution of linear equations, by elimination with pivots, in arithmetic that can be differentiated.

    Args:
        matrix: one row for each equation.
        right: their right sides.
        no_pivot: what stands for a pivot of 0.

    Cost: some n^3 operations for n equations.

    >>> solved([[0.0, 2.0], [1.0, 1.0]], [4.0, 5.0], 0.0)
    [3.0, 2.0]
    """
    rows = _triangle([[*row, side] for row, side in zip(matrix, right, strict=True)], no_pivot)
    n = len(rows)
    found: list[Any] = [0.0] * n
    for i in reversed(range(n)):
        rest = rows[i][n]
        for j in range(i + 1, n):
            rest = rest - rows[i][j] * found[j]
        found[i] = ops.div(rest, rows[i][i])
    return found


def pivots(matrix: Sequence[Sequence[Any]]) -> list[Any]:
    """The pivots of elimination: one of them is 0 if the matrix has no inverse."""
    return [row[i] for i, row in enumerate(_triangle([list(row) for row in matrix], 0.0))]


def _triangle(rows: list[list[Any]], no_pivot: float) -> list[list[Any]]:
    """Rows of a triangle, by adding rows to those below; the largest number of a column is moved up first.

    What stands below the diagonal, and would be 0, is left as it is: nobody reads it.
    """
    for k, upper in enumerate(rows):
        for lower in rows[k + 1 :]:
            swap = ops.gt(ops.abs(lower[k]), ops.abs(upper[k]))
            for j in range(k, len(upper)):
                upper[j], lower[j] = ops.where(swap, lower[j], upper[j]), ops.where(swap, upper[j], lower[j])
        if no_pivot:
            upper[k] = ops.where(ops.eq(upper[k], 0.0), no_pivot, upper[k])
        for lower in rows[k + 1 :]:
            factor = ops.div(lower[k], upper[k])
            for j in range(k + 1, len(upper)):
                lower[j] = lower[j] - factor * upper[j]
    return rows


def transposed(matrix: Sequence[Sequence[Any]]) -> list[list[Any]]:
    """Rows as columns."""
    return [list(column) for column in zip(*matrix, strict=True)]
