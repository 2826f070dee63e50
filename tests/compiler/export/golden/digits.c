/*
 * int digits(const double *x, double *y);
 * int digits_gradient(const double *x, double *y, double *dx);
 *
 * x: 2410 numbers.
 * y: the value.
 * dx: the derivative by each number of x.
 * They return 0; or 2, if there is no memory.
 * Compile with -std=c99 -ffp-contract=off and link with -lm.
 */
#include <math.h>
#include <stdlib.h>

static const double c[] = {0.4375, 0.875, 0.25, 0.6875, 0.0625, 0.5, 0.9375, 0.3125, 0.75, 0.125, 0.5625, 1.0,
0.375, 0.8125, 0.1875, 0.625, 0.0, 0.4375, 0.875, 0.25, 0.6875, 0.0625, 0.5, 0.9375, 0.3125, 0.75, 0.125,
0.5625, 1.0, 0.375, 0.8125, 0.1875, 0.625, 0.0, 0.4375, 0.875, 0.25, 0.6875, 0.0625, 0.5, 0.9375, 0.3125,
0.75, 0.125, 0.5625, 1.0, 0.375, 0.8125, 0.1875, 0.625, 0.0, 0.4375, 0.875, 0.25, 0.6875, 0.0625, 0.5, 0.9375,
0.3125, 0.75, 0.125, 0.5625, 1.0};

/* a*p, but exactly 0 where either is 0: a zero contributes nothing. */
static double scale(double a, double p)
{
    return a == 0.0 || p == 0.0 ? 0.0 : a * p;
}

static int digits_path1(const double *x, double *y, double *work)
{
    double *const t = work;
    for (long i = 0; i < 32; i++) {
        t[65*i] = x[i + 2048] + x[64*i] * 0.0;
        for (long j = 0; j < 63; j++) {
            t[65*i + j + 1] = t[65*i + j] + x[64*i + j + 1] * c[j];
        }
        t[65*i + 64] = tanh(t[65*i + 63]);
    }
    for (long i = 0; i < 10; i++) {
        t[32*i + 2080] = x[i + 2400] + x[32*i + 2080] * t[64];
        for (long j = 0; j < 31; j++) {
            t[32*i + j + 2081] = t[32*i + j + 2080] + x[32*i + j + 2081] * t[65*j + 129];
        }
    }
    t[2400] = exp(t[2111]);
    for (long i = 0; i < 9; i++) {
        t[i + 2401] = t[i + 2400] + exp(t[32*i + 2143]);
    }
    *y = log(t[2409]) - t[2207];
    return 0;
}

static int digits_gradient_path1(const double *x, double *y, double *dx, double *work)
{
    double *const t = work;
    double *const dt = work + 2410;
    for (long i = 0; i < 32; i++) {
        t[65*i] = x[i + 2048] + x[64*i] * 0.0;
        for (long j = 0; j < 63; j++) {
            t[65*i + j + 1] = t[65*i + j] + x[64*i + j + 1] * c[j];
        }
        t[65*i + 64] = tanh(t[65*i + 63]);
    }
    for (long i = 0; i < 10; i++) {
        t[32*i + 2080] = x[i + 2400] + x[32*i + 2080] * t[64];
        for (long j = 0; j < 31; j++) {
            t[32*i + j + 2081] = t[32*i + j + 2080] + x[32*i + j + 2081] * t[65*j + 129];
        }
    }
    t[2400] = exp(t[2111]);
    for (long i = 0; i < 9; i++) {
        t[i + 2401] = t[i + 2400] + exp(t[32*i + 2143]);
    }
    *y = log(t[2409]) - t[2207];
    for (long i = 0; i < 2410; i++) {
        dx[i] = 0.0;
    }
    for (long i = 0; i < 2410; i++) {
        dt[i] = 0.0;
    }
    /* backwards */
    dt[2207] -= 1.0;
    dt[2409] += (t[2409] < 0.0 ? NAN : 1.0 / (t[2409] + 0.0));
    for (long i = 8; i >= 0; i--) {
        const double dv11 = dt[i + 2401];
        dt[i + 2400] += dv11;
        dt[32*i + 2143] += scale(dv11, exp(t[32*i + 2143]));
    }
    dt[2111] += scale(dt[2400], t[2400]);
    for (long i = 9; i >= 0; i--) {
        for (long j = 30; j >= 0; j--) {
            const double dv8 = dt[32*i + j + 2081];
            dt[32*i + j + 2080] += dv8;
            dx[32*i + j + 2081] += scale(dv8, t[65*j + 129]);
            dt[65*j + 129] += scale(dv8, x[32*i + j + 2081]);
        }
        const double dv6 = dt[32*i + 2080];
        dx[i + 2400] += dv6;
        dx[32*i + 2080] += scale(dv6, t[64]);
        dt[64] += scale(dv6, x[32*i + 2080]);
    }
    for (long i = 31; i >= 0; i--) {
        dt[65*i + 63] += scale(dt[65*i + 64], 1.0 - t[65*i + 64] * t[65*i + 64]);
        for (long j = 62; j >= 0; j--) {
            const double dv3 = dt[65*i + j + 1];
            dt[65*i + j] += dv3;
            dx[64*i + j + 1] += scale(dv3, c[j]);
        }
        const double dv1 = dt[65*i];
        dx[i + 2048] += dv1;
    }
    return 0;
}

int digits(const double *x, double *y)
{
    double *work = malloc(2410 * sizeof *work);
    if (work == NULL)
        return 2;
    int code = digits_path1(x, y, work);
    free(work);
    return code;
}

int digits_gradient(const double *x, double *y, double *dx)
{
    double *work = malloc(4820 * sizeof *work);
    if (work == NULL)
        return 2;
    int code = digits_gradient_path1(x, y, dx, work);
    free(work);
    return code;
}
