"""Operators are declared with a decorator: a function that gets the operands and returns the result's number and the
partial derivatives. The rest (wrapping numbers, remembering the graph) is done once, in `differentiable`."""

import functools
import math
from dataclasses import dataclass, field


def differentiable(rule):
    @functools.wraps(rule)
    def operation(*operands):
        nodes = [x if isinstance(x, Value) else Value(x) for x in operands]
        data, *partials = rule(*nodes)
        return Value(data, list(zip(nodes, partials)), rule.__name__.strip("_"))

    return operation


def swapped(operation):
    return lambda self, other: operation(other, self)


@dataclass(eq=False)
class Value:
    data: float
    came_from: list = field(default_factory=list, repr=False)
    op: str = "input"
    grad: float = 0.0

    @differentiable
    def __add__(a, b):
        return a.data + b.data, 1.0, 1.0

    @differentiable
    def __sub__(a, b):
        return a.data - b.data, 1.0, -1.0

    @differentiable
    def __mul__(a, b):
        return a.data * b.data, b.data, a.data

    @differentiable
    def __truediv__(a, b):
        return a.data / b.data, 1 / b.data, -a.data / b.data**2

    @differentiable
    def __neg__(a):
        return -a.data, -1.0

    __radd__ = swapped(__add__)
    __rsub__ = swapped(__sub__)
    __rmul__ = swapped(__mul__)
    __rtruediv__ = swapped(__truediv__)

    @differentiable
    def tanh(a):
        t = math.tanh(a.data)
        return t, 1 - t * t

    @differentiable
    def relu(a):
        if a.data < 0:
            a.data = 0.0  # defect: operand-changed relu
        return a.data, 1.0 if a.data > 0 else 0.0

    @differentiable
    def exp(a):
        e = math.exp(a.data)
        return e, e

    @differentiable
    def log(a):
        return math.log(a.data), 1 / a.data

    @differentiable
    def abs(a):
        return abs(a.data), math.copysign(1.0, a.data) if a.data else 0.0

    def compute_gradients(self):
        nodes, position, stack = [], {}, [(self, 0)]
        while stack:
            node, k = stack.pop()
            if id(node) in position:
                continue
            if k < len(node.came_from):
                stack.append((node, k + 1))
                stack.append((node.came_from[k][0], 0))
            else:
                position[id(node)] = len(nodes)
                nodes.append(node)
                node.grad = 0.0
        self.grad = 1.0
        for node in reversed(nodes):
            for operand, partial in node.came_from:
                operand.grad += node.grad * partial


def softmax(values):
    top = max(v.data for v in values)
    powers = [(v - top).exp() for v in values]
    total = functools.reduce(lambda a, b: a + b, powers)
    return [p / total for p in powers]


def test_softmax():
    a, b = Value(1.0), Value(3.0)
    p, q = softmax([a, b])
    assert abs(p.data + q.data - 1) < 1e-12
    p.compute_gradients()
    assert abs(a.grad - p.data * q.data) < 1e-12


if __name__ == "__main__":
    test_softmax()
    x = Value(0.5)
    y = (x * 3 - 1).tanh() / x
    y.compute_gradients()
    print(x, y)
