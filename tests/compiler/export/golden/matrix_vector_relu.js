// matrix_vector_relu, exported by wengert.

// a*p, but exactly 0 where either is 0: a zero contributes nothing.
function scale(a, p) {
  return a === 0 || p === 0 ? 0 : a * p;
}

// The values of matrix_vector_relu.
export function matrix_vector_relu(x) {
  const t = new Array(110).fill(0);
  for (let i = 0; i < 10; i++) {
    t[11*i] = x[10*i + 10] * x[0];
    for (let j = 0; j < 9; j++) {
      t[11*i + j + 1] = t[11*i + j] + x[10*i + j + 11] * x[j + 1];
    }
    t[11*i + 10] = (t[11*i + 9] <= 0.0 ? 0.0 : t[11*i + 9]);
  }
  const y = new Array(10).fill(0);
  for (let i = 0; i < 10; i++) {
    y[i] = t[11*i + 10];
  }
  return y;
}

// The values of matrix_vector_relu, and the derivative of their sum weighted by seeds, by each parameter.
export function matrix_vector_relu_vjp(x, seeds) {
  const t = new Array(110).fill(0);
  for (let i = 0; i < 10; i++) {
    t[11*i] = x[10*i + 10] * x[0];
    for (let j = 0; j < 9; j++) {
      t[11*i + j + 1] = t[11*i + j] + x[10*i + j + 11] * x[j + 1];
    }
    t[11*i + 10] = (t[11*i + 9] <= 0.0 ? 0.0 : t[11*i + 9]);
  }
  const y = new Array(10).fill(0);
  for (let i = 0; i < 10; i++) {
    y[i] = t[11*i + 10];
  }
  const dx = new Array(110).fill(0);
  const dt = new Array(110).fill(0);
  // backwards
  for (let i = 0; i < 10; i++) {
    dt[11*i + 10] += seeds[i];
  }
  for (let i = 9; i >= 0; i--) {
    dt[11*i + 9] += scale(dt[11*i + 10], (t[11*i + 9] <= 0.0 ? 0.0 : 1.0));
    for (let j = 8; j >= 0; j--) {
      const dv2 = dt[11*i + j + 1];
      dt[11*i + j] += dv2;
      dx[10*i + j + 11] += scale(dv2, x[j + 1]);
      dx[j + 1] += scale(dv2, x[10*i + j + 11]);
    }
    const dv0 = dt[11*i];
    dx[10*i + 10] += scale(dv0, x[0]);
    dx[0] += scale(dv0, x[10*i + 10]);
  }
  return [y, dx];
}
