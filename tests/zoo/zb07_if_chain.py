import itertools
import math

serial = itertools.count()


class Value:

    def __init__(self, data, _op='', label='', children=()):
        self.data = data
        self.grad = 0
        self._op = _op
        self.label = label
        self.children = list(children)
        self.saved = [c.data for c in self.children]   # the numbers as they were in the forward pass
        self.result = data
        self.number = next(serial)

    def __repr__(self):
        return 'Value(%r, label=%r)' % (self.data, self.label)

    def __add__(self, other):
        if not isinstance(other, Value): other = Value(other)
        return Value(self.data + other.data, '+', children=[self, other])

    def __sub__(self, other):
        if not isinstance(other, Value): other = Value(other)
        return Value(self.data - other.data, '-', children=[self, other])

    def __mul__(self, other):
        if not isinstance(other, Value): other = Value(other)
        return Value(self.data * other.data, '*', children=[self, other])

    def __truediv__(self, other):
        if not isinstance(other, Value): other = Value(other)
        return Value(self.data / other.data, '/', children=[self, other])

    def __radd__(self, other): return Value(other) + self
    def __rsub__(self, other): return Value(other) - self
    def __rmul__(self, other): return Value(other) * self
    def __rtruediv__(self, other): return Value(other) / self
    def __neg__(self): return 0 - self

    def exp(self): return Value(math.exp(self.data), 'exp', children=[self])
    def tanh(self): return Value(math.tanh(self.data), 'tanh', children=[self])
    def sin(self): return Value(math.sin(self.data), 'sin', children=[self])
    def abs(self): return Value(abs(self.data), 'abs', children=[self])

    def backward_step(self):
        g = self.grad
        if self._op == '':
            return
        a = self.children[0]
        x = self.saved[0]
        if len(self.children) == 2:
            b = self.children[1]
            y = self.saved[1]
        if self._op == '+':
            a.grad += g
            b.grad += g
        elif self._op == '-':
            a.grad += g
            b.grad -= g
        elif self._op == '*':
            a.grad += g * y
            b.grad += g * x
        elif self._op == '/':
            a.grad += g / y
            b.grad -= g * self.result / y
        elif self._op == 'exp':
            a.grad += g * self.result
        elif self._op == 'tanh':
            a.grad += g * (1 - self.result)  # defect: wrong-derivative tanh
        elif self._op == 'sin':
            a.grad += g * math.cos(x)
        elif self._op == 'abs':
            if x > 0:
                a.grad += g
            elif x < 0:
                a.grad -= g
        else:
            raise NotImplementedError(self._op)

    def backprop(self):
        graph = {self.number: self}
        stack = [self]
        while stack:
            for c in stack.pop().children:
                if c.number not in graph:
                    graph[c.number] = c
                    stack.append(c)
        # a child is always older than what is made of it
        order = sorted(graph, reverse=True)
        for n in order:
            if graph[n].children:
                graph[n].grad = 0
        self.grad += 1
        for n in order:
            graph[n].backward_step()

    def zero_grad(self):
        self.grad = 0


# quick check with numbers from the lecture
a = Value(2.0, label='a')
b = Value(-3.0, label='b')
c = Value(10.0, label='c')
e = a * b; e.label = 'e'
d = e + c; d.label = 'd'
f = Value(-2.0, label='f')
L = d * f; L.label = 'L'
L.backprop()
print(a.grad, b.grad, c.grad, f.grad)     # 6 -4 -2 4
