# C types of rules.py.

cimport cython
from wengert.core.value cimport Value, _binary, _constant, _many, _unary

cdef int _SCALE
cdef int _ADD
cdef int _NEG

cdef class Rule:
    cdef public list constants
    cdef public list steps
    cdef public list partials

@cython.locals(rule=Rule, slots=list, operands=list, code=int)
cpdef list partials(Value node, tuple wanted)
@cython.locals(node=Value, found=set)
cpdef set moving(list order, free)
@cython.locals(several=tuple)
cpdef tuple wanted(Value node, moving)
cdef tuple _ONE
cdef tuple _OF_TWO
cdef Value _make(int code, list operands)
@cython.locals(number=double)
cpdef product(x, y)
cpdef total(x, y)
