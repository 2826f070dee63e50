# C types of layout.py.

cimport cython
from wengert.compiler.flat.lanes cimport ask, claim

cdef int INPUT, RESULT, CONST, _JOIN, _LINEAR

@cython.locals(code_at="int[::1]", start_at="int[::1]", space_at="unsigned char[::1]", place_at="int[::1]",
               rank_at="int[::1]", made_of="unsigned short[::1]", made="unsigned short[::1]", read="int[::1]",
               m=Py_ssize_t, i=Py_ssize_t, k=Py_ssize_t, row=int, count=int, place=int)
cdef Py_ssize_t _fill(codes, starts, spaces, places, ranks, Py_ssize_t begin, Py_ssize_t end, instructions, code, at,
                      int inputs, int results) except -2
