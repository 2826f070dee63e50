"""Reference counting: a node passes its gradient on when all of its users have reported."""
import math
from collections import Counter, deque


class V:
    def __init__(self, v, ins=()):
        self.v, self.ins, self.g = v, ins, 0.0

    @staticmethod
    def up(x): return x if isinstance(x, V) else V(x)

    def __add__(self, o):
        o = V.up(o)
        return V(self.v + o.v, [(self, 1.0), (o, 1.0)])

    def __mul__(self, o):
        o = V.up(o)
        return V(self.v * o.v, [(self, o.v), (o, self.v)])

    def __neg__(self): return V(-self.v, [(self, -1.0)])
    def __sub__(self, o): return self + -V.up(o)
    def __radd__(self, o): return V.up(o) + self
    def __rmul__(self, o): return V.up(o) * self
    def __rsub__(self, o): return V.up(o) - self

    def tanh(self):
        t = math.tanh(self.v)
        return V(t, [(self, 1 - t * t)])

    def backward(self):
        refs, nodes, queue = Counter(), [self], deque([self])
        known = {id(self)}
        while queue:
            n = queue.popleft()
            for m in {id(m): m for m, _ in n.ins}.values():  # defect: wrong-order
                refs[id(m)] += 1
                if id(m) not in known:
                    known.add(id(m))
                    nodes.append(m)
                    queue.append(m)
        for n in nodes:
            n.g = 0.0
        self.g = 1.0
        queue.append(self)
        while queue:
            n = queue.popleft()
            for m, w in n.ins:
                m.g += n.g * w
            for m, _ in n.ins:
                refs[id(m)] -= 1
                if refs[id(m)] == 0:
                    queue.append(m)
