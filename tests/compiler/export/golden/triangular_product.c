/*
 * int triangular_product(const double *x, double *y);
 * int triangular_product_vjp(const double *x, const double *seeds, double *y, double *dx);
 *
 * x: 72 numbers.
 * y: 8 values.
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

int triangular_product(const double *x, double *y)
{
    double t[30];
    long at = 0;
    for (long i = 0; i < 5; i++) {
        t[at] = x[8*i + 32] * x[0];
        at += 1;
        for (long j = 0; j < i + 3; j++) {
            t[at] = t[at - 1] + x[8*i + j + 33] * x[j + 1] * 0.5;
            at += 1;
        }
    }
    y[0] = x[8] * x[0];
    y[1] = x[16] * x[0] + x[17] * x[1] * 0.5;
    y[2] = x[24] * x[0] + x[25] * x[1] * 0.5 + x[26] * x[2] * 0.5;
    y[3] = t[3];
    y[4] = t[8];
    y[5] = t[14];
    y[6] = t[21];
    y[7] = t[29];
    return 0;
}

int triangular_product_vjp(const double *x, const double *seeds, double *y, double *dx)
{
    double t[30];
    double dt[30] = {0.0};
    long at = 0;
    for (long i = 0; i < 5; i++) {
        t[at] = x[8*i + 32] * x[0];
        at += 1;
        for (long j = 0; j < i + 3; j++) {
            t[at] = t[at - 1] + x[8*i + j + 33] * x[j + 1] * 0.5;
            at += 1;
        }
    }
    y[0] = x[8] * x[0];
    y[1] = x[16] * x[0] + x[17] * x[1] * 0.5;
    y[2] = x[24] * x[0] + x[25] * x[1] * 0.5 + x[26] * x[2] * 0.5;
    y[3] = t[3];
    y[4] = t[8];
    y[5] = t[14];
    y[6] = t[21];
    y[7] = t[29];
    for (long i = 0; i < 72; i++) {
        dx[i] = 0.0;
    }
    /* backwards */
    const double dv0 = seeds[0];
    const double dv4 = seeds[1];
    const double dv11 = seeds[2];
    dt[3] += seeds[3];
    dt[8] += seeds[4];
    dt[14] += seeds[5];
    dt[21] += seeds[6];
    dt[29] += seeds[7];
    at = 30;
    for (long i = 4; i >= 0; i--) {
        for (long j = i + 2; j >= 0; j--) {
            at -= 1;
            const double dv15 = dt[at];
            dt[at - 1] += dv15;
            const double dv13 = dv15 * 0.5;
            dx[8*i + j + 33] += scale(dv13, x[j + 1]);
            dx[j + 1] += scale(dv13, x[8*i + j + 33]);
        }
        at -= 1;
        const double dv12 = dt[at];
        dx[8*i + 32] += scale(dv12, x[0]);
        dx[0] += scale(dv12, x[8*i + 32]);
    }
    const double dv9 = dv11 * 0.5;
    dx[26] += scale(dv9, x[2]);
    dx[2] += scale(dv9, x[26]);
    const double dv6 = dv11 * 0.5;
    dx[25] += scale(dv6, x[1]);
    dx[1] += scale(dv6, x[25]);
    dx[24] += scale(dv11, x[0]);
    dx[0] += scale(dv11, x[24]);
    const double dv2 = dv4 * 0.5;
    dx[17] += scale(dv2, x[1]);
    dx[1] += scale(dv2, x[17]);
    dx[16] += scale(dv4, x[0]);
    dx[0] += scale(dv4, x[16]);
    dx[8] += scale(dv0, x[0]);
    dx[0] += scale(dv0, x[8]);
    return 0;
}
