# C types of trace.py.

cimport cython
from wengert.core.value cimport Value

cdef int INPUT, RESULT, CONST, CONSTANT
cdef int _STATED
cdef unsigned int _NEEDED, _FRESH

cdef Py_ssize_t _arity(Value node)
cdef Value _arg(Value node, Py_ssize_t i)

@cython.locals(node=Value, arg=Value, i=Py_ssize_t, k=Py_ssize_t, count=Py_ssize_t, operands=Py_ssize_t)
cdef tuple _marked(list made, list inputs, list outputs)

@cython.locals(node=Value, arg=Value, number=cython.uint, i=Py_ssize_t, k=Py_ssize_t, step=Py_ssize_t, at=Py_ssize_t,
               code_at="int[::1]", start_at="int[::1]", place_at="int[::1]", space_at="unsigned char[::1]")
cdef int _numbered(list made, list inputs, list constants, codes, starts, spaces, places) except -1

cdef unsigned int _number(Value arg, list inputs, list constants) except 0
@cython.locals(node=Value)
cdef int _unmark(list nodes) except -1
