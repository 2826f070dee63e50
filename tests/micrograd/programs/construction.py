"""Nodes made by hand in every form that is in use, and steps called at unusual times."""


def every_way_to_make_one(Value):
    """By place, by name, with the operands as tuple, list or set."""
    a = Value(1, (), "", "a")
    b = Value(data=2.0, label="b")
    made = [
        Value(3.0, (a, b), "+"),
        Value(3.0, [a, b], "+", "listed"),
        Value(3.0, {a, b}, "+", label="set"),
        Value(3.0, _children=(a, b), _op="sum", label="named"),
        Value(-1.0, (a,), _op="neg"),
        Value(9, ()),
    ]
    words = [[v.label, v._op] for v in (a, b, *made)]
    return {"words": words, "prev": [len(v._prev) for v in made], "data": [v.data for v in made]}


def names_in_other_spellings(Value):
    """`_label` and `color` are taken by name."""
    a = Value(1.0, _label="hidden")
    b = Value(2.0, color="red")
    return {"words": [a.label, b.label, b.color], "sum": (a + b).data}


def node_without_a_rule(Value):
    """A node with operands and a name, but no closure, sends nothing down; other paths do."""
    a = Value(2.0)
    cut = Value(a.data**2, (a,), "cut")
    y = cut * a + 3 * a
    y.backward()
    return {"a": a.grad, "cut": cut.grad}


def steps_called_again(Value):
    """`_backward` is one local step each time it is called; on a leaf it does nothing."""
    a, b = Value(2.0), Value(5.0)
    y = a * b
    y.grad = 2.5
    a._backward()
    grads = [[a.grad, b.grad]]
    for _ in range(2):
        y._backward()
        grads.append([a.grad, b.grad])
    y.grad = -5.0
    y._backward()
    return {"grads": [*grads, [a.grad, b.grad]], "y": y.grad}


def gradient_set_before(Value):
    """What stands in the output's gradient before `backward()` is replaced by 1."""
    x = Value(3.0)
    y = x * x
    y.grad = 100.0
    y.backward()
    return {"x": x.grad, "y": y.grad}


def detached(Value):
    """`Value(v.data)` cuts a path: the copy has its own gradient."""
    x = Value(1.5)
    h = x * x
    copy = Value(h.data)
    y = h * copy + copy.exp() * x
    y.backward()
    return {"x": x.grad, "copy": copy.grad, "h": h.grad}


def hook_on_a_leaf(Value):
    """A closure on a leaf is called when the leaf's gradient is complete."""
    x, w = Value(2.0), Value(-1.0)
    seen = []
    x._backward = lambda: seen.append(x.grad)
    y = x * w + x * x + x.tanh() * 0
    y.backward()
    return {"seen": seen, "w": w.grad}


def captured_but_not_listed(Value):
    """A closure may add to a leaf that is not among the node's operands."""
    x, w = Value(2.0), Value(-1.0)
    out = Value(x.data * w.data, (), "secret")

    def _backward():
        x.grad += w.data * out.grad
        w.grad += x.data * out.grad

    out._backward = _backward
    y = out * out + w
    y.backward()
    return {"x": x.grad, "w": w.grad, "out": out.grad}


def own_nodes_swept_twice(Value):
    """A second sweep doubles the leaves below a user's own nodes, too."""

    def cube(v):
        out = Value(v.data**3, (v,), "cube")

        def _backward():
            v.grad += 3 * v.data**2 * out.grad

        out._backward = _backward
        return out

    x = Value(2.0)
    y = cube(cube(x) * x) + cube(x)
    y.backward()
    once = x.grad
    y.backward()
    return {"once": once, "twice": x.grad}


def hand_written_backward(Value):
    """A subclass brings its own `backward`, over `_prev` and `_backward`."""

    class Mine(Value):
        def backward(self):
            order, seen = [], set()

            def visit(v):
                if v not in seen:
                    seen.add(v)
                    for child in v._prev:
                        visit(child)
                    order.append(v)

            visit(self)
            self.grad = 1.0
            for v in reversed(order):
                v._backward()

    a, b = Mine(0.5), Mine(-2.0)
    y = (a * b).exp() + a / b
    Mine.backward(y)
    return {"y": y.data, "grads": [a.grad, b.grad]}
