# C types of shortcut.py.

cimport cython
from wengert.core.extra cimport tracer
from wengert.compiler.native.kernel cimport Function, Room, Task, run_chunks, run_point

cdef Py_ssize_t _CLASSES
cdef int _NUMBER, _LIST, _TUPLE, _ARRAY, _COLUMN, _TABLE

@cython.final
cdef class Reader:
    cdef Py_ssize_t count
    cdef int[::1] kinds
    cdef Py_ssize_t[::1] sizes, begins

@cython.locals(x_at="double[::1]", line="const double[::1]", k=Py_ssize_t)
cdef bint _read(int kind, Py_ssize_t size, argument, double[::1] x, Py_ssize_t begin) except -1
@cython.locals(g_at="double[::1]", k=Py_ssize_t, kind=int, begin=Py_ssize_t, size=Py_ssize_t)
cdef _part(part, double[::1] g)
cdef _gradient(parts, bint several, double[::1] g)

@cython.final
cdef class Ways:
    cdef Py_ssize_t most
    cdef dict known
    @cython.locals(point=AtPoint, lanes=InLanes)
    cpdef answer(self, which, tuple args)

@cython.final
cdef class AtPoint:
    cdef Function kernel
    cdef Room room
    cdef Reader reader
    cdef double[::1] x, g, y, seeds, found
    cdef object parts
    cdef bint several, busy
    cdef readonly Py_ssize_t taken
    cpdef run(self, tuple args)
    @cython.locals(reader=Reader, i=Py_ssize_t)
    cdef _run(self, tuple args)

@cython.final
cdef class InLanes:
    cdef Function before, after
    cdef Function kernel
    cdef Room before_room, room, after_room
    cdef Reader reader
    cdef Py_ssize_t inputs, rows, summed, count_own, count_bridges, count
    cdef double[::1] x, g, sums, slopes, bridged, seeds, one, lanes, y
    cdef Py_ssize_t[::1] own
    cdef Task task
    cdef object parts
    cdef bint back, several, mean, busy
    cdef readonly Py_ssize_t taken
    cpdef run(self, tuple args)
    @cython.locals(reader=Reader, i=Py_ssize_t, count=Py_ssize_t)
    cdef _run(self, tuple args)
    cdef _fit(self, Py_ssize_t count)
    @cython.locals(column="const double[::1]", table="const double[:, ::1]", begin=Py_ssize_t, j=Py_ssize_t,
                   k=Py_ssize_t)
    cdef bint _read_lanes(self, int kind, Py_ssize_t size, argument, Py_ssize_t row) except -1
    @cython.locals(x="double[::1]", sums="double[::1]", divisor=double, value=double, own=Py_ssize_t, k=Py_ssize_t)
    cdef _answer(self)

cdef Py_ssize_t MOST

@cython.locals(y_at="double[::1]", j=Py_ssize_t, begin=Py_ssize_t, rest=Py_ssize_t, c0=double, c1=double, c2=double,
               c3=double, c4=double, c5=double, c6=double, c7=double)
cdef double _summed(double[::1] y, Py_ssize_t count) noexcept
