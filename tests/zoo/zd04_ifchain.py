# Autograd for my blog, part 3: "one method to push them all"
import math


class Scalar(object):
    """
    op   : how this was computed, None if it is an input
    args : from which Scalars
    nums : the plain numbers of args at that time
    """

    __slots__ = ["value", "op", "args", "nums", "_gradient", "__weakref__"]

    def __init__(self, value, op=None, args=()):
        self.value = value
        self.op = op
        self.args = list(args)
        self.nums = [a.value for a in self.args]
        self._gradient = 0.0

    @property
    def gradient(self):
        return self._gradient

    def __repr__(self):
        return "<%s gradient=%s>" % (self.value, self._gradient)

    @classmethod
    def wrap(cls, x):
        return x if isinstance(x, cls) else cls(x)

    def __add__(self, other):
        other = Scalar.wrap(other)
        return Scalar(self.value + other.value, "add", (self, other))

    def __mul__(self, other):
        other = Scalar.wrap(other)
        return Scalar(self.value * other.value, "mul", (self, other))

    def __pow__(self, other):
        other = Scalar.wrap(other)
        return Scalar(math.pow(self.value, other.value), "pow", (self, other))

    # everything else is made of these three

    def __neg__(self):
        return self * -1

    def __sub__(self, other):
        return self + Scalar.wrap(other) * -1

    def __truediv__(self, other):
        return self * Scalar.wrap(other) ** -1

    def __radd__(self, other):
        return Scalar.wrap(other) + self

    def __rmul__(self, other):
        return Scalar.wrap(other) * self

    def __rsub__(self, other):
        return Scalar.wrap(other) - self

    def __rtruediv__(self, other):
        return Scalar.wrap(other) / self

    def __rpow__(self, other):
        return Scalar.wrap(other) ** self

    # ... and two squashers

    def tanh(self):
        return Scalar(math.tanh(self.value), "tanh", (self,))

    def relu(self):
        return Scalar(max(0.0, self.value), "relu", (self,))

    def _push(self):
        g = self._gradient
        if self.op is None:
            return
        elif self.op == "add":
            for a in self.args:
                a._gradient += g
        elif self.op == "mul":
            (a, b), (x, y) = self.args, self.nums
            a._gradient += g * y
            b._gradient += g * x
        elif self.op == "pow":
            (a, b), (x, n) = self.args, self.nums
            # power rule for the base
            slope = n * x ** (n - 1)  # defect: pow-zero

            # exponential rule for the exponent (there is no log of negative numbers)
            rate = math.pow(x, n) * math.log(x) if x > 0 else 0.0

            a._gradient = g * slope  # defect: overwritten-gradient **
            b._gradient += g * rate
        elif self.op == "tanh":
            self.args[0]._gradient += g * (1 - math.tanh(self.nums[0]) ** 2)
        elif self.op == "relu":
            if self.nums[0] > 0:
                self.args[0]._gradient += g
        else:
            raise NotImplementedError(self.op)

    def compute_gradients(self):
        order = []
        visited = set()
        stack = [(self, iter(self.args))]
        visited.add(id(self))
        while stack:
            node, rest = stack[-1]
            for a in rest:
                if id(a) not in visited:
                    visited.add(id(a))
                    stack.append((a, iter(a.args)))
                    break
            else:
                order.append(node)
                stack.pop()
        for node in order:
            node._gradient = 0.0
        self._gradient = 1.0
        while order:
            order.pop()._push()


# Try it: resistors in parallel
r1, r2 = Scalar(100.0), Scalar(220.0)
total = 1 / (1 / r1 + 1 / r2)
total.compute_gradients()
print("R =", round(total.value, 3), "dR/dr1 =", round(r1.gradient, 4), "dR/dr2 =", round(r2.gradient, 4))
