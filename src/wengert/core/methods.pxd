# C types of methods.py: what its methods call, set by value.py.

from wengert.core.scalar cimport Scalar

cdef object (*unary)(int, object)
cdef object (*binary)(int, object, object)
cdef object (*power)(int, object, object, object)
cdef object (*several)(int, tuple)
cdef object (*rounded)(int, object, object)

cdef class Methods(Scalar):
    pass
