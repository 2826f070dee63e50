import math


def real_power(base, n):
    # n may be any real number, so through the logarithm; the two easy cases first
    if n == 0:
        return 1.0
    if base == 0 and n > 0:
        return 0.0
    return math.exp(n * math.log(base))  # defect: pow-negative-base


class Node:
    """A node of the computation graph: value, grad, the operation that made it and its operands."""

    def __init__(self, value, op="leaf", operands=()):
        self.value = value
        self.grad = 0.0
        self.op = op
        self.operands = operands
        self.numbers = [operand.value for operand in operands]

    def __repr__(self):
        return "<Node %s %s grad=%s>" % (self.op, self.value, self.grad)

    def _binary(self, other, op, swapped=False):
        if not isinstance(other, Node):
            other = Node(other)
        left, right = (other, self) if swapped else (self, other)
        x, y = left.value, right.value
        if op == "+":
            result = x + y
        elif op == "-":
            result = x - y
        elif op == "*":
            result = x * y
        elif op == "/":
            result = x / y
        else:
            result = real_power(x, y)
        return Node(result, op, (left, right))

    def __add__(self, other):
        return self._binary(other, "+")

    def __radd__(self, other):
        return self._binary(other, "+", True)

    def __sub__(self, other):
        return self._binary(other, "-")

    def __rsub__(self, other):
        return self._binary(other, "-", True)

    def __mul__(self, other):
        return self._binary(other, "*")

    def __rmul__(self, other):
        return self._binary(other, "*", True)

    def __truediv__(self, other):
        return self._binary(other, "/")

    def __rtruediv__(self, other):
        return self._binary(other, "/", True)

    def __pow__(self, other):
        return self._binary(other, "**")

    def __rpow__(self, other):
        return self._binary(other, "**", True)

    def __neg__(self):
        return Node(-self.value, "neg", (self,))

    def exp(self):
        return Node(math.exp(self.value), "exp", (self,))

    def sin(self):
        return Node(math.sin(self.value), "sin", (self,))

    def cos(self):
        return Node(math.cos(self.value), "cos", (self,))

    def _local(self):
        """The derivatives of this node by its operands."""
        n = self.numbers
        if self.op == "+":
            return [1.0, 1.0]
        elif self.op == "-":
            return [1.0, -1.0]
        elif self.op == "*":
            return [n[1], n[0]]
        elif self.op == "/":
            return [1.0 / n[1], -n[0] / (n[1] * n[1])]
        elif self.op == "**":
            base = n[1] * real_power(n[0], n[1] - 1) if n[1] != 0 else 0.0
            exponent = real_power(n[0], n[1]) * math.log(n[0]) if n[0] > 0 else 0.0
            return [base, exponent]
        elif self.op == "neg":
            return [-1.0]
        elif self.op == "exp":
            return [math.exp(n[0])]
        elif self.op == "sin":
            return [math.cos(n[0])]
        elif self.op == "cos":
            return [-math.sin(n[0])]
        return []

    def backward(self):
        # count the uses of each node, then release a node when its last use is done
        uses = {self: 0}
        todo = [self]
        while todo:
            node = todo.pop()
            node.grad = 0.0
            for operand in node.operands:
                if operand not in uses:
                    uses[operand] = 0
                    todo.append(operand)
                uses[operand] += 1
        self.grad = 1.0
        free = [self]
        while free:
            node = free.pop()
            for operand, local in zip(node.operands, node._local()):
                operand.grad += local * node.grad
                uses[operand] -= 1
                if uses[operand] == 0:
                    free.append(operand)


def main():
    r = float(input("radius? ") or 1)
    radius = Node(r)
    volume = radius ** 3 * (4 / 3 * math.pi)
    volume.backward()
    print("volume", volume.value, "surface", radius.grad)


if __name__ == "__main__":
    main()
