/* Irregular operations: a list of them, as a loop over arrays.

   Ten inputs, then a number for each operation; the result is the sum of some of them.  */

#include <math.h>
#include <string.h>

enum { ADD, SUB, MUL, SCALE, TANH, SIN, INPUTS = 10 };

double listed(long count, const unsigned char *kind, const int *one, const int *other, long wanted, const int *which,
              const double *x, double *v, double *bar, double *slopes)
{
    double total = 0;
    memcpy(v, x, INPUTS * sizeof *v);
    for (long k = 0; k < count; k++) {
        double a = v[one[k]], b = v[other[k]];
        switch (kind[k]) {
        case ADD: v[INPUTS + k] = a + b; break;
        case SUB: v[INPUTS + k] = a - b; break;
        case MUL: v[INPUTS + k] = a * b; break;
        case SCALE: v[INPUTS + k] = a / 1.7; break;
        case TANH: v[INPUTS + k] = tanh(a); break;
        default: v[INPUTS + k] = sin(a);
        }
    }
    memset(bar, 0, (INPUTS + count) * sizeof *bar);
    for (long k = 0; k < wanted; k++) {
        total += v[which[k]];
        bar[which[k]] += 1;
    }
    for (long k = count - 1; k >= 0; k--) {
        int i = one[k], j = other[k];
        double y = v[INPUTS + k], y_bar = bar[INPUTS + k];
        switch (kind[k]) {
        case ADD: bar[i] += y_bar; bar[j] += y_bar; break;
        case SUB: bar[i] += y_bar; bar[j] -= y_bar; break;
        case MUL: bar[i] += y_bar * v[j]; bar[j] += y_bar * v[i]; break;
        case SCALE: bar[i] += y_bar / 1.7; break;
        case TANH: bar[i] += y_bar * (1 - y * y); break;
        default: bar[i] += y_bar * cos(v[i]);
        }
    }
    memcpy(slopes, bar, INPUTS * sizeof *slopes);
    return total;
}
