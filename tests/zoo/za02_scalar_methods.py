# autodiff.py, homework 3
# A Scalar knows its value, its inputs, and a function `_pull` that takes the derivative of the
# final result with respect to this scalar and hands it on to the inputs.

from math import cos, exp, sin, tanh


class Scalar:
    def __init__(self, val, inputs=(), name=None):
        self.val = float(val)
        self.deriv = 0.0
        self.inputs = inputs
        self.name = name
        self._pull = None

    def __repr__(self):
        return "Scalar(%s%.6g, deriv=%.6g)" % (self.name + "=" if self.name else "", self.val, self.deriv)

    def __add__(self, other):
        if not isinstance(other, Scalar):
            other = Scalar(other)
        res = Scalar(self.val + other.val, (self, other))

        def pull(d):
            self.deriv += d
            other.deriv += d
        res._pull = pull
        return res

    def __sub__(self, other):
        if not isinstance(other, Scalar):
            other = Scalar(other)
        res = Scalar(self.val - other.val, (self, other))

        def pull(d):
            self.deriv += d
            other.deriv -= d
        res._pull = pull
        return res

    def __mul__(self, other):
        if not isinstance(other, Scalar):
            other = Scalar(other)
        mine, theirs = self.val, other.val
        res = Scalar(mine * theirs, (self, other))

        def pull(d):
            self.deriv += d * theirs
            other.deriv += d * mine
        res._pull = pull
        return res

    def __radd__(self, other): return Scalar(other) + self
    def __rsub__(self, other): return Scalar(other) - self
    def __rmul__(self, other): return Scalar(other) * self
    def __neg__(self): return 0.0 - self

    # activations

    def tanh(self):
        t = tanh(self.val)
        res = Scalar(t, (self,))

        def pull(d):
            self.deriv = d * (1.0 - t * t)  # defect: overwritten-gradient tanh
        res._pull = pull
        return res

    def sigmoid(self):
        # exp of something positive could overflow, so the sign decides which form is used
        if self.val >= 0:
            s = 1.0 / (1.0 + exp(-self.val))
        else:
            e = exp(self.val)
            s = e / (1.0 + e)
        res = Scalar(s, (self,))

        def pull(d):
            self.deriv += d * s * (1.0 - s)
        res._pull = pull
        return res

    def relu(self):
        gate = 1.0 if self.val > 0 else 0.0
        res = Scalar(self.val * gate, (self,))

        def pull(d):
            self.deriv += d * gate
        res._pull = pull
        return res

    def sin(self):
        slope = cos(self.val)
        res = Scalar(sin(self.val), (self,))

        def pull(d):
            self.deriv += d * slope
        res._pull = pull
        return res

    def backprop(self):
        # count how many times every scalar is used below self ...
        uses = {self: 0}
        todo = [self]
        while todo:
            for inp in todo.pop().inputs:
                if inp not in uses:
                    uses[inp] = 0
                    todo.append(inp)
                uses[inp] += 1
        for s in uses:
            s.deriv = 0.0
        # ... and handle it once the last of its users has been handled
        self.deriv = 1.0
        ready = [self]
        while ready:
            s = ready.pop()
            if s._pull is not None:
                s._pull(s.deriv)
            for inp in s.inputs:
                uses[inp] -= 1
                if uses[inp] == 0:
                    ready.append(inp)


# --- exercise 3b: one neuron ---
x = Scalar(0.5, name="x")
w = Scalar(-2.0, name="w")
b = Scalar(0.25, name="b")
out = (w * x + b).tanh()
out.backprop()
eps = 1e-6
approx = (tanh((-2.0 + eps) * 0.5 + 0.25) - tanh((-2.0 - eps) * 0.5 + 0.25)) / (2 * eps)
print("dw =", w.deriv, "check:", approx)
assert abs(w.deriv - approx) < 1e-6
