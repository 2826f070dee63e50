"""
The chain rule on a graph
-------------------------
    local:    how much the result of an operation changes when this operand changes
    adjoint:  how much the very last result changes when this number changes

adjoint of an operand = adjoint of the result * local, summed over its uses
"""
import math


class Node:
    def __init__(self, value, name=""):
        self.value = float(value)
        self.name = name
        self.local = 0.0
        self.adjoint = 0.0
        self.operands = []
        self.operation = ""

    def __str__(self):
        return f"{self.name:>6}  value {self.value:10.5f}  local {self.local:10.5f}  adjoint {self.adjoint:10.5f}"

    def __add__(self, other):
        return connect("+", self.value + number(other), (self, 1.0), (other, 1.0))

    def __radd__(self, other):
        return connect("+", other + self.value, (other, 1.0), (self, 1.0))

    def __sub__(self, other):
        return connect("-", self.value - number(other), (self, 1.0), (other, -1.0))

    def __rsub__(self, other):
        return connect("-", other - self.value, (other, 1.0), (self, -1.0))

    def __mul__(self, other):
        return connect("*", self.value * number(other), (self, number(other)), (other, self.value))

    def __rmul__(self, other):
        return connect("*", other * self.value, (other, self.value), (self, other))

    def __neg__(self):
        return connect("neg", -self.value, (self, -1.0))

    def tanh(self):
        t = math.tanh(self.value)
        return connect("tanh", t, (self, 1.0 - t * t))

    def exp(self):
        e = math.exp(self.value)
        return connect("exp", e, (self, e))

    def back(self):
        """All adjoints, from this node downwards."""
        nodes = downwards(self)
        for node in nodes:
            node.adjoint = 0.0
        self.adjoint = 1.0
        for node in nodes:
            for operand in node.operands:
                operand.adjoint += node.adjoint * operand.local


def number(x):
    return x.value if isinstance(x, Node) else x


def connect(operation, value, *pairs):
    result = Node(value)
    result.operation = operation
    for operand, local in pairs:
        if not isinstance(operand, Node):
            operand = Node(operand)
        operand.local = local  # defect: local-on-operand
        result.operands.append(operand)
    return result


def downwards(last):
    """Each node once, and none before all of its users."""
    users = {last: 0}
    stack = [last]
    while stack:
        for operand in stack.pop().operands:
            if operand not in users:
                users[operand] = 0
                stack.append(operand)
            users[operand] += 1
    order = [last]
    for node in order:
        for operand in node.operands:
            users[operand] -= 1
            if users[operand] == 0:
                order.append(operand)
    return order


if __name__ == "__main__":
    a, b, c = Node(4, "a"), Node(-1, "b"), Node(0.5, "c")
    s = a + b
    s.name = "s"
    p = s * c
    p.name = "p"
    y = p.tanh()
    y.name = "y"
    y.back()
    for node in (a, b, c, s, p, y):
        print(node)
