import math


class V:
    """A value. v.x is the number, v.adj the adjoint (after `backward`)."""

    def __init__(self, x, edges=()):
        self.x = x
        self.adj = 0.0
        self.edges = dict(edges)  # defect: operands-in-set

    def __repr__(self):
        return f"V({self.x!r}, adj={self.adj!r})"

    def __add__(self, o):
        o = V.of(o)
        return V(self.x + o.x, [(self, 1.0), (o, 1.0)])

    def __sub__(self, o):
        o = V.of(o)
        return V(self.x - o.x, [(self, 1.0), (o, -1.0)])

    def __mul__(self, o):
        o = V.of(o)
        return V(self.x * o.x, [(self, o.x), (o, self.x)])

    def __truediv__(self, o):
        o = V.of(o)
        q = self.x / o.x
        return V(q, [(self, 1.0 / o.x), (o, -q / o.x)])

    def __radd__(self, o): return V.of(o) + self
    def __rsub__(self, o): return V.of(o) - self
    def __rmul__(self, o): return V.of(o) * self
    def __rtruediv__(self, o): return V.of(o) / self
    def __neg__(self): return V(-self.x, [(self, -1.0)])

    @classmethod
    def of(cls, o):
        return o if isinstance(o, cls) else cls(o)


def sin(v): return V(math.sin(v.x), [(v, math.cos(v.x))])
def cos(v): return V(math.cos(v.x), [(v, -math.sin(v.x))])
def exp(v): return V(math.exp(v.x), [(v, math.exp(v.x))])
def log(v): return V(math.log(v.x), [(v, 1.0 / v.x)])


def tanh(v):
    t = math.tanh(v.x)
    return V(t, [(v, 1.0 - t * t)])


def sigmoid(v):
    # tanh does not overflow, and sigmoid is only a tanh moved and scaled
    s = 0.5 * (1.0 + math.tanh(0.5 * v.x))
    return V(s, [(v, s * (1.0 - s))])


def backward(y):
    pending, stack = {y: 0}, [y]
    while stack:
        node = stack.pop()
        node.adj = 0.0
        for operand in node.edges:
            if operand in pending:
                pending[operand] += 1
            else:
                pending[operand] = 1
                stack.append(operand)
    y.adj = 1.0
    ready = [y]
    while ready:
        node = ready.pop()
        for operand, partial in node.edges.items():
            operand.adj += partial * node.adj
            pending[operand] -= 1
            if not pending[operand]:
                ready.append(operand)


if __name__ == "__main__":
    # pendulum: energy by angle and speed
    angle, speed = V(0.4), V(1.2)
    energy = 0.5 * 1.5 * (speed * speed) + 9.81 * (1 - cos(angle))
    backward(energy)
    print(energy, angle, speed)
