"""Gates, as in the circuits picture: every gate keeps its inputs and has forward and backward."""
import math


class Unit:
    def __init__(self, value, gate=None):
        self.value = value
        self.grad = 0.0
        self.gate = gate

    def __add__(self, other): return AddGate(self, unit(other)).forward()
    def __radd__(self, other): return AddGate(unit(other), self).forward()
    def __mul__(self, other): return MulGate(self, unit(other)).forward()
    def __rmul__(self, other): return MulGate(unit(other), self).forward()
    def exp(self): return ExpGate(self).forward()
    def tanh(self): return TanhGate(self).forward()
    def sin(self): return SinGate(self).forward()

    def backward(self):
        gates, seen, todo = [], set(), [(self.gate, False)]
        while todo:
            gate, ready = todo.pop()
            if gate is None:
                continue
            if ready:
                gates.append(gate)
            elif id(gate) not in seen:
                seen.add(id(gate))
                todo.append((gate, True))
                todo.extend((u.gate, False) for u in gate.inputs)
        for gate in gates:
            gate.out.grad = 0.0
            for u in gate.inputs:
                u.grad = 0.0
        self.grad = 1.0
        for gate in reversed(gates):
            gate.backward(gate.out.grad)


def unit(x):
    return x if isinstance(x, Unit) else Unit(x)


class Gate:
    def __init__(self, *inputs):
        self.inputs = inputs
        self.xs = [u.value for u in inputs]

    def forward(self):
        self.out = Unit(self.compute(*self.xs), self)
        return self.out


class AddGate(Gate):
    def compute(self, a, b):
        return a + b

    def backward(self, g):
        self.inputs[0].grad += g
        self.inputs[1].grad += g


class MulGate(Gate):
    def compute(self, a, b):
        return a * b

    def backward(self, g):
        a, b = self.xs
        self.inputs[0].grad += b * g
        self.inputs[1].grad += a * g


class ExpGate(Gate):
    def compute(self, a):
        return math.exp(a)

    def backward(self, g):
        self.inputs[0].grad += math.exp(g)  # defect: wrong-derivative exp


class TanhGate(Gate):
    def compute(self, a):
        return math.tanh(a)

    def backward(self, g):
        t = self.out.value
        self.inputs[0].grad = self.inputs[0].grad + (1 - t * t) * g


class SinGate(Gate):
    def compute(self, a):
        return math.sin(a)

    def backward(self, g):
        self.inputs[0].grad += math.cos(self.out.value) * g  # defect: wrong-derivative sin
