# C types of value.py, and its loops on raw pointers.  Each loop states the plain one it replaces.

cimport cython
from cpython.mem cimport PyMem_RawMalloc, PyMem_RawRealloc, PyMem_RawFree
from cpython.object cimport PyObject, PyTypeObject, visitproc
from cpython.ref cimport Py_XDECREF
from wengert.core cimport extra, kernels, methods
from wengert.core.extra cimport Extra, Here
from wengert.core.methods cimport Methods

cdef class Value(Methods):
    cdef public Value _a
    cdef public Value _b
    cdef public Extra _extra

cdef int LEAF
cdef int CONSTANT
cdef int _KERNELS
cdef int _watching
cdef int _strict

cpdef int watch(int change, bint strict=*) except -1

cdef Value _constant(double x)
cdef Value _constant_of(kind, double x)
cdef Value _beside(x, kind)
@cython.locals(node=Value)
cdef Value _made(kind, int op, int n, Value a, Value b)
@cython.locals(a=Value)
cdef object _unary(int op, operand)
cdef object _power(int op, x, y, modulus)
cdef object _several(int op, tuple args)
cdef object _rounded(int op, x, digits)
@cython.locals(a=Value, b=Value, node=Value)
cdef object _binary(int op, x, y)
@cython.locals(mine=Extra)
cdef int _joined(Value node, int op, tuple args, tuple partials) except -1
@cython.locals(mine=Extra)
cdef Extra _own_extra(Value node)
cdef Value _many(int op, tuple nodes)
cdef _kind(Value a, Value b)
@cython.locals(a=Value, b=Value, need_a=bint, need_b=bint)
cdef int _compute(Value node) except -1
@cython.locals(row=object)
cdef int _compute_any(Value node) except -1
cpdef Value again(Value node)
@cython.locals(there=Here, tape=list)
cdef int _watch(Value node) except -1
cdef Value _lifted(row, int i, arg, kind)

# --- freeing -----------------------------------------------------------------------------------------
# A node that dies lets go of its operands, which may die in turn: by recursion, a chain of 10^6 would
# overflow the stack.  Here a dying node puts its operands on a list, and the first to die empties it.

cdef extern from *:
    """
    static PyObject **wengert_dying = NULL;
    static size_t wengert_dying_count = 0, wengert_dying_room = 0;
    static int wengert_freeing = 0;

    static void wengert_let_go(PyObject **slot) {
        PyObject *object = *slot;
        *slot = NULL;
        if (object == NULL || object == Py_None) { Py_XDECREF(object); return; }
        if (wengert_dying_count == wengert_dying_room) {
            size_t room = wengert_dying_room ? 2 * wengert_dying_room : 64;
            PyObject **larger = (PyObject **)PyMem_RawRealloc(wengert_dying, room * sizeof *larger);
            if (larger == NULL) { Py_DECREF(object); return; }  /* no memory: recursion is all there is */
            wengert_dying = larger;
            wengert_dying_room = room;
        }
        wengert_dying[wengert_dying_count++] = object;
    }

    static void wengert_empty_dying(void) {
        if (wengert_freeing) return;
        wengert_freeing = 1;
        while (wengert_dying_count) Py_DECREF(wengert_dying[--wengert_dying_count]);
        wengert_freeing = 0;
    }

    #define WENGERT_RELEASE(node) do { \\
        wengert_let_go((PyObject **)&(node)->_a); \\
        wengert_let_go((PyObject **)&(node)->_b); \\
        wengert_let_go((PyObject **)&(node)->_extra); \\
        if (wengert_dying_count) wengert_empty_dying(); } while (0)

    /* Freed nodes are kept for the next ones, linked by their first word after the head. */
    #define WENGERT_KEEP 65536
    static PyTypeObject *wengert_value;
    static PyObject *wengert_kept = NULL;
    static int wengert_kept_count = 0;

    static PyObject *wengert_alloc(PyTypeObject *type, Py_ssize_t items) {
        PyObject *node = wengert_kept;
        if (type != wengert_value) return PyType_GenericAlloc(type, items);
        if (node != NULL) {
            wengert_kept = *(PyObject **)(node + 1);
            wengert_kept_count--;
        } else if ((node = (PyObject *)PyObject_Malloc((size_t)type->tp_basicsize)) == NULL) {
            return PyErr_NoMemory();
        }
        memset(node, 0, (size_t)type->tp_basicsize);
        return PyObject_Init(node, type);
    }

    static void wengert_free(PyObject *node) {
        PyTypeObject *type = Py_TYPE(node);
        if (type != wengert_value || wengert_kept_count == WENGERT_KEEP) {
            type->tp_free(node);
            return;
        }
        *(PyObject **)(node + 1) = wengert_kept;
        wengert_kept = node;
        wengert_kept_count++;
    }

    static PyObject *wengert_empty = NULL;

    /* Value.__new__(kind), without the way through Python: a subclass's own __new__ is not asked. */
    static CYTHON_INLINE PyObject *wengert_new(PyObject *kind) {
        return wengert_value->tp_new((PyTypeObject *)kind, wengert_empty, NULL);
    }

    #define WENGERT_INSTALL(type, dealloc, traverse) do { \\
        wengert_value = (PyTypeObject *)(type); \\
        wengert_empty = PyTuple_New(0); \\
        wengert_value->tp_alloc = wengert_alloc; \\
        wengert_value->tp_dealloc = (dealloc); \\
        wengert_value->tp_traverse = (traverse); \\
        PyType_Modified(wengert_value); } while (0)
    """
    void WENGERT_RELEASE(Value node) noexcept
    Value _raw_new "wengert_new"(object kind)
    void wengert_free(PyObject* node) noexcept
    void WENGERT_INSTALL(object kind, void (*dealloc)(PyObject*) noexcept,
                         int (*traverse)(PyObject*, visitproc, void*) noexcept) noexcept

