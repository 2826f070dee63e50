// neuron, exported by wengert.

// a*p, but exactly 0 where either is 0: a zero contributes nothing.
function scale(a, p) {
  return a === 0 || p === 0 ? 0 : a * p;
}

// The value of neuron.
export function neuron(w, b, x) {
  return Math.tanh(w[0] * x[0] + w[1] * x[1] + b);
}

// The value of neuron, and its derivative by each parameter.
export function neuron_gradient(w, b, x) {
  const v4 = Math.tanh(w[0] * x[0] + w[1] * x[1] + b);
  const dw = new Array(2).fill(0);
  let db = 0.0;
  const dx = new Array(2).fill(0);
  // backwards
  const dv3 = 1.0 - v4 * v4;
  db += dv3;
  dw[1] += scale(dv3, x[1]);
  dx[1] += scale(dv3, w[1]);
  dw[0] += scale(dv3, x[0]);
  dx[0] += scale(dv3, w[0]);
  return [v4, [dw, db, dx]];
}
