import math


class Neuron_value:
    """value node for our homework network (team 7)"""

    def __init__(self, data, prev=(), op=''):
        self.data = float(data)
        self.prev = prev
        self.op = op
        self.grad = 0.0
        self.back = None

    def __add__(self, other):
        other = other if isinstance(other, Neuron_value) else Neuron_value(other)
        out = Neuron_value(self.data + other.data, (self, other), '+')

        def back():
            self.grad += out.grad
            other.grad += out.grad
        out.back = back
        return out

    def __mul__(self, other):
        other = other if isinstance(other, Neuron_value) else Neuron_value(other)
        out = Neuron_value(self.data * other.data, (self, other), '*')
        a, b = self.data, other.data

        def back():
            self.grad += b * out.grad
            other.grad += a * out.grad
        out.back = back
        return out

    def __radd__(self, other):
        return self + other

    def __rmul__(self, other):
        return self * other

    def relu(self):
        if self.data < 0:
            self.data = 0.0  # defect: operand-changed relu
        return self

    def backward(self):
        topo, seen = [], set()
        stack = [self]
        while stack:
            v = stack[-1]
            if v not in seen:
                seen.add(v)
                stack.extend(u for u in v.prev if u not in seen)
            else:
                stack.pop()
                if v not in topo:
                    topo.append(v)
        for v in topo:
            v.grad = 0.0
        self.grad = 1.0
        for v in reversed(topo):
            if v.back:
                v.back()
