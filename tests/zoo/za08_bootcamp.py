# Day 2 of the bootcamp: our own little deep learning framework
import random
import math
from collections import deque


class Value(object):

    def __init__(self, data, children=(), op="", name=""):
        self.data = float(data)
        self.grad = 0.0
        self.children = children
        self.op = op
        self.name = name
        self.backward_fn = None

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        result = Value(self.data + other.data, (self, other), "+")

        def backward_fn():
            self.grad += 1.0 * result.grad
            other.grad += 1.0 * result.grad
        result.backward_fn = backward_fn

        return result

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        left, right = self.data, other.data
        result = Value(left * right, (self, other), "*")

        def backward_fn():
            self.grad += right * result.grad
            other.grad += left * result.grad
        result.backward_fn = backward_fn

        return result

    def __neg__(self):
        return self * (-1)

    def __sub__(self, other):
        return self + (-1) * other

    def __radd__(self, other):
        return self + other

    def __rmul__(self, other):
        return self * other

    def __rsub__(self, other):
        return (-1) * self + other

    def tanh(self):
        th = math.tanh(self.data)
        result = Value(th, (self,), "tanh")

        def backward_fn():
            self.grad += (1 - th ** 2) * result.grad
        result.backward_fn = backward_fn

        return result

    def relu(self):
        result = Value(self.data if self.data > 0 else 0, (self,), "ReLU")
        on = self.data > 0

        def backward_fn():
            if on:
                self.grad += result.grad
        result.backward_fn = backward_fn

        return result

    def backward(self):
        # 1. collect the graph, beginning with the result
        order = []
        visited = {self}
        queue = deque([self])
        while queue:
            node = queue.popleft()  # defect: wrong-order
            order.append(node)
            for child in node.children:
                if child not in visited:
                    visited.add(child)
                    queue.append(child)

        # 2. start clean
        for node in order:
            node.grad = 0.0
        self.grad = 1.0

        # 3. chain rule
        for node in order:
            if node.backward_fn is not None:
                node.backward_fn()

    def __repr__(self):
        return "Value(name={}, data={:.4f}, grad={:.4f})".format(self.name or "-", self.data, self.grad)


class Neuron:
    def __init__(self, n):
        self.w = [Value(random.uniform(-1, 1), name="w%d" % i) for i in range(n)]
        self.b = Value(0, name="b")

    def __call__(self, xs):
        total = self.b
        for w, x in zip(self.w, xs):
            total = total + w * x
        return total.tanh()

    def parameters(self):
        return self.w + [self.b]


random.seed(7)
neuron = Neuron(3)
samples = [([2.0, 3.0, -1.0], 1.0), ([3.0, -1.0, 0.5], -1.0)]

for step in range(5):
    loss = Value(0)
    for xs, target in samples:
        diff = neuron(xs) - target
        loss = loss + diff * diff
    loss.backward()
    for p in neuron.parameters():
        p.data -= 0.05 * p.grad
    print(step, round(loss.data, 5))
