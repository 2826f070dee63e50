// rosenbrock, exported by wengert.

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

// The value of rosenbrock.
export function rosenbrock(x) {
  const t = new Array(99).fill(0);
  t[0] = 0.0 + (100.0 * power(x[1] - power(x[0], 2.0), 2.0) + power(1.0 - x[0], 2.0));
  for (let i = 0; i < 98; i++) {
    t[i + 1] = t[i] + (100.0 * power(x[i + 2] - power(x[i + 1], 2.0), 2.0) + power(1.0 - x[i + 1], 2.0));
  }
  return t[98];
}

// The value of rosenbrock, and its derivative by each parameter.
export function rosenbrock_gradient(x) {
  const t = new Array(99).fill(0);
  const v1 = x[1] - power(x[0], 2.0);
  const v4 = 1.0 - x[0];
  t[0] = 0.0 + (100.0 * power(v1, 2.0) + power(v4, 2.0));
  for (let i = 0; i < 98; i++) {
    t[i + 1] = t[i] + (100.0 * power(x[i + 2] - power(x[i + 1], 2.0), 2.0) + power(1.0 - x[i + 1], 2.0));
  }
  const dx = new Array(100).fill(0);
  const dt = new Array(99).fill(0);
  // backwards
  dt[98] += 1.0;
  for (let i = 97; i >= 0; i--) {
    const dv15 = dt[i + 1];
    dt[i] += dv15;
    const dv12 = scale(dv15, 2.0 * power(1.0 - x[i + 1], 1.0));
    dx[i + 1] -= dv12;
    const dv9 = scale(dv15 * 100.0, 2.0 * power(x[i + 2] - power(x[i + 1], 2.0), 1.0));
    dx[i + 2] += dv9;
    dx[i + 1] += scale(-dv9, 2.0 * power(x[i + 1], 1.0));
  }
  const dv6 = dt[0];
  dx[0] -= scale(dv6, 2.0 * power(v4, 1.0));
  const dv1 = scale(dv6 * 100.0, 2.0 * power(v1, 1.0));
  dx[1] += dv1;
  dx[0] += scale(-dv1, 2.0 * power(x[0], 1.0));
  return [t[98], dx];
}
