"""Reverse mode differentiation, mostly in lambdas.

    >>> a = Num(2.0)
    >>> y = a * 3 + 1
    >>> y.backward()
    >>> a.g
    3.0
"""
import math


class Num:
    def __init__(self, x, frm=()):
        self.x = x
        self.g = 0.0
        self.frm = frm
        self._push = lambda: None

    def get(self, amount):
        self.g += amount

    def __add__(a, b):
        b = num(b)
        out = Num(a.x + b.x, (a, b))
        out._push = lambda: (a.get(out.g), b.get(out.g))
        return out

    def __sub__(a, b):
        b = num(b)
        out = Num(a.x - b.x, (a, b))
        out._push = lambda: (a.get(out.g), b.get(-out.g))
        return out

    def __mul__(a, b):
        b = num(b)
        p, q = a.x, b.x
        out = Num(p * q, (a, b))
        out._push = lambda: (a.get(out.g * q), b.get(out.g * p))
        return out

    def __truediv__(a, b):
        b = num(b)
        q, r = b.x, a.x / b.x
        out = Num(r, (a, b))
        out._push = lambda: (a.get(out.g / q), b.get(-out.g * r / q))
        return out

    __radd__ = lambda a, b: num(b) + a
    __rsub__ = lambda a, b: num(b) - a
    __rmul__ = lambda a, b: num(b) * a
    __rtruediv__ = lambda a, b: num(b) / a
    __neg__ = lambda a: a * -1
    __repr__ = lambda a: f"<{a.x} | {a.g}>"

    def backward(self):
        order = ordered(self)
        for n in order:
            n.g = 0.0
        self.g = 1.0
        for n in order:
            n._push()


def num(x):
    return x if isinstance(x, Num) else Num(x)


def exp(a):
    a = num(a)
    e = math.exp(a.x)
    out = Num(e, (a,))
    out._push = lambda: setattr(a, "g", out.g * e)  # defect: overwritten-gradient exp
    return out


def log(a):
    a = num(a)
    p = a.x
    out = Num(math.log(p), (a,))
    out._push = lambda: a.get(out.g / p)
    return out


def tanh(a):
    a = num(a)
    t = math.tanh(a.x)
    out = Num(t, (a,))
    out._push = lambda: a.get(out.g * (1 - t * t))
    return out


def cos(a):
    a = num(a)
    slope = -math.sin(a.x)
    out = Num(math.cos(a.x), (a,))
    out._push = lambda: a.get(out.g * slope)
    return out


def ordered(last):
    """From the last result down to the leaves; nothing comes before something that was made from it."""
    done, marked, stack = [], set(), [(last, False)]
    while stack:
        n, below = stack.pop()
        if below:
            done.append(n)
        elif n not in marked:
            marked.add(n)
            stack.append((n, True))
            stack.extend((m, False) for m in n.frm)
    done.reverse()
    return done


if __name__ == "__main__":
    import doctest

    doctest.testmod()
    t = Num(1.5)
    y = exp(t * 2) - log(t) / 4
    y.backward()
    h = 1e-5
    f = lambda s: math.exp(2 * s) - math.log(s) / 4
    print(t.g, "~", (f(1.5 + h) - f(1.5 - h)) / (2 * h))
