/* Rosenbrock's function and its gradient.  */

double rosenbrock(long n, const double *restrict x, double *restrict slopes)
{
    double total = 0;
    for (long i = 0; i < n; i++) slopes[i] = 0;
    for (long i = 0; i + 1 < n; i++) {
        double bend = x[i + 1] - x[i] * x[i], away = 1 - x[i];
        total += 100 * bend * bend + away * away;
        slopes[i] -= 400 * bend * x[i] + 2 * away;
        slopes[i + 1] += 200 * bend;
    }
    return total;
}
