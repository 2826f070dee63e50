"""Operations that a user adds from outside: new methods, free functions, fused nodes, changed closures."""

import math


def sine_added_to_the_class(Value):
    """A function becomes a method by `Value.sine = …`."""

    def sine(self):
        out = Value(math.sin(self.data), (self,), "sin")

        def _backward():
            self.grad += math.cos(self.data) * out.grad

        out._backward = _backward
        return out

    Value.sine = sine
    x = Value(0.7)
    y = (x * x).sine() * x + x.sine()
    y.backward()
    return {"y": y.data, "x": x.grad, "op": x.sine()._op}


def free_function_of_two(Value):
    """A node with two operands and a closure, in the middle of an expression, one operand shared."""

    def distance(a, b):
        out = Value(math.hypot(a.data, b.data), (a, b), "hypot")

        def _backward():
            a.grad += a.data / out.data * out.grad
            b.grad += b.data / out.data * out.grad

        out._backward = _backward
        return out

    x, y = Value(3.0), Value(4.0)
    inner = x * y
    r = distance(inner, x + 2)
    out = r * inner + distance(y, y)
    out.backward()
    return {"out": out.data, "x": x.grad, "y": y.grad, "inner": inner.grad, "r": r.grad}


def fused_dot(Value):
    """A whole sum of products is one node; a list is its children."""

    def dot(ws, xs):
        out = Value(sum(w.data * x.data for w, x in zip(ws, xs)), [*ws, *xs], "dot")

        def _backward():
            for w, x in zip(ws, xs):
                w.grad += x.data * out.grad
                x.grad += w.data * out.grad

        out._backward = _backward
        return out

    ws = [Value(0.1 * k - 0.2) for k in range(6)]
    xs = [Value(1.0 / (k + 1)) for k in range(6)]
    y = (dot(ws, xs) + dot(ws, ws)).tanh()
    y.backward()
    return {"y": y.data, "ws": [w.grad for w in ws], "xs": [x.grad for x in xs], "prev": len(dot(ws, ws)._prev)}


def method_replaced(Value):
    """A method that is there already is replaced by a user's own: a tanh cut off at its bounds."""

    def hard_tanh(self):
        inside = -1 < self.data < 1
        out = Value(max(-1.0, min(1.0, self.data)), (self,), "hardtanh")

        def _backward():
            self.grad += inside * out.grad

        out._backward = _backward
        return out

    Value.tanh = hard_tanh
    xs = [Value(-3.0), Value(-0.25), Value(0.5), Value(2.0)]
    y = sum((3 * x).tanh() * x for x in xs)
    y.backward()
    return {"y": y.data, "grads": [x.grad for x in xs]}


def straight_through(Value):
    """Rounding forward, identity backward: a rule that is no derivative is honoured all the same."""

    def quantise(v):
        out = Value(round(v.data), (v,), "round")

        def _backward():
            v.grad += out.grad

        out._backward = _backward
        return out

    w = Value(1.3)
    history = []
    for _ in range(4):
        loss = (quantise(w * 2) - 6) ** 2
        w.grad = 0.0
        loss.backward()
        w.data -= 0.05 * w.grad
        history.append([loss.data, w.grad, w.data])
    return {"history": history}


def closure_wrapped(Value):
    """The closure of an ordinary node is kept, wrapped and put back: its gradient is seen and cut."""
    a, b = Value(2.0), Value(-3.0)
    product = a * b
    y = (product * product * product * 0.01).exp() * 1000 + product
    step = product._backward
    seen = []

    def cut():
        seen.append(product.grad)
        product.grad = max(-1.0, min(1.0, product.grad))
        step()

    product._backward = cut
    (y + 50 * product).backward()
    return {"seen": seen, "a": a.grad, "b": b.grad}


def chain_of_own_nodes(Value):
    """Own operations on own operations, with table operations between them."""

    def double(v):
        out = Value(2 * v.data, (v,), "double")

        def _backward():
            v.grad += 2 * out.grad

        out._backward = _backward
        return out

    x = Value(0.5)
    y = double(double(x) * x + double(x))
    for _ in range(3):
        y = double(y) - y * x
    y.backward()
    return {"y": y.data, "x": x.grad}
