# C types of weave.py.

cimport cython
from wengert.see.draw.layered.orders cimport Orders

cdef class Weaver(Orders):
    cdef public int[::1] dist, cost, score, came, turns, low, high, kept, old, tried
    cdef public int start_rank, end_rank

    @cython.locals(saved="long long", u=int)
    cpdef long long weave(self, int reach, long long limit) except -1
    @cython.locals(begin=int, end=int, before="long long", after="long long", kept="int[::1]", at="int[::1]",
                   pos="int[::1]", i=int, r=int)
    cdef long long improve(self, int u, int reach) except -1
    @cython.locals(lo=int, hi=int, k=int, v=int)
    cdef int span(self, int u) except -1
    cdef bint loose(self, int v) noexcept
    @cython.locals(v=int, w=int, many=int)
    cdef int rethread(self, int u, int reach) except -1
    @cython.locals(items=int, pos="int[::1]", tail="int[::1]", head="int[::1]", score="int[::1]", dist="int[::1]",
                   r=int, base=int, k=int, v=int, w=int, s=int, q=int, port=int, many=int)
    cdef int replant(self, int u, int reach) except -1
    @cython.locals(dist="int[::1]", cost="int[::1]", r=int, last=int, q=int, s=int, came=int)
    cdef int thread(self, int u, int many, int v, int w, int reach) except -1
    @cython.locals(r=int)
    cdef int window(self, int u, int reach) except -1
    @cython.locals(base=int, best=int, s=int)
    cdef int nearest(self, int[::1] values, int r, int old) except -1
    @cython.locals(r=int, s=int)
    cdef int anywhere(self, int v, int reach) except -1
    @cython.locals(pos="int[::1]", head="int[::1]", turns="int[::1]", r=int, s=int, start=int, here=int, top=int,
                   now=int, i=int, u=int, k=int, q=int, base=int)
    cdef int leave(self, int v) except -1
    @cython.locals(cost="int[::1]", pos="int[::1]", head="int[::1]", base=int, start=int, key=int, now=int, i=int,
                   s=int, u=int, k=int, q=int)
    cdef int arrive(self, int r, int v, int port) except -1
    @cython.locals(pos="int[::1]", head="int[::1]", turns="int[::1]", lowest=int, start=int, top=int, s=int, i=int,
                   u=int, k=int, q=int)
    cdef int first_row(self, int r) except -1
    @cython.locals(dist="int[::1]", came="int[::1]", pos="int[::1]", head="int[::1]", turns="int[::1]",
                   outs="int[::1]", here=int, there=int, begin=int, end=int, low=int, high=int, s=int, t=int, u=int,
                   k=int, q=int, now=int)
    cdef int onward(self, int r) except -1
    @cython.locals(dist="int[::1]", pos="int[::1]", head="int[::1]", turns="int[::1]", outs="int[::1]", here=int,
                   there=int, begin=int, end=int, low=int, high=int, s=int, t=int, u=int, k=int, q=int, now=int,
                   least=int)
    cdef int back(self, int r) except -1
