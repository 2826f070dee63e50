# C types of ranks.py.

cimport cython

@cython.locals(first="int[::1]", links="int[::1]", rank="int[::1]", up="int[::1]",
               real=int, low=int)
cpdef list ranks(int count, sources, targets)
@cython.locals(e=int, i=int, first="int[::1]", links="int[::1]", fill="int[::1]")
cdef tuple _incident(int count, int[::1] tail, int[::1] head)
@cython.locals(e=int, i=int, j=int, k=int, many=int, done=int, waiting="int[::1]", ready="int[::1]")
cdef bint _late(int root, int[::1] tail, int[::1] head, int[::1] first, int[::1] links, int[::1] rank,
                int[::1] up) except -1
@cython.locals(root=int, balance="int[::1]", operands="int[::1]", part="int[::1]", inside="int[::1]", e=int, f=int,
               g=int, i=int, j=int, k=int, n=int, weight=int, unmoved=int, mark=int, many=int, other=int, onward=bint,
               best=int, least=int, slack=int, shift=int, total=int, entry=int, carried=int, own=int,
               work="long long")
cdef int _shorten(int real, int[::1] tail, int[::1] head, int[::1] first, int[::1] links, int[::1] rank,
                  int[::1] up) except -1
