# C types of sets.py.

cimport cython

cdef int INPUT, RESULT, NONE, ONCE, SEVERAL
cdef long long _MIX, _LOW

@cython.locals(start_at="int[::1]", space_at="unsigned char[::1]", place_at="int[::1]", pass_at="unsigned char[::1]",
               mark_at="unsigned char[::1]", i=Py_ssize_t, k=Py_ssize_t)
cdef int _live(starts, spaces, places, passes, marks) except -1

@cython.final
cdef class Sets:
    cdef object _columns
    cdef readonly object of
    cdef int[::1] _start
    cdef unsigned char[::1] _space
    cdef int[::1] _place
    cdef unsigned char[::1] _pass
    cdef int[::1] _column
    cdef unsigned char[::1] _keep
    cdef int[::1] _of
    cdef int[::1] _stack
    cdef int[::1] _stamps
    cdef int _stamp
    cdef int[::1] _fresh
    cdef int _size
    cdef long long _key
    cdef int _count
    cdef int[::1] _member
    cdef long long[::1] _begin
    cdef int[::1] _keys
    cdef int[::1] _table

    cdef _turns(self, begin, end)
    @cython.locals(i=Py_ssize_t, k=Py_ssize_t, place=Py_ssize_t, kept=int)
    cdef int _choose(self) except -1
    @cython.locals(i=Py_ssize_t)
    cdef int _fill(self, Py_ssize_t begin, Py_ssize_t end) except -1
    @cython.locals(i=Py_ssize_t, found=int)
    cdef int _gather_all(self, Py_ssize_t begin, Py_ssize_t end, turns) except -1
    @cython.locals(size=Py_ssize_t, last=int, k=Py_ssize_t, place=Py_ssize_t, m=Py_ssize_t)
    cdef int _gather(self, Py_ssize_t i) noexcept
    cdef int _open(self) noexcept
    @cython.locals(mixed=longlong)
    cdef int _add(self, int column) noexcept
    @cython.locals(mask=longlong, slot=longlong)
    cdef int _close(self) except -2
    @cython.locals(begin=Py_ssize_t, end=Py_ssize_t, m=Py_ssize_t)
    cdef bint _is(self, int other) noexcept
    @cython.locals(found=int, begin=Py_ssize_t, m=Py_ssize_t, grown="int[::1]")
    cdef int _new(self) except -1
