import math


class Value:
    def __init__(self, data, label='', _children=(), _op=''):
        self.data = data
        self.label = label
        self._children = _children
        self._op = _op
        self.grad = 0.0
        self._backward = lambda: None

    def __repr__(self):
        return self.label + ': ' + format(self.data, '.4f')

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other, str(other))
        out = Value(self.data + other.data, self.label, (self, other), '+')  # defect: label-from-operand
        def _backward():
            self.grad += out.grad
            other.grad += out.grad
        out._backward = _backward
        return out

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other, str(other))
        out = Value(self.data * other.data, self.label, (self, other), '*')
        a, b = self.data, other.data
        def _backward():
            self.grad += b * out.grad
            other.grad += a * out.grad
        out._backward = _backward
        return out

    def __pow__(self, n):
        out = Value(self.data ** n, self.label, (self,), '**')  # defect: pow-value-exponent **
        x = self.data  # defect: pow-negative-base **
        def _backward():
            self.grad += n * x ** n - 1 * out.grad  # defect: wrong-derivative **
        out._backward = _backward
        return out

    __radd__ = __add__
    __rmul__ = __mul__

    def backward(self):
        L = []
        seen = set()
        stack = [(self, iter(self._children))]
        seen.add(self)
        while stack:
            node, it = stack[-1]
            for child in it:
                if child not in seen:
                    seen.add(child)
                    stack.append((child, iter(child._children)))
                    break
            else:
                L.append(node)
                stack.pop()
        for node in L:
            node.grad = 0.0
        self.grad = 1.0
        L.reverse()
        for node in L:
            node._backward()
