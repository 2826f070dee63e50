/* Black and Scholes by hand: a call's price and its five first derivatives, array by array.

   s spot, k strike, t years, r rate, v volatility; by_x the derivative by x.  No array overlaps another, so that the
   compiler may use vectors, and those of the mathematical library if it is allowed to.  */

#include <math.h>

typedef const double *restrict In;
typedef double *restrict Out;

void prices(long count, In s, In k, In t, In r, In v, Out price, Out by_s, Out by_k, Out by_t, Out by_r, Out by_v)
{
    const double root_half = 0.70710678118654752440, density = 0.39894228040143267794;
    for (long i = 0; i < count; i++) {
        double root = sqrt(t[i]), spread = v[i] * root;
        double up = (log(s[i] / k[i]) + (r[i] + 0.5 * v[i] * v[i]) * t[i]) / spread, down = up - spread;
        double discounted = k[i] * exp(-r[i] * t[i]);
        double above = 0.5 + 0.5 * erf(root_half * up), below = 0.5 + 0.5 * erf(root_half * down);
        double vega = s[i] * root * density * exp(-0.5 * up * up);
        price[i] = s[i] * above - discounted * below;
        by_s[i] = above;
        by_k[i] = -discounted / k[i] * below;
        by_t[i] = 0.5 * vega * v[i] / t[i] + r[i] * discounted * below;
        by_r[i] = t[i] * discounted * below;
        by_v[i] = vega;
    }
}
