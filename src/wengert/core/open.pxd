# C types of open.py, and a `__dict__` that is made when it is needed.

from cpython.object cimport PyObject, PyTypeObject, visitproc
from wengert.core.value cimport Value, WENGERT_RELEASE

cdef class OpenValue(Value):
    cdef PyObject* _attributes

cdef extern from *:
    """
    static destructor wengert_closed_dealloc;  /* Value's own */
    static traverseproc wengert_closed_traverse;
    static PyGetSetDef wengert_dict = {"__dict__", PyObject_GenericGetDict, PyObject_GenericSetDict, NULL, NULL};

    static int wengert_open_install(PyTypeObject *type, Py_ssize_t offset, destructor dealloc,
                                    traverseproc traverse, inquiry clear) {
        PyObject *descriptor = PyDescr_NewGetSet(type, &wengert_dict);
        int failed = descriptor == NULL || PyDict_SetItemString(type->tp_dict, "__dict__", descriptor) < 0;
        Py_XDECREF(descriptor);
        if (failed) return -1;
        wengert_closed_dealloc = type->tp_base->tp_dealloc;
        wengert_closed_traverse = type->tp_base->tp_traverse;
        type->tp_dictoffset = offset;
        type->tp_dealloc = dealloc;
        type->tp_traverse = traverse;
        type->tp_clear = clear;
        PyType_Modified(type);
        return 0;
    }

    /* Freed objects of one Python class are kept for the next ones, linked by their first word after the head.
       For such a class this stands in place of what Python does for any class. */
    #define WENGERT_OPEN_KEEP 65536
    static PyTypeObject *wengert_open = NULL;
    static PyObject *wengert_open_kept = NULL;
    static int wengert_open_count = 0;

    static PyObject *wengert_open_alloc(PyTypeObject *type, Py_ssize_t items) {
        PyObject *node = wengert_open_kept;
        if (type != wengert_open || node == NULL) return PyType_GenericAlloc(type, items);
        wengert_open_kept = *(PyObject **)(node + 1);
        wengert_open_count--;
        memset(node, 0, (size_t)type->tp_basicsize);
        PyObject_Init(node, type);
        PyObject_GC_Track(node);
        return node;
    }

    static void wengert_open_free(PyObject *node) {
        PyTypeObject *type = Py_TYPE(node);  /* a heap type: its objects count as references to it */
        if (type != wengert_open || wengert_open_count == WENGERT_OPEN_KEEP) {
            type->tp_free(node);
        } else {
            *(PyObject **)(node + 1) = wengert_open_kept;
            wengert_open_kept = node;
            wengert_open_count++;
        }
        Py_DECREF(type);
    }

    static int wengert_open_keep(PyTypeObject *type, destructor dealloc) {
        wengert_open = type;
        type->tp_alloc = wengert_open_alloc;
        type->tp_dealloc = dealloc;
        PyType_Modified(type);
        return 0;
    }
    """
    void wengert_open_free(PyObject*) noexcept
    int wengert_open_keep(PyTypeObject*, void (*)(PyObject*) noexcept) except -1
    void PyObject_GC_UnTrack(PyObject*)
    int PyObject_CallFinalizerFromDealloc(PyObject*)
    void wengert_closed_dealloc(PyObject*) noexcept
    int wengert_closed_traverse(PyObject*, visitproc, void*) noexcept
    int wengert_open_install(PyTypeObject*, Py_ssize_t, void (*)(PyObject*) noexcept,
                             int (*)(PyObject*, visitproc, void*) noexcept, int (*)(PyObject*) noexcept) except -1
    void Py_CLEAR(PyObject*)

cdef inline void _open_dealloc(PyObject* node) noexcept:
    Py_CLEAR((<OpenValue>node)._attributes)
    wengert_closed_dealloc(node)

cdef inline int _open_traverse(PyObject* node, visitproc visit, void* arg) noexcept:
    cdef int stop = 0
    if (<OpenValue>node)._attributes != NULL:
        stop = visit((<OpenValue>node)._attributes, arg)
    return stop if stop else wengert_closed_traverse(node, visit, arg)

cdef inline int _open_clear(PyObject* node) noexcept:
    Py_CLEAR((<OpenValue>node)._attributes)
    return 0

cdef inline void _kept_dealloc(PyObject* node) noexcept:
    if (<PyTypeObject*>node.ob_type).tp_finalize != NULL and PyObject_CallFinalizerFromDealloc(node) < 0:
        return  # somebody wants it back
    PyObject_GC_UnTrack(node)
    Py_CLEAR((<OpenValue>node)._attributes)
    WENGERT_RELEASE(<Value>node)
    wengert_open_free(node)

cdef inline int _raw_keep(kind) except -1:
    return wengert_open_keep(<PyTypeObject*>kind, _kept_dealloc)

cdef inline object _raw_attributes(OpenValue value):
    return None if value._attributes == NULL else <object>value._attributes

cdef inline int _raw_install(kind) except -1:
    cdef OpenValue probe = OpenValue.__new__(OpenValue)
    cdef Py_ssize_t offset = <char*>&probe._attributes - <char*><PyObject*>probe
    return wengert_open_install(<PyTypeObject*>kind, offset, _open_dealloc, _open_traverse, _open_clear)
