# autodiff as a tree: every node knows its left and its right child
import math


class Node:
    def __init__(self, value, left=None, right=None, op=None):
        self.value = value
        self.left = left
        self.right = right
        self.op = op
        self.grad = 0

    def __add__(self, other):
        if not isinstance(other, Node):
            other = Node(other)
        return Node(self.value + other.value, self, other, "+")

    def __sub__(self, other):
        if not isinstance(other, Node):
            other = Node(other)
        return Node(self.value - other.value, self, other, "-")

    def __mul__(self, other):
        if not isinstance(other, Node):
            other = Node(other)
        return Node(self.value * other.value, self, other, "*")

    def __radd__(self, other):
        return Node(other) + self

    def __rsub__(self, other):
        return Node(other) - self

    def __rmul__(self, other):
        return Node(other) * self

    def tanh(self):
        return Node(math.tanh(self.value), self, None, "tanh")

    def backward(self, root=True):
        if root:
            self.grad = 1  # defect: stale-gradients
        if self.op == "+":
            self.left.grad += self.grad
            self.right.grad += self.grad
        elif self.op == "-":
            self.left.grad += self.grad
            self.right.grad -= self.grad
        elif self.op == "*":
            self.left.grad += self.grad * self.right.value  # defect: data-read-late *
            self.right.grad += self.grad * self.left.value
        elif self.op == "tanh":
            self.left.grad += self.grad * (1 - self.value ** 2)
        if self.left is not None:
            self.left.backward(root=False)  # defect: visited-twice
        if self.right is not None:
            self.right.backward(root=False)  # defect: recursion-limit


def reset(node):
    """forget all gradients below"""
    if node is None:
        return
    node.grad = 0
    reset(node.left)
    reset(node.right)


if __name__ == "__main__":
    w, x, b = Node(0.4), Node(-1.0), Node(0.3)
    out = (w * x + b).tanh()
    out.backward()
    print(w.grad, x.grad, b.grad)
