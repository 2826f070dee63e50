import math
from typing import Iterable, List, NamedTuple, Tuple, Union


class Local(NamedTuple):
    source: "Number"
    slope: float


Plain = Union[int, float]


class Number:
    """A float that knows from which other numbers it came and how steeply it depends on each."""

    __slots__ = ("val", "gradient", "locals", "__weakref__")

    def __init__(self, val: Plain, locals: Iterable[Tuple["Number", float]] = ()):
        self.val = val
        self.gradient = 0.0
        self.locals = tuple(Local(*pair) for pair in locals)

    def __add__(self, other: Union["Number", Plain]) -> "Number":
        if isinstance(other, Number):
            return Number(self.val + other.val, [(self, 1.0), (other, 1.0)])
        return Number(self.val + other, [(self, 1.0)])

    __radd__ = __add__

    def __neg__(self) -> "Number":
        return Number(-self.val, [(self, -1.0)])

    def __sub__(self, other: Union["Number", Plain]) -> "Number":
        if isinstance(other, Number):
            return Number(self.val - other.val, [(self, 1.0), (other, -1.0)])
        return Number(self.val - other, [(self, 1.0)])

    def __rsub__(self, other: Plain) -> "Number":
        return Number(other - self.val, [(self, -1.0)])

    def __mul__(self, other: Union["Number", Plain]) -> "Number":
        if isinstance(other, Number):
            return Number(self.val * other.val, [(self, other.val), (other, self.val)])
        return Number(self.val * other, [(self, other)])

    __rmul__ = __mul__

    def __truediv__(self, other: Union["Number", Plain]) -> "Number":
        if isinstance(other, Number):
            quotient = self.val / other.val
            return Number(quotient, [(self, 1 / other.val), (other, -quotient / other.val)])
        return Number(self.val / other, [(self, 1 / other)])

    def __rtruediv__(self, other: Plain) -> "Number":
        quotient = other / self.val
        return Number(quotient, [(self, -quotient / self.val)])

    def backward(self) -> None:
        order: List[Number] = []
        seen = {id(self)}
        stack = [self]
        while stack:
            number = stack.pop()
            order.append(number)  # defect: wrong-order
            for source, _ in reversed(number.locals):
                if id(source) not in seen:
                    seen.add(id(source))
                    stack.append(source)

        for number in order:
            number.gradient = 0.0
        self.gradient = 1.0
        for number in order:
            for source, slope in number.locals:
                source.gradient += slope * number.gradient

    def __repr__(self) -> str:
        return f"Number({self.val!r})"


def exp(x: Number) -> Number:
    e = math.exp(x.val)
    return Number(e, [(x, e)])


def log(x: Number) -> Number:
    return Number(math.log(x.val), [(x, 1 / x.val)])


def sigmoid(x: Number) -> Number:
    z = math.exp(-abs(x.val))
    s = 1 / (1 + z) if x.val >= 0 else z / (1 + z)
    return Number(s, [(x, s * (1 - s))])


def softmax(xs: List[Number]) -> List[Number]:
    top = max(x.val for x in xs)
    weights = [math.exp(x.val - top) for x in xs]
    total = sum(weights)
    probs = [w / total for w in weights]
    return [
        Number(p, [(x, p * ((i == j) - probs[j])) for j, x in enumerate(xs)])
        for i, p in enumerate(probs)
    ]


if __name__ == "__main__":
    scores = [Number(1.0), Number(2.0), Number(-0.5)]
    probs = softmax(scores)
    loss = -log(probs[1])
    loss.backward()
    print("probabilities", [round(p.val, 4) for p in probs])
    print("gradients    ", [round(s.gradient, 4) for s in scores])
