# C types of coordinates.py.

cimport cython

cdef double APART, PASSING, NEAR, FAR, FIRM, MAIN, LOOSE, INNER, OUTER

cdef class Places:
    cdef public int count, items
    cdef public list layers, points, trunks, offsets
    cdef public double[::1] size, v, pull, lead, sums, weights
    cdef public int[::1] before, after, first, near, spine, main, runs

    @cython.locals(count=int, items=int, steps=int, k=int, i=int, u=int, a=int, b=int, first="int[::1]",
                   fill="int[::1]", uses="int[::1]", mains="int[::1]", weight=double)
    cdef int _pull(self, web, list offsets) except -1
    cdef double apart(self, int u, int v) noexcept
    @cython.locals(i=int, count=int)
    cpdef int sweep(self, bint onward, double firm) except -1
    @cython.locals(v="double[::1]", near="int[::1]", pull="double[::1]", lead="double[::1]", first="int[::1]",
                   spine="int[::1]", sums="double[::1]", weights="double[::1]", runs="int[::1]", top=int, shift=double,
                   last=int, total=double, weight=double, p=double, count=int, side=int, i=int, k=int, u=int, _j=int)
    cdef int place(self, list layer, bint onward, double firm) except -1
    cdef double lowest(self, int u) noexcept
    cdef double highest(self, int u) noexcept
    cdef int snap(self, int u, double want) except -1
    @cython.locals(v="double[::1]", u=int, i=int)
    cpdef int straighten(self) except -1
    @cython.locals(v="double[::1]", end=int, want=double, low=double, high=double, i=int, j=int, k=int)
    cdef int pull_tight(self, list points, double offset) except -1

@cython.locals(count=int, longest="int[::1]", main="int[::1]", k=int, u=int, most=int, behind=int)
cdef object _main(web, list layers)
