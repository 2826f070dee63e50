# C types of blocks.py.

cimport cython
from libc.math cimport NAN as nan
from wengert.compiler.flat.lanes cimport backward, backward_lanes, forward, forward_lanes

cdef Py_ssize_t _CHUNK, _CLASSES

@cython.final
cdef class Space:
    cdef readonly Py_ssize_t width
    cdef Py_ssize_t results, slots
    cdef unsigned short[::1] code
    cdef int[::1] loops, steps, zeros, at, left, varying, outputs, guards, sloped, summed
    cdef double[::1] v, w, classes, fresh
    cdef unsigned char[::1] held

@cython.final
cdef class Task:
    cdef Space space
    cdef Py_ssize_t count, pace
    cdef bint back, per_lane, watch
    cdef const double[:, ::1] lanes, seeds
    cdef const double[::1] expected
    cdef double[:, ::1] values, slopes, each, sums
    cdef double[::1] found
    cdef int[::1] left
    cdef unsigned char[::1] odd

@cython.locals(slot_at="int[::1]", number_at="const double[::1]", v="double[::1]", width=Py_ssize_t, i=Py_ssize_t,
               s=Py_ssize_t, number=double)
cpdef share(Space space, slots, numbers, int first)
cpdef run_chunk(Task task, Py_ssize_t chunk)

@cython.locals(c="double[::1]", begin=Py_ssize_t, end=Py_ssize_t, n=Py_ssize_t, k=Py_ssize_t)
cdef void _chunk(Task task, Space space, Py_ssize_t chunk) noexcept nogil
@cython.locals(c="double[::1]", i=Py_ssize_t, k=Py_ssize_t, even=double)
cdef void _fold(Task task, Space space, Py_ssize_t chunk) noexcept nogil
@cython.locals(held=Py_ssize_t)
cdef void _block(Task task, Space space, Py_ssize_t begin, Py_ssize_t n, Py_ssize_t m) noexcept nogil
@cython.locals(fine=bint, k=Py_ssize_t)
cdef bint _backward(Task task, Space space, Py_ssize_t begin, Py_ssize_t n, Py_ssize_t m, Py_ssize_t held,
                    bint exact) noexcept nogil
@cython.locals(i=Py_ssize_t, s=Py_ssize_t, j=Py_ssize_t)
cdef void _load(Task task, Space space, Py_ssize_t begin, Py_ssize_t n, Py_ssize_t m) noexcept nogil
@cython.locals(held=Py_ssize_t, i=int, s=Py_ssize_t, j=Py_ssize_t)
cdef Py_ssize_t _judge(Task task, Space space, Py_ssize_t begin, Py_ssize_t n, Py_ssize_t m) noexcept nogil
@cython.locals(fine=bint, i=Py_ssize_t, s=Py_ssize_t, j=Py_ssize_t, a=double)
cdef bint _gather(Space space, double[::1] numbers, int[::1] slots, double[:, ::1] into, Py_ssize_t begin,
                  Py_ssize_t n) noexcept nogil
@cython.locals(i=Py_ssize_t, s=Py_ssize_t, j=Py_ssize_t)
cdef void _watch(Task task, Space space, Py_ssize_t begin, Py_ssize_t n) noexcept nogil
@cython.locals(i=Py_ssize_t, s=Py_ssize_t, j=Py_ssize_t)
cdef void _seed(Task task, Space space, Py_ssize_t begin, Py_ssize_t n) noexcept nogil
@cython.locals(i=Py_ssize_t, s=Py_ssize_t, j=Py_ssize_t)
cdef void _silence(Space space, int[::1] slots, Py_ssize_t m) noexcept nogil
@cython.locals(fine=bint, w="double[::1]", c="double[::1]", fresh="double[::1]", i=Py_ssize_t, s=Py_ssize_t,
               k=Py_ssize_t, j=Py_ssize_t, c0=double, c1=double, c2=double, c3=double, c4=double, c5=double,
               c6=double, c7=double, total=double)
cdef bint _sum(Space space, int[::1] slots, Py_ssize_t m) noexcept nogil
@cython.locals(i=Py_ssize_t, s=Py_ssize_t)
cdef void _clear(Space space, int[::1] slots, Py_ssize_t m) noexcept nogil
@cython.locals(i=Py_ssize_t, j=Py_ssize_t)
cdef void _zero(Space space, Py_ssize_t m) noexcept nogil