cdef inline void _raw_dealloc(PyObject* node) noexcept:
    WENGERT_RELEASE(<Value>node)
    wengert_free(node)

# --- the garbage collector ---------------------------------------------------------------------------
# Values are not tracked.  Objects of a Python subclass are, for they have a __dict__ that can close a
# cycle; so that it can be found, the collector must see the operands of such an object.

cdef inline int _raw_traverse(PyObject* node, visitproc visit, void* arg) noexcept:
    cdef Value self = <Value>node
    cdef int stop = 0
    if <PyObject*>self._a != NULL:
        stop = visit(<PyObject*>self._a, arg)
    if stop == 0 and <PyObject*>self._b != NULL:
        stop = visit(<PyObject*>self._b, arg)
    if stop == 0 and <PyObject*>self._extra != NULL and self._extra is not None:
        if <PyObject*>self._extra.args != NULL:
            stop = visit(<PyObject*>self._extra.args, arg)
    return stop

cdef inline int _raw_install(kind) except -1:
    WENGERT_INSTALL(kind, _raw_dealloc, _raw_traverse)
    return 0

# --- sweeps: sweep.py on borrowed pointers -----------------------------------------------------------
# `_reach` lists every node below the output, each once, and counts its uses in `_uses`.  A sweep then
# pushes a node when its last use has paid, which sets every `_uses` back to 0.

cdef inline Py_ssize_t _arity(Value node) noexcept:
    return node._n if node._n < 3 else len(node._extra.args)

cdef inline PyObject* _arg(Value node, Py_ssize_t i) noexcept:
    if node._n == 3:
        return <PyObject*>(node._extra.args[i])
    return <PyObject*>node._a if i == 0 else <PyObject*>node._b

cdef inline double _partial(Value node, Py_ssize_t i) noexcept:
    if node._n == 3:
        return <double>node._extra.partials[i]
    return node._pa if i == 0 else node._pb

cdef struct Reached:
    PyObject** nodes
    Py_ssize_t count
    Py_ssize_t room

cdef inline int _reach_one(Reached* reached, PyObject* arg) except -1:
    cdef PyObject** larger
    cdef Py_ssize_t i
    if (<Value>arg)._uses == 0:
        if reached.count == reached.room:
            larger = <PyObject**>PyMem_RawRealloc(reached.nodes, 2 * reached.room * sizeof(PyObject*))
            if larger == NULL:
                for i in range(reached.count):
                    (<Value>reached.nodes[i])._uses = 0
                PyMem_RawFree(reached.nodes)
                reached.nodes = NULL
                raise MemoryError("no memory for a sweep over this graph; no gradient was changed")
            reached.nodes = larger
            reached.room = 2 * reached.room
        reached.nodes[reached.count] = arg
        reached.count += 1
    (<Value>arg)._uses += 1
    return 0

cdef inline int _reach(Value output, Reached* reached) except -1:
    cdef Py_ssize_t i = 0, k
    cdef PyObject* node
    reached.room = 1024
    reached.count = 1
    reached.nodes = <PyObject**>PyMem_RawMalloc(reached.room * sizeof(PyObject*))
    if reached.nodes == NULL:
        raise MemoryError("no memory for a sweep over this graph; no gradient was changed")
    reached.nodes[0] = <PyObject*>output
    output._uses = 1
    while i < reached.count:
        node = reached.nodes[i]
        i += 1
        if (<Value>node)._n == 2:
            _reach_one(reached, <PyObject*>(<Value>node)._a)
            _reach_one(reached, <PyObject*>(<Value>node)._b)
        elif (<Value>node)._n == 1:
            _reach_one(reached, <PyObject*>(<Value>node)._a)
        elif (<Value>node)._n == 3:
            for k in range(_arity(<Value>node)):
                _reach_one(reached, _arg(<Value>node, k))
    return 0

