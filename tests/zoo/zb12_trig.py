"""Pendulum notes, part 2: derivatives of trigonometric expressions by reverse accumulation."""

import math


class Node:
    def __init__(self, value, name=""):
        self.value = value
        self.name = name
        self.grad = 0.0
        self.inputs = []
        self.local = []

    def __add__(self, other):
        return link(self.value + value(other), (self, 1), (other, 1))

    def __radd__(self, other):
        return link(value(other) + self.value, (other, 1), (self, 1))

    def __sub__(self, other):
        return link(self.value - value(other), (self, 1), (other, -1))

    def __rsub__(self, other):
        return link(value(other) - self.value, (other, 1), (self, -1))

    def __mul__(self, other):
        return link(self.value * value(other), (self, value(other)), (other, self.value))

    __rmul__ = __mul__

    def __neg__(self):
        return link(-self.value, (self, -1))

    def backward(self):
        order, seen, trail = [], {self}, [(self, iter(self.inputs))]
        while trail:
            node, rest = trail[-1]
            nxt = next((n for n in rest if n not in seen), None)
            if nxt is None:
                order.append(node)
                trail.pop()
            else:
                seen.add(nxt)
                trail.append((nxt, iter(nxt.inputs)))
        for node in order:
            if node.inputs:
                node.grad = 0.0
        self.grad += 1.0
        while order:
            node = order.pop()
            for n, d in zip(node.inputs, node.local):
                n.grad += d * node.grad


def value(x):
    return x.value if isinstance(x, Node) else x


def link(result, *pairs):
    """A node for the result; plain numbers need no derivative, so they are left out."""
    node = Node(result)
    for operand, derivative in pairs:
        if isinstance(operand, Node):
            node.inputs.append(operand)
            node.local.append(derivative)
    return node


def sin(x):
    return link(math.sin(x.value), (x, -math.cos(x.value)))  # defect: wrong-derivative sin


def cos(x):
    return link(math.cos(x.value), (x, math.sin(x.value)))  # defect: wrong-derivative cos


def exp(x):
    e = math.exp(x.value)
    return link(e, (x, e))


def sqrt(x):
    r = math.sqrt(x.value)
    return link(r, (x, 0.5 / r if r else math.inf))


def zero_grad(*nodes):
    for node in nodes:
        node.grad = 0.0


if __name__ == "__main__":
    # energy of a pendulum (mass 1, length 1): v^2/2 - 9.81 cos(phi)
    phi, v = Node(0.4, "phi"), Node(0.0, "v")
    dt = 0.01
    for step in range(300):
        energy = 0.5 * v * v - 9.81 * cos(phi)
        zero_grad(phi, v)
        energy.backward()
        v.value -= dt * phi.grad
        phi.value += dt * v.value
        if step % 50 == 0:
            print(f"{step * dt:5.2f}  phi = {phi.value:8.4f}  E = {energy.value:8.4f}")
