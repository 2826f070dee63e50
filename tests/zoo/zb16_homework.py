# Homework 3 - Backpropagation
# Task 1: implement a Value class with the basic arithmetic operations
# Task 2: implement backward()
# Task 3: fit a parabola

import math


class Value:
    def __init__(self, value, name=""):
        self.value = value
        self.name = name
        self.grad = 0.0
        # what this value was computed from, and the derivative by each of them
        self.inputs = []
        self.derivs = []

    # ---- addition ----
    def __add__(self, other):
        if isinstance(other, Value):
            result = Value(self.value + other.value)
            result.inputs = [self, other]
            result.derivs = [1.0, 1.0]
        else:
            result = Value(self.value + other)
            result.inputs = [self]
            result.derivs = [1.0]
        return result

    def __radd__(self, other):
        return self + other

    # ---- subtraction ----
    def __sub__(self, other):  # defect: missing-reflected -
        if isinstance(other, Value):
            result = Value(self.value - other.value)
            result.inputs = [self, other]
            result.derivs = [1.0, -1.0]
        else:
            result = Value(self.value - other)
            result.inputs = [self]
            result.derivs = [1.0]
        return result

    # ---- multiplication ----
    def __mul__(self, other):
        if isinstance(other, Value):
            result = Value(self.value * other.value)
            result.inputs = [self, other]
            result.derivs = [other.value, self.value]
        else:
            result = Value(self.value * other)
            result.inputs = [self]
            result.derivs = [other]
        return result

    def __rmul__(self, other):
        return self * other

    # ---- division ----
    def __truediv__(self, other):  # defect: missing-reflected /
        if isinstance(other, Value):
            result = Value(self.value / other.value)
            result.inputs = [self, other]
            result.derivs = [1.0 / other.value, -self.value / other.value**2]
        else:
            result = Value(self.value / other)
            result.inputs = [self]
            result.derivs = [1.0 / other]
        return result

    # ---- power ----
    def __pow__(self, other):
        base = self.value
        if isinstance(other, Value):
            exponent = other.value
        else:
            exponent = other
        result = Value(math.pow(base, exponent))
        if exponent == 0:
            d_base = 0.0
        elif base == 0 and exponent < 1:
            d_base = math.inf
        else:
            d_base = exponent * math.pow(base, exponent - 1)
        result.inputs = [self]
        result.derivs = [d_base]
        if isinstance(other, Value):
            if base > 0:
                d_exponent = result.value * math.log(base)
            else:
                d_exponent = 0.0
            result.inputs.append(other)
            result.derivs.append(d_exponent)
        return result

    def __rpow__(self, other):
        # other ** self, other is a plain number
        return Value(other) ** self

    def __neg__(self):
        return self * (-1)

    # ---- functions ----
    def exp(self):
        result = Value(math.exp(self.value))
        result.inputs = [self]
        result.derivs = [result.value]
        return result

    def tanh(self):
        result = Value(math.tanh(self.value))
        result.inputs = [self]
        result.derivs = [1.0 - result.value**2]
        return result

    # ---- task 2 ----
    def backward(self):
        # Step 1: sort, so that every value comes after its inputs
        order = []
        finished = set()
        started = set()
        stack = [self]
        while len(stack) > 0:
            current = stack[-1]
            if id(current) in started:
                stack.pop()
                if id(current) not in finished:
                    finished.add(id(current))
                    order.append(current)
            else:
                started.add(id(current))
                for i in current.inputs:
                    if id(i) not in started:
                        stack.append(i)
        # Step 2: all gradients to zero, except for the result
        for v in order:
            v.grad = 0.0
        self.grad = 1.0
        # Step 3: chain rule from the back to the front
        for k in range(len(order) - 1, -1, -1):
            v = order[k]
            for i in range(len(v.inputs)):
                v.inputs[i].grad += v.derivs[i] * v.grad

    def __str__(self):
        return self.name + " = " + str(self.value) + ", grad = " + str(self.grad)


# ---- task 3 ----
def fit(points, rounds=200, rate=0.02):
    a = Value(0.0, "a")
    b = Value(0.0, "b")
    c = Value(0.0, "c")
    for r in range(rounds):
        loss = Value(0.0)
        for x, y in points:
            error = a * x**2 + b * x + c - y
            loss = loss + error**2
        loss.backward()
        for p in [a, b, c]:
            p.value = p.value - rate * p.grad
    return a, b, c


if __name__ == "__main__":
    for p in fit([(-1, 4), (0, 1), (1, 0), (2, 1)]):
        print(p)
