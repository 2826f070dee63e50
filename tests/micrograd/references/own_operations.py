"""The same functions in plain numbers; where a user's rule is no derivative, the rule by hand."""

from plain import exp, parts, sin, slopes, tanh


def sine_added_to_the_class():
    y, x = parts(lambda x: sin(x * x) * x + sin(x), 0.7)
    return {"y": y, "x": x, "op": "sin"}


def free_function_of_two():
    def r(inner, x):
        return (inner**2 + (x + 2) ** 2) ** 0.5

    def out(x, y):
        return r(x * y, x) * (x * y) + (2 * y * y) ** 0.5

    value, x, y = parts(out, 3.0, 4.0)
    return {"out": value, "x": x, "y": y, "inner": slopes(lambda i: r(i, 3.0) * i, 12.0)[0], "r": 12}


def fused_dot():
    ws, xs = [0.1 * k - 0.2 for k in range(6)], [1.0 / (k + 1) for k in range(6)]

    def y(*p):
        return tanh(sum(w * x for w, x in zip(p[:6], p[6:])) + sum(w * w for w in p[:6]))

    value, *d = parts(y, *ws, *xs)
    return {"y": value, "ws": d[:6], "xs": d[6:], "prev": 6}


def method_replaced():
    # -1 and 1 outside, 3x inside: y = x for 2, -x for -3, 3x^2 for -0.25; 0.5 is outside as 1.5
    return {"y": 3 + 3 * 0.25**2 + 0.5 + 2, "grads": [-1, -1.5, 1, 1]}


def straight_through():
    w, history = 1.3, []
    for _ in range(4):
        q = round(2 * w)
        grad = 2 * (q - 6) * 2
        w -= 0.05 * grad
        history.append([(q - 6) ** 2, grad, w])
    return {"history": history}


def closure_wrapped():
    seen = slopes(lambda p: exp(0.01 * p**3) * 1000 + 51 * p, -6.0)[0]
    return {"seen": [seen], "a": -3, "b": 2}


def chain_of_own_nodes():
    def f(x):
        y = 2 * (2 * x * x + 2 * x)
        for _ in range(3):
            y = 2 * y - y * x
        return y

    value, x = parts(f, 0.5)
    return {"y": value, "x": x}
