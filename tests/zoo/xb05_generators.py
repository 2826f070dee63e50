"""Every operation is a generator: it yields its result, is sent the gradient, and hands out the shares."""
import math


class Value:
    def __init__(self, data, args=(), running=None):
        self.data = data
        self.args = args
        self.running = running
        self.grad = 0.0

    def __add__(self, other): return call(_add, self, other)
    def __radd__(self, other): return call(_add, other, self)
    def __mul__(self, other): return call(_mul, self, other)
    def __rmul__(self, other): return call(_mul, other, self)
    def __sub__(self, other): return call(_sub, self, other)
    def __rsub__(self, other): return call(_sub, other, self)

    def backward(self):
        order, seen, stack = [], set(), [(self, False)]
        while stack:
            v, after = stack.pop()
            if after:
                order.append(v)
            elif id(v) not in seen:
                seen.add(id(v))
                stack.append((v, True))
                stack.extend((a, False) for a in v.args)
        for v in order:
            v.grad = 0.0
        self.grad = 1.0
        for v in reversed(order):
            if v.running is not None:
                for a, share in zip(v.args, v.running.send(v.grad)):
                    a.grad += share
                next(v.running)


def call(operation, *args):
    args = [a if isinstance(a, Value) else Value(a) for a in args]
    running = operation(*[a.data for a in args])
    return Value(next(running), args, running)


def _add(x, y):
    g = yield x + y
    while True:
        yield g, g
        g = yield


def _sub(x, y):
    g = yield x - y
    while True:
        yield g, -g
        g = yield


def _mul(x, y):
    g = yield x * y
    while True:
        yield g * y, g * x
        g = yield


def _exp(x):
    e = math.exp(x)
    g = yield e
    while True:
        yield (g * e,)
        g = yield


def exp(x):
    return call(_exp, x)
