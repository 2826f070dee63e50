import math
import random


class Var:
    """variable with gradient tracking"""

    def __init__(self, v, prev=()):
        self.v = v
        self.g = 0.
        self.prev = prev
        self.bw = None

    def __add__(self, other):
        if not isinstance(other, Var): other = Var(other)
        out = Var(self.v + other.v, (self, other))
        def bw():
            self.g += out.g
            other.g += out.g
        out.bw = bw
        return out

    def __mul__(self, other):
        if not isinstance(other, Var): other = Var(other)
        v1, v2 = self.v, other.v
        out = Var(v1 * v2, (self, other))
        def bw():
            self.g += v2 * out.g
            other.g += v1 * out.g
        out.bw = bw
        return out

    def __sub__(self, other):
        if not isinstance(other, Var): other = Var(other)
        out = Var(self.v - other.v, (self, other))
        def bw():
            self.g += out.g
            other.g -= out.g
        out.bw = bw
        return out

    def __radd__(self, other): return Var(other) + self
    def __rmul__(self, other): return Var(other) * self
    def __rsub__(self, other): return Var(other) - self

    def relu(self):
        out = Var(self.v if self.v > 0 else 0., (self,))
        on = self.v > 0
        def bw():
            self.g += out.g * on
        out.bw = bw
        return out

    def tanh(self):
        y = math.tanh(self.v)
        out = Var(y, (self,))
        def bw():
            self.g = out.g * (1 - y * y)  # defect: overwritten-gradient tanh
        out.bw = bw
        return out

    def sigmoid(self):
        if self.v < 0:
            y = math.exp(self.v)
            y = y / (1 + y)
        else:
            y = 1 / (1 + math.exp(-self.v))
        out = Var(y, (self,))
        def bw():
            self.g = out.g * y * (1 - y)  # defect: overwritten-gradient sigmoid
        out.bw = bw
        return out

    def backward(self):
        nodes = [self]
        seen = {id(self)}
        i = 0
        while i < len(nodes):
            for p in nodes[i].prev:
                if id(p) not in seen:
                    seen.add(id(p))
                    nodes.append(p)  # defect: wrong-order
            i += 1
        for n in nodes:
            n.g = 0.
        self.g = 1.
        for n in nodes:
            if n.bw: n.bw()


class Perceptron:
    def __init__(self, size):
        self.w = [Var(random.uniform(-.5, .5)) for _ in range(size)]
        self.b = Var(0.)

    def __call__(self, x):
        s = self.b
        for wi, xi in zip(self.w, x):
            s = s + wi * xi
        return s.sigmoid()


if __name__ == "__main__":
    random.seed(0)
    net = Perceptron(2)
    table = [((0, 0), 0), ((0, 1), 1), ((1, 0), 1), ((1, 1), 1)]
    for epoch in range(200):
        err = 0
        for x, want in table:
            e = net(x) - want
            loss = e * e
            loss.backward()
            for p in net.w + [net.b]:
                p.v -= p.g
            err += loss.v
        if epoch % 50 == 0:
            print(epoch, err)
