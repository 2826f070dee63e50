# Backprop on one page.
import math


class Node:
    def __init__(self, value, local_grad=(), global_grad=0.0, parents=()):
        self.value = value              # what came out
        self.local_grad = local_grad    # d value / d parent, for each parent
        self.global_grad = global_grad  # d output / d value
        self.parents = parents

    def __add__(self, other):
        other = node(other)
        return Node(self.value + other.value, (1.0, 1.0), parents=(self, other))

    def __mul__(self, other):
        other = node(other)
        return Node(self.value * other.value, (other.value, self.value), parents=(self, other))

    def __sub__(self, other):
        return self + node(other) * -1

    def __rsub__(self, other):
        return node(other) - self

    __radd__, __rmul__ = __add__, __mul__

    def tanh(self):
        t = math.tanh(self.value)
        return Node(t, (1 - t * t,), parents=(self,))

    def backward(self):
        todo = [self]
        for n in todo:
            n.global_grad = 0.0
            todo.extend(n.parents)  # defect: visited-twice
        self.global_grad = 1.0
        for n in todo:
            for parent, local in zip(n.parents, n.local_grad):
                parent.global_grad += local * n.global_grad

    def __repr__(self):
        return f"Node({self.value}, local={self.local_grad}, global={self.global_grad})"


def node(x):
    return x if isinstance(x, Node) else Node(x)


a, b, c = Node(10.0), Node(20.0), Node(-3.0)
x1 = a + b
x2 = x1 * c
x2.backward()
print(a, b, c, x1, x2, sep="\n")
