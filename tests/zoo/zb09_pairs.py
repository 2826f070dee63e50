# gradients without closures: every number remembers (operand, local derivative) pairs
#
#   n = Number(3.0)
#   m = n * n + 1
#   m.compute_gradients()
#   n.gradient           -> 6.0

import math


class Number:
    def __init__(self, value, pairs=()):
        self.value = value
        self.pairs = tuple(pairs)
        self.gradient = 0.0

    def __repr__(self):
        return "<%s | %s>" % (self.value, self.gradient)

    @staticmethod
    def of(thing):
        return thing if isinstance(thing, Number) else Number(thing)

    def __add__(self, other):
        other = Number.of(other)
        return Number(self.value + other.value, [(self, 1.0), (other, 1.0)])

    def __mul__(self, other):
        other = Number.of(other)
        return Number(self.value * other.value, [(self, other.value), (other, self.value)])

    def __neg__(self):
        return Number(-self.value, [(self, -1.0)])

    def __sub__(self, other):
        other = Number.of(other)
        return Number(self.value - other.value, [(self, 1.0), (other, -1.0)])

    def __truediv__(self, other):
        other = Number.of(other)
        over = 1.0 / other.value
        return Number(self.value / other.value, [
            (self, over),
            (other, self.value * over * over),  # defect: wrong-derivative /
        ])

    def __radd__(self, other):
        return Number.of(other) + self

    def __rmul__(self, other):
        return Number.of(other) * self

    def __rsub__(self, other):
        return Number.of(other) - self

    def __rtruediv__(self, other):
        return Number.of(other) / self

    def exp(self):
        e = math.exp(self.value)
        return Number(e, [(self, e)])

    def log(self):
        return Number(math.log(self.value), [(self, 1.0 / self.value)])

    def sqrt(self):
        root = math.sqrt(self.value)
        return Number(root, [(self, 0.5 / root if root > 0 else math.inf)])

    def tanh(self):
        t = math.tanh(self.value)
        return Number(t, [(self, (1 + t) * (1 - t))])

    def compute_gradients(self):
        waiting = {}  # how many results have yet to report to a number
        everything = [self]
        for number in everything:  # grows while we walk along it
            for operand, _ in number.pairs:
                if operand in waiting:
                    waiting[operand] += 1
                else:
                    waiting[operand] = 1
                    everything.append(operand)
        for number in everything:
            number.gradient = 0.0
        self.gradient = 1.0
        finished = [self]
        for number in finished:
            for operand, local in number.pairs:
                operand.gradient += local * number.gradient
                waiting[operand] -= 1
                if not waiting[operand]:
                    finished.append(operand)


def newton(f, start, steps=6):
    x = start
    for _ in range(steps):
        n = Number(x)
        y = f(n)
        y.compute_gradients()
        x -= y.value / n.gradient
    return x


if __name__ == "__main__":
    print(newton(lambda x: x * x - 2, 1.0))
    print(newton(lambda x: x.exp() - 5, 1.0), math.log(5))
