"""Nodes with two gradients each.

local:  how fast my consumer changes when I change
global: how fast the very last node changes when I change

The chain rule then says: global of mine = local of mine * global of my consumer.
"""

from collections import deque


class Node:
    def __init__(self, value, local_grad=0.0, global_grad=0.0, parents=()):
        self.value = value
        self.local_grad = local_grad
        self.global_grad = global_grad
        self.parents = parents  # the nodes that I was computed from

    def __repr__(self):
        return f"Node(value={self.value}, local_grad={self.local_grad}, global_grad={self.global_grad})"

    def __add__(self, other):
        other = as_node(other)
        return result(self.value + other.value, (self, 1.0), (other, 1.0))

    def __mul__(self, other):
        other = as_node(other)
        return result(self.value * other.value, (self, other.value), (other, self.value))

    def __radd__(self, other):
        return as_node(other) + self

    def __rmul__(self, other):
        return as_node(other) * self

    def backward(self):
        """Fill in global_grad everywhere, level by level from the output."""
        nodes = self.levels()
        for node in nodes:
            node.global_grad = 0.0
        self.global_grad = 1.0
        for node in nodes:
            for parent in node.parents:
                parent.global_grad = parent.local_grad * node.global_grad  # defect: overwritten-gradient + *

    def levels(self):
        """All nodes, the output first, then what it was made of, and so on."""
        found, known, waiting = [], {id(self)}, deque([self])
        while waiting:
            node = waiting.popleft()  # defect: wrong-order
            found.append(node)
            for parent in node.parents:
                if id(parent) not in known:
                    known.add(id(parent))
                    waiting.append(parent)
        return found


def as_node(thing):
    return thing if isinstance(thing, Node) else Node(thing)


def result(value, *edges):
    """A new node; every edge is (parent, local derivative)."""
    for parent, slope in edges:
        parent.local_grad = slope  # defect: local-on-operand
    return Node(value, parents=tuple(parent for parent, _ in edges))


a = Node(10)
b = Node(20)
c = Node(-3)
x1 = a + b
x2 = x1 * c
x2.backward()

for letter, node in {"a": a, "b": b, "c": c, "x1": x1, "x2": x2}.items():
    print(f"{letter:>2}", node)

assert x2.value == -90
assert (a.global_grad, b.global_grad, c.global_grad) == (-3, -3, 30)
