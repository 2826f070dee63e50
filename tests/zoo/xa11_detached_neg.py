import math


class Variable:
    def __init__(self, value, parents=(), local_grads=()):
        self.value = value
        self.parents = parents
        self.local_grads = local_grads
        self.grad = 0.0

    def __add__(self, other):
        other = _v(other)
        return Variable(self.value + other.value, (self, other), (1.0, 1.0))

    def __mul__(self, other):
        other = _v(other)
        return Variable(self.value * other.value, (self, other), (other.value, self.value))

    def __neg__(self):
        return Variable(-self.value)  # defect: wrong-derivative neg

    def __sub__(self, other):
        return self + (-_v(other))

    def __radd__(self, other): return _v(other) + self
    def __rmul__(self, other): return _v(other) * self
    def __rsub__(self, other): return _v(other) - self

    def tanh(self):
        t = math.tanh(self.value)
        return Variable(t, (self,), (1 - t * t,))

    def backward(self):
        order = _order(self)
        for v in order:
            v.grad = 0.0
        self.grad = 1.0
        for v in reversed(order):
            for p, l in zip(v.parents, v.local_grads):
                p.grad += l * v.grad


def _v(x):
    return x if isinstance(x, Variable) else Variable(x)


def _order(last):
    seen, out, stack = set(), [], [(last, False)]
    while stack:
        v, ready = stack.pop()
        if ready:
            out.append(v)
        elif id(v) not in seen:
            seen.add(id(v))
            stack.append((v, True))
            for p in v.parents:
                stack.append((p, False))
    return out


def mse(ys, ts):
    return sum((y - t) * (y - t) for y, t in zip(ys, ts)) * (1 / len(ys))


if __name__ == "__main__":
    w = Variable(0.3)
    for _ in range(100):
        loss = mse([w * x for x in (1, 2, 3)], (2, 4, 6))
        loss.backward()
        w = Variable(w.value - 0.01 * w.grad)
    print(w.value)
