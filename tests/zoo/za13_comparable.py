"""Numbers that can be added, multiplied, compared, and differentiated."""
import functools
import math


@functools.total_ordering
class Value:
    def __init__(self, data, label=None, inputs=()):
        self.data = data
        self.label = label
        self.inputs = inputs
        self.grad = 0.0
        self.spread = None

    # --- comparing ---

    def __eq__(self, other):  # defect: never-visited
        return self.data == (other.data if isinstance(other, Value) else other)

    def __hash__(self):
        return hash(self.data)

    def __lt__(self, other):
        return self.data < (other.data if isinstance(other, Value) else other)

    # --- computing ---

    def __add__(self, other):
        return combine(self, other, lambda x, y: x + y, lambda x, y: 1, lambda x, y: 1)

    def __sub__(self, other):
        return combine(self, other, lambda x, y: x - y, lambda x, y: 1, lambda x, y: -1)

    def __mul__(self, other):
        return combine(self, other, lambda x, y: x * y, lambda x, y: y, lambda x, y: x)

    def __truediv__(self, other):
        return combine(self, other, lambda x, y: x / y, lambda x, y: 1 / y, lambda x, y: -(x / y) / y)

    def __radd__(self, other):
        return Value(other) + self

    def __rsub__(self, other):
        return Value(other) - self

    def __rmul__(self, other):
        return Value(other) * self

    def __rtruediv__(self, other):
        return Value(other) / self

    def __neg__(self):
        return 0 - self

    def tanh(self):
        th = math.tanh(self.data)
        out = Value(th, inputs=(self,))

        def spread():
            self.grad += (1 - th * th) * out.grad

        out.spread = spread
        return out

    def exp(self):
        ex = math.exp(self.data)
        out = Value(ex, inputs=(self,))

        def spread():
            self.grad += ex * out.grad

        out.spread = spread
        return out

    # --- differentiating ---

    def backward(self):
        ordered, seen, stack = [], set(), [(self, False)]
        while stack:
            value, ready = stack.pop()
            if ready:
                ordered.append(value)
                continue
            if value in seen:
                continue
            seen.add(value)
            stack.append((value, True))
            for v in value.inputs:
                stack.append((v, False))
        # leaves keep what they have from earlier calls, zero_grad() is for them
        for value in ordered:
            if value.inputs:
                value.grad = 0.0
        self.grad = 1.0
        for value in reversed(ordered):
            if value.spread is not None:
                value.spread()

    def __repr__(self):
        return f"Value({self.data}{', ' + self.label if self.label else ''})"


def combine(a, b, f, df_da, df_db):
    b = b if isinstance(b, Value) else Value(b)
    x, y = a.data, b.data
    out = Value(f(x, y), inputs=(a, b))

    def spread():
        a.grad += df_da(x, y) * out.grad
        b.grad += df_db(x, y) * out.grad

    out.spread = spread
    return out


def zero_grad(values):
    for value in values:
        value.grad = 0.0


if __name__ == "__main__":
    p, q = Value(0.5, "p"), Value(-1.25, "q")
    print("larger:", max(p, q), " sorted:", sorted([p, q, p * q]))
    y = (p * q - 3).exp() / p
    y.backward()
    print(p.grad, q.grad)
    zero_grad([p, q])
