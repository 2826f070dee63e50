"""The atoms of real.py that C99's math.h does not have, or rounds otherwise."""

SOURCE = r"""
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

/* Python's x % y: the remainder with the sign of y. */
static double mod(double x, double y)
{
    double r = fmod(x, y);
    if (r == 0.0)
        return y < 0.0 ? -0.0 : 0.0;
    return (r < 0.0) != (y < 0.0) ? r + y : r;
}

/* Python's x // y: the largest integer not above the exact quotient. */
static double floordiv(double x, double y)
{
    double r, q;
    if (y == 0.0)
        return x / y;
    r = fmod(x, y);
    q = (x - r) / y;
    if (r != 0.0 && (r < 0.0) != (y < 0.0))
        q = q - 1.0;
    return q != 0.0 ? rint(q) : 0.0 * (x / y);
}

/* The cube root: a power and one step of Newton's method. */
static double cube_root(double x)
{
    double a = fabs(x), r;
    if (!(a > 0.0 && a < INFINITY))
        return x;
    r = power(a, 1.0 / 3.0);
    r = r - (r - a / (r * r)) / 3.0;
    return x > 0.0 ? r : -r;
}

/* sqrt(x*x + y*y) without overflow on the way. */
static double length(double x, double y)
{
    double a = fabs(x), b = fabs(y), r;
    if (a < b) {
        r = a;
        a = b;
        b = r;
    }
    if (a == INFINITY || b == INFINITY)
        return INFINITY;
    if (a == 0.0)
        return b;
    r = b / a;
    return a * sqrt(1.0 + r * r);
}

/* The n-th derivative of pi*cot(pi*x): a derivative of a polynomial p(c) in c = cot(pi*x) is -pi*(1 + c*c)*p'(c). */
static double cot_derivative(int n, double x)
{
    const double pi = 3.141592653589793;
    double p[104] = {0.0, 3.141592653589793}, q[104], c, s = 0.0;
    int count = 2, k, i;
    c = fabs(x) != 0.5 ? 1.0 / tan(pi * x) : 0.0;
    for (k = 0; k < n; k++) {
        for (i = 0; i <= count; i++)
            q[i] = 0.0;
        for (i = 1; i < count; i++) {
            q[i - 1] -= pi * i * p[i];
            q[i + 1] -= pi * i * p[i];
        }
        count++;
        for (i = 0; i < count; i++)
            p[i] = q[i];
    }
    for (i = count - 1; i >= 0; i--)
        s = s * c + p[i];
    return s;
}

/* The n-th derivative of digamma: recurrence to x >= 10 + n, then the asymptotic series (Abramowitz & Stegun 6.4). */
static double polygamma(double n, double x)
{
    static const double bernoulli[] = {1.0 / 6.0, -1.0 / 30.0, 1.0 / 42.0, -1.0 / 30.0, 5.0 / 66.0, -691.0 / 2730.0,
        7.0 / 6.0, -3617.0 / 510.0, 43867.0 / 798.0, -174611.0 / 330.0};
    double sign, fact = 1.0, s = 0.0, tail = 0.0, term, k, m, half;
    if (!(n >= 0.0 && n == floor(n) && n < 100.0) || x != x)
        return NAN;
    if (x <= 0.0) {
        if (x == floor(x))
            return NAN;
        sign = fmod(n, 2.0) == 1.0 ? -1.0 : 1.0;
        return sign * polygamma(n, 1.0 - x) - cot_derivative((int)n, x - rint(x));
    }
    if (x == INFINITY)
        return n == 0.0 ? INFINITY : 0.0;
    sign = fmod(n, 2.0) == 1.0 ? 1.0 : -1.0;
    for (k = 2.0; k <= n; k = k + 1.0)
        fact = fact * k;
    for (; x < 10.0 + n; x = x + 1.0)
        s = s + fact / power(x, n + 1.0);
    term = (n > 0.0 ? n * (n + 1.0) : 1.0) / (2.0 * x * x);
    for (k = 1.0; k <= 10.0; k = k + 1.0) {
        tail = tail + bernoulli[(int)k - 1] * term;
        m = 2.0 * k + n;
        term = term * m * (m + 1.0) / ((2.0 * k + 1.0) * (2.0 * k + 2.0) * x * x);
    }
    if (n == 0.0)
        return log(x) - 0.5 / x - tail - s;
    half = power(x, 0.5 * n);
    return sign * (fact / n / half * (1.0 + 0.5 * n / x + tail) / half + s);
}
"""
