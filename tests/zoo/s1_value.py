# One neuron, first backpropagated by hand, then automatically.

from math import exp


class Value:
    """A number that remembers where it came from."""

    def __init__(self, data, _children=(), _op="", label=""):
        self.data = data
        self.grad = 0.0
        self.label = label
        self._prev = tuple(_children)
        self._op = _op
        self.push = lambda: None  # hands my grad on to _prev

    def __repr__(self):
        name = self.label or "?"
        return f"Value({name}={self.data:.4f}, grad={self.grad:.4f})"

    def __add__(self, other):  # defect: missing-reflected +
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data + other.data, (self, other), "+")

        def push():
            self.grad += out.grad
            other.grad += out.grad

        out.push = push
        return out

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        mine, theirs = self.data, other.data
        out = Value(mine * theirs, (self, other), "*")

        def push():
            self.grad += theirs * out.grad
            other.grad += mine * out.grad

        out.push = push
        return out

    def __rmul__(self, number):
        return self * number

    def tanh(self):
        e = exp(2 * self.data)  # defect: overflow tanh
        t = (e - 1) / (e + 1)
        out = Value(t, (self,), "tanh")

        def push():
            self.grad += (1 - t**2) * out.grad

        out.push = push
        return out

    def topological(self):
        """The whole graph as a list, starting from here."""
        queue = [self]
        inside = {id(self)}
        for node in queue:  # defect: wrong-order
            for child in node._prev:
                if id(child) not in inside:
                    inside.add(id(child))
                    queue.append(child)
        return queue

    def backward(self):
        nodes = self.topological()
        for node in nodes:
            node.grad = 0.0
        self.grad = 1.0
        for node in nodes:
            node.push()


def neuron():
    x1 = Value(2.0, label="x1")
    x2 = Value(0.0, label="x2")
    w1 = Value(-3.0, label="w1")
    w2 = Value(1.0, label="w2")
    b = Value(6.8813735870195432, label="b")
    x1w1 = x1 * w1
    x1w1.label = "x1w1"
    x2w2 = x2 * w2
    x2w2.label = "x2w2"
    both = x1w1 + x2w2
    both.label = "x1w1+x2w2"
    n = both + b
    n.label = "n"
    o = n.tanh()
    o.label = "o"
    return o, n, both, x1w1, x2w2


# 1. by hand: I choose the order myself
o, n, both, x1w1, x2w2 = neuron()
o.grad = 1.0
for node in (o, n, both, x1w1, x2w2):
    node.push()
print("by hand:")
for node in o.topological():
    print("  ", node._op or "leaf", node)

# 2. the same with one call
o, *_ = neuron()
o.backward()
print("automatic:")
for node in o.topological():
    print("  ", node._op or "leaf", node)

# 3. something where a and b are both used twice
a = Value(-2.0, label="a")
b = Value(3.0, label="b")
d = a * b
e = a + b
f = d * e
f.backward()
print(a, b)  # -3 and -8
print((2 * a).data, (a * 2).data, (a + 1).data)
