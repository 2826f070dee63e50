/*
 * int neuron(const double *inputs, double *y);
 * int neuron_gradient(const double *inputs, double *y, double *slopes);
 *
 * inputs: 5 numbers: w from 0 on, b at 2, x from 3 on.
 * y: the value.
 * slopes: the derivative by each number of inputs.
 * They return 0.
 * Compile with -std=c99 -ffp-contract=off and link with -lm.
 */
#include <math.h>

/* a*p, but exactly 0 where either is 0: a zero contributes nothing. */
static double scale(double a, double p)
{
    return a == 0.0 || p == 0.0 ? 0.0 : a * p;
}

int neuron(const double *inputs, double *y)
{
    const double *const w = inputs;
    const double b = inputs[2];
    const double *const x = inputs + 3;
    *y = tanh(w[0] * x[0] + w[1] * x[1] + b);
    return 0;
}

int neuron_gradient(const double *inputs, double *y, double *slopes)
{
    const double *const w = inputs;
    double *const dw = slopes;
    const double b = inputs[2];
    const double *const x = inputs + 3;
    double *const dx = slopes + 3;
    const double v4 = tanh(w[0] * x[0] + w[1] * x[1] + b);
    *y = v4;
    for (long i = 0; i < 5; i++) {
        slopes[i] = 0.0;
    }
    double db = 0.0;
    /* backwards */
    const double dv3 = 1.0 - v4 * v4;
    db += dv3;
    dw[1] += scale(dv3, x[1]);
    dx[1] += scale(dv3, w[1]);
    dw[0] += scale(dv3, x[0]);
    dx[0] += scale(dv3, w[0]);
    slopes[2] = db;
    return 0;
}
