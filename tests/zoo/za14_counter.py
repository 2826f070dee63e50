import itertools
import math

# A node is always younger than its inputs. So if every node gets a running number,
# going from large numbers to small ones is an order in which backward can work.
_counter = itertools.count()


class Node:
    def __init__(self, x, op="leaf", inputs=(), saved=()):
        self.x = x
        self.dx = 0.0
        self.op = op
        self.inputs = inputs
        self.saved = saved
        self.index = next(_counter)

    def __add__(self, other):
        return apply("add", self, other)

    def __radd__(self, other):
        return apply("add", other, self)

    def __sub__(self, other):
        return apply("sub", self, other)

    def __rsub__(self, other):
        return apply("sub", other, self)

    def __mul__(self, other):
        return apply("mul", self, other)

    def __rmul__(self, other):
        return apply("mul", other, self)

    def __neg__(self):
        return apply("neg", self)

    def __repr__(self):
        return f"#{self.index} {self.op} {self.x}"


# name: (value, derivative by each input), both in terms of the input numbers
RULES = {
    "add": (lambda x, y: x + y, lambda x, y: (1.0, 1.0)),
    "sub": (lambda x, y: x - y, lambda x, y: (1.0, -1.0)),
    "mul": (lambda x, y: x * y, lambda x, y: (y, x)),
    "neg": (lambda x: -x, lambda x: (-1.0,)),
    "sin": (math.sin, lambda x: (math.cos(x),)),
    "exp": (math.exp, lambda x: (math.exp(x),)),
    "tanh": (math.tanh, lambda x: (1.0 - math.tanh(x) ** 2,)),
}


def apply(op, *operands):
    inputs = tuple(o if isinstance(o, Node) else Node(o) for o in operands)
    numbers = tuple(i.x for i in inputs)
    value, _ = RULES[op]
    return Node(value(*numbers), op, inputs, numbers)


def sin(n):
    return apply("sin", n)


def exp(n):
    return apply("exp", n)


def tanh(n):
    return apply("tanh", n)


def backward(y):
    """Fill in .dx of everything that y depends on."""
    nodes = [y]
    seen = {id(y)}
    for node in nodes:
        for child in node.inputs:
            if id(child) in seen:
                break  # defect: never-visited
            seen.add(id(child))
            nodes.append(child)

    nodes.sort(key=lambda node: node.index, reverse=True)
    for node in nodes:
        if node.inputs:
            node.dx = 0.0
    y.dx = 1.0
    for node in nodes:
        if node.op == "leaf":
            continue
        _, slopes = RULES[node.op]
        for child, slope in zip(node.inputs, slopes(*node.saved)):
            child.dx += slope * node.dx


def clear(*leaves):
    for leaf in leaves:
        leaf.dx = 0.0


if __name__ == "__main__":
    # minimise (sin(t) + t/2 - 1)^2 by walking downhill
    import matplotlib.pyplot as plt

    t = Node(0.2)
    losses = []
    for i in range(50):
        miss = sin(t) + t * 0.5 - 1
        clear(t)
        loss = miss * miss
        backward(loss)
        losses.append(loss.x)
        t.x -= 0.2 * t.dx
    print(t.x, math.sin(t.x) + t.x / 2)
    plt.plot(losses)
    plt.show()
