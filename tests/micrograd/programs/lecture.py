"""As in a lecture: build it, call every step by hand, sort it, then let it run by itself."""

import random


def neuron_step_by_step(Value):
    """A neuron, and `_backward` called node after node in an order chosen by eye."""
    x1 = Value(2.0, label="x1")
    x2 = Value(0.0, label="x2")
    w1 = Value(-3.0, label="w1")
    w2 = Value(1.0, label="w2")
    b = Value(6.8813735870195432, label="b")
    x1w1 = x1 * w1
    x1w1.label = "x1*w1"
    x2w2 = x2 * w2
    x2w2.label = "x2*w2"
    total = x1w1 + x2w2
    total.label = "x1*w1 + x2*w2"
    n = total + b
    n.label = "n"
    o = n.tanh()
    o.label = "o"

    o.grad = 1.0
    o._backward()
    n._backward()
    b._backward()
    total._backward()
    x2w2._backward()
    x1w1._backward()
    return {v.label: [v.data, v.grad] for v in (x1, x2, w1, w2, b, x1w1, x2w2, total, n, o)}


def neuron_sorted_by_hand(Value):
    """The order found by recursion over `_prev`, children first, then walked backwards."""
    xs = [Value(x) for x in (1.6, 0.8, 0.5)]
    ws = [Value(w) for w in (1.3, -1.2, 1.1)]
    b = Value(0.2)
    z = b
    for x, w in zip(xs, ws):
        z = z + x * w
    o = z.tanh()

    topo = []
    visited = set()

    def build_topo(v):
        if v not in visited:
            visited.add(v)
            for child in v._prev:
                build_topo(child)
            topo.append(v)

    build_topo(o)
    o.grad = 1.0
    for node in reversed(topo):
        node._backward()
    return {
        "o": o.data,
        "nodes": len(topo),
        "last": topo[-1] is o,
        "xs": [x.grad for x in xs],
        "ws": [w.grad for w in ws],
        "b": b.grad,
        "z": z.grad,
    }


def tanh_taken_apart(Value):
    """The same neuron with tanh written out in exponentials."""
    n = Value(0.8813735870195432, label="n")
    e = (2 * n).exp()
    o = (e - 1) / (e + 1)
    o.backward()
    return {"o": o.data, "n": n.grad, "e": [e.data, e.grad]}


def branches_meet(Value):
    """A node used more than once adds up what its users send."""
    a, b = Value(-2.0), Value(3.0)
    d = a * b
    e = a + b
    f = d * e
    f.backward()

    twice = Value(4.0)
    (twice + twice).backward()

    x = Value(2.0)
    y = x * x
    z = y * y
    out = y + z
    out.backward()
    return {"f": [v.grad for v in (f, e, d, a, b)], "twice": twice.grad, "diamond": [out.data, x.grad, y.grad, z.grad]}


def nudge_the_leaves(Value):
    """A step along the gradient raises the output; `.data` is set between two forward passes."""
    a, b, c, f = Value(2.0), Value(-3.0), Value(10.0), Value(-2.0)

    def forward():
        return (a * b + c) * f

    L = forward()
    L.backward()
    before = L.data
    for leaf in (a, b, c, f):
        leaf.data += 0.01 * leaf.grad
    L = forward()
    return {"before": before, "after": L.data, "leaves": [leaf.data for leaf in (a, b, c, f)]}


class _Neuron:
    def __init__(self, Value, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(random.uniform(-1, 1))

    def __call__(self, x):
        act = sum((wi * xi for wi, xi in zip(self.w, x)), self.b)
        return act.tanh()

    def parameters(self):
        return [*self.w, self.b]


class _Net:
    def __init__(self, Value, nin, nouts):
        sizes = [nin, *nouts]
        self.layers = [[_Neuron(Value, n) for _ in range(m)] for n, m in zip(sizes, sizes[1:])]

    def __call__(self, x):
        for layer in self.layers:
            x = [neuron(x) for neuron in layer]
        return x[0] if len(x) == 1 else x

    def parameters(self):
        return [p for layer in self.layers for neuron in layer for p in neuron.parameters()]


def four_examples(Value):
    """A net of one's own classes learns four examples, with gradients cleared in a loop."""
    random.seed(2023)
    net = _Net(Value, 3, [4, 4, 1])
    xs = [[2.0, -1.5, 0.5], [-1.0, 0.25, 1.0], [0.5, 2.0, -1.0], [1.0, 1.0, 1.5]]
    ys = [1.0, -1.0, -1.0, 1.0]
    losses = []
    for _ in range(6):
        predictions = [net(x) for x in xs]
        loss = sum((out - y) ** 2 for y, out in zip(ys, predictions))
        for p in net.parameters():
            p.grad = 0.0
        loss.backward()
        for p in net.parameters():
            p.data += -0.05 * p.grad
        losses.append(loss.data)
    return {
        "losses": losses,
        "weights": [p.data for p in net.parameters()],
        "grads": [p.grad for p in net.parameters()],
    }
