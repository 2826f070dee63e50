"""Single operators and functions, at ordinary points and at their edges."""


def division_and_reflection(Value):
    """Every operator with a number on either side."""
    a, b = Value(-4.0), Value(2.5)
    c = a + b
    d = a * b + b**3
    c = c + (c + 1)
    c = c + (1 + c) + (-a)
    d = d + d * 2 + (b + a).relu()
    d = d + 3 * d + (b - a).relu()
    e = c - d
    f = e**2
    g = f / 2.0
    g = g + 10.0 / f
    g = g - (7 - e) / (a * b)
    g.backward()
    return {"g": g.data, "a": a.grad, "b": b.grad, "e": e.grad}


def powers(Value):
    """Whole, negative and broken exponents; a number to the power of a Value."""
    made = []
    for base, exponent in ((2.0, 3), (-2.0, 2), (-2.0, 3), (4.0, 0.5), (4.0, -0.5), (-2.0, -1), (3.0, 1)):
        x = Value(base)
        y = x**exponent
        y.backward()
        made.append([y.data, x.grad])
    return {"made": made}


def value_to_the_power_of_value(Value):
    """Both the base and the exponent have a derivative; a number may be the base."""
    a, b = Value(2.0), Value(3.0)
    y = a**b + 2**b * b**a
    y.backward()
    return {"y": y.data, "a": a.grad, "b": b.grad}


def powers_at_zero(Value):
    """x**0, x**1 and x**2 at zero, and what depends on them."""
    made = []
    for exponent in (0, 1, 2, 3):
        x = Value(0.0)
        y = x**exponent + x
        y.backward()
        made.append([y.data, x.grad])
    return {"made": made}


def activations(Value):
    """relu, tanh, exp, log, sigmoid on both sides of zero; relu at zero has the left slope."""
    made = []
    for point in (-2.0, -0.1, 0.3, 1.7):
        row = []
        for name in ("relu", "tanh", "exp", "sigmoid"):
            x = Value(point)
            y = getattr(x, name)() * x
            y.backward()
            row.append([y.data, x.grad])
        x = Value(abs(point))
        x.log().backward()
        made.append([*row, x.grad])
    kink = Value(0.0)
    (kink.relu() * 3).backward()
    return {"made": made, "kink": kink.grad}


def far_from_zero(Value):
    """tanh and sigmoid of large numbers saturate; nothing overflows, no gradient is lost."""
    made = []
    for point in (-1000.0, -400.0, 400.0, 1000.0):
        x = Value(point)
        y = x.tanh() + x.sigmoid() + x * 1e-3
        y.backward()
        made.append([y.data, x.grad])
    return {"made": made}


def backward_twice(Value):
    """A second `backward()` on the same graph exactly doubles the leaves."""
    a, b = Value(2.0), Value(-3.0)
    c = a * b
    d = c * c + c
    d.backward()
    once = [a.grad, b.grad, c.grad]
    d.backward()
    return {"once": once, "twice": [a.grad, b.grad, c.grad]}


def two_outputs_share(Value):
    """Two outputs over one inner node: the gradients of the leaves are those of their sum."""
    a, b = Value(1.5), Value(-0.5)
    shared = (a * b).exp()
    first, second = shared * a, shared + b * b
    first.backward()
    second.backward()
    return {"a": a.grad, "b": b.grad, "shared": shared.grad}


def data_set_before_backward(Value):
    """Setting `.data` after the forward pass does not mix into the derivatives of that pass."""
    a, b = Value(2.0), Value(5.0)
    y = a * b
    a.data, b.data = 100.0, -100.0
    y.backward()
    old = [y.data, a.grad, b.grad]
    a.grad = b.grad = 0.0
    y = a * b
    y.backward()
    return {"old": old, "new": [y.data, a.grad, b.grad]}


def truth_and_order(Value):
    """Every Value is true, zero too; orders and choices go by `.data`."""
    values = [Value(x) for x in (0.5, 0.0, -2.0, 3.0)]
    bias = values[1] or Value(9.0)
    kept = [v for v in values if v]
    best = max(values, key=lambda v: v.data)
    ranked = sorted(values, key=lambda v: v.data)
    y = best * 2 if best.data > 1 else best * -1
    (y + bias).backward()
    return {
        "bias": bias.data,
        "kept": len(kept),
        "ranked": [v.data for v in ranked],
        "grads": [v.grad for v in values],
    }


def long_chain(Value):
    """Thousands of additions in a row: no limit on depth."""
    x, step = Value(1.0), Value(0.001)
    y = x
    for _ in range(5000):
        y = y + step * x
    y.backward()
    return {"y": y.data, "x": x.grad, "step": step.grad}


def shown_as_text(Value):
    """What a cell prints: the number and the gradient, and numbers in a format string."""
    a = Value(2.0)
    b = a * -3.0
    before = repr(a)
    b.backward()
    return {"before": before, "after": repr(a), "in a list": str([a]), "text": f"{a.data:.2f} {a.grad:.1f}"}
