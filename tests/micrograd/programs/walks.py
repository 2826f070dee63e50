"""Programs that walk over a graph: they count, colour, rename, read and write it down."""

from collections import Counter


def counted_by_trace(Value, trace):
    """`trace` gives the nodes and the edges; a constant is a node, a repeated operand one edge."""
    a, b = Value(2.0), Value(-3.0)
    nodes, edges = trace(a * b + 3 * a)
    doubled, one_edge = trace(a + a)
    return {
        "counts": [len(nodes), len(edges), len(doubled), len(one_edge)],
        "data": sorted(n.data for n in nodes),
        "edges": sorted([p.data, c.data] for p, c in edges),
    }


def traced_by_hand(Value):
    """A user's own `trace` with sets, and a depth-first count of the leaves."""

    def trace(root):
        nodes, edges = set(), set()

        def build(v):
            if v not in nodes:
                nodes.add(v)
                for child in v._prev:
                    edges.add((child, v))
                    build(child)

        build(root)
        return nodes, edges

    xs = [Value(float(k)) for k in range(1, 5)]
    y = xs[0]
    for x in xs[1:]:
        y = y * x + xs[0]
    nodes, edges = trace(y)
    leaves = [n for n in nodes if not n._prev]
    y.backward()
    return {
        "nodes": len(nodes),
        "edges": len(edges),
        "leaves": len(leaves),
        "same": {id(v) for v in leaves} == {id(x) for x in xs},
        "grads": [x.grad for x in xs],
    }


def _walk(root):
    nodes, queue = [root], [root]
    while queue:
        for child in queue.pop()._prev:
            if not any(child is n for n in nodes):
                nodes.append(child)
                queue.append(child)
    return nodes


def operations_counted(Value):
    """`_op` names the operation as it is written."""
    a, b = Value(1.5), Value(0.5)
    y = ((a * b + a) ** 2 + a * a).relu() + b * 2
    ops = Counter(node._op for node in _walk(y) if node._op)
    y.backward()
    return {"ops": dict(ops), "leaf": a._op, "a": a.grad, "b": b.grad}


def operations_of_more_kinds(Value):
    """The names of the operations that came after the first few."""
    a, b = Value(1.5), Value(0.5)
    made = [a.tanh(), a.exp(), a.log(), a.sigmoid(), a - b, a / b, a**3, a**-1, 2 - a, 1 / a]
    return {"ops": [node._op for node in made], "data": [node.data for node in made]}


def coloured(Value):
    """An attribute hung on a node in one walk is there in the next: the walk meets the same objects."""
    xs = [Value(x) for x in (-1.0, 2.0, 0.5)]
    y = (xs[0] * xs[1] + xs[2] * 4).tanh() + xs[1] * xs[1]
    y.backward()
    for node in _walk(y):
        node.color = "red" if node.grad < 0 else "blue" if node.grad > 0 else "grey"
        node.depth = 0
    for node in _walk(y):
        for child in node._prev:
            child.depth = max(child.depth, node.depth + 1)
    colors = Counter(node.color for node in _walk(y))
    return {"colors": dict(colors), "xs": [x.color for x in xs], "depths": [x.depth for x in xs]}


def renamed(Value):
    """`label` and `_op` are the user's to rewrite; the derivatives do not mind."""
    w, x = Value(3.0, label="w"), Value(-2.0)
    x.label = "x"
    y = w * x
    y.label, y._op = "w times x", "times"
    z = y**2
    z._op = "square"
    z.label = f"({y.label}) squared"
    z.backward()
    words = [[n.label, n._op] for n in (w, x, y, z)]
    return {"words": words, "grads": [n.grad for n in (w, x, y, z)]}


def written_in_order(Value):
    """`children` keeps the order of the operands, and repeats; `_prev` is a set and cannot."""
    a, b = Value(5.0, label="a"), Value(2.0, label="b")
    y = (a - b) / (b * b)

    def text(v):
        if not v.children:
            return v.label or f"{v.data:g}"
        return "(" + f" {v.op} ".join(text(child) for child in v.children) + ")"

    y.backward()
    return {
        "text": text(y),
        "half": text(1 - a),
        "aliases": [y.prev == y._prev, y._children == y.children, len((b * b).children), len((b * b)._prev)],
        "grads": [a.grad, b.grad],
    }


def drawn(Value, draw_dot):
    """A picture has a card for every value, a circle for every result, and a line for every use."""
    a, b = Value(2.0, label="first"), Value(-3.0, label="second")
    y = a * b + a
    y.label = "answer"
    y.backward()
    source = draw_dot(y).source
    return {
        "labels": [name in source for name in ("first", "second", "answer")],
        "numbers": [text in source for text in ("data 2 ", "data −3 ", "data −4 ", "grad −2 ", "grad 2 ", "grad 1 ")],
        "lines": source.count("->"),
    }


def parents_found(Value):
    """Users of a node, found by walking from the end, and a gradient summed from them by hand."""
    a, b = Value(2.0), Value(3.0)
    c = a * b
    d = c + a
    e = d * c
    e.backward()
    users = {id(v): [] for v in _walk(e)}
    for node in _walk(e):
        for child in node._prev:
            users[id(child)].append(node)
    by_hand = d.grad * 1.0 + e.grad * d.data
    return {"users": [len(users[id(v)]) for v in (a, b, c, d, e)], "c": c.grad, "by hand": by_hand, "a": a.grad}
