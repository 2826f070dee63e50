// paths, exported by wengert.

// a*p, but exactly 0 where either is 0: a zero contributes nothing.
function scale(a, p) {
  return a === 0 || p === 0 ? 0 : a * p;
}

function paths_path1(a, b) {
  if ((a < b[0] ? 1.0 : 0.0) != 1.0) return null;
  if (Math.floor(b[1]) != 2.0) return null;
  if (b[1] < a) return null;
  return a * b[0] * b[1];
}

function paths_path2(a, b) {
  if ((a < b[0] ? 1.0 : 0.0) != 0.0) return null;
  if (Math.floor(b[1]) != 2.0) return null;
  if (b[1] < a) return null;
  return a / b[0] * b[1];
}

function paths_gradient_path1(a, b) {
  if ((a < b[0] ? 1.0 : 0.0) != 1.0) return null;
  if (Math.floor(b[1]) != 2.0) return null;
  const v3 = a * b[0];
  if (b[1] < a) return null;
  let da = 0.0;
  const db = new Array(2).fill(0);
  // backwards
  const dv3 = b[1];
  db[1] += v3;
  da += scale(dv3, b[0]);
  db[0] += scale(dv3, a);
  return [v3 * b[1], [da, db]];
}

function paths_gradient_path2(a, b) {
  if ((a < b[0] ? 1.0 : 0.0) != 0.0) return null;
  if (Math.floor(b[1]) != 2.0) return null;
  const v3 = a / b[0];
  if (b[1] < a) return null;
  let da = 0.0;
  const db = new Array(2).fill(0);
  // backwards
  const dv3 = b[1];
  db[1] += v3;
  da += scale(dv3, 1.0 / b[0]);
  db[0] += scale(dv3, -v3 / b[0]);
  return [v3 * b[1], [da, db]];
}

// The value of paths.
export function paths(a, b) {
  const found = paths_path1(a, b) ?? paths_path2(a, b);
  if (found === null) throw new RangeError("paths takes another way than the known ones at these inputs");
  return found;
}

// The value of paths, and its derivative by each parameter.
export function paths_gradient(a, b) {
  const found = paths_gradient_path1(a, b) ?? paths_gradient_path2(a, b);
  if (found === null) throw new RangeError("paths takes another way than the known ones at these inputs");
  return found;
}
