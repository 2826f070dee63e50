"""Closed forms, and slopes by a complex step."""

import math

from plain import exp, log, parts, relu, sigmoid, slopes, tanh


def division_and_reflection():
    def e(a, b):
        c = a + b
        c += c + 1
        c += 1 + c - a
        d = a * b + b**3
        d += 2 * d + relu(a + b)
        d += 3 * d + relu(b - a)
        return c - d

    def g(e, product):
        return e**2 / 2 + 10 / e**2 - (7 - e) / product

    value, a, b = parts(lambda a, b: g(e(a, b), a * b), -4.0, 2.5)
    return {"g": value, "a": a, "b": b, "e": slopes(lambda x: g(x, -10.0), e(-4.0, 2.5))[0]}


def powers():
    # data, then exponent * base ** (exponent - 1)
    return {"made": [[8, 12], [4, -4], [-8, 12], [2, 1 / 4], [1 / 2, -1 / 16], [-1 / 2, -1 / 4], [3, 1]]}


def value_to_the_power_of_value():
    # 2^b b^a + a^b at a = 2, b = 3
    ln2, ln3 = math.log(2), math.log(3)
    return {"y": 80, "a": 12 + 72 * ln3, "b": 8 * ln2 + 72 * ln2 + 48}


def powers_at_zero():
    return {"made": [[1, 1], [0, 2], [0, 1], [0, 1]]}


def activations():
    points = (-2.0, -0.1, 0.3, 1.7)
    forms = [lambda x, f=f: f(x) * x for f in (relu, tanh, exp, sigmoid)]
    return {"made": [[*(parts(form, x) for form in forms), slopes(log, abs(x))[0]] for x in points], "kink": 0}


def far_from_zero():
    return {"made": [[-2, 1e-3], [-1.4, 1e-3], [2.4, 1e-3], [3, 1e-3]]}


def backward_twice():
    # d = c^2 + c at c = -6: by c -11
    return {"once": [33, -22, -11], "twice": [66, -44, -11]}


def two_outputs_share():
    a, b = slopes(lambda a, b: exp(a * b) * a + exp(a * b) + b * b, 1.5, -0.5)
    return {"a": a, "b": b, "shared": 1}


def data_set_before_backward():
    return {"old": [10, 5, 2], "new": [-10000, -100, 100]}


def truth_and_order():
    return {"bias": 0, "kept": 4, "ranked": [-2, 0, 0.5, 3], "grads": [0, 1, 0, 2]}


def long_chain():
    return {"y": 6, "x": 6, "step": 5000}


def shown_as_text():
    after = "Value(data=2.0, grad=-3.0)"
    return {"before": "Value(data=2.0, grad=0.0)", "after": after, "in a list": f"[{after}]", "text": "2.00 -3.0"}
