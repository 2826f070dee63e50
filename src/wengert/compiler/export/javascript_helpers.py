"""The atoms of real.py that JavaScript's Math does not have, or has otherwise."""

SOURCE = r"""
// a*p, but exactly 0 where either is 0: a zero contributes nothing.
function scale(a, p) {
  return a === 0 || p === 0 ? 0 : a * p;
}

// C's pow: 1 to any power is 1, and so is -1 to an infinite one.
function power(x, y) {
  if (y === 2) return x * x;
  if (y === 1 || y === -1) return y === 1 ? x : 1 / x;
  return x === 1 || (x === -1 && Math.abs(y) === Infinity) ? 1 : Math.pow(x, y);
}

// The nearest integer, halves to the even one.
function rint(x) {
  const big = 4503599627370496;
  if (!(Math.abs(x) < big)) return x;
  return x < 0 || Object.is(x, -0) ? -(big - x - big) : x + big - big;
}

// Python's x % y: the remainder with the sign of y.
function mod(x, y) {
  const r = x % y;
  if (r === 0) return y < 0 ? -0 : 0;
  return r < 0 !== y < 0 ? r + y : r;
}

// Python's x // y: the largest integer not above the exact quotient.
function floordiv(x, y) {
  if (y === 0) return x / y;
  const r = x % y;
  let q = (x - r) / y;
  if (r !== 0 && r < 0 !== y < 0) q -= 1;
  return q !== 0 ? rint(q) : 0 * (x / y);
}

// The cube root: a power and one step of Newton's method.
function cubeRoot(x) {
  const a = Math.abs(x);
  if (!(a > 0 && a < Infinity)) return x;
  let r = power(a, 1 / 3);
  r = r - (r - a / (r * r)) / 3;
  return x > 0 ? r : -r;
}

// sqrt(x*x + y*y) without overflow on the way.
function length(x, y) {
  let a = Math.abs(x);
  let b = Math.abs(y);
  if (a < b) [a, b] = [b, a];
  if (a === Infinity || b === Infinity) return Infinity;
  if (a === 0) return b;
  const r = b / a;
  return a * Math.sqrt(1 + r * r);
}

// exp(-x*x): of a long x the square is taken in two parts, of which the first is exact.
function bell(x) {
  const head = Math.fround(x);
  return Math.exp(-head * head) * Math.exp((head - x) * (head + x));
}

// The error function: near 0 a series of positive terms, from its end (Abramowitz & Stegun 7.1.6).
function erf(x) {
  if (!(Math.abs(x) < 1)) return x > 0 ? 1 - erfc(x) : x < 0 ? erfc(-x) - 1 : x;
  let sum = 1;
  for (let n = 24; n > 0; n--) sum = 1 + (sum * 2 * x * x) / (2 * n + 1);
  return 1.1283791670955126 * bell(x) * (x * sum);
}

// 1 - erf(x): far from 0 a continued fraction, from its end (Abramowitz & Stegun 7.1.14).
function erfc(x) {
  if (!(x >= 1)) return x <= -1 ? 2 - erfc(-x) : 1 - erf(x);
  if (x > 28) return 0;
  let fraction = x;
  for (let n = Math.ceil(10 + 300 / (x * x)); n > 0; n--) fraction = x + n / 2 / fraction;
  return (0.5641895835477563 * bell(x)) / fraction;
}

// The logarithm of |gamma(x)|: at 2 + z a series (Abramowitz & Stegun 6.1.33), far out Stirling's (6.1.41).
function lgamma(x) {
  if (x <= 0) {
    if (x === Math.floor(x)) return Infinity;
    const sine = Math.sin(Math.PI * (x - rint(x)));
    return Math.log(Math.PI / Math.abs(sine)) - Math.log(-x) - lgamma(-x);
  }
  if (x === Infinity) return x;
  if (x >= 20) {
    const y = 1 / (x * x);
    const tail = (1 / 12 + y * (-1 / 360 + y * (1 / 1260 + y * (-1 / 1680 + y / 1188)))) / x;
    return (x - 0.5) * Math.log(x) - x + 0.9189385332046728 + tail;
  }
  let z = x;
  let shift = 0;
  if (x < 0.5) {
    shift = -Math.log(x) - Math.log1p(x);
  } else if (x < 1.5) {
    z = x - 1;
    shift = -Math.log1p(z);
  } else {
    let product = 1;
    for (; x > 2.5; product *= x) x -= 1;
    z = x - 2;
    shift = Math.log(product);
  }
  const zetas = [
    0.42278433509846713, 0.3224670334241132, -0.0673523010531981, 0.020580808427784546,
    -0.007385551028673986, 0.0028905103307415234, -0.001192753911703261, 0.0005096695247430425,
    -0.00022315475845357939, 9.945751278180853e-05, -4.492623673813314e-05, 2.050721277567069e-05,
    -9.439488275268397e-06, 4.374866789907488e-06, -2.039215753801366e-06, 9.55141213040742e-07,
    -4.492469198764566e-07, 2.1207184805554665e-07, -1.0043224823968099e-07, 4.7698101693639804e-08,
    -2.2711094608943164e-08, 1.0838659214896955e-08, -5.183475041970047e-09, 2.4836745438024785e-09,
  ];
  let sum = 0;
  for (let k = zetas.length - 1; k >= 0; k--) sum = (sum + zetas[k]) * z;
  return shift + sum;
}

// The n-th derivative of pi*cot(pi*x): one of a polynomial p(c) in c = cot(pi*x) is -pi*(1 + c*c)*p'(c).
function cotDerivative(n, x) {
  const c = Math.abs(x) !== 0.5 ? 1 / Math.tan(Math.PI * x) : 0;
  let p = [0, Math.PI];
  for (let k = 0; k < n; k++) {
    const q = new Array(p.length + 1).fill(0);
    for (let i = 1; i < p.length; i++) {
      q[i - 1] -= Math.PI * i * p[i];
      q[i + 1] -= Math.PI * i * p[i];
    }
    p = q;
  }
  return p.reduceRight((sum, coefficient) => sum * c + coefficient, 0);
}

// The n-th derivative of digamma: recurrence to x >= 10 + n, then the asymptotic series (Abramowitz & Stegun 6.4).
function polygamma(n, x) {
  if (!(n >= 0 && n === Math.floor(n) && n < 100) || x !== x) return NaN;
  if (x <= 0) {
    if (x === Math.floor(x)) return NaN;
    return (n % 2 === 1 ? -1 : 1) * polygamma(n, 1 - x) - cotDerivative(n, x - rint(x));
  }
  if (x === Infinity) return n === 0 ? Infinity : 0;
  let factorial = 1;
  for (let k = 2; k <= n; k++) factorial *= k;
  let sum = 0;
  for (; x < 10 + n; x += 1) sum += factorial / power(x, n + 1);
  const bernoulli = [
    1 / 6, -1 / 30, 1 / 42, -1 / 30, 5 / 66, -691 / 2730, 7 / 6, -3617 / 510, 43867 / 798, -174611 / 330,
  ];
  let tail = 0;
  let term = (n > 0 ? n * (n + 1) : 1) / (2 * x * x);
  for (let k = 1; k <= 10; k++) {
    tail += bernoulli[k - 1] * term;
    const m = 2 * k + n;
    term = (term * m * (m + 1)) / ((2 * k + 1) * (2 * k + 2) * x * x);
  }
  if (n === 0) return Math.log(x) - 0.5 / x - tail - sum;
  const half = power(x, 0.5 * n);
  return (n % 2 === 1 ? 1 : -1) * (((factorial / n / half) * (1 + (0.5 * n) / x + tail)) / half + sum);
}
"""
