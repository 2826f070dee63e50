# Lecture notes in code, part 4: "the chain rule, automated"
#
# In parts 1 to 3 we set L.grad = 1 and went through the nodes by hand. Now a loop does the walking.
import math


class Value:
    serial = 0

    def __init__(self, data, made_by="", made_of=()):
        self.data = data
        self.grad = 0.0
        self.made_by = made_by
        self.made_of = made_of
        self.chain = None
        self.serial = Value.serial = Value.serial + 1

    def __repr__(self):
        return f"Value(data={self.data}, grad={self.grad})"

    def __add__(self, other):
        if not isinstance(other, Value):
            other = Value(other)
        out = Value(self.data + other.data, "+", (self, other))
        out.chain = lambda g: (self.receive(g), other.receive(g))
        return out

    def __sub__(self, other):
        if not isinstance(other, Value):
            other = Value(other)
        out = Value(self.data - other.data, "-", (self, other))
        out.chain = lambda g: (self.receive(g), other.receive(-g))
        return out

    def __mul__(self, other):
        if not isinstance(other, Value):
            other = Value(other)
        u, v = self.data, other.data
        out = Value(u * v, "*", (self, other))
        out.chain = lambda g: (self.receive(g * v), other.receive(g * u))
        return out

    def __truediv__(self, other):
        if not isinstance(other, Value):
            other = Value(other)
        u, v = self.data, other.data
        out = Value(u / v, "/", (self, other))
        out.chain = lambda g: (self.receive(g / v), other.receive(-g * u / v**2))
        return out

    def __radd__(self, other):
        return Value(other) + self

    def __rsub__(self, other):
        return Value(other) - self

    def __rmul__(self, other):
        return Value(other) * self

    def __rtruediv__(self, other):
        return Value(other) / self

    def __neg__(self):
        out = Value(-self.data, "neg", (self,))
        out.chain = lambda g: self.receive(-g)
        return out

    def tanh(self):
        t = math.tanh(self.data)
        out = Value(t, "tanh", (self,))
        out.chain = lambda g: self.receive(g * (1 - t * t))
        return out

    def relu(self):
        positive = self.data > 0
        out = Value(self.data if positive else 0.0, "relu", (self,))
        out.chain = lambda g: self.receive(g if positive else 0.0)
        return out

    def receive(self, gradient):
        self.grad += gradient

    def everything(self):
        """This node and all that it was made of, the newest first: no node is older than what it was made of."""
        known, new = {self.serial: self}, [self]
        while new:
            for node in new.pop().made_of:
                if node.serial not in known:
                    known[node.serial] = node
                    new.append(node)
        return sorted(known.values(), key=lambda node: -node.serial)

    def zero_grad(self):
        for node in self.everything():
            node.grad = 0.0

    def backward(self):
        nodes = self.everything()
        for node in nodes:
            if node.made_of and node is not self:
                node.grad = 0.0
        for node in nodes:  # defect: missing-seed
            if node.made_of:
                node.chain(node.grad)


def numerical(f, x, h=1e-5):
    return (f(Value(x + h)).data - f(Value(x - h)).data) / (2 * h)


if __name__ == "__main__":
    a, b, c, f = Value(2.0), Value(-3.0), Value(10.0), Value(-2.0)
    L = (a * b + c) * f
    L.grad = 1.0
    L.backward()
    print(a, b, c, f, L, sep="\n")

    x = Value(0.3)
    y = (x * x - 1 / x).tanh()
    y.grad = 1.0
    y.backward()
    print(x.grad, numerical(lambda x: (x * x - 1 / x).tanh(), 0.3))
