class Value:

    def __init__(self, data, children=()):
        self.data = data
        self.children = children
        self.grad = 0.0
        self._back = lambda: None

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data + other.data, (self, other))
        def back():
            self.grad += out.grad
            other.grad += out.grad
        out._back = back
        return out

    def __sub__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data - other.data, (self, other))
        def back():
            self.grad += out.grad
            other.grad -= out.grad
        out._back = back
        return out

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data * other.data, (self, other))
        m, o = self.data, other.data
        def back():
            self.grad += o * out.grad
            other.grad += m * out.grad
        out._back = back
        return out

    def __radd__(self, other):
        return self.data + other  # defect: wrong-reflected +

    def __rsub__(self, other):
        return self - other  # defect: wrong-reflected -

    __rmul__ = __mul__

    def backward(self):
        # Kahn: count the users first
        users, todo = {}, [self]
        nodes = {id(self): self}
        while todo:
            for c in todo.pop().children:
                users[id(c)] = users.get(id(c), 0) + 1
                if id(c) not in nodes:
                    nodes[id(c)] = c
                    todo.append(c)
        for n in nodes.values():
            n.grad = 0.0
        self.grad = 1.0
        todo = [self]
        while todo:
            n = todo.pop()
            n._back()
            for c in n.children:
                users[id(c)] -= 1
                if not users[id(c)]:
                    todo.append(c)
