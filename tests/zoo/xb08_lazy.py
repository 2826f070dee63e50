"""A graph is built first and computed later: forward() fills in the numbers, backward() the gradients."""

import math


class Node:
    def __init__(self, inputs=()):
        self.inputs = list(inputs)
        self.data = None
        self.grad = 0.0

    def __add__(self, other): return Add(self, as_node(other))
    def __radd__(self, other): return Add(as_node(other), self)
    def __mul__(self, other): return Mul(self, as_node(other))
    def __rmul__(self, other): return Mul(as_node(other), self)

    def order(self):
        order, seen, todo = [], set(), [(self, False)]
        while todo:
            node, ready = todo.pop()
            if ready:
                order.append(node)
            elif id(node) not in seen:
                seen.add(id(node))
                todo.append((node, True))
                todo.extend((i, False) for i in node.inputs)
        return order

    def forward(self):
        for node in self.order():
            node.compute()
        return self.data

    def backward(self):
        order = self.order()
        for node in order:
            node.grad = 0.0
        self.grad = 1.0
        for node in reversed(order):
            node.spread()

    def compute(self): pass
    def spread(self): pass


class Input(Node):
    def __init__(self, data):
        super().__init__()
        self.data = data


class Add(Node):
    def __init__(self, a, b):
        super().__init__((a, b))

    def compute(self):
        self.data = self.inputs[0].data + self.inputs[1].data

    def spread(self):
        for i in self.inputs:
            i.grad += self.grad


class Mul(Node):
    def __init__(self, a, b):
        super().__init__((a, b))

    def compute(self):
        self.x, self.y = self.inputs[0].data, self.inputs[1].data
        self.data = self.x * self.y

    def spread(self):
        self.inputs[0].grad += self.grad * self.y
        self.inputs[1].grad += self.grad * self.x


class Tanh(Node):
    def __init__(self, a):
        super().__init__((a,))

    def compute(self):
        self.data = math.tanh(self.inputs[0].data)

    def spread(self):
        self.inputs[0].grad += self.grad * (1 - self.data ** 2)


def as_node(x):
    return x if isinstance(x, Node) else Input(x)


def tanh(x):
    return Tanh(x)


if __name__ == "__main__":
    a, b = Input(2.0), Input(-3.0)
    y = tanh(a * b) + a
    print(y.forward())
    y.backward()
    print(a.grad, b.grad)
