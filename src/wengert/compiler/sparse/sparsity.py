"""Sparsity: where a matrix of derivatives can be other than 0, and what finds it all in few sweeps.

A sweep back gives a row of a Jacobian, one along a direction a column.  What is seeded in one sweep adds up, so rows
that share no column are swept together, and each number is still read off.  Of a Hessian a product with a vector is
a sum of columns; a number that is alone neither there nor in the sum of its row's colour would be lost, and a star
colouring leaves none.

Legend: swept what sweeps found: a row of numbers for each input (for each result, of a Jacobian along directions)
and a column for each sweep.
"""

from __future__ import annotations

from array import array
from typing import Any

import numpy

from wengert.compiler.sparse.colouring import apart, star
from wengert.compiler.sparse.flow import Ints
from wengert.compiler.sparse.pattern import Pattern

ROWS, COLUMNS, STARS = "rows", "columns", "stars"
_MOST_DRAWN = 64


class Sparsity:
    """What can be other than 0 in a Jacobian or Hessian, by the operations of one path.

    Attributes:
        shape: that of the matrix.
        colours: how many sweeps find it.
        by: what shares a sweep: "rows", swept back, or "columns", along directions; "stars" of a symmetric matrix.

    >>> import wengert as wg
    >>> f = wg.compile(lambda x: [b - a for a, b in zip(x, x[1:])])
    >>> f.sparsity([1.0, 2.0, 4.0, 8.0])
    <sparsity of 3 x 4: 6 numbers that can be other than 0, found in 2 sweeps by rows>
    >>> print(f.sparsity([1.0, 2.0, 4.0, 8.0]))
    × × · ·
    · × × ·
    · · × ×
    """

    def __init__(self, pattern: Pattern, by: str, colour: array[int]) -> None:
        self._pattern = pattern
        self._colour: Ints = numpy.array(colour, dtype=numpy.int64)
        self.shape = pattern.shape
        self.by = by
        self.colours = int(self._colour.max(initial=-1)) + 1
        self._row, self._sweep = self._read()

    def __len__(self) -> int:
        """How many numbers can be other than 0."""
        return len(self._pattern)

    def matrix(self) -> Any:
        """It as a `scipy.sparse.csr_array` of True where a number can be other than 0: SciPy's `jac_sparsity`.

        Raises:
            ImportError: SciPy is not there.
        """
        return self.filled(numpy.ones(len(self), dtype=bool))

    def filled(self, numbers: Any) -> Any:
        """A `scipy.sparse.csr_array` of one number for each place; as for `matrix`."""
        places = self._pattern.columns.copy(), self._pattern.starts.copy()  # the matrix may be changed
        found = scipy_sparse().csr_array((numbers, *places), shape=self.shape)
        found.has_canonical_format = True  # as a pattern is: sorted, no place twice
        return found

    def seeds(self) -> Any:
        """For each row or column of the matrix and each sweep 1 if it is swept then, else 0."""
        found = numpy.zeros((len(self._colour), self.colours))
        used = numpy.flatnonzero(self._colour >= 0)
        found[used, self._colour[used]] = 1.0
        return found

    def gathered(self, swept: Any) -> Any:
        """The number at each place."""
        return swept[self._row, self._sweep]

    def _read(self) -> tuple[Ints, Ints]:
        """The row and the sweep in which the number at each place is read."""
        rows, columns = self._pattern.rows, self._pattern.columns
        if self.by == ROWS:
            return columns, self._colour[rows]
        if self.by == STARS:  # where a place is not the only one of its row in the sweep, the one across is
            keys = rows.astype(numpy.int64) * self.colours + self._colour[columns]
            _, which, counts = numpy.unique(keys, return_inverse=True, return_counts=True)
            alone = counts[which] == 1
            rows, columns = numpy.where(alone, rows, columns), numpy.where(alone, columns, rows)
        return rows, self._colour[columns]

    def __str__(self) -> str:
        return str(self._pattern) if max(self.shape) <= _MOST_DRAWN else repr(self)

    def __repr__(self) -> str:
        rows, columns = self.shape
        return (
            f"<sparsity of {rows} x {columns}: {len(self)} numbers that can be other than 0, found in {self.colours} "
            f"sweep{'' if self.colours == 1 else 's'} by {self.by}>"
        )


def of_jacobian(pattern: Pattern, is_repeated: bool) -> Sparsity:
    """Rows or columns, whichever need fewer sweeps; rows, if as many do.

    Args:
        pattern: where it can be other than 0.
        is_repeated: whether there are loops of which only some rounds are there: then rows.
    """
    transposed = pattern.transposed()
    sides = {ROWS: (pattern, transposed), COLUMNS: (transposed, pattern)}
    # A column of k numbers needs k colours of rows.  The side that may need fewer is tried first, and the other
    # only if it may need fewer than that did: a full row or column costs the square of its length.
    least = {by: int(numpy.diff(other.starts).max(initial=0)) for by, (_, other) in sides.items()}
    best: Sparsity | None = None
    for by in [ROWS] if is_repeated else sorted(sides, key=lambda by: least[by]):
        if best is None or least[by] < best.colours:
            own, other = sides[by]
            sums = numpy.concatenate([[0], numpy.cumsum(numpy.diff(other.starts)[own.columns])])
            order = _largest_first(numpy.diff(sums[own.starts]))
            colour = apart(own.starts.data, own.columns.data, other.starts.data, other.columns.data, order.data)
            found = Sparsity(pattern, by, colour)
            if best is None or (found.colours, by == COLUMNS) < (best.colours, best.by == COLUMNS):
                best = found
    assert best is not None
    return best


def of_hessian(pattern: Pattern) -> Sparsity:
    """Columns by a star colouring."""
    order = _largest_first(numpy.diff(pattern.starts))
    return Sparsity(pattern, STARS, star(pattern.starts.data, pattern.columns.data, order.data))


def _largest_first(clashes: Ints) -> Ints:
    return numpy.argsort(-clashes, kind="stable").astype(numpy.int32)


def scipy_sparse() -> Any:
    """SciPy's sparse matrices.

    Raises:
        ImportError: it is not there.
    """
    try:
        import scipy.sparse  # type: ignore[import-untyped]
    except ImportError as error:
        raise ImportError("sparse matrices are SciPy's: pip install 'wengert[sci]'") from error
    return scipy.sparse
