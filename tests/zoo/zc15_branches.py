import math


class Value:
    """Numbers that remember where they come from.

    Plain numbers do not become nodes; each operator treats them in a branch of its own.
    """

    def __init__(self, data, _op="", label="", children=()):
        self.data = float(data)
        self._op = _op
        self.label = label
        self.children = children
        self.grad = 0.0
        self._push = lambda: None

    def __repr__(self):
        return f"{self.label}[{self.data}]"

    # -------------------------------------------------- + - * /

    def __add__(self, other):
        if isinstance(other, Value):
            out = Value(self.data + other.data, "+", children=(self, other))

            def push():
                self.grad += out.grad
                other.grad += out.grad
        else:
            out = Value(self.data + other, "+", children=(self,))

            def push():
                self.grad += out.grad
        out._push = push
        return out

    def __mul__(self, other):
        if isinstance(other, Value):
            x, y = self.data, other.data
            out = Value(x * y, "*", children=(self, other))

            def push():
                self.grad += y * out.grad
                other.grad += x * out.grad
        else:
            out = Value(self.data * other, "*", children=(self,))

            def push():
                self.grad += out.grad  # defect: constant-gradient
        out._push = push
        return out

    def __sub__(self, other):
        if isinstance(other, Value):
            out = Value(self.data - other.data, "-", children=(self, other))

            def push():
                self.grad += out.grad
                other.grad -= out.grad
        else:
            out = Value(self.data - other, "-", children=(self,))

            def push():
                self.grad += out.grad
        out._push = push
        return out

    def __truediv__(self, other):
        if isinstance(other, Value):
            x, y = self.data, other.data
            out = Value(x / y, "/", children=(self, other))

            def push():
                self.grad += out.grad / y
                other.grad -= out.grad * x / (y * y)
        else:
            out = Value(self.data / other, "/", children=(self,))

            def push():
                self.grad += out.grad / other
        out._push = push
        return out

    __radd__ = __add__
    __rmul__ = __mul__

    def __rsub__(self, number):
        out = Value(number - self.data, "-", children=(self,))

        def push():
            self.grad -= out.grad
        out._push = push
        return out

    def __rtruediv__(self, number):
        x = self.data
        out = Value(number / x, "/", children=(self,))

        def push():
            self.grad -= out.grad * number / (x * x)
        out._push = push
        return out

    def __neg__(self):
        out = Value(-self.data, "neg", children=(self,))

        def push():
            self.grad -= out.grad
        out._push = push
        return out

    # -------------------------------------------------- functions

    def tanh(self):
        t = math.tanh(self.data)
        out = Value(t, "tanh", children=(self,))

        def push():
            self.grad += (1 - t**2) * out.grad
        out._push = push
        return out

    def log(self):
        x = self.data
        out = Value(math.log(x), "log", children=(self,))

        def push():
            self.grad += out.grad / x
        out._push = push
        return out

    # -------------------------------------------------- gradients

    def _sorted(self):
        stack, seen, out = [self], set(), []
        while stack:
            node = stack.pop()
            if isinstance(node, tuple):
                out.append(node[0])
            elif node not in seen:
                seen.add(node)
                stack.append((node,))
                stack.extend(node.children)
        return out

    def zero_grad(self):
        for node in self._sorted():
            node.grad = 0.0

    def backward(self):
        nodes = self._sorted()
        for node in nodes:
            node.grad = node.grad if not node.children else 0.0
        self.grad = 1.0
        while nodes:
            nodes.pop()._push()


a = Value(2.0, label="a")
b = Value(-3.0, label="b")
c = a * b + a
c.label = "c"
c.backward()
print(a, a.grad)  # -2
print(b, b.grad)  # 2
