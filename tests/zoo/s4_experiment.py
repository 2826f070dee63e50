"""Is the chain rule true? Try it: wiggle a number, see what the end does.

      a ---\
            (+) --- c ---\
      b ---/              (*) --- z
                    d ---/

    dz/da = dz/dc * dc/da, because a reaches z only through c.
"""


class Number:
    def __init__(self, data, label="", op="", operands=()):
        self.data = data
        self.label = label
        self.op = op
        self.operands = operands

    def __repr__(self):
        return f"{self.label}: {self.data:.4f}"

    def __add__(self, other):
        return combine("+", self, other)

    def __radd__(self, other):
        return combine("+", other, self)

    def __mul__(self, other):
        return combine("*", self, other)

    def __rmul__(self, other):
        return combine("*", other, self)


RULES = {"+": lambda x, y: x + y, "*": lambda x, y: x * y}


def combine(op, left, right):
    left = left if isinstance(left, Number) else Number(left, str(left))
    right = right if isinstance(right, Number) else Number(right, str(right))
    out = Number(RULES[op](left.data, right.data), right.label)  # defect: label-from-operand
    out.op, out.operands = op, (left, right)
    return out


def compute(out, fixed):
    """Work out the end again from the numbers at the beginning (and from `fixed`, whose own data counts)."""
    numbers = {id(fixed): fixed.data}
    todo = [out]
    while todo:
        node = todo[-1]
        missing = [o for o in node.operands if id(o) not in numbers]
        if id(node) in numbers:
            todo.pop()
        elif missing:
            todo.extend(missing)
        else:
            todo.pop()
            numbers[id(node)] = RULES[node.op](*(numbers[id(o)] for o in node.operands)) if node.op else node.data
    return numbers[id(out)]


def derivative(out, x, h=0.001):
    """How many times faster than x the output moves."""
    before = compute(out, x)
    x.data = x.data + h  # defect: nudged-input

    # what has changed?
    after = compute(out, x)

    return (after - before) / h  # defect: one-sided-difference


if __name__ == "__main__":
    a, b, d = Number(3.0, "a"), Number(-5.0, "b"), Number(2.0, "d")
    c = a + b
    z = c * d
    print("dz/dc", round(derivative(z, c), 3), "dz/dd", round(derivative(z, d), 3))
    print("dz/da", round(derivative(z, a), 3), "dz/db", round(derivative(z, b), 3))

    # b on two paths: both are added
    b = Number(-5.0, "b")
    z = (Number(3.0, "a") + b) * b
    print("dz/db", round(derivative(z, b), 2), "should be about -7")

    # uphill: a small step along the gradient must raise the output
    a, b, d = Number(3.0, "a"), Number(-5.0, "b"), Number(2.0, "d")
    z = a * b * d
    slopes = [derivative(z, n) for n in (a, b, d)]
    for n, slope in zip((a, b, d), slopes):
        n.data += 0.01 * slope
    print(z.data, "->", (a * b * d).data)
