# C types of reverse.py.

cimport cython
from wengert.core.value cimport Value

@cython.locals(node=Value, arg=Value, args=tuple, order=list, moving=set, bars=dict, wanted=tuple)
cpdef list gradients(y, wrt, seed=*)
