# C types of scope.py.

from wengert.core cimport extra, value
from wengert.core.extra cimport Here

cdef class scope:
    cdef str _name
    cdef Here _last
