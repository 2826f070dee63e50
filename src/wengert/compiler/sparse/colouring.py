# cython: boundscheck=False, wraparound=False, initializedcheck=False
"""Colouring: rows or columns that share a sweep have one colour.  Greedy, those first that clash with most.

Rows of a Jacobian may share a sweep if they share no column.  Of a Hessian, which is symmetric, more may: a number
is found if it stands alone in its row or in its column.  That is so in a star colouring: neighbours differ, and no
way through four vertices has two colours alone.

Legend: v the vertex that gets a colour, w a neighbour of it; stamp v + 1 at each colour that v may not have; slot
what is known of the neighbours of one colour that a vertex has: how many there are, and on the other side of the
edge to the first of them, the slot that this vertex is in.
"""

from __future__ import annotations

from array import array

try:
    import cython
except ImportError:
    from wengert.core import _cython as cython  # type: ignore[no-redef]

_NONE = -1


def apart(starts: memoryview, members: memoryview, other_starts: memoryview, other_members: memoryview,
          order: memoryview) -> array[int]:
    """A colour for each row, so that two which share a column differ; -1 for one without a column.

    Args:
        starts: where the columns of each row begin, and the end.
        members: the columns of all rows.
        other_starts: where the rows of each column begin, and the end.
        other_members: the rows of all columns.
        order: the rows in the order in which they are coloured.

    Cost: some ns for each two rows that share a column.

    Source: Gebremedhin, Manne & Pothen, What Color Is Your Jacobian?, SIAM Review 47 (2005), section 3.
    """
    colours = array("i", [_NONE]) * len(order)
    _apart(starts, members, other_starts, other_members, order, colours, array("i", bytes(4 * (len(order) + 1))))
    return colours


def _apart(starts: memoryview, members: memoryview, other_starts: memoryview, other_members: memoryview,
           order: memoryview, colours: array[int], stamps: array[int]) -> None:
    start_at, member_at, other_start_at, other_at = starts, members, other_starts, other_members
    order_at, colour_at, stamp_at = order, colours, stamps
    used = 0
    for i in range(len(order)):
        v = order_at[i]
        if start_at[v] == start_at[v + 1]:
            continue
        free = used  # colours that it may still have: when there is none left, it gets a new one
        k = start_at[v]
        while k < start_at[v + 1] and free:
            m = other_start_at[member_at[k]]
            while m < other_start_at[member_at[k] + 1] and free:
                colour = colour_at[other_at[m]]
                if colour >= 0 and stamp_at[colour] != v + 1:
                    stamp_at[colour] = v + 1
                    free -= 1
                m += 1
            k += 1
        colour = 0 if free else used
        while stamp_at[colour] == v + 1:
            colour += 1
        colour_at[v] = colour
        used = max(used, colour + 1)


def star(starts: memoryview, members: memoryview, order: memoryview) -> array[int]:
    """A star colouring of a symmetric pattern; -1 for a row without a column.

    An edge between w and x breaks it where w has another neighbour of the colour of x, and x one of that of w.
    So v may not have the colour of a neighbour.  Of two neighbours of one colour, it may have no colour that a
    neighbour of theirs has.  And it may not have that of x, a neighbour of its neighbour w, if x is the only neighbour
    of that colour that w has, and has itself another of the colour of w.

    Args:
        starts: where the columns of each row begin, and the end.
        members: the columns of all rows; a row is no neighbour of itself.
        order: the rows in the order in which they are coloured.

    Cost: some ns for each edge and each colour beside it.

    Source: the conditions are those of Gebremedhin, Tarafdar, Manne & Pothen, New Acyclic and Star Coloring
    Algorithms, SIAM J. Sci. Comput. 29 (2007), section 4; kept here for each vertex and colour.
    """
    colouring = _Star(starts, members, len(order))
    for v in order:
        colouring.take(v)
    return colouring.colours


@cython.cclass
class _Star:
    """A star colouring that grows vertex by vertex; as for `star`, with n vertices."""

    def __init__(self, starts: memoryview, members: memoryview, n: int) -> None:
        self._start, self._member = starts, members
        self.colours = array("i", [_NONE]) * n
        self._colour = self.colours
        self._stamp = array("i", bytes(4 * (n + 1)))
        self._used = self._free = 0  # colours so far, and those that v may still have
        self._own = array("i", [_NONE]) * (n + 1)  # of each colour the slot of v
        self._head = array("i", [_NONE]) * n  # the last slot of each vertex
        # Of each slot its colour, how many neighbours have it, its twin, and the slot before it.
        self._slots = 0
        self._colour_of = array("i", bytes(4 * len(members)))
        self._count = array("i", bytes(4 * len(members)))
        self._twin = array("i", bytes(4 * len(members)))
        self._before = array("i", bytes(4 * len(members)))

    def take(self, v: int) -> None:
        """Give a vertex the first colour that it may have, if its row has a column."""
        begin, end = self._start[v], self._start[v + 1]
        self._free = self._used
        for k in range(begin, end):
            w = self._member[k]
            if w != v and self._colour[w] >= 0:
                self._refuse(v, self._colour[w])
                if self._own[self._colour[w]] < 0:
                    self._own[self._colour[w]] = self._slot(v, self._colour[w], _NONE)
                self._count[self._own[self._colour[w]]] += 1
        for k in range(begin, end):
            w = self._member[k]
            if self._free and w != v and self._colour[w] >= 0:
                self._look(v, w)
        colour = 0 if self._free else self._used
        while self._stamp[colour] == v + 1:
            colour += 1
        if begin < end:
            self._colour[v] = colour
            self._used = max(self._used, colour + 1)
        for k in range(begin, end):
            w = self._member[k]
            if w != v and self._colour[w] >= 0:
                self._join(w, colour, self._own[self._colour[w]])
        for k in range(begin, end):
            w = self._member[k]
            if w != v and self._colour[w] >= 0:
                self._own[self._colour[w]] = _NONE

    def _refuse(self, v: int, colour: int) -> None:
        """Stamp a colour; when none is free any more, there is nothing to look for."""
        if self._stamp[colour] != v + 1:
            self._stamp[colour] = v + 1
            self._free -= 1

    def _look(self, v: int, w: int) -> None:
        """Refuse the colours beside a neighbour that would make a way of two colours through it."""
        several = self._count[self._own[self._colour[w]]] > 1
        slot = self._head[w]
        while slot >= 0:
            if several or (self._count[slot] == 1 and self._count[self._twin[slot]] > 1):
                self._refuse(v, self._colour_of[slot])
            slot = self._before[slot]

    def _join(self, w: int, colour: int, own: int) -> None:
        """Count v among the neighbours of w, with its colour and its slot for that of w."""
        slot = self._head[w] if self._free else _NONE
        while slot >= 0 and self._colour_of[slot] != colour:
            slot = self._before[slot]
        if slot < 0:
            slot = self._slot(w, colour, own)
        self._count[slot] += 1
        if self._twin[own] < 0:
            self._twin[own] = slot

    def _slot(self, v: int, colour: int, twin: int) -> int:
        """A new slot."""
        slot = self._slots
        self._slots += 1
        self._colour_of[slot] = colour
        self._twin[slot] = twin
        self._before[slot] = self._head[v]
        self._head[v] = slot
        return slot
