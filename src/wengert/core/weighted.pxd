# C types of weighted.py.

cimport cython
from wengert.core.value cimport _binary

cdef int _ADD
cdef int _MUL
cdef object _PLAIN

@cython.locals(direct=bint, straight=bint, i=Py_ssize_t)
cpdef weighted_sum(weights, xs)
