# C types of lanes.py.
# Generated from the table by tools/generate.py: do not edit.

cimport cython
from libc.math cimport INFINITY as inf, NAN as nan
from wengert.core.real cimport acos, acosh, asin, asinh, atan, atan2, atanh, cbrt, ceil, cos, cosh, div, erf, erfc, exp, expm1, fabs, floor, floordiv, fmod, hypot, lgamma, log, log10, log1p, log2, mod, polygamma, pow, rint, scale, sin, sinh, sqrt, tan, tanh

cdef extern from *:
    ctypedef double* Written "double *__restrict"

cdef inline double* lane(double[::1] numbers, Py_ssize_t s) noexcept nogil:
    return &numbers[s]

cdef int _SET, _ADD, _EXACT

cdef double scaled(double a, double p) noexcept nogil
@cython.locals(m=Py_ssize_t)
cdef void move(int[::1] at, int[::1] loops, int[::1] steps, int j, int rounds) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void copy_lanes(Written o, const double* x, Py_ssize_t n) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void share_lanes(Written w, const double* a, double p, int how, Py_ssize_t n) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void join_lanes(Written w, const double* a, const double* p, Py_ssize_t n) noexcept nogil
cdef double add_value(double x, double y) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void add_value_lanes(Written o, const double* x, const double* y, Py_ssize_t n) noexcept nogil
cdef double sub_value(double x, double y) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void sub_value_lanes(Written o, const double* x, const double* y, Py_ssize_t n) noexcept nogil
cdef double mul_value(double x, double y) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void mul_value_lanes(Written o, const double* x, const double* y, Py_ssize_t n) noexcept nogil
cdef double mul_by_x(double y) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void mul_by_x_lanes(Written w, const double* a, const double* y, int how, Py_ssize_t n) noexcept nogil
cdef double mul_by_y(double x) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void mul_by_y_lanes(Written w, const double* a, const double* x, int how, Py_ssize_t n) noexcept nogil
cdef double div_value(double x, double y) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void div_value_lanes(Written o, const double* x, const double* y, Py_ssize_t n) noexcept nogil
cdef double div_by_x(double y) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void div_by_x_lanes(Written w, const double* a, const double* y, int how, Py_ssize_t n) noexcept nogil
cdef double div_by_y(double y, double out) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void div_by_y_lanes(Written w, const double* a, const double* y, const double* out, int how, Py_ssize_t n) noexcept nogil
cdef double neg_value(double x) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void neg_value_lanes(Written o, const double* x, Py_ssize_t n) noexcept nogil
cdef double scale_value(double x, double y) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void scale_value_lanes(Written o, const double* x, const double* y, Py_ssize_t n) noexcept nogil
cdef double scale_by_x(double y) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void scale_by_x_lanes(Written w, const double* a, const double* y, int how, Py_ssize_t n) noexcept nogil
cdef double scale_by_y(double x) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void scale_by_y_lanes(Written w, const double* a, const double* x, int how, Py_ssize_t n) noexcept nogil
cdef double where_value(double c, double x, double y) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void where_value_lanes(Written o, const double* x, const double* y, const double* z, Py_ssize_t n) noexcept nogil
cdef double where_by_x(double c) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void where_by_x_lanes(Written w, const double* a, const double* x, int how, Py_ssize_t n) noexcept nogil
cdef double where_by_y(double c) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void where_by_y_lanes(Written w, const double* a, const double* x, int how, Py_ssize_t n) noexcept nogil
cdef double lt_value(double x, double y) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void lt_value_lanes(Written o, const double* x, const double* y, Py_ssize_t n) noexcept nogil
cdef double le_value(double x, double y) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void le_value_lanes(Written o, const double* x, const double* y, Py_ssize_t n) noexcept nogil
cdef double gt_value(double x, double y) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void gt_value_lanes(Written o, const double* x, const double* y, Py_ssize_t n) noexcept nogil
cdef double ge_value(double x, double y) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void ge_value_lanes(Written o, const double* x, const double* y, Py_ssize_t n) noexcept nogil
cdef double eq_value(double x, double y) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void eq_value_lanes(Written o, const double* x, const double* y, Py_ssize_t n) noexcept nogil
cdef double ne_value(double x, double y) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void ne_value_lanes(Written o, const double* x, const double* y, Py_ssize_t n) noexcept nogil
cdef double exp_value(double x) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void exp_value_lanes(Written o, const double* x, Py_ssize_t n) noexcept nogil
cdef double exp_by_x(double out) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void exp_by_x_lanes(Written w, const double* a, const double* out, int how, Py_ssize_t n) noexcept nogil
cdef double expm1_value(double x) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void expm1_value_lanes(Written o, const double* x, Py_ssize_t n) noexcept nogil
cdef double expm1_by_x(double out) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void expm1_by_x_lanes(Written w, const double* a, const double* out, int how, Py_ssize_t n) noexcept nogil
cdef double log_value(double x) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void log_value_lanes(Written o, const double* x, Py_ssize_t n) noexcept nogil
cdef double log_by_x(double x) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void log_by_x_lanes(Written w, const double* a, const double* x, int how, Py_ssize_t n) noexcept nogil
cdef double log2_value(double x) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void log2_value_lanes(Written o, const double* x, Py_ssize_t n) noexcept nogil
cdef double log2_by_x(double x) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void log2_by_x_lanes(Written w, const double* a, const double* x, int how, Py_ssize_t n) noexcept nogil
cdef double log10_value(double x) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void log10_value_lanes(Written o, const double* x, Py_ssize_t n) noexcept nogil
cdef double log10_by_x(double x) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void log10_by_x_lanes(Written w, const double* a, const double* x, int how, Py_ssize_t n) noexcept nogil
cdef double log1p_value(double x) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void log1p_value_lanes(Written o, const double* x, Py_ssize_t n) noexcept nogil
cdef double log1p_by_x(double x) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void log1p_by_x_lanes(Written w, const double* a, const double* x, int how, Py_ssize_t n) noexcept nogil
cdef double sqrt_value(double x) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void sqrt_value_lanes(Written o, const double* x, Py_ssize_t n) noexcept nogil
cdef double sqrt_by_x(double out) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void sqrt_by_x_lanes(Written w, const double* a, const double* out, int how, Py_ssize_t n) noexcept nogil
cdef double cbrt_value(double x) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void cbrt_value_lanes(Written o, const double* x, Py_ssize_t n) noexcept nogil
cdef double cbrt_by_x(double out) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void cbrt_by_x_lanes(Written w, const double* a, const double* out, int how, Py_ssize_t n) noexcept nogil
cdef double square_value(double x) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void square_value_lanes(Written o, const double* x, Py_ssize_t n) noexcept nogil
cdef double square_by_x(double x) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void square_by_x_lanes(Written w, const double* a, const double* x, int how, Py_ssize_t n) noexcept nogil
cdef double reciprocal_value(double x) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void reciprocal_value_lanes(Written o, const double* x, Py_ssize_t n) noexcept nogil
cdef double reciprocal_by_x(double out) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void reciprocal_by_x_lanes(Written w, const double* a, const double* out, int how, Py_ssize_t n) noexcept nogil
cdef double pow_value(double x, double y) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void pow_value_lanes(Written o, const double* x, const double* y, Py_ssize_t n) noexcept nogil
cdef double pow_by_x(double x, double y) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void pow_by_x_lanes(Written w, const double* a, const double* x, const double* y, int how, Py_ssize_t n) noexcept nogil
cdef double pow_by_y(double x, double y, double out) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void pow_by_y_lanes(Written w, const double* a, const double* x, const double* y, const double* out, int how, Py_ssize_t n) noexcept nogil
cdef double exp2_value(double x) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void exp2_value_lanes(Written o, const double* x, Py_ssize_t n) noexcept nogil
cdef double exp2_by_x(double out) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void exp2_by_x_lanes(Written w, const double* a, const double* out, int how, Py_ssize_t n) noexcept nogil
cdef double sin_value(double x) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void sin_value_lanes(Written o, const double* x, Py_ssize_t n) noexcept nogil
cdef double sin_by_x(double x) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void sin_by_x_lanes(Written w, const double* a, const double* x, int how, Py_ssize_t n) noexcept nogil
cdef double cos_value(double x) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void cos_value_lanes(Written o, const double* x, Py_ssize_t n) noexcept nogil
cdef double cos_by_x(double x) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void cos_by_x_lanes(Written w, const double* a, const double* x, int how, Py_ssize_t n) noexcept nogil
cdef double tan_value(double x) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void tan_value_lanes(Written o, const double* x, Py_ssize_t n) noexcept nogil
cdef double tan_by_x(double out) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void tan_by_x_lanes(Written w, const double* a, const double* out, int how, Py_ssize_t n) noexcept nogil
cdef double asin_value(double x) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void asin_value_lanes(Written o, const double* x, Py_ssize_t n) noexcept nogil
cdef double asin_by_x(double x) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void asin_by_x_lanes(Written w, const double* a, const double* x, int how, Py_ssize_t n) noexcept nogil
cdef double acos_value(double x) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void acos_value_lanes(Written o, const double* x, Py_ssize_t n) noexcept nogil
cdef double acos_by_x(double x) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void acos_by_x_lanes(Written w, const double* a, const double* x, int how, Py_ssize_t n) noexcept nogil
cdef double atan_value(double x) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void atan_value_lanes(Written o, const double* x, Py_ssize_t n) noexcept nogil
cdef double atan_by_x(double x) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void atan_by_x_lanes(Written w, const double* a, const double* x, int how, Py_ssize_t n) noexcept nogil
cdef double atan2_value(double y, double x) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void atan2_value_lanes(Written o, const double* x, const double* y, Py_ssize_t n) noexcept nogil
@cython.locals(t1=double)
cdef double atan2_by_y(double y, double x) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void atan2_by_y_lanes(Written w, const double* a, const double* x, const double* y, int how, Py_ssize_t n) noexcept nogil
@cython.locals(t1=double)
cdef double atan2_by_x(double y, double x) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void atan2_by_x_lanes(Written w, const double* a, const double* x, const double* y, int how, Py_ssize_t n) noexcept nogil
cdef double sinh_value(double x) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void sinh_value_lanes(Written o, const double* x, Py_ssize_t n) noexcept nogil
cdef double sinh_by_x(double x) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void sinh_by_x_lanes(Written w, const double* a, const double* x, int how, Py_ssize_t n) noexcept nogil
cdef double cosh_value(double x) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void cosh_value_lanes(Written o, const double* x, Py_ssize_t n) noexcept nogil
cdef double cosh_by_x(double x) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void cosh_by_x_lanes(Written w, const double* a, const double* x, int how, Py_ssize_t n) noexcept nogil
cdef double tanh_value(double x) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void tanh_value_lanes(Written o, const double* x, Py_ssize_t n) noexcept nogil
cdef double tanh_by_x(double out) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void tanh_by_x_lanes(Written w, const double* a, const double* out, int how, Py_ssize_t n) noexcept nogil
cdef double asinh_value(double x) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void asinh_value_lanes(Written o, const double* x, Py_ssize_t n) noexcept nogil
cdef double asinh_by_x(double x) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void asinh_by_x_lanes(Written w, const double* a, const double* x, int how, Py_ssize_t n) noexcept nogil
cdef double acosh_value(double x) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void acosh_value_lanes(Written o, const double* x, Py_ssize_t n) noexcept nogil
cdef double acosh_by_x(double x) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void acosh_by_x_lanes(Written w, const double* a, const double* x, int how, Py_ssize_t n) noexcept nogil
cdef double atanh_value(double x) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void atanh_value_lanes(Written o, const double* x, Py_ssize_t n) noexcept nogil
cdef double atanh_by_x(double x) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void atanh_by_x_lanes(Written w, const double* a, const double* x, int how, Py_ssize_t n) noexcept nogil
cdef double sign_value(double x) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void sign_value_lanes(Written o, const double* x, Py_ssize_t n) noexcept nogil
cdef double abs_value(double x) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void abs_value_lanes(Written o, const double* x, Py_ssize_t n) noexcept nogil
cdef double abs_by_x(double x) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void abs_by_x_lanes(Written w, const double* a, const double* x, int how, Py_ssize_t n) noexcept nogil
cdef double floor_value(double x) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void floor_value_lanes(Written o, const double* x, Py_ssize_t n) noexcept nogil
cdef double ceil_value(double x) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void ceil_value_lanes(Written o, const double* x, Py_ssize_t n) noexcept nogil
cdef double round_value(double x) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void round_value_lanes(Written o, const double* x, Py_ssize_t n) noexcept nogil
cdef double clip_value(double x, double lo, double hi) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void clip_value_lanes(Written o, const double* x, const double* y, const double* z, Py_ssize_t n) noexcept nogil
cdef double clip_by_x(double x, double lo, double hi) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void clip_by_x_lanes(Written w, const double* a, const double* x, const double* y, const double* z, int how, Py_ssize_t n) noexcept nogil
cdef double clip_by_lo(double x, double lo) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void clip_by_lo_lanes(Written w, const double* a, const double* x, const double* y, int how, Py_ssize_t n) noexcept nogil
cdef double clip_by_hi(double x, double hi) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void clip_by_hi_lanes(Written w, const double* a, const double* x, const double* z, int how, Py_ssize_t n) noexcept nogil
cdef double fmod_value(double x, double y) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void fmod_value_lanes(Written o, const double* x, const double* y, Py_ssize_t n) noexcept nogil
cdef double fmod_by_x(double out) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void fmod_by_x_lanes(Written w, const double* a, const double* out, int how, Py_ssize_t n) noexcept nogil
cdef double fmod_by_y(double x, double y, double out) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void fmod_by_y_lanes(Written w, const double* a, const double* x, const double* y, const double* out, int how, Py_ssize_t n) noexcept nogil
cdef double mod_value(double x, double y) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void mod_value_lanes(Written o, const double* x, const double* y, Py_ssize_t n) noexcept nogil
cdef double mod_by_x(double out) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void mod_by_x_lanes(Written w, const double* a, const double* out, int how, Py_ssize_t n) noexcept nogil
cdef double mod_by_y(double x, double y, double out) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void mod_by_y_lanes(Written w, const double* a, const double* x, const double* y, const double* out, int how, Py_ssize_t n) noexcept nogil
cdef double floordiv_value(double x, double y) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void floordiv_value_lanes(Written o, const double* x, const double* y, Py_ssize_t n) noexcept nogil
cdef double floordiv_by_x(double out) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void floordiv_by_x_lanes(Written w, const double* a, const double* out, int how, Py_ssize_t n) noexcept nogil
cdef double floordiv_by_y(double out) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void floordiv_by_y_lanes(Written w, const double* a, const double* out, int how, Py_ssize_t n) noexcept nogil
cdef double sum_1_value(double x0) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void sum_1_value_lanes(Written o, const double* x, Py_ssize_t n) noexcept nogil
cdef double sum_2_value(double x0, double x1) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void sum_2_value_lanes(Written o, const double* x, const double* y, Py_ssize_t n) noexcept nogil
cdef double sum_3_value(double x0, double x1, double x2) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void sum_3_value_lanes(Written o, const double* x, const double* y, const double* z, Py_ssize_t n) noexcept nogil
cdef double prod_1_value(double x0) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void prod_1_value_lanes(Written o, const double* x, Py_ssize_t n) noexcept nogil
cdef double prod_2_value(double x0, double x1) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void prod_2_value_lanes(Written o, const double* x, const double* y, Py_ssize_t n) noexcept nogil
cdef double prod_2_by_x0(double x1) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void prod_2_by_x0_lanes(Written w, const double* a, const double* y, int how, Py_ssize_t n) noexcept nogil
cdef double prod_2_by_x1(double x0) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void prod_2_by_x1_lanes(Written w, const double* a, const double* x, int how, Py_ssize_t n) noexcept nogil
cdef double prod_3_value(double x0, double x1, double x2) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void prod_3_value_lanes(Written o, const double* x, const double* y, const double* z, Py_ssize_t n) noexcept nogil
cdef double prod_3_by_x0(double x1, double x2) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void prod_3_by_x0_lanes(Written w, const double* a, const double* y, const double* z, int how, Py_ssize_t n) noexcept nogil
cdef double prod_3_by_x1(double x0, double x2) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void prod_3_by_x1_lanes(Written w, const double* a, const double* x, const double* z, int how, Py_ssize_t n) noexcept nogil
cdef double prod_3_by_x2(double x0, double x1) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void prod_3_by_x2_lanes(Written w, const double* a, const double* x, const double* y, int how, Py_ssize_t n) noexcept nogil
cdef double dot_2_value(double x0, double x1) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void dot_2_value_lanes(Written o, const double* x, const double* y, Py_ssize_t n) noexcept nogil
cdef double dot_2_by_x0(double x1) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void dot_2_by_x0_lanes(Written w, const double* a, const double* y, int how, Py_ssize_t n) noexcept nogil
cdef double dot_2_by_x1(double x0) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void dot_2_by_x1_lanes(Written w, const double* a, const double* x, int how, Py_ssize_t n) noexcept nogil
cdef double max_1_value(double x0) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void max_1_value_lanes(Written o, const double* x, Py_ssize_t n) noexcept nogil
@cython.locals(t0=double)
cdef double max_1_by_x0(double x0, double out) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void max_1_by_x0_lanes(Written w, const double* a, const double* x, const double* out, int how, Py_ssize_t n) noexcept nogil
cdef double max_2_value(double x0, double x1) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void max_2_value_lanes(Written o, const double* x, const double* y, Py_ssize_t n) noexcept nogil
@cython.locals(t1=double)
cdef double max_2_by_x0(double x0, double x1, double out) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void max_2_by_x0_lanes(Written w, const double* a, const double* x, const double* y, const double* out, int how, Py_ssize_t n) noexcept nogil
@cython.locals(t1=double)
cdef double max_2_by_x1(double x0, double x1, double out) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void max_2_by_x1_lanes(Written w, const double* a, const double* x, const double* y, const double* out, int how, Py_ssize_t n) noexcept nogil
@cython.locals(t0=double)
cdef double max_3_value(double x0, double x1, double x2) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void max_3_value_lanes(Written o, const double* x, const double* y, const double* z, Py_ssize_t n) noexcept nogil
@cython.locals(t1=double)
cdef double max_3_by_x0(double x0, double x1, double x2, double out) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void max_3_by_x0_lanes(Written w, const double* a, const double* x, const double* y, const double* z, const double* out, int how, Py_ssize_t n) noexcept nogil
@cython.locals(t1=double)
cdef double max_3_by_x1(double x0, double x1, double x2, double out) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void max_3_by_x1_lanes(Written w, const double* a, const double* x, const double* y, const double* z, const double* out, int how, Py_ssize_t n) noexcept nogil
@cython.locals(t1=double)
cdef double max_3_by_x2(double x0, double x1, double x2, double out) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void max_3_by_x2_lanes(Written w, const double* a, const double* x, const double* y, const double* z, const double* out, int how, Py_ssize_t n) noexcept nogil
cdef double min_1_value(double x0) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void min_1_value_lanes(Written o, const double* x, Py_ssize_t n) noexcept nogil
@cython.locals(t0=double)
cdef double min_1_by_x0(double x0, double out) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void min_1_by_x0_lanes(Written w, const double* a, const double* x, const double* out, int how, Py_ssize_t n) noexcept nogil
cdef double min_2_value(double x0, double x1) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void min_2_value_lanes(Written o, const double* x, const double* y, Py_ssize_t n) noexcept nogil
@cython.locals(t1=double)
cdef double min_2_by_x0(double x0, double x1, double out) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void min_2_by_x0_lanes(Written w, const double* a, const double* x, const double* y, const double* out, int how, Py_ssize_t n) noexcept nogil
@cython.locals(t1=double)
cdef double min_2_by_x1(double x0, double x1, double out) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void min_2_by_x1_lanes(Written w, const double* a, const double* x, const double* y, const double* out, int how, Py_ssize_t n) noexcept nogil
@cython.locals(t0=double)
cdef double min_3_value(double x0, double x1, double x2) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void min_3_value_lanes(Written o, const double* x, const double* y, const double* z, Py_ssize_t n) noexcept nogil
@cython.locals(t1=double)
cdef double min_3_by_x0(double x0, double x1, double x2, double out) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void min_3_by_x0_lanes(Written w, const double* a, const double* x, const double* y, const double* z, const double* out, int how, Py_ssize_t n) noexcept nogil
@cython.locals(t1=double)
cdef double min_3_by_x1(double x0, double x1, double x2, double out) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void min_3_by_x1_lanes(Written w, const double* a, const double* x, const double* y, const double* z, const double* out, int how, Py_ssize_t n) noexcept nogil
@cython.locals(t1=double)
cdef double min_3_by_x2(double x0, double x1, double x2, double out) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void min_3_by_x2_lanes(Written w, const double* a, const double* x, const double* y, const double* z, const double* out, int how, Py_ssize_t n) noexcept nogil
cdef double hypot_value(double x, double y) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void hypot_value_lanes(Written o, const double* x, const double* y, Py_ssize_t n) noexcept nogil
cdef double hypot_by_x(double x, double out) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void hypot_by_x_lanes(Written w, const double* a, const double* x, const double* out, int how, Py_ssize_t n) noexcept nogil
cdef double hypot_by_y(double y, double out) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void hypot_by_y_lanes(Written w, const double* a, const double* y, const double* out, int how, Py_ssize_t n) noexcept nogil
cdef double norm_1_value(double x0) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void norm_1_value_lanes(Written o, const double* x, Py_ssize_t n) noexcept nogil
cdef double norm_1_by_x0(double x0, double out) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void norm_1_by_x0_lanes(Written w, const double* a, const double* x, const double* out, int how, Py_ssize_t n) noexcept nogil
cdef double norm_2_value(double x0, double x1) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void norm_2_value_lanes(Written o, const double* x, const double* y, Py_ssize_t n) noexcept nogil
cdef double norm_2_by_x0(double x0, double out) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void norm_2_by_x0_lanes(Written w, const double* a, const double* x, const double* out, int how, Py_ssize_t n) noexcept nogil
cdef double norm_2_by_x1(double x1, double out) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void norm_2_by_x1_lanes(Written w, const double* a, const double* y, const double* out, int how, Py_ssize_t n) noexcept nogil
cdef double norm_3_value(double x0, double x1, double x2) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void norm_3_value_lanes(Written o, const double* x, const double* y, const double* z, Py_ssize_t n) noexcept nogil
cdef double norm_3_by_x0(double x0, double out) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void norm_3_by_x0_lanes(Written w, const double* a, const double* x, const double* out, int how, Py_ssize_t n) noexcept nogil
cdef double norm_3_by_x1(double x1, double out) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void norm_3_by_x1_lanes(Written w, const double* a, const double* y, const double* out, int how, Py_ssize_t n) noexcept nogil
cdef double norm_3_by_x2(double x2, double out) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void norm_3_by_x2_lanes(Written w, const double* a, const double* z, const double* out, int how, Py_ssize_t n) noexcept nogil
cdef double erf_value(double x) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void erf_value_lanes(Written o, const double* x, Py_ssize_t n) noexcept nogil
cdef double erf_by_x(double x) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void erf_by_x_lanes(Written w, const double* a, const double* x, int how, Py_ssize_t n) noexcept nogil
cdef double erfc_value(double x) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void erfc_value_lanes(Written o, const double* x, Py_ssize_t n) noexcept nogil
cdef double erfc_by_x(double x) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void erfc_by_x_lanes(Written w, const double* a, const double* x, int how, Py_ssize_t n) noexcept nogil
cdef double polygamma_value(double n, double x) noexcept with gil
@cython.locals(i=Py_ssize_t)
cdef void polygamma_value_lanes(Written o, const double* x, const double* y, Py_ssize_t n) noexcept nogil
cdef double polygamma_by_x(double n, double x) noexcept with gil
@cython.locals(i=Py_ssize_t)
cdef void polygamma_by_x_lanes(Written w, const double* a, const double* x, const double* y, int how, Py_ssize_t n) noexcept nogil
cdef double lgamma_value(double x) noexcept with gil
@cython.locals(i=Py_ssize_t)
cdef void lgamma_value_lanes(Written o, const double* x, Py_ssize_t n) noexcept nogil
cdef double lgamma_by_x(double x) noexcept with gil
@cython.locals(i=Py_ssize_t)
cdef void lgamma_by_x_lanes(Written w, const double* a, const double* x, int how, Py_ssize_t n) noexcept nogil
cdef double digamma_value(double x) noexcept with gil
@cython.locals(i=Py_ssize_t)
cdef void digamma_value_lanes(Written o, const double* x, Py_ssize_t n) noexcept nogil
cdef double digamma_by_x(double x) noexcept with gil
@cython.locals(i=Py_ssize_t)
cdef void digamma_by_x_lanes(Written w, const double* a, const double* x, int how, Py_ssize_t n) noexcept nogil
cdef double mean_1_value(double x0) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void mean_1_value_lanes(Written o, const double* x, Py_ssize_t n) noexcept nogil
cdef double mean_2_value(double x0, double x1) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void mean_2_value_lanes(Written o, const double* x, const double* y, Py_ssize_t n) noexcept nogil
cdef double mean_3_value(double x0, double x1, double x2) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void mean_3_value_lanes(Written o, const double* x, const double* y, const double* z, Py_ssize_t n) noexcept nogil
cdef double relu_value(double x) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void relu_value_lanes(Written o, const double* x, Py_ssize_t n) noexcept nogil
cdef double relu_by_x(double x) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void relu_by_x_lanes(Written w, const double* a, const double* x, int how, Py_ssize_t n) noexcept nogil
cdef double leaky_relu_value(double x, double slope) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void leaky_relu_value_lanes(Written o, const double* x, const double* y, Py_ssize_t n) noexcept nogil
cdef double leaky_relu_by_x(double x, double slope) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void leaky_relu_by_x_lanes(Written w, const double* a, const double* x, const double* y, int how, Py_ssize_t n) noexcept nogil
cdef double leaky_relu_by_slope(double x) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void leaky_relu_by_slope_lanes(Written w, const double* a, const double* x, int how, Py_ssize_t n) noexcept nogil
cdef double elu_value(double x, double alpha) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void elu_value_lanes(Written o, const double* x, const double* y, Py_ssize_t n) noexcept nogil
cdef double elu_by_x(double x, double alpha) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void elu_by_x_lanes(Written w, const double* a, const double* x, const double* y, int how, Py_ssize_t n) noexcept nogil
cdef double elu_by_alpha(double x) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void elu_by_alpha_lanes(Written w, const double* a, const double* x, int how, Py_ssize_t n) noexcept nogil
@cython.locals(t0=double)
cdef double sigmoid_value(double x) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void sigmoid_value_lanes(Written o, const double* x, Py_ssize_t n) noexcept nogil
@cython.locals(t1=double, t2=double, t3=double, t4=double)
cdef double sigmoid_by_x(double x, double out) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void sigmoid_by_x_lanes(Written w, const double* a, const double* x, const double* out, int how, Py_ssize_t n) noexcept nogil
cdef double softplus_value(double x) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void softplus_value_lanes(Written o, const double* x, Py_ssize_t n) noexcept nogil
@cython.locals(t1=double, t2=double, t3=double)
cdef double softplus_by_x(double x) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void softplus_by_x_lanes(Written w, const double* a, const double* x, int how, Py_ssize_t n) noexcept nogil
cdef double log_sigmoid_value(double x) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void log_sigmoid_value_lanes(Written o, const double* x, Py_ssize_t n) noexcept nogil
@cython.locals(t1=double, t2=double, t3=double)
cdef double log_sigmoid_by_x(double x) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void log_sigmoid_by_x_lanes(Written w, const double* a, const double* x, int how, Py_ssize_t n) noexcept nogil
@cython.locals(t0=double)
cdef double silu_value(double x) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void silu_value_lanes(Written o, const double* x, Py_ssize_t n) noexcept nogil
@cython.locals(t1=double, t2=double, t3=double, t4=double, t5=double)
cdef double silu_by_x(double x) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void silu_by_x_lanes(Written w, const double* a, const double* x, int how, Py_ssize_t n) noexcept nogil
cdef double norm_pdf_value(double x) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void norm_pdf_value_lanes(Written o, const double* x, Py_ssize_t n) noexcept nogil
@cython.locals(t1=double)
cdef double norm_pdf_by_x(double x) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void norm_pdf_by_x_lanes(Written w, const double* a, const double* x, int how, Py_ssize_t n) noexcept nogil
cdef double norm_cdf_value(double x) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void norm_cdf_value_lanes(Written o, const double* x, Py_ssize_t n) noexcept nogil
@cython.locals(t1=double)
cdef double norm_cdf_by_x(double x) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void norm_cdf_by_x_lanes(Written w, const double* a, const double* x, int how, Py_ssize_t n) noexcept nogil
cdef double gelu_value(double x) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void gelu_value_lanes(Written o, const double* x, Py_ssize_t n) noexcept nogil
@cython.locals(t1=double)
cdef double gelu_by_x(double x) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void gelu_by_x_lanes(Written w, const double* a, const double* x, int how, Py_ssize_t n) noexcept nogil
@cython.locals(t0=double, t1=double)
cdef double gelu_tanh_value(double x) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void gelu_tanh_value_lanes(Written o, const double* x, Py_ssize_t n) noexcept nogil
@cython.locals(t1=double, t2=double, t3=double, t4=double, t5=double, t6=double, t7=double, t8=double, t9=double, t10=double)
cdef double gelu_tanh_by_x(double x) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void gelu_tanh_by_x_lanes(Written w, const double* a, const double* x, int how, Py_ssize_t n) noexcept nogil
cdef double mish_value(double x) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void mish_value_lanes(Written o, const double* x, Py_ssize_t n) noexcept nogil
@cython.locals(t1=double, t2=double, t3=double, t4=double, t5=double)
cdef double mish_by_x(double x) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void mish_by_x_lanes(Written w, const double* a, const double* x, int how, Py_ssize_t n) noexcept nogil
@cython.locals(t0=double)
cdef double logsumexp_1_value(double x0) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void logsumexp_1_value_lanes(Written o, const double* x, Py_ssize_t n) noexcept nogil
@cython.locals(t1=double, t2=double, t3=double)
cdef double logsumexp_1_by_x0(double x0) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void logsumexp_1_by_x0_lanes(Written w, const double* a, const double* x, int how, Py_ssize_t n) noexcept nogil
@cython.locals(t0=double, t1=double)
cdef double logsumexp_2_value(double x0, double x1) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void logsumexp_2_value_lanes(Written o, const double* x, const double* y, Py_ssize_t n) noexcept nogil
@cython.locals(t1=double, t2=double, t3=double, t4=double, t5=double, t6=double, t7=double, t8=double)
cdef double logsumexp_2_by_x0(double x0, double x1) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void logsumexp_2_by_x0_lanes(Written w, const double* a, const double* x, const double* y, int how, Py_ssize_t n) noexcept nogil
@cython.locals(t1=double, t2=double, t3=double, t4=double, t5=double, t6=double, t7=double, t8=double)
cdef double logsumexp_2_by_x1(double x0, double x1) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void logsumexp_2_by_x1_lanes(Written w, const double* a, const double* x, const double* y, int how, Py_ssize_t n) noexcept nogil
@cython.locals(t0=double, t1=double, t2=double)
cdef double logsumexp_3_value(double x0, double x1, double x2) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void logsumexp_3_value_lanes(Written o, const double* x, const double* y, const double* z, Py_ssize_t n) noexcept nogil
@cython.locals(t1=double, t2=double, t3=double, t4=double, t5=double, t6=double, t7=double, t8=double, t9=double, t10=double)
cdef double logsumexp_3_by_x0(double x0, double x1, double x2) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void logsumexp_3_by_x0_lanes(Written w, const double* a, const double* x, const double* y, const double* z, int how, Py_ssize_t n) noexcept nogil
@cython.locals(t1=double, t2=double, t3=double, t4=double, t5=double, t6=double, t7=double, t8=double, t9=double, t10=double)
cdef double logsumexp_3_by_x1(double x0, double x1, double x2) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void logsumexp_3_by_x1_lanes(Written w, const double* a, const double* x, const double* y, const double* z, int how, Py_ssize_t n) noexcept nogil
@cython.locals(t1=double, t2=double, t3=double, t4=double, t5=double, t6=double, t7=double, t8=double, t9=double, t10=double)
cdef double logsumexp_3_by_x2(double x0, double x1, double x2) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void logsumexp_3_by_x2_lanes(Written w, const double* a, const double* x, const double* y, const double* z, int how, Py_ssize_t n) noexcept nogil
cdef double softmax_value(double x, double total) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void softmax_value_lanes(Written o, const double* x, const double* y, Py_ssize_t n) noexcept nogil
cdef double softmax_by_x(double out) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void softmax_by_x_lanes(Written w, const double* a, const double* out, int how, Py_ssize_t n) noexcept nogil
cdef double softmax_by_total(double out) noexcept nogil
@cython.locals(i=Py_ssize_t)
cdef void softmax_by_total_lanes(Written w, const double* a, const double* out, int how, Py_ssize_t n) noexcept nogil
@cython.locals(k=Py_ssize_t, m=Py_ssize_t, i=Py_ssize_t, x=Py_ssize_t, y=Py_ssize_t, z=Py_ssize_t, op=int, j=int, asked=int, fresh=int, add=int, a=double)
cdef void ask(
    unsigned short[::1] code, int[::1] at, int[::1] loops, int[::1] steps, int[::1] left, unsigned char[::1] active, Py_ssize_t o
) noexcept nogil
@cython.locals(k=Py_ssize_t, m=Py_ssize_t, i=Py_ssize_t, x=Py_ssize_t, y=Py_ssize_t, z=Py_ssize_t, op=int, j=int, asked=int, fresh=int, add=int, a=double)
cdef void claim(
    unsigned short[::1] code, int[::1] at, int[::1] loops, int[::1] steps, int[::1] left, unsigned char[::1] seen, Py_ssize_t o
) noexcept nogil
@cython.locals(k=Py_ssize_t, m=Py_ssize_t, i=Py_ssize_t, x=Py_ssize_t, y=Py_ssize_t, z=Py_ssize_t, op=int, j=int, asked=int, fresh=int, add=int, a=double)
cdef void forward(
    unsigned short[::1] code, int[::1] at, int[::1] loops, int[::1] steps, int[::1] left, double[::1] v, Py_ssize_t o
) noexcept nogil
@cython.locals(k=Py_ssize_t, m=Py_ssize_t, i=Py_ssize_t, x=Py_ssize_t, y=Py_ssize_t, z=Py_ssize_t, op=int, j=int, asked=int, fresh=int, add=int, a=double)
cdef void backward(
    unsigned short[::1] code, int[::1] at, int[::1] loops, int[::1] steps, int[::1] left, double[::1] v, double[::1] w, Py_ssize_t o
) noexcept nogil
@cython.locals(k=Py_ssize_t, m=Py_ssize_t, i=Py_ssize_t, x=Py_ssize_t, y=Py_ssize_t, z=Py_ssize_t, op=int, j=int, asked=int, fresh=int, add=int, a=double)
cdef void forward_lanes(
    unsigned short[::1] code, int[::1] at, int[::1] loops, int[::1] steps, int[::1] left, double[::1] v, Py_ssize_t o, Py_ssize_t width, Py_ssize_t n
) noexcept nogil
@cython.locals(k=Py_ssize_t, m=Py_ssize_t, i=Py_ssize_t, x=Py_ssize_t, y=Py_ssize_t, z=Py_ssize_t, op=int, j=int, asked=int, fresh=int, add=int, a=double)
cdef void backward_lanes(
    unsigned short[::1] code, int[::1] at, int[::1] loops, int[::1] steps, int[::1] left, double[::1] v, double[::1] w, Py_ssize_t o, Py_ssize_t width, Py_ssize_t n, bint exact
) noexcept nogil
