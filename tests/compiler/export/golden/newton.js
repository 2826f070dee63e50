// newton, exported by wengert.

// a*p, but exactly 0 where either is 0: a zero contributes nothing.
function scale(a, p) {
  return a === 0 || p === 0 ? 0 : a * p;
}

function newton_path1(x) {
  const t = new Array(17).fill(0);
  t[0] = x[0] + x[0] / x[0];
  for (let i = 0; i < 8; i++) {
    const v2 = 0.5 * t[2*i];
    t[2*i + 1] = (x[1] < Math.abs(v2 * v2 - x[0]) ? 1.0 : 0.0);
    t[2*i + 2] = v2 + x[0] / v2;
  }
  const v9 = 0.5 * t[16];
  if (!(x[1] < Math.abs(v9 * v9 - x[0]))) return null;
  for (let i = 0; i < 8; i++) {
    if (t[2*i + 1] != 1.0) return null;
  }
  return v9;
}

function newton_gradient_path1(x) {
  const t = new Array(17).fill(0);
  const v0 = x[0] / x[0];
  t[0] = x[0] + v0;
  for (let i = 0; i < 8; i++) {
    const v2 = 0.5 * t[2*i];
    t[2*i + 1] = (x[1] < Math.abs(v2 * v2 - x[0]) ? 1.0 : 0.0);
    t[2*i + 2] = v2 + x[0] / v2;
  }
  const v9 = 0.5 * t[16];
  if (!(x[1] < Math.abs(v9 * v9 - x[0]))) return null;
  for (let i = 0; i < 8; i++) {
    if (t[2*i + 1] != 1.0) return null;
  }
  const dx = new Array(2).fill(0);
  const dt = new Array(17).fill(0);
  // backwards
  dt[16] += 0.5;
  for (let i = 7; i >= 0; i--) {
    const v2 = 0.5 * t[2*i];
    const dv8 = dt[2*i + 2];
    let dv2 = dv8;
    dx[0] += scale(dv8, 1.0 / v2);
    dv2 += scale(dv8, -(x[0] / v2) / v2);
    dt[2*i] += dv2 * 0.5;
  }
  const dv1 = dt[0];
  dx[0] += dv1;
  dx[0] += scale(dv1, 1.0 / x[0]);
  dx[0] += scale(dv1, -v0 / x[0]);
  return [v9, dx];
}

// The value of newton.
export function newton(x) {
  const found = newton_path1(x);
  if (found === null) throw new RangeError("newton takes another way than the known ones at these inputs");
  return found;
}

// The value of newton, and its derivative by each parameter.
export function newton_gradient(x) {
  const found = newton_gradient_path1(x);
  if (found === null) throw new RangeError("newton takes another way than the known ones at these inputs");
  return found;
}
