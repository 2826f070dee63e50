/*
 * int matrix_vector_relu(const double *x, double *y);
 * int matrix_vector_relu_vjp(const double *x, const double *seeds, double *y, double *dx);
 *
 * x: 110 numbers.
 * y: 10 values.
 * dx: the derivative of the values' sum, each times its number in seeds, by each number of x.
 * They return 0.
 * Compile with -std=c99 -ffp-contract=off and link with -lm.
 */
#include <math.h>

/* a*p, but exactly 0 where either is 0: a zero contributes nothing. */
static double scale(double a, double p)
{
    return a == 0.0 || p == 0.0 ? 0.0 : a * p;
}

int matrix_vector_relu(const double *x, double *y)
{
    double t[110];
    for (long i = 0; i < 10; i++) {
        t[11*i] = x[10*i + 10] * x[0];
        for (long j = 0; j < 9; j++) {
            t[11*i + j + 1] = t[11*i + j] + x[10*i + j + 11] * x[j + 1];
        }
        t[11*i + 10] = (t[11*i + 9] <= 0.0 ? 0.0 : t[11*i + 9]);
    }
    for (long i = 0; i < 10; i++) {
        y[i] = t[11*i + 10];
    }
    return 0;
}

int matrix_vector_relu_vjp(const double *x, const double *seeds, double *y, double *dx)
{
    double t[110];
    double dt[110] = {0.0};
    for (long i = 0; i < 10; i++) {
        t[11*i] = x[10*i + 10] * x[0];
        for (long j = 0; j < 9; j++) {
            t[11*i + j + 1] = t[11*i + j] + x[10*i + j + 11] * x[j + 1];
        }
        t[11*i + 10] = (t[11*i + 9] <= 0.0 ? 0.0 : t[11*i + 9]);
    }
    for (long i = 0; i < 10; i++) {
        y[i] = t[11*i + 10];
    }
    for (long i = 0; i < 110; i++) {
        dx[i] = 0.0;
    }
    /* backwards */
    for (long i = 0; i < 10; i++) {
        dt[11*i + 10] += seeds[i];
    }
    for (long i = 9; i >= 0; i--) {
        dt[11*i + 9] += scale(dt[11*i + 10], (t[11*i + 9] <= 0.0 ? 0.0 : 1.0));
        for (long j = 8; j >= 0; j--) {
            const double dv2 = dt[11*i + j + 1];
            dt[11*i + j] += dv2;
            dx[10*i + j + 11] += scale(dv2, x[j + 1]);
            dx[j + 1] += scale(dv2, x[10*i + j + 11]);
        }
        const double dv0 = dt[11*i];
        dx[10*i + 10] += scale(dv0, x[0]);
        dx[0] += scale(dv0, x[10*i + 10]);
    }
    return 0;
}
