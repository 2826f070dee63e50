"""AD with one global tape.

Every operation appends itself to TAPE. Going back means reading TAPE from the end.
"""

from math import exp as _exp, log as _log

TAPE = []


class Var:
    __slots__ = ("v", "d", "_pos", "_back")

    def __init__(self, v, back=None):
        self.v = v
        self.d = 0.0  # derivative of the result of backward()
        self._back = back
        self._pos = len(TAPE)
        TAPE.append(self)

    def __repr__(self):
        return "Var(%g, d=%g)" % (self.v, self.d)

    def __add__(self, o):
        o = _var(o)

        def back(d):
            self.d += d
            o.d += d

        return Var(self.v + o.v, back)

    def __sub__(self, o):
        o = _var(o)

        def back(d):
            self.d += d
            o.d -= d

        return Var(self.v - o.v, back)

    def __mul__(self, o):
        o = _var(o)
        p, q = self.v, o.v

        def back(d):
            self.d += d * q
            o.d += d * p

        return Var(p * q, back)

    def __truediv__(self, o):
        o = _var(o)
        p, q = self.v, o.v

        def back(d):
            # quotient rule, one term each
            self.d, o.d = d / q, -d * p / (q * q)  # defect: overwritten-gradient /

        return Var(p / q, back)

    def __neg__(self):
        return 0.0 - self

    def __radd__(self, o):
        return _var(o) + self

    def __rsub__(self, o):
        return _var(o) - self

    def __rmul__(self, o):
        return _var(o) * self

    def __rtruediv__(self, o):
        return _var(o) / self


def _var(o):
    return o if isinstance(o, Var) else Var(o)


def exp(x):
    p = x.v
    e = _exp(p)

    def back(d):
        x.d += d * (p * _exp(p - 1))  # defect: wrong-derivative exp

    return Var(e, back)


def log(x):
    p = x.v

    def back(d):
        x.d += d / p

    return Var(_log(p), back)


def tanh(x):
    if x.v >= 0:
        e = exp(-2 * x)  # never larger than 1
        return (1 - e) / (1 + e)
    e = exp(2 * x)
    return (e - 1) / (e + 1)


def sigmoid(x):
    if x.v >= 0:
        return 1 / (1 + exp(-x))
    e = exp(x)
    return e / (1 + e)


def backward(y):
    """Afterwards x.d is dy/dx, for every x that was made before y."""
    start = y._pos
    for var in TAPE:
        var.d = 0.0
    y.d = 1.0
    for var in reversed(TAPE[: start + 1]):
        if var._back is not None and var.d != 0.0:
            var._back(var.d)


if __name__ == "__main__":
    w, x, b = Var(0.5), Var(2.0), Var(-1.0)
    y = sigmoid(w * x + b)
    backward(y)
    print(y, w, x, b)
