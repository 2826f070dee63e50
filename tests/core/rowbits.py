"""Print value and partials of every row, at thousands of points, as exact bits: `python rowbits.py`."""

from __future__ import annotations

import itertools
import sys
from math import inf, nan

import rowpoints
from rowedges import EDGES
from rowreference import Point

from wengert.core.row import Row, rows
from wengert.core.value import Value, apply

SPECIAL = (0.0, -0.0, 1.0, -1.0, 0.5, -2.5, 3.0, 1e-300, 1e300, 5e-324, -1e17, inf, -inf, nan)


def points(row: Row) -> list[Point]:
    """All sizes, all edges, and the special numbers in every combination."""
    found = [*rowpoints.wide(row.name, 60), *rowpoints.interior(row.name, 40)]
    found += [xs for xs, _, _ in EDGES[row.name] if xs]
    for count in (1, 2, 3) if row.variadic else (len(row.args),):
        found += itertools.product(SPECIAL if count < 3 else SPECIAL[::2], repeat=count)
    return found


def main() -> None:
    """One line for each row and point."""
    for row in rows():
        for xs in points(row) if row is not None else ():
            try:
                node = apply(row, [Value(x) for x in xs])
            except ValueError as refused:
                print(row.name, xs, refused)
            else:
                print(row.name, xs, node.data.hex(), *(partial.hex() for partial in node.partials))


if __name__ == "__main__":
    sys.exit(main())
