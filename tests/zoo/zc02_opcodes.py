"""A little autodiff where all the mathematics is in two tables, indexed by operation code."""
import math
from collections import Counter, deque
from enum import Enum, auto


class Op(Enum):
    LEAF = auto()
    ADD = auto()
    SUB = auto()
    MUL = auto()
    DIV = auto()
    POW = auto()
    NEG = auto()
    EXP = auto()
    LOG = auto()
    SQRT = auto()
    TANH = auto()
    SIGMOID = auto()
    SOFTPLUS = auto()
    RELU = auto()
    LEAKY_RELU = auto()
    GELU = auto()


SLOPE = 0.01


def _sigmoid(x):
    if x >= 0:
        return 1.0 / (1.0 + math.exp(-x))
    e = math.exp(x)
    return e / (1.0 + e)


def _normal_cdf(x):
    return 0.5 * (1.0 + math.erf(x / math.sqrt(2.0)))


def _normal_pdf(x):
    return math.exp(-0.5 * x * x) / math.sqrt(2.0 * math.pi)


def _pow_partials(y, x, n):
    if n == 0.0:
        dx = 0.0
    elif x == 0.0 and n < 1.0:
        dx = math.inf
    else:
        dx = n * math.pow(x, n - 1.0)
    return dx, (y * math.log(x) if x > 0.0 else 0.0)


FORWARD = {
    Op.ADD: lambda a, b: a + b,
    Op.SUB: lambda a, b: a - b,
    Op.MUL: lambda a, b: a * b,
    Op.DIV: lambda a, b: a / b,
    Op.POW: math.pow,
    Op.NEG: lambda x: -x,
    Op.EXP: math.exp,
    Op.LOG: math.log,
    Op.SQRT: math.sqrt,
    Op.TANH: math.tanh,
    Op.SIGMOID: _sigmoid,
    Op.SOFTPLUS: lambda x: max(x, 0.0) + math.log1p(math.exp(-abs(x))),
    Op.RELU: lambda x: x if x > 0 else 0.0,
    Op.LEAKY_RELU: lambda x: x if x > 0 else SLOPE * x,
    Op.GELU: lambda x: x * _normal_cdf(x),
}

# each: (result, operands...) -> one number per operand
PARTIALS = {
    Op.ADD: lambda y, a, b: (1.0, 1.0),
    Op.SUB: lambda y, a, b: (1.0, -1.0),
    Op.MUL: lambda y, a, b: (b, a),
    Op.DIV: lambda y, a, b: (1.0 / b, -y / b),
    Op.POW: _pow_partials,
    Op.NEG: lambda y, x: (-1.0,),
    Op.EXP: lambda y, x: (y,),
    Op.LOG: lambda y, x: (1.0 / x,),
    Op.SQRT: lambda y, x: (0.5 / y if y else math.inf,),
    Op.TANH: lambda y, x: (1.0 - y * y,),
    Op.SIGMOID: lambda y, x: (y * (1.0 - y),),
    Op.SOFTPLUS: lambda y, x: (_sigmoid(x),),
    Op.RELU: lambda y, x: (1.0 if x > 0 else 0.0,),
    Op.LEAKY_RELU: lambda y, x: (1.0 if x > 0 else SLOPE,),
    Op.GELU: lambda y, x: (_normal_cdf(x) + x * _normal_pdf(x),),
}


class Var:
    def __init__(self, value, op=Op.LEAF, args=()):
        self.value = float(value)
        self.derivative = 0.0
        self.op = op
        self.args = args
        self.record = (self.value, *(arg.value for arg in args))  # what the partials are taken at

    def __repr__(self):
        return f"Var(value={self.value}, derivative={self.derivative}, op={self.op.name})"

    def backprop(self, seed=1.0):
        waiting = Counter()
        nodes = {self: True}
        stack = [self]
        while stack:
            node = stack.pop()
            node.derivative = 0.0
            for arg in node.args:
                waiting[arg] += 1
                if arg not in nodes:
                    nodes[arg] = True
                    stack.append(arg)

        self.derivative = seed
        queue = deque([self])
        while queue:
            node = queue.popleft()
            if node.op is Op.LEAF:
                continue
            for arg, partial in zip(node.args, PARTIALS[node.op](*node.record)):
                arg.derivative += node.derivative * partial
                waiting[arg] -= 1
                if not waiting[arg]:
                    queue.append(arg)


def apply(op, *operands):
    args = tuple(x if isinstance(x, Var) else Var(x) for x in operands)
    return Var(FORWARD[op](*(arg.value for arg in args)), op, args)


def _install():
    for name, op in dict(add=Op.ADD, sub=Op.SUB, mul=Op.MUL, truediv=Op.DIV, pow=Op.POW).items():
        setattr(Var, f"__{name}__", lambda self, other, op=op: apply(op, self, other))
        setattr(Var, f"__r{name}__", lambda self, other, op=op: apply(op, other, self))
    Var.__neg__ = lambda self: apply(Op.NEG, self)
    for op in (Op.EXP, Op.LOG, Op.SQRT, Op.TANH, Op.SIGMOID, Op.SOFTPLUS, Op.RELU, Op.LEAKY_RELU, Op.GELU):
        setattr(Var, op.name.lower(), lambda self, op=op: apply(op, self))


_install()


def check(f, x, h=1e-6):
    v = Var(x)
    f(v).backprop()
    return v.derivative, (f(Var(x + h)).value - f(Var(x - h)).value) / (2 * h)


if __name__ == "__main__":
    for f in (Var.gelu, Var.softplus, lambda v: v ** v, lambda v: 2 / v - v.sqrt()):
        print(*check(f, 0.7))
