# C types of extra.py, and the scope of each thread.

cdef class Extra:
    cdef public str label
    cdef public str scope
    cdef public str place
    cdef public tuple args
    cdef public tuple partials

cdef class Here(Extra):
    cdef public Here outer

cpdef Extra owned(Extra shared)
cpdef Here here()
cpdef int set_here(Here there) except -1
cpdef list tape()
cpdef int set_tape(list tape) except -1
cpdef object tracer()
cpdef int set_tracer(object tracer) except -1

# Only extra.py itself may call these: every module that includes them has variables of its own.
cdef extern from *:
    """
    #ifdef _MSC_VER
    #define WENGERT_OF_THREAD __declspec(thread)
    #else
    #define WENGERT_OF_THREAD __thread
    #endif
    static WENGERT_OF_THREAD PyObject *wengert_here = NULL;
    static WENGERT_OF_THREAD PyObject *wengert_tape = NULL;
    static WENGERT_OF_THREAD PyObject *wengert_tracer = NULL;

    static CYTHON_INLINE PyObject *wengert_get(PyObject *there) {
        if (there == NULL) there = Py_None;
        Py_INCREF(there);
        return there;
    }
    static CYTHON_INLINE void wengert_put(PyObject **variable, PyObject *there) {
        PyObject *before = *variable;
        *variable = there == Py_None ? NULL : there;
        Py_XINCREF(*variable);
        Py_XDECREF(before);
    }
    #define wengert_get_here() wengert_get(wengert_here)
    #define wengert_put_here(there) wengert_put(&wengert_here, (PyObject *)(there))
    #define wengert_get_tape() wengert_get(wengert_tape)
    #define wengert_put_tape(tape) wengert_put(&wengert_tape, (PyObject *)(tape))
    #define wengert_get_tracer() wengert_get(wengert_tracer)
    #define wengert_put_tracer(tracer) wengert_put(&wengert_tracer, (PyObject *)(tracer))
    """
    Here _get_here "wengert_get_here"()
    void _put_here "wengert_put_here"(Here there)
    list _get_tape "wengert_get_tape"()
    void _put_tape "wengert_put_tape"(list tape)
    object _get_tracer "wengert_get_tracer"()
    void _put_tracer "wengert_put_tracer"(object tracer)
