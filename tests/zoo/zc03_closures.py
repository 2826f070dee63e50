# My own backprop, following along with paper and pencil.
# A Value knows its number, its gradient, who it was made from, and how to hand its gradient on.
import math
import random


class Value:

    def __init__(self, data, parents=(), op='', label=''):
        self.data = float(data)
        self.grad = 0.0
        self.parents = tuple(parents)
        self.op = op
        self.label = label
        self.push = lambda: None

    def __repr__(self):
        return f"Value(data={self.data:.4f}, grad={self.grad:.4f})"

    @staticmethod
    def wrap(x):
        return x if isinstance(x, Value) else Value(x)

    def __add__(self, other):
        other = Value.wrap(other)
        out = Value(self.data + other.data, (self, other), '+')

        def push():
            self.grad += out.grad
            other.grad += out.grad
        out.push = push
        return out

    def __mul__(self, other):
        other = Value.wrap(other)
        a, b = self.data, other.data
        out = Value(a * b, (self, other), '*')

        def push():
            self.grad += b * out.grad
            other.grad += a * out.grad
        out.push = push
        return out

    def __truediv__(self, other):
        other = Value.wrap(other)
        a, b = self.data, other.data
        out = Value(a / b, (self, other), '/')

        def push():
            self.grad += out.grad / b
            other.grad -= out.grad * a / (b * b)
        out.push = push
        return out

    def __neg__(self):
        return self * -1

    def __sub__(self, other):
        return self + (-Value.wrap(other))

    def __radd__(self, other):
        return self + other

    def __rsub__(self, other):
        return Value.wrap(other) - self

    def __rmul__(self, other):
        return self * other

    def __rtruediv__(self, other):
        return Value.wrap(other) / self

    def exp(self):
        e = math.exp(self.data)
        out = Value(e, (self,), 'exp')

        def push():
            self.grad += e * out.grad
        out.push = push
        return out

    def tanh(self):
        e = math.exp(2 * self.data)  # defect: overflow tanh
        t = (e - 1) / (e + 1)
        out = Value(t, (self,), 'tanh')

        def push():
            self.grad += (1 - t ** 2) * out.grad
        out.push = push
        return out

    def graph(self):
        """All nodes below (and with) this one, operands before results."""
        order, seen, stack = [], set(), [(self, False)]
        while stack:
            node, done = stack.pop()
            if done:
                order.append(node)
            elif node not in seen:
                seen.add(node)
                stack.append((node, True))
                stack.extend((p, False) for p in node.parents)
        return order

    def zero_grad(self):
        for node in self.graph():
            node.grad = 0.0

    def backward(self):
        order = self.graph()
        for node in order:
            if node.parents:  # only leaves collect over several backward passes
                node.grad = 0.0
        self.grad = 1.0
        for node in reversed(order):
            node.push()


class Neuron:
    def __init__(self, n):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(n)]
        self.b = Value(0.0)

    def __call__(self, x):
        return (sum((wi * xi for wi, xi in zip(self.w, x)), self.b)).tanh()


if __name__ == '__main__':
    x1, x2 = Value(1.5, label='x1'), Value(-0.5, label='x2')
    n = x1 * 2 + x2 * 3 - 1
    o = n.tanh()
    o.backward()
    for v in (x1, x2, n, o):
        print(v.label, v)

    random.seed(3)
    neuron = Neuron(2)
    for step in range(20):
        loss = (neuron([1.0, 2.0]) - 0.5) * (neuron([1.0, 2.0]) - 0.5)
        loss.zero_grad()
        loss.backward()
        for p in [*neuron.w, neuron.b]:
            p.data -= 0.1 * p.grad
    print('loss', loss.data)
