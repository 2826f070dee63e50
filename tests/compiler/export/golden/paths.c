/*
 * int paths(const double *x, double *y);
 * int paths_gradient(const double *x, double *y, double *dx);
 *
 * x: 3 numbers: a at 0, b from 1 on.
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

static int paths_path1(const double *x, double *y)
{
    const double a = x[0];
    const double *const b = x + 1;
    if ((a < b[0] ? 1.0 : 0.0) != 1.0)
        return 1;
    if (floor(b[1]) != 2.0)
        return 1;
    if (b[1] < a)
        return 1;
    *y = a * b[0] * b[1];
    return 0;
}

static int paths_path2(const double *x, double *y)
{
    const double a = x[0];
    const double *const b = x + 1;
    if ((a < b[0] ? 1.0 : 0.0) != 0.0)
        return 1;
    if (floor(b[1]) != 2.0)
        return 1;
    if (b[1] < a)
        return 1;
    *y = a / b[0] * b[1];
    return 0;
}

static int paths_gradient_path1(const double *x, double *y, double *dx)
{
    const double a = x[0];
    const double *const b = x + 1;
    double *const db = dx + 1;
    if ((a < b[0] ? 1.0 : 0.0) != 1.0)
        return 1;
    if (floor(b[1]) != 2.0)
        return 1;
    const double v3 = a * b[0];
    if (b[1] < a)
        return 1;
    *y = v3 * b[1];
    for (long i = 0; i < 3; i++) {
        dx[i] = 0.0;
    }
    double da = 0.0;
    /* backwards */
    const double dv3 = b[1];
    db[1] += v3;
    da += scale(dv3, b[0]);
    db[0] += scale(dv3, a);
    dx[0] = da;
    return 0;
}

static int paths_gradient_path2(const double *x, double *y, double *dx)
{
    const double a = x[0];
    const double *const b = x + 1;
    double *const db = dx + 1;
    if ((a < b[0] ? 1.0 : 0.0) != 0.0)
        return 1;
    if (floor(b[1]) != 2.0)
        return 1;
    const double v3 = a / b[0];
    if (b[1] < a)
        return 1;
    *y = v3 * b[1];
    for (long i = 0; i < 3; i++) {
        dx[i] = 0.0;
    }
    double da = 0.0;
    /* backwards */
    const double dv3 = b[1];
    db[1] += v3;
    da += scale(dv3, 1.0 / b[0]);
    db[0] += scale(dv3, -v3 / b[0]);
    dx[0] = da;
    return 0;
}

int paths(const double *x, double *y)
{
    if (paths_path1(x, y) == 0)
        return 0;
    return paths_path2(x, y);
}

int paths_gradient(const double *x, double *y, double *dx)
{
    if (paths_gradient_path1(x, y, dx) == 0)
        return 0;
    return paths_gradient_path2(x, y, dx);
}
