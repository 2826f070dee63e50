# C types of reverse.py.

cimport cython
from wengert.core cimport rules
from wengert.core.value cimport Value

@cython.locals(node=Value, arg=Value, order=list, moving=set, asked=set, bars=dict)
cpdef list gradients(y, wrt, seed=*)
