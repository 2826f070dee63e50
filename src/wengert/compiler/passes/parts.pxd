# C types of parts.py.

cimport cython

cdef int INPUT, RESULT, CONST

@cython.locals(start_at="int[::1]", space_at="unsigned char[::1]", place_at="int[::1]", mark_at="unsigned char[::1]",
               i=Py_ssize_t, k=Py_ssize_t)
cdef int _need(starts, spaces, places, Py_ssize_t begin, Py_ssize_t end, marks) except -1

@cython.locals(start_at="int[::1]", space_at="unsigned char[::1]", place_at="int[::1]", mark_at="unsigned char[::1]",
               vary_at="const unsigned char[::1]", i=Py_ssize_t, k=Py_ssize_t)
cdef int _reach(starts, spaces, places, Py_ssize_t begin, Py_ssize_t end, varying, marks) except -1

@cython.locals(start_at="int[::1]", space_at="unsigned char[::1]", place_at="int[::1]", mark_at="unsigned char[::1]",
               read_at="unsigned char[::1]", found_at="int[::1]", i=Py_ssize_t, k=Py_ssize_t, count=int)
cdef int _edge(starts, spaces, places, marks, read, found) except -1

@cython.locals(start_at="int[::1]", mark_at="unsigned char[::1]", i=Py_ssize_t, size=Py_ssize_t, operands=Py_ssize_t)
cdef tuple _counted(starts, marks)

@cython.locals(start_at="int[::1]", space_at="unsigned char[::1]", place_at="int[::1]", mark_at="unsigned char[::1]",
               keep_at="int[::1]", i=Py_ssize_t, k=Py_ssize_t)
cdef int _keep(starts, spaces, places, marks, kept) except -1

@cython.locals(keep_at="int[::1]", number_at="double[::1]", chosen_at="double[::1]", i=Py_ssize_t, size=Py_ssize_t)
cdef _numbered(constants, kept)

@cython.locals(code_at="int[::1]", start_at="int[::1]", space_at="unsigned char[::1]", place_at="int[::1]",
               mark_at="unsigned char[::1]", input_at="int[::1]", moved_at="int[::1]", keep_at="int[::1]",
               new_code_at="int[::1]", new_start_at="int[::1]", new_space_at="unsigned char[::1]",
               new_place_at="int[::1]", i=Py_ssize_t, k=Py_ssize_t, size=Py_ssize_t, end=Py_ssize_t,
               space=int, place=int)
cdef int _select(codes, starts, spaces, places, marks, stands_in, moved, kept, new_codes, new_starts, new_spaces,
                 new_places) except -1
