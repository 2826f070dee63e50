"""Scalars with gradients. Every result keeps `edges`: pairs of an operand and the partial derivative by it."""
from math import exp, log1p, tanh


class Scalar:
    counter = 0

    def __init__(self, val, edges=(), name=None):
        self.val = val
        self.gradient = 0
        self.edges = list(edges)
        Scalar.counter += 1
        self.number = Scalar.counter  # results always have a higher number than their operands
        self.name = name or f"v{self.number}"

    def __str__(self):
        return f"{self.name} = {self.val} (gradient {self.gradient})"

    # ---- arithmetic

    def __add__(self, other):
        other = as_scalar(other)
        return Scalar(self.val + other.val, [(self, 1), (other, 1)])

    def __sub__(self, other):
        other = as_scalar(other)
        return Scalar(self.val - other.val, [(self, 1), (other, -1)])

    def __mul__(self, other):
        other = as_scalar(other)
        return Scalar(self.val * other.val, [(self, other.val), (other, self.val)])

    def __truediv__(self, other):
        other = as_scalar(other)
        return Scalar(self.val / other.val, [(self, 1 / other.val), (other, -self.val / other.val ** 2)])

    def __neg__(self):
        return Scalar(-self.val, [(self, -1)])

    def __radd__(self, other):
        return as_scalar(other) + self

    def __rsub__(self, other):
        return as_scalar(other) - self

    def __rmul__(self, other):
        return as_scalar(other) * self

    def __rtruediv__(self, other):
        return as_scalar(other) / self

    # ---- activations

    def tanh(self):
        t = tanh(self.val)
        return Scalar(t, [(self, 1 - t * t)])

    def sigmoid(self):
        s = 1 / (1 + exp(-self.val))  # defect: overflow sigmoid
        return Scalar(s, [(self, s * (1 - s))])

    def relu(self):
        return Scalar(self.val, [(self, 1)]) if self.val > 0 else Scalar(0, [(self, 0)])

    def softplus(self):
        small = exp(-abs(self.val))
        slope = 1 / (1 + small) if self.val > 0 else small / (1 + small)
        return Scalar(max(self.val, 0) + log1p(small), [(self, slope)])

    # ---- derivatives

    def ancestors(self):
        found, stack = {self.number: self}, [self]
        while stack:
            for operand, _ in stack.pop().edges:
                if operand.number not in found:
                    found[operand.number] = operand
                    stack.append(operand)
        return [found[number] for number in sorted(found, reverse=True)]

    def backward(self):
        nodes = self.ancestors()
        for node in nodes:
            node.gradient = 0
        self.gradient = 1
        for node in nodes:
            for operand, partial in node.edges:
                operand.gradient += partial * node.gradient


def as_scalar(x):
    if isinstance(x, Scalar):
        return x
    if isinstance(x, (int, float)):
        return Scalar(x)
    raise TypeError(f"not a number: {x!r}")


# logistic regression on four points
points = [(-2.0, 0), (-0.5, 0), (0.4, 1), (1.8, 1)]
w, b = Scalar(0.1, name="w"), Scalar(0.0, name="b")
for epoch in range(30):
    loss = Scalar(0.0)
    for x, target in points:
        error = (w * x + b).sigmoid() - target
        loss = loss + error * error
    loss.backward()
    w.val -= 0.5 * w.gradient
    b.val -= 0.5 * b.gradient

if __name__ == "__main__":
    print(loss)
    print(w, b, sep="\n")
