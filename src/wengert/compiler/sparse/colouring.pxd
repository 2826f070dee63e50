# C types of colouring.py.

cimport cython

cdef int _NONE

@cython.locals(colouring="_Star", v=int)
cpdef star(starts, members, order)

@cython.locals(start_at="const long long[::1]", member_at="const int[::1]", other_start_at="const long long[::1]",
               other_at="const int[::1]", order_at="const int[::1]", colour_at="int[::1]", stamp_at="int[::1]",
               i=Py_ssize_t, k=Py_ssize_t, m=Py_ssize_t, v=int, colour=int, free=int, used=int)
cdef int _apart(starts, members, other_starts, other_members, order, colours, stamps) except -1

@cython.final
cdef class _Star:
    cdef readonly object colours
    cdef const long long[::1] _start
    cdef const int[::1] _member
    cdef int[::1] _colour
    cdef int[::1] _stamp
    cdef int _used
    cdef int _free
    cdef int[::1] _own
    cdef int[::1] _head
    cdef int _slots
    cdef int[::1] _colour_of
    cdef int[::1] _count
    cdef int[::1] _twin
    cdef int[::1] _before

    @cython.locals(begin=Py_ssize_t, end=Py_ssize_t, k=Py_ssize_t, w=int, colour=int)
    cdef int take(self, int v) noexcept
    @cython.locals(several=bint, slot=int)
    cdef int _look(self, int v, int w) noexcept
    cdef int _refuse(self, int v, int colour) noexcept
    @cython.locals(slot=int)
    cdef int _join(self, int w, int colour, int own) noexcept
    @cython.locals(slot=int)
    cdef int _slot(self, int v, int colour, int twin) noexcept
