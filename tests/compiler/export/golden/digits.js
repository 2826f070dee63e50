// digits, exported by wengert.

const c = [0.4375, 0.875, 0.25, 0.6875, 0.0625, 0.5, 0.9375, 0.3125, 0.75, 0.125, 0.5625, 1.0, 0.375, 0.8125,
0.1875, 0.625, 0.0, 0.4375, 0.875, 0.25, 0.6875, 0.0625, 0.5, 0.9375, 0.3125, 0.75, 0.125, 0.5625, 1.0, 0.375,
0.8125, 0.1875, 0.625, 0.0, 0.4375, 0.875, 0.25, 0.6875, 0.0625, 0.5, 0.9375, 0.3125, 0.75, 0.125, 0.5625,
1.0, 0.375, 0.8125, 0.1875, 0.625, 0.0, 0.4375, 0.875, 0.25, 0.6875, 0.0625, 0.5, 0.9375, 0.3125, 0.75, 0.125,
0.5625, 1.0];

// a*p, but exactly 0 where either is 0: a zero contributes nothing.
function scale(a, p) {
  return a === 0 || p === 0 ? 0 : a * p;
}

// The value of digits.
export function digits(x) {
  const t = new Array(2410).fill(0);
  for (let i = 0; i < 32; i++) {
    t[65*i] = x[i + 2048] + x[64*i] * 0.0;
    for (let j = 0; j < 63; j++) {
      t[65*i + j + 1] = t[65*i + j] + x[64*i + j + 1] * c[j];
    }
    t[65*i + 64] = Math.tanh(t[65*i + 63]);
  }
  for (let i = 0; i < 10; i++) {
    t[32*i + 2080] = x[i + 2400] + x[32*i + 2080] * t[64];
    for (let j = 0; j < 31; j++) {
      t[32*i + j + 2081] = t[32*i + j + 2080] + x[32*i + j + 2081] * t[65*j + 129];
    }
  }
  t[2400] = Math.exp(t[2111]);
  for (let i = 0; i < 9; i++) {
    t[i + 2401] = t[i + 2400] + Math.exp(t[32*i + 2143]);
  }
  return Math.log(t[2409]) - t[2207];
}

// The value of digits, and its derivative by each parameter.
export function digits_gradient(x) {
  const t = new Array(2410).fill(0);
  for (let i = 0; i < 32; i++) {
    t[65*i] = x[i + 2048] + x[64*i] * 0.0;
    for (let j = 0; j < 63; j++) {
      t[65*i + j + 1] = t[65*i + j] + x[64*i + j + 1] * c[j];
    }
    t[65*i + 64] = Math.tanh(t[65*i + 63]);
  }
  for (let i = 0; i < 10; i++) {
    t[32*i + 2080] = x[i + 2400] + x[32*i + 2080] * t[64];
    for (let j = 0; j < 31; j++) {
      t[32*i + j + 2081] = t[32*i + j + 2080] + x[32*i + j + 2081] * t[65*j + 129];
    }
  }
  t[2400] = Math.exp(t[2111]);
  for (let i = 0; i < 9; i++) {
    t[i + 2401] = t[i + 2400] + Math.exp(t[32*i + 2143]);
  }
  const dx = new Array(2410).fill(0);
  const dt = new Array(2410).fill(0);
  // backwards
  dt[2207] -= 1.0;
  dt[2409] += (t[2409] < 0.0 ? NaN : 1.0 / (t[2409] + 0.0));
  for (let i = 8; i >= 0; i--) {
    const dv11 = dt[i + 2401];
    dt[i + 2400] += dv11;
    dt[32*i + 2143] += scale(dv11, Math.exp(t[32*i + 2143]));
  }
  dt[2111] += scale(dt[2400], t[2400]);
  for (let i = 9; i >= 0; i--) {
    for (let j = 30; j >= 0; j--) {
      const dv8 = dt[32*i + j + 2081];
      dt[32*i + j + 2080] += dv8;
      dx[32*i + j + 2081] += scale(dv8, t[65*j + 129]);
      dt[65*j + 129] += scale(dv8, x[32*i + j + 2081]);
    }
    const dv6 = dt[32*i + 2080];
    dx[i + 2400] += dv6;
    dx[32*i + 2080] += scale(dv6, t[64]);
    dt[64] += scale(dv6, x[32*i + 2080]);
  }
  for (let i = 31; i >= 0; i--) {
    dt[65*i + 63] += scale(dt[65*i + 64], 1.0 - t[65*i + 64] * t[65*i + 64]);
    for (let j = 62; j >= 0; j--) {
      const dv3 = dt[65*i + j + 1];
      dt[65*i + j] += dv3;
      dx[64*i + j + 1] += scale(dv3, c[j]);
    }
    const dv1 = dt[65*i];
    dx[i + 2048] += dv1;
  }
  return [Math.log(t[2409]) - t[2207], dx];
}
