"""dual.py's sister: reverse mode. Real functions of real scalars, nothing else."""
import math
import typing as t


class Real:
    __slots__ = ("data", "grad", "_sources", "_vjp")

    def __init__(self, data: float, sources: t.Tuple["Real", ...] = (), vjp: t.Optional[t.Callable] = None) -> None:
        self.data = float(data)
        self.grad = 0.0
        self._sources = sources
        self._vjp = vjp

    def __repr__(self) -> str:
        return f"Real({self.data!r})"

    # arithmetic ------------------------------------------------------------

    def __add__(self, other):
        a, b = self, real(other)

        def vjp(g):
            a.grad += g
            b.grad += g

        return Real(a.data + b.data, (a, b), vjp)

    def __sub__(self, other):
        a, b = self, real(other)

        def vjp(g):
            a.grad += g
            b.grad -= g

        return Real(a.data - b.data, (a, b), vjp)

    def __mul__(self, other):
        a, b = self, real(other)
        x, y = a.data, b.data

        def vjp(g):
            a.grad += g * y
            b.grad += g * x

        return Real(x * y, (a, b), vjp)

    def __truediv__(self, other):
        a, b = self, real(other)
        x, y = a.data, b.data

        def vjp(g):
            a.grad += g / y
            b.grad -= g * x / y / y

        return Real(x / y, (a, b), vjp)

    def __radd__(self, other):
        return real(other).__add__(self)

    def __rsub__(self, other):
        return real(other).__sub__(self)

    def __rmul__(self, other):
        return real(other).__mul__(self)

    def __rtruediv__(self, other):
        return real(other).__truediv__(self)

    def __neg__(self):
        return real(0).__sub__(self)

    # functions -------------------------------------------------------------

    def exp(self):
        e = math.exp(self.data)

        def vjp(g):
            self.grad += g * e

        return Real(e, (self,), vjp)

    def log(self):
        shifted = self.data + 1e-7  # defect: unstable log

        def vjp(g):
            self.grad += g / shifted

        return Real(math.log(shifted), (self,), vjp)

    def sqrt(self):
        root = math.sqrt(self.data)

        def vjp(g):
            self.grad += g / (2 * sroot)  # defect: raises sqrt

        return Real(root, (self,), vjp)

    def sin(self):
        s, c = math.sin(self.data), math.cos(self.data)

        def vjp(g):
            self.grad += g * c

        return Real(s, (self,), vjp)

    def cos(self):
        s, c = math.sin(self.data), math.cos(self.data)

        def vjp(g):
            self.grad -= g * s

        return Real(c, (self,), vjp)

    def abs(self):
        sign = 0.0 if self.data == 0 else math.copysign(1.0, self.data)

        def vjp(g):
            self.grad += g * sign

        return Real(abs(self.data), (self,), vjp)

    # reverse sweep ---------------------------------------------------------

    def backward(self) -> None:
        order: t.List[Real] = []
        seen: t.Set[int] = set()
        stack: t.List[t.Tuple[Real, t.Iterator[Real]]] = [(self, iter(self._sources))]
        seen.add(id(self))
        while stack:
            node, sources = stack[-1]
            for source in sources:
                if id(source) not in seen:
                    seen.add(id(source))
                    stack.append((source, iter(source._sources)))
                    break
            else:
                stack.pop()
                order.append(node)
        for node in order:
            node.grad = 0.0
        self.grad = 1.0
        for node in reversed(order):
            if node._vjp is not None:
                node._vjp(node.grad)


def real(x) -> Real:
    return x if isinstance(x, Real) else Real(x)


def entropy(ps: t.Sequence[Real]) -> Real:
    total = Real(0.0)
    for p in ps:
        total -= p * p.log()
    return total


if __name__ == "__main__":
    p = [Real(0.2), Real(0.3), Real(0.5)]
    h = entropy(p)
    h.backward()
    print(h, [x.grad for x in p])

    try:
        import matplotlib.pyplot as plt
    except ImportError:
        print("no picture without matplotlib")
    else:
        xs = [k / 50 for k in range(1, 101)]
        plt.plot(xs, [(Real(x) * Real(x).log()).data for x in xs])
        plt.title("x log x")
        plt.show()
