# C types of orders.py.

cimport cython

cdef class Orders:
    cdef public int count, items, ranks, base
    cdef public long long work, clock
    cdef public int[::1] rank, first, size, crossed, changed, counted, sifted
    cdef public int[::1] at, pos, moved, ins, outs, tail, head, port, below, above, tree

    @cython.locals(u=int, i=int, into="int[::1]", out="int[::1]")
    cdef int _fill(self, int[::1] tails, int[::1] heads, int[::1] ports) except -1
    cdef int change(self, int r) except -1
    @cython.locals(at="int[::1]", pos="int[::1]", r=int, start=int, i=int, v=int)
    cdef int insert(self, int u, int place) except -1
    @cython.locals(at="int[::1]", pos="int[::1]", r=int, start=int, i=int, v=int)
    cdef int remove(self, int u) except -1
    @cython.locals(r=int, i=int, u=int)
    cpdef int load(self, int[::1] at) except -1
    @cython.locals(met="int[::1]", filled="int[::1]", i=int, k=int, u=int, v=int, r=int)
    cpdef int descend(self, bint mirrored) except -1
    @cython.locals(total="long long", r=int)
    cpdef long long crossings(self, int begin, int end) except -1
    @cython.locals(tree="int[::1]", pos="int[::1]", outs="int[::1]", head="int[::1]", port="int[::1]", at="int[::1]",
                   base=int, start=int, top=int, seen=int, total="long long", i=int, j=int, k=int, u=int)
    cdef long long count_one(self, int r) except -1
    @cython.locals(tail="int[::1]", head="int[::1]", port="int[::1]", below="int[::1]", above="int[::1]",
                   pos="int[::1]", base=int, i=int, j=int, k=int, u=int, v=int, p=int, key=int, start=int)
    cdef int gather(self, int r) except -1
    @cython.locals(ins="int[::1]", outs="int[::1]")
    cdef long long gain(self, int u, int v) noexcept
    @cython.locals(at="int[::1]", pos="int[::1]", moved="int[::1]", start=int, stop=int, i=int, j=int, u=int,
                   here=int, best=int, saved="long long", least="long long", now="long long")
    cdef long long sift(self, int r, int reach) except -1
    @cython.locals(i=int, r=int, to=bint, found="long long")
    cpdef int settle(self, int reach) except -1
    @cython.locals(i=int)
    cpdef int sweep(self, bint down) except -1
    @cython.locals(start=int, stop=int, base=int, i=int, k=int, u=int, total=double, many=int, last=double)
    cdef int average(self, int r, bint down) except -1

@cython.locals(more="long long", k=int, key=int, first=int)
cdef long long _more(int[::1] keys, int i, int i_end, int j, int j_end) noexcept
