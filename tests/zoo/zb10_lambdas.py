"""grad(y, [a, b]) returns the derivatives of y by a and by b.

Nothing is stored in the numbers but how they were made: `how` lists, for each number that went in, that number and a
function from the gradient of the result to the contribution to its own.
"""

import math


class Var:
    __slots__ = ("x", "how")

    def __init__(self, x, how=()):
        self.x = x
        self.how = how

    def __add__(self, other):
        other = var(other)
        return Var(self.x + other.x, ((self, lambda g: g), (other, lambda g: g)))

    def __sub__(self, other):
        other = var(other)
        return Var(self.x - other.x, ((self, lambda g: g), (other, lambda g: -g)))

    def __mul__(self, other):
        other = var(other)
        p, q = self.x, other.x
        return Var(p * q, ((self, lambda g: g * q), (other, lambda g: g * p)))

    def __truediv__(self, other):
        other = var(other)
        p, q = self.x, other.x
        return Var(p / q, ((self, lambda g: g / q), (other, lambda g: -g * p / q / q)))

    __radd__ = __add__
    __rmul__ = __mul__

    def __rsub__(self, other):
        return var(other).__sub__(self)

    def __rtruediv__(self, other):
        return var(other).__truediv__(self)

    def __neg__(self):
        return Var(-self.x, ((self, lambda g: -g),))

    def __repr__(self):
        return f"Var({self.x})"


def var(x):
    return x if isinstance(x, Var) else Var(x)


def exp(v):
    e = math.exp(v.x)
    return Var(e, ((v, lambda g: g * e),))


def tanh(v):
    t = math.tanh(v.x)
    return Var(t, ((v, lambda g: g * (1 - t * t)),))


def sigmoid(v):
    x = v.x
    s = 1 / (1 + math.exp(-x)) if x > 0 else math.exp(x) / (1 + math.exp(x))
    return Var(s, ((v, lambda g: g * x * (1 - x)),))  # defect: wrong-derivative sigmoid


def softplus(v):
    x = v.x
    slope = 1 / (1 + math.exp(-x)) if x > 0 else math.exp(x) / (1 + math.exp(x))
    return Var(max(x, 0) + math.log1p(math.exp(-abs(x))), ((v, lambda g: g * slope),))


def relu(v):
    return Var(v.x, ((v, lambda g: g),)) if v.x > 0 else Var(0.0, ((v, lambda g: 0.0),))


def _ordered(y):
    done, entered, stack = [], set(), [y]
    while stack:
        v = stack[-1]
        if v not in entered:
            entered.add(v)
            stack.extend(u for u, _ in v.how if u not in entered)
        else:
            stack.pop()
            done.append(v)
    # v may have been put on the stack by several results before it was entered: only its first exit counts
    return list(dict.fromkeys(done))


def grad(y, wrt):
    total = {y: 1.0}
    for v in reversed(_ordered(y)):
        for u, pull in v.how:
            total[u] = total.get(u, 0.0) + pull(total[v])
    return [total.get(v, 0.0) for v in wrt]


def numeric(f, xs, i, h=1e-6):
    up, down = list(xs), list(xs)
    up[i] += h
    down[i] -= h
    return (f(*map(Var, up)).x - f(*map(Var, down)).x) / (2 * h)


if __name__ == "__main__":

    def f(a, b):
        return tanh(a * b + 1) / (2 - b) + softplus(a)

    a, b = Var(0.3), Var(-0.8)
    print(grad(f(a, b), [a, b]))
    print([numeric(f, [0.3, -0.8], i) for i in range(2)])
