# C types of kernels.py.
# Generated from the table by tools/generate.py: do not edit.

cimport cython
from libc.math cimport INFINITY as inf, NAN as nan
from wengert.core.real cimport acos, acosh, asin, asinh, atan, atan2, atanh, cbrt, ceil, cos, cosh, div, erf, erfc, exp, expm1, fabs, floor, floordiv, fmod, hypot, lgamma, log, log10, log1p, log2, mod, polygamma, pow, rint, scale, sin, sinh, sqrt, tan, tanh

cdef int COUNT

@cython.locals(out=double)
cpdef (double, double) neg_(double x) noexcept
@cython.locals(out=double)
cpdef (double, double) exp_(double x) noexcept
@cython.locals(out=double)
cpdef (double, double) expm1_(double x) noexcept
@cython.locals(out=double)
cpdef (double, double) log_(double x) noexcept
@cython.locals(out=double)
cpdef (double, double) log2_(double x) noexcept
@cython.locals(out=double)
cpdef (double, double) log10_(double x) noexcept
@cython.locals(out=double)
cpdef (double, double) log1p_(double x) noexcept
@cython.locals(out=double)
cpdef (double, double) sqrt_(double x) noexcept
@cython.locals(out=double)
cpdef (double, double) cbrt_(double x) noexcept
@cython.locals(out=double)
cpdef (double, double) square_(double x) noexcept
@cython.locals(out=double)
cpdef (double, double) reciprocal_(double x) noexcept
@cython.locals(out=double)
cpdef (double, double) exp2_(double x) noexcept
@cython.locals(out=double)
cpdef (double, double) sin_(double x) noexcept
@cython.locals(out=double)
cpdef (double, double) cos_(double x) noexcept
@cython.locals(out=double)
cpdef (double, double) tan_(double x) noexcept
@cython.locals(out=double)
cpdef (double, double) asin_(double x) noexcept
@cython.locals(out=double)
cpdef (double, double) acos_(double x) noexcept
@cython.locals(out=double)
cpdef (double, double) atan_(double x) noexcept
@cython.locals(out=double)
cpdef (double, double) sinh_(double x) noexcept
@cython.locals(out=double)
cpdef (double, double) cosh_(double x) noexcept
@cython.locals(out=double)
cpdef (double, double) tanh_(double x) noexcept
@cython.locals(out=double)
cpdef (double, double) asinh_(double x) noexcept
@cython.locals(out=double)
cpdef (double, double) acosh_(double x) noexcept
@cython.locals(out=double)
cpdef (double, double) atanh_(double x) noexcept
@cython.locals(out=double)
cpdef (double, double) sign_(double x) noexcept
@cython.locals(out=double)
cpdef (double, double) abs_(double x) noexcept
@cython.locals(out=double)
cpdef (double, double) floor_(double x) noexcept
@cython.locals(out=double)
cpdef (double, double) ceil_(double x) noexcept
@cython.locals(out=double)
cpdef (double, double) round_(double x) noexcept
@cython.locals(out=double)
cpdef (double, double) sum_1(double x0) noexcept
@cython.locals(out=double)
cpdef (double, double) prod_1(double x0) noexcept
@cython.locals(out=double, t0=double)
cpdef (double, double) max_1(double x0) noexcept
@cython.locals(out=double, t0=double)
cpdef (double, double) min_1(double x0) noexcept
@cython.locals(out=double)
cpdef (double, double) norm_1(double x0) noexcept
@cython.locals(out=double)
cpdef (double, double) erf_(double x) noexcept
@cython.locals(out=double)
cpdef (double, double) erfc_(double x) noexcept
@cython.locals(out=double)
cpdef (double, double) lgamma_(double x) noexcept
@cython.locals(out=double)
cpdef (double, double) digamma_(double x) noexcept
@cython.locals(out=double)
cpdef (double, double) mean_1(double x0) noexcept
@cython.locals(out=double)
cpdef (double, double) relu_(double x) noexcept
@cython.locals(t0=double, t1=double, out=double, t3=double, t4=double)
cpdef (double, double) sigmoid_(double x) noexcept
@cython.locals(t0=double, out=double, t2=double, t3=double)
cpdef (double, double) softplus_(double x) noexcept
@cython.locals(t0=double, out=double, t2=double, t3=double)
cpdef (double, double) log_sigmoid_(double x) noexcept
@cython.locals(t0=double, t1=double, t2=double, out=double, t4=double, t5=double)
cpdef (double, double) silu_(double x) noexcept
@cython.locals(t0=double, out=double, t2=double)
cpdef (double, double) norm_pdf_(double x) noexcept
@cython.locals(t0=double, out=double)
cpdef (double, double) norm_cdf_(double x) noexcept
@cython.locals(t0=double, t1=double, out=double)
cpdef (double, double) gelu_(double x) noexcept
@cython.locals(t0=double, t1=double, t2=double, t3=double, t4=double, out=double, t6=double, t7=double, t8=double, t9=double, t10=double)
cpdef (double, double) gelu_tanh_(double x) noexcept
@cython.locals(t0=double, t1=double, out=double, t3=double, t4=double, t5=double)
cpdef (double, double) mish_(double x) noexcept
@cython.locals(t0=double, t1=double, out=double, t3=double, t4=double)
cpdef (double, double) logsumexp_1(double x0) noexcept
@cython.locals(out=double)
cpdef (double, double, double) add_(double x, double y, bint need_x, bint need_y) noexcept
@cython.locals(out=double)
cpdef (double, double, double) sub_(double x, double y, bint need_x, bint need_y) noexcept
@cython.locals(out=double)
cpdef (double, double, double) mul_(double x, double y, bint need_x, bint need_y) noexcept
@cython.locals(out=double)
cpdef (double, double, double) div_(double x, double y, bint need_x, bint need_y) noexcept
@cython.locals(out=double)
cpdef (double, double, double) scale_(double x, double y, bint need_x, bint need_y) noexcept
@cython.locals(out=double)
cpdef (double, double, double) lt_(double x, double y, bint need_x, bint need_y) noexcept
@cython.locals(out=double)
cpdef (double, double, double) le_(double x, double y, bint need_x, bint need_y) noexcept
@cython.locals(out=double)
cpdef (double, double, double) gt_(double x, double y, bint need_x, bint need_y) noexcept
@cython.locals(out=double)
cpdef (double, double, double) ge_(double x, double y, bint need_x, bint need_y) noexcept
@cython.locals(out=double)
cpdef (double, double, double) eq_(double x, double y, bint need_x, bint need_y) noexcept
@cython.locals(out=double)
cpdef (double, double, double) ne_(double x, double y, bint need_x, bint need_y) noexcept
@cython.locals(out=double)
cpdef (double, double, double) pow_(double x, double y, bint need_x, bint need_y) noexcept
@cython.locals(out=double, t1=double)
cpdef (double, double, double) atan2_(double y, double x, bint need_y, bint need_x) noexcept
@cython.locals(out=double)
cpdef (double, double, double) fmod_(double x, double y, bint need_x, bint need_y) noexcept
@cython.locals(out=double)
cpdef (double, double, double) mod_(double x, double y, bint need_x, bint need_y) noexcept
@cython.locals(out=double, t1=double)
cpdef (double, double, double) floordiv_(double x, double y, bint need_x, bint need_y) noexcept
@cython.locals(out=double)
cpdef (double, double, double) sum_2(double x0, double x1, bint need_x0, bint need_x1) noexcept
@cython.locals(out=double)
cpdef (double, double, double) prod_2(double x0, double x1, bint need_x0, bint need_x1) noexcept
@cython.locals(out=double)
cpdef (double, double, double) dot_2(double x0, double x1, bint need_x0, bint need_x1) noexcept
@cython.locals(out=double, t1=double, t2=double, t3=double)
cpdef (double, double, double) max_2(double x0, double x1, bint need_x0, bint need_x1) noexcept
@cython.locals(out=double, t1=double, t2=double, t3=double)
cpdef (double, double, double) min_2(double x0, double x1, bint need_x0, bint need_x1) noexcept
@cython.locals(out=double)
cpdef (double, double, double) hypot_(double x, double y, bint need_x, bint need_y) noexcept
@cython.locals(out=double)
cpdef (double, double, double) norm_2(double x0, double x1, bint need_x0, bint need_x1) noexcept
@cython.locals(out=double)
cpdef (double, double, double) polygamma_(double n, double x, bint need_n, bint need_x) noexcept
@cython.locals(out=double)
cpdef (double, double, double) mean_2(double x0, double x1, bint need_x0, bint need_x1) noexcept
@cython.locals(out=double, t1=double)
cpdef (double, double, double) leaky_relu_(double x, double slope, bint need_x, bint need_slope) noexcept
@cython.locals(t0=double, out=double, t2=double)
cpdef (double, double, double) elu_(double x, double alpha, bint need_x, bint need_alpha) noexcept
@cython.locals(t0=double, t1=double, t2=double, t3=double, t4=double, out=double, t6=double, t7=double, t8=double, t9=double, t10=double, t11=double, t12=double)
cpdef (double, double, double) logsumexp_2(double x0, double x1, bint need_x0, bint need_x1) noexcept
@cython.locals(out=double)
cpdef (double, double, double) softmax_(double x, double total, bint need_x, bint need_total) noexcept
@cython.locals(out=double)
cpdef (double, double, double, double) linear_3(double x0, double x1, double x2, bint need_x0, bint need_x1, bint need_x2) noexcept
@cython.locals(out=double)
cpdef (double, double, double, double) where_(double c, double x, double y, bint need_c, bint need_x, bint need_y) noexcept
@cython.locals(out=double)
cpdef (double, double, double, double) clip_(double x, double lo, double hi, bint need_x, bint need_lo, bint need_hi) noexcept
@cython.locals(out=double)
cpdef (double, double, double, double) sum_3(double x0, double x1, double x2, bint need_x0, bint need_x1, bint need_x2) noexcept
@cython.locals(out=double, t1=double, t2=double)
cpdef (double, double, double, double) prod_3(double x0, double x1, double x2, bint need_x0, bint need_x1, bint need_x2) noexcept
@cython.locals(t0=double, out=double, t2=double, t3=double, t4=double, t5=double)
cpdef (double, double, double, double) max_3(double x0, double x1, double x2, bint need_x0, bint need_x1, bint need_x2) noexcept
@cython.locals(t0=double, out=double, t2=double, t3=double, t4=double, t5=double)
cpdef (double, double, double, double) min_3(double x0, double x1, double x2, bint need_x0, bint need_x1, bint need_x2) noexcept
@cython.locals(out=double)
cpdef (double, double, double, double) norm_3(double x0, double x1, double x2, bint need_x0, bint need_x1, bint need_x2) noexcept
@cython.locals(out=double)
cpdef (double, double, double, double) mean_3(double x0, double x1, double x2, bint need_x0, bint need_x1, bint need_x2) noexcept
@cython.locals(t0=double, t1=double, t2=double, t3=double, t4=double, t5=double, t6=double, out=double, t8=double, t9=double, t10=double, t11=double, t12=double, t13=double, t14=double, t15=double, t16=double)
cpdef (double, double, double, double) logsumexp_3(double x0, double x1, double x2, bint need_x0, bint need_x1, bint need_x2) noexcept
cpdef (double, double) unary(int op, double x) noexcept
cpdef (double, double, double) binary(int op, double x, double y, bint need_x, bint need_y) noexcept
cpdef (double, double, double, double) ternary(int op, double x, double y, double z, bint need_x, bint need_y, bint need_z) noexcept
