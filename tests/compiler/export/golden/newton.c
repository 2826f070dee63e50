/*
 * int newton(const double *x, double *y);
 * int newton_gradient(const double *x, double *y, double *dx);
 *
 * x: 2 numbers.
 * y: the value.
 * dx: the derivative by each number of x.
 * They return 0; or 1, and write nothing, if the function takes another way than the known ones at these inputs.
 * Compile with -std=c99 -ffp-contract=off and link with -lm.
 */
#include <math.h>

/* a*p, but exactly 0 where either is 0: a zero contributes nothing. */
static double scale(double a, double p)
{
    return a == 0.0 || p == 0.0 ? 0.0 : a * p;
}

int newton(const double *x, double *y)
{
    double t[17];
    t[0] = x[0] + x[0] / x[0];
    for (long i = 0; i < 8; i++) {
        const double v2 = 0.5 * t[2*i];
        t[2*i + 1] = (x[1] < fabs(v2 * v2 - x[0]) ? 1.0 : 0.0);
        t[2*i + 2] = v2 + x[0] / v2;
    }
    const double v9 = 0.5 * t[16];
    if (!(x[1] < fabs(v9 * v9 - x[0])))
        return 1;
    for (long i = 0; i < 8; i++) {
        if (t[2*i + 1] != 1.0)
            return 1;
    }
    *y = v9;
    return 0;
}

int newton_gradient(const double *x, double *y, double *dx)
{
    double t[17];
    double dt[17] = {0.0};
    const double v0 = x[0] / x[0];
    t[0] = x[0] + v0;
    for (long i = 0; i < 8; i++) {
        const double v2 = 0.5 * t[2*i];
        t[2*i + 1] = (x[1] < fabs(v2 * v2 - x[0]) ? 1.0 : 0.0);
        t[2*i + 2] = v2 + x[0] / v2;
    }
    const double v9 = 0.5 * t[16];
    if (!(x[1] < fabs(v9 * v9 - x[0])))
        return 1;
    for (long i = 0; i < 8; i++) {
        if (t[2*i + 1] != 1.0)
            return 1;
    }
    *y = v9;
    for (long i = 0; i < 2; i++) {
        dx[i] = 0.0;
    }
    /* backwards */
    dt[16] += 0.5;
    for (long i = 7; i >= 0; i--) {
        const double v2 = 0.5 * t[2*i];
        const double dv8 = dt[2*i + 2];
        double dv2 = dv8;
        dx[0] += scale(dv8, 1.0 / v2);
        dv2 += scale(dv8, -(x[0] / v2) / v2);
        dt[2*i] += dv2 * 0.5;
    }
    const double dv1 = dt[0];
    dx[0] += dv1;
    dx[0] += scale(dv1, 1.0 / x[0]);
    dx[0] += scale(dv1, -v0 / x[0]);
    return 0;
}
