# Homework 3, "write your own autograd".  Works with all examples of the sheet!!
import math, random


class Value(object):

    def __init__(self, value, name = ""):
        self.value = value
        self.name = name
        self.grad = 0
        self.parents = []
        self.backward_step = None

    def __repr__(self):
        return self.name + "(" + str(self.value) + ")"

    def __add__(self, other):
        other = toValue(other)
        out = Value(self.value + other.value)
        out.parents = [self, other]
        def step():
            self.grad += out.grad
            other.grad += out.grad
        out.backward_step = step
        return out

    def __sub__(self, other):
        other = toValue(other)
        out = Value(self.value - other.value)
        out.parents = [self, other]
        def step():
            self.grad += out.grad
            other.grad =- out.grad  # defect: overwritten-gradient -
        out.backward_step = step
        return out

    def __mul__(self, other):
        other = toValue(other)
        x = self.value
        y = other.value
        out = Value(x * y)
        out.parents = [self, other]
        def step():
            self.grad += y * out.grad
            other.grad += x * out.grad
        out.backward_step = step
        return out

    def __truediv__(self, other):
        other = toValue(other)
        x = self.value
        y = other.value
        out = Value(x / y)
        out.parents = [self, other]
        def step():
            self.grad += out.grad / y
            other.grad += - x / (y * y) * out.grad
        out.backward_step = step
        return out

    def __radd__(self, other): return toValue(other) + self
    def __rsub__(self, other): return toValue(other) - self
    def __rmul__(self, other): return toValue(other) * self
    def __rtruediv__(self, other): return toValue(other) / self

    def __neg__(self):
        return self * (-1)

    def zeroGrad(self):
        self.grad = 0

    def backward(self):
        order = []
        seen = set()
        def visit(node):
            if node in seen:
                return
            seen.add(node)
            for p in node.parents:
                visit(p)  # defect: recursion-limit
            order.append(node)
        visit(self)

        for node in order:
            if node.parents:
                node.grad = 0
        self.grad = 1
        for node in reversed(order):
            if node.backward_step:
                node.backward_step()


def toValue(x):
    if isinstance(x, Value):
        return x
    return Value(x)


def exp(a):
    e = math.exp(a.value)
    out = Value(e)
    out.parents = [a]
    def step():
        a.grad += e * out.grad
    out.backward_step = step
    return out


def log(a):
    x = a.value
    out = Value(math.log(x))
    out.parents = [a]
    def step():
        a.grad += out.grad / (x * math.log(10))  # defect: wrong-derivative log
    out.backward_step = step
    return out


def tanh(a):
    t = math.tanh(a.value)
    out = Value(t)
    out.parents = [a]
    def step():
        a.grad += (1 - t * t) * out.grad
    out.backward_step = step
    return out


print("---- exercise 1 ----")
x = Value(3, "x")
y = Value(-4, "y")
z = x * y + x
z.backward()
print("dz/dx =", x.grad)   # -3
print("dz/dy =", y.grad)   # 3

print("---- exercise 2 ----")
w = Value(random.random(), "w")
for i in range(10):
    loss = (w * 2 - 1) * (w * 2 - 1)
    w.zeroGrad()
    loss.backward()
    w.value = w.value - 0.1 * w.grad
print("w =", w.value)      # nearly 0.5
