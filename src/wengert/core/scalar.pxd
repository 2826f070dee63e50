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
