# C types of simplify.py.

cimport cython
from wengert.core cimport kernels

cdef int RESULT, CONST, LETTER, NUMBER, MOST_LETTERS, _KERNELS, _ROOM, _SEVERAL, _FORGET, _CROWD
cdef long long _PAST, _LOW, _KEY, _MIX

@cython.final
cdef class _Pass:
    cdef object _old
    cdef int _size
    cdef int _end
    cdef int[::1] _code
    cdef int[::1] _start
    cdef int[::1] _arg
    cdef unsigned char[::1] _sealed
    cdef int[::1] _image
    cdef double[::1] _constant
    cdef long long[::1] _bits
    cdef int _constants
    cdef dict _known
    cdef int[::1] _rank
    cdef unsigned char[::1] _changing
    cdef int _named
    cdef unsigned char[::1] _used
    cdef int[::1] _post
    cdef long long[::1] _posts
    cdef int[::1] _only
    cdef long long _past
    cdef int _width
    cdef int _below
    cdef int[::1] _table
    cdef int[::1] _heads
    cdef int _rooted
    cdef int[::1] _pattern
    cdef int _at
    cdef int[::1] _bound

    @cython.locals(i=Py_ssize_t, j=Py_ssize_t, number=int, place=Py_ssize_t)
    cpdef columns(self)
    @cython.locals(i=int)
    cpdef bint is_doubtful(self)
    @cython.locals(code_at="int[::1]", start_at="int[::1]", space_at="unsigned char[::1]", place_at="int[::1]",
                   i=Py_ssize_t, k=int, count=int, space=int, place=int, numbers=int,
                   shape=longlong)
    cdef int _write(self, codes, starts, spaces, places, Py_ssize_t begin, Py_ssize_t end, bint free) except -1
    @cython.locals(post=longlong, mask=longlong, slot=longlong)
    cdef int _stands(self, int place, int k) noexcept
    @cython.locals(place=int, rank=int)
    cdef int _ranked(self) except -1
    cdef bint _is(self, int number, int other) noexcept
    @cython.locals(number=int, k=int)
    cdef int _made(self, int code, int count) except -1
    @cython.locals(end=int, k=int, x=double, y=double, z=double, out=double, _=double)
    cdef int _folded(self, int code, int count) except -2
    cdef bint _is_data(self, int place) noexcept
    @cython.locals(k=int)
    cdef bint _rewritten(self, int at, int count) noexcept
    @cython.locals(wanted=int, count=int, i=int, k=int)
    cdef bint _fits(self, int number) noexcept
    @cython.locals(end=int, k=int, i=int, number=int, key=longlong, mask=longlong, slot=longlong, above=int,
                   last=int, tries=int)
    cdef int _found(self, int code, int count) noexcept
    @cython.locals(start=int, k=int)
    cdef bint _is_same(self, int i, int code, int count) noexcept
    @cython.locals(i=int)
    cdef int _stays(self, int code, int count) noexcept
    @cython.locals(space_at="unsigned char[::1]", place_at="int[::1]", k=int)
    cdef int _split(self, spaces, places) except -1

cdef long long _mixed(long long key, long long number) noexcept
