import math


class Node:
    """
    One cell of the computation.

    data      the number
    grad      d(output) / d(this cell), filled in by backward()
    op        which operation made it ('' for an input)
    children  the cells it was made from
    """

    def __init__(self, data, op='', label='', children=()):
        self.data = data
        self.op = op
        self.label = label
        self.children = children
        self.saved = tuple(c.data for c in children)   # numbers at the time of computing
        self.grad = 0

    @staticmethod
    def wrap(x):
        if isinstance(x, Node):
            return x
        return Node(x)

    def __add__(self, other):
        other = Node.wrap(other)
        return Node(self.data + other.data, '+', children=(self, other))

    def __radd__(self, other):
        return Node.wrap(other).__add__(self)

    def __sub__(self, other):
        other = Node.wrap(other)
        return Node(self.data - other.data, '-', children=(self, other))

    def __rsub__(self, other):
        return Node.wrap(other).__sub__(self)

    def __mul__(self, other):
        other = Node.wrap(other)
        return Node(self.data * other.data, '*', children=(self, other))

    def __rmul__(self, other):
        return Node.wrap(other).__mul__(self)

    def __truediv__(self, other):
        other = Node.wrap(other)
        return Node(self.data / other.data, '/', children=(self, other))

    def __rtruediv__(self, other):
        return Node.wrap(other).__truediv__(self)

    def __pow__(self, other):
        other = Node.wrap(other)
        return Node(math.pow(self.data, other.data), '**', children=(self, other))

    def __rpow__(self, other):
        return Node.wrap(other).__pow__(self)

    def __neg__(self):
        return Node(-self.data, 'neg', children=(self,))

    def tanh(self):
        return Node(math.tanh(self.data), 'tanh', children=(self,))

    def exp(self):
        return Node(math.exp(self.data), 'exp', children=(self,))

    def relu(self):
        return Node(max(0, self.data), 'relu', children=(self,))

    def __str__(self):
        return '{}[{} = {:.4f}, grad {:.4f}]'.format(self.label, self.op or 'input', self.data, self.grad)

    def all_cells(self):
        """Every cell once, children first."""
        cells = []
        state = {}
        stack = [self]
        while stack:
            cell = stack[-1]
            if id(cell) not in state:
                state[id(cell)] = 'open'
                for c in cell.children:
                    if id(c) not in state:
                        stack.append(c)
            else:
                stack.pop()
                if state[id(cell)] == 'open':
                    state[id(cell)] = 'closed'
                    cells.append(cell)
        return cells

    def zero_grad(self):
        for cell in self.all_cells():
            cell.grad = 0

    def backward(self):
        self.zero_grad()
        self.grad = 1
        for cell in reversed(self.all_cells()):
            g = cell.grad
            if cell.op == '':
                continue
            elif cell.op == '+':
                for c in cell.children:
                    c.grad = g  # defect: overwritten-gradient +
            elif cell.op == '-':
                a, b = cell.children
                a.grad += g
                b.grad -= g
            elif cell.op == '*':
                a, b = cell.children
                x, y = cell.saved
                a.grad += g * y
                b.grad += g * x
            elif cell.op == '/':
                a, b = cell.children
                x, y = cell.saved
                a.grad += g / y
                b.grad -= g * (x / y) / y
            elif cell.op == '**':
                a, b = cell.children
                x, n = cell.saved
                if n != 0:
                    a.grad += g * n * (math.pow(x, n - 1) if x != 0 or n >= 1 else math.inf)
                if x > 0:
                    b.grad += g * math.pow(x, n) * math.log(x)
            elif cell.op == 'neg':
                cell.children[0].grad -= g
            elif cell.op == 'tanh':
                cell.children[0].grad += g * (1 - math.tanh(cell.saved[0]) ** 2)
            elif cell.op == 'exp':
                cell.children[0].grad += g * math.exp(cell.saved[0])
            elif cell.op == 'relu':
                if cell.saved[0] > 0:
                    cell.children[0].grad += g
            else:
                raise NotImplementedError('no rule for ' + cell.op)


def main():
    a = Node(3.0, label='a')
    b = Node(-1.5, label='b')
    c = (a * b + 4).tanh() / a
    c.label = 'c'
    c.backward()
    for cell in reversed(c.all_cells()):
        print(cell)


if __name__ == '__main__':
    main()
