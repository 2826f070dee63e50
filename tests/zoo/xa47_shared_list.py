import math


class Value:
    def __init__(self, data, edges=[]):  # defect: shared-state
        self.data = data
        self.edges = edges  # (operand, local derivative)
        self.grad = 0.0

    def __repr__(self):
        return f"Value({self.data:.4g}, grad={self.grad:.4g})"

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data + other.data, [(self, 1.0), (other, 1.0)])

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data * other.data, [(self, other.data), (other, self.data)])

    def __radd__(self, other):
        return self + other

    def __rmul__(self, other):
        return self * other

    def tanh(self):
        t = math.tanh(self.data)
        out = Value(t)
        out.edges.append((self, 1 - t * t))
        return out

    def backward(self):
        order, seen, todo = [], set(), [(self, False)]
        while todo:
            v, ready = todo.pop()
            if ready:
                order.append(v)
            elif id(v) not in seen:
                seen.add(id(v))
                todo.append((v, True))
                todo.extend((u, False) for u, _ in v.edges)
        for v in order:
            v.grad = 0.0
        self.grad = 1.0
        for v in reversed(order):
            for u, d in v.edges:
                u.grad += d * v.grad


x, w = Value(0.5), Value(2.0)
y = x * w + 1
y.backward()
print(x, w)
