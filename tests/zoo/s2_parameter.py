"""Parameters that know their own formula, three activations, and gradient descent."""

import math

LONGEST = 60  # characters of a formula, after that it is only dots


class Parameter:
    def __init__(self, value, name=None, operands=()):
        self.value = float(value)
        self.name = str(value) if name is None else name
        self.grad = 0.0
        self.operands = operands
        self.send_back = None

    def __repr__(self):
        return f"Parameter {self.name} = {self.value}; dL/d[{self.name}] = {self.grad}"

    @staticmethod
    def of(thing):
        return thing if isinstance(thing, Parameter) else Parameter(thing)

    @staticmethod
    def formula(text):
        return text if len(text) <= LONGEST else "..."

    # ---- arithmetic -------------------------------------------------------------------------

    def __add__(self, other):
        other = Parameter.of(other)
        out = Parameter(self.value + other.value, self.formula(f"{self.name} + {other.name}"), (self, other))

        def send_back():
            self.grad += out.grad
            other.grad += out.grad

        out.send_back = send_back
        return out

    def __radd__(self, number):
        return Parameter.of(number) + self

    def __mul__(self, other):
        other = Parameter.of(other)
        left = f"[{self.name}]" if " + " in self.name else self.name
        right = f"[{other.name}]" if " + " in other.name else other.name
        x, y = self.value, other.value
        out = Parameter(x * y, self.formula(f"{left} * {right}"), (self, other))

        def send_back():
            self.grad += y * out.grad
            other.grad += x * out.grad

        out.send_back = send_back
        return out

    def __rmul__(self, number):
        return Parameter.of(number) * self

    # ---- activations ------------------------------------------------------------------------

    def sigmoid(self):
        x = self.value
        s = 1 / (1 + math.exp(-x)) if x >= 0 else math.exp(x) / (1 + math.exp(x))
        out = Parameter(s, self.formula(f"sigmoid({self.name})"), (self,))

        def send_back():
            self.grad = out.grad * s * (1 - s)  # defect: overwritten-gradient sigmoid

        out.send_back = send_back
        return out

    def gelu(self):
        """The usual approximation with a tanh."""
        x, k = self.value, math.sqrt(2 / math.pi)
        t = math.tanh(k * (x + 0.044715 * x * x * x))
        out = Parameter(0.5 * x * (1 + t), self.formula(f"gelu({self.name})"), (self,))

        def send_back():
            gate = 0.5 * (1 + t)
            bend = 0.5 * x * (1 - t * t) * k * (1 + 3 * 0.044715 * x * x)
            total = out.grad * gate + bend  # defect: upstream-ignored gelu

            # one operand, so there is one thing to hand over
            self.grad = total  # defect: overwritten-gradient gelu

        out.send_back = send_back
        return out

    def relu(self):
        x = self.value
        out = Parameter(max(0.0, x), self.formula(f"relu({self.name})"), (self,))

        def send_back():
            open_ = 1.0 if x >= 0 else 0.0  # defect: relu-at-zero
            self.grad = out.grad * open_  # defect: overwritten-gradient relu

        out.send_back = send_back
        return out

    # ---- the way back -----------------------------------------------------------------------

    def sorted_graph(self):
        """Operands before results."""
        done, seen, todo = [], set(), [(self, False)]
        while todo:
            node, ready = todo.pop()
            if ready:
                done.append(node)
            elif id(node) not in seen:
                seen.add(id(node))
                todo.append((node, True))
                todo.extend((operand, False) for operand in node.operands)
        return done

    def backward(self):  # defect: no-zero-grad
        order = self.sorted_graph()
        self.grad = 1.0  # defect: stale-gradients
        for node in reversed(order):
            if node.send_back is not None:
                node.send_back()


class SGD:
    def __init__(self, params, lr=0.001):
        self.params = params
        self.lr = lr

    def step(self):
        for p in self.params:
            p.value -= self.lr * p.grad


if __name__ == "__main__":
    a, b, c, d = Parameter(9, "a"), Parameter(2, "b"), Parameter(5, "c"), Parameter(5, "d")
    u = a * b
    v = u + c
    L = v * d
    L.backward()
    print(L.name)
    for p in (L, v, d, a, b, c, u):
        print(p)

    x1, x2 = Parameter(3, "x1"), Parameter(4, "x2")
    w1, w2 = Parameter(1, "w1"), Parameter(2, "w2")
    sgd = SGD([w1, w2])
    for _ in range(10):
        out = ((x1 * w1).relu() + (x2 * w2).relu()).gelu()
        out.backward()
        print(round(out.value, 4), w1.grad, w2.grad)
        sgd.step()
