"""A neural network from nothing, for our reading group. Run it to see it learn XOR."""
import math
import random
from itertools import chain


class Value:
    def __init__(self, data, _prev=(), _op=""):
        self.data = float(data)
        self.grad = 0.0
        self._prev = _prev
        self._op = _op
        self._backward = lambda: None

    def __repr__(self):
        return f"Value({self.data:+.4f} | {self.grad:+.4f})"

    def _other(self, x):
        return x if isinstance(x, self.__class__) else self.__class__(x)

    def __add__(self, other):
        other = self._other(other)
        result = Value(self.data + other.data, (self, other), "+")

        def _backward():
            self.grad += result.grad
            other.grad += result.grad

        result._backward = _backward
        return result

    def __sub__(self, other):
        other = self._other(other)
        result = Value(self.data - other.data, (self, other), "-")

        def _backward():
            self.grad += result.grad
            other.grad -= result.grad

        result._backward = _backward
        return result

    def __mul__(self, other):
        other = self._other(other)
        result = Value(self.data * other.data, (self, other), "*")

        def _backward():
            self.grad += other.data * result.grad  # defect: data-read-late
            other.grad += self.data * result.grad

        result._backward = _backward
        return result

    def __neg__(self):
        return 0 - self

    __radd__ = __add__
    __rmul__ = __mul__

    def __rsub__(self, other):
        return self._other(other) - self

    def tanh(self):
        t = math.tanh(self.data)
        result = Value(t, (self,), "tanh")

        def _backward():
            self.grad += (1 - t * t) * result.grad

        result._backward = _backward
        return result

    def sigmoid(self):
        z = math.exp(-abs(self.data))
        s = 1 / (1 + z) if self.data >= 0 else z / (1 + z)
        result = Value(s, (self,), "sigmoid")

        def _backward():
            self.grad += s * (1 - s) * result.grad

        result._backward = _backward
        return result

    def abs(self):
        sign = (self.data > 0) - (self.data < 0)
        result = Value(abs(self.data), (self,), "abs")

        def _backward():
            self.grad += sign * result.grad

        result._backward = _backward
        return result

    def backward(self):
        # depth first with a stack of our own, Python's is too small for long sums
        order, state, stack = [], {}, [self]
        while stack:
            v = stack[-1]
            if v not in state:
                state[v] = "open"
                stack.extend(p for p in v._prev if p not in state)
            else:
                stack.pop()
                if state[v] == "open":
                    state[v] = "closed"
                    order.append(v)
        for v in order:
            if v._prev:
                v.grad = 0.0
        self.grad = 1.0
        for v in reversed(order):
            v._backward()


class Neuron:
    def __init__(self, inputs):
        self.w = [Value(random.gauss(0, 1)) for _ in range(inputs)]
        self.b = Value(0)

    def __call__(self, xs):
        total = self.b
        for w, x in zip(self.w, xs):
            total = total + w * x
        return total.tanh()


class MLP:
    def __init__(self, *sizes):
        self.layers = [[Neuron(n) for _ in range(m)] for n, m in zip(sizes, sizes[1:])]

    def __call__(self, xs):
        for layer in self.layers:
            xs = [neuron(xs) for neuron in layer]
        return xs[0]

    def parameters(self):
        return [p for neuron in chain(*self.layers) for p in (*neuron.w, neuron.b)]


def zero_grad(parameters):
    for p in parameters:
        p.grad = 0.0


def train(epochs=200):
    random.seed(1)
    net = MLP(2, 4, 1)
    data = [((0, 0), -1), ((0, 1), 1), ((1, 0), 1), ((1, 1), -1)]
    for epoch in range(epochs):
        loss = Value(0)
        for xs, y in data:
            error = net(xs) - y
            loss += error * error
        zero_grad(net.parameters())
        loss.backward()
        for p in net.parameters():
            p.data -= 0.1 * p.grad
        if epoch % 50 == 0:
            print(f"epoch {epoch:3d}  loss {loss.data:.4f}")
    return net


if __name__ == "__main__":
    train()
