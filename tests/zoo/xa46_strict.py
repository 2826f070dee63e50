"""A strict little engine: a Number meets only Numbers."""
import math


class Number:
    def __init__(self, data, name=""):
        self.data = float(data)
        self.name = name
        self.grad = 0.0
        self.sources = ()
        self.slopes = ()

    @classmethod
    def result(cls, data, sources, slopes):
        made = cls(data)
        made.sources, made.slopes = sources, slopes
        return made

    def __add__(self, other):
        return Number.result(self.data + other.data, (self, other), (1.0, 1.0))  # defect: numbers-refused + - *

    def __sub__(self, other):
        return Number.result(self.data - other.data, (self, other), (1.0, -1.0))

    def __mul__(self, other):
        return Number.result(self.data * other.data, (self, other), (other.data, self.data))

    def __neg__(self):
        return Number.result(-self.data, (self,), (-1.0,))

    def tanh(self):
        t = math.tanh(self.data)
        return Number.result(t, (self,), (1.0 - t * t,))

    def backward(self):
        order, seen, stack = [], {id(self)}, [(self, iter(self.sources))]
        while stack:
            node, rest = stack[-1]
            for source in rest:
                if id(source) not in seen:
                    seen.add(id(source))
                    stack.append((source, iter(source.sources)))
                    break
            else:
                order.append(stack.pop()[0])
        for node in order:
            node.grad = 0.0
        self.grad = 1.0
        for node in reversed(order):
            for source, slope in zip(node.sources, node.slopes):
                source.grad += node.grad * slope


if __name__ == "__main__":
    one, two = Number(1), Number(2)
    three = one + two
    print((three * two).data)
