"""Counted on paper."""

import math

from plain import sigmoid, slopes


def counted_by_trace():
    return {
        "counts": [6, 6, 2, 1],
        "data": [-6, -3, 0, 2, 3, 6],
        "edges": [[-6, 0], [-3, -6], [2, -6], [2, 6], [3, 6], [6, 0]],
    }


def traced_by_hand():
    # ((1*2 + 1)*3 + 1)*4 + 1: four leaves, three products, three sums, two edges into each
    grads = slopes(lambda a, b, c, d: ((a * b + a) * c + a) * d + a, 1.0, 2.0, 3.0, 4.0)
    return {"nodes": 10, "edges": 12, "leaves": 4, "same": True, "grads": grads}


def operations_counted():
    a, b = slopes(lambda a, b: (a * b + a) ** 2 + a * a + b * 2, 1.5, 0.5)
    return {"ops": {"+": 3, "*": 3, "**2": 1, "ReLU": 1}, "leaf": "", "a": a, "b": b}


def operations_of_more_kinds():
    a, b = 1.5, 0.5
    data = [math.tanh(a), math.exp(a), math.log(a), sigmoid(a).real, a - b, a / b, a**3, 1 / a, 2 - a, 1 / a]
    return {"ops": ["tanh", "exp", "log", "sigmoid", "-", "/", "**3", "**-1", "-", "/"], "data": data}


def coloured():
    # tanh(-2 + 2) + 2*2: by x0 2, by x1 -1 + 4, by x2 4, by the results 1; the constant 4 has none
    return {"colors": {"blue": 9, "grey": 1}, "xs": ["blue"] * 3, "depths": [4, 4, 4]}


def renamed():
    words = [["w", ""], ["x", ""], ["w times x", "times"], ["(w times x) squared", "square"]]
    return {"words": words, "grads": [2 * 3 * 4, 2 * 9 * -2, -12, 1]}


def written_in_order():
    grads = slopes(lambda a, b: (a - b) / (b * b), 5.0, 2.0)
    return {"text": "((a - b) / (b * b))", "half": "(1 - a)", "aliases": [True, True, 2, 1], "grads": grads}


def drawn():
    # two values into the product, product and value into the sum; each result's circle to its card
    return {"labels": [True] * 3, "numbers": [True] * 6, "lines": 6}


def parents_found():
    return {"users": [2, 1, 2, 1, 0], "c": 14, "by hand": 14, "a": 48}
