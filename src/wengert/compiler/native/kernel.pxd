# C types of kernel.py.

cimport cython

cdef Py_ssize_t _CHUNK, _CLASSES

ctypedef int (*_Point)(const double *x, const double *seeds, double *y, double *g, double *found, double *v,
                       double *w) noexcept nogil
ctypedef int (*_Lanes)(const double *x, const Py_ssize_t *lanes, const double *seeds, double *y, int *left, double *found,
                       double *slopes, double *each, double *classes, double *v, double *w, double *g, long long n,
                       long long begin, long long end) noexcept nogil

@cython.final
cdef class Room:
    cdef double[::1] v, w, g, classes

@cython.final
cdef class Function:
    cdef readonly size_t address
    cdef object code

@cython.final
cdef class Task:
    cdef Py_ssize_t count, summed
    cdef const double[::1] x, seeds
    cdef const Py_ssize_t[::1] lanes
    cdef double[::1] y, found, slopes, each, sums
    cdef int[::1] left

@cython.locals(x_at="const double[::1]", seed_at="const double[::1]", y_at="double[::1]", g_at="double[::1]",
               found_at="double[::1]", call=_Point, status=int)
cpdef int run_point(Function kernel, const double[::1] x, const double[::1] seeds, double[::1] y, double[::1] g,
                    double[::1] found, Room room) except? -3
@cython.locals(odd=int)
cpdef int run_chunks(Function kernel, Task task, Room room, Py_ssize_t first, Py_ssize_t step) except? -3
@cython.locals(odd=int, chunk=Py_ssize_t, begin=Py_ssize_t)
cdef int _run_chunks(Function kernel, Task task, Room room, Py_ssize_t first, Py_ssize_t step) noexcept nogil
@cython.locals(call=_Lanes)
cdef int _run_lanes(Function kernel, Task task, Room room, Py_ssize_t begin, Py_ssize_t end) noexcept nogil
@cython.locals(c="double[::1]", s="double[::1]", i=Py_ssize_t, j=Py_ssize_t, k=Py_ssize_t, even=double,
               total=double, odd=int)
cdef int _fold(Task task, Room room, Py_ssize_t chunk) noexcept nogil
