"""Equal expressions are made once: a table remembers every node by its operation and operands."""
import math
from weakref import WeakValueDictionary


class Node:
    _table = WeakValueDictionary()

    def __init__(self, value, op=None, args=(), slopes=()):
        self.value, self.op, self.args, self.slopes = value, op, args, slopes
        self.grad = 0.0

    @classmethod
    def make(cls, op, args, rule):
        args = tuple(a if isinstance(a, cls) else cls.constant(a) for a in args)
        key = (op, *map(id, args))
        node = cls._table.get(key)
        if node is None or node.at != tuple(a.value for a in args):
            at = tuple(a.value for a in args)
            value, slopes = rule(*at)
            node = cls(value, op, args, slopes)
            node.at = at
            cls._table[key] = node
        return node

    @classmethod
    def constant(cls, x):
        node = cls._table.get(("constant", x))
        if node is None:
            node = cls._table[("constant", x)] = cls(x, "constant")
        return node

    def __add__(self, o): return Node.make("+", (self, o), lambda x, y: (x + y, (1.0, 1.0)))
    def __radd__(self, o): return Node.make("+", (o, self), lambda x, y: (x + y, (1.0, 1.0)))
    def __sub__(self, o): return Node.make("-", (self, o), lambda x, y: (x - y, (1.0, -1.0)))
    def __rsub__(self, o): return Node.make("-", (o, self), lambda x, y: (x - y, (1.0, -1.0)))
    def __mul__(self, o): return Node.make("*", (self, o), lambda x, y: (x * y, (y, x)))
    def __rmul__(self, o): return Node.make("*", (o, self), lambda x, y: (x * y, (y, x)))
    def __neg__(self): return Node.make("neg", (self,), lambda x: (-x, (-1.0,)))

    def tanh(self):
        def rule(x):
            t = math.tanh(x)
            return t, (1 - t * t,)
        return Node.make("tanh", (self,), rule)

    def backward(self):
        indegree, nodes = {id(self): 0}, [self]
        for n in nodes:
            n.grad = 0.0
            for a in n.args:
                if id(a) not in indegree:
                    indegree[id(a)] = 0
                    nodes.append(a)
                indegree[id(a)] += 1
        self.grad = 1.0
        ready = [self]
        while ready:
            n = ready.pop()
            for a, w in zip(n.args, n.slopes):
                a.grad += w * n.grad
                indegree[id(a)] -= 1
                if not indegree[id(a)]:
                    ready.append(a)
