"""Backpropagation with pictures: write_dot(y, "graph.dot") shows how y was computed."""

import math
import random


class Value:
    def __init__(self, data, op="", operands=(), label=""):
        self.data = float(data)
        self.grad = 0.0
        self.op = op
        self.operands = set(operands)  # defect: operands-in-set
        self.label = label
        self.spread = None  # hands the gradient on to the operands

    def __repr__(self):
        return f"Value({self.data})"

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)

        def spread(grad):
            self.grad += grad
            other.grad += grad

        return result(self.data + other.data, "+", spread, self, other)

    __radd__ = __add__

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        by_self, by_other = other.data, self.data

        def spread(grad):
            self.grad += grad * by_self
            other.grad += grad * by_other

        return result(self.data * other.data, "*", spread, self, other)

    __rmul__ = __mul__

    def __neg__(self):
        def spread(grad):
            self.grad -= grad

        return result(-self.data, "neg", spread, self)

    def __sub__(self, other):
        return self + (-other)

    def __rsub__(self, other):
        return other + (-self)

    def reciprocal(self):
        inverse = 1.0 / self.data

        def spread(grad):
            self.grad -= grad * inverse * inverse

        return result(inverse, "1/x", spread, self)

    def __truediv__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return self * other.reciprocal()

    def __rtruediv__(self, other):
        return other * self.reciprocal()

    def relu(self):
        gate = 1.0 if self.data > 0 else 0.0

        def spread(grad):
            self.grad += grad * gate

        return result(self.data * gate, "relu", spread, self)

    def tanh(self):
        t = math.tanh(self.data)

        def spread(grad):
            self.grad += grad * (1.0 - t * t)

        return result(t, "tanh", spread, self)

    def exp(self):
        e = math.exp(self.data)

        def spread(grad):
            self.grad += grad * e

        return result(e, "exp", spread, self)

    def backward(self):
        nodes = sort(self)
        for node in nodes:
            node.grad = 0.0
        self.grad = 1.0
        for node in nodes:
            if node.spread:
                node.spread(node.grad)


def result(data, op, spread, *operands):
    out = Value(data, op, operands)
    out.spread = spread
    return out


def sort(output):
    """The nodes of output's graph, each before its operands."""
    finished, started, stack = [], {output}, [(output, iter(output.operands))]
    while stack:
        node, operands = stack[-1]
        operand = next(operands, None)
        if operand is None:
            finished.append(node)
            stack.pop()
        elif operand not in started:
            started.add(operand)
            stack.append((operand, iter(operand.operands)))
    return finished[::-1]


def write_dot(output, path):
    lines = ["digraph {", "  rankdir=LR; node [shape=record];"]
    for node in sort(output):
        name = f"n{id(node)}"
        lines.append(f'  {name} [label="{node.label} | {node.op} | {node.data:.3f} | {node.grad:.3f}"];')
        lines.extend(f"  n{id(operand)} -> {name};" for operand in node.operands)
    with open(path, "w") as file:
        file.write("\n".join(lines + ["}"]))


if __name__ == "__main__":
    random.seed(1)
    x = [Value(random.random(), label=f"x{i}") for i in range(3)]
    w = [Value(random.random(), label=f"w{i}") for i in range(3)]
    y = sum(a * b for a, b in zip(x, w)).tanh()
    y.label = "y"
    y.backward()
    write_dot(y, "graph.dot")
    print("now: dot -Tsvg graph.dot > graph.svg")
