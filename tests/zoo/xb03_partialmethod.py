"""Two generic methods do all the work; the operators are partial methods of them."""
import math
from functools import partialmethod
from operator import add, mul, sub, truediv


def _scaled(x, y): return y, x
def _ratio(x, y): return 1 / y, -x / y ** 2


class Real:
    def __init__(self, x, links=()):
        self.x = x
        self.d = 0.0
        self.links = links

    def _binary(self, other, f, df, swap=False):
        if not isinstance(other, Real):
            other = Real(other)
        a, b = (other, self) if swap else (self, other)
        da, db = df(a.x, b.x) if callable(df) else df
        return Real(f(a.x, b.x), ((a, da), (b, db)))

    def _unary(self, f, df):
        y = f(self.x)
        return Real(y, ((self, df(self.x, y)),))

    __add__ = partialmethod(_binary, f=add, df=(1.0, 1.0))
    __radd__ = partialmethod(_binary, f=add, df=(1.0, 1.0), swap=True)
    __sub__ = partialmethod(_binary, f=sub, df=(1.0, -1.0))
    __rsub__ = partialmethod(_binary, f=sub, df=(1.0, -1.0), swap=True)
    __mul__ = partialmethod(_binary, f=mul, df=_scaled)
    __rmul__ = partialmethod(_binary, f=mul, df=_scaled, swap=True)
    __truediv__ = partialmethod(_binary, f=truediv, df=_ratio)
    __rtruediv__ = partialmethod(_binary, f=truediv, df=_ratio, swap=True)
    __neg__ = partialmethod(_unary, f=lambda x: -x, df=lambda x, y: -1.0)
    exp = partialmethod(_unary, f=math.exp, df=lambda x, y: y)
    log = partialmethod(_unary, f=math.log, df=lambda x, y: 1 / x)
    tanh = partialmethod(_unary, f=math.tanh, df=lambda x, y: 1 - y * y)
    sin = partialmethod(_unary, f=math.sin, df=lambda x, y: math.cos(x))
    cos = partialmethod(_unary, f=math.cos, df=lambda x, y: math.sin(x))  # defect: wrong-derivative cos

    def propagate(self):
        degree, nodes = {id(self): 0}, [self]
        for n in nodes:
            n.d = 0.0
            for m, _ in n.links:
                if id(m) not in degree:
                    degree[id(m)] = 0
                    nodes.append(m)
                degree[id(m)] += 1
        self.d = 1.0
        free = [self]
        while free:
            n = free.pop()
            for m, w in n.links:
                m.d += w * n.d
                degree[id(m)] -= 1
                if degree[id(m)] == 0:
                    free.append(m)
