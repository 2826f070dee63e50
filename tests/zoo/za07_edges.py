"""Backpropagation without closures: a node keeps its edges, an edge is (operand, local derivative)."""
import math


class Var:
    def __init__(self, v, edges=(), label=None):
        self.v = v
        self.grad = 0.0
        self.edges = tuple(edges)
        self.label = label

    def __repr__(self):
        return f"Var({self.label + ': ' if self.label else ''}{self.v})"

    def __add__(self, o):
        o = var(o)
        return Var(self.v + o.v, [(self, 1.0), (o, 1.0)])

    def __sub__(self, o):
        o = var(o)
        return Var(self.v - o.v, [(self, 1.0), (o, -1.0)])

    def __mul__(self, o):
        o = var(o)
        return Var(self.v * o.v, [(self, o.v), (o, self.v)])

    def __truediv__(self, o):
        o = var(o)
        q = self.v / o.v
        return Var(q, [(self, 1.0 / o.v), (o, -q / o.v)])

    def __neg__(self):
        return Var(-self.v, [(self, -1.0)])

    __radd__ = __add__
    __rmul__ = __mul__

    def __rsub__(self, o):
        return var(o) - self

    def __rtruediv__(self, o):
        return var(o) / self

    def exp(self):
        e = math.exp(self.v)
        return Var(e, [(self, e)])

    def log(self):
        return Var(math.log(self.v), [(self, 1.0 / self.v)])

    def tanh(self):
        t = math.tanh(self.v)
        return Var(t, [(self, 1.0 - t * t)])

    def gelu(self):
        # x * Phi(x), with Phi from the error function
        phi = 0.5 * (1.0 + math.erf(self.v / math.sqrt(2.0)))
        density = math.exp(-0.5 * self.v * self.v) / math.sqrt(2.0 * math.pi)
        return Var(self.v * phi, [(self, phi + self.v * density)])

    def backward(self):
        nodes = self.sorted_nodes()
        for node in nodes:
            node.grad = 0.0
        self.grad = 1.0
        for node in nodes:
            for operand, local in node.edges:
                operand.grad = node.grad * local  # defect: overwritten-gradient

    def sorted_nodes(self):
        """Kahn's algorithm, starting at the output."""
        incoming = {}
        reach = [self]
        seen = {id(self)}
        while reach:
            for operand, _ in reach.pop().edges:
                incoming[id(operand)] = incoming.get(id(operand), 0) + 1
                if id(operand) not in seen:
                    seen.add(id(operand))
                    reach.append(operand)
        nodes = []
        free = [self]
        while free:
            node = free.pop()
            nodes.append(node)
            for operand, _ in node.edges:
                incoming[id(operand)] -= 1
                if not incoming[id(operand)]:
                    free.append(operand)
        return nodes


def var(x):
    return x if isinstance(x, Var) else Var(x)


def demo():
    x1, x2 = Var(2.0, label="x1"), Var(0.0, label="x2")
    w1, w2 = Var(-3.0, label="w1"), Var(1.0, label="w2")
    b = Var(6.8813735870195432, label="b")
    out = (x1 * w1 + x2 * w2 + b).tanh()
    out.backward()
    print(out)
    for leaf in (x1, w1, x2, w2, b):
        print(f"  d out / d {leaf.label} = {leaf.grad:.4f}")


if __name__ == "__main__":
    demo()
