# C types of roll.py.

cimport cython

cdef int INPUT, RESULT, CONST, PLAIN, FIRST, SECOND, STILL, IDLE, ROUNDS, WIDEST, NEAR, FAR, NEIGHBOURS, _BUCKETS, _LONG

cdef class Shapes:
    cdef public list bodies
    cdef public list steps
    cdef public list modes
    cdef dict _known
    cpdef int simple(self, bytes modes) except -1
    cpdef int loop(self, tuple body, tuple steps, bytes modes) except -1

@cython.final
cdef class Roller:
    cdef public Shapes shapes
    cdef public int size
    cdef public dict kinds
    cdef dict _shape_of
    cdef int _room
    cdef int[::1] _shape
    cdef int[::1] _width
    cdef long long[::1] _start
    cdef long long[::1] _address
    cdef long long[::1] _step
    cdef unsigned char[::1] _mode
    cdef int[::1] _near
    cdef int[::1] _far
    cdef int[::1] _gram
    cdef int[::1] _last_near
    cdef int[::1] _last_far
    cdef int[::1] _due
    cdef int[::1] _next_due
    cdef bint _unfit
    cdef int _followed
    cdef int _tried_width
    cdef int _tried_run
    cdef int _tried_size

    @cython.locals(code_at="int[::1]", start_at="int[::1]", place_at="int[::1]", space_at="unsigned char[::1]",
                   rank_at="int[::1]", i=Py_ssize_t, k=int, first=int, count=int, space=int, place=int,
                   key=longlong, shape=int, end=longlong)
    cpdef int push(self, codes, starts, spaces, places, ranks) except -1
    @cython.locals(i=int, before=int, k=longlong)
    cpdef list loops(self)
    cdef int _kind(self, int code, bytes spaces) except -1
    @cython.locals(i=int, gram=int, bucket=int, top=int)
    cdef int _add(self, int shape, int width, long long end) except -1
    cdef int _settle(self) except -1
    @cython.locals(top=int, due=int)
    cdef int _drop(self, int size) except -1
    @cython.locals(p=int, e=int, body=tuple)
    cdef bint _goes_on(self) except -1
    @cython.locals(p=int)
    cdef bint _extend(self) except -1
    @cython.locals(i=int, body=tuple)
    cdef bint _is_next_round(self, int p) except -1
    @cython.locals(i=longlong)
    cdef bint _is_next(self, int p, long long begin, long long end) noexcept
    cdef inline int _mode_in(self, int p, long long i) noexcept
    @cython.locals(own=longlong, rounds=longlong)
    cdef inline bint _fits(self, int p, long long i) noexcept
    @cython.locals(first=longlong, end=longlong, i=longlong, width=int)
    cdef int _forget(self, int p) except -1
    @cython.locals(top=int, q=int)
    cdef bint _fold(self) except -1
    @cython.locals(size=int, i=int, shape=int, top=int)
    cdef bint _are_rounds(self, int width) noexcept
    @cython.locals(c=longlong, b=longlong, a=longlong, end=longlong)
    cdef bint _advance(self, int x, int width) noexcept
    @cython.locals(step=longlong)
    cdef bint _evenly(self, long long a, long long b, long long c) noexcept
    @cython.locals(first=int, a=longlong, b=longlong, c=longlong, length=longlong, i=longlong)
    cdef bint _make_loop(self, int width) except -1
