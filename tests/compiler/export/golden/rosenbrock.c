/*
 * int rosenbrock(const double *x, double *y);
 * int rosenbrock_gradient(const double *x, double *y, double *dx);
 *
 * x: 100 numbers.
 * y: the value.
 * dx: the derivative by each number of x.
 * They return 0.
 * Compile with -std=c99 -ffp-contract=off and link with -lm.
 */
#include <math.h>

/* a*p, but exactly 0 where either is 0: a zero contributes nothing. */
static double scale(double a, double p)
{
    return a == 0.0 || p == 0.0 ? 0.0 : a * p;
}

/* The library's pow itself: of a constant a compiler would make another function, which may round otherwise. */
static double (*volatile library_power)(double, double) = pow;

/* A power; at some exponents by one operation, which is quicker and rounds better. */
static double power(double x, double y)
{
    return y == 2.0 ? x * x : y == 1.0 ? x : y == -1.0 ? 1.0 / x : library_power(x, y);
}

int rosenbrock(const double *x, double *y)
{
    double t[99];
    t[0] = 0.0 + (100.0 * power(x[1] - power(x[0], 2.0), 2.0) + power(1.0 - x[0], 2.0));
    for (long i = 0; i < 98; i++) {
        t[i + 1] = t[i] + (100.0 * power(x[i + 2] - power(x[i + 1], 2.0), 2.0) + power(1.0 - x[i + 1], 2.0));
    }
    *y = t[98];
    return 0;
}

int rosenbrock_gradient(const double *x, double *y, double *dx)
{
    double t[99];
    double dt[99] = {0.0};
    const double v1 = x[1] - power(x[0], 2.0);
    const double v4 = 1.0 - x[0];
    t[0] = 0.0 + (100.0 * power(v1, 2.0) + power(v4, 2.0));
    for (long i = 0; i < 98; i++) {
        t[i + 1] = t[i] + (100.0 * power(x[i + 2] - power(x[i + 1], 2.0), 2.0) + power(1.0 - x[i + 1], 2.0));
    }
    *y = t[98];
    for (long i = 0; i < 100; i++) {
        dx[i] = 0.0;
    }
    /* backwards */
    dt[98] += 1.0;
    for (long i = 97; i >= 0; i--) {
        const double dv15 = dt[i + 1];
        dt[i] += dv15;
        const double dv12 = scale(dv15, 2.0 * power(1.0 - x[i + 1], 1.0));
        dx[i + 1] -= dv12;
        const double dv9 = scale(dv15 * 100.0, 2.0 * power(x[i + 2] - power(x[i + 1], 2.0), 1.0));
        dx[i + 2] += dv9;
        dx[i + 1] += scale(-dv9, 2.0 * power(x[i + 1], 1.0));
    }
    const double dv6 = dt[0];
    dx[0] -= scale(dv6, 2.0 * power(v4, 1.0));
    const double dv1 = scale(dv6 * 100.0, 2.0 * power(v1, 1.0));
    dx[1] += dv1;
    dx[0] += scale(-dv1, 2.0 * power(x[0], 1.0));
    return 0;
}
