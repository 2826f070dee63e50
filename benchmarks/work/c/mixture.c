/* The log-posterior of a mixture of Gaussians, as ADBench states it, but for what depends on no parameter.

   k components in d dimensions, n points; a factor is d times d, of which the lower triangle counts, with logarithms
   on its diagonal.  room: k * (d * d + 2) + d numbers.  */

#include <math.h>

static double logsumexp(int count, const double *x)
{
    double most = x[0], total = 0;
    for (int i = 1; i < count; i++) most = x[i] > most ? x[i] : most;
    for (int i = 0; i < count; i++) total += exp(x[i] - most);
    return most + log(total);
}

double mixture(int k, int d, int n, const double *restrict weights, const double *restrict means,
               const double *restrict factors, const double *restrict points, double gamma, int m, double *restrict room)
{
    double *roots = room, *heights = roots + k * d * d, *off = heights + k, *each = off + d;
    double total = 0, prior = 0;
    for (int c = 0; c < k; c++) {
        const double *factor = factors + c * d * d;
        double volume = 0, square = 0;
        for (int i = 0; i < d; i++) {
            volume += factor[i * d + i];
            for (int j = 0; j <= i; j++) {
                double entry = i == j ? exp(factor[i * d + i]) : factor[i * d + j];
                roots[(c * d + i) * d + j] = entry;
                square += entry * entry;
            }
        }
        heights[c] = weights[c] + volume;
        prior += 0.5 * gamma * gamma * square - m * volume;
    }
    for (int p = 0; p < n; p++) {
        for (int c = 0; c < k; c++) {
            double square = 0;
            for (int i = 0; i < d; i++) off[i] = points[p * d + i] - means[c * d + i];
            for (int i = 0; i < d; i++) {
                double y = 0;
                for (int j = 0; j <= i; j++) y += roots[(c * d + i) * d + j] * off[j];
                square += y * y;
            }
            each[c] = heights[c] - 0.5 * square;
        }
        total += logsumexp(k, each);
    }
    return total - n * logsumexp(k, weights) + prior;
}
