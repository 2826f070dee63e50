# C types of real.py.  The names of math.h stand for the wrappers that the interpreted build defines.

cimport cython

cdef extern from "math.h" nogil:
    cpdef double exp(double x)
    cpdef double expm1(double x)
    cpdef double log(double x)
    cpdef double log2(double x)
    cpdef double log10(double x)
    cpdef double log1p(double x)
    cpdef double sqrt(double x)
    cpdef double sin(double x)
    cpdef double cos(double x)
    cpdef double tan(double x)
    cpdef double asin(double x)
    cpdef double acos(double x)
    cpdef double atan(double x)
    cpdef double atan2(double x, double y)
    cpdef double sinh(double x)
    cpdef double cosh(double x)
    cpdef double tanh(double x)
    cpdef double asinh(double x)
    cpdef double acosh(double x)
    cpdef double atanh(double x)
    cpdef double erf(double x)
    cpdef double erfc(double x)
    cpdef double fmod(double x, double y)
    cpdef double fabs(double x)
    cpdef double floor(double x)
    cpdef double ceil(double x)
    cpdef double rint(double x)
    cpdef double library_pow "pow" (double x, double y)

cdef extern from *:
    """
    static inline double wengert_div(double x, double y) { return x / y; }
    """
    cpdef double div "wengert_div" (double x, double y) nogil

cdef double inf
cdef double nan

cpdef double pow(double x, double y) noexcept nogil
cpdef double scale(double x, double y) noexcept nogil
@cython.locals(r=double)
cpdef double mod(double x, double y) noexcept nogil
@cython.locals(r=double, q=double)
cpdef double floordiv(double x, double y) noexcept nogil
@cython.locals(a=double, r=double)
cpdef double cbrt(double x) noexcept nogil
@cython.locals(a=double, b=double, r=double)
cpdef double hypot(double x, double y) noexcept nogil
cpdef double lgamma(double x) noexcept
@cython.locals(sign=double, fact=double, k=double, s=double, tail=double, half=double)
cpdef double polygamma(double n, double x) noexcept
cdef double _lgamma_of_float(double x) noexcept
@cython.locals(term=double, k=double, s=double, m=double)
cdef double _bernoulli_tail(double n, double x) noexcept nogil
cdef double _bernoulli(double k) noexcept nogil
@cython.locals(sign=double)
cdef double _polygamma_reflected(double n, double x) noexcept
@cython.locals(c=double, s=double, coefficient=double)
cdef double _cot_derivative(double n, double x) noexcept