cdef inline list _raw_topological(list outputs):
    """Depth-first on a stack of its own; `_uses` of a node on it is 1 + how many operands are done."""
    cdef list order = []
    cdef Value output
    cdef PyObject** stack
    cdef PyObject** larger
    cdef PyObject* node
    cdef PyObject* arg
    cdef Py_ssize_t top = 0, room = 1024, i
    stack = <PyObject**>PyMem_RawMalloc(room * sizeof(PyObject*))
    if stack == NULL:
        raise MemoryError("no memory to list this graph")
    try:
        for output in outputs:
            if output._uses:
                continue
            output._uses = 1
            stack[0] = <PyObject*>output
            top = 1
            while top:
                node = stack[top - 1]
                i = (<Value>node)._uses - 1
                if i == _arity(<Value>node):
                    order.append(<Value>node)
                    top -= 1
                    continue
                (<Value>node)._uses += 1
                arg = _arg(<Value>node, i)
                if (<Value>arg)._uses:
                    continue
                if top == room:
                    larger = <PyObject**>PyMem_RawRealloc(stack, 2 * room * sizeof(PyObject*))
                    if larger == NULL:
                        raise MemoryError("no memory to list this graph")
                    stack = larger
                    room = 2 * room
                (<Value>arg)._uses = 1
                stack[top] = arg
                top += 1
    finally:
        for i in range(top):
            (<Value>stack[i])._uses = 0
        for output in order:
            output._uses = 0
        PyMem_RawFree(stack)
    return order

cdef inline int _raw_zero_grad(Value output) except -1:
    cdef Reached reached
    cdef Py_ssize_t i
    _reach(output, &reached)
    for i in range(reached.count):
        (<Value>reached.nodes[i])._uses = 0
        (<Value>reached.nodes[i])._grad = 0.0
    PyMem_RawFree(reached.nodes)
    return 0

cdef inline Py_ssize_t _pay(PyObject* arg, double contribution, PyObject** stack, Py_ssize_t top) noexcept:
    """Add a contribution to an operand's adjoint; push it, or settle a leaf, if it was the last."""
    (<Value>arg)._uses -= 1
    if (<Value>arg)._n:
        (<Value>arg)._grad += contribution
        if (<Value>arg)._uses == 0:
            stack[top] = arg
            return top + 1
    else:  # a leaf gathers in _pa what this sweep brings, so that a second sweep doubles it exactly
        (<Value>arg)._pa += contribution
        if (<Value>arg)._uses == 0:
            if (<Value>arg)._code != CONSTANT:
                (<Value>arg)._grad += (<Value>arg)._pa
            (<Value>arg)._pa = 0.0
    return top

cdef inline double _scale(double adjoint, double partial) noexcept:
    cdef double product = adjoint * partial
    if product != product and (adjoint == 0.0 or partial == 0.0):
        return 0.0
    return product

cdef inline int _raw_backward(Value output, double seed) except -1:
    cdef Reached reached
    cdef Py_ssize_t i, k, top = 0
    cdef PyObject* node
    cdef PyObject** stack
    cdef double adjoint
    _reach(output, &reached)
    for i in range(reached.count):
        if (<Value>reached.nodes[i])._n:
            (<Value>reached.nodes[i])._grad = 0.0
    stack = reached.nodes  # each node is pushed once: there is room
    top = _pay(<PyObject*>output, seed, stack, top)
    while top:
        top -= 1
        node = stack[top]
        adjoint = (<Value>node)._grad
        if (<Value>node)._n == 2:
            top = _pay(<PyObject*>(<Value>node)._a, _scale(adjoint, (<Value>node)._pa), stack, top)
            top = _pay(<PyObject*>(<Value>node)._b, _scale(adjoint, (<Value>node)._pb), stack, top)
        elif (<Value>node)._n == 1:
            top = _pay(<PyObject*>(<Value>node)._a, _scale(adjoint, (<Value>node)._pa), stack, top)
        else:
            for k in range(_arity(<Value>node)):
                top = _pay(_arg(<Value>node, k), _scale(adjoint, _partial(<Value>node, k)), stack, top)
    PyMem_RawFree(stack)
    return 0
