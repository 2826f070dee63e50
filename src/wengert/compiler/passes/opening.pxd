# C types of opening.py.

cimport cython

cdef int CONST, RESULT, ARGUMENT, _LARGEST

@cython.locals(code_at="int[::1]", start_at="int[::1]", known_at="unsigned char[::1]", found_at="int[::1]",
               i=Py_ssize_t, count=int, size=int)
cdef int _closed(codes, starts, known, int linear, found) except -1

@cython.locals(code_at="int[::1]", start_at="int[::1]", space_at="unsigned char[::1]", place_at="int[::1]",
               kind_at="int[::1]", begin_at="int[::1]", first_at="int[::1]", step_at="int[::1]", slot_at="int[::1]",
               result_at="int[::1]", moved_at="int[::1]", image_at="int[::1]", new_code_at="int[::1]",
               new_start_at="int[::1]",
               new_space_at="unsigned char[::1]", new_place_at="int[::1]", i=Py_ssize_t, k=Py_ssize_t, own=Py_ssize_t,
               step=Py_ssize_t, size=int, end=int, kind=int, base=int, number=int)
cdef int _fill(codes, starts, spaces, places, kinds, begins, firsts, step_codes, slots, results, moved, images,
               new_codes, new_starts, new_spaces, new_places) except -1

cdef int _number(int space, int place, int[::1] images) noexcept
