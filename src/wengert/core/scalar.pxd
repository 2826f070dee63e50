# C types of scalar.py.  No objects: a class of another module would be tracked by the collector for them.

cdef class Scalar:
    cdef public double _data
    cdef public double _grad
    cdef public double _pa
    cdef public double _pb
    cdef public short _code
    cdef public short _n
    cdef public unsigned int _uses  # of a sweep, 0 between sweeps

cdef int CONSTANT
cdef int _traced

cpdef int count_traced(int change) except -1
cdef object _compared(str name, Scalar x, y)
cdef bint _truth(Scalar x) except -1
cdef object _integer(Scalar x)
cdef str _text(Scalar x, str spec)
cdef int _convert(Scalar x, str what) except -1
cdef int _refuse(Scalar x, str what) except -1
