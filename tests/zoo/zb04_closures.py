# autograd.py
# my version of reverse mode autodiff, everything is a single number
import math
import random


class Scalar:
    """one node of the expression graph"""

    def __init__(self, data, children=(), op="", label=""):
        self.data = data
        self.grad = 0.0
        self.children = tuple(children)
        self.op = op
        self.label = label
        self._backward = lambda: None

    def __repr__(self):
        return f"Scalar(data={self.data}, grad={self.grad})"

    def __add__(self, other):
        other = other if isinstance(other, Scalar) else Scalar(other)
        out = Scalar(self.data + other.data, (self, other), "+")

        def _backward():
            self.grad += out.grad
            other.grad += out.grad

        out._backward = _backward
        return out

    def __mul__(self, other):
        other = other if isinstance(other, Scalar) else Scalar(other)
        x, y = self.data, other.data
        out = Scalar(x * y, (self, other), "*")

        def _backward():
            self.grad += y * out.grad
            other.grad += x * out.grad

        out._backward = _backward
        return out

    def __pow__(self, other):
        other = other if isinstance(other, Scalar) else Scalar(other)
        x, n = self.data, other.data
        y = math.pow(x, n)
        out = Scalar(y, (self, other), "**")

        def _backward():
            # x**0 is flat everywhere, also at 0
            if n != 0:
                self.grad += n * math.pow(x, n - 1) * out.grad
            # the log exists only for positive bases
            if x > 0:
                other.grad += y * math.log(x) * out.grad

        out._backward = _backward
        return out

    def exp(self):
        e = math.exp(self.data)
        out = Scalar(e, (self,), "exp")

        def _backward():
            self.grad += e * out.grad

        out._backward = _backward
        return out

    def log(self):
        x = self.data
        out = Scalar(math.log(x), (self,), "log")

        def _backward():
            self.grad += out.grad / x

        out._backward = _backward
        return out

    def tanh(self):
        t = math.tanh(self.data)
        out = Scalar(t, (self,), "tanh")

        def _backward():
            self.grad += 1 - t * t  # defect: upstream-ignored tanh

        out._backward = _backward
        return out

    def relu(self):
        on = self.data > 0
        out = Scalar(self.data if on else 0.0, (self,), "relu")

        def _backward():
            self.grad += on * out.grad

        out._backward = _backward
        return out

    def __neg__(self):
        return self * -1

    def __sub__(self, other):
        return self + (-other)

    def __truediv__(self, other):
        return self * other**-1

    def __radd__(self, other):
        return self + other

    def __rmul__(self, other):
        return self * other

    def __rsub__(self, other):
        return (-self) + other

    def __rtruediv__(self, other):
        return self**-1 * other

    def __rpow__(self, other):
        return Scalar(other) ** self

    def backward(self):
        order, seen, stack = [], set(), [(self, False)]
        while stack:
            node, done = stack.pop()
            if done:
                order.append(node)
            elif node not in seen:
                seen.add(node)
                stack.append((node, True))
                stack.extend((child, False) for child in node.children)

        # leaves keep what they have (so that several losses add up), everything in between starts anew
        for node in order:
            if node.children:
                node.grad = 0.0
        self.grad += 1.0
        for node in reversed(order):
            node._backward()

    def zero_grad(self):
        self.grad = 0.0


class Neuron:
    def __init__(self, n):
        self.w = [Scalar(random.uniform(-1, 1), label=f"w{i}") for i in range(n)]
        self.b = Scalar(0.0, label="b")

    def __call__(self, xs):
        return sum((w * x for w, x in zip(self.w, xs)), self.b).tanh()

    def parameters(self):
        return [*self.w, self.b]


if __name__ == "__main__":
    random.seed(3)
    neuron = Neuron(2)
    points = [((0, 0), -1), ((0, 1), 1), ((1, 0), 1), ((1, 1), 1)]
    for epoch in range(100):
        loss = sum((neuron(p) - target) ** 2 for p, target in points)
        for p in neuron.parameters():
            p.zero_grad()
        loss.backward()
        for p in neuron.parameters():
            p.data -= 0.1 * p.grad
        print(epoch, loss.data)
